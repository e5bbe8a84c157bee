"""Horizontal bars as numbers: where each begins and how wide it is. The page draws them as SVG. Pure.

No chart library fits a page without scripts: pygal 3.1 writes one into every chart, with the data and a random id.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xlperf.record import dataclass
from xlperf.scoring.rounding import half_up
from xlperf.wording import width

WIDTH, ROW, TOP = 720, 44, 8
_MOST_COLUMNS = 72
"""Of the name: beside it stand the figures. A Chinese character takes two."""
MOST_BARS = 30


@dataclass(frozen=True, slots=True)
class Given:
    """One bar before it is drawn: name, the parts it is made of, the words beside it."""

    name: str
    parts: tuple[Decimal, ...]
    told: str


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar in the units of the drawing; ``look`` names its colour."""

    look: str
    x: Decimal
    width: Decimal


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, its name above it; ``y`` is the top of its row."""

    name: str
    short: str
    told: str
    y: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing ``WIDTH`` wide; ``left_out`` bars stand in the table only."""

    id: str
    title: str
    bars: tuple[Bar, ...]
    legend: tuple[tuple[str, str], ...]
    height: int
    left_out: int


def chart(
    name: str,
    title: str,
    given: Sequence[Given],
    looks: Sequence[tuple[str, str]],
    most: Decimal | None = None,
) -> Chart | None:
    """The first bars over one axis from 0 to ``most`` (the longest bar when None); ``looks`` are colour and meaning of each part.

    None when there is nothing to draw.
    """
    shown = given[:MOST_BARS]
    longest = max((sum(each.parts, Decimal(0)) for each in shown), default=Decimal(0))
    whole = max(most or Decimal(0), longest)
    if whole <= 0:
        return None
    bars = tuple(_bar(each, TOP + ROW * number, whole, looks) for number, each in enumerate(shown))
    legend = tuple(looks) if len(looks) > 1 else ()
    return Chart(name, title, bars, legend, TOP + ROW * len(bars), len(given) - len(shown))


def _bar(given: Given, y: int, whole: Decimal, looks: Sequence[tuple[str, str]]) -> Bar:
    x = Decimal(0)
    parts: list[Part] = []
    for value, (look, _) in zip(given.parts, looks, strict=True):
        long = half_up(max(value, Decimal(0)) / whole * WIDTH, 1)
        if long:
            parts.append(Part(look, x, long))
        x += long
    return Bar(given.name, _short(given.name), given.told, y, tuple(parts))


def _short(name: str) -> str:
    if width(name) <= _MOST_COLUMNS:
        return name
    kept = name
    while width(kept) > _MOST_COLUMNS - 2:
        kept = kept[:-1]
    return f"{kept}…"
