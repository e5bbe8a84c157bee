"""Sheets of boxes → a workbook as another program leaves it, and where each item stands in it."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import xlsxwriter
from docx import Document
from docx.document import Document as WordDocument

from tests.foreign.drawing import Box, Drawn, moved, stacked
from tests.foreign.paper import Item, Said


class Merging(enum.Enum):
    """What became of the merged cells."""

    KEPT = "kept"
    LOST = "lost"  # the text stays in the first cell
    FILLED = "filled"  # the text stands in every cell


@dataclass(frozen=True, slots=True)
class Truth:
    """Where an item really stands: its own cells, and the first cell of the box it shares."""

    item: Item
    sheet: str
    top: int
    left: int
    bottom: int
    right: int
    box_top: int

    def holds(self, sheet: str, row: int, column: int) -> bool:
        """Whether a cell belongs to the item."""
        if sheet != self.sheet or not self.left <= column <= self.right:
            return False
        return self.top <= row <= self.bottom or row == self.box_top


def truths(sheets: Sequence[Drawn]) -> list[Truth]:
    """Every item of a workbook, blanks too."""
    return [
        Truth(placed.item, sheet.name, placed.top, box.left, placed.bottom, box.right, box.top)
        for sheet in sheets
        for box in sheet.boxes
        for placed in box.items
    ]


def write_xlsx(sheets: Sequence[Drawn], path: Path, merging: Merging) -> None:
    """The sheets as an .xlsx that knows nothing of xlperf."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        made = {
            "": book.add_format({"text_wrap": True, "border": 1}),
            "%": book.add_format({"num_format": "0.00%", "border": 1}),
            "d": book.add_format({"num_format": "yyyy-mm-dd", "border": 1}),
        }
        for sheet in sheets:
            paper = book.add_worksheet(sheet.name)
            for box in sheet.boxes:
                _write_box(paper, box, merging, made)


def _write_box(paper: Any, box: Box, merging: Merging, made: dict[str, Any]) -> None:
    several = (box.top, box.left) != (box.bottom, box.right)
    if several and merging is Merging.KEPT:
        paper.merge_range(box.top - 1, box.left - 1, box.bottom - 1, box.right - 1, "", made[""])
    cells = [(box.top, box.left)]
    if several and merging is Merging.FILLED:
        cells = [
            (row, column)
            for row in range(box.top, box.bottom + 1)
            for column in range(box.left, box.right + 1)
        ]
    for row, column in cells:
        _write(paper, row - 1, column - 1, box.said, made)


def _write(paper: Any, row: int, column: int, said: Said, made: dict[str, Any]) -> None:
    if isinstance(said.text, Decimal):
        paper.write_number(row, column, float(said.text), made["%" if said.percent else ""])
    elif isinstance(said.text, date):
        paper.write_datetime(row, column, said.text, made["d"])
    elif said.text:
        paper.write_string(row, column, said.text, made[""])


def in_words(said: Said) -> str:
    """A cell as Word shows it."""
    if isinstance(said.text, Decimal):
        return f"{said.text * 100:.2f}%" if said.percent else f"{said.text:f}"
    if isinstance(said.text, date):
        return f"{said.text.year}年{said.text.month}月{said.text.day}日"
    return said.text or ""


def as_word(sheets: Sequence[Drawn]) -> list[Drawn]:
    """The pages one below the other as Word has them, a new one where a line says 附件; lines count as rows."""
    parts: list[Drawn] = []
    for sheet in sheets:
        starts = [box.top for box in sheet.boxes if _is_line(sheet, box) and _is_attachment(box)]
        for first, after in pairwise((1, *(row for row in starts if row > 1), sheet.last_row + 1)):
            boxes = tuple(box for box in sheet.boxes if first <= box.top < after)
            part = moved(Drawn(sheet.name, boxes), 1 - first, 0)
            opening = next((box for box in part.boxes if box.top == 1), None)
            if opening and _is_attachment(opening):
                parts.append(Drawn(str(opening.said.text), part.boxes))
            elif parts:
                parts[-1] = stacked((parts[-1], part), parts[-1].name, gap=0)
            else:
                parts.append(Drawn("正文", part.boxes))
    return parts


def _is_attachment(box: Box) -> bool:
    return str(box.said.text or "").startswith("附件")


def _is_line(sheet: Drawn, box: Box) -> bool:
    """A text alone in its row that begins at the left edge and is one row high."""
    beside = [other for other in sheet.boxes if other.top <= box.top <= other.bottom]
    return len(beside) == 1 and box.left == 1 and box.top == box.bottom and bool(box.said.text)


def write_docx(sheets: Sequence[Drawn], path: Path) -> None:
    """Titles as paragraphs, everything between them as Word tables; merged cells are merged there, too."""
    document: WordDocument = Document()
    for sheet in sheets:
        lines = {box.top: box for box in sheet.boxes if _is_line(sheet, box)}
        row = 1
        while row <= sheet.last_row:
            if row in lines:
                document.add_paragraph(in_words(lines[row].said))
                row += 1
                continue
            last = min((line for line in lines if line > row), default=sheet.last_row + 1) - 1
            _write_table(document, [box for box in sheet.boxes if row <= box.top <= last], row, last)
            row = last + 1
    document.save(str(path))


def _write_table(document: WordDocument, boxes: Sequence[Box], first: int, last: int) -> None:
    table = document.add_table(rows=last - first + 1, cols=max(box.right for box in boxes))
    cells = [list(row.cells) for row in table.rows]
    for box in boxes:
        cell = cells[box.top - first][box.left - 1]
        if (box.top, box.left) != (box.bottom, box.right):
            cell = cell.merge(cells[box.bottom - first][box.right - 1])
        cell.text = in_words(box.said)


def texts(sheets: Sequence[Drawn]) -> Iterator[str]:
    """All that can be read on the sheets."""
    for sheet in sheets:
        for box in sheet.boxes:
            if box.said.text is not None:
                yield in_words(box.said)
