"""Marks taken away again: byte for byte where nobody has saved the file since, else mark by mark.

After Excel, WPS or LibreOffice saved the workbook its bytes are others; then what carries our signature goes (rules,
sealed notes with their shapes, the results sheet, values and links in reserved cells) and the rest stays.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xlperf.package.patch.areas import Area, area
from xlperf.package.patch.book import Book, Listed, quoted, sheets_named_in
from xlperf.package.patch.draft import Draft, part_name
from xlperf.package.patch.elements import Element, children, descendants, removed, text_in, text_within
from xlperf.package.patch.footers import footer_removal
from xlperf.package.patch.notes import note_cells, own_notes, without
from xlperf.package.patch.relations import Relation, rels_part
from xlperf.package.patch.rows import cells_within, value_edits
from xlperf.package.patch.shapes import without_shapes
from xlperf.package.patch.sheet import Sheet, legacy_drawing_id
from xlperf.package.patch.splice import Edit
from xlperf.package.patch.titles import title_removed
from xlperf.package.patch.wording import escaped
from xlperf.package.rewrite import Changes
from xlperf.record import dataclass
from xlperf.writeback.journal import can_be_undone, read_journal, undone
from xlperf.writeback.marks import AUTHOR, RESULTS_SHEET
from xlperf.writeback.signature import OURS, OWN_FOOTER, OWN_FORMULA, OWN_NAMES, RESULTS_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlperf.package.archive import Archive

_SIGN, _FOOTER = b"xlperf:", "校验码".encode()


@dataclass(frozen=True, slots=True)
class Cleaning:
    """The changes that take all marks away; ``exact`` when they give the original back byte for byte.

    ``book`` is the workbook as it is once they are made.
    """

    changes: Changes
    exact: bool
    book: Book


def cleaned(archive: Archive, workbook_part: str, *, strict: bool, for_good: bool = True) -> Cleaning:
    """How the marks of a workbook are taken away; no changes when there are none.

    ``for_good``: no results sheet will follow, so formulas of staff that point at it become #REF!, as in Excel.
    """
    draft = Draft(archive, strict=strict)
    book = Book(draft, workbook_part)
    results = results_sheet_of(book)
    journal = read_journal(archive.read(results.part)) if results else None
    changes = undone(archive, journal) if journal else None
    if changes is not None:
        return Cleaning(changes, exact=True, book=_changed(book, changes))
    _clean_sheets(book, results)
    if results:
        _drop_results(book, results)
    if results and for_good:
        _detach_formulas(book, results)
    own = [element for _, _, element in own_names(book)]
    if own or results:
        book.remove_names(own, book.sheets.index(results) if results else None)
    settled = draft.settled()
    if not (settled.edits or settled.dropped):
        return Cleaning(Changes(), exact=True, book=book)
    changes = Changes(settled.after(), settled.dropped)
    return Cleaning(changes, exact=False, book=_changed(book, changes))


def _changed(book: Book, changes: Changes) -> Book:
    """The workbook with changes made, ready for others."""
    return Book(Draft(book.draft.archive, changes, strict=book.draft.strict), book.member)


def holds_every_byte(archive: Archive, workbook_part: str, last: str, *, strict: bool) -> bool:
    """Whether the original can be got back byte for byte from a marked workbook, our sheet in the part ``last`` gone."""
    results = results_sheet_of(Book(Draft(archive, strict=strict), workbook_part))
    journal = read_journal(archive.read(results.part)) if results else None
    return journal is not None and last in journal.added and can_be_undone(archive, journal)


def results_sheet_of(book: Book) -> Listed | None:
    """The sheet that our hidden name points at; a name that can be seen counts on a sheet called as ours only."""
    for name, refers_to, element in own_names(book):
        if name.lower() == RESULTS_NAME:
            found = next((book.sheet(sheet) for sheet in sheets_named_in(refers_to)), None)
            ours = found and (_is_hidden(element) or found.name.startswith(RESULTS_SHEET))
            if found and ours and found.part and len(book.sheets) > 1:
                return found
    return None


def own_names(book: Book) -> tuple[tuple[str, str, Element], ...]:
    """The defined names that we give: name, what it refers to, and its element."""
    named = ((each.get("name") or "", each) for each in book.names_with(OURS))
    return tuple((name, book.refers_to(each), each) for name, each in named if OWN_NAMES.match(name))


def _is_hidden(name: Element) -> bool:
    return name.get("hidden") in ("1", "true")


def _clean_sheets(book: Book, results: Listed | None) -> None:
    reserved = reserved_cells(book)
    for listed in book.worksheets:
        if listed == results:
            continue
        mine = reserved.get(listed.name.casefold(), ())
        _clean_notes(book.draft, listed)
        part = book.draft.read(listed.part)
        if mine or _is_told_around_rows(part, _SIGN) or _is_told_around_rows(part, _FOOTER):
            sheet = Sheet(book.draft.xml(listed.part))
            if sheet.is_worksheet:
                book.draft.edit(listed.part, *_without_rules(sheet))
                book.draft.edit(listed.part, *_without_values(sheet, mine, results))
                book.draft.edit(listed.part, *footer_removal(sheet, OWN_FOOTER))


def _is_told_around_rows(part: bytes, sign: bytes) -> bool:
    """Whether a sheet part holds a sign before or behind its rows, which may be megabytes long."""
    start, stop = part.find(b"<sheetData"), part.rfind(b"</sheetData")
    if start < 0 or stop < 0:
        return sign in part
    return part.find(sign, 0, start) >= 0 or part.find(sign, stop) >= 0


def reserved_cells(book: Book) -> dict[str, tuple[Area, ...]]:
    """The reserved cells that hold values of ours, by folded sheet name, wherever they have moved to.

    A name that can be seen counts only where that of the results sheet can be seen as well (a program that hides none
    has saved the workbook): alone it is one that staff gave to cells of their own.
    """
    found: dict[str, tuple[Area, ...]] = {}
    own = own_names(book)
    seen_as_well = any(name.lower() == RESULTS_NAME and not _is_hidden(told) for name, _, told in own)
    for name, refers_to, told in own:
        if name.lower() == RESULTS_NAME:
            continue
        if not (seen_as_well or _is_hidden(told)):
            continue
        for sheet, place in zip(sheets_named_in(refers_to), _places(refers_to), strict=False):
            if place:
                found[sheet.casefold()] = (*found.get(sheet.casefold(), ()), place)
    return found


def _places(refers_to: str) -> Iterator[Area | None]:
    """The areas of a reference to cells, in order; a sheet name may itself hold a comma or ``!``."""
    inside, start = False, 0
    refers_to = refers_to.strip("() ")
    for at, letter in enumerate(refers_to + ","):
        inside = inside != (letter == "'")
        if letter == "," and not inside:
            yield area(refers_to[start:at].rpartition("!")[2])
            start = at + 1


def _without_rules(sheet: Sheet) -> Iterator[Edit]:
    """The edits that take our conditional formats away."""
    for block in sheet.parts:
        if block.local != b"conditionalFormatting":
            continue
        rules = [rule for rule in children(sheet.xml, block) if rule.local == b"cfRule"]
        own = [rule for rule in rules if OWN_FORMULA.match(text_within(sheet.xml, rule, "formula"))]
        if own and len(own) == len(rules):
            yield removed(block)
        else:
            yield from map(removed, own)


def _without_values(sheet: Sheet, mine: tuple[Area, ...], results: Listed | None) -> Iterator[Edit]:
    """The edits that empty reserved cells and take their links to the results sheet away."""
    present = dict.fromkeys(cells_within(sheet.xml, sheet.rows, mine))
    edits, _ = value_edits(sheet.xml, sheet.data, sheet.rows, present, {})
    yield from edits
    links = sheet.first("hyperlinks")
    listed = list(children(sheet.xml, links)) if links else []
    own = [link for link in listed if results and _is_own_link(link, mine, results)]
    if links and own and len(own) == len(listed):
        yield removed(links)
    else:
        yield from map(removed, own)


def _is_own_link(link: Element, mine: tuple[Area, ...], results: Listed) -> bool:
    place = area(link.get("ref") or "")
    sheets = sheets_named_in((link.get("location") or "").lstrip("#"))
    inside = place is not None and any(each.holds(place.top, place.left) for each in mine)
    return inside and [sheet.casefold() for sheet in sheets] == [results.name.casefold()]


def _clean_notes(draft: Draft, listed: Listed) -> None:
    """Notes of ours go with their shapes; parts that hold nothing else go too."""
    relation = next((r for r in draft.relations(listed.part) if r.kind == "comments"), None)
    part = draft.name_of(relation.target) if relation else None
    if relation is None or part is None:
        return
    xml = draft.xml(part)
    own = own_notes(xml, AUTHOR)
    if not own:
        return
    if len(own) == len(note_cells(xml)):
        draft.unrelate(listed.part, relation)
        draft.drop(part)
    else:
        draft.edit(part, *without(xml, AUTHOR, own))
    places = (area(note.get("ref") or "") for note in own)
    _clean_shapes(draft, listed, frozenset((each.top, each.left) for each in places if each))


def _clean_shapes(draft: Draft, listed: Listed, cells: frozenset[tuple[int, int]]) -> None:
    sheet = Sheet(draft.xml(listed.part))
    identity = legacy_drawing_id(sheet)
    relation = next((r for r in draft.relations(listed.part) if r.id == identity), None)
    part = draft.name_of(relation.target) if relation else None
    element = sheet.first("legacyDrawing")
    if relation is None or part is None or element is None:
        return
    edits, others = without_shapes(draft.read(part), cells)
    if others or draft.relations(part):
        draft.edit(part, *edits)
        return
    draft.unrelate(listed.part, relation)
    draft.drop(part)
    draft.edit(listed.part, removed(element))


def _drop_results(book: Book, results: Listed) -> None:
    """The results sheet goes, with all that belongs to it alone."""
    draft = book.draft
    if b"<f" in draft.read(results.part):
        for relation in draft.relations(book.part):
            if relation.kind == "calcChain" and draft.name_of(relation.target):
                draft.unrelate(book.part, relation)
                draft.drop(relation.target)
    _drop_alone(draft, results.part)
    book.remove_sheet(results)
    for relation in draft.relations(""):
        name = draft.name_of(relation.target) if relation.kind == "extended-properties" else None
        if name and results in book.worksheets:
            names = [each.name for each in book.worksheets]
            draft.edit(name, *title_removed(draft.xml(name), names, book.worksheets.index(results)))


def _detach_formulas(book: Book, results: Listed) -> None:
    """Formulas that point at the sheet that goes; left as they are they would make the file unreadable."""
    names = (re.escape(quoted(results.name)), r"(?<![\w'.\]])" + re.escape(results.name))
    pointing = re.compile(f"(?:{'|'.join(names)})!")
    for listed in book.worksheets:
        data = book.draft.read(listed.part)
        if listed == results or (escaped(results.name) not in data and b"&#" not in data):
            continue
        xml = book.draft.xml(listed.part)
        for formula in descendants(xml, "f", xml.root):
            text = text_in(xml, formula)
            if pointing.search(text):
                detached = escaped(pointing.sub("#REF!", text))
                book.draft.edit(listed.part, Edit(formula.inside, formula.close, detached))


def _drop_alone(draft: Draft, part: str) -> None:
    """A part goes, and what nothing else refers to goes with it."""
    related = draft.relations(part)
    own = rels_part(part)
    for relation in related:
        name = None if relation.external else draft.name_of(relation.target)
        if name and not any(
            _refers(draft, rels, relation) for rels in map(part_name, draft.archive.names()) if rels != own
        ):
            _drop_alone(draft, name)
    draft.drop(part)


def _refers(draft: Draft, rels: str, relation: Relation) -> bool:
    """Whether another part's relationships name the same target."""
    if not rels.endswith(".rels"):
        return False
    folder, _, name = rels.rpartition("_rels/")
    return any(
        other.target == relation.target for other in draft.relations(folder + name.removesuffix(".rels"))
    )
