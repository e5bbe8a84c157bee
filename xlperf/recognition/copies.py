"""Merged cells filled in row by row, as other systems export them: what only repeats the row above is no second value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from xlperf.forms.model import PrintedRow, Table
from xlperf.literals import typed_number
from xlperf.package.cells import RawCell
from xlperf.recognition.pages import Page, Spot
from xlperf.recognition.tables import TableFit
from xlperf.recognition.words import bare, fold, slips, slips_allowed
from xlperf.record import dataclass

_BLANK = RawCell("", "s")
_POINTS = "max"


@dataclass(frozen=True, slots=True)
class _Shared:
    """Printed rows that share the cells of the first one: its name, the names of the others, its points."""

    first: str
    others: frozenset[str]
    points: str


def without_copies(fit: TableFit, page: Page) -> TableFit:
    """The table with those cells blank that repeat the cell which the form merges over several printed rows."""
    blank = dict.fromkeys(_copies(fit, page), _BLANK)
    return replace(fit, joined={**fit.joined, **blank}) if blank else fit


def _copies(fit: TableFit, page: Page) -> Iterator[Spot]:
    places = fit.place.columns
    if _POINTS not in places or "name" not in places:
        return
    naming = {column.column.key for column in fit.wanted.columns if column.column.merges} | {"name"}
    values = [at for key, at in places.items() if key not in naming]
    for shared in _groups(fit.wanted.table):
        first = 0
        for row in range(fit.place.body, fit.place.body_last + 1):
            name = _core(page.text((row, places["name"])))
            if _is(name, shared.first) and _says(page, (row, places[_POINTS]), shared.points):
                first = row
            elif not first or not any(_is(name, each) for each in shared.others):
                first = 0
            elif _says(page, (row, places[_POINTS]), shared.points):
                yield from (
                    (row, at) for at in values if _text(page, (row, at)) == _text(page, (first, at)) != ""
                )


def _groups(table: Table) -> Iterator[_Shared]:
    first: PrintedRow | None = None
    others: list[str] = []
    for row in (*table.printed, PrintedRow(texts={})):
        if row.continues:
            others.append(_core(row.texts.get("name", "")))
            continue
        if first and others:
            yield _Shared(_core(first.texts["name"]), frozenset(others), first.texts[_POINTS])
        first = row if row.texts.get("name") and row.texts.get(_POINTS) else None
        others = []


def _core(text: str) -> str:
    folded = fold(text)
    return bare(folded) or folded


def _is(name: str, printed: str) -> bool:
    """Whether a row bears a printed name, a slip of the pen aside."""
    allowed = slips_allowed(printed)
    return name == printed or (bool(allowed) and slips(name, printed, allowed) <= allowed)


def _text(page: Page, at: Spot) -> str:
    cell = page.cells.get(at)
    return (cell.text or "").strip() if cell else ""


def _says(page: Page, at: Spot, points: str) -> bool:
    """Whether a cell holds the points of the shared cell; where they were shared out it holds fewer."""
    return typed_number(_text(page, at)).value == typed_number(points).value
