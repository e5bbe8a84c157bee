"""Entries → the rows of the ledger and the problems behind them. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from xlperf.collecting.opinions import Opinion, opinions_of
from xlperf.collecting.overview import Line
from xlperf.collecting.roster import WHOLE, Roster
from xlperf.collecting.store import Result
from xlperf.collecting.suspicions import Clue, clues
from xlperf.collecting.traits import Traits
from xlperf.record import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One return in the ledger; money in 万元, None where the workbook does not say."""

    unit: str
    project: str
    category: str
    amount: Decimal | None
    basis: str
    spent: Decimal | None
    self_score: Decimal | None
    at_most: Decimal | None
    reviewed: Decimal | None
    errors: int
    warnings: int
    file: str
    traits: Traits

    @property
    def score(self) -> Decimal | None:
        """What counts for 等次 and 排名: the reviewed score, else the unit's own."""
        return self.self_score if self.reviewed is None else self.reviewed

    @property
    def beyond(self) -> Decimal | None:
        """自评多出: what the unit claims beyond 系统复算最高可得; None where nothing could be reckoned."""
        return _difference(self.self_score, self.at_most)

    @property
    def gap(self) -> Decimal | None:
        """复核与自评差: what counts less what the unit claims."""
        return _difference(self.score, self.self_score)


def _difference(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one - other


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding of a counted version that counts."""

    unit: str
    project: str
    severity: str
    code: str
    kind: str
    place: str
    message: str
    seen: str
    expected: str
    hint: str
    file: str


MOST_HINTS = 3
"""Different remedies told for one code."""


def advice(found: Iterable[Problem]) -> str:
    """What to do about problems of one code: their remedies, each once, numbered when they differ."""
    hints = list(dict.fromkeys(each.hint.rstrip("。") for each in found))[:MOST_HINTS]
    if len(hints) == 1:
        return hints[0]
    return "；".join(f"（{place}）{hint}" for place, hint in enumerate(hints, 1))


@dataclass(frozen=True, slots=True)
class Ledger:
    """All that is rolled up for one year; ``lines`` are what is owed and what came, ``bureau`` is "" when not set."""

    year: int
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    lines: tuple[Line, ...]
    clues: tuple[Clue, ...]
    opinions: tuple[Opinion, ...]
    bureau: str = ""
    mend_by: date | None = None

    @property
    def advice(self) -> dict[str, str]:
        """What to do, by code."""
        by_code: dict[str, list[Problem]] = {}
        for each in self.problems:
            by_code.setdefault(each.code, []).append(each)
        return {code: advice(found) for code, found in by_code.items()}

    @property
    def until(self) -> datetime:
        """When the newest of the counted files came (UTC)."""
        received = (each.entry.counted.arrival.received for each in self.lines if each.entry is not None)
        return max(received)


def years(lines: Sequence[Line]) -> tuple[int, ...]:
    """The years of the counted returns."""
    return tuple(sorted({int(each.entry.key[0]) for each in lines if each.entry is not None}))


def rolled_up(lines: Sequence[Line], year: int, roster: Roster) -> Ledger:
    """The ledger of a year, rows in the order of the lines; ``roster`` says who collects and until when is mended."""
    kept = tuple(each for each in lines if each.entry is None or each.entry.key[0] == str(year))
    rows: list[Row] = []
    problems: list[Problem] = []
    opinions: list[Opinion] = []
    for each in kept:
        if each.entry is not None:
            version = each.entry.counted
            told, file = json.loads(version.result.report), version.arrival.name
            rows.append(_row(each, version.result, file, told))
            problems += _problems(each, file, told)
            opinions += opinions_of(each.entry)
    return Ledger(
        year,
        tuple(rows),
        tuple(problems),
        kept,
        clues(rows),
        tuple(opinions),
        roster.bureau.strip(),
        roster.mend_by,
    )


def _row(line: Line, result: Result, file: str, told: dict[str, Any]) -> Row:
    return Row(
        line.unit,
        line.project,
        "部门整体支出" if line.project == WHOLE else "项目支出",
        _number(result.amount),
        result.basis if result.amount else "",
        _number(result.spent),
        _number(result.self_score),
        _number(result.at_most),
        _number(line.entry.reviewed if line.entry else ""),
        result.errors,
        result.warnings,
        file,
        Traits.of_object(told["traits"]),
    )


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _problems(line: Line, file: str, report: dict[str, Any]) -> list[Problem]:
    severities = {"error": "错误", "warning": "警告"}
    return [
        Problem(
            line.unit,
            line.project,
            severities[told["severity"]],
            told["code"],
            kind,
            f"{told['sheet']}!{told['cell']}" if told["cell"] else "",
            told["message"],
            told["seen"] or "",
            told["expected"] or "",
            told["hint"],
            file,
        )
        for told, kind in zip(report["findings"], report["kinds"], strict=True)
        if told["standing"] == "counts" and told["severity"] in severities
    ]
