"""Where each part of a form lies in a received workbook: by defined name, else by its printed label.

Never by address: rows may be inserted, columns moved, sheets renamed and reordered.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from xlperf.findings import Address
from xlperf.forms import workbooks
from xlperf.forms.layout import column_name, defined_name, row_name
from xlperf.forms.model import Banner, Entry, Field, Label, Line, SheetForm, Table, WorkbookForm
from xlperf.package.grid import Grid
from xlperf.package.workbook import Sheet, Workbook

RESULTS_NAME = "xlperf_results"
_ENOUGH_LABELS = 0.6
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
class FoundTable:
    """Where a table lies: last header row, total row (0: none), body rows, columns and printed rows."""

    sheet: str
    header: int
    total_row: int
    body: int
    body_last: int
    columns: Mapping[str, int]
    rows: Mapping[int, str] = field(default_factory=dict)  # printed ids by sheet row


@dataclass(frozen=True, slots=True)
class Found:
    """All parts that were found, and the sheets they were found on (by key of the sheet form)."""

    form: WorkbookForm
    fields: Mapping[str, Address]
    tables: Mapping[str, FoundTable]
    sheets: Mapping[str, str]


def normal(text: str) -> str:
    """A label for comparison: full-width forms folded, no blanks, no colon at its end."""
    folded = unicodedata.normalize("NFKC", text)
    return re.sub(r"\s+", "", folded).rstrip(":")


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
    """The results sheets that xlperf wrote, to be passed over."""
    found = (area(name.refers_to) for name in workbook.names if name.name.lower() == RESULTS_NAME)
    return frozenset(where.sheet for where in found if where)


def locate(workbook: Workbook) -> Found | None:
    """Finds a form of ours in a workbook; None when there is none."""
    names = Names(workbook)
    form = _stamped_form(workbook, names) or _form_by_labels(workbook)
    if form is None:
        return None
    fields: dict[str, Address] = {}
    tables: dict[str, FoundTable] = {}
    sheets: dict[str, str] = {}
    for sheet_form in form.sheets:
        by_name = _by_name(sheet_form, names, workbook)
        home = by_name.home or _sheet_by_labels(sheet_form, workbook, set(sheets.values()))
        if home is None:
            continue
        sheets[sheet_form.key] = home
        by_label = _Labels(sheet_form, workbook, home)
        for target in sheet_form.fields:
            at = by_name.fields.get(target.key) or by_label.field(target)
            if at:
                fields[target.key] = at
        for table in sheet_form.tables:
            place = by_name.tables.get(table.key) or by_label.table(table)
            if place:
                tables[table.key] = place
                for column in table.columns:
                    if column.total and place.total_row and column.key in place.columns:
                        at = Address(place.sheet, place.total_row, place.columns[column.key])
                        fields.setdefault(column.total.key, at)
    return Found(form, fields, tables, sheets)


def _stamped_form(workbook: Workbook, names: Names) -> WorkbookForm | None:
    """The form that the very hidden sheet names, else the one most of whose names are there."""
    stamp = names.get("xp_meta_form")
    sheet = workbook.sheet(stamp.sheet) if stamp else None
    if stamp and sheet:
        cell = sheet.grid.cells.get((stamp.row, stamp.column))
        if cell and cell.text in workbooks.KINDS:
            return workbooks.workbook(cell.text)
    counted = [
        (sum(names.get(defined_name(target.key)) is not None for target in form.fields), form)
        for form in map(workbooks.workbook, workbooks.KINDS)
    ]
    most, form = max(counted, key=lambda pair: pair[0])
    return form if most else None


@dataclass(frozen=True, slots=True)
class _ByName:
    home: str | None
    fields: Mapping[str, Address]
    tables: Mapping[str, FoundTable]


def _by_name(form: SheetForm, names: Names, workbook: Workbook) -> _ByName:
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
    return _ByName(max(homes, key=lambda name: homes[name]) if homes else None, fields, tables)


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
    return _found_table(table, whole.sheet, whole.row, whole.last_row, columns, rows)


def _found_table(
    table: Table, sheet: str, header: int, last: int, columns: Mapping[str, int], rows: Mapping[int, str]
) -> FoundTable:
    body, body_last, total_row = header + 1, last, 0
    if table.total and table.total_on_top:
        total_row, body = header + 1, header + 2
    elif table.total:
        total_row, body_last = last, last - 1
    if table.grows and (not table.total or table.total_on_top):
        body_last = last - 1
    return FoundTable(sheet, header, total_row, body, body_last, columns, rows)


def _printed_texts(form: SheetForm) -> list[str]:
    """Every label of a sheet in reading order, normalised."""
    texts: list[str] = []
    for block in form.blocks:
        if isinstance(block, Line):
            texts += [normal(item.text) for item in block.items if isinstance(item, Label)]
        elif isinstance(block, Banner) and isinstance(block.text, str):
            texts.append(normal(block.text))
        elif isinstance(block, Table):
            texts += [normal(column.label) for column in block.columns]
            texts += [normal(text) for row in block.printed for text in row.texts.values()]
            texts += [normal(block.side_label), normal(block.total)]
            texts += [normal(text) for column in block.columns for text in column.heading]
    return [text for text in texts if text]


def known_texts(form: SheetForm) -> frozenset[str]:
    """What the form itself prints on a sheet, normalised."""
    return frozenset(_printed_texts(form))


def _label_share(form: SheetForm, sheet: Sheet) -> float:
    wanted = known_texts(form)
    there = {normal(cell.text) for cell in sheet.grid.cells.values() if cell.kind == "s" and cell.text}
    return len(wanted & there) / len(wanted)


def _worksheets(workbook: Workbook) -> list[Sheet]:
    ours = own_sheets(workbook)
    return [sheet for sheet in workbook.sheets if sheet.kind == "worksheet" and sheet.name not in ours]


def _sheet_by_labels(form: SheetForm, workbook: Workbook, taken: set[str]) -> str | None:
    shares = [
        (_label_share(form, sheet), sheet.name) for sheet in _worksheets(workbook) if sheet.name not in taken
    ]
    share, name = max(shares, default=(0.0, ""))
    return name if share >= _ENOUGH_LABELS else None


def _form_by_labels(workbook: Workbook) -> WorkbookForm | None:
    """The form of which most sheets can be recognised; the first sheet (填报说明) does not count."""
    best: tuple[int, WorkbookForm | None] = (0, None)
    for form in map(workbooks.workbook, workbooks.KINDS):
        count = sum(_sheet_by_labels(sheet, workbook, set()) is not None for sheet in form.sheets[1:])
        if count > best[0]:
            best = (count, form)
    return best[1]


class _Labels:
    """Finds parts of one sheet form by what is printed beside or above them."""

    def __init__(self, form: SheetForm, workbook: Workbook, home: str) -> None:
        self.form = form
        self.home = home
        sheet = workbook.sheet(home)
        self.grid: Grid = sheet.grid if sheet else Grid({}, ())

    @cached_property
    def _spots(self) -> Mapping[str, list[tuple[int, int]]]:
        """Cells by normalised text, in reading order."""
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for at, cell in sorted(self.grid.cells.items()):
            if cell.kind == "s" and cell.text:
                found[normal(cell.text)].append(at)
        return found

    @cached_property
    def _right_of(self) -> Mapping[tuple[int, int], int]:
        """The column after a cell, past its merge."""
        return {(top, left): right + 1 for top, left, _, right in self.grid.merges}

    @cached_property
    def _labelled(self) -> Mapping[str, tuple[tuple[str, ...], int]]:
        """For each field in a line: its possible labels and which occurrence of the label is its own."""
        counts: dict[str, int] = defaultdict(int)
        found: dict[str, tuple[tuple[str, ...], int]] = {}
        for block in self.form.blocks:
            if not isinstance(block, Line):
                continue
            label = ""
            for item in block.items:
                if isinstance(item, Label) and item.text:
                    label = normal(item.text)
                    counts[label] += 1
                elif isinstance(item, Entry) and label:
                    texts = (label, *(normal(text) for text in (item.field.label, *item.field.synonyms)))
                    found[item.field.key] = (texts, counts[label] - 1)
        return found

    def field(self, target: Field) -> Address | None:
        """The cell to the right of the label of a field."""
        labels, number = self._labelled.get(target.key, ((), 0))
        for label in labels:
            spots = self._spots.get(label, [])
            if len(spots) > number:
                row, column = spots[number]
                return Address(self.home, row, self._right_of.get((row, column), column + 1))
        return None

    def table(self, table: Table) -> FoundTable | None:
        """The rows under the row that holds most column labels."""
        rows = self._headed_rows(table)
        unit_columns = sum(not column.owner.value.startswith("x") for column in table.columns)
        header = max(rows, key=lambda row: (len(rows[row]), -row), default=0)
        if not header or len(rows[header]) < max(2, _ENOUGH_LABELS * unit_columns / 2):
            return None
        last = self._last_row(table, header)
        columns = {key: column for row in (header - 1, header) for key, column in rows.get(row, {}).items()}
        return _found_table(
            table, self.home, header, last, columns, self._printed_rows(table, header, last, columns)
        )

    def _headed_rows(self, table: Table) -> Mapping[int, dict[str, int]]:
        """For every row: the columns whose label stands in it; the n-th 分值 is the n-th column of that label."""
        labelled: dict[str, list[str]] = defaultdict(list)
        for column in table.columns:
            for text in dict.fromkeys(normal(text) for text in (column.label, *column.synonyms)):
                labelled[text].append(column.key)
        rows: dict[int, dict[str, int]] = defaultdict(dict)
        for text, keys in labelled.items():
            spots: dict[int, list[int]] = defaultdict(list)
            for row, place in self._spots.get(text, []):
                spots[row].append(place)
            for row, places in spots.items():
                for key, place in zip(keys, places, strict=False):
                    rows[row].setdefault(key, place)
        return rows

    def _last_row(self, table: Table, header: int) -> int:
        ends = (
            [row for row, _ in self._spots.get(normal(table.total), []) if row > header]
            if table.total
            else []
        )
        if ends and not table.total_on_top:
            return ends[0]
        own = {normal(column.label) for column in table.columns}
        later = {
            text for block in self.form.blocks if block is not table for text in _block_texts(block)
        } - own
        after = [row for text in later for row, _ in self._spots.get(text, []) if row > header]
        bottom = max((row for row, _ in self.grid.cells), default=header)
        return min(after, default=bottom + 1) if not table.grows else min(after, default=bottom + 2)

    def _printed_rows(
        self, table: Table, header: int, last: int, columns: Mapping[str, int]
    ) -> dict[int, str]:
        rows: dict[int, str] = {}
        for printed in table.printed:
            key = "name" if "name" in printed.texts else "item"
            if not printed.id or key not in printed.texts or key not in columns:
                continue
            spots = self._spots.get(normal(printed.texts[key]), [])
            inside = [
                row
                for row, column in spots
                if header < row <= last and column == columns[key] and row not in rows
            ]
            if inside:
                rows[inside[0]] = printed.id
        return rows


def _block_texts(block: object) -> set[str]:
    if isinstance(block, Banner) and isinstance(block.text, str):
        return {normal(block.text)} - {""}
    if isinstance(block, Line):
        return {normal(item.text) for item in block.items if isinstance(item, Label)} - {""}
    if isinstance(block, Table):
        return {normal(column.label) for column in block.columns}
    return set()
