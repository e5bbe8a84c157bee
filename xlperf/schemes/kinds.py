"""计分方式, the one registry: what each kind of rule is called, which parameters it has, an example of it.

The drop-down and the page 计分方式说明 of the scheme workbook, 评分手册 and ``xlperf scheme diff`` follow
from it; a test holds that every kind a file may name is here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from xlperf.record import dataclass
from xlperf.schemes import model
from xlperf.schemes.model import InputKind, RateKind, Reading, Rule
from xlperf.schemes.parameters import (
    Bands,
    Flag,
    Limit,
    Number,
    Numbers,
    Options,
    Parameter,
    Ranges,
    Situations,
    Word,
    Words,
)


@dataclass(frozen=True, slots=True)
class Example:
    """An indicator as staff would write it: 三级指标, 分值, 评分标准, 参数, 数据项."""

    name: str
    points: str
    text: str
    parameters: str
    inputs: str


@dataclass(frozen=True, slots=True)
class RuleKind:
    """One 计分方式. ``needs`` says which 数据项 it takes; ``input_kind`` is what those are, None: by their unit."""

    name: str
    rule: type[Rule]
    meaning: str
    needs: str
    example: Example
    parameters: tuple[Parameter, ...] = ()
    input_kind: InputKind | None = None

    def parameter(self, label: str) -> Parameter | None:
        """The parameter of that label."""
        return next((each for each in self.parameters if each.label == label), None)


_RATE: Final = Words(
    "比率",
    "rate",
    words={
        "前项÷后项": RateKind.RATIO,
        "（前项－后项）÷后项": RateKind.CHANGE,
        "|前项|÷后项": RateKind.ABS_RATIO,
        "直接填比率": RateKind.GIVEN,
    },
)
_STEPS: Final = (
    _RATE,
    Number("基准", "base", unit="%"),
    Number("每", "step", unit="个百分点"),
    Number("扣", "deduct", unit="分"),
)
_LIMITS: Final = (
    Limit("比率不超过100%", "part"),
    Limit("两项都为0不适用", "optional"),
)
_TWO: Final = "两项：第一项是前项，第二项是后项；比率直接填报的只要一项（%）"
_AGAINST: Final = "两项：完成值、目标值"

KINDS: Final[Mapping[str, RuleKind]] = {
    "step_over": RuleKind(
        "超过扣分",
        model.StepOver,
        "比率不超过基准得满分，每超过若干个百分点扣若干分，扣完为止。",
        _TWO,
        Example(
            "人员控制率",
            "5",
            "控制率≦100%，计5分；每超过一个百分点扣0.5分，扣完为止。",
            "比率：前项÷后项\n基准：100%\n每：1个百分点\n扣：0.5分",
            "在职人员数｜人\n编制数｜人",
        ),
        (*_STEPS, *_LIMITS),
    ),
    "step_under": RuleKind(
        "低于扣分",
        model.StepUnder,
        "比率达到基准得满分，每低若干个百分点扣若干分，扣完为止。",
        _TWO,
        Example(
            "资产利用率",
            "3",
            "每低于100%一个百分点扣0.1分，扣完为止。",
            "比率：前项÷后项\n基准：100%\n每：1个百分点\n扣：0.1分\n比率不超过100%：是",
            "在用资产｜万元\n资产合计｜万元",
        ),
        (*_STEPS, Flag("只认等于基准", "exact"), *_LIMITS),
    ),
    "bands": RuleKind(
        "分档",
        model.Bands,
        "比率落在哪一档，得哪一档的分；各档须相接，不留空档、不重叠。",
        _TWO,
        Example(
            "服务对象满意度",
            "10",
            "90%（含）以上计10分；80%（含）-90%计8分；低于80%不得分。",
            "比率：直接填比率\n边界归：上一档\n档：90以上 得 10\n档：80～90 得 8\n档：80以下 得 0\n比率不超过100%：是",
            "满意度｜%",
        ),
        (
            _RATE,
            Words("边界归", "includes", words={"上一档": "lo", "下一档": "hi"}),
            Bands("档", "bands"),
            *_LIMITS,
        ),
    ),
    "linear": RuleKind(
        "同比例",
        model.Linear,
        "分值×完成÷目标，最多满分（预算执行率、资金到位率）。",
        "两项：完成（执行、到位）数、目标（预算、计划）数",
        Example(
            "预算执行率", "10", "10分×执行数÷全年预算数，最多10分。", "", "全年执行数｜万元\n全年预算数｜万元"
        ),
    ),
    "linear_reverse": RuleKind(
        "按超支扣减",
        model.LinearReverse,
        "不超过目标得满分，超过的按超过的比例扣减。",
        "两项：实际数、目标数",
        Example(
            "产出成本",
            "5",
            "实际成本不超过目标得满分，超支的按超支比例扣减。",
            "",
            "实际成本｜万元\n目标成本｜万元",
        ),
    ),
    "forward": RuleKind(
        "正向",
        model.Forward,
        "完成值达到目标值得满分，否则分值×完成值÷目标值（≥）。",
        _AGAINST,
        Example(
            "资助人数", "20", "达到年度指标值得满分，未达到的按完成比例计分。", "", "实际完成值\n年度指标值"
        ),
    ),
    "reverse": RuleKind(
        "反向",
        model.Reverse,
        "完成值不超过目标值得满分；超过的按比例或按幅度扣减（≤）。不写“超过时”的按财政局的设置，两种算法都不算错。",
        _AGAINST,
        Example(
            "办结时限",
            "10",
            "不超过年度指标值得满分，超过的按幅度扣减。",
            "超过时：按幅度",
            "实际天数｜天\n规定天数｜天",
        ),
        (
            Words(
                "超过时", "reading", optional=True, words={"按比例": Reading.RATIO, "按幅度": Reading.LINEAR}
            ),
        ),
    ),
    "equal": RuleKind(
        "等于",
        model.Equal,
        "同正向；目标值为0时，完成值大于0不得分（=）。",
        _AGAINST,
        Example(
            "安全事故", "10", "不发生安全事故得满分，发生的不得分。", "", "实际发生数｜起\n年度指标值｜起"
        ),
    ),
    "qualitative": RuleKind(
        "定性",
        model.Qualitative,
        "按所选一档在该档的区间内计分，从好到差排列；最后一档的下限为0。",
        "一项：完成情况",
        Example(
            "生活水平改善",
            "30",
            "达成：100%—80%（含）；部分达成：80%—60%（含）；未达成：60%—0。",
            "选项：达成 不低于 80%\n选项：部分达成 不低于 60%\n选项：未达成 不低于 0%",
            "完成情况",
        ),
        (Options("选项", "floors", joint="不低于", unit="%"),),
        InputKind.CHOICE,
    ),
    "per_case": RuleKind(
        "每例扣分",
        model.PerCase,
        "每出现一例扣若干分，扣完为止。“类数”是评分标准列出的情形有几类，可不写。",
        "一项：例数（没有的填0）",
        Example(
            "支付进度",
            "3",
            "每出现一个专项未按进度下达扣0.5分，扣完为止。",
            "扣：0.5分",
            "未按进度下达的专项｜个",
        ),
        (
            Number("扣", "deduct", unit="分"),
            Number("类数", "categories", optional=True, unit="类", whole=True),
        ),
        InputKind.COUNT,
    ),
    "checklist": RuleKind(
        "逐项",
        model.Checklist,
        "每项答“是”得该项分，“不适用”视同满足；各项分之和等于分值。",
        "几项都可以：一行一项，填报时选是、否、不适用",
        Example(
            "管理制度健全性",
            "3",
            "①已制定管理制度，1分；②制度合法合规完整，1分；③得到有效执行，1分。",
            "各项得分：1、1、1",
            "①已制定管理制度\n②制度合法合规完整\n③得到有效执行",
        ),
        (Numbers("各项得分", "points"),),
        InputKind.YES_NO,
    ),
    "choice": RuleKind(
        "选项",
        model.Choice,
        "选哪一项得哪一项的分；“须有理由的选项”可不写。",
        "一项：情况",
        Example(
            "到位时效",
            "2",
            "到位及时2分；不及时但未影响进度1分；不及时并影响进度0.5分。",
            "选项：到位及时 得 2\n选项：不及时但未影响进度 得 1\n选项：不及时并影响进度 得 0.5",
            "资金到位是否及时",
        ),
        (Options("选项", "points"), Word("须有理由的选项", "excused", optional=True)),
        InputKind.CHOICE,
    ),
    "cases": RuleKind(
        "逐条判断",
        model.Cases,
        "从上到下第一条成立的得该条的分，都不成立的得“其他得”的分。比较用 =、<=、<、>、>=。",
        "几项都可以，情形里用到的都要列出",
        Example(
            "资金结余",
            "3",
            "无结余3分；有结余但不超过上年结转2分；超过的不得分。",
            "情形：年末结余 = 0 得 3\n情形：年末结余 <= 上年结转 得 2\n其他得：0",
            "年末结余｜万元\n上年结转｜万元",
        ),
        (Situations("情形", "cases"), Number("其他得", "otherwise", unit="分")),
    ),
    "range_deduct": RuleKind(
        "区间扣分",
        model.RangeDeduct,
        "各情形在规定的区间内扣分，扣分相加，扣完为止。",
        "几项都可以：一行一种情形，填报扣分，没有的填0",
        Example(
            "资金使用",
            "7",
            "①虚列套取扣4-7分；②依据不合规扣2分。",
            "扣分区间：4～7、2",
            "①虚列套取扣分\n②依据不合规扣分",
        ),
        (Ranges("扣分区间", "ranges"),),
        InputKind.POINTS,
    ),
    "manual": RuleKind(
        "人工评分",
        model.Manual,
        "没有公式，由评价人员在0到分值之间评分，低于满分的写明原因。",
        "不要数据项",
        Example("可持续影响", "5", "对照年度目标评价，酌情扣分。", "", ""),
    ),
}


def kind_named(name: str) -> str | None:
    """The kind that a 计分方式 of the drop-down means."""
    return next((kind for kind, known in KINDS.items() if known.name == name), None)
