"""Which sheets of a form the unit wrote into."""

from __future__ import annotations

from collections.abc import Mapping

from xlperf.forms.formulas import Joined, Same
from xlperf.forms.model import Owner, SheetForm
from xlperf.submission import Cell, Row


def is_written(
    sheet: SheetForm, fields: Mapping[str, Cell], tables: Mapping[str, tuple[Row, ...]], foreign: object
) -> bool:
    """Whether the unit wrote anything into a sheet; in a ``foreign`` one, what another sheet says as well does not count."""
    copies = (Same, Joined) if foreign else ()  # a name or a year that another sheet says as well
    own = (
        fields[each.key]
        for each in sheet.fields
        if each.key in fields and not isinstance(each.formula, copies)
    )
    if any(cell.written and not cell.computed and cell.owner is Owner.UNIT for cell in own):
        return True
    return any(row.written for table in sheet.tables for row in tables.get(table.key, ()))
