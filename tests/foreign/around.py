"""What units and export systems put around and between the parts of a form: copies, groups apart, footers, signatures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from tests.foreign.drawing import Box, Drawn, Placed, moved, stacked
from tests.foreign.paper import Chart, Line, Page, Paper, Piece, Said, Words
from xlperf.forms.model import Kind

_FULL = str.maketrans("0123456789.", "０１２３４５６７８９．")
_YI = Decimal(10_000)


def _blank_copy(sheet: Drawn) -> Drawn:
    """The same sheet of another project: nothing on it is what the return says."""
    boxes = (
        replace(box, said=Said("另一个项目" if isinstance(box.said.text, str) else None), items=())
        if any(each.item.counted for each in box.items)
        else replace(box, items=())
        for box in sheet.boxes
    )
    return Drawn(sheet.name, tuple(boxes))


def twin_beside(sheet: Drawn) -> Drawn:
    """Two projects side by side, the second one hardly filled in."""
    other = moved(_blank_copy(sheet), 0, sheet.last_column + 1)
    return Drawn(sheet.name, (*sheet.boxes, *other.boxes))


def twin_below(sheet: Drawn) -> Drawn:
    """Two projects one below the other on one sheet, where the form says which project it is about."""
    if not any(each.item.part.endswith((".project", ".unit")) for box in sheet.boxes for each in box.items):
        return sheet
    return stacked((sheet, _blank_copy(sheet)), sheet.name, gap=2)


def with_footer(text: str) -> Callable[[Drawn], Drawn]:
    """A page footer as a row of its own in the middle of the sheet."""

    def change(sheet: Drawn) -> Drawn:
        at = sheet.last_row * 2 // 3 + 1
        boxes = [_pushed(box, at) for box in sheet.boxes]
        covered = {
            column
            for box in boxes
            if box.top <= at <= box.bottom
            for column in range(box.left, box.right + 1)
        }
        free = next((column for column in range(1, sheet.last_column + 1) if column not in covered), 0)
        footer = (Box(at, free, at, free, Said(text)),) if free else ()
        return Drawn(sheet.name, (*boxes, *footer))

    return change


def _pushed(box: Box, at: int) -> Box:
    items = tuple(
        Placed(each.item, each.top + (each.top >= at), each.bottom + (each.bottom >= at))
        for each in box.items
    )
    return replace(box, top=box.top + (box.top >= at), bottom=box.bottom + (box.bottom >= at), items=items)


def signed(*texts: str) -> Callable[[Paper], Paper]:
    """A line of signatures above and below every table of a page."""
    line = Words(Said("　　".join(f"{text}：" for text in texts)))

    def page(one: Page) -> Page:
        pieces: list[Piece] = []
        for piece in one.pieces:
            pieces.append(piece)
            if isinstance(piece, Chart):
                pieces.append(line)
        return replace(one, pieces=tuple(pieces))

    return lambda paper: paper.each_page(page)


def groups_apart(paper: Paper) -> Paper:
    """Each 一级指标 on a sheet of its own, the header of the table above it."""
    pages: list[Page] = []
    for page in paper.pages:
        place = next(
            (n for n, piece in enumerate(page.pieces) if isinstance(piece, Chart) and _groups(piece)), None
        )
        if place is None:
            pages.append(page)
            continue
        chart = page.pieces[place]
        assert isinstance(chart, Chart)
        groups = _groups(chart)
        first = replace(chart, lines=groups[0], total={}, total_label="")
        pages.append(replace(page, pieces=(*page.pieces[:place], first)))
        for number, lines in enumerate(groups[1:], 2):
            whole = number == len(groups)
            part = (
                replace(chart, lines=lines)
                if whole
                else replace(chart, lines=lines, total={}, total_label="")
            )
            rest = page.pieces[place + 1 :] if whole else ()
            pages.append(replace(page, name=f"{page.name[:20]}续{number}", pieces=(part, *rest)))
    return replace(paper, pages=tuple(pages))


def _groups(chart: Chart) -> list[tuple[Line, ...]]:
    """The lines of a chart by 一级指标; none where it has no such column or all is one group."""
    if chart.head("first") is None or not chart.key.endswith("indicators"):
        return []
    groups: list[list[Line]] = []
    name = ""
    for line in chart.lines:
        own = line.rule.get("first", name)
        if not groups or own != name:
            groups.append([])
        groups[-1].append(line)
        name = own
    return [tuple(group) for group in groups] if len(groups) > 1 else []


def in_words(paper: Paper) -> Paper:
    """Amounts as they are spoken of: ６３０, 1,200万元, 1.2亿元; points in full-width digits."""

    def said(one: Said) -> Said:
        if not isinstance(one.text, Decimal) or one.percent or len(one.items) != 1:
            return one
        item, number = one.items[0], one.text
        if item.kind is Kind.MONEY and item.unit == "万元":
            if number >= _YI:
                return replace(one, text=f"{number / _YI:f}亿元")
            return replace(one, text=f"{number:,f}万元" if number > 1 else f"{number:f}".translate(_FULL))
        if item.kind in (Kind.POINTS, Kind.COUNT):
            return replace(one, text=f"{number:f}".translate(_FULL))
        return one

    return paper.each_said(said)


def dates_in_words(paper: Paper) -> Paper:
    """Dates as text: 2022.3.5."""

    def said(one: Said) -> Said:
        day = one.text
        if not one.items or one.items[0].kind is not Kind.DATE or not hasattr(day, "year"):
            return one
        return replace(one, text=f"{day.year}.{day.month}.{day.day}")

    return paper.each_said(said)
