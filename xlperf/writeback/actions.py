"""Marks → what to do, step by step, to a workbook that is open in Excel or WPS. Pure.

The file road writes the marks into the copy that the open workbook was saved as; what that copy holds of ours before
and after is the list. So the open workbook ends as the file would, whatever carries the steps out (the macro, xlwings).
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from xlperf.package.patch.areas import Area
from xlperf.package.patch.areas import area as area_of
from xlperf.package.patch.book import quoted
from xlperf.package.patch.rows import plain_number
from xlperf.record import dataclass
from xlperf.writeback.looks import APPEARANCES, Appearance
from xlperf.writeback.note_size import note_size
from xlperf.writeback.results_part import height_of, location

if TYPE_CHECKING:
    from xlperf.writeback.marks import Marks, ReservedValue, ResultCell, ResultsSheet
    from xlperf.writeback.present import Present

_LONGEST_PLACE = 240  # Range() takes 255 characters
_POINTS_A_PIXEL = Decimal("0.75")


class Op(enum.StrEnum):
    """What is done; beside each, its ``facts``. A place is one or more areas set apart by commas."""

    UNPAINT = "U"
    """Our conditional formats of the place go."""
    ERASE = "E"
    """The note of the cell goes."""
    EMPTY = "Z"
    """Values of the place go, formulas stay."""
    UNLINK = "K"
    """The jump of the cell goes."""
    FORGET = "G"
    """The defined name in ``place`` goes."""
    DROP = "D"
    """The whole sheet goes."""
    PAINT = "P"
    """formula, colour RRGGBB."""
    NOTE = "N"
    """text, width and height in points."""
    FILL = "V"
    """kind (``number``, ``text``, ``quoted``: text that must not be read as anything else), value."""
    JUMP = "J"
    """location."""
    NAME = "A"
    """The hidden defined name in ``place``: refers_to."""
    PAGE = "R"
    """The sheet stands last, empty: its content before goes."""
    COLUMN = "W"
    """Width in characters of the columns in the place."""
    ROW = "H"
    """Height in points of the rows in the place."""
    FOOTER = "T"
    """The right section of the printed footer of the sheet (place: any cell), and what it is without our line."""
    MERGE = "X"
    """Every area of the place becomes one cell."""
    FORMAT = "F"
    """font, size, colour, fill, framed, across, wrapped, underlined: an Appearance, truth as 1 or 0."""


@dataclass(frozen=True, slots=True)
class Action:
    """One step on one sheet ("" for the whole workbook)."""

    op: Op
    sheet: str = ""
    place: str = ""
    facts: tuple[str, ...] = ()


def actions(before: Present, after: Present, marks: Marks | None) -> tuple[Action, ...]:
    """The steps from the one to the other; ``marks`` are those that ``after`` holds, None when it holds none."""
    steps = [*_away(before, keep_page=after.results is not None), *_footers(before, after)]
    if marks is not None and after.results is not None:
        page = before.results or after.results
        steps += _page(page, marks.results)
        steps += _added(after, marks, page)
    return tuple(steps)


def _away(before: Present, *, keep_page: bool) -> Iterator[Action]:
    for paint in before.paints:
        for place in _places(paint.areas):
            yield Action(Op.UNPAINT, paint.sheet, place)
    for note in before.notes:
        yield Action(Op.ERASE, note.sheet, note.a1)
    for sheet, areas in before.reserved:
        for place in _places(areas):
            yield Action(Op.EMPTY, sheet, place)
        for linked, a1 in sorted(before.links):
            if linked == sheet and any(_holds(area, a1) for area in areas):
                yield Action(Op.UNLINK, sheet, a1)
    for name, _ in before.names:
        yield Action(Op.FORGET, place=name)
    if before.results is not None and not keep_page:
        yield Action(Op.DROP, before.results)


def _footers(before: Present, after: Present) -> Iterator[Action]:
    """Footers whose line changes; to set one takes Excel a while."""
    told = {footer.sheet: footer for footer in before.footers}
    for footer in after.footers:
        held = told.pop(footer.sheet, None)
        if held is None or held.text != footer.text:
            yield Action(Op.FOOTER, footer.sheet, "A1", (footer.text, footer.without))
    for footer in told.values():
        yield Action(Op.FOOTER, footer.sheet, "A1", (footer.without, footer.without))


def _holds(area: Area, a1: str) -> bool:
    cell = area_of(a1)
    return cell is not None and area.holds(cell.top, cell.left)


def _added(after: Present, marks: Marks, page: str) -> Iterator[Action]:
    for paint in after.paints:
        for place in _places(paint.areas):
            yield Action(Op.PAINT, paint.sheet, place, (paint.formula, paint.colour))
    for note in after.notes:
        width, height = note_size(note.text.rpartition("\n")[0])
        size = (plain_number(width * _POINTS_A_PIXEL), plain_number(height * _POINTS_A_PIXEL))
        yield Action(Op.NOTE, note.sheet, note.a1, (note.text, *size))
    held = {sheet.casefold(): (sheet, areas) for sheet, areas in after.reserved}
    for value in marks.reserved:
        sheet, areas = held.get(value.at.sheet.casefold(), ("", ()))
        if any(area.holds(value.at.row, value.at.column) for area in areas):
            yield from _reserved(sheet, value, after, page)
    for name, refers_to in after.names:
        yield Action(Op.NAME, place=name, facts=(_renamed(refers_to, after.results or page, page),))


def _reserved(sheet: str, value: ReservedValue, after: Present, page: str) -> Iterator[Action]:
    if value.value is not None:
        yield Action(Op.FILL, sheet, value.at.a1, _value(value.value, quoted=False))
        if (sheet, value.at.a1) in after.links and value.link_row is not None:
            yield Action(Op.JUMP, sheet, value.at.a1, (f"{quoted(page)}!A{value.link_row}",))


def _renamed(refers_to: str, told: str, page: str) -> str:
    """What refers to the sheet of the file refers to the one that stands open."""
    return refers_to.replace(quoted(told) + "!", quoted(page) + "!") if told != page else refers_to


def _page(sheet: str, results: ResultsSheet) -> Iterator[Action]:
    """The results sheet from the first cell to the last."""
    yield Action(Op.PAGE, sheet)
    for number, width in enumerate(results.widths, 1):
        yield Action(Op.COLUMN, sheet, Area(1, number, 1, number).a1, (f"{width:g}",))
    merged: list[Area] = []
    alike: dict[Appearance, list[Area]] = {}
    for number, row in enumerate(results.rows, 1):
        yield Action(Op.ROW, sheet, f"A{number}", (f"{height_of(row, results.widths):g}",))
        column = 1
        for cell in row.cells:
            area = Area(number, column, number, column + cell.span - 1)
            column += cell.span
            alike.setdefault(APPEARANCES[cell.look], []).append(area)
            if cell.span > 1:
                merged.append(area)
            yield from _cell(sheet, area, cell)
    yield from (Action(Op.MERGE, sheet, place) for place in _places(merged))
    for look, areas in alike.items():
        yield from (Action(Op.FORMAT, sheet, place, _facts(look)) for place in _places(areas))


def _cell(sheet: str, area: Area, cell: ResultCell) -> Iterator[Action]:
    place = Area(area.top, area.left, area.top, area.left).a1
    if cell.value is not None and cell.value != "":
        yield Action(Op.FILL, sheet, place, _value(cell.value, quoted=True))
    if cell.link is not None:
        yield Action(Op.JUMP, sheet, place, (location(cell.link),))


def _facts(look: Appearance) -> tuple[str, ...]:
    truths = (str(int(look.framed)), look.across, str(int(look.wrapped)), str(int(look.underlined)))
    return (look.font, str(look.size), look.colour, look.fill, *truths)


def _value(value: str | Decimal, *, quoted: bool) -> tuple[str, str]:
    """Kind and text; what a program might take for a formula, a number or a date is quoted."""
    if isinstance(value, Decimal):
        return "number", plain_number(value)
    safe = value[0].isalpha() and not value[0].isascii()
    return ("text" if safe and not quoted else "quoted"), value


def _places(areas: Iterable[Area]) -> Iterator[str]:
    """The areas as few lists that ``Range`` takes."""
    text = ""
    for area in areas:
        if text and len(text) + len(area.a1) >= _LONGEST_PLACE:
            yield text
            text = ""
        text = f"{text},{area.a1}" if text else area.a1
    if text:
        yield text
