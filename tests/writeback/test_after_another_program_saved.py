"""Excel, WPS and LibreOffice rewrite a workbook when they save it; our marks are found all the same."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from tests.libreoffice import convert, needs_libreoffice
from tests.writeback.books import members, opened, results, score_marks, score_sheet
from xlperf.package.archive import parse_archive
from xlperf.package.rewrite import Changes
from xlperf.package.rewrite import rewritten as archive_rewritten
from xlperf.writeback.into_file import clean, write
from xlperf.writeback.marks import Marks


def trace(path: Path) -> list[str]:
    """The members in which our name is left."""
    return [name for name, content in members(path.read_bytes()) if b"xlperf" in content]


def hold_only_staffs(path: Path) -> None:
    """Nothing of ours is left, everything of staff's is."""
    book = opened(path)
    sheet = book["评分表"]
    assert book.sheetnames == ["评分表", "目标表"]
    assert not book.defined_names
    notes = {cell.coordinate: cell.comment.text for row in sheet for cell in row if cell.comment}
    assert notes == {"B3": "同一格的备注", "B5": "请核实金额"}
    assert book["目标表"]["A1"].comment is None
    assert [str(rules.sqref) for rules in sheet.conditional_formatting] == ["C3:C9"]
    assert [sheet[a1].value for a1 in ("H3", "I3", "H9", "H30", "F20")] == [None, None, "=A1*2", None, 120]
    assert sheet["I3"].hyperlink is None
    assert sheet["A1"].hyperlink is not None
    assert trace(path) == []


@needs_libreoffice
def test_after_libreoffice_every_mark_goes_and_staffs_notes_and_colours_stay(tmp_path: Path) -> None:
    path = score_sheet(tmp_path / "自评.xlsx")
    write(path, path, score_marks())
    (tmp_path / "lo").mkdir()
    [saved] = convert([path], tmp_path / "lo", "xlsx")
    seen = opened(saved)
    assert seen.sheetnames == ["评分表", "目标表", "检查结果"]
    assert seen["评分表"]["B2"].comment.text.startswith("【错误 S32-06】自评 9 分\n应为：8")
    assert seen["评分表"]["H3"].value == 9.5
    assert seen["检查结果"]["B3"].value == "第二条"
    clean(saved, tmp_path / "去.xlsx")
    hold_only_staffs(tmp_path / "去.xlsx")


@needs_libreoffice
def test_checking_again_after_libreoffice_leaves_one_set_of_marks(tmp_path: Path) -> None:
    path = score_sheet(tmp_path / "自评.xlsx")
    write(path, path, score_marks())
    (tmp_path / "lo").mkdir()
    [saved] = convert([path], tmp_path / "lo", "xlsx")
    write(saved, saved, score_marks())
    book = opened(saved)
    assert book.sheetnames == ["评分表", "目标表", "检查结果"]
    assert (
        len(
            [
                rules
                for rules in book["评分表"].conditional_formatting
                if "xlperf" in rules.rules[0].formula[0]
            ]
        )
        == 3
    )
    clean(saved, saved)
    hold_only_staffs(saved)


def test_after_a_rewrite_that_keeps_authors_every_mark_goes(tmp_path: Path) -> None:
    """Openpyxl stands for programs that keep the names of authors, as Excel does."""
    path = score_sheet(tmp_path / "自评.xlsx")
    write(path, path, score_marks())
    opened(path).save(path)
    clean(path, path)
    hold_only_staffs(path)


@pytest.fixture
def rewritten(tmp_path: Path) -> tuple[Path, openpyxl.Workbook]:
    path = score_sheet(tmp_path / "自评.xlsx")
    write(path, path, score_marks())
    return path, opened(path)


def test_a_note_that_staff_wrote_into_is_theirs_from_then_on(
    rewritten: tuple[Path, openpyxl.Workbook],
) -> None:
    path, book = rewritten
    note = book["评分表"]["B2"].comment
    answer = note.text + "\n已核实，系笔误"
    book["评分表"]["B2"].comment = Comment(answer, note.author)
    book.save(path)
    write(path, path, Marks((), (), results()))
    sheet = opened(path)["评分表"]
    assert sheet["B2"].comment.text == answer
    assert sheet["C9"].comment is None


