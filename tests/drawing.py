"""Draws a filled workbook, reads it back and says what it is told, one line a finding."""

from __future__ import annotations

import tempfile
from pathlib import Path

from xlperf.checks import catalogue
from xlperf.checks.check import Context
from xlperf.findings import Finding, Report
from xlperf.forms import workbooks
from xlperf.forms.draft import Draft
from xlperf.forms.template import write_workbook
from xlperf.office import Office
from xlperf.package.workbook import open_workbook
from xlperf.reading import read
from xlperf.submission import Submission

ASKED: list[tuple[str, int, bool]] = []
"""What the running test asked: a code, how many findings it had, whether the unit wrote anything at all."""


def submission(kind: str, draft: Draft) -> Submission:
    """The workbook of that kind with the draft in it, written to a file and read back."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{kind}.xlsx"
        write_workbook(workbooks.workbook(kind), path, draft)
        return opened(path)


def opened(path: Path) -> Submission:
    """A workbook that lies in a file."""
    found = read(open_workbook(path))
    assert found is not None
    return found


def findings(given: Submission, *codes: str, office: Office | None = None) -> list[Finding]:
    """What those checks (all, when none is named) say of a submission."""
    checks = catalogue.load()
    context = Context(given, office or Office())
    told = {code: checks[code].run(context)[0] for code in codes or tuple(checks)}
    ASKED.extend((code, len(found), bool(given.written_sheets)) for code, found in told.items())
    return [each for found in told.values() for each in found]


def told(given: Submission, *codes: str, office: Office | None = None) -> list[str]:
    """``["H22-05 项目自评报告!H42"]``: the code and the place of each finding."""
    return [f"{found.code} {found.at or '全文'}" for found in findings(given, *codes, office=office)]


def passed_over(given: Submission, code: str) -> list[str]:
    """Why a check could not be made."""
    return [missed.reason for missed in catalogue.load()[code].run(Context(given, Office()))[1]]


def noted(report: Report, *codes: str) -> list[Finding]:
    """The findings of those codes in the report of a whole workbook; counts as asking for each of them."""
    told = {code: [each for each in report.findings if each.code == code] for code in codes}
    ASKED.extend((code, len(found), report.readable) for code, found in told.items())
    return [each for found in told.values() for each in found]
