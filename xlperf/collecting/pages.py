"""A page of the ledger: a table with title, filter, print layout and chart. Painted once, in one way (XlsxWriter)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from xlsxwriter.workbook import Workbook as Writer

from xlperf.forms import painting
from xlperf.forms.layout import absolute
from xlperf.forms.model import Look
from xlperf.forms.painting import Style
from xlperf.forms.template import EmptyResult
from xlperf.record import dataclass

FIRST = 4
"""The first row of the body: above it the title, the note, the headings."""
_PIXELS = 20
_BELOW = 6
"""So many rows and a chart fit on one printed page; with more, the chart has its own."""
MOST_BARS = 50
"""Nobody reads a chart of more, and below so many rows nobody finds it: it stands beside the table."""
MOST_COMPARED = 10_000_000
"""So many comparisons Excel makes in the blink of an eye; formulas that need more are written as their values."""
MOST_ROWS = 1_048_576 - FIRST
"""What a sheet holds below the headings (Excel's limits), a total included."""


@dataclass(frozen=True, slots=True)
class Live:
    """A formula with the value that it has today."""

    formula: str
    value: Decimal | str | None


Content = Decimal | str | int | date | Live | None


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, its width in characters, the number format ("" for text); ``choices`` make a drop-down."""

    label: str
    width: float
    number: str = ""
    choices: tuple[str, ...] = ()
    open: bool = False  # for the reviewer to fill
    colours: tuple[tuple[str, str], ...] = ()  # the fill of a cell while it says a word


@dataclass(frozen=True, slots=True)
class Chart:
    """A native chart of some columns (numbered from 0) over the body; ``most`` is where its axis ends, None leaves it to Excel."""

    kind: str
    title: str
    label: int
    values: tuple[int, ...]
    number: str = "0"
    most: int | None = None
    colours: tuple[str, ...] = ("#4472C4", "#ED7D31")
    stacked: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet. ``total`` is a last row under the body, outside the filter."""

    name: str
    title: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Content, ...], ...]
    total: tuple[Content, ...] = ()
    chart: Chart | None = None

    def cell(self, row: int, column: int) -> str:
        """``$C$7``: a body cell, both numbered from 0."""
        return absolute(FIRST + row, column + 1)

    def span(self, column: int) -> str:
        """``$C$4:$C$9``: a column over the body."""
        return f"{self.cell(0, column)}:{self.cell(max(len(self.rows) - 1, 0), column)}"


def paint(writer: Writer, page: Page) -> None:
    """Adds the page to a workbook that is being written."""
    sheet = writer.add_worksheet(page.name)
    last = len(page.columns) - 1
    for at, column in enumerate(page.columns):
        sheet.set_column(at, at, column.width)
    title, height = painting.banner(Look.TITLE)
    sheet.merge_range(0, 0, 0, last, page.title, writer.add_format(title))
    sheet.set_row(0, height)
    sheet.merge_range(1, 0, 1, last, page.note, writer.add_format(painting.banner(Look.NOTE)[0]))
    width = sum(column.width for column in page.columns)
    sheet.set_row(1, painting.height_needed(page.note, width))
    header = writer.add_format(painting.HEADER)
    for at, column in enumerate(page.columns):
        sheet.write_string(FIRST - 2, at, column.label, header)
    sheet.set_row(FIRST - 2, 30)
    _paint_body(writer, sheet, page)
    if page.rows:
        sheet.autofilter(FIRST - 2, 0, FIRST - 2 + len(page.rows), last)
    _lay_out(sheet)
    if page.chart and page.rows:
        _place(sheet, page, _charted(writer, page, page.chart))


def _place(sheet: Any, page: Page, chart: Any) -> None:
    """Below the table; beside it, and off the printed pages, where the table is long."""
    below, last = FIRST + len(page.rows) + bool(page.total), len(page.columns)
    if len(page.rows) > MOST_BARS:
        sheet.insert_chart(FIRST - 2, last, chart, {"x_offset": 16})
        sheet.print_area(0, 0, below - 2, last - 1)
        return
    sheet.insert_chart(below, 0, chart, {"x_offset": 4, "y_offset": 10})
    if len(page.rows) > _BELOW:
        sheet.set_h_pagebreaks([below])


