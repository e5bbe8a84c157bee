"""Results → one Markdown page, line by line as they come: the same on the screen and in RESULTS.md."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from importlib.util import find_spec

from benchmarks.checkout import described
from benchmarks.contests import Contest
from benchmarks.measuring import Figures, Run, ratio

_UNIT = {"clock": "s", "processor": "s", "memory": "MiB"}
_TOLD = {"clock": "clock", "processor": "CPU", "memory": "peak memory"}
_LEGEND = """\
Ratio: xlperf ÷ the other side, smaller is better; the median over neighbouring runs, so it holds when the machine's \
speed drifts. Both sides run in turn, in processes of their own, on the same workbooks: xlperf with every safety limit \
on; the other side checks nothing, at most it loads and saves.

CPU: processor seconds of all processes; clock: seconds by the clock. Least and greatest of several rounds stand in \
brackets. Instructions are counted by valgrind (callgrind) where short work is done by one process, for \
`xlperf check` without the guarded child that it starts; — elsewhere."""


@dataclass(frozen=True, slots=True)
class Result:
    """One contest: both ``sides``, or what was ``lacking``; the instructions of both sides, where they were counted."""

    contest: Contest
    sides: tuple[Figures, Figures] | None = None
    counted: tuple[int, ...] = ()
    lacking: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """What is told of a run: what is ``special`` about it, its figures, and why no instruction was counted, if so."""

    special: str
    results: Iterable[Result]
    pressed: Iterable[tuple[str, Run]]
    grown: Iterable[tuple[int, Run]]
    uncounted: str


def page(parts: Parts) -> Iterator[str]:
    """The lines of the whole page."""
    yield from _head(parts.special)
    yield from _contests(parts.results, parts.uncounted)
    yield from _press(parts.pressed)
    yield from _growth(parts.grown)


def took(seconds: float) -> Iterator[str]:
    """The last lines."""
    yield ""
    yield f"The run took {timedelta(seconds=round(seconds))}."


def _head(special: str) -> Iterator[str]:
    yield "# How fast"
    yield ""
    if special:
        yield from (special, "")
    yield (
        f"Made by `python -m benchmarks` on {datetime.now(UTC):%Y-%m-%d}: {described()}, "
        f"Python {platform.python_version()}, openpyxl {version('openpyxl')} ({_numpy()}), "
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors."
    )
    yield ""
    yield from _LEGEND.splitlines()


def _numpy() -> str:
    """Whether numpy is there: openpyxl imports it, and takes longer to start."""
    return "with numpy" if find_spec("numpy") else "without numpy"


def _contests(results: Iterable[Result], uncounted: str) -> Iterator[str]:
    number = -1
    for number, each in enumerate(results):
        if not number:
            yield ""
            yield "| work | figure | rounds | xlperf | against | ratio | goal | instructions, ratio |"
            yield "|---|---|---|---|---|---|---|---|"
        yield _row(each)
    if uncounted and number >= 0:
        yield ""
        yield f"Instructions were not counted: {uncounted}."


def _row(result: Result) -> str:
    contest, what = result.contest, result.contest.what
    goal = f"≤ {contest.goal:.3g}×"
    if result.sides is None:
        cells = [
            contest.work,
            _TOLD[what],
            "—",
            f"not run: {result.lacking}",
            contest.theirs.name,
            "—",
            goal,
            "—",
        ]
    else:
        ours, theirs = result.sides
        found = ratio(ours, theirs, what)
        mark = "" if found <= contest.goal or contest.meant_for else " (not reached)"
        cells = [
            contest.work,
            _TOLD[what],
            str(contest.rounds),
            _shown(ours, what),
            f"{contest.theirs.name}: {_shown(theirs, what)}",
            f"**{found:.3g}×**{mark}",
            f"goal is for {contest.meant_for}" if contest.meant_for else goal,
            _instructions(*result.counted) if result.counted else "—",
        ]
    return f"| {' | '.join(cells)} |"


def _instructions(ours: int, theirs: int) -> str:
    return f"{ours / 1e6:,.0f} M / {theirs / 1e6:,.0f} M = {ours / theirs:.2f}×"


def _press(pressed: Iterable[tuple[str, Run]]) -> Iterator[str]:
    told = "; ".join(f"{what} {run.clock:.3f} s" for what, run in pressed)
    if told:
        yield ""
        yield (
            "One press: LibreOffice stands in for Excel and WPS; there, too, each call into the open document goes into "
            f"another process. Beside the row above: {told}."
        )


def _growth(grown: Iterable[tuple[int, Run]]) -> Iterator[str]:
    for number, (count, run) in enumerate(grown):
        if not number:
            yield ""
            yield "| vouchers | check + write-back, CPU | a row | peak memory |"
            yield "|---|---|---|---|"
        yield f"| {count:,} | {run.processor:.2f} s | {run.processor / count * 1e6:.0f} µs | {run.memory:.0f} MiB |"


def _shown(figures: Figures, what: str) -> str:
    """The median, and the spread where there were several rounds."""
    low, high = figures.spread(what)
    digits = 0 if what == "memory" else 3
    spread = f" ({low:.{digits}f}–{high:.{digits}f})" if len(figures.runs) > 1 else ""
    return f"{figures.median(what):.{digits}f} {_UNIT[what]}{spread}"
