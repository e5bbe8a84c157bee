"""FMT：填的东西读得成栏目要的东西。"""

from __future__ import annotations

import re
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.drawing import findings, opened, submission, told
from xlperf.forms import expenses, project_report, workbooks
from xlperf.forms.draft import Draft, DraftRow
from xlperf.forms.template import write_workbook

PLANNED = next(field for field in project_report.PLANNED if field.key.endswith("_central"))
SPENT = next(field for field in project_report.SPENT if field.key.endswith("_central"))
SCORES = next(table for table in workbooks.project().tables if table.key == "score_sheet.scores")


def vouchers(*amounts: str) -> Draft:
    """实际支出 1560.87 万元 and a list of vouchers."""
    rows = (DraftRow({"content": "项目工程款", "amount": Decimal(amount)}) for amount in amounts)
    return Draft().put(SPENT, Decimal("1560.87")).fill(expenses.VOUCHERS, *rows)


def indicator(relation: str, target: Decimal | str, measure: str, actual: Decimal | str) -> Draft:
    """数量指标 of the project report."""
    values = {
        "indicator": "新建水池",
        "relation": relation,
        "target": target,
        "measure": measure,
        "actual": actual,
    }
    return Draft().fill(project_report.INDICATORS, DraftRow(values))


def score(own: str, reason: str) -> Draft:
    """可持续影响，分值 8 分。"""
    row = DraftRow({"self": Decimal(own), "reason": reason}, id="S32-21")
    return Draft().fill(SCORES, row)


