"""What each step does to cells, in the words of Excel's object model (COM)."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

from xlperf.writeback.actions import Action, Op
from xlperf.writeback.looks import FRAME

_EXPRESSION, _EQUAL = 2, 3  # XlFormatConditionType; XlFormatConditionOperator, which Excel does not look at
_CENTRE, _LEFT, _CONTINUOUS, _UNDERLINE, _NOT_UNDERLINED = -4108, -4131, 1, 2, -4142
_SIGN = "xlperf:"
_SEAL = 10
"""So many last characters of a note of ours are its own."""


def excel_colour(digits: str) -> int:
    """RRGGBB as Excel counts colours: blue first."""
    return int(digits[4:6] + digits[2:4] + digits[0:2], 16)


def typed(kind: str, text: str) -> str | float:
    """A value as typed into a cell; a quoted text stays text whatever it looks like."""
    if kind == "number":
        return float(text)
    return f"'{text}" if kind == "quoted" else text


def emptied(sheet: Any) -> None:
    """The whole sheet without content, look, jumps and merged cells."""
    links = sheet.Hyperlinks
    while links.Count:
        links.Item(links.Count).Delete()
    sheet.Cells.UnMerge()
    sheet.Cells.Clear()


def _unpaint(sheet: Any, place: str, _facts: tuple[str, ...]) -> None:
    rules = sheet.Range(place).FormatConditions
    for number in range(rules.Count, 0, -1):
        rule, formula = rules.Item(number), ""
        with contextlib.suppress(Exception):  # a colour scale has no formula
            formula = rule.Formula1
        if _SIGN in formula.lower():
            rule.Delete()


def _paint(sheet: Any, place: str, facts: tuple[str, ...]) -> None:
    formula, colour = facts
    rule = sheet.Range(place).FormatConditions.Add(_EXPRESSION, _EQUAL, f"={formula}")
    rule.Interior.Color = excel_colour(colour)
    rule.StopIfTrue = False  # ours never hides one of staff's


def _erase(sheet: Any, place: str, _facts: tuple[str, ...]) -> None:
    comment = sheet.Range(place).Comment
    if comment is not None:
        comment.Delete()


def _note(sheet: Any, place: str, facts: tuple[str, ...]) -> None:
    """A note of staff's stays; one of ours never comes over it."""
    text, width, height = facts
    cell = sheet.Range(place)
    if cell.Comment is not None:
        return
    comment = cell.AddComment(text)
    with contextlib.suppress(Exception):  # a note in the usual size is a note
        shape = comment.Shape
        shape.Width, shape.Height = float(width), float(height)


def _empty(sheet: Any, places: str, _facts: tuple[str, ...]) -> None:
    """Values go, formulas stay."""
    for place in places.split(","):
        cells = sheet.Range(place)
        if cells.HasFormula is False and cells.MergeCells is False:
            cells.ClearContents()
            continue
        for number in range(1, cells.Count + 1):
            cell = cells.Item(number)
            if not cell.HasFormula:
                (cell.MergeArea if cell.MergeCells else cell).ClearContents()


def _unlink(sheet: Any, place: str, _facts: tuple[str, ...]) -> None:
    links = sheet.Range(place).Hyperlinks
    for number in range(links.Count, 0, -1):
        links.Item(number).Delete()


def _fill(sheet: Any, place: str, facts: tuple[str, ...]) -> None:
    """A formula is never written over."""
    cell = sheet.Range(place)
    if not cell.HasFormula:
        cell.Value2 = typed(*facts)


def _jump(sheet: Any, place: str, facts: tuple[str, ...]) -> None:
    """The jump leaves the look of the cell alone: Excel would paint it as a link."""
    cell = sheet.Range(place)
    font = cell.Font
    kept = font.Name, font.Size, font.Color, font.Underline
    sheet.Hyperlinks.Add(cell, "", facts[0])
    font.Name, font.Size, font.Color, font.Underline = kept


def leap(sheet: Any, place: str, facts: tuple[str, ...]) -> None:
    """A jump from a cell whose look is still to come."""
    sheet.Hyperlinks.Add(sheet.Range(place), "", facts[0])


def _width(sheet: Any, place: str, facts: tuple[str, ...]) -> None:
    sheet.Range(place).ColumnWidth = float(facts[0])


def _height(sheet: Any, place: str, facts: tuple[str, ...]) -> None:
    sheet.Range(place).RowHeight = float(facts[0])


def _merge(sheet: Any, places: str, _facts: tuple[str, ...]) -> None:
    for place in places.split(","):
        sheet.Range(place).Merge()


def _format(sheet: Any, places: str, facts: tuple[str, ...]) -> None:
    font, size, colour, fill, framed, across, wrapped, underlined = facts
    cells = sheet.Range(places)
    letters = cells.Font
    letters.Name, letters.Size, letters.Color = font, float(size), excel_colour(colour)
    letters.Underline = _UNDERLINE if underlined == "1" else _NOT_UNDERLINED
    if fill:
        cells.Interior.Color = excel_colour(fill)
    if framed == "1":
        lines = cells.Borders
        lines.LineStyle, lines.Color = _CONTINUOUS, excel_colour(FRAME)
    cells.HorizontalAlignment = _CENTRE if across == "center" else _LEFT
    cells.VerticalAlignment = _CENTRE
    cells.WrapText = wrapped == "1"


def _footer(sheet: Any, _place: str, facts: tuple[str, ...]) -> None:
    with contextlib.suppress(Exception):  # without a printer Excel sets up no page
        sheet.PageSetup.RightFooter = facts[0]


DOES: dict[Op, Callable[[Any, str, tuple[str, ...]], None]] = {
    Op.UNPAINT: _unpaint,
    Op.PAINT: _paint,
    Op.ERASE: _erase,
    Op.NOTE: _note,
    Op.EMPTY: _empty,
    Op.UNLINK: _unlink,
    Op.FILL: _fill,
    Op.JUMP: _jump,
    Op.COLUMN: _width,
    Op.ROW: _height,
    Op.MERGE: _merge,
    Op.FORMAT: _format,
    Op.FOOTER: _footer,
}
"""Sheet (of the object model), place, facts; the steps that are not about cells are ``into_excel``'s."""

UNDOES: dict[Op, Callable[[Action], Action]] = {
    Op.PAINT: lambda step: Action(Op.UNPAINT, step.sheet, step.place),
    Op.FILL: lambda step: Action(Op.EMPTY, step.sheet, step.place),
    Op.JUMP: lambda step: Action(Op.UNLINK, step.sheet, step.place),
    Op.NAME: lambda step: Action(Op.FORGET, step.sheet, step.place),
    Op.FOOTER: lambda step: Action(Op.FOOTER, step.sheet, step.place, step.facts[1:] * 2),
}
"""The step that takes the marks of another away again."""


def erase_ours(sheet: Any, step: Action) -> None:
    """The note of this step goes; a note that staff wrote stays."""
    comment = sheet.Range(step.place).Comment
    if comment is not None and step.facts[0][-_SEAL:] in comment.Text():
        comment.Delete()
