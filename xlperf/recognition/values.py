"""The value in a cell that holds more than it, or counts in another unit: ≥95%, 20000㎡, 630万元, 6300000 under 单位：元.

Only what can be taken apart without doubt is; everything else stays as it was written.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Final

from xlperf.forms import vocabulary
from xlperf.forms.model import Kind
from xlperf.lazy_regex import lazy
from xlperf.literals import literal, plain_text, stored_number, typed_number
from xlperf.package.cells import RawCell
from xlperf.submission import Trouble

_IN_YUAN: Final = {
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": Decimal(10_000),
    "亿元": Decimal(100_000_000),
}
_MONEY_UNIT = lazy(r"(亿元|千元|万元|元)$")
_SIGNS: Final = (">=", "=>", "≥", "≧", "⩾", "<=", "=<", "≤", "≦", "⩽", "=", ">", "<")
_MEASURES: Final = frozenset(
    (
        *vocabulary.UNITS, "㎡", "m2", "m²", "平米", "万㎡", "立方米", "万立方米", "km", "千米", "平方公里", "公顷", "万亩",
        "名", "家", "户次", "万户", "台", "辆", "座", "份", "篇", "期", "场", "批", "所", "部", "本", "株", "万株", "头", "只", "条", "块",
        "张", "班", "台套", "台（套）", "小时", "分钟", "个月", "日", "周", "工作日", "个工作日", "千克", "公斤", "升", "度", "倍", "‰", "千元",
        "元/人", "元/吨", "元/亩", "元/户", "元/平方米", "元/人·年", "万粒", "万册", "册", "幅", "人/次", "场次", "场/次", "类", "种", "村", "口", "眼",
        "间", "盏", "位", "例", "宗", "笔", "棵", "艘", "架", "段", "根", "支", "袋", "箱", "届", "轮", "趟", "米/年", "公斤/亩", "吨/年",
        "课时", "学时", "人天", "件次", "车次", "项次", "万次", "万件", "万套", "万吨", "万人次", "万立方米", "亿元", "个百分点", "百分点",
        "秒", "千瓦", "千瓦时", "兆瓦", "百分比", "百分率",
    )
)  # fmt: skip
_SAME_MEASURE: Final = {
    "㎡": "平方米",
    "m2": "平方米",
    "m²": "平方米",
    "平米": "平方米",
    "km": "公里",
    "千米": "公里",
    "万㎡": "万平方米",
    "百分比": "%",
    "百分率": "%",
}
_DIRECTIONS: Final = {"正向": "≥", "反向": "≤", "逆向": "≤", "负向": "≤", "定性": "定性"}
_SPLIT = lazy(
    rf"(?P<sign>{'|'.join(map(re.escape, _SIGNS))})?(?P<number>[+-]?(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?)(?P<unit>\D{{0,8}})"
)
_MEASURE_WORD = lazy(
    r"[^\W\d_以上下内外前后起底末左右约余多完成达标季初度号]{1,2}(?:\([^\W\d_]{1,2}\))?(?:[/·][^\W\d_]{1,2}){0,2}"
)
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_YEAR = lazy(r"(?<!\d)((?:19|20)\d{2})\s*年?度?")
_WHOLE_PERCENT = Decimal(3)
"""A rate above it is no fraction: 86.5 stands for 86.5%."""
_POINTS_BEHIND = lazy(r"\s*[（(]\s*\d{1,3}(?:\.\d+)?\s*分\s*[)）]?\s*$")
_DAY_NAMED = lazy(r"日期|时间|\d\s*月\s*\d{1,2}\s*日")
_OPENING = lazy(r"\s*([^\s\d]{2,12}?)?\s*((?:19|20)\d{2})\s*年")
_NOTHING: Final = RawCell("", "s")


def number_cell(value: Decimal, raw: RawCell) -> RawCell:
    """The same cell as if it held that number."""
    return RawCell(f"{value:f}", "n", raw.formula)


def factor(written: str, wanted: str) -> Decimal:
    """What an amount in one unit is multiplied by to be in another: 0.0001 from 元 to 万元; 1 when either is unknown."""
    if written not in _IN_YUAN or wanted not in _IN_YUAN:
        return Decimal(1)
    return _IN_YUAN[written] / _IN_YUAN[wanted]


def lifted(
    kind: Kind, unit: str, raw: RawCell, stated: str, *, whole_percent: bool = False
) -> RawCell | None:
    """What is to be read instead of a cell; None when it is to be read as it is.

    ``stated`` is the unit of money that the sheet states for it, ``whole_percent`` that its label counts in %.
    """
    if raw.text is None or raw.kind not in ("n", "s") or raw.is_date:
        return None
    if kind is Kind.YEAR and raw.kind == "s":
        return _year(raw)
    if kind is Kind.PERCENT:
        return _percent(raw, whole=whole_percent)
    if not kind.is_number:
        return None
    own = unit
    if raw.kind == "s":
        written = _MONEY_UNIT.search(plain_text(raw.text)) if kind is Kind.MONEY else None
        own = written.group() if written else unit
        read = typed_number(raw.text, own)
        value = read.value
        by = factor(own if written else stated, unit) if kind is Kind.MONEY else Decimal(1)
        clean = read.trouble is Trouble.TEXT_NUMBER or by != 1
        return number_cell(value * by, raw) if isinstance(value, Decimal) and clean else None
    by = factor(stated, unit) if kind is Kind.MONEY else Decimal(1)
    number = stored_number(raw.text) if by != 1 else None
    return number_cell((number * by).normalize(), raw) if number is not None else None


def _year(raw: RawCell) -> RawCell | None:
    years = set(_YEAR.findall(plain_text(raw.text or "")))
    return number_cell(Decimal(years.pop()), raw) if len(years) == 1 else None


def year_in(text: str) -> RawCell | None:
    """The one year that a title names; None for none or several, or where a day is named: 填报日期：2022年2月3日."""
    if _DAY_NAMED.search(text):
        return None
    years = {found.group(1) for found in _YEAR.finditer(plain_text(text)) if "年" in found.group()}
    return RawCell(years.pop(), "n") if len(years) == 1 else None


def opening_of(title: str) -> tuple[RawCell | None, RawCell | None]:
    """What stands before the year that a title begins with, and that year: 华容县 and 2020 of 华容县2020年度…."""
    found = _OPENING.match(plain_text(title))
    if not found or year_in(title) is None:
        return None, None
    before, year = found.groups()
    return (RawCell(before, "s") if before else None), RawCell(year, "n")


def without_points(raw: RawCell) -> RawCell | None:
    """产出指标 for 产出指标（50分）; None when no points stand behind the words."""
    text = raw.text or ""
    words = _POINTS_BEHIND.sub("", text).strip() if raw.kind == "s" else ""
    return RawCell(words, "s", raw.formula) if words and words != text.strip() else None


def _percent(raw: RawCell, *, whole: bool) -> RawCell | None:
    """A rate as a fraction: 86.5 and "86.5%" are 0.865."""
    text = raw.text or ""
    if raw.kind == "s":
        read = literal(Kind.PERCENT, text)
        if not isinstance(read.value, Decimal):
            return None
        value, typed = read.value, plain_text(text).endswith("%")
        if read.trouble is not Trouble.TEXT_NUMBER:
            return None
    else:
        number = stored_number(text)
        if number is None:
            return None
        value, typed = number, raw.is_percent
    if not typed and (whole or abs(value) > _WHOLE_PERCENT):
        return number_cell(value / 100, raw)
    return number_cell(value, raw) if raw.kind == "s" else None


def measure(text: str) -> str:
    """A unit of measure under its usual name: 平方米 for ㎡."""
    plain = plain_text(text)
    return _SAME_MEASURE.get(plain, plain)


class Goal:
    """What stands in a cell of 指标值 or 完成值: sign, number and unit, each "" or None where it does not say."""

    def __init__(self, raw: RawCell | None) -> None:
        self.sign, self.unit, self.number = "", "", None
        if raw is None or raw.text is None or raw.is_date:
            return
        if raw.kind == "n":
            number = stored_number(raw.text)
            if number is not None:
                self.number = number * 100 if raw.is_percent else number
                self.unit = "%" if raw.is_percent else ""
        elif raw.kind == "s":
            self._take(raw.text)

    def _take(self, text: str) -> None:
        found = _SPLIT.fullmatch(re.sub(r"\s+", "", plain_text(text)))
        if found and _may_be_measured(found["number"], found["unit"]):
            self.sign, self.unit = found["sign"] or "", found["unit"]
            self.number = Decimal(found["number"].replace(",", ""))

    @property
    def whole(self) -> bool:
        """Whether anything but the number stands in the cell."""
        return self.number is not None and bool(self.sign or self.unit)


def _may_be_measured(number: str, unit: str) -> bool:
    """Whether a text is a number with its unit, 24间, and no date or estimate: 2022年, 12月底, 98%以上."""
    if unit == "年" and number.isdigit() and _FIRST_YEAR < int(number) < _LAST_YEAR:
        return False
    return not unit or _known(unit) or _MEASURE_WORD.fullmatch(unit) is not None


def is_measure(text: str) -> bool:
    """Whether a text is a unit of measure that is known."""
    return _known(plain_text(text))


def is_sign(text: str) -> bool:
    """Whether a text is ≥, ≤, = or another way to write them."""
    return plain_text(text) in _SIGNS


def _known(unit: str) -> bool:
    return unit in _MEASURES or unicodedata.normalize("NFKC", unit) in _MEASURES


def goal_cells(
    raw: RawCell | None, relation: RawCell | None, unit: RawCell | None, *, split: bool
) -> dict[str, RawCell]:
    """The parts of a 指标值 that carries its relation or unit with it, by ``relation``, ``target``, ``measure``.

    ``relation`` and ``unit`` are the cells beside it; ``split``: the form at hand has not both of them.
    """
    goal = Goal(raw)
    own_sign, own_unit = ((cell.text or "").strip() if cell else "" for cell in (relation, unit))
    direction = _DIRECTIONS.get(plain_text(own_sign).removesuffix("指标"), "")
    parts: dict[str, RawCell] = {}
    if direction:  # 正向指标 for ≥: the sign in the cell of the value says it better
        own_sign = ""
        parts["relation"] = (
            RawCell(direction, "s") if goal.number is not None or direction == "定性" else _NOTHING
        )
    if split:
        parts |= {key: _NOTHING for key, own in (("relation", relation), ("measure", unit)) if own is None}
    if split and raw is not None and raw.kind == "s" and _known(plain_text(raw.text or "")):
        return {**parts, "target": _NOTHING, **({} if own_unit else {"measure": raw})}
    if not split or raw is None or goal.number is None or not goal.whole:
        return parts
    if goal.sign and own_sign and plain_text(own_sign) != goal.sign:
        return parts
    if goal.unit and own_unit and measure(own_unit) != measure(goal.unit):
        return parts
    if raw.kind == "s":
        parts["target"] = number_cell(goal.number, raw)
    if goal.sign and not own_sign:
        parts["relation"] = RawCell(goal.sign, "s")
    if goal.unit and not own_unit:
        parts["measure"] = RawCell(goal.unit, "s")
    return parts


def actual_cell(raw: RawCell | None, wanted: str | None) -> RawCell | None:
    """The number of a 完成值 whose unit is that of its target; None when it is to be read as it is.

    ``wanted`` None: no target was found, so that any unit that is one will do.
    """
    goal = Goal(raw)
    if raw is None or raw.kind != "s" or goal.number is None or goal.sign or not goal.unit:
        return None
    alike = _known(goal.unit) if wanted is None else measure(goal.unit) == measure(wanted)
    return number_cell(goal.number, raw) if alike else None
