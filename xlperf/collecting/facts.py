"""A submission → the few figures that a ledger rolls up."""

from __future__ import annotations

from decimal import Decimal

from xlperf.findings import Report
from xlperf.forms import department_report, project_report, score_sheet
from xlperf.forms.model import Field
from xlperf.forms.national import parts
from xlperf.record import dataclass
from xlperf.submission import Row, Submission

RETURNS = ("project", "department")
"""Forms with a scheme of their own; every edition of 项目支出绩效自评表 counts as well."""


@dataclass(frozen=True, slots=True)
class Facts:
    """金额 and 实际支出 in 万元, scores in points; None where the workbook does not say."""

    amount: Decimal | None = None
    basis: str = ""
    spent: Decimal | None = None
    self_score: Decimal | None = None
    at_most: Decimal | None = None
    reviewed: Decimal | None = None


def is_return(submission: Submission) -> bool:
    """Whether the workbook is a self-evaluation that a unit hands in, and not a roll-up or a monitoring sheet."""
    return submission.form.key in RETURNS or any(
        table.key == parts.INDICATORS.key for table in submission.form.tables
    )


def facts_of(submission: Submission, report: Report) -> Facts:
    """金额 is the full year's budget (附件2-2: 计划安排资金); of a department, what it spent."""
    amount, basis, spent = _money(submission)
    claims = (score_sheet.SELF.total, project_report.TOTAL_SCORE, department_report.TOTAL_SCORE)
    told = (_number(submission, field) for field in claims if field)
    self_score = next((value for value in told if value is not None), None)
    at_most = report.total.at_most if report.total else None
    return Facts(amount, basis, spent, self_score, at_most, _reviewed(submission))


def _money(submission: Submission) -> tuple[Decimal | None, str, Decimal | None]:
    if submission.form.key == "department":
        totals = department_report.SPENDING_TOTAL.total
        return (_number(submission, totals) if totals else None), "支出数", None
    if submission.form.key == "project":
        pair = (project_report.PLANNED_TOTAL, project_report.SPENT_TOTAL)
    else:
        pair = (parts.BUDGET_TOTAL, parts.SPENT_TOTAL)
    amount, spent = (_in_wan(submission, field) for field in pair)
    return amount, "预算数", spent


def _in_wan(submission: Submission, field: Field) -> Decimal | None:
    """Editions in 元 are told in 万元, like all others."""
    cell = submission.fields.get(field.key)
    value = _number(submission, field)
    return value / 10_000 if cell is not None and cell.unit == "元" and value is not None else value


def _number(submission: Submission, field: Field) -> Decimal | None:
    value = submission.value(field)
    return value if isinstance(value, Decimal) and value.is_finite() else None


def _reviewed(submission: Submission) -> Decimal | None:
    """复核分 of the bureau: its column added up, where every row that has a 自评得分 has one, none above its 分值."""
    for table in submission.form.tables:
        if not any(column.key == score_sheet.REVIEWED.key for column in table.columns):
            continue
        rows = [row for row in submission.rows(table) if isinstance(row.value(score_sheet.SELF), Decimal)]
        given = [row.value(score_sheet.REVIEWED) for row in rows]
        if given and all(_may_be_given(row) for row in rows):
            execution = _number(submission, parts.EXECUTION_SCORE) or Decimal(0)  # reckoned, not reviewed
            return sum((each for each in given if isinstance(each, Decimal)), execution)
    return None


def _may_be_given(row: Row) -> bool:
    """Whether its 复核分 lies between 0 and its 分值, where the form says one."""
    reviewed, most = row.value(score_sheet.REVIEWED), row.value(score_sheet.MAX)
    if not isinstance(reviewed, Decimal) or not reviewed.is_finite() or reviewed < 0:
        return False
    return not isinstance(most, Decimal) or not most.is_finite() or reviewed <= most
