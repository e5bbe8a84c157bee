"""Figures as staff read them in a dashboard or a report. Pure."""

from __future__ import annotations

from decimal import Decimal

from xlperf.scoring.rounding import half_up
from xlperf.wording import NONE


def money(value: Decimal | None) -> str:
    """万元 with two decimals and thousands separators: 51,078.42; — when not given."""
    return NONE if value is None else f"{half_up(value):,.2f}"


def percent(rate: Decimal | None) -> str:
    """A fraction as 70.25%; — when not known."""
    return NONE if rate is None else f"{half_up(rate * 100):.2f}%"


def count(number: int) -> str:
    """1,234."""
    return f"{number:,}"
