"""What staff wrote, and where: cells, rows and tables of one workbook. Frozen; knows no file."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from functools import lru_cache, wraps
from typing import Concatenate, NamedTuple, ParamSpec, TypeVar

from xlperf.doubts import Doubt
from xlperf.findings import Address
from xlperf.forms.formulas import Value
from xlperf.forms.model import Column, Field, Kind, Owner, Table, WorkbookForm
from xlperf.on_paper import ALL_SEEN, Paper
from xlperf.record import dataclass

P = ParamSpec("P")
R = TypeVar("R")


class Trouble(enum.Enum):
    """Why the content of a cell is not what it should be."""

    UNREADABLE = "unreadable"  # 7,00.0,77: no number can be made of it
    ERROR = "error"  # #DIV/0!
    NO_STORED_VALUE = "no_stored_value"  # a formula that was never calculated; the value is ours
    DEPENDS = "depends"  # computed from a cell that cannot be read
    REPAIRED = "repaired"  # read safely after removing spaces inside the number
    TEXT_NUMBER = "text_number"  # a number stored as text: Excel's SUM passes over it


class NotGiven(Exception):
    """A check asked for a value that is empty or unreadable; the check ends for that row."""

    def __init__(self, cell: Cell) -> None:
        super().__init__(cell.label)
        self.cell = cell


@dataclass(frozen=True, slots=True)
class Part:
    """What a field or a column of a form says of its cells."""

    label: str
    kind: Kind
    unit: str = ""
    owner: Owner = Owner.UNIT


_LONGEST_NAME = 12


class Line(NamedTuple):
    """A row of a sheet; one of a table is called by its printed ``title`` in messages, else by the ``words`` in it."""

    sheet: str
    row: int
    title: str = ""
    words: str | None = None

    @property
    def name(self) -> str:
        """What a row of a table is called: its title, else its first words, else its number; "" for any other."""
        if self.words is None:
            return self.title
        return self.words.strip().split("\n")[0][:_LONGEST_NAME] or f"第{self.row}行"


class Cell(NamedTuple):
    """Content and address; a tuple, for a list of payments has a hundred thousand.

    ``value`` is None when empty or unreadable; ``raw`` is what the file holds. ``line`` is None: no such cell.
    """

    part: Part
    line: Line | None
    column: int = 0
    value: Value = None
    raw: str = ""
    computed: bool = False  # holds a formula
    trouble: Trouble | None = None

    @property
    def at(self) -> Address | None:
        """Where it stands; None when the workbook has no such cell."""
        return Address(self.line.sheet, self.line.row, self.column) if self.line else None

    @property
    def label(self) -> str:
        """What it is called in messages: the field, or the column and its row."""
        name = self.line.name if self.line else ""
        return f"{self.part.label}（{name}）" if name else self.part.label

    @property
    def kind(self) -> Kind:
        """What it should hold."""
        return self.part.kind

    @property
    def unit(self) -> str:
        """What its number counts: 万元, 元, %, 分; "" when that is not printed."""
        return self.part.unit

    @property
    def owner(self) -> Owner:
        """Who fills it in."""
        return self.part.owner

    @property
    def given(self) -> bool:
        """Whether there is a readable value."""
        return self.value is not None and self.value != ""

    @property
    def written(self) -> bool:
        """Whether anything stands in the cell, readable or not."""
        return bool(self.raw.strip())

    @property
    def number(self) -> Decimal:
        """The value as a number; NotGiven when there is none."""
        if not isinstance(self.value, Decimal):
            raise NotGiven(self)
        return self.value

    @property
    def text(self) -> str:
        """The value as text without outer blanks; NotGiven when there is none."""
        if not self.given:
            raise NotGiven(self)
        return shown(self.value).strip()

    @property
    def day(self) -> date:
        """The value as a date; NotGiven when there is none."""
        if not isinstance(self.value, date):
            raise NotGiven(self)
        return self.value


def shown(value: Value) -> str:
    """A value as staff would write it: 5057, 1560.87, 2022-09-23."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value == value.normalize() and value else f"{value:f}".rstrip(".")
    return "" if value is None else str(value)


@lru_cache(maxsize=4096)
def part_of(part: Field | Column) -> Part:
    """What a field or column of a form says of its cells."""
    return Part(part.label.replace("\n", ""), part.kind, part.unit, part.owner)


def standing_at(at: Address | None, part: Part, value: Value = None, raw: str = "") -> Cell:
    """A cell by itself, in no row of a table."""
    return Cell(part, Line(at.sheet, at.row) if at else None, at.column if at else 0, value, raw)


