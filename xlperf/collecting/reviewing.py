"""What a reviewer wrote into a submission (复核分, 复核意见), and what tells the same submission again: its content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict

from xlperf.forms import score_sheet
from xlperf.forms.model import Owner, Table
from xlperf.record import dataclass
from xlperf.submission import Cell, Row, Submission, shown


@dataclass(frozen=True, slots=True)
class Decision:
    """One row that was reviewed; ``place`` is its cell, figures as written, "" when not given."""

    place: str
    label: str
    self_score: str
    reviewed: str
    opinion: str
    reviewer: str
    day: str


def decisions(submission: Submission) -> tuple[Decision, ...]:
    """Every row in which the bureau wrote a score or an opinion."""
    return tuple(
        _decision(table, row)
        for table in submission.form.tables
        if any(column.key == score_sheet.REVIEWED.key for column in table.columns)
        for row in submission.rows(table)
        if any(_written(row, column.key) for column in (score_sheet.REVIEWED, score_sheet.OPINION))
    )


def _decision(table: Table, row: Row) -> Decision:
    at = (row.cells.get(score_sheet.REVIEWED.key) or row.cells[score_sheet.OPINION.key]).at
    names = (table.columns[place].key for place in range(len(table.columns)))
    printed = [_written(row, name) for name in names if name not in _NO_NAMES]
    return Decision(
        str(at) if at else "",
        row.id or next((text for text in reversed(printed[:_NAMES]) if text), ""),
        _written(row, score_sheet.SELF.key),
        _written(row, score_sheet.REVIEWED.key),
        _written(row, score_sheet.OPINION.key),
        _written(row, score_sheet.REVIEWER.key),
        _written(row, score_sheet.REVIEW_DATE.key),
    )


_NAMES = 3
"""一级、二级、三级指标: the name of a row stands in one of its first columns."""
_NO_NAMES = {column.key for column in (score_sheet.SELF, *score_sheet.BESIDE)}


def _written(row: Row, key: str) -> str:
    cell = row.cells.get(key)
    return "" if cell is None else _text(cell)


def _text(cell: Cell) -> str:
    return shown(cell.value).strip() if cell.given else cell.raw.strip()


def as_text(found: tuple[Decision, ...]) -> str:
    """For the store; "" when nothing was reviewed."""
    return json.dumps([asdict(each) for each in found], ensure_ascii=False) if found else ""


def from_text(text: str) -> tuple[Decision, ...]:
    """The decisions of a stored text."""
    return tuple(Decision(**each) for each in json.loads(text)) if text else ()


def content_of(submission: Submission) -> str:
    """A hash over all that the unit wrote: the same when the file was only reviewed, marked, or saved again."""
    digest = hashlib.sha256(submission.form.key.encode())
    for part in _parts(submission):
        digest.update("\0".join(part).encode("utf-8", "replace") + b"\1")
    return digest.hexdigest()


def _parts(submission: Submission) -> Iterator[tuple[str, ...]]:
    for key, cell in sorted(submission.fields.items()):
        if _is_the_units(cell):
            yield key, _text(cell)
    for table, rows in sorted(submission.tables.items()):
        for number, row in enumerate(row for row in rows if row.written):
            for key, cell in sorted(row.cells.items()):
                if _is_the_units(cell):
                    yield table, str(number), key, _text(cell)


def _is_the_units(cell: Cell) -> bool:
    return cell.owner is Owner.UNIT and not cell.computed and cell.written
