"""F2 附件2-1 部门整体支出绩效评价自评报告."""

from __future__ import annotations

from xlperf.forms import information, signatures, vocabulary
from xlperf.forms.formulas import Formula, Joined, RowSum, Same
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

_FORM = "department_report"
SUMMARY = "局机关及二级机构汇总"
WIDTH = 18

TITLE = Field(
    key=f"{_FORM}.title",
    label="标题",
    formula=Joined((information.COUNTY, information.YEAR, "年度部门整体支出\n绩效评价自评报告")),
    printed_label=False,
)
IMPRINT = Field(
    key=f"{_FORM}.imprint",
    label="制表",
    formula=Joined((information.COUNTY, "财政局（制）")),
    printed_label=False,
)
UNIT = Field(key=f"{_FORM}.unit", label="部门（单位）名称", formula=Same(information.UNIT))
BUDGET_CODE = Field(key=f"{_FORM}.budget_code", label="预算编码", prompt="预算单位编码，如 303001")
METHOD = Field(key=f"{_FORM}.method", label="评价方式", prompt="如：部门（单位）绩效自评")
EVALUATOR = Field(key=f"{_FORM}.evaluator", label="评价机构", prompt="如：部门（单位）评价组")
REPORT_DATE = Field(
    key=f"{_FORM}.report_date",
    label="报告日期",
    kind=Kind.DATE,
    prompt="日期格式如 2025-03-15，不早于评价期末",
)

CONTACT = Field(key=f"{_FORM}.contact", label="联系人", personal=True)
PHONE = Field(key=f"{_FORM}.phone", label="联络电话", personal=True, synonyms=("联系电话",))
QUOTA = Field(
    key=f"{_FORM}.quota",
    label="人员编制",
    kind=Kind.COUNT,
    unit="人",
    prompt="批准的编制人数，填整数",
    synonyms=("编制人数",),
)
HEADCOUNT = Field(
    key=f"{_FORM}.headcount",
    label="实有人数",
    kind=Kind.COUNT,
    unit="人",
    prompt="年末在职人数，填整数；不含离退休、临聘",
)
DUTIES = Field(key=f"{_FORM}.duties", label="职能职责概述", kind=Kind.LONG_TEXT)
TASKS = Field(key=f"{_FORM}.tasks", label="年度主要工作内容", kind=Kind.LONG_TEXT)
OPERATION = Field(
    key=f"{_FORM}.operation", label="年度部门（单位）总体运行情况及取得的成绩", kind=Kind.LONG_TEXT
)


def _money(
    key: str,
    label: str,
    span: int,
    *,
    heading: tuple[str, ...] = (),
    formula: Formula | None = None,
) -> Column:
    return Column(
        key=key,
        label=label,
        span=span,
        kind=Kind.MONEY,
        unit="万元",
        heading=heading,
        formula=formula,
        total=Field(key=f"{_FORM}.{key}", label=label.replace("\n", ""), kind=Kind.MONEY, unit="万元"),
        prompt="单位：万元",
    )


def _institution() -> Column:
    return Column(key="institution", label="机构名称", span=4, prompt="1、局机关；2、二级机构名称……")


def _block(name: str, label: str, columns: tuple[Column, ...]) -> Table:
    return Table(
        key=f"{_FORM}.{name}",
        label=label,
        columns=columns,
        printed=(PrintedRow(texts={}),),
        spare=4,
        total=SUMMARY,
        total_on_top=True,
        row_height=24,
    )


_INCLUDING = ("其中：",)
INCOME_INSTITUTION = _institution()
INCOME_SOURCES = (
    _money("carried_over", "上年结转", 2, heading=_INCLUDING),
    _money("public_budget", "公共财\n政拨款", 3, heading=_INCLUDING),
    _money("fund_budget", "政府基\n金拨款", 2, heading=_INCLUDING),
    _money("non_tax", "纳入专户管理的\n非税收入拨款", 3, heading=_INCLUDING),
    _money("other_income", "其他\n收入", 2, heading=_INCLUDING),
)
INCOME_TOTAL = _money("income_total", "收入合计", 2, formula=RowSum(INCOME_SOURCES))
INCOME = _block("income", "年度收入情况", (INCOME_INSTITUTION, INCOME_TOTAL, *INCOME_SOURCES))

