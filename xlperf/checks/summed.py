"""TAM-04: the formula of a total adds up all that it should, though its stored result may be old or missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from xlperf.checks.check import Context, Outcome, at, check
from xlperf.checks.found import column_cells
from xlperf.computing import reckoned
from xlperf.findings import Address, Severity, column_number
from xlperf.forms.formulas import ColumnSum, Formula, Sum
from xlperf.forms.layout import total_formulas
from xlperf.lazy_regex import lazy
from xlperf.record import dataclass
from xlperf.submission import Cell, Submission

_AREA = r"\$?[A-Z]{1,3}\$?[0-9]{1,7}(?::\$?[A-Z]{1,3}\$?[0-9]{1,7})?"
_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_TERM = lazy(rf"([-+]?)(?:(SUM\({_AREA}(?:,{_AREA})*\)|{_AREA})|({_NUMBER}))(?=[-+]|\Z)")
_GUARDED = lazy(r'IF\(COUNT\((.+)\)=0,"",(SUM\(\1\))\)')
_TO_HERE = lazy(r"INDEX\(\$?([A-Z]{1,3}):\$?\1,ROW\(\)-1\)")
_ONE_AREA = lazy(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")
_MOST_NAMED = 6


@check(
    "TAM-04",
    Severity.WARNING,
    message="公式 ={formula} {wrong}，重新计算后会{change}{unit}",
    hint="把公式改成加全每一行、不另加减数，或从空白模板复制这一格的公式；按 F9 重新计算后再检查一次",
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
        if cell is None or not cell.computed or formula is None:
            continue
        place = cell.at
        if place is None or cell.value != by_form.fields[target.key].value:
            continue  # told where the sum is checked
        own = submission.paper.formula(place).replace(" ", "").upper()
        if not own:
            continue  # shared with the cell above
        summed = _summed(own, place, _added(submission, formula))
        if summed is not None and summed.change:
            yield at(
                cell,
                *summed.missed.values(),
                formula=own,
                wrong=_told(summed),
                change=f"{'多' if summed.change > 0 else '少'}{abs(summed.change):f}",
                unit=cell.unit,
            )


@dataclass(frozen=True, slots=True)
class _Summed:
    """What a plain sum leaves out of what it should add up, and the number it adds besides."""

    missed: Mapping[Address, Cell]
    besides: Decimal

    @property
    def change(self) -> Decimal:
        """By how much its result is off."""
        return self.besides - sum((each.number for each in self.missed.values()), Decimal(0))


def _told(summed: _Summed) -> str:
    wrong = []
    if summed.missed:
        named = "、".join(at.a1 for at in list(summed.missed)[:_MOST_NAMED])
        more = f"等{len(summed.missed)}格" if len(summed.missed) > _MOST_NAMED else ""
        wrong.append(f"没有加上{named}{more}")
    if summed.besides:
        wrong.append(f"另{'加' if summed.besides > 0 else '减'}了{abs(summed.besides):f}")
    return "，".join(wrong)


def _added(submission: Submission, formula: Formula) -> Sequence[Cell]:
    """The cells with a figure that the form adds up; nothing for a formula that is no sum."""
    cells: list[Cell | None] = []
    if isinstance(formula, Sum):
        cells += [submission.fields.get(term.key) for term in formula.terms]
    elif isinstance(formula, ColumnSum):
        cells += column_cells(submission, formula.table, formula.column)
        cells += [submission.fields.get(each.key) for each in formula.adds]
    return [cell for cell in cells if cell and isinstance(cell.value, Decimal) and cell.value and cell.line]


def _summed(formula: str, total: Address, wanted: Sequence[Cell]) -> _Summed | None:
    """What a plain sum makes of the cells it should add up.

    None for any other formula, and for a sum of something else altogether (sub-totals, another table).
    """
    if not wanted:
        return None
    plain = _GUARDED.sub(r"\2", _TO_HERE.sub(lambda found: f"{found[1]}{total.row - 1}", formula))
    terms = list(_TERM.finditer(plain))
    if "".join(term.group() for term in terms) != plain:
        return None
    times = [0] * len(wanted)
    besides = Decimal(0)
    for term in terms:
        sign = -1 if term[1] == "-" else 1
        besides += sign * Decimal(term[3] or 0)
        for area in map(_area, _ONE_AREA.finditer(term[2] or "")):
            for number in _inside(area, total.sheet, wanted):
                times[number] += sign
    if max(times) > 1:
        return None  # counted twice: told where the sum is checked
    if min(times) == 1:
        return _Summed({}, besides)
    missed = {cell.at: cell for cell, told in zip(wanted, times, strict=True) if told < 1 and cell.at}
    return _Summed(missed, besides) if len(missed) * 2 < len({cell.at for cell in wanted}) else None


def _inside(area: tuple[int, int, int, int], sheet: str, cells: Sequence[Cell]) -> Iterator[int]:
    """The numbers of those cells that stand in an area; lists of payments are long."""
    top, left, bottom, right = area
    for number, cell in enumerate(cells):
        line = cell.line
        if line and top <= line.row <= bottom and left <= cell.column <= right and line.sheet == sheet:
            yield number


def _area(found: re.Match[str]) -> tuple[int, int, int, int]:
    left, top, right, bottom = found.groups()
    first, last = column_number(left), column_number(right or left)
    return (
        min(int(top), int(bottom or top)),
        min(first, last),
        max(int(top), int(bottom or top)),
        max(first, last),
    )
