"""What a workbook holds beside its cells: never run, never fetched, and told to whoever reads the report."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.package.hostile import listing, parts, rels, sheet, zipped
from tests.test_command_line import lay_faulty
from xlperf.assess import assess
from xlperf.findings import Severity
from xlperf.office import Office
from xlperf.package.archive import read_archive
from xlperf.package.rewrite import Changes, rewritten

SHEET = ("rId1", "worksheet", "worksheets/sheet1.xml")
LINK = ("rId9", "externalLink", "externalLinks/externalLink1.xml")


def told(path: Path, content: bytes) -> list[tuple[str, Severity]]:
    """The codes beside OPEN-90: these small workbooks are no forms of ours."""
    path.write_bytes(content)
    report = assess(path, Office())
    assert report.readable
    assert all(finding.hint for finding in report.findings)
    return [
        (finding.code, finding.severity)
        for finding in report.findings
        if "OPEN-81" <= finding.code < "OPEN-90"
    ]


def formula(text: str) -> bytes:
    return zipped(parts(sheet(f'<row r="1"><c r="A1"><f>{text}</f><v>0</v></c></row>')))


@pytest.mark.parametrize(
    "text",
    [
        "cmd|'/c calc'!A0",
        "MSEXCEL|'\\..\\..\\cmd.exe /c calc'!''",
        "cmd&#124;'/c calc'!A0",
        "1+DDE|topic!item",
    ],
)
def test_a_formula_that_calls_a_program_is_told(tmp_path: Path, text: str) -> None:
    assert told(tmp_path / "自评表.xlsx", formula(text)) == [("OPEN-81", Severity.WARNING)]


@pytest.mark.parametrize(
    "text", ['"是|否"', '"a|b!c"&amp;A2', "SUM(A2:A3)", "IF(A2&gt;1,&quot;x|y!z&quot;,1)"]
)
def test_a_stroke_in_a_text_is_no_call(tmp_path: Path, text: str) -> None:
    assert told(tmp_path / "自评表.xlsx", formula(text)) == []


def test_a_text_that_looks_like_a_call_is_a_text(tmp_path: Path) -> None:
    cell = '<row r="1"><c r="A1" t="str"><v>=cmd|\'/c calc\'!A0</v></c></row>'
    assert told(tmp_path / "自评表.xlsx", zipped(parts(sheet(cell)))) == []


@pytest.mark.parametrize(
    ("link", "code"),
    [
        (b'<externalLink><externalBook r:id="rId1"/></externalLink>', "OPEN-82"),
        (b'<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>', "OPEN-81"),
        (b'<x:externalLink><x:oleLink progId="Package"/></x:externalLink>', "OPEN-81"),
        (b"\x00\x01\x02", "OPEN-82"),
    ],
)
def test_a_link_to_another_file_is_told_and_not_followed(tmp_path: Path, link: bytes, code: str) -> None:
    content = parts(rels=rels(SHEET, LINK))
    assert [found for found, _ in told(tmp_path / "自评表.xlsx", zipped(
        {**content, "xl/externalLinks/externalLink1.xml": link}
    ))] == [code]  # fmt: skip


def test_a_name_that_calls_a_program_is_told(tmp_path: Path) -> None:
    names = "<definedNames><definedName name='a'>cmd|'/c calc'!A0</definedName></definedNames>"
    content = zipped(parts(workbook=listing(more=names)))
    assert [code for code, _ in told(tmp_path / "自评表.xlsx", content)] == ["OPEN-81"]


def test_a_deeply_hidden_sheet_is_named_but_not_the_one_of_our_templates(tmp_path: Path) -> None:
    hidden = '<sheet name="底稿" sheetId="1" state="veryHidden" r:id="rId1"/>'
    path = tmp_path / "自评表.xlsx"
    assert told(path, zipped(parts(workbook=listing(hidden)))) == [("OPEN-83", Severity.INFO)]
    ours = lay_faulty(str(tmp_path / "样例.xlsx"))
    assert [
        finding.code for finding in assess(ours, Office()).findings if finding.code.startswith("OPEN")
    ] == []


def test_in_a_form_of_ours_it_stands_beside_the_findings(tmp_path: Path) -> None:
    path = lay_faulty(str(tmp_path / "自评表.xlsx"))
    archive = read_archive(path)
    workbook = archive.read("xl/workbook.xml").replace(
        b"<definedNames>", b"<definedNames><definedName name=\"a\">cmd|'/c calc'!A0</definedName>", 1
    )
    path.write_bytes(rewritten(archive, Changes({"xl/workbook.xml": workbook})))
    codes = [finding.code for finding in assess(path, Office()).findings]
    assert codes.count("OPEN-81") == 1
    assert "DATE-01" in codes
