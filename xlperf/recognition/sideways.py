"""Funds that lie on their side: the sources 中央、本级、其他 are columns, 合计、执行数、执行率 beside them, figures in one row."""

from __future__ import annotations

from collections.abc import Mapping

from xlperf.forms.model import Field, Kind
from xlperf.places import Way
from xlperf.recognition.fields import FieldFit
from xlperf.recognition.ground import Ground
from xlperf.recognition.pages import Spot
from xlperf.recognition.plans import WantedTable
from xlperf.recognition.words import BARE, bare, fold

_FEWEST_SOURCES = 2


def totals_sideways(wanted: WantedTable, ground: Ground) -> dict[str, FieldFit]:
    """The totals of such a table by key; the amounts of its sources have no row of their own and are asked for."""
    row = _row_of_sources(wanted, ground)
    places = _totals(wanted, ground, row) if row else {}
    if not places:
        return {}
    bottom = max(ground.page.end(at)[0] for at in places)
    found = {}
    for head, total in places.items():
        at = ground.page.anchor((bottom + 1, head[1]))
        if at in ground.page.cells and not ground.is_label(at):
            label = total.label.replace("\n", "")
            found[total.key] = FieldFit(total.key, label, at, Way.HEADER, BARE)
    return found


def _row_of_sources(wanted: WantedTable, ground: Ground) -> int:
    """The one row in which names of printed rows stand side by side, 0 for none or several."""
    names = {_core(text) for printed in wanted.table.printed for text in printed.texts.values()}
    rows: dict[int, set[str]] = {}
    for at, text in ground.page.folded.items():
        if _core(text) in names and ground.region.holds(at) and at[0] not in ground.blocked:
            rows.setdefault(at[0], set()).add(_core(text))
    likely = [row for row, met in rows.items() if len(met) >= _FEWEST_SOURCES]
    return likely[0] if len(likely) == 1 else 0


def _totals(wanted: WantedTable, ground: Ground, row: int) -> Mapping[Spot, Field]:
    """Which cell of the row heads which total: 执行数 by its label, 合计 for the one column of amounts not named there."""
    found: dict[Spot, Field] = {}
    named: set[str] = set()
    for column in wanted.columns:
        spots = [
            at
            for at, hit in ground.hits(column.labels).items()
            if at[0] == row and hit.alone and hit.sure >= BARE
        ]
        if len(spots) == 1 and column.column.total:
            found[spots[0]] = column.column.total
            named.add(column.column.key)
    rest = [
        column.column.total
        for column in wanted.columns
        if column.column.total and column.column.kind is Kind.MONEY and column.column.key not in named
    ]
    cells = [(row, at) for at in ground.page.columns_of[row] if ground.region.holds((row, at))]
    sums = [at for at in cells if _core(ground.page.text(at)) in wanted.totals and at not in found]
    if len(rest) == 1 and len(sums) == 1:
        found[sums[0]] = rest[0]
    return found


def _core(text: str) -> str:
    folded = fold(text)
    return bare(folded) or folded
