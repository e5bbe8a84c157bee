"""XF：各表之间、表与正文之间说法一致。"""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.drawing import findings, passed_over, submission, told
from tests.returns import score_table
from xlperf.forms import (
    department_report,
    information,
    narrative,
    project_report,
    special_projects,
    target_table,
    workbooks,
)
from xlperf.forms.draft import Draft, DraftRow
from xlperf.office import Office

PARAGRAPHS = narrative.DEPARTMENT.tables[0]
SPECIAL = "二、整体支出管理及使用情况\n（二）专项支出"


def project(name: str, planned: str, arrived: str, spent: str) -> DraftRow:
    """One row of 专项明细."""
    return DraftRow(
        {"project": name, "planned": Decimal(planned), "arrived": Decimal(arrived), "spent": Decimal(spent)}
    )


def department(text: str, *projects: DraftRow) -> Draft:
    """A 2020 department workbook with one paragraph under （二）专项支出 and its special projects."""
    sections = [row.texts["section"] for row in PARAGRAPHS.printed]
    rows = [DraftRow({}) for _ in sections]
    rows[sections.index(SPECIAL)] = DraftRow({"text": text})
    return (
        Draft()
        .put(information.YEAR, Decimal(2020))
        .fill(PARAGRAPHS, *rows)
        .fill(special_projects.PROJECTS, *projects)
    )


OLD_QUARTERS = project("老旧小区改造", "13742", "5057", "1560.87")


@pytest.mark.rejects("XF-01")
def test_正文到位5075与明细5057() -> None:
    text = "2020年度老旧小区改造年度计划投资13742万元，现已到位资金5075万元。"
    (found,) = findings(submission("department", department(text, OLD_QUARTERS)), "XF-01")
    assert (str(found.at), [str(at) for at in found.related]) == ("评价报告综述!B9", ["专项明细!C4"])
    assert found.message == ("正文说“老旧小区改造”实际到位资金5075万元，专项明细填的是5057万元，相差18万元")
    assert (found.seen, found.expected) == ("5075万元", "5057万元")
    assert found.slip == "疑似数字颠倒（相邻两位互换）"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("老旧小区改造项目计划安排资金13724万元。", "B4"),
        ("资金使用：用于城老旧小区改造资金1650.87万元", "D4"),
        ("2020年老旧小区改造实际支出15608.7万元。", "D4"),
        ("老旧小区改造到位资金0.5075亿元。", "C4"),
        ("2020年老旧小区改造计划投资13742万元，支出1650.87万元。", "D4"),
        ("老旧小区改造项目支出资金1506.87万元，用于外墙和管网。", "D4"),
    ],
)
def test_计划到位支出都对得上明细(text: str, cell: str) -> None:
    (found,) = findings(submission("department", department(text, OLD_QUARTERS)), "XF-01")
    assert [str(at) for at in found.related] == [f"专项明细!{cell}"]


@pytest.mark.parametrize(
    "text",
    [
        "2020年度老旧小区改造年度计划投资13742万元，现已到位资金5057万元。",
        "老旧小区改造计划投资13742余万元，其中：中央到位资金1649万元。",
        "老旧小区改造中央财政到位资金3632万元。",
        "2019年老旧小区改造到位资金4800万元。",
        "截至2020年6月，老旧小区改造到位资金3000万元。",
        "老旧小区改造未到位资金8685万元。",
        "老旧小区改造等3个专项到位资金9999万元。",
        "老旧小区改造到位资金约5000万元左右。",
        "老旧小区改造实际支出1560.9万元。",
        "农村危房改造到位资金700万元。",
        "老旧小区改造完成投资13742余万元。",
        "老旧小区改造配套基础设施到位资金3408万元。",
        "第三批老旧小区改造到位资金1425万元。",
        "北街片区外老旧小区改造附属工程支出214.53万元。",
        "老旧小区改造是重点，全局项目支出27433.57万元。",
        "老旧小区改造是重点，全年预算支出29201万元。",
    ],
)
def test_一致的和说的不是同一件事的不报(text: str) -> None:
    assert told(submission("department", department(text, OLD_QUARTERS)), "XF-01") == []


@pytest.mark.accepts("XF-01")
def test_一句话说两个项目的不猜() -> None:
    text = "老旧小区改造和农村危房改造到位资金合计9999万元。"
    draft = department(text, OLD_QUARTERS, project("农村危房改造", "700", "700", "700"))
    assert told(submission("department", draft), "XF-01") == []


def test_没有专项明细就不核对() -> None:
    given = submission("department", department("老旧小区改造到位资金5075万元。"))
    assert told(given, "XF-01") == []
    assert passed_over(given, "XF-01") == ["“专项明细”没有填写"]


def balance(cumulative: str, *projects: DraftRow) -> Draft:
    """累计结余 of the bureau itself beside its special projects."""
    row = DraftRow({"institution": "1、局机关", "balance_cumulative": Decimal(cumulative)})
    return Draft().fill(department_report.SPENDING, row).fill(special_projects.PROJECTS, *projects)


@pytest.mark.rejects("XF-02")
def test_专项结余大于部门累计结余() -> None:
    (found,) = findings(submission("department", balance("0", OLD_QUARTERS)), "XF-02")
    assert (str(found.at), [str(at) for at in found.related]) == ("部门自评报告!Q34", ["专项明细!E4"])
    assert found.message == "专项明细结余合计3496.13万元，部门累计结余只有0万元，差3496.13万元"


