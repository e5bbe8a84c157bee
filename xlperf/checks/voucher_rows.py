"""The rows of 支出明细 that name vouchers (附件2-2 二)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xlperf.checks.found import rows_with
from xlperf.checks.periods import Period, read_period
from xlperf.checks.sums import sensible
from xlperf.checks.vouchers import Voucher, read_vouchers
from xlperf.forms import expenses
from xlperf.forms import project_report as form
from xlperf.record import dataclass
from xlperf.submission import Cell, Row, Submission, once, shown

SHOWN = 4
"""So many names stand in a message; the others are counted."""


@dataclass(frozen=True, slots=True)
class Payment:
    """One row of 支出明细 with the vouchers it names; ``cell`` is its 会计凭证号."""

    row: Row
    cell: Cell
    vouchers: tuple[Voucher, ...]

    @property
    def content(self) -> str:
        """支出内容 without blanks."""
        return "".join(str(self.row.value(expenses.CONTENT) or "").split())

    @property
    def amount(self) -> Decimal | None:
        """实际支出数 in the unit of the table."""
        return sensible(self.row.cells[expenses.AMOUNT.key].value)


@once
def period_of(submission: Submission) -> Period | None:
    """项目起止时间, when it can be read."""
    cell = submission.fields.get(form.PERIOD.key)
    found = read_period(cell.text) if cell and cell.given else None
    return found if isinstance(found, Period) else None


@once
def payments(submission: Submission) -> tuple[Payment, ...]:
    """The rows of 支出明细 that name vouchers; a year that is not written is the only year of the project."""
    period = period_of(submission)
    year = period.start.year if period and period.start.year == period.end.year else None
    rows = rows_with(submission, expenses.VOUCHERS, expenses.CONTENT, expenses.AMOUNT, expenses.VOUCHER)
    cells = [row.cells[expenses.VOUCHER.key] for row in rows]
    named = [read_vouchers(shown(cell.value), year) if cell.value else () for cell in cells]
    found = zip(rows, cells, named, strict=True)
    return tuple([Payment(row, cell, vouchers) for row, cell, vouchers in found if vouchers])


@once
def months(submission: Submission) -> frozenset[tuple[int, int]]:
    """The years and months of the vouchers, as far as both are known."""
    found = {(each.year, each.month) for row in payments(submission) for each in row.vouchers}
    return frozenset((year, month) for year, month in found if year and month)


def listed(vouchers: Sequence[Voucher]) -> str:
    """The first vouchers by name, each once, and how many they are."""
    distinct = list(dict.fromkeys(vouchers))
    more = f"等{len(distinct)}个" if len(distinct) > SHOWN else ""
    return "、".join(map(str, distinct[:SHOWN])) + more
