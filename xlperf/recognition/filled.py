"""Merged cells that an export took apart and filled cell by cell: copies of a label side by side are one label again."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from xlperf.package.cells import RawCell
from xlperf.recognition.plans import Vocabulary
from xlperf.recognition.words import fold

Spot = tuple[int, int]
_FEWEST_ROWS, _ROWS_ABOVE = 3, 2
_LONGEST = 60


def copied_labels(
    cells: Mapping[Spot, RawCell], ends: Mapping[Spot, Spot], vocabulary: Vocabulary
) -> Mapping[Spot, int]:
    """The labels that stand in several cells side by side, by the first of them with the column of the last.

    Nothing on a sheet where hardly a row has any: there, equal words beside each other mean two things.
    """
    runs = dict(_runs(cells, ends, vocabulary))
    copied = {at[0] for at, (last, label) in runs.items() if last > at[1] and not vocabulary.crosses(label)}
    if len(copied) < _FEWEST_ROWS:
        return {}
    rows = sorted({row for row, _ in cells})
    whole: dict[Spot, int] = {}
    heads: dict[int, list[int]] = {}
    for (row, left), (last, label) in sorted(runs.items()):
        cuts = [left]
        if vocabulary.crosses(label):
            place = bisect_left(rows, row)
            cuts = _cuts(
                left, last, [heads.get(each, []) for each in rows[max(place - _ROWS_ABOVE, 0) : place]]
            )
        for first, after in pairwise([*cuts, last + 1]):
            heads.setdefault(row, []).append(first)
            if after - 1 > first:
                whole[row, first] = after - 1
    return whole


def _runs(
    cells: Mapping[Spot, RawCell], ends: Mapping[Spot, Spot], vocabulary: Vocabulary
) -> Iterator[tuple[Spot, tuple[int, str]]]:
    """Every label with the last column in which it stands again beside itself, and its words."""
    labels = {at: label for at, cell in cells.items() if (label := _label(cell, vocabulary))}
    words: dict[int, set[str]] = {}
    for (row, _), label in labels.items():
        words.setdefault(row, set()).add(label)
    heads = {row for row, each in words.items() if len(each) > 1} - {
        at[0] for at in cells if at not in labels
    }
    taken: set[Spot] = set()
    for at, label in sorted(labels.items()):
        row, last = at
        while at not in taken and at not in ends and _again(at, (row, last + 1), cells):
            if row in heads and _apart((row + 1, last + 1), cells, labels):
                break
            last += 1
            taken.add((row, last))
        if at not in taken:
            yield at, (last, label)


def _again(at: Spot, after: Spot, cells: Mapping[Spot, RawCell]) -> bool:
    """Whether the same words stand in both cells."""
    return after in cells and (cells[after].kind, cells[after].text) == ("s", cells[at].text)


def _apart(below: Spot, cells: Mapping[Spot, RawCell], labels: Mapping[Spot, str]) -> bool:
    """Whether a column has figures of its own below, so that equal words above it are a header of its own."""
    own, left = cells.get(below), cells.get((below[0], below[1] - 1))
    if own is None or below in labels or (left is not None and left.text == own.text):
        return False
    text = own.text or ""
    return any(letter.isdigit() for letter in text) and not any(colon in text for colon in "：:")


def _label(cell: RawCell, vocabulary: Vocabulary) -> str:
    """The label that a cell holds, alone or with its value behind it; "" for none."""
    folded = fold(cell.text) if cell.kind == "s" and cell.text and len(cell.text) <= _LONGEST else ""
    if vocabulary.find(folded):
        return folded
    parts = (folded.partition(":")[0], folded.rpartition(":")[0])  # 其中:中央财政:5057
    return next((before for before in parts if before and vocabulary.exact(before)), "")


def _cuts(left: int, last: int, above: Sequence[Sequence[int]]) -> list[int]:
    """中央财政 in sixteen cells, under four headings of four: where each of the four begins."""
    for starts in reversed(above):
        inside = [column for column in starts if left <= column <= last]
        if len(inside) > 1 and inside[0] == left:
            return inside
    return [left]
