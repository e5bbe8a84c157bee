"""What a check is, and how all of them are run.

A check is a generator over a Submission that yields ``at(...)`` for everything a reviewer would point at.
Its docstring is its manual page: the first line says what must hold, 例 shows one case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import field
from datetime import date
from decimal import Decimal

from xlperf.findings import Address, Finding, NotChecked, Severity
from xlperf.forms.model import Kind
from xlperf.lazy_regex import lazy
from xlperf.office import Office
from xlperf.record import dataclass
from xlperf.submission import Cell, NotGiven, Row, Submission, shown

_INNER = {"“": "‘", "”": "’"}
_WITHIN = lazy(r"“[^”]*“")
_FIGURE = lazy(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Context:
    """What a check may look at."""

    submission: Submission
    office: Office


@dataclass(frozen=True, slots=True)
class At:
    """Where it hurts (first cell) and what else is meant; ``facts`` fill the message."""

    cells: tuple[Cell, ...]
    facts: dict[str, str]
    severity: Severity | None = None
    seen: str | None = None
    expected: str | None = None
    slip: str = ""
    label: str = ""
    clause: str = ""  # where the rule of this one case stands, when not where the check says


@dataclass(frozen=True, slots=True)
class Unchecked:
    """The check could not be made, because …"""

    reason: str


Outcome = At | Unchecked
Test = Callable[[Context], Iterator[Outcome]]


def at(
    *cells: Cell,
    severity: Severity | None = None,
    seen: object = None,
    expected: object = None,
    slip: str = "",
    label: str = "",
    **facts: object,
) -> At:
    """One place where the rule does not hold. ``severity`` may lower, never raise."""
    told = {key: told_as(value) for key, value in facts.items()}
    return At(
        cells,
        told,
        severity,
        None if seen is None else told_as(seen),
        None if expected is None else told_as(expected),
        slip,
        label,
    )


def told_as(value: object) -> str:
    """A value inside a message."""
    return shown(value) if isinstance(value, Decimal) else str(value)


@dataclass(frozen=True, slots=True)
class Check:
    """One rule of the catalogue."""

    code: str
    severity: Severity
    message: str
    hint: str
    clause: str
    title: str  # first line of the docstring: what must hold
    manual: str  # the whole docstring
    test: Test = field(repr=False)

    def run(self, context: Context) -> tuple[list[Finding], list[NotChecked]]:
        """Findings and what could not be checked."""
        findings: list[Finding] = []
        unchecked: list[NotChecked] = []
        try:
            for outcome in self.test(context):
                if isinstance(outcome, Unchecked):
                    unchecked.append(NotChecked(self.code, outcome.reason))
                else:
                    findings.append(self._finding(outcome, context))
        except NotGiven as missing:
            unchecked.append(NotChecked(self.code, _reason(missing.cell)))
        return findings, unchecked

    def _severity(self, told: At, office: Office) -> Severity:
        """The level of the check, as the office sets it; what the check tells more lightly stays so."""
        set_ = dict(office.severity).get(self.code, self.severity)
        if told.severity is None or told.severity.rank <= self.severity.rank:
            return set_
        return max(set_, told.severity, key=lambda each: each.rank)

    def _finding(self, told: At, context: Context) -> Finding:
        first = told.cells[0] if told.cells else None
        own = first.at if first else None
        unit = first.unit if first and first.kind is Kind.MONEY and context.submission.foreign else ""
        others = dict.fromkeys([at for cell in told.cells[1:] if (at := cell.at)])
        related = tuple([at for at in others if at != own])
        return Finding(
            code=self.code,
            severity=self._severity(told, context.office),
            message=_quotes_apart(self.message.format_map(told.facts)),
            hint=_quotes_apart(self.hint.format_map(told.facts)),
            at=own,
            label=told.label or (first.label if first else ""),
            seen=_with_unit(told.seen if told.seen is not None else _seen(first), unit),
            expected=_with_unit(told.expected, unit),
            related=related,
            clause=told.clause or self.clause,
            slip=told.slip,
        )


def _quotes_apart(text: str) -> str:
    """正文写“开展‘三微工程’”: quotes within quotes become single ones; a text cut off within one stays as it is."""
    if not _WITHIN.search(text):
        return text
    apart, depth = [], 0
    for letter in text:
        depth -= letter == "”"
        if depth < 0:
            return text
        apart.append(_INNER.get(letter, letter) if depth else letter)
        depth += letter == "“"
    return text if depth else "".join(apart)


def _with_unit(told: str | None, unit: str) -> str | None:
    """170 as 170万元, where the sheet may count in 元."""
    return f"{told}{unit}" if told and _FIGURE.fullmatch(told) else told


def _seen(cell: Cell | None) -> str | None:
    """What stands in the cell, as staff see it: the file holds a serial number for a date, 0.95 for 95%."""
    if cell is None:
        return None
    if isinstance(cell.value, Decimal) and cell.trouble is None:
        return f"{shown((cell.value * 100).normalize())}%" if cell.kind is Kind.PERCENT else shown(cell.value)
    return shown(cell.value) if isinstance(cell.value, date) else cell.raw


def _reason(cell: Cell) -> str:
    place = f"（{cell.at}）" if cell.at else ""
    state = "在工作簿中找不到" if cell.at is None else "无法读取" if cell.written else "未填"
    return f"“{cell.label}”{state}{place}"


CATALOGUE: dict[str, Check] = {}
"""Every check by code, in the order in which the families are loaded."""


def check(code: str, severity: Severity, *, message: str, hint: str, clause: str) -> Callable[[Test], Test]:
    """Enters a function into the catalogue. A code stands for one check for ever.

    ``severity`` is what it tells at most, unless the office sets another level.
    """

    def enter(test: Test) -> Test:
        manual = (test.__doc__ or "").strip()
        if code in CATALOGUE:
            raise ValueError(f"{code} is taken")
        title = manual.split("\n")[0]
        CATALOGUE[code] = Check(code, severity, message, hint, clause, title, manual, test)
        return test

    return enter


def each_row(rows: Iterable[Row], test: Callable[[Row], Iterator[Outcome]]) -> Iterator[Outcome]:
    """Runs a row check over rows; a row with an empty or unreadable value is passed over quietly."""
    for row in rows:
        try:
            yield from test(row)
        except NotGiven:
            continue


def places(cells: Iterable[Cell]) -> tuple[Address, ...]:
    """The addresses of cells that exist."""
    return tuple(cell.at for cell in cells if cell.at is not None)
