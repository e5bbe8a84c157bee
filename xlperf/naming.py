"""The defined names of a file, and the names that our templates give to the parts of a form."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from xlperf.findings import column_number
from xlperf.forms.layout import column_name, defined_name, row_name
from xlperf.forms.model import SheetForm, Table
from xlperf.lazy_regex import lazy
from xlperf.package.workbook import Workbook
from xlperf.places import Area
from xlperf.record import dataclass

_REFERENCE = lazy(
    r"^(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$"
)


def area(refers_to: str) -> Area | None:
    """The block that a defined name refers to; None for #REF!, formulas and whole rows."""
    match = _REFERENCE.match(refers_to.lstrip("="))
    if match is None:
        return None
    quoted, bare, left, top, right, bottom = match.groups()
    row, column = int(top), column_number(left)
    return Area(
        quoted.replace("''", "'") if quoted else bare,
        row,
        column,
        int(bottom) if bottom else row,
        column_number(right) if right else column,
    )


class Names:
    """The workbook-wide names of a file that point at cells of a sheet it has."""

    def __init__(self, workbook: Workbook) -> None:
        self._sheets = {sheet.name for sheet in workbook.sheets}
        self._told: dict[str, list[str]] = {}
        for name in workbook.names:
            if name.sheet is None:
                self._told.setdefault(name.name.lower(), []).append(name.refers_to)

    def get(self, name: str) -> Area | None:
        """The block of that name, which comes in lower case; of several, the last that stands for one."""
        for refers_to in reversed(self._told.get(name, ())):
            where = area(refers_to)
            if where and where.sheet in self._sheets:
                return where
        return None


@dataclass(frozen=True, slots=True)
class TableNames:
    """The names of a table, its columns and its printed rows, in lower case."""

    table: Table
    whole: str
    columns: Mapping[str, str]  # by column key
    rows: Mapping[str, str]  # by id


@dataclass(frozen=True, slots=True)
class SheetNames:
    """The names of the parts of a sheet, in lower case: the same for every file."""

    fields: Mapping[str, str]  # by key
    tables: tuple[TableNames, ...]


@lru_cache(maxsize=256)
def names_of(form: SheetForm) -> SheetNames:
    """The names of a sheet of our templates."""
    return SheetNames(
        {target.key: defined_name(target.key).lower() for target in form.fields},
        tuple(
            TableNames(
                table,
                defined_name(table.key).lower(),
                {column.key: column_name(table, column).lower() for column in table.columns},
                {printed.id: row_name(table, printed.id).lower() for printed in table.printed if printed.id},
            )
            for table in form.tables
        ),
    )
