"""A workbook of ours → the same with the macro, the ribbon tab and a button on every sheet (.xlsm); and the add-in.

ECMA-376 §20.5 (drawings), [MS-CUSTOMUI]; vbaProject.bin ([MS-OVBA]) is written by pyOpenVBA. The same input gives the
same bytes.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from importlib.resources import files
from pathlib import Path

from xlperf.macro.source import MODULE, module_source
from xlperf.package.archive import parse_archive
from xlperf.package.patch.areas import area
from xlperf.package.patch.book import Book, Listed, relation_prefix
from xlperf.package.patch.draft import Draft
from xlperf.package.patch.sheet import Sheet
from xlperf.package.rewrite import Changes, rewritten
from xlperf.package.workbook import workbook_in

ADD_IN = "xlperf.xlam"
"""The file name of the add-in, by which Excel knows it."""

_MAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACRO_MAIN = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_DRAWING = "application/vnd.openxmlformats-officedocument.drawing+xml"
_RIBBONS = (
    (
        "customUI/customUI.xml",
        "http://schemas.microsoft.com/office/2006/01/customui",
        "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility",
    ),
    (
        "customUI/customUI14.xml",
        "http://schemas.microsoft.com/office/2009/07/customui",
        "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility",
    ),
)
_EPOCH = (1980, 1, 1, 0, 0, 0)
_BUTTON = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" \
xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:oneCellAnchor>\
<xdr:from><xdr:col>{column}</xdr:col><xdr:colOff>95250</xdr:colOff><xdr:row>0</xdr:row><xdr:rowOff>47625</xdr:rowOff></xdr:from>\
<xdr:ext cx="1080000" cy="360000"/><xdr:sp macro="[0]!XlperfCheck" textlink=""><xdr:nvSpPr>\
<xdr:cNvPr id="2" name="xlperf_check" descr="检查本工作簿"/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr>\
<a:xfrm><a:off x="0" y="0"/><a:ext cx="1080000" cy="360000"/></a:xfrm>\
<a:prstGeom prst="roundRect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="2E75B6"/></a:solidFill></xdr:spPr>\
<xdr:txBody><a:bodyPr vertOverflow="clip" wrap="none" anchor="ctr"/><a:lstStyle/><a:p><a:pPr algn="ctr"/>\
<a:r><a:rPr lang="zh-CN" sz="1200" b="1"><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>\
<a:latin typeface="宋体"/><a:ea typeface="宋体"/></a:rPr><a:t>检 查</a:t></a:r></a:p></xdr:txBody></xdr:sp>\
<xdr:clientData fLocksWithSheet="0" fPrintsWithSheet="0"/></xdr:oneCellAnchor></xdr:wsDr>"""


def with_button(workbook: bytes) -> bytes:
    """The .xlsm of an .xlsx that xlperf itself made: no drawing and no macro in it yet."""
    archive = parse_archive(workbook)
    book = workbook_in(archive)
    draft = Draft(archive)
    shown = {sheet.name for sheet in book.sheets if sheet.state == "visible"}
    for listed in Book(draft, book.workbook_part).worksheets:
        if listed.name in shown:
            _add_button(draft, listed)
    settled = draft.settled()
    drawn = rewritten(archive, Changes(settled.after(), settled.dropped, dict(settled.added)))
    return _with_project(_with_ribbon(_members(drawn)), ".xlsm")


def add_in() -> bytes:
    """The .xlam: macro and ribbon for every workbook that is open, so that data files stay .xlsx."""
    from pyopenvba import ExcelFile  # noqa: PLC0415  needed to build only

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ADD_IN
        with ExcelFile.create_new(path) as made:
            made.save()
        return _with_project(_with_ribbon(_members(path.read_bytes())), ".xlam")


def _add_button(draft: Draft, listed: Listed) -> None:
    """A shape to the right of the form, outside the print area."""
    sheet = Sheet(draft.xml(listed.part))
    told = sheet.first("dimension")
    extent = area(told.get("ref") or "") if told else None
    part = draft.free_name("xl/drawings/drawing{}.xml")
    content = _BUTTON.format(column=extent.right if extent else 0)
    draft.add(part, content.encode(), _DRAWING)
    prefix, declared = relation_prefix(sheet.xml, strict=False)
    identity = draft.relate(listed.part, "drawing", part).encode()
    draft.edit(
        listed.part, sheet.insert("drawing", b'<drawing%s %s:id="%s"/>' % (declared, prefix, identity))
    )


def _with_ribbon(members: dict[str, bytes]) -> dict[str, bytes]:
    """Both editions of the ribbon tab, for Excel 2007 and for later ones."""
    text = (files("xlperf.macro") / "ribbon.xml").read_text(encoding="utf-8")
    rels = members["_rels/.rels"].decode()
    for number, (name, namespace, kind) in enumerate(_RIBBONS, 1):
        members[name] = text.replace("{namespace}", namespace).encode()
        link = f'<Relationship Id="xlperf{number}" Type="{kind}" Target="{name}"/>'
        rels = rels.replace("</Relationships>", link + "</Relationships>")
    members["_rels/.rels"] = rels.encode()
    types = "[Content_Types].xml"
    members[types] = members[types].replace(_MAIN, _MACRO_MAIN)
    return members


def _with_project(members: dict[str, bytes], ending: str) -> bytes:
    """The package with the macro in its vbaProject.bin."""
    from pyopenvba import ExcelFile  # noqa: PLC0415  needed to build only

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"book{ending}"
        path.write_bytes(_packed(members))
        with ExcelFile(path) as book:
            project = book.vba_project() if book.has_vba_project() else book.add_vba_project()
            project.add_module(MODULE, module_source())
            book.save()
        return _packed(_members(path.read_bytes()))


def _members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _packed(members: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            package.writestr(member, data)
    return content.getvalue()
