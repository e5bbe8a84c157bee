"""Many children at work: mutants are dealt out in chunks, a child that dies is followed by another, nothing is run twice."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
CHUNK = 500
MUTANTS = "tests.reliability.mutants"


@dataclass
class Tally:
    """What came out of a number of inputs: how they ended, the faults by number, the slowest and the largest."""

    ends: Counter[str] = field(default_factory=Counter)
    faults: dict[str, str] = field(default_factory=dict)
    slowest: int = 0  # milliseconds of CPU
    peak: int = 0  # MiB
    covered: int = 0  # branches of our code, where coverage guides

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.ends + other.ends,
            self.faults | other.faults,
            max(self.slowest, other.slowest),
            max(self.peak, other.peak),
            max(self.covered, other.covered),
        )

    @property
    def count(self) -> int:
        """How many inputs."""
        return sum(self.ends.values()) + len(self.faults)


def herd(many: int, state: Path, processes: int, until: float, child: str = MUTANTS) -> Tally:
    """The tally of mutants 0 to ``many - 1``, so far as they are done at the time ``until``; ``state`` keeps what is done."""
    state.mkdir(parents=True, exist_ok=True)
    chunks = range(0, many, CHUNK)
    with ThreadPoolExecutor(processes) as pool:
        done = pool.map(
            lambda first: _chunk(child, range(first, min(first + CHUNK, many)), state, until), chunks
        )
        return sum((tally for tally in done if tally), Tally())


def _chunk(child: str, numbers: range, state: Path, until: float) -> Tally | None:
    """One chunk, taken from ``state`` when it was done before; None when there is no time left for it."""
    kept = state / f"{numbers.start}-{numbers.stop}.json"
    if kept.is_file():
        told = json.loads(kept.read_text(encoding="utf-8"))
        return Tally(Counter(told["ends"]), told["faults"], told["slowest"], told["peak"])
    tally, place = Tally(), numbers.start
    while place < numbers.stop:
        if time.time() > until:
            return None
        place = _child(child, place, numbers.stop, tally)
    kept.write_text(json.dumps(vars(tally), ensure_ascii=False), encoding="utf-8")
    return tally


def _child(module: str, first: int, last: int, tally: Tally) -> int:
    """Runs one child over ``first`` to ``last - 1``; the number where the next one begins."""
    command = [sys.executable, "-W", "ignore", "-m", module, str(first), str(last)]
    place, env = first, {**os.environ, "PYTHONPATH": str(ROOT)}
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as last_words,
        subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=last_words, text=True, env=env
        ) as child,
    ):
        for number, end, spent, peak in _lines(child):
            if end.startswith("FAULT"):
                tally.faults[number] = end
            else:
                tally.ends[end] += 1
            tally.slowest, tally.peak = max(tally.slowest, int(spent)), max(tally.peak, int(peak))
            place = int(number) + 1
        if child.wait():
            last_words.seek(0)
            tally.faults[str(place)] = (
                f"FAULT process ended {child.returncode} in {_place(last_words.read())}"
            )
            place += 1
    return place


def _place(last_words: str) -> str:
    """Where in our own code a process stood when it was ended."""
    found = re.search(r'File "[^"]*?(xlperf/[^"]+)", line (\d+)', last_words)
    return f"{found[1]}:{found[2]}" if found else last_words.strip().rpartition("\n")[2][:100]


def _lines(child: subprocess.Popen[str]) -> Iterator[list[str]]:
    """What a child tells, line by line."""
    assert child.stdout is not None
    for line in child.stdout:
        yield line.rstrip("\n").split("\t")
