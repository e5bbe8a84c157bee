"""Cells and areas as references name them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from xlperf.findings import column_letters, column_number
from xlperf.lazy_regex import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_AREA = lazy(r"^\$?([A-Za-z]{0,3})\$?(\d{0,7})(?::\$?([A-Za-z]{0,3})\$?(\d{0,7}))?$")


class Area(NamedTuple):
    """A rectangle of cells, counted from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Whether the cell lies inside."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    @property
    def a1(self) -> str:
        """``B3``, or ``B3:C9``."""
        first, last = f"{column_letters(self.left)}{self.top}", f"{column_letters(self.right)}{self.bottom}"
        return first if first == last else f"{first}:{last}"


@lru_cache(1024)
def column_of(letters: bytes) -> int:
    """A → 1, AB → 28, for at most three capital letters."""
    return column_number(letters.decode())


def hidden_by(merges: Iterable[Area], cells: Iterable[tuple[int, int]]) -> frozenset[tuple[int, int]]:
    """Those of the cells that a merged area covers: all but its first one."""
    wanted = tuple(cells)
    return frozenset(
        (row, column)
        for top, left, bottom, right in merges
        for row, column in wanted
        if top <= row <= bottom and left <= column <= right and (row, column) != (top, left)
    )


def area(reference: str) -> Area | None:
    """``B3``, ``$B$3:C9``, ``B:B``, ``3:9``; None for anything else."""
    found = _AREA.match(reference.strip())
    if not found or not (found[1] or found[2]):
        return None
    left, top = column_number(found[1]), int(found[2] or 0)
    right, bottom = (column_number(found[3]), int(found[4] or 0)) if found[3] or found[4] else (left, top)
    rows = sorted((top or 1, bottom or LAST_ROW))
    columns = sorted((left or 1, right or LAST_COLUMN))
    return Area(rows[0], columns[0], rows[1], columns[1])


def areas(references: str) -> Iterator[Area]:
    """The areas of a list set apart by blanks (``sqref``)."""
    for reference in references.split():
        found = area(reference)
        if found:
            yield found


def gathered(cells: Iterable[tuple[int, int]]) -> tuple[Area, ...]:
    """Few rectangles that cover exactly these cells: runs within a row, equal runs of rows joined."""
    joined: dict[tuple[int, int], list[Area]] = {}
    for run in _runs(sorted(set(cells))):
        known = joined.setdefault((run.left, run.right), [])
        if known and known[-1].bottom == run.top - 1:
            known[-1] = Area(known[-1].top, run.left, run.bottom, run.right)
        else:
            known.append(run)
    return tuple(sorted(found for known in joined.values() for found in known))


def _runs(cells: list[tuple[int, int]]) -> Iterator[Area]:
    begin: tuple[int, int] | None = None
    last = (0, 0)
    for cell in cells:
        if begin and cell == (last[0], last[1] + 1):
            last = cell
            continue
        if begin:
            yield Area(begin[0], begin[1], last[0], last[1])
        begin = last = cell
    if begin:
        yield Area(begin[0], begin[1], last[0], last[1])
