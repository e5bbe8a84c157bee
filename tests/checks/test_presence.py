"""REQ-07 to 10, FMT-14, XF-08, and numbers stored as text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.drawing import findings, submission, told
from tests.returns import score_table
from xlperf.findings import Severity
from xlperf.forms import information, negative_list, project_report, target_application, workbooks
from xlperf.forms.draft import Draft, DraftRow

NAMED = (
    Draft()
    .put(information.YEAR, Decimal(2024))
    .put(information.COUNTY, "某县")
    .put(information.UNIT, "某局")
    .put(information.PROJECT, "某项目")
)
SCORES = score_table(workbooks.project())
INPUTS = {field.key: field for field in workbooks.project().fields if field.key.startswith("score_inputs.")}


def scored(draft: Draft = NAMED, **own: int) -> Draft:
    """Self-scores for all indicators, full marks unless ``own`` says otherwise (S32_06=2; −1 leaves it empty)."""
    rows = []
    for printed in SCORES.printed:
        points = own.get(printed.id.replace("-", "_"), Decimal(printed.texts["max"]))
        rows.append(DraftRow({} if points == -1 else {"self": Decimal(points)}, printed.id))
    return draft.fill(SCORES, *rows)


@pytest.mark.rejects("REQ-07")
def test_an_empty_workbook_is_not_clean() -> None:
    found = findings(submission("project", Draft()), "REQ-07", "REQ-08")
    assert [(each.code, each.severity, each.label) for each in found] == [
        ("REQ-07", Severity.WARNING, "填报年度"),
        ("REQ-08", Severity.WARNING, "总分·自评得分"),
    ]
    assert "填报单位" in found[0].message


@pytest.mark.accepts("REQ-07", "REQ-08", "REQ-09")
def test_a_workbook_with_name_and_scores_is() -> None:
    assert told(submission("project", scored()), "REQ-07", "REQ-08", "REQ-09") == []


@pytest.mark.rejects("REQ-08")
def test_a_claimed_total_without_score_sheet() -> None:
    draft = NAMED.put(project_report.TOTAL_SCORE, Decimal(98))
    assert [each.code for each in findings(submission("project", draft), "REQ-08")] == ["REQ-08"]


@pytest.mark.rejects("REQ-10")
@pytest.mark.parametrize("kind", ["application", "monitoring", "summary", "transfer"])
def test_a_form_with_nothing_but_its_name_cannot_be_sent(kind: str) -> None:
    (found,) = findings(submission(kind, NAMED), "REQ-10")
    assert (found.severity, found.message) == (Severity.WARNING, "除基本信息以外什么都没有填写")
    assert found.at is not None
    assert found.at.sheet != "填报说明"


@pytest.mark.accepts("REQ-10")
@pytest.mark.parametrize("kind", ["application", "project", "department", "national"])
def test_one_figure_is_something_and_a_score_sheet_is_asked_for_by_REQ_08(kind: str) -> None:
    draft = NAMED.put(target_application.DEPARTMENT, "某县财政局") if kind == "application" else NAMED
    assert findings(submission(kind, draft), "REQ-10") == []


@pytest.mark.rejects("REQ-09")
def test_two_indicators_without_a_self_score_are_one_finding() -> None:
    (found,) = findings(submission("project", scored(S32_06=-1, S32_14=-1)), "REQ-09")
    assert (found.label, len(found.related)) == ("自评得分（到位率）", 1)
    assert found.message.startswith("有2项指标没有自评得分")


@pytest.mark.rejects("FMT-14")
@pytest.mark.accepts("FMT-14")
def test_more_people_satisfied_than_asked() -> None:
    draft = scored().put(INPUTS["score_inputs.S32-22.satisfied"], Decimal(120))
    draft = draft.put(INPUTS["score_inputs.S32-22.surveyed"], Decimal(100))
    assert [each.label for each in findings(submission("project", draft), "FMT-14")] == ["满意人数"]
    fine = draft.put(INPUTS["score_inputs.S32-22.satisfied"], Decimal(90))
    assert findings(submission("project", fine), "FMT-14") == []


@pytest.mark.rejects("XF-08")
@pytest.mark.accepts("XF-08")
def test_misuse_on_the_negative_list_costs_points() -> None:
    answers = tuple(
        DraftRow({"answer": "是" if row.id == "N03" else "否"}, row.id) for row in negative_list.LIST.printed
    )
    full = scored().fill(negative_list.LIST, *answers)
    (found,) = findings(submission("project", full), "XF-08")
    assert found.label == "自评得分（资金使用）"
    assert "截留项目资金" in found.message
    assert findings(submission("project", scored(full, S32_08=4)), "XF-08") == []


@pytest.mark.accepts("H22-01")
def test_a_number_stored_as_text_is_one_finding_at_its_cell() -> None:
    """Excel's SUM leaves the text out, so the stored total is 200 too small: that is no fault of the total."""
    draft = NAMED
    for field, value in zip(project_report.ARRIVED[1:3], ("200", Decimal(300)), strict=True):
        draft = draft.put(field, value)
    given = submission("project", draft)
    assert given[project_report.ARRIVED_TOTAL].number == Decimal(500)
    assert [each.label for each in findings(given, "FMT-13", "H22-01", "H22-03")] == ["实际到位资金·中央财政"]
