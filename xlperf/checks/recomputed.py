"""S31-xx, S32-xx：each self-score is what the facts on the form earn (附件3-1, 3-2). SC-08: odd rounding.

One entry of the catalogue for every indicator of every shipped scheme, made from its text and clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from types import MappingProxyType

from xlperf import schemes
from xlperf.checks.adjusted import told_by_the_text
from xlperf.checks.check import At, Context, Outcome, Test, Unchecked, at, check
from xlperf.checks.found import not_scored, where_inputs_stand
from xlperf.checks.other_plan import fits_the_budget
from xlperf.findings import Severity, Verdict
from xlperf.forms.layout import MOST_FORMS
from xlperf.forms.model import WorkbookForm
from xlperf.forms.score_sheet import MAX
from xlperf.schemes.model import Bands, Indicator, Manual
from xlperf.scorecard import Reckoned, reckoned, verdict_on
from xlperf.scoring import Outcome as Earned
from xlperf.submission import shown

_SHEET = "score_sheet"
_TENTH = Decimal("0.1")


def _is_survey(indicator: Indicator) -> bool:
    """满意度: the rate is known from a survey only, so full points without one are told here."""
    return isinstance(indicator.rule, Bands) and "满意" in indicator.name


def _judged(context: Context, indicator: Indicator) -> Iterator[Outcome]:
    submission, office = context.submission, context.office
    if not _is_of(submission.form, indicator):
        return
    found = reckoned(submission, indicator, office)
    if found is None or found.outcome.missing:
        yield from told_by_the_text(submission, indicator, found.self_score if found else None, office)
    if found is None or not submission.is_written(_SHEET) or not found.self_score.given:
        yield not_scored(submission)
        return
    own, earned = found.self_score.number, found.outcome
    if not 0 <= own <= _most(found):
        return  # SC-05 tells that
    if earned.hi is None:
        if _is_survey(indicator) and own == indicator.max and earned.missing:
            yield _without_survey(found, where_inputs_stand(context.submission))
        else:
            yield Unchecked(earned.formula)
        return
    verdict = verdict_on(own, earned, office)
    if verdict is not Verdict.OK and fits_the_budget(submission, found, office):
        yield Unchecked("计划安排资金与目标表的预算不一致（XF-04），改正后才能复核")
    elif verdict is Verdict.HIGH:
        yield _too_high(context, found, earned)
    elif verdict is Verdict.LOW:
        yield _too_low(found, earned)


def _is_of(form: WorkbookForm, indicator: Indicator) -> bool:
    """Whether a form scores just this indicator."""
    own = _by_id(form).get(indicator.id)
    return own is indicator or own == indicator


@lru_cache(maxsize=MOST_FORMS)
def _by_id(form: WorkbookForm) -> Mapping[str, Indicator]:
    return MappingProxyType({each.id: each for each in form.indicators})


def _most(found: Reckoned) -> Decimal:
    printed = found.row.value(MAX)
    return printed if isinstance(printed, Decimal) else found.indicator.max


def _allowed(earned: Earned) -> str:
    """What may be claimed: 0分, or 4—4.5分 where the text can be read in two ways."""
    low, high = _told(earned.lo), _told(earned.hi)
    return f"{high}分" if low == high else f"{low}—{high}分"


def _told(points: Decimal | None) -> str:
    """0 and 4.50: whole points without decimals, others with both."""
    return str(
        points.to_integral_value() if points is not None and points == points.to_integral_value() else points
    )


def _too_high(context: Context, found: Reckoned, earned: Earned) -> At:
    own, allowed = shown(found.self_score.number), _allowed(earned)
    other = found.otherwise
    conditional = (
        other is not None and verdict_on(found.self_score.number, other, context.office) is not Verdict.HIGH
    )
    if conditional and found.disputed:
        taken = next(cell for cell in found.cells if cell.label and cell.number > found.disputed[0].number)
        lesser = found.disputed[-1]
        problem = (
            f"自评{own}分；如果“{taken.label}”{shown(taken.value)}{taken.unit}（{taken.at}）在本部门账上，应得{allowed}：{earned.formula}。"
            f"以该结余在本部门账上为条件，因为“{lesser.label}”填的是{shown(lesser.value)}"
        )
        remedy = f"核对两处哪一个对：在本部门账上的，改正“{lesser.label}”和本项得分；不在的，在扣分原因和其他说明栏写明"
    else:
        problem = f"自评{own}分，按表内数据应得{allowed}：{earned.formula}"
        remedy = "核对所依据的数字；数字无误的，改正自评得分并在扣分原因栏说明"
    return at(
        found.self_score,
        *found.cells,
        *found.disputed,
        severity=Severity.WARNING if conditional else None,
        seen=own,
        expected=allowed.removesuffix("分"),
        problem=problem,
        remedy=remedy,
    )


def _too_low(found: Reckoned, earned: Earned) -> At:
    own, allowed = shown(found.self_score.number), _allowed(earned)
    return at(
        found.self_score,
        *found.cells,
        severity=Severity.WARNING,
        seen=own,
        expected=allowed.removesuffix("分"),
        problem=f"自评{own}分，低于按表内数据应得的{allowed}：{earned.formula}",
        remedy="核对是否漏计得分；确有其他扣分理由的，在扣分原因栏写明",
    )


def _without_survey(found: Reckoned, where: str) -> At:
    missing = "、".join(f"“{item.label}”" for item in found.outcome.missing)
    rule = re.split(r"[；;，,。\n]", found.indicator.text.strip())[0]
    return at(
        found.self_score,
        *found.cells,
        severity=Severity.WARNING,
        seen=found.self_score.value,
        problem=f"自评满分{shown(found.self_score.value)}分，但没有{missing}，满分没有依据（{rule}）",
        remedy=f"在{where}中填写{missing}；没有做满意度调查的，不能按满分计",
    )


def _test_of(indicator: Indicator) -> Test:
    def test(context: Context) -> Iterator[Outcome]:
        yield from _judged(context, indicator)

    kind = (
        "人工评分，没有公式，不复算。"
        if isinstance(indicator.rule, Manual)
        else "自评高于复算得分报错误，低于报警告，缺少数据不复核。"
    )
    if _is_survey(indicator):
        kind += "没有满意度数据而自评满分，报警告。"
    test.__doc__ = f"{indicator.name}（{shown(indicator.max)}分）的自评得分与按评分标准复算的一致。\n\n评分标准：{indicator.text}\n\n{kind}"
    return test


def _enter() -> None:
    """One check for every indicator; work at import is declaring only."""
    for scheme_id in schemes.available():
        for indicator in schemes.load(scheme_id).indicators:
            check(
                indicator.id,
                Severity.ERROR,
                message="{problem}",
                hint="{remedy}",
                clause=indicator.clause,
            )(_test_of(indicator))


_enter()


@cache
def _with_a_page_of_their_own() -> Mapping[str, Indicator]:
    return {each.id: each for name in schemes.available() for each in schemes.load(name).indicators}


def _has_a_page(indicator: Indicator) -> bool:
    own = _with_a_page_of_their_own().get(indicator.id)
    return own is indicator or own == indicator


@check(
    "SC-09",
    Severity.ERROR,
    message="{problem}",
    hint="{remedy}",
    clause="财政局自定的指标体系",
)
def self_scores_fit_the_scheme_of_the_office(context: Context) -> Iterator[Outcome]:
    """财政局自定指标的自评得分与按其评分标准复算的一致。

    例：自定指标“管护里程”10分，按完成÷目标得分，目标50公里、完成40公里，自评10分，应为8分，报 SC-09。
    随软件提供的指标用各自的编号（S31-01 等）。
    改法：核对所依据的数字；数字无误的，改正自评得分并在扣分原因栏说明。
    """
    for indicator in context.submission.form.indicators:
        if not _has_a_page(indicator):
            for outcome in _judged(context, indicator):
                yield replace(outcome, clause=indicator.clause) if isinstance(outcome, At) else outcome


@check(
    "SC-08",
    Severity.WARNING,
    message="自评{own}分与复算{allowed}相差{apart}分，不是正常的四舍五入",
    hint="按复算得分填写，或四舍五入到一位小数",
    clause="附件3-1、附件3-2 评分标准",
)
def small_differences_are_roundings(context: Context) -> Iterator[Outcome]:
    """自评得分与复算得分的微小差异只来自四舍五入。

    例：到位率36.80%，复算1.10分，自评1.14分，报 SC-08；自评1.1分是四舍五入，不报。
    """
    submission, office = context.submission, context.office
    if not submission.form.indicators:
        return
    if not submission.is_written(_SHEET):
        yield not_scored(submission)
        return
    for indicator in submission.form.indicators:
        found = reckoned(submission, indicator, office)
        if found is None or not found.self_score.given:
            continue
        own, earned = found.self_score.number, found.outcome
        if verdict_on(own, earned, office) is not Verdict.OK or earned.lo is None or earned.hi is None:
            continue
        near = earned.lo if own < earned.lo else earned.hi
        if earned.lo <= own <= earned.hi or own == near.quantize(_TENTH, ROUND_HALF_UP):
            continue
        yield at(
            found.self_score,
            *found.cells,
            expected=near,
            own=own,
            allowed=_allowed(earned),
            apart=abs(own - near),
        )
