"""收入、支出和结余 of the department and of each institution, and what can be wrong between them (附件2-1 二)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from xlperf.checks.check import At, at
from xlperf.checks.relations import MESSAGE, Fault, told
from xlperf.checks.sums import Figure, Relation, Term, figure
from xlperf.findings import Severity
from xlperf.forms import department_report as form
from xlperf.forms.model import Column, Table
from xlperf.lazy_regex import lazy
from xlperf.office import Office
from xlperf.record import dataclass
from xlperf.submission import Cell, Row, Submission, shown

_NOT_AN_INSTITUTION = lazy(r"^\s*(其中|小计|合计|总计)")
_MINUS = Decimal(-1)


def institutions(submission: Submission, table: Table) -> tuple[Row, ...]:
    """The rows of institutions that hold a figure; notes such as 小计 or 其中 do not count twice."""
    money = [column for column in table.columns if column.total]
    return tuple(
        row
        for row in submission.rows(table)
        if any(row.value(column) is not None for column in money)
        and not _NOT_AN_INSTITUTION.match(str(row.value(table.columns[0]) or ""))
    )


def summary_cells(submission: Submission, columns: Sequence[Column]) -> list[Cell] | None:
    """The cells of the 汇总 row in these columns; None when one was not found."""
    fields = [column.total for column in columns if column.total and submission.has(column.total)]
    return [submission[field] for field in fields] if len(fields) == len(columns) else None


@dataclass(frozen=True, slots=True)
class Balance:
    """Income, spending and 结余 of the whole department or of one institution."""

    name: str
    income: Figure
    carried: Figure
    spending: Figure
    year: Figure
    cumulative: Figure

    @property
    def left(self) -> Decimal:
        """收入合计 − 支出合计; only asked when both are given."""
        return (self.income.value or Decimal(0)) - (self.spending.value or Decimal(0))


def balances(submission: Submission) -> tuple[Balance, ...]:
    """The 汇总 row, then every institution that is named in both blocks."""
    columns = (
        form.INCOME_TOTAL,
        form.INCOME_SOURCES[0],
        form.SPENDING_TOTAL,
        form.BALANCE_YEAR,
        form.BALANCE_CUMULATIVE,
    )
    summary = summary_cells(submission, columns)
    found = [Balance(form.SUMMARY, *map(figure, summary))] if summary else []
    spending = {_name(row, form.SPENDING): row for row in institutions(submission, form.SPENDING)}
    for row in institutions(submission, form.INCOME):
        name = _name(row, form.INCOME)
        other = spending.get(name)
        cells = [row.cells.get(column.key) for column in columns[:2]]
        cells += [other.cells.get(column.key) for column in columns[2:]] if other else []
        given = [figure(cell) for cell in cells if cell]
        if name and len(given) == len(columns):
            found.append(Balance(name, *given))
    return tuple(each for each in found if each.income.value is not None and each.spending.value is not None)


def _name(row: Row, table: Table) -> str:
    """甲 for “1、甲”: institutions are compared without number and blanks."""
    return re.sub(r"^\d+[、.．]|\s", "", str(row.value(table.columns[0]) or ""))


def near(one: Decimal, other: Decimal, office: Office) -> bool:
    """Whether two amounts are the same within the rounding of three printed figures."""
    return abs(one - other) <= office.tolerances.money_for(3)


def balance_relation(money: Balance, office: Office) -> Relation | None:
    """当年结余 with or without 上年结转, whichever reading holds; None when nothing is said of it."""
    if money.year.value is None and money.cumulative.value is None and near(money.left, Decimal(0), office):
        return None
    terms: tuple[Term, ...] = (Term(money.income), Term(money.spending, _MINUS))
    words, carried = "收入合计−支出合计", money.carried.value or Decimal(0)
    if money.year.value is not None and carried and near(money.year.value, money.left - carried, office):
        terms, words = (*terms, Term(money.carried, _MINUS)), "收入合计−上年结转−支出合计"
    return Relation("H21-06", words, money.year, terms, office.tolerances.money_for(3))


def doubtful(money: Balance, office: Office) -> bool:
    """Only 累计结余 agrees with income and spending, and 当年结余 is left at nothing."""
    cumulative = money.cumulative.value
    if money.year.value or cumulative is None or near(money.left, Decimal(0), office):
        return False
    return near(cumulative, money.left, office)


def summary_or_parts(found: Sequence[Balance]) -> Sequence[Balance]:
    """The department where it is concerned, else its institutions."""
    return [each for each in found if each.name == form.SUMMARY] or found


def unbalanced(fault: Fault) -> At:
    """当年结余 (or what it is made of) is wrong; a blank one is only asked for."""
    facts = told(fault)
    problem = MESSAGE.format(**facts.facts)
    blank = fault.at.value is None
    return at(
        fault.at.cell,
        *fault.related,
        severity=Severity.WARNING if blank else None,
        seen=fault.seen,
        expected=fault.expected,
        slip=fault.slip,
        problem=problem,
        remedy=f"改正“{facts.facts['name']}”，或同一等式中填错的另一个数",
    )


def overspending(money: Balance) -> At:
    """More was spent than came in."""
    return at(
        money.spending.cell,
        money.income.cell,
        money.year.cell,
        severity=Severity.WARNING,
        seen=money.spending.value,
        problem=f"{money.name}：支出合计{shown(money.spending.value)}万元大于收入合计{shown(money.income.value)}万元，"
        f"多支出{shown(-money.left)}万元，表中没有交代资金来源",
        remedy="动用上年结转的，请把上年结转填入收入；确属超支的，请在综述中说明资金来源",
    )


def undivided(money: Balance) -> At:
    """What is left stands under 累计结余 only."""
    return at(
        money.year.cell,
        money.income.cell,
        money.spending.cell,
        money.cumulative.cell,
        severity=Severity.WARNING,
        seen=money.year.value or Decimal(0),
        expected=money.left,
        problem=f"{money.name}：收入合计减支出合计为{shown(money.left)}万元，当年结余却为0，只填在累计结余",
        remedy="当年收支相抵的结余填在当年结余；以前年度的结余应作为上年结转列入收入合计",
    )
