"""Whether anybody filled in a form that was found once more."""

from __future__ import annotations

from collections.abc import Iterator

from xlperf.package.cells import RawCell
from xlperf.recognition.fits import Fit


def filled(fit: Fit) -> bool:
    """Whether anything is written into its fields, or a figure into its tables."""
    return any(cell is not None and cell.formula is None and (cell.text or "").strip() for cell in _own(fit))


def _own(fit: Fit) -> Iterator[RawCell | None]:
    cells = fit.ground.page.cells
    yield from (each.piece or cells.get(each.at) for key, each in fit.fields.items() if key in fit.keys)
    for table in fit.tables.values():
        printed = {key for row in table.wanted.table.printed for key, text in row.texts.items() if text}
        for column in table.wanted.columns:
            key = column.column.key
            if column.column.kind.is_number and not column.ours and key not in printed:
                at = table.place.columns.get(key, 0)
                yield from (
                    cells.get((row, at)) for row in range(table.place.body, table.place.body_last + 1)
                )
