"""TAM-04: the formula of a total adds up all that it should, though its stored result may be old or missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from xlperf.checks.check import Context, Outcome, at, check
from xlperf.computing import reckoned
from xlperf.findings import Address, Severity, column_number
from xlperf.forms.formulas import ColumnSum, Formula, Sum
from xlperf.forms.layout import total_formulas
from xlperf.submission import Cell, Submission

_AREA = r"\$?[A-Z]{1,3}\$?[0-9]{1,7}(?::\$?[A-Z]{1,3}\$?[0-9]{1,7})?"
_TERM = rf"(?:SUM\({_AREA}(?:,{_AREA})*\)|{_AREA})"
_PLAIN_SUM = re.compile(rf"\+?{_TERM}(?:\+{_TERM})*")
_ONE_AREA = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")
_MOST_NAMED = 6


@check(
    "TAM-04",
    Severity.WARNING,
    message="公式 ={formula} 没有加上{cells}，重新计算后会少{less}{unit}",
    hint="把公式的范围改到最后一行，或从空白模板复制这一格的公式；按 F9 重新计算后再检查一次",
    clause="通则：合计为各项之和",
)
def formulas_of_totals_add_up_everything(context: Context) -> Iterator[Outcome]:
    """合计公式加上了每一行。

    例：支出明细第41行是后来插入的，合计仍是 =SUM(F27:F40)，保存时又没有重新计算，报 TAM-04。
    保存的合计数已经不对的，由合计检查（H21、H22）报，不重复。
    """
    submission = context.submission
    totals = total_formulas(submission.form)
    by_form = reckoned(submission)
    for target in submission.form.fields:
        cell, formula = submission.fields.get(target.key), totals.get(target.key) or target.formula
        if cell is None or cell.at is None or not cell.computed or formula is None:
            continue
        if cell.value != by_form.fields[target.key].value:
            continue  # told where the sum is checked
        own = submission.paper.formula(cell.at).replace(" ", "").upper()
        missed = _missed(own, cell.at, _added(submission, formula)) if _PLAIN_SUM.fullmatch(own) else {}
        if missed:
            named = "、".join(at.a1 for at in list(missed)[:_MOST_NAMED])
            more = f"等{len(missed)}格" if len(missed) > _MOST_NAMED else ""
            less = sum((each.number for each in missed.values()), Decimal(0))
            yield at(cell, *missed.values(), formula=own, cells=named + more, less=less, unit=cell.unit)


def _added(submission: Submission, formula: Formula) -> Mapping[Address, Cell]:
    """The cells with a figure that the form adds up; nothing for a formula that is no sum."""
    cells: list[Cell | None] = []
    if isinstance(formula, Sum):
        cells = [submission.fields.get(term.key) for term in formula.terms]
    elif isinstance(formula, ColumnSum):
        cells = [row.cells.get(formula.column.key) for row in submission.rows(formula.table)]
        cells += [submission.fields.get(each.key) for each in formula.adds]
    found = (cell for cell in cells if cell is not None and isinstance(cell.value, Decimal) and cell.value)
    return {cell.at: cell for cell in found if cell.at is not None}


def _missed(formula: str, total: Address, wanted: Mapping[Address, Cell]) -> dict[Address, Cell]:
    """What a plain sum leaves out; nothing when it adds up something else altogether (sub-totals, another table)."""
    areas = [_area(found) for found in _ONE_AREA.finditer(formula)]
    missed = {
        at: cell
        for at, cell in wanted.items()
        if at.sheet != total.sheet
        or not any(
            top <= at.row <= bottom and left <= at.column <= right for top, left, bottom, right in areas
        )
    }
    return missed if len(missed) * 2 < len(wanted) else {}


def _area(found: re.Match[str]) -> tuple[int, int, int, int]:
    left, top, right, bottom = found.groups()
    first, last = column_number(left), column_number(right or left)
    return (
        min(int(top), int(bottom or top)),
        min(first, last),
        max(int(top), int(bottom or top)),
        max(first, last),
    )
