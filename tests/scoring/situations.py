"""Indicators, settings and inputs on which Excel and Python must agree: every kind of rule, every setting.

Inputs are what a cell can hold. Numbers are written as binary floats and read back the way a reader reads
them, so both sides see the same cell.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from xlperf import schemes
from xlperf.office import Office
from xlperf.schemes.model import (
    Band,
    Bands,
    Case,
    Cases,
    Indicator,
    Input,
    InputKind,
    Manual,
    RateKind,
    StepOver,
    StepUnder,
)
from xlperf.scoring import Value

OFFICES = (
    Office(),
    Office(step_mode="prorata", zero_base="unverifiable", na_policy="full", late_with_reason="zero"),
    Office(step_mode="ceil", procurement_over100="symmetric", na_policy="zero", count_mode="categories"),
    Office(step_mode="prorata", rate_dp=0, adjust_abs=False, procurement_over100="symmetric"),
    Office(step_mode="ceil", rate_dp=1, adjust_abs=False),
    Office(step_mode="whole", rate_dp=3),
    Office(step_mode="prorata", rate_dp=4),
    Office(band_incl="lo", arrival_mode="full", zero_denominator="zero"),
    Office(band_incl="hi", overrun_base="actual", timeliness_zero=True, zero_base="unverifiable"),
)
RATES = (0, 10, 20, 30, 55, 60, 70, 75, 80, 85, 90, 95, 99, 100, 101, 106, 110, 130, 142.04)
NUDGES = (
    "-0.01",
    "-0.0051",
    "-0.005",
    "-0.0049",
    "0",
    "0.0049",
    "0.005",
    "0.0051",
    "0.01",
    "0.5",
    "0.95",
    "0.995",
)
ODD = (None, "", "无", "12", 0, -5, -3.637978807091713e-12, 0.004, 0.005, 0.1 + 0.2, 7, 1e9, 1.005)


@dataclass(frozen=True)
class Situation:
    indicator: Indicator
    office: Office
    cells: tuple[float | str | None, ...]

    @property
    def values(self) -> dict[Input, Value]:
        return {
            item: Decimal(repr(cell)) if isinstance(cell, int | float) else cell
            for item, cell in zip(self.indicator.inputs, self.cells, strict=True)
        }


def invented() -> Iterator[Indicator]:
    """Rules no printed sheet has yet, but an office may write: other steps, negative rates, odd thirds."""
    first = schemes.load("department_3_1").indicator("S31-02")
    rise = RateKind.CHANGE
    yield replace(
        first, id="X-1", rule=StepOver(RateKind.RATIO, Decimal("99.5"), Decimal("0.3"), Decimal("0.1"))
    )
    yield replace(first, id="X-2", rule=StepUnder(rise, Decimal("2.5"), Decimal(5), Decimal("0.125")))
    yield replace(first, id="X-3", rule=StepUnder(RateKind.RATIO, Decimal(90), Decimal(3), Decimal(1)))
    falling = (
        Band(None, Decimal(-10), Decimal(5)),
        Band(Decimal(-10), Decimal(0), Decimal(3)),
        Band(Decimal(0), Decimal("33.333"), Decimal(1)),
        Band(Decimal("33.333"), None, Decimal(0)),
    )
    yield replace(first, id="X-4", rule=Bands(rise, "hi", falling))
    yield replace(first, id="X-5", rule=Bands(rise, "lo", falling))
    relations = (
        Case("this_year", "<", "0.5", Decimal(5)),
        Case("this_year", ">=", "last_year", Decimal(2)),
        Case("last_year", ">", "100", Decimal(1)),
    )
    yield replace(first, id="X-6", rule=Cases(relations, Decimal(0)))


def situations(seed: int, each: int) -> list[Situation]:
    """``each`` random situations per indicator and office, besides the edges of its rule."""
    rng = random.Random(seed)  # noqa: S311  repeatable, nothing secret
    indicators = [
        indicator
        for scheme_id in schemes.available()
        for indicator in schemes.load(scheme_id).indicators
        if not isinstance(indicator.rule, Manual)
    ]
    made = []
    for indicator in (*indicators, *invented()):
        for office in OFFICES:
            rows = [*_edges(indicator, rng), *(_random(indicator, rng) for _ in range(each))]
            made += [Situation(indicator, office, row) for row in rows]
    return made


def _edges(indicator: Indicator, rng: random.Random) -> Iterator[tuple[float | str | None, ...]]:
    """Figures that meet a step or band exactly, or miss it by half a hundredth of a point."""
    if any(item.kind in {InputKind.YES_NO, InputKind.CHOICE} for item in indicator.inputs):
        return
    for rate in rng.sample(RATES, 5):
        for nudge in rng.sample(NUDGES, 4):
            points = Decimal(str(rate)) + Decimal(nudge)
            base = Decimal(
                rng.choice((1, 3, 7, 100, 143, 1000, 100000, 8.11, 174.31, 13742, 0.07))
            ).normalize()
            if len(indicator.inputs) == 1:
                yield (float(points),)
            elif len(indicator.inputs) == 2:
                of_base = float(points * Decimal(str(float(base))) / 100)
                on_top = float((points + 100) * Decimal(str(float(base))) / 100)
                yield (rng.choice((of_base, on_top)), float(base))


def _random(indicator: Indicator, rng: random.Random) -> tuple[float | str | None, ...]:
    return tuple(_cell(item, rng) for item in indicator.inputs)


def _cell(item: Input, rng: random.Random) -> float | str | None:
    if item.kind is InputKind.YES_NO:
        return rng.choice(("是", "是", "是", "否", "否", "不适用", "不适用", "", None, "对"))
    if item.kind is InputKind.CHOICE:
        return rng.choice((*item.choices, *item.choices, "", None, "其他"))
    if item.kind is InputKind.POINTS:
        return rng.choice((0, 0, 0, 0, 2, 2, 3, 4, 4.5, 5, 5.005, 6, 7, 1.99, None))
    if item.kind is InputKind.COUNT:
        return rng.choice((0, 1, 2, 3, 5, 6, 90, 143, 162, 1000, 162.5, rng.randrange(2000), None, "三"))
    if item.kind is InputKind.PERCENT:
        return rng.choice(
            (0, 100, 100.01, round(rng.uniform(0, 100), 4), round(rng.uniform(50, 100), 2), None, "高")
        )
    return rng.choice(
        (*ODD, round(rng.uniform(0, 200), 2), round(rng.uniform(0, 30000), 2), rng.randrange(300))
    )
