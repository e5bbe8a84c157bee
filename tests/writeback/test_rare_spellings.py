"""What the standards allow and hardly any program writes: it is written right, or not at all."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.writeback.books import MAIN, RELATED, bare, members, relation, worksheet
from tests.writeback.test_unusual_packages import after, marks, values
from xlperf.package.refusal import Refused
from xlperf.package.workbook import open_workbook
from xlperf.writeback.into_file import clean, write

_SECOND = f'xmlns:x="{MAIN}"'
_TWO_ROWS = (
    '<sheetData><row r="2"><c r="B2"><v>1</v></c></row><row r="5"><c r="C5"><v>2</v></c></row></sheetData>'
)


@pytest.mark.parametrize(
    ("plain", "spelled"),
    [
        ("<sheetData>", f"<sheetData {_SECOND}>"),  # declared and never used: no harm
        ("<row ", f"<x:row {_SECOND} "),
        ("<c ", f"<x:c {_SECOND} "),
    ],
)
def test_a_second_prefix_for_the_same_names_never_puts_a_cell_in_twice(
    tmp_path: Path, plain: str, spelled: str
) -> None:
    """A row or cell that is not seen would be added again, below or beside the one that is there."""
    closing = (plain.replace("<", "</").strip() + ">", spelled.split(maxsplit=1)[0].replace("<", "</") + ">")
    text = _TWO_ROWS.replace(plain, spelled)
    if spelled.startswith("<x:"):
        text = text.replace(*closing)
    path = bare(tmp_path / "x.xlsx", worksheet(text))
    before = path.read_bytes()
    wanted = marks(("C5", "偏高"))
    if spelled.startswith("<x:"):
        with pytest.raises(Refused) as refusal:
            write(path, path, wanted)
        assert (refusal.value.code, path.read_bytes()) == ("WRITE-01", before)
    else:
        assert after(path, wanted).count('r="C5"') == 1
        assert values(path, ["B2", "C5"]) == [1, "偏高"]


def test_a_cell_whose_address_names_another_row_is_never_put_in_twice(tmp_path: Path) -> None:
    """Readers take C5 at its word; a row 5 of our own beside it would hold the address once more."""
    rows = '<sheetData><row r="2"><c r="B2"><v>1</v></c><c r="C5"><v>2</v></c></row></sheetData>'
    path = bare(tmp_path / "x.xlsx", worksheet(rows))
    before = path.read_bytes()
    with pytest.raises(Refused) as refusal:
        write(path, path, marks(("C5", "偏高")))
    assert (refusal.value.code, path.read_bytes()) == ("WRITE-01", before)


def test_a_drawing_inside_an_alternative_gets_no_second_one_beside_it(tmp_path: Path) -> None:
    """A sheet has one legacyDrawing (ECMA-376 §18.3.1.51); the finding still shows by colour and on the results sheet."""
    choice = (
        '<sheetData/><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="x14"><legacyDrawing r:id="rId1"/></mc:Choice></mc:AlternateContent>'
    )
    path = bare(
        tmp_path / "x.xlsx",
        worksheet(choice),
        {"xl/drawings/vmlDrawing1.vml": '<xml xmlns:v="urn:schemas-microsoft-com:vml"></xml>'},
        relation(1, "vmlDrawing", "../drawings/vmlDrawing1.vml"),
    )
    text = after(path, marks())
    assert text.count("legacyDrawing") == 1
    assert "xlperf:SC-01" in text


@pytest.mark.parametrize(("ids", "expected"), [((65534,), 1), ((1, 3, 65534), 2), ((7,), 8)])
def test_no_sheet_gets_a_number_beyond_those_that_excel_reads(
    tmp_path: Path, ids: tuple[int, ...], expected: int
) -> None:
    """Office reads sheetId 1 to 65534 ([MS-OI29500], note to Part 1 §18.2.19)."""
    tabs = "".join(f'<sheet name="表{each}" sheetId="{each}" r:id="rId{each}"/>' for each in ids)
    rels = "".join(relation(each, "worksheet", f"worksheets/sheet{each}.xml") for each in ids)
    sheets = {f"xl/worksheets/sheet{each}.xml": worksheet("<sheetData/>") for each in ids}
    path = bare(
        tmp_path / "x.xlsx",
        worksheet("<sheetData/>"),
        {
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><sheets>{tabs}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            f'relationships">{rels}</Relationships>',
            **sheets,
        },
    )
    after(path, marks())
    text = dict(members(path.read_bytes()))["xl/workbook.xml"].decode()
    assert f'<sheet name="检查结果" sheetId="{expected}" ' in text


def test_a_part_whose_name_is_escaped_in_the_archive_is_found(tmp_path: Path) -> None:
    """A part name that is not ASCII stands in the archive as %XX (ISO/IEC 29500-2 §7.3), as .NET writes it."""
    escaped = "%E8%AF%84%E5%88%86.xml"
    path = bare(
        tmp_path / "x.xlsx",
        worksheet(""),
        {
            "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            f'relationships">{relation(1, "worksheet", "worksheets/" + escaped)}</Relationships>',
            f"xl/worksheets/{escaped}": worksheet(
                '<sheetData><row r="1"><c r="A1"><v>95</v></c></row></sheetData>'
            ),
        },
    )
    assert open_workbook(path).sheets[0].grid.cells[1, 1].text == "95"
    after(path, marks(("C3", "偏高")))
    found = open_workbook(path).sheets
    assert [sheet.name for sheet in found] == ["评分表", "检查结果"]
    assert found[0].grid.cells[3, 3].text == "偏高"


def test_a_leading_slash_in_the_name_of_a_member_means_nothing(tmp_path: Path) -> None:
    path = bare(tmp_path / "x.xlsx", worksheet("<sheetData/>"))
    content = members(path.read_bytes())
    with zipfile.ZipFile(path, "w") as file:
        for name, data in content:
            file.writestr(f"/{name}", data)
    original = members(path.read_bytes())
    write(path, path, marks(("C3", "偏高")))
    assert open_workbook(path).sheets[0].grid.cells[3, 3].text == "偏高"
    clean(path, path)
    assert members(path.read_bytes()) == original


def test_another_id_before_that_of_the_relationship_hides_no_sheet(tmp_path: Path) -> None:
    tab = '<sheet xmlns:q="urn:q" q:id="17" name="评分表" sheetId="1" r:id="rId1"/>'
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><sheets>{tab}</sheets></workbook>'
    path = bare(tmp_path / "x.xlsx", worksheet("<sheetData/>"), {"xl/workbook.xml": book})
    assert "xlperf:SC-01" in after(path, marks())


@pytest.mark.parametrize("action", ["write", "clean"])
def test_a_sheet_of_staff_is_not_ours_because_a_name_of_theirs_sounds_so(tmp_path: Path, action: str) -> None:
    """Our own name is hidden; one that staff typed can be seen."""
    tabs = '<sheet name="评分表" sheetId="1" r:id="rId1"/><sheet name="明细" sheetId="2" r:id="rId2"/>'
    named = '<definedNames><definedName name="xlperf_results">明细!$A$1</definedName></definedNames>'
    rels = relation(1, "worksheet", "worksheets/sheet1.xml") + relation(
        2, "worksheet", "worksheets/sheet2.xml"
    )
    path = bare(
        tmp_path / "x.xlsx",
        worksheet("<sheetData/>"),
        {
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><sheets>{tabs}</sheets>{named}</workbook>',
            "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            f'relationships">{rels}</Relationships>',
            "xl/worksheets/sheet2.xml": worksheet(
                '<sheetData><row r="1"><c r="A1"><v>95</v></c></row></sheetData>'
            ),
        },
    )
    if action == "write":
        write(path, path, marks())
    clean(path, path)
    sheets = open_workbook(path).sheets
    assert [sheet.name for sheet in sheets] == ["评分表", "明细"]
    assert sheets[1].grid.cells[1, 1].text == "95"
