"""The score of an indicator as a live formula of the form."""

from __future__ import annotations

from decimal import Decimal

from xlperf.forms.formulas import References, RowValues, Value, Values
from xlperf.forms.model import Column, Field
from xlperf.office import Office
from xlperf.record import dataclass
from xlperf.schemes.model import Indicator, Input, InputKind, Qualitative, Reverse
from xlperf.scoring import by_relation, live_formula, score


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


@dataclass(frozen=True, slots=True)
class RowScore:
    """Points by 比较符, 指标值, 完成值 and 分值 of the same row; empty where nothing can be reckoned."""

    full: Column
    relation: Column
    target: Column
    actual: Column
    qualitative: Qualitative
    reverse: Reverse

    def excel(self, refs: References) -> str:
        full, relation, target, actual = (
            refs.in_row(each) for each in (self.full, self.relation, self.target, self.actual)
        )
        return by_relation.formula(full, relation, target, actual, self.reverse, Office())

    def evaluate(self, values: Values, row: RowValues | None) -> Value:
        full = row.value(self.full) if row else None
        if row is None or not isinstance(full, Decimal):
            return None
        rule = by_relation.rule_of(str(row.value(self.relation) or ""), self.qualitative, self.reverse)
        if rule is None:
            return None
        each = by_relation.indicator("row", full, rule)
        given = (row.value(self.actual), row.value(self.target))
        facts = {item: _fact(item, value) for item, value in zip(each.inputs, given, strict=False)}
        return score(each, facts, Office()).computed


def _fact(item: Input, value: Value) -> Decimal | str | None:
    """What a rule takes for what stands in the cell."""
    if item.choices:
        return by_relation.level(str(value or ""))
    return value if isinstance(value, Decimal) else None
