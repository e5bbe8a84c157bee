"""TGT-01 … 06：the number, the unit and the place of a target (绩效目标表；附件2-2 三)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlperf.checks.aims import TABLES, Aim, aims, all_aims
from xlperf.checks.check import At, Context, Outcome, at, check
from xlperf.checks.found import named
from xlperf.findings import Severity
from xlperf.forms import target_table, vocabulary
from xlperf.lazy_regex import lazy
from xlperf.submission import NotGiven, shown

_CLAUSE = "绩效目标表 指标值及单位、绩效标准；附件2-2 三、指标（目标）值"
_HUNDRED = Decimal(100)
_WAN = Decimal(10_000)
_HALF = Decimal("0.5")
_NO_NAME = lazy(r"[\d.,/%％、~～-]+")
_WITHOUT_UNIT = lazy(r"(?:指数|系数|倍数|倍|比值|比例|比|得分|评分|等级|排名|名次)$")
_AT_MOST_100 = lazy(
    r"(?:合格|优良|达标|通过|覆盖|到位|及时|准时|按时|按期|知晓|参与|普及|公开|合规|准确|足额|发放|使用|利用|在用|执行|满意|正确)[^增减升降长]{0,3}(?:率|度)$"
)
_PER_PIECE = lazy(r"(?P<money>万元|元)/(?P<piece>.+)")


@check(
    "TGT-01",
    Severity.ERROR,
    message="{problem}",
    hint="三级指标写指标名称；指标值填数字，度量单位选单位，如“20000”“平方米”；绩效标准栏写评价依据",
    clause=_CLAUSE,
)
def numbers_stand_in_the_column_of_the_value(context: Context) -> Iterator[Outcome]:
    """三级指标是指标名称，数值写在“指标值”栏，不写在“绩效标准”栏。

    例：度量单位填“㎡”、指标值空着、绩效标准填“20000㎡”，两栏疑似填反，报 TGT-01；
    三级指标只填“88”，没有指标名称，同样报 TGT-01。
    """
    for source in TABLES:
        own = aims(context.submission, source)
        swapped = [aim for aim in own if aim.swapped]
        if swapped:
            yield _swapped(swapped)
        nameless = [aim for aim in own if _NO_NAME.fullmatch(aim.title) and not _is_blank(aim.title)]
        if nameless:
            words = named(f"“{aim.title}”" for aim in nameless)
            problem = (
                f"{source.name.label}栏填的是{words}，不是指标名称，共{len(nameless)}行，等于没有设置指标"
            )
            yield at(*(aim.name for aim in nameless), problem=problem)


def _is_blank(words: str) -> bool:
    return words in vocabulary.PROBLEM_WORDS


def _swapped(rows: Sequence[Aim]) -> At:
    first = rows[0]
    unit, standard = shown(first.measure.value).strip(), first.standard
    found = shown(standard.value).strip() if standard else ""
    rest = f"；共{len(rows)}项" if len(rows) > 1 else ""
    right = f"{found}{'' if not unit or found.endswith(unit) else unit}"
    problem = (
        f"“{first.brief}”的指标值没有填数，数写在绩效标准栏（单位“{unit or first.words}”、绩效标准“{found}”），"
        f"两栏疑似填反，应为指标值{right}{rest}"
    )
    others = [cell for aim in rows for cell in (aim.cell, aim.standard) if cell and cell is not first.cell]
    return at(first.cell, *others, expected=right, problem=problem)


@check(
    "TGT-02",
    Severity.ERROR,
    message="满意度指标“{name}”的目标值是“{value}”：{problem}",
    hint="满意度按满意人数占被调查人数的百分比填，如 ≥90%；目标值以批复为准",
    clause="绩效目标表 满意度指标；附件3-2 服务对象满意度",
)
def satisfaction_is_a_percentage(context: Context) -> Iterator[Outcome]:
    """满意度指标的目标值是百分比，且不超过100%，不是从别的行抄来的数。

    例：数量指标资助52人，满意度指标值也填52、没有单位，报 TGT-02。
    """
    every = list(all_aims(context.submission))
    for aim in every:
        problem = _not_a_percentage(aim, every) if _is_satisfaction(aim) else ""
        if problem:
            yield at(aim.cell, aim.measure, expected="百分比，如 ≥90%", name=aim.brief, value=aim.words or str(aim.target), problem=problem)  # fmt: skip


def _is_satisfaction(aim: Aim) -> bool:
    return aim.is_about("满意") or "满意" in aim.title


def _not_a_percentage(aim: Aim, every: Sequence[Aim]) -> str:
    if aim.target is None or aim.swapped:
        return ""
    value, unit = aim.target.value, aim.unit
    if unit in ("分", "级"):
        return ""
    if unit not in ("", "%"):
        return f"单位是“{unit}”，不是百分比"
    if value > _HUNDRED:
        return "满意度不能超过100%"
    if unit or value <= 1:
        return ""
    same = next((other for other in every if other.is_about("数量") and other.value == value), None)
    return f"没有单位，且与数量指标“{same.brief}”的目标值相同，疑似抄错行" if same else ""


@check(
    "TGT-03",
    Severity.WARNING,
    message="{count}项指标的目标值没有单位：{names}",
    hint="在度量单位栏选择单位；比率选“%”",
    clause=_CLAUSE,
)
def targets_have_a_unit(context: Context) -> Iterator[Outcome]:
    """目标值是数字的，写明单位。

    例：数量指标“改造小区”目标值填20，度量单位空着，报 TGT-03。
    """
    every = list(all_aims(context.submission))
    without = [aim for aim in every if _lacks_unit(aim) and not _told_as_satisfaction(aim, every)]
    if without:
        names = named(f"{aim.brief or '（无名称）'} {aim.words}" for aim in without)
        yield at(*(aim.measure for aim in without), seen="", count=len(without), names=names)


def _told_as_satisfaction(aim: Aim, every: Sequence[Aim]) -> bool:
    return _is_satisfaction(aim) and bool(_not_a_percentage(aim, every))


def _lacks_unit(aim: Aim) -> bool:
    if aim.target is None or aim.swapped or aim.unit or _WITHOUT_UNIT.search(aim.title):
        return False
    in_name = re.search(rf"(?<!\d){re.escape(shown(aim.target.value))}\s*[^\d\s，。、]", aim.title)
    return in_name is None and not _NO_NAME.fullmatch(aim.title)


@check(
    "TGT-05",
    Severity.WARNING,
    message="“{name}”的目标值“{value}”：{problem}",
    hint="写成“=100%”，或改为能够达到的比率",
    clause=_CLAUSE,
)
def rates_do_not_exceed_100_percent(context: Context) -> Iterator[Outcome]:
    """合格率、覆盖率等比率最高是100%，目标值不写“≥100%”或更高。

    例：验收合格率“≥120%”，报 TGT-05 警告；“≥100%”只能等于100%，报提示。增长率等可以超过100%，不报。
    """
    for aim in all_aims(context.submission):
        target = aim.target
        if target is None or aim.unit != "%" or not _AT_MOST_100.search(aim.title) or _is_satisfaction(aim):
            continue
        value = f"{target.relation}{shown(target.value)}%"
        if target.value > _HUNDRED:
            yield at(aim.cell, expected="=100%", name=aim.brief, value=value, problem="比率最高是100%")
        elif target.value == _HUNDRED and target.relation in ("≥", ">"):
            problem = "只能等于100%，不会更高"
            yield at(aim.cell, severity=Severity.INFO, expected="=100%", name=aim.brief, value=value, problem=problem)  # fmt: skip


@check(
    "TGT-06",
    Severity.WARNING,
    message="{quantity} × {price} ＝ {product}万元，年度预算是{budget}万元，相差{apart}%",
    hint="核对数量、单位成本和预算；预算还用于其他内容的，在绩效目标中写明",
    clause="绩效目标表 数量指标、成本指标、年度预算总金额",
)
def quantity_times_price_is_near_the_budget(context: Context) -> Iterator[Outcome]:
    """数量乘以单位成本，与年度预算相差不超过50%。

    例：改造20个小区、每个成本≤10万元，合200万元，年度预算630万元，报 TGT-06。
    """
    submission = context.submission
    rows = [aim for aim in all_aims(submission) if aim.target and not aim.swapped]
    prices = [(aim, found) for aim in rows if (found := _PER_PIECE.fullmatch(aim.unit))]
    if len(prices) != 1 or not submission.has(target_table.BUDGET):
        return
    price, found = prices[0]
    counted = [aim for aim in rows if aim.is_about("数量") and aim.unit == found["piece"]]
    if len(counted) != 1:
        return
    try:
        budget = submission[target_table.BUDGET].number
    except NotGiven:
        return
    factor = 1 if found["money"] == "万元" else _WAN
    product = (price.value or Decimal(0)) * (counted[0].value or Decimal(0)) / factor
    apart = abs(product - budget) / budget if budget > 0 and product > 0 else Decimal(0)
    if apart > _HALF:
        yield at(
            price.cell,
            counted[0].cell,
            submission[target_table.BUDGET],
            quantity=f"{shown(counted[0].value)}{counted[0].unit}",
            price=f"{shown(price.value)}{price.unit}",
            product=round(product, 2).normalize(),
            budget=budget,
            apart=round(apart * _HUNDRED),
        )
