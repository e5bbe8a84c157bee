"""Finds the parts of a sheet form by what is printed beside or above them."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from xlperf.findings import Address
from xlperf.forms.layout import has_end_row, header_depth
from xlperf.forms.model import Banner, Entry, Field, Label, Line, SheetForm, Table
from xlperf.forms.tables import END_TEXT
from xlperf.package.grid import Grid

ENOUGH_LABELS = 0.6
"""The share of printed labels by which a sheet is recognised."""


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


def normal(text: str) -> str:
    """A label for comparison: full-width forms folded, no blanks, no colon at its end."""
    return "".join(unicodedata.normalize("NFKC", text).split()).rstrip(":")


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


def printed_texts(form: SheetForm) -> list[str]:
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
    return frozenset(printed_texts(form))


class Labels:
    """Finds parts of one sheet form by what is printed beside or above them."""

    def __init__(self, form: SheetForm, grid: Grid, home: str) -> None:
        self.form = form
        self.grid = grid
        self.home = home

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
        if not header or len(rows[header]) < max(2, ENOUGH_LABELS * unit_columns / 2):
            return None
        depth = header_depth(table)
        windows = [range(top, top + depth) for top in range(header - depth + 1, header + 1)]
        best = max(windows, key=lambda window: len({key for row in window for key in rows.get(row, {})}))
        columns = {key: column for row in best for key, column in rows.get(row, {}).items()}
        header = best[-1]
        last = self._last_row(table, header)
        return found_table(
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
        closed = [row for row, _ in self._spots.get(normal(END_TEXT), []) if row > header]
        if has_end_row(table) and closed:
            return closed[0]
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
