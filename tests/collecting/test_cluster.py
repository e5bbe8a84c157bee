"""The check of all on a real cluster: workers and scheduler die, files are poisoned, and every other result is there."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.collecting.crowd import lay_crowd
from tests.collecting.kept import results
from tests.collecting.machines import ROOT, Machines, lay_poison
from xlperf.collecting.cluster import Cluster, ClusterError
from xlperf.collecting.judging import Chunk, Job, here, jobs, judge, judged, program, rules_of
from xlperf.collecting.notices import Trouble
from xlperf.collecting.parcels import parcels
from xlperf.collecting.store import Result, Store
from xlperf.guarded import each
from xlperf.office import Office

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the workers' limits and signals are of Linux"
)
MANY = 100


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    """A cluster that is not started yet."""
    (tmp_path / "cluster").mkdir()
    cluster = Machines(tmp_path / "cluster")
    yield cluster
    cluster.stop()


def collect(desk: Path, machines: Machines, *more: str) -> subprocess.Popen[str]:
    """``xlperf collect`` on the cluster, under way."""
    call = [
        sys.executable, "-m", "xlperf", "collect", "收件", "--store", "2024.db", "--engine", "dask",
        "--scheduler", machines.address, "--tls", str(machines.certificates), *more,
    ]  # fmt: skip
    environment = {**os.environ, **machines.environment, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        call, cwd=desk, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def first_result(desk: Path, run: subprocess.Popen[str]) -> None:
    """Waits until the first results are kept."""
    end = time.monotonic() + 90
    while not results(desk):
        assert run.poll() is None, run.communicate()
        assert time.monotonic() < end, "no result in 90 seconds"
        time.sleep(0.02)


def told(desk: Path) -> dict[str, Result]:
    with Store(desk / "2024.db", new=False) as store:
        return with_reports(store)


def with_reports(store: Store) -> dict[str, Result]:
    """The results by hash, each with its report."""
    rules = rules_of(Office())
    results = store.results(rules)
    reports = store.reports(rules, tuple(results))
    return {sha: replace(result, report=reports[sha]) for sha, result in results.items()}


def codes(result: Result) -> list[str]:
    return [each["code"] for each in json.loads(result.report)["findings"]]


def test_a_worker_is_killed_and_four_files_are_poisoned(tmp_path: Path, machines: Machines) -> None:
    """96 results like those of one machine, and four that say why there is none."""
    paths = lay_crowd(tmp_path / "收件", MANY)
    shas = [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]
    hangs, kills = [shas[5], shas[40]], [shas[41], shas[99]]
    machines.environment |= lay_poison(machines.folder, hangs, kills)
    machines.start()
    run = collect(tmp_path, machines, "--timeout", "5")
    first_result(tmp_path, run)
    machines.kill_worker()
    out, err = run.communicate(timeout=120)
    assert (run.returncode, err) == (0, ""), err
    assert f"检查了 {MANY} 个工作簿" in out
    found = told(tmp_path)
    assert len(found) == MANY
    assert {sha: codes(found[sha]) for sha in hangs + kills} == {
        **{key: ["OPEN-91"] for key in hangs},
        **{key: ["OPEN-93"] for key in kills},
    }
    sound = [sha for sha in shas if sha not in hangs + kills]
    here_and_now = locally(tmp_path / "local.db", tmp_path / "收件")
    assert {sha: found[sha] for sha in sound} == {sha: here_and_now[sha] for sha in sound}


def locally(store: Path, folder: Path) -> dict[str, Result]:
    with Store(store) as opened:
        for parcel in parcels(folder, None, lambda _: None):
            opened.take(parcel)
        for _ in judged(opened, Office(), jobs(opened, Office()), here):
            pass
        return with_reports(opened)


def test_the_scheduler_is_killed_and_the_next_run_does_the_rest(tmp_path: Path, machines: Machines) -> None:
    lay_crowd(tmp_path / "收件", MANY)
    machines.start()
    run = collect(tmp_path, machines, "--originals", str(tmp_path / "shared"))
    first_result(tmp_path, run)
    machines.kill_scheduler()
    _, err = run.communicate(timeout=120)
    assert run.returncode == 2
    assert "CLU-02 连不上集群，或检查中途断开" in err
    assert "已检查的都已保存" in err
    kept = results(tmp_path)
    assert 0 < kept < MANY
    machines.stop()
    machines.start()
    out, err = collect(tmp_path, machines).communicate(timeout=120)
    assert f"检查了 {MANY - kept} 个工作簿" in out, err
    assert len(told(tmp_path)) == MANY


@pytest.mark.parametrize(
    "address",
    ["tcp://10.0.0.5:8786", "tcp://example.gov.cn:8786", "ws://127.0.0.1:1", "127.0.0.1:8786", "tls://"],
)
def test_a_scheduler_that_is_not_safe_is_refused(address: str, tmp_path: Path) -> None:
    with pytest.raises(ClusterError, match="CLU-01 调度器的地址不是 tls://"):
        Cluster(address, tmp_path)


def test_without_certificates_it_is_told_what_is_lacking(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").touch()
    with pytest.raises(ClusterError, match=re.escape("里没有 cert.pem、key.pem")):
        Cluster("tls://127.0.0.1:1", tmp_path)
    with pytest.raises(ClusterError, match="没有写 --tls"):
        Cluster("tls://127.0.0.1:1")


def test_within_one_machine_tcp_will_do() -> None:
    assert Cluster("tcp://127.0.0.1:8786").scheduler == "tcp://127.0.0.1:8786"


def test_a_worker_with_another_program_judges_nothing(tmp_path: Path) -> None:
    with Store(tmp_path / "2024.db") as store:
        path = lay_crowd(tmp_path / "收件", 1)[0]
        job = Job(store.originals.keep(path.read_bytes()), path.name)
        chunk = Chunk((job,), Office(), store.originals.url, program())
        assert [type(each) for each in judge(chunk, each)] == [Result]
        other = replace(chunk, program="another")
        assert list(judge(other, each)) == [Trouble("CLU-03", "00000.xlsx")]
