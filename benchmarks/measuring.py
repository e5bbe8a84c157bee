"""Two commands in turn, A B A B …: seconds, spread and peak memory, by the accounts of the operating system."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT = Path(__file__).resolve().parent.parent
LACKING: Final = 77
"""How a command ends that cannot run on this machine, having said what it lacks (as the tests of automake do)."""
INTERRUPTED: Final = 130
"""How a program ends that was stopped by Ctrl-C."""
_PATIENCE: Final = 10.0


class LackingError(Exception):
    """What this machine lacks to run a side."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a contest: a command, timed as a whole or (``inside``) by the loop that it runs itself.

    ``makes``: a folder emptied before each run, since a result that is there already would not be written.
    ``ends``: its exit status when all went well.
    """

    name: str
    command: tuple[str, ...]
    inside: bool = False
    makes: Path | None = None
    ends: tuple[int, ...] = (0,)


@dataclass(frozen=True, slots=True)
class Run:
    """One run: seconds by the clock, seconds of the processor, peak memory in MiB of its largest process."""

    clock: float
    processor: float
    memory: float


@dataclass(frozen=True, slots=True)
class Figures:
    """All runs of one side."""

    runs: tuple[Run, ...]

    def median(self, what: str) -> float:
        """Median of ``clock``, ``processor`` or ``memory``."""
        return statistics.median(self.values(what))

    def spread(self, what: str) -> tuple[float, float]:
        """Least and greatest."""
        return min(self.values(what)), max(self.values(what))

    def values(self, what: str) -> list[float]:
        """One figure of each run."""
        return [getattr(run, what) for run in self.runs]


def ratio(ours: Figures, theirs: Figures, what: str) -> float:
    """Median of the ratios of neighbouring runs: it holds when the machine's speed drifts."""
    pairs = zip(ours.values(what), theirs.values(what), strict=True)
    return statistics.median(our / max(their, 1e-9) for our, their in pairs)


def in_turn(ours: Side, theirs: Side, rounds: int) -> tuple[Figures, Figures]:
    """Both sides ``rounds`` times, alternating; where a whole process is timed, after one run that does not count."""
    taken: list[list[Run]] = [[], []]
    for side in (ours, theirs):
        if not side.inside:
            run_once(side)
    for _ in range(rounds):
        for index, side in enumerate((ours, theirs)):
            taken[index].append(run_once(side))
    return Figures(tuple(taken[0])), Figures(tuple(taken[1]))


def run_once(side: Side) -> Run:
    """Runs a command and accounts for it; LackingError or RuntimeError with what it said when it fails."""
    if side.makes is not None:
        shutil.rmtree(side.makes, ignore_errors=True)
        side.makes.mkdir(parents=True)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        begun = time.perf_counter()
        child = subprocess.Popen(side.command, stdout=out, stderr=err, cwd=ROOT, env=environment())
        try:
            _, state, spent = os.wait4(child.pid, 0)
        except KeyboardInterrupt:
            _let_end(child)
            raise
        clock = time.perf_counter() - begun
        child.returncode = os.waitstatus_to_exitcode(state)
        if child.returncode not in side.ends:
            err.seek(0)
            said = err.read()[-2000:].decode(errors="replace")
            if child.returncode == LACKING:
                raise LackingError(said)
            raise RuntimeError(side.name, child.returncode, said)
        memory = spent.ru_maxrss / 1024
        if not side.inside:
            return Run(clock, spent.ru_utime + spent.ru_stime, memory)
        out.seek(0)
        loops = json.loads(out.read())
    clocks, processors = zip(*loops, strict=True)
    return Run(statistics.median(clocks), statistics.median(processors), memory)


def _let_end(child: subprocess.Popen[bytes]) -> None:
    """Ctrl-C reaches the child, too: it has time to clear up."""
    with suppress(subprocess.TimeoutExpired):
        child.wait(_PATIENCE)
    child.kill()


def instructions(command: Sequence[str], home: Path = ROOT) -> int:
    """Instructions that a command executes in the checkout ``home``, by valgrind."""
    traced = [
        "valgrind",
        "--tool=callgrind",
        "--trace-children=yes",
        "--callgrind-out-file=/dev/null",
        *command,
    ]
    done = subprocess.run(
        traced, capture_output=True, text=True, cwd=home, env=environment(home), check=False
    )
    counted = [
        int(line.rsplit(":", 1)[1])
        for line in done.stderr.splitlines()
        if "Collected" in line and ":" in line
    ]
    if done.returncode or not counted:
        raise RuntimeError(command, done.stderr[-2000:])
    return sum(counted)


def environment(home: Path = ROOT) -> dict[str, str]:
    """One hash seed, so that the same work takes the same steps; ``home`` is the checkout that is imported.

    Compiled modules are kept, as an installer keeps them: openpyxl has its own beside it, too.
    """
    told = {key: text for key, text in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return {**told, "PYTHONHASHSEED": "0", "PYTHONPATH": str(home)}


def python(*arguments: str) -> tuple[str, ...]:
    """A command of the interpreter that runs this."""
    return (sys.executable, *arguments)
