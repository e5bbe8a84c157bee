"""How points are earned: one small file for each kind of rule, Python and Excel side by side.

``score`` reckons what the facts earn; ``live_formula`` says the same to Excel..
"""

from __future__ import annotations

from collections.abc import Mapping

from xlperf.office import Office
from xlperf.schemes.model import (
    Bands,
    Cases,
    Checklist,
    Choice,
    Equal,
    Forward,
    Indicator,
    Input,
    Linear,
    LinearReverse,
    Manual,
    PerCase,
    Qualitative,
    RangeDeduct,
    Reverse,
    StepOver,
    StepUnder,
)
from xlperf.scoring import bands, cases, checklists, deductions, linear, per_case, steps, targets
from xlperf.scoring.given import Facts, Value, guarded, read
from xlperf.scoring.outcome import Outcome, by_hand
from xlperf.scoring.rounding import shown
from xlperf.scoring.totals import Part, total

__all__ = ["Outcome", "Part", "Value", "live_formula", "score", "total"]


def score(indicator: Indicator, values: Mapping[Input, Value], office: Office) -> Outcome:
    """Points that the values earn, with bounds and the rule in words. What is absent or None is missing.

    Numbers are Decimal (percentages in percentage points), 是/否 are True/False or the words themselves,
    不适用 and choices are their words.
    """
    if isinstance(indicator.rule, Manual):
        return by_hand(indicator)
    facts = read(indicator, values, office)
    return facts if isinstance(facts, Outcome) else _earn(indicator, facts, office)


def live_formula(indicator: Indicator, refs: Mapping[Input, str], office: Office) -> str | None:
    """Excel formula without ``=`` whose result is ``score(...).computed``, "" for None; None for 人工评分.

    ``refs`` are absolute references or defined names of single cells; it uses no function younger than
    Excel 2007. Words are compared as they stand, so the cells need the drop-downs 是/否/不适用 and choices.
    """
    cells = [refs[item] for item in indicator.inputs]
    match indicator.rule:
        case Manual():
            return None
        case Checklist() as rule:
            return checklists.formula(rule, cells)
        case Choice() as rule:
            return checklists.formula_choice(indicator, rule, cells, office)
        case Qualitative():
            return targets.formula_qualitative(indicator, cells)
        case _:
            return guarded(indicator, cells, office, _formula_of_numbers(indicator, cells, office))


def _earn(indicator: Indicator, facts: Facts, office: Office) -> Outcome:  # noqa: C901, PLR0911, PLR0912  a line each
    match indicator.rule:
        case StepOver() | StepUnder() as rule:
            return steps.earn(indicator, rule, facts, office)
        case Bands() as rule:
            return bands.earn(indicator, rule, facts, office)
        case Linear():
            return linear.earn(indicator, facts, office)
        case LinearReverse():
            return linear.earn_reverse(indicator, facts, office)
        case Forward() | Equal() as rule:
            return targets.earn(indicator, rule, facts)
        case Reverse() as rule:
            return targets.earn_reverse(indicator, rule, facts, office)
        case Qualitative() as rule:
            return targets.earn_qualitative(indicator, rule, facts, office)
        case PerCase() as rule:
            return per_case.earn(indicator, rule, facts, office)
        case Checklist() as rule:
            return checklists.earn(indicator, rule, facts)
        case Choice() as rule:
            return checklists.earn_choice(indicator, rule, facts, office)
        case Cases() as rule:
            return cases.earn(indicator, rule, facts)
        case RangeDeduct() as rule:
            return deductions.earn(indicator, rule, facts)
        case Manual():
            return by_hand(indicator)


def _formula_of_numbers(indicator: Indicator, cells: list[str], office: Office) -> str:  # noqa: PLR0911
    """The formula of a rule whose inputs are numbers, before anybody asks whether they are there."""
    match indicator.rule:
        case StepOver() | StepUnder() as rule:
            return steps.formula(indicator, rule, cells, office)
        case Bands() as rule:
            return bands.formula(indicator, rule, cells, office)
        case Linear():
            return linear.formula(indicator, cells, office)
        case LinearReverse():
            return linear.formula_reverse(indicator, cells, office)
        case Forward() | Equal() as rule:
            return targets.formula(shown(indicator.max), rule, cells)
        case Reverse() as rule:
            return targets.formula_reverse(shown(indicator.max), rule, cells, office)
        case PerCase() as rule:
            return per_case.formula(indicator, rule, cells)
        case Cases() as rule:
            return cases.formula(indicator, rule, cells)
        case RangeDeduct() as rule:
            return deductions.formula(indicator, rule, cells)
        case _:
            raise TypeError(f"{indicator.id}: no formula of numbers for {type(indicator.rule).__name__}")
