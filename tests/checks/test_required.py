"""REQ：报送前必须填好的东西。"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.drawing import findings, passed_over, submission, told
from xlperf.forms import department_report, narrative, project_report, target_table, workbooks
from xlperf.forms.draft import Draft, DraftRow
from xlperf.forms.formulas import Value
from xlperf.forms.model import Field, Kind, Table

REPORT = Draft().put(project_report.DEPARTMENT, "县住建局")


def table(kind: str, key: str) -> Table:
    """A table of a workbook by its key."""
    return next(each for each in workbooks.workbook(kind).tables if each.key == key)


def entry(kind: str, key: str) -> Field:
    """A field of a workbook by its key."""
    return next(each for each in workbooks.workbook(kind).fields if each.key == key)


def signed(report: Draft) -> Draft:
    """The project report with every signature and date in place."""
    report = report.put(project_report.REPORT_DATE, date(2021, 3, 15))
    for field in project_report.SIGNATURES.required:
        report = report.put(field, date(2021, 3, 16) if field.kind is Kind.DATE else "已签")
    person = DraftRow({"name": "甲", "title": "股长", "unit": "住建局", "signature": "甲"})
    return report.fill(project_report.SIGNATURES.people, person)


def ticked(process: str, result: str) -> Draft:
    """评价类型的两个方框。"""
    return REPORT.put(project_report.TYPE_PROCESS, process).put(project_report.TYPE_RESULT, result)


def targets(**thirds: str) -> Draft:
    """F1: 三级指标 by the row they stand in (第一行 of each 二级指标)."""
    rows = {"数量": 0, "质量": 3, "时效": 5, "成本": 7, "经济": 8, "满意度": 12}
    filled: list[dict[str, Value]] = [{} for _ in range(13)]
    for name, third in thirds.items():
        filled[rows[name]] = {"third": third, "target": Decimal(100)}
    return (
        Draft()
        .put(target_table.BUDGET, Decimal(630))
        .fill(target_table.INDICATORS, *(DraftRow(row) for row in filled))
    )


ALL = {
    "数量": "改造面积",
    "质量": "验收合格率",
    "时效": "按期完工率",
    "成本": "总成本",
    "满意度": "群众满意度",
}


def scored(**points: str) -> Draft:
    """自评得分 of 附件3-1 by the number of the indicator (S01 = S31-01)."""
    rows = (DraftRow({"self": Decimal(own)}, id=name.replace("S", "S31-")) for name, own in points.items())
    return Draft().fill(table("department", "score_sheet.scores"), *rows)


def test_签署项空着合并报一条() -> None:
    (found,) = findings(submission("project", REPORT), "REQ-01")
    assert (str(found.at), found.severity) == ("项目自评报告!G12", "info")
    # 报告日期；组长签字、日期；项目单位和主管部门各意见、签章、日期；填报人
    assert found.message.startswith("10处签署项还空着：报告日期、评价组组长（签字）、评价组组长签字日期、")
    assert len(found.related) == 9
    assert found.hint == (
        "报告日期填评价期结束后的日期，如 2023-03-15；意见栏写明意见，如“情况属实，同意上报”；"
        "打印后由本人签字、单位盖章并写日期；只报送电子表的，签字处填姓名"
    )


def test_只缺报告日期的报在报告日期() -> None:
    draft = signed(REPORT)
    fields = {key: value for key, value in draft.fields.items() if key != project_report.REPORT_DATE.key}
    given = submission("project", Draft(fields, draft.rows))
    assert [found.message for found in findings(given, "REQ-01")] == ["1处签署项还空着：报告日期"]
    assert told(given, "REQ-01") == ["REQ-01 项目自评报告!G12"]


@pytest.mark.accepts("REQ-01")
def test_签署齐全的不报() -> None:
    assert told(submission("project", signed(REPORT)), "REQ-01") == []


@pytest.mark.rejects("REQ-01")
def test_列了姓名没有签字和职务的要补() -> None:
    draft = signed(REPORT).fill(project_report.SIGNATURES.people, DraftRow({"name": "甲", "unit": "住建局"}))
    (found,) = findings(submission("project", draft), "REQ-01")
    assert found.message == "2处签署项还空着：职称/职务、签字"


def test_没有填写的报告不查签署() -> None:
    given = submission("project", Draft())
    assert told(given, "REQ-01") == []
    assert passed_over(given, "REQ-01") == ["“项目自评报告”没有填写"]


def test_部门报告也查签署() -> None:
    draft = Draft().put(department_report.BUDGET_CODE, "303001")
    assert told(submission("department", draft), "REQ-01") == ["REQ-01 部门自评报告!H10"]


@pytest.mark.parametrize(("process", "result"), [("□", "□"), ("☑", "☑")])
@pytest.mark.rejects("REQ-02")
def test_评价类型没有勾或都勾了(process: str, result: str) -> None:
    assert told(submission("project", ticked(process, result)), "REQ-02") == ["REQ-02 项目自评报告!J5"]


def test_评价类型没有填() -> None:
    assert told(submission("project", REPORT), "REQ-02") == ["REQ-02 项目自评报告!J5"]


@pytest.mark.parametrize(
    ("process", "result"), [("☑", "□"), ("□", "√"), ("R", "□"), ("□", "√□"), ("", "■"), ("✓", "")]
)
@pytest.mark.accepts("REQ-02")
def test_评价类型勾了一项(process: str, result: str) -> None:
    assert told(submission("project", ticked(process, result)), "REQ-02") == []


@pytest.mark.rejects("REQ-03")
def test_成本指标只填斜杠() -> None:
    (found,) = findings(submission("project", targets(**{**ALL, "成本": "/"})), "REQ-03")
    assert (str(found.at), found.severity, found.seen) == ("项目支出绩效目标表!D18", "warning", "/")
    assert found.message == "目标表没有设置成本指标（填的是“/”）"
    assert "总成本 ≤630万元" in found.hint


def test_每一类缺的指标各报一条() -> None:
    draft = targets(数量="改造面积", 成本="总成本")
    assert told(submission("project", draft), "REQ-03") == [
        "REQ-03 项目支出绩效目标表!D14",
        "REQ-03 项目支出绩效目标表!D16",
        "REQ-03 项目支出绩效目标表!D23",
    ]


def test_指标全空只报一条() -> None:
    draft = Draft().put(target_table.BUDGET, Decimal(630))
    assert told(submission("project", draft), "REQ-03") == ["REQ-03 项目支出绩效目标表!D11"]


@pytest.mark.accepts("REQ-03")
def test_五类指标都设置了或写明不适用的不报() -> None:
    assert told(submission("project", targets(**ALL)), "REQ-03") == []
    assert told(submission("project", targets(**{**ALL, "成本": "不适用，本项目不列成本"})), "REQ-03") == []


def test_没有填目标表的不查指标() -> None:
    given = submission("project", REPORT)
    assert told(given, "REQ-03") == []
    assert passed_over(given, "REQ-03") == ["“项目支出绩效目标表”没有填写"]


@pytest.mark.rejects("REQ-04")
def test_目标值空着每行报一条() -> None:
    rows = (
        DraftRow({"indicator": "完成20个老旧小区改造", "actual": "完成20个"}),
        DraftRow({"indicator": "工程质量符合标准", "target": "合格", "actual": "合格"}),
        DraftRow({"indicator": "按期完成改造任务", "actual": "已按期完成"}),
    )
    draft = REPORT.fill(project_report.INDICATORS, *rows)
    assert told(submission("project", draft), "REQ-04") == [
        "REQ-04 项目自评报告!K50",
        "REQ-04 项目自评报告!K52",
    ]


@pytest.mark.accepts("REQ-04")
def test_填了目标值或没有指标的行不报() -> None:
    rows = (DraftRow({"indicator": "改造小区", "target": "20", "actual": "20"}), DraftRow({"indicator": "/"}))
    assert told(submission("project", REPORT.fill(project_report.INDICATORS, *rows)), "REQ-04") == []


def test_目标表的值写在绩效标准里不算空() -> None:
    rows = (DraftRow({"third": "面积", "measure": "㎡", "standard": "20000㎡"}), DraftRow({"third": "材料"}))
    draft = Draft().fill(target_table.INDICATORS, *rows)
    assert told(submission("project", draft), "REQ-04") == ["REQ-04 项目支出绩效目标表!F12"]


@pytest.mark.rejects("REQ-05")
def test_三公经费满分而没有上年数和预算数() -> None:
    draft = scored(S02="5", S07="6")
    found = findings(submission("department", draft), "REQ-05")
    assert [str(each.at) for each in found] == ["评分表!F5", "评分表!F10"]
    assert found[0].severity == "warning"


def test_缺哪一项写明哪一项() -> None:
    draft = scored(S02="5").fill(
        department_report.THREE_PUBLIC, DraftRow({"institution": "局机关", "reception": Decimal("3.49")})
    )
    (found,) = findings(submission("department", draft), "REQ-05")
    assert found.message == "“三公经费”变动率：自评满分5分，但没有填“上年三公经费”，满分无从核对"


def test_数据齐全或没有计满分的不报() -> None:
    full = scored(S02="5").put(entry("department", "score_inputs.S31-02.last_year"), Decimal(4))
    full = full.fill(
        department_report.THREE_PUBLIC, DraftRow({"institution": "局机关", "reception": Decimal("3.49")})
    )
    assert told(submission("department", full), "REQ-05") == []
    assert told(submission("department", scored(S02="4")), "REQ-05") == []


@pytest.mark.accepts("REQ-05")
def test_人工评分和满意度不在这里报() -> None:
    assert told(submission("department", scored(S16="8", S22="5")), "REQ-05") == []


def test_没有评分表却自评一百分() -> None:
    draft = REPORT.put(project_report.TOTAL_SCORE, Decimal(100))
    (found,) = findings(submission("project", draft), "REQ-05")
    assert str(found.at) == "项目自评报告!F59"
    assert "成本、满意度也没有实际完成数" in found.message


def test_有评分或有成本和满意度实际数的一百分不报() -> None:
    rows = [DraftRow({}) for _ in range(8)]
    rows[3] = DraftRow({"indicator": "总成本", "target": Decimal(630), "actual": Decimal(600)})
    rows[7] = DraftRow({"indicator": "满意度", "target": Decimal(90), "actual": "受访300人，96%满意"})
    draft = REPORT.put(project_report.TOTAL_SCORE, Decimal(100)).fill(project_report.INDICATORS, *rows)
    assert told(submission("project", draft), "REQ-05") == []
    ninety = REPORT.put(project_report.TOTAL_SCORE, Decimal(90))
    assert told(submission("project", ninety), "REQ-05") == []


def said(text: str) -> Draft:
    """One paragraph at the top of the narrative."""
    return REPORT.fill(narrative.PROJECT.tables[0], DraftRow({"text": text}))


@pytest.mark.parametrize(
    "text",
    [
        "该项目自评得分100分，自我评价为优(项目单位评分表附后)。",
        "评价结论（附相关评分表）",
        "得分详见附件2评分表",
    ],
)
@pytest.mark.rejects("REQ-06")
def test_评分表附后而评分表空着(text: str) -> None:
    assert told(submission("project", said(text)), "REQ-06") == ["REQ-06 评价报告综述!B3"]


@pytest.mark.accepts("REQ-06")
def test_评分表填了或没有提到评分表的不报() -> None:
    scores = table("project", "score_sheet.scores")
    draft = said("项目单位评分表附后").fill(scores, DraftRow({"self": Decimal(4)}, id="S32-01"))
    assert told(submission("project", draft), "REQ-06") == []
    assert told(submission("project", said("按评分表逐项打分，形成自评结论。")), "REQ-06") == []
