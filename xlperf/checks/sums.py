"""A sum that must hold: total = Σ factor × addend + constant. Pure."""

from __future__ import annotations

from decimal import Decimal

from xlperf.findings import Address
from xlperf.record import dataclass
from xlperf.submission import Cell

_ZERO, _ONE = Decimal(0), Decimal(1)
Place = tuple[Address, str]
_MOST_DIGITS = 16
"""No budget has more digits than this before or behind the point."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a cell holds; None when the cell is blank."""

    cell: Cell
    value: Decimal | None

    @property
    def at(self) -> Address | None:
        """Where it stands."""
        return self.cell.at

    @property
    def place(self) -> Place | None:
        """The same with its label: several figures may stand in one cell, each behind its own."""
        return (self.cell.at, self.cell.label) if self.cell.at else None

    @property
    def usable(self) -> bool:
        """Whether the cell exists and is blank or readable."""
        return self.cell.line is not None and (self.value is not None or not self.cell.written)


def sensible(value: object) -> Decimal | None:
    """The value if it is a number that an amount, a count or points can be; None for 1E+200."""
    if not isinstance(value, Decimal) or abs(value.adjusted()) > _MOST_DIGITS:
        return None
    return value


def decimals(value: Decimal) -> int:
    """Decimals that are not trailing zeros; negative for round tens, hundreds …"""
    exponent = value.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def figure(cell: Cell) -> Figure:
    """The number in a cell; an absurd one is as good as unreadable."""
    return Figure(cell, sensible(cell.value))


@dataclass(frozen=True, slots=True)
class Term:
    """An addend; ``factor`` is −1 where it is taken away, 10000 where 万元 become 元."""

    figure: Figure
    factor: Decimal = _ONE


@dataclass(frozen=True, slots=True)
class Relation:
    """total = Σ factor × addend + constant, give or take ``tolerance``; ``words`` are the right side."""

    code: str
    words: str
    total: Figure
    addends: tuple[Term, ...]
    tolerance: Decimal
    constant: Decimal = _ZERO

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The total and the addends."""
        return (self.total, *(term.figure for term in self.addends))

    @property
    def asked(self) -> bool:
        """Whether there is anything to compare: a blank counts as 0 beside a given addend only."""
        if not all(each.usable for each in self.figures if each.value is None or each.cell.line is None):
            return False
        if self.total.value is None and self.total.cell.computed:
            return False
        given = (term.figure.value is not None for term in self.addends)
        if self.total.value is None and any(term.factor < 0 for term in self.addends):
            return all(given)
        return any(given) or (not self.addends and self.total.value is not None)

    @property
    def reckoned(self) -> Decimal:
        """What the total should be."""
        added = ((term.factor, term.figure.value) for term in self.addends)
        return sum(
            (value if factor is _ONE else factor * value for factor, value in added if value), self.constant
        )

    @property
    def residual(self) -> Decimal:
        """How much the total is too large."""
        return (self.total.value or _ZERO) - self.reckoned

    @property
    def holds(self) -> bool:
        """Whether it agrees within the tolerance."""
        return abs(self.residual) <= self.tolerance
