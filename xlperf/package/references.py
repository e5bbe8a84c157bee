"""A1 references inside a part: text to (row, column), both counted from 1."""

from __future__ import annotations

from xlperf.findings import column_number
from xlperf.lazy_regex import lazy
from xlperf.package.gate import MAX_COLUMN, MAX_ROW
from xlperf.package.refusal import refused

Area = tuple[int, int, int, int]

_CELL = lazy(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")

_ROW = lazy("[0-9]{1,7}")


class _Columns(dict[str, int]):
    """Column letters to number, worked out once for each; 0 beyond XFD."""

    def __missing__(self, letters: str) -> int:
        number = column_number(letters)
        self[letters] = number = number if number <= MAX_COLUMN else 0
        return number


COLUMNS = _Columns()


def cell_at(part: str, reference: str) -> tuple[int, int]:
    """``F12`` is (12, 6); anything that is no cell of A1:XFD1048576 is OPEN-24."""
    match = _CELL.fullmatch(reference)
    if match is not None:
        row, column = int(match[2]), COLUMNS[match[1]]
        if 1 <= row <= MAX_ROW and column:
            return row, column
    raise refused("OPEN-24", part=part, ref=reference[:20])


def row_at(part: str, number: str) -> int:
    """A row number from 1 to 1048576; anything else is OPEN-24."""
    if _ROW.fullmatch(number) and 1 <= int(number) <= MAX_ROW:
        return int(number)
    raise refused("OPEN-24", part=part, ref=number[:20])


def area_at(part: str, reference: str) -> Area:
    """``B2:D5`` is (2, 2, 5, 4): first row, first column, last row, last column; one cell is an area too."""
    first, _, last = reference.partition(":")
    row, column = cell_at(part, first)
    last_row, last_column = cell_at(part, last) if last else (row, column)
    return min(row, last_row), min(column, last_column), max(row, last_row), max(column, last_column)
