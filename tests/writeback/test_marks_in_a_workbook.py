"""What staff find in the workbook after it was checked, read back by openpyxl and calamine."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from tests.writeback.books import at, members, opened, results, score_marks, score_sheet
from xlperf.findings import Address, Severity
from xlperf.package.workbook import open_workbook
from xlperf.writeback.into_file import clean, write
from xlperf.writeback.marks import CellMark, Look, Marks, ReservedValue, ResultCell, ResultRow, ResultsSheet


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    path = score_sheet(tmp_path / "自评.xlsx")
    write(path, path, score_marks())
    return path


def test_a_marked_cell_has_a_colour_rule_that_carries_our_signature(marked: Path) -> None:
    sheet = opened(marked)["评分表"]
    rules = {
        str(each.sqref): (
            each.rules[0].formula[0],
            each.rules[0].dxf.fill.bgColor.rgb,
            each.rules[0].priority,
        )
        for each in sheet.conditional_formatting
    }
    assert rules == {
        "C3:C9": ("C3>10", "FF00FF00", 1),
        "B2": ('LEN("xlperf:S32-06,SC-01")>0', "FFFFC7CE", 2),
        "B3": ('LEN("xlperf:SC-02")>0', "FFFFEB9C", 3),
        "C9": ('LEN("xlperf:DATE-01")>0', "FFD6DCE4", 4),
    }


def test_a_note_says_what_is_wrong_and_staff_keep_theirs(marked: Path) -> None:
    sheet = opened(marked)["评分表"]
    notes = {
        cell.coordinate: (cell.comment.author, cell.comment.text)
        for row in sheet
        for cell in row
        if cell.comment
    }
    assert notes["B5"] == ("张三", "请核实金额")
    assert notes["B3"] == ("李四", "同一格的备注")
    assert notes["B2"][0] == "xlperf"
    assert notes["B2"][1].startswith("【错误 S32-06】自评 9 分\n应为：8\n〔xlperf ")
    assert notes["C9"][1].startswith("【提示 DATE-01】请留意\n")
    assert set(notes) == {"B2", "B3", "B5", "C9"}


def test_reserved_cells_take_values_but_never_over_a_formula(marked: Path) -> None:
    sheet = opened(marked)["评分表"]
    assert (sheet["H3"].value, sheet["I3"].value, sheet["H9"].value, sheet["H30"].value) == (
        9.5,
        "偏高",
        "=A1*2",
        -0.25,
    )
    assert sheet["I3"].hyperlink.location == "'检查结果'!A2"
    assert sheet["A1"].hyperlink.target == "#'评分表'!B9"
    assert sheet.dimensions == "A1:I30"


def test_the_results_sheet_comes_last_and_reads_as_it_was_told(marked: Path) -> None:
    book = CalamineWorkbook.from_path(str(marked))
    assert book.sheet_names == ["评分表", "目标表", "检查结果"]
    assert book.get_sheet_by_name("检查结果").to_python() == [
        ["检查结果", ""],
        [1.0, "第一条"],
        [2.0, "第二条"],
    ]


def test_a_sheet_of_that_name_that_staff_made_stays_theirs(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "检查结果"
    book.active["A1"] = "单位自查"
    book.save(tmp_path / "自评.xlsx")
    write(tmp_path / "自评.xlsx", tmp_path / "甲.xlsx", Marks((), (), results("一")))
    write(tmp_path / "甲.xlsx", tmp_path / "乙.xlsx", Marks((), (), results("二")))
    found = opened(tmp_path / "乙.xlsx")
    assert found.sheetnames == ["检查结果", "检查结果(xlperf)"]
    assert found["检查结果"]["A1"].value == "单位自查"
    clean(tmp_path / "乙.xlsx", tmp_path / "乙.xlsx")
    assert opened(tmp_path / "乙.xlsx").sheetnames == ["检查结果"]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "@SUM(A1)", "+86", "</t></is></c>", "a\x00b_x0041_\r\nc", "  两头空  ", "\ud83d", "😀" * 3],
)
def test_text_stays_text_whatever_it_begins_with(tmp_path: Path, text: str) -> None:
    path = score_sheet(tmp_path / "自评.xlsx")
    write(path, path, Marks((), (ReservedValue(at("H3"), text),), results(text)))
    shown = text.replace("\r\n", "\n").replace("\ud83d", "\ufffd")
    book = opened(path)
    for cell in (book["评分表"]["H3"], book["检查结果"]["B2"]):
        assert cell.data_type == "s"
        if text.isprintable():
            assert cell.value == shown
    sheet = open_workbook(path).sheet("评分表")
    assert sheet is not None
    assert sheet.grid.cells[3, 8].text == shown


def test_names_with_quotes_emoji_and_31_letters_are_linked(tmp_path: Path) -> None:
    name = "O'Brien的😀" + "表" * 20
    book = openpyxl.Workbook()
    book.active.title = name
    book.save(tmp_path / "自评.xlsx")
    where = Address(name, 1048576, 1)
    sheet = ResultsSheet((10.0,), (ResultRow((ResultCell("去", Look.LINK, link=where),)),))
    marks = Marks(
        (CellMark(where, Severity.ERROR, ("SC-01",), "末行"),), (ReservedValue(where, "见", 1),), sheet
    )
    write(tmp_path / "自评.xlsx", tmp_path / "标记.xlsx", marks)
    found = opened(tmp_path / "标记.xlsx")
    assert found["检查结果"]["A1"].hyperlink.location == "'O''Brien的😀" + "表" * 20 + "'!A1048576"
    assert found[name]["A1048576"].value == "见"
    assert found[name]["A1048576"].comment.text.startswith("末行")
    clean(tmp_path / "标记.xlsx", tmp_path / "去.xlsx")
    assert members((tmp_path / "去.xlsx").read_bytes()) == members((tmp_path / "自评.xlsx").read_bytes())


def test_two_thousand_notes_on_one_sheet_have_shape_numbers_of_their_own(tmp_path: Path) -> None:
    path = score_sheet(tmp_path / "自评.xlsx")
    cells = tuple(CellMark(at(f"D{row}"), Severity.ERROR, ("SC-01",), f"第{row}行") for row in range(1, 2001))
    write(path, path, Marks(cells, (), results()))
    vml = dict(members(path.read_bytes()))["xl/drawings/commentsDrawing1.vml"]
    ids = [part.split(b'"')[0] for part in vml.split(b'id="_x0000_s')[1:]]
    assert len(ids) == len(set(ids)) == 2002
    assert b'data="1,2"' in vml
    assert len(opened(path)["评分表"]["D2000"].comment.text) > 5


def test_numbers_are_written_as_they_are_read(tmp_path: Path) -> None:
    path = score_sheet(tmp_path / "自评.xlsx")
    values = (Decimal("0.10"), Decimal("1E+3"), Decimal("-0"), Decimal("123456789.123456789"))
    write(
        path,
        path,
        Marks((), tuple(ReservedValue(at(f"H{n}"), v) for n, v in enumerate(values, 1)), results()),
    )
    xml = dict(members(path.read_bytes()))["xl/worksheets/sheet1.xml"]
    for number, text in enumerate((b"0.1", b"1000", b"0", b"123456789.123456789"), 1):
        assert b'<c r="H%d"><v>%s</v></c>' % (number, text) in xml
