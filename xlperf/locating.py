"""Where each part of a form lies in a received workbook: by defined name, else by its printed label.

Never by address: rows may be inserted, columns moved, sheets renamed and reordered.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from xlperf import schemes
from xlperf.findings import Address
from xlperf.forms import rulebook, workbooks
from xlperf.forms.layout import column_name, defined_name, row_name
from xlperf.forms.model import SheetForm, Table, WorkbookForm
from xlperf.labels import ENOUGH_LABELS, FoundTable, Labels, found_table, known_texts, normal
from xlperf.package.workbook import Sheet, Workbook
from xlperf.schemes.model import Scheme

RESULTS_NAME, MIGRATION_NAME = "xlperf_results", "xlperf_migration"
_REFERENCE = re.compile(
    r"^(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$"
)


@dataclass(frozen=True, slots=True)
class Area:
    """A cell or a block of cells on a sheet."""

    sheet: str
    row: int
    column: int
    last_row: int
    last_column: int

    @property
    def at(self) -> Address:
        """Its first cell."""
        return Address(self.sheet, self.row, self.column)


@dataclass(frozen=True, slots=True)
class Found:
    """All parts that were found, and the sheets they were found on (by key of the sheet form)."""

    form: WorkbookForm
    fields: Mapping[str, Address]
    tables: Mapping[str, FoundTable]
    sheets: Mapping[str, str]
    unknown_scheme: str = ""


def area(refers_to: str) -> Area | None:
    """The block that a defined name refers to; None for #REF!, formulas and whole rows."""
    match = _REFERENCE.match(refers_to.lstrip("="))
    if match is None:
        return None
    quoted, bare, left, top, right, bottom = match.groups()
    row, column = int(top), _column(left)
    return Area(
        quoted.replace("''", "'") if quoted else bare,
        row,
        column,
        int(bottom) if bottom else row,
        _column(right) if right else column,
    )


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


class Names:
    """The workbook-wide names of a file that point at cells of a sheet it has."""

    def __init__(self, workbook: Workbook) -> None:
        sheets = {sheet.name for sheet in workbook.sheets}
        found = ((name.name.lower(), area(name.refers_to)) for name in workbook.names if name.sheet is None)
        self._areas = {name: where for name, where in found if where and where.sheet in sheets}

    def get(self, name: str) -> Area | None:
        """The block of that name."""
        return self._areas.get(name.lower())


def own_sheets(workbook: Workbook) -> frozenset[str]:
    """The sheets that xlperf wrote for staff to read, to be passed over: 检查结果, 检查规则, 迁移记录."""
    own = (RESULTS_NAME, MIGRATION_NAME, rulebook.NAME)
    found = (area(name.refers_to) for name in workbook.names if name.name.lower() in own)
    return frozenset((rulebook.SHEET, *(where.sheet for where in found if where)))


def locate(workbook: Workbook, shelf: tuple[Scheme, ...] = ()) -> Found | None:
    """Finds a form of ours in a workbook; None when there is none.

    ``shelf`` are the schemes of the office. A workbook stamped with one that is neither there nor shipped is
    read without its score sheets, never with another scheme.
    """
    names = Names(workbook)
    form = _stamped_form(workbook, names) or _form_by_labels(workbook)
    if form is None:
        return None
    stamped = stamp(workbook, names, "scheme")
    unknown = ""
    if stamped and form.scheme:
        scheme = schemes.named(stamped, shelf)
        unknown = "" if scheme else stamped
        form = workbooks.scored_by(scheme) if scheme else workbooks.without_scores(form.key)
    fields: dict[str, Address] = {}
    tables: dict[str, FoundTable] = {}
    sheets: dict[str, str] = {}
    for sheet_form in form.sheets:
        by_name = _by_name(sheet_form, names, workbook)
        home = by_name.home or _sheet_by_labels(sheet_form, workbook, set(sheets.values()))
        sheet = workbook.sheet(home) if home else None
        if home and sheet:
            sheets[sheet_form.key] = home
            parts = _parts(sheet_form, by_name, Labels(sheet_form, sheet.grid, home))
            fields |= parts.fields
            tables |= parts.tables
    return Found(form, fields, tables, sheets, unknown)


def _parts(form: SheetForm, by_name: _Parts, by_label: Labels) -> _Parts:
    """The parts of a sheet: by name, else by label; a total that has neither stands on the total row."""
    fields: dict[str, Address] = {}
    tables: dict[str, FoundTable] = {}
    for target in form.fields:
        at = by_name.fields.get(target.key) or by_label.field(target)
        if at:
            fields[target.key] = at
    for table in form.tables:
        place = by_name.tables.get(table.key) or by_label.table(table)
        if place:
            tables[table.key] = place
            fields = {**_totals(table, place), **fields}
    return _Parts(by_name.home, fields, tables)


