"""XML as other programs write it: prefixes, comments, missing references, alternatives, other encodings, Strict."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.writeback.books import MAIN, at, bare, members, opened, relation, results, worksheet
from xlperf.findings import Severity
from xlperf.package.workbook import open_workbook
from xlperf.writeback.into_file import clean, write
from xlperf.writeback.marks import CellMark, Marks, ReservedValue


def marks(*values: tuple[str, str | Decimal | None]) -> Marks:
    """A colour and a note at B2, and values in reserved cells."""
    cells = (CellMark(at("B2"), Severity.ERROR, ("SC-01",), "【错误 SC-01】请改正"),)
    return Marks(cells, tuple(ReservedValue(at(a1), value, 1) for a1, value in values), results("一"))


def after(path: Path, wanted: Marks) -> str:
    """The sheet after writing; on the way, writing twice and cleaning are proved."""
    original = members(path.read_bytes())
    write(path, path, wanted)
    once = path.read_bytes()
    assert not write(path, path, wanted).changed
    clean(path, path)
    assert members(path.read_bytes()) == original
    path.write_bytes(once)
    text = dict(members(once))["xl/worksheets/sheet1.xml"]
    return text.decode("utf-16" if text.startswith(b"\xff\xfe") else "utf-8")


def children(xml: str) -> list[str]:
    """The names of what stands directly in the sheet, in order."""
    body = xml[xml.index(">", xml.index("worksheet ")) + 1 : xml.rindex("</")]
    depth, found = 0, []
    for closing, name, empty in re.findall(r"<(/?)([\w:]+)[^>]*?(/?)>", body):
        if not closing and depth == 0:
            found.append(name)
        depth += 0 if empty else -1 if closing else 1
    return found


def values(path: Path, cells: Iterable[str]) -> list[object]:
    sheet = opened(path)["评分表"]
    return [sheet[a1].value for a1 in cells]


def test_the_smallest_workbook_has_neither_styles_nor_notes_and_loses_both_again(tmp_path: Path) -> None:
    path = bare(tmp_path / "x.xlsx", worksheet("<sheetData/>"))
    xml = after(path, marks(("C3", Decimal(5))))
    assert children(xml) == ["sheetData", "conditionalFormatting", "hyperlinks", "legacyDrawing"]
    book = opened(path)
    assert book["评分表"]["C3"].value == 5
    assert book["评分表"]["B2"].comment.author == "xlperf"
    assert book["检查结果"]["A1"].font.name == "黑体"


def test_prefixed_elements_get_prefixed_neighbours(tmp_path: Path) -> None:
    xml = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="3"><x:c r="C3"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    path = bare(tmp_path / "x.xlsx", xml)
    text = after(path, marks(("C3", Decimal(5)), ("D3", "偏高"), ("A9", "末")))
    assert (
        '<x:c r="C3"><x:v>5</x:v></x:c><x:c r="D3" t="inlineStr"><x:is><x:t xml:space="preserve">偏高</x:t>'
        in text
    )
    assert values(path, ("C3", "D3", "A9")) == [5, "偏高", "末"]


def test_comments_and_cdata_that_look_like_cells_are_stepped_over(tmp_path: Path) -> None:
    rows = (
        '<!-- <row r="1"><c r="A1"/></row> </sheetData> --><row r="2"><c r="A2" t="inlineStr"><is><t>'
        '<![CDATA[<c r="C2"><v>9</v></c></row>]]></t></is></c></row><?pi <row r="3"> ?>'
    )
    path = bare(tmp_path / "x.xlsx", worksheet(f"<sheetData>{rows}</sheetData>"))
    after(path, marks(("C2", Decimal(5)), ("C1", Decimal(6)), ("C3", Decimal(7))))
    assert values(path, ("A2", "C1", "C2", "C3")) == ['<c r="C2"><v>9</v></c></row>', 6, 5, 7]


def test_a_bracket_inside_an_attribute_does_not_end_the_tag(tmp_path: Path) -> None:
    prompt = '<dataValidations count="1"><dataValidation type="list" prompt="a>b/>c" sqref="A1"><formula1>"x"</formula1></dataValidation></dataValidations>'
    path = bare(tmp_path / "x.xlsx", worksheet(f"<sheetData/>{prompt}"))
    assert children(after(path, marks())) == [
        "sheetData",
        "conditionalFormatting",
        "dataValidations",
        "legacyDrawing",
    ]


def test_rows_and_cells_that_do_not_tell_their_place_follow_the_one_before(tmp_path: Path) -> None:
    """Row 1: A1, B1; row 2 empty; row 5 told, then 6: A6, then D6 told, E6 following."""
    rows = (
        "<row><c><v>1</v></c><c><v>2</v></c></row><row/>"
        '<row r="5"><c><v>3</v></c></row><row><c><v>4</v></c><c r="D6"><v>5</v></c><c><v>6</v></c></row>'
    )
    path = bare(tmp_path / "x.xlsx", worksheet(f"<sheetData>{rows}</sheetData>"))
    wanted = {"B1": 10, "C1": 11, "A2": 12, "B4": 13, "B6": 14, "E6": 15, "F6": 16, "A7": 17}
    after(path, marks(*((a1, Decimal(value)) for a1, value in wanted.items())))
    grid = open_workbook(path).sheets[0].grid
    told = {a1: grid.cells[at(a1).row, at(a1).column].text for a1 in wanted}
    assert told == {a1: str(value) for a1, value in wanted.items()}
    kept = {a1: grid.cells[at(a1).row, at(a1).column].text for a1 in ("A1", "A5", "A6", "D6")}
    assert kept == {"A1": "1", "A5": "3", "A6": "4", "D6": "5"}


def test_a_row_told_twice_takes_the_value_where_the_cell_stands(tmp_path: Path) -> None:
    rows = '<row r="2"><c r="A2"><v>1</v></c></row><row r="2"><c r="C2"><v>2</v></c></row>'
    path = bare(tmp_path / "x.xlsx", worksheet(f"<sheetData>{rows}</sheetData>"))
    assert '<row r="2"><c r="C2"><v>5</v></c></row>' in after(path, marks(("C2", Decimal(5))))


def test_a_cell_keeps_its_format_and_a_new_one_takes_that_of_row_or_column(tmp_path: Path) -> None:
    cols = '<cols><col min="3" max="4" style="1"/></cols>'
    rows = (
        '<row r="2"><c r="A2" s="2" cm="1" vm="1" t="s"><v>0</v></c></row><row r="3" s="3" customFormat="1"/>'
    )
    path = bare(tmp_path / "x.xlsx", worksheet(f"{cols}<sheetData>{rows}</sheetData>"))
    text = after(path, marks(("A2", "新"), ("C2", Decimal(1)), ("C3", Decimal(2)), ("D4", Decimal(3))))
    assert '<c r="A2" s="2" t="inlineStr"><is>' in text
    assert '<c r="C2" s="1"><v>1</v></c>' in text
    assert '<row r="3" s="3" customFormat="1"><c r="C3" s="3"><v>2</v></c></row>' in text
    assert '<row r="4"><c r="D4" s="1"><v>3</v></c></row>' in text


def test_formulas_array_areas_table_headers_and_merged_interiors_are_left_alone(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>列</t></is></c></row>'
        '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2"><f t="array" ref="B2:B3">A2</f><v>2</v></c></row>'
        '<row r="3"><c r="B3"><v>2</v></c></row>'
    )
    merged = '<mergeCells count="1"><mergeCell ref="C1:D2"/></mergeCells>'
    table = f'<table xmlns="{MAIN}" id="1" name="t" displayName="t" ref="A1:A2"><tableColumns count="1"><tableColumn id="1" name="列"/></tableColumns></table>'
    path = bare(
        tmp_path / "x.xlsx",
        worksheet(
            f'<sheetData>{rows}</sheetData>{merged}<tableParts count="1"><tablePart r:id="rId7"/></tableParts>'
        ),
        {"xl/tables/table1.xml": table},
        relation(7, "table", "../tables/table1.xml"),
    )
    text = after(path, marks(*((a1, Decimal(9)) for a1 in ("A1", "A2", "B2", "B3", "D2", "C1"))))
    assert "".join(re.findall(r"<sheetData>.*</sheetData>", text)) == (
        "<sheetData>" + rows.replace("</row>", '<c r="C1"><v>9</v></c></row>', 1) + "</sheetData>"
    )
    assert children(text)[-2:] == ["legacyDrawing", "tableParts"]


def test_what_must_follow_follows_even_inside_an_alternative(tmp_path: Path) -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    controls = f'<mc:AlternateContent {mc}><mc:Choice Requires="x14"><controls><mc:AlternateContent><mc:Choice Requires="x14"><control/></mc:Choice></mc:AlternateContent></controls></mc:Choice></mc:AlternateContent>'
    path = bare(tmp_path / "x.xlsx", worksheet(f'<sheetData/><drawing r:id="rId5"/>{controls}<extLst/>'))
    assert children(after(path, marks(("C3", "一")))) == [
        "sheetData",
        "conditionalFormatting",
        "hyperlinks",
        "drawing",
        "legacyDrawing",
        "mc:AlternateContent",
        "extLst",
    ]


def test_priorities_of_staff_and_of_extensions_are_not_used_again(tmp_path: Path) -> None:
    rule = '<conditionalFormatting sqref="A1"><cfRule type="expression" priority="2"><formula>A1</formula></cfRule></conditionalFormatting>'
    extension = (
        '<extLst><ext xmlns:x14="urn:x" uri="{1}"><x14:cfRule type="dataBar" priority="1"/></ext></extLst>'
    )
    path = bare(tmp_path / "x.xlsx", worksheet(f"<sheetData/>{rule}{extension}"))
    assert 'dxfId="0" priority="3"><formula>LEN("xlperf:SC-01")&gt;0</formula>' in after(path, marks())


def test_a_form_with_buttons_keeps_them_and_shares_their_drawing(tmp_path: Path) -> None:
    """VML of controls is often not well-formed XML; it is never parsed."""
    button = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="3"/>'
        '</o:shapelayout><v:shape id="_x0000_s3073" type="#_x0000_t201"><v:textbox><br>提交<x:Row>1</x:Row>'
        '</v:textbox><x:ClientData ObjectType="Button"/></v:shape></xml>'
    )
    path = bare(
        tmp_path / "x.xlsx",
        worksheet('<sheetData/><legacyDrawing r:id="rId1"/>'),
        {"xl/drawings/vmlDrawing1.vml": button},
        relation(1, "vmlDrawing", "../drawings/vmlDrawing1.vml"),
    )
    after(path, marks())
    vml = dict(members(path.read_bytes()))["xl/drawings/vmlDrawing1.vml"].decode()
    assert vml.startswith(button.removesuffix("</xml>"))
    assert 'id="_x0000_t202"' in vml
    assert 'id="_x0000_s3074"' in vml


def test_utf_16_parts_stay_utf_16(tmp_path: Path) -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?>' + worksheet("<sheetData/>")
    path = bare(tmp_path / "x.xlsx", b"\xff\xfe" + text.encode("utf-16-le"))
    assert children(after(path, marks(("C3", "一")))) == [
        "sheetData",
        "conditionalFormatting",
        "hyperlinks",
        "legacyDrawing",
    ]
    assert values(path, ["C3"]) == ["一"]


def test_strict_workbooks_get_strict_words(tmp_path: Path) -> None:
    strict = "http://purl.oclc.org/ooxml"
    sheet = f'<worksheet xmlns="{strict}/spreadsheetml/main"><sheetData/></worksheet>'
    book = f'<workbook xmlns="{strict}/spreadsheetml/main" xmlns:r="{strict}/officeDocument/relationships"><sheets><sheet name="评分表" sheetId="1" r:id="rId1"/></sheets></workbook>'
    rels = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{strict}/officeDocument/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    path = bare(tmp_path / "x.xlsx", sheet, {"xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": rels})
    after(path, marks(("C3", Decimal(5))))
    written = b"".join(
        text
        for name, text in members(path.read_bytes())
        if name not in ("[Content_Types].xml", "_rels/.rels")
    )
    assert b"schemas.openxmlformats.org/officeDocument" not in written
    assert b"schemas.openxmlformats.org/spreadsheetml" not in written
    grid = open_workbook(path).sheets[0].grid
    assert grid.cells[3, 3].text == "5"


def test_a_date_as_the_usual_format_does_not_turn_the_results_into_dates(tmp_path: Path) -> None:
    styles = (
        f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/></fill></fills>'
        '<borders count="1"><border/></borders><cellXfs count="7"><xf numFmtId="14"/></cellXfs><dxfs count="0"/></styleSheet>'
    )
    path = bare(tmp_path / "x.xlsx", worksheet("<sheetData/>"), _with_styles(styles))
    after(path, marks())
    sheet = opened(path)["检查结果"]
    assert (sheet["A2"].value, sheet["A2"].is_date, sheet["A2"].number_format) == (1, False, "General")
    text = dict(members(path.read_bytes()))["xl/styles.xml"].decode()
    assert '<cellXfs count="4"><xf numFmtId="14"/>' in text
    assert '<dxfs count="1"><dxf>' in text


def _with_styles(styles: str) -> dict[str, str | bytes]:
    """The parts of ``bare`` that a style part needs."""
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return {
        "xl/styles.xml": styles,
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{rels}"><Relationship Id="rId1" Type="{base}/worksheet" '
        f'Target="worksheets/sheet1.xml"/><Relationship Id="rId9" Type="{base}/styles" Target="styles.xml"/></Relationships>',
    }


@pytest.mark.parametrize(
    "styles", [f'<styleSheet xmlns="{MAIN}"/>', f'<s:styleSheet xmlns:s="{MAIN}"></s:styleSheet>']
)
def test_empty_style_tables_are_filled_from_the_ground_up(tmp_path: Path, styles: str) -> None:
    path = bare(tmp_path / "x.xlsx", worksheet("<sheetData/>"), _with_styles(styles))
    after(path, marks())
    sheet = opened(path)["检查结果"]
    assert (sheet["A1"].font.name, sheet["A1"].font.sz) == ("黑体", 16)


def test_a_zip_that_streams_its_sizes_is_copied_and_changed(tmp_path: Path) -> None:
    class Pipe:
        """A file that cannot be rewound: zipfile then writes data descriptors."""

        def __init__(self, path: Path) -> None:
            self.file = path.open("wb")

        def write(self, data: bytes) -> int:
            return self.file.write(data)

        def flush(self) -> None:
            self.file.flush()

    book = openpyxl.Workbook()
    book.active.title = "评分表"
    path = tmp_path / "x.xlsx"
    pipe = Pipe(path)
    book.save(pipe)
    pipe.file.close()
    assert any(member.flags & 8 for member in open_workbook(path).archive.members)
    after(path, marks(("C3", Decimal(5))))
    assert values(path, ["C3"]) == [5]


def test_titles_of_the_file_properties_stay_in_step(tmp_path: Path) -> None:
    app = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties" xmlns:vt="http://schemas.'
        'openxmlformats.org/officeDocument/2006/docPropsVTypes"><HeadingPairs><vt:vector size="4" baseType="variant"><vt:variant>'
        "<vt:lpstr>工作表</vt:lpstr></vt:variant><vt:variant><vt:i4>1</vt:i4></vt:variant><vt:variant><vt:lpstr>命名范围</vt:lpstr>"
        '</vt:variant><vt:variant><vt:i4>1</vt:i4></vt:variant></vt:vector></HeadingPairs><TitlesOfParts><vt:vector size="2" '
        'baseType="lpstr"><vt:lpstr>评分表</vt:lpstr><vt:lpstr>合计</vt:lpstr></vt:vector></TitlesOfParts></Properties>'
    )
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://'
        'schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties" Target="docProps/app.xml"/></Relationships>'
    )
    path = bare(
        tmp_path / "x.xlsx", worksheet("<sheetData/>"), {"docProps/app.xml": app, "_rels/.rels": rels}
    )
    after(path, marks())
    text = dict(members(path.read_bytes()))["docProps/app.xml"].decode()
    assert "<vt:i4>2</vt:i4>" in text
    assert (
        '<vt:vector size="3" baseType="lpstr"><vt:lpstr>评分表</vt:lpstr><vt:lpstr>检查结果</vt:lpstr><vt:lpstr>合计'
        in text
    )


def test_a_workbook_part_in_a_folder_of_another_name(tmp_path: Path) -> None:
    """Parts of our own come to lie beside those that are there."""
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    book = f'<workbook xmlns="{MAIN}"><sheets><sheet name="评分表" sheetId="4" rr:id="x" xmlns:rr="{base}"/></sheets></workbook>'
    sheet = f'<Relationship Id="x" Type="{base}/worksheet" Target="/表/a.xml"/>'
    path = bare(
        tmp_path / "x.xlsx",
        worksheet(""),
        {
            "_rels/.rels": f'<Relationships xmlns="{rels}"><Relationship Id="a" Type="{base}/officeDocument" Target="wtf/b.xml"/></Relationships>',
            "wtf/b.xml": book,
            "wtf/_rels/b.xml.rels": f'<Relationships xmlns="{rels}">{sheet}</Relationships>',
            "表/a.xml": worksheet("<sheetData/>"),
        },
    )
    original = members(path.read_bytes())
    write(path, path, marks(("C3", Decimal(5))))
    assert [sheet.part for sheet in open_workbook(path).sheets] == ["表/a.xml", "表/sheet1.xml"]
    assert [name for name, _ in members(path.read_bytes())][len(original) :] == [
        "wtf/drawings/vmlDrawing1.vml",
        "wtf/comments1.xml",
        "表/sheet1.xml",
        "wtf/styles.xml",
        "表/_rels/a.xml.rels",
    ]
    clean(path, path)
    assert members(path.read_bytes()) == original


def test_a_package_that_lists_each_relationships_part_by_name_gets_the_rule_for_new_ones(
    tmp_path: Path,
) -> None:
    """As older LibreOffice writes it: no default type for the extension rels."""
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    listed = (
        ("/_rels/.rels", rels),
        ("/xl/_rels/workbook.xml.rels", rels),
        ("/xl/workbook.xml", f"{main}.sheet.main+xml"),
        ("/xl/worksheets/sheet1.xml", f"{main}.worksheet+xml"),
    )
    types = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in listed)
    content = f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{types}</Types>'
    path = bare(tmp_path / "x.xlsx", worksheet("<sheetData/>"), {"[Content_Types].xml": content})
    after(path, marks())
    written = dict(members(path.read_bytes()))["[Content_Types].xml"].decode()
    assert written.count(f'<Default Extension="rels" ContentType="{rels}"/>') == 1
    assert opened(path)["评分表"]["B2"].comment.author == "xlperf"


def test_a_threaded_comment_keeps_its_cell_to_itself(tmp_path: Path) -> None:
    """Its cell holds a placeholder note of an author tc={…}; the finding still shows by colour and on the results sheet."""
    comments = (
        f'<comments xmlns="{MAIN}"><authors><author>tc={{1}}</author></authors><commentList><comment ref="B2" authorId="0">'
        "<text><t>[线程批注]</t></text></comment></commentList></comments>"
    )
    path = bare(
        tmp_path / "x.xlsx",
        worksheet("<sheetData/>"),
        {"xl/comments1.xml": comments, "xl/threadedComments/threadedComment1.xml": "<ThreadedComments/>"},
        relation(1, "comments", "../comments1.xml")
        + relation(2, "threadedComment", "../threadedComments/threadedComment1.xml"),
    )
    text = after(path, marks())
    assert dict(members(path.read_bytes()))["xl/comments1.xml"].decode() == comments
    assert children(text) == ["sheetData", "conditionalFormatting"]
