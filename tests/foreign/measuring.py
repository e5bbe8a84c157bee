"""How much of a re-laid return was read: every item compared with what our own template gives."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from tests.foreign.alike import LOCATING, compared
from tests.foreign.files import Truth
from tests.foreign.own import Identity, Own
from xlperf.assess import assess_and_read
from xlperf.findings import Address, Finding, Report
from xlperf.forms.formulas import Value
from xlperf.literals import typed_number
from xlperf.office import Office
from xlperf.submission import Cell, Submission


@dataclass(frozen=True, slots=True)
class Reading:
    """One re-laid return, measured: items by what became of them, and findings beside those in our template."""

    fields: int = 0
    right: int = 0
    asked: int = 0  # not read, and a finding asks for it
    missed: int = 0  # not read, nothing said
    warned: int = 0  # read wrong, a finding stands at that very cell
    wrong: int = 0  # read wrong in silence
    same: int = 0
    lost: int = 0
    more: int = 0
    known: bool = False
    notes: tuple[str, ...] = field(default=(), compare=False)

    def __add__(self, other: Reading) -> Reading:
        """Both together."""
        return Reading(
            self.fields + other.fields,
            self.right + other.right,
            self.asked + other.asked,
            self.missed + other.missed,
            self.warned + other.warned,
            self.wrong + other.wrong,
            self.same + other.same,
            self.lost + other.lost,
            self.more + other.more,
            self.known and other.known,
            self.notes + other.notes,
        )


def measure(path: Path, truths: Sequence[Truth], own: Own, kind: str) -> Reading:
    """The file checked as `xlperf check` does it, and compared with the truth."""
    report, submission = assess_and_read(path, Office())
    counted = [truth for truth in truths if truth.item.counted and _expected(truth, own) not in (None, "")]
    if submission is None:
        told = next((f"{each.code} {each.message}" for each in report.findings), "")
        return Reading(len(counted), missed=len(counted), lost=len(own.findings), notes=(told,))
    read = _Read(submission, report, truths, own)
    outcome = Counter(read.outcome(truth) for truth in counted)
    strange = list(read.strangers())
    same, lost, more = compared(report, submission, truths, own)
    form = [] if submission.form.key == kind else [f"form {submission.form.key} for {kind}"]
    return Reading(
        len(counted),
        outcome["right"],
        outcome["asked"],
        outcome["missed"],
        outcome["warned"],
        outcome["wrong"] + len(strange),
        sum(same.values()),
        sum(lost.values()),
        sum(more.values()),
        submission.form.key == kind,
        (
            *form,
            *read.notes,
            *strange,
            *(f"lost {each}" for each in lost),
            *(f"more {each}" for each in more),
        ),
    )


def _expected(truth: Truth, own: Own) -> Value:
    return own.values.get((truth.item.part, truth.item.column, truth.item.row))


def normal(text: str) -> str:
    """Words for comparison: full-width forms folded, no blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _alike(one: Value, other: Value) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return normal(one) == normal(other)
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return abs(one - other) <= Decimal("0.00005")
    if isinstance(one, Decimal) and isinstance(other, str) and other.endswith("%"):
        return typed_number(other, "%").value == one  # 97.30% in words, and 97.3 with % as its unit
    return one == other


