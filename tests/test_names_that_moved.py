"""Names that no longer stand for their own cells: cut and put over another, deleted, pointed elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl.cell import MergedCell

from tests.drawing import opened
from tests.writeback.books import opened as workbook
from xlperf.demo import examples
from xlperf.forms import expenses, information, project_report, workbooks
from xlperf.forms.template import write_workbook
from xlperf.submission import Submission

EXAMPLE = next(example for example in examples() if "华容县老旧小区" in example.name)
REPORT = "项目自评报告"


def read(folder: Path, change: Callable[[Any], None]) -> Submission:
    """老旧小区改造 of 华容县 after somebody changed it: 8,685 万元 of the county stand in C23, under those of the city."""
    path = folder / "表.xlsx"
    write_workbook(workbooks.workbook("project"), path, EXAMPLE.draft)
    book = workbook(path)
    change(book)
    book.save(path)
    return opened(path)


def point(book: Any, key: str, at: str) -> None:
    book.defined_names[f"xp_project_report_{key}"].attr_text = f"'{REPORT}'!{at}"


def cut_over(book: Any) -> None:
    """The amount typed beside 市 is cut and put beside 县: Excel takes its name along and drops the other."""
    point(book, "planned_city", "$C$23")
    point(book, "planned_county", "#REF!")


def test_剪切粘贴覆盖另一格_一笔钱不算两次(tmp_path: Path) -> None:
    found = read(tmp_path, cut_over)
    city, county = (
        next(each for each in project_report.PLANNED if each.key.endswith(key)) for key in ("city", "county")
    )
    assert (found[city].value, found[county].value) == (None, Decimal(8685))
    assert found[project_report.PLANNED[0]].value == Decimal(13742)


def delete(book: Any) -> None:
    del book.defined_names["xp_project_report_planned_county"]


@pytest.mark.parametrize(
    "lose", [delete, lambda book: point(book, "planned_county", "#REF!")], ids=["删去", "失效"]
)
def test_一个名称没有了_按标签找到_别的栏目照旧(lose: Callable[[Any], None], tmp_path: Path) -> None:
    found, whole = read(tmp_path, lose), read(tmp_path, lambda _book: None)
    assert {key: cell.at for key, cell in found.fields.items()} == {
        key: cell.at for key, cell in whole.fields.items()
    }
    assert found[information.UNIT].value == "华容县住房和城乡建设局"


def test_列的名称指到别的列_按表头读(tmp_path: Path) -> None:
    found = read(tmp_path, lambda book: point(book, "vouchers__amount", "$H$26"))
    amount = expenses.VOUCHERS.column("amount")
    at = {row[amount].at.column for row in found.rows(expenses.VOUCHERS)}
    assert at == {6}


def swap_rows(book: Any) -> None:
    """到位率 in row 9 of 评分表 and 财务管理 in row 12 change places, as by sorting; names stay where they are."""
    sheet = book["评分表"]
    for upper, lower in zip(sheet[9], sheet[12], strict=True):
        if not isinstance(upper, MergedCell) and not isinstance(lower, MergedCell):
            upper.value, lower.value = lower.value, upper.value


def test_排过序的评分表_得分跟着指标走(tmp_path: Path) -> None:
    found = read(tmp_path, swap_rows)
    table = next(table for table in found.form.tables if table.key == "score_sheet.scores")
    rows = {row.id: row.number for row in found.rows(table)}
    assert (rows["S32-09"], rows["S32-06"], rows["S32-07"]) == (9, 12, 10)
