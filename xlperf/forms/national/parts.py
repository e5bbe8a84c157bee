"""The parts of F7 项目支出绩效自评表 as every edition has them.

Checks ask for these, because a part goes by its key, whatever an edition prints on it.
"""

from __future__ import annotations

from dataclasses import replace

from xlperf.forms import information, score_sheet, vocabulary
from xlperf.forms.formulas import Prorated, RowShare, Same, Share
from xlperf.forms.model import Column, Field, Kind, Owner, Table

FORM = "self_evaluation"

YEAR = Field(
    key=f"{FORM}.year",
    label="年度",
    kind=Kind.YEAR,
    formula=Same(information.YEAR),
    number_format='"（"0"年度）"',
    printed_label=False,
)
PROJECT = Field(
    key=f"{FORM}.project",
    label="项目名称",
    formula=Same(information.PROJECT),
    synonyms=(
        "转移支付（项目）名称",
        "专项名称",
        "专项（项目）名称",
        "项目（政策）名称",
        "项目支出名称",
        "专项资金名称",
        "政策名称",
    ),
)
DEPARTMENT = Field(
    key=f"{FORM}.department",
    label="主管部门",
    synonyms=(
        "地方主管部门",
        "主管部门及代码",
        "主管部门（单位）",
        "预算主管部门",
        "项目主管部门",
        "主管预算部门",
        "省级主管部门",
    ),
)
UNIT = Field(
    key=f"{FORM}.unit",
    label="实施单位",
    formula=Same(information.UNIT),
    synonyms=("项目实施单位", "资金使用单位", "项目单位", "具体实施单位", "预算单位", "项目承担单位"),
)
WHOLE_UNIT = replace(
    UNIT,
    label="部门（单位）名称",
    synonyms=("部门名称", "单位名称", "预算部门名称", "省级预算部门名称", "预算单位名称", "填报单位"),
)
GOAL_EXPECTED = Field(
    key=f"{FORM}.goal_expected",
    label="预期目标",
    kind=Kind.LONG_TEXT,
    synonyms=vocabulary.GOAL_SET,
)
GOAL_ACTUAL = Field(
    key=f"{FORM}.goal_actual",
    label="实际完成情况",
    kind=Kind.LONG_TEXT,
    synonyms=vocabulary.GOAL_REACHED,
)
FUNDS_REASON = Field(
    key=f"{FORM}.funds_reason",
    label="预算调整、执行偏差原因",
    kind=Kind.LONG_TEXT,
    prompt="年初预算与全年预算不同、执行率低于90%的，写明原因",
    added=True,
)


def _total(key: str, label: str) -> Field:
    return Field(key=f"{FORM}.{key}_total", label=label, kind=Kind.MONEY, unit="万元", prompt="单位：万元")


SOURCE = Column(key="name", label="资金来源", owner=Owner.FORM, span=2)
INITIAL = Column(
    key="initial",
    label="年初预算数",
    kind=Kind.MONEY,
    unit="万元",
    total=_total("initial", "年初预算数"),
    synonyms=("年初预算", "年初预算金额", "年初批复预算数"),
)
BUDGET = Column(
    key="budget",
    label="全年预算数",
    kind=Kind.MONEY,
    unit="万元",
    total=_total("budget", "全年预算数"),
    synonyms=(
        "预算数",
        "全年预算",
        "调整后预算数",
        "调整后预算",
        "全年预算金额",
        "调整预算数",
        "全年调整预算数",
    ),
)
SPENT = Column(
    key="spent",
    label="全年执行数",
    kind=Kind.MONEY,
    unit="万元",
    total=_total("spent", "全年执行数"),
    synonyms=(
        "执行数",
        "预算执行数",
        "实际执行数",
        "全年执行",
        "全年支出数",
        "实际支出数",
        "全年实际执行数",
        "预算支出数",
    ),
)
INITIAL_TOTAL, BUDGET_TOTAL, SPENT_TOTAL = (
    _total(key, label)
    for key, label in (("initial", "年初预算数"), ("budget", "全年预算数"), ("spent", "全年执行数"))
)
RATE_TOTAL = Field(
    key=f"{FORM}.rate_total", label="执行率", kind=Kind.PERCENT, formula=Share(SPENT_TOTAL, BUDGET_TOTAL)
)
EXECUTION_MAX = Field(key=f"{FORM}.execution_max", label="执行率·分值", kind=Kind.POINTS)
EXECUTION_SCORE = Field(
    key=f"{FORM}.execution_score",
    label="执行率·得分",
    kind=Kind.POINTS,
    formula=Prorated(EXECUTION_MAX, SPENT_TOTAL, BUDGET_TOTAL),
)
RATE = Column(
    key="rate",
    label="执行率",
    kind=Kind.PERCENT,
    formula=RowShare(SPENT, BUDGET),
    total=RATE_TOTAL,
    synonyms=("预算执行率", "全年执行率", "全年预算执行率", "预算执行进度"),
)
FUNDS_MAX = Column(
    key="max", label="分值", kind=Kind.POINTS, owner=Owner.FORM, total=EXECUTION_MAX, synonyms=("权重",)
)
FUNDS_SCORE = Column(
    key="self",
    label="得分",
    kind=Kind.POINTS,
    owner=Owner.FORM,
    total=EXECUTION_SCORE,
    synonyms=("自评得分", "自评分"),
)
FUNDS = Table(key=f"{FORM}.funds", label="项目资金", columns=(SOURCE, INITIAL, BUDGET, SPENT, RATE))

