"""Results → one Markdown page, line by line as they come: the same on the screen and in RESULTS.md."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.util import find_spec

from benchmarks.contests import Contest
from benchmarks.measuring import Figures, Run, ratio

_UNIT = {"clock": "s", "processor": "s", "memory": "MiB"}
_TOLD = {"clock": "clock", "processor": "CPU", "memory": "peak memory"}


@dataclass(frozen=True, slots=True)
class Result:
    """One contest: both ``sides``, or what was ``lacking``; the instructions of both sides, where they were counted."""

    contest: Contest
    sides: tuple[Figures, Figures] | None = None
    counted: tuple[int, ...] = ()
    lacking: str = ""


def page(
    results: Iterable[Result], pressed: Iterable[tuple[str, Run]], grown: Iterable[tuple[int, Run]]
) -> Iterator[str]:
    """The lines of the whole page."""
    yield from _head()
    yield from _contests(results)
    yield from _press(pressed)
    yield from _growth(grown)


def _head() -> Iterator[str]:
    yield "# How fast"
    yield ""
    yield (
        f"Made by `python -m benchmarks` on {datetime.now(UTC):%Y-%m-%d}: Python {platform.python_version()}, "
        f"openpyxl {version('openpyxl')} ({_numpy()}), {platform.system()} {platform.machine()}. "
        "Both sides run in turn in processes "
        "of their own, on the same workbooks; the ratio is the median over neighbouring runs, so it holds when the "
        "machine's speed drifts. Every safety limit is on. The least and greatest figure stand in brackets."
    )


def _numpy() -> str:
    """Whether numpy is there: openpyxl imports it, and takes longer to start."""
    return "with numpy" if find_spec("numpy") else "without numpy"


def _contests(results: Iterable[Result]) -> Iterator[str]:
    for number, each in enumerate(results):
        if not number:
            yield ""
            yield "| work | figure | xlperf | against | ratio | goal | instructions, ratio |"
            yield "|---|---|---|---|---|---|---|"
        contest, what = each.contest, each.contest.what
        begun, end = f"| {contest.work} | {_TOLD[what]} |", f"| ≤ {contest.goal:.3g}× |"
        if each.sides is None:
            yield f"{begun} not run: {each.lacking} | {contest.theirs.name} | {end} |"
            continue
        ours, theirs = each.sides
        found = ratio(ours, theirs, what)
        mark = "" if found <= contest.goal else " (not reached)"
        yield (
            f"{begun} {_shown(ours, what)} | {contest.theirs.name}: {_shown(theirs, what)} | **{found:.3g}×**{mark} "
            f"{end} {_instructions(*each.counted) if each.counted else '|'}"
        )


def _instructions(ours: int, theirs: int) -> str:
    """Both counts and their ratio; nothing where there is no valgrind."""
    return f"{ours / 1e6:,.0f} M / {theirs / 1e6:,.0f} M = {ours / theirs:.2f}× |" if theirs else "|"


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
    low, high = figures.spread(what)
    digits = 0 if what == "memory" else 3
    return f"{figures.median(what):.{digits}f} {_UNIT[what]} ({low:.{digits}f}–{high:.{digits}f})"
