"""What is to appear in the workbook, decided before anything is written. Pure: no file, no library."""

from __future__ import annotations

import enum
from decimal import Decimal
from typing import NamedTuple

from xlperf.findings import Address, Seal, Severity, Standing
from xlperf.record import dataclass

RESULTS_SHEET = "检查结果"
AUTHOR = "xlperf"


class Look(enum.Enum):
    """How a cell of the results sheet looks."""

    PLAIN = "plain"
    TITLE = "title"
    HEADING = "heading"
    HEADER = "header"
    LABEL = "label"
    NUMBER = "number"
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    ASIDE = "aside"
    LINK = "link"
    MUTED = "muted"


class ResultCell(NamedTuple):
    """One cell of the results sheet; text stays text, whatever it begins with."""

    value: str | Decimal | None = None
    look: Look = Look.PLAIN
    link: Address | None = None
    span: int = 1


class ResultRow(NamedTuple):
    """One row; ``height`` in points, None for the default."""

    cells: tuple[ResultCell, ...]
    height: float | None = None


@dataclass(frozen=True, slots=True)
class ResultsSheet:
    """The sheet 检查结果: column widths in characters, rows, and how many of them stay in view."""

    widths: tuple[float, ...]
    rows: tuple[ResultRow, ...]
    frozen: int = 0


@dataclass(frozen=True, slots=True)
class CellMark:
    """A coloured cell with a note; ``codes`` go into the signature of the conditional format.

    A cell whose findings all do not count has a look of its own (``standing``).
    """

    at: Address
    severity: Severity
    codes: tuple[str, ...]
    note: str
    standing: Standing = Standing.COUNTS


@dataclass(frozen=True, slots=True)
class ReservedValue:
    """A value in a column that the form keeps for xlperf (系统复算得分, 差异, 提示).

    ``link_row`` is the row of the results sheet to jump to, or None.
    """

    at: Address
    value: str | Decimal | None
    link_row: int | None = None


@dataclass(frozen=True, slots=True)
class Marks:
    """Everything that a workbook gains by being checked."""

    cells: tuple[CellMark, ...]
    reserved: tuple[ReservedValue, ...]
    results: ResultsSheet
    seal: Seal | None = None
