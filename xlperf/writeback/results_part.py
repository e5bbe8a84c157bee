"""The results sheet as a worksheet part (ECMA-376 §18.3.1.99): inline text only, explicit heights, landscape A4."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from xlperf.findings import column_letters
from xlperf.package.patch.areas import Area
from xlperf.package.patch.book import quoted
from xlperf.package.patch.rows import cell_text
from xlperf.package.patch.sheet import hyperlink
from xlperf.wording import lines_taken
from xlperf.writeback.looks import cell_format

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xlperf.findings import Address
    from xlperf.package.patch.styles import Tables
    from xlperf.writeback.marks import Look, ResultCell, ResultRow, ResultsSheet

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_TALLEST = 409.0
_LINE = 15.0


class _Placed(NamedTuple):
    """A cell with its place on the sheet, and that of the last column it spans."""

    row: int
    column: int
    last: int
    cell: ResultCell

    @property
    def a1(self) -> str:
        """Where it begins."""
        return f"{column_letters(self.column)}{self.row}"


def results_xml(results: ResultsSheet, tables: Tables, namespace: str, known_sheets: frozenset[str]) -> bytes:
    """The whole part up to the place of its extensions, where the journal goes; see ``with_journal``."""
    placed = tuple(_placed(results))
    widest = max((each.last for each in placed), default=1)
    parts = [
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="%s">'
        % namespace.encode(),
        b'<sheetPr><tabColor rgb="FF5B9BD5"/><pageSetUpPr fitToPage="1"/></sheetPr>',
        b'<dimension ref="%s"/>' % Area(1, 1, max(1, len(results.rows)), widest).a1.encode(),
        _view(results.frozen),
        b'<sheetFormatPr defaultRowHeight="15"/>',
        _columns(results.widths),
        b"<sheetData>%s</sheetData>" % b"".join(_rows(results, placed, tables)),
        _merges(placed),
        _links(placed, known_sheets),
        (
            b'<printOptions horizontalCentered="1"/>'
            b'<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
            b'<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        ),
    ]
    return b"".join(parts)


def with_journal(part: bytes, journal: bytes) -> bytes:
    """The finished part."""
    return part + journal + b"</worksheet>"


def _placed(results: ResultsSheet) -> Iterator[_Placed]:
    for number, row in enumerate(results.rows, 1):
        column = 1
        for cell in row.cells:
            yield _Placed(number, column, column + cell.span - 1, cell)
            column += cell.span


def _view(frozen: int) -> bytes:
    if not frozen:
        return b'<sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews>'
    return (
        b'<sheetViews><sheetView showGridLines="0" workbookViewId="0"><pane ySplit="%d" topLeftCell="A%d" '
        b'activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews>'
    ) % (frozen, frozen + 1)


def _columns(widths: tuple[float, ...]) -> bytes:
    if not widths:
        return b""
    columns = (
        b'<col min="%d" max="%d" width="%s" customWidth="1"/>' % (number, number, f"{width:g}".encode())
        for number, width in enumerate(widths, 1)
    )
    return b"<cols>" + b"".join(columns) + b"</cols>"


def _rows(results: ResultsSheet, placed: tuple[_Placed, ...], tables: Tables) -> Iterator[bytes]:
    style = cache(lambda look, quoted: str(tables.xf(cell_format(look, quoted=quoted))))
    by_row: dict[int, list[bytes]] = {}
    for each in placed:
        by_row.setdefault(each.row, []).append(_cells(each, style))
    for number, row in enumerate(results.rows, 1):
        height = f"{height_of(row, results.widths):g}".encode()
        cells = b"".join(by_row.get(number, ()))
        yield b'<row r="%d" ht="%s" customHeight="1">%s</row>' % (number, height, cells)


def height_of(row: ResultRow, widths: tuple[float, ...]) -> float:
    """Points: as told, else enough for the text that takes most lines (no program fits merged cells itself)."""
    if row.height:
        return min(row.height, _TALLEST)
    column, most = 0, 1
    for cell in row.cells:
        room = max(1.0, sum(widths[column : column + cell.span]) - 1)
        column += cell.span
        if isinstance(cell.value, str):
            most = max(most, lines_taken(cell.value, room))
    return min(_LINE * most, _TALLEST)


def _cells(each: _Placed, style: Callable[[Look, bool], str]) -> bytes:
    """The cell and, so that a merged area has its whole border, the empty ones it spans."""
    value = each.cell.value
    told = style(each.cell.look, isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "'"))
    first = cell_text(each.row, each.column, told, value)
    if each.last == each.column:
        return first
    others = range(each.column + 1, each.last + 1)
    return first + "".join(f'<c r="{column_letters(c)}{each.row}" s="{told}"/>' for c in others).encode()


def _merges(placed: tuple[_Placed, ...]) -> bytes:
    merged = [
        b'<mergeCell ref="%s:%s%d"/>' % (each.a1.encode(), column_letters(each.last).encode(), each.row)
        for each in placed
        if each.last > each.column
    ]
    return b'<mergeCells count="%d">%s</mergeCells>' % (len(merged), b"".join(merged)) if merged else b""


def _links(placed: tuple[_Placed, ...], known_sheets: frozenset[str]) -> bytes:
    links = [
        hyperlink(each.a1, location(each.cell.link))
        for each in placed
        if each.cell.link is not None and each.cell.link.sheet.casefold() in known_sheets
    ]
    return b"<hyperlinks>" + b"".join(links) + b"</hyperlinks>" if links else b""


def location(address: Address) -> str:
    """Where a link goes: ``'评分表'!F12``."""
    return f"{quoted(address.sheet)}!{address.a1}"
