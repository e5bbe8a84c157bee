"""校验码: a short code over everything that a form holds, so that stamped paper can be told to belong to a file.

It is reckoned from the values of the fields, in the order of the form: where a cell lies, how it is formatted, who saved
the file, our own columns and marks and the bureau's 复核 do not enter; every value that staff wrote does.

The code has eleven characters of SHA-256 and one check character, out of 31 that are not mistaken for each other on
paper: 31**11 is about 2.5e16 (54 bits). The check character is a weighted sum modulo 31; since 31 is prime, one wrong
character or two neighbours swapped never go unnoticed.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from decimal import Context, Decimal
from typing import TYPE_CHECKING

from xlperf.computing import reckoned
from xlperf.findings import Seal
from xlperf.forms.model import Owner, Table
from xlperf.submission import Cell, Row, Submission, shown

if TYPE_CHECKING:
    from xlperf.forms.formulas import Value

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 12
_GROUP = 4
_AS_STORED = Context(prec=15)
"""What a number in a workbook holds: fifteen digits."""
_AS_RECKONED = Context(prec=12)
"""The result of a formula: programs differ in the last digits."""
_AS_THE_FORM = "="
_CLOSE = Decimal("1e-12")


class Mistyped(ValueError):
    """No 校验码: a character is wrong, missing, or one too many."""


def code_of(submission: Submission) -> str:
    """The 校验码 of what was read, like ``7KQ4-M2XD-9RWA``."""
    digest = hashlib.sha256()
    for line in _lines(submission):
        digest.update(line.encode("utf-8", "surrogatepass") + b"\n")
    number = int.from_bytes(digest.digest(), "big")
    places = []
    for _ in range(LENGTH - 1):
        number, place = divmod(number, len(ALPHABET))
        places.append(place)
    return _grouped("".join(ALPHABET[place] for place in (*places, _check(places))))


def sealed(submission: Submission) -> Seal:
    """The code, and the sheets that hold what it speaks for, in their order."""
    rows = (row for rows in submission.tables.values() for row in rows)
    cells = [*submission.fields.values(), *(cell for row in rows for cell in row.cells.values())]
    return Seal(code_of(submission), tuple(dict.fromkeys(cell.at.sheet for cell in cells if cell.at)))


def typed(text: str) -> str:
    """The code as staff typed it from paper (blanks, dashes, small and full-width letters), as it is printed.

    Mistyped when it cannot be a code of ours.
    """
    letters = "".join(letter for letter in unicodedata.normalize("NFKC", text).upper() if letter.isalnum())
    if len(letters) != LENGTH or any(letter not in ALPHABET for letter in letters):
        raise Mistyped(text)
    places = [ALPHABET.index(letter) for letter in letters]
    if _check(places[:-1]) != places[-1]:
        raise Mistyped(text)
    return _grouped(letters)


def _check(places: list[int]) -> int:
    return sum(weight * place for weight, place in enumerate(places, 1)) % len(ALPHABET)


def _grouped(letters: str) -> str:
    return "-".join(letters[start : start + _GROUP] for start in range(0, LENGTH, _GROUP))


def _lines(submission: Submission) -> Iterator[str]:
    """One line a field that holds something, and one a row of a table."""
    form = submission.form
    yield form.key
    by_form = reckoned(submission)
    for target in form.fields:
        cell = submission.fields.get(target.key)
        token = _token(cell, by_form.fields.get(target.key)) if cell else ""
        if token:
            yield f"{target.key}\x1f{token}"
    for table in form.tables:
        yield f"\x1e{table.key}"
        live = {printed.id: frozenset(printed.formulas) for printed in table.printed if printed.formulas}
        for row, computed in zip(submission.rows(table), by_form.tables.get(table.key, ()), strict=True):
            told = tuple(_row_tokens(table, live.get(row.id, frozenset()), row, computed))
            if any(each and each != _AS_THE_FORM for each in told):
                yield "\x1f".join((row.id, *told))


def _row_tokens(table: Table, live: frozenset[str], row: Row, computed: Row) -> Iterator[str]:
    """A row for the code, column by column; ``live`` formulas, which the form prints in this one row, are as the form."""
    for column in table.columns:
        cell = row.cells.get(column.key)
        if cell is None:
            yield ""
        elif cell.computed and column.key in live:
            yield _AS_THE_FORM
        else:
            yield _token(cell, computed.cells[column.key])


def _token(cell: Cell, computed: Cell | None) -> str:
    """A cell for the code: nothing when it is empty or not the unit's, ``=`` when it holds what the form reckons."""
    if cell.owner in (Owner.XLPERF, Owner.BUREAU):
        return ""
    if computed is not None and computed is not cell and _agree(cell.value, computed.value):
        return _AS_THE_FORM
    if cell.value is None:
        return _text(cell.raw)
    if isinstance(cell.value, Decimal):
        return _number(cell.value, _AS_RECKONED if cell.computed else _AS_STORED)
    return _text(shown(cell.value))


def _agree(value: Value, other: Value) -> bool:
    if isinstance(value, Decimal) and isinstance(other, Decimal):
        return abs(value - other) <= _CLOSE * max(abs(value), Decimal(1))
    return value == other or (not value and not other)


def _number(value: Decimal, digits: Context) -> str:
    plain = str(value)
    if len(plain) < _AS_RECKONED.prec and plain.isdigit():
        return plain  # most are
    rounded = digits.plus(value)
    return f"{rounded.normalize():f}" if rounded else "0"


def _text(text: str) -> str:
    """Line breaks are one, blanks at the end of lines are none; U+001E and U+001F cannot stand in a workbook."""
    if not text or (text.isascii() and text.isprintable()):
        return text.strip()
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\v".join(line.rstrip() for line in lines).strip()