def patched(path: Path, part: str, old: re.Pattern[bytes], new: bytes) -> None:
    """The workbook with one place of one part changed, as Excel would have stored it."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[part], changed = old.subn(new, parts[part])
    assert changed == 1
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)


def test_错位的逗号读不成数字() -> None:
    draft = Draft().put(PLANNED, "7,00.0,77")
    assert told(submission("project", draft), "FMT-01") == ["FMT-01 项目自评报告!C20"]


def test_读不成数字的格引用原文并说明怎样填() -> None:
    (found,) = findings(submission("project", Draft().put(PLANNED, "约700")), "FMT-01")
    assert found.message == "“计划安排资金·中央财政”填的“约700”读不成数字"
    assert (found.seen, found.expected) == ("约700", "数字，如 1234.56（单位：万元）")


def test_日期读不成也要改() -> None:
    draft = Draft().put(project_report.REPORT_DATE, "2021年13月1日")
    assert told(submission("project", draft), "FMT-01") == ["FMT-01 项目自评报告!G12"]


def test_数字中间的空格只提示() -> None:
    (found,) = findings(submission("project", Draft().put(PLANNED, "6223. 15")), "FMT-01")
    assert (found.severity, str(found.at), found.expected) == ("info", "项目自评报告!C20", "6223.15")


@pytest.mark.accepts("FMT-01")
def test_正常的数字和千分位不报() -> None:
    draft = Draft().put(PLANNED, "6,223.15").put(SPENT, Decimal("1560.87"))
    assert told(submission("project", draft), "FMT-01") == []


@pytest.mark.rejects("FMT-01")
def test_公式的错误值每张表报一次(tmp_path: Path) -> None:
    path = tmp_path / "error.xlsx"
    write_workbook(workbooks.project(), path, Draft().put(PLANNED, Decimal(10)))
    stored = re.compile(rb'(<c r="C19" s="\d+")(><f>.*?</f><v>)10.0(</v>)')
    patched(path, "xl/worksheets/sheet3.xml", stored, rb'\1 t="e"\2#REF!\3')
    (found,) = findings(opened(path), "FMT-01")
    assert (str(found.at), found.message) == (
        "项目自评报告!C19",
        "“计划安排资金·合计”填的“#REF!”是公式的错误结果",
    )


@pytest.mark.rejects("FMT-05")
def test_元与万元换算后一致只提示单位() -> None:
    (found,) = findings(submission("project", vouchers("1100000.00", "14508694")), "FMT-05")
    assert (found.severity, str(found.at)) == ("info", "项目自评报告!F45")
    assert "15608694" in found.message
    assert "1560.8694" in found.message


def test_明细也用万元的不提示() -> None:
    assert told(submission("project", vouchers("110", "1450.87")), "FMT-05") == []


@pytest.mark.accepts("FMT-05")
def test_明细与实际支出对不上的不是单位问题() -> None:
    assert told(submission("project", vouchers("1100000", "14408694")), "FMT-05") == []


@pytest.mark.rejects("FMT-07")
def test_数字目标不能用完成来回答() -> None:
    draft = indicator("≤", Decimal(30), "万元", "完成")
    (found,) = findings(submission("project", draft), "FMT-07")
    assert str(found.at) == "项目自评报告!N50"
    assert found.message == "目标值是 ≤30万元，实际完成值却填“完成”，无法比较"


def test_比率目标不能用户数来回答() -> None:
    draft = indicator("≥", Decimal(95), "%", Decimal(1437))
    assert told(submission("project", draft), "FMT-07") == ["FMT-07 项目自评报告!N50"]


@pytest.mark.accepts("FMT-07")
def test_实际值是数字或定性目标不报() -> None:
    assert told(submission("project", indicator("≤", Decimal(30), "万元", Decimal("29.5"))), "FMT-07") == []
    assert told(submission("project", indicator("=", Decimal(20), "个", "完成20个")), "FMT-07") == []
    assert told(submission("project", indicator("定性", "按期完成", "", "已按期完成")), "FMT-07") == []
    assert told(submission("project", indicator("=", Decimal(100), "%", Decimal(120))), "FMT-07") == []
    assert told(submission("project", indicator("≥", Decimal(3), "个", "建成三个")), "FMT-07") == []
    assert told(submission("project", indicator("≥", Decimal(3), "个", "/")), "FMT-07") == []


@pytest.mark.rejects("FMT-08")
def test_扣分原因填无等于没有填() -> None:
    assert told(submission("project", score("7", "无")), "FMT-08") == ["FMT-08 评分表!J24"]
    assert told(submission("project", score("7", "/")), "FMT-08") == ["FMT-08 评分表!J24"]


@pytest.mark.accepts("FMT-08")
def test_写明原因或没有扣分的不报() -> None:
    assert told(submission("project", score("7", "后续管护经费没有落实")), "FMT-08") == []
    assert told(submission("project", score("8", "无")), "FMT-08") == []


@pytest.mark.rejects("FMT-12")
def test_没有保存结果的公式每张表提示一次(tmp_path: Path) -> None:
    path = tmp_path / "uncalculated.xlsx"
    write_workbook(workbooks.project(), path, Draft().put(PLANNED, Decimal(10)))
    openpyxl.load_workbook(path).save(path)  # openpyxl 不保存公式的计算结果
    found = findings(opened(path), "FMT-12")
    assert [str(each.at) for each in found] == ["项目自评报告!A3", "计分数据!D21", "评分表!B26"]
    assert found[0].message == "本表有3个公式没有保存计算结果，已由系统按公式推算"  # 标题、制表单位、计划合计


@pytest.mark.accepts("FMT-12")
def test_保存过的工作簿不提示公式() -> None:
    assert told(submission("project", Draft().put(PLANNED, Decimal(10))), "FMT-12") == []


@pytest.mark.rejects("FMT-13")
def test_文本型数字每张表提示一次() -> None:
    draft = Draft().put(PLANNED, "13742").put(SPENT, "1560.87")
    (found,) = findings(submission("project", draft), "FMT-13")
    assert (str(found.at), len(found.related)) == ("项目自评报告!C20", 1)


@pytest.mark.accepts("FMT-13")
def test_数值型数字不提示() -> None:
    assert told(submission("project", Draft().put(PLANNED, Decimal(13742))), "FMT-13") == []