def test_rows_that_staff_insert_move_the_reserved_cells_along(
    rewritten: tuple[Path, openpyxl.Workbook],
) -> None:
    """Excel moves names with the cells; here the name is moved by hand, as two rows above would do."""
    path, book = rewritten
    sheet = book["评分表"]
    for a1, new in (("H3", "H5"), ("I3", "I5")):
        sheet[new].value, sheet[a1].value = sheet[a1].value, "单位自填"
    book.defined_names["xlperf_reserved_1"].attr_text = "'评分表'!$H$5:$I$5,评分表!$H$32"
    book.save(path)
    clean(path, path)
    sheet = opened(path)["评分表"]
    assert [sheet[a1].value for a1 in ("H3", "I3", "H5", "I5")] == ["单位自填", "单位自填", None, None]


def test_a_results_sheet_that_staff_renamed_or_deleted_is_no_obstacle(
    rewritten: tuple[Path, openpyxl.Workbook],
) -> None:
    path, book = rewritten
    book["检查结果"].title = "旧结果"
    book.defined_names["xlperf_results"].attr_text = "旧结果!$A$1"
    book.save(path)
    clean(path, path.with_name("改名.xlsx"))
    assert opened(path.with_name("改名.xlsx")).sheetnames == ["评分表", "目标表"]
    book.remove(book["旧结果"])
    book.defined_names["xlperf_results"].attr_text = "#REF!"
    book.save(path)
    clean(path, path)
    hold = opened(path)
    assert (hold.sheetnames, list(hold.defined_names)) == (["评分表", "目标表"], [])
    assert trace(path) == []


def test_a_sheet_copied_into_another_workbook_brings_marks_without_names(
    rewritten: tuple[Path, openpyxl.Workbook],
) -> None:
    path, book = rewritten
    book.remove(book["检查结果"])
    for name in list(book.defined_names):
        del book.defined_names[name]
    book.save(path)
    write(path, path, Marks((), (), results()))
    sheet = opened(path)["评分表"]
    assert [str(rules.sqref) for rules in sheet.conditional_formatting] == ["C3:C9"]
    assert sheet["B2"].comment is None


def test_sheets_behind_the_results_keep_their_names_and_the_window_its_tab(
    rewritten: tuple[Path, openpyxl.Workbook],
) -> None:
    path, book = rewritten
    book.create_sheet("补充").print_area = "A1:B2"
    book["检查结果"].print_area = "A1:C3"
    book.active = book["补充"]
    book.save(path)
    clean(path, path)
    found = opened(path)
    assert found.sheetnames == ["评分表", "目标表", "补充"]
    assert found.active.title == "补充"
    assert found["补充"].print_area == "'补充'!$A$1:$B$2"


def test_a_formula_of_staff_that_points_at_the_results_lives_as_long_as_they_do(
    rewritten: tuple[Path, openpyxl.Workbook],
) -> None:
    path, book = rewritten
    book["目标表"]["B1"] = "=检查结果!B2&'检查结果'!B3&旧检查结果!A1"
    book.save(path)
    write(path, path, score_marks())
    assert opened(path)["目标表"]["B1"].value == "=检查结果!B2&'检查结果'!B3&旧检查结果!A1"


def test_a_formula_of_staff_that_points_at_the_results_is_cut_off_when_they_go(
    rewritten: tuple[Path, openpyxl.Workbook],
) -> None:
    path, book = rewritten
    book["目标表"]["B1"] = "=检查结果!B2&'检查结果'!B3&旧检查结果!A1"
    book.save(path)
    clean(path, path)
    assert opened(path)["目标表"]["B1"].value == "=#REF!B2&#REF!B3&旧检查结果!A1"


def test_a_journal_that_was_tampered_with_is_not_believed(tmp_path: Path) -> None:
    path = score_sheet(tmp_path / "自评.xlsx")
    write(path, path, score_marks())
    results_part = dict(members(path.read_bytes()))["xl/worksheets/sheet3.xml"]
    begin = results_part.index(b"<xlperf:journal>") + 16
    assert len(results_part[begin : results_part.index(b"</xlperf:journal>")]) > 500
    _replace_member(
        path, "xl/worksheets/sheet3.xml", results_part[:begin] + b"AAAA" + results_part[begin + 4 :]
    )
    clean(path, path)
    hold_only_staffs(path)


def _replace_member(path: Path, name: str, content: bytes) -> None:
    path.write_bytes(archive_rewritten(parse_archive(path.read_bytes()), Changes(replaced={name: content})))
