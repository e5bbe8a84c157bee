"""F3 附件2-2 财政支出（项目）绩效评价自评报告 with 支出明细."""

from __future__ import annotations

from xlperf.forms import expenses, information, signatures, vocabulary
from xlperf.forms.formulas import Difference, Joined, Same, Sum
from xlperf.forms.model import (
    Banner,
    Column,
    Entry,
    Field,
    Kind,
    Label,
    Line,
    Look,
    PageBreak,
    PrintedRow,
    SheetForm,
    Table,
)

_FORM = expenses.FORM

TITLE = Field(
    key=f"{_FORM}.title",
    label="标题",
    formula=Joined((information.COUNTY, information.YEAR, "年度\n财政支出绩效评价自评报告")),
    printed_label=False,
)
IMPRINT = Field(
    key=f"{_FORM}.imprint",
    label="制表",
    formula=Joined((information.COUNTY, "财政局（制）")),
    printed_label=False,
)
TYPE_PROCESS = Field(
    key=f"{_FORM}.type_process",
    label="项目实施过程评价",
    kind=Kind.CHOICE,
    choices=("☑", "□"),
    prompt="两种评价类型选一种打勾",
)
TYPE_RESULT = Field(
    key=f"{_FORM}.type_result",
    label="项目完成结果评价",
    kind=Kind.CHOICE,
    choices=("☑", "□"),
    prompt="两种评价类型选一种打勾",
)
PROJECT = Field(key=f"{_FORM}.project", label="项目名称", formula=Same(information.PROJECT))
UNIT = Field(key=f"{_FORM}.unit", label="项目单位", formula=Same(information.UNIT))
DEPARTMENT = Field(key=f"{_FORM}.department", label="主管部门")
METHOD = Field(key=f"{_FORM}.method", label="评价方式", prompt="如：部门（单位）绩效自评")
EVALUATOR = Field(key=f"{_FORM}.evaluator", label="评价机构", prompt="如：部门（单位）评价组")
REPORT_DATE = Field(
    key=f"{_FORM}.report_date",
    label="报告日期",
    kind=Kind.DATE,
    prompt="日期格式如 2025-03-15，不早于评价期末",
)

LEADER = Field(key=f"{_FORM}.leader", label="项目负责人", personal=True)
PHONE = Field(key=f"{_FORM}.phone", label="联系电话", personal=True)
PLACE = Field(key=f"{_FORM}.place", label="项目地址")
POSTCODE = Field(key=f"{_FORM}.postcode", label="邮编", synonyms=("邮政编码",))
PERIOD = Field(
    key=f"{_FORM}.period",
    label="项目起止时间",
    kind=Kind.PERIOD,
    prompt="起止年月都要写全，如：2020年1月起至2020年12月止",
)

SOURCES = (
    ("central", "中央财政"),
    ("province", "省财政"),
    ("city", "市财政"),
    ("county", "县市区财政"),
    ("other", "其它"),
)
_STAGES = (("planned", "计划安排资金"), ("arrived", "实际到位资金"), ("spent", "实际支出"))


_ALSO_CALLED = {
    "central": ("中央资金", "中央级财政"),
    "province": ("省级财政", "省级资金"),
    "city": ("市级财政", "市州财政", "市级资金"),
    "county": ("县财政", "区财政", "县区财政", "县级财政", "区级财政", "县（市、区）财政", "本级财政"),
    "other": ("其他", "其他资金"),
}


def _money(key: str, label: str, formula: Sum | Difference | None = None) -> Field:
    return Field(
        key=f"{_FORM}.{key}",
        label=label,
        kind=Kind.MONEY,
        unit="万元",
        formula=formula,
        prompt="单位：万元",
        synonyms=_ALSO_CALLED.get(key.partition("_")[2], ()),
    )


def _stage(stage: str, label: str) -> tuple[Field, ...]:
    """合计 first, then one field per source."""
    parts = tuple(_money(f"{stage}_{source}", f"{label}·{name}") for source, name in SOURCES)
    return (_money(f"{stage}_total", f"{label}·合计", Sum(parts)), *parts)


PLANNED, ARRIVED, SPENT = (_stage(key, label) for key, label in _STAGES)
BALANCE = tuple(
    _money(
        f"balance_{source}",
        f"结余·{name}",
        Difference(arrived, spent),
    )
    for (source, name), arrived, spent in zip((("total", "合计"), *SOURCES), ARRIVED, SPENT, strict=True)
)
PLANNED_TOTAL, ARRIVED_TOTAL, SPENT_TOTAL, BALANCE_TOTAL = PLANNED[0], ARRIVED[0], SPENT[0], BALANCE[0]

GOAL_EXPECTED = Field(
    key=f"{_FORM}.goal_expected", label="预期目标", kind=Kind.LONG_TEXT, synonyms=vocabulary.GOAL_SET
)
GOAL_ACTUAL = Field(
    key=f"{_FORM}.goal_actual", label="实际完成", kind=Kind.LONG_TEXT, synonyms=vocabulary.GOAL_REACHED
)

