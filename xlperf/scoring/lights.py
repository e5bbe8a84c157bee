"""运行监控的红黄绿蓝灯: Python and Excel side by side (财预〔2019〕136号 双监控; 川财绩〔2025〕10号 as summarised).

Two profiles. ``proportional``: what is done by the end of month N is held against N/12 of the year;
below 60% red, below 80% yellow, from 120% (or what the office says) blue: the target was set too low; indicators only.
``sichuan``: execution is held against fixed marks — 25% (1–4月), 40% (1–6月), 60% (1–8月), 80% (1–10月) —
and goals against execution: below the mark, or more than 10 percentage points apart, is 预警 (yellow).
A ≤ indicator is red over its limit and a 定性 one goes by its word in both.
A rate (度量单位 %) need not grow with the months — 合格率 is 100% in June as in December — so it is blue only from 120%
of the whole year's target (``proportional``), and is no 预警 for being ahead of the money (``sichuan``).

Rates are percentage points rounded half up to two decimals before they are compared, in both languages.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from decimal import Context, Decimal
from typing import Final, Literal

from xlperf.scoring.rounding import clean, excel_clean, excel_whole, half_up

Profile = Literal["proportional", "sichuan"]

_FINE: Final = Context(prec=60)
_YEAR: Final = Decimal(12)
_RED, _YELLOW = Decimal(60), Decimal(80)
BLUE: Final = Decimal(120)
"""From here an indicator is blue, unless the office says otherwise (``over_blue``, A20)."""
_APART: Final = Decimal(10)
_MARKS: Final = ((10, Decimal(80)), (8, Decimal(60)), (6, Decimal(40)), (4, Decimal(25)))
"""Sichuan: from this month on, at least so much must be spent; before April nothing is asked."""


class Light(enum.StrEnum):
    """One light, by the word staff see. Order of the project light: red, yellow, green, blue."""

    RED = "红灯"
    YELLOW = "黄灯"
    GREEN = "绿灯"
    BLUE = "蓝灯"


REACHED, PARTLY, MISSED = "达成", "部分达成", "未达成"
_BY_WORD: Final = {REACHED: Light.GREEN, PARTLY: Light.YELLOW, MISSED: Light.RED}
QUALITATIVE: Final = tuple(_BY_WORD)
"""What staff choose for a 定性 indicator."""

AT_LEAST, AT_MOST, BY_WORD = "≥", "≤", "定性"
_RATE_UNITS: Final = ("%", "％")


def progress(done: Decimal, planned: Decimal, month: int) -> Decimal | None:
    """Percentage points of what 1–``month``月 should have brought: 30 of 120 by June is 50. None without a plan."""
    if clean(planned) == 0:
        return None
    return half_up(_FINE.divide(done * _YEAR * 100, planned * month))


def share(done: Decimal, planned: Decimal) -> Decimal | None:
    """Percentage points of the whole year's plan; None without one."""
    return None if clean(planned) == 0 else half_up(_FINE.divide(done * 100, planned))


def execution(spent: Decimal, budget: Decimal, month: int, profile: Profile) -> Light | None:
    """The light of 预算执行 at the end of ``month`` (1–12); None without a budget. Never blue."""
    if profile == "sichuan":
        spent_share = share(spent, budget)
        if spent_share is None:
            return None
        return Light.YELLOW if spent_share < mark(month) else Light.GREEN
    rate = progress(spent, budget, month)
    if rate is None:
        return None
    return _graded(rate) if rate < _YELLOW else Light.GREEN


def is_rate(unit: str) -> bool:
    """Whether a 度量单位 says that the indicator is a rate."""
    return unit.strip() in _RATE_UNITS


def indicator(
    relation: str, target: Decimal, actual: Decimal, month: int, *, rate: bool, blue: Decimal = BLUE
) -> Light:
    """The light of a quantitative indicator: ≥ (and =) by progress, ≤ by the limit; a zero target must be met exactly."""
    if relation == AT_MOST:
        return Light.GREEN if clean(actual - target) <= 0 else Light.RED
    reached, whole = progress(actual, target, month), share(actual, target)
    if reached is None or whole is None:
        return Light.GREEN if clean(actual) == 0 else Light.RED
    if reached >= blue and (whole >= blue or not rate):
        return Light.BLUE
    return _graded(reached)


def qualitative(word: str) -> Light | None:
    """The light of a 定性 indicator by the word chosen; None for any other word."""
    return _BY_WORD.get(word)


def beside_execution(
    relation: str, target: Decimal, actual: Decimal, spent: Decimal, budget: Decimal, *, rate: bool
) -> Light | None:
    """Sichuan: the light of a quantitative indicator beside 预算执行 (spent of budget); None without a budget.

    Goals beyond the target count as 100%.
    """
    if needs_no_budget(relation, target):
        return indicator(relation, target, actual, int(_YEAR), rate=rate)
    reached, spent_share = share(min(actual, target), target), share(spent, budget)
    if reached is None or spent_share is None:
        return None
    apart = spent_share - reached if rate else abs(reached - spent_share)
    return Light.YELLOW if apart > _APART else Light.GREEN


