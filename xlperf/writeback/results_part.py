"""The results sheet as a worksheet part (ECMA-376 §18.3.1.99): inline text only, explicit heights, landscape A4."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from xlperf.findings import column_letters
from xlperf.package.patch.areas import Area
from xlperf.package.patch.book import quoted
from xlperf.package.patch.rows import cell_text
from xlperf.package.patch.sheet import hyperlink
from xlperf.wording import lines_taken
from xlperf.writeback.looks import cell_format

if TYPE_CHECKING:
    from xlperf.findings import Address
    from xlperf.package.patch.styles import Tables
    from xlperf.writeback.marks import ResultRow, ResultsSheet

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_TALLEST = 409.0
_LINE = 15.0
_RISKY = ("=", "+", "-", "@", "'")


class _Body:
    """The rows of the sheet as they are written, and what is told of their cells behind them."""

    def __init__(self, tables: Tables, known_sheets: frozenset[str]) -> None:
        self.rows: list[str] = []
        self.merges: list[bytes] = []
        self.links: list[bytes] = []
        self.widest = 1
        self._known_sheets = known_sheets
        self._style = cache(lambda look, quoted: str(tables.xf(cell_format(look, quoted=quoted))))

    def add(self, row: ResultRow, height: float) -> None:
        """One more row; of a cell that spans others these are written empty, so that it has its whole border."""
        number, column, texts = len(self.rows) + 1, 1, []
        for cell in row.cells:
            value, look, link, span = cell
            style = self._style(look, isinstance(value, str) and value[:1] in _RISKY)
            texts.append(cell_text(number, column, style, value))
            if link is not None and link.sheet.casefold() in self._known_sheets:
                self.links.append(hyperlink(f"{column_letters(column)}{number}", location(link)))
            if span > 1:
                texts += [
                    f'<c r="{column_letters(other)}{number}" s="{style}"/>'
                    for other in range(column + 1, column + span)
                ]
                last = column_letters(column + span - 1)
                merged = f'<mergeCell ref="{column_letters(column)}{number}:{last}{number}"/>'
                self.merges.append(merged.encode())
            column += span
        self.widest = max(self.widest, column - 1)
        self.rows.append(f'<row r="{number}" ht="{height:g}" customHeight="1">{"".join(texts)}</row>')


def results_xml(results: ResultsSheet, tables: Tables, namespace: str, known_sheets: frozenset[str]) -> bytes:
    """The whole part up to the place of its extensions, where the journal goes; see ``with_journal``."""
    body = _Body(tables, known_sheets)
    for row in results.rows:
        body.add(row, height_of(row, results.widths))
    parts = [
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="%s">'
        % namespace.encode(),
        b'<sheetPr><tabColor rgb="FF5B9BD5"/><pageSetUpPr fitToPage="1"/></sheetPr>',
        b'<dimension ref="%s"/>' % Area(1, 1, max(1, len(results.rows)), body.widest).a1.encode(),
        _view(results.frozen),
        b'<sheetFormatPr defaultRowHeight="15"/>',
        _columns(results.widths),
        b"<sheetData>%s</sheetData>" % "".join(body.rows).encode(),
        _all(b'mergeCells count="%d"' % len(body.merges), body.merges),
        _all(b"hyperlinks", body.links),
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


def _all(opening: bytes, elements: list[bytes]) -> bytes:
    """The elements in one that holds them all; nothing where there are none."""
    if not elements:
        return b""
    return b"<%s>%s</%s>" % (opening, b"".join(elements), opening.partition(b" ")[0])


def location(address: Address) -> str:
    """Where a link goes: ``'评分表'!F12``."""
    return f"{quoted(address.sheet)}!{address.a1}"
