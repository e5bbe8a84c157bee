"""评价情况报告.docx: laid out as an official paper (GB/T 9704—2012: 仿宋三号, 黑体 and 楷体 headings, its margins)."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from xlperf.collecting.report_blocks import Grid, Heading, Paper, Text
from xlperf.collecting.whole import whole
from xlperf.wording import visible

_BODY, _SONG, _HEI, _KAI = "仿宋", "宋体", "黑体", "楷体"
_SIZE, _LINE = Pt(16), Pt(28)
_LEVELS = {1: _HEI, 2: _KAI, 3: _BODY}
_TO_DATE = "＿＿＿＿年＿＿月＿＿日"
_NAME = 20
"""Millimetres: a narrower first column holds 序号 or 排名."""
MOST_ROWS = 100
"""Longer tables belong into the ledger workbook."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_report(told: Paper, path: Path, written: datetime) -> None:
    """Writes the report to ``path``, whole or not at all; ``written`` is told as its date. OSError when it cannot be."""
    stream = io.BytesIO()
    _document(told, written).save(stream)
    with whole(path) as place:
        _repacked(stream, place)


def _repacked(stream: io.BytesIO, place: Path) -> None:
    """The same parts without the time of packing: the same ledger gives the same bytes."""
    with zipfile.ZipFile(stream) as made, zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as package:
        for part in made.infolist():
            package.writestr(zipfile.ZipInfo(part.filename, _EPOCH), made.read(part), zipfile.ZIP_DEFLATED)


def _document(told: Paper, written: datetime) -> Any:
    document = Document()
    _set_up(document)
    properties = document.core_properties
    properties.title, properties.author = visible("".join(told.title)), visible(told.signed)
    properties.comments, properties.last_modified_by = "", ""
    properties.created = properties.modified = written.replace(tzinfo=None)
    for line in told.title:
        _line(document, line, _HEI, Pt(22), WD_ALIGN_PARAGRAPH.CENTER, indent=False)
    _line(document, "", _BODY, _SIZE)
    for block in told.blocks:
        if isinstance(block, Heading):
            _heading(document, block)
        elif isinstance(block, Text):
            _line(document, block.text, _BODY, _SIZE)
        else:
            _table(document, block)
    for line in ("", *filter(None, (told.signed, _TO_DATE))):
        document.paragraphs[-1].paragraph_format.keep_with_next = True
        _line(document, line, _BODY, _SIZE, WD_ALIGN_PARAGRAPH.RIGHT, indent=False)
    return document


def _set_up(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    style = document.styles["Normal"]
    _font(style, _BODY, _SIZE)
    for level, name in _LEVELS.items():
        heading = document.styles[f"Heading {level}"]
        _font(heading, name, _SIZE)
        heading.font.bold = level == max(_LEVELS)
        heading.font.color.rgb = None
        heading.paragraph_format.space_before = heading.paragraph_format.space_after = Pt(0)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        _page_number(footer.add_run(), kind, text)


def _page_number(run: Any, kind: str, text: str) -> None:
    """One of the three runs of a PAGE field (ISO/IEC 29500-1 17.16.5)."""
    part = OxmlElement("w:fldChar" if kind else "w:instrText")
    if kind:
        part.set(qn("w:fldCharType"), kind)
    else:
        part.text = text
    run._r.append(part)  # noqa: SLF001  python-docx has no fields
    _font(run, _SONG, Pt(14))


def _font(styled: Any, name: str, size: Any) -> None:
    """A font for both Latin and Chinese letters."""
    styled.font.name, styled.font.size = name, size
    fonts = styled.element.get_or_add_rPr().get_or_add_rFonts()
    for letters in ("w:eastAsia", "w:hAnsi", "w:ascii", "w:cs"):
        fonts.set(qn(letters), name)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)


def _line(
    document: Any,
    text: str,
    name: str,
    size: Any,
    alignment: Any = WD_ALIGN_PARAGRAPH.JUSTIFY,
    *,
    indent: bool = True,
) -> None:
    paragraph = document.add_paragraph()
    _spaced(paragraph, indent=indent)
    paragraph.alignment = alignment
    _font(paragraph.add_run(visible(text)), name, size)


def _heading(document: Any, block: Heading) -> None:
    paragraph = document.add_heading(level=block.level)
    _spaced(paragraph, indent=True)
    _font(paragraph.add_run(visible(block.text)), _LEVELS[block.level], _SIZE)


def _spaced(paragraph: Any, *, indent: bool) -> None:
    shape = paragraph.paragraph_format
    shape.line_spacing = _LINE
    shape.space_before = shape.space_after = Pt(0)
    shape.first_line_indent = Pt(32) if indent else None


def _table(document: Any, block: Grid) -> None:
    _line(document, block.title, _HEI, Pt(14), WD_ALIGN_PARAGRAPH.CENTER, indent=False)
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    rest = len(block.rows) - MOST_ROWS
    rows = [block.headings, *block.rows[:MOST_ROWS], *([block.total] if block.total else [])]
    table = document.add_table(rows=len(rows), cols=len(block.headings), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for at, millimetres in enumerate(block.widths):
        table.columns[at].width = Mm(millimetres)
    for number, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
        _keep_whole(row, header=number == 0)
        for at, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = Mm(block.widths[at])
            paragraph = cell.paragraphs[0]
            paragraph.alignment = _aligned(block, number, at)
            _font(paragraph.add_run(visible(text)), _HEI if number == 0 else _SONG, Pt(10.5))
    more = f"另有{rest}行没有列出，见汇总工作簿；合计包括全部。" if rest > 0 else ""
    _line(document, more, _BODY, Pt(10.5))


def _aligned(block: Grid, number: int, at: int) -> Any:
    if number == 0 or (at == 0 and block.widths[at] < _NAME):
        return WD_ALIGN_PARAGRAPH.CENTER
    return WD_ALIGN_PARAGRAPH.RIGHT if at >= block.figures else WD_ALIGN_PARAGRAPH.LEFT


def _keep_whole(row: Any, *, header: bool) -> None:
    """No row breaks over two pages; the heading row is repeated."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001  python-docx has no word for it
    for name in ("w:cantSplit", *(("w:tblHeader",) if header else ())):
        properties.append(OxmlElement(name))
