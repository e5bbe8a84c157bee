"""Workbook → Submission: every known part as a Cell with its address, everything else as strays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import repeat
from typing import NamedTuple

from xlperf.computing import Computed
from xlperf.findings import Address
from xlperf.forms.formulas import Value
from xlperf.forms.layout import total_formulas
from xlperf.forms.model import Field, Kind, Owner, Table
from xlperf.literals import LONGEST_EXACT, literal, serial_date, stored_number, without_noise
from xlperf.locating import locate, stamp
from xlperf.naming import Names
from xlperf.package.grid import Grid, RawCell
from xlperf.package.resting import collector_at_rest
from xlperf.package.workbook import Workbook
from xlperf.paper import SheetPaper
from xlperf.places import Found, FoundTable
from xlperf.schemes.model import Scheme
from xlperf.strays import strays
from xlperf.submission import Cell, Line, Part, Row, Submission, Trouble, part_of
from xlperf.written import is_written

_WORDS = (Kind.TEXT, Kind.LONG_TEXT, Kind.PERIOD, Kind.CHOICE)
"""What holds any words, so that a text stands for itself."""


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


_Giving = Callable[[int, None], RawCell | None]


class _ColumnHere(NamedTuple):
    """A column of a table as it lies on the sheet: its first grid column, and what gives the cells of those it covers."""

    key: str
    path: str  # table.column
    part: Part
    words: bool  # any text will do
    figures: bool  # any number will do
    first: int
    held: tuple[tuple[int, _Giving], ...]


class _Reader:
    def __init__(self, workbook: Workbook, found: Found) -> None:
        self.workbook = workbook
        self.found = found
        self.date_1904 = workbook.date_1904
        self._lifted = found.lifted
        self._grids: dict[str, Grid] = {}
        self._resting: frozenset[str] = frozenset()

    def submission(self) -> Submission:
        form, unknown = self.found.form, self.found.unknown_scheme
        outside = () if unknown or self.found.foreign else tuple(strays(self.workbook, self.found))
        places = [piece for place in self.found.tables.values() for piece in (place, *place.more)]
        for sheet in {at.sheet for at in self.found.fields.values()} | {place.sheet for place in places}:
            self._grid(sheet)
        paper = SheetPaper(self.workbook)
        self._resting = paper.rest()
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
        return Submission(
            form=form,
            edition=stamp(self.workbook, names, "edition") or form.edition,
            template=stamp(self.workbook, names, "template"),
            fields=fields,
            tables=tables,
            missing=() if self.found.foreign else tuple(self._missing()),
            strays=outside,
            unknown_scheme=unknown,
            written_sheets=frozenset(
                sheet.key for sheet in form.sheets if is_written(sheet, fields, tables, self.found.foreign)
            ),
            paper=paper,
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
            return tuple.__new__(Cell, (part, line, column, None, "", False, None))
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
        held = self._grid(place.sheet).columns
        above: dict[str, Cell] = {}
        printed = {row.id: row.texts for row in table.printed if row.id}
        wanted = [
            row
            for row in sorted(set(place.rows).union(*held.values()))
            if place.body <= row <= place.body_last and row not in place.skipped
        ]
        columns = self._columns(table, place)
        naming = held.get(_naming(table, place), {})
        inheriting = [
            column.key for column in table.columns if column.inherits and column.key in place.columns
        ]
        ids = [place.rows.get(row, "") for row in wanted]
        lines = [
            tuple.__new__(Line, (place.sheet, row, *_named(printed.get(row_id), naming.get(row))))
            for row, row_id in zip(wanted, ids, strict=True)
        ]
        keys = [column.key for column in columns]
        rows = (
            zip(*(self._column(column, lines) for column in columns), strict=True) if columns else repeat(())
        )
        for row, row_id, cells in zip(wanted, ids, rows, strict=False):
            found = dict(zip(keys, cells, strict=True))
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
        """What is the same in every row. The cells of a list that nobody needs any more are given away."""
        spans, cells = self._spans(table, place), self._grid(place.sheet).columns
        apart = len(set(place.columns.values())) == len(place.columns) and not self._lifted
        taken = apart and place.sheet in self._resting

        def giving(column: Mapping[int, RawCell]) -> _Giving:
            return column.pop if taken and isinstance(column, dict) else column.get

        return tuple(
            _ColumnHere(
                column.key,
                f"{table.key}.{column.key}",
                replace(part_of(column), owner=Owner.FORM) if column.inherits else part_of(column),
                column.kind in _WORDS and not self._lifted,
                column.kind.is_number and not self._lifted,
                first,
                tuple(
                    (at, giving(cells[at])) for at in range(first, first + spans[column.key]) if at in cells
                ),
            )
            for column in table.columns
            if (first := place.columns.get(column.key, 0))
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

    def _column(self, column: _ColumnHere, lines: Sequence[Line]) -> list[Cell]:
        """The cells of a column; a list has a hundred thousand, most of them empty, words or plain numbers."""
        _, path, part, words, figures, first, held = column
        new = tuple.__new__
        found = []
        for line in lines:
            raw = None
            for at, giving in held:  # noqa: B007  the first that holds anything
                raw = giving(line[1], None)
                if raw is not None:
                    break
            if raw is None:
                empty = (part, line, first, None, "", False, None)
                found.append(self._cell(part, path, line, first, None) if self._lifted else new(Cell, empty))
                continue
            text, kind, formula, shows = raw
            value: Value = None
            if words and kind == "s" and text:
                value = text.strip() or None
            elif figures and kind == "n" and text and not shows and len(text) <= LONGEST_EXACT:
                value = stored_number(text)
            if value is None:
                found.append(self._cell(part, path, line, at, raw))
            else:
                found.append(new(Cell, (part, line, at, value, text, formula is not None, None)))
        return found

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


def _naming(table: Table, place: FoundTable) -> int:
    """The grid column whose words name a row in messages, 0 when there is none."""
    naming = next(
        (column for column in table.columns if column.kind is Kind.TEXT and not column.inherits), None
    )
    return place.columns.get(naming.key, 0) if table.grows and naming and naming.key != "content" else 0


def _named(printed: Mapping[str, str] | None, named: RawCell | None) -> tuple[str, str | None]:
    """What a row is called in messages: the printed indicator, or the words that stand in it."""
    if printed:
        return (printed.get("name") or printed.get("item", "")).replace("\n", ""), None
    return "", (named.text or "") if named else ""
