"""每出现一例扣若干分，扣完为止。An office may count kinds of case instead of cases (A12)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xlperf.office import Office
from xlperf.schemes.model import Indicator, PerCase
from xlperf.scoring.given import Facts
from xlperf.scoring.outcome import Outcome, earned
from xlperf.scoring.rounding import excel_points, shown


def earn(indicator: Indicator, rule: PerCase, facts: Facts, office: Office) -> Outcome:
    """Points of one indicator of this kind."""
    number = facts.numbers[0].to_integral_value()
    full = shown(indicator.max)
    if number == 0:
        return earned(indicator.max, f"{indicator.inputs[0].label}为0，得{full}分")
    word = "类" if rule.categories and office.count_mode == "categories" else indicator.inputs[0].unit or "例"
    loss = number * rule.deduct
    points = max(Decimal(0), indicator.max - loss)
    rest = f"{full} − {shown(loss)} {'< 0' if loss > indicator.max else f'= {shown(points)}'}"
    return earned(
        points, f"{shown(number)}{word}×{shown(rule.deduct)} = {shown(loss)}分；{rest}，得{shown(points)}分"
    )


def formula(indicator: Indicator, rule: PerCase, cells: Sequence[str]) -> str:
    """The same as an Excel formula."""
    return f"MAX(0,{excel_points(f'{shown(indicator.max)}-{shown(rule.deduct)}*ROUND({cells[0]},0)')})"
