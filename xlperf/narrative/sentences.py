"""Sentences and clauses of a paragraph, with the figures in them. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from xlperf.lazy_regex import lazy
from xlperf.narrative.figures import Figure, figures, plain
from xlperf.record import dataclass

_END: Final = lazy(r"[。！!？?\n]")
_GOES_ON: Final = lazy(r"\s*(?:其中|同比|比上|较上|与上年)")
"""What a full stop parts from its total: 支出799.12万元。其中：人员支出 …"""
_STOP: Final = lazy(r"[,，;；:：。！!？?\n()（）]|(?<=\d)\.(?=[\u4e00-\u9fff])")
_DATE_COMMA: Final = lazy(r"(?<=\d),(?=\d{3})")
LONGEST_QUOTE: Final = 60
FARTHEST_WORD: Final = 120
"""Words farther from a figure say nothing of it; no text makes the reader slow."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; ``start`` and ``end`` count in the text as given, so do the places of its figures."""

    text: str  # full-width digits and signs made plain, same length as written
    start: int
    end: int
    figures: tuple[Figure, ...]

    def between(self, start: int, end: int) -> str:
        """The words from one place of the text to another, within this sentence."""
        return self.text[max(0, start - self.start) : max(0, end - self.start)]

    def clause(self, figure: Figure) -> tuple[int, int]:
        """Start and end of the clause that holds a figure (，；： and brackets part clauses)."""
        stops = _stops(self.text)
        first = bisect_left(stops, figure.start - self.start)
        last = bisect_left(stops, figure.end - self.start)
        start = self.start + stops[first - 1] + 1 if first else self.start
        return start, (self.start + stops[last] if last < len(stops) else self.end)

    def around(self, figure: Figure) -> tuple[str, str]:
        """The words before and after a figure, up to its neighbours or the ends of its clause."""
        return self.before(figure), self.after(figure)

    def before(self, figure: Figure) -> str:
        """The words between the figure and the one before it or the start of its clause."""
        start, _ = self.clause(figure)
        place = bisect_right(self.figures, figure.start, key=lambda each: each.end)
        last = self.figures[place - 1].end if place else start
        return self.between(max(start, last, figure.start - FARTHEST_WORD), figure.start).strip()

    def after(self, figure: Figure) -> str:
        """The words between the figure and the next one or the end of its clause."""
        _, end = self.clause(figure)
        place = bisect_left(self.figures, figure.end, key=lambda each: each.start)
        following = self.figures[place].start if place < len(self.figures) else end
        return self.between(figure.end, min(end, following, figure.end + FARTHEST_WORD)).strip()


@lru_cache(maxsize=512)
def _stops(words: str) -> tuple[int, ...]:
    """Where the clauses of a sentence end; the comma of 1,234 ends none."""
    return tuple(hit.start() for hit in _STOP.finditer(_DATE_COMMA.sub("0", words)))


@lru_cache(maxsize=512)
def sentences(text: str) -> tuple[Sentence, ...]:
    """A paragraph cut at 。！？ and line breaks, but not before 其中; empty ones left out."""
    return tuple(_sentences(text))


def _sentences(text: str) -> Iterator[Sentence]:
    words = plain(text)
    found = figures(text)
    start = 0
    for stop in [*(hit.end() for hit in _END.finditer(words)), len(words)]:
        if stop < len(words) and words[stop - 1] != "\n" and _GOES_ON.match(words, stop):
            continue
        if words[start:stop].strip(" \t\r\n。！!？?"):
            first = bisect_left(found, start, key=lambda each: each.start)
            last = bisect_right(found, stop, key=lambda each: each.end)
            inside = found[first:last]
            yield Sentence(words[start:stop], start, stop, inside)
        start = stop


def quoted(text: str, start: int, end: int) -> str:
    """The words of a passage as written, shortened in the middle when they are many."""
    words = re.sub(r"\s+", " ", text[start:end]).strip(" ，,；;。：:、")
    if len(words) <= LONGEST_QUOTE:
        return words
    half = LONGEST_QUOTE // 2
    return f"{words[:half]}……{words[-half:]}"
