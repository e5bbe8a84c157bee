"""正文里的金额怎样读。"""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlperf.checks.figures import amounts


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("计划投资13742万元，现已到位资金5075万元", ["13742", "5075"]),
        ("工程费用 76,313.93 万元", ["76313.93"]),
        ("付款15608694元", ["1560.8694"]),
        ("开发投资14.8亿元", ["148000"]),
        ("全年6223. 15万元", ["6223.15"]),
        ("补助资金1983万和1425万元", ["1425"]),  # “万和”可能是地名，不猜
        ("面积34.87万平方米，3458户，从业人员1.4万人，占69.7%", []),
    ],
)
def test_amounts_are_given_in_万元(text: str, values: list[str]) -> None:
    assert [amount.value for amount in amounts(text)] == [Decimal(value) for value in values]


@pytest.mark.parametrize(
    ("text", "exact", "agrees"),
    [
        ("1560.87万元", "1560.8694", True),  # rounded
        ("1560.86万元", "1560.8694", True),  # cut off
        ("1560.85万元", "1560.8694", False),
        ("5075万元", "5057", False),
        ("13742余万元", "13742.6", True),
        ("13742余万元", "13741.9", False),
        ("13742余万元", "13744", False),
        ("约1100万元左右", "1135", True),
    ],
)
def test_a_printed_amount_stands_for_what_rounds_to_it(text: str, exact: str, *, agrees: bool) -> None:
    assert amounts(text)[0].agrees_with(Decimal(exact)) is agrees
