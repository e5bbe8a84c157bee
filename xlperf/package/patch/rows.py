"""The rows and cells of a sheet by their byte positions, and new content for single cells.

Rows and cells without ``r`` follow the one before (ECMA-376 §18.3.1.4, §18.3.1.73); rows and cells that are
missing are put in where they belong. A cell that holds a formula is never written.
"""

from __future__ import annotations

import re
from array import array
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from xlperf.findings import column_letters, column_number
from xlperf.lazy_regex import lazy
from xlperf.package.patch.areas import Area, area, column_of
from xlperf.package.patch.elements import (
    Element,
    Xml,
    attribute,
    broken_part,
    descendants,
    position_of,
    prefixed,
    whole,
)
from xlperf.package.patch.splice import Edit
from xlperf.package.patch.wording import spelled
from xlperf.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Content = str | Decimal | None
_CELL = rb'<%sc(?=[\s/>])((?: r="([A-Z]{1,3})\d+")?(?:[^>/]++|/(?!>))*+)(/?)>'
_PLAIN_CELL = lazy(_CELL % b"")
_TOLD = lazy(rb'<c(?: r="[A-Z]{1,3}([1-9]\d*)")?[\s/>]')


class Row(NamedTuple):
    """One ``row``: its number, the text of its attributes and where its tags lie."""

    number: int
    attributes: bytes
    start: int
    inside: int
    is_empty_tag: bool


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows of a sheet in the order of the file: their numbers, and where their opening tags lie.

    There may be a million, so nothing but two numbers is kept of each.
    """

    shadow: bytes
    numbers: array[int]
    starts: array[int]

    def __getitem__(self, place: int) -> Row:
        start, attributes = self.starts[place], self.attributes(place)
        return Row(self.numbers[place], attributes, start, self._closes(place) + 1, attributes.endswith(b"/"))

    def attributes(self, place: int) -> bytes:
        """The text between the name of a row and the end of its tag."""
        tag = self.shadow[self.starts[place] : self._closes(place)]
        return tag[tag.find(b"row") + 3 :]

    def _closes(self, place: int) -> int:
        """Where the ``>`` of an opening tag stands."""
        return self.shadow.index(b">", self.starts[place])

    def numbered(self, wanted: Iterable[int]) -> dict[int, list[Row]]:
        """The rows with these numbers; a row may be told twice."""
        sought, found = set(wanted), dict[int, list[Row]]()
        for place, number in enumerate(self.numbers):
            if number in sought:
                found.setdefault(number, []).append(self[place])
        return found

    def start_after(self, number: int) -> int | None:
        """Where the first row with a higher number begins."""
        place = next((place for place, each in enumerate(self.numbers) if each > number), None)
        return None if place is None else self.starts[place]


class Cell(NamedTuple):
    """One ``c``: its column, attributes and extent."""

    column: int
    attributes: bytes
    start: int
    inside: int
    end: int


def rows(xml: Xml, sheet_data: Element) -> Rows:
    """The rows of a sheet; one that does not tell its number follows the one before."""
    pattern = re.compile(rb"<" + re.escape(xml.prefix) + rb"row(?=[\s/>])((?:\s+r=\"(\d{1,10})\")?[^>]*)>")
    numbers, starts = array("Q"), array("Q")
    add_number, add_start = numbers.append, starts.append
    number = 0
    for tag in pattern.finditer(xml.shadow, sheet_data.inside, sheet_data.close):
        told = tag[2]
        number = int(told) if told else _told_otherwise(tag[1], number)
        add_number(number)
        add_start(tag.start())
    return Rows(xml.shadow, numbers, starts)


def _told_otherwise(attributes: bytes, before: int) -> int:
    """The number of a row that does not tell it first of all, or not at all."""
    told = attribute(attributes, "r")
    number = whole(told, -1) if told else before + 1
    if number < 0:
        raise broken_part()
    return number


def cells(xml: Xml, row: Row, start: int = 0) -> Iterator[Cell]:
    """The cells of one row, in the order of the file; those from ``start`` on, where one begins there."""
    if row.is_empty_tag:
        return
    shadow, close = xml.shadow, row_close(xml, row)
    pattern = re.compile(_CELL % re.escape(xml.prefix)) if xml.prefix else _PLAIN_CELL
    closing = b"</" + xml.prefix + b"c>"
    column = 0
    for tag in pattern.finditer(shadow, start or row.inside, close):
        attributes, letters, slash = tag.groups()
        column = column_of(letters) if letters else _column_otherwise(attributes, column)
        end = tag.end()
        if not slash:
            at = shadow.find(closing, end, close)
            end = (
                at + len(closing)
                if at >= 0
                else position_of(shadow, b">", position_of(shadow, closing[:-1], end)) + 1
            )
        yield Cell(column, attributes, tag.start(), tag.end(), end)


def _column_otherwise(attributes: bytes, before: int) -> int:
    """The column of a cell that does not tell it first of all, or not at all."""
    told = attribute(attributes, "r")
    return column_number(re.sub(r"\d", "", told)) if told else before + 1


def cells_within(xml: Xml, all_rows: Rows, places: Iterable[Area]) -> Iterator[tuple[int, int]]:
    """The cells that are there inside some areas, however large these are."""
    wanted = tuple(places)
    for place, number in enumerate(all_rows.numbers):
        beside = [each for each in wanted if each.top <= number <= each.bottom]
        if beside:
            for cell in cells(xml, all_rows[place]):
                if any(each.left <= cell.column <= each.right for each in beside):
                    yield number, cell.column


def row_close(xml: Xml, row: Row) -> int:
    """Where the closing tag of a row begins."""
    return position_of(xml.shadow, b"</" + xml.prefix + b"row", row.inside)


def has_formula(xml: Xml, cell: Cell) -> bool:
    """Whether the cell holds a formula of its own."""
    opening = b"<" + xml.prefix + b"f"
    if xml.shadow.find(opening, cell.inside, cell.end) < 0:
        return False
    return re.search(re.escape(opening) + rb"[\s/>]", xml.shadow[cell.inside : cell.end]) is not None


def formula_areas(xml: Xml, sheet_data: Element) -> tuple[Area, ...]:
    """Where array formulas and data tables spill over cells that hold a mere value."""
    if b"array" not in xml.shadow and b"dataTable" not in xml.shadow:
        return ()
    spilled = (f for f in descendants(xml, "f", sheet_data) if f.get("t") in ("array", "dataTable"))
    return tuple(found for f in spilled if (found := area(f.get("ref") or "")))


def value_edits(
    xml: Xml,
    sheet_data: Element,
    all_rows: Rows,
    values: Mapping[tuple[int, int], Content],
    column_styles: Mapping[int, str],
) -> tuple[list[Edit], tuple[tuple[int, int], ...]]:
    """The edits that put values into cells, and the cells that took one (those with a formula do not)."""
    wanted: dict[int, dict[int, Content]] = {}
    for (row, column), value in sorted(values.items()):
        wanted.setdefault(row, {})[column] = value
    edits: list[Edit] = []
    written: list[tuple[int, int]] = []
    fresh: list[tuple[int, bytes]] = []
    known = all_rows.numbered(wanted)
    for number, contents in wanted.items():
        if number in known:
            done = _into_row(xml, known[number], contents, column_styles, edits)
        else:
            done = tuple(column for column, value in contents.items() if value is not None)
            text = "".join(cell_text(number, c, column_styles.get(c), contents[c]) for c in done)
            if done:
                fresh.append((number, prefixed(xml.prefix, f'<row r="{number}">{text}</row>'.encode())))
        written += [(number, column) for column in done]
    return edits + _new_rows(sheet_data, all_rows, fresh), tuple(written)


def _sought(xml: Xml, row: Row, columns: Iterable[int]) -> dict[int, Cell] | None:
    """The cells of a row in some columns; None where not every cell of the row tells its address first of all."""
    close = row.inside if row.is_empty_tag else row_close(xml, row)
    if xml.prefix or set(_TOLD.findall(xml.shadow, row.inside, close)) != {b"%d" % row.number}:
        return None
    names = ((column, b'<c r="%s%d"' % (column_letters(column).encode(), row.number)) for column in columns)
    places = ((column, xml.shadow.rfind(name, row.inside, close)) for column, name in names)
    return {column: next(cells(xml, row, at)) for column, at in places if at >= 0}


def _into_row(
    xml: Xml,
    found: list[Row],
    contents: Mapping[int, Content],
    column_styles: Mapping[int, str],
    edits: list[Edit],
) -> tuple[int, ...]:
    """Edits for cells of a row that exists (a row told twice counts where the cell stands); the columns written."""
    row = found[0]
    present = _sought(xml, row, contents) if len(found) == 1 else None
    if present is None:
        present = {cell.column: cell for row in found for cell in cells(xml, row)}
    own_style = (
        attribute(row.attributes, "s") if attribute(row.attributes, "customFormat") in ("1", "true") else None
    )
    missing: dict[int, bytes] = {}
    written = []
    for column, value in contents.items():
        cell = present.get(column)
        if cell is None and value is not None:
            style = own_style or column_styles.get(column)
            missing[column] = prefixed(xml.prefix, cell_text(row.number, column, style, value).encode())
        elif cell is None or has_formula(xml, cell):
            continue
        else:
            text = cell_text(row.number, column, attribute(cell.attributes, "s"), value)
            edits.append(Edit(cell.start, cell.end, prefixed(xml.prefix, text.encode())))
        written.append(column)
    if row.is_empty_tag and missing:
        opened = b">" + b"".join(missing.values()) + b"</" + xml.prefix + b"row>"
        edits.append(Edit(row.inside - 2, row.inside, opened))
    elif missing:
        first = list(cells(xml, row))
        for column, fresh in missing.items():
            at = next((cell.start for cell in first if cell.column > column), row_close(xml, row))
            edits.append(Edit(at, at, fresh))
    return tuple(written)


def _new_rows(sheet_data: Element, present: Rows, fresh: list[tuple[int, bytes]]) -> list[Edit]:
    """Rows that did not exist, each before the first row with a higher number."""
    if sheet_data.is_empty_tag and fresh:
        text = b">" + b"".join(text for _, text in fresh) + b"</" + sheet_data.name + b">"
        return [Edit(sheet_data.end - 2, sheet_data.end, text)]
    edits = []
    for number, text in fresh:
        at = present.start_after(number) or sheet_data.close
        edits.append(Edit(at, at, text))
    return edits


def cell_text(row: int, column: int, style: str | None, value: Content) -> str:
    """One whole cell without prefixes: text as inline string, a number as it is written, or nothing."""
    begin = f'<c r="{column_letters(column)}{row}"'
    if style:
        begin = f'{begin} s="{style}"'
    if value is None or value == "":
        return f"{begin}/>"
    if isinstance(value, Decimal) and value.is_finite():
        return f"{begin}><v>{plain_number(value)}</v></c>"
    return f'{begin} t="inlineStr"><is><t xml:space="preserve">{spelled(str(value))}</t></is></c>'


def plain_number(value: Decimal) -> str:
    """9.50 → 9.5, 1E+3 → 1000: a number as XML Schema's double without exponent."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
