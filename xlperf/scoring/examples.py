"""A worked example of an indicator: figures with which it earns some of its points, and the rule with them in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import product

from xlperf.office import Office
from xlperf.schemes.model import Indicator, Input, InputKind, Manual
from xlperf.scoring import Outcome, Value, score
from xlperf.scoring.given import NO, YES
from xlperf.scoring.rounding import shown

_BASE = Decimal(100)
_PLAIN = tuple(map(Decimal, ("80", "85", "95", "103", "110", "15", "40", "65", "1", "2", "0")))
"""Tried in this order for the first figure, against 100 for the second: the first that costs some points is shown."""


def example_facts(indicator: Indicator) -> Mapping[Input, Value]:
    """Values that earn more than nothing and less than everything; {} for 人工评分 and rules without such values."""
    if isinstance(indicator.rule, Manual):
        return {}
    worse: Mapping[Input, Value] = {}
    for values in _candidates(indicator):
        points = score(indicator, values, Office()).computed
        if points is not None and 0 < points < indicator.max:
            return values
        if points == 0 and not worse:
            worse = values
    return worse


def worked_example(indicator: Indicator) -> tuple[Mapping[Input, Value], Outcome] | None:
    """The values and what they earn by the usual settings; None for 人工评分."""
    facts = example_facts(indicator)
    return (facts, score(indicator, facts, Office())) if facts else None


def in_words(facts: Mapping[Input, Value]) -> str:
    """``在职人员数103人，编制数100人``."""
    return "，".join(
        f"{item.label}{shown(value)}{item.unit}" if isinstance(value, Decimal) else f"{item.label}“{value}”"
        for item, value in facts.items()
    )


def _candidates(indicator: Indicator) -> Iterator[Mapping[Input, Value]]:
    """Combinations worth trying, few and in a fixed order."""
    inputs = indicator.inputs
    if all(item.kind in (InputKind.YES_NO, InputKind.POINTS) for item in inputs):
        yield from _one_fails(inputs)
        return
    for first in _options(inputs[0]):
        for rest in product(*(_options(item)[:1] if item.choices else (_BASE,) for item in inputs[1:])):
            yield dict(zip(inputs, (first, *rest), strict=True))


def _one_fails(inputs: tuple[Input, ...]) -> Iterator[Mapping[Input, Value]]:
    """All is well but for one answer, the last first."""
    good: dict[Input, Value] = {item: YES if item.kind is InputKind.YES_NO else Decimal(0) for item in inputs}
    for item in reversed(inputs):
        bad = (NO,) if item.kind is InputKind.YES_NO else tuple(map(Decimal, (2, 3, 4)))
        yield from ({**good, item: value} for value in bad)


def _options(item: Input) -> tuple[Value, ...]:
    return item.choices[1:] or item.choices if item.choices else _PLAIN
