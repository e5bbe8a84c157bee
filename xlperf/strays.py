"""What staff wrote outside every field and table of a form."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import nsmallest

from xlperf.findings import Address
from xlperf.forms.layout import META_SHEET
from xlperf.forms.tables import END_TEXT
from xlperf.labels import known_texts, normal
from xlperf.literals import without_noise
from xlperf.locating import own_sheets
from xlperf.package.grid import Grid
from xlperf.package.workbook import Workbook
from xlperf.places import Found
from xlperf.submission import Stray

_MOST_STRAYS = 50


def strays(workbook: Workbook, found: Found) -> Iterator[Stray]:
    """What stands outside every known field of a form of ours, the first fifty on each sheet."""
    ours = own_sheets(workbook) | {META_SHEET}
    forms = {name: key for key, name in found.sheets.items()}
    known = {sheet.key: known_texts(sheet) for sheet in found.form.sheets}
    for sheet in workbook.sheets:
        if sheet.kind != "worksheet" or sheet.name in ours:
            continue
        key, cells = forms.get(sheet.name), sheet.grid.cells
        apart = _apart(found, sheet.name, sheet.grid, known[key]) if key else iter(cells)
        for at in nsmallest(_MOST_STRAYS if key else 1, apart):
            yield Stray(Address(sheet.name, *at), without_noise(cells[at].text or ""))


def _apart(found: Found, sheet: str, grid: Grid, known: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Content that stands in no field, in no table, and is nothing that the form prints."""
    fields = {(at.row, at.column) for at in found.fields.values() if at.sheet == sheet}
    places = [place for place in found.tables.values() if place.sheet == sheet and place.columns]
    widths = [(min(place.columns.values()), max(place.columns.values()) + 2) for place in places]
    areas = [
        (place.header, max(place.body_last, place.total_row), *width)
        for place, width in zip(places, widths, strict=True)
    ]
    for column, cells in grid.columns.items():
        here = [(top, bottom) for top, bottom, left, right in areas if left <= column <= right]
        for row, raw in cells.items():
            for top, bottom in here:
                if top <= row <= bottom:
                    break
            else:
                text, at = raw.text or "", (row, column)
                if at in fields or text in known or not text.strip() or text == END_TEXT:
                    continue
                if normal(text) not in known:
                    yield at
