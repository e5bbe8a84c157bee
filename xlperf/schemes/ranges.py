"""Whether the bands of a rule cover every rate exactly once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from xlperf.schemes.complaint import Complaint, Part
from xlperf.schemes.model import Band, Bands, RateKind

_NEVER: Final = Decimal("-Infinity")


def complaints_about_bands(rule: Bands) -> Iterator[Complaint]:
    """Chinese sentences, without the indicator's name, about gaps, overlaps and open ends."""
    bands = sorted(rule.bands, key=lambda band: (_low(band), band.hi is None, band.hi or 0))
    yield from _single(rule, bands)
    for lower, upper in pairwise(bands):
        if lower.hi is None or upper.lo is None or upper.lo < lower.hi:
            yield Complaint(
                "SCH-03", Part.RULE, f"的分档 {_shown(lower)} 与 {_shown(upper)} 重叠；请改正 lo 或 hi"
            )
        elif upper.lo > lower.hi:
            yield Complaint(
                "SCH-03", Part.RULE, f"的分档在 {lower.hi}% 与 {upper.lo}% 之间有空档；请改正 lo 或 hi"
            )
    if bands[-1].hi is not None:
        yield Complaint(
            "SCH-03", Part.RULE, f"的最高一档止于 {bands[-1].hi}%，更高的比率没有分档；请去掉该档的 hi"
        )
    yield from _bottom(rule, bands[0])


def _bottom(rule: Bands, band: Band) -> Iterator[Complaint]:
    """The lowest band is open, or starts at 0 where no rate can be negative."""
    from_zero = band.lo == 0 and rule.rate is not RateKind.CHANGE
    if band.lo is not None and not from_zero:
        yield Complaint(
            "SCH-03", Part.RULE, f"的最低一档始于 {band.lo}%，更低的比率没有分档；请去掉该档的 lo"
        )
    elif band.lo == 0 and rule.includes == "hi" and band.hi != 0:
        yield Complaint(
            "SCH-03",
            Part.RULE,
            "的最低一档不含 0，比率为 0 时没有分档；请去掉该档的 lo，或另写 lo = 0、hi = 0 的一档",
        )


def _single(rule: Bands, bands: Sequence[Band]) -> Iterator[Complaint]:
    """A band of one point may only be the lowest, and only where a band includes its upper end."""
    for band in bands:
        if band.lo is None or band.hi is None:
            continue
        if band.lo > band.hi:
            yield Complaint("SCH-03", Part.RULE, f"的分档 {_shown(band)} 上下限写反；请对调 lo 与 hi")
        elif band.lo == band.hi and (rule.includes != "hi" or band is not bands[0]):
            yield Complaint(
                "SCH-03",
                Part.RULE,
                f"的分档 {_shown(band)} 只有一个点，与相邻分档重叠；单点只能是 includes = “hi” 时的最低一档",
            )


def _low(band: Band) -> Decimal:
    return _NEVER if band.lo is None else band.lo


def _shown(band: Band) -> str:
    lo = "" if band.lo is None else f"{band.lo}%"
    hi = "" if band.hi is None else f"{band.hi}%"
    return f"{lo}—{hi}"