FIRST = Column(
    key="first", label="一级指标", kind=Kind.CHOICE, inherits=True, merges=("first",), synonyms=("一级",)
)
SECOND = Column(
    key="second",
    label="二级指标",
    kind=Kind.CHOICE,
    inherits=True,
    merges=("first", "second"),
    synonyms=("二级",),
)
THIRD = Column(
    key="third",
    label="三级指标",
    prompt="具体指标名称；确不适用的，实际完成值填“不适用”",
    synonyms=("指标内容", "指标名称", "三级"),
)
RELATION = Column(
    key="relation",
    label="比较符",
    kind=Kind.CHOICE,
    choices=vocabulary.RELATIONS,
    prompt="≥ 正向，≤ 反向，= 等于；文字目标选“定性”",
    synonyms=("指标性质", "指标符号", "计算符号", "指标方向", "比较符号", "运算符号"),
)
TARGET = Column(
    key="target",
    label="指标值",
    kind=Kind.FREE,
    prompt="只填数字；定性指标填文字",
    synonyms=vocabulary.TARGET_VALUE,
)
MEASURE = Column(
    key="measure",
    label="度量单位",
    kind=Kind.CHOICE,
    choices=vocabulary.UNITS,
    synonyms=("计量单位", "指标单位", "指标值单位", "单位"),
)
ACTUAL = Column(
    key="actual",
    label="实际完成值",
    kind=Kind.FREE,
    prompt="指标值是数字的填数字；定性指标填：达成预期指标、部分达成预期指标并具有一定效果、未达成预期指标且效果较差；"
    "不适用的填“不适用”",
    synonyms=vocabulary.ACTUAL_VALUE,
)
COMPLETION = Column(
    key="completion", label="完成率", kind=Kind.PERCENT, synonyms=("指标完成率", "目标完成率", "完成比例")
)
MAX = replace(
    score_sheet.MAX,
    owner=Owner.UNIT,
    merges=(),
    synonyms=("权重", "指标分值", "标准分值", "权重分值", "分值权重", "指标权重"),
)
SELF = replace(score_sheet.SELF, synonyms=("得分", "自评分", "自评分数", "实际得分", "单位自评得分"))
DEVIATION = Column(
    key="deviation",
    label="偏差原因分析及\n改进措施",
    kind=Kind.LONG_TEXT,
    warns_when="reason",
    prompt="得分低于分值、完成值超过指标值30%的，写明原因和改进措施",
    synonyms=(
        "偏差原因分析及改进措施",
        "偏差原因",
        "偏差原因分析",
        "未完成原因分析",
        "未完成原因和改进措施",
        "未完成原因及改进措施",
        "未完成原因及整改措施",
        "未完成原因分析及拟采取的措施",
        "未完成原因及拟采取的改进措施",
        "偏差较大原因分析及改进措施",
        "偏差原因及改进措施",
        "偏离原因分析及改进措施",
        "未达标原因及改进措施",
        "未完成原因分析及改进措施",
        "未完成原因",
        "未完成原因说明",
        "扣分原因",
        "偏差说明",
    ),
)
INDICATORS = Table(
    key=f"{FORM}.indicators",
    label="绩效指标",
    columns=(FIRST, SECOND, THIRD, RELATION, TARGET, MEASURE, ACTUAL, COMPLETION, MAX, SELF, DEVIATION),
)


def text_field(number: int, label: str) -> Field:
    """One of the text boxes at the end of an edition (评价结论)."""
    return Field(key=f"{FORM}.text_{number}", label=label, kind=Kind.LONG_TEXT)
