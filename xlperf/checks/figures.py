"""Amounts of money in running text: ``计划投资13742余万元`` as a value with its unit and its precision. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_WAN = {
    "元": Decimal("0.0001"),
    "万元": Decimal(1),
    "万": Decimal(1),
    "亿元": Decimal(10_000),
    "亿": Decimal(10_000),
}
_AMOUNT = re.compile(
    r"(?<![\d.,])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\s?\d+)?|\d+(?:\.\s?\d+)?)\s*(?P<more>余|多)?\s*"
    r"(?P<unit>亿元|万元|元|亿|万(?=[、，。,；;）)]|$))(?P<after>余|多|左右|以上)?"
)
_HALVES = Decimal("0.5")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，：％", "0123456789.,:%")


@dataclass(frozen=True, slots=True)
class Amount:
    """``value`` is in 万元; ``step`` is one unit of the last printed digit; ``words`` as written."""

    value: Decimal
    step: Decimal
    words: str
    start: int
    end: int
    or_more: bool = False  # 13742余万元: at least that much
    vague: bool = False  # 左右、以上: no exact figure

    def agrees_with(self, exact: Decimal) -> bool:
        """Whether the printed figure may stand for ``exact`` (万元): rounded, cut off, or 余 of it."""
        if self.vague:
            return True
        if self.or_more:
            return self.value <= exact <= self.value + max(self.step, Decimal(1))
        return abs(self.value - exact) <= self.step * _HALVES or self.value <= exact < self.value + self.step


def plain(text: str) -> str:
    """Full-width digits and signs as plain ones; every character stays in its place."""
    return text.translate(_FULL_WIDTH)


def amounts(text: str) -> tuple[Amount, ...]:
    """Every amount of money in a text, from left to right; positions count in the text as given."""
    return tuple(_amount(found) for found in _AMOUNT.finditer(plain(text)))


def _amount(found: re.Match[str]) -> Amount:
    number = re.sub(r"[,\s]", "", found["number"])
    factor = _WAN[found["unit"]]
    decimals = len(number.partition(".")[2])
    after = found["after"] or ""
    return Amount(
        value=Decimal(number) * factor,
        step=Decimal(1).scaleb(-decimals) * factor,
        words=found.group().strip(),
        start=found.start(),
        end=found.end(),
        or_more=bool(found["more"]) or after in ("余", "多"),
        vague=after in ("左右", "以上"),
    )


def sentences(text: str) -> tuple[str, ...]:
    """A paragraph cut at 。；！？ and line breaks."""
    return tuple(part.strip() for part in re.split(r"[。；;！!？?\n]", plain(text)) if part.strip())
