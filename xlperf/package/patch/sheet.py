"""What stands around the cells of a worksheet: its children in the order of CT_Worksheet (ECMA-376 §18.3.1.99)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from xlperf.lazy_regex import lazy
from xlperf.package.patch.areas import Area, area, areas, column_of
from xlperf.package.patch.elements import (
    Element,
    Xml,
    append_inside,
    attribute,
    broken_part,
    children,
    prefixed,
    set_attribute,
    whole,
)
from xlperf.package.patch.rows import Rows, rows
from xlperf.package.patch.splice import Edit
from xlperf.package.patch.wording import escaped
from xlperf.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ORDER = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges "
    "scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr "
    "conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter "
    "rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing "
    "legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst"
)
_RANK = {name.encode(): rank for rank, name in enumerate(ORDER.split())}
_NAME = lazy(rb"<(?:[^\s/>!?:]+:)?([^\s/>!?:]+)")
_CORNER = rb"([A-Z]{1,3})([1-9][0-9]{0,6})"
_MERGE = lazy(rb'<mergeCell ref="' + _CORNER + rb":" + _CORNER + rb'"/>')
_PRIORITY = lazy(rb"""\spriority\s*=\s*["'](\d+)""")


@dataclass(frozen=True)
class Sheet:
    """A worksheet part with its children found."""

    xml: Xml

    @cached_property
    def parts(self) -> tuple[Element, ...]:
        """The children of the root."""
        return tuple(children(self.xml))

    @property
    def is_worksheet(self) -> bool:
        """False for chart, dialog and macro sheets, which have no cells to mark."""
        return self.xml.root.local == b"worksheet" and b"sheetData" in self._first

    def first(self, name: str) -> Element | None:
        """The first child of this name."""
        return self._first.get(name.encode())

    @cached_property
    def _first(self) -> Mapping[bytes, Element]:
        return {part.local: part for part in reversed(self.parts)}

    def is_in_an_alternative(self, name: str) -> bool:
        """Whether a child of this name stands inside ``mc:AlternateContent``, where it is not ours to change."""
        inside = (
            self.xml.shadow[part.inside : part.close]
            for part in self.parts
            if part.local == b"AlternateContent"
        )
        return any(found.group(1) == name.encode() for text in inside for found in _NAME.finditer(text))

    @property
    def data(self) -> Element:
        """The ``sheetData``."""
        found = self.first("sheetData")
        if found is None:
            raise broken_part()
        return found

    @cached_property
    def rows(self) -> Rows:
        """The rows, in the order of the file."""
        return rows(self.xml, self.data)

    @cached_property
    def merges(self) -> tuple[Area, ...]:
        """The merged areas."""
        cells = self.first("mergeCells")
        if cells is None:
            return ()
        told = _MERGE.findall(self.xml.shadow, cells.inside, cells.close)
        if len(told) == self.xml.shadow.count(
            b"<", cells.inside, cells.close
        ):  # as all office programs write them
            return tuple(_merged(*corners) for corners in told)
        refs = (part.get("ref") for part in children(self.xml, cells))
        return tuple(found for ref in refs if (found := area(ref or "")))

    def shown_at(self, row: int, column: int) -> tuple[int, int]:
        """The cell that shows what is said of this one: itself, or the first cell of its merged area."""
        for top, left, bottom, right in self.merges:
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return row, column

    @cached_property
    def column_styles(self) -> Mapping[int, str]:
        """The style that a missing cell of a column takes."""
        cols = self.first("cols")
        styles: dict[int, str] = {}
        for col in children(self.xml, cols) if cols else ():
            if col.get("style"):
                first, last = whole(col.get("min"), 1), whole(col.get("max"))
                styles |= dict.fromkeys(range(first, min(last, 16_384) + 1), col.get("style") or "")
        return styles

    def place(self, name: str) -> int:
        """Where a new child of this name belongs: before the first child that must follow it."""
        rank = _RANK[name.encode()]
        for part in self.parts:
            if self._rank(part) > rank:
                return part.start
        return self.xml.root.close

    def insert(self, name: str, text: bytes) -> Edit:
        """The edit that puts a new child where it belongs."""
        at = self.place(name)
        return Edit(at, at, prefixed(self.xml.prefix, text))

    def _rank(self, part: Element) -> int:
        """A child's place in the order; that of the first known element inside an alternative, -1 if unknown."""
        if part.local in _RANK:
            return _RANK[part.local]
        inside = _NAME.finditer(self.xml.shadow, part.inside, part.close)
        return next((_RANK[found.group(1)] for found in inside if found.group(1) in _RANK), -1)


