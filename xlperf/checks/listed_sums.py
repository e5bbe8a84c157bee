"""The lists that go with a report add up and say what it says: 专项明细, 资金到位明细."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlperf.checks.sums import Relation, Term, figure
from xlperf.forms import fund_arrival, project_report, special_projects
from xlperf.forms.model import Column, Table
from xlperf.office import Office
from xlperf.submission import Cell, Row, Submission

PROJECTS, ARRIVALS = "H21-08", "H22-15"
_MINUS = Decimal(-1)


def project_list(submission: Submission, office: Office) -> Iterator[Relation]:
    """专项明细：合计＝各专项之和, 结余＝到位−支出 of a row in which all three are given."""
    yield from _columns(PROJECTS, submission, special_projects.PROJECTS, office)
    columns = (special_projects.BALANCE, special_projects.ARRIVED, special_projects.SPENT)
    for row in submission.rows(special_projects.PROJECTS):
        cells = [row.cells.get(column.key) for column in columns]
        balance, arrived, spent = cells
        if balance and arrived and spent and balance.given and arrived.given and spent.given:
            terms = (Term(figure(arrived)), Term(figure(spent), _MINUS))
            tolerance = office.tolerances.money_for(3)
            yield Relation(PROJECTS, "实际到位资金−实际支出", figure(balance), terms, tolerance)


def arrival_list(submission: Submission, office: Office) -> Iterator[Relation]:
    """资金到位明细：合计＝各笔之和, 到位金额合计＝实际到位, 实际支付合计＝实际支出 when every row says it."""
    rows = _given(submission, fund_arrival.ARRIVALS, fund_arrival.AMOUNT)
    if not rows:
        return
    yield from _columns(ARRIVALS, submission, fund_arrival.ARRIVALS, office)
    pairs = [(fund_arrival.AMOUNT, project_report.ARRIVED_TOTAL, "附件2-2实际到位资金合计")]
    if len(_given(submission, fund_arrival.ARRIVALS, fund_arrival.PAID)) == len(rows):
        pairs.append((fund_arrival.PAID, project_report.SPENT_TOTAL, "附件2-2实际支出合计"))
    for column, field, words in pairs:
        if column.total and submission.has(column.total) and submission.has(field):
            total, own = submission[column.total], submission[field]
            if total.given and own.given:
                tolerance = office.tolerances.money_for(len(rows) + 1)
                yield Relation(ARRIVALS, words, figure(total), (Term(figure(own)),), tolerance)


def _columns(code: str, submission: Submission, table: Table, office: Office) -> Iterator[Relation]:
    for column in table.columns:
        if column.total is None or not submission.has(column.total):
            continue
        cells = _cells(_given(submission, table, column), column)
        terms = tuple(Term(figure(cell)) for cell in cells)
        if terms:
            tolerance = office.tolerances.money_for(len(terms) + 1)
            yield Relation(code, "各行之和", figure(submission[column.total]), terms, tolerance)


def _given(submission: Submission, table: Table, column: Column) -> list[Row]:
    """The rows that say anything in this column, readable or not."""
    rows = submission.rows(table)
    return [row for row in rows if column.key in row.cells and _says(row.cells[column.key])]


def _says(cell: Cell) -> bool:
    return cell.given or cell.written


def _cells(rows: Sequence[Row], column: Column) -> list[Cell]:
    return [row.cells[column.key] for row in rows]
