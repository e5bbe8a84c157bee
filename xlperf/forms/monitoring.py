"""绩效运行监控表: one project in the middle of the year, 双监控 of money and goals (财预〔2019〕136号), with live lights."""

from __future__ import annotations

from xlperf.forms import information, target_table, vocabulary
from xlperf.forms.formulas import RowShare, Same, Share
from xlperf.forms.live_light import COLOURS, PROFILES, Basis, ExecutionLight, IndicatorLight, ProjectLight
from xlperf.forms.model import (
    Banner,
    Column,
    Entry,
    Field,
    Kind,
    Label,
    Line,
    Look,
    Owner,
    PrintedRow,
    SheetForm,
    Table,
)

_FORM = "monitoring"
DISPOSALS = ("继续执行", "调剂预算", "取消项目")

YEAR = Field(
    key=f"{_FORM}.year",
    label="年度",
    kind=Kind.YEAR,
    formula=Same(information.YEAR),
    number_format='"（"0"年度）"',
    printed_label=False,
)
PROJECT = Field(key=f"{_FORM}.project", label="项目名称", formula=Same(information.PROJECT))
UNIT = Field(key=f"{_FORM}.unit", label="实施单位", formula=Same(information.UNIT))
MONTH = Field(
    key=f"{_FORM}.month", label="监控到几月", kind=Kind.COUNT, prompt="1 到 12：6 表示1—6月", unit="月"
)
PROFILE = Field(
    key=f"{_FORM}.profile",
    label="监控口径",
    kind=Kind.CHOICE,
    choices=tuple(PROFILES),
    prompt="按财政局的规定；不选按月份折算",
)
BLUE = Field(
    key=f"{_FORM}.over_blue",
    label="蓝灯起点（%）",
    kind=Kind.NUMBER,
    unit="%",
    prompt="按月份折算时，指标达到百分之几亮蓝灯：按财政局的规定；不填按120",
)
BUDGET = Field(
    key=f"{_FORM}.budget",
    label="全年预算数（万元）",
    kind=Kind.MONEY,
    unit="万元",
    prompt="含年中调整，单位：万元",
)
SPENT = Field(
    key=f"{_FORM}.spent", label="1—N月执行数（万元）", kind=Kind.MONEY, unit="万元", prompt="单位：万元"
)
RATE = Field(key=f"{_FORM}.rate", label="执行率", kind=Kind.PERCENT, formula=Share(SPENT, BUDGET))
_BASIS = Basis(SPENT, BUDGET, MONTH, PROFILE, BLUE)
EXECUTION = Field(
    key=f"{_FORM}.execution", label="预算执行灯", formula=ExecutionLight(_BASIS), colours=COLOURS
)
CAUSE = Field(
    key=f"{_FORM}.cause",
    label="执行偏差原因",
    kind=Kind.LONG_TEXT,
    prompt="红灯、黄灯必填：为什么没有按进度执行",
)
MEASURE = Field(
    key=f"{_FORM}.measure", label="改进措施", kind=Kind.LONG_TEXT, prompt="红灯、黄灯必填：怎么办、到什么时候"
)
DISPOSAL = Field(key=f"{_FORM}.disposal", label="处置建议", kind=Kind.CHOICE, choices=DISPOSALS)

FIRST, SECOND = target_table.FIRST, target_table.SECOND
THIRD = Column(key="third", label="三级指标", prompt="与年初绩效目标表一致")
RELATION = Column(key="relation", label="比较符", kind=Kind.CHOICE, choices=vocabulary.RELATIONS)
TARGET = Column(key="target", label="年初目标值", kind=Kind.FREE, prompt="只填数字；定性指标填文字")
UNIT_OF = Column(key="measure_unit", label="度量单位", kind=Kind.CHOICE, choices=vocabulary.UNITS)
ACTUAL = Column(
    key="actual", label="1—N月完成", kind=Kind.FREE, prompt="只填数字；定性指标填 达成、部分达成 或 未达成"
)
COMPLETION = Column(
    key="completion", label="完成率", kind=Kind.PERCENT, owner=Owner.FORM, formula=RowShare(ACTUAL, TARGET)
)
LIGHT = Column(
    key="light",
    label="灯",
    owner=Owner.FORM,
    colours=COLOURS,
    formula=IndicatorLight(_BASIS, RELATION, TARGET, ACTUAL, UNIT_OF),
)
ROW_CAUSE = Column(
    key="cause", label="偏差原因", kind=Kind.LONG_TEXT, prompt="红灯、黄灯必填；蓝灯写明目标是否定低了"
)
ROW_MEASURE = Column(key="measure", label="改进措施", kind=Kind.LONG_TEXT, prompt="红灯、黄灯必填")


