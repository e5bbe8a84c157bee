"""Cells are read as they are stored; however the XML is written, the grid is the same."""

from __future__ import annotations

from contextlib import suppress
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.package.hostile import MAIN, listing, parts, rels, sheet, strings, zipped
from xlperf.package import gate
from xlperf.package.archive import parse_archive
from xlperf.package.cells import CellMaker, RawCell, text_cells
from xlperf.package.grid import read_grid, walk_grid
from xlperf.package.number_formats import shows_date
from xlperf.package.plain_cells import PlainCells
from xlperf.package.refusal import Refused
from xlperf.package.workbook import workbook_in

SHARED = ("全年预算数", "", "执行数")


def maker(dates=frozenset()):
    return CellMaker("xl/worksheets/sheet1.xml", text_cells(SHARED), dict.fromkeys(dates, "date"))


def read(part, dates=()):
    """The grid read both ways, which must agree."""
    grid, walked = read_grid(maker(dates), part), walk_grid(maker(dates), part)
    assert dict(grid.cells) == dict(walked.cells)
    assert (grid.merges, grid.hidden_rows, grid.hidden_columns) == (
        walked.merges,
        walked.hidden_rows,
        walked.hidden_columns,
    )
    return grid


def one(cell, dates=()):
    """The only cell of a sheet with this cell in it."""
    (content,) = read(sheet(f'<row r="1">{cell}</row>'), dates).cells.values()
    return content


CELLS = {
    '<c r="A1"><v>1.5000000000000002</v></c>': RawCell("1.5000000000000002", "n"),
    '<c r="A1" t="n"><v> 20 </v></c>': RawCell("20", "n"),
    '<c r="A1" t="s"><v>2</v></c>': RawCell("执行数", "s"),
    '<c r="A1" t="s"><v>1</v></c>': RawCell("", "s"),
    '<c r="A1" t="b"><v>1</v></c>': RawCell("TRUE", "b"),
    '<c r="A1" t="b"><f>1=2</f><v>0</v></c>': RawCell("FALSE", "b", "1=2"),
    '<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>': RawCell("#DIV/0!", "e", "1/0"),
    '<c r="A1" t="d"><v>2023-12-31</v></c>': RawCell("2023-12-31", "d"),
    '<c r="A1" t="str"><f>""</f><v></v></c>': RawCell("", "s", '""'),
    '<c r="A1"><f>SUM(B1:C1)</f></c>': RawCell(None, "n", "SUM(B1:C1)"),
    '<c r="A1"><f>B1&gt;0</f><v/></c>': RawCell(None, "n", "B1>0"),
    '<c r="A1"><f t="shared" si="0"/><v>3</v></c>': RawCell("3", "n", ""),
    '<c r="A1" t="inlineStr"><is><t>甲&amp;乙</t></is></c>': RawCell("甲&乙", "s"),
    '<c r="A1" t="inlineStr"><is><r><t>甲</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 乙</t></r></is></c>': RawCell(
        "甲 乙", "s"
    ),
    '<c r="A1" t="inlineStr"><is><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></is></c>': RawCell(
        "東京", "s"
    ),
    '<c r="A1" t="inlineStr"><v>直接写在 v 里</v></c>': RawCell("直接写在 v 里", "s"),
    '<c r="A1" t="str"><v>第一行_x000D_&#10;第二行</v></c>': RawCell("第一行\r\n第二行", "s"),
    '<c r="A1" t="str"><v>_x005F_x000D_</v></c>': RawCell("_x000D_", "s"),
    '<c r="A1" t="str"><v><![CDATA[a<b]]></v></c>': RawCell("a<b", "s"),
    '<c r="A1" t="str"><v>前<!-- 注释 -->后</v></c>': RawCell("前后", "s"),
    "<c t='n' r='A1'><v>7</v></c>": RawCell("7", "n"),
    '<c s="" r="A1" cm="1" vm="2"><v>8</v></c>': RawCell("8", "n"),
}


