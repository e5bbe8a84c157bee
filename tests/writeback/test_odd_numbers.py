"""What mutation found: numbers that are none, names that are taken, a package that says two things. Nothing hangs or breaks."""

from __future__ import annotations

import base64
import re
import zlib
from decimal import Decimal
from pathlib import Path

import pytest

from tests.writeback.books import MAIN, RELATED, at, bare, members, relation, results, worksheet
from xlperf.findings import Severity
from xlperf.package.patch.wording import unescaped
from xlperf.package.refusal import Refused
from xlperf.package.workbook import open_workbook
from xlperf.writeback.into_file import clean, write
from xlperf.writeback.marks import CellMark, Marks, ReservedValue

NO_NUMBERS = ("", "abc", "-5", "NaN", "1e999", "²", "9" * 5000)
MARKS = Marks(
    (CellMark(at("B2"), Severity.ERROR, ("SC-01",), "【错误 SC-01】请改正"),),
    (ReservedValue(at("C3"), Decimal(5), 1),),
    results("一"),
)


def there_and_back(path: Path) -> None:
    """Marks are written, and cleaning gives every member back."""
    original = members(path.read_bytes())
    write(path, path, MARKS)
    assert open_workbook(path).sheets[0].grid.cells[3, 3].text == "5"
    clean(path, path)
    assert members(path.read_bytes()) == original


def listed(sheet: str, around: str = "") -> str:
    """A workbook part with one sheet of these attributes, and what stands behind the list."""
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><sheets><sheet name="评分表" r:id="rId1"{sheet}/></sheets>'
        f"{around}</workbook>"
    )


@pytest.mark.parametrize("number", NO_NUMBERS, ids=lambda number: number[:9])
def test_columns_rows_and_sheets_whose_numbers_are_none_take_marks(tmp_path: Path, number: str) -> None:
    cols = f'<cols><col min="{number}" max="{number}" width="{number}" style="1"/><col min="1" max="99999999999"/></cols>'
    usual = f'<sheetFormatPr defaultRowHeight="{number}" defaultColWidth="{number}"/>'
    rule = f'<conditionalFormatting sqref="A1"><cfRule type="expression" priority="{number}"/></conditionalFormatting>'
    sheet = worksheet(f'{usual}{cols}<sheetData><row r="2" ht="{number}"/></sheetData>{rule}')
    there_and_back(bare(tmp_path / "x.xlsx", sheet, {"xl/workbook.xml": listed(f' sheetId="{number}"')}))


@pytest.mark.parametrize("number", NO_NUMBERS, ids=lambda number: number[:9])
def test_after_another_program_saved_numbers_that_are_none_do_not_hinder_cleaning(
    tmp_path: Path, number: str
) -> None:
    """Without the journal the names, the window and the notes are taken back one by one."""
    path = bare(tmp_path / "x.xlsx", worksheet("<sheetData/>"))
    write(path, path, MARKS)
    parts = dict(members(path.read_bytes()))
    book = parts["xl/workbook.xml"].decode()
    names = f'<definedName name="a" localSheetId="{number}">1</definedName></definedNames>'
    view = f'<bookViews><workbookView activeTab="{number}" firstSheet="{number}"/></bookViews><sheets>'
    parts["xl/workbook.xml"] = book.replace("</definedNames>", names).replace("<sheets>", view).encode()
    note = f'<comment ref="A9" authorId="{number}"><text><t>张三</t></text></comment></commentList>'.encode()
    parts["xl/comments1.xml"] = parts["xl/comments1.xml"].replace(b"</commentList>", note)
    clean(bare(path, parts.pop("xl/worksheets/sheet1.xml"), dict(parts)), path)
    assert [sheet.name for sheet in open_workbook(path).sheets] == ["评分表"]
    assert "xl/comments1.xml" in dict(members(path.read_bytes()))


def test_a_styles_part_that_nothing_refers_to_does_not_stop_writing(tmp_path: Path) -> None:
    there_and_back(bare(tmp_path / "x.xlsx", worksheet("<sheetData/>"), {"xl/styles.xml": "<x/>"}))


def test_a_folder_with_braces_in_its_name_is_a_folder(tmp_path: Path) -> None:
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    there_and_back(
        bare(
            tmp_path / "x.xlsx",
            worksheet(""),
            {
                "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{rels}"><Relationship Id="rId1" Type="{RELATED}/worksheet" '
                'Target="{表}/{0}.xml"/></Relationships>',
                "xl/{表}/{0}.xml": worksheet("<sheetData/>"),
            },
        )
    )


