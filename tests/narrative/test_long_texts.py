"""很长的一段、一句、几万行的文字，也在几秒内读完：一句话里的数再多，每个数只看它近旁的字。"""

from __future__ import annotations

import time

import pytest

from xlperf.narrative.sentences import sentences

ENOUGH = 20_000


@pytest.mark.parametrize(
    "text",
    ["支出10万元，" * ENOUGH, "支出10万元。\n" * ENOUGH, "1.23万元、" * ENOUGH],
    ids=["一句话", "几万行", "一串数"],
)
def test_两万个数的文字几秒内读完(text: str) -> None:
    began = time.monotonic()
    words = [
        (sentence.before(figure), sentence.after(figure))
        for sentence in sentences(text)
        for figure in sentence.figures
    ]
    assert len(words) == ENOUGH
    assert time.monotonic() - began < 20  # quadratic reading takes minutes
