"""Sentences and clauses of a paragraph, with the figures in them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from xlperf.narrative.figures import Figure, figures, plain

_END: Final = re.compile(r"[。！!？?\n]")
_GOES_ON: Final = re.compile(r"\s*(?:其中|同比|比上|较上|与上年)")
"""What a full stop parts from its total: 支出799.12万元。其中：人员支出 …"""
_STOP: Final = re.compile(r"[,，;；:：。！!？?\n()（）]|(?<=\d)\.(?=[\u4e00-\u9fff])")
_DATE_COMMA: Final = re.compile(r"(?<=\d),(?=\d{3})")
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
        stops = [self.start + hit.start() for hit in _STOP.finditer(self._without_thousands())]
        before = [stop for stop in stops if stop < figure.start]
        after = [stop for stop in stops if stop >= figure.end]
        return (before[-1] + 1 if before else self.start), (after[0] if after else self.end)

    def before(self, figure: Figure) -> str:
        """The words between the figure and the one before it or the start of its clause."""
        start, _ = self.clause(figure)
        last = max((each.end for each in self.figures if each.end <= figure.start), default=start)
        return self.between(max(start, last, figure.start - FARTHEST_WORD), figure.start).strip()

    def after(self, figure: Figure) -> str:
        """The words between the figure and the next one or the end of its clause."""
        _, end = self.clause(figure)
        following = min((each.start for each in self.figures if each.start >= figure.end), default=end)
        return self.between(figure.end, min(end, following, figure.end + FARTHEST_WORD)).strip()

    def _without_thousands(self) -> str:
        return _DATE_COMMA.sub("0", self.text)


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
            inside = tuple(each for each in found if start <= each.start and each.end <= stop)
            yield Sentence(words[start:stop], start, stop, inside)
        start = stop


def quoted(text: str, start: int, end: int) -> str:
    """The words of a passage as written, shortened in the middle when they are many."""
    words = re.sub(r"\s+", " ", text[start:end]).strip(" ，,；;。：:、")
    if len(words) <= LONGEST_QUOTE:
        return words
    half = LONGEST_QUOTE // 2
    return f"{words[:half]}……{words[-half:]}"
