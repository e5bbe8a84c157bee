"""专项明细：the special projects of a department, one row each, as their 附件2-2 state them."""

from __future__ import annotations

from xlperf.forms.formulas import RowDifference, RowShare
from xlperf.forms.model import Banner, Column, Field, Kind, Look, SheetForm, Table

_FORM = "special_projects"


def _money(key: str, label: str, formula: RowDifference | None = None) -> Column:
    return Column(
        key=key,
        label=label,
        kind=Kind.MONEY,
        unit="万元",
        formula=formula,
        total=Field(key=f"{_FORM}.{key}_total", label=f"{label}合计", kind=Kind.MONEY, unit="万元"),
        prompt="单位：万元，与该项目附件2-2一致",
    )


PROJECT = Column(key="project", label="专项（项目）名称")
PLANNED = _money("planned", "计划安排资金")
ARRIVED = _money("arrived", "实际到位资金")
SPENT = _money("spent", "实际支出")
BALANCE = _money("balance", "结余", RowDifference(ARRIVED, SPENT))
ARRIVAL_RATE = Column(
    key="arrival_rate", label="到位率", kind=Kind.PERCENT, formula=RowShare(ARRIVED, PLANNED)
)
SPENDING_RATE = Column(
    key="spending_rate", label="支出率", kind=Kind.PERCENT, formula=RowShare(SPENT, ARRIVED)
)
REMARK = Column(key="remark", label="备注")

PROJECTS = Table(
    key=f"{_FORM}.projects",
    label="专项明细",
    columns=(PROJECT, PLANNED, ARRIVED, SPENT, BALANCE, ARRIVAL_RATE, SPENDING_RATE, REMARK),
    spare=12,
    total="合计",
    row_height=27,
    repeats_header=True,
)

SHEET = SheetForm(
    key=_FORM,
    name="专项明细",
    widths=(30, 14, 14, 14, 14, 10, 10, 20),
    landscape=True,
    optional=True,
    blocks=(
        Banner("部门（单位）专项资金明细表", Look.TITLE),
        Banner("单位：万元", Look.UNIT),
        PROJECTS,
        Banner("注：逐个项目按其《财政支出绩效评价自评报告》（附件2-2）填列。", Look.NOTE),
    ),
)
