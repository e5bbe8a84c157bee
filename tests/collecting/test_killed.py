"""kill −9 anywhere: run again, the store holds everything once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.collecting.post import lay_return, mail
from xlperf.cli import main
from xlperf.collecting.judging import rules_of
from xlperf.collecting.proving import prove
from xlperf.collecting.store import Store
from xlperf.office import Office

ROOT = Path(__file__).parents[2]
DRIVER = """
import atexit, os, signal, sys
last, done = int(sys.argv.pop(1)), 0
def hook(event, args):
    global done
    if event in ("open", "os.rename", "os.remove", "os.mkdir") and "store" in str(args[0]):
        done += 1
        if done == last:
            os.kill(os.getpid(), signal.SIGKILL)
atexit.register(lambda: sys.stderr.write(f" {done}"))
sys.addaudithook(hook)
from sqlalchemy import event as events
from sqlalchemy.engine import Engine
@events.listens_for(Engine, "before_cursor_execute")
def _before(*_): hook("open", ("store",))
@events.listens_for(Engine, "commit")
def _commit(*_): hook("open", ("store",))
from xlperf.cli import main
main()
"""
POINTS = int(os.environ.get("XLPERF_KILL_POINTS", "10"))
"""How many places are tried; XLPERF_KILL_POINTS=9999 tries every one of them."""


def collect(desk: Path, steps: int) -> subprocess.CompletedProcess[bytes]:
    """``xlperf collect`` that is killed at its n-th step on the store; 0 for never."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    call = [sys.executable, "-c", DRIVER, str(steps), "collect", "收件", "--store", "store"]
    return subprocess.run(call, cwd=desk, env=environment, capture_output=True, check=False)


def contents(desk: Path) -> object:
    """All that counts in a store."""
    with Store(desk / "store", new=False) as store:
        assert prove(store, Office()).troubles == ()
        arrivals = sorted((each.parcel, each.sha, each.name) for each in store.arrivals())
        return arrivals, store.results(rules_of(Office())), store.troubles()


def lay_desk(desk: Path, data: bytes, other: bytes) -> Path:
    (desk / "收件").mkdir(parents=True)
    (desk / "收件/1.eml").write_bytes(mail(("1.xlsx", data), ("2.pdf", other), ("1.xlsx", data)))
    (desk / "收件/2.xlsx").write_bytes(data)
    os.utime(desk / "收件/2.xlsx", (1741000000, 1741000000))
    return desk


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL on Windows")
def test_a_run_that_is_killed_anywhere_loses_and_doubles_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = lay_return(tmp_path / "1.xlsx").read_bytes()
    other = b"%PDF-1.7 minutes"
    whole = lay_desk(tmp_path / "whole", data, other)
    steps = int(collect(whole, 0).stderr.split()[-1])
    expected = contents(whole)
    points = sorted({1 + steps * number // POINTS for number in range(POINTS)})
    assert len(points) == min(POINTS, steps)
    for point in points:
        desk = lay_desk(tmp_path / f"killed-{point}", data, other)
        assert collect(desk, point).returncode == -signal.SIGKILL
        monkeypatch.chdir(desk)
        CliRunner().invoke(main, ["collect", "收件", "--store", "store"])
        assert contents(desk) == expected, f"killed at step {point} of {steps}"
