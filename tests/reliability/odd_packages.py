"""Packages as other programs write them: prefixes, Strict, UTF-16, threads, controls, tables, foreign folders."""

from __future__ import annotations

from collections.abc import Iterator

from tests.package.hostile import (
    DECLARATION,
    MAIN,
    PACKAGE,
    RELATIONS,
    STRICT,
    listing,
    parts,
    rels,
    sheet,
    strings,
)
from tests.reliability.container import Package, Part

_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_ROWS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45000.5</v></c></row>'
    '<row r="2" hidden="1"><c r="B2"><f>A3*2</f><v>4</v></c><c r="C2" t="b"><v>1</v></c><c r="D2" t="e"><v>#N/A</v></c></row>'
    '<row r="3"><c r="A3"><v>2</v></c><c r="B3" t="inlineStr"><is><r><t>合</t></r><r><t>计</t></r></is></c></row>'
    '<row r="4"><c r="A4"><f t="array" ref="A4:A5">A1</f><v>1</v></c></row><row r="5"><c r="A5"><v>1</v></c></row>'
)
_STYLES = (
    '<numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;"/></numFmts><fonts count="1"><font/></fonts>'
    '<fills count="1"><fill/></fills><borders count="1"><border/></borders><cellXfs count="2"><xf numFmtId="0"/>'
    '<xf numFmtId="176"/></cellXfs><dxfs count="0"/>'
)
_VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-'
    'microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1,3"/></o:shapelayout>'
    '<v:shape id="_x0000_s1025" type="#_x0000_t201"><v:textbox><br>提交</v:textbox><x:ClientData ObjectType="Button"/></v:shape>'
    '<v:shape id="_x0000_s1026" type="#_x0000_t202"><x:ClientData ObjectType="Note"><x:Row>2</x:Row><x:Column>0</x:Column>'
    "</x:ClientData></v:shape></xml>"
)
_COMMENTS = (
    f'<comments xmlns="{MAIN}"><authors><author>张三</author><author>tc={{1}}</author></authors><commentList>'
    '<comment ref="A3" authorId="0"><text><t>请核实</t></text></comment><comment ref="D9" authorId="1"><text><r><t>线程</t></r>'
    "</text></comment></commentList></comments>"
)
_TABLE = (
    f'<table xmlns="{MAIN}" id="1" name="t" displayName="t" ref="G1:H4"><tableColumns count="2"><tableColumn id="1" name="甲"/>'
    '<tableColumn id="2" name="乙"/></tableColumns></table>'
)
_AROUND = (
    '<mergeCells count="2"><mergeCell ref="E5:F6"/><mergeCell ref="B7:D8"/></mergeCells><conditionalFormatting sqref="A1:B9">'
    '<cfRule type="expression" priority="3"><formula>A1&gt;10</formula></cfRule></conditionalFormatting>'
    '<dataValidations count="1"><dataValidation type="list" prompt="a>b" sqref="C1"><formula1>"x"</formula1></dataValidation>'
    '</dataValidations><hyperlinks><hyperlink ref="A1" location="\'评分表\'!B9"/></hyperlinks><pageMargins left="1" right="1" '
    'top="1" bottom="1" header="1" footer="1"/>'
)  # fmt: skip
_CONTROLS = (
    f'<mc:AlternateContent xmlns:mc="{_MC}"><mc:Choice Requires="x14"><controls><control/></controls></mc:Choice>'
    '</mc:AlternateContent><tableParts count="1"><tablePart r:id="rId3"/></tableParts>'
)
_APP = (
    f'<Properties xmlns="urn:app" xmlns:vt="{_VT}"><HeadingPairs><vt:vector size="2" baseType="variant"><vt:variant><vt:lpstr>工作表'
    '</vt:lpstr></vt:variant><vt:variant><vt:i4>2</vt:i4></vt:variant></vt:vector></HeadingPairs><TitlesOfParts><vt:vector size="2" '
    'baseType="lpstr"><vt:lpstr>评分表</vt:lpstr><vt:lpstr>目标表</vt:lpstr></vt:vector></TitlesOfParts></Properties>'
)
_BOOK = (
    '<definedNames><definedName name="合计">评分表!$A$3</definedName><definedName name="_xlnm.Print_Area" localSheetId="1">'
    '目标表!$A$1:$C$9</definedName></definedNames><calcPr calcId="1" fullCalcOnLoad="1"/>'
)  # fmt: skip


