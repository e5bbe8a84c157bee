"""What a form prints at the left of a table, 项目资金 beside its rows: the table ends where another part begins there."""

from __future__ import annotations

from xlperf.recognition.ground import Ground
from xlperf.recognition.headers import Header
from xlperf.recognition.pages import Page
from xlperf.recognition.plans import WantedTable
from xlperf.recognition.words import bare
from xlperf.record import dataclass


@dataclass(frozen=True, slots=True)
class Side:
    """The side label of a table: its column, its words, the last row of its merged cell."""

    page: Page
    column: int
    words: str
    last: int

    def ends_before(self, row: int) -> bool:
        """Whether another part begins in a row: other words below the side label."""
        if not self.column or row <= self.last:
            return False
        text = self.page.text((row, self.column))
        return bool(text) and _core(text) != self.words


def side_of(wanted: WantedTable, header: Header, ground: Ground) -> Side:
    """The side label of a table that was found; without a column when the form at hand prints none.

    It stands left of the first column, and reaches down past the header or has nothing of its own below it there.
    """
    page, none = ground.page, Side(ground.page, 0, "", 0)
    first = min(header.places.values(), default=0)
    own = {label for column in wanted.columns for label in column.labels}
    for column in range(first - 1, ground.region.left - 1, -1):
        at = page.anchor((header.last, column))
        words = page.text(at)
        if not words:
            continue
        last, below = page.end(at)[0], page.text((header.last + 1, at[1]))
        beside = words not in own and (not below or below == words)
        numbered = (header.last + 1, at[1]) in page.cells and not below
        if last > header.last or (beside and not numbered):
            return Side(page, at[1], _core(words), max(last, header.last))
        return none
    return none


def _core(text: str) -> str:
    return bare(text) or text
