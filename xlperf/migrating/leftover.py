"""What stands in the old file and found no place: every cell of it that is neither a value read nor printed text."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from xlperf.findings import Address
from xlperf.forms.layout import META_SHEET
from xlperf.forms.model import Column, Field, Owner, WorkbookForm
from xlperf.forms.tables import END_TEXT
from xlperf.labels import known_texts, normal
from xlperf.lazy_regex import lazy
from xlperf.literals import without_noise
from xlperf.locating import own_sheets
from xlperf.migrating.remainder import remainder
from xlperf.package.workbook import Workbook
from xlperf.record import dataclass
from xlperf.submission import Cell, Submission

OURS, LABEL = "ours", "label"
_FIGURE = lazy(r"[-+]?[\d.,]+%?")
_BESIDE_A_LABEL = lazy(r"[（(](?:[A-C](?:[/÷][A-C])?(?:[×*x]100%)?|[万亿]?元|盖章|公章|签章|%)[）)]")
NOTE = "批注没有搬入"


@dataclass(frozen=True, slots=True)
class Left:
    """A cell that is not carried over as a value, its content, and why: OURS, LABEL, or a sentence for staff."""

    at: Address
    raw: str
    why: str


def left_over(
    workbook: Workbook,
    submission: Submission,
    placed: Mapping[Address, Sequence[str]],
    standing: Container[Address],
) -> Iterator[Left]:
    """Every cell with content of the old file that is not ``placed``, in order of the sheets, and every note.

    ``placed`` says what was taken from a cell: where it holds more than that, it is listed as well.
    ``standing`` are the cells whose place in the new file says the same.
    """
    ours = own_sheets(workbook) | {META_SHEET}
    cells = dict(_cells(submission))
    read = {at.sheet for at in cells}
    known = frozenset(text for sheet in submission.form.sheets for text in known_texts(sheet))
    names = _names(submission.form)
    said = known | {normal(raw) for pieces in placed.values() for raw in pieces}
    for sheet in workbook.sheets:
        for (row, column), raw in sorted(sheet.grid.cells.items()):
            at = Address(sheet.name, row, column)
            text = f"={raw.formula}" if raw.text is None else raw.text
            text = without_noise(text) if raw.kind == "n" else text
            lost = raw.text is None and bool(
                workbook.foreign
            )  # a formula whose result the format did not keep
            if lost or not text.strip():
                continue
            if at in placed:
                rest = remainder(text, placed[at], said) if raw.kind == "s" and raw.formula is None else ""
                if rest:
                    yield Left(at, text, f"“{rest}”没有搬入，这一格的其余内容已搬入")
            elif sheet.name in ours:
                yield Left(at, text, OURS)
            elif sheet.name not in read:
                yield Left(at, text, f"“{sheet.name}”没有认出是表样中的哪一张表")
            else:
                yield Left(at, text, _why(text, cells.get(at), known, names, printed=at in standing))
    for note in workbook.notes:
        if note.sheet not in ours:
            yield Left(Address(note.sheet, note.row, note.column), note.text, NOTE)


def _cells(submission: Submission) -> Iterator[tuple[Address, tuple[Cell, bool]]]:
    """Every cell that was read, by its address, and whether the form prints texts of its own around it."""
    for cell in submission.fields.values():
        if cell.at:
            yield cell.at, (cell, True)
    for rows in submission.tables.values():
        for row in rows:
            yield from ((cell.at, (cell, bool(row.id))) for cell in row.cells.values() if cell.at)


def _names(form: WorkbookForm) -> frozenset[str]:
    """What the parts of a form are called, here or elsewhere."""
    every: list[Field | Column] = [
        *form.fields,
        *(column for table in form.tables for column in table.columns),
    ]
    return frozenset(normal(text) for each in every for text in (each.label, *each.synonyms))


def _why(
    text: str, told: tuple[Cell, bool] | None, known: frozenset[str], names: frozenset[str], *, printed: bool
) -> str:
    cell, named = told or (None, False)
    if cell is not None and cell.owner is Owner.XLPERF:
        return OURS
    if cell is not None and named and not printed:
        return "新表样在这一格印有别的文字"
    figure = (
        _FIGURE.fullmatch(normal(text)) is not None
    )  # a figure says nothing by itself: it may be anybody's
    if printed or text == END_TEXT or (normal(text) in known and not figure):
        return LABEL
    if cell is None and normal(_BESIDE_A_LABEL.sub("", text)) in names:
        return LABEL  # the name of a column or field in other words: the new form prints its own
    return "不在任何栏目之内" if cell is None else "新表样没有对应的行"
