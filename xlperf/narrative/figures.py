"""Figures in running text: ``计划投资13742余万元`` as a value with its unit, its precision and its place. Pure."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from xlperf.lazy_regex import lazy
from xlperf.narrative import units
from xlperf.record import dataclass

_HALF: Final = Decimal("0.5")
_HAIR: Final = Decimal("1e-9")
_FULL_WIDTH: Final = tuple(zip("０１２３４５６７８９．，：％（）；≧≦", "0123456789.,:%();≥≤", strict=True))
_VALUE: Final = rf"(?P<number>{units.NUMBER})\s*(?P<more1>余|多)?\s*(?P<scale>千万|百万|亿|万|千(?!米|瓦)|百(?!分))?\s*(?P<more2>余|多)?\s*"
_UNIT: Final = rf"(?P<unit>元|%|个?百分点|{units.MEASURES})?"
_RANGE: Final = rf"(?:\s*(?P<unit0>%|万元|元|{units.MEASURES})?\s*(?:-|—|－|–|~|～|至|到)\s*(?=\d))"
_FIGURE: Final = lazy(
    rf"(?<![\d.A-Za-z])(?<!\d,)(?:(?P<low>{units.NUMBER}){_RANGE})?{_VALUE}{_UNIT}"
    r"(?P<per>(?:/[㎡平立]?[\u4e00-\u9fff]{1,2}){1,2}|\((?:平方米|每|元)?/?[\u4e00-\u9fff]?/[\u4e00-\u9fff]{1,2}\))?"
    r"(?P<after>余|多|左右|上下|及?以上|及?以下|以内|以外)?"
)
_SPELLED: Final = lazy(
    rf"(?<![第每一另某数十百几\d])(?P<number>{units.SPELLED})(?P<unit>{units.SPELLED_UNITS})(?!月|意识|自信|维护|确立)"
)
_NUMBER: Final = lazy(r"\d+")
_SPELLED_DIGIT: Final = lazy(rf"[{''.join(units.DIGITS)}十]")
_BARE_SCALE: Final = lazy(r"资金|投资|补助|经费|预算|收入|支出|拨款|元")
_ABOUT: Final = lazy(r"(?:约|大约|大概|近|将近|接近|估算|预计)[为达到]?\s*$")
_LEAST: Final = lazy(r"(?:≥|>|大于|不低于|不少于|不小于|超过|至少|高于|突破|逾)[了到]?\s*$")
_MOST: Final = lazy(r"(?:≤|<|小于|不超过|不高于|不大于|低于|少于|不足|最高|最大|最多|控制在)\s*$")
PRICED: Final = r"每|人均|户均|单价|(?<!高)标准(?!化|农田|厂房)"
"""Words before a price; 高标准农田建设520万元 and 标准化厂房 are things that money is for."""
_PRICE: Final = lazy(rf"(?:{PRICED})[^,，。;；]{{0,6}}$")
_DOCUMENT: Final = lazy(r"[〔\[(（]\s*(?:19|20)\d{2}\s*[〕\])）]\s*(?:第\s*)?$|第\s*$|[A-Za-z]$")


class Kind(enum.Enum):
    """What is measured: 金额（万元）、比率（百分点）、数量。"""

    MONEY = "money"
    RATE = "rate"
    POINTS = "points"  # 个百分点: a difference of rates
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a text.

    ``value`` and ``step`` (one unit of the last printed digit) are in 万元 for money, in percentage points for rates,
    else in ``unit``. ``words`` are as written, ``start`` and ``end`` count in the text as given.
    """

    kind: Kind
    value: Decimal
    unit: str  # 万元, %, 个, 平方米 …
    step: Decimal
    words: str
    start: int
    end: int
    more: bool = False  # 13742余万元: at least that much
    vague: bool = False  # 约、左右、以上、≤: no exact figure
    high: Decimal | None = None  # upper end of a range
    per: str = ""  # 元/月/人: a price, no amount
    spelled: bool = False  # 八个
    factor: Decimal = Decimal(1)  # one printed unit in the base unit: 10000 for 4.5万亩, 0.0001 for 元
    printed_unit: str = ""  # 万亩, 元, 亿元

    @property
    def exact(self) -> bool:
        """Whether it is one figure that claims to be right to its last digit."""
        return not (self.vague or self.more or self.per) and self.high is None

    @property
    def places(self) -> int:
        """Decimals of the value that the printed digits stand for."""
        return max(0, -self.step.adjusted())

    def written(self, value: Decimal) -> str:
        """A value of the base unit as this figure would write it: 4.8万亩, not 48000亩."""
        number = (value / self.factor).normalize()
        return f"{number:f}{self.printed_unit or self.unit}"

    def agrees_with(self, exact: Decimal) -> bool:
        """Whether the printed figure may stand for ``exact`` (base unit): rounded, cut off, or 余 of it."""
        if self.high is not None:
            return self.value <= exact <= self.high
        if self.vague:
            return True
        if self.more:
            return self.value <= exact <= self.value + max(self.step, Decimal(1))
        return self.rounds(exact) or self.value <= exact < self.value + self.step

    def rounds(self, exact: Decimal) -> bool:
        """Whether ``exact`` rounded to the printed digits gives this figure."""
        return abs(self.value - exact) <= self.step * _HALF + _HAIR


