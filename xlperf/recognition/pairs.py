"""Funds without rows: 预算数：1000 执行数：950 side by side, or a header with one line of figures below it."""

from __future__ import annotations

from collections.abc import Iterator

from xlperf.forms.model import Kind
from xlperf.literals import stored_number, typed_number
from xlperf.places import Way
from xlperf.recognition.fields import FieldFit
from xlperf.recognition.ground import Ground
from xlperf.recognition.pages import Spot
from xlperf.recognition.plans import WantedColumn, WantedTable
from xlperf.recognition.tables import TableFit
from xlperf.recognition.words import BARE, fold

_AMOUNTS = 2


def is_laid_in_pairs(fit: TableFit, ground: Ground) -> bool:
    """Whether what looks like the header of a table has its figures beside it instead of below."""
    places = fit.place.columns
    money = [column.column.key for column in fit.wanted.columns if column.column.kind is Kind.MONEY]
    heads = [(fit.place.header, places[key]) for key in money if key in places]
    below = range(fit.place.header + 1, max(fit.place.body_last, fit.place.total_row) + 1)
    filled = any(_is_figure((row, at[1]), ground) for at in heads for row in below)
    return not filled and any(_is_figure(ground.page.beside(at), ground) for at in heads)


def totals_in_pairs(wanted: WantedTable, ground: Ground) -> dict[str, FieldFit]:
    """The totals of such a table by key; none unless at least two amounts stand so in one row."""
    placed = [(column, *found) for column in wanted.columns for found in _placed(column, ground)]
    rows = [head[0] for column, head, _ in placed if column.column.kind is Kind.MONEY]
    row = next((each for each in rows if rows.count(each) >= _AMOUNTS), 0)
    found: dict[str, FieldFit] = {}
    for column, head, at in placed:
        total = column.column.total
        near = head[0] == row or (column.column.kind is Kind.PERCENT and abs(head[0] - row) <= 1)
        if total and row and near:
            label = total.label.replace("\n", "")
            found[total.key] = FieldFit(total.key, label, at, Way.LABEL, BARE)
    return found


def _placed(column: WantedColumn, ground: Ground) -> Iterator[tuple[Spot, Spot]]:
    """The label of a column and the figure that belongs to it; nothing where the label stands more than once."""
    hits = [hit for hit in ground.hits(column.labels).values() if hit.sure >= BARE and hit.alone]
    heads = [hit.at for hit in hits if hit.at[0] not in ground.blocked]
    if column.column.total is None or len(heads) != 1:
        return
    page, head = ground.page, heads[0]
    for at in (page.beside(head), page.anchor((page.end(head)[0] + 1, head[1]))):
        if _is_figure(at, ground):
            yield head, at
            return


def _is_figure(at: Spot, ground: Ground) -> bool:
    raw = ground.page.cells.get(at)
    if raw is None or not raw.text or not ground.region.holds(at):
        return False
    if raw.kind == "n":
        return stored_number(raw.text) is not None
    text = fold(raw.text)
    return any(typed_number(text, unit).value is not None for unit in ("", "%", "元", "万元"))
