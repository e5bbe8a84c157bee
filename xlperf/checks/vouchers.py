"""Reads 会计凭证号: 2020年10月75号, 2014.5.3#, 1月34、41号5月17、32号, 2020年01月记账9 … Pure.

A text comes in, the vouchers it names go out; what cannot be read as a voucher is passed over.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from xlperf.lazy_regex import lazy

_MONTHS = 12
_MOST_OF_A_RANGE = 60
_USUAL = ("记账", "记帐", "记")
"""记账凭证 is what a voucher without a word is."""
_YEARS = {str(year): year for year in range(1900, 2100)}
"""One number for all vouchers of a year."""
_DOTTED = lazy(r"((?:19|20)\d{2})[./-](\d{1,2})[./-](\d{1,5})(?![./\-\d])")
_ALONE = lazy(r"((?:19|20)[0-9]{2})年(1[0-2]|0?[1-9])月([0-9]{1,5})号?")
_TOKEN = lazy(
    r"(?P<year>(?:19|20)\d{2})年"
    r"|(?P<month>\d{1,2})月(?:份)?"
    r"|(?P<day>\d{1,2})日"
    r"|(?P<series>记账|记帐|银收|银付|现收|现付|转账|记|收|付|转|银|现)"
    r"|(?P<first>\d{1,5})(?:[-~至](?P<last>\d{1,5}))?(?!\d|\s*[张笔份])"
)


class Voucher(NamedTuple):
    """One voucher; year and month are None when the text does not say them."""

    year: int | None
    month: int | None
    number: int
    series: str = ""

    def __str__(self) -> str:
        year = f"{self.year}年" if self.year else ""
        month = f"{self.month}月" if self.month else ""
        return f"{year}{month}{self.series}{self.number}号"

    @property
    def moment(self) -> tuple[int, int] | None:
        """(year, month) when both are known."""
        return (self.year, self.month) if self.year and self.month else None

    def in_year(self, year: int | None) -> Voucher:
        """The same voucher with that year where the text gives none."""
        return self if self.year or year is None else self._replace(year=year)


def read_vouchers(text: str, year: int | None = None) -> tuple[Voucher, ...]:
    """Every voucher that a text names, in order, repeated ones too; ``year`` is that of those without one."""
    if alone := _ALONE.fullmatch(text):  # most are
        in_year, month, number = alone.groups()
        return (Voucher(_YEARS[in_year], int(month), int(number)),)
    plain = unicodedata.normalize("NFKC", text)
    plain = re.sub(r"(?<=\d)\s+(?=[年月日号#])|(?<=[年月])\s+(?=\d)", "", plain)
    dotted = _DOTTED.sub(r"\1年\2月\3号", plain)
    return tuple(each.in_year(year) for each in _walk(dotted))


def _walk(text: str) -> Iterator[Voucher]:
    year: int | None = None
    month: int | None = None
    series = ""
    for token in _TOKEN.finditer(text):
        if token["year"]:
            year, month, series = int(token["year"]), None, ""
        elif token["month"]:
            known = 1 <= int(token["month"]) <= _MONTHS
            month, series = (int(token["month"]) if known else None), ""
        elif token["series"]:
            series = "" if token["series"] in _USUAL else token["series"]
        elif token["first"]:
            for number in _numbers(token["first"], token["last"]):
                yield Voucher(year, month, number, series)


def _numbers(first: str, last: str | None) -> range:
    """33–35 are three vouchers; a range that runs backwards or very far is its first number only."""
    start, end = int(first), int(last or first)
    return range(start, end + 1) if start <= end < start + _MOST_OF_A_RANGE else range(start, start + 1)
