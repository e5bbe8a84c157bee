"""S31-xx、S32-xx、SC-08：自评得分按表内数据复算。"""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.checks.labels import example, named, put, row
from tests.drawing import findings, passed_over, submission
from xlperf import schemes
from xlperf.checks import catalogue
from xlperf.forms import department_report, narrative, workbooks
from xlperf.forms.draft import Draft, DraftRow
from xlperf.office import Office
from xlperf.schemes.model import Manual
from xlperf.submission import Submission

INDICATORS = tuple(each for name in schemes.available() for each in schemes.load(name).indicators)
CODES = tuple(each.id for each in INDICATORS)
HUARONG = example("华容县住建局")
PROJECT = example("华容县老旧小区改造")


def scored(kind: str, indicator: str, points: str, **inputs: str) -> Submission:
    """One self-score with its inputs: ``form__key`` of a report, or a key of 计分数据."""
    table = next(each for each in workbooks.workbook(kind).tables if each.key == "score_sheet.scores")
    draft = Draft().fill(table, row(indicator, self=points))
    for key, value in inputs.items():
        form, _, field = key.rpartition("__")
        draft = (
            put(draft, form, {field: value})
            if form
            else put(draft, "score_inputs", {f"{indicator}.{key}": value})
        )
    return submission(kind, draft)


def headcount(points: str, people: str = "162") -> Submission:
    """控制率 of a quota of 143."""
    return scored(
        "department", "S31-01", points, department_report__headcount=people, department_report__quota="143"
    )


def arrived(points: str) -> Submission:
    """到位率 36.80%: 3 × 5057 ÷ 13742 = 1.10."""
    return scored(
        "project",
        "S32-06",
        points,
        project_report__arrived_county="5057",
        project_report__planned_county="13742",
    )


def test_每项指标都有一条检查并写明条款() -> None:
    checks = catalogue.load()
    for indicator in INDICATORS:
        entry = checks[indicator.id]
        assert entry.clause == indicator.clause
        assert indicator.text in entry.manual
        assert entry.title.startswith(indicator.name)


def test_华容部门的自评与复算() -> None:
    found = {each.code: each for each in findings(submission("department", HUARONG), *CODES)}
    assert list(found) == ["S31-01", "S31-06", "S31-22"]
    control = found["S31-01"]
    assert (control.severity, control.seen, control.expected) == ("error", "5", "0")
    assert control.message.startswith("自评5分，按表内数据应得0分：162÷143×100% = 113.29%")


def test_华容部门的资金结余以专项结余在账上为条件() -> None:
    (found,) = findings(submission("department", HUARONG), "S31-06")
    assert found.severity == "warning"
    assert "结余合计”3496.13万元" in found.message
    assert "以该结余在本部门账上为条件，因为“累计结余”填的是0" in found.message


def test_两处结余都支持不了的得分是错误() -> None:
    # 累计结余 100 > 上年结转 0 and 专项结余 3496.13 > 0: neither earns 3
    rows = HUARONG.rows["department_report.spending"]
    bureau = DraftRow({**rows[0].values, "balance_cumulative": Decimal(100)})
    draft = HUARONG.fill(department_report.SPENDING, bureau, *rows[1:])
    (found,) = findings(submission("department", draft), "S31-06")
    assert found.severity == "error"


def test_华容项目的自评与复算() -> None:
    found = {each.code: each for each in findings(submission("project", PROJECT), *CODES)}
    assert list(found) == ["S32-06", "S32-22"]
    assert (found["S32-06"].severity, found["S32-06"].expected) == ("error", "1.10")
    assert found["S32-22"].severity == "warning"
    assert "没有“满意人数”、“被调查人数”，满分没有依据" in found["S32-22"].message


@pytest.mark.parametrize(
    ("points", "people", "told"),
    [
        ("5", "143", []),  # 100%
        ("4.5", "145", []),  # 101.40%: one whole point
        ("4", "145", []),  # counted up: two points
        ("4.3", "145", []),  # prorata: 1.40 × 0.5 = 0.70
        ("5", "145", ["S31-01 自评得分（财政供养人员控制率）"]),
        ("3.9", "145", ["S31-01 自评得分（财政供养人员控制率）"]),
    ],
)
def test_控制率在两种读法之间的都可以(points: str, people: str, told: list[str]) -> None:
    assert named(headcount(points, people), "S31-01") == told


def test_自评低于应得分是警告() -> None:
    (found,) = findings(headcount("3", "143"), "S31-01")
    assert (found.severity, found.expected) == ("warning", "5")
    assert found.message.startswith("自评3分，低于按表内数据应得的5分")


@pytest.mark.parametrize(
    ("points", "told"),
    [("1.1", []), ("1.10", []), ("1.14", ["SC-08"]), ("1.06", ["SC-08"]), ("1.2", ["S32-06"])],
)
def test_微小差异只能来自四舍五入(points: str, told: list[str]) -> None:
    assert [each.code for each in findings(arrived(points), "S32-06", "SC-08")] == told


