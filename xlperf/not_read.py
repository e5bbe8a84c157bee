"""The report of a workbook that could not be read, and a failure of the program itself as a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlperf.findings import Finding, Report, Severity
from xlperf.trouble import BUG, BUG_HINT, bug_line

if TYPE_CHECKING:
    from pathlib import Path

    from xlperf.package.refusal import Refused


def unreadable(path: Path, reason: Refused) -> Report:
    """The report of a file that could not be read."""
    return report_of(path, Finding(reason.code, Severity.ERROR, reason.message, reason.hint))


def bug(error: Exception) -> Finding:
    """Kind and place of the exception; its text may hold what somebody wrote, so it stays out."""
    return Finding(BUG, Severity.ERROR, bug_line(error), BUG_HINT)


def report_of(path: Path, finding: Finding) -> Report:
    """The report of a file of which nothing is known but this."""
    return Report(str(path), None, None, (finding,), readable=False)
