"""How readily a hand that should write one figure writes another, to choose between cells that may be wrong. Pure.

Every mistyping of a figure is made and counted: a long figure with two digits swapped can hardly be chance, a
figure of two digits easily is. The shares of the kinds are a reviewer's experience; only their order of magnitude matters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Final

from xlperf.checks.sums import decimals

_ANOTHER: Final = 0.1
"""Share of figures that are simply another amount: no slip explains them."""
_CENTS = 2
_COARSEST, _FINEST = -4, 4
_OWN_WAY: Final = 10
"""How many figures it takes until their decimals say more than the usual share of trailing zeros."""
_FINER: Final = 0.01
"""Share of figures with more decimals than all others."""
_ROUND: Final = 0.05
"""Share of round figures among fine ones at the least: many an amount is granted in whole 万元."""
_ROUND_TO: Final = (Decimal(1), Decimal("0.1"))
_WORTH: Final = {3: 20.0, 4: 100.0}
"""How much more likely a figure of so many digits is when the workbook says it once more."""


def written_for(seen: Decimal, expected: Decimal) -> tuple[float, str]:
    """The share of hands that write ``seen`` for ``expected``, and the slip that explains most of it ("" for none).

    例：31 写成 13：0.15（只有一对相邻两位可换）；31 写成 40：0。
    """
    texts = {
        f"{expected.normalize():f}",
        f"{expected:.{_CENTS}f}" if decimals(expected) <= _CENTS else "",
    } - {""}
    shares: dict[str, float] = {}
    for words, (share, mistype) in _SLIPS.items():
        for text in texts:
            made = set(mistype(text)) - {expected}
            if seen in made:
                shares[words] = max(share / len(made), shares.get(words, 0.0))
    best = max(shares, key=lambda words: shares[words], default="")
    return sum(shares.values()), best


def another_amount(figures: Sequence[Decimal]) -> float:
    """The share of hands that write one given other amount of the usual size of these figures."""
    fine = max((decimals(each) for each in figures), default=0)
    sizes = [len(str(abs(int(each.scaleb(max(fine, 0)))))) for each in figures]
    usual = sorted(sizes or [1])[(len(sizes or [1]) - 1) // 2]
    return _ANOTHER * 10.0**-usual


def as_precise(value: Decimal, others: Sequence[Decimal]) -> float:
    """How well the decimals of a figure go with those of the others: 100.5 among whole amounts does not.

    One figure in ten ends in 0 of itself, one in a hundred in 00; nothing (0) goes with all.
    """
    if not value:
        return 1.0
    own, classes = _class(value), [_class(each) for each in others]
    finest = max(classes, default=_CENTS)
    usual = max(0.9 * 10.0 ** (own - finest), _ROUND) if own <= finest else _FINER
    return (classes.count(own) + _OWN_WAY * usual) / (len(classes) + _OWN_WAY)


def said_again(value: Decimal, elsewhere: frozenset[Decimal]) -> float:
    """What it is worth that the workbook says this figure in another place: 1 when it does not."""
    digits = len(value.normalize().as_tuple().digits)
    return _WORTH.get(min(digits, max(_WORTH)), 1.0) if abs(value) in elsewhere else 1.0


def _class(value: Decimal) -> int:
    return max(_COARSEST, min(_FINEST, decimals(value)))


def _digit_places(text: str) -> list[int]:
    return [n for n, digit in enumerate(text) if digit.isdigit()]


def _typed(texts: Iterable[str]) -> Iterator[Decimal]:
    """Nobody writes 0 before another digit."""
    return (Decimal(each) for each in texts if not (each[0] == "0" and each[1:2].isdigit()))


def _swapped(text: str) -> Iterator[Decimal]:
    return _typed(
        text[:one] + text[other] + text[one + 1 : other] + text[one] + text[other + 1 :]
        for one, other in pairwise(_digit_places(text))
    )


def _dropped(text: str) -> Iterator[Decimal]:
    """The first digit is the last one to be lost."""
    return _typed(text[:n] + text[n + 1 :] for n in _digit_places(text)[1:])


def _doubled(text: str) -> Iterator[Decimal]:
    return _typed(text[:n] + text[n] + text[n:] for n in _digit_places(text))


def _misread(text: str) -> Iterator[Decimal]:
    return _typed(text[:n] + digit + text[n + 1 :] for n in _digit_places(text) for digit in "0123456789")


def _moved(text: str) -> Iterator[Decimal]:
    return (Decimal(text).scaleb(n) for n in (-1, 1))


def _far_moved(text: str) -> Iterator[Decimal]:
    return (Decimal(text).scaleb(n) for n in (-3, -2, 2, 3))


def _other_unit(text: str) -> Iterator[Decimal]:
    return (Decimal(text).scaleb(n) for n in (-4, 4))


def _negated(text: str) -> Iterator[Decimal]:
    yield -Decimal(text)


def _rounded(text: str) -> Iterator[Decimal]:
    return (Decimal(text).quantize(unit, ROUND_HALF_UP) for unit in _ROUND_TO)


def _cut_off(text: str) -> Iterator[Decimal]:
    return (Decimal(text).quantize(unit, ROUND_DOWN) for unit in _ROUND_TO)


_SLIPS: Final[Mapping[str, tuple[float, Callable[[str], Iterator[Decimal]]]]] = {
    "疑似数字颠倒（相邻两位互换）": (0.15, _swapped),
    "疑似漏写一位数字": (0.15, _dropped),
    "疑似多写一位数字": (0.1, _doubled),
    "疑似写错一位数字": (0.15, _misread),
    "疑似小数点错位": (0.1, _moved),
    "疑似小数点错位几位": (0.03, _far_moved),
    "疑似元和万元混用": (0.1, _other_unit),
    "疑似正负号写反": (0.05, _negated),
    "疑似四舍五入尾差": (0.12, _rounded),
    "疑似舍去了小数": (0.02, _cut_off),
}
