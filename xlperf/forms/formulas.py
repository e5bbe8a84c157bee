"""What a form computes by itself: one expression gives the live Excel formula and the value in Python.

Formulas use only what Excel 2007–2010 and WPS know. An expression over empty cells is empty, not 0.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Protocol

from xlperf.forms.model import Column, Field, Table
from xlperf.record import dataclass

Value = Decimal | str | date | None
_WIDE = Context(prec=200, rounding=ROUND_HALF_UP)
"""Wide enough for any two numbers that cells can hold."""


class RowValues(Protocol):
    """One row of a table by column."""

    def value(self, column: Column) -> Value:
        """What the row says in that column."""


class Values(Protocol):
    """Where an expression takes its values from: a draft being written or a submission being read."""

    def value(self, field: Field) -> Value:
        """The value of a field."""

    def body(self, table: Table) -> tuple[RowValues, ...]:
        """The rows of a table without its total row."""

    def column(self, table: Table, column: Column) -> list[Value]:
        """What those rows say in one column."""


class References(Protocol):
    """Where an Excel formula finds its cells."""

    def field(self, field: Field) -> str:
        """The cell of a field."""

    def body(self, table: Table, column: Column) -> str:
        """The range of a column that grows with inserted rows."""

    def whole(self, table: Table, column: Column) -> str:
        """A column from its header to its last row, for formulas beside it; it grows with inserted rows."""

    def in_row(self, column: Column) -> str:
        """The cell of a column in the row of the formula."""


class Formula(Protocol):
    """One expression."""

    def excel(self, refs: References) -> str:
        """The formula text without the equals sign."""

    def evaluate(self, values: Values, row: RowValues | None) -> Value:
        """What Excel would show: Decimal, text, or None for an empty result."""


def numbers(values: list[Value]) -> list[Decimal]:
    """The numbers among values."""
    return [value for value in values if isinstance(value, Decimal)]


def _sum_or_empty(cells: str) -> str:
    return f'IF(COUNT({cells})=0,"",SUM({cells}))'


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of several fields."""

    terms: tuple[Field, ...]

    def excel(self, refs: References) -> str:
        return _sum_or_empty(",".join(refs.field(term) for term in self.terms))

    def evaluate(self, values: Values, row: RowValues | None) -> Value:
        found = numbers([values.value(term) for term in self.terms])
        return sum(found, Decimal(0)) if found else None


@dataclass(frozen=True, slots=True)
class Difference:
    """One field less another; an empty side counts as 0 when the other is given."""

    minuend: Field
    subtrahend: Field

    def excel(self, refs: References) -> str:
        left, right = refs.field(self.minuend), refs.field(self.subtrahend)
        return f'IF(COUNT({left},{right})=0,"",ROUND(SUM({left})-SUM({right}),6))'

    def evaluate(self, values: Values, row: RowValues | None) -> Value:
        left, right = values.value(self.minuend), values.value(self.subtrahend)
        if not numbers([left, right]):
            return None
        return sum(numbers([left]), Decimal(0)) - sum(numbers([right]), Decimal(0))


@dataclass(frozen=True, slots=True)
class ColumnSum:
    """The sum of a column over the body of its table, and of fields elsewhere (总分＝执行率得分＋各项得分)."""

    table: Table
    column: Column
    adds: tuple[Field, ...] = ()

    def excel(self, refs: References) -> str:
        cells = (refs.body(self.table, self.column), *(refs.field(each) for each in self.adds))
        return _sum_or_empty(",".join(cells))

    def evaluate(self, values: Values, row: RowValues | None) -> Value:
        found = numbers(values.column(self.table, self.column))
        found += numbers([values.value(each) for each in self.adds])
        return sum(found, Decimal(0)) if found else None


@dataclass(frozen=True, slots=True)
class Same:
    """The value of another field."""

    source: Field

    def excel(self, refs: References) -> str:
        cell = refs.field(self.source)
        return f'IF({cell}="","",{cell})'

    def evaluate(self, values: Values, row: RowValues | None) -> Value:
        return values.value(self.source)


@dataclass(frozen=True, slots=True)
class Joined:
    """Texts and fields one after the other: a title with the year in it."""

    parts: tuple[str | Field, ...]

    def excel(self, refs: References) -> str:
        return "&".join(_quoted(part) if isinstance(part, str) else refs.field(part) for part in self.parts)

    def evaluate(self, values: Values, row: RowValues | None) -> Value:
        return "".join(part if isinstance(part, str) else _shown(values.value(part)) for part in self.parts)


