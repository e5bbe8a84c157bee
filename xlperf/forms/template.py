"""Writes a template workbook, empty or filled, from the form definitions (XlsxWriter; every formula with its value)."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.workbook import Workbook as Writer
from xlsxwriter.worksheet import Worksheet

from xlperf.forms import layout, painting
from xlperf.forms.draft import Draft, DraftValues
from xlperf.forms.formulas import Formula, Value
from xlperf.forms.layout import CellReferences, PlacedSheet, Places
from xlperf.forms.model import (
    Banner,
    Entry,
    Field,
    Kind,
    Label,
    Line,
    Owner,
    PageBreak,
    SheetForm,
    Table,
    WorkbookForm,
)
from xlperf.forms.painting import Style
from xlperf.forms.rulebook import RuleLine, paint_rulebook
from xlperf.forms.tables import paint_table
from xlperf.forms.validation import validation
from xlperf.record import dataclass

_USUAL_HEIGHT = 15.0
_MOST_FROZEN = 200.0
"""Points that may stay in view: a header further down would leave no room to scroll on a small screen."""
_PROTECTION = {
    "objects": True,  # stamps and photos may be put on the sheet
    "scenarios": True,
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "delete_rows": True,
    "sort": True,
    "autofilter": True,
}


class EmptyResult(str):
    """An empty text as the result of a formula.

    XlsxWriter takes ``""`` for "never calculated" and leaves the type away; this one equals nothing, so
    it is written as Excel does: ``t="str"`` and an empty ``<v>``.
    """

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return False


@dataclass(slots=True)
class Pen:
    """One sheet being painted."""

    writer: Writer
    sheet: Worksheet
    placed: PlacedSheet
    places: Places
    values: DraftValues
    draft: Draft
    formats: dict[str, Any]
    heights: dict[int, float]

    def style(self, style: Style) -> Any:
        """The XlsxWriter format of a style, made once per workbook."""
        key = repr(sorted(style.items()))
        if key not in self.formats:
            self.formats[key] = self.writer.add_format(style)
        return self.formats[key]

    def put(self, row: int, column: int, value: Value, style: Style, *, span: int = 1, rows: int = 1) -> None:
        """A constant over a block of cells; text stays text whatever it begins with."""
        made = self.style(style)
        if span > 1 or rows > 1:
            self.sheet.merge_range(row - 1, column - 1, row + rows - 2, column + span - 2, "", made)
        self._write(row, column, value, made)

    def _write(self, row: int, column: int, value: Value, made: Any) -> None:
        if value is None or value == "":
            self.sheet.write_blank(row - 1, column - 1, None, made)
        elif isinstance(value, Decimal):
            self.sheet.write_number(row - 1, column - 1, float(value), made)
        elif isinstance(value, date):
            self.sheet.write_datetime(row - 1, column - 1, value, made)
        else:
            self.sheet.write_string(row - 1, column - 1, value, made)

    def put_formula(
        self, row: int, column: int, formula: str, value: Value, style: Style, *, span: int = 1, rows: int = 1
    ) -> None:
        """A live formula with the value it shows."""
        made = self.style(style)
        if span > 1 or rows > 1:
            self.sheet.merge_range(row - 1, column - 1, row + rows - 2, column + span - 2, "", made)
        shown = (
            float(value) if isinstance(value, Decimal) else (EmptyResult() if value is None else str(value))
        )
        self.sheet.write_formula(row - 1, column - 1, f"={formula}", made, shown)

    def need(self, row: int, height: float) -> None:
        """The row is at least this high, in points."""
        self.heights[row] = max(self.heights.get(row, 0.0), height)

    def width(self, column: int, span: int) -> float:
        """Characters over several grid columns."""
        widths = (*self.placed.form.widths, *self.placed.form.side_widths)
        return sum(widths[column - 1 : column - 1 + span])

    def colour(self, colours: tuple[tuple[str, str], ...], row: int, column: int, last_row: int) -> None:
        """The cells of a column are filled while they say a word."""
        for word, fill in colours:
            options = {"type": "cell", "criteria": "==", "value": f'"{word}"'}
            options["format"] = self.style({"bg_color": fill})
            self.sheet.conditional_format(row - 1, column - 1, last_row - 1, column - 1, options)

    def name(self, name: str, row: int, column: int, last_row: int = 0, last_column: int = 0) -> None:
        """A workbook-wide defined name for a cell or range of this sheet."""
        cells = layout.absolute(row, column)
        if last_row:
            cells += ":" + layout.absolute(last_row, last_column)
        self.writer.define_name(name, f"='{self.placed.form.name}'!{cells}")

    def references(self, row: int = 0, table: Table | None = None) -> CellReferences:
        """What a formula on this sheet calls its cells."""
        return CellReferences(self.places, self.placed.form.name, row, table)


def write_workbook(
    form: WorkbookForm,
    path: Path,
    draft: Draft | None = None,
    rules: Sequence[RuleLine] = (),
    more: Callable[[Writer, Places], None] | None = None,
) -> None:
    """Writes the workbook of a form to ``path``; OSError when the file cannot be written."""
    path.write_bytes(workbook_content(form, draft, rules, more))


def workbook_content(
    form: WorkbookForm,
    draft: Draft | None = None,
    rules: Sequence[RuleLine] = (),
    more: Callable[[Writer, Places], None] | None = None,
) -> bytes:
    """The workbook of a form with the values of ``draft`` in it and the page 检查规则.

    ``more`` adds further sheets; it is told where the form lies. The same input gives the same bytes.
    """
    draft = draft or Draft()
    totals = layout.total_formulas(form)
    values = DraftValues(form, draft, totals)
    places = Places(form, {table.key: len(values.rows(table)) for table in form.tables})
    content = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(content, options) as writer:
        writer.set_properties({"title": form.title, "author": "xlperf", "created": datetime(2020, 1, 1)})  # noqa: DTZ001
        writer.set_calc_mode("auto")
        formats: dict[str, Any] = {}
        for placed in places.sheets:
            sheet = writer.add_worksheet(placed.form.name)
            _paint_sheet(Pen(writer, sheet, placed, places, values, draft, formats, {}), totals)
        if more:
            more(writer, places)
        if rules:
            paint_rulebook(writer, rules)
        _write_meta(writer, form)
    return content.getvalue()


def _write_meta(writer: Writer, form: WorkbookForm) -> None:
    sheet = writer.add_worksheet(layout.META_SHEET)
    facts = [("form", form.key), ("edition", form.edition), ("template", layout.template_hash(form))]
    if form.scheme:
        facts.append(("scheme", form.scheme.name))
    for row, (key, value) in enumerate(facts):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, value)
        writer.define_name(f"xp_meta_{key}", f"='{layout.META_SHEET}'!$B${row + 1}")
    sheet.protect()
    sheet.very_hidden()


def _paint_sheet(pen: Pen, totals: Mapping[str, Formula]) -> None:
    form = pen.placed.form
    for column, width in enumerate((*form.widths, *form.side_widths)):
        pen.sheet.set_column(column, column, width)
    breaks: list[int] = []
    for block, row in zip(form.blocks, pen.placed.starts, strict=True):
        if isinstance(block, Banner):
            _paint_banner(pen, block, row)
        elif isinstance(block, Line):
            _paint_line(pen, block, row)
        elif isinstance(block, PageBreak):
            breaks.append(row - 1)
        else:
            paint_table(pen, block, totals)
    for row, height in sorted(pen.heights.items()):
        pen.sheet.set_row(row - 1, min(height, painting.MAX_HEIGHT))
    _set_up_page(pen, form, breaks)
    pen.sheet.protect("", _PROTECTION)


def _set_up_page(pen: Pen, form: SheetForm, breaks: list[int]) -> None:
    sheet = pen.sheet
    sheet.set_paper(9)
    if form.landscape:
        sheet.set_landscape()
    sheet.set_margins(left=0.59, right=0.59, top=0.75, bottom=0.75)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第 &P 页  共 &N 页")
    sheet.print_area(0, 0, pen.placed.last_row - 1, pen.placed.width - 1)
    sheet.hide_gridlines(2)
    if breaks:
        sheet.set_h_pagebreaks(breaks)
    repeating = [table for table in form.tables if table.repeats_header]
    if repeating:
        placed = pen.placed.tables[repeating[0].key]
        sheet.repeat_rows(placed.header - 1, placed.header + placed.header_rows - 2)
        last = placed.header + placed.header_rows - 1
        if sum(pen.heights.get(row, _USUAL_HEIGHT) for row in range(1, last + 1)) <= _MOST_FROZEN:
            sheet.freeze_panes(last, 0)


def _paint_banner(pen: Pen, block: Banner, row: int) -> None:
    style, height = painting.banner(block.look)
    width = pen.placed.width
    if isinstance(block.text, Field):
        _paint_entry(pen, block.text, painting.title_entry(block.look, block.text))
    elif block.text:
        pen.put(row, 1, block.text, style, span=width)
        height = height or painting.height_needed(block.text, pen.width(1, width))
    pen.need(row, block.height or height)


def _paint_line(pen: Pen, line: Line, row: int) -> None:
    at = 1
    for item in line.items:
        if isinstance(item, Label):
            if line.boxed:
                style = painting.LABEL_LEFT if item.prose else painting.LABEL
                pen.put(row, at, item.text, style, span=item.span)
                pen.need(row, painting.height_needed(item.text, pen.width(at, item.span)))
            elif item.text:
                pen.put(row, at, item.text, painting.PLAIN_LABEL, span=item.span)
        else:
            _paint_line_entry(pen, item, row, at, boxed=line.boxed)
        at += item.span
    pen.need(row, line.height or 20)


def _paint_line_entry(pen: Pen, item: Entry, row: int, at: int, *, boxed: bool) -> None:
    field = item.field
    computed = field.formula is not None and field.key not in pen.draft.fields
    style = painting.cell(field.kind, Owner.UNIT, computed=computed, own_format=field.number_format)
    if field.kind is Kind.LONG_TEXT:
        style = {**style, "valign": "top"}
    elif field.kind is Kind.TEXT and boxed:
        style = {**style, "align": "center", "indent": 0}
    _paint_entry(pen, field, style if boxed else painting.underlined(style))
    value = pen.values.value(field)
    if isinstance(value, str):
        pen.need(row, painting.height_needed(value, pen.width(at, item.span), float(style["font_size"])))


def _paint_entry(pen: Pen, field: Field, style: Style) -> None:
    spot = pen.placed.spots[field.key]
    value = pen.values.value(field)
    if field.colours:
        pen.colour(field.colours, spot.row, spot.column, spot.row)
    if field.formula is not None and field.key not in pen.draft.fields:
        text = field.formula.excel(pen.references())
        pen.put_formula(spot.row, spot.column, text, value, style, span=spot.span)
    else:
        pen.put(spot.row, spot.column, value, style, span=spot.span)
        options = validation(field)
        if options:
            pen.sheet.data_validation(spot.row - 1, spot.column - 1, spot.row - 1, spot.column - 1, options)
    pen.name(layout.defined_name(field.key), spot.row, spot.column)
