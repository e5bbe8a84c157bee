"""Rounding, written once for Decimal and once for Excel.

Excel reckons in binary, so a tie such as 1.005 may arrive a hair below. Both sides therefore round twice:
first to far more places than any figure carries, which restores the tie, then half up to the place wanted.
The second rounding is always to a whole number, because x.5 is exact in binary (docs/scoring.md A2).
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

_WIDE: Final = Context(prec=100, rounding=ROUND_HALF_UP)
_SIGNIFICANT: Final = 11  # places kept by the first rounding of a percentage with no decimals
POINT_PLACES: Final = 2
_NOISE_PLACES: Final = 6


def whole(value: Decimal, places: int) -> Decimal:
    """``value`` in units of 10^-places, as a whole number: 113.2867… with 2 places is 11329."""
    near = _WIDE.quantize(value.scaleb(places, _WIDE), Decimal(1).scaleb(places - _SIGNIFICANT))
    return _WIDE.quantize(near, Decimal(1))


def excel_whole(scaled: str, places: int) -> str:
    """The same for an Excel expression that is already in units of 10^-places."""
    return f"ROUND(ROUND({scaled},{_SIGNIFICANT - places}),0)"


def half_up(value: Decimal, places: int = POINT_PLACES) -> Decimal:
    """``value`` rounded half up to so many decimals."""
    return whole(value, places).scaleb(-places)


def excel_points(points: str) -> str:
    """An Excel expression of points, rounded half up to 2 decimals."""
    return f"{excel_whole(f'({points})*100', POINT_PLACES)}/100"


def clean(value: Decimal) -> Decimal:
    """``value`` without the residue that binary sums leave in a cell: 0 for -3.6E-12."""
    return Decimal(0) if _WIDE.quantize(value, Decimal(1).scaleb(-_NOISE_PLACES)) == 0 else value


def excel_clean(cell: str) -> str:
    """``cell`` rounded so far that residue cannot decide its sign."""
    return f"ROUND({cell},{_NOISE_PLACES})"


def shown(value: Decimal) -> str:
    """A number as staff would write it: no exponent, no trailing zeros, at most 6 decimals."""
    rounded = _WIDE.quantize(value, Decimal(1).scaleb(-_NOISE_PLACES))
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".")