def plain(text: str) -> str:
    """Full-width digits and signs as plain ones; every character stays in its place."""
    for wide, usual in _FULL_WIDTH:  # far quicker than a translation character by character
        text = text.replace(wide, usual)
    return text


def figures(text: str) -> tuple[Figure, ...]:
    """Every figure with a unit, from left to right; dates, numbers of documents and of headings are none."""
    words = plain(text)
    found = [figure for hit in _hits(_FIGURE, _NUMBER, words) if (figure := _figure(words, hit))]
    taken = [(figure.start, figure.end) for figure in found]
    for hit in _hits(_SPELLED, _SPELLED_DIGIT, words):
        if not any(start < hit.end() and hit.start() < end for start, end in taken):
            value = Decimal(units.spelled(hit["number"]))
            place = (hit.group(), hit.start(), hit.end())
            found.append(Figure(Kind.COUNT, value, hit["unit"], Decimal(1), *place, spelled=True))
    return tuple(sorted(found, key=lambda figure: figure.start))


def _hits(pattern: re.Pattern[str], begins: re.Pattern[str], words: str) -> Iterator[re.Match[str]]:
    """What ``pattern`` finds from left to right; it is tried only where it can begin, most words hold no figure."""
    end = 0
    for begin in begins.finditer(words):
        if begin.start() >= end and (hit := pattern.match(words, begin.start())):
            end = hit.end()
            yield hit


def _figure(words: str, hit: re.Match[str]) -> Figure | None:
    unit, scale = hit["unit"], hit["scale"] or ""
    before = words[max(0, hit.start() - 14) : hit.start()]
    if unit is None and not (scale in ("万", "亿") and _is_bare_money(words, hit)):
        return None
    if _DOCUMENT.search(before) or (unit == "分" and scale):
        return None
    kind, unit, factor = _measured(unit or "元", units.SCALES[scale])
    number = _decimal(hit["number"])
    low = _decimal(hit["low"]) * factor if hit["low"] else None
    after = hit["after"] or ""
    value = number * factor
    if low is not None and low >= value:  # 2021-2035 and 5-3 are no ranges
        low = None
    decimals = len("".join(hit["number"].split()).partition(".")[2])
    start = hit.start() if low is not None or not hit["low"] else hit.start("number")
    return Figure(
        kind=kind,
        value=value if low is None else low,
        unit=unit,
        step=Decimal(1).scaleb(-decimals) * factor,
        words=words[start : hit.end()].strip(),
        start=start,
        end=start + len(words[start : hit.end()].rstrip()),
        more=bool(hit["more1"] or hit["more2"]) or after in ("余", "多"),
        vague=_is_vague(before, after),
        high=value if low is not None else None,
        factor=factor,
        printed_unit=unit if kind in (Kind.RATE, Kind.POINTS) else scale + (hit["unit"] or "元"),
        per=hit["per"] or ("每" if _PRICE.search(before) else ""),
    )


def _is_bare_money(words: str, hit: re.Match[str]) -> bool:
    """1983万 is money at the end of a clause, or after words that speak of money."""
    rest = words[hit.end() :]
    if re.match(r"[、，,。;；)）]|$", rest):
        return True
    return bool(_BARE_SCALE.search(words[max(0, hit.start() - 8) : hit.start()])) and rest[:2] in (
        "和《",
        "和（",
        "和(",
    )


def _measured(unit: str, scale: Decimal) -> tuple[Kind, str, Decimal]:
    """Kind, the unit as it is compared, and what one printed unit is in it."""
    if unit == "元":
        return Kind.MONEY, "万元", (units.YUAN_IN_WAN * scale).normalize()
    if unit == "%":
        return Kind.RATE, "%", Decimal(1)
    if unit.endswith("百分点"):
        return Kind.POINTS, "个百分点", Decimal(1)
    return Kind.COUNT, units.AREAS.get(unit, unit), scale


def _is_vague(before: str, after: str) -> bool:
    if after in ("余", "多", ""):
        return bool(_ABOUT.search(before) or _LEAST.search(before) or _MOST.search(before))
    return True


def _decimal(number: str) -> Decimal:
    return Decimal("".join(number.replace(",", "").split()))
