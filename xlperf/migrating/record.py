"""迁移记录: the sheet that lists every value with its old and new cell, and first of all what found no place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlperf.findings import Address
from xlperf.forms import painting
from xlperf.locating import MIGRATION_NAME
from xlperf.migrating.leftover import NOTE, Left

SHEET = "迁移记录"
_WIDTHS = (16, 10, 26, 34, 16, 10, 34, 34)
_HEADER = ("原工作表", "原单元格", "栏目", "原内容", "新工作表", "新单元格", "新内容", "说明")
_FIRST = 6
"""The row of the first entry."""
_MOST_LINKS = 50_000
_LONGEST = 32_767
_LINE, _HIGHEST = painting.height_needed("一", _WIDTHS[0]), 120.0
"""Points: a row of one line, and how high a row gets for a long text."""


@dataclass(frozen=True, slots=True)
class Move:
    """A value that was carried over: where it stood and as what, where it stands now, what happened to it."""

    old: Address
    label: str
    raw: str
    new: Address
    now: str
    how: str


def record_rows(left: Sequence[Left]) -> dict[Address, Address]:
    """Where on the record each cell that found no place is listed: the cell with its content."""
    rows = {each.at: number for number, each in enumerate(left, _FIRST) if each.why != NOTE}
    return {at: Address(SHEET, number, 4) for at, number in rows.items()}


def paint_record(
    writer: Any, source: str, moves: Sequence[Move], left: Sequence[Left], others: Sequence[str]
) -> None:
    """Adds the sheet to a workbook that XlsxWriter is writing."""
    sheet = writer.add_worksheet(SHEET)
    writer.define_name(MIGRATION_NAME, f"='{SHEET}'!$A$1")
    style = {name: writer.add_format(look) for name, look in _LOOKS.items()}
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    told = f"原文件“{source}”没有改动。搬入 {len(moves)} 处，未能放置 {len(left)} 处。"
    apart = f"原文件中的{'、'.join(others)}没有搬入" if others else "单元格的格式、列宽等没有搬入"
    sheet.write_string(0, 0, SHEET, style["title"])
    sheet.write_string(1, 0, told, style["note"])
    sheet.write_string(2, 0, f"{apart}，请到原文件查看。", style["note"])
    heading = "一、未能放置的内容（属于填报内容的，请自行填入）" if left else "一、没有未能放置的内容"
    _header(sheet, style, 3, heading)
    for row, each in enumerate(left, _FIRST - 1):
        _write(sheet, row, (each.at.sheet, each.at.a1, "", each.raw, "", "", "", each.why), style)
    after = _FIRST - 1 + len(left) + bool(left)
    _header(sheet, style, after, "二、已搬入的内容")
    for number, move in enumerate(moves):
        _write_move(sheet, after + 2 + number, move, style, linked=number < _MOST_LINKS)
    sheet.freeze_panes(3, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _write_move(sheet: Any, row: int, move: Move, style: dict[str, Any], *, linked: bool) -> None:
    old, new = move.old, move.new
    _write(
        sheet, row, (old.sheet, old.a1, move.label, move.raw, new.sheet, new.a1, move.now, move.how), style
    )
    if linked:
        quoted = new.sheet.replace("'", "''")
        sheet.write_url(row, 5, f"internal:'{quoted}'!{new.a1}", style["link"], new.a1)


def _header(sheet: Any, style: dict[str, Any], row: int, heading: str) -> None:
    sheet.write_string(row, 0, heading, style["heading"])
    for column, label in enumerate(_HEADER):
        sheet.write_string(row + 1, column, label, style["header"])


def _write(sheet: Any, row: int, texts: Sequence[str], style: dict[str, Any]) -> None:
    for column, text in enumerate(texts):
        sheet.write_string(row, column, text[:_LONGEST], style["cell"])
    height = max(map(painting.height_needed, texts, _WIDTHS))
    if height > _LINE:
        sheet.set_row(row, min(height, _HIGHEST))


_LOOKS: dict[str, painting.Style] = {
    "title": {"font_name": painting.HEI, "font_size": 16},
    "note": {"font_name": painting.SONG, "font_size": 10.5},
    "heading": {"font_name": painting.HEI, "font_size": 12},
    "header": painting.HEADER,
    "cell": {"font_name": painting.SONG, "font_size": 10.5, "border": 1, "text_wrap": True, "valign": "top"},
    "link": {
        "font_name": painting.SONG,
        "font_size": 10.5,
        "border": 1,
        "font_color": "#0563C1",
        "underline": 1,
        "valign": "top",
    },
}
