"""Long lists: rows written alike, read by an expression that is made of the first of them.

Programs write the rows of a list with the same attributes and the same styles, so that they differ in their numbers
only. An expression of what is alike accounts for every character, as the general one does, in a third of its time;
what it does not match is left to the general way.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xlperf.lazy_regex import lazy
from xlperf.package import gate
from xlperf.package.cells import RawCell
from xlperf.package.references import COLUMNS
from xlperf.package.refusal import refused

if TYPE_CHECKING:
    from xlperf.package.cells import CellMaker
    from xlperf.package.columns import Columns
    from xlperf.package.plain_rows import RowReader

_ROW = lazy(
    rb'<row r="[1-9][0-9]{0,6}"([^<>]*)>'
    rb'((?:<c r="[A-Z]{1,3}[1-9][0-9]{0,6}"(?: s="[0-9]*")?(?:/>|(?: t="s")?><v>[^<]*</v></c>))++)</row>'
)
_CELL = lazy(rb'<c r="([A-Z]{1,3})[1-9][0-9]{0,6}"( s="[0-9]*")?(?:(/>)|[^/]*</v></c>)')
_CONTENT = rb'(?:/>|><v>([-+0-9.Ee]++)</v></c>| t="s"><v>([0-9]{1,7})</v></c>)'
_BETWEEN_OR_REST = rb"</row>[ \t\r\n]*+|((?s:.+))"
_MOST_EXPRESSIONS = 6
"""So many are made for one sheet: each takes a millisecond or two."""
_MOST_COLUMNS = 60


class AlikeRows:
    """Reads rows of one sheet as far as they are alike."""

    def __init__(self, maker: CellMaker, rows: RowReader) -> None:
        self._maker = maker
        self._rows = rows
        self._made = 0
        self._expression: re.Pattern[bytes] | None = None
        self._columns: list[tuple[int, int, str]] = []  # group of the number, column, what its style shows
        self._shape: object = None
        self._filled: set[bytes] = set()

    def read(self, data: bytes, start: int, stop: int, cells: Columns) -> int:
        """Put the cells of the rows from ``start`` among ``cells``; give where the first row begins that is not alike."""
        at = self._matched(data, start, stop, cells)
        while at < stop and self._learnt(data, at, stop):
            before, at = at, self._matched(data, at, stop, cells)
            if at == before:
                break
        return at

    def _matched(self, data: bytes, start: int, stop: int, cells: Columns) -> int:
        """Where the first row begins that the expression does not match; the cells of those before are told."""
        if self._expression is None:
            return start
        texts, most, shared = self._maker.texts, len(self._maker.texts), self._maker.shared
        new, before, told = tuple.__new__, cells.count(), 0
        columns = [(group, cells[column], shows) for group, column, shows in self._columns]
        for found in self._expression.findall(data, start, stop):
            if not found[0]:
                stop -= len(found[-1])
                break
            row = int(found[0])
            if row > gate.MAX_ROW:
                raise refused("OPEN-24", part=self._maker.part, ref=str(row))
            for group, column, shows in columns:
                if number := found[group]:
                    column[row] = new(RawCell, (number.decode(), "n", None, shows))
                elif text := found[group + 1]:
                    at = int(text)
                    column[row] = texts[at] if at < most else shared(text.decode())
                else:
                    continue
                told += 1
        if told != cells.count() - before:
            raise refused("OPEN-25", part=self._maker.part, why="有单元格重复出现")
        return stop

    def _is_usual(self, attributes: str) -> bool:
        return attributes.isascii() and attributes.isprintable() and self._rows.is_usual(attributes)

    def _learnt(self, data: bytes, start: int, stop: int) -> bool:
        """Make the expression of the row at ``start``; False where it is no usual one, or enough were made."""
        row = _ROW.match(data, start, stop) if self._made < _MOST_EXPRESSIONS else None
        if row is None or not self._is_usual(row[1].decode("latin-1")):
            return False
        cells = _CELL.findall(row[2])
        shape = row[1], [(letters, style) for letters, style, _ in cells]
        if len(cells) > _MOST_COLUMNS or not all(COLUMNS[letters.decode()] for letters, _, _ in cells):
            return False
        if shape != self._shape:
            self._shape, self._filled = shape, set()
        self._filled |= {letters for letters, _, empty in cells if not empty}
        self._columns = []
        parts = [rb'<row r="([1-9][0-9]{0,6})"', re.escape(row[1]), b">"]
        for letters, style, _ in cells:
            parts += rb'<c r="', letters, rb'\1"', style, _CONTENT if letters in self._filled else b"/>"
            if letters in self._filled:
                shows = self._maker.shows.get(style[4:-1].decode(), "")
                self._columns.append((1 + 2 * len(self._columns), COLUMNS[letters.decode()], shows))
        self._expression = re.compile(b"".join((*parts, _BETWEEN_OR_REST)))
        self._made += 1
        return True
