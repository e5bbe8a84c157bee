"""kill −9 anywhere while letters are sent: none leaves twice, and the one of which nobody can know is said so."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.calls import xlperf
from tests.collecting.post import lay_return, mail
from tests.collecting.servers import Arrived, smtp

ROOT = Path(__file__).parents[2]
POINTS = int(os.environ.get("XLPERF_KILL_POINTS", "10"))
UNITS = ("某县水利局", "某县教育局")
DRIVER = """
import atexit, os, signal, sys
last, done = int(sys.argv.pop(1)), 0
def step():
    global done
    done += 1
    if done == last:
        os.kill(os.getpid(), signal.SIGKILL)
atexit.register(lambda: sys.stderr.write(f" {done}"))
sys.addaudithook(lambda event, args: step() if event == "smtplib.send" else None)
from sqlalchemy import event as events
from sqlalchemy.engine import Engine
@events.listens_for(Engine, "commit")
def _commit(*_): step()
import smtplib
answered = smtplib.SMTP.getreply
def getreply(self):
    told = answered(self)
    step()
    return told
smtplib.SMTP.getreply = getreply
from xlperf.cli import main
main()
"""
"""Steps: what goes to the server, what comes back from it, what is made durable."""


def send(desk: Path, address: str, last: int) -> subprocess.CompletedProcess[bytes]:
    """``xlperf letters --send`` that is killed at its n-th step; 0 for never."""
    call = [sys.executable, "-c", DRIVER, str(last), "letters", "--send", address]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(call, cwd=desk, env=environment, capture_output=True, check=False)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two faulty returns of two units, their letters laid down."""
    place = tmp_path / "desk"
    place.mkdir()
    monkeypatch.chdir(place)
    Path("xlperf.toml").write_text(
        '[collect]\nmend_by = 2099-04-30\naddress = "jxpj@example.gov.cn"\n', encoding="utf-8"
    )
    Path("信").mkdir()
    for number, unit in enumerate(UNITS):
        data = lay_return(tmp_path / "1.xlsx", unit, quality="25").read_bytes()
        letter = mail(("自评.xlsx", data), sender=f"{number}@example.gov.cn", identity=f"<{number}@x>")
        Path(f"信/{number}.eml").write_bytes(letter)
    xlperf("collect", "信")
    assert xlperf("letters").exit_code == 0
    return place


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL on Windows")
def test_a_run_that_is_killed_anywhere_sends_nothing_twice(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unclear = 0
    with smtp(first := Arrived()) as address:
        whole = tmp_path / "whole"
        shutil.copytree(desk, whole)
        steps = int(send(whole, address, 0).stderr.split()[-1])
        assert len(first.mails) == len(UNITS)
        for point in sorted({1 + steps * number // POINTS for number in range(POINTS)}):
            handler = first
            handler.mails.clear()
            killed = tmp_path / f"killed-{point}"
            shutil.copytree(desk, killed)
            assert send(killed, address, point).returncode == -signal.SIGKILL
            monkeypatch.chdir(killed)
            left = Counter(each["Message-ID"] for each in handler.mails)
            result = xlperf("letters", "--send", address)
            for unit in UNITS:
                if f"{unit} · 第1次：上次发到一半断了" in result.stdout:
                    unclear += 1
                    assert result.exit_code == 2
                    sent = any(unit in str(each["Subject"]) for each in handler.mails)
                    assert xlperf("letters", "--done" if sent else "--again", unit).exit_code == 0
            assert xlperf("letters", "--send", address).exit_code == 0
            counts = Counter(each["Message-ID"] for each in handler.mails)
            assert sorted(counts.values()) == [1, 1], f"killed at step {point} of {steps}, {left}"
    assert unclear, "no point was in the window"
