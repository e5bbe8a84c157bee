"""One kind of refusal, as the manual prints it."""

from __future__ import annotations

from xlperf.findings import Severity
from xlperf.record import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """One kind of refusal; ``message`` is a template filled by ``refusal.refused``."""

    code: str
    title: str
    message: str
    hint: str
    explanation: str
    severity: Severity = Severity.ERROR
