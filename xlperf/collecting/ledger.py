"""Entries → the rows of the ledger and the problems behind them. Pure."""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlperf import schemes
from xlperf.collecting.overview import Line
from xlperf.collecting.roster import WHOLE
from xlperf.collecting.store import Result

KINDS = ("投入决策", "过程管理", "产出执行", "预期效果")
"""问题类别 of 整改台账, as 晋城 prints them."""
_KIND_OF = {
    "投入": KINDS[0],
    "项目决策": KINDS[0],
    "过程": KINDS[1],
    "项目管理": KINDS[1],
    "产出": KINDS[2],
    "项目产出": KINDS[2],
    "效果": KINDS[3],
    "项目效果": KINDS[3],
}


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

    @property
    def score(self) -> Decimal | None:
        """What counts for 等次 and 排名: the reviewed score, else the unit's own."""
        return self.self_score if self.reviewed is None else self.reviewed


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


@dataclass(frozen=True, slots=True)
class Ledger:
    """All that is rolled up for one year; ``lines`` are what is owed and what came."""

    year: int
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    lines: tuple[Line, ...]

    @property
    def amount(self) -> Decimal:
        """金额合计, 万元."""
        return sum((row.amount for row in self.rows if row.amount is not None), Decimal(0))


def years(lines: Sequence[Line]) -> tuple[int, ...]:
    """The years of the counted returns."""
    return tuple(sorted({int(each.entry.key[0]) for each in lines if each.entry is not None}))


def rolled_up(lines: Sequence[Line], year: int) -> Ledger:
    """The ledger of a year, rows in the order of the lines."""
    kept = tuple(each for each in lines if each.entry is None or each.entry.key[0] == str(year))
    rows: list[Row] = []
    problems: list[Problem] = []
    for each in kept:
        if each.entry is not None:
            version = each.entry.counted
            rows.append(_row(each, version.result))
            problems += _problems(each, version.result, version.arrival.name)
    return Ledger(year, tuple(rows), tuple(problems), kept)


def _row(line: Line, result: Result) -> Row:
    return Row(
        line.unit,
        line.project,
        "部门整体支出" if line.project == WHOLE else "项目支出",
        _number(result.amount),
        result.basis if result.amount else "",
        _number(result.spent),
        _number(result.self_score),
        _number(result.at_most),
        _number(result.reviewed),
        result.errors,
        result.warnings,
    )


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _problems(line: Line, result: Result, file: str) -> list[Problem]:
    severities = {"error": "错误", "warning": "警告"}
    return [
        Problem(
            line.unit,
            line.project,
            severities[told["severity"]],
            told["code"],
            _kind(told["code"]),
            f"{told['sheet']}!{told['cell']}" if told["cell"] else "",
            told["message"],
            told["seen"] or "",
            told["expected"] or "",
            told["hint"],
            file,
        )
        for told in json.loads(result.report)["findings"]
        if told["standing"] == "counts" and told["severity"] in severities
    ]


def _kind(code: str) -> str:
    """问题类别 where the scheme says it; "" leaves it to the reviewer."""
    return KINDS[0] if code.startswith("TGT-") else _kinds_of_indicators().get(code, "")


@functools.cache
def _kinds_of_indicators() -> dict[str, str]:
    found: dict[str, str] = {}
    for scheme in map(schemes.load, schemes.available()):
        for each in scheme.indicators:
            kinds = (kind for name, kind in _KIND_OF.items() if each.subsection.startswith(name))
            sections = (kind for name, kind in _KIND_OF.items() if each.section.startswith(name))
            found[each.id] = next(kinds, "") or next(sections, "")
    return found
