"""Workbook → Submission: every known part as a Cell with its address, everything else as strays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from xlperf.computing import Computed
from xlperf.findings import Address
from xlperf.forms.layout import META_SHEET, total_formulas
from xlperf.forms.model import Column, Field, Kind, Owner, SheetForm, Table
from xlperf.forms.tables import END_TEXT
from xlperf.labels import FoundTable, known_texts, normal
from xlperf.literals import literal, serial_date, stored_number
from xlperf.locating import Found, Names, locate, own_sheets, stamp
from xlperf.package.grid import Grid, RawCell
from xlperf.package.workbook import Workbook
from xlperf.schemes.model import Scheme
from xlperf.submission import Cell, Row, Stray, Submission, Trouble

_MOST_STRAYS = 50


def read(workbook: Workbook, shelf: tuple[Scheme, ...] = ()) -> Submission | None:
    """Reads a workbook that holds a form of ours; None when no form can be recognised.

    ``shelf`` are the schemes that the office has beside the shipped ones.
    """
    found = locate(workbook, shelf)
    return _Reader(workbook, found).submission() if found else None


class _Reader:
    def __init__(self, workbook: Workbook, found: Found) -> None:
        self.workbook = workbook
        self.found = found
        self.date_1904 = workbook.date_1904
        self._grids: dict[str, Grid] = {}
        self._by_row: dict[str, Mapping[int, list[int]]] = {}

    def submission(self) -> Submission:
        form = self.found.form
        fields = {
            target.key: self._field(target, self.found.fields[target.key])
            for target in form.fields
            if target.key in self.found.fields
        }
        tables = {
            table.key: tuple(self._rows(table, self.found.tables[table.key]))
            for table in form.tables
            if table.key in self.found.tables
        }
        fields, tables = Computed(form.fields, form.tables, total_formulas(form), fields, tables).all()
        names = Names(self.workbook)
        unknown = self.found.unknown_scheme
        return Submission(
            form=form,
            edition=stamp(self.workbook, names, "edition") or form.edition,
            template=stamp(self.workbook, names, "template"),
            fields=fields,
            tables=tables,
            missing=tuple(self._missing()),
            strays=() if unknown else tuple(self._strays()),
            unknown_scheme=unknown,
            written_sheets=frozenset(
                sheet.key for sheet in form.sheets if _is_written(sheet, fields, tables)
            ),
        )

    def _grid(self, sheet: str) -> Grid:
        if sheet not in self._grids:
            found = self.workbook.sheet(sheet)
            self._grids[sheet] = found.grid if found else Grid({}, ())
        return self._grids[sheet]

    def _raw(self, at: Address) -> RawCell | None:
        return self._grid(at.sheet).cells.get((at.row, at.column))

    def _columns_of_row(self, sheet: str) -> Mapping[int, list[int]]:
        if sheet not in self._by_row:
            rows: dict[int, list[int]] = defaultdict(list)
            for row, column in self._grid(sheet).cells:
                rows[row].append(column)
            self._by_row[sheet] = rows
        return self._by_row[sheet]

    def _field(self, target: Field, at: Address) -> Cell:
        blank = Cell(at, target.label.replace("\n", ""), target.kind, target.unit, owner=target.owner)
        return self._filled(blank, self._raw(at))

    def _filled(self, blank: Cell, raw: RawCell | None) -> Cell:
        """The cell with the content of the file in it."""
        if raw is None:
            return blank
        cell = replace(blank, raw=raw.text or "", computed=raw.formula is not None)
        if cell.computed and not raw.has_value:
            return replace(cell, trouble=Trouble.NO_STORED_VALUE)
        if raw.kind == "e":
            return replace(cell, trouble=Trouble.ERROR)
        if raw.kind == "n":
            return self._with_number(cell, raw)
        read = literal(cell.kind, raw.text or "", cell.unit)
        trouble = None if cell.computed and read.trouble is Trouble.TEXT_NUMBER else read.trouble
        return replace(cell, value=read.value, trouble=trouble)

    def _with_number(self, cell: Cell, raw: RawCell) -> Cell:
        number = stored_number(raw.text or "")
        if number is None:
            return replace(cell, trouble=Trouble.UNREADABLE)
        if cell.kind is Kind.DATE:
            dated = serial_date(number, from_1904=self.date_1904)
            return replace(cell, value=dated.value, trouble=dated.trouble)
        if raw.is_date:
            shown = serial_date(number, from_1904=self.date_1904).value
            if cell.kind.is_number:
                return replace(cell, raw=str(shown or raw.text), trouble=Trouble.UNREADABLE)
            return replace(cell, value=str(shown or raw.text), raw=str(shown or raw.text))
        if raw.is_percent and (cell.kind in (Kind.NUMBER, Kind.FREE) or cell.unit == "%"):
            number *= Decimal(100)
        if cell.kind.is_number or cell.kind is Kind.FREE:
            return replace(cell, value=number)
        return replace(cell, value=f"{number:f}")

    def _rows(self, table: Table, place: FoundTable) -> Iterator[Row]:
        columns = self._columns_of_row(place.sheet)
        above: dict[str, Cell] = {}
        printed = {row.id: row.texts for row in table.printed if row.id}
        wanted = sorted(row for row in {*columns, *place.rows} if place.body <= row <= place.body_last)
        spans = self._spans(table, place)
        for row in wanted:
            row_id = place.rows.get(row, "")
            title = _title(table, printed.get(row_id, {}), place, row, self._grid(place.sheet))
            cells = {
                column.key: self._table_cell(column, place, row, title, spans)
                for column in table.columns
                if column.key in place.columns
            }
            for column in table.columns:
                if column.inherits and column.key in cells:
                    if not cells[column.key].given and column.key in above:
                        inherited = above[column.key]
                        cells[column.key] = replace(cells[column.key], value=inherited.value)
                    above[column.key] = cells[column.key]
            yield Row(cells, row_id, row)

    def _spans(self, table: Table, place: FoundTable) -> Mapping[str, int]:
        """How many grid columns each column covers: rows that staff inserted are not merged."""
        starts = sorted(place.columns.values())
        ends = {
            left: right for _, left, bottom, right in self._grid(place.sheet).merges if bottom == place.header
        }
        spans = {}
        for column in table.columns:
            left = place.columns.get(column.key, 0)
            later = min((start for start in starts if start > left), default=left + column.span)
            spans[column.key] = max(1, min(ends.get(left, left), later - 1) - left + 1)
        return spans

    def _table_cell(
        self, column: Column, place: FoundTable, row: int, title: str, spans: Mapping[str, int]
    ) -> Cell:
        left = place.columns[column.key]
        cells = self._grid(place.sheet).cells
        at = next((left + n for n in range(spans[column.key]) if (row, left + n) in cells), left)
        owner = Owner.FORM if column.inherits else column.owner
        label = column.label.replace("\n", "")
        blank = Cell(
            Address(place.sheet, row, at),
            f"{label}（{title}）" if title else label,
            column.kind,
            column.unit,
            owner=owner,
        )
        return self._filled(blank, cells.get((row, at)))

    def _missing(self) -> Iterator[str]:
        for sheet in self.found.form.sheets:
            if sheet.key not in self.found.sheets:
                yield sheet.name
                continue
            lost = [
                target.label
                for target in sheet.fields
                if target.key not in self.found.fields and target.printed_label
            ]
            lost += [table.label for table in sheet.tables if table.key not in self.found.tables]
            yield from (f"{sheet.name}·{label}".replace("\n", "") for label in lost)

    def _strays(self) -> Iterator[Stray]:
        ours = own_sheets(self.workbook) | {META_SHEET}
        forms = {name: key for key, name in self.found.sheets.items()}
        known = {sheet.key: known_texts(sheet) for sheet in self.found.form.sheets}
        taken = {(at.sheet, at.row, at.column) for at in self.found.fields.values()}
        for sheet in self.workbook.sheets:
            if sheet.kind != "worksheet" or sheet.name in ours:
                continue
            key = forms.get(sheet.name)
            count = 0
            for (row, column), raw in sorted(sheet.grid.cells.items()):
                if key and self._belongs(sheet.name, row, column, raw, known[key], taken):
                    continue
                count += 1
                yield Stray(Address(sheet.name, row, column), raw.text or "")
                if count >= (_MOST_STRAYS if key else 1):
                    break

    def _belongs(
        self,
        sheet: str,
        row: int,
        column: int,
        raw: RawCell,
        known: frozenset[str],
        taken: set[tuple[str, int, int]],
    ) -> bool:
        if (sheet, row, column) in taken or not (raw.text or "").strip():
            return True
        if any(
            self._inside(place, row, column) for place in self.found.tables.values() if place.sheet == sheet
        ):
            return True
        return normal(raw.text or "") in known or raw.text == END_TEXT

    def _inside(self, place: FoundTable, row: int, column: int) -> bool:
        if not place.columns or not place.header <= row <= max(place.body_last, place.total_row):
            return False
        return min(place.columns.values()) <= column <= max(place.columns.values()) + 2


def _title(table: Table, printed: Mapping[str, str], place: FoundTable, row: int, grid: Grid) -> str:
    """What a row is called in messages: the printed indicator, else its first words, else its number."""
    if printed:
        return (printed.get("name") or printed.get("item", "")).replace("\n", "")
    naming = next(
        (column for column in table.columns if column.kind is Kind.TEXT and not column.inherits), None
    )
    left = place.columns.get(naming.key, 0) if naming else 0
    cell = grid.cells.get((row, left))
    words = (cell.text or "").strip().split("\n")[0] if cell else ""
    return words[:12] if words and table.grows and naming and naming.key != "content" else f"第{row}行"


def _is_written(sheet: SheetForm, fields: Mapping[str, Cell], tables: Mapping[str, tuple[Row, ...]]) -> bool:
    own = (fields[target.key] for target in sheet.fields if target.key in fields)
    if any(cell.written and not cell.computed and cell.owner is Owner.UNIT for cell in own):
        return True
    return any(row.written for table in sheet.tables for row in tables.get(table.key, ()))
