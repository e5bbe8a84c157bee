"""Where every part of a form lies: rows, columns and defined names. Pure; rows and columns from 1."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import field
from functools import lru_cache
from types import MappingProxyType

from xlperf.findings import Address
from xlperf.forms.formulas import ColumnSum, Formula
from xlperf.forms.model import (
    Banner,
    Column,
    Entry,
    Field,
    Line,
    Owner,
    SheetForm,
    Table,
    WorkbookForm,
)
from xlperf.record import dataclass

MOST_FORMS = 64
"""Of so many forms, which count by identity, what follows from the form alone is kept."""
META_SHEET = "xlperf"
"""The very hidden sheet with form, edition and template hash."""


def defined_name(key: str) -> str:
    """``xp_project_report_arrived_total`` for the key ``project_report.arrived_total``."""
    return "xp_" + re.sub(r"[^0-9A-Za-z_]", "_", key)


def column_name(table: Table, column: Column) -> str:
    """The name of the header cell of a column."""
    return defined_name(f"{table.key}__{column.key}")


def row_name(table: Table, row_id: str) -> str:
    """The name of a printed row with an id."""
    return defined_name(f"{table.key}__row_{row_id}")


@dataclass(frozen=True, slots=True)
class Spot:
    """The cell of a field, ``span`` grid columns wide."""

    row: int
    column: int
    span: int


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """Where a table lies: header rows, body rows, total row (0: none), the row that ends it."""

    table: Table
    header: int
    header_rows: int
    body: int
    body_rows: int
    total_row: int
    end_row: int
    columns: Mapping[str, int]  # first grid column by column key
    last_column: int

    @property
    def body_last(self) -> int:
        """The last body row."""
        return self.body + self.body_rows - 1


@dataclass(frozen=True, slots=True)
class PlacedSheet:
    """One sheet with its parts in place; ``rows`` are the first rows of the blocks in order."""

    form: SheetForm
    starts: tuple[int, ...]
    last_row: int
    spots: Mapping[str, Spot] = field(default_factory=dict)
    tables: Mapping[str, PlacedTable] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """Grid columns of the printed form."""
        return len(self.form.widths)


def header_depth(table: Table) -> int:
    """How many rows the header takes."""
    return max(len(column.heading) + 1 for column in table.columns)


def has_end_row(table: Table) -> bool:
    """Whether a thin row 增行 closes the table (a growing table without a total row below)."""
    return table.grows and (not table.total or table.total_on_top)


def _place_table(table: Table, start: int, body_rows: int) -> PlacedTable:
    depth = header_depth(table)
    columns: dict[str, int] = {}
    next_column = 1 + table.side_span
    for column in table.columns:
        columns[column.key] = next_column
        next_column += column.span
    body = start + depth + (1 if table.total and table.total_on_top else 0)
    after = body + body_rows
    total_row = 0
    if table.total:
        total_row = start + depth if table.total_on_top else after
    end_row = after if has_end_row(table) or (table.total and not table.total_on_top) else after - 1
    return PlacedTable(table, start, depth, body, body_rows, total_row, end_row, columns, next_column - 1)


def place(sheet: SheetForm, body_rows: Mapping[str, int]) -> PlacedSheet:
    """Lays the blocks of a sheet one under the other; ``body_rows`` says how many rows each table has."""
    row, starts = 1, []
    spots: dict[str, Spot] = {}
    tables: dict[str, PlacedTable] = {}
    for block in sheet.blocks:
        starts.append(row)
        if isinstance(block, Table):
            tables[block.key] = placed = _place_table(block, row, body_rows[block.key])
            spots |= _total_spots(placed)
            row = placed.end_row + 1
        elif isinstance(block, Line):
            spots |= _line_spots(block, row)
            row += 1
        elif isinstance(block, Banner):
            if isinstance(block.text, Field):
                spots[block.text.key] = Spot(row, 1, len(sheet.widths))
            row += 1
    return PlacedSheet(sheet, tuple(starts), row - 1, spots, tables)


def _total_spots(placed: PlacedTable) -> dict[str, Spot]:
    return {
        column.total.key: Spot(placed.total_row, placed.columns[column.key], column.span)
        for column in placed.table.columns
        if column.total
    }


def _line_spots(line: Line, row: int) -> dict[str, Spot]:
    spots: dict[str, Spot] = {}
    at = 1
    for item in line.items:
        if isinstance(item, Entry):
            spots[item.field.key] = Spot(row, at, item.span)
        at += item.span
    return spots


@lru_cache(maxsize=MOST_FORMS)
def total_formulas(form: WorkbookForm) -> Mapping[str, Formula]:
    """The formula of every field on a total row: its own, else the sum of its column."""
    found = {
        column.total.key: column.total.formula or ColumnSum(table, column, column.total_adds)
        for table in form.tables
        for column in table.columns
        if column.total and column.total.owner is not Owner.XLPERF
    }
    return MappingProxyType(found)


class Places:
    """All sheets of a workbook in place; answers the questions of Excel formulas."""

    def __init__(self, form: WorkbookForm, body_rows: Mapping[str, int]) -> None:
        self.form = form
        self.sheets = tuple(place(sheet, body_rows) for sheet in form.sheets)
        self._spots = {key: (sheet, spot) for sheet in self.sheets for key, spot in sheet.spots.items()}
        self._tables = {key: (sheet, table) for sheet in self.sheets for key, table in sheet.tables.items()}

    def address(self, target: Field) -> Address:
        """The cell of a field."""
        sheet, spot = self._spots[target.key]
        return Address(sheet.form.name, spot.row, spot.column)

    def table(self, table: Table) -> tuple[PlacedSheet, PlacedTable]:
        """The place of a table."""
        return self._tables[table.key]

    def row(self, table: Table, row_id: str, rows: tuple[str, ...]) -> int:
        """The sheet row of the printed row of that id; ``rows`` are the ids of the body in order."""
        return self._tables[table.key][1].body + rows.index(row_id)


@dataclass(frozen=True, slots=True)
class CellReferences:
    """References for a formula that stands on ``sheet`` in ``row`` of ``table``."""

    places: Places
    sheet: str
    row: int = 0
    table: Table | None = None

    def _prefix(self, sheet: str) -> str:
        return "" if sheet == self.sheet else f"'{sheet}'!"

    def field(self, target: Field) -> str:
        at = self.places.address(target)
        return f"{self._prefix(at.sheet)}{absolute(at.row, at.column)}"

    def body(self, table: Table, column: Column) -> str:
        sheet, placed = self.places.table(table)
        prefix, at = self._prefix(sheet.form.name), placed.columns[column.key]
        first = absolute(placed.body, at)
        if placed.total_row and not table.total_on_top:
            letters = re.sub(r"[^A-Z]", "", first)
            above = f"INDEX({prefix}${letters}:${letters},ROW()-1)"
            header = absolute(placed.header + placed.header_rows - 1, at)
            return (
                f"{prefix}{header}:{above}"
                if table.grows
                else f"{prefix}{first}:{absolute(placed.body_last, at)}"
            )
        return f"{prefix}{first}:{absolute(placed.end_row, at)}"

    def whole(self, table: Table, column: Column) -> str:
        sheet, placed = self.places.table(table)
        at, header = placed.columns[column.key], placed.header + placed.header_rows - 1
        return f"{self._prefix(sheet.form.name)}{absolute(header, at)}:{absolute(placed.end_row, at)}"

    def in_row(self, column: Column) -> str:
        if self.table is None:
            raise ValueError(column.key)
        _, placed = self.places.table(self.table)
        return Address(self.sheet, self.row, placed.columns[column.key]).a1


def absolute(row: int, column: int) -> str:
    """``$F$12``."""
    return re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", Address("", row, column).a1)


@lru_cache(maxsize=MOST_FORMS)
def template_hash(form: WorkbookForm) -> str:
    """A short hash over everything that the empty form prints and names: says which template a file came from."""
    lines = [form.key, form.edition]
    for sheet in form.sheets:
        lines.append(sheet.name)
        for block in sheet.blocks:
            lines.append(type(block).__name__)
            if isinstance(block, Table):
                lines += [
                    block.key,
                    *(f"{column.key}|{column.label}|{column.span}" for column in block.columns),
                ]
                lines += [repr(sorted(row.texts.items())) + row.id for row in block.printed]
            elif isinstance(block, Line):
                lines += [
                    f"{item.field.key}|{item.field.label}|{item.span}"
                    if isinstance(item, Entry)
                    else item.text
                    for item in block.items
                ]
            elif isinstance(block, Banner):
                lines.append(block.text.key if isinstance(block.text, Field) else block.text)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
