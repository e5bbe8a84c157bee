"""Workbooks with very many sheets, and one whose staff took the names of our sheet."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from tests.writeback.books import members, opened, results
from xlperf.findings import Address, Severity
from xlperf.package import gate
from xlperf.package.refusal import Refused
from xlperf.package.workbook import open_workbook
from xlperf.writeback.into_file import clean, write
from xlperf.writeback.marks import CellMark, Marks


def of_sheets(path: Path, count: int) -> Path:
    """A workbook of so many sheets with names of 31 characters, in quotes and in emoji (two UTF-16 units each)."""
    with xlsxwriter.Workbook(str(path)) as book:
        for number in range(count):
            book.add_worksheet(f"{number:04}'表“{'😀' * 12}").write(0, 0, number)
    return path


def marks_on(path: Path) -> Marks:
    """A mark on the first and the last sheet."""
    names = [sheet.name for sheet in open_workbook(path).sheets]
    cells = tuple(
        CellMark(Address(name, 2, 2), Severity.ERROR, ("SC-01",), "说明") for name in (names[0], names[-1])
    )
    return Marks(cells, (), results("第一条"))


@pytest.mark.parametrize("count", [200, 256, gate.MAX_SHEETS - 1])
def test_many_sheets_are_marked_checked_again_and_cleaned(tmp_path: Path, count: int) -> None:
    path = of_sheets(tmp_path / "自评.xlsx", count)
    before = members(path.read_bytes())
    marks = marks_on(path)
    write(path, path, marks)
    once = path.read_bytes()
    assert [sheet.name for sheet in open_workbook(path).sheets][-1] == "检查结果"
    assert len(open_workbook(path).sheets) == count + 1
    write(path, path, marks)
    assert path.read_bytes() == once
    clean(path, path)
    assert members(path.read_bytes()) == before


def test_a_workbook_with_as_many_sheets_as_we_read_is_checked_but_not_written(tmp_path: Path) -> None:
    path = of_sheets(tmp_path / "自评.xlsx", gate.MAX_SHEETS)
    before = path.read_bytes()
    with pytest.raises(Refused) as caught:
        write(path, path, marks_on(path))
    assert (caught.value.code, "1,024" in caught.value.message) == ("WRITE-04", True)
    assert path.read_bytes() == before


def test_all_names_of_our_sheet_taken_by_staff(tmp_path: Path) -> None:
    path = tmp_path / "自评.xlsx"
    taken = ["检查结果", "检查结果(xlperf)", "检查结果(XLPERF2)"]
    with xlsxwriter.Workbook(str(path)) as book:
        for name in taken:
            book.add_worksheet(name).write(0, 0, name)
    before = members(path.read_bytes())
    for _ in range(2):
        write(path, path, Marks((), (), results("第一条")))
        assert [sheet.name for sheet in open_workbook(path).sheets] == [*taken, "检查结果(xlperf3)"]
    book = opened(path)
    assert [book[name]["A1"].value for name in taken] == taken
    clean(path, path)
    assert members(path.read_bytes()) == before
    assert zipfile.is_zipfile(path)
