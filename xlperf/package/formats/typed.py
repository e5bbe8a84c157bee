"""Text of a file that knows no types (.csv, Word) → the cell that Excel would make of it when it is typed in.

Only what Excel and WPS take for a number without asking: ``1,234.50``, ``95.5%``, ``-3``. Everything else stays
text: ``0012``, ``7,00.0``, a date, a number with its unit, digits beyond the 15 that Excel keeps.
"""

from __future__ import annotations

import re
from decimal import Decimal

from xlperf.lazy_regex import lazy
from xlperf.package.grid import RawCell

_NUMBER = lazy(r"[+-]?(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?(%?)", re.ASCII)
_MOST_DIGITS = 15
_HUNDRED = Decimal(100)


def typed_cell(text: str) -> RawCell | None:
    """The cell for a text; None when there is nothing but blanks in it."""
    bare = text.strip()
    if not bare:
        return None
    found = _NUMBER.fullmatch(bare)
    if found is None or sum(letter.isdigit() for letter in bare) > _MOST_DIGITS:
        return RawCell(text, "s")
    number = Decimal(bare.rstrip("%").replace(",", ""))
    if found[1]:
        return RawCell(f"{number / _HUNDRED:f}", "n", None, "percent")
    return RawCell(f"{number:f}", "n")


def stored(number: float) -> str:
    """A binary number as Excel stores it: the shortest text that gives it back, whole ones without a point."""
    return repr(number).removesuffix(".0")