def _paint_body(writer: Writer, sheet: Any, page: Page) -> None:
    styles = [writer.add_format(_style(column)) for column in page.columns]
    sums = [
        writer.add_format({**_style(column), "bg_color": painting.COMPUTED_FILL}) for column in page.columns
    ]
    rows = [*page.rows, *([page.total] if page.total else [])]
    for number, row in enumerate(rows):
        at = FIRST - 1 + number
        made = sums if number == len(page.rows) else styles
        for column, content in enumerate(row):
            _write(sheet, at, column, content, made[column])
        pairs = zip(row, page.columns, strict=True)
        sheet.set_row(at, max(painting.height_needed(_shown(each), column.width) for each, column in pairs))
    for at, each in enumerate(page.columns):
        if each.choices and page.rows:
            options = {"validate": "list", "source": list(each.choices)}
            sheet.data_validation(FIRST - 1, at, FIRST - 2 + len(page.rows), at, options)
        for word, fill in each.colours if page.rows else ():
            told = {"type": "cell", "criteria": "==", "value": f'"{word}"'}
            told["format"] = writer.add_format({"bg_color": fill})
            sheet.conditional_format(FIRST - 1, at, FIRST - 2 + len(page.rows), at, told)


def _style(column: Column) -> Style:
    style = painting.LABEL if column.number else painting.LABEL_LEFT
    fill = {"bg_color": painting.BUREAU_FILL} if column.open else {}
    return {**style, **fill, "num_format": column.number or "@"}


def _write(sheet: Any, row: int, column: int, content: Content, made: Any) -> None:
    """Text stays text whatever it begins with."""
    if content is None or content == "":
        sheet.write_blank(row, column, None, made)
    elif isinstance(content, Live):
        value = (
            float(content.value) if isinstance(content.value, Decimal) else (content.value or EmptyResult())
        )
        sheet.write_formula(row, column, f"={content.formula}", made, value)
    elif isinstance(content, date):
        sheet.write_datetime(row, column, content, made)
    elif isinstance(content, str):
        sheet.write_string(row, column, content, made)
    else:
        sheet.write_number(row, column, float(content), made)


def _shown(content: Content) -> str:
    return content if isinstance(content, str) else ""


def _lay_out(sheet: Any) -> None:
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.set_margins(left=0.59, right=0.59, top=0.75, bottom=0.75)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(FIRST - 2)
    sheet.freeze_panes(FIRST - 1, 0)
    sheet.set_footer("&C第 &P 页  共 &N 页")
    sheet.hide_gridlines(2)


def _charted(writer: Writer, page: Page, told: Chart) -> Any:
    drawn = replace(page, rows=page.rows[:MOST_BARS])
    chart = writer.add_chart({"type": told.kind} | ({"subtype": "stacked"} if told.stacked else {}))
    for column, colour in zip(told.values, told.colours, strict=False):
        chart.add_series(
            {
                "name": page.columns[column].label,
                "categories": f"='{page.name}'!{drawn.span(told.label)}",
                "values": f"='{page.name}'!{drawn.span(column)}",
                **({} if told.stacked else {"data_labels": {"value": True, "num_format": told.number}}),
                "gap": 60,
                "fill": {"color": colour},
            }
        )
    font = {"name": painting.SONG, "size": 10}
    part = f"（前{MOST_BARS}行）" if len(page.rows) > MOST_BARS else ""
    chart.set_title({"name": f"{told.title}{part}", "name_font": {"name": painting.HEI, "size": 13}})
    chart.set_legend({"none": True} if len(told.values) == 1 else {"position": "bottom", "font": font})
    lines = {"visible": True, "line": {"color": "#D9D9D9"}}
    values = {
        "num_font": font,
        "min": 0,
        "max": told.most,
        "major_gridlines": lines,
        "num_format": told.number,
    }
    if told.kind == "bar":  # lies on its side: names down the left in the order of the table, values above
        chart.set_y_axis({"num_font": font, "reverse": True, "major_gridlines": {"visible": False}})
        chart.set_x_axis(values)
    else:
        chart.set_x_axis({"num_font": font})
        chart.set_y_axis(values)
    high = 300 + (_PIXELS * len(drawn.rows) if told.kind == "bar" else 0)
    chart.set_size({"width": 820, "height": min(high, 1200)})
    return chart


def live(formula: str, value: Decimal | str | None, compared: int) -> Content:
    """A formula that compares so many cells with each of its kind; its value where Excel would take minutes."""
    return Live(formula, value) if compared <= MOST_COMPARED else value


def totals(label: str, width: int, rows: int, values: dict[int, Decimal]) -> tuple[Content, ...]:
    """A row of live sums under a body."""
    made: list[Content] = [label] + [None] * (width - 1)
    for at, value in values.items():
        cells = f"{absolute(FIRST, at + 1)}:{absolute(FIRST + max(rows, 1) - 1, at + 1)}"
        made[at] = Live(f"SUM({cells})", value)
    return tuple(made)
