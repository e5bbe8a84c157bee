"""完成值对目标值：正向（≥）、反向（≤）、等于（=）与定性（达成、部分达成、未达成）。

国家项目支出绩效自评表的计分方式（财预〔2020〕10号）；预算执行率 is the rule ``linear``. A fraction is not
rounded before it is multiplied; only the points are, to two decimals. The two inputs are 完成值 and 目标值.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal
from itertools import pairwise
from typing import Final

from xlperf.office import Office
from xlperf.schemes.model import Equal, Forward, Indicator, Qualitative, Reading, Reverse
from xlperf.scoring.given import Facts
from xlperf.scoring.outcome import Outcome, earned, unknown
from xlperf.scoring.rounding import clean, excel_clean, excel_points, half_up, shown

_FINE: Final = Context(prec=60)
_WHOLE: Final = Decimal(100)
_NOTHING: Final = Decimal(0)


def earn(indicator: Indicator, rule: Forward | Equal, facts: Facts) -> Outcome:
    """达到目标得满分，否则 分值 × 完成值 ÷ 目标值；等于的目标值为 0 时，完成值大于 0 不得分。"""
    actual, target = facts.numbers
    full = shown(indicator.max)
    if isinstance(rule, Equal) and target == 0:
        met = actual <= 0
        words = f"目标值0，完成值{shown(actual)}，{'没有' if met else ''}超过，得{full if met else 0}分"
        return earned(indicator.max if met else _NOTHING, words)
    if clean(actual - target) >= 0:
        return earned(indicator.max, f"完成值{shown(actual)}达到目标值{shown(target)}，得{full}分")
    if target <= 0:
        return _without_ratio(target)
    rate = f"{shown(actual)}÷{shown(target)}×100% = {half_up(_FINE.divide(actual * _WHOLE, target))}%"
    if actual <= 0:
        return earned(_NOTHING, f"{rate}，得0分")
    points = half_up(_FINE.divide(indicator.max * actual, target))
    return earned(points, f"{rate}；{full}×{shown(actual)}÷{shown(target)} = {points}，得{points}分")


def formula(full: str, rule: Forward | Equal, cells: Sequence[str]) -> str:
    """The same as an Excel formula; ``full`` is 分值, a number or a cell."""
    actual, target = cells
    part = excel_points(f"{full}*MAX(0,{actual})/{target}")
    text = f'IF({excel_clean(f"{actual}-{target}")}>=0,{full},IF({excel_clean(target)}<=0,"",{part}))'
    if isinstance(rule, Equal):
        text = f"IF({excel_clean(target)}=0,IF({excel_clean(actual)}<=0,{full},0),{text})"
    return text


def earn_reverse(indicator: Indicator, rule: Reverse, facts: Facts, office: Office) -> Outcome:
    """不超过目标得满分，超过的按比例（A）或按超出的幅度（B）得分；制度没有写明的，两种都不算错。"""
    actual, target = facts.numbers
    full = shown(indicator.max)
    if clean(actual - target) <= 0:
        return earned(indicator.max, f"完成值{shown(actual)}没有超过目标值{shown(target)}，得{full}分")
    if target < 0:
        return _without_ratio(target)
    if target == 0:
        return earned(_NOTHING, f"目标值0，完成值{shown(actual)}，得0分")
    points = {reading: _reversed(indicator.max, actual, target, reading) for reading in Reading}
    taken = rule.reading or office.reverse_mode
    chosen, other = points[taken], points[next(each for each in Reading if each is not taken)]
    a, t, got = shown(actual), shown(target), points[taken]
    words = f"{full}×{t}÷{a}" if taken is Reading.RATIO else f"{full}×(1−({a}−{t})÷{t})"
    if got == 0:
        return _between(chosen, other, rule, f"完成值{a}超过目标值{t}一倍以上，扣完为止，得0分")
    return _between(chosen, other, rule, f"完成值{a}超过目标值{t}：{words} = {got}，得{got}分")


def formula_reverse(full: str, rule: Reverse, cells: Sequence[str], office: Office) -> str:
    """The same as an Excel formula; ``full`` is 分值, a number or a cell."""
    actual, target = cells
    ratio = (rule.reading or office.reverse_mode) is Reading.RATIO
    part = excel_points(f"{full}*{target}/{actual}" if ratio else f"{full}*MAX(0,2-{actual}/{target})")
    zero = f'IF({excel_clean(target)}=0,0,IF({excel_clean(target)}<0,"",{part}))'
    return f"IF({excel_clean(f'{actual}-{target}')}<=0,{full},{zero})"


def earn_qualitative(indicator: Indicator, rule: Qualitative, facts: Facts, office: Office) -> Outcome:
    """所选一档的得分区间：最好一档可得满分，其余各档只有上下限，没有唯一的得分。"""
    item, word = indicator.inputs[0], facts.words[0]
    place = item.choices.index(word)
    low, high = bounds(rule, office)[place]
    least, most = (half_up(indicator.max * share / _WHOLE) for share in (low, high))
    upper = "" if place == 0 else f"（不含{shown(most)}）"
    reading = "" if rule.floors else "按财政局设置的分档，"
    words = f"{word}：{reading}分值的{shown(low)}%—{shown(high)}%，即{shown(least)}—{shown(most)}分{upper}"
    return Outcome(most if place == 0 else None, least, most, words)


def formula_qualitative(indicator: Indicator, cells: Sequence[str]) -> str:
    """Excel: full points for the best answer; the others leave room, so they give nothing."""
    best = indicator.inputs[0].choices[0].replace('"', '""')
    return f'IF({cells[0]}="{best}",{shown(indicator.max)},"")'


def bounds(rule: Qualitative, office: Office) -> tuple[tuple[Decimal, Decimal], ...]:
    """Least and most percent of 分值 for each answer, the best first."""
    floors = rule.floors or (*office.qual_bands, _NOTHING)
    return tuple((low, high) for high, low in pairwise((_WHOLE, *floors)))


def _reversed(full: Decimal, actual: Decimal, target: Decimal, reading: Reading) -> Decimal:
    if reading is Reading.RATIO:
        return half_up(_FINE.divide(full * target, actual))
    return max(_NOTHING, half_up(_FINE.divide(full * (2 * target - actual), target)))


def _between(points: Decimal, other: Decimal, rule: Reverse, words: str) -> Outcome:
    """Where the scheme does not say which reading holds, both bound what may be claimed."""
    if rule.reading:
        return earned(points, words)
    return Outcome(half_up(points), half_up(min(points, other)), half_up(max(points, other)), words)


def _without_ratio(target: Decimal) -> Outcome:
    reason = f"目标值为{shown(target)}，没有达到时不能按比例计分"
    return unknown(f"{reason}，无法复核", f"{reason}；请人工核定")
