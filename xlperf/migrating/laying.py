"""A workbook that was read → the file of the current template with all of it in place, and where each cell went."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from xlperf.findings import Address
from xlperf.forms.draft import BodyRow, DraftValues
from xlperf.forms.layout import Places, total_formulas
from xlperf.forms.model import Column, Owner
from xlperf.forms.template import workbook_content
from xlperf.labels import normal
from xlperf.migrating.drafting import Drafted, as_written, drafted, written_value
from xlperf.migrating.leftover import LABEL, OURS, Left, left_over
from xlperf.migrating.record import Move, paint_record, record_rows
from xlperf.package.workbook import Workbook
from xlperf.printing.rules import rules_of
from xlperf.record import dataclass
from xlperf.submission import Cell, Submission, Trouble, shown


@dataclass(frozen=True, slots=True)
class Laid:
    """The new file, and what became of the old cells: ``places`` tells the new cell of each that was read.

    ``left`` found no place and is listed on 迁移记录; ``printed`` are labels, ``ours`` what xlperf wrote itself.
    """

    content: bytes
    submission: Submission
    places: Mapping[Address, Address]
    moves: tuple[Move, ...]
    left: tuple[Left, ...]
    printed: frozenset[Address]
    ours: frozenset[Address]
    others: tuple[str, ...]


def laid(workbook: Workbook, submission: Submission, source: str) -> Laid:
    """The workbook in the current template; ``source`` is the name of the file it came from."""
    made = drafted(submission)
    steps = tuple(_steps(submission, made))
    moves = tuple(_move(step, made) for step in steps if step.counts)
    places = {step.cell.at: step.to for step in steps if step.cell.at}
    taken: dict[Address, list[str]] = defaultdict(list)
    for move in moves:
        taken[move.old].append(move.raw)
    found = tuple(left_over(workbook, submission, taken, places))
    left = tuple(each for each in found if each.why not in (LABEL, OURS))
    others = (*workbook.besides, *(("宏",) if workbook.has_macros else ()))
    paint = partial(_paint, source=source, moves=moves, left=left, others=others)
    content = workbook_content(submission.form, made.draft, rules_of(submission.form.key), paint)
    return Laid(
        content,
        submission,
        {**places, **record_rows(left)},
        moves,
        left,
        frozenset(each.at for each in found if each.why == LABEL),
        frozenset(each.at for each in found if each.why == OURS),
        others,
    )


def _paint(writer: Any, _places: Places, **what: Any) -> None:
    paint_record(writer, **what)


@dataclass(frozen=True, slots=True)
class _Step:
    """A cell that was read, and its place in the new file; ``counts`` when it holds a value and no printed text."""

    cell: Cell
    to: Address
    counts: bool


def _steps(submission: Submission, made: Drafted) -> Iterator[_Step]:
    """Every cell of the submission that has a place of its own in the new file."""
    form = submission.form
    values = DraftValues(form, made.draft, total_formulas(form))
    places = Places(form, {table.key: len(values.rows(table)) for table in form.tables})
    for target in form.fields:
        cell = submission.fields.get(target.key)
        if cell is not None:
            counts = cell.written and cell.owner is not Owner.XLPERF
            yield _Step(cell, places.address(target), counts)
    for table in form.tables:
        sheet, placed = places.table(table)
        rows = values.rows(table)
        numbers = {id(row.values): number for number, row in enumerate(rows)}
        for carried in made.rows[table.key]:
            number = numbers.get(id(carried.values))
            if number is None:
                continue
            for column in table.columns:
                cell = carried.row.cells.get(column.key)
                given = column.key in carried.values
                if cell is None:
                    continue
                counts = given or id(cell) in made.recomputed
                if counts or _stands(cell, column, rows[: number + 1]):
                    at = Address(sheet.form.name, placed.body + number, placed.columns[column.key])
                    yield _Step(cell, at, counts and cell.written)


def _stands(cell: Cell, column: Column, rows: Sequence[BodyRow]) -> bool:
    """Whether the new cell says what the old one said though nothing was put there: printed or computed again.

    ``rows`` are the new ones up to its own: a figure that the form prints once for several rows may stand in each.
    """
    printed = rows[-1].raw(column)
    if printed is None and isinstance(cell.value, Decimal) and not cell.computed:
        printed = next((above.raw(column) for above in reversed(rows) if above.raw(column) is not None), None)
        return printed is not None and normal(str(printed)) == normal(shown(written_value(cell)))
    if printed is None:
        return cell.computed or not any(map(str.isalnum, cell.raw))
    return not cell.written or normal(str(printed)) == normal(shown(written_value(cell)))


def _move(step: _Step, made: Drafted) -> Move:
    cell = step.cell
    now = as_written(written_value(cell), cell.kind)
    return Move(cell.at or step.to, cell.label, cell.raw, step.to, now, _how(cell, made))


def _how(cell: Cell, made: Drafted) -> str:
    if id(cell) in made.recomputed:
        return "由表样公式计算，结果相同"
    if cell.trouble in (Trouble.TEXT_NUMBER, Trouble.REPAIRED):
        return "原为文本，已存为数字"
    if cell.trouble in (Trouble.UNREADABLE, Trouble.ERROR):
        return "读不成应填的内容，照录原文"
    return "原为公式，照录其结果" if cell.computed else "照录"
