"""Which column of a sheet is which column of a table: by the labels in the header, their order and what stands below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from xlperf.lazy_regex import lazy
from xlperf.recognition.ground import Ground
from xlperf.recognition.pages import Hit, Spot
from xlperf.recognition.plans import WantedColumn, WantedTable
from xlperf.recognition.terms import of_the_whole_term
from xlperf.recognition.words import BARE
from xlperf.record import dataclass

_ORDERED, _UNCLEAR = 0.9, 0.6
_FEWEST = 2
_NEAR_ROWS = 4
_LABELLED_SHARE = 0.4
_FIGURE = lazy(r"\s*-?\d[\d,]*(?:\.\d+)?\s*分?\s*")


@dataclass(frozen=True, slots=True)
class Header:
    """A header: its first and last row, and for every column found its place and how sure that is."""

    top: int
    last: int
    columns: Mapping[str, tuple[int, float]]
    texts: Mapping[int, str]  # what is printed in each column, to know it again
    headings: Mapping[str, tuple[int, int]]  # folded heading → the columns below it

    @property
    def places(self) -> Mapping[str, int]:
        """The column of every part."""
        return {key: column for key, (column, _) in self.columns.items()}


def find_headers(wanted: WantedTable, ground: Ground) -> Iterator[Header]:
    """Every header of that table in the region, the fullest first."""
    rows = _labelled(wanted, ground)
    windows = []
    for top in sorted(rows):
        if top in ground.blocked:
            continue
        inside = [
            row
            for row in _header_rows(wanted, ground, top, rows)
            if row in rows and row not in ground.blocked
        ]
        count = _count(rows, inside)
        inside = next(inside[:n] for n in range(1, len(inside) + 1) if _count(rows, inside[:n]) == count)
        windows.append((-count, top, inside))
    taken: set[int] = set()
    core = sum(not column.ours for column in wanted.columns)
    for count, top, inside in sorted(windows, key=lambda each: each[:2]):
        if -count < max(_FEWEST, _LABELLED_SHARE * core - 1) or taken & set(inside):
            continue
        taken |= set(range(top, inside[-1] + 1))
        yield _header(wanted, ground, inside, rows)


def _header_rows(
    wanted: WantedTable,
    ground: Ground,
    top: int,
    labelled: Mapping[int, Sequence[tuple[int, str, float]]],
) -> list[int]:
    """The rows that a header may take: as many as on the form, two at the least, one more where it is seen to reach it."""
    page = ground.page
    *rows, last = _next_rows(ground, top, max(wanted.depth, 2) + 1)
    if len(rows) < max(wanted.depth, 2) or last not in labelled:
        return [*rows, last]
    tops = {column for column, _, _ in labelled[top]}
    if any(page.end((top, column))[0] >= last for column in tops):
        return [*rows, last]
    cells = [column for column in page.columns_of[last] if ground.region.holds((last, column))]
    labels = {column for column, _, _ in labelled[last]}
    through = {
        column
        for column in tops
        if all(page.text((row, column)) == page.text((top, column)) for row in (*rows, last))
    }
    only = all(column in labels and (column not in tops or column in through) for column in cells)
    return [*rows, last] if only else rows


def _next_rows(ground: Ground, top: int, count: int) -> list[int]:
    """The first rows with content from one on: a merged header cell takes several rows of the sheet."""
    rows: list[int] = []
    for row in range(top, ground.last_row + 1):
        if row in ground.page.columns_of:
            rows.append(row)
        if len(rows) == count:
            break
    return rows


def _labelled(wanted: WantedTable, ground: Ground) -> Mapping[int, Sequence[tuple[int, str, float]]]:
    """For every row: (column, key of a table column, how sure) of the labels in it; headings have no key."""
    rows: dict[int, list[tuple[int, str, float]]] = defaultdict(list)
    for column in wanted.columns:
        own = ground.hits(column.labels[:1])
        others = ground.hits(column.labels[1:])
        printed = {at for at, hit in own.items() if hit.alone and hit.sure >= BARE}
        for at, hit in {**others, **own}.items():
            again = at not in own and any(_heads_the_same(spot, at, ground) for spot in printed)
            if hit.alone and not again:
                rows[at[0]].append((at[1], column.column.key, hit.sure))
    return rows


def _heads_the_same(one: Spot, other: Spot, ground: Ground) -> bool:
    """Whether two cells may belong to one header: near, and no figure stands below the upper and above the lower one."""
    upper, lower = sorted((one, other))
    if lower[0] - upper[0] > _NEAR_ROWS:
        return False
    between = ((row, upper[1]) for row in range(upper[0] + 1, lower[0]))
    return not any(
        _FIGURE.fullmatch(ground.page.cells[at].text or "") for at in between if at in ground.page.cells
    )


def _count(rows: Mapping[int, Sequence[tuple[int, str, float]]], inside: Sequence[int]) -> int:
    cells = {(row, column) for row in inside for column, _, _ in rows[row]}
    keys = {key for row in inside for _, key, _ in rows[row]}
    return min(len(cells), len(keys))


def _header(
    wanted: WantedTable,
    ground: Ground,
    inside: Sequence[int],
    rows: Mapping[int, Sequence[tuple[int, str, float]]],
) -> Header:
    page = ground.page
    above = (
        [row for row in ground.page.columns_of if row < inside[0]][1 - wanted.depth :]
        if wanted.depth > 1
        else []
    )
    headings = _headings(wanted, ground, min([*above, inside[0]]), inside[-1])
    cells: dict[Spot, dict[str, float]] = defaultdict(dict)
    by_key = {column.column.key: column for column in wanted.columns}
    for row in inside:
        for place, key, sure in rows[row]:
            if _below_heading(by_key[key], (row, place), headings, ground):
                cells[row, place][key] = max(sure, cells[row, place].get(key, 0))
    other = of_the_whole_term(cells, ground)
    columns = _assigned(wanted, {at: keys for at, keys in sorted(cells.items()) if at not in other}, ground)
    last = max([inside[-1], *(page.end(at)[0] for at in cells)])
    tops = [inside[0], *(at[0] for spots in headings.values() for at in spots)]
    spans = {text: (spots[0][1], page.end(spots[0])[1]) for text, spots in headings.items() if spots}
    return Header(min(tops), last, columns, {at[1]: page.text(at) for at in cells}, spans)


def _headings(wanted: WantedTable, ground: Ground, top: int, last: int) -> Mapping[str, Sequence[Spot]]:
    """Where the headings above the columns stand."""
    found = {}
    for text in dict.fromkeys(text for column in wanted.columns for text in column.headings):
        spots = sorted(at for at, hit in ground.hits((text,)).items() if hit.alone and top <= at[0] <= last)
        if spots:
            found[text] = spots
    return found


def _below_heading(
    column: WantedColumn, at: Spot, headings: Mapping[str, Sequence[Spot]], ground: Ground
) -> bool:
    """Whether a cell may stand under the heading of its column: not to the left of it, nor beyond its merge."""
    for text in column.headings:
        spots = [spot for spot in headings.get(text, ()) if spot[0] < at[0]]
        merged = [spot for spot in spots if ground.page.end(spot)[1] > spot[1]]
        if merged and len(merged) == len(spots):
            if not any(spot[1] <= at[1] <= ground.page.end(spot)[1] for spot in merged):
                return False
        elif spots and not any(spot[1] <= at[1] for spot in spots):
            return False
    return True


def _assigned(
    wanted: WantedTable, cells: Mapping[Spot, Mapping[str, float]], ground: Ground
) -> dict[str, tuple[int, float]]:
    """Each key at one place: cells of equal labels share them out by their neighbours, then by their order."""
    groups: dict[tuple[str, ...], list[tuple[Spot, float]]] = defaultdict(list)
    order = [column.column.key for column in wanted.columns]
    for at, keys in cells.items():
        most = max(keys.values())
        likely = tuple(key for key in order if keys.get(key, 0) == most)
        groups[likely].append((at, most))
    columns: dict[str, tuple[int, float]] = {}
    for likely, spots in sorted(groups.items(), key=lambda group: len(group[0])):
        free = [key for key in likely if key not in columns]
        distinct = _distinct(spots, ground)
        if len(free) == 1:
            at, sure = max(distinct, key=lambda spot: spot[1])
            rivals = {spot[0][1] for spot in distinct if spot[1] == sure}
            columns[free[0]] = (at[1], sure if len(rivals) == 1 else _UNCLEAR)
        elif free:
            columns |= _shared_out(free, distinct, order, columns)
    return columns


def _distinct(spots: Sequence[tuple[Spot, float]], ground: Ground) -> list[tuple[Spot, float]]:
    """Copies of a header text below it or in the columns next to it, left where a merge was, count once."""
    found: list[tuple[Spot, float]] = []
    last = 0
    for at, sure in sorted(spots, key=lambda spot: (spot[0][1], spot[0][0])):
        again = bool(found) and ground.page.text(found[-1][0]) == ground.page.text(at)
        if again and (at[1] == last or (at[1] == last + 1 and _empty(ground, at))):
            last = at[1]
            continue
        found.append((at, sure))
        last = at[1]
    return found


def _empty(ground: Ground, at: Spot) -> bool:
    """Whether nothing of its own stands below a copied header cell."""
    row, column = at[0] + 1, at[1]
    below, left = ground.page.cells.get((row, column)), ground.page.cells.get((row, column - 1))
    return below is None or (left is not None and below.text == left.text)


def _shared_out(
    free: Sequence[str],
    spots: Sequence[tuple[Spot, float]],
    order: Sequence[str],
    known: Mapping[str, tuple[int, float]],
) -> dict[str, tuple[int, float]]:
    """分值、分值、分值: each stands behind the column that it stands behind on the form."""
    found: dict[str, tuple[int, float]] = {}
    for at, sure in spots:
        left = max((place for place, _ in known.values() if place < at[1]), default=0)
        before = next((key for key, (place, _) in known.items() if place == left), "")
        own = next((key for key in free if key not in found and _before(order, key) == before), "")
        if own:
            found[own] = (at[1], sure)
    left_over = [spot for spot in spots if spot[0][1] not in {place for place, _ in found.values()}]
    missing = [key for key in free if key not in found]
    if len(spots) == len(free):
        found |= {
            key: (at[1], min(sure, _ORDERED)) for key, (at, sure) in zip(missing, left_over, strict=False)
        }
    elif left_over and missing:
        found[missing[-1]] = (left_over[-1][0][1], _UNCLEAR)
    return found


def _before(order: Sequence[str], key: str) -> str:
    place = order.index(key)
    return order[place - 1] if place else ""


__all__ = ["Header", "Hit", "find_headers"]