def _rows() -> tuple[PrintedRow, ...]:
    counts = (
        ("产出指标", (("数量指标", 3), ("质量指标", 2), ("时效指标", 1), ("成本指标", 1))),
        ("效益指标", (("经济效益指标", 1), ("社会效益指标", 1), ("生态效益指标", 1), ("可持续影响指标", 1))),
        ("满意度指标", (("服务对象满意度指标", 1),)),
    )
    return tuple(
        PrintedRow(texts={"first": first, "second": second})
        for first, seconds in counts
        for second, count in seconds
        for _ in range(count)
    )


INDICATORS = Table(
    key=f"{_FORM}.indicators",
    label="绩效目标监控",
    columns=(
        FIRST,
        SECOND,
        THIRD,
        RELATION,
        TARGET,
        UNIT_OF,
        ACTUAL,
        COMPLETION,
        LIGHT,
        ROW_CAUSE,
        ROW_MEASURE,
    ),
    printed=_rows(),
    row_height=27,
    repeats_header=True,
)
PROJECT_LIGHT = Field(
    key=f"{_FORM}.light", label="项目灯", formula=ProjectLight(EXECUTION, INDICATORS, LIGHT), colours=COLOURS
)

SHEET = SheetForm(
    key=_FORM,
    name="绩效运行监控表",
    widths=(10, 13, 22, 8, 11, 9, 11, 9, 8, 24, 24),
    landscape=True,
    blocks=(
        Banner("项目支出绩效运行监控表", Look.TITLE),
        Banner(YEAR, Look.SUBTITLE),
        Banner("单位：万元", Look.UNIT),
        Line((Label("项目名称", 2), Entry(PROJECT, 4), Label("实施单位", 2), Entry(UNIT, 3)), height=24),
        Line((Label("监控到几月", 2), Entry(MONTH, 4), Label("监控口径", 2), Entry(PROFILE, 3)), height=24),
        Line((Label("蓝灯起点（%）", 2), Entry(BLUE, 9)), height=24),
        Line(
            (
                Label("全年预算数（万元）", 2),
                Entry(BUDGET, 4),
                Label("1—N月执行数\n（万元）", 2),
                Entry(SPENT, 3),
            ),
            height=33,
        ),
        Line((Label("执行率", 2), Entry(RATE, 4), Label("预算执行灯", 2), Entry(EXECUTION, 3)), height=24),
        Line((Label("执行偏差原因", 2), Entry(CAUSE, 9)), height=42),
        Line((Label("改进措施", 2), Entry(MEASURE, 9)), height=42),
        INDICATORS,
        Line(
            (Label("项目灯", 2), Entry(PROJECT_LIGHT, 4), Label("处置建议", 2), Entry(DISPOSAL, 3)), height=24
        ),
        Banner(
            "按月份折算：完成（执行）÷（全年×月份÷12），低于60%红灯，60%—80%黄灯，指标达到蓝灯起点（不填为120%）蓝灯（目标可能偏低）。"
            "四川口径：执行率4月末低于25%、6月末低于40%、8月末低于60%、10月末低于80%，或目标完成与执行相差超过10个百分点，黄灯预警。"
            "度量单位为“%”的比率不随月份累加：达到全年目标的蓝灯起点才亮蓝灯，四川口径下只有落后于执行才预警。"
            "反向指标（≤）超过目标红灯；定性指标达成绿灯、部分达成黄灯、未达成红灯。项目灯取最重的：红、黄、绿、蓝。",
            Look.NOTE,
        ),
    ),
)
