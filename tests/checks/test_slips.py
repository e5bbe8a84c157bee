"""疑似笔误：a wrong figure and the slip that may have made it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlperf.checks.slips import likely_slip


@pytest.mark.parametrize(
    ("seen", "expected", "slip"),
    [
        ("5075", "5057", "疑似数字颠倒（相邻两位互换）"),
        ("3946.13", "3496.13", "疑似数字颠倒（相邻两位互换）"),
        ("5705", "5057", ""),  # three digits moved
        ("7505", "5507", "疑似数字颠倒（两位互换）"),
        ("15608694", "1560.87", "疑似以元为单位填写，多了10000倍（应为万元）"),
        ("1560.87", "15608700", "疑似以万元为单位填写，少了10000倍（应为元）"),
        ("137.42", "13742", "疑似小数点错位，小了100倍"),
        ("5057", "505.7", "疑似小数点错位，大了10倍"),
        ("-55.78", "55.78", "疑似正负号写反"),
        ("1374", "13742", "疑似漏写一位数字"),
        ("137742", "13742", "疑似多写一位数字"),
        ("1560.8", "1560.87", "疑似四舍五入尾差"),
        ("1560.9", "1560.87", "疑似四舍五入尾差"),
        ("174.32", "174.31", "疑似四舍五入尾差"),
    ],
)
def test_a_slip_is_named_when_the_figures_show_it(seen: str, expected: str, slip: str) -> None:
    assert likely_slip(Decimal(seen), Decimal(expected)) == slip


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ("3", "5"),
        ("98", "89"),
        ("0", "3496.13"),
        ("162", "143"),
        ("630", "1100"),
        ("12345", "1"),
        ("5057", "5057.00"),
        ("1E+300", "1E-300"),
    ],
)
def test_nothing_is_said_when_it_cannot_be_known(seen: str, expected: str) -> None:
    assert likely_slip(Decimal(seen), Decimal(expected)) == ""
