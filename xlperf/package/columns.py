"""The cells of a sheet column by column: a long list takes a third less room so, and is read a column at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlperf.package.gate import MAX_COLUMN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlperf.package.cells import RawCell

_ROW = 2 * MAX_COLUMN


class Columns(dict[int, "dict[int, RawCell]"]):
    """By column and row, both from 1; a column that is not there is begun when it is asked for."""

    def __missing__(self, column: int) -> dict[int, RawCell]:
        self[column] = begun = dict[int, "RawCell"]()
        return begun

    def count(self) -> int:
        """How many cells there are."""
        return sum(map(len, self.values()))

    def in_reading_order(self) -> dict[tuple[int, int], RawCell]:
        """The cells by (row, column), from left to right and from top to bottom."""
        places = sorted([row * _ROW + column for column, cells in self.items() for row in cells])
        return {(place // _ROW, place % _ROW): self[place % _ROW][place // _ROW] for place in places}


def columns_of(cells: Mapping[tuple[int, int], RawCell]) -> Columns:
    """Cells by (row, column), column by column."""
    columns = Columns()
    for (row, column), cell in cells.items():
        columns[column][row] = cell
    return columns
