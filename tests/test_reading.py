"""Reading filled workbooks: whatever staff did to rows, sheets, names and numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from xlperf.forms import (
    department_report,
    expenses,
    fund_arrival,
    project_report,
    score_sheet,
    target_table,
    workbooks,
)
from xlperf.forms.draft import Draft, DraftRow
from xlperf.forms.formulas import Value
from xlperf.forms.model import WorkbookForm
from xlperf.forms.template import write_workbook
from xlperf.literals import stored_number
from xlperf.package.workbook import open_workbook
from xlperf.reading import read
from xlperf.submission import Submission, Trouble

PLANNED_CENTRAL = project_report.PLANNED[1]


def submission(path: Path) -> Submission:
    found = read(open_workbook(path))
    assert found is not None
    return found


def written(path: Path, draft: Draft, form: WorkbookForm | None = None) -> Path:
    write_workbook(form or workbooks.project(), path, draft)
    return path


def voucher(content: str, amount: Value, number: str) -> DraftRow:
    return DraftRow({"content": content, "amount": amount, "voucher": number})


@pytest.mark.parametrize(
    ("typed", "value", "trouble"),
    [
        ("5057", "5057", Trouble.TEXT_NUMBER),
        ("５０５７．５", "5057.5", Trouble.TEXT_NUMBER),
        ("1,560.87", "1560.87", Trouble.TEXT_NUMBER),
        ("1100000.00 ", "1100000.00", Trouble.TEXT_NUMBER),
        ("￥630万元", "630", Trouble.TEXT_NUMBER),
        ("6223. 15", "6223.15", Trouble.REPAIRED),
        ("7,00.0,77", None, Trouble.UNREADABLE),
        ("12 34", None, Trouble.UNREADABLE),
        ("约500", None, Trouble.UNREADABLE),
        ("NaN", None, Trouble.UNREADABLE),
        ("/", None, None),
        ("—", None, None),
    ],
)
def test_a_number_typed_as_text(
    tmp_path: Path, typed: str, value: str | None, trouble: Trouble | None
) -> None:
    cell = submission(written(tmp_path / "a.xlsx", Draft().put(PLANNED_CENTRAL, typed)))[PLANNED_CENTRAL]
    assert (cell.value, cell.trouble) == (None if value is None else Decimal(value), trouble)
    assert cell.raw == typed


@pytest.mark.parametrize(
    ("stored", "value"),
    [
        ("1234.56", "1234.56"),
        ("1234.50", "1234.5"),
        ("007", "7"),
        ("0.5", "0.5"),
        ("12.0", "12"),
        ("1e3", "1000"),
        ("999999999999999", "999999999999999"),
        ("0.30000000000000004", "0.3"),
        ("1E+15", None),
        ("1e1000000", None),  # beyond what Decimal reckons with
        ("1e999999999", None),
        ("１２", None),
        ("1_000", None),
        ("1.", "1"),
        (".5", "0.5"),
        ("", None),
    ],
)
def test_a_stored_number_as_excel_keeps_it(stored: str, value: str | None) -> None:
    found = stored_number(stored)
    assert (None if found is None else str(found)) == value


def test_binary_noise_of_a_stored_number_is_not_read(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", Draft().put(PLANNED_CENTRAL, Decimal("0.1")))
    at = submission(path)[PLANNED_CENTRAL].at
    assert at is not None
    book = openpyxl.load_workbook(path)
    book[at.sheet].cell(at.row, at.column).value = 0.1 + 0.2
    book.save(path)
    assert submission(path)[PLANNED_CENTRAL].value == Decimal("0.3")


@pytest.mark.parametrize(
    "typed", ["2022-09-23", "2022年9月23日", "2022.9.23", "2022/09/23", "2022 年 9 月 23 日"]
)
def test_a_date_typed_as_text(tmp_path: Path, typed: str) -> None:
    path = written(tmp_path / "a.xlsx", Draft().put(project_report.REPORT_DATE, typed))
    assert submission(path)[project_report.REPORT_DATE].day == date(2022, 9, 23)


def test_a_real_date_and_the_printed_blank_date(tmp_path: Path) -> None:
    dated = written(tmp_path / "a.xlsx", Draft().put(project_report.REPORT_DATE, date(2021, 3, 5)))
    blank = written(tmp_path / "b.xlsx", Draft().put(project_report.REPORT_DATE, "   年   月   日"))
    assert submission(dated)[project_report.REPORT_DATE].day == date(2021, 3, 5)
    assert not submission(blank)[project_report.REPORT_DATE].given
    assert submission(blank)[project_report.REPORT_DATE].trouble is None


def test_more_rows_than_the_template_has(tmp_path: Path) -> None:
    rows = [voucher(f"第{n}笔", Decimal(n), f"2020年1月{n}号") for n in range(1, 61)]
    found = submission(written(tmp_path / "a.xlsx", Draft().fill(expenses.VOUCHERS, *rows)))
    assert [row[expenses.AMOUNT].number for row in found.rows(expenses.VOUCHERS)] == [
        Decimal(n) for n in range(1, 61)
    ]
    assert found[expenses.VOUCHERS.totals[0]].number == Decimal(60 * 61 // 2)


def test_blank_rows_between_and_a_row_without_merged_cells(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", Draft().fill(expenses.VOUCHERS, voucher("材料", Decimal(10), "1号")))
    book = openpyxl.load_workbook(path)
    sheet = book["项目自评报告"]
    first = submission(path).rows(expenses.VOUCHERS)[0]
    assert first[expenses.AMOUNT].at is not None
    row = first.number + 3
    for merged in [each for each in sheet.merged_cells.ranges if each.min_row == row]:
        sheet.unmerge_cells(str(merged))
    sheet.cell(row, first[expenses.AMOUNT].at.column + 2).value = 20
    sheet.cell(row, 1).value = "工程款"
    book.save(path)
    found = submission(path).written_rows(expenses.VOUCHERS)
    assert [(each[expenses.CONTENT].text, each[expenses.AMOUNT].number) for each in found] == [
        ("材料", Decimal(10)),
        ("工程款", Decimal(20)),
    ]


def test_sheets_renamed_and_reordered(tmp_path: Path) -> None:
    form = workbooks.project()
    renamed = tuple(replace(sheet, name=f"{n}-{sheet.name[:4]}") for n, sheet in enumerate(form.sheets))
    other = replace(form, sheets=tuple(reversed(renamed)))
    draft = Draft().put(PLANNED_CENTRAL, Decimal(5057))
    cell = submission(written(tmp_path / "a.xlsx", draft, other))[PLANNED_CENTRAL]
    assert cell.number == Decimal(5057)
    assert cell.at is not None
    assert cell.at.sheet == "2-项目自评"


def test_without_any_defined_name_parts_are_found_by_their_labels(tmp_path: Path) -> None:
    draft = (
        Draft()
        .put(PLANNED_CENTRAL, Decimal(5057))
        .put(project_report.ARRIVED[1], Decimal(4000))
        .put(project_report.PERIOD, "2020年1月起至2020年12月止")
        .put(target_table.BUDGET, Decimal(630))
        .fill(expenses.VOUCHERS, voucher("材料", Decimal(10), "1号"), voucher("工程", Decimal(5), "2号"))
        .fill(
            score_sheet_table(),
            DraftRow({"self": Decimal(3)}, "S32-06"),
            DraftRow({"self": Decimal(7)}, "S32-21"),
        )
    )
    path = written(tmp_path / "a.xlsx", draft)
    before = submission(path)
    book = openpyxl.load_workbook(path)
    for name in list(book.defined_names):
        del book.defined_names[name]
    del book["xlperf"]
    book.save(path)
    after = submission(path)
    for target in (PLANNED_CENTRAL, project_report.ARRIVED[1], project_report.PERIOD, target_table.BUDGET):
        assert (after[target].value, after[target].at) == (before[target].value, before[target].at)
    assert [row[expenses.AMOUNT].value for row in after.written_rows(expenses.VOUCHERS)] == [
        Decimal(10),
        Decimal(5),
    ]
    for row_id, score in (("S32-06", 3), ("S32-21", 7)):
        row = after.row(score_sheet_table(), row_id)
        assert row is not None
        assert row[score_sheet.SELF].number == Decimal(score)


def score_sheet_table():
    return next(table for table in workbooks.project().tables if table.key == "score_sheet.scores")


def test_a_formula_without_stored_value_is_told_and_computed_by_us(tmp_path: Path) -> None:
    draft = Draft().put(PLANNED_CENTRAL, Decimal(5057)).put(project_report.PLANNED[4], Decimal(8685))
    path = written(tmp_path / "a.xlsx", draft)
    openpyxl.load_workbook(path).save(path)  # openpyxl drops every stored value
    cell = submission(path)[project_report.PLANNED_TOTAL]
    assert (cell.value, cell.trouble) == (Decimal(13742), Trouble.NO_STORED_VALUE)


def test_merged_first_and_second_levels_are_inherited(tmp_path: Path) -> None:
    rows = [DraftRow({"third": name}) for name in ("面积", "数量", "长度", "合格率")]
    found = submission(written(tmp_path / "a.xlsx", Draft().fill(target_table.INDICATORS, *rows)))
    told = [
        (row[target_table.FIRST].text, row[target_table.SECOND].text)
        for row in found.written_rows(target_table.INDICATORS)
    ]
    assert told == [("产出指标", "数量指标")] * 3 + [("产出指标", "质量指标")]


def test_content_outside_every_field_is_reported(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", Draft().put(PLANNED_CENTRAL, Decimal(1)))
    book = openpyxl.load_workbook(path)
    book["资金到位明细"]["N40"] = "另附说明"
    book.create_sheet("照片").append(["现场"])
    book.save(path)
    assert [(str(stray.at), stray.raw) for stray in submission(path).strays] == [
        ("资金到位明细!N40", "另附说明"),
        ("照片!A1", "现场"),
    ]


def test_a_workbook_without_our_forms_is_none_of_ours(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["序号", "项目名称", "金额"])
    book.save(tmp_path / "a.xlsx")
    assert read(open_workbook(tmp_path / "a.xlsx")) is None


def test_department_blocks_with_summary_on_top(tmp_path: Path) -> None:
    rows = (
        DraftRow(
            {
                "institution": "1、局机关",
                "public_budget": Decimal("20141.05"),
                "fund_budget": Decimal("8847.29"),
            }
        ),
        DraftRow({"institution": "2、中心", "public_budget": Decimal("212.66")}),
    )
    draft = Draft().fill(department_report.INCOME, *rows)
    found = submission(written(tmp_path / "a.xlsx", draft, workbooks.department()))
    assert department_report.INCOME_TOTAL.total is not None
    assert found[department_report.INCOME_TOTAL.total].number == Decimal("29201.00")
    assert [
        row[department_report.INCOME_INSTITUTION].text for row in found.written_rows(department_report.INCOME)
    ] == [
        "1、局机关",
        "2、中心",
    ]


def test_a_percent_typed_as_percent_is_read_as_percentage_points(tmp_path: Path) -> None:
    form = workbooks.department()
    rate = next(target for target in form.fields if target.key.startswith("score_inputs.S31-12."))
    path = written(tmp_path / "a.xlsx", Draft().put(rate, Decimal("0.85")), form)
    at = submission(path)[rate].at
    assert at is not None
    book = openpyxl.load_workbook(path)
    book[at.sheet].cell(at.row, at.column).number_format = "0%"
    book.save(path)
    assert submission(path)[rate].number == Decimal(85)


def test_an_amount_shown_as_a_date_is_not_taken_for_money(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", Draft().put(PLANNED_CENTRAL, Decimal(43831)))
    at = submission(path)[PLANNED_CENTRAL].at
    assert at is not None
    book = openpyxl.load_workbook(path)
    book[at.sheet].cell(at.row, at.column).number_format = "yyyy-m-d"
    book.save(path)
    cell = submission(path)[PLANNED_CENTRAL]
    assert (cell.value, cell.trouble, cell.raw) == (None, Trouble.UNREADABLE, "2020-01-01")


def test_dates_of_fund_arrivals(tmp_path: Path) -> None:
    row = DraftRow(
        {"document": "昆财建〔2022〕6号", "amount": Decimal(191), "transferred": date(2022, 9, 23)}
    )
    found = submission(written(tmp_path / "a.xlsx", Draft().fill(fund_arrival.ARRIVALS, row)))
    (read_row,) = found.written_rows(fund_arrival.ARRIVALS)
    assert read_row[fund_arrival.TRANSFERRED].day == date(2022, 9, 23)


@pytest.mark.parametrize("typed", ["8042800元", "8²", "①", "٣", "$8.96", "8.96%"])
def test_what_only_looks_like_the_number_asked_for_is_not_read(tmp_path: Path, typed: str) -> None:
    cell = submission(written(tmp_path / "a.xlsx", Draft().put(PLANNED_CENTRAL, typed)))[PLANNED_CENTRAL]
    assert (cell.value, cell.trouble) == (None, Trouble.UNREADABLE)


def test_an_invisible_character_is_no_part_of_a_number(tmp_path: Path) -> None:
    cell = submission(written(tmp_path / "a.xlsx", Draft().put(PLANNED_CENTRAL, "\u200b100")))[
        PLANNED_CENTRAL
    ]
    assert cell.value == Decimal(100)


def test_a_total_that_rests_on_an_uncalculated_formula_of_the_unit_is_not_known(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", Draft().put(project_report.PLANNED[2], Decimal(58)))
    at = submission(path)[PLANNED_CENTRAL].at
    assert at is not None
    book = openpyxl.load_workbook(path)
    book[at.sheet].cell(at.row, at.column).value = "=800+4.28"
    book.save(path)
    found = submission(path)
    assert found[PLANNED_CENTRAL].trouble is Trouble.NO_STORED_VALUE
    assert (found[project_report.PLANNED_TOTAL].value, found[project_report.PLANNED_TOTAL].trouble) == (
        None,
        Trouble.DEPENDS,
    )


def test_department_blocks_without_any_defined_name(tmp_path: Path) -> None:
    rows = (
        DraftRow(
            {
                "institution": "1、局机关",
                "staff_spending": Decimal(7),
                "office_spending": Decimal(3),
                "project_spending": Decimal(20),
            }
        ),
    )
    path = written(
        tmp_path / "a.xlsx", Draft().fill(department_report.SPENDING, *rows), workbooks.department()
    )
    before = submission(path)
    book = openpyxl.load_workbook(path)
    for name in list(book.defined_names):
        del book.defined_names[name]
    book.save(path)
    after = submission(path)
    (row,) = after.written_rows(department_report.SPENDING)
    assert row[department_report.STAFF].number == Decimal(7)
    for column in (department_report.SPENDING_TOTAL, department_report.STAFF, department_report.PROJECTS):
        assert column.total is not None
        assert after[column.total].at == before[column.total].at
