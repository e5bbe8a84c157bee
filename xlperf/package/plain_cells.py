"""The cells of a plain sheet, read when they are first asked for.

A sheet that no check looks at costs hardly more than its inflating.
"""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterator, Mapping, ValuesView
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, overload

from xlperf.lazy_regex import lazy
from xlperf.package.alike_rows import AlikeRows
from xlperf.package.cells import RawCell
from xlperf.package.columns import Columns
from xlperf.package.plain import NotPlain, holds, root_end, spans, text_of
from xlperf.package.plain_rows import RowReader
from xlperf.package.resting import collector_at_rest

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from xlperf.package.cells import CellMaker
    from xlperf.package.grid import Grid

_BLOCK = 64 * 1024
_LONG = 4 * _BLOCK
_MAYBE_HIDDEN = lazy(rb"(?:hidden\s*=\s*[\"'](?:1|t|on|&)|\sht\s*=\s*[\"'][0-3][.\"'])")
_CLOSING = b"</sheetData></worksheet>"

T = TypeVar("T")
_NONE: Mapping[int, RawCell] = {}


class PlainCells(Mapping[tuple[int, int], RawCell]):
    """A mapping like any other; the first touch reads the sheet, and may find it Refused.

    ``walked`` reads XML the other way: cells written unusually, or the whole part when it turns out not
    to be plain after all. ``head`` and ``tail`` are what stands around the rows.
    """

    def __init__(self, maker: CellMaker, data: bytes, walked: Callable[[bytes], Grid]) -> None:
        begin = root_end(data, b"worksheet")
        start = data.find(b"<sheetData>", begin) + len(b"<sheetData>")
        stop = data.rfind(b"</sheetData>", start)
        if start < begin or stop < 0 or data.find(b"<sheetData", stop) >= 0:
            raise NotPlain
        self.head, self.tail = data[:start], data[stop:]
        if b"AlternateContent" in self.head or (b"xmlns:x14ac=" not in self.head and holds(data, b"x14ac:")):
            raise NotPlain
        self._rows_at = start, stop
        self._unread: tuple[CellMaker, bytes, Callable[[bytes], Grid]] | None = (maker, data, walked)
        self._columns = Columns()
        self._marked_hidden: AbstractSet[int] = frozenset()

    @property
    def columns(self) -> Columns:
        """The cells column by column."""
        if self._unread is not None:
            maker, data, walked = self._unread
            try:
                with collector_at_rest():
                    self._columns, self._marked_hidden = self._read(maker, data, walked)
            except NotPlain:
                grid = walked(data)
                self._columns, self._marked_hidden = grid.columns, grid.marked_hidden()
                self.head = self.tail = b""
            self._unread = None
        return self._columns

    @property
    def is_long(self) -> bool:
        """Whether its rows take much room."""
        return self._rows_at[1] - self._rows_at[0] > _LONG

    @property
    def around(self) -> bytes:
        """What stands around the rows, once they have been read and are plain, else nothing."""
        return b"" if self._unread else self.head + self.tail

    @cached_property
    def _whole(self) -> Mapping[tuple[int, int], RawCell]:
        """Every cell, for whoever goes through all of them."""
        return self.columns.in_reading_order()

    def _read(
        self, maker: CellMaker, data: bytes, walked: Callable[[bytes], Grid]
    ) -> tuple[Columns, AbstractSet[int]]:
        """The cells, block by block, and the rows that are marked as hidden."""
        rows, cells, unusual = RowReader(maker), Columns(), []
        first, last = self._rows_at
        alike = AlikeRows(maker, rows) if last - first > _LONG else None
        for start, stop in spans(data, first, last, b"<row ", _BLOCK):
            left = alike.read(data, start, stop, cells) if alike else start
            if left < stop:
                unusual.append(rows.read(text_of(data[left:stop]), cells))
        if any(unusual):
            again = (self.head, b"<row>", "".join(unusual).encode(), b"</row>", _CLOSING)
            for column, more in walked(b"".join(again)).columns.items():
                if more.keys() & cells[column].keys():
                    raise NotPlain
                cells[column].update(more)
        return cells, rows.hidden_rows

    def hidden_rows(self) -> AbstractSet[int]:
        """The rows that the part marks as hidden."""
        if self._unread is not None and _MAYBE_HIDDEN.search(self._unread[1], *self._rows_at):
            _ = self.columns
        return self._marked_hidden

    def __getitem__(self, at: tuple[int, int]) -> RawCell:
        return self.columns.get(at[1], _NONE)[at[0]]

    @overload
    def get(self, at: tuple[int, int], /) -> RawCell | None: ...
    @overload
    def get(self, at: tuple[int, int], default: RawCell | T, /) -> RawCell | T: ...
    def get(self, at: tuple[int, int], default: RawCell | T | None = None, /) -> RawCell | T | None:
        return self.columns.get(at[1], _NONE).get(at[0], default)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(self._whole)

    def __len__(self) -> int:
        return self.columns.count()

    def items(self) -> ItemsView[tuple[int, int], RawCell]:
        return self._whole.items()

    def values(self) -> ValuesView[RawCell]:
        return self._whole.values()
