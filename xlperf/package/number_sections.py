"""What a number format shows of a number: which section counts, and whether it shows the number at all (§18.8.31)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xlperf.lazy_regex import lazy
from xlperf.package.number_formats import shows_date

if TYPE_CHECKING:
    from decimal import Decimal

_SECTION = lazy(r'(?:"[^"]*"?|\\.|!.|_.|\*.|\[[^\]]*\]|[^;"])*', re.DOTALL)
_QUOTED = lazy(r'"[^"]*"?|\\.|!.|_.|\*.|\[[^\]]*\]', re.DOTALL)
_CONDITION = lazy(r"\[(<=|>=|<>|<|>|=)\s*(-?[0-9.]+)\]")
_PLACE = lazy(r"[0#?@]|general|g/通用格式", re.IGNORECASE)
_SCALED = lazy(r'[0#?]\s*,+(?![0#?,])|[0#?](?:!\.|\\\.|"\.")[0#?]')
_SAYS_SCALE = lazy("[万亿千百kKmM]")
_ADDED = lazy(r'(?:"\d+"|\\\d|!\d)[0#?]|[0#?](?:"\d+"|\\\d|!\d)')
_BRACKETS = lazy(r"\[[^\]]*\]")
_WHITE = lazy(r"\[(?:white|白色|color ?2|颜色 ?2)\]", re.IGNORECASE)
_BELOW = lazy(r"[-−–(（负△▲]|\[(?:[A-Za-z]+\s?\d*|[^\W\d_]+\s?\d*)\]")
"""Signs, brackets or a colour: what tells a number below 0 from the same above."""
_MOST = 12


def may_hide(code: str) -> bool:
    """Whether a format code hides some number or other, or paints it white."""
    if not code or shows_date(code):
        return False
    sections = _sections(code)
    return any(_hides(each) or in_white(each) for each in sections) or _no_minus(sections)


def shown_by(code: str, number: Decimal) -> str:
    """The section of a format code that shows a number."""
    sections = _sections(code)
    conditions = [_CONDITION.search(each) for each in sections[:2]]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=False):
            if condition is None or _holds(number, condition[1], condition[2]):
                return section
        return sections[min(2, len(sections) - 1)]
    place = 1 if number < 0 else 2 if not number else 0
    return sections[place] if place < len(sections) else sections[0]


def hides(code: str, number: Decimal) -> str:
    """Why a format code does not show a number as it is; "" when it does."""
    if not code or shows_date(code):
        return ""
    told = _hides(shown_by(code, number))
    return told or ("数字格式不显示负号" if number < 0 and _no_minus(_sections(code)) else "")


def in_white(section: str) -> bool:
    """Whether a section paints the number white."""
    return _WHITE.search(section) is not None


def _sections(code: str) -> list[str]:
    sections, at = [], 0
    while True:
        found = _SECTION.match(code, at)
        at = found.end() if found else len(code)
        sections.append(found.group() if found else "")
        if at >= len(code):
            return sections
        at += 1


def _holds(number: Decimal, sign: str, limit: str) -> bool:
    try:
        other = type(number)(limit)
    except ArithmeticError:
        return False
    held = {"<": number < other, ">": number > other, "=": number == other}
    held |= {"<=": not held[">"], ">=": not held["<"], "<>": not held["="]}
    return held[sign]


def _no_minus(sections: list[str]) -> bool:
    """Whether nothing in the section for what is below 0 says so: no sign, no bracket, no colour."""
    below = sections[1] if len(sections) > 1 else "-"
    return not any(map(_CONDITION.search, sections)) and _BELOW.search(below) is None


def _hides(section: str) -> str:
    """Why a section does not show a number as it is: 0!.0,"万元" says that it counts by ten thousand, 0!.0, does not."""
    if not _PLACE.search(_QUOTED.sub("", section)):
        return "数字格式不显示内容" if not _literal(section) else f"数字格式总是显示“{_literal(section)}”"
    if _ADDED.search(_BRACKETS.sub("", section)):
        return "数字格式在数的前后添了数字"
    return "数字格式把数缩小显示" if _SCALED.search(section) and not _SAYS_SCALE.search(section) else ""


def _literal(section: str) -> str:
    """What a section always shows."""
    return re.sub(r'["\\!]|\[[^\]]*\]|_.|\*.', "", section).strip()[:_MOST]
