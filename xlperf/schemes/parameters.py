"""参数: how the numbers of a rule are written in one cell, a line each, ``基准：100%``, and read again.

``read`` takes the text after the colon, ``write`` gives it; both know the mapping of a scheme file. A parameter
that ``repeats`` has a line for every item: 档、选项、情形.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, Final

from xlperf.record import dataclass

_NUMBER: Final = r"-?\d+(?:\.\d+)?"
_TO: Final = r"\s*(?:~|—|–|至|-)\s*"


class Misread(ValueError):
    """A text that is no such parameter; its words say what it should be."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One kind of line in the cell 参数: the words before the colon, and its key in a file."""

    label: str
    key: str
    optional: bool = False
    repeats: ClassVar[bool] = False
    of_indicator: ClassVar[bool] = False  # a file says it of the indicator, not of its rule

    def read(self, text: str) -> Any:
        """The value (or one item) in a file; Misread when the text says none."""
        raise NotImplementedError

    def write(self, value: Any) -> str:
        """The text of a value (or of one item)."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Number(Parameter):
    """``基准：100%``."""

    unit: str = ""
    whole: bool = False

    def read(self, text: str) -> Any:
        value = number(text, self.unit)
        return int(value) if self.whole and value == value.to_integral_value() else value

    def write(self, value: Any) -> str:
        return f"{shown(value)}{self.unit}"


@dataclass(frozen=True, slots=True)
class Word(Parameter):
    """``须有理由的选项：未如期但理由充分``."""

    def read(self, text: str) -> Any:
        return text.strip()

    def write(self, value: Any) -> str:
        return str(value)


@dataclass(frozen=True, slots=True)
class Flag(Parameter):
    """``只认等于基准：是``; left out for 否."""

    optional: bool = True

    def read(self, text: str) -> Any:
        if text.strip() not in ("是", "否"):
            raise Misread(f"应是“是”或“否”，写的是“{text.strip()}”")
        return text.strip() == "是"

    def write(self, value: Any) -> str:
        return "是" if value else "否"


@dataclass(frozen=True, slots=True)
class Limit(Flag):
    """A flag that a file says of the indicator."""

    of_indicator: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Words(Parameter):
    """``比率：前项÷后项``: one of a few words."""

    words: Mapping[str, str] | None = None

    def read(self, text: str) -> Any:
        plain = {_bare(word): str(value) for word, value in (self.words or {}).items()}
        if _bare(text) not in plain:
            raise Misread(
                f"应是{'、'.join(f'“{word}”' for word in self.words or {})}之一，写的是“{text.strip()}”"
            )
        return plain[_bare(text)]

    def write(self, value: Any) -> str:
        return next(word for word, known in (self.words or {}).items() if known == value)


@dataclass(frozen=True, slots=True)
class Numbers(Parameter):
    """``各项得分：1、1、1``."""

    def read(self, text: str) -> Any:
        return [number(each, "分") for each in _items(text)]

    def write(self, value: Any) -> str:
        return "、".join(shown(each) for each in value)


@dataclass(frozen=True, slots=True)
class Ranges(Parameter):
    """``扣分区间：4～7、2``."""

    def read(self, text: str) -> Any:
        found = []
        for item in _items(text):
            match = re.fullmatch(rf"({_NUMBER})(?:{_TO}({_NUMBER}))?\s*分?", _folded(item), re.ASCII)
            if match is None:
                raise Misread(f"应写成“4～7”或“2”，用顿号隔开，写的是“{item}”")
            found.append([Decimal(match[1]), Decimal(match[2] or match[1])])
        return found

    def write(self, value: Any) -> str:
        return "、".join(shown(low) if low == high else f"{shown(low)}～{shown(high)}" for low, high in value)


@dataclass(frozen=True, slots=True)
class Bands(Parameter):
    """``档：80～90 得 4``, ``档：90以上 得 5``, ``档：60以下 得 0``, ``档：0 得 3`` (percentage points)."""

    repeats: ClassVar[bool] = True

    def read(self, text: str) -> Any:
        span, points = _earning(text, "得", "分")
        span = span.replace("%", "").strip()
        if match := re.fullmatch(rf"({_NUMBER})\s*以上", span, re.ASCII):
            return {"lo": Decimal(match[1]), "points": points}
        if match := re.fullmatch(rf"({_NUMBER})\s*以下", span, re.ASCII):
            return {"hi": Decimal(match[1]), "points": points}
        if match := re.fullmatch(rf"({_NUMBER})(?:{_TO}({_NUMBER}))?", span, re.ASCII):
            return {"lo": Decimal(match[1]), "hi": Decimal(match[2] or match[1]), "points": points}
        raise Misread(f"应写成“80～90 得 4”、“90以上 得 5”或“60以下 得 0”，写的是“{text.strip()}”")

    def write(self, value: Any) -> str:
        low, high = value.get("lo"), value.get("hi")
        if low is None or high is None:
            span = f"{shown(high)}以下" if low is None else f"{shown(low)}以上"
        else:
            span = shown(low) if low == high else f"{shown(low)}～{shown(high)}"
        return f"{span} 得 {shown(value['points'])}"


@dataclass(frozen=True, slots=True)
class Options(Parameter):
    """``选项：到位及时 得 2``: a word that staff choose, and its number; both lists of a file at once."""

    joint: str = "得"
    unit: str = "分"
    repeats: ClassVar[bool] = True

    def read(self, text: str) -> Any:
        word, points = _earning(text, self.joint, self.unit)
        if not word:
            raise Misread(f"应写成“选项的文字 {self.joint} 数字”，写的是“{text.strip()}”")
        return word, points

    def write(self, value: Any) -> str:
        word, points = value
        unit = self.unit if self.unit == "%" else ""
        return f"{word} {self.joint} {shown(points)}{unit}"


@dataclass(frozen=True, slots=True)
class Situations(Parameter):
    """``情形：年末结余 <= 上年结转 得 2``; operands are 数据项 or numbers."""

    repeats: ClassVar[bool] = True

    def read(self, text: str) -> Any:
        condition, points = _earning(text, "得", "分")
        parts = re.split(r"\s*(<=|>=|≤|≥|≦|≧|<|>|=|＜|＞|＝)\s*", condition)
        if len(parts) != 3 or not parts[0] or not parts[2]:  # noqa: PLR2004
            raise Misread(f"应写成“数据项 <= 数据项或数字 得 分数”，写的是“{text.strip()}”")
        relation = {"≤": "<=", "≥": ">=", "≦": "<=", "≧": ">=", "＜": "<", "＞": ">", "＝": "="}.get(
            parts[1], parts[1]
        )
        return {"left": parts[0], "relation": relation, "right": parts[2], "points": points}

    def write(self, value: Any) -> str:
        return f"{value['left']} {value['relation']} {value['right']} 得 {shown(value['points'])}"


def number(text: str, unit: str = "") -> Decimal:
    """A number, its unit allowed behind it; Misread otherwise."""
    bare = _folded(text).removesuffix(_folded(unit)).strip() if unit else _folded(text)
    if not re.fullmatch(_NUMBER, bare, re.ASCII):
        raise Misread(f"应是数字，写的是“{text.strip()}”")
    return Decimal(bare)


def shown(value: Any) -> str:
    """A number of a file as staff write it."""
    return f"{Decimal(value).normalize():f}"


def _earning(text: str, joint: str, unit: str) -> tuple[str, Decimal]:
    """What stands before the last ``得``, and the number behind it."""
    left, found, right = text.rpartition(joint)
    if not found:
        raise Misread(f"缺少“{joint}”，写的是“{text.strip()}”")
    return _folded(left) if joint == "得" and not _has_words(left) else left.strip(), number(right, unit)


def _has_words(text: str) -> bool:
    return bool(re.search(r"[^\d\s.%～~—–至以上下\-＝=<>≤≥]", text))


def _items(text: str) -> list[str]:
    return [each.strip() for each in re.split(r"[、,，;；]", text) if each.strip()]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _bare(text: str) -> str:
    """A word for comparison: blanks and the width of signs do not count."""
    return re.sub(r"\s+", "", _folded(text)).replace("−", "-").replace("—", "-")
