"""按情形在区间内扣分：各情形扣分相加，扣完为止；每个扣分为 0 或在该情形的区间内（A16）。"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xlperf.schemes.model import Indicator, RangeDeduct
from xlperf.scoring.given import Facts
from xlperf.scoring.outcome import Outcome, earned, unknown
from xlperf.scoring.rounding import clean, excel_clean, excel_points, shown


def earn(indicator: Indicator, rule: RangeDeduct, facts: Facts) -> Outcome:
    """Points of one indicator of this kind."""
    for item, loss, (least, most) in zip(indicator.inputs, facts.numbers, rule.ranges, strict=True):
        if loss != 0 and (clean(loss - least) < 0 or clean(loss - most) > 0):
            allowed = shown(least) if least == most else f"{shown(least)}—{shown(most)}"
            reason = f"“{item.label}”为{shown(loss)}，应为0或{allowed}"
            return unknown(f"{reason}，无法复核", f"{reason}；请核对")
    losses = [loss for loss in facts.numbers if loss != 0]
    full = shown(indicator.max)
    if not losses:
        return earned(indicator.max, f"没有扣分情形，得{full}分")
    loss = sum(losses, Decimal(0))
    points = max(Decimal(0), indicator.max - loss)
    rest = f"{full} − {shown(loss)} {'< 0' if loss > indicator.max else f'= {shown(points)}'}"
    return earned(points, f"扣{'+'.join(map(shown, losses))} = {shown(loss)}分；{rest}，得{shown(points)}分")


def formula(indicator: Indicator, rule: RangeDeduct, cells: Sequence[str]) -> str:
    """The same as an Excel formula."""
    refused = ",".join(
        f"AND({excel_clean(cell)}<>0,OR({excel_clean(f'{cell}-{shown(least)}')}<0,{excel_clean(f'{cell}-{shown(most)}')}>0))"
        for cell, (least, most) in zip(cells, rule.ranges, strict=True)
    )
    points = excel_points(f"{shown(indicator.max)}-SUM({','.join(cells)})")
    return f'IF(OR({refused}),"",MAX(0,{points}))'
