"""A mouse click on the blue button: the macro, the real command line, the open document, and what is told.

LibreOffice on a virtual screen stands in for Excel and WPS. Pictures of the screen go to the folder that
``XLPERF_ARTEFACTS`` names, else to the folder of the test.
"""

from __future__ import annotations

import os
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from tests.macro.desk import program
from tests.macro.screen import Screen, needs_a_screen, screen
from tests.macro.shown import shown
from tests.macro.test_button_in_libreoffice import FAKE, NOTHING, filled
from xlperf.assess import assess
from xlperf.macro.package import with_button
from xlperf.office import Office
from xlperf.writeback.compose import compose
from xlperf.writeback.into_file import write

pytestmark = needs_a_screen

SECRET = "不告诉"  # noqa: S105
TARGETS = "项目支出绩效目标表"
HALF = (
    '"{real}" "$1" "$2" "$3" "{whole}"; tac "{whole}" | '
    r"sed '0,/^[0-9]*\tF/s/^\([0-9]*\tF\t[^\t]*\t\)[^\t]*/\1nowhere/' | tac > "
    '"$4.tmp"; mv "$4.tmp" "$4"'
)
"""The answer of the real program, in which a late step, a format of the results sheet, has no place to go to."""
BROKEN = {
    "cut": FAKE.format(reply="XLPERF2\\r\\nM\\t0\\tx\\r\\n"),
    "silent": "sleep 14",
    "half": HALF,
}


@dataclass
class Seen:
    """What was told at each press, and the folder with the document as it was after it."""

    folder: Path
    told: dict[str, str] = field(default_factory=dict)

    def after(self, press: str) -> Path:
        return self.folder / f"{press}.xlsx"


def pictures(folder: Path) -> Path:
    place = Path(os.environ.get("XLPERF_ARTEFACTS") or folder / "pictures")
    place.mkdir(parents=True, exist_ok=True)
    return place


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """One sitting: the unlucky presses, then two lucky ones, then a workbook that is no form of ours."""
    result = Seen(tmp_path_factory.mktemp("screen"))
    folder = result.folder
    mode = folder / "mode"
    lines = "\n".join(f"{name}) {line} ;;" for name, line in BROKEN.items())
    lines = lines.replace("{real}", str(program(folder))).replace("{whole}", str(folder / "whole"))
    executable = program(folder, f'case "$(cat {mode})" in\n{lines}\n*) exec "{folder}/xlperf" "$@" ;;\nesac')
    with screen(folder, {"XLPERF_EXE": str(executable), "XLPERF_WAIT": "12"}) as desk:
        desk.open(filled(folder))
        desk.ask("put", sheet=TARGETS, cell="B5", value=700)  # 630 as saved
        desk.ask("save_as", path=str(result.after("typed")))  # saving reckons what was not shown yet
        for name in BROKEN:
            mode.write_text(name, encoding="utf-8")
            press(desk, result, name)
        mode.write_text("", encoding="utf-8")
        desk.ask("lock", sheet=TARGETS, password=SECRET)
        press(desk, result, "locked")
        desk.ask("unlock", sheet=TARGETS, password=SECRET)
        executable.rename(folder / "away")
        press(desk, result, "missing")
        (folder / "away").rename(executable)
        press(desk, result, "once")
        desk.ask("show", sheet=TARGETS)
        desk.photograph(pictures(folder) / "marked.png")
        press(desk, result, "twice")
        desk.ask("show", sheet="检查结果")
        desk.photograph(pictures(folder) / "results.png")
        desk.ask("close")
        desk.open(stranger(folder))
        press(desk, result, "stranger")
        desk.ask("close")
    return result


def press(desk: Screen, result: Seen, name: str) -> None:
    desk.ask("save_as", path=str(result.after(f"before_{name}")))
    result.told[name] = desk.press(pictures(result.folder) / f"press_{name}.png")
    desk.ask("save_as", path=str(result.after(name)))