def needs_no_budget(relation: str, target: Decimal) -> bool:
    """Sichuan: limits and zero targets are met or not, whatever has been spent."""
    return relation == AT_MOST or clean(target) == 0


def mark(month: int) -> Decimal:
    """Sichuan: percentage points of the budget that must be spent by the end of a month."""
    return next((least for since, least in _MARKS if month >= since), Decimal(0))


def worst(lights: Iterable[Light]) -> Light | None:
    """The light of a project: the gravest of those given, red > yellow > green > blue; None for none."""
    return min(lights, key=list(Light).index, default=None)


def _graded(rate: Decimal) -> Light:
    if rate < _RED:
        return Light.RED
    return Light.YELLOW if rate < _YELLOW else Light.GREEN


def execution_formula(spent: str, budget: str, month: str, profile: Profile) -> str:
    """``execution`` as an Excel expression: the word of the light, "" where something is missing."""
    given = f"OR(COUNT({spent},{budget},{month})<3,{excel_clean(budget)}=0)"
    if profile == "sichuan":
        steps = ",".join(f"{since}" for since, _ in reversed(_MARKS))
        least = ",".join(f"{most * 100}" for _, most in reversed(_MARKS))
        asked = f"LOOKUP({month},{{0,{steps}}},{{0,{least}}})"
        rate = excel_whole(f"{spent}/{budget}*10000", 2)
        return f'IF({given},"",IF({rate}<{asked},"{Light.YELLOW}","{Light.GREEN}"))'
    rate = _progress_formula(spent, budget, month)
    return f'IF({given},"",LOOKUP({rate},{_thresholds()}))'


def indicator_formula(relation: str, target: str, actual: str, unit: str, month: str, blue: str) -> str:
    """``indicator`` and ``qualitative`` as an Excel expression; ``relation`` is the cell with ≥ ≤ = 定性.

    ``blue`` is the cell with the percentage from which an indicator is blue; empty means 120.
    """
    reached = _progress_formula(actual, target, month)
    least = f"IF(N({blue})>100,N({blue}),{BLUE})*100"
    whole = excel_whole(f"{actual}/{target}*10000", 2)
    beyond = f"AND({reached}>={least},OR(NOT({_is_rate_formula(unit)}),{whole}>={least}))"
    by_rate = f'IF({beyond},"{Light.BLUE}",LOOKUP({reached},{_thresholds()}))'
    return _by_relation(relation, target, actual, f'IF(COUNT({month})=0,"",{by_rate})')


def beside_execution_formula(
    relation: str, target: str, actual: str, unit: str, spent: str, budget: str
) -> str:
    """``beside_execution`` and ``qualitative`` as an Excel expression."""
    reached = excel_whole(f"MIN({actual},{target})/{target}*10000", 2)
    given = f"OR(COUNT({spent},{budget})<2,{excel_clean(budget)}=0)"
    ahead = f"({reached}-{excel_whole(f'{spent}/{budget}*10000', 2)})"
    apart = f"IF({_is_rate_formula(unit)},-{ahead},ABS{ahead})>{_APART * 100}"
    return _by_relation(
        relation, target, actual, f'IF({given},"",IF({apart},"{Light.YELLOW}","{Light.GREEN}"))'
    )


def _is_rate_formula(unit: str) -> str:
    named = ",".join(f'TRIM({unit})="{each}"' for each in _RATE_UNITS)
    return f"OR({named})"


def _by_relation(relation: str, target: str, actual: str, by_rate: str) -> str:
    """What both profiles share: words, limits, zero targets; ``by_rate`` for the rest."""
    words = "".join(f'IF({actual}="{word}","{light}",' for word, light in _BY_WORD.items())
    told = f'{words}""{")" * len(_BY_WORD)}'
    most = f'IF({excel_clean(f"{actual}-{target}")}<=0,"{Light.GREEN}","{Light.RED}")'
    zero = f'IF({excel_clean(actual)}=0,"{Light.GREEN}","{Light.RED}")'
    rest = f"IF({excel_clean(target)}=0,{zero},{by_rate})"
    number = f'IF(COUNT({actual},{target})<2,"",IF({relation}="{AT_MOST}",{most},{rest}))'
    return f'IF({relation}="{BY_WORD}",{told},IF({relation}="","",{number}))'


def worst_formula(cells: Sequence[str]) -> str:
    """``worst`` as an Excel expression over ranges or cells."""
    text = '""'
    for light in reversed(Light):
        found = "+".join(f'COUNTIF({cell},"{light}")' for cell in cells)
        text = f'IF({found}>0,"{light}",{text})'
    return text


def _progress_formula(done: str, planned: str, month: str) -> str:
    return excel_whole(f"{done}*12/({planned}*{month})*10000", 2)


def _thresholds() -> str:
    """The two array constants of LOOKUP, in hundredths of a percentage point."""
    starts = ["-1E+300", f"{_RED * 100}", f"{_YELLOW * 100}"]
    words = ",".join(f'"{light}"' for light in (Light.RED, Light.YELLOW, Light.GREEN))
    return f"{{{','.join(starts)}}},{{{words}}}"
