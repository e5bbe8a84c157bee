"""What must be true of a scheme whose shape is right: that it adds up and that every rule can be reckoned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Final

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


def complaints_about(scheme: Scheme) -> list[str]:
    """Chinese sentences: where, what is wrong, what to do. Empty for a scheme that can be used."""
    problems = [*_names(scheme), *_sums(scheme)]
    for indicator in scheme.indicators:
        problems += (f"指标 {indicator.id}（{indicator.name}）{problem}" for problem in _indicator(indicator))
    return problems


def _twice(names: Iterable[object]) -> list[str]:
    return [str(name) for name, count in Counter(names).items() if count > 1]


def _names(scheme: Scheme) -> Iterator[str]:
    for name in _twice(indicator.id for indicator in scheme.indicators):
        yield f"指标编号 {name} 用了不止一次；请改成各不相同的编号"
    for name in _twice(section.name for section in scheme.sections):
        yield f"一级指标“{name}”写了不止一次；请合并成一个"
    for section in scheme.sections:
        for name in _twice(part.name for part in section.subsections):
            yield f"“{section.name}”下的二级指标“{name}”写了不止一次；请合并成一个"
    known = {(section.name, part.name) for section in scheme.sections for part in section.subsections}
    for indicator in scheme.indicators:
        if (indicator.section, indicator.subsection) not in known:
            yield (
                f"指标 {indicator.id}（{indicator.name}）所属的“{indicator.section}—{indicator.subsection}”"
                "在 sections 中没有；请补上或改正名称"
            )


def _sums(scheme: Scheme) -> Iterator[str]:
    total = sum((section.points for section in scheme.sections), Decimal(0))
    if total != WHOLE:
        yield f"一级指标分值合计 {total} 分，应为 {WHOLE} 分；请核对各一级指标的 points"
    for section in scheme.sections:
        total = sum((part.points for part in section.subsections), Decimal(0))
        if total != section.points:
            yield (
                f"“{section.name}”为 {section.points} 分，其二级指标合计 {total} 分；请核对各二级指标的 points"
            )
        for part in section.subsections:
            mine = [i for i in scheme.indicators if (i.section, i.subsection) == (section.name, part.name)]
            total = sum((indicator.max for indicator in mine), Decimal(0))
            if total != part.points:
                yield (
                    f"“{section.name}—{part.name}”为 {part.points} 分，其三级指标合计 {total} 分；"
                    "请核对各指标的 max"
                )


def _indicator(indicator: Indicator) -> Iterator[str]:  # noqa: C901  a line each
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


def _inputs(indicator: Indicator) -> Iterator[str]:
    for key in _twice(item.key for item in indicator.inputs):
        yield f"的数据项 {key} 写了不止一次；请改成各不相同的 key"
    for item in indicator.inputs:
        if (item.kind is InputKind.CHOICE) != bool(item.choices):
            yield f"的数据项 {item.key}：选项 choices 须与 kind = “choice” 同时出现；请补上或删去"
    if indicator.part and not isinstance(indicator.rule, Bands | StepOver | StepUnder):
        yield "写了 part = true，但不是按比率计分；请删去 part"
    if indicator.optional and not (
        isinstance(indicator.rule, Bands | StepOver | StepUnder) and len(indicator.inputs) == 2  # noqa: PLR2004
    ):
        yield "写了 optional = true，但不是按两个数的比率计分；请删去 optional"


def _needs(indicator: Indicator, count: int, kinds: set[InputKind] = _NUMBERS) -> Iterator[str]:
    if len(indicator.inputs) != count:
        yield f"的计分方式需要 {count} 个数据项，写了 {len(indicator.inputs)} 个；请补上或删去"
    for item in indicator.inputs:
        if item.kind not in kinds:
            allowed = "、".join(sorted(kinds))
            yield f"的数据项 {item.key} 是 {item.kind}，这种计分方式只能用 {allowed}；请改正 kind"


def _rate(indicator: Indicator, rate: RateKind) -> Iterator[str]:
    if rate is RateKind.GIVEN:
        yield from _needs(indicator, 1, {InputKind.PERCENT})
    else:
        yield from _needs(indicator, 2)
    if indicator.part and rate in {RateKind.CHANGE, RateKind.ABS_RATIO}:
        yield f"写了 part = true，但比率是 {rate}；请删去 part"


def _deduct(indicator: Indicator, deduct: Decimal) -> Iterator[str]:
    if deduct > indicator.max:
        yield f"每次扣 {deduct} 分，超过分值 {indicator.max} 分；请核对 deduct"


def _best(indicator: Indicator, points: list[Decimal]) -> Iterator[str]:
    best = max(points)
    if best != indicator.max:
        yield f"最多能得 {best} 分，分值却是 {indicator.max} 分；请核对 points 与 max"


def _checklist(indicator: Indicator, rule: Checklist) -> Iterator[str]:
    yield from _needs(indicator, len(rule.points), {InputKind.YES_NO})
    total = sum(rule.points, Decimal(0))
    if total != indicator.max:
        yield f"逐项分值合计 {total} 分，分值却是 {indicator.max} 分；请核对 points 与 max"


def _choice(indicator: Indicator, rule: Choice) -> Iterator[str]:
    yield from _needs(indicator, 1, {InputKind.CHOICE})
    yield from _best(indicator, list(rule.points))
    choices = indicator.inputs[0].choices if indicator.inputs else ()
    if len(choices) != len(rule.points):
        yield f"有 {len(choices)} 个选项、{len(rule.points)} 个得分；请一一对应"
    for name in _twice(choices):
        yield f"的选项“{name}”写了不止一次；请改正"
    if rule.excused and rule.excused not in choices:
        yield f"的 excused “{rule.excused}”不是选项之一；请改正"


def _qualitative(indicator: Indicator, rule: Qualitative) -> Iterator[str]:
    yield from _needs(indicator, 1, {InputKind.CHOICE})
    choices = indicator.inputs[0].choices if indicator.inputs else ()
    if len(choices) != len(rule.floors):
        yield f"有 {len(choices)} 个选项、{len(rule.floors)} 个下限 floors；请一一对应"
    if rule.floors[-1] != 0 or any(upper <= lower for upper, lower in pairwise(rule.floors)):
        yield "的 floors 应从高到低，最后一个为 0"


def _cases(indicator: Indicator, rule: Cases) -> Iterator[str]:
    yield from _needs(indicator, len(indicator.inputs))
    yield from _best(indicator, [*(case.points for case in rule.cases), rule.otherwise])
    keys = {item.key for item in indicator.inputs}
    for case in rule.cases:
        for operand in (case.left, case.right):
            if operand not in keys and not _is_number(operand):
                yield f"的判断用了“{operand}”，既不是数据项也不是数字；请改正或补上数据项"
    used = {operand for case in rule.cases for operand in (case.left, case.right)}
    for key in sorted(keys - used):
        yield f"的数据项 {key} 没有用到；请删去或补上判断"


def _is_number(operand: str) -> bool:
    digits = operand.removeprefix("-").replace(".", "", 1)
    return digits.isascii() and digits.isdecimal()


def _ranges(indicator: Indicator, rule: RangeDeduct) -> Iterator[str]:
    yield from _needs(indicator, len(rule.ranges), {InputKind.POINTS})
    for number, (least, most) in enumerate(rule.ranges, 1):
        if not 0 < least <= most <= indicator.max:
            yield f"第 {number} 种情形扣 {least}—{most} 分不对；应从小到大，大于 0，不超过分值 {indicator.max} 分"
