"""From the inputs of a rule to percentage points, and what a zero below the line means (A2, A4, A7, A8, A26)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Context, Decimal
from typing import Final

from xlperf.office import Office
from xlperf.record import dataclass
from xlperf.schemes.model import Indicator, RateKind
from xlperf.scoring.outcome import Outcome, earned, unknown
from xlperf.scoring.rounding import clean, excel_clean, excel_whole, half_up, shown

_FINE: Final = Context(prec=60)
_STEP_PLACES: Final = 2  # bases and steps of a scheme have at most two decimals
_WHOLE: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Rate:
    """Percentage points rounded as the office rounds, and how they came about."""

    value: Decimal
    text: str


def rate_of(
    indicator: Indicator, kind: RateKind, numbers: Sequence[Decimal], office: Office
) -> Rate | Outcome:
    """The rate, or the outcome where there is nothing to divide by."""
    first = numbers[0]
    if kind is RateKind.GIVEN:
        value = half_up(first, office.rate_dp)
        return Rate(value, f"{indicator.inputs[0].label}{value}%")
    second = numbers[1]
    if second == 0:
        return _without_base(indicator, kind, first, office)
    value = half_up(_FINE.divide(_over(kind, numbers, office) * _WHOLE, second), office.rate_dp)
    return Rate(value, f"{_fraction(kind, numbers, office)}×100% = {value}%")


def excel_rate(
    indicator: Indicator, kind: RateKind, cells: Sequence[str], office: Office, points: Callable[[str], str]
) -> str:
    """Excel: ``points`` of the rate in hundredths of a point (or finer), with the cases of a zero base."""
    fine = 10**office.rate_dp
    if kind is RateKind.GIVEN:
        return points(_in_units(f"{cells[0]}*{fine}", office))
    first, second = cells[0], cells[1]
    above = {
        RateKind.RATIO: first,
        RateKind.CHANGE: f"({first}-{second})",
        RateKind.ABS_RATIO: f"ABS({first})" if office.adjust_abs else f"MAX(0,{first})",
    }[kind]
    base = _excel_without_base(indicator, kind, first, office, points)
    rate = _in_units(f"{above}/{second}*{100 * fine}", office)
    return f"IF({excel_clean(second)}=0,{base},{points(rate)})"


def units(value: Decimal, office: Office) -> str:
    """A bound or step of the scheme in the units of ``excel_rate``, as Excel text."""
    return shown(value.scaleb(max(office.rate_dp, _STEP_PLACES)))


def _in_units(scaled: str, office: Office) -> str:
    rounded = excel_whole(scaled, office.rate_dp)
    coarse = _STEP_PLACES - office.rate_dp
    return f"{rounded}*{10**coarse}" if coarse > 0 else rounded


def _over(kind: RateKind, numbers: Sequence[Decimal], office: Office) -> Decimal:
    """What stands above the line."""
    first, second = numbers[0], numbers[1]
    if kind is RateKind.CHANGE:
        return first - second
    if kind is RateKind.ABS_RATIO:
        return abs(first) if office.adjust_abs else max(Decimal(0), first)
    return first


def _fraction(kind: RateKind, numbers: Sequence[Decimal], office: Office) -> str:
    first, second = shown(numbers[0]), shown(numbers[1])
    if kind is RateKind.CHANGE:
        return f"({first}−{second})÷{second}"
    if kind is RateKind.ABS_RATIO and numbers[0] < 0:
        return f"{first[1:]}÷{second}" if office.adjust_abs else f"追减{first[1:]}不计，0÷{second}"
    return f"{first}÷{second}"


def _without_base(indicator: Indicator, kind: RateKind, first: Decimal, office: Office) -> Rate | Outcome:
    above, below = indicator.inputs[0].label, indicator.inputs[1].label
    if kind is RateKind.CHANGE and clean(first) == 0:
        return Rate(half_up(Decimal(0), office.rate_dp), f"{above}、{below}均为0，没有增加，按0%")
    if kind is RateKind.CHANGE and office.zero_base == "zero":
        note = f"{below}为0而{above}为{shown(first)}，比率无法计算，按0分处理；请核对{below}"
        return earned(Decimal(0), f"{below}0，{above}{shown(first)}，得0分", note)
    if indicator.optional and clean(first) == 0:
        return _not_applicable(indicator, f"{above}、{below}均为0，本项不适用", office)
    if office.zero_denominator == "zero" and kind is not RateKind.CHANGE:
        return earned(Decimal(0), f"“{below}”为0，比率没有意义，按财政局设置得0分")
    return unknown(f"“{below}”为0，比率没有意义，无法复核", f"“{below}”为0，不能作分母；请核对")


def _not_applicable(indicator: Indicator, reason: str, office: Office) -> Outcome:
    if office.na_policy == "full":
        return earned(indicator.max, f"{reason}，计满分{indicator.max}分", reason)
    if office.na_policy == "zero":
        return earned(Decimal(0), f"{reason}，计0分", reason)
    return Outcome(
        None, None, None, f"{reason}，不计分", note=f"{reason}；总分按其余指标折算为100分", applicable=False
    )


def _excel_without_base(
    indicator: Indicator, kind: RateKind, first: str, office: Office, points: Callable[[str], str]
) -> str:
    """As ``_without_base``."""
    nothing = f"{excel_clean(first)}=0"
    undefined = "0" if office.zero_denominator == "zero" else _EMPTY
    if kind is RateKind.CHANGE:
        other = "0" if office.zero_base == "zero" else _EMPTY
        return f"IF({nothing},{points('0')},{other})"
    if indicator.optional:
        points_of = {"full": shown(indicator.max), "zero": "0", "rescale": _EMPTY}[office.na_policy]
        return f"IF({nothing},{points_of},{undefined})"
    return undefined


_EMPTY: Final = '""'
