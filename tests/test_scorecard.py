"""评分卡：每项指标的复算得分和整张表最多还剩多少分。"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tests.checks.labels import example, put, row
from tests.drawing import submission
from xlperf import schemes
from xlperf.findings import Score, Total
from xlperf.forms import workbooks
from xlperf.forms.draft import Draft, DraftRow
from xlperf.forms.formulas import Sum
from xlperf.forms.project_report import ARRIVED, PLANNED
from xlperf.forms.score_sheet import score_forms
from xlperf.office import Office
from xlperf.scorecard import score_card

SCORES = next(table for table in workbooks.department().tables if table.key == "score_sheet.scores")


def card(kind: str, draft: Draft) -> tuple[dict[str, Score], Total | None]:
    """Scores by id and the total."""
    given = submission(kind, draft)
    scores, total = score_card(given, Office())
    return {score.id: score for score in scores}, total


def test_华容部门自评98分最多90分() -> None:
    scores, total = card("department", example("华容县住建局"))
    assert total is not None
    # 98 − 5 (S31-01: 0) − 3 (S31-06: 0)
    assert (total.self_score, total.at_most, total.grade, total.grade_at_most) == (
        98,
        Decimal("90.00"),
        "优秀",
        "优秀",
    )
    assert total.computed is None
    assert total.unverifiable == 89  # all but S31-01 (5), S31-06 (3) and S31-15 (3)
    verdicts = {score_id: score.verdict.chinese for score_id, score in scores.items()}
    assert {each: verdicts[each] for each in ("S31-01", "S31-06", "S31-15", "S31-02", "S31-21")} == {
        "S31-01": "偏高",
        "S31-06": "偏高",
        "S31-15": "一致",
        "S31-02": "无法复核",
        "S31-21": "无法复核",
    }


def test_华容项目自评99分最多97点10分() -> None:
    scores, total = card("project", example("华容县老旧小区改造"))
    assert total is not None
    assert (total.self_score, total.at_most) == (99, Decimal("97.10"))  # 99 − (3 − 1.10)
    rate = scores["S32-06"]
    assert (rate.computed, rate.lo, rate.hi) == (Decimal("1.10"),) * 3
    assert rate.formula == "5057÷13742×100% = 36.80%；3×5057÷13742 = 1.10，得1.10分"


def test_到位率只按财政资金() -> None:
    """计划 县 400＋其它 600，到位 县 400＋其它 0：全部资金 3×400÷1000 = 1.20，财政资金足额到位。"""
    draft = put(
        Draft(),
        "project_report",
        {"planned_county": 400, "planned_other": 600, "arrived_county": 400, "arrived_other": 0},
    )
    given = submission("project", draft)
    rates = {
        basis: next(each for each in score_card(given, Office(arrival_basis=basis))[0] if each.id == "S32-06")
        for basis in ("total", "fiscal")
    }
    assert (rates["total"].computed, rates["fiscal"].computed) == (Decimal("1.20"), Decimal("3.00"))
    assert rates["fiscal"].formula == "按财政局设置只算财政资金，400÷400×100% = 100.00%，得3分"
    assert rates["fiscal"].inputs == tuple(
        given.fields[f"project_report.{stage}_county"].at for stage in ("arrived", "planned")
    )


def test_没有财政资金的到位率只按财政资金无法复核() -> None:
    draft = put(Draft(), "project_report", {"planned_other": 600, "arrived_other": 600})
    scores, _ = score_card(submission("project", draft), Office(arrival_basis="fiscal"))
    rate = next(each for each in scores if each.id == "S32-06")
    assert (rate.computed, rate.formula) == (None, "缺少“实际到位资金”、“计划到位资金”，无法复核")


def test_计分数据的公式也只加财政资金() -> None:
    sources = {field.key: field for field in workbooks.project().fields}
    made = score_forms(schemes.load("project_3_2"), sources, Office(arrival_basis="fiscal"))
    assert made.entries["S32-06.arrived"].formula == Sum(ARRIVED[1:5])  # 中央、省、市、县
    assert made.entries["S32-06.planned"].formula == Sum(PLANNED[1:5])


def test_得分知道自己的格子和所用的格子() -> None:
    given = submission("project", example("华容县老旧小区改造"))
    scores, total = score_card(given, Office())
    rate = next(score for score in scores if score.id == "S32-06")
    fields = given.fields
    assert rate.at is not None
    assert rate.inputs == (
        fields["project_report.arrived_total"].at,
        fields["project_report.planned_total"].at,
    )
    reserved = (rate.reserved.computed, rate.reserved.difference, rate.reserved.hint)
    assert [place.row for place in reserved if place] == [rate.at.row] * 3
    assert total is not None
    assert total.reserved.computed is not None
    own = fields["score_sheet.self_total"].at
    assert own is not None
    assert total.reserved.computed.row == own.row


def test_两处来源不同的取大的并都列出() -> None:
    scores, _ = card("department", example("华容县住建局"))
    assert scores["S31-06"].computed == 0
    assert [str(place).split("!")[0] for place in scores["S31-06"].inputs] == [
        "专项明细",
        "部门自评报告",
        "部门自评报告",
    ]


def test_计分数据里填的数也算() -> None:
    draft = put(Draft().fill(SCORES, row("S31-12", self=3)), "score_inputs", {"S31-12.rate": "69"})
    scores, total = card("department", draft)
    # one point below 70%: 3 − 0.2
    assert (scores["S31-12"].computed, scores["S31-12"].verdict.chinese) == (Decimal("2.80"), "偏高")
    assert total is not None
    assert (total.self_score, total.at_most, total.grade) == (3, Decimal("2.80"), "差")


def test_没有打分的表没有总分() -> None:
    scores, total = card("department", Draft())
    assert total is not None
    assert (total.self_score, total.at_most, total.grade, total.unverifiable) == (None, None, None, 100)
    assert all(score.self_score is None for score in scores.values())


def test_没有打分但数据齐的也复算() -> None:
    scores, _ = card("department", put(Draft(), "department_report", {"headcount": 140, "quota": 143}))
    assert scores["S31-01"].computed == 5
    assert scores["S31-01"].verdict.chinese == "无法复核"


def test_没有采购的指标不算在无法复核里() -> None:
    draft = put(Draft(), "score_inputs", {"S31-11.actual": 0, "S31-11.budget": 0})
    _, total = card("department", draft.fill(SCORES, DraftRow({"self": Decimal(3)}, "S31-11")))
    assert total is not None
    assert total.unverifiable == 97


def test_离谱的数无法复核() -> None:
    given = submission("department", put(Draft(), "score_inputs", {"S31-05.late": 1}))
    late = given.fields["score_inputs.S31-05.late"]._replace(value=Decimal("1E+200"))
    given = replace(given, fields={**given.fields, "score_inputs.S31-05.late": late})
    scores, _ = score_card(given, Office())
    found = next(score for score in scores if score.id == "S31-05")
    assert found.computed is None
    assert found.formula == "“未按进度完成资金下达的专项个数”填的数不合常理，无法复核"
