"""REQ-07 to 10：a workbook that is sent must say who, for which year, and with which scores."""

from __future__ import annotations

from collections.abc import Iterator

from xlperf.checks.check import Context, Outcome, at, check
from xlperf.checks.found import field_cells, is_scored, named, score_rows
from xlperf.findings import Severity
from xlperf.forms import department_report, information, project_report, score_sheet
from xlperf.forms.model import Owner
from xlperf.submission import Submission, shown


@check(
    "REQ-07",
    Severity.WARNING,
    message="基本信息没有填全：{missing}",
    hint="{remedy}",
    clause="附件2-1、2-2 封面",
)
def the_workbook_says_whose_it_is(context: Context) -> Iterator[Outcome]:
    """填报年度、县（市、区）、填报单位、项目名称都已填写。

    例：“填报说明”页的填报单位和年度空着，报一条 REQ-07。
    改法：在“填报说明”页补填，其余各表自动带出。
    """
    wanted = (information.YEAR, information.COUNTY, information.UNIT, information.PROJECT)
    empty = [cell for cell in field_cells(context.submission, wanted) if not cell.written and cell.at]
    if empty:
        remedy = "在所标的格里补填" if context.submission.foreign else "在“填报说明”页补填，其余各表自动带出"
        yield at(*empty, seen="（空）", missing=named(cell.label for cell in empty), remedy=remedy)


@check(
    "REQ-08",
    Severity.WARNING,
    message="评分表没有填写",
    hint="逐项填写自评得分；不需要评分的，请与财政部门确认",
    clause="附件3-1、3-2",
)
def the_score_sheet_is_filled_in(context: Context) -> Iterator[Outcome]:
    """评分表已经填写。

    例：自评报告写综合得分98分，评分表一项也没有填，报 REQ-08。
    综合得分为满分的由 REQ-05 说，不再重复。
    """
    submission = context.submission
    if is_scored(submission) or _claims_everything(submission):
        return
    yield from (at(cell, seen="（空）") for cell in field_cells(submission, _SELF_TOTAL))


@check(
    "REQ-10",
    Severity.WARNING,
    message="除基本信息以外什么都没有填写",
    hint="逐表填写后再检查、报送；不需要报送的，请与财政部门确认",
    clause="各表填报说明",
)
def something_is_filled_in(context: Context) -> Iterator[Outcome]:
    """基本信息以外的各张表，至少有一张已经填写。

    例：绩效目标申报表只填了单位和年度，报 REQ-10。
    有评分表的由 REQ-08 说，不再重复；不是本软件模板的、模板里有缺损的、表外写了字的，不敢断定是空的，不报。
    """
    submission = context.submission
    about = next((cell.at.sheet for cell in field_cells(submission, (information.YEAR,)) if cell.at), None)
    unsure = submission.foreign or submission.missing or submission.strays
    if about is None or unsure or field_cells(submission, _SELF_TOTAL):
        return
    if submission.written_sheets <= {information.KEY}:
        own = (cell for cell in submission.cells() if cell.owner is Owner.UNIT and not cell.computed)
        first = next((cell for cell in own if cell.at and cell.at.sheet != about), None)
        if first is not None:
            yield at(first, seen="（空）")


_SELF_TOTAL = tuple(filter(None, (score_sheet.SELF.total,)))


def _claims_everything(submission: Submission) -> bool:
    full = sum(indicator.max for indicator in submission.form.indicators)
    totals = field_cells(submission, (project_report.TOTAL_SCORE, department_report.TOTAL_SCORE))
    return any(cell.value == full for cell in totals)


@check(
    "REQ-09",
    Severity.WARNING,
    message="有{count}项指标没有自评得分：{names}",
    hint="补填自评得分；得0分的填0并写明原因",
    clause="附件3-1、3-2 自评得分",
)
def every_indicator_has_a_score(context: Context) -> Iterator[Outcome]:
    """评分表每项指标都有自评得分。

    例：评分表填了20项，到位率和产出数量两项空着，报一条 REQ-09。
    """
    submission = context.submission
    if not is_scored(submission):
        return
    rows = score_rows(submission, score_sheet.SELF)
    empty = [row for row in rows if row.id and not row[score_sheet.SELF].written]
    if empty:
        names = named(shown(row.value(score_sheet.NAME)) or row[score_sheet.SELF].label for row in empty)
        yield at(*(row[score_sheet.SELF] for row in empty), seen="（空）", count=len(empty), names=names)