def _rich() -> dict[str, bytes]:
    """Two sheets with notes, buttons, a table, an alternative, styles, names and file properties."""
    before = (
        '<dimension ref="A1:D5"/><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2"/></sheetView>'
        '</sheetViews><sheetFormatPr defaultRowHeight="14.4" defaultColWidth="9.5"/><cols><col min="2" max="3" width="12.5" '
        'style="1"/><col min="5" max="5" hidden="1" width="0"/></cols>'
    )
    first = sheet(_ROWS, before=before, after=_AROUND + '<legacyDrawing r:id="rId2"/>' + _CONTROLS)
    first = first.replace(b"<worksheet ", f'<worksheet xmlns:r="{RELATIONS}" '.encode(), 1)
    tabs = '<sheet name="评分表" sheetId="1" r:id="rId1"/><sheet name="目标表" sheetId="7" state="hidden" r:id="rId9"/>'
    book = listing(tabs, _BOOK).replace(
        b"<sheets>",
        b'<workbookPr/><bookViews><workbookView activeTab="1" firstSheet="0"/></bookViews><sheets>',
        1,
    )
    content = parts(
        first,
        workbook=book,
        sst=strings(
            "<t>单位</t>", '<r><t xml:space="preserve">多 </t></r><r><t>段</t></r>', "<t>a_x000D_b</t>"
        ),
        styles=(DECLARATION + f'<styleSheet xmlns="{MAIN}">{_STYLES}</styleSheet>').encode(),
        rels=rels(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId9", "worksheet", "/xl/worksheets/sheet2.xml"),
            ("rId2", "sharedStrings", "sharedStrings.xml"),
            ("rId3", "styles", "styles.xml"),
            ("rId4", "calcChain", "calcChain.xml"),
        ),
        root=rels(
            ("rId1", "officeDocument", "xl/workbook.xml"), ("rId2", "extended-properties", "docProps/app.xml")
        ),
        types=(
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="vml" ContentType='
            '"application/vnd.openxmlformats-officedocument.vmlDrawing"/><Override PartName="/xl/comments1.xml" ContentType="x"/></Types>'
        ).encode(),
    )
    more = {
        "xl/worksheets/sheet2.xml": sheet(
            '<row><c><v>1</v></c><c t="str"><f>"x"</f><v>x</v></c></row><row r="9"/>'
        ),
        "xl/worksheets/_rels/sheet1.xml.rels": rels(
            ("rId1", "comments", "../comments1.xml"),
            ("rId2", "vmlDrawing", "../drawings/vmlDrawing1.vml"),
            ("rId3", "table", "../tables/table1.xml"),
        ),
        "xl/comments1.xml": _COMMENTS.encode(),
        "xl/drawings/vmlDrawing1.vml": _VML.encode(),
        "xl/tables/table1.xml": _TABLE.encode(),
        "xl/calcChain.xml": f'<calcChain xmlns="{MAIN}"><c r="B2" i="1"/></calcChain>'.encode(),
        "docProps/app.xml": _APP.encode(),
    }
    return content | more


def odd_packages() -> Iterator[tuple[str, Package]]:
    """Each by name."""
    rich = _rich()
    yield "rich", _package(rich)
    yield "bare", _package(parts(sheet(_ROWS.replace(' t="s"', ""))))
    yield "strict", _package({name: _strict(data) for name, data in rich.items()})
    yield "prefixed", _package({name: prefixed(data) for name, data in rich.items()})
    yield "UTF-16", _package({name: _wide(name, data) for name, data in rich.items()})
    yield "backslashes", _package({name.replace("/", "\\"): data for name, data in rich.items()})
    yield "stored", tuple(Part(name, data, deflated=False) for name, data in rich.items())


def _package(content: dict[str, bytes]) -> Package:
    return tuple(Part(name, data) for name, data in content.items())


def _strict(data: bytes) -> bytes:
    strict = STRICT.rpartition("/spreadsheetml")[0].encode()
    data = data.replace(MAIN.encode(), STRICT.encode())
    return data.replace(RELATIONS.encode(), strict + b"/officeDocument/relationships")


def prefixed(data: bytes) -> bytes:
    """The same part with ``x:`` before the names of its spreadsheet elements."""
    declared = f'xmlns="{MAIN}"'.encode()
    if declared not in data:
        return data
    text = data.replace(declared, f'xmlns:x="{MAIN}"'.encode())
    return _with_prefix(text)


def _with_prefix(data: bytes) -> bytes:
    pieces, inside = [], False
    for piece in data.split(b"<"):
        name = piece.lstrip(b"/").split(b" ")[0].split(b">")[0].split(b"/")[0]
        plain = name[:1].isalpha() and b":" not in name and inside
        slash = b"/" if piece.startswith(b"/") else b""
        pieces.append(slash + b"x:" + piece[len(slash) :] if plain else piece)
        inside = True
    return b"<".join(pieces)


def _wide(name: str, data: bytes) -> bytes:
    if not name.startswith("xl/worksheets/sheet"):
        return data
    return data.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