def _merged(first: bytes, top: bytes, last: bytes, bottom: bytes) -> Area:
    """The area between two corners, in whatever order these are told."""
    rows, columns = (int(top), int(bottom)), (column_of(first), column_of(last))
    if rows[0] <= rows[1] and columns[0] <= columns[1]:
        return Area(rows[0], columns[0], rows[1], columns[1])
    return Area(min(rows), min(columns), max(rows), max(columns))


def unused_priorities(sheet: Sheet) -> Iterable[int]:
    """Numbers from 1 upwards that no conditional format of the sheet bears, those in extensions included."""
    shadow, start = sheet.xml.shadow, sheet.data.end
    told = _PRIORITY.findall(shadow, start) if shadow.find(b"priority", start) >= 0 else ()
    taken = {whole(found.decode()) for found in told}
    number = 0
    while True:
        number += 1
        if number not in taken:
            yield number


def conditional_format(cells: str, formula: str, priority: int, dxf: int | None) -> bytes:
    """One rule by formula, as Excel writes it."""
    look = f' dxfId="{dxf}"' if dxf is not None else ""
    return b'<conditionalFormatting sqref="%s"><cfRule type="expression"%s priority="%d"><formula>%s</formula></cfRule></conditionalFormatting>' % (
        cells.encode(), look.encode(), priority, escaped(formula),
    )  # fmt: skip


def hyperlink(cell: str, location: str) -> bytes:
    """A jump within the workbook."""
    return b'<hyperlink ref="%s" location="%s"/>' % (cell.encode(), escaped(location, quotes=True))


def linked_areas(sheet: Sheet) -> tuple[Area, ...]:
    """Cells that have a hyperlink already."""
    links = sheet.first("hyperlinks")
    refs = [part.get("ref") or "" for part in children(sheet.xml, links)] if links else []
    return tuple(found for ref in refs for found in areas(ref))


def hyperlink_edits(sheet: Sheet, links: Iterable[bytes]) -> list[Edit]:
    """New hyperlinks behind those that are there."""
    text = b"".join(links)
    if not text:
        return []
    present = sheet.first("hyperlinks")
    if present:
        return [append_inside(present, prefixed(sheet.xml.prefix, text))]
    return [sheet.insert("hyperlinks", b"<hyperlinks>" + text + b"</hyperlinks>")]


def dimension_edits(sheet: Sheet, cells: Iterable[tuple[int, int]]) -> list[Edit]:
    """The told extent widened over cells that lie beyond it; an extent that is not told stays so."""
    told = sheet.first("dimension")
    extent = area(told.get("ref") or "") if told else None
    wanted = list(cells)
    if told is None or extent is None or not wanted:
        return []
    tops, lefts = zip(*wanted, strict=True)
    found = Area(
        min(extent.top, *tops),
        min(extent.left, *lefts),
        max(extent.bottom, *tops),
        max(extent.right, *lefts),
    )
    return [] if found == extent else [set_attribute(sheet.xml, told, "ref", found.a1)]


def legacy_drawing_id(sheet: Sheet) -> str | None:
    """The relationship of the sheet's VML drawing."""
    found = sheet.first("legacyDrawing")
    return attribute(found.attributes, ":id") if found else None
