"""The macro and the workbooks that carry it are made from the sources, and every reader takes them."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from pyopenvba import ExcelFile
from pyvbaanalysis.cli import main as analyse

from tests.writeback.test_other_readers import complaints, needs_validator
from xlperf.cli import main
from xlperf.macro.package import add_in, with_button
from xlperf.macro.source import module_source

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "workbook_templates" / "项目支出绩效自评工作簿.xlsx"


RIBBONS = ("customUI/customUI.xml", "customUI/customUI14.xml")
FAULTS = (
    (b'size="large"', b'size="huge"', "The Enumeration constraint failed"),
    (b"imageMso=", b"picture=", "attribute is not declared"),
    (b"</group>", b'<tab id="more"/></group>', "invalid child element"),
)
"""What the schemas forbid, and how the validator says so."""


def member(package: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return opened.read(name)


@pytest.fixture(scope="module")
def xlsm() -> bytes:
    return with_button(TEMPLATE.read_bytes())


def test_the_module_is_ascii_and_no_line_is_too_long_for_vba() -> None:
    source = module_source()
    assert source.isascii()
    assert max(map(len, source.splitlines())) < 1023
    assert "\r\nOption Explicit\r\n" in source
    assert re.search(r"(?m)^\s*(Private |Public )?Declare ", source) is None


def test_the_analysis_of_vba_finds_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "xlperf.bas").write_text(module_source(), encoding="ascii", newline="")
    analyse(["--whole-project", str(tmp_path / "xlperf.bas")])
    assert "(no diagnostics)" in capsys.readouterr().out


def test_what_is_built_is_what_lies_in_the_folder() -> None:
    assert (ROOT / "macros" / "xlperf.bas").read_bytes() == module_source().encode()
    assert (ROOT / "macros" / "xlperf.xlam").read_bytes() == add_in()


def test_the_same_template_gives_the_same_bytes(xlsm: bytes) -> None:
    assert with_button(TEMPLATE.read_bytes()) == xlsm


@pytest.mark.filterwarnings("ignore")  # oletools lags behind its own libraries
def test_another_reader_finds_the_whole_module_and_one_document_module_a_sheet(xlsm: bytes) -> None:
    from oletools.olevba import VBA_Parser  # noqa: PLC0415  warns while it is imported

    parser = VBA_Parser("book.xlsm", data=xlsm)
    modules = {name: code for _, _, name, code in parser.extract_macros()}
    assert modules["Xlperf.bas"].replace("\r\n", "\n") == module_source().replace("\r\n", "\n")
    names = set(re.findall(rb'codeName="(\w+)"', b"".join(sheets(xlsm))))
    assert {f"{name.decode()}.cls" for name in names} == set(modules) - {"Xlperf.bas", "ThisWorkbook.cls"}
    assert len(names) == len(list(sheets(xlsm)))


def sheets(package: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return [opened.read(name) for name in opened.namelist() if name.startswith("xl/worksheets/sheet")]


def test_the_package_holds_together(xlsm: bytes, tmp_path: Path) -> None:
    for name, content in (("book.xlsm", xlsm), ("xlperf.xlam", add_in())):
        (tmp_path / name).write_bytes(content)
        with ExcelFile(tmp_path / name) as book:
            assert book.validate() == []
            assert "Xlperf" in book.module_names()


@pytest.mark.parametrize("part", RIBBONS)
def test_every_button_of_the_ribbon_calls_a_macro_that_is_there(xlsm: bytes, part: str) -> None:
    for package in (xlsm, add_in()):
        ribbon = ET.fromstring(member(package, part))  # noqa: S314  our own file
        calls = [each.get("onAction") for each in ribbon.iter() if each.tag.endswith("}button")]
        assert len(calls) == 6
        assert all(f"Public Sub {call}(ByVal control As Object)" in module_source() for call in calls)
        assert part in member(package, "_rels/.rels").decode()


@needs_validator
def test_the_ribbon_keeps_to_the_schemas_of_microsoft(xlsm: bytes, tmp_path: Path) -> None:
    """[MS-CUSTOMUI] §2.2 and [MS-CUSTOMUI2] §2.2, as the Open XML SDK holds them; a faulty ribbon is noticed."""
    for name, package in (("book.xlsm", xlsm), ("xlperf.xlam", add_in())):
        (tmp_path / name).write_bytes(package)
        assert complaints(tmp_path / name) == Counter()
    for part in RIBBONS:
        for good, bad, told in FAULTS:
            (tmp_path / "bad.xlsm").write_bytes(
                with_part(xlsm, part, member(xlsm, part).replace(good, bad, 1))
            )
            assert told in "".join(complaints(tmp_path / "bad.xlsm"))


def with_part(package: bytes, part: str, content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return made.getvalue()


@pytest.mark.parametrize("part", RIBBONS)
def test_what_the_schema_says_in_words_only_holds_as_well(xlsm: bytes, part: str) -> None:
    """[MS-CUSTOMUI] §2.1: a control has exactly one of id, idQ, idMso, unique in the file; texts up to 1,024 letters."""
    ribbon = ET.fromstring(member(xlsm, part))  # noqa: S314  our own file
    controls = [each for each in ribbon.iter() if each.tag.rpartition("}")[2] in {"tab", "group", "button"}]
    names = [each.get("id") for each in controls]
    assert len(names) == len(set(names)) == 10
    assert all(len({"id", "idQ", "idMso"} & set(each.keys())) == 1 for each in controls)
    assert all(0 < len(text) <= 1024 for each in controls for text in each.attrib.values())


def test_every_visible_sheet_has_the_button_and_hidden_ones_have_none(xlsm: bytes) -> None:
    drawn = [b"<drawing " in sheet for sheet in sheets(xlsm)]
    hidden = member(xlsm, "xl/workbook.xml").count(b'state="veryHidden"')
    assert drawn.count(True) == len(drawn) - hidden
    assert b'macro="[0]!XlperfCheck"' in member(xlsm, "xl/drawings/drawing1.xml")


def test_new_lays_down_a_workbook_with_the_button(tmp_path: Path) -> None:
    path = tmp_path / "自评.xlsm"
    assert CliRunner().invoke(main, ["new", "national", "-o", str(path), "--unit", "某局"]).exit_code == 0
    assert b"XlperfCheck" in member(path.read_bytes(), "xl/drawings/drawing1.xml")
    assert "OPEN" not in CliRunner().invoke(main, ["check", str(path), "-q"]).output
