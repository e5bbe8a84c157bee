"""起止时间怎样读。"""

from __future__ import annotations

from datetime import date

import pytest

from xlperf.checks.periods import Flaw, Period, read_period


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2020年 1 月起至  2020  年  12  月止", (2020, 1, 1), (2020, 12, 31)),
        ("2019年3月至2022年5月", (2019, 3, 1), (2022, 5, 31)),
        ("2022年8月11日至2022年12月20日", (2022, 8, 11), (2022, 12, 20)),
        ("2020.1-2020.12", (2020, 1, 1), (2020, 12, 31)),
        ("２０２０年２月—２０２０年２月", (2020, 2, 1), (2020, 2, 29)),
        ("2020-01-01～2020-06-30", (2020, 1, 1), (2020, 6, 30)),
        ("2022-3-2022-12", (2022, 3, 1), (2022, 12, 31)),
        ("202001-202012", (2020, 1, 1), (2020, 12, 31)),
        ("2020年1-12月", (2020, 1, 1), (2020, 12, 31)),
        ("2020-2022年", (2020, 1, 1), (2022, 12, 31)),
        ("2020年度", (2020, 1, 1), (2020, 12, 31)),
        ("2022年3月至次年1月", (2022, 3, 1), (2023, 1, 31)),
        ("2020年1月1日至2020年12月31日（12个月）", (2020, 1, 1), (2020, 12, 31)),
    ],
)
def test_a_period_is_read(text: str, start: tuple[int, int, int], end: tuple[int, int, int]) -> None:
    assert read_period(text) == Period(date(*start), date(*end))


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("2022年3月至1月", "结束（1月）没有写年份，按同一年计又早于开始（2022年3月）"),
        ("2022年3月至12月", "结束（12月）没有写年份"),
        ("3月至2022年12月", "开始（3月）没有写年份"),
        ("3月至12月", "开始（3月）和结束（12月）都没有写年份"),
        ("2020年5月至2019年3月", "结束（2019年3月）早于开始（2020年5月）"),
        ("2020年1月起", "只写了开始（2020年1月），没有写结束"),
        ("至2020年12月", "只写了结束（2020年12月），没有写开始"),
        ("2020年13月至2021年1月", "“2020年13月”不是有效的日期"),
        ("2021年2月30日至2021年12月31日", "“2021年2月30日”不是有效的日期"),
    ],
)
def test_what_is_wrong_with_a_period_is_said(text: str, flaw: str) -> None:
    found = read_period(text)
    assert isinstance(found, Flaw)
    assert found.words == flaw


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("2022年3月至1月", "次年结束的写“2022年3月至2023年1月”，当年结束的改正月份"),
        ("2022年3月至12月", "当年结束的写“2022年3月至2022年12月”"),
        ("2020年5月至2019年3月", "两个日期写颠倒的，改为“2019年3月至2020年5月”；年份写错的，改正年份"),
        ("2020年1月起", "补写结束年月，如“2020年1月至2020年12月”"),
    ],
)
def test_how_a_flawed_period_may_have_been_meant_is_said(text: str, better: str) -> None:
    found = read_period(text)
    assert isinstance(found, Flaw)
    assert found.better == better


@pytest.mark.parametrize(
    "text", ["长期", "2020年1月至今", "一年", "见合同", "2020年1月、2021年2月、2022年3月"]
)
def test_a_text_that_is_no_period_is_left_alone(text: str) -> None:
    assert read_period(text) is None


def test_a_period_touches_every_year_from_its_first_to_its_last() -> None:
    period = Period(date(2019, 3, 1), date(2022, 5, 31))
    assert [year for year in range(2017, 2025) if period.touches(year)] == [2019, 2020, 2021, 2022]
