"""Which marks a workbook holds, read from the file: what an open workbook must lose, or gain, to show the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlperf.lazy_regex import lazy
from xlperf.package.patch.areas import Area, areas
from xlperf.package.patch.book import Book, Listed
from xlperf.package.patch.draft import Draft
from xlperf.package.patch.elements import children, descendants, text_in, text_within, whole
from xlperf.package.patch.footers import right_of, without_line
from xlperf.package.patch.notes import own_notes
from xlperf.package.patch.sheet import Sheet
from xlperf.record import dataclass
from xlperf.writeback.marks import AUTHOR
from xlperf.writeback.signature import OWN_FOOTER, OWN_FORMULA
from xlperf.writeback.unmarking import own_names, reserved_cells, results_sheet_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlperf.package.workbook import Workbook

_COLOUR = lazy(rb'rgb="(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})"')
_UNKNOWN = "FFC7CE"


@dataclass(frozen=True, slots=True)
class Paint:
    """A conditional format of ours: where, its formula, its colour as RRGGBB."""

    sheet: str
    areas: tuple[Area, ...]
    formula: str
    colour: str


@dataclass(frozen=True, slots=True)
class Note:
    """A note of ours; ``text`` ends with its seal."""

    sheet: str
    a1: str
    text: str


@dataclass(frozen=True, slots=True)
class Footer:
    """The right section of a printed footer that holds our line, and what it is without."""

    sheet: str
    text: str
    without: str


@dataclass(frozen=True, slots=True)
class Present:
    """All marks of one workbook; ``reserved`` are the cells by sheet, ``results`` the name of the sheet."""

    paints: tuple[Paint, ...] = ()
    notes: tuple[Note, ...] = ()
    reserved: tuple[tuple[str, tuple[Area, ...]], ...] = ()
    links: frozenset[tuple[str, str]] = frozenset()
    names: tuple[tuple[str, str], ...] = ()
    footers: tuple[Footer, ...] = ()
    results: str | None = None


def present(workbook: Workbook) -> Present:
    """The marks that a workbook holds; Refused when a part cannot be read."""
    draft = Draft(workbook.archive, strict=workbook.strict)
    book = Book(draft, workbook.workbook_part)
    results = results_sheet_of(book)
    sheets = tuple(each for each in book.worksheets if each != results)
    areas_of = reserved_cells(book)
    return Present(
        paints=tuple(paint for listed in sheets for paint in _paints(book, listed)),
        notes=tuple(note for listed in sheets for note in _notes(book, listed)),
        reserved=tuple(
            (listed.name, areas_of[listed.name.casefold()])
            for listed in sheets
            if listed.name.casefold() in areas_of
        ),
        links=frozenset(link for listed in sheets for link in _links(book, listed)),
        names=tuple((name, refers_to) for name, refers_to, _ in own_names(book)),
        footers=tuple(footer for listed in sheets for footer in _footers(book, listed)),
        results=results.name if results else None,
    )


def _paints(book: Book, listed: Listed) -> Iterator[Paint]:
    xml = book.draft.xml(listed.part)
    for block in Sheet(xml).parts:
        if block.local != b"conditionalFormatting":
            continue
        for rule in children(xml, block):
            formula = text_within(xml, rule, "formula") if rule.local == b"cfRule" else ""
            if OWN_FORMULA.match(formula):
                colour = _colour(book, whole(rule.get("dxfId"), -1))
                yield Paint(listed.name, tuple(areas(block.get("sqref") or "")), formula, colour)


def _colour(book: Book, number: int) -> str:
    """The colour of a differential format."""
    part = next((r.target for r in book.draft.relations(book.part) if r.kind == "styles"), "")
    if not book.draft.name_of(part):
        return _UNKNOWN
    xml = book.draft.xml(part)
    formats = [each for listed in descendants(xml, "dxfs", xml.root) for each in children(xml, listed)]
    if not 0 <= number < len(formats):
        return _UNKNOWN
    found = _COLOUR.search(xml.data, formats[number].start, formats[number].end)
    return found[1].decode().upper() if found else _UNKNOWN


def _notes(book: Book, listed: Listed) -> Iterator[Note]:
    for relation in book.draft.relations(listed.part):
        part = book.draft.name_of(relation.target) if relation.kind == "comments" else None
        if part is None:
            continue
        xml = book.draft.xml(part)
        for note in own_notes(xml, AUTHOR):
            yield Note(listed.name, note.get("ref") or "", text_within(xml, note, "t"))


def _footers(book: Book, listed: Listed) -> Iterator[Footer]:
    """That of the odd pages: an open workbook is asked for no other."""
    sheet = Sheet(book.draft.xml(listed.part))
    told = sheet.first("headerFooter")
    for part in children(sheet.xml, told) if told else ():
        text = text_in(sheet.xml, part)
        if part.local == b"oddFooter" and OWN_FOOTER.search(right_of(text)):
            yield Footer(listed.name, right_of(text), right_of(without_line(text, OWN_FOOTER)))


def _links(book: Book, listed: Listed) -> Iterator[tuple[str, str]]:
    """Sheet and cell of every jump within the workbook."""
    sheet = Sheet(book.draft.xml(listed.part))
    links = sheet.first("hyperlinks")
    for link in children(sheet.xml, links) if links else ():
        if link.get("location"):
            yield listed.name, link.get("ref") or ""
