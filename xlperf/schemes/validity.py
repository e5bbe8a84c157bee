"""What must be true of a scheme whose shape is right: that it adds up and that every rule can be reckoned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Final

from xlperf.schemes.complaint import Complaint, Part
from xlperf.schemes.model import (
    Bands,
    Cases,
    Checklist,
    Choice,
    Equal,
    Forward,
    Indicator,
    InputKind,
    Linear,
    LinearReverse,
    Manual,
    PerCase,
    Qualitative,
    RangeDeduct,
    RateKind,
    Reverse,
    Scheme,
    StepOver,
    StepUnder,
)
from xlperf.schemes.ranges import complaints_about_bands

WHOLE: Final = Decimal(100)
_NUMBERS: Final = {InputKind.MONEY, InputKind.COUNT, InputKind.NUMBER, InputKind.PERCENT, InputKind.POINTS}


def complaints_about(scheme: Scheme) -> list[Complaint]:
    """Where, what is wrong, what to do. Empty for a scheme that can be used."""
    problems = [*_names(scheme), *_sums(scheme)]
    for indicator in scheme.indicators:
        problems += (each.about(indicator.id, indicator.name) for each in _indicator(indicator))
    return problems


def _twice(names: Iterable[object]) -> list[str]:
    return [str(name) for name, count in Counter(names).items() if count > 1]


def _names(scheme: Scheme) -> Iterator[Complaint]:
    for name in _twice(indicator.id for indicator in scheme.indicators):
        yield Complaint("SCH-02", Part.ID, f"指标编号 {name} 用了不止一次；请改成各不相同的编号", name)
    for name in _twice(section.name for section in scheme.sections):
        text = f"一级指标“{name}”写了不止一次；请合并成一个"
        yield Complaint("SCH-02", Part.SECTION, text, names=(name,))
    for section in scheme.sections:
        for name in _twice(part.name for part in section.subsections):
            text = f"“{section.name}”下的二级指标“{name}”写了不止一次；请合并成一个"
            yield Complaint("SCH-02", Part.SUBSECTION, text, names=(section.name, name))
    known = {(section.name, part.name) for section in scheme.sections for part in section.subsections}
    for each in scheme.indicators:
        if (each.section, each.subsection) not in known:
            text = f"所属的“{each.section}—{each.subsection}”在 sections 中没有；请补上或改正名称"
            yield Complaint("SCH-02", Part.SUBSECTION, text).about(each.id, each.name)


def _sums(scheme: Scheme) -> Iterator[Complaint]:
    def wrong(text: str, *names: str) -> Complaint:
        return Complaint("SCH-01", Part.POINTS, text, names=names)

    total = sum((section.points for section in scheme.sections), Decimal(0))
    if total != WHOLE:
        yield wrong(f"一级指标分值合计 {total} 分，应为 {WHOLE} 分；请核对各一级指标的 points")
    for section in scheme.sections:
        own, total = section.points, sum((part.points for part in section.subsections), Decimal(0))
        if total != own:
            told = f"“{section.name}”为 {own} 分，其二级指标合计 {total} 分；请核对各二级指标的 points"
            yield wrong(told, section.name)
        for part in section.subsections:
            mine = [i for i in scheme.indicators if (i.section, i.subsection) == (section.name, part.name)]
            total = sum((indicator.max for indicator in mine), Decimal(0))
            if total != part.points:
                place = f"{section.name}—{part.name}"
                told = f"“{place}”为 {part.points} 分，其三级指标合计 {total} 分；请核对各指标的 max"
                yield wrong(told, section.name, part.name)


def _indicator(indicator: Indicator) -> Iterator[Complaint]:  # noqa: C901  a line each
    yield from _inputs(indicator)
    match indicator.rule:
        case StepOver() | StepUnder():
            yield from _rate(indicator, indicator.rule.rate)
            yield from _deduct(indicator, indicator.rule.deduct)
        case Bands():
            yield from _rate(indicator, indicator.rule.rate)
            yield from _best(indicator, [band.points for band in indicator.rule.bands])
            yield from complaints_about_bands(indicator.rule)
        case Linear() | LinearReverse() | Forward() | Reverse() | Equal():
            yield from _needs(indicator, 2)
        case Qualitative():
            yield from _qualitative(indicator, indicator.rule)
        case PerCase():
            yield from _needs(indicator, 1, {InputKind.COUNT})
            yield from _deduct(indicator, indicator.rule.deduct)
        case Checklist():
            yield from _checklist(indicator, indicator.rule)
        case Choice():
            yield from _choice(indicator, indicator.rule)
        case Cases():
            yield from _cases(indicator, indicator.rule)
        case RangeDeduct():
            yield from _ranges(indicator, indicator.rule)
        case Manual():
            yield from _needs(indicator, 0)


def _inputs(indicator: Indicator) -> Iterator[Complaint]:
    for key in _twice(item.key for item in indicator.inputs):
        yield Complaint("SCH-06", Part.INPUTS, f"的数据项 {key} 写了不止一次；请改成各不相同的 key")
    for item in indicator.inputs:
        if (item.kind is InputKind.CHOICE) != bool(item.choices):
            yield Complaint(
                "SCH-06",
                Part.INPUTS,
                f"的数据项 {item.key}：选项 choices 须与 kind = “choice” 同时出现；请补上或删去",
            )
    if indicator.part and not isinstance(indicator.rule, Bands | StepOver | StepUnder):
        yield Complaint("SCH-06", Part.INPUTS, "写了 part = true，但不是按比率计分；请删去 part")
    if indicator.optional and not (
        isinstance(indicator.rule, Bands | StepOver | StepUnder) and len(indicator.inputs) == 2  # noqa: PLR2004
    ):
        yield Complaint(
            "SCH-06", Part.INPUTS, "写了 optional = true，但不是按两个数的比率计分；请删去 optional"
        )


def _needs(indicator: Indicator, count: int, kinds: set[InputKind] = _NUMBERS) -> Iterator[Complaint]:
    if len(indicator.inputs) != count:
        yield Complaint(
            "SCH-06",
            Part.INPUTS,
            f"的计分方式需要 {count} 个数据项，写了 {len(indicator.inputs)} 个；请补上或删去",
        )
    for item in indicator.inputs:
        if item.kind not in kinds:
            allowed = "、".join(sorted(kinds))
            yield Complaint(
                "SCH-06",
                Part.INPUTS,
                f"的数据项 {item.key} 是 {item.kind}，这种计分方式只能用 {allowed}；请改正 kind",
            )


def _rate(indicator: Indicator, rate: RateKind) -> Iterator[Complaint]:
    if rate is RateKind.GIVEN:
        yield from _needs(indicator, 1, {InputKind.PERCENT})
    else:
        yield from _needs(indicator, 2)
    if indicator.part and rate in {RateKind.CHANGE, RateKind.ABS_RATIO}:
        yield Complaint("SCH-06", Part.INPUTS, f"写了 part = true，但比率是 {rate}；请删去 part")


def _deduct(indicator: Indicator, deduct: Decimal) -> Iterator[Complaint]:
    if deduct > indicator.max:
        yield Complaint(
            "SCH-04", Part.RULE, f"每次扣 {deduct} 分，超过分值 {indicator.max} 分；请核对 deduct"
        )


def _best(indicator: Indicator, points: list[Decimal]) -> Iterator[Complaint]:
    best = max(points)
    if best != indicator.max:
        yield Complaint(
            "SCH-04", Part.RULE, f"最多能得 {best} 分，分值却是 {indicator.max} 分；请核对 points 与 max"
        )


def _checklist(indicator: Indicator, rule: Checklist) -> Iterator[Complaint]:
    yield from _needs(indicator, len(rule.points), {InputKind.YES_NO})
    total = sum(rule.points, Decimal(0))
    if total != indicator.max:
        yield Complaint(
            "SCH-04", Part.RULE, f"逐项分值合计 {total} 分，分值却是 {indicator.max} 分；请核对 points 与 max"
        )


def _choice(indicator: Indicator, rule: Choice) -> Iterator[Complaint]:
    yield from _needs(indicator, 1, {InputKind.CHOICE})
    yield from _best(indicator, list(rule.points))
    choices = indicator.inputs[0].choices if indicator.inputs else ()
    if len(choices) != len(rule.points):
        yield Complaint(
            "SCH-04", Part.RULE, f"有 {len(choices)} 个选项、{len(rule.points)} 个得分；请一一对应"
        )
    for name in _twice(choices):
        yield Complaint("SCH-04", Part.RULE, f"的选项“{name}”写了不止一次；请改正")
    if rule.excused and rule.excused not in choices:
        yield Complaint("SCH-04", Part.RULE, f"的 excused “{rule.excused}”不是选项之一；请改正")


def _qualitative(indicator: Indicator, rule: Qualitative) -> Iterator[Complaint]:
    yield from _needs(indicator, 1, {InputKind.CHOICE})
    choices = indicator.inputs[0].choices if indicator.inputs else ()
    if len(choices) != len(rule.floors):
        yield Complaint(
            "SCH-04", Part.RULE, f"有 {len(choices)} 个选项、{len(rule.floors)} 个下限 floors；请一一对应"
        )
    if rule.floors[-1] != 0 or any(upper <= lower for upper, lower in pairwise(rule.floors)):
        yield Complaint("SCH-04", Part.RULE, "的 floors 应从高到低，最后一个为 0")


def _cases(indicator: Indicator, rule: Cases) -> Iterator[Complaint]:
    yield from _needs(indicator, len(indicator.inputs))
    yield from _best(indicator, [*(case.points for case in rule.cases), rule.otherwise])
    keys = {item.key for item in indicator.inputs}
    for case in rule.cases:
        for operand in (case.left, case.right):
            if operand not in keys and not _is_number(operand):
                yield Complaint(
                    "SCH-05", Part.RULE, f"的判断用了“{operand}”，既不是数据项也不是数字；请改正或补上数据项"
                )
    used = {operand for case in rule.cases for operand in (case.left, case.right)}
    for key in sorted(keys - used):
        yield Complaint("SCH-05", Part.RULE, f"的数据项 {key} 没有用到；请删去或补上判断")


def _is_number(operand: str) -> bool:
    digits = operand.removeprefix("-").replace(".", "", 1)
    return digits.isascii() and digits.isdecimal()


def _ranges(indicator: Indicator, rule: RangeDeduct) -> Iterator[Complaint]:
    yield from _needs(indicator, len(rule.ranges), {InputKind.POINTS})
    for number, (least, most) in enumerate(rule.ranges, 1):
        if not 0 < least <= most <= indicator.max:
            yield Complaint(
                "SCH-04",
                Part.RULE,
                f"第 {number} 种情形扣 {least}—{most} 分不对；应从小到大，大于 0，不超过分值 {indicator.max} 分",
            )
