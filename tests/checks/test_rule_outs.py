"""What is asked of a text first, to spare it the search, rules out nothing that the search would find."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from xlperf.checks import light_claims, spelling, stages_of_work

_TEXTS = st.text(alphabet="甲乙丙，。1", max_size=60)


def _hits(*expressions: re.Pattern[str]) -> st.SearchStrategy[str]:
    """Texts in which one of the expressions finds something."""
    sources = [each.pattern for each in expressions]
    return st.one_of([st.from_regex(source) for source in sources])


@given(_hits(*stages_of_work._REACHED, stages_of_work._IN_TIME))
def test_every_claim_about_a_stage_is_looked_at(text: str) -> None:
    assert stages_of_work._OF_CLAIMS.search(text)


@given(_hits(stages_of_work._NOT_REACHED, stages_of_work._UNDER_WAY, stages_of_work._TOO_LATE))
def test_every_denial_is_looked_at(text: str) -> None:
    assert stages_of_work._OF_DENIALS.search(text)


@given(_hits(light_claims._NO_WARNING))
def test_every_claim_about_lights_is_looked_at(text: str) -> None:
    assert "灯" in text or "预警" in text


@given(st.tuples(_TEXTS, st.text(alphabet="甲乙丙1", min_size=10, max_size=20), _TEXTS))
def test_words_that_follow_upon_themselves_are_looked_at(parts: tuple[str, str, str]) -> None:
    before, words, after = parts
    assert spelling._may_stammer(before + words + words + after)
