"""A correctly filled template raises no error; one fault put into it raises that fault and nothing else."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.returns import Return, department_returns, project_returns, score_table
from xlperf.assess import assess
from xlperf.findings import Finding, Report, Severity
from xlperf.forms import department_report, project_report, workbooks
from xlperf.forms.draft import Draft, DraftRow
from xlperf.forms.template import write_workbook
from xlperf.office import Office

SETTINGS = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def assessed(kind: str, draft: Draft, folder: Path) -> Report:
    path = folder / "a.xlsx"
    write_workbook(workbooks.workbook(kind), path, draft)
    return assess(path, Office())


def told(report: Report, *severities: Severity) -> list[str]:
    return [
        f"{each.code} {each.label}：{each.message}" for each in report.findings if each.severity in severities
    ]


@SETTINGS
@given(filled=project_returns())
def test_a_consistent_project_return_is_silent(tmp_path: Path, filled: Return) -> None:
    report = assessed("project", filled.draft, tmp_path)
    assert told(report, Severity.ERROR, Severity.WARNING) == []
    assert report.total is not None
    assert report.total.at_most == sum(filled.scores.values(), Decimal(0))


@SETTINGS
@given(filled=department_returns())
def test_a_consistent_department_return_is_silent(tmp_path: Path, filled: Return) -> None:
    report = assessed("department", filled.draft, tmp_path)
    assert told(report, Severity.ERROR, Severity.WARNING) == []
    assert report.total is not None
    assert report.total.at_most == sum(filled.scores.values(), Decimal(0))


def with_row(draft: Draft, table_key: str, number: int, **values: object) -> Draft:
    """The draft with other values in one row of a table."""
    rows = list(draft.rows[table_key])
    rows[number] = DraftRow({**rows[number].values, **values}, rows[number].id)  # type: ignore[dict-item]
    return Draft(draft.fields, {**draft.rows, table_key: tuple(rows)})


def score_row(draft: Draft, indicator: str, **values: object) -> Draft:
    rows = draft.rows["score_sheet.scores"]
    return with_row(draft, "score_sheet.scores", [row.id for row in rows].index(indicator), **values)


ODD = Decimal("77.77")
"""An error that no swapped digits, shifted point (multiples of 9) or sign (even) of one addend explains."""


def wrong_plan_total(filled: Return) -> Draft:
    total = sum((filled.draft.fields[field.key] for field in project_report.PLANNED[1:]), Decimal(0))  # type: ignore[misc]
    return filled.draft.put(project_report.PLANNED_TOTAL, total + ODD)


def lost_points_without_reason(filled: Return) -> Draft:
    indicator = "S32-19" if filled.kind == "project" else "S31-17"
    draft = score_row(filled.draft, indicator, self=filled.scores[indicator] - 1, reason=None)
    fields = (
        (project_report.TOTAL_SCORE, project_report.GRADE)
        if filled.kind == "project"
        else (department_report.TOTAL_SCORE, department_report.GRADE)
    )
    total = sum(filled.scores.values(), Decimal(0)) - 1
    from tests.returns import grade  # noqa: PLC0415

    return draft.put(fields[0], total).put(fields[1], grade(total))


def score_total_typed_over(filled: Return) -> Draft:
    field = next(
        column.total
        for column in score_table(workbooks.workbook(filled.kind)).columns
        if column.key == "self"
    )
    assert field is not None
    return filled.draft.put(field, sum(filled.scores.values(), Decimal(0)) + 2)


def report_score_differs(filled: Return) -> Draft:
    field = project_report.TOTAL_SCORE if filled.kind == "project" else department_report.TOTAL_SCORE
    total = sum(filled.scores.values(), Decimal(0))
    other = total - Decimal("0.5") if total not in (90, 80, 60) else total + Decimal("0.5")
    return filled.draft.put(field, other)


def more_than_the_points(filled: Return) -> Draft:
    indicator = "S32-18" if filled.kind == "project" else "S31-16"
    draft = score_row(filled.draft, indicator, self=filled.scores[indicator] + 1)
    from tests.returns import grade  # noqa: PLC0415

    total = sum(filled.scores.values(), Decimal(0)) + 1
    fields = (
        (project_report.TOTAL_SCORE, project_report.GRADE)
        if filled.kind == "project"
        else (department_report.TOTAL_SCORE, department_report.GRADE)
    )
    return draft.put(fields[0], total).put(fields[1], grade(total))


def period_runs_backwards(filled: Return) -> Draft:
    year = filled.draft.fields["information.year"]
    return filled.draft.put(project_report.PERIOD, f"{year}年12月起至{year}年1月止")


def unreadable_amount(filled: Return) -> Draft:
    return filled.draft.put(project_report.PLANNED[1], "7,00.0,77")


def income_digit_typed_wrong(filled: Return) -> Draft:
    total = sum(
        (
            row.values[part]
            for row in filled.draft.rows["department_report.income"]
            for part in ("public_budget", "fund_budget")
        ),  # type: ignore[misc]
        Decimal(0),
    )
    assert department_report.INCOME_TOTAL.total is not None
    return filled.draft.put(department_report.INCOME_TOTAL.total, total + ODD)


FAULTS = [
    ("project", wrong_plan_total, "H22-01", "计划安排资金·合计"),
    ("project", lost_points_without_reason, "SC-04", "扣分原因和其他说明（社会效益）"),
    (
        "department",
        lost_points_without_reason,
        "SC-04",
        "扣分原因和其他说明（《政府工作报告》目标任务完成情况）",
    ),
    ("project", score_total_typed_over, "SC-01", "总分·自评得分"),
    ("department", score_total_typed_over, "SC-01", "总分·自评得分"),
    ("project", report_score_differs, "SC-06", "绩效自评综合得分"),
    ("department", report_score_differs, "SC-06", "绩效自评综合得分"),
    ("project", more_than_the_points, "SC-05", "自评得分（经济效益）"),
    ("department", more_than_the_points, "SC-05", "自评得分（实施“三高四新”战略目标任务完成情况）"),
    ("project", period_runs_backwards, "DATE-01", "项目起止时间"),
    ("project", unreadable_amount, "FMT-01", "计划安排资金·中央财政"),
    ("department", income_digit_typed_wrong, "H21-01", "收入合计"),
]


@pytest.mark.parametrize(
    ("kind", "fault", "code", "label"), FAULTS, ids=[f"{kind}-{fault.__name__}" for kind, fault, *_ in FAULTS]
)
def test_one_fault_raises_exactly_its_finding(
    kind: str, fault, code: str, label: str, tmp_path: Path
) -> None:
    @settings(max_examples=5, deadline=None)
    @given(filled=project_returns() if kind == "project" else department_returns())
    def raised(filled: Return) -> None:
        findings = [
            each
            for each in assessed(kind, fault(filled), tmp_path).findings
            if each.severity is not Severity.INFO
        ]
        assert [(each.code, each.label) for each in findings] == [(code, label)], _spoken(findings)

    raised()


def _spoken(findings: list[Finding]) -> str:
    return "\n".join(f"{each.code} {each.at} {each.label}: {each.message}" for each in findings)
