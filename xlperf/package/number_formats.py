"""Which cell styles show a number as a date, a time or a percentage (ISO/IEC 29500-1 §18.8.30, §18.8.31)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xlperf.lazy_regex import lazy
from xlperf.package import gate
from xlperf.package.markup import walk

if TYPE_CHECKING:
    from collections.abc import Mapping

# 14–22 and 45–47 everywhere; 27–36 and 50–58 in Chinese, Japanese and Korean editions; 71–81 in Thai
_BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59), *range(71, 82)})
_BUILT_IN_PERCENTS = frozenset({9, 10})
_LITERALS = lazy(r'"[^"]*"?|\\.|!.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE | re.DOTALL)
_DATE_LETTERS = lazy(r"[ymdhs]|(?<![0#?.])e(?![+-])|上午/下午", re.IGNORECASE)


def shows_date(format_code: str) -> bool:
    """Whether a format code shows a date or time.

    ``yyyy"年"m"月"`` and ``[h]:mm`` do; ``0.00E+00``, ``0.00"days"`` and ``G/通用格式`` do not.
    """
    bare = _LITERALS.sub("", format_code)
    if bare.strip().lower() in {"general", "g/通用格式", "standard"}:
        return False
    return _DATE_LETTERS.search(bare.replace("General", "").replace("G/通用格式", "")) is not None


def shows_percent(format_code: str) -> bool:
    """Whether a format code shows a hundredth as 1%."""
    return "%" in _LITERALS.sub("", format_code)


def number_styles(part: str, data: bytes) -> dict[int, str]:
    """What the cell styles (``s``) of a styles part show numbers as: ``"date"``, ``"percent"``; others are left out."""
    custom: dict[str, str] = {}
    styles: dict[int, str] = {}
    inside: list[str] = []
    count = 0

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal count
        above = inside[-1] if inside else ""
        inside.append(name)
        number = attributes.get("numFmtId", "0")
        if name == "numFmt" and above == "numFmts":
            code = attributes.get("formatCode", "")
            custom[number] = "date" if shows_date(code) else "percent" if shows_percent(code) else ""
        elif name == "xf" and above == "cellXfs":
            shown = custom[number] if number in custom else built_in(number)
            if shown:
                styles[count] = shown
            count += 1
            gate.hold_to_count("单元格格式", count, gate.MAX_STYLES)

    def end(_name: str) -> None:
        inside.pop()

    walk(part, data, start, end)
    return styles


def built_in(number: str) -> str:
    """What the built-in format of that number shows a number as; "" for any other format."""
    if not number.isdecimal() or len(number) > 3:  # noqa: PLR2004 - no built-in format has more digits
        return ""
    return (
        "date" if int(number) in _BUILT_IN_DATES else "percent" if int(number) in _BUILT_IN_PERCENTS else ""
    )
