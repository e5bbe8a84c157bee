"""分档计分：比率落在哪一档，得哪一档的分。

``includes`` says which end a band owns: "lo" is 80%（含）-90%, "hi" is 10-20%（含）with 0 as a band of its own
(A5, A6, A11). Loading has made sure that the bands cover every rate exactly once.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from xlperf.office import Office
from xlperf.schemes.model import Band, Bands, Indicator
from xlperf.scoring.given import Facts
from xlperf.scoring.outcome import Outcome, earned
from xlperf.scoring.rates import excel_rate, rate_of, units
from xlperf.scoring.rounding import shown

_OPEN: Final = "-1E+300"


def earn(indicator: Indicator, rule: Bands, facts: Facts, office: Office) -> Outcome:
    """Points of one indicator of this kind."""
    rate = rate_of(indicator, rule.rate, facts.numbers, office)
    if isinstance(rate, Outcome):
        return rate
    rule, single = _as_read(rule, office)
    if single is not None and rate.value == single.lo:
        band = single
    else:
        band = next(band for band in _in_order(rule) if _reaches(rule, band, rate.value))
    return earned(band.points, f"{rate.text}，属于{_told(rule, band)}一档，得{shown(band.points)}分")


def formula(indicator: Indicator, rule: Bands, cells: Sequence[str], office: Office) -> str:
    """The same as an Excel formula: LOOKUP over the lower ends, or over the negated upper ends."""
    rule, single = _as_read(rule, office)
    bands = _in_order(rule)[::-1]
    ends = [band.lo if rule.includes == "lo" else band.hi for band in bands]
    sign = "" if rule.includes == "lo" else "-"
    starts = [_OPEN, *(_key(end, sign, office) for end in ends[1:])]
    points = ",".join(shown(band.points) for band in bands)

    def look_up(rate: str) -> str:
        found = f"LOOKUP({sign}{rate},{{{','.join(starts)}}},{{{points}}})"
        if single is None:
            return found
        return f"IF({rate}={units(single.lo or Decimal(0), office)},{shown(single.points)},{found})"

    return excel_rate(indicator, rule.rate, cells, office, look_up)


def _as_read(rule: Bands, office: Office) -> tuple[Bands, Band | None]:
    """The rule with its ends where the office wants them, and the band of a single rate, which keeps it."""
    if office.band_incl in ("text", rule.includes):
        return rule, None
    single = next((band for band in rule.bands if band.lo is not None and band.lo == band.hi), None)
    return Bands(
        rule.rate, office.band_incl, tuple(band for band in rule.bands if band is not single)
    ), single


def _in_order(rule: Bands) -> list[Band]:
    """The bands in the order in which the first that a rate reaches is its own."""
    if rule.includes == "lo":
        return sorted(rule.bands, key=lambda band: (band.lo is not None, band.lo or 0), reverse=True)
    return sorted(rule.bands, key=lambda band: (band.hi is None, band.hi or 0))


def _reaches(rule: Bands, band: Band, rate: Decimal) -> bool:
    if rule.includes == "lo":
        return band is _in_order(rule)[-1] or (band.lo is not None and rate >= band.lo)
    return band.hi is None or rate <= band.hi


def _key(end: Decimal | None, sign: str, office: Office) -> str:
    """Only the outermost band is open, and it is not asked for."""
    return units(-(end or Decimal(0)) if sign else (end or Decimal(0)), office)


def _told(rule: Bands, band: Band) -> str:
    low, high = ("（含）", "") if rule.includes == "lo" else ("", "（含）")
    if band.lo is None:
        return f"{shown(band.hi or Decimal(0))}%{high}以下"
    if band.hi is None:
        return f"{shown(band.lo)}%{low}以上"
    if band.lo == band.hi:
        return f"{shown(band.lo)}%"
    return f"{shown(band.lo)}%{low}—{shown(band.hi)}%{high}"
