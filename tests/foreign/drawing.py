"""Paper → boxes on sheets: every printed text with the block of cells that it covers, and the items it carries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tests.foreign.paper import Chart, Head, Item, Line, Mark, Page, Paper, Said, Strip, Words


@dataclass(frozen=True, slots=True)
class Placed:
    """An item and the sheet rows that are its own: a cell that several rows share carries one item a row."""

    item: Item
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Box:
    """A text and the cells it covers; rows and columns from 1."""

    top: int
    left: int
    bottom: int
    right: int
    said: Said
    items: tuple[Placed, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """One sheet with all that stands on it."""

    name: str
    boxes: tuple[Box, ...]

    @property
    def last_row(self) -> int:
        """The last row with anything on it."""
        return max((box.bottom for box in self.boxes), default=0)

    @property
    def last_column(self) -> int:
        """The last column with anything in it."""
        return max((box.right for box in self.boxes), default=0)


@dataclass(frozen=True, slots=True)
class Pen:
    """How paper becomes a grid: ``wide`` as many columns as the form spans, else one a cell.

    ``below``: values under their labels instead of beside them; ``grouped`` prints the texts above a head.
    """

    wide: bool = True
    below: bool = False
    grouped: bool = True


def drawn(paper: Paper, pen: Pen) -> list[Drawn]:
    """Every page as a sheet."""
    return [Drawn(page.name, tuple(_page(page, pen))) for page in paper.pages]


def _page(page: Page, pen: Pen) -> Iterator[Box]:
    row = 1
    for piece in page.pieces:
        if isinstance(piece, Words):
            boxes = [_box(row, 1, row, page.width if pen.wide else 1, piece.said)]
        elif isinstance(piece, Strip):
            boxes = list(_strip(piece, row, pen))
        else:
            boxes = list(_Table(piece, pen).boxes(row))
        yield from boxes
        row = max((box.bottom for box in boxes), default=row) + 1


def _box(top: int, left: int, bottom: int, right: int, said: Said) -> Box:
    return Box(top, left, bottom, right, said, tuple(Placed(item, top, bottom) for item in said.items))


def _strip(strip: Strip, row: int, pen: Pen) -> Iterator[Box]:
    if pen.below and _pairs(strip.marks):
        at = 1
        for label, entry in zip(strip.marks[::2], strip.marks[1::2], strict=True):
            end = at + (label.span + entry.span - 1 if pen.wide else 0)
            yield _box(row, at, row, end, label.said)
            yield _box(row + 1, at, row + 1, end, entry.said)
            at = end + 1
        return
    at = 1
    for mark in strip.marks:
        end = at + (mark.span - 1 if pen.wide else 0)
        if mark.said.text is not None or not mark.label:
            yield _box(row, at, row, end, mark.said)
        elif not pen.wide:
            continue
        at = end + 1


def _pairs(marks: Sequence[Mark]) -> bool:
    return len(marks) % 2 == 0 and all(
        mark.label == (number % 2 == 0) and (not mark.label or mark.said.text)
        for number, mark in enumerate(marks)
    )


class _Table:
    """A chart on the grid."""

    def __init__(self, chart: Chart, pen: Pen) -> None:
        self.chart = chart
        self.depth = max(len(head.path) for head in chart.heads) if pen.grouped else 1
        self.side = (chart.side_span if pen.wide else min(1, chart.side_span)) if chart.side else 0
        self.left: dict[str, int] = {}
        self.right: dict[str, int] = {}
        at = self.side + 1
        for head in chart.heads:
            self.left[head.key], self.right[head.key] = at, at + (head.span if pen.wide else 1) - 1
            at = self.right[head.key] + 1

    def boxes(self, top: int) -> Iterator[Box]:
        """The chart from that row on."""
        chart = self.chart
        yield from self._header(top)
        row = top + self.depth
        if chart.total_label and chart.total_on_top:
            yield from self._total(row)
            row += 1
        starts = []
        for number in range(len(chart.lines)):
            if chart.repeat and number and number % chart.repeat == 0:
                yield from self._header(row)
                row += self.depth
            starts.append(row)
            row += 1
        yield from self._body(starts)
        if chart.total_label and not chart.total_on_top:
            yield from self._total(row)
            row += 1
        if self.side:
            yield Box(top, 1, row - 1, self.side, Said(chart.side))

    def _header(self, top: int) -> Iterator[Box]:
        last = top + self.depth - 1
        for head in self.chart.heads:
            row = top + len(head.path) - 1 if self.depth > 1 else top
            yield Box(row, self.left[head.key], last, self.right[head.key], Said(head.path[-1]))
        for level in range(self.depth - 1):
            for group in self._groups(level):
                left, right = self.left[group[0].key], self.right[group[-1].key]
                yield Box(top + level, left, top + level, right, Said(group[0].path[level]))

    def _groups(self, level: int) -> Iterator[list[Head]]:
        """Neighbouring heads under the same text of that level."""
        group: list[Head] = []
        for head in self.chart.heads:
            above = head.path[: level + 1] if len(head.path) > level + 1 else ()
            if group and above != group[0].path[: level + 1]:
                yield group
                group = []
            if above:
                group.append(head)
        if group:
            yield group

    def _body(self, starts: list[int]) -> Iterator[Box]:
        for head in self.chart.heads:
            for first, count in self._runs(head, starts):
                lines = self.chart.lines[first : first + count]
                rows = starts[first : first + count]
                said = lines[0].cells[head.key]
                items = tuple(
                    Placed(item, row, row)
                    for line, row in zip(lines, rows, strict=True)
                    for item in line.cells[head.key].items
                )
                yield Box(rows[0], self.left[head.key], rows[-1], self.right[head.key], said, items)

    def _runs(self, head: Head, starts: list[int]) -> Iterator[tuple[int, int]]:
        """First line and number of lines that share one cell; a repeated header ends a run."""
        first = 0
        lines = self.chart.lines
        for number in range(1, len(lines) + 1):
            joined = number < len(lines) and starts[number] == starts[number - 1] + 1
            if joined and _shares(head, lines[number - 1], lines[number]):
                continue
            yield first, number - first
            first = number

    def _total(self, row: int) -> Iterator[Box]:
        total = self.chart.total
        first = next((self.left[head.key] for head in self.chart.heads if head.key in total), self.side + 2)
        yield Box(row, self.side + 1, row, max(self.side + 1, first - 1), Said(self.chart.total_label))
        for head in self.chart.heads:
            if head.key in total:
                yield _box(row, self.left[head.key], row, self.right[head.key], total[head.key])


def _shares(head: Head, above: Line, line: Line) -> bool:
    if line.continues and head.key not in line.rule:
        return True
    agreed = [above.rule.get(key, "") == line.rule.get(key, "") for key in head.runs]
    return bool(head.runs) and all(agreed) and bool(line.rule.get(head.key))


def moved(sheet: Drawn, down: int, right: int) -> Drawn:
    """The sheet with everything further down and to the right."""
    boxes = (
        replace(
            box,
            top=box.top + down,
            left=box.left + right,
            bottom=box.bottom + down,
            right=box.right + right,
            items=tuple(Placed(each.item, each.top + down, each.bottom + down) for each in box.items),
        )
        for box in sheet.boxes
    )
    return Drawn(sheet.name, tuple(boxes))


def stretched(sheet: Drawn, rows: int, columns: int) -> Drawn:
    """The sheet with every row and column taken as so many."""

    def box(one: Box) -> Box:
        items = tuple(Placed(each.item, (each.top - 1) * rows + 1, each.bottom * rows) for each in one.items)
        return Box(
            (one.top - 1) * rows + 1,
            (one.left - 1) * columns + 1,
            one.bottom * rows,
            one.right * columns,
            one.said,
            items,
        )

    return Drawn(sheet.name, tuple(box(one) for one in sheet.boxes))


def stacked(sheets: Sequence[Drawn], name: str, gap: int = 1) -> Drawn:
    """All sheets one under the other on a single one."""
    boxes: list[Box] = []
    down = 0
    for sheet in sheets:
        boxes += moved(sheet, down, 0).boxes
        down += sheet.last_row + gap
    return Drawn(name, tuple(boxes))
