"""The macro run by another interpreter of VBA, on the road it takes in Excel (in LibreOffice it takes its own for colours).

pyOpenVBA models cells, notes, names, jumps, widths and merged cells of Excel; it knows no conditional formats, no page
setup and no tab colours, so these steps and lines are left out here.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from click.testing import CliRunner
from pyopenvba.apps.excel import ExcelApplication

from tests.macro.shown import shown
from tests.macro.test_button_in_libreoffice import filled
from xlperf.cli import main
from xlperf.macro.source import module_source

UNKNOWN = re.compile(r"(?m)^.*(\.Tab\.Color|\.PageSetup\.|\.TextFrame\.|DisplayGridlines).*\r\n")
CUTS = int(os.environ.get("XLPERF_CUTS", "12"))
"""At how many places a reply is cut; every 200th byte: XLPERF_CUTS=500."""
PROBE = (
    "Public Function Probe(ByVal text As String) As String\r\n"
    "    Probe = XlperfApplyText(ActiveWorkbook, text)\r\nEnd Function\r\n"
)


def test_it_leaves_in_the_workbook_what_the_file_road_writes(tmp_path: Path) -> None:
    filled(tmp_path)
    book, marked = tmp_path / "plain.xlsx", tmp_path / "marked" / "plain.xlsx"
    marked.parent.mkdir()
    shutil.copy(book, marked)
    told = CliRunner().invoke(main, ["check", str(book), "--reply", str(tmp_path / "reply.txt")])
    CliRunner().invoke(main, ["check", str(marked)])
    assert told.exit_code == 1

    source = UNKNOWN.sub("", module_source()).replace(
        "Application.OperatingSystem", '"Windows (64-bit) NT 10.00"'
    )
    excel = ExcelApplication.open(book, with_vba=False)
    excel.add_module(source + PROBE, name="Xlperf")
    said = excel.run("Probe", without_colours((tmp_path / "reply.txt").read_text(encoding="ascii")))
    excel.save(tmp_path / "after.xlsx")

    assert str(said).startswith("检查完毕：错误 ")
    live, file = shown(tmp_path / "after.xlsx"), shown(marked)
    assert live.notes == file.notes
    assert live.results == file.results
    assert live.links == file.links
    assert live.looks == file.looks
    assert live.reserved == file.reserved
    assert len(file.results) > 100


def test_a_reply_that_is_not_whole_changes_nothing(tmp_path: Path) -> None:
    """Cut short, lines that changed places or came twice, another encoding, another workbook's: nothing is carried out."""
    filled(tmp_path)
    book = tmp_path / "plain.xlsx"
    CliRunner().invoke(main, ["check", str(book), "--reply", str(tmp_path / "reply.txt")])
    whole = (tmp_path / "reply.txt").read_text(encoding="ascii")
    lines = whole.splitlines(keepends=True)
    source = module_source().replace("Application.OperatingSystem", '"Windows (64-bit) NT 10.00"')
    excel = ExcelApplication.open(book, with_vba=False)
    excel.add_module(source + PROBE, name="Xlperf")
    unsound = [
        *(whole[:at] for at in range(0, len(whole) - 2, len(whole) // CUTS)),
        "".join([*lines[:5], lines[6], lines[5], *lines[7:]]),
        "".join([*lines[:5], lines[5], *lines[5:]]),
        whole.replace("plain.xlsx", "other.xlsx", 1),
        f"\ufeff{whole}",
        "\0".join(whole),
        whole + whole,
    ]
    for text in unsound:
        assert str(excel.run("Probe", text)).startswith("检查程序的答复不完整，工作簿没有改动。")
    excel.save(tmp_path / "after.xlsx")
    assert shown(tmp_path / "after.xlsx") == shown(book)


def without_colours(reply: str) -> str:
    head, *told, _ = reply.splitlines()
    steps = [line.partition("\t")[2] for line in told]
    kept = [step for step in steps if step[0] not in "PU"]
    lines = [f"{number}\t{step}" for number, step in enumerate(kept, 1)]
    return "".join(f"{line}\r\n" for line in [head, *lines, f"END\t{len(lines)}"])
