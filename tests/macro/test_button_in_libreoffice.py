"""The button pressed in a live LibreOffice: the macro of the workbook, the real command line, the open document.

LibreOffice stands in for Excel and WPS; what differs there is listed in docs/windows-checklist.md.
"""

from __future__ import annotations

import warnings
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tests.libreoffice import needs_libreoffice
from tests.macro.desk import driven, program
from tests.macro.shown import Shown, shown
from xlperf import demo
from xlperf.assess import assess
from xlperf.forms import workbooks
from xlperf.forms.template import write_workbook
from xlperf.macro.package import with_button
from xlperf.office import Office
from xlperf.writeback.compose import compose
from xlperf.writeback.into_file import write
from xlperf.writeback.into_reply import escaped

pytestmark = needs_libreoffice

NAME = "赫山 自评（报送）.xlsm"
NOTHING = Shown({}, {}, {}, {}, {}, {}, {})
FAKE = 'shift 3; printf "{reply}" > "$1.tmp"; mv "$1.tmp" "$1"'
HEAD = f"XLPERF2\t{escaped(NAME)}"
TARGETS = escaped("项目支出绩效目标表")
NOTE = f"N\t{TARGETS}\tB3\tx\t9\t9"
REPLIES = {
    "cut": [HEAD, f"1\t{NOTE}"],
    "stranger": ["hello", "world", "END\t1"],
    "nowhere": [HEAD, "1\tE\tNoSheet\tA1", "2\tM\t0\tx", "END\t2"],
    "swapped": [HEAD, f"2\t{NOTE}", f"1\tE\t{TARGETS}\tB3", "3\tM\t0\tx", "END\t3"],
    "of another": ["XLPERF2\tother.xlsm", f"1\t{NOTE}", "2\tM\t0\tx", "END\t2"],
}
"""What a program might answer that is no sound reply about this workbook."""


def filled(folder: Path) -> Path:
    """A filled workbook with the button, from a public document."""
    example = next(each for each in demo.examples() if each.name.startswith("赫山区"))
    write_workbook(workbooks.workbook(example.kind), folder / "plain.xlsx", example.draft)
    path = folder / NAME
    path.write_bytes(with_button((folder / "plain.xlsx").read_bytes()))
    return path


@pytest.fixture(scope="module")
def pressed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """检查 after an edit that nobody saved, 检查 again, 清除标记; the document as .xlsx after each."""
    folder = tmp_path_factory.mktemp("desk")
    book = filled(folder)
    steps = f"""
      At("项目支出绩效目标表", "B5").setValue(700)  ' 630 as saved
      SaveAs "{folder}/edited.xlsx"
      Say Press("check")
      SaveAs "{folder}/once.xlsx"
      Say Press("check")
      SaveAs "{folder}/twice.xlsx"
      Say Press("clean")
      SaveAs "{folder}/clean.xlsx"
    """
    return folder, driven(book, folder, steps, {"XLPERF_EXE": str(program(folder))})


def test_one_press_tells_how_many_problems_there_are(pressed: tuple[Path, list[str]]) -> None:
    _, said = pressed
    assert said[0].startswith("检查完毕：错误 ")
    assert said[2:] == ["标记已全部清除。", "done"]


def test_the_open_document_shows_what_the_file_would(pressed: tuple[Path, list[str]]) -> None:
    """The same content checked as a file, and the results brought into it by the file road."""
    folder, _ = pressed
    source = folder / "edited.xlsx"
    report = assess(source, Office())
    write(source, folder / "by_file.xlsx", compose(report))
    live, file = shown(folder / "once.xlsx"), shown(folder / "by_file.xlsx")
    assert live.colours == file.colours
    assert live.notes == file.notes
    assert live.reserved == file.reserved
    assert live.links == file.links
    assert live.looks == file.looks
    assert fonts(folder / "once.xlsx") == fonts(folder / "by_file.xlsx")
    told = {
        cell: value.replace(NAME, "edited.xlsx") if isinstance(value, str) else value
        for cell, value in live.results.items()
    }
    assert told == file.results
    assert len(file.colours) > 5
    assert any("目标表预算700万元" in note for note in live.notes.values())  # the edit was seen unsaved


