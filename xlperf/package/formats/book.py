"""What every reader of another format hands over: the sheets of a workbook, its names, and cells held to the same gate."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from xlperf.package import gate
from xlperf.package.grid import Area, Grid, RawCell
from xlperf.package.notes import Note, is_ours
from xlperf.package.refusal import refused
from xlperf.package.workbook import DefinedName
from xlperf.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class ForeignSheet:
    """One tab: ``state`` visible, hidden or veryHidden; ``kind`` worksheet, chartsheet, macrosheet."""

    name: str
    grid: Grid
    state: str = "visible"
    kind: str = "worksheet"
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class ForeignBook:
    """A whole workbook; ``kind`` is what to call it: ``.xls``.

    ``password`` is the one that opened it, "" for none. ``besides`` names what else the file holds, a phrase each.
    """

    kind: str
    sheets: tuple[ForeignSheet, ...]
    names: tuple[DefinedName, ...] = ()
    date_1904: bool = False
    has_macros: bool = False
    password: str = ""
    besides: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        gate.hold_to_count("工作表", len(self.sheets), gate.MAX_SHEETS)
        gate.hold_to_count("定义的名称", len(self.names), gate.MAX_NAMES)
        if not self.sheets:
            raise refused("OPEN-22", why="没有任何工作表")
        if len({sheet.name.casefold() for sheet in self.sheets}) < len(self.sheets):
            raise refused("OPEN-22", why="有工作表重名")


class Cells:
    """The cells of one sheet as they are found; the workbook's count is kept in ``told``."""

    def __init__(self, sheet: str, told: list[int]) -> None:
        self.sheet = sheet
        self.cells: dict[tuple[int, int], RawCell] = {}
        self.merges: list[Area] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[tuple[int, int]] = []
        self.notes: list[Note] = []
        self._told = told

    def put(self, row: int, column: int, cell: RawCell) -> None:
        """One cell with content, row and column from 1; too many, too long or outside of XFD1048576 is refused."""
        if not (1 <= row <= gate.MAX_ROW and 1 <= column <= gate.MAX_COLUMN):
            raise refused("OPEN-24", part=self.sheet, ref=f"第 {row} 行第 {column} 列")
        gate.hold_to_text(self.sheet, cell.text or "")
        self.cells[row, column] = cell
        self._told[0] += 1
        gate.hold_to_count("有内容的单元格", self._told[0], gate.MAX_CELLS)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """An area shown as one cell."""
        self.merges.append((top, left, bottom, right))
        gate.hold_to_count("合并区域", len(self.merges), gate.MAX_MERGES)

    def note(self, row: int, column: int, text: str) -> None:
        """What somebody noted at a cell; a note of ours is none."""
        if text.strip() and not is_ours(text):
            self.notes.append(Note(self.sheet, row, column, text))
            gate.hold_to_count("批注", len(self.notes), gate.MAX_CELLS)

    def done(self, state: str = "visible", kind: str = "worksheet", name: str = "") -> ForeignSheet:
        """The sheet with what was found, under another name if need be."""
        notes = tuple(self.notes)
        return ForeignSheet(name or self.sheet, self._grid(), state, kind, notes)

    def _grid(self) -> Grid:
        hidden = frozenset(self.hidden_rows)
        return Grid(
            MappingProxyType(self.cells), tuple(self.merges), lambda: hidden, tuple(self.hidden_columns)
        )


def unique_names(names: Iterable[str]) -> list[str]:
    """The names with a number behind each that was there before; what has none is ``工作表``."""
    taken: set[str] = set()
    made = []
    for name in names:
        bare = name.strip() or "工作表"
        number, unique = 1, bare
        while unique.casefold() in taken:
            number += 1
            unique = f"{bare}({number})"
        taken.add(unique.casefold())
        made.append(unique)
    return made
