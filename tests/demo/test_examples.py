"""The shipped examples say what their documents say, to the last digit, and name nobody."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from xlperf.demo import Example, examples
from xlperf.forms import workbooks
from xlperf.forms.draft import Draft
from xlperf.forms.template import write_workbook

HUARONG_DEPARTMENT, HUARONG_PROJECT, HESHAN, ZAOLIN, SHUANGPU, CHENGGONG = examples()
EVERY = pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)


def built(example: Example, folder: Path, *, formulas: bool = False) -> Workbook:
    path = folder / example.name
    write_workbook(workbooks.workbook(example.kind), path, example.draft)
    return openpyxl.load_workbook(path, data_only=not formulas)


def shown(book: Workbook, key: str) -> object:
    """What stands in the cell of a field."""
    ((sheet, cell),) = book.defined_names["xp_" + key.replace(".", "_")].destinations
    return book[sheet][cell.replace("$", "")].value


def column(draft: Draft, table: str, key: str) -> list[object]:
    return [row.values.get(key) for row in draft.rows[table]]


def total(draft: Draft, table: str, key: str) -> Decimal:
    return sum((value for value in column(draft, table, key) if isinstance(value, Decimal)), Decimal(0))


def words(example: Example) -> list[str]:
    """Everything that is written anywhere in the example."""
    rows = [value for rows in example.draft.rows.values() for row in rows for value in row.values.values()]
    values = [*example.draft.fields.values(), *rows]
    return [example.name, example.title, example.source, *(str(value) for value in values)]


def paragraphs(example: Example, section: str) -> list[object]:
    rows = example.draft.rows["narrative.paragraphs"]
    return [row.values["text"] for row in rows if row.values["section"] == section and "text" in row.values]


# --- every example -------------------------------------------------------------------------------


@EVERY
def test_每个样例都能写成工作簿且基本信息齐全(example: Example, tmp_path: Path) -> None:
    book = built(example, tmp_path)
    facts = example.draft.fields
    assert shown(book, "information.year") == facts["information.year"]
    assert shown(book, "information.county") == facts["information.county"]
    assert shown(book, f"{example.kind}_report.unit") == facts["information.unit"]
    if example.kind == "project":
        assert shown(book, "project_report.project") == facts["information.project"]


@EVERY
def test_任何公式都没有算出错误值(example: Example, tmp_path: Path) -> None:
    book = built(example, tmp_path)
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [value for value in cells if isinstance(value, str) and value.startswith("#")] == []


@EVERY
def test_没有人名也没有电话(example: Example) -> None:
    text = "\n".join(words(example))
    assert re.findall(r"(?<!\d)1\d{10}(?!\d)|\d\*{2,}", text) == []
    assert re.findall(r"[黄蔡周王高]某|习近平", text) == []


@EVERY
def test_个人信息栏一律空着(example: Example) -> None:
    form = workbooks.workbook(example.kind)
    assert [field.key for field in form.fields if field.personal and field.key in example.draft.fields] == []
    personal = [(table, each) for table in form.tables for each in table.columns if each.personal]
    filled = [
        each.key
        for table, each in personal
        for row in example.draft.rows.get(table.key, ())
        if each.key in row.values
    ]
    assert filled == []


@EVERY
def test_综述每段一行_标题依表上次序_每段不超过九百字(example: Example, tmp_path: Path) -> None:
    form = workbooks.workbook(example.kind)
    (table,) = (table for table in form.tables if table.key == "narrative.paragraphs")
    headings = list(dict.fromkeys(printed.texts["section"] for printed in table.printed))
    rows = example.draft.rows["narrative.paragraphs"]
    assert list(dict.fromkeys(row.values["section"] for row in rows)) == headings
    assert max(len(str(row.values.get("text", ""))) for row in rows) <= 900
    sheet = built(example, tmp_path)["评价报告综述"]
    printed = [sheet.cell(row, 1).value for row in range(3, 3 + len(rows))]
    assert [value for value in printed if value is not None] == headings


def test_样例六份_各有文件名_说明和出处() -> None:
    assert [example.kind for example in examples()] == ["department", *["project"] * 5]
    assert len({example.name for example in examples()}) == 6
    assert all(example.name.endswith(".xlsx") and example.title and example.source for example in examples())
    assert not any("\n" in example.title for example in examples())


# --- 华容县 附件2-1、附件3-1 -----------------------------------------------------------------------


def test_华容部门_收支四表的汇总行与原件印数相同(tmp_path: Path) -> None:
    book = built(HUARONG_DEPARTMENT, tmp_path)
    printed = {
        "income_total": 29201,
        "carried_over": 0,
        "public_budget": 20353.71,
        "fund_budget": 8847.29,
        "spending_total": 29201,
        "basic_spending": 1767.43,
        "staff_spending": 1242.09,
        "office_spending": 525.34,
        "project_spending": 27433.57,
        "balance_year": 0,
        "balance_cumulative": 0,
        "three_public_total": 3.49,
        "reception": 1.21,
        "vehicle_running": 2.28,
        "assets_total": 174.31,
        "assets_in_use": 174.31,
        "assets_leased": 0,
    }
    assert {key: shown(book, f"department_report.{key}") for key in printed} == printed


def test_华容部门_两个机构的收入合计由行内公式得出(tmp_path: Path) -> None:
    book = built(HUARONG_DEPARTMENT, tmp_path)
    ((sheet, cell),) = book.defined_names["xp_department_report_income_total"].destinations
    totals = book[sheet][cell.replace("$", "")]
    assert [totals.offset(row).value for row in (1, 2)] == [28988.34, 212.66]


def test_华容部门_编制143实有162_自评98优秀_没有扣分原因(tmp_path: Path) -> None:
    draft = HUARONG_DEPARTMENT.draft
    book = built(HUARONG_DEPARTMENT, tmp_path)
    assert (draft.fields["department_report.quota"], draft.fields["department_report.headcount"]) == (
        143,
        162,
    )
    points = [5, 5, 5, 3, 3, 3, 6, 3, 3, 3, 3, 3, 3, 4, 3, 8, 5, 4, 4, 4, 13, 5]
    assert column(draft, "score_sheet.scores", "self") == points
    assert shown(book, "score_sheet.self_total") == 98
    assert shown(book, "score_sheet.max_total") == 100
    assert (draft.fields["department_report.total_score"], draft.fields["department_report.grade"]) == (
        98,
        "优秀",
    )
    assert set(column(draft, "score_sheet.scores", "reason")) == {None}


def test_华容部门_专项到位5057而文字写5075(tmp_path: Path) -> None:
    book = built(HUARONG_DEPARTMENT, tmp_path)
    sums = {
        key: shown(book, f"special_projects.{key}_total")
        for key in ("planned", "arrived", "spent", "balance")
    }
    assert sums == {"planned": 13742, "arrived": 5057, "spent": 1560.87, "balance": 3496.13}
    written = paragraphs(HUARONG_DEPARTMENT, "二、整体支出管理及使用情况\n（二）专项支出")
    assert "现已到位资金5075万元" in str(written[0])


# --- 华容县 附件2-2、附件3-2 -----------------------------------------------------------------------


def test_华容项目_15笔凭证合计15608694元(tmp_path: Path) -> None:
    draft = HUARONG_PROJECT.draft
    assert len(draft.rows["project_report.vouchers"]) == 15
    assert total(draft, "project_report.vouchers", "amount") == 15608694
    assert column(draft, "project_report.vouchers", "voucher")[:2] == ["2020年10月75号", "2020年10月77号"]
    assert shown(built(HUARONG_PROJECT, tmp_path), "project_report.vouchers_total") == 15608694


def test_华容项目_资金四栏与原件印数相同(tmp_path: Path) -> None:
    book = built(HUARONG_PROJECT, tmp_path)
    stages = ("planned", "arrived", "spent", "balance")
    assert [shown(book, f"project_report.{stage}_total") for stage in stages] == [
        13742,
        5057,
        1560.87,
        3496.13,
    ]
    assert shown(book, "project_report.balance_central") == 3496.13
    assert shown(book, "project_report.planned_county") == 8685
    assert shown(book, "project_report.arrived_county") is None


def test_华容项目_三份文件合计5057_只写到月的按月末() -> None:
    draft = HUARONG_PROJECT.draft
    assert column(draft, "fund_arrival.arrivals", "amount") == [1649, 1983, 1425]
    assert total(draft, "fund_arrival.arrivals", "amount") == 5057
    assert column(draft, "fund_arrival.arrivals", "arrived") == [date(2020, 12, 31), None, date(2020, 12, 31)]


def test_华容项目_自评99_目标值八行全空_评价类型未勾选(tmp_path: Path) -> None:
    draft = HUARONG_PROJECT.draft
    points = [4, 4, 4, 3, 5, 3, 2, 7, 3, 1, 1, 3, 5, 5, 4, 3, 3, 8, 8, 8, 7, 8]
    assert column(draft, "score_sheet.scores", "self") == points
    assert shown(built(HUARONG_PROJECT, tmp_path), "score_sheet.self_total") == 99
    assert column(draft, "project_report.indicators", "target") == [None] * 8
    assert [draft.fields[f"project_report.type_{name}"] for name in ("process", "result")] == ["□", "□"]


def test_华容项目_没有填目标表() -> None:
    assert not [
        key for key in (*HUARONG_PROJECT.draft.fields, *HUARONG_PROJECT.draft.rows) if "target_table" in key
    ]


# --- 赫山、南阳、呈贡 --------------------------------------------------------------------------------


def test_赫山_目标表照原件_单位在度量单位栏_数值在绩效标准栏(tmp_path: Path) -> None:
    draft = HESHAN.draft
    assert draft.fields["target_table.budget"] == draft.fields["target_table.fund"] == 630
    assert draft.fields["target_table.period"] == "2022年3月至1月"
    measures = ["㎡", "吨", None, "优良", "达标", "%", "%", None, "万元", "万人", "科学", "年", "%"]
    assert column(draft, "target_table.indicators", "measure") == measures
    decimal = Decimal("9.5")
    standards = ["20000㎡", "11000吨", None, 100, 100, 100, 100, None, 100, decimal, "90%", 10, 100]
    assert column(draft, "target_table.indicators", "standard") == standards
    assert column(draft, "target_table.indicators", "third")[7] == "/"
    book = built(HESHAN, tmp_path)
    ((sheet, cell),) = book.defined_names["xp_target_table_indicators__second"].destinations
    header = book[sheet][cell.replace("$", "")]
    second = [book[sheet].cell(header.row + row, header.column).value for row in (2, 5, 7, 9)]
    assert second == ["数量指标", "质量指标", "时效指标", "成本指标"]


def test_赫山_自评100分没有等次没有评分表() -> None:
    assert HESHAN.draft.fields["project_report.total_score"] == 100
    assert "project_report.grade" not in HESHAN.draft.fields
    assert "score_sheet.scores" not in HESHAN.draft.rows


def test_南阳_计划投资直接写在合计格_不是公式(tmp_path: Path) -> None:
    for example, amount in ((ZAOLIN, 9163.6), (SHUANGPU, 112774.31)):
        assert shown(built(example, tmp_path, formulas=True), "project_report.planned_total") == amount


def test_南阳双铺_文字里的投资构成和面积加得拢() -> None:
    (funds,) = paragraphs(SHUANGPU, "一、基本情况\n（三）项目资金计划、到位情况")
    parts = [Decimal(each.replace(",", "")) for each in re.findall(r"([\d,]+\.\d+) ?万元", str(funds))]
    whole, works, other, _, _, reserve, rest = parts
    assert works + other + reserve + rest == whole == SHUANGPU.draft.fields["project_report.planned_total"]


def test_南阳枣林_负面清单十项都答否() -> None:
    rows = ZAOLIN.draft.rows["negative_list.items"]
    assert [row.id for row in rows] == [f"N{number:02d}" for number in range(1, 11)]
    assert column(ZAOLIN.draft, "negative_list.items", "answer") == ["否"] * 10


def test_呈贡_两笔合计242万元_九月二十三日拨给街道_没有实际支付(tmp_path: Path) -> None:
    draft = CHENGGONG.draft
    assert column(draft, "fund_arrival.arrivals", "amount") == [191, 51]
    assert shown(built(CHENGGONG, tmp_path), "fund_arrival.amount_total") == 242
    assert column(draft, "fund_arrival.arrivals", "transferred") == [date(2022, 9, 23)] * 2
    assert column(draft, "fund_arrival.arrivals", "paid") == [None, None]


def test_呈贡_自评100优_评分表附后却没有填() -> None:
    draft = CHENGGONG.draft
    assert (draft.fields["project_report.total_score"], draft.fields["project_report.grade"]) == (100, "优")
    assert any("评分表附后" in str(text) for text in paragraphs(CHENGGONG, "四、取得成效"))
    assert "score_sheet.scores" not in draft.rows
    assert not [key for key in draft.fields if key.startswith("target_table")]
