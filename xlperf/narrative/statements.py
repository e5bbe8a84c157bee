"""A text as statements: each figure with its role, what it is of, and whether it is one part of another. Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from xlperf.lazy_regex import lazy
from xlperf.narrative.figures import Figure
from xlperf.narrative.roles import Role, role_of
from xlperf.narrative.sentences import Sentence, sentences
from xlperf.narrative.subjects import bare, noun
from xlperf.record import dataclass

MOST_FIGURES: Final = 120
"""A sentence with more figures than this is a table pasted into a cell."""
_OPENS: Final = lazy(r"其中|包括|包含|具体[为是]|分别[为是]|含(?![有量糖])|由(?=[^,;。]{0,20}(?:组成|构成))")


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure in its place.

    ``subject`` are the words of its own clause, ``topic`` those of the last statement that named something;
    ``depth`` counts the brackets around it; ``part`` says that 其中 or a bracket makes it a part.
    """

    figure: Figure
    sentence: Sentence
    role: Role | None
    subject: str
    topic: str
    depth: int
    part: bool
    segment: int  # number of the ； part within the sentence
    before: str
    after: str

    @property
    def counted(self) -> str:
        """What is counted: 项目 in 44个项目已完工."""
        return noun(self.after)


@lru_cache(maxsize=256)
def statements(text: str) -> tuple[tuple[Statement, ...], ...]:
    """Sentence by sentence; sentences without figures are left out, and what can be no sentence."""
    return tuple(
        _statements(sentence) for sentence in sentences(text) if 0 < len(sentence.figures) <= MOST_FIGURES
    )


def _statements(sentence: Sentence) -> tuple[Statement, ...]:
    found: list[Statement] = []
    topic = ""
    for figure in sentence.figures:
        before, after = ("".join(words.split()) for words in sentence.around(figure))
        own = bare(before)
        so_far = sentence.between(sentence.start, figure.start)
        depth = _depth(so_far)
        if own and depth == 0:
            topic = own
        found.append(
            Statement(
                figure=figure,
                sentence=sentence,
                role=role_of(figure.kind, before, after),
                subject=own,
                topic=own or topic,
                depth=depth,
                part=_is_part(so_far, depth),
                segment=so_far.count(";"),
                before=before,
                after=after,
            )
        )
    return tuple(found)


def _depth(so_far: str) -> int:
    return max(0, len(re.findall(r"[(（]", so_far)) - len(re.findall(r"[)）]", so_far)))


def _is_part(so_far: str, depth: int) -> bool:
    """Whether 其中 … opened a list that is not closed yet; a ； closes a list outside brackets."""
    if depth:
        return True
    outside = re.sub(r"[(（][^()（）]*[)）]", "", so_far).split(";")[-1]
    return bool(_OPENS.search(outside))
