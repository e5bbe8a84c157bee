"""SC：评分表各项得分、总分、扣分原因，报告中的综合得分和等次。"""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.checks.labels import example, named, put, row
from tests.drawing import findings, passed_over, submission
from xlperf.findings import Severity
from xlperf.forms import department_report as report
from xlperf.forms import workbooks
from xlperf.forms.draft import Draft, DraftRow
from xlperf.office import Office
from xlperf.submission import Submission

SCORES = next(table for table in workbooks.department().tables if table.key == "score_sheet.scores")
ROWS = next(table for table in workbooks.project().tables if table.key == "score_sheet.scores")
HUARONG = example("华容县住建局")
PROJECT = example("华容县老旧小区改造")
FULL = tuple(
    DraftRow({"self": Decimal(printed.texts["max"])}, printed.id) for printed in SCORES.printed if printed.id
)


def scored(*changed: DraftRow, **fields: str | int) -> Submission:
    """A department sheet of full points, but for some rows; and fields of the report."""
    ids = {each.id for each in changed}
    rows = (*(each for each in FULL if each.id not in ids), *changed)
    return submission("department", put(Draft().fill(SCORES, *rows), report.SHEET.key, fields))


def test_华容部门的效益扣两分没有写原因() -> None:
    given = submission("department", HUARONG)
    (found,) = findings(given, *(f"SC-0{number}" for number in range(1, 9)))
    assert (found.code, found.severity) == ("SC-04", "warning")
    assert found.label == "扣分原因和其他说明（经济效益）"
    assert found.message == "自评13分，比分值15分少2分，没有写扣分原因"


def test_华容项目的可持续影响扣一分没有写原因() -> None:
    codes = tuple(f"SC-0{number}" for number in range(1, 9))
    assert named(submission("project", PROJECT), *codes) == ["SC-04 扣分原因和其他说明（可持续影响）"]


@pytest.mark.accepts("SC-01", "SC-05")
def test_满分的评分表没有可报的() -> None:
    assert named(scored(total_score=100, grade="优秀"), *(f"SC-0{number}" for number in range(1, 8))) == []


def test_没有填的评分表不检查() -> None:
    blank = submission("department", Draft())
    assert named(blank, "SC-01", "SC-04", "SC-05", "SC-06") == []
    assert passed_over(blank, "SC-01") == ["评分表没有填写自评得分"]


@pytest.mark.rejects("SC-01")
def test_总分不等于各项之和() -> None:
    # 100 − 2 = 98
    draft = Draft().fill(SCORES, *FULL[:-1], row("S31-22", self=3, reason="满意度90%"))
    given = submission("department", put(draft, "score_sheet", {"self_total": 89}))
    (found,) = findings(given, "SC-01")
    assert (found.label, found.seen, found.expected) == ("总分·自评得分", "89", "98")


@pytest.mark.accepts("SC-06")
def test_总分手填错而报告写对的只报总分() -> None:
    draft = Draft().fill(SCORES, *FULL[:-1], row("S31-22", self=3, reason="满意度90%"))
    draft = put(
        put(draft, "score_sheet", {"self_total": 89}), report.SHEET.key, {"total_score": 98, "grade": "优秀"}
    )
    assert named(submission("department", draft), "SC-01", "SC-06", "SC-07") == ["SC-01 总分·自评得分"]


@pytest.mark.rejects("S31-22")
@pytest.mark.accepts("SC-01", "SC-06")
@pytest.mark.parametrize("total", [None, 96], ids=["总分由公式算出", "总分手填"])
def test_一项得分填错而总分和综合得分写对的_只报那一项(total: int | None) -> None:
    """满意度80%得1分，自评填了5分；综合得分96，按1分加出来。"""
    draft = Draft().fill(SCORES, *FULL)
    draft = put(draft, "score_inputs", {"S31-22.rate": "80"})
    draft = put(draft, report.SHEET.key, {"total_score": 96, "grade": "优秀"})
    if total is not None:
        draft = put(draft, "score_sheet", {"self_total": total})
    assert named(submission("department", draft), "SC-01", "SC-06", "S31-22") == [
        "S31-22 自评得分（社会公众或服务对象满意度）"
    ]


@pytest.mark.rejects("SC-05")
@pytest.mark.accepts("SC-01", "SC-06")
def test_得分多写一位_总分写对的_只报那一项() -> None:
    draft = Draft().fill(SCORES, *FULL[:-1], row("S31-22", self=50))
    draft = put(draft, report.SHEET.key, {"total_score": 100, "grade": "优秀"})
    given = submission("department", put(draft, "score_sheet", {"self_total": 100}))
    assert named(given, "SC-01", "SC-05", "SC-06") == ["SC-05 自评得分（社会公众或服务对象满意度）"]


