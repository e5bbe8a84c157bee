"""DATE：起止时间、年度和报告日期。"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.drawing import findings, passed_over, submission, told
from xlperf.forms import department_report, information, narrative, project_report, target_table
from xlperf.forms.draft import Draft, DraftRow

YEAR = Draft().put(information.YEAR, Decimal(2022))


def overview(text: str, *, section: str = "一、基本情况\n（一）项目概况") -> Draft:
    """A 2022 workbook with one paragraph."""
    sections = [row.texts["section"] for row in narrative.PROJECT.tables[0].printed]
    rows = [DraftRow({}) for _ in sections]
    rows[sections.index(section)] = DraftRow({"text": text})
    return YEAR.fill(narrative.PROJECT.tables[0], *rows)


@pytest.mark.rejects("DATE-01")
def test_实施期结束早于开始且缺年份() -> None:
    (found,) = findings(submission("project", YEAR.put(target_table.PERIOD, "2022年3月至1月")), "DATE-01")
    assert (str(found.at), found.severity) == ("项目支出绩效目标表!C6", "error")
    assert found.message == (
        "项目支出（项目）实施期“2022年3月至1月”有误：结束（1月）没有写年份，按同一年计又早于开始（2022年3月）"
    )


def test_项目起止时间倒置() -> None:
    draft = YEAR.put(project_report.PERIOD, "2022年12月起至2022年1月止")
    assert told(submission("project", draft), "DATE-01") == ["DATE-01 项目自评报告!E18"]


@pytest.mark.parametrize(
    "text", ["2020年 1 月起至  2022  年  12  月止", "2019年3月至2022年5月", "2022年8月11日至2022年12月20日"]
)
def test_写全的起止时间不报(text: str) -> None:
    assert told(submission("project", YEAR.put(project_report.PERIOD, text)), "DATE-01", "DATE-02") == []


@pytest.mark.accepts("DATE-01")
def test_不是起止年月的文字不检查() -> None:
    given = submission("project", YEAR.put(project_report.PERIOD, "长期"))
    assert told(given, "DATE-01") == []
    assert passed_over(given, "DATE-01") == ["“项目起止时间”不是起止年月（项目自评报告!E18）"]


def test_起止时间与填报年度没有交集() -> None:
    draft = YEAR.put(project_report.PERIOD, "2020年1月至2020年12月")
    assert told(submission("project", draft), "DATE-02") == ["DATE-02 项目自评报告!E18"]


def test_没有填年度就不核对年度() -> None:
    draft = Draft().put(project_report.PERIOD, "2020年1月至2020年12月")
    given = submission("project", draft)
    assert told(given, "DATE-02") == []
    assert passed_over(given, "DATE-02") == ["“填报年度”未填（填报说明!C3）"]


def test_年度不是四位年份就不核对() -> None:
    draft = Draft().put(information.YEAR, Decimal(22)).put(project_report.PERIOD, "2020年1月至2020年12月")
    assert told(submission("project", draft), "DATE-02") == []


@pytest.mark.rejects("DATE-03")
def test_项目概况说的是上年() -> None:
    text = "根据对老旧小区“十四五”规划要求，2021年枣林街道办事处改造老旧小区16个（棉纺厂东院、市委小区）。"
    (found,) = findings(submission("project", overview(text)), "DATE-03")
    assert str(found.at) == "评价报告综述!B3"
    assert found.message == "项目概况写的是“2021年”，填报年度是2022年"


@pytest.mark.parametrize(
    "text",
    [
        "我县2022年度改造任务为20个。2021年已完成前期工作。",
        "根据《关于下达2021年资金的通知》（区委办〔2021〕23号）、（呈发改复〔2021〕10号），对2000年以前的小区进行规划",
        "建设期为2019年3月至2022年5月。",
        "谋划制订了2021-2035年长期规划及2021-2025年十四五规划",
        "项目2019年立项，自2020年起分三年实施",
    ],
)
@pytest.mark.accepts("DATE-03")
def test_文号区间和里程碑年份不算(text: str) -> None:
    assert told(submission("project", overview(text)), "DATE-03") == []


def test_跨年项目期内的年份不算() -> None:
    draft = overview("2021年改造老旧小区16个。").put(project_report.PERIOD, "2021年1月至2022年12月")
    assert told(submission("project", draft), "DATE-03") == []


def test_概况以外的章节不核对年度() -> None:
    draft = overview("2021年我局成立专班。", section="三、主要做法")
    assert told(submission("project", draft), "DATE-03") == []


@pytest.mark.rejects("DATE-04")
def test_报告日期早于年末() -> None:
    draft = YEAR.put(project_report.REPORT_DATE, date(2022, 12, 30))
    (found,) = findings(submission("project", draft), "DATE-04")
    assert (str(found.at), found.message) == (
        "项目自评报告!G12",
        "报告日期 2022-12-30 早于评价期末 2022-12-31",
    )
    draft = YEAR.put(department_report.REPORT_DATE, date(2022, 10, 15))
    assert told(submission("department", draft), "DATE-04") == ["DATE-04 部门自评报告!H10"]


@pytest.mark.accepts("DATE-04")
def test_报告日期在评价期之后不报() -> None:
    draft = YEAR.put(project_report.REPORT_DATE, date(2023, 3, 15))
    assert told(submission("project", draft), "DATE-04") == []


def test_项目年内结束的从结束日算起() -> None:
    draft = YEAR.put(project_report.PERIOD, "2022年3月至2022年8月")
    assert (
        told(submission("project", draft.put(project_report.REPORT_DATE, date(2022, 9, 10))), "DATE-04") == []
    )
    early = draft.put(project_report.REPORT_DATE, date(2022, 8, 30))
    assert told(submission("project", early), "DATE-04") == ["DATE-04 项目自评报告!G12"]
