"""Which of the cells that could mend a broken sum is the wrong one, if that can be told. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from xlperf.checks.plausible import another_amount, as_precise, said_again, written_for
from xlperf.checks.sums import Figure, Place
from xlperf.findings import Address
from xlperf.record import dataclass
from xlperf.submission import Cell

Said = Mapping[Decimal, tuple[Cell, ...]]
"""Amounts in 元, and the cells that say them."""

_SURE: Final = 0.9
"""Below this share of the odds it is a tie: nothing is named."""
_LEFT_OUT: Final = 0.1
"""Share of wrong totals that lack one addend or count it twice."""
_RARELY: Final = 0.1
"""How much rarer an amount is left out, or a formula wrong, than a figure mistyped: most blank cells are right."""
_YUAN: Final[Mapping[str, Decimal]] = {"元": Decimal(1), "万元": Decimal(10_000)}
_ONE_OF_THEM = "中的一项"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cell, what it would have to say to mend everything, the slip that this would be."""

    figure: Figure
    expected: Decimal
    slip: str


@dataclass(frozen=True, slots=True)
class _Weighed:
    candidate: Candidate
    odds: float


def chosen(
    candidates: Sequence[Candidate],
    totals: Sequence[Place | None],
    figures: Sequence[Figure],
    said: Callable[[], Said],
) -> Candidate | None:
    """The only one, else the only total left blank, the one that a reviewer would bet on, the only one typed.

    ``figures`` are those of the broken relations; None for a tie.
    """
    blank = [each for each in candidates if each.figure.value is None and each.figure.place in totals]
    for only in (candidates, blank):
        if len(only) == 1:
            return only[0]
    if not candidates:
        return None
    written = said()
    weighed = [_weighed(each, totals, figures, written) for each in candidates]
    best = max(weighed, key=lambda each: each.odds)
    if best.odds >= _SURE * sum(each.odds for each in weighed):
        return best.candidate
    typed = [each for each in candidates if not each.figure.cell.computed]
    return typed[0] if len(typed) == 1 else None


def _weighed(
    each: Candidate, totals: Sequence[Place | None], figures: Sequence[Figure], said: Said
) -> _Weighed:
    """The odds that this one is wrong and all others right, and the reason for them in its slip."""
    own, seen, expected = each.figure, each.figure.value, each.expected
    unit = own.cell.unit
    around = [
        other for other in figures if other.place != own.place and other.value and other.cell.unit == unit
    ]
    others = [other.value for other in around if other.value]
    another = another_amount([*others, expected])
    if seen is None:
        return _Weighed(each, another * _RARELY)
    share, words = written_for(seen, expected)
    if own.cell.computed:  # nobody mistypes what a formula reckons
        share, words, another = 0.0, "", another * _RARELY
    if own.place in totals and each.slip and _ONE_OF_THEM not in each.slip and "“" in each.slip:
        share += _LEFT_OUT / len(figures)
    precise = as_precise(expected, others) / as_precise(seen, others)
    places = {other.at for other in figures}
    again = [_elsewhere(value, unit, said, places) for value in (expected, seen)]
    repeated = said_again(expected, frozenset([expected] if again[0] else []))
    repeated /= said_again(seen, frozenset([seen] if again[1] else []))
    slip = each.slip or words or _reason(again[0] if repeated > 1 else (), precise)
    return _Weighed(replace(each, slip=slip), (share + another) * precise * repeated)


def _elsewhere(value: Decimal, unit: str, said: Said, places: set[Address | None]) -> tuple[Cell, ...]:
    factor = _YUAN.get(unit)
    return tuple(cell for cell in said.get(value * factor, ()) if cell.at not in places) if factor else ()


def _reason(again: Sequence[Cell], precise: float) -> str:
    if again:
        return f"“{again[0].label}”另有同样的数"
    return "疑似误填：小数位数与其他各数不同" if precise > 1 else ""
