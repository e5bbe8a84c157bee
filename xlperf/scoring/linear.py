"""同比例得分与按超支比例扣减（A15、A19、A20）。

The fraction is not rounded before it is multiplied; only the points are, to two decimals.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal
from typing import Final

from xlperf.office import Office
from xlperf.schemes.model import Indicator, InputKind
from xlperf.scoring.given import Facts
from xlperf.scoring.outcome import Outcome, earned, unknown
from xlperf.scoring.rounding import excel_clean, excel_points, half_up, shown

_FINE: Final = Context(prec=60)


def earn(indicator: Indicator, facts: Facts, office: Office) -> Outcome:
    """分值 × min(1, 完成 ÷ 目标); funds that must arrive in full earn all or nothing."""
    done, target = facts.numbers
    if target == 0:
        return _without_target(indicator, office)
    full = shown(indicator.max)
    rate = f"{_basis(indicator, office)}{shown(done)}÷{shown(target)}×100% = {half_up(_FINE.divide(done * 100, target))}%"
    if done >= target:
        more = "，按100%计" if done > target else ""
        return earned(indicator.max, f"{rate}{more}，得{full}分")
    if _in_full_only(indicator, office):
        return earned(Decimal(0), f"{rate}，按财政局设置足额到位才得分，得0分")
    points = half_up(_FINE.divide(indicator.max * done, target))
    return earned(points, f"{rate}；{full}×{shown(done)}÷{shown(target)} = {points}，得{points}分")


def formula(indicator: Indicator, cells: Sequence[str], office: Office) -> str:
    """The same as an Excel formula."""
    done, target = cells
    points = excel_points(f"{shown(indicator.max)}*MIN(1,{done}/{target})")
    if _in_full_only(indicator, office):
        points = f"IF({excel_clean(f'{done}-{target}')}<0,0,{shown(indicator.max)})"
    return f"IF({excel_clean(target)}=0,{_excel_without_target(office)},{points})"


def _basis(indicator: Indicator, office: Office) -> str:
    return "按财政局设置只算财政资金，" if any(map(office.parts_of, indicator.inputs)) else ""


def _in_full_only(indicator: Indicator, office: Office) -> bool:
    return office.arrival_mode == "full" and indicator.inputs[0].kind is InputKind.MONEY


def earn_reverse(indicator: Indicator, facts: Facts, office: Office) -> Outcome:
    """分值 × (1 − (实际 − 目标) ÷ 目标 or 实际), no more than all, no less than nothing."""
    actual, target = facts.numbers
    if target == 0:
        return _without_target(indicator, office)
    full = shown(indicator.max)
    if actual <= target:
        return earned(indicator.max, f"实际{shown(actual)}未超过目标{shown(target)}，得{full}分")
    over, base = actual - target, target if office.overrun_base == "target" else actual
    rate = f"超支({shown(actual)}−{shown(target)})÷{shown(base)}×100% = {half_up(_FINE.divide(over * 100, base))}%"
    points = half_up(_FINE.divide(indicator.max * (base - over), base))
    if points <= 0:
        return earned(Decimal(0), f"{rate}，扣完为止，得0分")
    return earned(points, f"{rate}；{full}×(1−{shown(over)}÷{shown(base)}) = {points}，得{points}分")


def formula_reverse(indicator: Indicator, cells: Sequence[str], office: Office) -> str:
    """The same as an Excel formula."""
    actual, target = cells
    left = f"2-{actual}/{target}"
    if office.overrun_base == "actual":
        left = f"IF({excel_clean(f'{actual}-{target}')}<=0,1,{target}/MAX({actual},1E-12))"
    points = excel_points(f"{shown(indicator.max)}*MAX(0,MIN(1,{left}))")
    return f"IF({excel_clean(target)}=0,{_excel_without_target(office)},{points})"


def _excel_without_target(office: Office) -> str:
    return "0" if office.zero_denominator == "zero" else '""'


def _without_target(indicator: Indicator, office: Office) -> Outcome:
    label = indicator.inputs[1].label
    if office.zero_denominator == "zero":
        return earned(Decimal(0), f"“{label}”为0，比例没有意义，按财政局设置得0分")
    return unknown(f"“{label}”为0，比例没有意义，无法复核", f"“{label}”为0，不能作分母；请核对")
