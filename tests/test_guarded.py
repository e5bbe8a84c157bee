"""Files and jobs that hang, eat memory or die: each is told, and the rest goes on in its order."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from tests.package.hostile import parts, sheet, zipped
from tests.test_command_line import lay_empty, lay_faulty
from xlperf.assess import assess_anything
from xlperf.findings import Report
from xlperf.guarded import Limits, each
from xlperf.not_read import unreadable
from xlperf.office import Office
from xlperf.package.refusal import Refused

needs_limits = pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有内存限额和信号")
MIB = 1024 * 1024
SHORT = Limits(seconds=1.5, memory=400 * MIB, workers=2)


def job(what: str) -> str:
    """What a file may do to whoever reads it."""
    if what == "hang":
        while True:
            pass
    if what == "eat":
        return str(len(bytearray(500 * MIB)))
    if what == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    return f"{what} done"


def lost(what: str, reason: Refused) -> str:
    return f"{what} {reason.code}"


@needs_limits
def test_several_jobs_end_in_their_order_whatever_some_do() -> None:
    jobs = ["a", "hang", "b", "eat", "c", "die", "d"]
    told = list(each(job, jobs, lost, SHORT))
    assert told == ["a done", "hang OPEN-91", "b done", "eat OPEN-92", "c done", "die OPEN-93", "d done"]


@needs_limits
@pytest.mark.parametrize(("what", "code"), [("hang", "OPEN-91"), ("eat", "OPEN-92"), ("die", "OPEN-93")])
def test_one_job_alone_does_not_end_the_run_either(what: str, code: str) -> None:
    """In a process of its own, as the command line is: this one may have threads by now."""
    program = (
        "from tests.test_guarded import SHORT, each, job, lost\n"
        f"print(list(each(job, ['{what}'], lost, SHORT)), list(each(job, [], lost, SHORT)))"
    )
    root = Path(__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=30, cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
    )  # fmt: skip
    if sys.platform == "linux":
        assert done.stdout == f"['{what} {code}'] []\n", done.stderr


def heavy(path: Path) -> Path:
    """A million cells with a number each."""
    rows = (
        f'<row r="{r}"><c r="A{r}"><v>{r}</v></c><c r="B{r}"><v>{r}.5</v></c></row>'
        for r in range(1, 500_001)
    )
    path.write_bytes(zipped(parts(sheet("".join(rows)))))
    return path


def assessed(paths: list[Path], limits: Limits) -> list[Report]:
    return list(each(partial(assess_anything, office=Office(), password=""), paths, unreadable, limits))


@needs_limits
def test_real_files_beyond_the_limits_are_reports_like_any_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    paths = [lay_faulty("甲.xlsx"), heavy(Path("乙.xlsx")), lay_empty("丙.xlsx"), Path("没有.xlsx")]
    small = Limits(seconds=60, memory=250 * MIB, workers=1)
    told = [
        (path.name, report.form, [finding.code for finding in report.findings if finding.code > "N"][:1])
        for path, report in zip(paths, assessed(paths, small), strict=True)
    ]
    assert [name for name, _, _ in told] == ["甲.xlsx", "乙.xlsx", "丙.xlsx", "没有.xlsx"]
    assert [form for _, form, _ in told] == ["project", None, "project", None]
    assert told[1][2] == ["OPEN-92"]
    assert told[3][2] == ["OPEN-01"]
    hasty = Limits(seconds=0.2, workers=1)
    late, _ = assessed([Path("乙.xlsx"), Path("没有.xlsx")], hasty)
    assert [finding.code for finding in late.findings] == ["OPEN-91"]
    assert "0.2 秒" in late.findings[0].message


def group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@needs_limits
def test_ctrl_c_ends_a_run_of_many_files_with_what_is_known() -> None:
    """The first file is told, the second would take for ever; no child stays behind."""
    program = (
        "import sys\n"
        "from tests.test_guarded import Limits, each, job, lost\n"
        "try:\n"
        "    for told in each(job, ['a', 'hang', 'hang', 'b'], lost, Limits(workers=2)):\n"
        "        print(told, flush=True)\n"
        "except KeyboardInterrupt:\n"
        "    print('interrupted', flush=True)\n"
    )
    root = Path(__file__).parents[1]
    running = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)}, start_new_session=True,
    )  # fmt: skip
    assert running.stdout is not None
    assert running.stdout.readline() == "a done\n"
    time.sleep(0.3)
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=20)
    assert (out, err, running.returncode) == ("interrupted\n", "", 0)
    for _ in range(50):
        if not group_lives(running.pid):
            break
        time.sleep(0.1)
    assert not group_lives(running.pid)
