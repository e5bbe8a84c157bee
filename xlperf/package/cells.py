"""One cell as it is stored, and how its type, value and formula become a RawCell."""

from __future__ import annotations

import math
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

from xlperf.lazy_regex import lazy
from xlperf.package import gate
from xlperf.package.refusal import refused
from xlperf.package.strings import unescaped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NUMBER = lazy(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_MOST_DIGITS = 7
_BLANKS = " \t\r\n"
_TRUTH = {"1": "TRUE", "0": "FALSE", "true": "TRUE", "false": "FALSE"}


class RawCell(NamedTuple):
    """The content of one cell, nothing converted: a tuple, since hundreds of thousands are made.

    ``text`` is the number exactly as stored in ``<v>``, the text (runs joined, phonetics left out),
    ``TRUE``/``FALSE``, the error or the ISO date; None for a formula without stored value. ``kind`` is
    ``n`` number, ``s`` text, ``b`` boolean, ``e`` error, ``d`` ISO date. ``formula`` is the text of
    ``<f>``, "" for the followers of a shared formula, None without formula. ``shows``: ``"date"``
    or ``"percent"`` for a number whose cell style shows it as such, else "".
    """

    text: str | None
    kind: str = "n"
    formula: str | None = None
    shows: str = ""

    @property
    def is_date(self) -> bool:
        """Whether the number is shown as a date or time."""
        return self.shows == "date"

    @property
    def is_percent(self) -> bool:
        """Whether the number is shown as a percentage: 0.85 as 85%."""
        return self.shows == "percent"

    @property
    def has_value(self) -> bool:
        """False for a formula cell that was saved without its value."""
        return self.text is not None

    @property
    def finite(self) -> bool:
        """False for a number cell that holds no finite number: ``NaN``, ``Infinity``, ``1e999``, ``abc``."""
        if self.kind != "n" or self.text is None:
            return True
        return _NUMBER.fullmatch(self.text) is not None and math.isfinite(float(self.text))


def text_cells(strings: Sequence[str]) -> tuple[RawCell, ...]:
    """The cells that ``<v>0</v>``, ``<v>1</v>`` … of type ``s`` stand for."""
    return tuple(map(RawCell._make, zip(strings, repeat("s"), repeat(None), repeat(""), strict=False)))


class CellMaker:
    """Makes the cells of one sheet part, given the shared strings and what the styles show."""

    def __init__(self, part: str, texts: Sequence[RawCell], number_styles: Mapping[int, str]) -> None:
        self.part = part
        self.texts = texts
        self.shows = {str(style): shown for style, shown in number_styles.items()}
        if 0 in number_styles:
            self.shows[""] = number_styles[0]

    def cell(self, type_: str, style: str, value: str | None, formula: str | None) -> RawCell | None:
        """The cell for its ``t`` and ``s`` attributes, value text and formula; None when it has no content."""
        text, kind = value, "s"
        if type_ in {"", "n"}:
            text, kind = (value or "").strip(_BLANKS) or None, "n"
        elif type_ == "s":
            index = (value or "").strip(_BLANKS)
            text = self.shared(index).text if index else None
        elif type_ in {"str", "inlineStr"}:
            text = None if value is None and formula is None else unescaped(value or "")
            gate.hold_to_text(self.part, text or "")
        elif type_ in {"b", "e", "d"}:
            text, kind = self._other((value or "").strip(_BLANKS), type_), type_
        else:
            raise refused("OPEN-21", part=self.part, why=f"单元格类型“{type_[:20]}”不合规定")
        if text is None and formula is None:
            return None
        return RawCell(text, kind, formula, self.shows.get(style, "") if kind == "n" else "")

    def shared(self, index: str) -> RawCell:
        """The text cell of that number; OPEN-25 where there is none."""
        bare = index.lstrip("0") or "0"
        known = bare.isascii() and bare.isdigit() and len(bare) <= _MOST_DIGITS
        if not known or int(bare) >= len(self.texts):
            raise refused("OPEN-25", part=self.part, why=f"引用了不存在的共享文字（第 {index[:12]} 条）")
        return self.texts[int(bare)]

    def _other(self, value: str, type_: str) -> str | None:
        if not value:
            return None
        if type_ != "b":
            return value
        if value not in _TRUTH:
            raise refused("OPEN-21", part=self.part, why=f"逻辑值写作“{value[:20]}”")
        return _TRUTH[value]
