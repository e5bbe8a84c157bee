"""How wide the columns and how high the rows of a sheet are, in pixels: for the boxes of notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlperf.package.patch.areas import LAST_COLUMN
from xlperf.package.patch.elements import attribute, children, whole
from xlperf.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlperf.package.patch.rows import Rows
    from xlperf.package.patch.sheet import Sheet

_MOST = 1000
_TRUE = ("1", "true")


@dataclass(frozen=True, slots=True)
class Measure:
    """Columns that differ from the usual, counted from 1, and the rows with the place at which each number stands."""

    columns: Mapping[int, int]
    rows: Rows
    places: Mapping[int, int]
    usual_width: int = 72
    usual_height: int = 20

    def column_width(self, column: int) -> int:
        """The width of one column; 0 when hidden."""
        return self.columns.get(column, self.usual_width)

    def row_height(self, row: int) -> int:
        """The height of one row by what its tag tells; 0 when hidden."""
        place = self.places.get(row)
        if place is None:
            return self.usual_height
        attributes = self.rows.attributes(place)
        if attribute(attributes, "hidden") in _TRUE:
            return 0
        told = attribute(attributes, "ht")
        return round(_number(told, 15) * 4 / 3) if told else self.usual_height


def measured(sheet: Sheet) -> Measure:
    """The measure of a sheet (a character is 7 pixels, a point 4/3)."""
    usual = sheet.first("sheetFormatPr")
    told_width = usual.get("defaultColWidth") if usual else None
    told_height = usual.get("defaultRowHeight") if usual else None
    usual_height = round(_number(told_height, 15) * 4 / 3)
    columns: dict[int, int] = {}
    cols = sheet.first("cols")
    for col in children(sheet.xml, cols) if cols else ():
        pixels = 0 if col.get("hidden") in _TRUE else round(_number(col.get("width"), 9) * 7 + 5)
        first, last = whole(col.get("min"), 1), whole(col.get("max"), 1)
        columns |= dict.fromkeys(range(first, min(last, LAST_COLUMN) + 1), pixels)
    width = round(_number(told_width, 9) * 7 + 5) if told_width else 72
    places = dict(zip(sheet.rows.numbers, range(len(sheet.rows.numbers)), strict=True))
    return Measure(columns, sheet.rows, places, width, usual_height)


def _number(text: str | None, otherwise: float) -> float:
    """A measure in characters or points; what no sheet can have is ``otherwise``."""
    try:
        told = float(text) if text else otherwise
    except ValueError:
        return otherwise
    return told if 0 <= told <= _MOST else otherwise