def _quoted(text: str) -> str:
    return "&CHAR(10)&".join(f'"{line}"' for line in text.split("\n"))


def _shown(value: Value) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Largest:
    """The largest of several fields that are given."""

    terms: tuple[Field, ...]

    def excel(self, refs: References) -> str:
        cells = ",".join(refs.field(term) for term in self.terms)
        return f'IF(COUNT({cells})=0,"",MAX({cells}))'

    def evaluate(self, values: Values, row: RowValues | None) -> Value:
        found = numbers([values.value(term) for term in self.terms])
        return max(found) if found else None


@dataclass(frozen=True, slots=True)
class RowSum:
    """The sum of cells in the same row."""

    terms: tuple[Column, ...]

    def excel(self, refs: References) -> str:
        return _sum_or_empty(",".join(refs.in_row(term) for term in self.terms))

    def evaluate(self, values: Values, row: RowValues | None) -> Value:
        found = numbers([row.value(term) for term in self.terms]) if row else []
        return sum(found, Decimal(0)) if found else None


@dataclass(frozen=True, slots=True)
class RowDifference:
    """One cell of the row less another."""

    minuend: Column
    subtrahend: Column

    def excel(self, refs: References) -> str:
        left, right = refs.in_row(self.minuend), refs.in_row(self.subtrahend)
        return f'IF(COUNT({left},{right})=0,"",ROUND(SUM({left})-SUM({right}),6))'

    def evaluate(self, values: Values, row: RowValues | None) -> Value:
        if row is None:
            return None
        left, right = row.value(self.minuend), row.value(self.subtrahend)
        if not numbers([left, right]):
            return None
        return sum(numbers([left]), Decimal(0)) - sum(numbers([right]), Decimal(0))


def share(part: Value, whole: Value) -> Value:
    """Part ÷ whole as a fraction with 4 decimals (36.80% is 0.3680), None without a whole."""
    if not isinstance(part, Decimal) or not isinstance(whole, Decimal) or whole == 0:
        return None
    return _WIDE.quantize(part / whole, Decimal("0.0001"))


def _share_excel(part: str, whole: str) -> str:
    return f'IF(OR(COUNT({part})=0,N({whole})=0),"",ROUND({part}/{whole},4))'


@dataclass(frozen=True, slots=True)
class Share:
    """One field as a share of another (执行率、到位率、占比)."""

    part: Field
    whole: Field

    def excel(self, refs: References) -> str:
        return _share_excel(refs.field(self.part), refs.field(self.whole))

    def evaluate(self, values: Values, row: RowValues | None) -> Value:
        return share(values.value(self.part), values.value(self.whole))


@dataclass(frozen=True, slots=True)
class Fixed:
    """A number or a text that the form prints where others are written (分值 10)."""

    content: Decimal | str

    def excel(self, refs: References) -> str:
        return _quoted(self.content) if isinstance(self.content, str) else f"{self.content.normalize():f}"

    def evaluate(self, values: Values, row: RowValues | None) -> Value:
        return self.content


@dataclass(frozen=True, slots=True)
class Prorated:
    """分值 × min(1, part ÷ whole), to two decimals: the points of 预算执行率."""

    full: Field
    part: Field
    whole: Field

    def excel(self, refs: References) -> str:
        full, part, whole = (refs.field(each) for each in (self.full, self.part, self.whole))
        points = f"ROUND(ROUND({full}*MIN(1,{part}/{whole})*100,9),0)/100"
        return f'IF(OR(COUNT({full},{part},{whole})<3,N({whole})<=0),"",{points})'

    def evaluate(self, values: Values, row: RowValues | None) -> Value:
        full, part, whole = (values.value(each) for each in (self.full, self.part, self.whole))
        if not (isinstance(full, Decimal) and isinstance(part, Decimal) and isinstance(whole, Decimal)):
            return None
        if whole <= 0:
            return None
        return _WIDE.quantize(full * min(Decimal(1), part / whole), Decimal("0.01"))


@dataclass(frozen=True, slots=True)
class RowShare:
    """One cell of the row as a share of another."""

    part: Column
    whole: Column

    def excel(self, refs: References) -> str:
        return _share_excel(refs.in_row(self.part), refs.in_row(self.whole))

    def evaluate(self, values: Values, row: RowValues | None) -> Value:
        return share(row.value(self.part), row.value(self.whole)) if row else None
