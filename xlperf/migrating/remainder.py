"""What a cell says besides the values that were taken from it: 联系人：张三 behind 项目名称：某某."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

from xlperf.labels import normal
from xlperf.lazy_regex import lazy
from xlperf.literals import without_noise

_HERE = "\0"
_FIGURE = lazy(r"\d[\d,]*(?:\.\d+)?")
_APART = lazy(r"[^\w\0%]+")
_PRINTED = lazy(
    r"年|年度|月|日|\d*(?:\.\d+)?分|[万亿千]?元|单位|金额单位|盖章|公章|签章|.*(?:表|报告|报告书)"
)
_LONGEST_LABEL = 12


def remainder(text: str, pieces: Iterable[str], known: Collection[str]) -> str:
    """The words of a cell that are in no piece and that no form prints (``known``), joined by 、; "" for none.

    "" as well where a piece does not stand in the text as it is, for then what is left cannot be told.
    """
    left, taken = unicodedata.normalize("NFKC", text), ""
    plain = [unicodedata.normalize("NFKC", each).strip() for each in pieces]
    for piece in sorted(plain, key=len, reverse=True):
        twice = piece in taken.split("\n") and piece in left  # 预算：100 资金：100
        if piece in taken and not twice:
            continue
        taken += f"{piece}\n"
        same = next((each for each in _FIGURE.finditer(left) if without_noise(each[0]) == piece), None)
        if same:
            left = f"{left[: same.start()]} {_HERE} {left[same.end() :]}"
        elif piece in left:
            left = left.replace(piece, f" {_HERE} ", 1)
        elif _FIGURE.fullmatch(piece) and _FIGURE.search(left):
            left = _FIGURE.sub(f" {_HERE} ", left, count=1)
        else:
            return ""
    if not (rest := left.replace(_HERE, "").strip()) or normal(rest) in known:
        return ""
    labels = re.sub(rf"([^\s{_HERE}:：]+)[:：]\s*{_HERE}", lambda found: _before(found[1], known), left)
    chunks = (_unprinted(each, known) for each in _APART.split(labels.replace(_HERE, " ")))
    return "、".join(each for each in chunks if each)


def _before(words: str, known: Collection[str]) -> str:
    """What stands before a label that stands before a value; a label that is spelt otherwise is taken as it is."""
    own = next((label for label in sorted(known, key=len, reverse=True) if words.endswith(label)), None)
    if own is not None:
        return f"{words.removesuffix(own)} "
    return " " if len(words) <= _LONGEST_LABEL else f"{words} "


def _unprinted(chunk: str, known: Collection[str]) -> str:
    plain = normal(chunk)
    printed = plain in known or _PRINTED.fullmatch(plain) or len(plain) < 2  # noqa: PLR2004
    return "" if printed else chunk
