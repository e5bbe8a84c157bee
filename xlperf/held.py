"""What a form holds, cell by cell, as it counts: for the 校验码 and for telling what changed between two submissions.

Both follow from the same tokens, so that whatever moves the code is named by the comparison, and nothing else is.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from decimal import Context, Decimal

from xlperf.computing import reckoned
from xlperf.forms.formulas import Value
from xlperf.forms.model import Owner, Table
from xlperf.record import dataclass
from xlperf.submission import Cell, Row, Submission, shown

AS_THE_FORM = "="
"""What a cell holds that shows what the form reckons there, written as a formula or as a number."""
_AS_STORED = Context(prec=15)
"""What a number in a workbook holds: fifteen digits."""
_AS_RECKONED = Context(prec=12)
"""The result of a formula: programs differ in the last digits."""
_OURS = (Owner.XLPERF, Owner.BUREAU)
_ROWS_AT_ONCE = 1024
_SHORT = _AS_RECKONED.prec - 1
"""So many digits are kept by both."""
_CLOSE = Decimal("1e-12")


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A row and its tokens by column key."""

    row: Row
    tokens: Mapping[str, str]

    @property
    def says(self) -> bool:
        """Whether anything stands in it besides what the form reckons."""
        tokens = self.tokens
        return any(token and token != AS_THE_FORM for token in tokens.values()) or any(
            self._is_sign(key) for key, token in tokens.items() if token
        )

    @property
    def by_unit(self) -> bool:
        """Whether the unit wrote anything into it."""
        cells = self.row.cells
        return any(
            (token != AS_THE_FORM or self._is_sign(key)) and cells[key].owner is Owner.UNIT
            for key, token in self.tokens.items()
            if token
        )

    def _is_sign(self, key: str) -> bool:
        """Whether = stands there itself, a 比较符, and no result that the form reckons."""
        return self.row.cells[key].value == AS_THE_FORM


def held_fields(submission: Submission) -> dict[str, str]:
    """The token of every field: "" for what is empty, xlperf's or the bureau's."""
    by_form = reckoned(submission)
    return {key: _token(cell, by_form.fields.get(key)) for key, cell in submission.fields.items()}


def held_rows(submission: Submission, table: Table) -> Iterator[HeldRow]:
    """Every row of a table with the tokens of its cells."""
    computed = reckoned(submission).tables.get(table.key, ())
    for row, by_form in zip(submission.rows(table), computed, strict=True):
        yield _held(row, by_form)


def held_tokens(submission: Submission, table: Table) -> Iterator[tuple[str, ...]]:
    """The id and the tokens, in the order of the columns, of every row that says something."""
    rows, computed = submission.rows(table), reckoned(submission).tables.get(table.key, ())
    keys = tuple(column.key for column in table.columns)
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        some, by_form = (each[start : start + _ROWS_AT_ONCE] for each in (rows, computed))
        told = _by_column(some, by_form, keys)
        if told is None:
            held = (each for each in map(_held, some, by_form) if each.says)
            told = [(each.row.id, *(each.tokens.get(key, "") for key in keys)) for each in held]
        yield from told


def _by_column(
    rows: Sequence[Row], by_form: Sequence[Row], keys: tuple[str, ...]
) -> list[tuple[str, ...]] | None:
    """The same of a list of payments, in which the form reckons nothing and no = stands; None of any other rows."""
    if not all(row is other and tuple(row.cells) == keys for row, other in zip(rows, by_form, strict=True)):
        return None
    columns = [[_own_token(row.cells[key]) for row in rows] for key in keys]
    if any(AS_THE_FORM in column for column in columns):
        return None
    return [told for told in zip([row.id for row in rows], *columns, strict=True) if any(told[1:])]


def _held(row: Row, by_form: Row) -> HeldRow:
    return HeldRow(row, {key: _token(cell, by_form.cells[key]) for key, cell in row.cells.items()})


def _token(cell: Cell, computed: Cell | None) -> str:
    """Nothing when the cell shows nothing or is not the unit's, ``=`` when it shows what the form reckons."""
    if computed is not None and computed is not cell and agree(cell.value, computed.value):
        return AS_THE_FORM if computed.value and cell.owner not in _OURS else ""
    return _own_token(cell)


def _own_token(cell: Cell) -> str:
    """The same of a cell in which the form reckons nothing, or something else."""
    part, _, _, value, raw, by_formula, _ = cell
    if part.owner in _OURS:
        return ""
    if value is None or not (raw or by_formula):  # 一级指标 of the row above, whose cell holds it
        return _text(raw) if raw else ""
    if isinstance(value, Decimal):
        plain = str(value)
        if len(plain) <= _SHORT and plain.isdigit():
            return plain  # most are
        return _number(value, _AS_RECKONED if by_formula else _AS_STORED)
    return _text(value if isinstance(value, str) else shown(value))


def agree(value: Value, other: Value) -> bool:
    """Whether two results of formulas are one; nothing, an empty text and 0 are (some programs store 0 for "")."""
    if isinstance(value, Decimal) and isinstance(other, Decimal):
        return abs(value - other) <= _CLOSE * max(abs(value), Decimal(1))
    return value == other or (not value and not other)


def _number(value: Decimal, digits: Context) -> str:
    rounded = digits.plus(value)
    return f"{rounded.normalize():f}" if rounded else "0"


def _text(text: str) -> str:
    """Line breaks are one, blanks at the end of lines are none; U+001E and U+001F cannot stand in a workbook."""
    if not text or (text.isascii() and text.isprintable()):
        return text.strip()
    if "\n" not in text and "\r" not in text:
        return unicodedata.normalize("NFC", text).strip()
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\v".join(line.rstrip() for line in lines).strip()
