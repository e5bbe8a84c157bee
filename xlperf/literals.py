"""What staff type, turned into values: numbers, dates. Safe repairs only; nothing is ever guessed.

A number is repaired when nothing about its size can change: full-width digits, thousands
separators in their places, spaces beside a point, a leading ¥, a trailing 万元/元/%. ``7,00.0,77`` stays unreadable.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Context, Decimal
from typing import NamedTuple

from xlperf.forms.formulas import Value
from xlperf.forms.model import Kind
from xlperf.lazy_regex import lazy
from xlperf.submission import Trouble, shown

_EXCEL_DIGITS = Context(prec=15)
"""Excel keeps 15 significant digits; the rest of a stored number is binary noise."""

LONGEST_EXACT = _EXCEL_DIGITS.prec
"""A number of no more characters is stored without noise."""
_TOO_LARGE = Decimal(10) ** 15
_FINEST = Decimal("1e-12")
_NOT_SET = frozenset(("/", "-", "—", "——", "－", "无", "、", "…"))
_GROUPED = lazy(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
_PLAIN = lazy(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
_STORED = lazy(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,9})?", re.ASCII)
_HALF_WIDTH = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    0x3000: 0x20,
    0xA0: 0x20,
    **dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x200E, 0x200F)),
}
_FOLDED = frozenset(map(chr, _HALF_WIDTH))
_LONGEST_NUMBER = 24
_SPACED_POINT = lazy(r"(?<=[.,])\s+|\s+(?=[.,])")  # "6223. 15"; "12 34" may be two numbers
_DATE = lazy(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?(\s+0?0:00(:00)?)?")
_PLACEHOLDER_DATE = lazy(r"年\s*月\s*日")
_FIRST_SERIAL, _LAST_SERIAL = 1, 2958465  # 1900-01-01 … 9999-12-31


class Literal(NamedTuple):
    """A value read from text, or why not: a tuple, since one is made for each cell."""

    value: Value
    trouble: Trouble | None = None


def stored_number(text: str) -> Decimal | None:
    """The number of a ``<v>``, to the 15 digits that Excel keeps.

    None when it is not a finite number, or so large (10¹⁵) that it can be no figure of a budget.
    """
    plain = text.strip()
    if len(plain) <= LONGEST_EXACT and plain.isascii():  # most are
        if plain.isdigit():
            return Decimal(plain)
        whole, _, fraction = plain.partition(".")
        if whole.isdigit() and fraction.isdigit() and whole[0] != "0" != fraction[-1]:
            return Decimal(plain)
    if not _STORED.fullmatch(plain):  # Decimal alone would take 1_000 and １２, which no program stores
        return None
    value = Decimal(plain)
    if not value.is_finite() or value.copy_abs() >= _TOO_LARGE:  # abs would round, and 1e1000000 is beyond it
        return None
    rounded = _EXCEL_DIGITS.plus(value)
    if rounded == rounded.to_integral_value():
        return rounded.quantize(Decimal(1))
    return rounded.quantize(_FINEST) if abs(rounded) < _FINEST * 1000 else rounded.normalize()


def without_noise(stored: str) -> str:
    """A stored number as Excel shows it: 96.6 for 96.59999999999999; anything else as it stands."""
    number = stored_number(stored) if len(stored) > LONGEST_EXACT else None
    return stored if number is None else shown(number)


def typed_number(text: str, unit: str = "") -> Literal:
    """A number that was stored as text; ``unit`` is what the column counts in: another one behind it is not dropped."""
    plain = plain_text(text)
    if not plain or plain in _NOT_SET:
        return Literal(None)
    bare = plain.lstrip("¥￥").strip().removesuffix(unit or "分").strip()
    if (value := _as_decimal(bare)) is not None:
        return Literal(value, Trouble.TEXT_NUMBER)
    squeezed = _SPACED_POINT.sub("", bare)
    if squeezed != bare and (value := _as_decimal(squeezed)) is not None:
        return Literal(value, Trouble.REPAIRED)
    return Literal(None, Trouble.UNREADABLE)


def plain_text(text: str) -> str:
    """Full-width letters, digits and signs as half-width ones, without invisible characters and outer blanks.

    Nothing else is folded: ² and ① are no digits.
    """
    if not _FOLDED.isdisjoint(text):
        text = text.translate(_HALF_WIDTH)  # slow, and seldom needed
    return text.strip()


def _as_decimal(text: str) -> Decimal | None:
    if len(text) > _LONGEST_NUMBER:
        return None
    if _GROUPED.fullmatch(text):
        return Decimal(text.replace(",", ""))
    return Decimal(text) if _PLAIN.fullmatch(text) else None


def typed_date(text: str) -> Literal:
    """A date that was typed as text; the empty form's 年 月 日 is no date and no mistake."""
    plain = plain_text(text)
    if not plain or plain in _NOT_SET or _PLACEHOLDER_DATE.fullmatch(plain):
        return Literal(None)
    found = _DATE.fullmatch(re.sub(r"\s+", "", plain) if "年" in plain else plain)
    if not found:
        return Literal(None, Trouble.UNREADABLE)
    try:
        return Literal(date(*(int(part) for part in found.groups()[:3])))
    except ValueError:
        return Literal(None, Trouble.UNREADABLE)


def serial_date(number: Decimal, *, from_1904: bool) -> Literal:
    """The date of an Excel serial number (ECMA-376 part 1, 18.17.4.1); the phantom 1900-02-29 is unreadable."""
    days = int(number) + (1462 if from_1904 else 0)
    if not _FIRST_SERIAL <= days <= _LAST_SERIAL or days == 60:  # noqa: PLR2004 the day that never was
        return Literal(None, Trouble.UNREADABLE)
    return Literal(date(1899, 12, 31) + timedelta(days=days - (1 if days > 60 else 0)))  # noqa: PLR2004


def literal(kind: Kind, text: str, unit: str = "") -> Literal:
    """The value of a text cell in a field of that kind and unit."""
    if kind is Kind.DATE:
        return typed_date(text)
    if not kind.is_number:
        words = text.strip()
        number = _as_decimal(plain_text(words)) if kind is Kind.FREE else None
        return Literal((words or None) if number is None else number)
    if kind is Kind.YEAR:
        return typed_number(re.sub(r"\s*年度?$", "", text.strip()))
    if kind is Kind.PERCENT and plain_text(text).endswith("%"):
        found = typed_number(text, "%")
        return found._replace(value=found.value / 100) if isinstance(found.value, Decimal) else found
    return typed_number(text, unit)
