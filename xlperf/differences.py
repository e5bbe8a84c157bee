"""What changed between two submissions of one form: by field and by row, wherever the cells have moved to."""

from __future__ import annotations

import enum
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence

from xlperf.forms.model import Column, Kind, Owner, Table
from xlperf.record import dataclass
from xlperf.submission import Cell, Row, Submission

_ALIKE = 0.5
"""The share of its values that a rewritten row keeps at least."""
_MOST_PAIRS = 250_000
"""Rows that nothing identifies are compared with each other up to here; beyond, only in their order."""
_NAME = 20


class How(enum.StrEnum):
    """改为、新增、删去、移动。"""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """One value or one row. ``old`` is of the first workbook, ``new`` of the second; a row has no cell of its own.

    ``label`` says what it is; for a row that was added or removed ``row`` holds its written cells.
    """

    how: How
    label: str
    old: Cell | None = None
    new: Cell | None = None
    row: tuple[Cell, ...] = ()


def differences(old: Submission, new: Submission) -> tuple[Change, ...]:
    """Every change from ``old`` to ``new``, in the order of the form. Both must hold the same form.

    Our own columns and the bureau's are left out. What the form reckons counts: a total that moved is told, too.
    """
    changes: list[Change] = []
    for target in new.form.fields:
        if target.owner not in (Owner.XLPERF, Owner.BUREAU):
            changes += _of_cells(old.fields.get(target.key), new.fields.get(target.key))
    for table in new.form.tables:
        changes += _of_rows(table, _lasting(old, table), _lasting(new, table))
    return tuple(changes)


def _of_cells(old: Cell | None, new: Cell | None) -> Iterator[Change]:
    before, after = _content(old), _content(new)
    if before != after and not _both_nothing(old, new):
        label = (new or old or _NOWHERE).label
        yield Change(How.CHANGED, label, old, new)


_NOWHERE = Cell(None, "", Kind.TEXT)


def _both_nothing(old: Cell | None, new: Cell | None) -> bool:
    """Formulas that gave nothing: LibreOffice stores the empty text of one as 0 when it takes it from an .ods."""
    cells = [cell for cell in (old, new) if cell is not None]
    return len(cells) == 2 and all(cell.computed and not _content(cell) for cell in cells)  # noqa: PLR2004


def _content(cell: Cell | None) -> Hashable:
    """What a cell holds, however it is written: 5100 and 5100.00 are one."""
    if cell is None:
        return ""
    if cell.value is None:
        return cell.raw.strip()
    return cell.value.strip() if isinstance(cell.value, str) else cell.value


def _lasting(submission: Submission, table: Table) -> tuple[Row, ...]:
    """Rows that are printed or that the unit wrote into."""
    return tuple(row for row in submission.rows(table) if row.id or row.written)


def _of_rows(table: Table, old: Sequence[Row], new: Sequence[Row]) -> Iterator[Change]:
    live = {key for printed in table.printed for key in printed.formulas}  # 试算得分: points are told apart
    columns = [
        column
        for column in table.columns
        if column.owner not in (Owner.XLPERF, Owner.BUREAU) and column.key not in live
    ]
    pairs = _pairs(columns, old, new)
    partner = {after: before for before, after in pairs}
    kept = {before for before, _ in pairs}
    moved = _moved([partner[after] for after in range(len(new)) if after in partner])
    for number, row in enumerate(new):
        if number not in partner:
            yield Change(How.ADDED, _called(table, row), row=_written(columns, row))
            continue
        before = old[partner[number]]
        if partner[number] in moved:
            yield Change(How.MOVED, _called(table, row), _first(columns, before), _first(columns, row))
        for column in columns:
            yield from _of_cells(before.cells.get(column.key), row.cells.get(column.key))
    for number, row in enumerate(old):
        if number not in kept:
            yield Change(How.REMOVED, _called(table, row), row=_written(columns, row))


