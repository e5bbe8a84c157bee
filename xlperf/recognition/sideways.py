"""Funds that lie on their side: the sources 中央、本级、其他 are columns, 合计、执行数、执行率 beside them, figures in one row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlperf.forms.model import Column, Field, Kind
from xlperf.places import FoundTable, Way
from xlperf.recognition.fields import FieldFit
from xlperf.recognition.ground import Ground
from xlperf.recognition.pages import Spot
from xlperf.recognition.plans import WantedTable
from xlperf.recognition.tables import TableFit
from xlperf.recognition.words import BARE, core

_FEWEST_SOURCES = 2


def totals_sideways(wanted: WantedTable, ground: Ground) -> dict[str, FieldFit]:
    """The totals of such a table by key."""
    row = _row_of_sources(wanted, ground)
    found = {}
    for head, total in _totals(wanted, ground, row).items():
        at = _below(head, ground)
        if _is_figure(at, ground):
            label = total.label.replace("\n", "")
            found[total.key] = FieldFit(total.key, label, at, Way.HEADER, BARE)
    return found


def sources_sideways(wanted: WantedTable, ground: Ground) -> Iterator[TableFit]:
    """A piece of the table for each source with an amount: 合计, which is theirs, says of what."""
    row = _row_of_sources(wanted, ground)
    amount = _amount(wanted, ground, row)
    totals = _totals(wanted, ground, row)
    if amount is None or amount.total not in totals.values():
        return
    ids = {core(text): each.id for each in wanted.table.printed for text in each.texts.values() if each.id}
    body = max(_below(at, ground)[0] for at in totals)
    for column in ground.page.columns_of[row]:
        at = _below((row, column), ground)
        row_id = ids.pop(core(ground.page.text((row, column))), "")
        if row_id and at[0] == body and _is_figure(at, ground):
            place = FoundTable(ground.page.name, row, 0, body, body, {amount.key: at[1]}, {body: row_id})
            yield TableFit(wanted, place, row, {amount.key: BARE}, sideways=True)


def _below(head: Spot, ground: Ground) -> Spot:
    return ground.page.anchor((ground.page.end(head)[0] + 1, head[1]))


def _is_figure(at: Spot, ground: Ground) -> bool:
    return at in ground.page.cells and ground.region.holds(at) and not ground.is_label(at)


def _row_of_sources(wanted: WantedTable, ground: Ground) -> int:
    """The one row in which names of printed rows stand side by side, 0 for none or several."""
    names = {core(text) for printed in wanted.table.printed for text in printed.texts.values()}
    rows: dict[int, set[str]] = {}
    for name in names:
        for at in ground.page.by_core.get(name, ()):
            if ground.region.holds(at) and at[0] not in ground.blocked:
                rows.setdefault(at[0], set()).add(name)
    likely = [row for row, met in rows.items() if len(met) >= _FEWEST_SOURCES]
    return likely[0] if len(likely) == 1 else 0


def _totals(wanted: WantedTable, ground: Ground, row: int) -> Mapping[Spot, Field]:
    """Which cell of the row heads which total: 执行数 by its label, 合计 for the one column of amounts not named there."""
    found: dict[Spot, Field] = {}
    for column in wanted.columns:
        spots = [
            at
            for at, hit in ground.hits(column.labels).items()
            if at[0] == row and hit.alone and hit.sure >= BARE
        ]
        if len(spots) == 1 and column.column.total:
            found[spots[0]] = column.column.total
    cells = [(row, at) for at in ground.page.columns_of.get(row, ()) if ground.region.holds((row, at))]
    sums = [at for at in cells if core(ground.page.text(at)) in wanted.totals and at not in found]
    amount = _amount(wanted, ground, row)
    if amount and amount.total and len(sums) == 1:
        found[sums[0]] = amount.total
    return found


def _amount(wanted: WantedTable, ground: Ground, row: int) -> Column | None:
    """The one column of amounts that the row does not name: the sources and 合计 are its."""
    rest = [
        each.column
        for each in wanted.columns
        if each.column.total
        and each.column.kind is Kind.MONEY
        and not any(
            at[0] == row and hit.alone and hit.sure >= BARE for at, hit in ground.hits(each.labels).items()
        )
    ]
    return rest[0] if len(rest) == 1 else None
