"""Forms as units publish them, drawn cell by cell, with what stands in each: no template had a hand in these.

One line a row of the sheet: ``A:B/3=项目名称`` is a text over columns A to B and three rows; figures are numbers, a
text of figures has a quotation mark before it. ``@spent_total`` says which field a cell holds, ``@.target:95`` a column
of the indicators, ``@$.budget`` one of the funds, ``@target_table.budget`` and ``@target_table.indicators#third`` parts of
any other form; ``:95`` is the value where it is not the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tests.foreign.drawing import Box, Drawn, Placed
from tests.foreign.own import Identity
from tests.foreign.paper import Item, Said
from xlperf.forms import workbooks
from xlperf.forms.formulas import Value
from xlperf.forms.national import parts

_CELL = re.compile(r"([A-Z])(?::([A-Z]))?(?:/(\d+))?=(.*)", re.DOTALL)
_FIGURE = re.compile(r"-?\d+(\.\d+)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TOTALS = ("self_total", "max_total")
_TABLES = {".": parts.INDICATORS.key, "$": parts.FUNDS.key}


def _value(text: str) -> Value:
    if _DAY.fullmatch(text):
        return date.fromisoformat(text)
    return Decimal(text) if _FIGURE.fullmatch(text) else text


@dataclass(frozen=True, slots=True)
class Sheet:
    """A published form: the edition it belongs to, its rows, and the codes that a reviewer would tell of it."""

    name: str
    kind: str
    rows: str
    told: tuple[str, ...] = ()

    def drawn(self) -> Drawn:
        """The sheet, its values in place."""
        boxes: list[Box] = []
        for row, line in enumerate(self.rows.strip("\n").splitlines(), 1):
            boxes += [self._box(row, cell) for cell in map(str.strip, line.split(" | ")) if cell]
        return Drawn("Sheet1", tuple(boxes))

    def _box(self, row: int, cell: str) -> Box:
        match = _CELL.fullmatch(cell)
        assert match, cell
        left, right, rows, content = match.groups()
        text, *marks = re.split(r"\s*@", content)
        text = text.replace("⏎", "\n")
        said: Value = Decimal(text) if _FIGURE.fullmatch(text) else text.lstrip("'") or None
        items = tuple(self._item(row, mark, said) for mark in marks)
        bottom = row + int(rows or 1) - 1
        placed = tuple(Placed(item, row, bottom) for item in items)
        return Box(row, ord(left) - 64, bottom, ord(right or left) - 64, Said(said), placed)

    def _item(self, row: int, mark: str, said: Value) -> Item:
        name, given, value = mark.partition(":")
        expected: Value = said
        if given:
            expected = _value(value)
        if name[0] in _TABLES:
            return Item(_TABLES[name[0]], name.lstrip(".$"), row, value=expected, counted=True)
        part, _, column = name.partition("#")
        if column:
            return Item(part, column, row, value=expected, counted=True)
        if "." in name:
            return Item(name, value=expected, counted=True)
        form = "score_sheet" if name in _TOTALS else parts.FORM
        return Item(f"{form}.{name}", value=expected, counted=True)

    def values(self) -> dict[Identity, Value]:
        """What must be read, by identity."""
        return {
            (placed.item.part, placed.item.column, placed.item.row): placed.item.value
            for box in self.drawn().boxes
            for placed in box.items
        }

    def unknown_parts(self) -> Iterator[str]:
        """Parts that are marked here and that the form does not have: a slip in this file."""
        form = workbooks.workbook(self.kind)
        fields = {target.key for target in form.fields}
        columns = {(table.key, column.key) for table in form.tables for column in table.columns}
        for part, column, _ in self.values():
            if (part, column) not in columns and part not in fields:
                yield f"{part} {column}"
