"""H22-01 … 05：the money of 附件2-2 adds up: 合计＝各级来源, 到位−支出＝结余, 明细＝实际支出."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial

from xlperf.checks.check import Context, Outcome, Unchecked, at, check
from xlperf.checks.found import is_filled, paragraphs, score_rows
from xlperf.checks.listed_sums import arrival_list
from xlperf.checks.relations import HINT, MESSAGE, Fault, cells_of, faults, told
from xlperf.checks.said import amounts_said
from xlperf.checks.sums import Relation, Term, decimals, figure, sensible
from xlperf.checks.voucher_sums import one_by_one, together, voucher_relations
from xlperf.findings import Severity
from xlperf.forms import expenses, fund_arrival, target_table
from xlperf.forms import project_report as form
from xlperf.forms.model import Field
from xlperf.forms.score_sheet import REASON, SELF
from xlperf.lazy_regex import lazy
from xlperf.office import Office
from xlperf.submission import Cell, Submission, once, shown

_CLAUSE = "附件2-2 一、项目基本概况"
_EMPTY = "项目自评报告没有填写"
_MINUS = Decimal(-1)
_EXPLAINED = lazy(
    r"(?:未|没有|尚未|不)(?:能|能够)?(?:及时|足额|全部|全额|完全|按时|按期)*到位|到位率(?![^,，。；\n]{0,6}100)|资金缺口|配套.{0,6}缺口"
)


def relations(submission: Submission, office: Office, *, roughly: bool = False) -> list[Relation]:
    """Every sum of 附件2-2 that must hold, the graver first; ``roughly`` with all vouchers as one addend."""
    found = [_sum(submission, stage, office) for stage in (form.PLANNED, form.ARRIVED, form.SPENT)]
    found.append(_difference(submission, "H22-03", 0, office))
    found.append(_sum(submission, form.BALANCE, office))
    found += voucher_relations(submission, office, together if roughly else one_by_one)
    parts = form.BALANCE[1:]
    if any(submission.has(part) and submission[part].value is not None for part in parts):
        found += [_difference(submission, "H22-02", number, office) for number in range(1, len(form.BALANCE))]
    found += arrival_list(submission, office)
    return [relation for relation in found if relation is not None]


def _cells(submission: Submission, fields: Sequence[Field]) -> list[Cell] | None:
    return [submission[field] for field in fields] if all(map(submission.has, fields)) else None


def _sum(submission: Submission, stage: Sequence[Field], office: Office) -> Relation | None:
    cells = _cells(submission, stage)
    if cells is None:
        return None
    terms = tuple(Term(figure(cell)) for cell in cells[1:])
    tolerance = office.tolerances.money_for(len(terms) + 1)
    return Relation("H22-01", "各级来源之和", figure(cells[0]), terms, tolerance)


def _difference(submission: Submission, code: str, number: int, office: Office) -> Relation | None:
    """到位 − 支出 ＝ 结余, of the total (0) or of one source."""
    cells = _cells(submission, (form.BALANCE[number], form.ARRIVED[number], form.SPENT[number]))
    if cells is None:
        return None
    balance, arrived, spent = map(figure, cells)
    terms = (Term(arrived), Term(spent, _MINUS))
    return Relation(code, "实际到位−实际支出", balance, terms, office.tolerances.money_for(3))


@once
def project_faults(submission: Submission, office: Office) -> tuple[Fault, ...]:
    """The wrong figures behind the sums of 附件2-2 that do not hold; the target table says the plan once more."""
    if all(each.holds for each in relations(submission, office, roughly=True) if each.asked):
        return ()
    said = partial(amounts_said, submission)
    total = submission.fields.get(form.PLANNED_TOTAL.key)
    if total is None:
        return faults(relations(submission, office), said=said)
    budgets = [
        cell
        for cell in (submission.fields.get(field.key) for field in (target_table.BUDGET, target_table.FUND))
        if cell is not None and isinstance(cell.value, Decimal) and cell.value
    ]
    figures = [cell.number for cell in budgets]
    tolerance = office.tolerances.money_for(2)
    same = [
        Relation("XF-04", cell.label, figure(total), (Term(figure(cell)),), tolerance) for cell in budgets
    ]
    return faults(
        [*relations(submission, office), *(each for each in same if each.holds)],
        known=dict.fromkeys([figure(total).place], budgets[0].number) if len(set(figures)) == 1 else {},
        said=said,
    )


def _broken(context: Context, code: str) -> Iterator[Fault]:
    found = project_faults(context.submission, context.office)
    return (fault for fault in found if fault.code == code)


@check("H22-01", Severity.ERROR, message=MESSAGE, hint=HINT, clause=_CLAUSE)
def totals_are_the_sums_of_sources(context: Context) -> Iterator[Outcome]:
    """计划安排、实际到位、实际支出和结余的合计各等于各级来源之和。

    例：到位省财政170、其它9.6，合计填170，应为179.6，报 H22-01。
    """
    if form.SHEET not in context.submission.form.sheets:
        return
    if not context.submission.is_written(form.SHEET.key):
        yield Unchecked(_EMPTY)
        return
    yield from map(told, _broken(context, "H22-01"))


@check("H22-02", Severity.WARNING, message=MESSAGE, hint=HINT, clause=_CLAUSE)
def balance_of_each_source(context: Context) -> Iterator[Outcome]:
    """每一来源的结余等于该来源实际到位减实际支出。

    例：市财政到位1023、支出1078.78，结余却填在“其它”行，报 H22-02。
    """
    if form.SHEET not in context.submission.form.sheets:
        return
    if not context.submission.is_written(form.SHEET.key):
        yield Unchecked(_EMPTY)
        return
    yield from map(told, _broken(context, "H22-02"))


@check(
    "H22-03",
    Severity.ERROR,
    message="结余或支出不符：{problem}",
    hint="核对到位、支出和结余；{remedy}",
    clause=_CLAUSE,
)
def balance_of_the_project(context: Context) -> Iterator[Outcome]:
    """结余合计等于实际到位合计减实际支出合计，支出不超过到位。

    例：实际到位1023万元、实际支出1078.78万元，超支55.78万元，报 H22-03。
    """
    submission, office = context.submission, context.office
    if form.SHEET not in submission.form.sheets:
        return
    if not submission.is_written(form.SHEET.key):
        yield Unchecked(_EMPTY)
        return
    found = project_faults(submission, office)
    for fault in found:
        if fault.code == "H22-03":
            facts = told(fault)
            problem = MESSAGE.format(**facts.facts)
            remedy = f"改正“{facts.facts['name']}”；如果它没有错，请核对同一等式中的其他数"
            yield at(
                *facts.cells,
                seen=facts.seen,
                expected=facts.expected,
                slip=facts.slip,
                problem=problem,
                remedy=remedy,
            )
    cells = _cells(submission, (form.ARRIVED_TOTAL, form.SPENT_TOTAL))
    if not cells or any(fault.code == "H22-03" for fault in found):
        return
    arrived, spent = cells
    over = spent.number - arrived.number
    surely = min(_readings(spent, found)) - max(_readings(arrived, found))
    tolerance = office.tolerances.money_for(2)
    if over > tolerance >= surely:
        yield Unchecked("实际支出大于实际到位，但其中有数与别处不符，改好后再看是否超支")
    if surely > tolerance:
        yield at(
            spent,
            arrived,
            problem=f"实际支出{shown(spent.value)}万元大于实际到位{shown(arrived.value)}万元，超支{shown(over)}万元",
            remedy="确属超支的，请在综述中说明超支原因和资金来源",
        )


def _readings(cell: Cell, found: Sequence[Fault]) -> list[Decimal]:
    """What a figure may have to be: as written, and as each broken relation would have it."""
    values = [cell.number]
    for relation in (each for fault in found for each in fault.broken):
        if relation.total.at == cell.at:
            values.append(relation.reckoned)
        own = [term for term in relation.addends if term.figure.at == cell.at]
        if own and relation.total.value is not None:
            values.append(cell.number + relation.residual / own[0].factor)
    return values


@check(
    "H22-04",
    Severity.WARNING,
    message="到位与计划不符：{problem}",
    hint="核对计划数和到位数；{remedy}",
    clause="附件2-2 一、项目基本概况；附件3-2 到位率",
)
def arrived_funds_are_as_planned(context: Context) -> Iterator[Outcome]:
    """实际到位等于计划安排；不足的有说明，不超过计划。

    例：计划1187万元、到位1023万元，到位率86.18%，评分表未填到位率得分，文字也没有说明，报 H22-04。
    """
    submission, office = context.submission, context.office
    if form.SHEET not in submission.form.sheets:
        return
    if not submission.is_written(form.SHEET.key):
        yield Unchecked(_EMPTY)
        return
    cells = _cells(submission, (form.ARRIVED_TOTAL, form.PLANNED_TOTAL))
    if cells is None:
        return
    arrived, planned = cells
    if any(cell.given and sensible(cell.value) is None for cell in cells):
        return
    apart = arrived.number - planned.number
    if {arrived.at, planned.at} & set(cells_of(project_faults(submission, office))) or planned.number <= 0:
        return
    rate = round(arrived.number / planned.number * 100, 2)
    amounts = f"实际到位{shown(arrived.value)}万元，计划安排{shown(planned.value)}万元，到位率{rate}%"
    if apart > office.tolerances.money_for(2):
        remedy = "计划有调整的，填调整后的计划数；不要算入其他项目的资金"
        yield at(arrived, planned, problem=f"{amounts}，超过计划", remedy=remedy)
    elif -apart > office.tolerances.money_for(2) and not _explained(submission):
        remedy = "说明资金未足额到位的原因，并据此填写评分表“到位率”得分"
        yield at(arrived, planned, problem=f"{amounts}，不足部分没有说明", remedy=remedy)


def _explained(submission: Submission) -> bool:
    """Whether the score sheet answers for 到位率 or the text speaks of it."""
    cells = (
        row[column]
        for row in score_rows(submission, REASON)
        if row.id == "S32-06"
        for column in (SELF, REASON)
    )
    if any(cell.written for cell in cells):
        return True
    return any(_EXPLAINED.search(paragraph.text) for paragraph in paragraphs(submission))


@check("H22-05", Severity.ERROR, message=MESSAGE, hint=HINT, clause="附件2-2 二、项目支出明细情况")
def vouchers_add_up_to_the_spending(context: Context) -> Iterator[Outcome]:
    """各笔支出之和等于支出合计，支出合计等于实际支出（明细以元填列的折算为万元）。

    例：15笔共15608694元，实际支出填1650.87万元，应为1560.87万元，报 H22-05。
    """
    submission = context.submission
    if form.SHEET not in submission.form.sheets:
        return
    if not submission.is_written(form.SHEET.key):
        yield Unchecked(_EMPTY)
        return
    if not is_filled(submission, expenses.VOUCHERS):
        yield Unchecked("支出明细没有填写")
        return
    for fault in _broken(context, "H22-05"):
        cut_off = _cut_off(fault)
        yield told(fault, severity=Severity.INFO if cut_off else None)


def _cut_off(fault: Fault) -> bool:
    """实际支出 was cut off after its last decimal instead of rounded: no error."""
    if len(fault.broken) != 1 or len(fault.broken[0].addends) != 1:
        return False
    relation = fault.broken[0]
    term = relation.addends[0]
    printed = decimals(term.figure.value or Decimal(0))
    unit = Decimal(1).scaleb(-max(0, printed)) * term.factor
    return printed > 0 and 0 <= relation.residual < unit


@check("H22-15", Severity.ERROR, message=MESSAGE, hint=HINT, clause="资金到位明细；附件2-2 一、项目基本概况")
def the_list_of_arrivals_adds_up(context: Context) -> Iterator[Outcome]:
    """资金到位明细的合计等于各笔之和，到位金额合计等于实际到位资金合计，实际支付合计等于实际支出合计。

    例：到位两笔191、51，合计填224，应为242，报 H22-15（疑似数字颠倒）；
    各表自身相符、只是两表之间不同的，报警告：明细可以只列一部分资金。
    """
    submission = context.submission
    if fund_arrival.SHEET not in submission.form.sheets:
        return
    if not is_filled(submission, fund_arrival.ARRIVALS):
        yield Unchecked("“资金到位明细”没有填写")
        return
    for fault in project_faults(submission, context.office):
        if fault.code == "H22-15":
            between = all(map(_is_between, fault.broken))
            yield told(fault, severity=Severity.WARNING if between else None)


def _is_between(relation: Relation) -> bool:
    """Whether it compares two sheets."""
    places = {each.at.sheet for each in relation.figures if each.at}
    return len(places) > 1
