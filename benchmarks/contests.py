"""The contests: which work, against what, and the ratio that xlperf wants to reach."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from benchmarks import workloads
from benchmarks.measuring import Side, python

What = Literal["clock", "processor", "memory"]


@dataclass(frozen=True, slots=True)
class Contest:
    """``ours`` against ``theirs``; ``goal`` is the greatest ratio that is good. ``rounds`` of each, in turn.

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


def contests(folder: Path, files: int, rows: int) -> list[Contest]:
    """All contests over workbooks made in ``folder``: batches of ``files``, a long list of ``rows``."""
    small, large = workloads.small(folder), workloads.vouchers(folder, rows)
    told = folder / "scratch" / "told"
    formatted, many = workloads.formatted(folder), workloads.many(folder, files)
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
            ),
            _looped("openpyxl load + save", "openpyxl_load_save", 0, folder, small),
            0.7,
            counted=tuple(
                _looped("", contestant, 0, folder, small).command
                for contestant in ("xlperf_check", "openpyxl_load_save")
            ),
        ),
        _inside("one-file-inside", "the same inside one process", 0.15, folder, small, loops=9),
        _inside("vouchers", f"{rows:,} vouchers, check + write-back", 0.10, folder, large),
        _inside("vouchers-memory", "peak memory of that", 0.35, folder, large, what="memory"),
        _inside(
            "formatted", "sheets formatted down to row 3,000, check + write-back", 0.10, folder, formatted
        ),
        Contest(
            "reading",
            "reading alone, small project workbook",
            _looped("xlperf read", "xlperf_read", 15, folder, small),
            _looped("unzip + expat", "unzip_expat", 15, folder, small),
            2.0,
        ),
        Contest(
            "reading-large",
            f"reading alone, {rows:,} vouchers",
            _looped("xlperf read", "xlperf_read", 2, folder, large),
            _looped("unzip + expat", "unzip_expat", 2, folder, large),
            2.0,
            rounds=3,
        ),
        _batch("batch", f"batch of {files:,} on two processors, `--no-write`", 1 / 5, folder, many, ""),
        _batch("batch-write", f"batch of {files:,} with write-back", 1 / 8, folder, many, "_save"),
        Contest(
            "press",
            "one press of the button, answered by `xlperf serve`, small project workbook",
            _pressed("xlperf serve", "served", 10, small),
            _pressed("the document open in LibreOffice, read cell by cell", "cells", 1, small),
            0.1,
            "clock",
            rounds=3,
        ),
    ]


def beside_press(folder: Path) -> list[tuple[str, Side]]:
    """What else a press may take: told below the table."""
    small = workloads.small(folder)
    reply = ("--reply", str(folder / "reply.txt"))
    return [
        ("a copy of the open document saved for the service", _pressed("copy", "copy", 5, small)),
        (
            "the same answer by a process started for it",
            Side("xlperf check --reply", python("-m", "xlperf", "check", str(small), *reply)),
        ),
        ("the open document read a sheet a call", _pressed("block", "block", 5, small)),
        ("a whole press without the macro, mark after mark", _pressed("whole", "whole", 1, small)),
    ]


def growth(folder: Path, counts: tuple[int, ...]) -> list[tuple[int, Side]]:
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


def _batch(key: str, work: str, goal: float, folder: Path, home: Path, suffix: str) -> Contest:
    ours = "xlperf_pool_write" if suffix else "xlperf_pool"
    return Contest(
        key,
        work,
        _looped("xlperf", ours, 0, folder, home),
        _looped("openpyxl, same pool", f"openpyxl_pool{suffix}", 0, folder, home),
        goal,
        "clock",
        rounds=1,
    )


def _pressed(name: str, way: str, loops: int, file: Path) -> Side:
    return Side(name, python("-m", "benchmarks.press", way, str(loops), str(file)), inside=True)


def _looped(name: str, contestant: str, loops: int, folder: Path, file: Path) -> Side:
    scratch = folder / "scratch" / contestant
    command = python("-m", "benchmarks.contestants", contestant, str(loops), str(scratch), str(file))
    return Side(name, command, inside=loops > 0 or file.is_dir())
