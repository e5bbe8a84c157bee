"""A child process that changes a file while one file operation is made to fail, or to kill it."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.writeback.books import score_marks
from xlperf.package.refusal import Refused
from xlperf.writeback.into_file import Written, write

OPERATIONS = ("open", "write", "fsync", "replace", "unlink", "fchmod", "close")
"""What replace.py asks of the system, one by one."""


@dataclass(frozen=True)
class Told:
    """What became of the child: the signal that ended it (0: none), how many operations it made, what it said."""

    killed_by: int
    operations: int
    name: str
    message: str


def marked(path: Path) -> Written:
    """The marks for the score sheet, written in place."""
    return write(path, path, score_marks())


def child(
    path: Path,
    k: int,
    what: str,
    first: Callable[[], None] = lambda: None,
    change: Callable[[Path], Written] = marked,
) -> Told:
    """Changes a workbook in a process of its own, where ``first`` is done before anything else.

    Its k-th operation dies ``before`` or ``after`` taking effect, or raises the error ``what``.
    """
    read, answer = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            first()
            _tell(answer, path, k, what, change)
        finally:
            os._exit(70)
    os.close(answer)
    with os.fdopen(read, encoding="utf-8") as pipe:
        operations, _, rest = pipe.read().partition("\t")
    _, status = os.waitpid(process, 0)
    name, _, message = rest.partition("\t")
    return Told(os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, int(operations or 0), name, message)


def _tell(answer: int, path: Path, k: int, what: str, change: Callable[[Path], Written]) -> None:
    count, say = [0], os.write
    for name in OPERATIONS:
        setattr(os, name, _broken(name, getattr(os, name), count, k, what))
    try:
        written = change(path)
        say(answer, f"{count[0]}\t{written.path.name}\t{written.message}".encode())
    except Refused as refusal:
        say(answer, f"{count[0]}\t{refusal.code}\t{refusal.message}".encode())
    os._exit(0)


def _broken(name: str, real: Callable[..., Any], count: list[int], k: int, what: str) -> Callable[..., Any]:
    """The operation, until its turn has come."""

    def call(*args: Any, **options: Any) -> Any:
        count[0] += 1
        if count[0] != k:
            return real(*args, **options)
        if what == "after":
            with contextlib.suppress(OSError):
                real(
                    *(args if name != "write" else (args[0], bytes(args[1])[: len(args[1]) // 2])), **options
                )
        if what in ("before", "after"):
            os.kill(os.getpid(), signal.SIGKILL)
        raise OSError(getattr(errno, what), os.strerror(getattr(errno, what)))

    return call
