"""Workbook → Submission: every known part as a Cell with its address, everything else as strays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from heapq import nsmallest
from typing import NamedTuple

from xlperf.computing import Computed
from xlperf.findings import Address
from xlperf.forms.formulas import Value
from xlperf.forms.layout import META_SHEET, total_formulas
from xlperf.forms.model import Field, Kind, Owner, Table
from xlperf.forms.tables import END_TEXT
from xlperf.labels import known_texts, normal
from xlperf.literals import literal, serial_date, stored_number, without_noise
from xlperf.locating import Names, locate, own_sheets, stamp
from xlperf.package.grid import Grid, RawCell
from xlperf.package.resting import collector_at_rest
from xlperf.package.workbook import Workbook
from xlperf.paper import SheetPaper
from xlperf.places import Found, FoundTable
from xlperf.schemes.model import Scheme
from xlperf.submission import Cell, Row, Stray, Submission, Trouble
from xlperf.written import is_written

_MOST_STRAYS = 50


@collector_at_rest()
def read(workbook: Workbook, shelf: tuple[Scheme, ...] = ()) -> Submission | None:
    """Reads a workbook that holds a form of ours; None when no form can be recognised.

    ``shelf`` are the schemes that the office has beside the shipped ones.
    """
    found = locate(workbook, shelf)
    return submission_of(workbook, found) if found else None


def submission_of(workbook: Workbook, found: Found) -> Submission:
    """What staff wrote into the parts that were found in a workbook."""
    return _Reader(workbook, found).submission()


class _Part(NamedTuple):
    """What a field or column says of its cells; ``columns`` are those of the sheet that a table column covers."""

    key: str
    label: str
    kind: Kind
    unit: str
    owner: Owner
    columns: tuple[int, ...] = ()


class _Content(NamedTuple):
    """What stands in a cell: as the file holds it, as a value, or why there is none. One is made for each cell."""

    raw: str
    value: Value
    trouble: Trouble | None = None


class _Reader:
    def __init__(self, workbook: Workbook, found: Found) -> None:
        self.workbook = workbook
        self.found = found
        self.date_1904 = workbook.date_1904
        self._lifted = found.lifted
        self._grids: dict[str, Grid] = {}

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
        quiet = bool(self.workbook.foreign)
        fields, tables = Computed(
            form.fields, form.tables, total_formulas(form), fields, tables, quiet=quiet
        ).all()
        names = Names(self.workbook)
        unknown = self.found.unknown_scheme
        return Submission(
            form=form,
            edition=stamp(self.workbook, names, "edition") or form.edition,
            template=stamp(self.workbook, names, "template"),
            fields=fields,
            tables=tables,
            missing=() if self.found.foreign else tuple(self._missing()),
            strays=() if unknown or self.found.foreign else tuple(self._strays()),
            unknown_scheme=unknown,
            written_sheets=frozenset(
                sheet.key for sheet in form.sheets if is_written(sheet, fields, tables, self.found.foreign)
            ),
            paper=SheetPaper(self.workbook),
            foreign=self.found.foreign,
            doubts=self.found.doubts,
        )

    def _grid(self, sheet: str) -> Grid:
        if sheet not in self._grids:
            found = self.workbook.sheet(sheet)
            self._grids[sheet] = found.grid if found else Grid({}, ())
        return self._grids[sheet]

    def _raw(self, at: Address) -> RawCell | None:
        return self._grid(at.sheet).cells.get((at.row, at.column))

    def _field(self, target: Field, at: Address) -> Cell:
        label = target.label.replace("\n", "")
        return self._cell(
            _Part(target.key, label, target.kind, target.unit, target.owner), at, label, self._raw(at)
        )

    def _cell(self, part: _Part, at: Address, label: str, raw: RawCell | None) -> Cell:
        """The cell of a part with the content of the file in it, or with the piece of it that is its value."""
        if self._lifted:
            raw = self._lifted.get((part.key, at), raw)
        if raw is None:
            return Cell(at, label, part.kind, part.unit, owner=part.owner)
        content = self._content(part, raw)
        computed = raw.formula is not None
        return Cell(
            at, label, part.kind, part.unit, content.value, content.raw, computed, content.trouble, part.owner
        )

    def _content(self, part: _Part, raw: RawCell) -> _Content:
        text = raw.text or ""
        if raw.formula is not None and not raw.has_value:
            return _Content(text, None, Trouble.NO_STORED_VALUE)
        if raw.kind == "e":
            return _Content(text, None, Trouble.ERROR)
        if raw.kind == "n":
            return self._number(part, raw)
        read = literal(part.kind, text, part.unit)
        summed = raw.formula is not None and read.trouble is Trouble.TEXT_NUMBER
        return _Content(text, read.value, None if summed else read.trouble)

    def _number(self, part: _Part, raw: RawCell) -> _Content:
        text = without_noise(raw.text or "")
        number = stored_number(text)
        if number is None:
            return _Content(text, None, Trouble.UNREADABLE)
        if part.kind is Kind.DATE:
            dated = serial_date(number, from_1904=self.date_1904)
            return _Content(text, dated.value, dated.trouble)
        if raw.is_date:
            shown = str(serial_date(number, from_1904=self.date_1904).value or raw.text)
            return (
                _Content(shown, None, Trouble.UNREADABLE) if part.kind.is_number else _Content(shown, shown)
            )
        if raw.is_percent and (part.kind in (Kind.NUMBER, Kind.FREE) or part.unit == "%"):
            number *= Decimal(100)
        if part.kind.is_number or part.kind is Kind.FREE:
            return _Content(text, number)
        return _Content(text, f"{(number * 100).normalize():f}%" if raw.is_percent else f"{number:f}")

    def _rows(self, table: Table, place: FoundTable) -> Iterator[Row]:
        grid = self._grid(place.sheet)
        above: dict[str, Cell] = {}
        printed = {row.id: row.texts for row in table.printed if row.id}
        written = {row for row, _ in grid.cells}
        wanted = sorted(
            row
            for row in {*written, *place.rows}
            if place.body <= row <= place.body_last and row not in place.skipped
        )
        parts = self._parts(table, place)
        inheriting = [column.key for column in table.columns if column.inherits and column.key in parts]
        for row in wanted:
            row_id = place.rows.get(row, "")
            title = _title(table, printed.get(row_id, {}), place, row, grid)
            behind = f"（{title}）" if title else ""
            cells = {
                key: self._table_cell(part, place.sheet, row, behind, grid.cells)
                for key, part in parts.items()
            }
            anew = False  # 一级指标 is another one: no 二级指标 of the one above goes on
            for key in inheriting:
                if cells[key].given:
                    anew = anew or key not in above or above[key].value != cells[key].value
                elif key in above and not anew:
                    cells[key] = replace(cells[key], value=above[key].value)
                above[key] = cells[key]
            yield Row(cells, row_id, row)
        for piece in place.more:
            yield from self._rows(table, piece)

    def _parts(self, table: Table, place: FoundTable) -> Mapping[str, _Part]:
        """What is the same in every row of a column."""
        spans = self._spans(table, place)
        return {
            column.key: _Part(
                f"{table.key}.{column.key}",
                column.label.replace("\n", ""),
                column.kind,
                column.unit,
                Owner.FORM if column.inherits else column.owner,
                tuple(place.columns[column.key] + number for number in range(spans[column.key])),
            )
            for column in table.columns
            if column.key in place.columns
        }

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
        self, part: _Part, sheet: str, row: int, behind: str, cells: Mapping[tuple[int, int], RawCell]
    ) -> Cell:
        for at in part.columns:
            raw = cells.get((row, at))
            if raw is not None:
                return self._cell(part, Address(sheet, row, at), part.label + behind, raw)
        return self._cell(part, Address(sheet, row, part.columns[0]), part.label + behind, None)

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
        for sheet in self.workbook.sheets:
            if sheet.kind != "worksheet" or sheet.name in ours:
                continue
            key, cells = forms.get(sheet.name), sheet.grid.cells
            apart = self._apart(sheet.name, cells, known[key]) if key else iter(cells)
            for at in nsmallest(_MOST_STRAYS if key else 1, apart):
                yield Stray(Address(sheet.name, *at), without_noise(cells[at].text or ""))

    def _apart(
        self, sheet: str, cells: Mapping[tuple[int, int], RawCell], known: frozenset[str]
    ) -> Iterator[tuple[int, int]]:
        """Content that stands in no field, in no table, and is nothing that the form prints."""
        fields = {(at.row, at.column) for at in self.found.fields.values() if at.sheet == sheet}
        places = [place for place in self.found.tables.values() if place.sheet == sheet and place.columns]
        widths = [(min(place.columns.values()), max(place.columns.values()) + 2) for place in places]
        areas = [
            (place.header, max(place.body_last, place.total_row), *width)
            for place, width in zip(places, widths, strict=True)
        ]
        for at, raw in cells.items():
            row, column = at
            for top, bottom, left, right in areas:
                if top <= row <= bottom and left <= column <= right:
                    break
            else:
                text = raw.text or ""
                if at not in fields and text.strip() and text != END_TEXT and normal(text) not in known:
                    yield at


def _title(table: Table, printed: Mapping[str, str], place: FoundTable, row: int, grid: Grid) -> str:
    """What a row is called in messages: the printed indicator, else its first words, else its number."""
    if printed:
        return (printed.get("name") or printed.get("item", "")).replace("\n", "")
    naming = next(
        (column for column in table.columns if column.kind is Kind.TEXT and not column.inherits), None
    )
    cell = None
    if table.grows and naming and naming.key != "content":
        cell = grid.cells.get((row, place.columns.get(naming.key, 0)))
    words = (cell.text or "").strip().split("\n")[0] if cell else ""
    return words[:12] or f"第{row}行"
