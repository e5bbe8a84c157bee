"""Reads 项目起止时间 and 实施期: 2020年1月起至2020年12月止, 2022年8月11日至2022年12月20日, 2020.1-2020.12 …

Pure. A text comes in; a Period, a Flaw (what is wrong with it) or None (not understood) goes out.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from xlperf.lazy_regex import lazy
from xlperf.record import dataclass

_COMPACT = lazy(r"^((?:19|20)\d{2})[年./](\d{1,2})[-~至到](\d{1,2})月?[底末止]?$")
_MOMENT = lazy(
    r"(?<!\d)(?:"
    r"(?P<y1>(?:19|20)\d{2})年(?:(?P<m1>\d{1,2})月(?:份)?(?:(?P<d1>\d{1,2})[日号])?)?度?"
    r"|(?P<y2>(?:19|20)\d{2})(?P<s>[./-])(?P<m2>\d{1,2})(?!\d)(?:(?P=s)(?P<d2>\d{1,2})(?!\d))?"
    r"|(?P<y3>(?:19|20)\d{2})(?P<m3>0[1-9]|1[0-2])(?P<d3>[0-3]\d)?(?!\d)"
    r"|(?P<m4>\d{1,2})月(?:份)?(?:(?P<d4>\d{1,2})[日号])?"
    r"|(?P<y5>(?:19|20)\d{2})(?![\d年])"
    r")"
)
_DASHES = str.maketrans(dict.fromkeys("—–－―～〜﹣−", "-") | {"／": "/"})
_OPEN_END = lazy(r"至今|长期|持续|起$|[-至到]$")
_OPEN_START = lazy(r"^[-至到]|^截[至止]")
_TWO = 2


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day."""

    start: date
    end: date

    def touches(self, year: int) -> bool:
        """Whether any day of that year belongs to it."""
        return self.start.year <= year <= self.end.year


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a period text, as a Chinese clause; ``better`` says how it may have been meant."""

    words: str
    better: str = ""


@dataclass(frozen=True, slots=True)
class _Moment:
    words: str
    year: int | None
    month: int | None
    day: int | None

    def first(self) -> date | None:
        return self._date(self.month or 1, self.day or 1)

    def last(self) -> date | None:
        month = self.month or 12
        if self.year is None or not 1 <= month <= 12:  # noqa: PLR2004 months of a year
            return None
        days = (self.day,) if self.day else (31, 30, 29, 28)
        return next((found for day in days if (found := self._date(month, day))), None)

    def _date(self, month: int, day: int) -> date | None:
        try:
            return date(self.year, month, day) if self.year is not None else None
        except ValueError:
            return None


def read_period(text: str) -> Period | Flaw | None:
    """The period that a text means, what is wrong with it, or None when it is not understood."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).translate(_DASHES))
    plain = _with_years(plain)
    if compact := _COMPACT.match(plain):
        year, first, last = (int(part) for part in compact.groups())
        start, end = _Moment(f"{first}月", year, first, None), _Moment(f"{last}月", year, last, None)
        return _between(start, end)
    moments = [_moment(found) for found in _MOMENT.finditer(plain)]
    if len(moments) == 1:
        return _alone(moments[0], plain)
    return _between(*moments) if len(moments) == _TWO else None


def _with_years(plain: str) -> str:
    """次年、同年 as years: 2022年3月至次年1月 is 2022年3月至2023年1月."""
    first = re.search(r"(?:19|20)\d{2}", plain)
    if first is None:
        return plain
    year = int(first.group())
    plain = re.sub(r"[次翌]年", f"{year + 1}年", plain)
    return re.sub(r"[同当本]年", f"{year}年", plain)


def _moment(found: re.Match[str]) -> _Moment:
    def part(name: str) -> int | None:
        values = (found.groupdict().get(f"{name}{n}") for n in range(1, 6))
        return next((int(value) for value in values if value), None)

    return _Moment(found.group(), part("y"), part("m"), part("d"))


def _alone(moment: _Moment, plain: str) -> Period | Flaw | None:
    """Only one date: a whole year or month is a period, an open end is not."""
    if "至今" in plain or "长期" in plain:
        return None
    if _OPEN_END.search(plain):
        better = f"补写结束年月，如“{moment.words}至{moment.year or 'YYYY'}年12月”"
        return Flaw(f"只写了开始（{moment.words}），没有写结束", better)
    if _OPEN_START.search(plain):
        return Flaw(f"只写了结束（{moment.words}），没有写开始")
    if moment.year is None:
        return Flaw(f"“{moment.words}”没有写年份")
    return _between(moment, moment)


def _between(start: _Moment, end: _Moment) -> Period | Flaw:
    for moment in (start, end):
        reference = _Moment(moment.words, moment.year or 2000, moment.month, moment.day)
        if reference.first() is None:
            return Flaw(f"“{moment.words}”不是有效的日期")
    if start.year is None or end.year is None:
        return _without_year(start, end)
    first, last = start.first(), end.last()
    if first is None or last is None or last < first:
        better = f"两个日期写颠倒的，改为“{end.words}至{start.words}”；年份写错的，改正年份"
        return Flaw(f"结束（{end.words}）早于开始（{start.words}）", better)
    return Period(first, last)


def _without_year(start: _Moment, end: _Moment) -> Flaw:
    if start.year is None and end.year is None:
        return Flaw(f"开始（{start.words}）和结束（{end.words}）都没有写年份")
    if start.year is None:
        return Flaw(
            f"开始（{start.words}）没有写年份", f"写成“{end.year}年{start.words}至{end.words}”或更早的年份"
        )
    words = f"结束（{end.words}）没有写年份"
    better = f"当年结束的写“{start.words}至{start.year}年{end.words}”"
    same_year = _Moment(end.words, start.year, end.month, end.day).last()
    first = start.first()
    if same_year and first and same_year < first:
        words += f"，按同一年计又早于开始（{start.words}）"
        better = f"次年结束的写“{start.words}至{start.year + 1}年{end.words}”，当年结束的改正月份"
    return Flaw(words, better)
