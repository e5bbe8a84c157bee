"""Which row of one submission is which of another: rows have no names of their own, save those that the form names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence

from xlperf.forms.model import Column, Kind, Owner
from xlperf.held import AS_THE_FORM, HeldRow

_ALIKE = 0.5
"""The share of its values that a rewritten row keeps at least."""
_MOST_PAIRS = 250_000
"""Rows that nothing identifies are compared with each other up to here; beyond, only in their order."""


def paired(
    columns: Sequence[Column], old: Sequence[HeldRow], new: Sequence[HeldRow]
) -> list[tuple[int, int]]:
    """Pairs of numbers, in the order of the first; each row has at most one partner.

    By printed id, all content, a telling column, likeness, and the headings of a row that the unit left empty.
    """
    left, right = list(range(len(old))), list(range(len(new)))
    found: list[tuple[int, int]] = []

    def take(more: Sequence[tuple[int, int]]) -> None:
        found.extend(more)
        taken_left, taken_right = {pair[0] for pair in found}, {pair[1] for pair in found}
        left[:] = [number for number in left if number not in taken_left]
        right[:] = [number for number in right if number not in taken_right]

    def match(key: Callable[[HeldRow], Hashable], *, unique: bool) -> None:
        before, after = _by_key(old, left, key), _by_key(new, right, key)
        both = [(before[each], after[each]) for each in before.keys() & after.keys()]
        matched = (pair for pair in both if not unique or len(pair[0]) == len(pair[1]) == 1)
        take([each for pair in matched for each in zip(*pair, strict=False)])

    match(lambda each: each.row.id, unique=True)
    match(_content, unique=False)
    for column in columns:
        if column.owner is Owner.UNIT and column.kind in (Kind.TEXT, Kind.LONG_TEXT) and not column.inherits:
            match(lambda each, key=column.key: each.tokens.get(key), unique=True)  # type: ignore[misc]
    take(_alike_rows(old, left, new, right))
    take(tuple(_under_headings(old, left, new, right)))
    return sorted(found)


def _content(each: HeldRow) -> Hashable:
    return each.row.id, tuple(sorted(each.tokens.items()))


def _by_key(
    rows: Sequence[HeldRow], numbers: Sequence[int], key: Callable[[HeldRow], Hashable]
) -> dict[Hashable, list[int]]:
    """The rows by their key; a row that has none is nobody's partner."""
    found: dict[Hashable, list[int]] = defaultdict(list)
    for number in numbers:
        told = key(rows[number])
        if told:
            found[told].append(number)
    return found


def _alike_rows(
    old: Sequence[HeldRow], left: list[int], new: Sequence[HeldRow], right: list[int]
) -> list[tuple[int, int]]:
    """The likest rows first; each row has at most one partner."""
    near = [
        (_likeness(old[before], new[after]), before, after)
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


def _likeness(old: HeldRow, new: HeldRow) -> float:
    """The share of written values that agree; a row that was only filled in is no other row that is like it."""
    if old.by_unit != new.by_unit:
        return 0.0
    pairs = [
        pair
        for key in old.tokens.keys() | new.tokens.keys()
        if (pair := (old.tokens.get(key, ""), new.tokens.get(key, ""))) != ("", "")
        and AS_THE_FORM not in pair
    ]
    return sum(before == after for before, after in pairs) / len(pairs) if pairs else 0.0


def _under_headings(
    old: Sequence[HeldRow], left: list[int], new: Sequence[HeldRow], right: list[int]
) -> Iterator[tuple[int, int]]:
    """Rows that were filled in or emptied: what the form prints in them is the same."""
    before, after = _by_key(old, left, _headings), _by_key(new, right, _headings)
    for each in before.keys() & after.keys():
        for filled in (True, False):
            yield from zip(
                (number for number in before[each] if old[number].by_unit is not filled),
                (number for number in after[each] if new[number].by_unit is filled),
                strict=False,
            )


def _headings(each: HeldRow) -> Hashable:
    return tuple(
        (key, token)
        for key, token in sorted(each.tokens.items())
        if token and token != AS_THE_FORM and each.row.cells[key].owner is Owner.FORM
    )
