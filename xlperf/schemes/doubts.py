"""Where the numbers of a rule are not those of its 评分标准: no error, but somebody should look."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from xlperf.lazy_regex import lazy
from xlperf.schemes.model import (
    Bands,
    Checklist,
    Choice,
    Indicator,
    PerCase,
    RangeDeduct,
    StepOver,
    StepUnder,
)
from xlperf.schemes.parameters import shown

_IN_WORDS: Final = lazy(r"[零一二两三四五六七八九十半]+\s*分")
"""一分、半分: points written in words are not read."""
_NUMBER: Final = lazy(r"\d+(?:\.\d+)?", re.ASCII)


def doubts_about(indicator: Indicator) -> Iterator[str]:
    """One Chinese sentence when points of the rule do not occur in the text; silent where the text has no such numbers."""
    text = unicodedata.normalize("NFKC", indicator.text)
    told = {Decimal(number) for number in _NUMBER.findall(text)}
    if _IN_WORDS.search(text) or not told:
        return
    missing = [shown(points) for points in dict.fromkeys(_points(indicator)) if points and points not in told]
    if missing:
        yield f"指标 {indicator.id}（{indicator.name}）的参数里有{'、'.join(missing)}分，评分标准的文字里没有"


def _points(indicator: Indicator) -> tuple[Decimal, ...]:
    match indicator.rule:
        case StepOver() | StepUnder() | PerCase():
            return (indicator.rule.deduct,)
        case Bands():
            return tuple(band.points for band in indicator.rule.bands)
        case Checklist() | Choice():
            return indicator.rule.points if len(indicator.rule.points) > 1 else ()
        case RangeDeduct():
            return tuple(end for ends in indicator.rule.ranges for end in ends)
        case _:
            return ()
