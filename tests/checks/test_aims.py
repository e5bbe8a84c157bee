"""指标值怎样读成比较符、数值和单位。"""

from __future__ import annotations

import pytest

from xlperf.checks.aims import read_relation, read_target

READ = """
≥20个          | ≥ | 20    | 个
20000㎡        |   | 20000 | ㎡
不低于95%      | ≥ | 95    | %
95％以上       | ≥ | 95    | %
95%（含）以上  | ≥ | 95    | %
98%及以上      | ≥ | 98    | %
15天内         | ≤ | 15    | 天
≤ 630 万元     | ≤ | 630   | 万元
≧1,200户       | ≥ | 1200  | 户
控制在30万元以内 | ≤ | 30    | 万元
＝100%         | = | 100   | %
5元/平方米     |   | 5     | 元/平方米
小于5起        | < | 5     | 起
11000吨        |   | 11000 | 吨
"""


@pytest.mark.parametrize("line", READ.strip().splitlines())
def test_一个数的指标值读成比较符_数值_单位(line: str) -> None:
    text, relation, value, unit = (part.strip() for part in line.split("|"))
    target = read_target(text)
    assert target is not None
    assert (target.relation, str(target.value), target.unit) == (relation, value, unit)


@pytest.mark.parametrize(
    "text",
    ["稳步提高", "2022年", "2022年12月底前", "20-30个", "88/100", "11月底完成100%", "第1名至第3名", "", "/"],
)
def test_文字_日期_区间和两个数不当一个数读(text: str) -> None:
    assert read_target(text) is None


def test_比较符有几种写法() -> None:
    signs = ["≧", "≥", ">=", "不少于", "≦", "不超过", "＝", "═", "＞", "定性", ""]
    assert [read_relation(sign) for sign in signs] == ["≥", "≥", "≥", "≥", "≤", "≤", "=", "=", ">", "", ""]


def test_用文字写的和用异形符号写的都记着() -> None:
    told = {text: read_target(text) for text in ("不低于95%", "≧95%", "≥95%")}
    marks = {text: (each.by_words, each.odd_sign) for text, each in told.items() if each}
    assert marks == {"不低于95%": (True, False), "≧95%": (False, True), "≥95%": (False, False)}
