"""Which cell styles show a number as a date or time (ISO/IEC 29500-1 §18.8.30, §18.8.31)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xlperf.package import gate
from xlperf.package.markup import walk

if TYPE_CHECKING:
    from collections.abc import Mapping

# 14–22 and 45–47 everywhere; 27–36 and 50–58 in Chinese, Japanese and Korean editions; 71–81 in Thai
_BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59), *range(71, 82)})
_LITERALS = re.compile(r'"[^"]*"?|\\.|!.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE | re.DOTALL)
_DATE_LETTERS = re.compile(r"[ymdhs]|(?<![0#?.])e(?![+-])|上午/下午", re.IGNORECASE)


def shows_date(format_code: str) -> bool:
    """Whether a format code shows a date or time.

    ``yyyy"年"m"月"`` and ``[h]:mm`` do; ``0.00E+00``, ``0.00"days"`` and ``G/通用格式`` do not.
    """
    bare = _LITERALS.sub("", format_code)
    if bare.strip().lower() in {"general", "g/通用格式", "standard"}:
        return False
    return _DATE_LETTERS.search(bare.replace("General", "").replace("G/通用格式", "")) is not None


def date_styles(part: str, data: bytes) -> frozenset[int]:
    """The cell style indexes (``s``) of a styles part whose numbers show as dates."""
    custom: dict[str, bool] = {}
    dates: set[int] = set()
    inside: list[str] = []
    count = 0

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal count
        above = inside[-1] if inside else ""
        inside.append(name)
        number = attributes.get("numFmtId", "0")
        if name == "numFmt" and above == "numFmts":
            custom[number] = shows_date(attributes.get("formatCode", ""))
        elif name == "xf" and above == "cellXfs":
            known = custom.get(number)
            if known or (known is None and number.isdecimal() and int(number) in _BUILT_IN_DATES):
                dates.add(count)
            count += 1
            gate.hold_to_count("单元格格式", count, gate.MAX_STYLES)

    def end(_name: str) -> None:
        inside.pop()

    walk(part, data, start, end)
    return frozenset(dates)
