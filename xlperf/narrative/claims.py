"""A claim: a figure that other figures of the text determine, and whether it agrees with them. Pure.

Printed figures are rounded, so each stands for an interval; a claim is broken only when no values within the
intervals make it true. A figure cut off instead of rounded still agrees.
"""

from __future__ import annotations

import enum
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from xlperf.narrative.figures import Figure, Kind
from xlperf.record import dataclass

HUNDRED: Final = Decimal(100)
_HALF: Final = Decimal("0.5")
_HAIR: Final = Decimal("1e-9")


class Rule(enum.Enum):
    """What the text claims: how the stated figure follows from the others."""

    SUM = "各部分之和"
    COUNT_SUM = "个数之和"
    BALANCE = "结余"
    RATE = "比率"
    SHARE = "占比"
    GROWTH = "增减幅度"
    AVERAGE = "平均比率"
    PRODUCT = "单价乘数量"
    RATIO = "按比例支付"
    SAME = "前后一致"


@dataclass(frozen=True, slots=True)
class Claim:
    """``stated`` should be ``expected`` (base unit), reckoned from ``basis`` as ``formula`` says.

    ``sure`` is False when a reader may take the words otherwise; start and end are the passage in the text.
    """

    rule: Rule
    stated: Figure
    expected: Decimal
    basis: tuple[Figure, ...]
    formula: str
    holds: bool
    sure: bool = True
    note: str = ""

    @property
    def start(self) -> int:
        """Where the passage begins."""
        return min(each.start for each in (self.stated, *self.basis))

    @property
    def end(self) -> int:
        """Where the passage ends."""
        return max(each.end for each in (self.stated, *self.basis))


def slack(total: Figure, *parts: Figure) -> Decimal:
    """How far a sum of printed parts may be off its total: half a unit of the last digit of each.

    Whole counts are exact, and so is 30万元 beside 29.99万元.
    """
    finest = min((each.step for each in parts), default=Decimal(1))
    steps = [each.step for each in parts if not _whole(each) and not (each.step == 1 and finest < 1)]
    if not _whole(total):
        steps.append(total.step)
    return sum((step * _HALF for step in steps), _HAIR)


def _whole(figure: Figure) -> bool:
    return figure.kind is Kind.COUNT and figure.step <= 1 and figure.value == figure.value.to_integral_value()


def quotient(part: Figure, whole: Figure) -> tuple[Decimal, Decimal, Decimal]:
    """The rate part ÷ whole × 100 as printed, and the least and the most it can be; whole is not 0."""
    halves = [Decimal(0) if _whole(each) else each.step * _HALF for each in (part, whole)]
    exact = part.value / whole.value * HUNDRED
    least = (part.value - halves[0]) / (whole.value + halves[1]) * HUNDRED
    below = whole.value - halves[1]
    most = (part.value + halves[0]) / below * HUNDRED if below > 0 else exact
    return exact, least, most


def within(stated: Figure, exact: Decimal, least: Decimal, most: Decimal) -> bool:
    """Whether the printed rate may stand for a value between the two, or for the exact one cut off."""
    if stated.high is not None or stated.vague or stated.more:
        return True
    half = stated.step * _HALF + _HAIR
    return least - half <= stated.value <= most + half or stated.value <= exact < stated.value + stated.step


def rounded(value: Decimal, like: Figure, least_places: int = 0) -> Decimal:
    """A value with the decimals that a figure prints."""
    exponent = like.step.normalize().as_tuple().exponent
    places = max(least_places, -exponent if isinstance(exponent, int) and exponent < 0 else 0)
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def number(figure: Figure) -> str:
    """The value of a figure in its base unit as staff would write it."""
    return f"{figure.value.normalize():f}" if figure.value else "0"
