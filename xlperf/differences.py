"""What changed between two submissions of one form: by field and by row, wherever the cells have moved to."""

from __future__ import annotations

import enum
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from xlperf.forms.model import Kind, Owner, Table
from xlperf.held import AS_THE_FORM, HeldRow, agree, held_fields, held_rows
from xlperf.pairing import paired
from xlperf.record import dataclass
from xlperf.submission import Cell, Part, Submission

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
    """Every change from ``old`` to ``new``, in the order of the form. Both must hold a form of the same key.

    There is one whenever the 校验码 of the two differ, and none when they do not. Our own columns and the bureau's are
    left out. What the form reckons counts: a total that moved is told, too.
    """
    before, after = held_fields(old), held_fields(new)
    changes: list[Change] = []
    for key in _either((each.key for each in new.form.fields), (each.key for each in old.form.fields)):
        first = _Held(old.fields.get(key), before.get(key, ""))
        changes += _of_cells(first, _Held(new.fields.get(key), after.get(key, "")))
    tables = {table.key: table for table in (*old.form.tables, *new.form.tables)}
    for key in _either((each.key for each in new.form.tables), (each.key for each in old.form.tables)):
        table = tables[key]
        changes += _Rows(table, tuple(held_rows(old, table)), tuple(held_rows(new, table))).changes()
    return tuple(changes)


def _either(first: Iterable[str], second: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


class _Held(NamedTuple):
    """A cell, None where there is none, and its token."""

    cell: Cell | None
    token: str


def _of_cells(old: _Held, new: _Held) -> Iterator[Change]:
    if not _same(old, new):
        yield Change(How.CHANGED, (new.cell or old.cell or _NOWHERE).label, old.cell, new.cell)


_NOWHERE = Cell(Part("", Kind.TEXT), None)


def _same(old: _Held, new: _Held) -> bool:
    """Whether two cells show the same; where one only ceased to agree with the form, its inputs are what changed."""
    if AS_THE_FORM not in (old.token, new.token):
        return old.token == new.token
    return agree(old.cell.value if old.cell else None, new.cell.value if new.cell else None)


class _Rows:
    """The rows of one table in both submissions: those that are named and those that say anything."""

    def __init__(self, table: Table, old: Sequence[HeldRow], new: Sequence[HeldRow]) -> None:
        self._table = table
        self._old = tuple(each for each in old if each.row.id or each.says)
        self._new = tuple(each for each in new if each.row.id or each.says)

    def changes(self) -> Iterator[Change]:
        """What changed, in the order of the second; what is gone comes last."""
        pairs = paired(self._table.columns, self._old, self._new)
        partner = {after: before for before, after in pairs}
        moved = _moved([partner[number] for number in range(len(self._new)) if self._stays(number, partner)])
        for number, row in enumerate(self._new):
            if number not in partner:
                yield from self._whole(How.ADDED, row)
            else:
                before = self._old[partner[number]]
                yield from self._pair(before, row, moved=partner[number] in moved)
        gone = set(range(len(self._old))) - set(partner.values())
        for number in sorted(gone):
            yield from self._whole(How.REMOVED, self._old[number])

    def _stays(self, number: int, partner: Mapping[int, int]) -> bool:
        return number in partner and not _filled(self._old[partner[number]], self._new[number])

    def _pair(self, old: HeldRow, new: HeldRow, *, moved: bool) -> Iterator[Change]:
        if _filled(old, new):
            yield from self._whole(How.ADDED if new.by_unit else How.REMOVED, new if new.by_unit else old)
            return
        told = [
            change
            for key in _either((each.key for each in self._table.columns), (*new.tokens, *old.tokens))
            for change in _of_cells(_held_in(old, key), _held_in(new, key))
            if not _tells_points(change, old.tokens.get(key), new.tokens.get(key))
        ]
        if moved and (old.says or new.says):
            told.insert(0, Change(How.MOVED, self._called(new), _first(old), _first(new)))
        if (
            not told and old.row.id != new.row.id and new.says
        ):  # the same words under another name of the form
            told = [*self._whole(How.REMOVED, old), *self._whole(How.ADDED, new)]
        yield from told

    def _whole(self, how: How, each: HeldRow) -> Iterator[Change]:
        if each.says:
            yield Change(how, self._called(each), row=_written(each))

    def _called(self, each: HeldRow) -> str:
        """资金支付明细“支付进度款”: a row by its first words, those that head several rows (产出指标) last."""
        label = (self._table.label or self._table.side_label).replace("\n", "")
        groups = {column.key for column in self._table.columns if column.inherits}
        texts = {key: cell.text for key, cell in each.row.cells.items() if _is_words(each, key, cell)}
        words = next(
            (text for key, text in texts.items() if key not in groups), next(iter(texts.values()), "")
        )
        name = " ".join(words.split())[:_NAME]
        return f"{label}“{name}”" if name else f"{label}第{each.row.number}行"


def _filled(old: HeldRow, new: HeldRow) -> bool:
    """Whether it is a printed row without a name that was filled in, or emptied."""
    return old.by_unit != new.by_unit and not (old.row.id and new.row.id)


def _tells_points(change: Change, old: str | None, new: str | None) -> bool:
    """Whether it is 试算得分 that followed what was filled in: points are told apart."""
    cell = change.new or change.old or _NOWHERE
    return old == new == AS_THE_FORM and cell.kind is Kind.POINTS and cell.owner is Owner.FORM


def _held_in(each: HeldRow, key: str) -> _Held:
    return _Held(each.row.cells.get(key), each.tokens.get(key, ""))


def _written(each: HeldRow) -> tuple[Cell, ...]:
    """What stands in a row of the unit's and the form's: values that it shares with the row above are left out."""
    return tuple(cell for key, cell in each.row.cells.items() if each.tokens[key] and cell.written)


def _is_words(each: HeldRow, key: str, cell: Cell) -> bool:
    return bool(each.tokens[key]) and cell.written and isinstance(cell.value, str)


def _first(each: HeldRow) -> Cell | None:
    return next((cell for cell in each.row.cells.values() if cell.at), None)


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
