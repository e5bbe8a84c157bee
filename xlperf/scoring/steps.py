"""每超过（低于）一个百分点扣若干分，扣完为止：分值 − 扣分 × 点数。

Points are counted whole (满一点才扣), prorata (按小数扣) or ceil (不足一点按一点扣), as the office reads the
text (A1). A self-score is right anywhere between ceil and whole, so those are the bounds in every mode.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from xlperf.office import Office, StepMode
from xlperf.schemes.model import Indicator, StepOver, StepUnder
from xlperf.scoring.given import Facts
from xlperf.scoring.outcome import Outcome
from xlperf.scoring.rates import Rate, excel_rate, rate_of, units
from xlperf.scoring.rounding import excel_points, half_up, shown

_WORDS = {"whole": "整点", "prorata": "点", "ceil": "点（不足一点按一点）"}


def earn(indicator: Indicator, rule: StepOver | StepUnder, facts: Facts, office: Office) -> Outcome:
    """Points of one indicator of this kind."""
    rate = rate_of(indicator, rule.rate, facts.numbers, office)
    if isinstance(rate, Outcome):
        return rate
    beyond = _beyond(rule, rate.value, office)
    mode = office.step_mode_of(indicator.id)
    return Outcome(
        computed=_points(indicator, rule, beyond, mode),
        lo=_points(indicator, rule, beyond, "ceil"),
        hi=_points(indicator, rule, beyond, "whole"),
        formula=_told(indicator, rule, rate, beyond, mode),
        note=_above(indicator, rule, rate, office),
    )


def formula(indicator: Indicator, rule: StepOver | StepUnder, cells: Sequence[str], office: Office) -> str:
    """The same as an Excel formula."""

    def points(rate: str) -> str:
        beyond = _excel_beyond(rule, rate, office)
        steps = {
            "whole": f"INT({beyond}/{units(rule.step, office)})",
            "prorata": f"{beyond}/{units(rule.step, office)}",
            "ceil": f"-INT(-{beyond}/{units(rule.step, office)})",
        }[office.step_mode_of(indicator.id)]
        return f"MAX(0,{excel_points(f'{shown(indicator.max)}-{shown(rule.deduct)}*({steps})')})"

    return excel_rate(indicator, rule.rate, cells, office, points)


def _beyond(rule: StepOver | StepUnder, rate: Decimal, office: Office) -> Decimal:
    """Percentage points on the wrong side of the base."""
    if isinstance(rule, StepUnder) and rule.exact and office.procurement_over100 == "symmetric":
        return abs(rule.base - rate)
    return max(Decimal(0), rule.base - rate if isinstance(rule, StepUnder) else rate - rule.base)


def _excel_beyond(rule: StepOver | StepUnder, rate: str, office: Office) -> str:
    base = units(rule.base, office)
    if isinstance(rule, StepUnder) and rule.exact and office.procurement_over100 == "symmetric":
        return f"ABS({base}-{rate})"
    return f"MAX(0,{base}-{rate})" if isinstance(rule, StepUnder) else f"MAX(0,{rate}-{base})"


def _steps(rule: StepOver | StepUnder, beyond: Decimal, mode: StepMode) -> Decimal:
    steps = beyond / rule.step
    if mode == "prorata":
        return steps
    return steps.to_integral_value(ROUND_CEILING if mode == "ceil" else ROUND_FLOOR)


def _points(indicator: Indicator, rule: StepOver | StepUnder, beyond: Decimal, mode: StepMode) -> Decimal:
    return half_up(max(Decimal(0), indicator.max - rule.deduct * _steps(rule, beyond, mode)))


def _told(
    indicator: Indicator, rule: StepOver | StepUnder, rate: Rate, beyond: Decimal, mode: StepMode
) -> str:
    """``162÷143×100% = 113.29%，超过100% 13.29个百分点，13个整点×0.5 = 6.5分；5 − 6.5 < 0，得0分``."""
    base, full = f"{shown(rule.base)}%", shown(indicator.max)
    over = rate.value > rule.base
    if beyond == 0:
        side = "等于" if rate.value == rule.base else "超过" if over else "不超过"
        return f"{rate.text}，{side}{base}，得{full}分"
    steps = _steps(rule, beyond, mode)
    each = "" if rule.step == 1 else f"，每{shown(rule.step)}个百分点为一点"
    loss = steps * rule.deduct
    left = indicator.max - loss
    rest = f"{full} − {shown(loss)} < 0" if left < 0 else f"{full} − {shown(loss)} = {shown(half_up(left))}"
    points = shown(_points(indicator, rule, beyond, mode))
    return (
        f"{rate.text}，{'超过' if over else '低于'}{base} {shown(beyond)}个百分点{each}，"
        f"{shown(steps)}个{_WORDS[mode]}×{shown(rule.deduct)} = {shown(loss)}分；{rest}，得{points}分"
    )


def _above(indicator: Indicator, rule: StepOver | StepUnder, rate: Rate, office: Office) -> str:
    """等于100%的得满分 says nothing of more (A8)."""
    exact = isinstance(rule, StepUnder) and rule.exact
    if not exact or rate.value <= rule.base or office.procurement_over100 != "warn":
        return ""
    return f"{indicator.name}{rate.value}%超过{shown(rule.base)}%，请核对是否超预算"
