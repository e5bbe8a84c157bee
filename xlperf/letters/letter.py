"""The ledger → one letter for each unit with faulty returns: problems by return and by cause. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from xlperf.collecting.ledger import Ledger, Problem, advice
from xlperf.collecting.overview import Line
from xlperf.collecting.roster import Roster
from xlperf.letters.addresses import is_address
from xlperf.record import dataclass

_DIGITS = "零一二三四五六七八九"
MOST_PLACES = 40
"""Places told for one cause; the marked workbook has them all."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Problems of one code in one return, the gravest causes first in a return."""

    code: str
    title: str
    severity: str
    hint: str
    problems: tuple[Problem, ...]

    @property
    def head(self) -> str:
        """``SC-02 各部分相加等于总分（错误 2 处）``."""
        return f"{self.code} {self.title}（{self.severity} {len(self.problems)} 处）"

    @property
    def told(self) -> tuple[Problem, ...]:
        """The problems that stand in the letter."""
        return self.problems[:MOST_PLACES]

    @property
    def rest(self) -> str:
        """What stands for those that do not; "" when all do."""
        more = len(self.problems) - len(self.told)
        return f"另有 {more} 处，见随附工作簿的“检查结果”页。" if more else ""


@dataclass(frozen=True, slots=True)
class Part:
    """One faulty return: its project, the file as received (by name and hash), and what is wrong in it."""

    project: str
    file: str
    sha: str
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """退回修改通知 to one unit. ``key`` is the same as long as the same files are sent back."""

    key: str
    year: int
    unit: str
    parts: tuple[Part, ...]
    recipients: tuple[str, ...]

    def count(self, severity: str) -> int:
        """How many problems of one severity, in all parts."""
        return sum(
            len(cause.problems) for part in self.parts for cause in part.causes if cause.severity == severity
        )


@dataclass(frozen=True, slots=True)
class Issue:
    """What a letter says beside its problems: which one it is to this unit this year, its day, until when, from whom."""

    number: int
    dated: date
    due: date
    bureau: str


def letters(ledger: Ledger, roster: Roster, titles: dict[str, str]) -> tuple[Letter, ...]:
    """One letter a unit with errors, in the order of the ledger; ``titles`` are what must hold, by code."""
    faulty = [line for line in ledger.lines if line.faulty]
    units = dict.fromkeys(line.unit for line in faulty)
    return tuple(
        _letter(ledger, roster, titles, [line for line in faulty if line.unit == unit]) for unit in units
    )


def _letter(ledger: Ledger, roster: Roster, titles: dict[str, str], lines: Sequence[Line]) -> Letter:
    unit = lines[0].unit
    parts = tuple(_part(ledger, line, titles) for line in lines)
    content = "\n".join((str(ledger.year), unit, *sorted(part.sha for part in parts)))
    key = hashlib.sha256(content.encode()).hexdigest()
    return Letter(key, ledger.year, unit, parts, _recipients(roster, unit, lines))


def _part(ledger: Ledger, line: Line, titles: dict[str, str]) -> Part:
    problems = [each for each in ledger.problems if (each.unit, each.project) == (line.unit, line.project)]
    arrival = line.entry.counted.arrival if line.entry else None
    file, sha = (arrival.name, arrival.sha) if arrival else ("", "")
    return Part(line.project, file, sha, tuple(_causes(problems, titles)))


def _causes(problems: Iterable[Problem], titles: dict[str, str]) -> Iterable[Cause]:
    def kind(each: Problem) -> tuple[bool, str]:
        return each.severity != "错误", each.code

    for (_, code), found in groupby(sorted(problems, key=kind), kind):
        alike = tuple(found)
        yield Cause(code, titles.get(code, ""), alike[0].severity, advice(alike), alike)


def _recipients(roster: Roster, unit: str, lines: Sequence[Line]) -> tuple[str, ...]:
    """Who sent the files, where the list of units knows the address as this unit's; else the unit's first address."""
    listed = [each.lower() for known in roster.units if known.name == unit for each in known.senders]
    senders = dict.fromkeys(line.entry.counted.arrival.sender for line in lines if line.entry)
    found = tuple(
        each
        for each in senders
        if is_address(each) and (not listed or each in listed or f"@{each.rpartition('@')[2]}" in listed)
    )
    return found or tuple(each for each in listed if is_address(each))[:1]


def chinese(number: int) -> str:
    """一, 十二, 三十: numbers of headings, below a hundred."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def day(told: date) -> str:
    """2025年4月30日."""
    return f"{told.year}年{told.month}月{told.day}日"
