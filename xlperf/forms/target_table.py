"""F1 项目支出（项目）绩效目标表."""

from __future__ import annotations

from xlperf.forms import information, vocabulary
from xlperf.forms.formulas import Same
from xlperf.forms.model import (
    Banner,
    Column,
    Entry,
    Field,
    Kind,
    Label,
    Line,
    Look,
    PrintedRow,
    SheetForm,
    Table,
)

YEAR = Field(
    key="target_table.year",
    label="年度",
    kind=Kind.YEAR,
    formula=Same(information.YEAR),
    number_format='"（"0"年度）"',
    printed_label=False,
)
PROJECT = Field(
    key="target_table.project",
    label="项目支出（项目）名称",
    formula=Same(information.PROJECT),
    synonyms=("项目名称",),
)
AGENCY = Field(
    key="target_table.agency",
    label="预算单位",
    formula=Same(information.UNIT),
    synonyms=("申报单位", "项目单位", "填报单位"),
)
BUDGET = Field(
    key="target_table.budget",
    label="年度预算总金额",
    synonyms=("年度预算金额", "年度预算总额", "年度资金总额", "预算总金额"),
    kind=Kind.MONEY,
    unit="万元",
    prompt="单位：万元",
)
FUND = Field(key="target_table.fund", label="项目资金", kind=Kind.MONEY, unit="万元", prompt="单位：万元")
PERIOD = Field(
    key="target_table.period",
    label="项目支出（项目）实施期",
    synonyms=("项目实施期", "实施期限", "项目期限", "项目起止时间", "项目日期范围"),
    kind=Kind.PERIOD,
    prompt="起止年月都要写全，如：2022年3月至2022年12月",
)
GOAL_PERIOD = Field(
    key="target_table.goal_period",
    label="实施期绩效目标",
    synonyms=("中长期目标", "中期目标", "实施期目标", "总体绩效目标", "实施期总目标"),
    kind=Kind.LONG_TEXT,
)
GOAL_YEAR = Field(
    key="target_table.goal_year",
    label="本年度绩效目标",
    synonyms=("年度绩效目标", "年度目标", "年度总体目标"),
    kind=Kind.LONG_TEXT,
)

FIRST = Column(
    key="first",
    label="一级指标",
    kind=Kind.CHOICE,
    choices=vocabulary.TARGET_FIRST_LEVEL,
    inherits=True,
    merges=("first",),
)
SECOND = Column(
    key="second",
    label="二级指标",
    kind=Kind.CHOICE,
    choices=vocabulary.TARGET_SECOND_LEVEL,
    inherits=True,
    merges=("first", "second"),
)
THIRD = Column(
    key="third",
    label="三级指标",
    prompt="具体指标名称；确不适用的填“/”",
    synonyms=("指标内容", "指标名称"),
)
RELATION = Column(
    key="relation",
    label="比较符",
    heading=("指标值及单位",),
    kind=Kind.CHOICE,
    choices=vocabulary.RELATIONS,
    synonyms=("指标性质", "指标符号", "指标方向"),
)
TARGET = Column(
    key="target",
    label="指标值",
    heading=("指标值及单位",),
    kind=Kind.FREE,
    synonyms=vocabulary.TARGET_VALUE,
    prompt="只填数字；定性指标填文字",
)
MEASURE = Column(
    key="measure",
    label="度量单位",
    heading=("指标值及单位",),
    kind=Kind.CHOICE,
    choices=vocabulary.UNITS,
    synonyms=("计量单位", "指标单位"),
)
STANDARD = Column(
    key="standard",
    label="绩效标准",
    synonyms=("评价标准", "评分标准", "指标标准", "标准值"),
    kind=Kind.FREE,
    prompt="评价依据的标准，如行业标准、历史标准",
)


def _rows() -> tuple[PrintedRow, ...]:
    counts = (
        ("产出指标", (("数量指标", 3), ("质量指标", 2), ("时效指标", 2), ("成本指标", 1))),
        (
            "效益指标",
            (
                ("经济效益指标", 1),
                ("社会效益指标", 1),
                ("生态效益指标", 1),
                ("可持续影响指标", 1),
                ("社会公众或服务对象满意度指标", 1),
            ),
        ),
    )
    return tuple(
        PrintedRow(texts={"first": first, "second": second})
        for first, seconds in counts
        for second, count in seconds
        for _ in range(count)
    )


INDICATORS = Table(
    key="target_table.indicators",
    label="本年度绩效指标",
    columns=(FIRST, SECOND, THIRD, RELATION, TARGET, MEASURE, STANDARD),
    printed=_rows(),
    side_label="本年度\n绩效指标",
    side_span=1,
    row_height=27,
    repeats_header=True,
)

SHEET = SheetForm(
    key="target_table",
    name="项目支出绩效目标表",
    widths=(11, 10, 15, 22, 7, 9, 9, 15),
    optional=True,
    blocks=(
        Banner("项目支出（项目）绩效目标表", Look.TITLE),
        Banner(YEAR, Look.SUBTITLE),
        Banner("单位：万元", Look.UNIT),
        Line(
            (Label("项目支出\n（项目）名称", 1), Entry(PROJECT, 3), Label("预算单位", 2), Entry(AGENCY, 2)),
            height=33,
        ),
        Line(
            (Label("年度预算\n总金额", 1), Entry(BUDGET, 3), Label("项目资金", 2), Entry(FUND, 2)), height=33
        ),
        Line((Label("项目支出（项目）\n实施期", 2), Entry(PERIOD, 6)), height=30),
        Line((Label("实施期\n绩效目标", 1), Entry(GOAL_PERIOD, 7)), height=78),
        Line((Label("本年度\n绩效目标", 1), Entry(GOAL_YEAR, 7)), height=78),
        INDICATORS,
    ),
)
