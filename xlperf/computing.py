"""Values that the form computes: filled in where none is stored, withdrawn where they rest on something unreadable."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from xlperf.forms.formulas import Formula, RowValues, Value
from xlperf.forms.layout import total_formulas
from xlperf.forms.model import Column, Field, Table
from xlperf.record import dataclass
from xlperf.submission import Cell, Row, Submission, Trouble, once


class Computed:
    """Fills in what formulas without a stored value would show, from the expressions of the form."""

    def __init__(
        self,
        all_fields: tuple[Field, ...],
        all_tables: tuple[Table, ...],
        totals: Mapping[str, Formula],
        fields: Mapping[str, Cell],
        tables: Mapping[str, tuple[Row, ...]],
        *,
        quiet: bool = False,  # the format does not always store results, so nobody forgot to
    ) -> None:
        self._quiet = quiet
        self._printed = {table.key: _printed(table) for table in all_tables}
        self._formulas = {target.key: totals.get(target.key) or target.formula for target in all_fields}
        self._columns = {table.key: table.columns for table in all_tables}
        self._fields = fields
        self._tables = tables
        self._tainted = False
        self._passed_over = False  # Excel's SUM passes over a number stored as text; we do not

    def all(self) -> tuple[dict[str, Cell], dict[str, tuple[Row, ...]]]:
        """Every field and table with the computed values in place."""
        fields = {
            key: self._settled(cell, self._formulas.get(key), None) for key, cell in self._fields.items()
        }
        tables = {key: self._rows(key, rows) for key, rows in self._tables.items()}
        return fields, tables

    def _settled(self, cell: Cell, formula: Formula | None, row: RowValues | None) -> Cell:
        """The cell with its computed value if none is stored, empty if it rests on an unreadable cell."""
        if not cell.computed or formula is None or cell.trouble is Trouble.ERROR:
            return cell
        self._tainted = self._passed_over = False
        value = formula.evaluate(self, row)
        if self._tainted:
            return cell._replace(value=None, trouble=Trouble.DEPENDS)
        if cell.trouble is Trouble.NO_STORED_VALUE and self._quiet:
            return cell._replace(value=value, trouble=None)
        if self._passed_over or cell.trouble is Trouble.NO_STORED_VALUE:
            return cell._replace(value=value)
        return cell

    def _rows(self, table: str, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        own = {column.key: column.formula for column in self._columns[table] if column.formula}
        printed = self._printed[table]
        if not own and not printed:
            return rows
        return tuple(self._row({**own, **printed.get(row.id, {})}, row) for row in rows)

    def _row(self, formulas: Mapping[str, Formula], row: Row) -> Row:
        computed = [key for key in formulas if key in row.cells]
        if not computed:
            return row
        values = _ComputedRow(self, row)
        cells = dict(row.cells)
        for key in computed:
            cells[key] = self._settled(cells[key], formulas[key], values)
        return Row(cells, row.id, row.number)

    def current(self, cell: Cell | None, formula: Formula | None, row: RowValues | None) -> Value:
        """What a formula takes from a cell; notes when that rests on something unreadable."""
        if cell is None:
            return None
        if cell.trouble is None and (formula is None or not cell.computed):
            return cell.value  # most are
        unknown = cell.trouble is Trouble.NO_STORED_VALUE and formula is None  # a formula of the unit's own
        if unknown or cell.trouble in (Trouble.UNREADABLE, Trouble.ERROR):
            self._tainted = True
        if cell.trouble in (Trouble.TEXT_NUMBER, Trouble.REPAIRED):
            self._passed_over = True
        if cell.computed and formula is not None:
            value = formula.evaluate(self, row)
            stored = cell.trouble is not Trouble.NO_STORED_VALUE and not self._passed_over
            return cell.value if stored else value
        return cell.value

    def value(self, field: Field) -> Value:
        """For formulas: the value of a field, computed if need be."""
        return self.current(self._fields.get(field.key), self._formulas.get(field.key), None)

    def body(self, table: Table) -> tuple[RowValues, ...]:
        """For formulas: the rows of a table."""
        return tuple(_ComputedRow(self, row) for row in self._tables.get(table.key, ()))

    def column(self, table: Table, column: Column) -> list[Value]:
        """For formulas: what the rows of a table say in one column; lists of payments are long."""
        key, formula = column.key, column.formula
        found = []
        for row in self._tables.get(table.key, ()):
            cell = row.cells.get(key)
            if cell is not None and cell.trouble is None and (formula is None or not cell.computed):
                found.append(cell.value)
            else:
                found.append(self.current(cell, formula, _ComputedRow(self, row)))
        return found


class _ComputedRow(RowValues):
    __slots__ = ("_row", "_values")

    def __init__(self, values: Computed, row: Row) -> None:
        self._values = values
        self._row = row

    def value(self, column: Column) -> Value:
        """The value of one cell, computed if need be."""
        return self._values.current(self._row.cells.get(column.key), column.formula, self)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """Fields and tables with what the form reckons in the cells of its formulas, whatever stands there."""

    fields: Mapping[str, Cell]
    tables: Mapping[str, tuple[Row, ...]]


@once
def reckoned(submission: Submission) -> Reckoned:
    """The cells of a submission with the results of the form's own formulas, those of its named rows (试算得分) too."""
    form = submission.form
    totals = total_formulas(form)
    live = {field.key for field in form.fields if field.formula or field.key in totals}
    fields = {key: _open(cell) if key in live else cell for key, cell in submission.fields.items()}
    tables = dict(submission.tables)
    for table in form.tables:
        own, printed = {column.key for column in table.columns if column.formula}, _printed(table)
        if (own or printed) and table.key in tables:
            rows = tables[table.key]
            tables[table.key] = tuple(_opened(row, own | printed.get(row.id, {}).keys()) for row in rows)
    return Reckoned(*Computed(form.fields, form.tables, totals, fields, tables).all())


def _printed(table: Table) -> Mapping[str, Mapping[str, Formula]]:
    """The formulas that a named row has besides those of its columns (试算得分)."""
    return {row.id: row.formulas for row in table.printed if row.id and row.formulas}


def _opened(row: Row, columns: AbstractSet[str]) -> Row:
    cells = dict(row.cells)
    for key in columns:
        if key in cells:
            cells[key] = _open(cells[key])
    return Row(cells, row.id, row.number)


def _open(cell: Cell) -> Cell:
    return Cell(cell.part, cell.line, cell.column, None, cell.raw, True, Trouble.NO_STORED_VALUE)  # noqa: FBT003
