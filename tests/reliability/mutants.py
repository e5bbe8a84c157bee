"""Mutated inputs in child processes with limits: ``python -m tests.reliability.mutants FIRST LAST`` is one child.

A child tells one line a mutant: number, how it ended, milliseconds, MiB. It may use 512 MiB of addresses and 10 s of CPU
for each; the kernel ends it otherwise, whatever C code it is in. A fault is told as ``number FAULT what``.
"""

from __future__ import annotations

import faulthandler
import functools
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.reliability.mutations import mutant
from tests.reliability.trial import peak, tried

MEMORY = 512 * 1024 * 1024
SECONDS = 10.0
_THOROUGH = 8  # every eighth mutant is also written twice, cleaned twice and assessed with its marks


def told(numbers: Iterable[int], act: Callable[[int], str], seconds: float = SECONDS) -> None:
    """Tell how ``act`` ended for each number, one line each, within the limits."""
    faulthandler.register(signal.SIGPROF, chain=True)  # tells where, then dies as without it
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for number in numbers:
        signal.setitimer(signal.ITIMER_PROF, seconds)
        begun = time.process_time()
        try:
            end = act(number)
        except Exception as error:  # noqa: BLE001  what escapes is what is looked for
            end = _fault(error)
        spent = round((time.process_time() - begun) * 1000)
        sys.stdout.write(f"{number}\t{end}\t{spent}\t{peak()}\n")
        sys.stdout.flush()


def _fault(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    at = next((frame for frame in reversed(frames) if "xlperf" in Path(frame.filename).parts), frames[-1])
    words = str(error).replace("\n", " ")[:80] if isinstance(error, AssertionError) else ""
    return f"FAULT {type(error).__name__} {Path(at.filename).name}:{at.lineno} {words}"


def one(folder: Path, number: int) -> str:
    """How the mutant of this number ended."""
    found = mutant(number)
    path = folder / "a.xlsx"
    path.write_bytes(found.data)
    return tried(path, marked=found.seed.marked, thorough=number % _THOROUGH == 0)


def run(first: int, last: int) -> None:
    """Tell the outcome of mutants ``first`` to ``last - 1``."""
    mutant(first)  # seeds are made before the limits hold
    room = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  a disk in memory
    with tempfile.TemporaryDirectory(dir=room) as folder:
        told(range(first, last), functools.partial(one, Path(folder)))


if __name__ == "__main__":
    run(int(sys.argv[1]), int(sys.argv[2]))