def stranger(folder: Path) -> Path:
    with xlsxwriter.Workbook(folder / "stranger_plain.xlsx") as book:
        book.add_worksheet("我的表").write(0, 0, "内容")
    path = folder / "别的.xlsm"
    path.write_bytes(with_button((folder / "stranger_plain.xlsx").read_bytes()))
    return path


def content(path: Path) -> dict[str, bytes]:
    """Every part of the document but the time of saving."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist() if not name.startswith("docProps/")}


def values(sheet: Worksheet) -> dict[str, object]:
    return {cell.coordinate: cell.value for row in sheet for cell in row if cell.value is not None}


def test_a_click_brings_marks_scores_and_results_into_the_open_document(seen: Seen) -> None:
    assert re.match(r"检查完毕：错误 [1-9]\d* · 警告 \d+ · 提示 \d+。", seen.told["once"])
    write(
        seen.after("before_once"),
        seen.folder / "by_file.xlsx",
        compose(assess(seen.after("before_once"), Office())),
    )
    live, file = shown(seen.after("once")), shown(seen.folder / "by_file.xlsx")
    assert (live.colours, live.notes, live.reserved) == (file.colours, file.notes, file.reserved)
    assert live.links == file.links
    assert set(live.results) == set(file.results) != set()
    assert any(
        "目标表预算700万元" in note for note in live.notes.values()
    )  # what was typed, not what was saved


def test_the_second_click_changes_nothing(seen: Seen) -> None:
    assert seen.told["twice"] == seen.told["once"]
    assert shown(seen.after("twice")) == shown(seen.after("once")) != NOTHING


@pytest.mark.parametrize(
    ("press", "begins", "next_step"),
    [
        ("cut", "检查程序的答复不完整，工作簿没有改动。", "请再按一次"),
        (
            "silent",
            "检查程序没有给出结果（超时、被拦截，或版本太旧）。工作簿没有改动。",
            "命令行 xlperf check",
        ),
        ("half", "没有查成（错误 ", "已写的标记都已取下"),
        ("locked", f"“{TARGETS}”设了保护密码，标记写不进去，工作簿没有改动。", "撤销保护"),
        ("missing", "找不到检查程序 xlperf，工作簿没有改动。", "请先安装"),
        ("stranger", "OPEN-90 没有认出本软件的任何一张表，未作检查。", "请使用 xlperf new 生成的"),
    ],
)
def test_what_goes_wrong_is_told_with_the_next_step(
    seen: Seen, press: str, begins: str, next_step: str
) -> None:
    assert seen.told[press].startswith(begins)
    assert next_step in seen.told[press]


@pytest.mark.parametrize("press", ["cut", "silent", "locked", "missing", "stranger"])
def test_the_document_is_then_as_it_was_in_every_byte(seen: Seen, press: str) -> None:
    assert content(seen.after(press)) == content(seen.after(f"before_{press}"))


def test_what_failed_half_way_is_taken_back(seen: Seen) -> None:
    """No mark is left, every value is as it was, and the sheets are protected again."""
    before, after = (openpyxl.load_workbook(seen.after(name)) for name in ("before_half", "half"))
    assert shown(seen.after("half")) == NOTHING
    assert after.sheetnames == before.sheetnames
    assert set(after.defined_names) == set(before.defined_names)
    for old, new in zip(before.worksheets, after.worksheets, strict=True):
        assert values(new) == values(old)
        assert new.protection.sheet == old.protection.sheet
        assert new.merged_cells.ranges == old.merged_cells.ranges


def test_no_copy_of_the_workbook_is_left_behind(seen: Seen) -> None:
    assert [
        path.name for path in (seen.folder / "scratch").iterdir() if path.name.startswith("xlperf-")
    ] == []


def test_the_screen_was_photographed_at_every_press(seen: Seen) -> None:
    for name in seen.told:
        picture = pictures(seen.folder) / f"press_{name}.png"
        assert picture.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
