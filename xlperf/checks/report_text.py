"""The running text of a workbook as one text, and the cell in which each place of it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from xlperf.checks.found import field_cells, paragraphs
from xlperf.forms import department_report, project_report, target_table
from xlperf.forms.national import parts
from xlperf.record import dataclass
from xlperf.submission import Cell, Submission, once

_TOLD = (
    department_report.OPERATION,
    department_report.GOAL_ACTUAL,
    project_report.GOAL_ACTUAL,
    parts.GOAL_ACTUAL,
    parts.FUNDS_REASON,
    *(parts.text_field(number, "") for number in range(1, 5)),
)
_INTENDED = (
    department_report.DUTIES,
    department_report.TASKS,
    department_report.GOAL_EXPECTED,
    project_report.GOAL_EXPECTED,
    parts.GOAL_EXPECTED,
    target_table.GOAL_PERIOD,
    target_table.GOAL_YEAR,
)


@dataclass(frozen=True, slots=True)
class ReportText:
    """Cells joined by line breaks; ``starts`` are the places where each begins."""

    text: str
    cells: tuple[Cell, ...]
    starts: tuple[int, ...]

    def cell(self, place: int) -> Cell:
        """The cell that holds a place of the text."""
        return self.cells[bisect_right(self.starts, place) - 1]

    def cells_of(self, places: Iterable[int]) -> tuple[Cell, ...]:
        """The cells of those places, each once, in the order given."""
        return tuple({cell.at: cell for cell in map(self.cell, places)}.values())

    def passage(self, start: int, end: int) -> tuple[int, int]:
        """The passage, kept within the cell in which it begins."""
        number = bisect_right(self.starts, start) - 1
        last = self.starts[number] + len(self.cells[number].text)
        return start, min(end, last)


def joined(cells: Sequence[Cell]) -> ReportText:
    """Those cells as one text."""
    starts, place = [], 0
    for cell in cells:
        starts.append(place)
        place += len(cell.text) + 1
    return ReportText("\n".join(cell.text for cell in cells), tuple(cells), tuple(starts))


@once
def report_text(submission: Submission) -> ReportText:
    """What the report tells as done: 综述 and the long texts of the report."""
    cells = [cell for cell in field_cells(submission, _TOLD) if cell.given]
    return joined([*(paragraph.cell for paragraph in paragraphs(submission)), *cells])


def goals(submission: Submission) -> Iterator[ReportText]:
    """What was intended: goals, tasks and duties, each on its own."""
    for cell in field_cells(submission, _INTENDED):
        if cell.given:
            yield joined([cell])
