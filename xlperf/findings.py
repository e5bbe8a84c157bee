"""What is told to people: places, findings, scores and the report of one workbook.

Everything here is frozen; a Report is built once by ``assess`` and only read afterwards.
"""

from __future__ import annotations

import enum
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import ClassVar, NamedTuple

from xlperf.record import dataclass


class Severity(enum.StrEnum):
    """错误（须改正）、警告（改正或说明）、提示（知悉）。"""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def chinese(self) -> str:
        """The word staff see."""
        return {"error": "错误", "warning": "警告", "info": "提示"}[self.value]

    @property
    def rank(self) -> int:
        """0 for the gravest, for sorting."""
        return ("error", "warning", "info").index(self.value)


class Standing(enum.StrEnum):
    """Whether a finding counts. 上次已有、试行、已豁免 are told like any other and fail nothing."""

    COUNTS = "counts"
    KNOWN = "known"
    TRIAL = "trial"
    WAIVED = "waived"

    @property
    def chinese(self) -> str:
        """The word staff see; nothing for what counts."""
        return {"counts": "", "known": "上次已有", "trial": "试行", "waived": "已豁免"}[self.value]


ASIDE = (Standing.WAIVED, Standing.TRIAL, Standing.KNOWN)
"""What does not count, in the order in which it is summed up."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """豁免: an office lets one rule pass for a unit, a project, or a project of a unit, up to and with a day."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    code: str
    reason: str
    approver: str
    expires: date
    unit: str = ""
    project: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a workbook is about, as it says itself; "" where it does not say."""

    unit: str = ""
    project: str = ""
    year: str = ""


@lru_cache(1024)
def column_letters(column: int) -> str:
    """1 → A, 28 → AB."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """A → 1, ab → 28, nothing → 0."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


class Address(NamedTuple):
    """One cell: sheet name as staff see it, row and column counted from 1."""

    sheet: str
    row: int
    column: int

    @property
    def a1(self) -> str:
        """``F12``."""
        return f"{column_letters(self.column)}{self.row}"

    def __str__(self) -> str:
        return f"{self.sheet}!{self.a1}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a reviewer would point at.

    ``at`` is where it hurts, None when the whole file is meant; ``seen`` and ``expected`` are the
    values as staff would write them; ``slip`` names the likely slip of the pen, as a suggestion.
    ``waiver`` is the one that lets it pass, or the one that did until it expired.
    """

    code: str
    severity: Severity
    message: str
    hint: str
    at: Address | None = None
    label: str = ""
    seen: str | None = None
    expected: str | None = None
    related: tuple[Address, ...] = ()
    clause: str = ""
    slip: str = ""
    standing: Standing = Standing.COUNTS
    waiver: Waiver | None = None

    @property
    def counts(self) -> bool:
        """Whether it makes a file faulty."""
        return self.standing is Standing.COUNTS

    @property
    def rank(self) -> int:
        """0 for the gravest, for sorting; what does not count comes last."""
        return self.severity.rank if self.counts else len(Severity)

    @property
    def level(self) -> str:
        """错误; 已豁免（错误） for what does not count."""
        return self.severity.chinese if self.counts else f"{self.standing.chinese}（{self.severity.chinese}）"


@dataclass(frozen=True, slots=True)
class NotChecked:
    """A check that could not be made, and why."""

    code: str
    reason: str


class Verdict(enum.StrEnum):
    """复核结论：一致、偏高、偏低、无法复核。"""

    OK = "ok"
    HIGH = "high"
    LOW = "low"
    UNVERIFIABLE = "unverifiable"

    @property
    def chinese(self) -> str:
        """The word staff see."""
        return {"ok": "一致", "high": "偏高", "low": "偏低", "unverifiable": "无法复核"}[self.value]


@dataclass(frozen=True, slots=True)
class Reserved:
    """The cells that the form keeps for xlperf beside a score: 系统复算得分, 差异, 提示."""

    computed: Address | None = None
    difference: Address | None = None
    hint: Address | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """One indicator: what the unit claims and what the facts on the form earn.

    ``computed`` is None when an input is missing; ``lo``/``hi`` bound what a reader of the rule may
    claim. ``formula`` is the rule with the numbers in it; ``inputs`` are the cells it used.
    """

    id: str
    name: str
    max: Decimal
    self_score: Decimal | None
    computed: Decimal | None
    lo: Decimal | None
    hi: Decimal | None
    verdict: Verdict
    formula: str
    at: Address | None = None
    inputs: tuple[Address, ...] = ()
    reserved: Reserved = Reserved()


@dataclass(frozen=True, slots=True)
class Total:
    """The whole score sheet, in points.

    ``at_most`` is what remains of the self-score when every verifiable indicator is held to its
    upper bound; ``unverifiable`` is the sum of points that no figure on the form supports.
    """

    self_score: Decimal | None
    computed: Decimal | None
    at_most: Decimal | None
    grade: str | None
    grade_at_most: str | None = None
    unverifiable: Decimal | None = None
    reserved: Reserved = Reserved()


@dataclass(frozen=True, slots=True)
class Seal:
    """校验码 of what was read, and the sheets that it speaks for."""

    code: str
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """All that one workbook was told. ``file`` is the name as given by the caller, ``title`` that of the form."""

    file: str
    form: str | None
    edition: str | None
    findings: tuple[Finding, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()
    scores: tuple[Score, ...] = ()
    total: Total | None = None
    readable: bool = True
    subject: Subject = Subject()
    seal: Seal | None = None
    title: str = ""

    def count(self, severity: Severity) -> int:
        """How many findings of one severity that count."""
        return sum(finding.severity is severity and finding.counts for finding in self.findings)

    def aside(self, standing: Standing) -> int:
        """How many findings are told without counting, for that reason."""
        return sum(finding.standing is standing for finding in self.findings)
