"""Where each part of a form lies in a received workbook: by defined name, else by its printed label.

Never by address: rows may be inserted, columns moved, sheets renamed and reordered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from xlperf import schemes
from xlperf.doubts import Doubt
from xlperf.findings import Address
from xlperf.forms import rulebook, workbooks
from xlperf.forms.layout import META_SHEET
from xlperf.forms.model import SheetForm, Table, WorkbookForm
from xlperf.held_names import columns_by_header, rows_by_title
from xlperf.lazy_regex import lazy
from xlperf.naming import Names, TableNames, area, names_of
from xlperf.package.workbook import Sheet, Workbook
from xlperf.places import Area, Found, FoundTable, Looked, Trace, Unmarked, Way
from xlperf.record import dataclass
from xlperf.schemes.model import Scheme
from xlperf.writeback.signature import RESERVED_NAME, RESULTS_NAME

MIGRATION_NAME = "xlperf_migration"
_BETWEEN = lazy(r",(?=(?:[^']*'[^']*')*[^']*$)")  # not one inside a quoted sheet name


def own_sheets(workbook: Workbook) -> frozenset[str]:
    """The sheets that xlperf wrote for staff to read, to be passed over: 检查结果, 检查规则, 迁移记录."""
    own = (RESULTS_NAME, MIGRATION_NAME, rulebook.NAME)
    found = (area(name.refers_to) for name in workbook.names if name.name.lower() in own)
    return frozenset((rulebook.SHEET, *(where.sheet for where in found if where)))


def locate(workbook: Workbook, shelf: tuple[Scheme, ...] = ()) -> Found | None:
    """Finds a form of ours in a workbook: by the names of our template, else by its labels; None when there is none.

    ``shelf`` are the schemes of the office. A workbook stamped with one that is neither there nor shipped is
    read without its score sheets, never with another scheme.
    """
    names = Names(workbook)
    form = _stamped_form(workbook, names)
    if form is None:
        from xlperf import recognition  # noqa: PLC0415  a template of ours does without

        return recognition.recognise(_worksheets(workbook), shelf)
    stamped = stamp(workbook, names, "scheme")
    unknown = ""
    if stamped and form.scheme:
        scheme = schemes.named(stamped, shelf)
        unknown = "" if scheme else stamped
        form = workbooks.scored_by(scheme) if scheme else workbooks.without_scores(form.key)
    named = {sheet.key: _by_name(sheet, names, workbook) for sheet in form.sheets}
    homes = {key: parts.home for key, parts in named.items() if parts.home}
    fields = {key: at for parts in named.values() for key, at in parts.fields.items()}
    tables: dict[str, FoundTable] = {}
    for sheet in form.sheets:
        parts = _completed(sheet, named[sheet.key], workbook, homes)
        own = {target.key for target in sheet.fields}
        told_elsewhere = {key: at for key, at in fields.items() if key not in own}
        fields |= {**parts.fields, **told_elsewhere}
        tables |= parts.tables
    return Found(form, fields, tables, homes, unknown, doubts=_copies(form, homes, workbook))


def _copies(form: WorkbookForm, homes: Mapping[str, str], workbook: Workbook) -> tuple[Doubt, ...]:
    """Sheets of the form that stand on further sheets once more: another project in the same file."""
    others = [sheet for sheet in _worksheets(workbook) if sheet.name not in {META_SHEET, *homes.values()}]
    if not others:
        return ()
    from xlperf import recognition  # noqa: PLC0415  a template of ours does without

    return recognition.copies(form, others)


def named_traces(found: Found) -> tuple[Trace, ...]:
    """How the parts of our own template were found: by their names."""
    form, fields, tables = found.form, found.fields, found.tables
    own = [
        Trace(target.key, target.label.replace("\n", ""), fields[target.key], Way.NAME, 1.0)
        for target in form.fields
        if target.key in fields
    ]
    for table in form.tables:
        place = tables.get(table.key)
        for column in table.columns if place else ():
            if place and column.key in place.columns:
                at = Address(place.sheet, place.header, place.columns[column.key])
                label = f"{table.label}·{column.label}".replace("\n", "")
                own.append(Trace(f"{table.key}.{column.key}", label, at, Way.NAME, 1.0))
    return tuple(own)


def _completed(form: SheetForm, by_name: _Parts, workbook: Workbook, homes: dict[str, str]) -> _Parts:
    """The named parts of a sheet, and by their labels those whose names are gone; ``homes`` learns where it is."""
    fields, tables = dict(by_name.fields), dict(by_name.tables)
    lost = [target for target in form.fields if target.printed_label and target.key not in fields]
    if lost or len(tables) < len(form.tables):
        taken = set(homes.values()) - {by_name.home}
        sheets = [sheet for sheet in _worksheets(workbook) if sheet.name not in taken]
        own = [sheet for sheet in sheets if sheet.name == by_name.home] if by_name.home else sheets
        from xlperf import recognition  # noqa: PLC0415  as above

        found = recognition.recognise_sheet(form, own, whole=not by_name.home)
        if found:
            homes.setdefault(form.key, found.sheets[form.key])
            fields = {**found.fields, **_still_there(fields, found.fields)}
            tables = {**found.tables, **tables}
    for table in form.tables:
        if table.key in tables:
            fields = {**_totals(table, tables[table.key]), **fields}
    return _Parts(by_name.home, fields, tables)


def _still_there(named: Mapping[str, Address], found: Mapping[str, Address]) -> dict[str, Address]:
    """The names that still stand for their own cells.

    A cell that is cut and put over another takes its name along, and the name of the other is gone: such a name
    stands where the labels tell of the other.
    """
    keys = {at: key for key, at in found.items() if key not in named}
    return {key: at for key, at in named.items() if keys.get(at, key) == key or key not in found}


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
        (
            sum(
                names.get(name) is not None
                for sheet in form.sheets
                for name in names_of(sheet).fields.values()
            ),
            form,
        )
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
    own = names_of(form)
    for key, name in own.fields.items():
        where = names.get(name)
        if where:
            fields[key] = where.at
            homes[where.sheet] += 1
    for named in own.tables:
        place = _named_table(named, names, workbook)
        if place:
            tables[named.table.key] = place
            homes[place.sheet] += 1
    return _Parts(max(homes, key=lambda name: homes[name]) if homes else None, fields, tables)


def _named_table(named: TableNames, names: Names, workbook: Workbook) -> FoundTable | None:
    table, whole = named.table, names.get(named.whole)
    sheet = workbook.sheet(whole.sheet) if whole else None
    if whole is None or sheet is None:
        return None
    columns: dict[str, int] = {}
    for key, name in named.columns.items():
        where = names.get(name)
        if where and where.sheet == whole.sheet:
            columns[key] = where.column
    rows = {}
    for row_id, name in named.rows.items():
        where = names.get(name)
        if where and where.sheet == whole.sheet:
            rows[where.row] = row_id
    columns = dict(columns_by_header(table, columns, sheet, whole.row))
    rows = dict(rows_by_title(table, rows, columns, sheet))
    return found_table(table, whole.sheet, whole.row, whole.last_row, columns, rows)


def _worksheets(workbook: Workbook) -> list[Looked]:
    """The sheets that staff may have written, without the values that we put into reserved cells.

    Their names are hidden, unless a program that hides none saved the file; a single one to be seen is staff's.
    """
    ours = own_sheets(workbook)
    seen_as_well = any(name.name.lower() == RESULTS_NAME and not name.hidden for name in workbook.names)
    marked: dict[str, list[Area]] = {}
    for name in workbook.names:
        if name.name.lower().startswith(RESERVED_NAME) and (name.hidden or seen_as_well):
            for found in map(area, _BETWEEN.split(name.refers_to)):
                if found:
                    marked.setdefault(found.sheet, []).append(found)
    return [
        _unmarked(sheet, marked[sheet.name]) if sheet.name in marked else sheet
        for sheet in workbook.sheets
        if sheet.kind == "worksheet" and sheet.name not in ours
    ]


def _unmarked(sheet: Sheet, areas: Sequence[Area]) -> Unmarked:
    cells = {
        (row, column): cell
        for (row, column), cell in sheet.grid.cells.items()
        if not any(
            each.row <= row <= each.last_row and each.column <= column <= each.last_column for each in areas
        )
    }
    return Unmarked(sheet.name, replace(sheet.grid, cells=cells))


def found_table(
    table: Table, sheet: str, header: int, last: int, columns: Mapping[str, int], rows: Mapping[int, str]
) -> FoundTable:
    """The table whose last header row and last row are known: its body and total row follow from the form."""
    body, body_last, total_row = header + 1, last, 0
    if table.total and table.total_on_top:
        total_row, body = header + 1, header + 2
    elif table.total:
        total_row, body_last = last, last - 1
    if table.grows and (not table.total or table.total_on_top):
        body_last = last - 1
    return FoundTable(sheet, header, total_row, body, body_last, columns, rows)
