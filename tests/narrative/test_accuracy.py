"""公开的准确率和召回率由命令得出；对的地方一条也不报。"""

from __future__ import annotations

import pytest

from tests.narrative import accuracy
from tests.narrative.gold import labelled


@pytest.mark.parametrize("name", accuracy.SETS)
def test_成立的关系一条也不报(name: str) -> None:
    assert [
        (each.labelled.text, each.false_alarms) for each in accuracy.judged(name) if each.false_alarms
    ] == []


@pytest.mark.parametrize(("name", "least"), [("documents", 1), ("cases", 1), ("worked_on", 0.95)])
def test_标注的差错都报出来(name: str, least: float) -> None:
    measure = accuracy.measure(name)
    assert measure.found >= least * measure.broken > 0


def test_公布的数就是命令得出的数() -> None:
    assert accuracy.PAGE.read_text(encoding="utf-8") == accuracy.page(), (
        "run: python -m tests.narrative.accuracy --write"
    )
    assert accuracy.TABLE.read_text(encoding="utf-8") == accuracy.table()


def test_没有标注的数不少() -> None:
    """At least 40 paragraphs were not seen by those who wrote the rules, half of them without a fault."""
    held_out = labelled("held_out")
    assert len(held_out) >= 40
    assert sum(not any(label.broken for label in each.labels) for each in held_out) >= len(held_out) / 2
