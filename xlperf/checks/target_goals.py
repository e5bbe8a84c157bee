"""TGT-08 … 11, 14：targets that agree with the goal, the money and the year (绩效目标表)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from xlperf.checks.aims import RATINGS, TARGETS, Aim, aims
from xlperf.checks.check import Context, Outcome, at, check
from xlperf.checks.found import Paragraph, paragraphs
from xlperf.checks.periods import Period, read_period
from xlperf.findings import Severity
from xlperf.forms import information, target_table
from xlperf.forms.national import parts
from xlperf.lazy_regex import lazy
from xlperf.narrative import Figure, Kind, sentences
from xlperf.submission import Submission, shown

_HUNDRED = Decimal(100)
_EXECUTION = lazy(r"(?:预算|资金)(?:资金)?(?:执行|支付|支出|使用)(?:完成|进度)?率")
_ALL_PLANNED = lazy(r"(?:计划|安排|总投资|总预算)[^，,。；;]{0,20}$")
_YEAR = lazy(r"(?<![\d.\-—~至到〔（(])((?:19|20)\d{2})\s*年(?![以之]?[前后来初末底]|\s*\d{1,2}\s*月)")
_SPAN_DONE = lazy(
    r"(?<![\d.《])(?:19|20)\d{2}\s*年?\s*[-—–~至]\s*((?:19|20)\d{2})\s*年(?=[^，,。；;《》]{0,4}(?:完成|建成|竣工))"
)
_LAST_YEAR = lazy(r"上年度?(?:预算|安排|预算安排|安排预算)[^\d，,。；;]{0,4}$")
_WITH_BASIS = lazy(r"因|由于|依据|根据|按照|新增|扩大|文件|〔|批复")
_SHORTEST_TEXT = 10
_SHORTEST_NAME = 4
_JUMP = Decimal("1.5")


@check(
    "TGT-08",
    Severity.WARNING,
    message="“{name}”目标{target}，但{problem}",
    hint="写明执行率的分母是哪个数；预算或目标有误的，改正其中一处",
    clause="绩效目标表 年度预算总金额、时效指标",
)
def targets_agree_with_goal_and_money(context: Context) -> Iterator[Outcome]:
    """目标值与绩效目标文字、资金安排不矛盾。

    例：预算执行完成率目标100%，正文计划安排资金总计1100万元、目标表预算只有630万元（57.27%），报 TGT-08；
    年度绩效目标写“改造小区20个”，数量指标“改造小区”目标16个，也报 TGT-08。
    """
    submission = context.submission
    rows = [aim for aim in aims(submission, TARGETS) if aim.target]
    for aim in rows:
        if _EXECUTION.search(aim.title) and aim.value == _HUNDRED:
            yield from _execution_of_what(submission, aim)
    yield from _goal_says_another_number(submission, rows)


def _execution_of_what(submission: Submission, aim: Aim) -> Iterator[Outcome]:
    budget = submission.value(target_table.BUDGET)
    if not isinstance(budget, Decimal) or budget <= 0:
        return
    for paragraph, amount, before in _amounts(submission):
        is_total = _ALL_PLANNED.search(before) and re.search(r"(?:总计|合计|共计|总额)$", before)
        if is_total and amount.value > budget and not amount.vague:
            rate = round(budget / amount.value * _HUNDRED, 2)
            problem = f"正文计划安排{amount.words}，目标表预算{shown(budget)}万元，只占{rate}%"
            yield at(
                aim.cell,
                submission[target_table.BUDGET],
                paragraph.cell,
                seen="100%",
                expected=f"{rate}%",
                name=aim.title,
                target="100%",
                problem=problem,
            )
            return


def _amounts(submission: Submission) -> Iterator[tuple[Paragraph, Figure, str]]:
    """Every amount of the text, in 万元, with the words before it."""
    for paragraph in paragraphs(submission):
        for sentence in sentences(paragraph.text):
            amounts = (each for each in sentence.figures if each.kind is Kind.MONEY and not each.per)
            yield from ((paragraph, each, sentence.before(each)) for each in amounts)


def _goal_says_another_number(submission: Submission, rows: list[Aim]) -> Iterator[Outcome]:
    if not submission.has(target_table.GOAL_YEAR) or not submission[target_table.GOAL_YEAR].given:
        return
    goal = submission[target_table.GOAL_YEAR]
    text = "".join(goal.text.split())
    for aim in rows:
        if len(aim.title) < _SHORTEST_NAME or not aim.unit or aim.unit == "%" or aim.swapped:
            continue
        near = re.findall(
            rf"{re.escape(aim.title)}(?:共|达到|达|为|：|:)?(\d+(?:\.\d+)?){re.escape(aim.unit)}", text
        )
        said = {Decimal(number) for number in near}
        if len(said) == 1 and aim.value not in said:
            number = shown(next(iter(said)))
            problem = f"年度绩效目标写的是“{aim.title}{number}{aim.unit}”"
            yield at(aim.cell, goal, expected=f"{number}{aim.unit}", name=aim.title, target=f"{shown(aim.value)}{aim.unit}", problem=problem)  # fmt: skip


@check(
    "TGT-09",
    Severity.INFO,
    message="年度预算{budget}万元，比上年的{last}增加{more}%，没有写依据",
    hint="写明增加的原因和依据（文号、新增任务）",
    clause="绩效目标表 年度预算总金额",
)
def a_jump_of_the_budget_is_explained(context: Context) -> Iterator[Outcome]:
    """年度预算比上年增加一半以上的，写明依据。

    例：正文写“上年度预算安排200万元”，目标表年度预算630万元，没有说明原因，报 TGT-09。
    """
    submission = context.submission
    budget = submission.value(target_table.BUDGET)
    if not isinstance(budget, Decimal):
        return
    for paragraph, amount, before in _amounts(submission):
        is_last = _LAST_YEAR.search(before) and not _WITH_BASIS.search(paragraph.text)
        if is_last and 0 < amount.value * _JUMP < budget:
            more = round((budget / amount.value - 1) * _HUNDRED)
            yield at(
                submission[target_table.BUDGET], paragraph.cell, budget=budget, last=amount.words, more=more
            )
            return


@check(
    "TGT-10",
    Severity.INFO,
    message="实施期绩效目标与本年度绩效目标逐字相同",
    hint="一年完成的项目可以相同；跨年项目请分别写总目标和本年度要完成的部分",
    clause="绩效目标表 实施期绩效目标、本年度绩效目标",
)
def the_goal_of_the_year_is_not_the_goal_of_the_period(context: Context) -> Iterator[Outcome]:
    """实施期绩效目标和本年度绩效目标分别填写。

    例：两栏都是“进一步改善城市面貌……”，实施期又看不出是一年，报 TGT-10；实施期在一年之内的不报。
    """
    submission = context.submission
    fields = (target_table.GOAL_YEAR, target_table.GOAL_PERIOD)
    if not all(submission.has(field) and submission[field].given for field in fields):
        return
    year, period = (submission[field] for field in fields)
    text = "".join(year.text.split())
    if (
        len(text) >= _SHORTEST_TEXT
        and text == "".join(period.text.split())
        and not _within_a_year(submission)
    ):
        yield at(year, period, seen=text[:20])


def _within_a_year(submission: Submission) -> bool:
    cell = submission.fields.get(target_table.PERIOD.key)
    found = read_period(cell.text) if cell and cell.given else None
    return isinstance(found, Period) and found.start.year == found.end.year


@check(
    "TGT-11",
    Severity.WARNING,
    message="本年度绩效目标写的是{years}年的任务，填报年度是{year}年",
    hint="只写本年度要完成的任务；以前年度已完成的写在项目概况里",
    clause="绩效目标表 本年度绩效目标",
)
def the_goal_of_the_year_is_of_this_year(context: Context) -> Iterator[Outcome]:
    """本年度绩效目标写的是填报年度的任务。

    例：2021年度目标表，本年度绩效目标只写“2019年完成总体概念规划”或“2016-2020年完成总体概念规划”，报 TGT-11。
    """
    submission = context.submission
    goal = submission.fields.get(target_table.GOAL_YEAR.key)
    year = submission.value(information.YEAR)
    if goal is None or not goal.given or not isinstance(year, Decimal):
        return
    years = dict.fromkeys(_YEAR.findall(goal.text))
    years |= dict.fromkeys(last for last in _SPAN_DONE.findall(goal.text) if int(last) < year)
    if years and str(int(year)) not in goal.text:
        yield at(goal, submission[information.YEAR], seen="、".join(years), expected=year, years="、".join(years), year=year)  # fmt: skip


@check(
    "TGT-14",
    Severity.WARNING,
    message="预算执行重复计分：{names}",
    hint="预算执行率只设一处；重复的换成其他时效指标",
    clause="财预〔2020〕10号 预算执行率10分；绩效目标表 时效指标",
)
def execution_is_counted_once(context: Context) -> Iterator[Outcome]:
    """预算执行率只作一项指标。

    例：时效指标既有“预算执行完成率”又有“资金支付率”，报 TGT-14；
    自评表已有预算执行率10分，时效指标又设“预算资金执行率”，同样报 TGT-14。
    """
    submission = context.submission
    rows = [aim for aim in aims(submission, TARGETS) if _EXECUTION.search(aim.title)]
    if len(rows) > 1:
        yield at(*(aim.name for aim in reversed(rows)), names="、".join(aim.title for aim in rows))
    rows = [aim for aim in aims(submission, RATINGS) if _EXECUTION.search(aim.title)]
    points = submission.fields.get(parts.EXECUTION_MAX.key)
    if rows and submission.has(parts.EXECUTION_SCORE) and (points is None or points.given):
        names = "、".join(aim.title for aim in rows)
        yield at(
            *(aim.name for aim in rows), submission[parts.EXECUTION_SCORE], names=f"{names}、预算执行率得分"
        )
