"""A form drawn in a test, as tests/foreign/by_hand.py draws them, and what is told of it."""

from __future__ import annotations

from pathlib import Path

from tests.foreign.by_hand import Sheet
from tests.foreign.files import Merging, write_xlsx
from xlperf.assess import assess_and_read
from xlperf.findings import Report
from xlperf.office import Office
from xlperf.submission import Submission


def checked(rows: str, folder: Path) -> tuple[Report, Submission]:
    """The form in a workbook, checked and read."""
    path = folder / "自评.xlsx"
    write_xlsx([Sheet("自评", "national", rows).drawn()], path, Merging.KEPT)
    report, submission = assess_and_read(path, Office())
    assert submission is not None
    return report, submission


def told(report: Report) -> list[str]:
    """``["SC-05 G10"]``: the code and the cell of each finding; that it is not our template (TPL-08) is no news."""
    return [
        f"{each.code} {each.at.a1 if each.at else ''}" for each in report.findings if each.code != "TPL-08"
    ]
