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
from xlperf.locating import locate, own_sheets, stamp
from xlperf.naming import Names
from xlperf.package.grid import Grid, RawCell
from xlperf.package.resting import collector_at_rest
from xlperf.package.workbook import Workbook
from xlperf.paper import SheetPaper
from xlperf.places import Found, FoundTable
from xlperf.schemes.model import Scheme
from xlperf.submission import Cell, Line, Part, Row, Stray, Submission, Trouble, part_of
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


_Content = tuple[Value, str, Trouble | None]
"""What stands in a cell: as a value, as the file holds it, and why there is no value. One is made for each cell."""


class _ColumnHere(NamedTuple):
    """A column of a table as it lies on the sheet: ``places`` are the grid columns that it covers."""

    key: str
    path: str  # table.column
    part: Part
    places: tuple[int, ...]


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

    def _field(self, target: Field, at: Address) -> Cell:
        raw = self._grid(at.sheet).cells.get((at.row, at.column))
        return self._cell(part_of(target), target.key, Line(at.sheet, at.row), at.column, raw)

    def _cell(self, part: Part, path: str, line: Line, column: int, raw: RawCell | None) -> Cell:
        """The cell of a part with the content of the file in it, or with the piece of it that is its value."""
        if self._lifted:
            raw = self._lifted.get((path, Address(line.sheet, line.row, column)), raw)
        if raw is None:
            return Cell(part, line, column)
        value, text, trouble = self._content(part, raw)
        return tuple.__new__(Cell, (part, line, column, value, text, raw.formula is not None, trouble))

    def _content(self, part: Part, raw: RawCell) -> _Content:
        text = raw.text
        if text is None:
            return None, "", Trouble.NO_STORED_VALUE
        if raw.kind == "n":
            return self._number(part, raw, text)
        if raw.kind == "e":
            return None, text, Trouble.ERROR
        value, trouble = literal(part.kind, text, part.unit)
        summed = raw.formula is not None and trouble is Trouble.TEXT_NUMBER
        return value, text, None if summed else trouble

    def _number(self, part: Part, raw: RawCell, text: str) -> _Content:
        text = without_noise(text)
        number = stored_number(text)
        if number is None:
            return None, text, Trouble.UNREADABLE
        if part.kind is Kind.DATE:
            dated = serial_date(number, from_1904=self.date_1904)
            return dated.value, text, dated.trouble
        is_number = part.kind.is_number
        if raw.shows == "date":
            shown = str(serial_date(number, from_1904=self.date_1904).value or text)
            return (None, shown, Trouble.UNREADABLE) if is_number else (shown, shown, None)
        if raw.shows == "percent" and (part.kind in (Kind.NUMBER, Kind.FREE) or part.unit == "%"):
            number *= Decimal(100)
        if is_number or part.kind is Kind.FREE:
            return number, text, None
        return f"{(number * 100).normalize():f}%" if raw.is_percent else f"{number:f}", text, None

    def _rows(self, table: Table, place: FoundTable) -> Iterator[Row]:
        cells = self._grid(place.sheet).at_hand()
        above: dict[str, Cell] = {}
        printed = {row.id: row.texts for row in table.printed if row.id}
        wanted = sorted(
            row
            for row in {*(row for row, _ in cells), *place.rows}
            if place.body <= row <= place.body_last and row not in place.skipped
        )
        columns = self._columns(table, place)
        naming = _naming(table, place)
        inheriting = [
            column.key for column in table.columns if column.inherits and column.key in place.columns
        ]
        for row in wanted:
            row_id = place.rows.get(row, "")
            line = Line(place.sheet, row, _title(printed.get(row_id, {}), row, cells.get((row, naming))))
            found = {column.key: self._table_cell(column, line, row, cells) for column in columns}
            anew = False  # 一级指标 is another one: no 二级指标 of the one above goes on
            for key in inheriting:
                if found[key].given:
                    anew = anew or key not in above or above[key].value != found[key].value
                elif key in above and not anew:
                    found[key] = found[key]._replace(value=above[key].value)
                above[key] = found[key]
            yield Row(found, row_id, row)
        for piece in place.more:
            yield from self._rows(table, piece)

    def _columns(self, table: Table, place: FoundTable) -> tuple[_ColumnHere, ...]:
        """What is the same in every row."""
        spans = self._spans(table, place)
        return tuple(
            _ColumnHere(
                column.key,
                f"{table.key}.{column.key}",
                replace(part_of(column), owner=Owner.FORM if column.inherits else column.owner),
                tuple(place.columns[column.key] + number for number in range(spans[column.key])),
            )
            for column in table.columns
            if column.key in place.columns
        )

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
        self, column: _ColumnHere, line: Line, row: int, cells: Mapping[tuple[int, int], RawCell]
    ) -> Cell:
        for at in column.places:
            raw = cells.get((row, at))
            if raw is not None:
                return self._cell(column.part, column.path, line, at, raw)
        return self._cell(column.part, column.path, line, column.places[0], None)

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


def _naming(table: Table, place: FoundTable) -> int:
    """The grid column whose words name a row in messages, 0 when there is none."""
    naming = next(
        (column for column in table.columns if column.kind is Kind.TEXT and not column.inherits), None
    )
    return place.columns.get(naming.key, 0) if table.grows and naming and naming.key != "content" else 0


def _title(printed: Mapping[str, str], row: int, named: RawCell | None) -> str:
    """What a row is called in messages: the printed indicator, else its first words, else its number."""
    if printed:
        return (printed.get("name") or printed.get("item", "")).replace("\n", "")
    words = (named.text or "").strip().split("\n")[0] if named else ""
    return words[:12] or f"第{row}行"
