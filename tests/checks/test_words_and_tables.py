"""XF-03、05、06、07，NAR-03、05、06、07，MON-01，FMT-06、10：文字与表、文字与文字。整本工作簿写出再读回。"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.checks.labels import example, named, put, row
from tests.checks.wordings import SECTIONS, full_scores
from tests.drawing import findings, submission, told
from xlperf.forms import (
    department_report,
    fund_arrival,
    information,
    narrative,
    project_report,
    target_table,
    workbooks,
)
from xlperf.forms.draft import Draft, DraftRow
from xlperf.office import Office

HUARONG = example("华容县住建局")
ZAOLIN = example("南阳示范区枣林")


def text(kind: str, draft: Draft, *paragraphs: tuple[str, str]) -> Draft:
    """The draft with paragraphs, each under the section of that short name."""
    sections = SECTIONS[kind]
    return draft.fill(
        narrative.PARAGRAPHS,
        *(DraftRow({"section": sections[name], "text": words}) for name, words in paragraphs),
    )


def score(draft: Draft, kind: str, indicator: str, **values: object) -> Draft:
    """The draft with other values in one row of the score sheet."""
    table = next(each for each in workbooks.workbook(kind).tables if each.key == "score_sheet.scores")
    rows = [
        DraftRow({**each.values, **values}, each.id) if each.id == indicator else each  # type: ignore[dict-item]
        for each in draft.rows[table.key]
    ]
    return draft.fill(table, *rows)


# --- XF-05 ----------------------------------------------------------------------------------------

LATE = text(
    "department", full_scores("department", Draft(), "S31-21"), ("问题", "3、有的项目经费未及时足额拨付到位")
)


def test_XF05_承认拨付不及时_支付进度却计满分() -> None:
    (found,) = findings(submission("department", LATE), "XF-05")
    assert (found.label, found.severity) == ("自评得分（支付进度）", "warning")
    assert found.message == "正文写“有的项目经费未及时足额拨付到位”，评分表的支付进度却计满分3分"


@pytest.mark.parametrize(
    "values",
    [{"self": Decimal("2.5")}, {"reason": "已在规定时限内下达，仅1笔尾款"}, {"self": None}],
    ids=["已扣分", "写了理由", "没有自评"],
)
def test_XF05_扣了分或说明了理由的不报(values: dict[str, object]) -> None:
    draft = score(LATE, "department", "S31-05", **values)
    assert told(submission("department", draft), "XF-05") == []


def test_XF05_追加写明是政策性的只作提示_自相矛盾的是警告() -> None:
    base = full_scores("department", Draft(), "S31-21")
    policy = text("department", base, ("绩效", "因国家统一调资，政策性追加人员经费86万元。"))
    both = text("department", base, ("绩效", "政策性工资有所追加，本年部门预算未进行预算相关事项的调整。"))
    assert [each.severity for each in findings(submission("department", policy), "XF-05")] == ["info"]
    assert [each.severity for each in findings(submission("department", both), "XF-05")] == ["warning"]


@pytest.mark.parametrize(
    ("arrived", "timely", "expected"),
    [
        (date(2022, 12, 20), "", ["XF-05 自评得分（到位时效）"]),
        (date(2022, 11, 5), "", ["XF-05 自评得分（到位时效）"]),
        (date(2022, 10, 8), "", []),
        (date(2022, 3, 1), "", []),
        (date(2022, 12, 20), "不及时但未影响项目进度", []),
    ],
)
def test_XF05_资金年底才到位_到位时效却计满分(arrived: date, timely: str, expected: list[str]) -> None:
    draft = (
        full_scores("project", Draft(), "S32-18")
        .put(project_report.PERIOD, "2022年1月至2022年12月")
        .fill(
            fund_arrival.ARRIVALS,
            row(amount=600, arrived=arrived, **({"timely": timely} if timely else {})),
            row(amount=400, arrived=date(2022, 2, 1)),
        )
    )
    assert named(submission("project", draft), "XF-05") == expected


# --- NAR-03 ---------------------------------------------------------------------------------------


def test_NAR03_满分而列有问题() -> None:
    draft = text(
        "project",
        Draft().put(project_report.TOTAL_SCORE, Decimal(100)),
        ("成效", "绩效自评100分。"),
        ("问题", "前期推进时间长，影响预算执行进度。"),
    )
    (found,) = findings(submission("project", draft), "NAR-03")
    assert [str(found.at), *map(str, found.related)] == [
        "评价报告综述!B3",
        "项目自评报告!F59",
        "评价报告综述!B4",
    ]
    assert found.message.startswith("自评100分（满分），“存在的主要问题”却列有1段问题")


@pytest.mark.parametrize(
    ("points", "problem"),
    [("99", "前期推进时间长，影响预算执行进度。"), ("100", "无。"), ("100", "未发现问题")],
)
def test_NAR03_没有满分或没有问题的不报(points: str, problem: str) -> None:
    draft = text("project", Draft().put(project_report.TOTAL_SCORE, Decimal(points)), ("问题", problem))
    assert told(submission("project", draft), "NAR-03") == []


@pytest.mark.parametrize(
    ("headcount", "expected"), [("105", ["NAR-03 内容（第3行）"]), ("100", []), ("95", [])]
)
def test_NAR03_控制在编制以内(headcount: str, expected: list[str]) -> None:
    draft = put(
        text("department", Draft(), ("概况", "财政供养人员控制在编制以内。")),
        department_report.SHEET.key,
        {"quota": "100", "headcount": headcount},
    )
    assert named(submission("department", draft), "NAR-03") == expected


@pytest.mark.parametrize(
    ("one", "other", "reported"),
    [
        ("项目已全部完工并交付使用。", "受雨季影响，南片区管网尚未完工。", True),
        ("项目已按期完成建设任务。", "受疫情影响，项目延期完工三个月。", True),
        ("项目已全部完工并交付使用。", "竣工决算审计尚未开展。", False),
        ("主体工程已完工。", "附属工程尚未完工。", False),
        ("项目已全部完工。", "截至6月底，南片区尚未完工。", False),
        ("确保项目按期完成。", "受疫情影响，项目延期完工三个月。", False),
        ("44个项目已完工。", "4个项目尚在建设中。", False),
    ],
)
def test_NAR03_进度前后说法不一(one: str, other: str, *, reported: bool) -> None:
    draft = text("project", Draft(), ("产出", one), ("成效", other))
    assert bool(told(submission("project", draft), "NAR-03")) is reported


# --- XF-03、XF-06、XF-07 --------------------------------------------------------------------------

SHARED = "剩余8685万元资金由县财政、管线单位及居民共同出资。"


@pytest.mark.parametrize(
    ("words", "cells", "expected"),
    [
        (SHARED, {"planned_county": 8685}, ["XF-03 计划安排资金·县市区财政"]),
        (SHARED, {"planned_county": 8000, "planned_other": 685}, []),
        (SHARED, {"planned_county": 8685, "planned_other": 120}, []),
        ("剩余8685万元资金由县财政和市财政共同出资。", {"planned_county": 8685}, []),
        ("剩余8685万元由受益企业自筹。", {"planned_county": 8685}, ["XF-03 计划安排资金·县市区财政"]),
    ],
)
def test_XF03_居民企业出资填进了财政一栏(words: str, cells: dict[str, int], expected: list[str]) -> None:
    draft = put(text("project", Draft(), ("资金", words)), project_report.SHEET.key, cells)
    assert named(submission("project", draft), "XF-03") == expected


SIXTY = (("概况", "2022年获批三微工程项目60个，已全部开工。"), ("成效", "截至年末完成了60个三微工程项目。"))


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        pytest.param(
            {"third": "工程建设总面积", "measure": "㎡", "standard": "20000㎡"},
            ["XF-06 评价报告综述!B3"],
            marks=pytest.mark.rejects("XF-06"),
        ),
        pytest.param(
            {"third": "建设三微工程", "target": 60, "measure": "个"}, [], marks=pytest.mark.accepts("XF-06")
        ),
        ({"third": "三微工程数量", "measure": "个", "target": 66}, []),
        ({}, []),
    ],
    ids=["没有这一项", "有这个数", "有这个单位，数不同由XF-04说", "没有数量指标由REQ-03说"],
)
def test_XF06_核心产出没有设为数量指标(indicator: dict[str, object], expected: list[str]) -> None:
    draft = text("project", Draft(), *SIXTY).fill(target_table.INDICATORS, row(**indicator))  # type: ignore[arg-type]
    assert told(submission("project", draft), "XF-06") == expected


def test_XF07_表内机构不在正文名单里_别名表写明的不报() -> None:
    given = submission("department", HUARONG)
    (found,) = findings(given, "XF-07")
    assert found.label == "机构名称（2、市政公用设施建设中心）"
    assert "市政公用设施建设中心" in found.message
    office = Office(aliases=(("市政公用设施建设中心", ("市政办",)),))
    assert told(given, "XF-07", office=office) == []


# --- NAR-05、06、07，MON-01 ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("actual", "expected"), [("≥90%", ["NAR-05 项目自评报告!N57"]), ("95.2%", []), ("不低于上年", [])]
)
def test_NAR05_实际完成值填了目标值(actual: str, expected: list[str]) -> None:
    rows = [DraftRow({}) for _ in range(7)] + [
        row(indicator="群众满意度", target=90, measure="%", actual=actual)
    ]
    assert told(submission("project", Draft().fill(project_report.INDICATORS, *rows)), "NAR-05") == expected


@pytest.mark.parametrize(
    ("spent", "expected"),
    [("", ["NAR-06 评价报告综述!B3"]), ("545.90", [])],
    ids=["没有填支出", "由NAR-01核对"],
)
def test_NAR06_完成投资与支出两个口径(spent: str, expected: list[str]) -> None:
    draft = text(
        "project",
        Draft(),
        ("概况", "东片区管网改造完成投资1281万元。"),
        ("使用", "累计支出800万元，其中：东片区管网改造545.90万元，西片区管网改造254.10万元。"),
    )
    draft = put(draft, project_report.SHEET.key, {"spent_central": spent} if spent else {})
    assert told(submission("project", draft), "NAR-06") == expected


@pytest.mark.parametrize(
    ("rate", "reported"),
    [
        pytest.param("82.01%", True, marks=pytest.mark.rejects("NAR-07")),
        pytest.param("95.6%", False, marks=pytest.mark.accepts("NAR-07")),
        ("83.61%", False),
    ],
    ids=["更低", "高于90", "已列"],
)
def test_NAR07_执行率偏低的没有列全(rate: str, *, reported: bool) -> None:
    draft = text(
        "department",
        Draft(),
        ("专项", f"困难群众救助预算执行率为{rate}。"),
        ("问题", "部分项目执行率偏低，如幼儿园项目预算执行率83.61%，衔接资金项目预算执行率57.81%。"),
    )
    found = findings(submission("department", draft), "NAR-07")
    message = f"“执行率偏低”没有列全：困难群众救助{rate}"
    assert [each.message for each in found] == ([message] if reported else [])


CLAIM = "2022年没有出现绩效监控蓝黄红灯预警情况。"


@pytest.mark.parametrize(
    ("spent", "profile", "light"),
    [
        ("171", "proportional", "红灯"),
        ("700", "proportional", "黄灯"),
        ("920", "proportional", ""),
        ("700", "sichuan", "黄灯"),
    ],
)
def test_MON01_说没有预警_按表内数字是什么灯(spent: str, profile: str, light: str) -> None:
    draft = put(
        text("project", Draft().put(information.YEAR, Decimal(2022)), ("使用", CLAIM)),
        project_report.SHEET.key,
        {"planned_central": "1000", "spent_central": spent},
    )
    found = findings(submission("project", draft), "MON-01", office=Office(lights_profile=profile))  # type: ignore[arg-type]
    assert [each.expected for each in found] == ([light] if light else [])


@pytest.mark.rejects("MON-01")
def test_MON01_枣林累计完成投资只有一成七() -> None:
    (found,) = findings(submission("project", ZAOLIN), "MON-01")
    assert (found.severity, found.expected) == ("warning", "红灯")
    assert "累计完成投资1570万元，只有计划9163.6万元的17.13%（12月末）" in found.message


def test_MON01_没有数可算的提示写明口径() -> None:
    (found,) = findings(submission("project", text("project", Draft(), ("使用", CLAIM))), "MON-01")
    assert found.severity == "info"
    assert "没有写明按什么计算" in found.message


# --- FMT-06、FMT-10 -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "reported"),
    [
        ("组织在49个村开展的“文化薪火”活动在49个村开展的“文化薪火”活动，群众踊跃参加。", True),
        ("想了又想、改了又改，想了又想、改了又改。", False),
        ("我局多次召开会议研究解决施工中的问题。各村积极配合。我局多次召开会议研究解决施工中的问题。", True),
        ("路面修好了，出行方便了；路灯装好了，出行方便了。", False),
    ],
)
def test_FMT06_同一段文字重复(words: str, *, reported: bool) -> None:
    assert bool(told(submission("project", text("project", Draft(), ("做法", words))), "FMT-06")) is reported


def test_FMT06_同一段贴了两遍() -> None:
    twice = ("做法", "加强领导，成立以局长为组长的领导小组。")
    given = submission("project", text("project", Draft(), twice, ("成效", "道路畅通。"), twice))
    assert len(findings(given, "FMT-06")) == 1


@pytest.mark.parametrize(
    ("paragraphs", "words"),
    [
        (("一、基本情况\n项目已完工。", "2、资金情况\n资金已支付。"), "换了编号样式"),
        (("2、评价工作开展情况\n（一）目的\n查找不足。",), "“2、”下面用“(一)”"),
        (("2、评价工作开展情况", "（一）目的", "查找不足。"), "“2、”下面用“(一)”"),
        (("1、完成改造20个小区。", "（一）加强领导。"), ""),
        (("（一）绩效评价目的、对象和范围\n为……", "（二）评价对象及范围\n对象为……"), "标题重复"),
        (("一、基本情况\n1、概况。\n2、资金。", "二、管理情况\n1、制度。"), ""),
        (("（一）资金管理\n1.到位。\n2.使用。", "（二）项目管理\n1.组织。"), ""),
        (("1.加强领导\n（1）成立小组。\n（2）定期调度。", "2.强化督查"), ""),
        (("二、项目管理情况\n制度健全。", "三、项目绩效\n任务完成。"), ""),
        (("（一）项目产出\n完成。", "（二）项目产出效益\n良好。"), ""),
    ],
)
def test_FMT10_标题编号(paragraphs: tuple[str, ...], words: str) -> None:
    draft = text("project", Draft(), *(("做法", each) for each in paragraphs))
    found = findings(submission("project", draft), "FMT-10")
    assert [words in each.message for each in found] == ([True] if words else [])


def test_FMT10_完成情况里一项列了两遍() -> None:
    (found,) = findings(submission("department", HUARONG), "FMT-10")
    assert found.label.startswith("完成情况")
    assert found.message == "同一列举中“政务公开”出现两次"
