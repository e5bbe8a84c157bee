"""``xlperf.excel`` on real ``xlwings.Book`` objects: xlwings' own classes for Windows over Excel's words on openpyxl."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import xlwings
from openpyxl.workbook.defined_name import DefinedName

from tests.excel import com
from tests.excel.macro import reply_macro
from tests.excel.objects import Application, Workbook
from tests.excel.on_openpyxl import OpenpyxlPaper
from tests.macro.shown import Shown, shown
from xlperf import demo, excel
from xlperf.assess import assess
from xlperf.forms import workbooks
from xlperf.forms.template import write_workbook
from xlperf.office import Office
from xlperf.writeback.compose import compose
from xlperf.writeback.into_file import write

NOTHING = Shown({}, {}, {}, {}, {}, {}, {})
NAME = "自评.xlsx"
AS_BEFORE = {"ScreenUpdating": True, "EnableEvents": True, "DisplayAlerts": True, "Interactive": True}


class Desk:
    """Excel with one workbook open."""

    def __init__(self, folder: Path, begins: str) -> None:
        self.folder = folder
        example = next(each for each in demo.examples() if each.name.startswith(begins))
        source = folder / NAME
        write_workbook(workbooks.workbook(example.kind), source, example.draft)
        self.excel = Application()
        self.paper = OpenpyxlPaper(source)
        self.open = Workbook(self.excel, self.paper, NAME)
        self.book = com.opened(self.excel)

    def seen(self) -> Shown:
        """What the open workbook shows now."""
        self.paper.save_copy(str(self.folder / "seen.xlsx"))
        return shown(self.folder / "seen.xlsx")

    def by_file(self) -> Shown:
        """What the workbook would show, had it been saved and checked as a file."""
        folder = self.folder / "file"
        folder.mkdir(exist_ok=True)
        self.paper.save_copy(str(folder / NAME))
        write(folder / NAME, folder / NAME, compose(assess(folder / NAME, Office())))
        return shown(folder / NAME)

    def settings(self) -> dict[str, object]:
        return {title: getattr(self.excel, title) for title in AS_BEFORE}

    def locks(self) -> dict[str, object]:
        return {
            title: (self.paper.is_protected(title), self.paper.allowances(title))
            for title in self.paper.sheets()
            if title != "检查结果"
        }


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, "赫山区")


def test_the_open_workbook_shows_what_the_file_would(desk: Desk) -> None:
    expected, locks = desk.by_file(), desk.locks()
    assert excel.check(desk.book).startswith("检查完毕：错误 ")
    assert desk.seen() == expected
    assert len(expected.colours) > 10
    assert desk.locks() == locks
    assert any(protected for protected, _ in locks.values())  # type: ignore[misc]
    assert desk.settings() == AS_BEFORE
    assert ("ScreenUpdating", False) in desk.excel.log
    assert desk.open.ActiveSheet.Name == "填报说明"


def test_what_nobody_saved_is_seen(desk: Desk) -> None:
    desk.paper.set_value("项目支出绩效目标表", 5, 2, 700)  # 630 as saved
    excel.check(desk.book)
    assert any("目标表预算700万元" in note for note in desk.seen().notes.values())


def test_a_second_press_changes_nothing(desk: Desk) -> None:
    said = excel.check(desk.book)
    once = desk.seen()
    assert excel.check(desk.book) == said
    assert desk.seen() == once


def test_clean_leaves_nothing_of_ours(desk: Desk) -> None:
    excel.check(desk.book)
    assert excel.clean(desk.book) == "标记已全部清除。"
    assert desk.seen() == NOTHING
    assert excel.clean(desk.book) == "没有标记，未作改动。"


def test_notes_and_rules_of_staff_stay(desk: Desk) -> None:
    excel.check(desk.book)
    marked = next(iter(desk.seen().notes))
    excel.clean(desk.book)
    sheet, _, cell = marked.rpartition("!")
    at = desk.paper.book[sheet][cell]
    rules = {title: len(desk.paper.rules(title)) for title in desk.paper.sheets()}
    desk.paper.add_note(sheet, at.row, at.column, "请财务核对")
    excel.check(desk.book)
    assert desk.seen().notes[marked] == "请财务核对"
    excel.clean(desk.book)
    assert desk.seen().notes == {marked: "请财务核对"}
    assert {title: len(desk.paper.rules(title)) for title in desk.paper.sheets()} == rules
    assert sum(rules.values()) > 0


def test_cells_that_staff_named_as_we_would_keep_their_values(desk: Desk) -> None:
    name = "xlperf_reserved_9"
    desk.paper.book.defined_names[name] = DefinedName(name, attr_text="评分表!$A$1:$F$40")
    before = scores(desk)
    for press in (excel.check, excel.check, excel.clean):
        press(desk.book)
        assert scores(desk) == before


def scores(desk: Desk) -> list[object]:
    return [cell.value for row in desk.paper.book["评分表"]["A1:F40"] for cell in row]


def test_a_locked_sheet_is_told_and_nothing_is_changed(desk: Desk) -> None:
    desk.paper.unprotect("评分表", "")
    desk.paper.protect("评分表", "secret", desk.paper.allowances("评分表"))
    locks = desk.locks()
    said = excel.check(desk.book)
    assert said.startswith("“评分表”设了保护密码，标记写不进去，工作簿没有改动。")
    assert "撤销保护" in said
    assert desk.seen() == NOTHING
    assert desk.locks() == locks
    assert desk.settings() == AS_BEFORE


def test_a_locked_structure_is_told_and_opened_where_it_has_no_password(desk: Desk) -> None:
    desk.open.Protect("secret", structure=True)
    assert excel.check(desk.book).startswith(f"“{NAME}”设了保护密码")
    assert desk.seen() == NOTHING
    desk.open.Protect("", structure=True)
    assert excel.check(desk.book).startswith("检查完毕")
    assert desk.open.ProtectStructure is True


def test_what_fails_half_way_is_taken_back(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Excel refuses a step when most of them are done: the last note."""
    locks, notes = desk.locks(), len(desk.by_file().notes)
    written: list[str] = []
    add_note = desk.paper.add_note

    def refused(sheet: str, row: int, column: int, text: str) -> None:
        written.append(text)
        if len(written) == notes:
            raise com.ExcelError("1004 AddComment")
        add_note(sheet, row, column, text)

    monkeypatch.setattr(desk.paper, "add_note", refused)
    said = excel.check(desk.book)
    assert said.startswith("没有写成（1004 AddComment），已写的标记都已取下。")
    assert "xlperf check" in said
    assert len(written) == notes > 10
    assert desk.seen() == NOTHING
    assert desk.locks() == locks
    assert desk.settings() == AS_BEFORE


