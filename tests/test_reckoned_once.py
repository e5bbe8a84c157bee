"""What many checks ask of one submission is reckoned once, and never handed to another submission."""

from __future__ import annotations

import gc
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from tests.drawing import submission
from xlperf.assess import assess
from xlperf.checks.suspects import suspects
from xlperf.checks.voucher_rows import payments
from xlperf.forms import expenses
from xlperf.forms.draft import Draft, DraftRow
from xlperf.office import Office

VOUCHERS = Draft().fill(
    expenses.VOUCHERS,
    DraftRow({"content": "一期工程款", "amount": Decimal(40), "voucher": "2020年10月75号"}),
    DraftRow({"content": "二期工程款", "amount": Decimal(60), "voucher": "2020年11月76号"}),
)


def test_支出明细只读一遍() -> None:
    given = submission("project", VOUCHERS)

    assert [str(each.vouchers[0]) for each in payments(given)] == ["2020年10月75号", "2020年11月76号"]
    assert payments(given) is payments(given)


def test_改过的一份重新计算() -> None:
    given = submission("project", VOUCHERS)
    assert len(payments(given)) == 2
    first = given.rows(expenses.VOUCHERS)[:1]

    shorter = replace(given, tables={**given.tables, expenses.VOUCHERS.key: first})

    assert len(payments(shorter)) == 1
    assert len(payments(given)) == 2


def test_另一套尺度重新计算() -> None:
    given = submission("project", VOUCHERS.put(expenses.AMOUNT.total, Decimal("100.5")))
    strict = Office()
    lenient = replace(strict, tolerances=replace(strict.tolerances, money=Decimal(1), money_cap=Decimal(1)))

    assert suspects(given, strict)
    assert not suspects(given, lenient)


def test_检查一个文件以后垃圾回收照旧(tmp_path: Path) -> None:
    (tmp_path / "不是工作簿.xlsx").write_bytes(b"PK")

    assert gc.isenabled()
    assert not assess(tmp_path / "不是工作簿.xlsx", Office()).readable
    assert gc.isenabled()
