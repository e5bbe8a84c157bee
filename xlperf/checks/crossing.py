"""XF：what one sheet says is what the others say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from difflib import SequenceMatcher

from xlperf.checks.check import Context, Outcome, Unchecked, at, check
from xlperf.checks.found import paragraphs, rows_with
from xlperf.checks.other_plan import other_plan
from xlperf.checks.slips import likely_slip
from xlperf.checks.suspects import doubted
from xlperf.findings import Severity
from xlperf.forms import (
    department_report,
    information,
    project_report,
    special_projects,
    target_table,
    vocabulary,
)
from xlperf.narrative.roles import Role
from xlperf.narrative.stages import SHORTEST_NAME, Mention, bare_name, mentions
from xlperf.submission import Cell, Row, Submission, shown

_SIMILAR = 0.75
_COLUMNS = {
    Role.PLANNED: special_projects.PLANNED,
    Role.ARRIVED: special_projects.ARRIVED,
    Role.SPENT: special_projects.SPENT,
}


@check(
    "XF-01",
    Severity.ERROR,
    message="正文说“{project}”{stage}{seen_words}，专项明细填的是{table}万元，相差{difference}万元",
    hint="核对该项目的附件2-2和凭证，把正文与专项明细改成一致",
    clause="附件2-1 五、（二）专项支出；附件2-2 一、项目基本概况",
)
def text_and_project_list_give_the_same_amounts(context: Context) -> Iterator[Outcome]:
    """同一项目的计划、到位、支出金额，正文与专项明细一致。

    例：正文“现已到位资金5075万元”，专项明细到位5057万元，报 XF-01，疑似数字颠倒。
    """
    submission = context.submission
    rows = _named_projects(submission)
    if not rows:
        if submission.form.key == "department":
            yield Unchecked("“专项明细”没有填写")
        return
    names = [bare_name(row[special_projects.PROJECT].text) for row in rows]
    for name, row in zip(names, rows, strict=True):
        others = [other for other in names if other != name and name not in other]
        longer = [other for other in names if other != name and name in other]
        if len(name) < SHORTEST_NAME or names.count(name) > 1 or longer:
            continue
        told: set[tuple[Role, Decimal]] = set()
        known = context.office.names_of(name)
        for paragraph, mention in (each for other in known for each in _mentions(submission, other, others)):
            cell, amount = row[_COLUMNS[mention.stage]], mention.figure
            key = (mention.stage, amount.value)
            if not isinstance(cell.value, Decimal) or amount.agrees_with(cell.value) or key in told:
                continue
            told.add(key)
            yield at(
                paragraph,
                cell,
                seen=amount.words,
                expected=f"{shown(cell.value)}万元",
                slip=likely_slip(amount.value, cell.value),
                project=row[special_projects.PROJECT].text,
                stage=_COLUMNS[mention.stage].label,
                seen_words=amount.words,
                table=cell.value,
                difference=abs(amount.value - cell.value),
            )


def _mentions(submission: Submission, name: str, others: Sequence[str]) -> Iterator[tuple[Cell, Mention]]:
    year = shown(submission.value(information.YEAR))
    for paragraph in paragraphs(submission):
        for mention in mentions(paragraph.text, name, others, year):
            yield paragraph.cell, mention


def _named_projects(submission: Submission) -> list[Row]:
    columns = (special_projects.PROJECT, *_COLUMNS.values())
    rows = rows_with(submission, special_projects.PROJECTS, *columns)
    return [row for row in rows if row[special_projects.PROJECT].given]


@check(
    "XF-02",
    Severity.ERROR,
    message="专项明细结余合计{projects}万元，部门累计结余只有{department}万元，差{difference}万元",
    hint="专项资金在部门账上的，部门年末累计结余应包含它；不在部门账上的，请在正文说明",
    clause="附件2-1 二、部门（单位）年度支出和结余情况；附件2-2 结余",
)
def projects_leave_no_more_than_the_department(context: Context) -> Iterator[Outcome]:
    """各专项结余之和不大于部门累计结余。

    例：老旧小区改造结余3496.13万元，部门累计结余填0，报 XF-02。
    """
    submission = context.submission
    total = department_report.BALANCE_CUMULATIVE.total
    if total is None or not submission.has(total):
        return
    columns = (special_projects.ARRIVED, special_projects.SPENT, special_projects.BALANCE)
    rows = [
        row
        for row in rows_with(submission, special_projects.PROJECTS, *columns)
        if all(isinstance(row[column].value, Decimal) for column in columns)
    ]
    if not rows:
        yield Unchecked("“专项明细”没有同时填到位和支出的项目")
        return
    balances = [row[special_projects.BALANCE] for row in rows]
    if {cell.at for cell in balances} & doubted(submission, context.office):
        return  # H21-08 tells that
    projects = sum((cell.number for cell in balances), Decimal(0))
    own = submission[total]
    if projects - own.number > context.office.tolerances.money_for(len(balances) + 1):
        related = [cell for cell in balances if cell.number]
        yield at(
            own,
            *related,
            seen=own.number,
            expected=f"不小于 {shown(projects)}",
            slip=likely_slip(own.number, projects),
            projects=projects,
            department=own.number,
            difference=projects - own.number,
        )


@check(
    "XF-04",
    Severity.ERROR,
    message="{what}：目标表 {target}，自评报告 {report}",
    hint="自评应按年初批复的目标表填列；预算或目标经批准调整的，同步更新目标表并说明文号",
    clause="附件2-2 一、三",
)
def the_report_follows_the_target_table(context: Context) -> Iterator[Outcome]:
    """自评报告的预算和指标目标值与绩效目标表一致。

    例：目标表村卫生室88个，自评报告同一指标的目标值改成83个，报 XF-04。
    计划安排与“项目资金”相符、与“年度预算总金额”不符的，报警告：其余资金可能漏填。
    """
    yield from _same_budget(context)
    yield from _same_targets(context.submission)


def _same_budget(context: Context) -> Iterator[Outcome]:
    pair = other_plan(context.submission, context.office)
    if pair:
        planned, budgets = pair
        first, tolerance = budgets[0], context.office.tolerances.money_for(2)
        is_fund = any(abs(cell.number - planned.number) <= tolerance for cell in budgets)
        yield at(
            planned,
            first,
            severity=Severity.WARNING if is_fund else None,  # a part of the budget may be meant
            seen=planned.value,
            expected=first.number,
            slip=likely_slip(planned.number, first.number),
            what=f"{first.label}与计划安排资金合计不一致，相差 {shown(abs(first.number - planned.number))} 万元",
            target=f"{shown(first.value)} 万元",
            report=f"{shown(planned.value)} 万元",
        )


def _same_targets(submission: Submission) -> Iterator[Outcome]:
    columns = (target_table.SECOND, target_table.THIRD, target_table.TARGET, target_table.MEASURE)
    approved = [
        row
        for row in rows_with(submission, target_table.INDICATORS, *columns)
        if row[target_table.THIRD].given and row[target_table.THIRD].text not in vocabulary.PROBLEM_WORDS
    ]
    own = (project_report.SECOND, project_report.INDICATOR, project_report.TARGET, project_report.MEASURE)
    reported = [
        row
        for row in rows_with(submission, project_report.INDICATORS, *own)
        if row[project_report.INDICATOR].given
    ]
    if approved:
        yield from _missing_kinds(approved, reported)
    for row in reported:
        same = [each for each in approved if _same_indicator(each, row)]
        if len(same) == 1 and sum(_same_indicator(same[0], other) for other in reported) == 1:
            yield from _same_target(same[0], row)


def _missing_kinds(approved: Sequence[Row], reported: Sequence[Row]) -> Iterator[Outcome]:
    """效益 kinds that the report fills and the target table leaves out; REQ-03 tells of the others."""
    for kind in ("经济效益", "社会效益", "生态效益"):
        rows = [row for row in reported if kind in shown(row[project_report.SECOND].value)]
        rows = [row for row in rows if row[project_report.TARGET].given]
        if rows and not any(kind in shown(row[target_table.SECOND].value) for row in approved):
            cells = [row[project_report.INDICATOR] for row in rows]
            what = f"自评报告的{kind}指标在目标表中没有"
            yield at(*cells, what=what, target="未设置", report=f"“{cells[0].text}”")


def _same_indicator(approved: Row, reported: Row) -> bool:
    kinds = [shown(approved[target_table.SECOND].value), shown(reported[project_report.SECOND].value)]
    if _kind(kinds[0]) != _kind(kinds[1]):
        return False
    one, other = approved[target_table.THIRD].text, reported[project_report.INDICATOR].text
    return one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() >= _SIMILAR


def _kind(words: str) -> str:
    bare = re.sub(r"\s|指标$", "", words)
    return "满意度" if "满意" in bare else bare


def _same_target(approved: Row, reported: Row) -> Iterator[Outcome]:
    set_, told = approved[target_table.TARGET], reported[project_report.TARGET]
    units = [shown(approved[target_table.MEASURE].value), shown(reported[project_report.MEASURE].value)]
    if not (isinstance(set_.value, Decimal) and isinstance(told.value, Decimal)):
        return
    if set_.value == told.value or (all(units) and units[0] != units[1]):
        return
    if "%" in units and set_.value in (told.value * 100, told.value / 100):
        return
    unit = units[0] or units[1]
    name = reported[project_report.INDICATOR].text
    yield at(
        told,
        set_,
        seen=f"{shown(told.value)}{unit}",
        expected=f"{shown(set_.value)}{unit}",
        slip=likely_slip(told.value, set_.value),
        what=f"指标“{name}”的目标值改了",
        target=f"{shown(set_.value)}{unit}",
        report=f"{shown(told.value)}{unit}",
    )
