"""What staff gave for the inputs of one rule: complete, readable and possible, or the reason why not.

``read`` says it for values, ``guarded`` for Excel cells; the two list the same conditions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from xlperf.office import Office
from xlperf.record import dataclass
from xlperf.schemes.model import (
    Bands,
    Equal,
    Forward,
    Indicator,
    Input,
    InputKind,
    PerCase,
    RateKind,
    Reverse,
    Rule,
    StepOver,
    StepUnder,
)
from xlperf.scoring.outcome import Outcome, unknown
from xlperf.scoring.rounding import clean, excel_clean, shown

Value = Decimal | bool | str | None

YES: Final = "是"
NO: Final = "否"
NOT_APPLICABLE: Final = "不适用"
_WORDS: Final = {InputKind.YES_NO, InputKind.CHOICE}
_FULL_RATE: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Facts:
    """The values in the order of ``Indicator.inputs``: all numbers or all words."""

    numbers: tuple[Decimal, ...]
    words: tuple[str, ...]


def read(indicator: Indicator, values: Mapping[Input, Value], office: Office) -> Facts | Outcome:
    """The facts of one rule, or 无法复核 with the reason. A blank is missing, never 0."""
    given = [(item, values.get(item)) for item in indicator.inputs]
    missing = tuple(item for item, value in given if _blank(value))
    if missing:
        names = "、".join(f"“{item.label}”" for item in missing)
        return unknown(f"缺少{names}，无法复核", f"请填写{names}", missing)
    numbers: list[Decimal] = []
    words: list[str] = []
    for item, value in given:
        if item.kind in _WORDS:
            word = _word(item, value)
            if word is None:
                return _senseless(f"“{item.label}”应填{'、'.join(_answers(item))}")
            words.append(word)
        elif not isinstance(value, Decimal) or not value.is_finite():
            return _senseless(f"“{item.label}”不是数字")
        else:
            numbers.append(clean(value))
    reason = _impossible(indicator, numbers, office)
    return _senseless(reason) if reason else Facts(tuple(numbers), tuple(words))


def guarded(indicator: Indicator, cells: Sequence[str], office: Office, points: str) -> str:
    """Excel: ``points`` where every number is there and possible, else the empty text."""
    refused = ",".join(_refused(indicator, cells, office))
    count = f"COUNT({','.join(cells)})<{len(cells)}"
    inner = f'IF(OR({refused}),"",{points})' if refused else points
    return f'IF({count},"",{inner})'


def _blank(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _senseless(reason: str) -> Outcome:
    return unknown(f"{reason}，无法复核", f"{reason}；请核对")


def _answers(item: Input) -> tuple[str, ...]:
    return (YES, NO, NOT_APPLICABLE) if item.kind is InputKind.YES_NO else item.choices


def _word(item: Input, value: Value) -> str | None:
    if item.kind is InputKind.YES_NO and isinstance(value, bool):
        return YES if value else NO
    return value if isinstance(value, str) and value in _answers(item) else None


def _rate_kind(rule: Rule) -> RateKind | None:
    return rule.rate if isinstance(rule, StepOver | StepUnder | Bands) else None


def _may_be_negative(indicator: Indicator, position: int) -> bool:
    """An adjustment, which may be a cut (追减), and what is held against a target (增长率)."""
    if isinstance(indicator.rule, Forward | Reverse | Equal):
        return True
    return position == 0 and _rate_kind(indicator.rule) is RateKind.ABS_RATIO


def _categories(rule: Rule, office: Office) -> int:
    """How many kinds of case there can be, where the office counts kinds; else 0."""
    return rule.categories if isinstance(rule, PerCase) and office.count_mode == "categories" else 0


def _impossible(indicator: Indicator, numbers: Sequence[Decimal], office: Office) -> str:
    """Why these numbers cannot be, or the empty text."""
    items = indicator.inputs
    for position, number in enumerate(numbers):
        label = f"“{items[position].label}”为{shown(number)}，"
        if number < 0 and not _may_be_negative(indicator, position):
            return f"{label}不能是负数"
        if items[position].kind is InputKind.COUNT and clean(number - number.to_integral_value()) != 0:
            return f"{label}应是整数"
    if indicator.part and _rate_kind(indicator.rule) is RateKind.GIVEN:
        if clean(numbers[0] - _FULL_RATE) > 0:
            return f"“{items[0].label}”为{shown(numbers[0])}%，不能超过100%"
    elif indicator.part and clean(numbers[0] - numbers[1]) > 0:
        return f"“{items[0].label}”{shown(numbers[0])}不能大于“{items[1].label}”{shown(numbers[1])}"
    most = _categories(indicator.rule, office)
    if most and numbers[0] > most:
        return f"“{items[0].label}”为{shown(numbers[0])}，按类计算不能超过{most}类"
    return ""


def _refused(indicator: Indicator, cells: Sequence[str], office: Office) -> Iterator[str]:
    """Excel conditions under which the numbers cannot be; as ``_impossible``."""
    for position, cell in enumerate(cells):
        if not _may_be_negative(indicator, position):
            yield f"{excel_clean(cell)}<0"
        if indicator.inputs[position].kind is InputKind.COUNT:
            yield f"{excel_clean(cell)}<>ROUND({cell},0)"
    if indicator.part:
        given = _rate_kind(indicator.rule) is RateKind.GIVEN
        yield f"{excel_clean(f'{cells[0]}-{shown(_FULL_RATE) if given else cells[1]}')}>0"
    if most := _categories(indicator.rule, office):
        yield f"{excel_clean(cells[0])}>{most}"