SPENDING_INSTITUTION = _institution()
STAFF = _money("staff_spending", "人员支出", 2, heading=("其中：", "其中："))
OFFICE = _money("office_spending", "公用支出", 2, heading=("其中：", "其中："))
BASIC = _money("basic_spending", "基本支出", 2, heading=_INCLUDING, formula=RowSum((STAFF, OFFICE)))
PROJECTS = _money("project_spending", "项目支出", 2, heading=_INCLUDING)
SPENDING_TOTAL = _money("spending_total", "支出合计", 2, formula=RowSum((BASIC, PROJECTS)))
BALANCE_YEAR = _money("balance_year", "当年结余", 2, heading=("结余",))
BALANCE_CUMULATIVE = _money("balance_cumulative", "累计结余", 2, heading=("结余",))
SPENDING = _block(
    "spending",
    "年度支出和结余情况",
    (SPENDING_INSTITUTION, SPENDING_TOTAL, BASIC, STAFF, OFFICE, PROJECTS, BALANCE_YEAR, BALANCE_CUMULATIVE),
)

THREE_PUBLIC_INSTITUTION = _institution()
THREE_PUBLIC_PARTS = (
    _money("reception", "公务接待费", 3, heading=_INCLUDING),
    _money("vehicle_running", "公务用车运维费", 3, heading=_INCLUDING),
    _money("vehicle_purchase", "公务用车购置费", 3, heading=_INCLUDING),
    _money("abroad", "因公出国费", 2, heading=_INCLUDING),
)
THREE_PUBLIC_TOTAL = _money("three_public_total", "三公经费\n合计", 3, formula=RowSum(THREE_PUBLIC_PARTS))
THREE_PUBLIC = _block(
    "three_public", "三公经费", (THREE_PUBLIC_INSTITUTION, THREE_PUBLIC_TOTAL, *THREE_PUBLIC_PARTS)
)

ASSETS_INSTITUTION = _institution()
ASSETS_IN_USE = _money("assets_in_use", "在用固定资产", 3, heading=_INCLUDING)
ASSETS_LEASED = _money("assets_leased", "出租固定资产", 3, heading=_INCLUDING)
ASSETS_OTHER = _money("assets_other", "其他", 4)
ASSETS_PARTS = (ASSETS_IN_USE, ASSETS_LEASED, ASSETS_OTHER)
ASSETS_TOTAL = _money("assets_total", "固定资产\n合计", 4, formula=RowSum(ASSETS_PARTS))
ASSETS = _block("assets", "固定资产", (ASSETS_INSTITUTION, ASSETS_TOTAL, *ASSETS_PARTS))

BLOCKS = (INCOME, SPENDING, THREE_PUBLIC, ASSETS)
INSTITUTIONS = (INCOME_INSTITUTION, SPENDING_INSTITUTION, THREE_PUBLIC_INSTITUTION, ASSETS_INSTITUTION)

GOAL_EXPECTED = Field(
    key=f"{_FORM}.goal_expected",
    label="预期目标",
    synonyms=vocabulary.GOAL_SET,
    kind=Kind.LONG_TEXT,
)
GOAL_ACTUAL = Field(
    key=f"{_FORM}.goal_actual",
    label="实际完成",
    synonyms=vocabulary.GOAL_REACHED,
    kind=Kind.LONG_TEXT,
)
FIRST = Column(key="first", label="目标", heading=("评价内容",), span=3, inherits=True, merges=("first",))
SECOND = Column(
    key="second", label="指标类别", heading=("评价内容",), span=2, inherits=True, merges=("first", "second")
)
TARGET = Column(
    key="target",
    label="绩效目标",
    synonyms=("年初目标值", "年度目标值", "年度指标值", "目标值"),
    span=5,
)
ACTUAL = Column(
    key="actual",
    label="完成情况",
    synonyms=("实际完成值", *vocabulary.ACTUAL_VALUE),
    span=6,
)
_OUTPUT = (
    "产出目标\n（部门工作实绩，包含上级部门和县委县政府布置的重点工作、实事任务等，根据部门实际进行调整细化）"
)
_EFFECT = "效益目标\n（预期实现的效益）"
_SECONDS = (
    (_OUTPUT, (("质量指标", 2), ("数量指标", 3), ("时效指标", 2), ("成本指标", 2))),
    (_EFFECT, (("社会效益", 1), ("经济效益", 1), ("生态效益", 1), ("社会公众或服务对象满意度", 1))),
)
INDICATORS = Table(
    key=f"{_FORM}.indicators",
    label="整体支出绩效定量目标及实施计划完成情况",
    columns=(FIRST, SECOND, TARGET, ACTUAL),
    printed=tuple(
        PrintedRow(texts={"first": first, "second": second})
        for first, seconds in _SECONDS
        for second, count in seconds
        for _ in range(count)
    ),
    side_label="整体支出\n绩效定量\n目标及\n实施计划\n完成情况",
    side_span=2,
    row_height=46,
)

