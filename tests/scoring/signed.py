"""Reading the tables of worked scores: one line for each case, as finance would sign it.

``S31-01  1016 1000 | 4.5 4.2 4`` reads: indicator, what staff entered (— for a blank), and the points when
only whole percentage points count, when fractions count, and when a begun point counts. One figure after
the bar: the same points in all three readings. — after the bar: 无法复核.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from xlperf import schemes
from xlperf.schemes.model import Indicator, InputKind
from xlperf.scoring import Value

BLANK = "—"


@dataclass(frozen=True)
class Line:
    text: str
    indicator: Indicator
    values: tuple[Value, ...]
    whole: Decimal | None
    prorata: Decimal | None
    ceil: Decimal | None


def indicator_of(indicator_id: str) -> Indicator:
    return schemes.load("department_3_1" if indicator_id.startswith("S31") else "project_3_2").indicator(
        indicator_id
    )


def value_of(word: str, kind: InputKind) -> Value:
    if word == BLANK:
        return None
    return word if kind in {InputKind.YES_NO, InputKind.CHOICE} else Decimal(word)


def lines(table: str) -> list[Line]:
    return [_line(text.strip()) for text in table.splitlines() if text.strip() and not text.startswith("#")]


def _line(text: str) -> Line:
    before, after = text.split("|")
    name, *words = before.split()
    indicator = indicator_of(name)
    values = tuple(value_of(word, item.kind) for word, item in zip(words, indicator.inputs, strict=True))
    points = [None if word == BLANK else Decimal(word) for word in after.split()]
    whole, prorata, ceil = points * 3 if len(points) == 1 else points
    return Line(text, indicator, values, whole, prorata, ceil)
