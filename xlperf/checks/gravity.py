"""How grave it is that a self-score lies outside what the facts earn (SE-03, SE-07)."""

from __future__ import annotations

from decimal import Decimal

from xlperf.findings import Severity
from xlperf.office import Office

_GRAVE = 3
"""So many tolerances (0.15 分) above what was earned is no rounding."""
_MUCH = Decimal(1)


def too_high(over: Decimal, office: Office) -> Severity | None:
    """For points above the most that may be claimed; None when it is a rounding."""
    if over <= office.tolerances.score:
        return None
    return Severity.ERROR if over > office.tolerances.score * _GRAVE else Severity.WARNING


def too_low(under: Decimal, office: Office, *, explained: bool) -> Severity | None:
    """For points below the least that was earned; much less without a reason is an error."""
    if under <= office.tolerances.score:
        return None
    return Severity.ERROR if under >= _MUCH and not explained else Severity.WARNING
