"""Where the parts of a form lie in a workbook, how they were found, and what could not be found. Frozen; knows no file."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import field
from typing import Protocol

from xlperf.doubts import Doubt
from xlperf.findings import Address
from xlperf.forms.model import WorkbookForm
from xlperf.package.cells import RawCell
from xlperf.package.grid import Grid
from xlperf.record import dataclass

NAMED = "名称"
"""How a part was found that the template named."""


class Looked(Protocol):
    """A sheet as recognition looks at it."""

    @property
    def name(self) -> str:
        """As staff see it."""

    @property
    def grid(self) -> Grid:
        """Its cells."""


@dataclass(frozen=True, slots=True)
class Unmarked:
    """A sheet without the values that we wrote into it: what is ours is no part of a form that staff filled in."""

    name: str
    grid: Grid


@dataclass(frozen=True, slots=True)
class Area:
    """A cell or a block of cells on a sheet."""

    sheet: str
    row: int
    column: int
    last_row: int
    last_column: int

    @property
    def at(self) -> Address:
        """Its first cell."""
        return Address(self.sheet, self.row, self.column)


@dataclass(frozen=True, slots=True)
class FoundTable:
    """Where a table lies: last header row, total row (0: none), body rows, columns and printed rows.

    ``skipped`` are rows of the body that are none of the table's: headers repeated at a page break, 小计.
    ``more`` are its pieces on further pages or sheets, each with its own header.
    """

    sheet: str
    header: int
    total_row: int
    body: int
    body_last: int
    columns: Mapping[str, int]
    rows: Mapping[int, str] = field(default_factory=dict)  # printed ids by sheet row
    skipped: frozenset[int] = frozenset()
    more: tuple[FoundTable, ...] = ()


class Way(enum.StrEnum):
    """How a part was found."""

    NAME = NAMED
    LABEL = "标签"
    NEAR_LABEL = "相近标签"
    SAME_CELL = "同格标签"
    BELOW = "标签下方"
    HEADER = "表头"
    POSITION = "位置"
    SAME_AS = "同一内容"


@dataclass(frozen=True, slots=True)
class Trace:
    """One part that was found: its name for people, its cell, how, and how sure that is (0 to 1)."""

    key: str
    label: str
    at: Address
    way: Way
    sure: float


@dataclass(frozen=True, slots=True)
class Found:
    """All parts that were found, and the sheets they were found on (by key of the sheet form).

    ``lifted`` is what stands for the content of a cell where a part is only a piece of it (``≥95%``,
    项目名称：某某) or is counted in another unit: by key of the part and address.
    """

    form: WorkbookForm
    fields: Mapping[str, Address]
    tables: Mapping[str, FoundTable]
    sheets: Mapping[str, str]
    unknown_scheme: str = ""
    lifted: Mapping[tuple[str, Address], RawCell] = field(default_factory=dict)
    traces: tuple[Trace, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    foreign: bool = False
