"""What is written into a fresh workbook: values by field and rows by table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from decimal import Decimal

from xlperf.forms.formulas import Formula, RowValues, Value, Values
from xlperf.forms.model import Column, Field, Table, WorkbookForm
from xlperf.record import dataclass


@dataclass(frozen=True, slots=True)
class DraftRow:
    """Values by column key. ``id`` names a printed row (an indicator); rows without one fill in order."""

    values: Mapping[str, Value]
    id: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """Values by field key and rows by table key; a value given for a formula cell replaces the formula."""

    fields: Mapping[str, Value] = field(default_factory=dict)
    rows: Mapping[str, tuple[DraftRow, ...]] = field(default_factory=dict)

    def put(self, target: Field, value: Value) -> Draft:
        """The same draft with one more value."""
        return replace(self, fields={**self.fields, target.key: value})

    def fill(self, table: Table, *rows: DraftRow) -> Draft:
        """The same draft with the rows of one table."""
        return replace(self, rows={**self.rows, table.key: rows})


@dataclass(frozen=True, slots=True)
class BodyRow:
    """One row of a table as it will be written: printed texts, given values, formulas."""

    texts: Mapping[str, str]
    values: Mapping[str, Value]
    formulas: Mapping[str, Formula]
    id: str = ""
    continues: bool = False

    def raw(self, column: Column) -> Value:
        """The given value, else the printed text, else None."""
        given = self.values.get(column.key)
        return given if given is not None else (self.texts.get(column.key) or None)


def body_rows(table: Table, draft: Draft) -> tuple[BodyRow, ...]:
    """Printed rows and spare rows of a table with the values of the draft in them."""
    given = draft.rows.get(table.key, ())
    by_id = {row.id: row.values for row in given if row.id}
    in_order = [row.values for row in given if not row.id]
    own = {column.key: column.formula for column in table.columns if column.formula}
    rows: list[BodyRow] = []
    for printed in table.printed:
        free = in_order.pop(0) if in_order and not printed.id and not printed.continues else {}
        values = by_id.get(printed.id, free)
        rows.append(
            BodyRow(printed.texts, values, {**own, **printed.formulas}, printed.id, printed.continues)
        )
    spare = max(table.spare, len(in_order))
    rows += [BodyRow({}, in_order[n] if n < len(in_order) else {}, own) for n in range(spare)]
    return tuple(rows)


class DraftValues(Values):
    """The draft with every formula of the form computed."""

    def __init__(self, form: WorkbookForm, draft: Draft, totals: Mapping[str, Formula]) -> None:
        self._draft = draft
        self._totals = totals
        self._rows = {table.key: body_rows(table, draft) for table in form.tables}
        self._bodies: dict[str, tuple[RowValues, ...]] = {}

    def value(self, field: Field) -> Value:
        """Given value, else computed, else None."""
        if field.key in self._draft.fields:
            return self._draft.fields[field.key]
        formula = self._totals.get(field.key) or field.formula
        return formula.evaluate(self, None) if formula else None

    def rows(self, table: Table) -> tuple[BodyRow, ...]:
        """The rows as they will be written."""
        return self._rows[table.key]

    def body(self, table: Table) -> tuple[RowValues, ...]:
        """The rows with their formulas computed, each once."""
        if table.key not in self._bodies:
            self._bodies[table.key] = tuple(_ComputedRow(self, row) for row in self._rows[table.key])
        return self._bodies[table.key]

    def column(self, table: Table, column: Column) -> list[Value]:
        """What those rows say in one column."""
        return [row.value(column) for row in self.body(table)]


class _ComputedRow(RowValues):
    def __init__(self, values: DraftValues, row: BodyRow) -> None:
        self._values = values
        self._row = row
        self._found: dict[str, Value] = {}

    def value(self, column: Column) -> Value:
        """Given or computed value of one cell."""
        if column.key not in self._found:
            self._found[column.key] = self._value(column)
        return self._found[column.key]

    def _value(self, column: Column) -> Value:
        raw = self._row.raw(column)
        formula = self._row.formulas.get(column.key)
        if raw is None and formula is not None:
            return formula.evaluate(self._values, self)
        return typed(column, raw)


def typed(column: Column, raw: Value) -> Value:
    """Printed numbers (分值) as Decimal."""
    if isinstance(raw, str) and column.kind.is_number:
        try:
            return Decimal(raw)
        except ArithmeticError:
            return raw
    return raw