def _totals(table: Table, place: FoundTable) -> dict[str, Address]:
    return {
        column.total.key: Address(place.sheet, place.total_row, place.columns[column.key])
        for column in table.columns
        if column.total and place.total_row and column.key in place.columns
    }


def stamp(workbook: Workbook, names: Names, fact: str) -> str:
    """What the very hidden sheet says of the template: form, edition, template, scheme; "" when it says nothing."""
    where = names.get(f"xp_meta_{fact}")
    sheet = workbook.sheet(where.sheet) if where else None
    cell = sheet.grid.cells.get((where.row, where.column)) if where and sheet else None
    return (cell.text or "") if cell else ""


def _stamped_form(workbook: Workbook, names: Names) -> WorkbookForm | None:
    """The form that the very hidden sheet names, else the one most of whose names are there."""
    kind = stamp(workbook, names, "form")
    if kind in workbooks.KINDS:
        return workbooks.workbook(kind)
    counted = [
        (sum(names.get(defined_name(target.key)) is not None for target in form.fields), form)
        for form in map(workbooks.workbook, workbooks.KINDS)
    ]
    most, form = max(counted, key=lambda pair: pair[0])
    return form if most else None


@dataclass(frozen=True, slots=True)
class _Parts:
    home: str | None
    fields: Mapping[str, Address]
    tables: Mapping[str, FoundTable]


def _by_name(form: SheetForm, names: Names, workbook: Workbook) -> _Parts:
    fields: dict[str, Address] = {}
    tables: dict[str, FoundTable] = {}
    homes: dict[str, int] = defaultdict(int)
    for target in form.fields:
        where = names.get(defined_name(target.key))
        if where:
            fields[target.key] = where.at
            homes[where.sheet] += 1
    for table in form.tables:
        place = _named_table(table, names)
        if place and workbook.sheet(place.sheet):
            tables[table.key] = place
            homes[place.sheet] += 1
    return _Parts(max(homes, key=lambda name: homes[name]) if homes else None, fields, tables)


def _named_table(table: Table, names: Names) -> FoundTable | None:
    whole = names.get(defined_name(table.key))
    if whole is None:
        return None
    columns: dict[str, int] = {}
    for column in table.columns:
        where = names.get(column_name(table, column))
        if where and where.sheet == whole.sheet:
            columns[column.key] = where.column
    rows = {}
    for printed in table.printed:
        where = names.get(row_name(table, printed.id)) if printed.id else None
        if where and where.sheet == whole.sheet:
            rows[where.row] = printed.id
    return found_table(table, whole.sheet, whole.row, whole.last_row, columns, rows)


def _label_share(form: SheetForm, sheet: Sheet) -> float:
    wanted = known_texts(form)
    there = {normal(cell.text) for cell in sheet.grid.cells.values() if cell.kind == "s" and cell.text}
    return len(wanted & there) / len(wanted)


def _worksheets(workbook: Workbook) -> list[Sheet]:
    ours = own_sheets(workbook)
    return [sheet for sheet in workbook.sheets if sheet.kind == "worksheet" and sheet.name not in ours]


def _sheet_by_labels(form: SheetForm, workbook: Workbook, taken: set[str]) -> str | None:
    share, name = _likest(form, workbook, taken)
    return name if share >= ENOUGH_LABELS else None


def _likest(form: SheetForm, workbook: Workbook, taken: set[str]) -> tuple[float, str]:
    """The sheet that holds most of the labels of a form, and its share of them."""
    shares = [
        (_label_share(form, sheet), sheet.name) for sheet in _worksheets(workbook) if sheet.name not in taken
    ]
    return max(shares, default=(0.0, ""))


def _form_by_labels(workbook: Workbook) -> WorkbookForm | None:
    """The form of which most sheets can be recognised, among editions the one whose labels fit best.

    The first sheet (填报说明) does not count.
    """
    best: tuple[int, float, WorkbookForm | None] = (0, 0.0, None)
    for form in map(workbooks.workbook, workbooks.KINDS):
        shares = [_likest(sheet, workbook, set())[0] for sheet in form.sheets[1:]]
        enough = [share for share in shares if share >= ENOUGH_LABELS]
        if (len(enough), sum(enough)) > best[:2]:
            best = (len(enough), sum(enough), form)
    return best[2]