TOTAL_SCORE = Field(
    key=f"{_FORM}.total_score",
    label="绩效自评综合得分",
    synonyms=vocabulary.TOTAL_SCORE,
    kind=Kind.POINTS,
    prompt="与评分表总分一致",
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
    _FORM, width=WIDTH, unit_opinion="部门（单位）", department_opinion="", title_label="职务/职称"
)


def _cover_line(field: Field, label: str) -> Line:
    return Line((Label("", 2), Label(label, 5), Entry(field, 9), Label("", 2)), height=30, boxed=False)


SHEET = SheetForm(
    key=_FORM,
    name="部门自评报告",
    widths=(5.6,) * WIDTH,
    blocks=(
        Banner("附件2-1", Look.ATTACHMENT),
        Banner("", Look.BLANK, height=110),
        Banner(TITLE, Look.COVER, height=100),
        Banner("", Look.BLANK, height=90),
        _cover_line(UNIT, "部门（单位）名称："),
        _cover_line(BUDGET_CODE, "预 算 编 码："),
        _cover_line(METHOD, "评价方式："),
        _cover_line(EVALUATOR, "评价机构："),
        Banner("", Look.BLANK, height=200),
        _cover_line(REPORT_DATE, "报告日期："),
        Banner("", Look.BLANK, height=30),
        Banner(IMPRINT, Look.IMPRINT),
        PageBreak(),
        Banner("一、部门（单位）基本概况", Look.HEADING),
        Line((Label("联系人", 3), Entry(CONTACT, 6), Label("联络电话", 3), Entry(PHONE, 6)), height=24),
        Line((Label("人员编制", 3), Entry(QUOTA, 6), Label("实有人数", 3), Entry(HEADCOUNT, 6)), height=24),
        Line((Label("职能职责概述", 3), Entry(DUTIES, 15)), height=330),
        Line((Label("年度主要\n工作内容", 3), Entry(TASKS, 15)), height=150),
        Line((Label("年度部门\n（单位）总体\n运行情况及\n取得的成绩", 3), Entry(OPERATION, 15)), height=120),
        PageBreak(),
        Banner("二、部门（单位）收支情况", Look.HEADING),
        Banner("年度收入情况（万元）", Look.HEADING),
        INCOME,
        Banner("部门（单位）年度支出和结余情况（万元）", Look.HEADING),
        SPENDING,
        THREE_PUBLIC,
        ASSETS,
        PageBreak(),
        Banner("三、部门（单位）整体支出绩效自评情况", Look.HEADING),
        Line(
            (
                Label("整体支出\n绩效定性\n目标及\n实施计划\n完成情况", 2),
                Label("预期目标", 2),
                Entry(GOAL_EXPECTED, 8),
                Label("实际完成", 2),
                Entry(GOAL_ACTUAL, 4),
            ),
            height=150,
        ),
        INDICATORS,
        Line((Label("绩效自评综合得分", 5), Entry(TOTAL_SCORE, 13)), height=24),
        Line((Label("评价等次", 5), Entry(GRADE, 13)), height=24),
        *SIGNATURES.blocks,
    ),
)