def _pairs(columns: Sequence[Column], old: Sequence[Row], new: Sequence[Row]) -> list[tuple[int, int]]:
    """Which row of the one is which of the other: by printed id, all content, a telling column, likeness."""
    left, right = list(range(len(old))), list(range(len(new)))
    found: list[tuple[int, int]] = []

    def match(key: Callable[[Row], Hashable], *, unique: bool) -> None:
        before, after = _by_key(old, left, key), _by_key(new, right, key)
        for each in before.keys() & after.keys():
            if not unique or len(before[each]) == len(after[each]) == 1:
                found.extend(zip(before[each], after[each], strict=False))
        taken_left, taken_right = {pair[0] for pair in found}, {pair[1] for pair in found}
        left[:] = [number for number in left if number not in taken_left]
        right[:] = [number for number in right if number not in taken_right]

    match(lambda row: row.id, unique=True)
    match(lambda row: tuple(_content(row.cells.get(column.key)) for column in columns), unique=False)
    for column in columns:
        if column.owner is Owner.UNIT and column.kind in (Kind.TEXT, Kind.LONG_TEXT) and not column.inherits:
            match(lambda row, key=column.key: _content(row.cells.get(key)), unique=True)  # type: ignore[misc]
    found += _alike_rows(columns, old, left, new, right)
    return sorted(found)


def _by_key(
    rows: Sequence[Row], numbers: Sequence[int], key: Callable[[Row], Hashable]
) -> dict[Hashable, list[int]]:
    """The rows by their key; a row that has none is nobody's partner."""
    found: dict[Hashable, list[int]] = defaultdict(list)
    for number in numbers:
        told = key(rows[number])
        if told:
            found[told].append(number)
    return found


def _alike_rows(
    columns: Sequence[Column], old: Sequence[Row], left: list[int], new: Sequence[Row], right: list[int]
) -> list[tuple[int, int]]:
    """The likest rows first; each row has at most one partner."""
    near = [
        (_likeness(columns, old[before], new[after]), before, after)
        for place, after in enumerate(right)
        for before in (left if len(left) * len(right) <= _MOST_PAIRS else left[place : place + 1])
    ]
    found: list[tuple[int, int]] = []
    used: set[tuple[str, int]] = set()
    for likeness, before, after in sorted(near, key=lambda each: (-each[0], each[1], each[2])):
        if likeness >= _ALIKE and ("old", before) not in used and ("new", after) not in used:
            used |= {("old", before), ("new", after)}
            found.append((before, after))
    return found


def _likeness(columns: Sequence[Column], old: Row, new: Row) -> float:
    """The share of written values that agree."""
    pairs = [(_content(old.cells.get(column.key)), _content(new.cells.get(column.key))) for column in columns]
    written = [pair for pair in pairs if pair != ("", "")]
    return sum(before == after for before, after in written) / len(written) if written else 0.0


def _moved(order: Sequence[int]) -> set[int]:
    """The fewest rows by whose moving the order changed: those outside a longest run that kept it."""
    tails: list[int] = []  # the least last member of a run, by the length of the run
    before: dict[int, int | None] = {}
    for number in order:
        place = bisect_left(tails, number)
        tails[place : place + 1] = [number]
        before[number] = tails[place - 1] if place else None
    kept: set[int] = set()
    last = tails[-1] if tails else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return set(order) - kept


def _written(columns: Sequence[Column], row: Row) -> tuple[Cell, ...]:
    cells = (row.cells.get(column.key) for column in columns)
    return tuple(cell for cell in cells if cell is not None and cell.written)


def _first(columns: Sequence[Column], row: Row) -> Cell | None:
    return next(iter(_written(columns, row)), None)


def _called(table: Table, row: Row) -> str:
    """资金支付明细“支付进度款”: a row by its first words."""
    label = (table.label or table.side_label).replace("\n", "")
    words = next((cell.text for cell in _written(table.columns, row) if isinstance(cell.value, str)), "")
    name = " ".join(words.split())[:_NAME]
    return f"{label}“{name}”" if name else f"{label}第{row.number}行"
