"""The cells of a plain sheet, read block by block as they are asked for.

Opening such a sheet only finds out which rows stand in which block, so that a sheet of 20,000 vouchers
that no check looks at costs hardly more than its inflating.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, ItemsView, Iterator, Mapping, ValuesView
from typing import TYPE_CHECKING, TypeVar, overload

from xlperf.package import gate
from xlperf.package.cells import RawCell
from xlperf.package.plain import NotPlain, root_end, spans, text_of
from xlperf.package.plain_rows import RowReader
from xlperf.package.resting import collector_at_rest

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from xlperf.package.cells import CellMaker
    from xlperf.package.grid import Grid

_BLOCK = 64 * 1024
_ROW_OF_CELL = re.compile(rb'<c r="[A-Z]{1,3}([1-9][0-9]{0,6})"')
_MAYBE_HIDDEN = re.compile(rb"(?:hidden\s*=\s*[\"'](?:1|t|on|&)|\sht\s*=\s*[\"'][0-3][.\"'])")
_CLOSING = b"</sheetData></worksheet>"

T = TypeVar("T")
Cells = dict[tuple[int, int], RawCell]


class PlainCells(Mapping[tuple[int, int], RawCell]):
    """A mapping like any other; the first touch of a block reads it, and may find it Refused.

    ``walked`` reads XML the other way: cells written unusually, or the whole part when a block turns
    out not to be plain after all. ``head`` and ``tail`` are what stands around the rows.
    """

    def __init__(self, maker: CellMaker, data: bytes, walked: Callable[[bytes], Grid]) -> None:
        begin = root_end(data, b"worksheet")
        start = data.find(b"<sheetData>", begin) + len(b"<sheetData>")
        stop = data.find(b"</sheetData>", start)
        if start < begin or stop < 0 or data.find(b"<sheetData", stop) >= 0:
            raise NotPlain
        self.head, self.tail = data[:start], data[stop:]
        if b"AlternateContent" in self.head or (b"xmlns:x14ac=" not in self.head and b"x14ac:" in data):
            raise NotPlain
        self._data = data
        self._walked = walked
        self._rows = RowReader(maker)
        self._spans = list(spans(data, start, stop, b"<row ", _BLOCK))
        self._block_of_row = self._find_rows()
        self._maybe_hidden = _MAYBE_HIDDEN.search(data, start, stop) is not None
        self._blocks: dict[int, Cells] = {}
        self._whole: Mapping[tuple[int, int], RawCell] | None = None
        self._marked_hidden: AbstractSet[int] = frozenset()

    def _find_rows(self) -> array[int]:
        """Row number to block, -1 for none, told by the cells themselves; each row stands in one block."""
        nowhere = array("i", [-1])
        block_of_row = nowhere[:]
        for block, (start, stop) in enumerate(self._spans):
            piece = self._data[start:stop]
            numbers = _ROW_OF_CELL.findall(piece)
            if len(numbers) != piece.count(b"<c"):
                raise NotPlain
            rows = set(map(int, set(numbers)))
            last = min(max(rows, default=0), gate.MAX_ROW)
            block_of_row.extend(nowhere * (last + 1 - len(block_of_row)))
            for row in rows:
                if row > gate.MAX_ROW or block_of_row[row] >= 0:
                    raise NotPlain
                block_of_row[row] = block
        return block_of_row

    def _block(self, number: int) -> Cells:
        cells = self._blocks.get(number)
        if cells is None:
            start, stop = self._spans[number]
            cells, unusual = self._rows.read(text_of(self._data[start:stop]))
            if unusual:
                more = self._walked(
                    b"".join((self.head, b"<row>", unusual.encode(), b"</row>", _CLOSING))
                ).cells
                if more.keys() & cells.keys():
                    raise NotPlain
                cells.update(more)
            self._blocks[number] = cells
        return cells

    def _read_otherwise(self) -> Mapping[tuple[int, int], RawCell]:
        grid = self._walked(self._data)
        self._marked_hidden = grid.marked_hidden()
        self._whole = grid.cells
        return grid.cells

    def _all(self) -> Mapping[tuple[int, int], RawCell]:
        """Every cell, block after block; from now on an ordinary dictionary."""
        if self._whole is None:
            whole: Cells = {}
            try:
                with collector_at_rest():
                    for number in range(len(self._spans)):
                        whole.update(self._block(number))
            except NotPlain:
                return self._read_otherwise()
            self._marked_hidden = self._rows.hidden_rows
            self._whole = whole
            self._blocks.clear()
            self._data = b""
        return self._whole

    def hidden_rows(self) -> AbstractSet[int]:
        """The rows that the part marks as hidden."""
        if self._maybe_hidden:
            self._all()
        return self._marked_hidden

    def __getitem__(self, at: tuple[int, int]) -> RawCell:
        if self._whole is None:
            try:
                return self._block(self._block_of(at[0]))[at]
            except NotPlain:
                self._read_otherwise()
        return self._all()[at]

    @overload
    def get(self, at: tuple[int, int], /) -> RawCell | None: ...
    @overload
    def get(self, at: tuple[int, int], default: RawCell | T, /) -> RawCell | T: ...
    def get(self, at: tuple[int, int], default: RawCell | T | None = None, /) -> RawCell | T | None:
        if self._whole is not None:  # asked for each cell of a long list
            return self._whole.get(at, default)
        return super().get(at, default)

    def _block_of(self, row: int) -> int:
        """The block in which a row stands; KeyError when there is no such row."""
        block = self._block_of_row[row] if 0 <= row < len(self._block_of_row) else -1
        if block < 0:
            raise KeyError(row)
        return block

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def items(self) -> ItemsView[tuple[int, int], RawCell]:
        return self._all().items()

    def values(self) -> ValuesView[RawCell]:
        return self._all().values()
