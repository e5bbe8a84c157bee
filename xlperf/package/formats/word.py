""".docx (ISO/IEC 29500-1 §17): every table as it stands on the page, the paragraphs between them in the first column.

A new sheet begins where a paragraph says 附件2, 附件3 …; row and column of a cell are those of the table below
whatever stands above it. Text in content controls, fields and accepted insertions counts, deleted text does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlperf.lazy_regex import lazy
from xlperf.package import gate
from xlperf.package.formats.book import Cells, ForeignBook, ForeignSheet, unique_names
from xlperf.package.formats.typed import typed_cell
from xlperf.package.refusal import refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlperf.package.archive import Archive

_PART = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = ("del", "moveFrom", "delText", "instrText", "rPr", "pPr", "sdtPr")
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_TICKS = {"F0FE": "☑", "F052": "☑", "F0FD": "☒", "F06F": "□", "F0A8": "□", "F0A3": "□"}
_ATTACHMENT = lazy(r"^附\s*件\s*[0-9一二三四五六七八九十]")
_LONGEST_NAME = 31
_MOST_SPAN = 1000


def read_word(archive: Archive) -> ForeignBook:
    """The tables and paragraphs of a Word file as sheets; OPEN-20 and OPEN-21 as for any part."""
    from lxml import etree  # noqa: PLC0415  only for a Word file

    data = archive.read(_PART)
    gate.hold_to_token_sizes(_PART, data)
    if b"<!DOCTYPE" in data or b"<\0!\0" in data or b"\0<\0!" in data:
        raise refused("OPEN-20", part=_PART)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data.replace(_STRICT[1:-1].encode(), _W[1:-1].encode()), parser)
    except etree.XMLSyntaxError as error:
        raise refused("OPEN-21", part=_PART, why=str(error)[:80]) from error
    body = root.find(f"{_W}body")
    pages = _Pages()
    for block in _blocks(body) if body is not None else ():
        pages.take(block)
    macros = archive.find("word/vbaProject.bin") is not None
    return ForeignBook(".docx", pages.sheets(), has_macros=macros)


class _Pages:
    """The sheets as they fill, block by block."""

    def __init__(self) -> None:
        self._told = [0]
        self._made: list[Cells] = []
        self._row = 0

    def take(self, block: Any) -> None:
        """A paragraph or a table, below what is there."""
        if block.tag == f"{_W}tbl":
            self._table(block)
            return
        text = _text(block).strip()
        if not text:
            return
        if not self._made or _ATTACHMENT.match(text):
            name = text.split("\n")[0][:_LONGEST_NAME] if _ATTACHMENT.match(text) else "正文"
            self._begin(name)
        self._row += 1
        self._put(self._row, 1, text)

    def sheets(self) -> tuple[ForeignSheet, ...]:
        """All sheets; one without content when there was nothing."""
        made = self._made or [Cells("正文", self._told)]
        names = unique_names(cells.sheet for cells in made)
        return tuple(cells.done(name=name) for name, cells in zip(names, made, strict=True))

    def _begin(self, name: str) -> None:
        self._made.append(Cells(name, self._told))
        self._row = 0

    def _put(self, row: int, column: int, text: str) -> None:
        cell = typed_cell(text)
        if cell is not None:
            self._made[-1].put(row, column, cell)

    def _table(self, table: Any) -> None:
        if not self._made:
            self._begin("正文")
        open_merges: dict[int, tuple[int, int]] = {}  # first grid column: first row, last column
        for row in _within(table, "tr"):
            self._row += 1
            at = 1 + _before(row)
            for cell in _within(row, "tc"):
                across = _span(cell)
                self._cell(cell, at, across, open_merges)
                at += across
        self._row += 1
        for left in tuple(open_merges):
            self._close(left, open_merges)
        self._row -= 1

    def _cell(self, cell: Any, at: int, across: int, open_merges: dict[int, tuple[int, int]]) -> None:
        """One cell: what continues the one above is part of it, everything else ends what was open there."""
        down = cell.find(f"{_W}tcPr/{_W}vMerge")
        goes_on = down is not None and down.get(f"{_W}val", "continue") == "continue" and at in open_merges
        if not goes_on:
            self._close(at, open_merges)
            if down is not None:
                open_merges[at] = (self._row, at + across - 1)
            else:
                self._merge(self._row, at, self._row, at + across - 1)
        text = _text(cell).strip()
        if text:
            self._put(self._row, at, text)

    def _close(self, left: int, open_merges: dict[int, tuple[int, int]]) -> None:
        """The merged cell that begins in this column ends in the row above."""
        if left in open_merges:
            top, right = open_merges.pop(left)
            self._merge(top, left, self._row - 1, right)

    def _merge(self, top: int, left: int, bottom: int, right: int) -> None:
        if bottom > top or right > left:
            self._made[-1].merge(top, left, bottom, right)


def _blocks(body: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, also those in content controls."""
    for child in body:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"):
            yield from _blocks(child)


def _within(above: Any, name: str) -> Iterator[Any]:
    """The rows of a table, the cells of a row, also those in content controls; those of inner tables are not meant."""
    for child in above:
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"):
            yield from _within(child, name)


def _number(found: Any) -> int:
    text = "" if found is None else found.get(f"{_W}val", "")
    return min(int(text), _MOST_SPAN) if text.isascii() and text.isdigit() else 0


def _before(row: Any) -> int:
    """How many grid columns the row leaves free on its left."""
    return _number(row.find(f"{_W}trPr/{_W}gridBefore"))


def _span(cell: Any) -> int:
    return max(1, _number(cell.find(f"{_W}tcPr/{_W}gridSpan")))


def _text(block: Any) -> str:
    """The text as it shows, a line for each paragraph; an inner table gives its cells, a line each."""
    pieces: list[str] = []
    _gather(block, pieces)
    return "\n".join(line.strip() for line in "".join(pieces).split("\n")).strip("\n")


def _gather(element: Any, pieces: list[str]) -> None:
    for child in element:
        if not isinstance(child.tag, str) or child.tag == _FALLBACK:
            continue
        name = child.tag.removeprefix(_W)
        if name in _LEFT_OUT:
            continue
        if name == "t":
            pieces.append(child.text or "")
        elif name in _BREAKS:
            pieces.append(_BREAKS[name])
        elif name == "sym":
            pieces.append(_TICKS.get(child.get(f"{_W}char", "").upper(), "□"))
        else:
            _gather(child, pieces)
        if name == "p" and pieces and child.getnext() is not None:
            pieces.append("\n")