class _Read:
    def __init__(self, submission: Submission, report: Report, truths: Sequence[Truth], own: Own) -> None:
        self.submission = submission
        self.own = own
        self.truths = truths
        self.notes: list[str] = []
        self.told: dict[Address, list[Finding]] = defaultdict(list)
        self.asks = [each for each in report.findings if each.code.partition("-")[0] in LOCATING]
        for each in report.findings:
            for at in (each.at, *each.related):
                if at:
                    self.told[at].append(each)
        self.rows: dict[tuple[str, str, int], Mapping[str, Cell]] = {}
        self.ids: dict[tuple[str, str, int], str] = {}
        for key, rows in submission.tables.items():
            for row in rows:
                at = next((cell.at for cell in row.cells.values() if cell.at), None)
                if at:
                    self.rows[key, at.sheet, row.number] = row.cells
                    self.ids[key, at.sheet, row.number] = row.id

    def _cell(self, truth: Truth) -> tuple[Cell | None, str]:
        item = truth.item
        if not item.column:
            return self.submission.fields.get(item.part), ""
        for row in (*range(truth.top, truth.bottom + 1), truth.box_top):
            cells = self.rows.get((item.part, truth.sheet, row))
            if cells and item.column in cells:
                return cells[item.column], self.ids[item.part, truth.sheet, row]
        return None, ""

    def _in_rows(self, truth: Truth) -> str:
        """What was read in all rows of a text of several paragraphs, where each became a row of the table."""
        rows = (
            self.rows.get((truth.item.part, truth.sheet, n), {}) for n in range(truth.top, truth.bottom + 1)
        )
        return "".join(str(row[truth.item.column].value or "") for row in rows if truth.item.column in row)

    def outcome(self, truth: Truth) -> str:
        """What became of one item."""
        expected = _expected(truth, self.own)
        cell, row_id = self._cell(truth)
        if cell and cell.at and truth.item.column and _alike(self._in_rows(truth), expected):
            return "right"
        if cell is None or cell.at is None or (not cell.given and not cell.written):
            found = "asked" if self._asked(truth) else "missed"
        elif _alike(cell.value, expected) and truth.holds(cell.at.sheet, cell.at.row, cell.at.column):
            if not truth.item.row_id or truth.item.row_id == row_id:
                return "right"
            found = "wrong"
        else:
            found = "warned" if cell.trouble or self._warned(cell.at, truth) else "wrong"
        here = f"{truth.sheet}!{Address('', truth.top, truth.left).a1}"
        seen = f"{cell.at}={cell.value!r} {row_id}" if cell else "-"
        name = f"{truth.item.part}.{truth.item.column}[{truth.item.row}]"
        self.notes.append(f"{found} {name} at {here} should be {expected!r}, read {seen}"[:230])
        return found

    def _asked(self, truth: Truth) -> bool:
        """Whether a finding of the locating family names this part or points at its cell."""
        label = truth.item.part.rpartition(".")[2]
        for each in self.asks:
            if any(at and truth.holds(at.sheet, at.row, at.column) for at in (each.at, *each.related)):
                return True
            if label and label in each.label:
                return True
        return bool(self._labels(truth) & {word for each in self.asks for word in _names(each)})

    def _labels(self, truth: Truth) -> set[str]:
        form = self.submission.form
        for column in (column for table in form.tables for column in table.columns if column.total):
            if column.total and column.total.key == truth.item.part:
                return {normal(column.label), normal(column.total.label)}
        for target in form.fields:
            if target.key == truth.item.part:
                return {normal(target.label)}
        for table in form.tables:
            if table.key == truth.item.part:
                own = {normal(column.label) for column in table.columns if column.key == truth.item.column}
                return {normal(table.label)} | own
        return set()

    def _warned(self, at: Address, truth: Truth) -> bool:
        here = (*self.told[at], *self.told[Address(truth.sheet, truth.top, truth.left)])
        return any(each.code.partition("-")[0] in (*LOCATING, "FMT") for each in here)

    def strangers(self) -> Iterable[str]:
        """Values taken for a part from a cell that says nothing of it."""
        places: dict[Identity, list[Truth]] = defaultdict(list)
        for truth in self.truths:
            places[truth.item.part, truth.item.column, 0].append(truth)
        for key, cell in self.submission.fields.items():
            yield from self._strange(places[key, "", 0], cell, key)
        for (key, _, number), cells in self.rows.items():
            for column, cell in cells.items():
                yield from self._strange(places[key, column, 0], cell, f"{key}.{column}[row {number}]")

    def _strange(self, places: Sequence[Truth], cell: Cell, name: str) -> Iterable[str]:
        if cell.at is None or not cell.given or not cell.raw.strip() or cell.owner.value != "unit":
            return
        if any(truth.holds(cell.at.sheet, cell.at.row, cell.at.column) for truth in places):
            return
        if name.startswith("information.") and self._elsewhere(name, cell):
            return
        if not cell.trouble and not self.told[cell.at]:
            yield f"strange {name} from {cell.at}: {cell.value!r}"[:200]

    def _elsewhere(self, name: str, cell: Cell) -> bool:
        """基本信息 may be taken from whatever form says it, its title included."""
        if (name, "", -1) in self.own.values:
            return _alike(cell.value, self.own.values[name, "", -1])
        return any(
            cell.at and truth.holds(cell.at.sheet, cell.at.row, cell.at.column) and truth.item.counted
            for truth in self.truths
        )


def _names(finding: Finding) -> set[str]:
    """The parts that a finding says were not found."""
    words = finding.message.replace("“", "、").replace("”", "、").replace("·", "、").replace("，", "、")
    return {normal(word) for word in (*words.split("、"), finding.label) if word}
