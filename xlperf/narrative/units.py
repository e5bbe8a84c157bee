"""The units in which reports count and measure, and the patterns of a printed number. Data only."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

YUAN_IN_WAN: Final = Decimal("0.0001")
SCALES: Final = {
    "": Decimal(1),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10_000),
    "百万": Decimal(1_000_000),
    "千万": Decimal(10_000_000),
    "亿": Decimal(100_000_000),
}
AREAS: Final = {"㎡": "平方米", "m²": "平方米", "m2": "平方米", "平米": "平方米"}
_LONG_MEASURES: Final = (
    *("平方公里", "立方米", "平方米", "平米", "㎡", "m²", "m2", "公里", "千米", "公顷", "千瓦", "公斤"),
    *("人次", "场次", "户次", "家次", "例次", "标段", "台套", "个月", "小时", "课时"),
)
_SHORT_MEASURES: Final = (
    "米亩吨户人名位个家栋幢套间所座处条项件台辆部本册份场次期批笔宗株头盏块天张篇例起支副种类门片村镇乡街眼口孔"
    "艘架组只层课分"
)
_NOT_AFTER: Final = {  # 98分 is a score, 30分钟 is none; 5人, but not 2人民币
    "分": "钟别为公局管布级类段之",
    "本": "年级次地县区市局部报项单村",
    "部": "门分队",
    "场": "地",
    "期": "间",
    "口": "径",
    "人": "民大",
    "支": "出付",
    "层": "次",
    "组": "织",
    "类": "别",
    "名": "称",
}


def _measure(unit: str) -> str:
    barred = _NOT_AFTER.get(unit)
    return f"{unit}(?![{barred}])" if barred else unit


MEASURES: Final = "|".join(_measure(unit) for unit in (*_LONG_MEASURES, *_SHORT_MEASURES))
NUMBER: Final = r"\d{1,3}(?:,\d{3})++(?!\d)(?:\s?\.\s?\d++)?|\d++(?:\s?\.\s?\d++)?"
SPELLED: Final = r"[二两三四五六七八九]?十[一二三四五六七八九]?|[二两三四五六七八九]"
SPELLED_UNITS: Final = "个|家|户|名|所|处|栋|幢|条|类|种|座|套|笔|项|位"
DIGITS: Final = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


def spelled(text: str) -> int:
    """12 for 十二; text of SPELLED only."""
    tens, ten, ones = text.partition("十")
    if not ten:
        return DIGITS[text]
    return 10 * DIGITS.get(tens, 1) + DIGITS.get(ones, 0)