@pytest.mark.parametrize(
    "word", ["ProtectContents", "Protect", "EnableEvents=", "DisplayAlerts=", "Interactive="]
)
def test_whatever_fails_once_the_screen_and_the_locks_are_as_before(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    """Excel refuses a word the last time it is said: a sheet just opened is looked at, or all is put back in order."""
    excel.check(desk.book)
    excel.clean(desk.book)
    locks = desk.locks()
    com.calls.clear()
    excel.check(desk.book)
    said_in_all, seen = com.calls[word], desk.seen()
    excel.clean(desk.book)
    com.calls.clear()
    asked = com._asked

    def broken(work: object) -> object:
        if com.calls[word] == said_in_all:
            com.calls[word] += 1
            raise com.ComError("1004 busy")
        return asked(work)

    monkeypatch.setattr(com, "_asked", broken)
    told = excel.check(desk.book)
    assert com.calls[word] > said_in_all
    assert desk.locks() == locks
    assert desk.settings() == AS_BEFORE
    assert desk.seen() == (seen if told.startswith("检查完毕") else NOTHING)


def test_a_sheet_that_cannot_be_locked_again_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise com.ExcelError("1004 Protect")

    monkeypatch.setattr(desk.paper, "protect", refused)
    said = excel.check(desk.book)
    assert "原有的保护没有恢复。请在“审阅”中重新保护" in said
    assert "没有改动" not in said
    assert desk.settings() == AS_BEFORE


def test_an_excel_that_cannot_save_a_copy_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(_path: str) -> None:
        raise com.ExcelError("1004 SaveCopyAs")

    monkeypatch.setattr(desk.paper, "save_copy", busy)
    said = excel.check(desk.book)
    assert said.startswith("没有查成")
    assert "结束单元格的编辑状态" in said
    assert desk.settings() == AS_BEFORE


def test_a_workbook_without_our_forms_is_left_alone(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "别的.xlsx")
    application = Application()
    Workbook(application, OpenpyxlPaper(tmp_path / "别的.xlsx"), "别的.xlsx")
    assert excel.check(com.opened(application)).startswith("OPEN-90 没有认出本软件的任何一张表")
    assert not any(title == "ScreenUpdating" for title, _ in application.log)


def test_the_settings_of_the_office_are_used(desk: Desk, tmp_path: Path) -> None:
    usual = excel.check(desk.book)
    settings = tmp_path / "xlperf.toml"
    settings.write_text('trial = ["NAR-01", "NAR-03", "XF-06"]\n', encoding="utf-8")
    assert excel.check(desk.book, settings) != usual
    settings.write_text("trial = 7\n", encoding="utf-8")
    assert excel.check(desk.book, settings).startswith("设置文件 ")


@pytest.fixture
def calling(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The workbook is the one whose macro calls; what is shown in Excel is kept."""
    told: list[str] = []
    desk.book.set_mock_caller()
    monkeypatch.setattr(xlwings.App, "alert", lambda _, words, **_more: told.append(words))
    yield told
    del xlwings.Book._mock_caller


def test_RunPython_checks_the_workbook_that_called_and_shows_what_it_found(
    desk: Desk, calling: list[str]
) -> None:
    said = excel.check()
    assert calling == [said]
    assert desk.seen().colours
    excel.clean()
    assert calling[1:] == ["标记已全部清除。"]


def test_without_an_open_workbook_it_says_so() -> None:
    assert excel.check() == "没有打开的工作簿。请先打开自评工作簿，再按“检查”。"


def test_one_press_takes_no_more_than_40_calls_into_Excel(tmp_path: Path) -> None:
    """Six sheets and more, 20 findings and more; the add-in is open and carries the steps out (``XlperfReply``)."""
    desk = Desk(tmp_path, "华容县住建局")
    report = assess(tmp_path / NAME, Office())
    assert len(desk.paper.sheets()) >= 6
    assert len(report.findings) >= 20
    desk.excel.macros["'xlperf.xlam'!XlperfReply"] = reply_macro(desk.excel)  # type: ignore[assignment]
    expected = desk.by_file()
    com.calls.clear()
    said = excel.check(desk.book)
    assert sum(com.calls.values()) <= 40, com.calls
    assert said.startswith("检查完毕")
    assert desk.seen() == expected


def test_the_macro_of_the_workbook_itself_will_do(desk: Desk) -> None:
    desk.excel.macros[f"'{NAME}'!XlperfReply"] = reply_macro(desk.excel)  # type: ignore[assignment]
    com.calls.clear()
    excel.check(desk.book)
    assert sum(com.calls.values()) <= 40
    assert desk.seen().colours