def fonts(path: Path) -> dict[str, tuple[str, float, bool]]:
    """Font, size and frame of what is written on the results sheet."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sheet = openpyxl.load_workbook(path)["检查结果"]
    cells = [cell for row in sheet for cell in row if cell.value is not None]
    return {
        cell.coordinate: (cell.font.name, cell.font.sz, cell.border.left.style is not None) for cell in cells
    }


def test_a_second_press_changes_nothing(pressed: tuple[Path, list[str]]) -> None:
    folder, said = pressed
    assert shown(folder / "twice.xlsx") == shown(folder / "once.xlsx")
    assert said[0] == said[1]


def test_clean_leaves_nothing_of_ours(pressed: tuple[Path, list[str]]) -> None:
    folder, _ = pressed
    assert shown(folder / "clean.xlsx") == NOTHING


def test_no_copy_is_left_behind(pressed: tuple[Path, list[str]]) -> None:
    folder, _ = pressed
    assert list((folder / "scratch").glob("xlperf-*")) == []


@pytest.fixture(scope="module")
def troubled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """One press after the other, each with something else wrong; the document after all of them."""
    folder = tmp_path_factory.mktemp("trouble")
    book = filled(folder)
    replies = {}
    for name, told in REPLIES.items():
        (folder / name).write_bytes("".join(f"{line}\r\n" for line in told).encode("ascii"))
        replies[name] = f'shift 3; cp "{folder / name}" "$1.tmp"; mv "$1.tmp" "$1"'
    replies["silent"] = "sleep 12"
    lines = "\n".join(f'  "{name}") {line} ;;' for name, line in replies.items())
    mode = folder / "mode"
    executable = program(
        folder, f'case "$(cat {mode})" in\n{lines}\n  *) exec "{program(folder)}" "$@" ;;\nesac'
    )
    presses = "".join(f'Mode "{name}"\nSay Press("check")\n' for name in replies)
    steps = f"""
      {presses}
      Mode "real"
      doc.Sheets.getByName("项目支出绩效目标表").unprotect("")
      doc.Sheets.getByName("项目支出绩效目标表").protect("secret")
      Say Press("check")
      doc.Sheets.getByName("项目支出绩效目标表").unprotect("secret")
      Kill "{executable}"
      Say Press("check")
      SaveAs "{folder}/after.xlsx"
    """
    steps = steps.replace("Mode ", f'SetMode "{mode}", ')
    return folder, driven(book, folder, steps, {"XLPERF_EXE": str(executable), "XLPERF_WAIT": "8"})


@pytest.mark.parametrize(
    ("press", "begins", "next_step"),
    [
        (0, "检查程序的答复不完整，工作簿没有改动。", "请再按一次"),
        (1, "检查程序的答复不完整，工作簿没有改动。", "请再按一次"),
        (2, "检查程序的答复不完整，工作簿没有改动。", "请再按一次"),
        (3, "检查程序的答复不完整，工作簿没有改动。", "请再按一次"),
        (4, "检查程序的答复不完整，工作簿没有改动。", "请再按一次"),
        (5, "检查程序没有给出结果", "命令行 xlperf check"),
        (6, "“项目支出绩效目标表”设了保护密码", "撤销保护"),
        (7, "找不到检查程序 xlperf，工作簿没有改动。", "请先安装"),
    ],
    ids=[*REPLIES, "time-out", "locked", "no program"],
)
def test_trouble_is_told_with_the_next_step(
    troubled: tuple[Path, list[str]], press: int, begins: str, next_step: str
) -> None:
    _, said = troubled
    assert said[press].startswith(begins)
    assert next_step in said[press]


def test_after_all_that_the_document_is_unharmed(troubled: tuple[Path, list[str]]) -> None:
    folder, said = troubled
    assert said[-1] == "done"
    assert shown(folder / "after.xlsx") == NOTHING


def test_a_workbook_without_our_forms_is_left_alone(tmp_path: Path) -> None:
    plain = tmp_path / "plain.xlsx"
    with xlsxwriter.Workbook(plain) as book:
        book.add_worksheet("我的表").write(0, 0, "内容")
    path = tmp_path / "别的.xlsm"
    path.write_bytes(with_button(plain.read_bytes()))
    steps = f'Say Press("check")\nSaveAs "{tmp_path}/after.xlsx"\n'
    said = driven(path, tmp_path, steps, {"XLPERF_EXE": str(program(tmp_path))})
    assert said[0].startswith("OPEN-90 没有认出本软件的任何一张表")
    assert shown(tmp_path / "after.xlsx") == NOTHING
