"""From the points of the indicators to the total of a score sheet (A27)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from xlperf.record import dataclass
from xlperf.scoring.rounding import half_up


@dataclass(frozen=True, slots=True)
class Part:
    """One indicator in a total: its 分值, the points that count, and whether it counts at all."""

    max: Decimal
    points: Decimal | None
    applicable: bool = True


def total(parts: Iterable[Part]) -> Decimal | None:
    """The sum; None when points are missing. What does not apply is left out and the rest scaled up."""
    parts = tuple(parts)
    counted = [part for part in parts if part.applicable]
    reachable = sum((part.max for part in counted), Decimal(0))
    points = [part.points for part in counted if part.points is not None]
    if not reachable or len(points) < len(counted):
        return None
    earned = sum(points, Decimal(0))
    if len(counted) == len(parts):
        return earned
    return half_up(earned * sum((part.max for part in parts), Decimal(0)) / reachable)
