"""SE-07, 08, 10, 11, 12：points, completion and reasons of the rows of 项目支出绩效自评表."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xlperf.checks.check import Context, Outcome, Unchecked, at, check
from xlperf.checks.gravity import too_high, too_low
from xlperf.findings import Severity
from xlperf.forms import score_sheet, vocabulary
from xlperf.forms.national import parts
from xlperf.lazy_regex import lazy
from xlperf.office import Office
from xlperf.rowcard import Rated, execution, rated
from xlperf.schemes.model import Forward, Reverse
from xlperf.scoring.rounding import half_up
from xlperf.submission import Cell, shown

_CLAUSE = "项目支出绩效自评表 绩效指标（财预〔2020〕10号）"
_HUNDRED = Decimal(100)
_ONE = Decimal(1)
_SHOWN = Decimal("0.00005")
"""Half of the last digit of a rate that is shown as 19.23%."""
_ALL_SPENT = Decimal("0.995")
_PAYMENT = lazy(
    r"(?:资金|预算)[^，,。；;]{0,4}(?:支付|支出|执行|使用)(?!及时)|(?:支付|执行|支出)(?:完成)?(?:率|进度)"
)
_PROMPTLY = lazy(r"及时|按时|准时|时效")


def _score(each: Rated) -> Cell | None:
    return each.row.cells.get(score_sheet.SELF.key)


def _reason(each: Rated) -> Cell | None:
    return each.row.cells.get(parts.DEVIATION.key)


def _explained(each: Rated) -> bool:
    """Whether the row gives a reason: 无 and / are none."""
    cell = _reason(each)
    words = cell.raw.strip() if cell else ""
    return bool(words) and words not in vocabulary.PROBLEM_WORDS


@check(
    "SE-07",
    Severity.ERROR,
    message="“{name}”得分填{own}，{how}：{formula}{reading}",
    hint="按完成值和指标值核对；数字无误的，改正得分；低于应得的，写明其他扣分原因",
    clause=f"{_CLAUSE}；定量指标完成目标得满分，未完成按比例计分；定性指标分三档计分",
)
def points_follow_from_completion(context: Context) -> Iterator[Outcome]:
    """各指标得分与按完成值复算的得分一致。

    例：指标值1228、完成值770，2分的指标得分填1.8，应得1.25分，报 SE-07；
    偏高超过0.15分是错误，0.05到0.15分是警告；偏低是警告，少1分以上又没有写原因是错误。
    """
    office = context.office
    for each in rated(context.submission, office):
        own, outcome = _score(each), each.outcome
        if own is None or not own.given or each.indicator is None:
            continue
        if outcome.hi is None or outcome.lo is None:
            if outcome.applicable:
                yield Unchecked(f"“{each.aim.brief}”：{outcome.formula}")
            continue
        if not 0 <= own.number <= each.indicator.max:
            continue  # SC-05 tells that
        over, under = own.number - outcome.hi, outcome.lo - own.number
        severity = too_high(over, office) or too_low(under, office, explained=_explained(each))
        if severity is None:
            continue
        right = f"{outcome.hi}" if outcome.hi == outcome.lo else f"{outcome.lo}—{outcome.hi}"
        how = f"应得{right}分，偏{f'高{over}' if over > 0 else f'低{under}'}分"
        cells = tuple(cell for cell in (each.aim.actual, each.aim.cell) if cell is not None)
        yield at(
            own,
            *cells,
            severity=severity,
            expected=right,
            name=each.aim.brief,
            own=own.value,
            how=how,
            formula=outcome.formula,
            reading=_reading(each),
        )


def _reading(each: Rated) -> str:
    """Which reading was used where the document leaves it open (A28)."""
    is_open = (
        isinstance(each.rule, Reverse) and each.rule.reading is None and each.outcome.lo != each.outcome.hi
    )
    return "（反向指标按比例和按超出幅度两种算法都不算错）" if is_open else ""


@check(
    "SE-08",
    Severity.WARNING,
    message="“{name}”完成{actual}、指标值{target}，完成率{rate}%，超过{limit}%，没有说明原因",
    hint="写明超额完成的原因；指标值定得偏低的，说明依据并按规定调减得分",
    clause=f"{_CLAUSE}；完成值明显超过指标值的须说明，指标值偏低的按偏离度调减",
)
def much_more_than_the_target_is_explained(context: Context) -> Iterator[Outcome]:
    """完成值超过指标值30%的，说明原因。

    例：指标值12次、完成96次（800%），没有说明，报 SE-08。
    """
    limit = context.office.over_warn
    for each in rated(context.submission, context.office):
        done, cell = each.completion, each.aim.actual
        if done is None or cell is None or done * _HUNDRED <= limit or _explained(each):
            continue
        if not _completion_agrees(each, context.office):
            continue  # SE-12 tells that
        yield at(
            cell,
            each.aim.cell,
            name=each.aim.brief,
            actual=each.actual,
            target=each.aim.value,
            rate=_percent(done),
            limit=limit,
        )


def _percent(rate: Decimal) -> str:
    return f"{half_up(rate * _HUNDRED)}"


@check(
    "SE-10",
    Severity.WARNING,
    message="“{name}”得{own}分、分值{most}分，{state}",
    hint="写明为什么没有完成、差多少、怎样改进",
    clause=f"{_CLAUSE} 偏差原因分析及改进措施",
)
def lost_points_are_explained(context: Context) -> Iterator[Outcome]:
    """得分低于分值的，写明偏差原因和改进措施。

    例：指标值5662人、完成4044人，得1.4分、分值2分，偏差原因空着，报 SE-10；只填“无”也报。
    """
    for each in rated(context.submission, context.office):
        own, reason = _score(each), _reason(each)
        if own is None or reason is None or each.indicator is None or not each.applicable:
            continue
        if not isinstance(own.value, Decimal) or not 0 <= own.value < each.indicator.max or _explained(each):
            continue
        words = reason.raw.strip()
        state = f"偏差原因只填了“{words}”" if words else "没有写偏差原因"
        yield at(reason, own, name=each.aim.brief, own=own.value, most=each.indicator.max, state=state)


@check(
    "SE-11",
    Severity.ERROR,
    message="“{name}”完成值{actual}，资金执行率只有{rate}%（执行{spent}{unit}、预算{budget}{unit}）",
    hint="没有付完的，改正完成值和得分并写明原因；口径不同的，写明分母",
    clause=f"{_CLAUSE} 时效指标与项目资金",
)
def timely_payment_agrees_with_the_money(context: Context) -> Iterator[Outcome]:
    """称资金全部支付完成的时效指标，与资金执行率一致。

    例：“11月30日前完成资金支付”完成值100%得满分，资金执行率只有86.48%，报 SE-11。
    """
    submission = context.submission
    found = execution(submission)
    if found is None or found.rate is None or found.rate >= _ALL_SPENT:
        return
    for each in rated(submission, context.office):
        cell, title = each.aim.actual, each.aim.title
        if (
            cell is None
            or not each.aim.is_about("时效")
            or not _PAYMENT.search(title)
            or _PROMPTLY.search(title)
        ):
            continue
        percent = "".join(shown(cell.value).split()).removesuffix("%").removesuffix("％")
        if percent in ("100", "100.00", "100.0") or each.actual == _HUNDRED:
            yield at(
                cell,
                *found.cells,
                name=each.aim.brief,
                actual="100%",
                rate=_percent(found.rate),
                spent=found.spent,
                budget=found.budget,
                unit=found.cells[0].unit,
            )


@check(
    "SE-12",
    Severity.WARNING,
    message="“{name}”{problem}",
    hint="{remedy}",
    clause=f"{_CLAUSE} 年度指标值、完成率",
)
def completion_is_shown_as_it_is(context: Context) -> Iterator[Outcome]:
    """正向指标的指标值大于0；完成率照完成值÷指标值填写，远超指标值的不显示成100%。

    例：指标值52、完成值100，完成率显示100.00%，实为192.31%，报 SE-12；“≥0个”不能衡量，也报 SE-12。
    改法：核对目标值和完成率，照实填写；目标为0的换成可以衡量的指标。
    """
    for each in rated(context.submission, context.office):
        if (
            isinstance(each.rule, Forward)
            and each.aim.value == 0
            and each.aim.target
            and each.aim.target.relation
        ):
            remedy = "写明要达到的数；不许发生的指标用“=0”或“≤0”"
            problem = "的指标值是0，“不低于0”总能完成，不能衡量"
            yield at(each.aim.cell, name=each.aim.brief, problem=problem, remedy=remedy)
        elif not _completion_agrees(each, context.office):
            cell, exact = each.row.cells[parts.COMPLETION.key], _percent(each.completion or _ONE)
            capped = "（封顶），超额完成看不出来" if cell.value == _ONE else ""
            problem = f"完成{shown(each.actual)}、指标值{shown(each.aim.value)}，完成率应为{exact}%，表上是{_percent(cell.number)}%{capped}"
            remedy = "完成率照实填写；超过130%的说明原因，并核对指标值是否定得过低或填错"
            yield at(
                cell, each.aim.cell, expected=f"{exact}%", name=each.aim.brief, problem=problem, remedy=remedy
            )


def _completion_agrees(each: Rated, office: Office) -> bool:
    """Whether the rate on the form is what was done; a form may show 100% for a little more."""
    cell, done = each.row.cells.get(parts.COMPLETION.key), each.completion
    if cell is None or done is None or not isinstance(cell.value, Decimal):
        return True
    return abs(cell.value - done) <= _SHOWN or (
        cell.value == _ONE < done and done * _HUNDRED <= office.over_warn
    )
