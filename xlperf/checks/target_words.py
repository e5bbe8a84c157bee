"""TGT-07, 12, 13, 15, 16：indicators under their kind, that can be measured and name an output."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xlperf.checks.aims import Aim, all_aims
from xlperf.checks.check import Context, Outcome, at, check
from xlperf.checks.found import named, rows_with
from xlperf.findings import Severity
from xlperf.forms import department_report, target_table, vocabulary
from xlperf.lazy_regex import lazy
from xlperf.submission import Cell, Submission, shown

_CLAUSE = "绩效目标表 三级指标；财预〔2021〕101号 绩效指标设置"
_HUNDRED = Decimal(100)
_COUNTED = frozenset(
    ("个", "户", "人", "人次", "万人", "套", "栋", "项", "件", "次", "处", "平方米", "万平方米", "米", "公里", "亩", "吨", "㎡", "场", "份")
)  # fmt: skip
_MONEY_WORDS = lazy(r"成本|费|投资|价|元|预算|资金|支出|造价|节约|节支|控制|经费|补助|补贴|标准|概算")
_OTHER_COSTS = lazy("社会成本|环境成本")
"""财预〔2021〕101号: what a project costs society and nature is counted, not paid: 扰民投诉 3件, 废水 12吨."""
_QUALITY_WORDS = lazy(r"率|度|质|合格|达标|优|规范|标准|准确|完好|合规|验收|性|水平|等级|事故|投诉|差错|级")
_COUNT_IN_TEXT = lazy(r"(\d{2,}(?:\.\d+)?)\s*(户|个|人次|人|套|栋|件|处|公里|亩|吨|平方米)")
_VAGUE = lazy(
    r"(?:稳步|有效|显著|明显|逐步|持续|不断|进一步|有所|大幅|切实|较大|充分)?(?:提高|提升|改善|增强|加强|增加|减少|降低|促进|推动|优化)"
    r"|(?:效果|成效|作用|影响)?(?:明显|显著|较好|良好|较大)|较?高|较?好|较?强|较?大|一般"
)
_INPUT = lazy(
    r"(?:建筑|建设|工程|施工|原)材料(?:数量|用量|采购量)?$|(?:试剂|耗材)(?:数量|用量|采购量|采购数量)?$"
    r"|(?:资金|经费|人员|人力|设备|机械)投入|投入(?:资金|经费|人员|人力|设备)|投资额$|资金量$"
)
_ONLY_A_NUMBER = lazy(r"[\d.,%％≥≤=<>]+(?:万元|亿元|元|个|户|人|项|分)?")
_QUALITY_RATE = lazy(r"(?:合格|优良|达标)率$")


@check(
    "TGT-07",
    Severity.WARNING,
    message="{problem}",
    hint="按内容归到相应的二级指标：数量写做了多少，质量写合格率、达标率，时效写时间或及时率，成本写金额，满意度单列",
    clause=_CLAUSE,
)
def indicators_stand_under_their_kind(context: Context) -> Iterator[Outcome]:
    """三级指标与它所在的二级指标相符。

    例：质量指标填“困难教师 2”，是人数不是质量，报 TGT-07；
    部门报告“完成危改1350户”同时写在数量和成本指标里，没有成本，也报 TGT-07。
    """
    submission = context.submission
    for aim in all_aims(submission):
        problem = _misplaced(aim)
        if problem:
            kind = aim.second or aim.first
            yield at(aim.name, aim.cell, problem=f"{kind}“{aim.brief}”{problem}")
    yield from _quantity_as_cost(submission)


def _misplaced(aim: Aim) -> str:
    """What is wrong with the place of an indicator, "" when nothing is."""
    unit, title = aim.unit, aim.title
    counted = aim.target is not None and (unit in _COUNTED or (not unit and _is_whole(aim)))
    wrong = {
        "是满意度，应列在满意度指标下": "满意" in title and not aim.is_about("满意"),
        f"的单位是“{unit}”，是数量，不是成本": aim.is_about("成本")
        and not _OTHER_COSTS.search(aim.second)
        and unit in _COUNTED
        and not _MONEY_WORDS.search(title),
        "写的是成本，不是生态效益": "生态效益" in aim.second and "成本" in title,
        "是质量，应列在质量指标下": aim.is_about("数量") and _QUALITY_RATE.search(title),
        "填的是数量，不是质量": aim.is_about("质量") and counted and not _QUALITY_WORDS.search(title),
    }
    return next((words for words, holds in wrong.items() if title and holds), "")


def _is_whole(aim: Aim) -> bool:
    return aim.target is not None and aim.target.value == aim.target.value.to_integral_value()


def _quantity_as_cost(submission: Submission) -> Iterator[Outcome]:
    """附件2-1: 成本指标 that repeats the count of a 数量指标 and names no money."""
    columns = (department_report.SECOND, department_report.TARGET, department_report.ACTUAL)
    rows = rows_with(submission, department_report.INDICATORS, *columns)
    kinds = [(shown(row.value(department_report.SECOND)), row) for row in rows]
    quantities = [row[department_report.ACTUAL] for kind, row in kinds if "数量" in kind]
    for kind, row in kinds:
        cell = row[department_report.ACTUAL]
        text = shown(cell.value)
        if "成本" not in kind or not text or _MONEY_WORDS.search(text):
            continue
        for count, unit in _COUNT_IN_TEXT.findall(text):
            same = next((each for each in quantities if _holds(each, count, unit)), None)
            if same is not None:
                problem = f"成本指标写的是“{count}{unit}”，与数量指标相同，没有写成本"
                yield at(cell, same, seen=f"{count}{unit}", problem=problem)
                break


def _holds(cell: Cell, count: str, unit: str) -> bool:
    return (count, unit) in _COUNT_IN_TEXT.findall(shown(cell.value))


@check(
    "TGT-12",
    Severity.WARNING,
    message="{count}项指标不可衡量：{names}",
    hint="写成可以核对的标准，如“工程验收合格率 ≥98%”；定性指标写明达到什么程度、由谁认定",
    clause=_CLAUSE,
)
def targets_can_be_measured(context: Context) -> Iterator[Outcome]:
    """指标值可以衡量：不用形容词作单位，不用“稳步提高”作目标。

    例：建设工程质量填“优良”“100”，报 TGT-12 警告；“义务教育均衡发展”目标“稳步提高”，报提示。
    """
    every = list(all_aims(context.submission))
    judged = [
        aim for aim in every if aim.target and shown(aim.measure.value).strip() in vocabulary.JUDGEMENTS
    ]
    if judged:
        names = named(
            f"{aim.brief}“{shown(aim.measure.value).strip()}＝{shown(aim.value)}”" for aim in judged
        )
        cells = tuple(cell for aim in judged for cell in (aim.measure, aim.cell))
        yield at(*cells, count=len(judged), names=names)
    vague = [aim for aim in every if aim.target is None and _VAGUE.fullmatch("".join(aim.words.split()))]
    if vague:
        names = named(f"{aim.brief}“{aim.words}”" for aim in vague)
        yield at(*(aim.cell for aim in vague), severity=Severity.INFO, count=len(vague), names=names)


@check(
    "TGT-13",
    Severity.INFO,
    message="数量指标“{name}”是材料、资金等投入，不是产出",
    hint="产出指标写项目做成了什么，如改造面积、受益户数；投入放在预算和成本里",
    clause=_CLAUSE,
)
def outputs_are_not_inputs(context: Context) -> Iterator[Outcome]:
    """数量指标写产出，不写投入。

    例：数量指标填“工程建设材料 11000吨”，报 TGT-13。
    """
    for aim in all_aims(context.submission):
        if aim.is_about("数量") and _INPUT.search(aim.title):
            yield at(aim.name, aim.cell, name=aim.brief)


@check(
    "TGT-15",
    Severity.WARNING,
    message="{name}只填了“{text}”，没有写要做到什么",
    hint="用文字写明目标：做什么、做多少、达到什么效果",
    clause="绩效目标表 实施期绩效目标、本年度绩效目标",
)
def goals_are_more_than_a_number(context: Context) -> Iterator[Outcome]:
    """绩效目标是一段话，不只是一个数。

    例：本年度绩效目标只填“100%”，报 TGT-15。
    """
    submission = context.submission
    for field in (target_table.GOAL_PERIOD, target_table.GOAL_YEAR):
        cell = submission.fields.get(field.key)
        if cell and cell.given and _ONLY_A_NUMBER.fullmatch("".join(cell.text.split())):
            yield at(cell, name=field.label, text=cell.text)


@check(
    "TGT-16",
    Severity.INFO,
    message="满意度指标“{name}”目标是100%，很难做到，也难以核实",
    hint="按调查的可能结果设定，如 ≥90% 或 ≥95%；满意度单列为一级指标（满意度指标）",
    clause="财预〔2020〕10号 满意度指标10分",
)
def satisfaction_of_100_percent_is_unlikely(context: Context) -> Iterator[Outcome]:
    """满意度目标不定为100%。

    例：“项目满意度”目标100%，报 TGT-16。
    """
    for aim in all_aims(context.submission):
        if (aim.is_about("满意") or "满意" in aim.title) and aim.unit == "%" and aim.value == _HUNDRED:
            yield at(aim.cell, aim.name, name=aim.brief)
