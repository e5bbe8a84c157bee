"""The contests: which work, against what, and the ratio that xlperf wants to reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

from benchmarks import workloads
from benchmarks.measuring import Side, python

What = Literal["clock", "processor", "memory"]


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is done: workbooks of a batch, rows of the long list, rows of the growing ones; which contests not."""

    files: int
    rows: int
    counts: tuple[int, ...]
    without: tuple[str, ...] = ()


FULL: Final = Extent(2_000, 20_000, (1_000, 10_000, 100_000))
"""What the goals are for."""
SHORT: Final = Extent(24, 2_000, (1_000, 4_000), without=("formatted",))


@dataclass(frozen=True, slots=True)
class Contest:
    """``ours`` against ``theirs``; ``goal`` is the greatest ratio that is good. ``rounds`` of each, in turn.

    ``meant_for``: what the goal is for, where this contest is of another size and so decides nothing.
    ``counted`` are the commands whose instructions are counted, if any; a forked child would escape the counting.
    """

    key: str
    work: str
    ours: Side
    theirs: Side
    goal: float
    what: What = "processor"
    rounds: int = 5
    counted: tuple[tuple[str, ...], ...] = ()
    meant_for: str = ""


def contests(folder: Path, extent: Extent) -> list[Contest]:
    """All contests over the workbooks in ``folder``, which need not be there yet."""
    return [
        *_of_one_file(folder),
        *_of_vouchers(folder, extent.rows),
        *_of_many(folder, extent.files),
        _press(folder),
    ]


def keys() -> list[str]:
    """What the contests are called on the command line."""
    return [contest.key for contest in contests(Path(), FULL)]


def _of_one_file(folder: Path) -> list[Contest]:
    small, told = workloads.small(folder), folder / "scratch" / "told"
    return [
        Contest(
            "start",
            "`xlperf --help`, whole process",
            Side("xlperf --help", python("-m", "xlperf", "--help")),
            Side("python -c pass", python("-c", "pass")),
            4.0,
            rounds=11,
            counted=(python("-m", "xlperf", "--help"), python("-c", "pass")),
        ),
        Contest(
            "one-file",
            "`xlperf check FILE`, whole process, small project workbook",
            Side(
                "xlperf check",
                python("-m", "xlperf", "check", str(small), "--output", str(told / "small.xlsx")),
                makes=told,
                ends=(1,),  # the workbook has errors
            ),
            _looped("openpyxl load + save", "openpyxl_load_save", 0, folder, small),
            0.7,
            counted=tuple(
                _looped("", contestant, 0, folder, small).command
                for contestant in ("xlperf_check", "openpyxl_load_save")
            ),
        ),
        _inside(
            "one-file-inside",
            "check + write-back inside one process, small project workbook",
            0.15,
            folder,
            small,
            loops=9,
        ),
        _inside(
            "formatted",
            "check + write-back inside one process, sheets formatted down to row 3,000",
            0.10,
            folder,
            workloads.formatted(folder),
        ),
        Contest(
            "reading",
            "reading alone, small project workbook",
            _looped("xlperf read", "xlperf_read", 15, folder, small),
            _looped("unzip + expat", "unzip_expat", 15, folder, small),
            2.0,
        ),
    ]


def _of_vouchers(folder: Path, rows: int) -> list[Contest]:
    large = workloads.vouchers(folder, rows)
    work = f"check + write-back inside one process, {rows:,} vouchers"
    of_vouchers = [
        _inside("vouchers", work, 0.10, folder, large),
        _inside("vouchers-memory", f"peak memory: {work}", 0.35, folder, large, what="memory", loops=0),
        Contest(
            "reading-large",
            f"reading alone, {rows:,} vouchers",
            _looped("xlperf read", "xlperf_read", 2, folder, large),
            _looped("unzip + expat", "unzip_expat", 2, folder, large),
            2.0,
            rounds=3,
        ),
    ]
    meant_for = "" if rows == FULL.rows else f"{FULL.rows:,} vouchers"
    return [replace(contest, meant_for=meant_for) for contest in of_vouchers]


def _of_many(folder: Path, files: int) -> list[Contest]:
    many = workloads.many(folder, files)
    meant_for = "" if files == FULL.files else f"{FULL.files:,} files"
    return [
        Contest(
            key,
            f"batch of {files:,} on two processors, {how}",
            replace(_looped("xlperf", ours, 0, folder, many), inside=True),
            replace(_looped("openpyxl, same pool", theirs, 0, folder, many), inside=True),
            goal,
            "clock",
            rounds=1,
            meant_for=meant_for,
        )
        for key, how, ours, theirs, goal in (
            ("batch", "`--no-write`", "xlperf_pool", "openpyxl_pool", 1 / 5),
            ("batch-write", "with write-back", "xlperf_pool_write", "openpyxl_pool_save", 1 / 8),
        )
    ]


def _press(folder: Path) -> Contest:
    small = workloads.small(folder)
    return Contest(
        "press",
        "one press of the button, answered by `xlperf serve`, small project workbook",
        _pressed("xlperf serve", "served", 10, small),
        _pressed("the document open in LibreOffice, read cell by cell", "cells", 1, small),
        0.1,
        "clock",
        rounds=3,
    )


def beside_press(folder: Path) -> list[tuple[str, Side]]:
    """What else a press may take: told below the table."""
    small = workloads.small(folder)
    reply = ("--reply", str(folder / "reply.txt"))
    return [
        ("a copy of the open document saved for the service", _pressed("copy", "copy", 5, small)),
        (
            "the same answer by a process started for it",
            Side("xlperf check --reply", python("-m", "xlperf", "check", str(small), *reply), ends=(1,)),
        ),
        ("the open document read a sheet a call", _pressed("block", "block", 5, small)),
        ("a whole press without the macro, mark after mark", _pressed("whole", "whole", 1, small)),
    ]


def growth(folder: Path, counts: Sequence[int]) -> list[tuple[int, Side]]:
    """Check + write-back of workbooks with so many vouchers."""
    return [
        (count, _looped("xlperf", "xlperf_check", 1, folder, workloads.vouchers(folder, count)))
        for count in counts
    ]


def _inside(
    key: str, work: str, goal: float, folder: Path, file: Path, *, what: What = "processor", loops: int = 1
) -> Contest:
    ours = _looped("xlperf check", "xlperf_check", loops, folder, file)
    theirs = _looped("openpyxl load + save", "openpyxl_load_save", loops, folder, file)
    return Contest(key, work, ours, theirs, goal, what, rounds=3)


def _pressed(name: str, way: str, loops: int, file: Path) -> Side:
    return Side(name, python("-m", "benchmarks.press", way, str(loops), str(file)), inside=True)


def _looped(name: str, contestant: str, loops: int, folder: Path, file: Path) -> Side:
    scratch = folder / "scratch" / contestant
    command = python("-m", "benchmarks.contestants", contestant, str(loops), str(scratch), str(file))
    return Side(name, command, inside=loops > 0)
