"""SE-01 … 06：the money of 项目支出绩效自评表: sources, 执行率, its points, adjustments and spending."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xlperf.checks.check import Context, Outcome, Unchecked, at, check
from xlperf.checks.found import rows_with
from xlperf.checks.gravity import too_high, too_low
from xlperf.checks.stated_rates import StatedRate, stated_rates
from xlperf.checks.sums import Figure, Relation, Term, figure
from xlperf.findings import Severity
from xlperf.forms import score_sheet, target_application, vocabulary
from xlperf.forms.model import Column, Field
from xlperf.forms.national import parts
from xlperf.lazy_regex import lazy
from xlperf.office import Office
from xlperf.rowcard import execution, execution_outcome, execution_row, rated
from xlperf.scoring.rounding import half_up
from xlperf.submission import Cell, Submission, shown

_CLAUSE = "项目支出绩效自评表 项目资金（财预〔2020〕10号）"
_HUNDRED = Decimal(100)
_USUAL = Decimal("0.9")
_KEY_REVIEW = Decimal("0.6")
_COST_OF_ALL = lazy(
    r"(?:项目)?总(?:成本|投资|支出|费用|经费)|成本控制数|项目(?:支出)?成本$|预算(?:总额|控制数)"
)
_OF_FUNDS = lazy(r"预算|资金|支付|付款|拨付|执行率|结转|结余|经费|追加")
_MONEY = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10_000)}
_FIGURES: tuple[tuple[Field, Column], ...] = (
    (parts.INITIAL_TOTAL, parts.INITIAL),
    (parts.BUDGET_TOTAL, parts.BUDGET),
    (parts.SPENT_TOTAL, parts.SPENT),
    (target_application.LAST_TOTAL, target_application.LAST),
)


def relations(submission: Submission, office: Office) -> list[Relation]:
    """年度资金总额 ＝ Σ 各来源, for 年初预算数, 全年预算数, 全年执行数; 上年度安排 and 本年度申请 of an application."""
    found = []
    for total, column in _FIGURES:
        cells = [row[column] for row in rows_with(submission, parts.FUNDS, column)]
        if cells and submission.has(total):
            terms = tuple(Term(figure(cell)) for cell in cells)
            tolerance = office.tolerances.money_for(len(terms) + 1)
            found.append(Relation("SE-01", "各来源之和", figure(submission[total]), terms, tolerance))
    return found


@check(
    "SE-01",
    Severity.ERROR,
    message="年度资金总额与各来源之和不符：{problem}",
    hint="核对各来源的数；无误的，总额改为各来源之和（恢复求和公式）",
    clause=_CLAUSE,
)
def total_funds_are_the_sum_of_their_sources(context: Context) -> Iterator[Outcome]:
    """年度资金总额等于当年财政拨款、上年结转、其他资金之和。

    例：财政拨款填 90、89.974、89.974，总额三个数都填0，报 SE-01。
    """
    broken = _broken(context)
    if broken:
        problem = "，".join(
            f"{each.total.cell.label}填{_money(each.total)}、应为{shown(each.reckoned)}{each.total.cell.unit}"
            for each in broken
        )
        others = [
            term.figure.cell for each in broken for term in each.addends if term.figure.value is not None
        ]
        cells = [each.total.cell for each in broken]
        yield at(*cells, *others, expected=broken[0].reckoned, problem=problem)


def _money(each: Figure) -> str:
    return "（空）" if each.value is None else f"{shown(each.value)}{each.cell.unit}"


@check(
    "SE-02",
    Severity.ERROR,
    message="执行率填{stated}%，{spent}÷{budget}＝{exact}%{reading}",
    hint="执行率＝全年执行数÷全年预算数，按此改正；执行数或预算数有误的，改正数字",
    clause=f"{_CLAUSE} 执行率（B/A）",
)
def the_rate_of_execution_is_spent_by_budget(context: Context) -> Iterator[Outcome]:
    """执行率等于全年执行数除以全年预算数，各来源的也一样。

    例：预算300、执行259.45，执行率填90%，应为86.48%，报 SE-02；填86.5%是四舍五入，不报。
    """
    submission = context.submission
    if _broken(context):
        return
    for each in stated_rates(submission):
        if not each.differs(context.office.tolerances.rate / _HUNDRED):
            continue
        yield at(
            each.cell,
            *each.cells,
            seen=f"{_percent(each.cell.number)}%",
            expected=f"{_percent(each.exact)}%",
            stated=_percent(each.cell.number),
            spent=each.spent,
            budget=each.budget,
            exact=_percent(each.exact),
            reading=_other_reading(submission, each) if each.whole else "",
        )


def _other_reading(submission: Submission, each: StatedRate) -> str:
    """Which wrong denominator gives the stated rate."""
    initial, stated = submission.value(parts.INITIAL_TOTAL), _percent(each.cell.number)
    if isinstance(initial, Decimal) and initial > 0 and _percent(each.spent / initial) == stated:
        return f"（按年初预算数{shown(initial)}算是{stated}%；分母应为全年预算数）"
    return ""


def _percent(rate: Decimal) -> str:
    return f"{half_up(rate * _HUNDRED)}"


def _broken(context: Context) -> list[Relation]:
    return [each for each in relations(context.submission, context.office) if each.asked and not each.holds]


@check(
    "SE-03",
    Severity.ERROR,
    message="{problem}",
    hint="执行率得分＝分值×执行率，不超过分值；按此改正，确有其他扣分的写明原因",
    clause=f"{_CLAUSE} 预算执行率得分",
)
def execution_earns_its_points(context: Context) -> Iterator[Outcome]:
    """预算执行率得分等于分值×min(1，执行数÷全年预算数)。

    例：执行89.974、预算89.974，得分填0，应得10分，报 SE-03。
    """
    submission, office = context.submission, context.office
    row = execution_row(submission)
    if row is None:
        return
    most, own = row[score_sheet.MAX], row[score_sheet.SELF]
    if not own.given or not most.given:
        return
    _, outcome = execution_outcome(submission, most.number, office)
    if outcome.hi is None or outcome.lo is None:
        yield Unchecked(f"预算执行率：{outcome.formula}")
        return
    cells = found.cells if (found := execution(submission)) else ()
    told = f"预算执行率得分填{shown(own.value)}，应得{shown(outcome.hi)}分：{outcome.formula}"
    severity = too_high(own.number - outcome.hi, office) or too_low(
        outcome.lo - own.number, office, explained=_explained(submission)
    )
    if severity:
        yield at(own, *cells, severity=severity, expected=outcome.hi, problem=told)


def _explained(submission: Submission) -> bool:
    """Whether a reason is given for what became of the funds: in its own box, else beside an indicator where it names them."""
    if not submission.has(parts.FUNDS_REASON):
        rows = rows_with(submission, parts.INDICATORS, parts.DEVIATION)
        return any(_OF_FUNDS.search(row[parts.DEVIATION].raw) for row in rows)
    words = submission[parts.FUNDS_REASON].raw.strip()
    return bool(words) and words not in vocabulary.PROBLEM_WORDS


@check(
    "SE-04",
    Severity.WARNING,
    message="{problem}，没有说明原因",
    hint="在“预算调整、执行偏差原因”栏（表上没有这一栏的，在偏差原因栏或所附说明里）写明：为什么调整、为什么没有执行完、怎样改进",
    clause=f"{_CLAUSE}；填报要求：预算调整、执行率低于90%的说明原因",
)
def adjustments_and_low_execution_are_explained(context: Context) -> Iterator[Outcome]:
    """年初预算与全年预算不同、执行率低于90%的，写明原因；低于60%的列入重点核查。

    例：年初预算0万元、全年预算207.4538万元，没有说明，报 SE-04；执行率25%，没有说明，报 SE-04 并提示重点核查。
    年初预算450、全年预算500，多的50正是“上年结转资金”一行的，不报。
    """
    submission = context.submission
    if _explained(submission) or not submission.has(parts.BUDGET_TOTAL):
        return
    initial = submission.fields.get(parts.INITIAL_TOTAL.key)
    budget = submission[parts.BUDGET_TOTAL]
    if initial is not None and _differ(initial, budget, context.office) and not _carried_over(submission):
        how = "，属年中追加" if not initial.number else ""
        unit = budget.unit
        problem = f"年初预算{shown(initial.value)}{unit}、全年预算{shown(budget.value)}{unit}，不一致{how}"
        yield at(initial, budget, problem=problem)
    found = execution(submission)
    if found is None or found.rate is None or found.rate >= _USUAL:
        return
    review = "，低于60%，应列入重点核查" if found.rate < _KEY_REVIEW else "，低于90%"
    place = submission.fields.get(parts.RATE_TOTAL.key) or found.cells[-1]
    yield at(
        place,
        *found.cells,
        seen=f"{_percent(found.rate)}%",
        problem=f"预算执行率{_percent(found.rate)}%{review}",
    )


def _differ(initial: Cell, budget: Cell, office: Office) -> bool:
    if not (isinstance(initial.value, Decimal) and isinstance(budget.value, Decimal) and budget.value):
        return False
    return abs(initial.value - budget.value) > office.tolerances.money_for(2)


def _carried_over(submission: Submission) -> bool:
    """Whether 上年结转 that came to the budget after it was set is the whole difference: the form itself says why."""
    later = Decimal(0)
    for row in rows_with(submission, parts.FUNDS, parts.SOURCE, parts.INITIAL, parts.BUDGET):
        before, after = row.value(parts.INITIAL), row.value(parts.BUDGET)
        if "结转" in shown(row.value(parts.SOURCE)) and isinstance(after, Decimal):
            later += after - (before if isinstance(before, Decimal) else 0)
    more = submission[parts.BUDGET_TOTAL].number - submission[parts.INITIAL_TOTAL].number
    return later == more > 0


@check(
    "SE-05",
    Severity.WARNING,
    message="“{source}”执行数{spent}超过全年预算数{budget}，多{over}{unit}",
    hint="核对执行数和预算数；确属超支的，写明原因和资金来源",
    clause=_CLAUSE,
)
def spending_stays_within_the_budget(context: Context) -> Iterator[Outcome]:
    """各来源的执行数不大于全年预算数。

    例：其他资金预算3万元、执行3.5万元，报 SE-05。
    """
    submission = context.submission
    rows = rows_with(submission, parts.FUNDS, parts.BUDGET, parts.SPENT)
    pairs: list[tuple[str, Cell, Cell]] = [
        (shown(row.value(parts.SOURCE)), row[parts.BUDGET], row[parts.SPENT]) for row in rows
    ]
    if not any(budget.given and spent.given for _, budget, spent in pairs) and submission.has(
        parts.SPENT_TOTAL
    ):
        pairs = [("年度资金总额", submission[parts.BUDGET_TOTAL], submission[parts.SPENT_TOTAL])]
    for source, budget, spent in pairs:
        if not (isinstance(budget.value, Decimal) and isinstance(spent.value, Decimal)):
            continue
        over = spent.value - budget.value
        if over > context.office.tolerances.money_for(2):
            name = source.removeprefix("其中：").removeprefix("其中:")
            yield at(
                spent, budget, source=name, spent=spent.value, budget=budget.value, over=over, unit=spent.unit
            )


@check(
    "SE-06",
    Severity.INFO,
    message="成本指标“{name}”完成值填{actual}{measure}，全年执行数是{spent}{unit}",
    hint="完成值应是实际支出；口径不同的（如含以后年度、含其他资金）请写明",
    clause="项目支出绩效自评表 成本指标",
)
def the_actual_cost_is_what_was_spent(context: Context) -> Iterator[Outcome]:
    """项目总成本的完成值与全年执行数一致。

    例：项目总成本完成值填90万元，全年执行数89.974万元，报 SE-06。
    """
    submission = context.submission
    found = execution(submission)
    if found is None or not found.spent:
        return
    factor = _MONEY[found.cells[-1].unit]
    for each in rated(submission, context.office):
        in_wan = _MONEY.get(each.aim.unit)
        cell = each.aim.actual
        if in_wan is None or each.actual is None or cell is None or not _COST_OF_ALL.search(each.aim.title):
            continue
        apart = abs(each.actual * in_wan - found.spent * factor)
        near = apart <= found.spent * factor / 2
        if near and apart > context.office.tolerances.money_for(2):
            yield at(
                cell,
                *found.cells,
                name=each.aim.brief,
                actual=each.actual,
                measure=each.aim.unit,
                spent=found.spent,
                unit=found.cells[-1].unit,
            )
