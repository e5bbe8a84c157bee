"""H21-07、20、21：文字里的占比、名单和人数。"""

from __future__ import annotations

import pytest

from tests.checks.labels import example, named, put, row
from tests.drawing import findings, passed_over, submission
from xlperf.findings import Severity
from xlperf.forms import department_report as form
from xlperf.forms import narrative
from xlperf.forms.draft import Draft
from xlperf.narrative.named_lists import bracketed_lists, counted_lists
from xlperf.narrative.shares import shares
from xlperf.office import HeadcountKind, Office
from xlperf.submission import Submission

WORDS = ("H21-07", "H21-20", "H21-21")
HUARONG = example("华容县住建局")


def saying(text: str) -> Submission:
    """The bureau of the example (收入 29201, 支出 29201) with one paragraph."""
    return submission("department", HUARONG.fill(narrative.PARAGRAPHS, row(text=text)))


def test_华容县住建局的占比名单和人数都对() -> None:
    assert named(submission("department", HUARONG), *WORDS) == []


def test_没有文字的不检查() -> None:
    assert passed_over(submission("department", Draft()), "H21-07") == ["综述和概况文字没有填写"]


def test_六个占比都读得出来() -> None:
    text = "一般公共预算财政拨款收入20353.71万元，占本年收入合计的69.7%，政府性基金8847.29万元,占本年收入合计的30.3%。"
    assert [(each.amount.words, each.of, each.rate.words) for each in shares(text)] == [
        ("20353.71万元", "收入", "69.7%"),
        ("8847.29万元", "收入", "30.3%"),
    ]
    assert [each.rate.words for each in shares("基本支出1767.43万元，占6.05%，")] == ["6.05%"]


@pytest.mark.parametrize(
    "text",
    [
        "人员支出1242.09万元，占本年支出合计的4.25%",  # 4.2536
        "公用经费支出525.34万元，占本年支出合计的1.8%",  # 1.7990
        "基本支出1767.43万元，占6.05%",  # 6.0526
        "人员支出1242.09万元，占70.28%",  # of 基本支出 1767.43
        "完成投资500万元，占年度计划的50%",  # not of the tables
    ],
)
@pytest.mark.accepts("H21-07")
def test_占比算对的不报(text: str) -> None:
    assert named(saying(text), "H21-07") == []


def test_占比颠倒两位() -> None:
    (found,) = findings(saying("财政拨款收入20353.71万元，占本年收入合计的67.9%。"), "H21-07")
    assert (found.seen, found.expected, found.severity) == ("67.9%", "69.7%", "warning")
    assert found.message == "“20353.71万元，占本年收入合计的67.9%”：按表内合计29201万元计算应为69.7%"


def test_没有写占谁的占比也核对() -> None:
    (found,) = findings(saying("基本支出1767.43万元，占6.50%。"), "H21-07")
    assert found.expected == "6.05%"


@pytest.mark.rejects("H21-07")
def test_占比截尾只作提示() -> None:
    (found,) = findings(saying("人员支出1242.09万元，占支出合计的4.253%"), "H21-07")  # 4.25358
    assert found.severity == "info"


TWELVE = (
    "华容县住建局现设有办公室、财务室、人事股、行政审批股、信访室、法制股、消防股、住保股、建筑业股、"
    "党风廉政室、房地产市政管理股、人民防空股十二个股室。"
)
EIGHT = "住建局下属有八个二级事业单位：市政办、建工办、质监站、墙改办、村建办、污管办、征拆办、执法大队。"


def test_名单的个数读得出来() -> None:
    assert [(each.count, len(each.items)) for each in counted_lists(TWELVE + EIGHT)] == [(8, 8), (12, 12)]


@pytest.mark.parametrize(
    "text",
    [
        TWELVE,
        EIGHT,
        "内设机构包括办公室、人事股、计划和财务股三个股室。",  # 和 inside a name
        "下设办公室、财务股和人事股3个股室。",  # 和 between names
        "下设办公室、财务股等12个股室。",  # not the whole list
        "县住建局对总体目标、实施内容、资金安排9个方面进行宣传。",
    ],
)
@pytest.mark.accepts("H21-20")
def test_名单与个数一致的不报(text: str) -> None:
    assert named(saying(text), "H21-20") == []


def test_括号里的名单也数() -> None:
    (found,) = bracketed_lists("改造老旧小区4个（市委小区、石化小区、育源小区），惠及300户")
    assert (found.count, len(found.items), found.right) == (4, 3, False)
    assert bracketed_lists("改造老旧小区16个（市委小区、石化小区、育源小区等）") == []


@pytest.mark.rejects("H21-20")
def test_名单少列一个() -> None:
    (found,) = findings(saying(EIGHT.replace("、执法大队", "")), "H21-20")
    assert (found.seen, found.expected) == ("8", "7")
    (found,) = findings(saying(TWELVE.replace("十二", "十三")), "H21-20")
    assert (found.seen, found.expected) == ("13", "12")


def people(headcount: int, text: str) -> Submission:
    """A department of so many people with one paragraph."""
    draft = put(Draft(), form.SHEET.key, {"headcount": headcount, "quota": 130})
    return submission("department", draft.fill(narrative.PARAGRAPHS, row(text=text)))


@pytest.mark.parametrize(
    "text",
    [
        "年末在职人员128人，离退休人员77人。",
        "现有205人，其中：离退休77人。",
        "共有205名干部职工，含退休77名。",
    ],
)
@pytest.mark.rejects("H21-21")
def test_实有人数含离退休(text: str) -> None:
    (found,) = findings(people(205, text), "H21-21")
    assert (found.label, found.seen, found.expected) == ("实有人数", "205", "128")


@pytest.mark.parametrize(
    ("kind", "severity", "reading"),
    [
        ("on_post", Severity.WARNING, "只算在职应为128人"),
        ("as_given", Severity.INFO, "按财政局设置照填报数计算控制率（在职为128人）"),
    ],
)
@pytest.mark.rejects("H21-21")
def test_实有人数写明按哪种读法(kind: HeadcountKind, severity: Severity, reading: str) -> None:
    given = people(205, "年末在职人员128人，离退休人员77人。")
    (found,) = findings(given, "H21-21", office=Office(headcount_kind=kind))
    assert found.severity is severity
    assert found.message.endswith(f"77人，{reading}")


@pytest.mark.parametrize(
    "text",
    [
        "年末在职人员128人，离退休人员77人。",
        "离退休77人的党建工作由老干股负责。",
        "实有128人，其中行政人员58人、事业人员70人，退休人员77人。",  # 58＋70＝128：退休的另计
        "实有128名，其中：公务员58名，事业编制人员70名，另有退休人员77名。",
    ],
)
@pytest.mark.accepts("H21-21")
def test_实有人数只算在职的不报(text: str) -> None:
    assert named(people(128, text), "H21-21") == []
