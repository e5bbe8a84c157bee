"""会计凭证号的各种写法。"""

from __future__ import annotations

import pytest

from xlperf.checks.vouchers import Voucher, read_vouchers


@pytest.mark.parametrize(
    ("text", "vouchers"),
    [
        ("2020年10月75号", ["2020年10月75号"]),
        (
            "2014.5.3# 2014.12.6# 2015.2.2# 2015.2.2#",
            ["2014年5月3号", "2014年12月6号", "2015年2月2号", "2015年2月2号"],
        ),
        ("1月31日33号凭证2月29日12号凭证7月31日18号凭证", ["1月33号", "2月12号", "7月18号"]),
        ("1月34、41号5月17、32号凭证", ["1月34号", "1月41号", "5月17号", "5月32号"]),
        (
            "7月15号、8月7、23号 11月4、46号、12月75号凭证",
            ["7月15号", "8月7号", "8月23号", "11月4号", "11月46号", "12月75号"],
        ),
        ("2020年01月记账9", ["2020年1月9号"]),
        ("２０２０年１０月７５号", ["2020年10月75号"]),
        ("2020 年 10 月 75 号", ["2020年10月75号"]),
        ("10月银付12号", ["10月银付12号"]),
        ("3月33-35号", ["3月33号", "3月34号", "3月35号"]),
        ("2020年10月75号等3张", ["2020年10月75号"]),
        ("见附件", []),
    ],
)
def test_凭证号(text: str, vouchers: list[str]) -> None:
    assert [str(each) for each in read_vouchers(text)] == vouchers


def test_没有写年份的凭证可以补上年份() -> None:
    (voucher,) = read_vouchers("1月41号")
    assert voucher.moment is None
    assert voucher.in_year(2016) == Voucher(2016, 1, 41)
    assert voucher.in_year(2016).moment == (2016, 1)


def test_编号范围倒写或过大的只取第一个() -> None:
    assert [each.number for each in read_vouchers("3月35-33号")] == [35]
    assert [each.number for each in read_vouchers("3月1-9999号")] == [1]