def _absent(part: Field | Column) -> Cell:
    """The cell of a part that the workbook does not have."""
    return Cell(part_of(part), None)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; ``id`` names a printed row (S31-01), "" for any other."""

    cells: Mapping[str, Cell]
    id: str = ""
    number: int = 0  # sheet row

    def __getitem__(self, column: Column) -> Cell:
        """The cell of a column; NotGiven when the workbook has no such column."""
        if column.key not in self.cells:
            raise NotGiven(_absent(column))
        return self.cells[column.key]

    def value(self, column: Column) -> Value:
        """The value of one cell (for formulas)."""
        cell = self.cells.get(column.key)
        return cell.value if cell else None

    @property
    def written(self) -> bool:
        """Whether the unit wrote anything into this row."""
        for cell in self.cells.values():  # a loop, for it is asked of every row of a long list
            if cell.raw and not cell.computed and cell.owner is Owner.UNIT and cell.written:
                return True
        return False


@dataclass(frozen=True, slots=True)
class Stray:
    """Content outside every known field."""

    at: Address
    raw: str


def once(reckon: Callable[Concatenate[Submission, P], R]) -> Callable[Concatenate[Submission, P], R]:
    """The same function, reckoned once for a submission and the same further arguments; it goes with the submission.

    Many checks ask for the same parts. What it gives must be frozen; the further arguments count by identity.
    """

    @wraps(reckon)
    def kept(submission: Submission, /, *more: P.args, **named: P.kwargs) -> R:
        key = (reckon, *map(id, more), *named, *map(id, named.values())) if more or named else reckon
        found = submission.reckoned.get(key)
        if found is None:  # an identity is worth something only while the object lives, so it is held
            found = submission.reckoned[key] = (reckon(submission, *more, **named), (more, named))
        return found[0]  # type: ignore[return-value]

    return kept


@dataclass(frozen=True, slots=True)
class Submission:
    """One workbook, read."""

    form: WorkbookForm
    edition: str
    template: str  # template hash of the file, "" when it has none
    fields: Mapping[str, Cell]
    tables: Mapping[str, tuple[Row, ...]]
    missing: tuple[str, ...] = ()  # names of sheets or parts that were not found
    strays: tuple[Stray, ...] = ()
    unknown_scheme: str = ""  # the scheme that the file is stamped with, when nobody has it
    written_sheets: frozenset[str] = field(default_factory=frozenset)  # keys of sheets the unit wrote into
    paper: Paper = field(default=ALL_SEEN, compare=False, repr=False)
    foreign: bool = False  # not laid out by our template: recognised by its labels
    doubts: tuple[Doubt, ...] = ()  # what recognition asks instead of guessing
    reckoned: dict[object, tuple[object, object]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )  # what ``once`` keeps

    def __getitem__(self, target: Field) -> Cell:
        """The cell of a field; NotGiven when the workbook has no such field."""
        if target.key not in self.fields:
            raise NotGiven(_absent(target))
        return self.fields[target.key]

    def has(self, target: Field) -> bool:
        """Whether this workbook has such a field at all."""
        return target.key in self.fields

    def rows(self, table: Table) -> tuple[Row, ...]:
        """All body rows of a table, blank ones too; empty when the workbook has no such table."""
        return self.tables.get(table.key, ())

    body = rows  # as formulas ask for them

    def column(self, table: Table, column: Column) -> list[Value]:
        """What those rows say in one column."""
        return [row.value(column) for row in self.rows(table)]

    @once
    def written_rows(self, table: Table) -> tuple[Row, ...]:
        """The rows in which the unit wrote something."""
        return tuple(row for row in self.rows(table) if row.written)

    def row(self, table: Table, row_id: str) -> Row | None:
        """The printed row of that id."""
        return next((row for row in self.rows(table) if row.id == row_id), None)

    def value(self, target: Field) -> Value:
        """The value of one field."""
        cell = self.fields.get(target.key)
        return cell.value if cell else None

    @once
    def cells(self) -> tuple[Cell, ...]:
        """Every cell that the unit or the form writes: our own and the bureau's columns are left out."""
        ours = (Owner.XLPERF, Owner.BUREAU)
        held = (self.fields, *(row.cells for rows in self.tables.values() for row in rows))
        return tuple([cell for cells in held for cell in cells.values() if cell.part.owner not in ours])

    def is_written(self, sheet_key: str) -> bool:
        """Whether the unit wrote anything into that sheet."""
        return sheet_key in self.written_sheets
