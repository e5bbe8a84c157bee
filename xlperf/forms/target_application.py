"""项目支出绩效目标申报表: what a unit applies with before the year begins (财预〔2015〕88号 附件).

It asks for what 绩效目标表 asks for, so those parts are the same and every check of targets holds for it; the funds are
those of 项目支出绩效自评表, last year's beside the amount applied for.
"""

from __future__ import annotations

from dataclasses import replace

from xlperf.forms import target_table
from xlperf.forms.model import Banner, Column, Entry, Field, Kind, Label, Line, Look, PrintedRow, SheetForm
from xlperf.forms.national import parts

DEPARTMENT = replace(parts.DEPARTMENT, key="target_table.department")
NATURE = Field(
    key="target_table.nature", label="项目属性", kind=Kind.CHOICE, choices=("新增项目", "延续项目")
)
LAST_TOTAL = Field(key="target_table.last_total", label="上年度安排·合计", kind=Kind.MONEY, unit="万元")
LAST = Column(
    key="last",
    label="上年度安排",
    kind=Kind.MONEY,
    unit="万元",
    span=3,
    total=LAST_TOTAL,
    synonyms=("上年安排", "上年预算", "上年度预算"),
)
_SOURCES = ("其中：财政拨款", "其他资金")

FUNDS = replace(
    parts.FUNDS,
    columns=(
        replace(parts.SOURCE, span=2),
        LAST,
        replace(
            parts.BUDGET,
            label="本年度申请",
            span=2,
            total=replace(parts.BUDGET_TOTAL, label="本年度申请·合计"),
            synonyms=("本年申请", "本年度申请资金", "申请金额"),
        ),
    ),
    printed=tuple(
        PrintedRow(id=f"F{number}", texts={"name": name}) for number, name in enumerate(_SOURCES, 1)
    ),
    grows=False,
    total="年度资金总额",
    total_on_top=True,
    side_label="项目\n资金\n（万元）",
    side_span=1,
    row_height=24,
)

SHEET = SheetForm(
    key=target_table.SHEET.key,
    name="项目支出绩效目标申报表",
    widths=target_table.SHEET.widths,
    blocks=(
        Banner("项目支出绩效目标申报表", Look.TITLE),
        Banner(target_table.YEAR, Look.SUBTITLE),
        Banner("单位：万元", Look.UNIT),
        Line(
            (Label("项目名称", 1), Entry(target_table.PROJECT, 3), Label("项目属性", 2), Entry(NATURE, 2)),
            height=30,
        ),
        Line(
            (Label("主管部门", 1), Entry(DEPARTMENT, 3), Label("实施单位", 2), Entry(target_table.AGENCY, 2)),
            height=30,
        ),
        Line((Label("项目期", 1), Entry(target_table.PERIOD, 7)), height=30),
        FUNDS,
        Line((Label("实施期目标", 1), Entry(target_table.GOAL_PERIOD, 7)), height=78),
        Line((Label("年度目标", 1), Entry(target_table.GOAL_YEAR, 7)), height=78),
        target_table.INDICATORS,
    ),
)
