"""“X万元，占本年收入合计的Y%”: an amount and the share it is said to be of a total of the tables. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from xlperf.lazy_regex import lazy
from xlperf.narrative.claims import HUNDRED
from xlperf.narrative.figures import Figure, Kind
from xlperf.narrative.sentences import quoted
from xlperf.narrative.statements import Statement, statements
from xlperf.record import dataclass

_OF: Final = lazy(r"[,，]?占(?:本年|全年|年度|当年|总)?(收入|支出)(?:合计|总计|总额|总数)?的?")
_BARE: Final = lazy(r"(?:基本支出|人员支出|人员经费|公用支出|公用经费支出|公用经费|项目支出)$")


@dataclass(frozen=True, slots=True)
class Share:
    """``of`` is 收入, 支出, or "" where the text does not say of what; start and end are the passage."""

    amount: Figure
    rate: Figure
    of: str
    words: str
    start: int
    end: int

    def agrees(self, whole: Decimal, *, cut_off: bool = False) -> bool:
        """Whether the rate is amount ÷ whole to the decimals printed (or cut off there)."""
        exact = self.amount.value / whole * HUNDRED
        if cut_off:
            return abs(self.rate.value - exact) < self.rate.step
        return self.rate.rounds(exact)


def shares(text: str) -> Iterator[Share]:
    """Every share of 收入 or 支出 that a text states right after its amount."""
    for sentence in statements(text):
        for place, (amount, rate) in enumerate(pairwise(sentence)):
            if amount.figure.kind is not Kind.MONEY or rate.figure.kind is not Kind.RATE:
                continue
            between = re.sub(r"\s", "", amount.sentence.between(amount.figure.end, rate.figure.start))
            of = _OF.fullmatch(between)
            bare = re.fullmatch(r"[,，]?占", between) and _BARE.search(amount.before)
            if bare and _of_its_own(sentence[:place], amount.figure, rate.figure):
                continue
            if (of or bare) and amount.figure.exact and rate.figure.exact:
                start, end = amount.figure.start, rate.figure.end
                begin = start if of else amount.sentence.clause(amount.figure)[0]
                words = quoted(text, begin, end)
                yield Share(amount.figure, rate.figure, of[1] if of else "", words, begin, end)


def _of_its_own(before: Sequence[Statement], amount: Figure, rate: Figure) -> bool:
    """Whether the rate is right of an amount told before it: 一般公共预算支出2494.83万元，其中基本支出……占54.11%."""
    return any(
        rate.rounds(amount.value / each.figure.value * HUNDRED)
        for each in before
        if each.figure.kind is Kind.MONEY and each.figure.value >= amount.value > 0
    )
