"""The workbook that was checked is not opened again to be written; unless its file has changed in between."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.writeback.books import at, opened, results, score_sheet
from xlperf.findings import Severity
from xlperf.package.apart import surely_apart
from xlperf.package.workbook import open_workbook
from xlperf.writeback.into_file import write
from xlperf.writeback.marks import CellMark, Marks

MARKS = Marks((CellMark(at("B2"), Severity.ERROR, ("SC-01",), "【错误 SC-01】请改正"),), (), results("一"))


def test_a_workbook_written_as_it_was_opened_gives_the_same_bytes(tmp_path: Path) -> None:
    path = score_sheet(tmp_path / "评分表.xlsx")
    workbook = open_workbook(path)
    assert workbook.sheets[0].grid.cells[2, 2].text == "4"
    write(path, tmp_path / "一.xlsx", MARKS, opened=workbook)
    write(path, tmp_path / "二.xlsx", MARKS)
    assert (tmp_path / "一.xlsx").read_bytes() == (tmp_path / "二.xlsx").read_bytes()
    assert workbook.sheets[0].grid.cells[2, 2].text == "4"


def test_a_file_that_changed_since_it_was_opened_is_opened_again(tmp_path: Path) -> None:
    path = score_sheet(tmp_path / "评分表.xlsx")
    workbook = open_workbook(path)
    other = opened(path)
    other["评分表"]["A1"] = 77
    other.save(path)
    write(path, path, MARKS, opened=workbook)
    assert opened(path)["评分表"]["A1"].value == 77
    assert "检查结果" in opened(path).sheetnames


@pytest.mark.parametrize(
    ("rows", "apart"),
    [
        ('<row r="1"><c r="A1" s="1"/><c r="B1"><v>1</v></c></row>', True),
        ('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>', False),
        ('<row r="1"><c r="A1"/><c r="A1"><v>2</v></c></row>', True),
        ('<row r="1"><c r="B2"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row>', False),
        ('<row r="1"><c><v>1</v></c><c r="B1"><v>2</v></c></row>', False),
        ('<row r="1"><c s="1" r="A1"><v>1</v></c></row>', False),
        ('<row r="1"><c r="A1"><v>1</v></c ><c r="B1"><v>2</v></c></row>', True),
        ('<row r="1"><!-- --><c r="A1"><v>1</v></c></row>', False),
    ],
    ids=[
        "apart",
        "twice",
        "empty counts not",
        "by another row",
        "no address",
        "style first",
        "blank",
        "comment",
    ],
)
def test_addresses_are_surely_apart_only_where_every_cell_tells_its_own(rows: str, *, apart: bool) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{main}"><cols><col min="1" max="1"/></cols><sheetData>{rows}</sheetData></worksheet>'
    assert surely_apart(sheet.encode()) is apart
