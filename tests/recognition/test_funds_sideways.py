"""广水 prints the sources of the funds as columns: each is read as if it had a row of its own, and so is their sum."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from tests.foreign.by_hand import Sheet
from tests.foreign.files import Merging, write_xlsx
from tests.foreign.published import GUANGSHUI
from xlperf.assess import assess_and_read
from xlperf.findings import Report
from xlperf.forms.national import parts
from xlperf.office import Office
from xlperf.submission import Submission

_FUNDS = "B= | C= | D=309 @$.budget | E= | F=309 @budget_total"


def checked(funds: str, folder: Path) -> tuple[Report, Submission]:
    """The form with other figures in the row of its funds."""
    assert _FUNDS in GUANGSHUI.rows
    path = folder / "自评.xlsx"
    sheet = Sheet("广水", "guangshui", GUANGSHUI.rows.replace(_FUNDS, funds))
    write_xlsx([sheet.drawn()], path, Merging.KEPT)
    report, submission = assess_and_read(path, Office())
    assert submission is not None
    return report, submission


def told(report: Report) -> list[str]:
    return [
        f"{each.code} {each.at.a1 if each.at else ''}" for each in report.findings if each.code != "TPL-08"
    ]


def test_资金来源横排_逐项读出(tmp_path: Path) -> None:
    """中央100、省地20、本级189，合计309。"""
    report, submission = checked("B=100 | C=20 | D=189 | E= | F=309", tmp_path)
    amounts = {row.id: row.cells["budget"].value for row in submission.rows(parts.FUNDS)}
    assert list(amounts.values()) == [Decimal(100), Decimal(20), Decimal(189)]
    assert len(amounts) == 3
    assert submission[parts.BUDGET_TOTAL].value == Decimal(309)
    assert told(report) == []


def test_资金来源横排_合计不等于各项之和(tmp_path: Path) -> None:
    """100＋20＋189＝309，合计写成319；执行309，执行率随之不是100%。"""
    report, _ = checked("B=100 | C=20 | D=189 | E= | F=319", tmp_path)
    assert [each for each in told(report) if each.endswith("F6")] != []
