"""支出明细 against 实际支出, in the unit that the 明细 is found to be in (附件2-2 二). Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from xlperf.checks.found import column_cells
from xlperf.checks.sums import Figure, Relation, Term, decimals, figure, sensible
from xlperf.forms import expenses
from xlperf.forms import project_report as form
from xlperf.office import Office
from xlperf.submission import Cell, Submission

CODE = "H22-05"
_ONE, _WAN = Decimal(1), Decimal(10_000)
_SURELY_YUAN = Decimal(100)
"""Above this ratio of 明细 to 实际支出 the 明细 is in 元 (1:10000), below it in 万元 (1:1)."""
_HALF = Decimal("0.5")


def one_by_one(cells: Sequence[Cell]) -> tuple[Term, ...]:
    """An addend for each cell."""
    return tuple([Term(figure(cell)) for cell in cells])


def together(cells: Sequence[Cell]) -> tuple[Term, ...]:
    """One addend for all cells: quick, and enough to tell whether a sum holds."""
    values = [value for cell in cells if (value := sensible(cell.value)) is not None and cell.line]
    if len(values) < len(cells) or not cells:
        return one_by_one(cells)
    return (Term(Figure(cells[0], sum(values, Decimal(0)))),)


def voucher_relations(
    submission: Submission, office: Office, added: Callable[[Sequence[Cell]], tuple[Term, ...]] = one_by_one
) -> Iterator[Relation]:
    """明细 Σ ＝ 支出合计 ＝ 实际支出."""
    total = submission.fields.get(expenses.AMOUNT.total.key) if expenses.AMOUNT.total else None
    if total is None:
        return
    cells = column_cells(submission, expenses.VOUCHERS, expenses.AMOUNT)
    said = [cell for cell in cells if isinstance(cell.value, Decimal) or cell.given or cell.written]
    terms = added(said)
    if terms:
        tolerance = office.tolerances.money_for(len(said) + 1)
        yield Relation(CODE, "各笔支出之和", figure(total), terms, tolerance)
    spent = submission.fields.get(form.SPENT_TOTAL.key)
    if not spent or not isinstance(spent.value, Decimal) or not spent.value:
        return
    if not isinstance(total.value, Decimal):
        return
    parts = [submission.fields[part.key] for part in form.SPENT[1:] if submission.has(part)]
    stages = [
        submission.fields[stage[0].key] for stage in (form.ARRIVED, form.PLANNED) if submission.has(stage[0])
    ]
    around = [each for each in (spent.value, *(figure(cell).value for cell in stages)) if each]
    factor = _factor(
        (total.value, _sum(terms)),
        (spent.value, _sum([Term(figure(part)) for part in parts])),
        around,
        office,
    )
    words = "实际支出×10000（万元折算为元）" if factor == _WAN else "实际支出"
    terms = (Term(figure(spent), factor),)
    yield Relation(CODE, words, figure(total), terms, factor * _rounding(spent.value, office))


def _factor(
    listed: Sequence[Decimal], spent: Sequence[Decimal], around: Sequence[Decimal], office: Office
) -> Decimal:
    """10000 when the 明细 is in 元: by what agrees (one wrong figure must not decide), else by the usual ratio.

    ``around`` are amounts of the project in 万元, of which most are near what was spent.
    """
    agreeing = {
        factor: sum(
            abs(one - factor * other) <= factor * _rounding(other, office)
            for one in listed
            for other in spent
            if other
        )
        for factor in (_WAN, _ONE)
    }
    if any(agreeing.values()):
        return max(agreeing, key=lambda factor: agreeing[factor])  # 元, as the form prints it, on a tie
    ratios = sorted(abs(listed[0] / each) for each in around)
    return _WAN if ratios[len(ratios) // 2] > _SURELY_YUAN else _ONE


def _sum(terms: Sequence[Term]) -> Decimal:
    return sum([value for term in terms if (value := term.figure.value)], Decimal(0))


def _rounding(value: Decimal, office: Office) -> Decimal:
    """Half a unit of the last printed decimal of 实际支出."""
    return max(office.tolerances.money, _HALF.scaleb(-max(0, decimals(value))))
