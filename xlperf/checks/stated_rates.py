"""执行率 as the unit states it, of the whole project and of each source, beside what the amounts give. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xlperf.checks.found import rows_with
from xlperf.checks.sums import decimals, sensible
from xlperf.forms.national import parts
from xlperf.record import dataclass
from xlperf.rowcard import execution
from xlperf.submission import Cell, Submission


@dataclass(frozen=True, slots=True)
class StatedRate:
    """A rate that somebody typed, a fraction, with the amounts that it is of and their cells."""

    cell: Cell
    spent: Decimal
    budget: Decimal
    cells: tuple[Cell, ...]
    whole: bool  # of the whole project

    @property
    def exact(self) -> Decimal:
        """执行数 ÷ 预算数."""
        return self.spent / self.budget

    def differs(self, tolerance: Decimal) -> bool:
        """Whether it is another rate than the exact one, rounded as it may be."""
        return abs(self.cell.number - self.exact) > _rounding(self.cell.number) + tolerance


def stated_rates(submission: Submission) -> Iterator[StatedRate]:
    """The rate of the whole, then those of its sources; a source that states 0 rather states none."""
    found = execution(submission)
    if found is not None and found.budget > 0 and submission.has(parts.RATE_TOTAL):
        cell = submission[parts.RATE_TOTAL]
        if cell.given and not cell.computed:
            yield StatedRate(cell, found.spent, found.budget, found.cells, whole=True)
    for row in rows_with(submission, parts.FUNDS, parts.BUDGET, parts.SPENT, parts.RATE):
        cell, spent, budget = (
            row[parts.RATE],
            sensible(row.value(parts.SPENT)),
            sensible(row.value(parts.BUDGET)),
        )
        stated = isinstance(cell.value, Decimal) and bool(cell.value) and not cell.computed
        if stated and spent is not None and budget is not None and budget > 0:
            yield StatedRate(cell, spent, budget, (row[parts.SPENT], row[parts.BUDGET]), whole=False)


def _rounding(rate: Decimal) -> Decimal:
    """Half a unit of the last printed digit of a rate, which is a fraction in the cell: 0.0005 for 86.5%."""
    return Decimal(1).scaleb(-max(2, decimals(rate))) / 2