def test_部门结余包含专项结余的不报() -> None:
    assert told(submission("department", balance("3496.13", OLD_QUARTERS)), "XF-02") == []
    assert told(submission("department", balance("0", project("危改", "700", "700", "700"))), "XF-02") == []


@pytest.mark.accepts("XF-02")
def test_只填了到位没有填支出的项目不算结余() -> None:
    row = DraftRow({"project": "危改", "planned": Decimal(700), "arrived": Decimal(700)})
    assert told(submission("department", balance("0", row)), "XF-02") == []


def budget(total: str, fund: str, planned: str) -> Draft:
    """目标表年度预算总金额、项目资金，自评报告计划安排合计。"""
    return (
        Draft()
        .put(target_table.BUDGET, Decimal(total))
        .put(target_table.FUND, Decimal(fund))
        .put(project_report.PLANNED_TOTAL, Decimal(planned))
    )


@pytest.mark.rejects("XF-04")
def test_目标表预算与计划安排不一致() -> None:
    (found,) = findings(submission("project", budget("630", "630", "603")), "XF-04")
    assert (str(found.at), [str(at) for at in found.related]) == (
        "项目自评报告!C19",
        ["项目支出绩效目标表!B5"],
    )
    assert found.message == (
        "年度预算总金额与计划安排资金合计不一致，相差 27 万元：目标表 630 万元，自评报告 603 万元"
    )
    assert found.slip == "疑似数字颠倒（相邻两位互换）"


@pytest.mark.parametrize(
    ("own", "codes"),
    [("3", ["XF-04"]), ("1", ["XF-04", "S32-06"])],
    ids=["按预算复算相符", "按预算复算也不符"],
)
@pytest.mark.rejects("XF-04")
def test_计划填错又拉低到位率_按目标表预算得分对的_只报计划(own: str, codes: list[str]) -> None:
    """目标表预算 630、到位 630，计划误填 1100：自评到位率 3 分按 630 复算正好。"""
    draft = budget("630", "630", "1100").put(project_report.ARRIVED_TOTAL, Decimal(630))
    draft = draft.fill(score_table(workbooks.project()), DraftRow({"self": Decimal(own)}, "S32-06"))
    found = findings(submission("project", draft), "XF-04", "S32-06")
    assert sorted(each.code for each in found) == sorted(codes)


def test_计划安排与年度预算总金额相符的不报() -> None:
    assert told(submission("project", budget("630", "630", "630")), "XF-04") == []
    assert told(submission("project", budget("1100", "630", "1100")), "XF-04") == []


def test_只与项目资金相符的是警告_其余资金可能漏填() -> None:
    (found,) = findings(submission("project", budget("1100", "630", "630")), "XF-04")
    assert (found.severity, found.expected) == ("warning", "1100")
    assert found.message.startswith("年度预算总金额与计划安排资金合计不一致，相差 470 万元")


def indicators(approved: DraftRow, reported: DraftRow) -> Draft:
    """第一行数量指标：目标表与自评报告。"""
    return Draft().fill(target_table.INDICATORS, approved).fill(project_report.INDICATORS, reported)


def test_自评时改了目标值() -> None:
    draft = indicators(
        DraftRow({"third": "新建村卫生室数量", "target": Decimal(88), "measure": "个"}),
        DraftRow({"indicator": "新建村卫生室数量", "target": Decimal(83), "measure": "个"}),
    )
    (found,) = findings(submission("project", draft), "XF-04")
    assert (str(found.at), [str(at) for at in found.related]) == (
        "项目自评报告!K50",
        ["项目支出绩效目标表!F11"],
    )
    assert found.message == "指标“新建村卫生室数量”的目标值改了：目标表 88个，自评报告 83个"


@pytest.mark.parametrize(
    ("approved", "reported"),
    [
        (
            {"third": "新建村卫生室数量", "target": Decimal(88)},
            {"indicator": "新建村卫生室", "target": Decimal(88)},
        ),
        (
            {"third": "工程建设总面积", "target": Decimal(20000)},
            {"indicator": "完成项目", "target": Decimal(60)},
        ),
        (
            {"third": "改造面积", "target": Decimal(20000), "measure": "平方米"},
            {"indicator": "改造面积", "target": Decimal(2), "measure": "万平方米"},
        ),
        ({"third": "改造面积", "target": "㎡"}, {"indicator": "改造面积", "target": Decimal(20000)}),
    ],
)
@pytest.mark.accepts("XF-04")
def test_目标值未变或不是同一指标的不报(approved: dict[str, object], reported: dict[str, object]) -> None:
    draft = indicators(DraftRow(approved), DraftRow(reported))  # type: ignore[arg-type]
    assert told(submission("project", draft), "XF-04") == []


def test_自评新增了目标表没有的效益指标() -> None:
    reported = [DraftRow({}) for _ in range(4)]
    reported.append(DraftRow({"indicator": "带动就业人数", "target": Decimal(300), "measure": "人"}))
    draft = (
        Draft()
        .fill(target_table.INDICATORS, DraftRow({"third": "改造面积", "target": Decimal(2)}))
        .fill(project_report.INDICATORS, *reported)
    )
    assert told(submission("project", draft), "XF-04") == ["XF-04 项目自评报告!G54"]


def test_正文用别名的也核对() -> None:
    """[aliases] of xlperf.toml: the text calls the project by the other name."""
    given = submission("department", department("旧改工程到位资金5075万元。", OLD_QUARTERS))
    assert told(given, "XF-01") == []
    office = Office(aliases=(("老旧小区改造", ("旧改工程",)),))
    assert told(given, "XF-01", office=office) == ["XF-01 评价报告综述!B9"]
