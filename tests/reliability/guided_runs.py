"""Runs guided by coverage, one after the other in processes of their own until the time is over."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import time
from pathlib import Path

from tests.reliability.herd import ROOT, Tally

_UNITS = re.compile(r"stat::number_of_executed_units:\s*(\d+)")
_PEAK = re.compile(r"stat::peak_rss_mb:\s*(\d+)")
_SLOWEST = re.compile(r"stat::slowest_unit_time_sec:\s*(\d+)")
_COVERED = re.compile(r"\bcov: (\d+)")
_LEAST = 5  # seconds: less is not worth starting for
ENDED = "guided"


def installed() -> bool:
    """Whether atheris is there (Linux; ``pip install atheris``)."""
    return importlib.util.find_spec("atheris") is not None


def guided_runs(folder: Path, until: float) -> Tally:
    """The tally of every input tried; what was kept in ``folder`` by earlier runs is where these begin."""
    folder.mkdir(parents=True, exist_ok=True)
    told, seed = Tally(), len(list(folder.glob("run-*.txt")))
    while until - time.time() > _LEAST:
        seed += 1
        last_words = _run(folder, round(until - time.time()), seed)
        (folder / f"run-{seed}.txt").write_text(last_words[-20_000:], encoding="utf-8")
        if not _UNITS.search(last_words):
            break
    for kept in folder.glob("run-*.txt"):
        told += _told(kept.stem, kept.read_text(encoding="utf-8"))
    return told


def _run(folder: Path, seconds: int, seed: int) -> str:
    """What one run says; it ends at the first fault."""
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "tests.reliability.guided",
        str(folder),
        str(seconds),
        str(seed),
    ]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, errors="replace",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    return done.stderr


def _told(name: str, last_words: str) -> Tally:
    units, covered = _UNITS.search(last_words), _COVERED.findall(last_words)
    told = Tally(peak=_number(_PEAK.search(last_words)), slowest=1000 * _number(_SLOWEST.search(last_words)))
    told.ends[ENDED] = _number(units)
    told.covered = int(covered[-1]) if covered else 0
    error = re.search(r"=== Uncaught Python exception: ===\n(.*)|ERROR: libFuzzer: (.*)", last_words)
    if error:
        told.faults[name] = f"FAULT {error[1] or error[2]}"
    return told


def _number(found: re.Match[str] | None) -> int:
    return int(found[1]) if found else 0
