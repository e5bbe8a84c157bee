"""What scoring one indicator gives: points, bounds, the rule with the numbers in it, or why there is none."""

from __future__ import annotations

from decimal import Decimal

from xlperf.record import dataclass
from xlperf.schemes.model import Indicator, Input
from xlperf.scoring.rounding import half_up


@dataclass(frozen=True, slots=True)
class Outcome:
    """One indicator, reckoned.

    ``computed`` is None when an input is missing or makes no sense (无法复核), never 0; ``lo`` and ``hi``
    bound what a reader of the rule may claim; all have two decimals. Bounds without ``computed``: the rule leaves room (定性). ``note`` is for staff: why there are no points, or what to
    look at although there are. ``applicable`` is False when the indicator is left out of the total.
    """

    computed: Decimal | None
    lo: Decimal | None
    hi: Decimal | None
    formula: str
    missing: tuple[Input, ...] = ()
    note: str = ""
    applicable: bool = True


def earned(points: Decimal, formula: str, note: str = "") -> Outcome:
    """Points that leave nothing to interpretation."""
    points = half_up(points)
    return Outcome(points, points, points, formula, note=note)


def unknown(formula: str, note: str, missing: tuple[Input, ...] = ()) -> Outcome:
    """无法复核, and why."""
    return Outcome(None, None, None, formula, missing, note)


def by_hand(indicator: Indicator) -> Outcome:
    """人工评分: any points up to the maximum may be claimed, so nothing bounds them."""
    return Outcome(None, None, None, f"人工评分，0—{indicator.max}分，没有计算公式")
