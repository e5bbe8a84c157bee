"""逐条判断：the first case that holds gives the points.

Figures are compared as printed, at two decimals, so that 0.004 counts as no balance (A13).
"""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from xlperf.schemes.model import Case, Cases, Indicator
from xlperf.scoring.given import Facts
from xlperf.scoring.outcome import Outcome, earned
from xlperf.scoring.rounding import excel_whole, shown, whole

_PLACES: Final = 2
_RELATIONS: Final = {
    "=": operator.eq,
    "<=": operator.le,
    "<": operator.lt,
    ">": operator.gt,
    ">=": operator.ge,
}
_SIGNS: Final = {"=": "=", "<=": "≤", "<": "<", ">": ">", ">=": "≥"}


def earn(indicator: Indicator, rule: Cases, facts: Facts) -> Outcome:
    """Points of one indicator of this kind."""
    numbers = {item.key: number for item, number in zip(indicator.inputs, facts.numbers, strict=True)}
    labels = {item.key: item.label for item in indicator.inputs}
    given = "，".join(f"{item.label}{shown(numbers[item.key])}" for item in indicator.inputs)
    refused = []
    for case in rule.cases:
        left, right = labels.get(case.left, case.left), labels.get(case.right, case.right)
        sentence = f"{left}{_SIGNS[case.relation]}{right}"
        if _holds(case, numbers):
            return earned(case.points, f"{given}：{sentence}，得{shown(case.points)}分")
        refused.append(f"{sentence}不成立")
    return earned(rule.otherwise, f"{given}：{'，'.join(refused)}，得{shown(rule.otherwise)}分")


def formula(indicator: Indicator, rule: Cases, cells: Sequence[str]) -> str:
    """The same as an Excel formula."""
    named = {item.key: cell for item, cell in zip(indicator.inputs, cells, strict=True)}
    text = shown(rule.otherwise)
    for case in reversed(rule.cases):
        left, right = (_excel_operand(operand, named) for operand in (case.left, case.right))
        text = f"IF({left}{case.relation}{right},{shown(case.points)},{text})"
    return text


def _holds(case: Case, numbers: Mapping[str, Decimal]) -> bool:
    left, right = (
        whole(numbers[operand] if operand in numbers else Decimal(operand), _PLACES)
        for operand in (case.left, case.right)
    )
    return bool(_RELATIONS[case.relation](left, right))


def _excel_operand(operand: str, named: Mapping[str, str]) -> str:
    return excel_whole(f"{named.get(operand, operand)}*100", _PLACES)
