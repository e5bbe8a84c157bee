"""Sums written with plus signs: 预算90万元=编制30+审计30+设计规划测绘30. The addends carry the unit of the total. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from xlperf.lazy_regex import lazy
from xlperf.narrative.claims import Claim, Rule, number
from xlperf.narrative.figures import Figure, figures, plain

_ADDEND: Final = r"[\u4e00-\u9fff]{0,12}(\d+(?:\.\d+)?)"
_CHAIN: Final = lazy(rf"(?P<sign>[=＝;:,，])\s*(?P<chain>{_ADDEND}(?:[+＋]{_ADDEND})+)(?![\d.]|\s*[=＝+＋])")
_NUMBER: Final = lazy(r"\d+(?:\.\d+)?")
_HALF: Final = Decimal("0.5")
_NEAR: Final = Decimal("0.01")


def plus_sums(text: str) -> Iterator[Claim]:
    """Totals that stand right before a chain of addends without units; without an equals sign only one that is nearly met."""
    words = plain(text)
    hits = list(_CHAIN.finditer(words)) if "+" in words or "＋" in words else []
    totals = {each.end: each for each in figures(text) if each.exact} if hits else {}
    for hit in hits:
        total = totals.get(len(words[: hit.start("sign")].rstrip()))
        if total is None:
            continue
        scale = total.step * Decimal(10) ** _decimals(total)
        parts = [_addend(total, scale, hit.start("chain"), each) for each in _NUMBER.finditer(hit["chain"])]
        expected = sum((each.value for each in parts), Decimal(0))
        apart = abs(expected - total.value)
        equal = hit["sign"] in "=＝"
        if not equal and apart > abs(total.value) * _NEAR:
            continue
        slack = sum((each.step * _HALF for each in parts if each.step < scale), total.step * _HALF)
        yield Claim(
            Rule.SUM,
            total,
            expected,
            tuple(parts),
            "＋".join(number(each) for each in parts),
            holds=apart <= slack,
            sure=equal,
        )


def _decimals(figure: Figure) -> int:
    """How many decimals are printed: 2 for 89.97万元."""
    found = _NUMBER.search(plain(figure.words).replace(",", ""))
    return len(found.group().partition(".")[2]) if found else 0


def _addend(total: Figure, scale: Decimal, offset: int, found: re.Match[str]) -> Figure:
    start, words = offset + found.start(), found.group()
    decimals = len(words.partition(".")[2])
    return replace(
        total,
        value=Decimal(words) * scale,
        step=Decimal(1).scaleb(-decimals) * scale,
        words=words,
        start=start,
        end=start + len(words),
    )
