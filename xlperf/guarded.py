"""Work on strangers' files in child processes with limits: no file can end, stall or starve the run.

``each`` hands every job to a child. One that takes too long (OPEN-91), asks for too much memory (OPEN-92) or
ends its process (OPEN-93) becomes an outcome like any other, and the next job goes on in a fresh child.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar, cast

from xlperf.package.refusal import Refused, refused
from xlperf.record import dataclass

if TYPE_CHECKING:
    from concurrent.futures import Future
    from multiprocessing.connection import Connection

    from pebble import ProcessPool


J = TypeVar("J")
R = TypeVar("R")

_MIB = 1024 * 1024
LOST = ("OPEN-91", "OPEN-92", "OPEN-93")
"""Codes of jobs that gave no result: too long, too large, died."""
_GRACE = 5.0
"""Seconds after which a child that should have been ended ends itself."""
_STARVED = 92
"""Exit status of a child that ran out of memory."""


class _Died(Exception):
    """A child ended without an answer; ``status`` is its exit status, negative for a signal."""

    def __init__(self, status: int | None) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True)
class Limits:
    """What one job may take: seconds by the clock, bytes of memory (not on Windows); how many run at a time."""

    seconds: float = 120.0
    memory: int = 1536 * _MIB
    workers: int = 0

    @property
    def children(self) -> int:
        """As many as told, else as there are processors for us."""
        return self.workers or _processors()


USUAL = Limits()


def each(
    work: Callable[[J], R],
    jobs: Sequence[J],
    lost: Callable[[J, Refused], R],
    limits: Limits = USUAL,
    *,
    apart: bool = False,
) -> Iterator[R]:
    """The results in the order of the jobs, each as soon as it and all before it are there.

    ``lost`` makes the result of a job whose child did not come back. ``work``, jobs and results must be able
    to travel between processes. One job alone is forked off where that costs next to nothing (Linux), else
    done here: it has no neighbours to protect. ``apart``: never here, for the caller is to live on.
    """
    if len(jobs) == 1 and _may_fork():
        yield _settled(jobs[0], partial(_forked, work, jobs[0], limits), lost, limits)
    elif len(jobs) > 1 or (jobs and apart):
        with Guard(replace(limits, workers=min(len(jobs), limits.children))) as guard:
            yield from guard.each(work, jobs, lost)
    elif jobs:
        yield _settled(jobs[0], lambda: work(jobs[0]), lost, limits)


def _may_fork() -> bool:
    """A fork is safe only from a process without further threads."""
    return sys.platform == "linux" and threading.active_count() == 1


def _forked(work: Callable[[J], R], job: J, limits: Limits) -> R:
    """The result of one job from a child of its own; TimeoutError or _Died when it gives none.

    No pool: to import one takes longer than to check a workbook.
    """
    fork = multiprocessing.get_context("fork")
    answers, answer = fork.Pipe(duplex=False)
    child = fork.Process(target=_alone, args=(answer, work, job, limits.memory))
    child.start()
    answer.close()
    try:
        if not answers.poll(limits.seconds):
            raise TimeoutError
        result, error = answers.recv()
    except EOFError:
        child.join()
        raise _Died(child.exitcode) from None
    finally:
        child.kill()
        child.join()
        answers.close()
    if error is not None:
        raise error
    return cast("R", result)


def _alone(answer: Connection, work: Callable[[J], R], job: J, memory: int) -> None:
    _limit(memory)
    try:
        result, error = _worn(work, job), None
    except Exception as raised:  # noqa: BLE001  raised again in the parent
        result, error = None, raised
    answer.send((result, error))


def _worn(work: Callable[[J], R], job: J) -> R:
    """In the child: one that ran out of memory is worn out. It ends, and the next job gets a fresh one."""
    try:
        return work(job)
    except MemoryError:
        os._exit(_STARVED)


class Guard(AbstractContextManager["Guard"]):
    """Children that stay from call to call of ``each``: to start one takes as long as to check twenty workbooks."""

    def __init__(self, limits: Limits = USUAL) -> None:
        self._limits = limits
        self._pool = _pool(limits)

    def each(self, work: Callable[[J], R], jobs: Sequence[J], lost: Callable[[J, Refused], R]) -> Iterator[R]:
        """As the function of that name. What is not waited for is not done."""
        if self._pool is None:
            yield from (_settled(job, partial(work, job), lost, self._limits) for job in jobs)
            return
        futures = [self._scheduled(self._pool, work, job) for job in jobs]
        try:
            for job, future in zip(jobs, futures, strict=True):
                yield _settled(job, partial(_from_pool, future), lost, self._limits)
        finally:
            for future in futures:
                future.cancel()

    def _scheduled(self, pool: ProcessPool, work: Callable[[J], R], job: J) -> Future[R]:
        seconds = self._limits.seconds
        future: Future[R] = pool.schedule(_timed, (work, job, seconds), timeout=seconds)
        return future

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()


def _timed(work: Callable[[J], R], job: J, seconds: float) -> R:
    """In the child: it ends by itself, whatever it is at, when the parent that should have ended it is no more."""
    if sys.platform == "win32":
        return _worn(work, job)
    signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE)
    try:
        return _worn(work, job)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _pool(limits: Limits) -> ProcessPool | None:
    """Children that are started afresh; None where the system has no room for any (no shared memory, full disk)."""
    from pebble import ProcessPool  # noqa: PLC0415  needed for several files only

    context = multiprocessing.get_context("spawn")
    try:
        context.Lock()
        return ProcessPool(limits.children, initializer=_limit, initargs=(limits.memory,), context=context)
    except (OSError, ImportError):
        return None


class Kept:
    """One child that stays for the next job, made ready by ``prepare``: for a service that answers all day.

    A job that takes too long, or ends the child, is lost as in ``each``; the next one finds a fresh child.
    """

    def __init__(self, prepare: Callable[[], None], limits: Limits = USUAL) -> None:
        self._prepare, self._limits = prepare, limits
        self._renewing = threading.Lock()
        self._pool = self._fresh()

    def done(self, work: Callable[[J], R], job: J, lost: Callable[[J, Refused], R]) -> R:
        """The result of one job; jobs of several threads wait for each other."""
        pool = self._pool
        if pool is None:
            return _settled(job, partial(work, job), lost, self._limits)
        try:
            return _settled(job, partial(self._asked, pool, work, job), lost, self._limits)
        except RuntimeError:  # pebble: somebody ended the child while it waited for a job
            if pool.active:
                raise
        with self._renewing:
            if self._pool is pool:
                self._pool = self._fresh()
        return _settled(job, partial(self._asked, self._pool or pool, work, job), lost, self._limits)

    def close(self) -> None:
        """The child ends."""
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()

    def _fresh(self) -> ProcessPool | None:
        pool = _pool(replace(self._limits, workers=1))
        if pool is not None:
            pool.schedule(self._prepare)
        return pool

    def _asked(self, pool: ProcessPool, work: Callable[[J], R], job: J) -> R:
        future: Future[R] = pool.schedule(_worn, (work, job), timeout=self._limits.seconds)
        try:
            return _from_pool(future)
        except (TimeoutError, _Died):
            pool.schedule(self._prepare)
            raise


def _from_pool(future: Future[R]) -> R:
    from pebble import ProcessExpired  # noqa: PLC0415  needed for several files only

    try:
        return future.result()
    except ProcessExpired as died:
        raise _Died(died.exitcode) from None


def _settled(job: J, result: Callable[[], R], lost: Callable[[J, Refused], R], limits: Limits) -> R:
    try:
        return result()
    except TimeoutError:
        return lost(job, refused("OPEN-91", seconds=f"{limits.seconds:g}"))
    except MemoryError:
        return lost(job, refused("OPEN-92"))
    except _Died as died:
        if died.status == _STARVED:
            return lost(job, refused("OPEN-92"))
        return lost(job, refused("OPEN-93", status=died.status))


def _limit(memory: int) -> None:
    """In the child: memory is bounded, and Ctrl-C is left to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  not on Windows

    with contextlib.suppress(OSError, ValueError):  # macOS knows the limit but will not set it
        resource.setrlimit(resource.RLIMIT_AS, (memory, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