FIRST = Column(
    key="first",
    label="一级指标",
    span=2,
    kind=Kind.CHOICE,
    choices=vocabulary.REPORT_FIRST_LEVEL,
    inherits=True,
    merges=("first",),
)
SECOND = Column(
    key="second",
    label="二级指标",
    span=2,
    kind=Kind.CHOICE,
    choices=vocabulary.TARGET_SECOND_LEVEL,
    inherits=True,
    merges=("first", "second"),
)
INDICATOR = Column(key="indicator", label="指标内容", span=3)
RELATION = Column(
    key="relation",
    label="比较符",
    heading=("指标（目标）值",),
    kind=Kind.CHOICE,
    choices=vocabulary.RELATIONS,
)
TARGET = Column(
    key="target",
    label="目标值",
    heading=("指标（目标）值",),
    span=2,
    kind=Kind.FREE,
    synonyms=vocabulary.TARGET_VALUE,
    prompt="只填数字；定性指标填文字",
)
MEASURE = Column(
    key="measure", label="单位", heading=("指标（目标）值",), kind=Kind.CHOICE, choices=vocabulary.UNITS
)
ACTUAL = Column(
    key="actual",
    label="实际完成值",
    span=3,
    kind=Kind.FREE,
    prompt="目标值是数字的，完成值也填数字",
    synonyms=vocabulary.ACTUAL_VALUE,
)
_SECONDS = (
    ("项目产出指标", ("数量指标", "质量指标", "时效指标", "成本指标")),
    ("项目效益指标", ("经济效益指标", "社会效益指标", "生态效益指标", "服务对象满意度指标")),
)
INDICATORS = Table(
    key=f"{_FORM}.indicators",
    label="项目绩效定量目标（指标）及完成情况",
    columns=(FIRST, SECOND, INDICATOR, RELATION, TARGET, MEASURE, ACTUAL),
    printed=tuple(
        PrintedRow(texts={"first": first, "second": second})
        for first, seconds in _SECONDS
        for second in seconds
    ),
    side_label="项目绩效\n定量目标\n（指标）\n及完成情况",
    side_span=2,
    row_height=42,
)

TOTAL_SCORE = Field(
    key=f"{_FORM}.total_score",
    label="绩效自评综合得分",
    kind=Kind.POINTS,
    prompt="与评分表总分一致",
    synonyms=vocabulary.TOTAL_SCORE,
)
GRADE = Field(
    key=f"{_FORM}.grade",
    label="评价等次",
    synonyms=vocabulary.GRADE,
    kind=Kind.CHOICE,
    choices=vocabulary.GRADES,
    prompt="按综合得分对应的等次选择",
)

SIGNATURES = signatures.block(
    _FORM, width=16, unit_opinion="项目单位", department_opinion="主管部门", title_label="职称/职务"
)


def _funds() -> tuple[Line, ...]:
    head = ("计划安排资金\n（万元）", "实际到位资金\n（万元）", "实际支出\n（万元）", "结余\n（万元）")
    lines = []
    for index, fields in enumerate(zip(PLANNED, ARRIVED, SPENT, BALANCE, strict=True)):
        texts = head if index == 0 else (("其中：" if index == 1 else "") + SOURCES[index - 1][1],) * 4
        items = tuple(
            part
            for text, field in zip(texts, fields, strict=True)
            for part in (Label(text, 2), Entry(field, 2))
        )
        lines.append(Line(items, height=30 if index < 2 else 24))  # noqa: PLR2004 two-line labels on top
    return tuple(lines)


def _cover_line(field: Field, label: str) -> Line:
    return Line((Label("", 2), Label(label, 4), Entry(field, 8), Label("", 2)), height=30, boxed=False)


SHEET = SheetForm(
    key=_FORM,
    name="项目自评报告",
    widths=(6.2,) * 16,
    blocks=(
        Banner("附件2-2", Look.ATTACHMENT),
        Banner("", Look.BLANK, height=110),
        Banner(TITLE, Look.COVER, height=100),
        Banner("", Look.BLANK, height=90),
        Line(
            (
                Label("", 2),
                Label("评价类型：", 4),
                Label("项目实施\n过程评价", 3),
                Entry(TYPE_PROCESS, 1),
                Label("项目完成\n结果评价", 3),
                Entry(TYPE_RESULT, 1),
                Label("", 2),
            ),
            height=42,
            boxed=False,
        ),
        _cover_line(PROJECT, "项目名称："),
        _cover_line(UNIT, "项目单位："),
        _cover_line(DEPARTMENT, "主管部门："),
        _cover_line(METHOD, "评价方式："),
        _cover_line(EVALUATOR, "评价机构："),
        Banner("", Look.BLANK, height=200),
        _cover_line(REPORT_DATE, "报告日期："),
        Banner("", Look.BLANK, height=30),
        Banner(IMPRINT, Look.IMPRINT),
        PageBreak(),
        Banner("一、项 目 基 本 概 况", Look.HEADING),
        Line((Label("项目负责人", 2), Entry(LEADER, 6), Label("联系电话", 2), Entry(PHONE, 6)), height=24),
        Line((Label("项目地址", 2), Entry(PLACE, 6), Label("邮  编", 2), Entry(POSTCODE, 6)), height=24),
        Line((Label("项目起止时间", 4), Entry(PERIOD, 12)), height=24),
        *_funds(),
        Banner("二、项目支出明细情况", Look.HEADING),
        expenses.VOUCHERS,
        PageBreak(),
        Banner("三、项目绩效自评情况", Look.HEADING),
        Line(
            (
                Label("项目绩效\n定性目标及\n实施计划\n完成情况", 2),
                Label("预期\n目标", 1),
                Entry(GOAL_EXPECTED, 6),
                Label("实际\n完成", 1),
                Entry(GOAL_ACTUAL, 6),
            ),
            height=150,
        ),
        INDICATORS,
        Line((Label("绩效自评综合得分", 5), Entry(TOTAL_SCORE, 11)), height=24),
        Line((Label("评价等次", 5), Entry(GRADE, 11)), height=24),
        *SIGNATURES.blocks,
    ),
)