def test_shapes_numbered_beyond_all_numbers_are_left_alone(tmp_path: Path) -> None:
    vml = (
        f'<xml xmlns:o="o" xmlns:v="v"><o:idmap data="1 2,{"9" * 5000}"/><v:shape id="_x0000_s{"9" * 5000}">'
        f'<x:ClientData ObjectType="Note"><x:Row>{"9" * 5000}</x:Row><x:Column>1</x:Column></x:ClientData></v:shape></xml>'
    )
    there_and_back(
        bare(
            tmp_path / "x.xlsx",
            worksheet('<sheetData/><legacyDrawing r:id="rId1"/>'),
            {"xl/drawings/vmlDrawing1.vml": vml},
            relation(1, "vmlDrawing", "../drawings/vmlDrawing1.vml"),
        )
    )


def test_a_reserved_name_over_the_whole_sheet_is_cleaned_at_once(tmp_path: Path) -> None:
    """The area holds 17 thousand million cells, two of which are there."""
    path = bare(
        tmp_path / "x.xlsx",
        worksheet(
            '<sheetData><row r="1"><c r="A1" s="1"><v>5</v></c><c r="C1"><f>A1</f><v>5</v></c></row></sheetData>'
        ),
        {
            "xl/workbook.xml": listed(
                ' sheetId="1"',
                '<definedNames><definedName name="xlperf_reserved_1" hidden="1">\'评分表\'!$A$1:$XFD$1048576</definedName></definedNames>',
            )
        },
    )
    assert clean(path, path).changed
    assert (
        b'<row r="1"><c r="A1" s="1"/><c r="C1"><f>A1</f><v>5</v></c></row>'
        in dict(members(path.read_bytes()))["xl/worksheets/sheet1.xml"]
    )


@pytest.mark.parametrize(
    "inside",
    [
        "<sheets/><sheets>{0}</sheets>",
        (
            '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><sheets>{0}</sheets>'
            "</mc:AlternateContent>"
        ),
    ],
)
def test_a_workbook_that_lists_its_sheets_in_an_unheard_of_way_is_not_written(
    tmp_path: Path, inside: str
) -> None:
    """It can be read; but our sheet might come to stand where no program, or only ours, would find it again."""
    tab = '<sheet name="评分表" sheetId="1" r:id="rId1"/>'
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{RELATED}">{inside.format(tab)}</workbook>'
    path = bare(tmp_path / "x.xlsx", worksheet("<sheetData/>"), {"xl/workbook.xml": book})
    old = path.read_bytes()
    with pytest.raises(Refused, match="WRITE-01"):
        write(path, path, MARKS)
    assert path.read_bytes() == old


@pytest.mark.parametrize("journal", ['{"changed":{"a":["","",[[Infinity,1,""]]]},"added":{}}', "[" * 100_000])
def test_a_journal_that_was_tampered_with_counts_as_none(tmp_path: Path, journal: str) -> None:
    path = bare(tmp_path / "x.xlsx", worksheet("<sheetData/>"))
    write(path, path, MARKS)
    parts = dict(members(path.read_bytes()))
    forged = base64.b64encode(zlib.compress(journal.encode()))
    parts["xl/worksheets/sheet2.xml"] = re.sub(
        rb"(?<=<xlperf:journal>)[^<]*", forged, parts["xl/worksheets/sheet2.xml"]
    )
    clean(bare(path, parts.pop("xl/worksheets/sheet1.xml"), dict(parts)), path)
    assert [sheet.name for sheet in open_workbook(path).sheets] == ["评分表"]


def test_titles_that_claim_more_sheets_than_they_list_are_left_alone(tmp_path: Path) -> None:
    types = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
    app = (
        f'<Properties xmlns="urn:app" xmlns:vt="{types}"><HeadingPairs><vt:vector><vt:variant/><vt:variant><vt:i4>3</vt:i4>'
        '</vt:variant></vt:vector></HeadingPairs><TitlesOfParts><vt:vector size="1"><vt:lpstr>评分表</vt:lpstr></vt:vector>'
        "</TitlesOfParts></Properties>"
    )
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="a" Type="{RELATED}/officeDocument" Target="xl/workbook.xml"/>'
        f'<Relationship Id="b" Type="{RELATED}/extended-properties" Target="app.xml"/></Relationships>'
    )
    there_and_back(
        bare(tmp_path / "x.xlsx", worksheet("<sheetData/>"), {"app.xml": app, "_rels/.rels": rels})
    )


def test_a_character_reference_beyond_all_characters_is_read_as_unreadable() -> None:
    """Expat refuses such a sheet when it is read; a reader of ours must not die of it either."""
    assert unescaped(b"&#x41;&#xD800;&#x110000;&#" + b"9" * 5000 + b";&#0066;") == "A\ufffd\ufffd\ufffdB"
