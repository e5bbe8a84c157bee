"""Results → one Markdown page: the same on the screen and in RESULTS.md."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Sequence
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
    """One contest, fought; ``counted`` are the instructions of both sides, where they were counted."""

    contest: Contest
    ours: Figures
    theirs: Figures
    counted: tuple[int, ...]


def page(results: Sequence[Result], grown: Sequence[tuple[int, Run]]) -> str:
    """The whole page."""
    return "\n".join([*_head(), *_contests(results), *_growth(grown)]) + "\n"


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


def _contests(results: Sequence[Result]) -> Iterator[str]:
    if not results:
        return
    yield ""
    yield "| work | figure | xlperf | against | ratio | goal | instructions, ratio |"
    yield "|---|---|---|---|---|---|---|"
    for each in results:
        contest, what = each.contest, each.contest.what
        found = ratio(each.ours, each.theirs, what)
        mark = "" if found <= contest.goal else " (not reached)"
        yield (
            f"| {contest.work} | {_TOLD[what]} | {_shown(each.ours, what)} | {contest.theirs.name}: "
            f"{_shown(each.theirs, what)} | **{found:.3g}×**{mark} | ≤ {contest.goal:.3g}× | "
            + (_instructions(*each.counted) if each.counted else "|")
        )


def _instructions(ours: int, theirs: int) -> str:
    """Both counts and their ratio; nothing where there is no valgrind."""
    return f"{ours / 1e6:,.0f} M / {theirs / 1e6:,.0f} M = {ours / theirs:.2f}× |" if theirs else "|"


def _growth(grown: Sequence[tuple[int, Run]]) -> Iterator[str]:
    if not grown:
        return
    yield ""
    yield "| vouchers | check + write-back, CPU | a row | peak memory |"
    yield "|---|---|---|---|"
    for count, run in grown:
        yield f"| {count:,} | {run.processor:.2f} s | {run.processor / count * 1e6:.0f} µs | {run.memory:.0f} MiB |"


def _shown(figures: Figures, what: str) -> str:
    low, high = figures.spread(what)
    digits = 0 if what == "memory" else 3
    return f"{figures.median(what):.{digits}f} {_UNIT[what]} ({low:.{digits}f}–{high:.{digits}f})"
