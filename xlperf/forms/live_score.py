"""The score of an indicator as a live formula of the form."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from xlperf.forms.formulas import References, RowValues, Value, Values
from xlperf.forms.model import Field
from xlperf.office import Office
from xlperf.schemes.model import Indicator, Input, InputKind
from xlperf.scoring import live_formula, score


def given(item: Input, value: Value) -> Decimal | bool | str | None:
    """What a rule takes for what staff wrote: 是/否 become True/False, empty becomes None."""
    if value is None or value == "":
        return None
    if item.kind is InputKind.YES_NO:
        return {"是": True, "否": False}.get(str(value), str(value))
    if item.kind is InputKind.CHOICE:
        return str(value)
    return value if isinstance(value, Decimal) else None


@dataclass(frozen=True, slots=True)
class LiveScore:
    """The score of one indicator, computed in the workbook from 计分数据."""

    indicator: Indicator
    entries: tuple[tuple[Input, Field], ...]
    office: Office

    def excel(self, refs: References) -> str:
        text = live_formula(
            self.indicator, {item: refs.field(entry) for item, entry in self.entries}, self.office
        )
        if text is None:
            raise ValueError(self.indicator.id)
        return text

    def evaluate(self, values: Values, row: RowValues | None) -> Value:
        facts = {item: given(item, values.value(entry)) for item, entry in self.entries}
        return score(self.indicator, facts, self.office).computed
