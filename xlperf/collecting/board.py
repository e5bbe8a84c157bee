"""What a dashboard is made of: tiles, and sections of a chart with its table."""

from __future__ import annotations

from xlperf.collecting.bars import Chart
from xlperf.record import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A column; figures stand on the right."""

    label: str
    figures: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of texts; ``left_out`` rows stand in the ledger workbook only."""

    headings: tuple[Heading, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """One theme. ``empty`` is what is said instead of an empty table."""

    id: str
    title: str
    note: str
    table: Table
    chart: Chart | None = None
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure at the top, with what it means."""

    label: str
    value: str
    beside: str = ""
    look: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """The whole page; ``until`` is when the newest file came."""

    title: str
    bureau: str
    until: str
    tiles: tuple[Tile, ...]
    sections: tuple[Section, ...]
