"""Submission → Draft: what staff wrote, in the places that the template has for it.

A cell that the template computes keeps its formula where that gives what stood there; else what stood there is
written over it, for a number that somebody reported is never exchanged for another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from decimal import Decimal

from xlperf.forms.draft import Draft, DraftRow, DraftValues
from xlperf.forms.formulas import Formula, Value
from xlperf.forms.layout import total_formulas
from xlperf.forms.model import Column, Kind, Owner, Table
from xlperf.forms.national import parts
from xlperf.labels import normal
from xlperf.literals import stored_number
from xlperf.record import dataclass
from xlperf.submission import Cell, Row, Submission, shown

_NEAR = Decimal("1e-6")
_WIDEST_GAP = 50
_FULL = Decimal(100)


@dataclass(slots=True)
class Carried:
    """One row on its way: what it was, and the values that go into the new one (by column key)."""

    row: Row
    values: dict[str, Value] = field(default_factory=dict)
    id: str = ""


@dataclass(frozen=True, slots=True)
class Drafted:
    """The draft, its rows by table key, and the cells (by identity) whose formula computes them again."""

    draft: Draft
    rows: Mapping[str, tuple[Carried, ...]]
    recomputed: frozenset[int]


def drafted(submission: Submission) -> Drafted:
    """Everything that a submission says, as a draft of its form."""
    return _Drafting(submission).done()


def written_value(cell: Cell) -> Value:
    """What stands in a cell: its value, else the text of the file; None for nothing. 0.9 shown as 90% is ``90%``."""
    if cell.kind is Kind.FREE and isinstance(cell.value, Decimal) and cell.value:
        number = stored_number(cell.raw)
        if number is not None and cell.value == number * 100:
            return f"{shown(cell.value.normalize())}%"
    return cell.value if cell.given else (cell.raw if cell.written else None)


class _Drafting:
    def __init__(self, submission: Submission) -> None:
        self.submission = submission
        self.form = submission.form
        self.totals = total_formulas(self.form)
        self.fields: dict[str, Value] = {}
        self.rows: dict[str, tuple[Carried, ...]] = {}
        self.recomputed: set[int] = set()

    def done(self) -> Drafted:
        for target in self.form.fields:
            cell = self.submission.fields.get(target.key)
            value = written_value(cell) if cell and cell.owner is not Owner.XLPERF else None
            if value is not None and not self._formula(target.key):
                self.fields[target.key] = value
        self._without_execution()
        for table in self.form.tables:
            self.rows[table.key] = tuple(self._carried(table))
        for typed_only in (True, False):  # first what was typed over a formula: others count with it
            self._settle_rows(typed_only=typed_only)
            self._settle_fields(typed_only=typed_only)
        return Drafted(self._draft(), self.rows, frozenset(self.recomputed))

    def _without_execution(self) -> None:
        """A form that gives 预算执行率 no points of its own, its indicators making up the 100, gets none in the new one."""
        own = (parts.EXECUTION_MAX, parts.EXECUTION_SCORE)
        rows = self.submission.rows(parts.INDICATORS)
        weights = [value for row in rows if isinstance(value := row.value(parts.MAX), Decimal)]
        if sum(weights) == _FULL and not any(each.key in self.submission.fields for each in own):
            self.fields |= {each.key: "" for each in own if self._formula(each.key)}

    def _draft(self) -> Draft:
        rows = {
            key: tuple(DraftRow(each.values, each.id) for each in carried)
            for key, carried in self.rows.items()
            if carried
        }
        return Draft(dict(self.fields), rows)

    def _formula(self, key: str) -> Formula | None:
        own = next((target.formula for target in self.form.fields if target.key == key), None)
        return self.totals.get(key) or own

    def _carried(self, table: Table) -> Iterator[Carried]:
        printed = {row.id for row in table.printed if row.id}
        named = [row for row in self.submission.rows(table) if row.id in printed and row.id]
        if printed and not table.grows:
            others = self._others(table)
            if others is not None:
                yield from (Carried(row, _values(table, row, named=True), row.id) for row in named)
                yield from others
            return
        yield from (Carried(row, _values(table, row, named=True), row.id) for row in named)
        free = [row for row in self.submission.rows(table) if not row.id]
        while free and not any(cell.written or cell.given for cell in free[-1].cells.values()):
            free.pop()
        labels = {key for row in table.printed if not row.id for key in row.texts}
        made = list(_in_order(table, free))
        if not made:
            return
        for each in made:
            each.values.update({key: "" for key in labels if key not in each.values})
        yield from made
        room = sum(not row.id and not row.continues for row in table.printed)
        for _ in range(len(made), room):
            yield Carried(Row({}), dict.fromkeys(labels, ""))

    def _others(self, table: Table) -> list[Carried] | None:
        """Rows that go by another name than any the form prints, 专项债券资金, under it in the rows that are free.

        None where these have no room for all the amounts: a part of them would add up to another total, so none goes.
        """
        rows = self.submission.rows(table)
        taken = {row.id for row in rows if row.id}
        free = [each.id for each in table.printed if each.id and each.id not in taken]
        more = [
            row
            for row in rows
            if not row.id and any(cell.owner is Owner.UNIT and _amounts(cell) for cell in row.cells.values())
        ]
        if len(more) > len(free) and any(column.total for column in table.columns):
            return None
        found = []
        for row, own in zip(more, free, strict=False):
            name = row.cells.get("name")
            if name is not None and name.written:
                found.append(
                    Carried(row, {**_values(table, row, named=True), "name": written_value(name)}, own)
                )
        return found

    def _settle_rows(self, *, typed_only: bool) -> None:
        """In the rows: what the template computes differently is written over its formula."""
        values = DraftValues(self.form, self._draft(), self.totals)
        for table in self.form.tables:
            places = {id(row.values): number for number, row in enumerate(values.rows(table))}
            body = values.body(table)
            for carried in self.rows[table.key]:
                number = places.get(id(carried.values))
                if number is None or not carried.row.cells:
                    continue
                formulas = values.rows(table)[number].formulas
                for column in table.columns:
                    cell = carried.row.cells.get(column.key)
                    if (
                        column.key in formulas
                        and column.key not in carried.values
                        and column.owner is not Owner.XLPERF
                        and not (typed_only and cell is not None and cell.computed)
                    ):
                        self._settle_cell(carried, column, cell, body[number].value(column))

    def _settle_cell(self, carried: Carried, column: Column, cell: Cell | None, ours: Value) -> None:
        theirs = written_value(cell) if cell else None
        if cell is not None and theirs is not None:
            if _same(ours, theirs):
                self.recomputed.add(id(cell))
            else:
                self.recomputed.discard(id(cell))
                carried.values[column.key] = theirs
        elif column.formula is None:  # a text that this row of the template brings along
            carried.values[column.key] = ""

    def _settle_fields(self, *, typed_only: bool) -> None:
        values = DraftValues(self.form, self._draft(), self.totals)
        for target in self.form.fields:
            cell = self.submission.fields.get(target.key)
            if cell is None or cell.owner is Owner.XLPERF or not self._formula(target.key):
                continue
            if target.key in self.fields or (typed_only and cell.computed):
                continue
            theirs = written_value(cell)
            if theirs is None:
                continue
            if _same(values.value(target), theirs):
                self.recomputed.add(id(cell))
            else:
                self.recomputed.discard(id(cell))
                self.fields[target.key] = theirs


def _amounts(cell: Cell) -> bool:
    return cell.kind is Kind.MONEY and isinstance(cell.value, Decimal) and bool(cell.value)


def _in_order(table: Table, free: list[Row]) -> Iterator[Carried]:
    """The rows as they follow each other; where the sheet has empty rows between two of them, so has the new one."""
    above = 0
    labels: dict[str, Value] = {}
    for row in free:
        gap = row.number - above - 1 if above else 0
        for _ in range(gap if gap <= _WIDEST_GAP else 0):
            yield Carried(Row({}), dict(labels))
        carried = Carried(row, _values(table, row, named=False))
        labels = {
            column.key: carried.values[column.key]
            for column in table.columns
            if column.inherits and column.key in carried.values
        }
        above = row.number
        yield carried


def _values(table: Table, row: Row, *, named: bool) -> dict[str, Value]:
    """The values of a row by column; what the form prints in a named row it prints again."""
    printed = next((each.texts for each in table.printed if each.id == row.id), {}) if named else {}
    values: dict[str, Value] = {}
    for column in table.columns:
        cell = row.cells.get(column.key)
        computed = column.formula is not None or column.owner is Owner.XLPERF
        if cell is None or computed or (named and (column.key in printed or column.owner is Owner.FORM)):
            continue
        value = written_value(cell)
        if value is not None:
            values[column.key] = value
    return values


def _same(ours: Value, theirs: Value) -> bool:
    if isinstance(ours, Decimal) and isinstance(theirs, Decimal):
        return abs(ours - theirs) <= _NEAR * max(Decimal(1), abs(theirs))
    return ours is not None and normal(shown(ours)) == normal(shown(theirs))


def as_written(value: Value, kind: Kind) -> str:
    """A value as staff would write it into a cell of that kind: 36.8% for a fraction."""
    if kind is Kind.PERCENT and isinstance(value, Decimal):
        return f"{shown((value * 100).normalize())}%"
    return shown(value)
