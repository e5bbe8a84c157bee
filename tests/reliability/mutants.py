"""Mutated inputs in child processes with limits: ``python -m tests.reliability.mutants FIRST LAST`` is one child.

A child tells one line a mutant: number, how it ended, milliseconds. It may use 512 MiB of addresses and 10 s of CPU for
each; the kernel ends it otherwise, whatever C code it is in. A fault is told as ``number FAULT what``.
"""

from __future__ import annotations

import faulthandler
import resource
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path

from tests.reliability.mutations import mutant
from tests.reliability.trial import peak, tried

MEMORY = 512 * 1024 * 1024
SECONDS = 10.0
_THOROUGH = 8  # every eighth mutant is also written twice, cleaned twice and assessed with its marks


def limited() -> None:
    """From here on the process may use no more than MEMORY."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def one(number: int, folder: Path) -> str:
    """How the mutant of this number ended."""
    found = mutant(number)
    path = folder / "a.xlsx"
    path.write_bytes(found.data)
    try:
        return tried(path, marked=found.seed.marked, thorough=number % _THOROUGH == 0)
    except Exception as error:  # noqa: BLE001  what escapes is what is looked for
        frames = traceback.extract_tb(error.__traceback__)
        at = next((f for f in reversed(frames) if "xlperf" in Path(f.filename).parts), frames[-1])
        told = str(error).replace("\n", " ")[:80] if isinstance(error, AssertionError) else ""
        return f"FAULT {type(error).__name__} {Path(at.filename).name}:{at.lineno} {told} [{found.seed.name}]"


def run(first: int, last: int) -> None:
    """Tell the outcome of mutants ``first`` to ``last - 1``, one line each."""
    faulthandler.register(signal.SIGPROF, chain=True)  # tells where, then dies as without it
    mutant(first)  # seeds are made before the limits hold
    limited()
    room = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  a disk in memory
    with tempfile.TemporaryDirectory(dir=room) as folder:
        for number in range(first, last):
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            begun = time.process_time()
            outcome = one(number, Path(folder))
            spent = round((time.process_time() - begun) * 1000)
            sys.stdout.write(f"{number}\t{outcome}\t{spent}\t{peak()}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    run(int(sys.argv[1]), int(sys.argv[2]))
