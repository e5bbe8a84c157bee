"""Every amount that a workbook says anywhere, in a cell or in words: what a figure in doubt is held against."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xlperf.checks.candidates import Said
from xlperf.forms.model import Kind
from xlperf.narrative.figures import Kind as Measure
from xlperf.narrative.figures import figures
from xlperf.submission import Cell, Submission, once

_WAN = Decimal(10_000)
_YUAN = {"元": Decimal(1), "万元": _WAN}


@once
def amounts_said(submission: Submission) -> Said:
    """Amounts in 元 and the typed cells that say them; a formula repeats what others say and counts for nothing.

    例：目标表“年度预算总金额”120万元、正文“共投入120万元”：1200000 元，两处。
    """
    found: dict[Decimal, tuple[Cell, ...]] = {}
    for cell in submission.cells():
        for amount in () if cell.computed else _amounts(cell):
            found[amount] = (*found.get(amount, ()), cell)
    return found


def _amounts(cell: Cell) -> Iterator[Decimal]:
    if isinstance(cell.value, Decimal):
        factor = _YUAN.get(cell.unit)
        if factor:
            yield abs(cell.value) * factor
    elif cell.kind in (Kind.TEXT, Kind.LONG_TEXT) and isinstance(cell.value, str):
        yield from {each.value * _WAN for each in figures(cell.value) if each.kind is Measure.MONEY}
