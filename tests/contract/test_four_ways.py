"""One report, four ways into the workbook: what the sheet shows at the end is the same, and 清除标记 takes it all away.

The file is patched; the macro runs in LibreOffice; the WPS add-in runs on Node; xlwings writes into a document that is
open in LibreOffice. Each way gets the same steps, worked out once from the same report.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.excel.on_libreoffice import driven as through_uno
from tests.excel.on_libreoffice import needs_uno
from tests.macro.desk import driven, program
from tests.macro.shown import Shown, shown
from tests.serving.process import running
from tests.wps.test_addin import needs_node
from tests.wps.wire import node
from xlperf import demo
from xlperf.assess import assess
from xlperf.findings import Report
from xlperf.forms import workbooks
from xlperf.forms.template import write_workbook
from xlperf.macro.package import with_button
from xlperf.office import Office
from xlperf.writeback.compose import compose
from xlperf.writeback.into_file import clean, write
from xlperf.writeback.into_json import reply_json
from xlperf.writeback.into_reply import reply_text
from xlperf.writeback.live import steps

pytestmark = [needs_uno, needs_node]

NOTHING = Shown({}, {}, {}, {}, {}, {}, {})
WAYS = ("macro", "add-in", "xlwings")


@dataclass(frozen=True)
class Made:
    """What each way left: after 检查, and after 清除标记."""

    report: Report
    once: Mapping[str, Shown]
    cleaned: Mapping[str, Shown]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("ways")
    source = folder / "自评.xlsx"
    example = next(each for each in demo.examples() if each.name.startswith("赫山区"))
    write_workbook(workbooks.workbook(example.kind), source, example.draft)
    report = assess(source, Office())
    actions = steps(source, compose(report))
    (folder / "reply.txt").write_bytes(
        reply_text(actions, "检查完毕", "自评.xlsm", trouble=False).encode("ascii")
    )
    (folder / "reply.json").write_bytes(reply_json(actions, "检查完毕", trouble=False))
    write(source, folder / "file-once.xlsx", compose(report))
    clean(folder / "file-once.xlsx", folder / "file-clean.xlsx")
    _by_macro(folder, source)
    _by_add_in(folder, source)
    through_uno(
        source,
        ["carry", str(folder / "reply.txt")],
        ["save", str(folder / "xlwings-once.xlsx")],
        ["clean"],
        ["save", str(folder / "xlwings-clean.xlsx")],
    )
    ways = ("file", *WAYS)
    return Made(
        report,
        {way: shown(folder / f"{way}-once.xlsx") for way in ways},
        {way: shown(folder / f"{way}-clean.xlsx") for way in ways},
    )


def _by_macro(folder: Path, source: Path) -> None:
    """The macro asks a program that has the prepared reply to check, and the real one to clean."""
    book = folder / "自评.xlsm"
    book.write_bytes(with_button(source.read_bytes()))
    reply = shlex.quote(str(folder / "reply.txt"))
    lines = (
        f'[ "$1" = clean ] && exec "{program(folder)}" "$@"; shift 3; cp {reply} "$1.tmp"; mv "$1.tmp" "$1"'
    )
    said = driven(
        book,
        folder,
        f"""
      Say Press("check")
      SaveAs "{folder}/macro-once.xlsx"
      Say Press("clean")
      SaveAs "{folder}/macro-clean.xlsx"
    """,
        {"XLPERF_EXE": str(program(folder, lines))},
    )
    assert said == ["检查完毕", "标记已全部清除。", "done"]


def _by_add_in(folder: Path, source: Path) -> None:
    script = Path(__file__).with_name("press.js")
    given = (source, folder / "reply.json", folder / "add-in-once.xlsx", folder / "add-in-clean.xlsx")
    (folder / "wps").mkdir()
    with running(folder / "wps") as service:
        assert node(script, folder / "wps", service, *map(str, given)) == (0, "检查完毕\n标记已全部清除。\n")


def test_the_report_has_something_to_show(made: Made) -> None:
    file = made.once["file"]
    assert len(file.colours) == len({finding.at for finding in made.report.findings if finding.at})
    assert len(file.notes) == len(file.colours) > 10
    assert len(file.results) > 300
    assert len(file.links) > 30
    assert len(file.reserved) > 60
    assert len(file.footers) > 5


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("what", ["colours", "notes", "results", "looks", "links", "reserved", "footers"])
def test_every_way_shows_the_same(made: Made, way: str, what: str) -> None:
    assert getattr(made.once[way], what) == getattr(made.once["file"], what)


@pytest.mark.parametrize("way", ["file", *WAYS])
def test_every_way_back_leaves_nothing(made: Made, way: str) -> None:
    assert made.cleaned[way] == NOTHING
