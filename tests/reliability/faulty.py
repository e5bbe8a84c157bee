"""A child that acts out every kind of fault, so that none goes unseen: ``python -m tests.reliability.faulty FIRST LAST``."""

from __future__ import annotations

import os
import signal
import sys

from tests.reliability.mutants import told

ENDS_ITSELF, RAISES, HANGS, DIES = range(4)


def _act(number: int) -> str:
    if number == RAISES:
        raise ZeroDivisionError
    while number == HANGS:
        pass
    if number == DIES:
        os.kill(os.getpid(), signal.SIGKILL)
    return "well"


if __name__ == "__main__":
    told(range(int(sys.argv[1]), int(sys.argv[2])), _act, seconds=0.3)
