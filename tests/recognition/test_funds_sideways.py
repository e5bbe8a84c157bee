"""广水 prints the sources of the funds as columns: each is read as if it had a row of its own, and so is their sum."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from tests.foreign.published import GUANGSHUI
from tests.recognition.drawn import checked, told
from xlperf.forms.national import parts

_FUNDS = "B= | C= | D=309 @$.budget | E= | F=309 @budget_total"


def with_funds(funds: str) -> str:
    """The form with other figures in the row of its funds."""
    assert _FUNDS in GUANGSHUI.rows
    return GUANGSHUI.rows.replace(_FUNDS, funds)


def test_资金来源横排_逐项读出(tmp_path: Path) -> None:
    """中央100、省地20、本级189，合计309。"""
    report, submission = checked(with_funds("B=100 | C=20 | D=189 | E= | F=309"), tmp_path)
    amounts = {row.id: row.cells["budget"].value for row in submission.rows(parts.FUNDS)}
    assert list(amounts.values()) == [Decimal(100), Decimal(20), Decimal(189)]
    assert len(amounts) == 3
    assert submission[parts.BUDGET_TOTAL].value == Decimal(309)
    assert told(report) == []


def test_资金来源横排_合计不等于各项之和(tmp_path: Path) -> None:
    """100＋20＋189＝309，合计写成319；执行309，执行率随之不是100%。"""
    report, _ = checked(with_funds("B=100 | C=20 | D=189 | E= | F=319"), tmp_path)
    assert [each for each in told(report) if each.endswith("F6")] != []
