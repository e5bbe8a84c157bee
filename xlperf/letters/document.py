"""A letter → .docx: the office's template with its placeholders filled ({{单位}} …), the problems as tables.

Whatever stands in a workbook is put in as text; a template is only filled, nothing in it is run.
"""

from __future__ import annotations

import copy
import io
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlperf.lazy_regex import lazy
from xlperf.letters.letter import Cause, Issue, Letter, chinese
from xlperf.letters.words import LIST, PLACEHOLDERS, heading, words

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

_MARK = lazy(r"\{\{\s*([^{}]*?)\s*\}\}")
_COLUMNS = (("位置", 0.24), ("问题", 0.46), ("填报", 0.15), ("应为", 0.15))
_SMALL = 10.5  # points, in tables


class TemplateError(ValueError):
    """A template that cannot be used; the text says why and what to do."""


def written(letter: Letter, issue: Issue, template: Path | None) -> bytes:
    """The .docx of a letter; TemplateError when the template cannot be filled."""
    from docx import Document  # noqa: PLC0415  for letters only

    document = Document(io.BytesIO(_template(template)))
    name = template.name if template else "自带模板"
    told = words(letter, issue)
    place: Paragraph | None = None
    for paragraph in _paragraphs(document):
        for mark in _MARK.findall("".join(run.text for run in paragraph.runs)):
            if mark not in PLACEHOLDERS:
                known = "、".join(f"{{{{{each}}}}}" for each in PLACEHOLDERS)
                raise TemplateError(f"模板“{name}”里的 {{{{{mark}}}}} 不认识；能用的有 {known}")
            if mark == LIST:
                place = paragraph
        if paragraph is not place:
            _fill(paragraph, told)
    if place is None:
        raise TemplateError(f"模板“{name}”里没有 {{{{{LIST}}}}}，问题没有地方写；请让它单独占一段")
    _list(document, place, letter)
    document.core_properties.title = "退回修改通知"
    document.core_properties.author = plain(issue.bureau)
    return _bytes(document)


def _template(path: Path | None) -> bytes:
    if path is None:
        from xlperf.letters.template import usual  # noqa: PLC0415  for letters only

        return usual()
    from docx import Document  # noqa: PLC0415

    data = path.read_bytes()
    try:
        Document(io.BytesIO(data))
    except Exception:  # noqa: BLE001  the library promises nothing about what is no .docx
        raise TemplateError(
            f"模板“{path.name}”不是能打开的 .docx；请用 xlperf letters --new-template 出一份再改"
        ) from None
    return data


def _bytes(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    """Of the body, of its tables, of headers and footers."""
    yield from document.paragraphs
    yield from _in_tables(document.tables)
    for section in document.sections:
        for part in (section.header, section.footer):
            yield from part.paragraphs
            yield from _in_tables(part.tables)


def _in_tables(tables: list[Table]) -> Iterator[Paragraph]:
    for table in tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs
                yield from _in_tables(cell.tables)


def _fill(paragraph: Paragraph, told: dict[str, str]) -> None:
    """Puts the texts in, once, from the last: what is put in is not looked at again.

    A placeholder that Word cut into several runs gets the looks of the first.
    """
    runs = paragraph.runs
    for match in reversed(list(_MARK.finditer("".join(run.text for run in runs)))):
        at = 0
        text: str | None = plain(told[match[1]])
        for run in runs:
            length = len(run.text)
            start, end = match.start() - at, match.end() - at
            at += length
            if end > 0 and start < length:
                run.text = run.text[: max(start, 0)] + (text or "") + run.text[end:]
                text = None


def _list(document: Document, place: Paragraph, letter: Letter) -> None:
    """The problems, before the paragraph that stood for them, in its looks; that paragraph goes."""
    looks = place.runs[0]
    for number, part in enumerate(letter.parts, 1):
        _line(place, looks, heading(number, part), bold=True)
        for at, cause in enumerate(part.causes, 1):
            _line(place, looks, f"（{chinese(at)}）{cause.head}", bold=True)
            _table(document, place, looks, cause)
            for text in filter(None, (cause.rest, f"怎么改：{cause.hint}")):
                _line(place, looks, text)
    body = place._p.getparent()  # noqa: SLF001  python-docx has no word for it
    if body is not None:
        body.remove(place._p)  # noqa: SLF001


def _line(place: Paragraph, looks: Run, text: str, *, bold: bool = False) -> None:
    made = place.insert_paragraph_before()
    made.paragraph_format.first_line_indent = place.paragraph_format.first_line_indent
    made.paragraph_format.line_spacing = place.paragraph_format.line_spacing
    made.paragraph_format.space_after = place.paragraph_format.space_after
    made.paragraph_format.keep_with_next = bold
    _run(made, looks, text).bold = bold or None


def _run(paragraph: Paragraph, looks: Run, text: str) -> Run:
    run = paragraph.add_run(plain(text))
    if looks._r.rPr is not None:  # noqa: SLF001  as above
        run._r.insert(0, copy.deepcopy(looks._r.rPr))  # noqa: SLF001
    return run


def _table(document: Document, place: Paragraph, looks: Run, cause: Cause) -> None:
    from docx.shared import Pt  # noqa: PLC0415  for letters only

    section = document.sections[0]
    page, left, right = section.page_width, section.left_margin, section.right_margin
    width = (page - left - right) if None not in (page, left, right) else Pt(440)  # type: ignore[operator]
    table = document.add_table(rows=1 + len(cause.told), cols=len(_COLUMNS))
    table.autofit = False
    _ruled(table)
    for column, (_, share) in zip(table.columns, _COLUMNS, strict=True):
        column.width = int(width * share)
    rows = [[name for name, _ in _COLUMNS]]
    rows += [[p.place or "整个文件", p.message, p.seen, p.expected] for p in cause.told]
    for made, texts in zip(table.rows, rows, strict=True):
        for cell, text, (_, share) in zip(made.cells, texts, _COLUMNS, strict=True):
            cell.width = int(width * share)
            told = cell.paragraphs[0]
            told.paragraph_format.space_before = told.paragraph_format.space_after = Pt(2)
            told.paragraph_format.line_spacing = 1.15
            run = _run(told, looks, text)
            run.font.size = Pt(_SMALL)
            run.bold = (texts is rows[0]) or None
    _repeated(table.rows[0])
    place._p.addprevious(table._tbl)  # noqa: SLF001  python-docx adds tables at the end only


def _ruled(table: Any) -> None:
    """Borders of its own: a template made by the office need not know any table style."""
    from docx.oxml import OxmlElement  # noqa: PLC0415  for letters only
    from docx.oxml.ns import qn  # noqa: PLC0415

    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000")):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)  # noqa: SLF001  as above


def _repeated(row: Any) -> None:
    """The head of a table stands on every page that it reaches; no row is torn apart."""
    from docx.oxml import OxmlElement  # noqa: PLC0415  for letters only

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001  as above


def plain(text: str) -> str:
    """Text without the signs that neither XML nor the head of a mail may hold."""
    return "".join(
        " " if each in "\r\n\t" else each
        for each in text
        if each in "\r\n\t" or unicodedata.category(each) not in ("Cc", "Cs", "Zl", "Zp", "Cn", "Co")
    )
