"""What a report is made of, and the words around its figures. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from xlperf.record import dataclass
from xlperf.scoring.rounding import half_up

_DIGITS = "零一二三四五六七八九"
_TEN, _HUNDRED = 10, 100


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` 1 is 一、, 2 is （一）, 3 is 1、."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: ``widths`` in millimetres, columns from ``figures`` on stand on the right; ``total`` is the last row."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    figures: int
    total: tuple[str, ...] = ()


Block = Heading | Text | Grid


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole report: 标题 in one or two lines, the blocks, 落款."""

    title: tuple[str, ...]
    blocks: tuple[Block, ...]
    signed: str


def numeral(number: int) -> str:
    """1 to 99 as 一, 十, 十一, 二十三; from 100 on in digits."""
    if number >= _HUNDRED:
        return str(number)
    tens, ones = divmod(number, _TEN)
    lead = "" if tens == 0 else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return f"{lead}{_DIGITS[ones] if ones or not tens else ''}"


def amount(value: Decimal) -> str:
    """Money in 万元 as a text writes it: 51078.42."""
    return f"{half_up(value):.2f}"


def listed(parts: Iterable[str], nothing: str = "") -> str:
    """甲、乙、丙; ``nothing`` for none."""
    return "、".join(parts) or nothing


def counted(pairs: Sequence[tuple[str, int]], measure: str, nothing: str) -> str:
    """``红灯1项、黄灯3项`` of those above 0; ``nothing`` when all are 0."""
    return listed((f"{name}{number}{measure}" for name, number in pairs if number), nothing)


def problems(errors: int, warnings: int) -> str:
    """错误9处、警告3处."""
    return counted((("错误", errors), ("警告", warnings)), "处", "没有错误和警告")