@pytest.mark.rejects("SC-08")
def test_一点一四不是一点一零的四舍五入() -> None:
    assert named(arrived("1.14"), "SC-08") == ["SC-08 自评得分（到位率）"]


@pytest.mark.accepts("SC-08")
def test_四舍五入到一位小数的不报() -> None:
    # 3 × 64.8 ÷ 100 = 1.944 → 1.94, written as 1.9
    given = scored(
        "project",
        "S32-06",
        "1.9",
        project_report__arrived_county="64.8",
        project_report__planned_county="100",
    )
    assert named(given, "S32-06", "SC-08") == []


def test_缺数据的无法复核() -> None:
    given = scored("department", "S31-02", "5", department_report__three_public_total="3.49")
    assert named(given, "S31-02") == []
    assert passed_over(given, "S31-02") == ["缺少“上年三公经费”，无法复核"]


def test_没有填分的指标不检查() -> None:
    assert passed_over(submission("department", Draft()), "S31-01") == ["评分表没有填写自评得分"]


def test_人工评分的指标不复算() -> None:
    manual = [each.id for each in INDICATORS if isinstance(each.rule, Manual)]
    assert passed_over(submission("department", HUARONG), "S31-16") == ["人工评分，0—8分，没有计算公式"]
    assert len(manual) == 10  # 3-1 的 16–21，3-2 的 18–21


def test_另一张表的指标不在本表检查() -> None:
    given = submission("department", HUARONG)
    assert named(given, "S32-06") == []
    assert passed_over(given, "S32-06") == []


@pytest.mark.parametrize(
    ("rate", "points", "told"), [("95.5", "5", []), ("90", "5", ["S31-22"]), ("90", "3", [])]
)
def test_满意度按分档(rate: str, points: str, told: list[str]) -> None:
    assert [
        each.code for each in findings(scored("department", "S31-22", points, rate=rate), "S31-22")
    ] == told


def test_没有满意度又没有给满分的不报() -> None:
    assert named(scored("department", "S31-22", "3"), "S31-22") == []


def test_分值改过的指标不按原分值复算() -> None:
    table = next(each for each in workbooks.department().tables if each.key == "score_sheet.scores")
    draft = put(
        Draft().fill(table, row("S31-01", self=6, max=6)),
        "department_report",
        {"headcount": 143, "quota": 143},
    )
    given = submission("department", draft)
    assert named(given, "S31-01") == []
    assert passed_over(given, "S31-01") == ["表内分值6与指标体系的5不同，无法复核"]


def test_财政局只按当年结余的() -> None:
    # 当年结余 0 → 3 分；累计结余 30 > 上年结转 20 → 0 分
    inputs = {
        "department_report__balance_year": "0",
        "department_report__balance_cumulative": "30",
        "department_report__carried_over": "20",
    }
    given = scored("department", "S31-06", "3", **inputs)
    assert named(given, "S31-06") == ["S31-06 自评得分（资金结余）"]
    assert named(given, "S31-06", office=Office(balance_kind="annual")) == []


def test_所依据的合计不平时先改合计() -> None:
    # 5057 + 8685 = 13742, typed as 13724: H22-01 tells it, 到位率 waits
    draft = put(PROJECT, "project_report", {"planned_total": 13724})
    given = submission("project", draft)
    assert named(given, "H22-01", "S32-06") == ["H22-01 计划安排资金·合计"]
    assert passed_over(given, "S32-06") == ["“计划安排资金·合计”与同表其他数不平，改正后才能复核"]


def said(text: str, **inputs: str) -> Submission:
    """预算调整率自评3分 and a paragraph of the report."""
    table = next(each for each in workbooks.department().tables if each.key == "score_sheet.scores")
    draft = Draft().fill(table, row("S31-04", self="3")).fill(narrative.PARAGRAPHS, row(text=text))
    return submission(
        "department", put(draft, "score_inputs", {f"S31-04.{key}": value for key, value in inputs.items()})
    )


def test_计分数据空着而正文说了预算调整_按正文复算() -> None:
    text = "2023年度部门整体年初预算为2737.45万元，调整后全年预算为3888.28万元。"
    (found,) = findings(said(text), "S31-04")
    assert (found.severity, found.expected) == ("warning", "0.00")
    assert "1150.83÷2737.45×100% = 42.04%" in found.message
    assert "自评3分" in found.message


def test_计分数据填了的或说的是项目的不按正文() -> None:
    text = "2023年度部门整体年初预算为100万元，调整后全年预算为105万元。"
    assert named(said(text, adjustment="0", budget="100"), "S31-04") == []
    assert named(said("老旧小区改造项目年初预算为100万元，调整后预算为150万元。"), "S31-04") == []
