"""Numbered headings of the report text and where their count breaks. Pure.

The order of official documents is 一、（一）1.（1） (GB/T 9704—2012, 7.3.3). Only breaks that cannot be meant are told:
a count that goes on in another style, and （一） right under 1、.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from xlperf.checks.found import Paragraph
from xlperf.lazy_regex import lazy
from xlperf.narrative import plain
from xlperf.record import dataclass
from xlperf.submission import Cell

_DIGITS = "一二三四五六七八九十"
_MARK = lazy(
    rf"\s*(?P<mark>(?P<chinese>[{_DIGITS}])、|[(](?P<bracketed>[{_DIGITS}])[)]|(?P<arabic>\d{{1,2}})、|[(](?P<small>\d{{1,2}})[)])\s*(?P<words>[^\n。；;]*)"
)
_LONGEST_HEADING = 30
_PARTS = lazy(r"[、及和与]")


class Level(enum.Enum):
    """The style of a number: 一、 （一） 1、 （1）."""

    CHINESE = "chinese"
    BRACKETED = "bracketed"
    ARABIC = "arabic"
    SMALL = "small"


_LEVELS = tuple((each, each.value) for each in Level)


@dataclass(frozen=True, slots=True)
class Heading:
    """One numbered line; ``flaw`` says how its number breaks the count, "" when it does not."""

    cell: Cell
    level: Level
    number: int
    mark: str
    words: str
    flaw: str = ""
    beside: Cell | None = None  # where the same is numbered otherwise


def headings(paragraphs: Sequence[Paragraph]) -> tuple[Heading, ...]:
    """The short numbered lines of the text from top to bottom."""
    return tuple(_judged(list(_lines(paragraphs))))


def _lines(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Heading, bool]]:
    """Headings, and whether each stands under the line before it: in the same cell, or in the next row of the section."""
    above: Paragraph | None = None
    for paragraph in paragraphs:
        lines = plain(paragraph.text).split("\n")
        for number, line in enumerate(lines):
            found = _MARK.match(line)
            if found and len(found["words"]) <= _LONGEST_HEADING:
                level, digits = next((each, found[name]) for each, name in _LEVELS if found[name])
                count = int(digits) if digits.isdigit() else _DIGITS.index(digits) + 1
                heading = Heading(paragraph.cell, level, count, found["mark"], found["words"].strip())
                yield heading, number > 0 or _right_under(paragraph, above)
        above = paragraph


def _right_under(paragraph: Paragraph, above: Paragraph | None) -> bool:
    """Whether the row above is of the same section and holds a heading and nothing else."""
    if above is None or above.section != paragraph.section:
        return False
    at, before = paragraph.cell.at, above.cell.at
    if at is None or before is None:
        return False
    return before == at._replace(row=at.row - 1) and _MARK.fullmatch(plain(above.text)) is not None


def _judged(lines: Sequence[tuple[Heading, bool]]) -> Iterator[Heading]:
    last: dict[Level, Heading] = {}
    beneath_arabic: Heading | None = None  # the first （1） under a 1、
    before: Heading | None = None
    for heading, beneath in lines:
        flaw = _style(heading, before, beneath_arabic) if beneath else ""
        beside = beneath_arabic.cell if flaw and beneath_arabic else None
        flaw = flaw or _count(heading, last)
        yield replace(heading, flaw=flaw, beside=beside) if flaw else heading
        if before and before.level is Level.ARABIC and heading.level is Level.SMALL:
            beneath_arabic = beneath_arabic or heading
        last[heading.level] = heading
        if heading.level is Level.CHINESE:
            last.pop(Level.ARABIC, None)
        before = heading


def _style(heading: Heading, before: Heading | None, sibling: Heading | None) -> str:
    """（一） right under 1、, the line above it."""
    if before is None or before.level is not Level.ARABIC:
        return ""
    if heading.level is not Level.BRACKETED or heading.number != 1:
        return ""
    also = f"，别处却用“{sibling.mark}”" if sibling else ""
    return f"“{before.mark}”下面用“{heading.mark}”{also}"


def _count(heading: Heading, last: Mapping[Level, Heading]) -> str:
    """2、 after 一、: the count goes on in the other style, and its own style has no number before."""
    other = {Level.CHINESE: Level.ARABIC, Level.ARABIC: Level.CHINESE}.get(heading.level)
    number = heading.number - 1
    if other is None or not number or other not in last or last[other].number != number:
        return ""
    own = last.get(heading.level)
    if own is None and heading.level is Level.CHINESE:
        return ""  # 一、 may stand in the printed heading
    if own is not None and own.number == number:
        return ""
    return f"“{heading.mark}{heading.words}”接在“{last[other].mark}{last[other].words}”之后，换了编号样式"


def same_content(one: str, other: str) -> bool:
    """绩效评价目的、对象和范围 beside 评价对象及范围: each part of the shorter ends a part of the longer."""
    longer, shorter = sorted((_PARTS.split(one), _PARTS.split(other)), key=len, reverse=True)
    return len(shorter) > 1 and all(
        any(long and short and (long.endswith(short) or short.endswith(long)) for long in longer)
        for short in shorter
    )