@pytest.mark.rejects("SC-01", "S31-22")
def test_总分差的数与填错的那一项对不上的_两处都报() -> None:
    """满意度应得1分自评5分，差4分；总分和综合得分却少2分：另有原因。"""
    draft = put(Draft().fill(SCORES, *FULL), "score_inputs", {"S31-22.rate": "80"})
    draft = put(draft, report.SHEET.key, {"total_score": 98, "grade": "优秀"})
    given = submission("department", put(draft, "score_sheet", {"self_total": 98}))
    assert named(given, "SC-01", "S31-22") == [
        "SC-01 总分·自评得分",
        "S31-22 自评得分（社会公众或服务对象满意度）",
    ]


@pytest.mark.rejects("SC-04")
def test_写了扣分原因的不报() -> None:
    assert named(scored(row("S31-22", self=3, reason="满意度90%")), "SC-04") == []
    assert named(scored(row("S31-22", self=3)), "SC-04") == [
        "SC-04 扣分原因和其他说明（社会公众或服务对象满意度）"
    ]


def test_财政局可以把缺扣分原因设为错误或不要求() -> None:
    given = scored(row("S31-22", self=3))
    (found,) = findings(given, "SC-04", office=Office(severity=(("SC-04", Severity.ERROR),)))
    assert found.severity is Severity.ERROR
    assert named(given, "SC-04", office=Office(reason_required_below_max=False)) == []


@pytest.mark.parametrize("points", ["50", "5.5", "-1"])
@pytest.mark.rejects("SC-05")
@pytest.mark.accepts("SC-04")
def test_得分超出分值或为负(points: str) -> None:
    given = scored(row("S31-01", self=points))
    (found,) = findings(given, "SC-05", "SC-04", "S31-01")
    assert (found.code, found.seen, found.expected) == ("SC-05", points, "0—5")


@pytest.mark.rejects("SC-06")
def test_综合得分与总分不一致() -> None:
    (found,) = findings(
        scored(row("S31-22", self=3, reason="90%"), total_score=89, grade="良好"), "SC-06", "SC-07"
    )
    assert (found.code, found.label, found.seen, found.expected) == ("SC-06", "绩效自评综合得分", "89", "98")


@pytest.mark.parametrize(
    ("score", "grade", "right"),
    [("89.5", "优秀", "良好"), ("90", "良好", "优秀"), ("79.9", "良", "中"), ("59", "合格", "差")],
)
def test_等次与综合得分不符(score: str, grade: str, right: str) -> None:
    given = submission("department", put(Draft(), report.SHEET.key, {"total_score": score, "grade": grade}))
    (found,) = findings(given, "SC-07")
    assert (found.label, found.seen, found.expected) == ("评价等次", grade, right)


@pytest.mark.parametrize(
    ("score", "grade"),
    [("90", "优秀"), ("90", "优"), ("80", "良好"), ("60", "合格"), ("60", "中"), ("59.9", "不合格")],
)
@pytest.mark.accepts("SC-07")
def test_等次的各种叫法(score: str, grade: str) -> None:
    given = submission("department", put(Draft(), report.SHEET.key, {"total_score": score, "grade": grade}))
    assert named(given, "SC-07") == []


@pytest.mark.rejects("SC-07")
def test_不认识的等次() -> None:
    given = submission("department", put(Draft(), report.SHEET.key, {"total_score": 95, "grade": "甲等"}))
    (found,) = findings(given, "SC-07")
    assert (found.severity, found.message) == ("warning", "评价等次不符：“甲等”不是规定的等次")


def pointed(table: object, **points: str) -> Submission:
    """A sheet on which some 分值 were changed, by indicator id with _ for -."""
    kind, own = ("department", SCORES) if table is SCORES else ("project", ROWS)
    rows = tuple(row(each.replace("_", "-"), max=value) for each, value in points.items())
    return submission(kind, Draft().fill(own, *rows))


@pytest.mark.accepts("SC-03")
def test_印发的分值各级都加得起来() -> None:
    assert named(submission("department", HUARONG), "SC-02", "SC-03") == []
    assert named(submission("project", PROJECT), "SC-02", "SC-03") == []


@pytest.mark.rejects("SC-02")
def test_一项分值改错只报这一项() -> None:
    # 预算配置 15 = 5 + 5 + 5; with 4 the 二级, the 一级 and the 100 break together
    (found,) = findings(pointed(SCORES, S31_01="4"), "SC-02")
    assert (found.seen, found.expected) == ("4", "5")
    assert "另外" not in found.message


def test_项目表的分值改错() -> None:
    given = pointed(ROWS, S32_14="8")
    (found,) = findings(given, "SC-02")
    assert (found.label, found.seen, found.expected) == ("分值（产出数量）", "8", "5")


@pytest.mark.rejects("SC-03")
def test_平均分配分值的四舍五入() -> None:
    # 资金分配8 … 项目目标 4; 项目产出 15 over 4 rows: 4 × 4 = 16
    given = pointed(ROWS, S32_14="4", S32_15="4", S32_16="4", S32_17="4")
    assert named(given, "SC-02") == []
    (found,) = findings(given, "SC-03")
    assert (found.severity, found.seen, found.expected) == ("info", "15", "16")
    assert "15分平均分给4项，四舍五入后每项4分，合计16分" in found.message
