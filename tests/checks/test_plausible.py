"""哪一种笔误更像：同一个差额，几格都能改平时，凭什么指其中一格。"""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlperf.checks.candidates import Candidate, Said, chosen
from xlperf.checks.plausible import another_amount, as_precise, written_for
from xlperf.checks.sums import Figure
from xlperf.forms.model import Kind
from xlperf.submission import Cell, Line, Part


@pytest.mark.parametrize(
    ("seen", "expected", "words"),
    [
        ("13", "31", "疑似数字颠倒（相邻两位互换）"),
        ("4.2", "4.62", "疑似漏写一位数字"),
        ("11.13", "1.13", "疑似多写一位数字"),
        ("668", "658", "疑似写错一位数字"),
        ("5", "4.62", "疑似四舍五入尾差"),
        ("152500", "15.25", "疑似元和万元混用"),
        ("-49", "49", "疑似正负号写反"),
        ("137.2", "15.25", ""),
        ("0.67", "100.67", ""),  # nobody loses the first digits
    ],
)
def test_像不像笔误(seen: str, expected: str, words: str) -> None:
    share, slip = written_for(Decimal(seen), Decimal(expected))
    assert slip == words
    assert (share > 0) == bool(words)


def test_数越短_碰巧越容易() -> None:
    long, short = ([Decimal(each) for each in texts] for texts in (("48330", "11247"), ("48", "11")))
    assert another_amount(short) / another_amount(long) == pytest.approx(1000)


def test_元角分的数里夹一个整数_比整数里夹角分平常() -> None:
    fine, whole = [Decimal("4.62"), Decimal("4.57")] * 3, [Decimal(462), Decimal(457)] * 3
    assert as_precise(Decimal("4.62"), fine) > as_precise(Decimal(5), fine) > 0.02
    assert as_precise(Decimal(5), fine) > as_precise(Decimal("4.62"), whole)


def candidate(row: int, seen: str, expected: str) -> Candidate:
    """A candidate in column A."""
    cell = Cell(Part(f"第{row}项", Kind.MONEY, "万元"), Line("表", row), 1, Decimal(seen), seen)
    return Candidate(Figure(cell, Decimal(seen)), Decimal(expected), "")


def named(*candidates: Candidate, said: Said | None = None) -> tuple[str, str] | None:
    """Label and reason of the one that is named."""
    figures = [each.figure for each in candidates]
    found = chosen(candidates, [], figures, lambda: said or {})
    return (found.figure.cell.label, found.slip) if found else None


ONE, OTHER = candidate(1, "4.2", "4.62"), candidate(2, "88.16", "88.58")


def test_只有一格是常见笔误_就疑似那一格() -> None:
    assert named(ONE, OTHER) == ("第1项", "疑似漏写一位数字")


def test_两格都像笔误_不说是哪一格() -> None:
    assert named(candidate(1, "13", "31"), candidate(2, "668", "686")) is None


def test_两格都不像笔误_不说是哪一格() -> None:
    assert named(candidate(1, "13.42", "30.76"), candidate(2, "66.83", "84.17")) is None


def test_工作簿别处写着应有的数_就疑似那一格() -> None:
    elsewhere = Cell(
        Part("年度预算总金额", Kind.MONEY, "万元"), Line("另表", 1), 1, Decimal("30.76"), "30.76"
    )
    pair = candidate(1, "13.42", "30.76"), candidate(2, "66.83", "84.17")
    assert named(*pair, said={Decimal(307600): (elsewhere,)}) == ("第1项", "“年度预算总金额”另有同样的数")
