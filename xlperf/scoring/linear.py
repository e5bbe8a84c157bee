"""同比例得分与按超支比例扣减（A15、A19、A20）。

The fraction is not rounded before it is multiplied; only the points are, to two decimals.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal
from typing import Final

from xlperf.schemes.model import Indicator
from xlperf.scoring.given import Facts
from xlperf.scoring.outcome import Outcome, earned, unknown
from xlperf.scoring.rounding import excel_clean, excel_points, half_up, shown

_FINE: Final = Context(prec=60)


def earn(indicator: Indicator, facts: Facts) -> Outcome:
    """分值 × min(1, 完成 ÷ 目标)."""
    done, target = facts.numbers
    if target == 0:
        return _without_target(indicator)
    full = shown(indicator.max)
    rate = f"{shown(done)}÷{shown(target)}×100% = {half_up(_FINE.divide(done * 100, target))}%"
    if done >= target:
        more = "，按100%计" if done > target else ""
        return earned(indicator.max, f"{rate}{more}，得{full}分")
    points = half_up(_FINE.divide(indicator.max * done, target))
    return earned(points, f"{rate}；{full}×{shown(done)}÷{shown(target)} = {points}，得{points}分")


def formula(indicator: Indicator, cells: Sequence[str]) -> str:
    """The same as an Excel formula."""
    done, target = cells
    points = excel_points(f"{shown(indicator.max)}*MIN(1,{done}/{target})")
    return f'IF({excel_clean(target)}=0,"",{points})'


def earn_reverse(indicator: Indicator, facts: Facts) -> Outcome:
    """分值 × (1 − (实际 − 目标) ÷ 目标), no more than all, no less than nothing."""
    actual, target = facts.numbers
    if target == 0:
        return _without_target(indicator)
    full = shown(indicator.max)
    if actual <= target:
        return earned(indicator.max, f"实际{shown(actual)}未超过目标{shown(target)}，得{full}分")
    over = shown(actual - target)
    rate = f"超支({shown(actual)}−{shown(target)})÷{shown(target)}×100% = {half_up(_FINE.divide((actual - target) * 100, target))}%"
    points = half_up(_FINE.divide(indicator.max * (2 * target - actual), target))
    if points <= 0:
        return earned(Decimal(0), f"{rate}，扣完为止，得0分")
    return earned(points, f"{rate}；{full}×(1−{over}÷{shown(target)}) = {points}，得{points}分")


def formula_reverse(indicator: Indicator, cells: Sequence[str]) -> str:
    """The same as an Excel formula."""
    actual, target = cells
    points = excel_points(f"{shown(indicator.max)}*MAX(0,MIN(1,2-{actual}/{target}))")
    return f'IF({excel_clean(target)}=0,"",{points})'


def _without_target(indicator: Indicator) -> Outcome:
    label = indicator.inputs[1].label
    return unknown(f"“{label}”为0，比例没有意义，无法复核", f"“{label}”为0，不能作分母；请核对")