@pytest.mark.parametrize("xml", CELLS)
def test_a_cell_is_read_as_it_is_stored(xml):
    assert one(xml) == CELLS[xml]


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-INF", "1e999", "1_000", "１２", "abc", "0x10"])
def test_what_is_no_finite_number_is_recognisable(text):
    cell = one(f'<c r="A1"><v>{text}</v></c>')
    assert (cell.text, cell.kind, cell.finite) == (text, "n", False)


@pytest.mark.parametrize("text", ["0", "-1", "1.5E-10", "+3", ".5", "100."])
def test_finite_numbers_are_finite(text):
    assert one(f'<c r="A1"><v>{text}</v></c>').finite


def test_a_formula_without_stored_value_has_no_value():
    assert not one('<c r="A1"><f>B1</f></c>').has_value
    assert one('<c r="A1"><f>B1</f><v>0</v></c>').has_value


def test_only_what_has_content_is_a_cell():
    grid = read(
        sheet('<row r="1" s="3"><c r="A1" s="5"/><c r="B1" t="s"><v></v></c><c r="C1"></c></row><row r="2"/>')
    )
    assert dict(grid.cells) == {}


def test_a_stray_cell_in_the_last_corner_is_one_entry():
    assert dict(read(sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')).cells) == {
        (1048576, 16384): RawCell("1")
    }


def test_missing_references_follow_the_one_before():
    grid = read(
        sheet(
            '<row><c><v>1</v></c><c/><c><v>2</v></c><c r="F1"><v>3</v></c><c><v>4</v></c></row><row r="9"/><row><c><v>5</v></c></row>'
        )
    )
    assert {at: cell.text for at, cell in grid.cells.items()} == {
        (1, 1): "1",
        (1, 3): "2",
        (1, 6): "3",
        (1, 7): "4",
        (10, 1): "5",
    }


def test_prefixed_and_alternative_content():
    xml = (
        f'<x:worksheet xmlns:x="{MAIN}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:n="urn:new"><x:sheetData><x:row r="1"><n:c r="Z1"><x:v>0</x:v></n:c>'
        '<mc:AlternateContent><mc:Choice Requires="n"><x:c r="A1"><x:v>66</x:v></x:c></mc:Choice>'
        '<mc:Fallback><x:c r="A1"><x:v>95</x:v></x:c></mc:Fallback></mc:AlternateContent></x:row></x:sheetData></x:worksheet>'
    )
    assert dict(read(xml.encode()).cells) == {(1, 1): RawCell("95")}


def test_merges_and_hidden_rows_and_columns_with_content():
    grid = read(
        sheet(
            '<row r="1" hidden="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"/><row r="3" hidden="0"><c r="D3"><v>1</v></c></row>',
            before='<cols><col min="1" max="2" hidden="1"/><col min="5" max="16384" hidden="true"/></cols>',
            after='<mergeCells count="2"><mergeCell ref="A1:B3"/><mergeCell ref="$D$3"/></mergeCells>',
        )
    )
    assert grid.merges == ((1, 1, 3, 2), (3, 4, 3, 4))
    assert grid.hidden_rows == {1}
    assert grid.hidden_columns == {1}


def test_numbers_under_a_date_format_are_dates():
    assert one('<c r="A1" s="3"><v>45291</v></c>', {3}).is_date
    assert not one('<c r="A1" s="2"><v>45291</v></c>', {3}).is_date
    assert one('<c r="A1"><v>45291</v></c>', {0}).is_date
    assert not one('<c r="A1" s="3" t="str"><v>45291</v></c>', {3}).is_date


DATES = [
    "yyyy-mm-dd",
    'yyyy"年"m"月"d"日"',
    "yyyy年m月",
    "[$-804]yyyy/m/d;@",
    "[h]:mm:ss",
    "mmm-yy",
    "上午/下午h时mm分",
    "ge.m.d",
]
NUMBERS = ["General", "0.00", "#,##0.00_);[Red]\\(#,##0.00\\)", "0.00E+00", '0.0"days"', "G/通用格式", "@", '0!.0,"万"', "[DBNum2]0", "0%"]  # fmt: skip


@pytest.mark.parametrize("code", DATES)
def test_these_formats_show_dates(code):
    assert shows_date(code)


@pytest.mark.parametrize("code", NUMBERS)
def test_these_formats_show_numbers(code):
    assert not shows_date(code)


def test_shared_strings_of_every_kind():
    items = (
        "<t>甲</t>",
        "<r><t>乙</t></r><r><t>丙</t></r>",
        "",
        "<t/>",
        '<t>丁</t><phoneticPr fontId="1"/>',
        "<t>&lt;5&gt;</t>",
    )
    book = workbook_in(parse_archive(zipped(parts(sst=strings(*items)))))
    assert book.shared_strings == ("甲", "乙丙", "", "", "丁", "<5>")
    prefixed = (
        strings(*items)
        .decode()
        .replace("<", "<y:")
        .replace("<y:/", "</y:")
        .replace("<y:?", "<?")
        .replace("xmlns=", "xmlns:y=")
    )
    assert (
        workbook_in(parse_archive(zipped(parts(sst=prefixed.encode())))).shared_strings == book.shared_strings
    )
    spaced = strings(*items).replace(b"</sst>", b"</sst >")
    assert workbook_in(parse_archive(zipped(parts(sst=spaced)))).shared_strings == book.shared_strings


def test_more_cells_than_the_limit_are_refused(monkeypatch):
    part = sheet("".join(f'<row r="{r}"><c r="A{r}"><v>1</v></c></row>' for r in range(1, 102)))
    monkeypatch.setattr(gate, "MAX_CELLS", 100)
    with pytest.raises(Refused, match="OPEN-23"):
        walk_grid(maker(), part)
    with pytest.raises(Refused, match="OPEN-23"):
        _ = workbook_in(parse_archive(zipped(parts(part)))).sheets[0].grid


def test_cells_and_texts_count_over_the_whole_workbook(monkeypatch):
    """Two sheets of 60 cells each, and 40 shared texts: 160 in all."""
    part = sheet("".join(f'<row r="{r}"><c r="A{r}"><v>1</v></c></row>' for r in range(1, 61)))
    tabs = '<sheet name="甲" sheetId="1" r:id="rId1"/><sheet name="乙" sheetId="2" r:id="rId9"/>'
    related = rels(
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId9", "worksheet", "worksheets/sheet2.xml"),
        ("rId2", "sharedStrings", "sharedStrings.xml"),
    )
    book_parts = parts(part, workbook=listing(tabs), rels=related, sst=strings(*["<t>甲</t>"] * 40))
    content = zipped(book_parts | {"xl/worksheets/sheet2.xml": part})
    for name, most, fits in (
        ("MAX_CELLS", 120, True),
        ("MAX_CELLS", 119, False),
        ("MAX_CONTENTS", 159, False),
    ):
        book = workbook_in(parse_archive(content))
        with monkeypatch.context() as limits:
            limits.setattr(gate, name, most)
            assert len(book.sheets[0].grid.cells) == 60
            if fits:
                assert len(book.sheets[1].grid.cells) == 60
            else:
                with pytest.raises(Refused, match="OPEN-23"):
                    _ = book.sheets[1].grid


def test_a_sheet_is_read_only_when_it_is_touched():
    rows = "".join(
        f'<row r="{r}"><c r="A{r}"><v>{r}</v></c><c r="B{r}" t="s"><v>0</v></c></row>'
        for r in range(1, 20_001)
    )
    cells = read_grid(maker(), sheet(rows)).cells
    assert isinstance(cells, PlainCells)
    assert cells._unread
    assert cells[15_000, 1].text == "15000"
    assert cells.get((15_000, 3)) is None
    assert len(cells) == 40_000
    assert cells[20_000, 2].text == "全年预算数"


def test_a_late_surprise_makes_the_whole_sheet_be_read_the_other_way():
    rows = "".join(f'<row r="{r}"><c r="A{r}"><v>{r}</v></c></row>' for r in range(1, 5_001))
    part = sheet(rows + '<row r="5001" hidden="1" odd="1"><c r="A5001"><v>x</v></c></row>')
    cells = read_grid(maker(), part).cells
    assert cells[1, 1].text == "1"
    assert cells[5001, 1].text == "x"
    assert cells[4000, 1].text == "4000"
    assert read(part).hidden_rows == {5001}


DAMAGED = {
    "an end of a row too early": '<row r="1"><c r="A1"><v>1</v></c></row></row><row r="2"><c r="A2"><v>2</v></c>',
    "a cell between rows": '<row r="1"></row><c r="A1"><v>1</v></c></row><row r="2">',
    "a cell before the first row": '</row><c r="A1"><v>1</v></c><row r="2">',
    "an attribute twice": '<row r="1" ht="18" ht="0.5"><c r="A1"><v>1</v></c></row>',
}


@pytest.mark.parametrize("rows", DAMAGED)
def test_tags_in_disorder_are_refused_both_ways(rows):
    for way in (read_grid, walk_grid):
        with pytest.raises(Refused, match="OPEN-21"):
            dict(way(maker(), sheet(DAMAGED[rows])).cells)


TEXTS = st.text(st.sampled_from("甲乙 a_x00D\"'<>&]é😀\n\t"), max_size=6)
NUMERALS = st.sampled_from(["0", "-1.5", "1e3", "NaN", " 7 ", "45291", ""])


@st.composite
def cell_xml(draw, reference):
    """A cell, written in one of the ways that programs write cells."""
    style = draw(st.sampled_from(["", ' s="1"', ' s="0"', ' s=""']))
    place = draw(st.sampled_from([f' r="{reference}"', f' r="{reference}"', f" r='{reference}'"]))
    formula = draw(st.sampled_from(["", "", "<f>A1&lt;2</f>", '<f t="shared" si="1"/>', '<f ca="1">B1</f>']))
    kind = draw(st.sampled_from(["n", "", "s", "str", "inlineStr", "b", "e", "d", "empty", "closed"]))
    text = escape(draw(TEXTS))
    if kind == "closed":
        return f"<c{place}{style}/>"
    value = {
        "n": f"<v>{draw(NUMERALS)}</v>", "": f"<v>{draw(NUMERALS)}</v>", "s": f"<v>{draw(st.integers(0, 2))}</v>",
        "str": draw(st.sampled_from([f"<v>{text}</v>", "<v/>", "<v />", f"<v><!-- x -->{text}</v>"])),
        "inlineStr": draw(st.sampled_from([f"<is><t>{text}</t></is>", f"<is><r><t>{text}</t></r><r><t>z</t></r></is>"])),
        "b": "<v>1</v>", "e": "<v>#N/A</v>", "d": "<v>2024-01-01</v>", "empty": "",
    }[kind]  # fmt: skip
    type_ = f' t="{kind}"' if kind not in {"", "empty"} else ""
    return f"<c{draw(st.sampled_from([place + style + type_, type_ + style + place]))}>{formula}{value}</c>"


@st.composite
def sheet_xml(draw):
    """A sheet in which each row has some cells, in ascending order as files have them."""
    rows = []
    for row in draw(st.lists(st.integers(1, 40), unique=True, max_size=6).map(sorted)):
        columns = draw(st.lists(st.sampled_from(["A", "C", "Z", "AA", "XFD"]), unique=True, max_size=4))
        cells = "".join(draw(cell_xml(f"{column}{row}")) for column in columns)
        more = draw(
            st.sampled_from(["", ' hidden="1"', ' spans="1:9" ht="13.5"', ' hidden="false"', ' zz="1"'])
        )
        rows.append(f'<row r="{row}"{more}>{cells}</row>' if cells else f'<row r="{row}"{more}/>')
    gap = draw(st.sampled_from(["", "\r\n  "]))
    return sheet(
        gap.join(rows), before=draw(st.sampled_from(["", '<cols><col min="1" max="3" hidden="1"/></cols>']))
    )


@settings(max_examples=250, deadline=None)
@given(sheet_xml())
def test_both_ways_of_reading_give_the_same_grid(part):
    read(part, {1})


@settings(max_examples=250, deadline=None)
@given(sheet_xml(), st.integers(0, 10_000), st.binary(max_size=2))
def test_a_damaged_sheet_is_read_or_refused(part, at, damage):
    at %= len(part)
    with suppress(Refused):
        dict(read_grid(maker(), part[:at] + damage + part[at + 1 :]).cells)
