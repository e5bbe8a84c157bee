"""A target table drawn in a test: one line an indicator, in the order of the columns of the form."""

from __future__ import annotations

from decimal import Decimal

from xlperf.forms import information, target_table
from xlperf.forms.draft import Draft, DraftRow
from xlperf.forms.formulas import Value

_COLUMNS = ("third", "relation", "target", "measure", "standard")
_KINDS = (
    "数量",
    "数量",
    "数量",
    "质量",
    "质量",
    "时效",
    "时效",
    "成本",
    "经济",
    "社会",
    "生态",
    "可持续",
    "满意度",
)


def targets(
    drawing: str, *, budget: str = "630", goal: str = "", period: str = "2022年1月至2022年12月"
) -> Draft:
    """The target table of 2022 with these lines: 二级指标 | 三级指标 | 比较符 | 指标值 | 度量单位 | 绩效标准."""
    filled: list[dict[str, Value]] = [{} for _ in _KINDS]
    for line in drawing.strip().splitlines():
        kind, *texts = (cell.strip() for cell in line.split("|"))
        slot = next(n for n, each in enumerate(_KINDS) if each == kind and not filled[n])
        filled[slot] = {key: _typed(text) for key, text in zip(_COLUMNS, texts, strict=False) if text}
    draft = (
        Draft()
        .put(information.YEAR, Decimal(2022))
        .put(target_table.BUDGET, Decimal(budget))
        .put(target_table.PERIOD, period)
        .fill(target_table.INDICATORS, *(DraftRow(row) for row in filled))
    )
    return draft.put(target_table.GOAL_YEAR, goal) if goal else draft


def _typed(text: str) -> Value:
    return Decimal(text) if text.replace(".", "", 1).isdigit() else text
