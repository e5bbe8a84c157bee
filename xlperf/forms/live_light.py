"""红黄绿蓝灯 as live formulas of the monitoring sheet; the rule itself is in ``scoring.lights``."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from xlperf.forms.formulas import References, RowValues, Value, Values
from xlperf.forms.model import Column, Field, Table
from xlperf.record import dataclass
from xlperf.scoring import lights
from xlperf.scoring.lights import Light, Profile

PROFILES: Final[dict[str, Profile]] = {"按月份折算": "proportional", "四川口径": "sichuan"}
"""监控口径, as staff choose it; nothing chosen is the first."""
COLOURS: Final = (
    (str(Light.RED), "#FF7C80"),
    (str(Light.YELLOW), "#FFD966"),
    (str(Light.GREEN), "#A9D18E"),
    (str(Light.BLUE), "#9DC3E6"),
)
"""How a cell that holds a light is filled."""
_SICHUAN: Final = next(word for word, profile in PROFILES.items() if profile == "sichuan")
_FULL: Final = 100
_MONTHS: Final = range(1, 13)


def profile_of(value: Value) -> Profile:
    """What a choice means."""
    return PROFILES.get(str(value or ""), "proportional")


def word_for(profile: Profile) -> str:
    """What staff call a profile."""
    return next(word for word, known in PROFILES.items() if known == profile)


def blue_of(value: Value) -> Decimal:
    """蓝灯起点 in percent; 120 for anything that is no percentage above 100."""
    return value if isinstance(value, Decimal) and value > _FULL else lights.BLUE


def month_of(value: Value) -> int | None:
    """A month from 1 to 12; None for anything else."""
    return int(value) if isinstance(value, Decimal) and value in _MONTHS else None


def _either(profile: str, month: str, sichuan: str, proportional: str) -> str:
    """Excel: the formula of the profile chosen, "" while the month is none."""
    light = f'IF({profile}="{_SICHUAN}",{sichuan},{proportional})'
    return f'IF(OR(COUNT({month})=0,N({month})<1,N({month})>12,N({month})<>INT(N({month}))),"",{light})'


@dataclass(frozen=True, slots=True)
class Basis:
    """What the lights of a sheet rest on: 执行数, 全年预算数, 监控月份, 监控口径, 蓝灯起点."""

    spent: Field
    budget: Field
    month: Field
    profile: Field
    blue: Field

    def given(self, values: Values) -> tuple[Value, Value, int | None, Profile]:
        """The four values."""
        month, profile = values.value(self.month), values.value(self.profile)
        return values.value(self.spent), values.value(self.budget), month_of(month), profile_of(profile)


@dataclass(frozen=True, slots=True)
class ExecutionLight:
    """The light of 预算执行."""

    basis: Basis

    def excel(self, refs: References) -> str:
        basis = self.basis
        spent, budget, month = (refs.field(each) for each in (basis.spent, basis.budget, basis.month))

        def by(profile: Profile) -> str:
            return lights.execution_formula(spent, budget, month, profile)

        return _either(refs.field(basis.profile), month, by("sichuan"), by("proportional"))

    def evaluate(self, values: Values, row: RowValues | None) -> Value:
        spent, budget, month, profile = self.basis.given(values)
        if month is None or not isinstance(spent, Decimal) or not isinstance(budget, Decimal):
            return None
        return _word(lights.execution(spent, budget, month, profile))


@dataclass(frozen=True, slots=True)
class IndicatorLight:
    """The light of the indicator in this row."""

    basis: Basis
    relation: Column
    target: Column
    actual: Column
    unit: Column

    def excel(self, refs: References) -> str:
        basis = self.basis
        relation, target, actual = (refs.in_row(each) for each in (self.relation, self.target, self.actual))
        unit = refs.in_row(self.unit)
        spent, budget, month = (refs.field(each) for each in (basis.spent, basis.budget, basis.month))
        return _either(
            refs.field(basis.profile),
            month,
            lights.beside_execution_formula(relation, target, actual, unit, spent, budget),
            lights.indicator_formula(relation, target, actual, unit, month, refs.field(basis.blue)),
        )

    def evaluate(self, values: Values, row: RowValues | None) -> Value:
        if row is None or month_of(values.value(self.basis.month)) is None:
            return None
        relation = str(row.value(self.relation) or "")
        target, actual = row.value(self.target), row.value(self.actual)
        if relation == lights.BY_WORD:
            return _word(lights.qualitative(str(actual or "")))
        if not relation or not isinstance(target, Decimal) or not isinstance(actual, Decimal):
            return None
        rate = lights.is_rate(str(row.value(self.unit) or ""))
        return _word(self._measured(values, relation, target, actual, rate=rate))

    def _measured(
        self, values: Values, relation: str, target: Decimal, actual: Decimal, *, rate: bool
    ) -> Light | None:
        spent, budget, month, profile = self.basis.given(values)
        if profile == "proportional" or lights.needs_no_budget(relation, target):
            blue = blue_of(values.value(self.basis.blue))
            return lights.indicator(relation, target, actual, month or 1, rate=rate, blue=blue)
        if not isinstance(spent, Decimal) or not isinstance(budget, Decimal):
            return None
        return lights.beside_execution(relation, target, actual, spent, budget, rate=rate)


@dataclass(frozen=True, slots=True)
class ProjectLight:
    """The gravest of 预算执行 and all indicators."""

    execution: Field
    table: Table
    column: Column

    def excel(self, refs: References) -> str:
        return lights.worst_formula([refs.field(self.execution), refs.body(self.table, self.column)])

    def evaluate(self, values: Values, row: RowValues | None) -> Value:
        found = [values.value(self.execution), *(each.value(self.column) for each in values.body(self.table))]
        return _word(lights.worst(light for light in Light if light in found))


def _word(light: Light | None) -> Value:
    return str(light) if light else None
