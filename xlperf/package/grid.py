"""The cells of one sheet: sparse, as stored, in file order (ISO/IEC 29500-1 §18.3.1).

A sheet part comes in, a Grid goes out; only cells with a value or formula are cells, and no range is
ever made dense: a stray cell in XFD1048576 costs one entry.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from xlperf.lazy_regex import lazy
from xlperf.package import gate
from xlperf.package.cells import CellMaker, RawCell
from xlperf.package.columns import Columns, columns_of
from xlperf.package.markup import truth, walk, whole
from xlperf.package.plain import NotPlain
from xlperf.package.plain_cells import PlainCells
from xlperf.package.references import COLUMNS, Area, area_at, cell_at, row_at
from xlperf.package.refusal import Refused, refused
from xlperf.package.strings import TextRuns
from xlperf.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from collections.abc import Set as AbstractSet

__all__ = ["Area", "Grid", "RawCell", "read_grid"]


@dataclass(frozen=True)
class Grid:
    """Cells by (row, column) from 1; merges as (first row, first column, last row, last column).

    The cells of a large sheet are read as they are asked for, so a cell may still be Refused then.
    ``marked_hidden`` gives the rows that the part marks as hidden, ``hidden_spans`` such columns.
    """

    cells: Mapping[tuple[int, int], RawCell]
    merges: tuple[Area, ...] = ()
    marked_hidden: Callable[[], AbstractSet[int]] = frozenset
    hidden_spans: tuple[tuple[int, int], ...] = ()

    @cached_property
    def columns(self) -> Columns:
        """The cells by column and row, read by now: for whoever asks for many of them."""
        return self.cells.columns if isinstance(self.cells, PlainCells) else columns_of(self.cells)

    @property
    def is_long(self) -> bool:
        """Whether the cells take much room."""
        return isinstance(self.cells, PlainCells) and self.cells.is_long

    @property
    def around(self) -> bytes:
        """The part without its rows; nothing where they cannot be told apart."""
        return self.cells.around if isinstance(self.cells, PlainCells) else b""

    @cached_property
    def hidden_rows(self) -> frozenset[int]:
        """Hidden rows that contain content."""
        marked = self.marked_hidden()
        return frozenset(marked & set().union(*self.columns.values())) if marked else frozenset()

    @cached_property
    def hidden_columns(self) -> frozenset[int]:
        """Hidden columns that contain content."""
        columns = {column for column, cells in self.columns.items() if cells} if self.hidden_spans else set()
        return frozenset(c for c in columns if any(first <= c <= last for first, last in self.hidden_spans))


_SQUEEZED = lazy(r"[0-3](?:\.\d*)?")
"""A row of less than 4 points, in which nothing can be read."""
_NARROW = lazy(r"0(?:\.[0-4]\d*)?")
"""A column of less than half a digit."""
_LETTERS = lazy("[A-Za-z]{1,3}")
_MERGES = lazy(
    rb'<mergeCells(?: count="[0-9]*")?>(?:<mergeCell ref="[A-Z]{1,3}[1-9][0-9]{0,6}:[A-Z]{1,3}[1-9][0-9]{0,6}"/>)*+</mergeCells>'
)
"""Merged areas as programs write them: well-formed by what it is made of, and nothing else in it."""
_AREA = lazy(rb'"([A-Z]{1,3})([1-9][0-9]{0,6}):([A-Z]{1,3})([1-9][0-9]{0,6})"')
SHORTEST_CELL = len("<c><f/></c>")
EMPTY_GRID = Grid(MappingProxyType({}))


def cells_told(data: bytes) -> int:
    """How many cells with content a sheet part tells of, counted by their end tags, with or without prefix."""
    return data.count(b"</c>") + data.count(b":c>")


def read_grid(maker: CellMaker, data: bytes) -> Grid:
    """The grid of a sheet part: the plain way where the part is plain, else by walking it."""
    try:
        cells = PlainCells(maker, data, lambda xml: _SheetWalk(maker).read(xml))
    except NotPlain:
        return walk_grid(maker, data)
    return replace(_around(maker, cells), cells=cells, marked_hidden=cells.hidden_rows)


def _around(maker: CellMaker, cells: PlainCells) -> Grid:
    """What stands around the rows of a plain sheet, its merged areas mostly read without the walk."""
    found = None if b"AlternateContent" in cells.tail else _MERGES.search(cells.tail)
    areas = _AREA.findall(found[0]) if found else []
    merges = [
        (int(top), COLUMNS[left.decode()], int(bottom), COLUMNS[right.decode()])
        for left, top, right, bottom in areas
    ]
    usual = all(
        0 < top <= bottom <= gate.MAX_ROW and 0 < left <= right for top, left, bottom, right in merges
    )
    if found is None or not usual or len(merges) > gate.MAX_MERGES:
        return _SheetWalk(maker).read(cells.head + cells.tail)
    rest = b"".join((cells.head, cells.tail[: found.start()], cells.tail[found.end() :]))
    try:
        around = _SheetWalk(maker).read(rest)
    except Refused:
        return _SheetWalk(maker).read(cells.head + cells.tail)
    gate.hold_to_count("合并区域", len(merges) + len(around.merges), gate.MAX_MERGES)
    return replace(around, merges=(*merges, *around.merges))


def walk_grid(maker: CellMaker, data: bytes) -> Grid:
    """The grid of a sheet part, however it is written."""
    return _SheetWalk(maker).read(data)


class _SheetWalk:
    """Gathers a sheet while its part is walked; rows and cells without ``r`` follow the one before."""

    def __init__(self, maker: CellMaker) -> None:
        self._cells: dict[tuple[int, int], RawCell] = {}
        self._told = 0
        self._hidden_rows: set[int] = set()
        self._maker = maker
        self._part = maker.part
        self._merges: list[Area] = []
        self._hidden_columns: list[tuple[int, int]] = []
        self._in_data = False
        self._row = self._column = 0
        self._reference = ""
        self._attributes: Mapping[str, str] | None = None
        self._inside = ""
        self._value: list[str] | None = None
        self._formula: list[str] | None = None
        self._inline: TextRuns | None = None

    def read(self, data: bytes) -> Grid:
        """Walk the part and give what it holds."""
        walk(self._part, data, self._start, self._end, self._text)
        if len(self._cells) != self._told:
            raise refused("OPEN-25", part=self._part, why="有单元格重复出现")
        marked = frozenset(self._hidden_rows)
        return Grid(
            MappingProxyType(self._cells), tuple(self._merges), lambda: marked, tuple(self._hidden_columns)
        )

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._attributes is not None:
            self._start_in_cell(name)
        elif not self._in_data:
            self._start_outside(name, attributes)
        elif name == "c":
            self._start_cell(attributes)
        elif name == "row":
            number = attributes.get("r")
            self._row = self._row + 1 if number is None else row_at(self._part, number)
            self._column, self._reference = 0, ""
            if truth(attributes.get("hidden")) or _SQUEEZED.fullmatch(attributes.get("ht", "")):
                self._hidden_rows.add(self._row)

    def _start_outside(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheetData":
            self._in_data = True
        elif name == "mergeCell":
            self._merges.append(area_at(self._part, attributes.get("ref", "")))
            gate.hold_to_count("合并区域", len(self._merges), gate.MAX_MERGES)
        elif name == "col" and (
            truth(attributes.get("hidden")) or _NARROW.fullmatch(attributes.get("width", ""))
        ):
            span = whole(self._part, attributes.get("min", "")), whole(self._part, attributes.get("max", ""))
            self._hidden_columns.append(span)
            gate.hold_to_count("隐藏列", len(self._hidden_columns), gate.MAX_COLUMN)

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        self._attributes = attributes
        self._value = self._formula = self._inline = None
        self._inside = ""
        reference = attributes.get("r", "")
        if not reference:
            self._column = self._last_column() + 1
        self._reference = reference

    def _last_column(self) -> int:
        """The column of the cell before in this row, 0 when there is none."""
        letters = self._reference.rstrip("0123456789")
        return COLUMNS[letters] if _LETTERS.fullmatch(letters) else self._column

    def _start_in_cell(self, name: str) -> None:
        if self._inline is not None and self._inside == "is":
            self._inline.start(name)
        elif name == "v":
            self._inside, self._value = name, []
        elif name == "f":
            self._inside, self._formula = name, []
        elif name == "is":
            self._inside, self._inline = name, TextRuns()

    def _end(self, name: str) -> None:
        if name == self._inside:
            self._inside = ""
        elif self._inside == "is" and self._inline is not None:
            self._inline.end(name)
        elif name == "c" and self._attributes is not None:
            self._end_cell(self._attributes)
            self._attributes = None
        elif name == "sheetData":
            self._in_data = False

    def _text(self, text: str) -> None:
        if self._inside == "v" and self._value is not None:
            self._value.append(text)
        elif self._inside == "f" and self._formula is not None:
            self._formula.append(text)
        elif self._inside == "is" and self._inline is not None:
            self._inline.text(text)

    def _end_cell(self, attributes: Mapping[str, str]) -> None:
        if self._value is None and self._formula is None and self._inline is None:
            return
        value = None if self._value is None else "".join(self._value)
        type_ = attributes.get("t", "")
        if self._inline is not None and type_ == "inlineStr":
            value = "".join(self._inline.runs)
        formula = None if self._formula is None else "".join(self._formula)
        cell = self._maker.cell(type_, attributes.get("s", ""), value, formula)
        if cell is None:
            return
        at = cell_at(self._part, self._reference) if self._reference else (self._row, self._column)
        if not 1 <= at[1] <= gate.MAX_COLUMN or not at[0]:
            raise refused("OPEN-24", part=self._part, ref=f"第 {at[0]} 行第 {at[1]} 列")
        self._cells[at] = cell
        self._told += 1
        gate.hold_to_count("有内容的单元格", self._told, gate.MAX_CELLS)
