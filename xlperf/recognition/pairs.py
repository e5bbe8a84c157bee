"""Funds whose figures stand beside their labels, 预算数：1000 执行数：950, or in the one line below them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from xlperf.forms.model import Kind
from xlperf.literals import stored_number, typed_number
from xlperf.package.cells import RawCell
from xlperf.places import FoundTable
from xlperf.recognition.bodies import named_shorter
from xlperf.recognition.ground import Ground
from xlperf.recognition.pages import Spot
from xlperf.recognition.plans import WantedColumn, WantedTable, same_year
from xlperf.recognition.tables import TableFit
from xlperf.recognition.words import BARE, bare, core, fold

_AMOUNTS = 2


def is_laid_in_pairs(fit: TableFit, ground: Ground) -> bool:
    """Whether what looks like the header of a table has its figures beside it instead of below."""
    places = fit.place.columns
    money = [column.column.key for column in fit.wanted.columns if column.column.kind is Kind.MONEY]
    heads = [(fit.place.header, places[key]) for key in money if key in places]
    below = range(fit.place.header + 1, max(fit.place.body_last, fit.place.total_row) + 1)
    filled = any(_is_figure((row, at[1]), ground) for at in heads for row in below)
    return not filled and any(_is_figure(at, ground) for head in heads for at in _right(head, ground))


def table_in_pairs(wanted: WantedTable, ground: Ground) -> Iterator[TableFit]:
    """Such a table; nothing unless at least two of its amounts stand so in one row.

    The figures beside the labels are its totals, and rows of sources may follow: 其中：财政拨款 1000, 其中：财政拨款 950.
    """
    found = {
        column.column.key: pair for column in wanted.columns if (pair := _placed(column, ground)) is not None
    }
    amounts = [
        found[key]
        for column in wanted.columns
        if (key := column.column.key) in found and column.column.kind is Kind.MONEY
    ]
    row = next((head[0] for head, _ in amounts if _together(head, amounts)), 0)
    total = next((at[0] for head, at in amounts if head[0] == row), 0)
    columns = {key: at[1] for key, (_, at) in found.items() if at[0] == total}
    if not row or len(columns) < _AMOUNTS or not wanted.table.total_on_top:
        return
    named = min(head for head, _ in amounts if head[0] == row)[1] if total == row else 0
    last = _last_row(named, columns, total, ground)
    if last > total:
        columns["name"] = named
    ids = _ids(wanted, range(total + 1, last + 1), named, ground)
    place = FoundTable(ground.page.name, row, total, total + 1, last, columns, ids)
    copies = dict.fromkeys(_rates_again(wanted, place, ground), RawCell("", "s"))
    yield TableFit(wanted, place, row, dict.fromkeys(columns, BARE), joined=copies)


def table_of_names(wanted: WantedTable, ground: Ground) -> Iterator[TableFit]:
    """A table of one column of amounts without a header: 年度资金总额 260, below it 其中：财政拨款 260."""
    amounts = [
        column.column.key
        for column in wanted.columns
        if column.column.kind is Kind.MONEY and same_year(column.column.label, wanted.table.total)
    ]
    total = fold(wanted.table.total)
    heads = [
        at
        for at, text in ground.page.folded.items()
        if (bare(text) or text) == total and ground.region.holds(at) and at[0] not in ground.blocked
    ]
    if len(amounts) != 1 or len(heads) != 1 or not wanted.table.total_on_top:
        return
    row, named = heads[0]
    for at in _right(heads[0], ground):
        if _is_figure(at, ground):
            columns = {amounts[0]: at[1]}
            last = _last_row(named, columns, row, ground)
            ids = _ids(wanted, range(row + 1, last + 1), named, ground)
            place = FoundTable(ground.page.name, row, row, row + 1, last, {**columns, "name": named}, ids)
            yield TableFit(wanted, place, row, dict.fromkeys(place.columns, BARE))


def _together(head: Spot, amounts: list[tuple[Spot, Spot]]) -> bool:
    return sum(other[0] == head[0] for other, _ in amounts) >= _AMOUNTS


def _placed(column: WantedColumn, ground: Ground) -> tuple[Spot, Spot] | None:
    """The label of a column and the figure that belongs to it; None where the label stands more than once."""
    hits = [hit for hit in ground.hits(column.labels).values() if hit.sure >= BARE and hit.alone]
    heads = [hit.at for hit in hits if hit.at[0] not in ground.blocked]
    if column.column.total is None or len(heads) != 1:
        return None
    page, head = ground.page, heads[0]
    places = (*_right(head, ground), page.anchor((page.end(head)[0] + 1, head[1])))
    return next(((head, at) for at in places if _is_figure(at, ground)), None)


def _right(head: Spot, ground: Ground) -> tuple[Spot, ...]:
    """The next cell with content to the right of a label."""
    return tuple(islice(ground.page.right_of(head), 1))


def _last_row(named: int, columns: Mapping[str, int], total: int, ground: Ground) -> int:
    """The last of the rows of sources below the totals, that row itself when there is none."""
    row = total
    while named and ground.page.text((row + 1, named)) and row + 1 not in ground.blocked:
        if not any(_is_figure((row + 1, column), ground) for column in columns.values()):
            break
        row += 1
    return row


def _rates_again(wanted: WantedTable, place: FoundTable, ground: Ground) -> Iterator[Spot]:
    """The rate of the whole, repeated beside its sources where a merged cell was filled row by row."""
    rates = [
        place.columns[column.column.key]
        for column in wanted.columns
        if column.column.kind is Kind.PERCENT and column.column.key in place.columns
    ]
    for row in range(place.body, place.body_last + 1):
        for at in rates:
            if ground.page.text((row, at)) == ground.page.text((place.total_row, at)) != "":
                yield row, at


def _ids(wanted: WantedTable, rows: range, named: int, ground: Ground) -> dict[int, str]:
    """The printed rows of the form that are there, by sheet row."""
    ids = {core(text): each.id for each in wanted.table.printed for text in each.texts.values() if each.id}
    texts = {row: ground.page.text((row, named)) for row in rows}
    met = {row: ids.pop(core(text)) for row, text in texts.items() if core(text) in ids}
    left = {row: text for row, text in texts.items() if row not in met}
    return {**met, **named_shorter(left, ids)}


def _is_figure(at: Spot, ground: Ground) -> bool:
    raw = ground.page.cells.get(at)
    if raw is None or not raw.text or not ground.region.holds(at):
        return False
    if raw.kind == "n":
        return stored_number(raw.text) is not None
    text = fold(raw.text)
    return any(typed_number(text, unit).value is not None for unit in ("", "%", "元", "万元"))
