"""Names of a table held against what is printed there: a name stays in its place when staff sort rows or overwrite it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from xlperf.forms.model import Table
from xlperf.labels import normal
from xlperf.package.grid import RawCell
from xlperf.package.workbook import Sheet

_MOST_COLUMNS = 100
"""How far to the right a header is looked for."""


def columns_by_header(table: Table, named: Mapping[str, int], sheet: Sheet, row: int) -> Mapping[str, int]:
    """The columns by their names; where a name stands over another header and its own is elsewhere, by that."""
    cells = sheet.grid.cells
    lost = [
        column
        for column in table.columns
        if column.key in named and not _says(cells.get((row, named[column.key])), column.label)
    ]
    placed = dict(named)
    headers = {column: _text(cells.get((row, column))) for column in range(1, _MOST_COLUMNS)} if lost else {}
    for column in lost:
        label = normal(column.label)
        elsewhere = [at for at, text in headers.items() if text == label]
        if len(elsewhere) == 1 and elsewhere[0] not in named.values():
            placed[column.key] = elsewhere[0]
    return placed


def rows_by_title(
    table: Table, named: Mapping[int, str], columns: Mapping[str, int], sheet: Sheet
) -> Mapping[int, str]:
    """The printed rows by their names; where the titles of named rows changed places (sorted), by their titles."""
    titles = _titles(table)
    at = next((columns[key] for key in titles if key in columns), 0)
    own = next((found for key, found in titles.items() if key in columns), {})
    cells = sheet.grid.cells
    seen = {row: _text(cells.get((row, at))) for row in named} if at else {}
    moved = {
        row: ids[0]
        for row, title in seen.items()
        if len(ids := [each for each, printed in own.items() if printed == title]) == 1
    }
    return {**named, **moved} if len(set({**named, **moved}.values())) == len(named) else named


@lru_cache(maxsize=256)
def _titles(table: Table) -> Mapping[str, Mapping[str, str]]:
    """By column: what the form prints in each row that has a name, where no two rows share it."""
    rows = [row for row in table.printed if row.id]
    found = {
        column.key: {row.id: normal(row.texts[column.key]) for row in rows if row.texts.get(column.key)}
        for column in table.columns
    }
    return {key: texts for key, texts in found.items() if texts and len(set(texts.values())) == len(rows)}


def _text(cell: RawCell | None) -> str:
    return normal(cell.text) if cell and cell.text else ""


def _says(cell: RawCell | None, label: str) -> bool:
    """Whether a label stands there, written as the form writes it or nearly so."""
    return (cell is not None and cell.text == label) or _text(cell) == normal(label)
