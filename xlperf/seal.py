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
from itertools import chain, islice

from xlperf.checks.found import sheets_of_tables
from xlperf.findings import Seal
from xlperf.held import held_fields, held_tokens
from xlperf.submission import Submission

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 12
_GROUP = 4
_LINES_AT_ONCE = 1024


class Mistyped(ValueError):
    """No 校验码: a character is wrong, missing, or one too many. Its text says which, for staff."""


def code_of(submission: Submission) -> str:
    """The 校验码 of what was read, like ``7KQ4-M2XD-9RWA``."""
    digest = hashlib.sha256()
    lines = _lines(submission)
    while some := list(islice(lines, _LINES_AT_ONCE)):
        digest.update("".join([f"{line}\n" for line in some]).encode("utf-8", "surrogatepass"))
    number = int.from_bytes(digest.digest(), "big")
    places = []
    for _ in range(LENGTH - 1):
        number, place = divmod(number, len(ALPHABET))
        places.append(place)
    return _grouped("".join(ALPHABET[place] for place in (*places, _check(places))))


def sealed(submission: Submission) -> Seal:
    """The code, and the sheets that hold what it speaks for, in their order."""
    fields = [cell.line.sheet for cell in submission.fields.values() if cell.line]
    tables = chain.from_iterable(sheets_of_tables(submission).values())
    return Seal(code_of(submission), tuple(dict.fromkeys([*fields, *tables])))


def typed(text: str) -> str:
    """The code as staff typed it from paper (blanks, dashes, small and full-width letters), as it is printed.

    Mistyped when it cannot be a code of ours.
    """
    letters = "".join(letter for letter in unicodedata.normalize("NFKC", text).upper() if letter.isalnum())
    if len(letters) != LENGTH or any(letter not in ALPHABET for letter in letters):
        raise Mistyped(f"应为 {LENGTH} 个字母和数字（没有 0、1、I、L、O），这里有 {len(letters)} 个")
    places = [ALPHABET.index(letter) for letter in letters]
    if _check(places[:-1]) != places[-1]:
        raise Mistyped("有字符抄错了，或者两个写反了（最后一位检验位对不上）")
    return _grouped(letters)


def _check(places: list[int]) -> int:
    return sum(weight * place for weight, place in enumerate(places, 1)) % len(ALPHABET)


def _grouped(letters: str) -> str:
    return "-".join(letters[start : start + _GROUP] for start in range(0, LENGTH, _GROUP))


def _lines(submission: Submission) -> Iterator[str]:
    """One line a field that holds something, and one a row of a table."""
    form, fields = submission.form, held_fields(submission)
    yield form.key
    for target in form.fields:
        token = fields.get(target.key)
        if token:
            yield f"{target.key}\x1f{token}"
    for table in form.tables:
        yield f"\x1e{table.key}"
        yield from map("\x1f".join, held_tokens(submission, table))
