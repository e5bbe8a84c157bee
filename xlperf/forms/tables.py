"""Paints one table of a form: header, body with merged runs, total row, end row, names and validation."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from xlperf.forms import layout, painting
from xlperf.forms.draft import BodyRow, typed
from xlperf.forms.formulas import Formula, Value
from xlperf.forms.layout import PlacedTable
from xlperf.forms.model import Column, Kind, Owner, Table
from xlperf.forms.painting import Style
from xlperf.forms.validation import Limits, validation

if TYPE_CHECKING:
    from xlperf.forms.template import Pen

END_TEXT = "（如需增行，请在本行之上插入）"
_UNMET = "#FFEB9C"
"""The yellow of a warning: SC-04 is one."""


def paint_table(pen: Pen, table: Table, totals: Mapping[str, Formula]) -> None:
    """The whole table at its place on the sheet of ``pen``."""
    placed = pen.placed.tables[table.key]
    rows = pen.values.rows(table)
    _paint_header(pen, placed)
    _paint_side_label(pen, placed)
    for column in table.columns:
        _paint_column(pen, placed, column, rows)
    if placed.total_row:
        _paint_total(pen, placed, totals)
    if layout.has_end_row(table):
        left = 1 if table.side_label else placed.columns[table.columns[0].key]
        pen.put(placed.end_row, left, END_TEXT, painting.END_ROW, span=placed.last_column - left + 1)
        pen.need(placed.end_row, 13)
    _name_parts(pen, placed, rows)
    _set_heights(pen, placed, rows)


def _name_parts(pen: Pen, placed: PlacedTable, rows: tuple[BodyRow, ...]) -> None:
    table = placed.table
    left, header_last = placed.columns[table.columns[0].key], placed.header + placed.header_rows - 1
    pen.name(layout.defined_name(table.key), header_last, left, placed.end_row, placed.last_column)
    for column in table.columns:
        header_row = placed.header + len(column.heading)
        pen.name(layout.column_name(table, column), header_row, placed.columns[column.key])
        if column.total:
            pen.name(layout.defined_name(column.total.key), placed.total_row, placed.columns[column.key])
    for number, row in enumerate(rows):
        if row.id:
            pen.name(layout.row_name(table, row.id), placed.body + number, left)


def _paint_header(pen: Pen, placed: PlacedTable) -> None:
    depth = placed.header_rows
    for level in range(depth):
        for path, run in groupby(
            placed.table.columns, key=lambda column: (*column.heading, column.label)[: level + 1]
        ):
            columns = list(run)
            own = [column for column in columns if len(column.heading) == level]
            if len(path) <= level:
                continue
            first, span = placed.columns[columns[0].key], sum(column.span for column in columns)
            if own and len(columns) > 1:  # 同名相邻列各占一格
                for column in columns:
                    _header_cell(pen, placed, column, level, placed.columns[column.key], column.span)
            elif own:
                _header_cell(pen, placed, columns[0], level, first, span)
            else:
                pen.put(placed.header + level, first, path[-1], painting.header(columns[0].owner), span=span)
                pen.need(placed.header + level, 20)


def _header_cell(pen: Pen, placed: PlacedTable, column: Column, level: int, first: int, span: int) -> None:
    rows = placed.header_rows - level
    pen.put(placed.header + level, first, column.label, painting.header(column.owner), span=span, rows=rows)
    needed = painting.height_needed(column.label, pen.width(first, span))
    for row in range(placed.header + level, placed.header + placed.header_rows):
        pen.need(row, max(20.0, needed / rows))


def _paint_side_label(pen: Pen, placed: PlacedTable) -> None:
    table = placed.table
    if table.side_label:
        rows = placed.body_last - placed.header + 1
        pen.put(placed.header, 1, table.side_label, painting.LABEL, span=table.side_span, rows=rows)


def _runs(placed: PlacedTable, column: Column, rows: tuple[BodyRow, ...]) -> list[tuple[int, int]]:
    """(first body row number, number of rows) of the cells of a column, merged where rows share them."""

    def shown(number: int, key: str) -> Value:
        return rows[number].raw(placed.table.column(key))

    runs: list[tuple[int, int]] = []
    for number, row in enumerate(rows):
        same = False
        if number and row.continues and not row.texts.get(column.key):
            same = True
        elif number and column.merges:
            keys = tuple(shown(number, key) for key in column.merges)
            same = keys[-1] is not None and keys == tuple(shown(number - 1, key) for key in column.merges)
        if same:
            first, count = runs[-1]
            runs[-1] = (first, count + 1)
        else:
            runs.append((number, 1))
    return runs


def _paint_column(pen: Pen, placed: PlacedTable, column: Column, rows: tuple[BodyRow, ...]) -> None:
    for number, count in _runs(placed, column, rows):
        _paint_cell(pen, placed, column, rows[number], number, count)
    if column.colours:
        at = placed.columns[column.key]
        pen.colour(column.colours, placed.body, at, placed.end_row)
    if column.warns_when == "reason":
        _warn_without_reason(pen, placed, column)
    if column.owner is Owner.UNIT and not rows[0].formulas.get(column.key) and not _limited(column):
        options = validation(column)
        if options:
            at = placed.columns[column.key] - 1
            last = placed.end_row - 1 if layout.has_end_row(placed.table) else placed.body_last
            pen.sheet.data_validation(placed.body - 1, at, last - 1, at, options)


def _limited(column: Column) -> bool:
    return column.key == "self"


def _paint_cell(pen: Pen, placed: PlacedTable, column: Column, row: BodyRow, number: int, count: int) -> None:
    at, sheet_row = placed.columns[column.key], placed.body + number
    raw, formula = row.raw(column), row.formulas.get(column.key)
    computed = formula is not None and raw is None
    style = _cell_style(column, computed=computed)
    if computed and formula is not None:
        text = formula.excel(pen.references(sheet_row, placed.table))
        value = pen.values.body(placed.table)[number].value(column)
        pen.put_formula(sheet_row, at, text, value, style, span=column.span, rows=count)
    else:
        pen.put(sheet_row, at, typed(column, raw), style, span=column.span, rows=count)
    if _limited(column):
        options = validation(column, Limits(row.texts.get("max", "")))
        if options:
            pen.sheet.data_validation(sheet_row - 1, at - 1, sheet_row - 1, at - 1, options)


def _cell_style(column: Column, *, computed: bool) -> Style:
    style = painting.cell(column.kind, column.owner, computed=computed)
    if column.owner is Owner.FORM and column.key not in ("text", "detail", "item"):
        style = {**style, "align": "center", "indent": 0}
    if column.key in ("first", "second"):
        style = {**style, "align": "center", "indent": 0}
    if column.kind is Kind.LONG_TEXT:
        style = {**style, "align": "left", "valign": "top" if column.merges else "vcenter"}
    return style


def _warn_without_reason(pen: Pen, placed: PlacedTable, column: Column) -> None:
    """扣分原因 turns yellow while 得分 < 分值 and nothing is written."""
    row = placed.body
    most, own, reason = (
        layout.absolute(row, placed.columns[key]).replace(f"${row}", str(row))
        for key in ("max", "self", column.key)
    )
    at = placed.columns[column.key] - 1
    pen.sheet.conditional_format(
        row - 1,
        at,
        placed.body_last - 1,
        at,
        {
            "type": "formula",
            "criteria": f"=AND(ISNUMBER({own}),ISNUMBER({most}),{own}<{most},LEN(TRIM({reason}))=0)",
            "format": pen.style({"bg_color": _UNMET}),
        },
    )


def _paint_total(pen: Pen, placed: PlacedTable, totals: Mapping[str, Formula]) -> None:
    table, row = placed.table, placed.total_row
    with_total = [column for column in table.columns if column.total]
    first_at = placed.columns[with_total[0].key]
    left = placed.columns[table.columns[0].key]
    if first_at > left:
        pen.put(row, left, table.total, painting.TOTAL_LABEL, span=first_at - left)
    for column in table.columns:
        at = placed.columns[column.key]
        if at < first_at:
            continue
        if column.total is None or column.owner is Owner.XLPERF:
            blank = _cell_style(column, computed=False) if column.total else painting.TOTAL_BLANK
            pen.put(row, at, None, blank, span=column.span)
            continue
        style = _cell_style(column, computed=True)
        if column.total.key in pen.draft.fields:
            pen.put(row, at, pen.draft.fields[column.total.key], style, span=column.span)
        else:
            formula = totals[column.total.key].excel(pen.references(row, table))
            pen.put_formula(row, at, formula, pen.values.value(column.total), style, span=column.span)
    pen.need(row, max(table.row_height, 22.0))


def _set_heights(pen: Pen, placed: PlacedTable, rows: tuple[BodyRow, ...]) -> None:
    for number, row in enumerate(rows):
        pen.need(placed.body + number, max(placed.table.row_height, 20.0))
        for column in placed.table.columns:
            text = row.raw(column)
            if isinstance(text, str) and not column.merges:
                width = pen.width(placed.columns[column.key], column.span)
                pen.need(placed.body + number, painting.height_needed(text, width))
    for column in placed.table.columns:
        if not column.merges:
            continue
        width = pen.width(placed.columns[column.key], column.span)
        for number, count in _runs(placed, column, rows):
            text = rows[number].raw(column)
            if isinstance(text, str):
                needed = painting.height_needed(text, width)
                have = sum(pen.heights[placed.body + each] for each in range(number, number + count))
                for each in range(number, number + count):
                    if needed > have:
                        pen.need(
                            placed.body + each, pen.heights[placed.body + each] + (needed - have) / count
                        )
