"""Marks → changes of the package: one draft, from the cells of the forms to the results sheet with its journal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from xlperf.package import gate
from xlperf.package.patch import styles
from xlperf.package.patch.areas import LAST_COLUMN, LAST_ROW, Area, gathered
from xlperf.package.patch.book import Book, Listed, quoted
from xlperf.package.patch.elements import parse
from xlperf.package.patch.footers import footer_edits
from xlperf.package.patch.sheet import (
    Sheet,
    conditional_format,
    unused_priorities,
)
from xlperf.package.patch.titles import title_added
from xlperf.package.refusal import refused
from xlperf.package.rewrite import Changes
from xlperf.writeback.desk import Desk, folder_of, main_namespace
from xlperf.writeback.journal import journal_of, written_journal
from xlperf.writeback.looks import cell_colour
from xlperf.writeback.marks import AUTHOR, RESULTS_SHEET, CellMark, ReservedValue
from xlperf.writeback.noting import add_notes
from xlperf.writeback.reserved import fill_reserved, reserved_names
from xlperf.writeback.results_part import CONTENT_TYPE, results_xml, with_journal
from xlperf.writeback.signature import RESULTS_NAME, footer_line, signature

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xlperf.package.patch.draft import Draft
    from xlperf.writeback.marks import Marks

Placed = TypeVar("Placed", CellMark, ReservedValue)


def marked(book: Book, marks: Marks) -> Changes:
    """The changes that put all marks into a workbook, those that took its old marks away among them."""
    draft = book.draft
    if len(book.sheets) >= gate.MAX_SHEETS:
        raise refused("WRITE-04", count=f"{len(book.sheets):,}")
    styles_part = next((r.target for r in draft.relations(book.part) if r.kind == "styles"), "")
    known_styles = draft.name_of(styles_part)
    namespace = main_namespace(strict=draft.strict).encode()
    xml = draft.xml(known_styles) if known_styles else parse(styles.EMPTY % namespace)
    desk = Desk(draft, book, styles.Tables(xml), book.free_sheet_name(RESULTS_SHEET, AUTHOR))
    reserved = _mark_sheets(desk, marks)
    part = _add_results(desk, marks, reserved)
    _add_styles(desk, known_styles, styles_part)
    return _combined(draft, part)


def _mark_sheets(desk: Desk, marks: Marks) -> dict[str, tuple[Area, ...]]:
    """All marks on the forms; the reserved cells that took a value, by sheet."""
    reserved: dict[str, tuple[Area, ...]] = {}
    marks_on, values_on = _by_sheet(marks.cells), _by_sheet(marks.reserved)
    for listed in desk.book.worksheets:
        cells = marks_on.get(listed.name.casefold(), [])
        values = values_on.get(listed.name.casefold(), [])
        is_sealed = marks.seal is not None and listed.name in marks.seal.sheets
        if not (cells or values or is_sealed):
            continue
        sheet = Sheet(desk.draft.xml(listed.part))
        if not sheet.is_worksheet:
            continue
        cells = [_shown(sheet, mark) for mark in cells]
        # in the order of CT_Worksheet: where nothing stands between them, they come to one place
        _colour(desk, sheet, listed, cells)
        written = fill_reserved(desk, sheet, listed, values)
        if marks.seal is not None and is_sealed:
            desk.draft.edit(listed.part, *footer_edits(sheet, footer_line(marks.seal.code)))
        add_notes(desk, sheet, listed, cells)
        if written:
            reserved[listed.name] = gathered(written)
    return reserved


def _by_sheet(marks: Iterable[Placed]) -> dict[str, list[Placed]]:
    """What belongs to each sheet, by its folded name; a place that no sheet has is left out."""
    found: dict[str, list[Placed]] = {}
    for mark in marks:
        if 1 <= mark.at.row <= LAST_ROW and 1 <= mark.at.column <= LAST_COLUMN:
            found.setdefault(mark.at.sheet.casefold(), []).append(mark)
    return found


def _shown(sheet: Sheet, mark: CellMark) -> CellMark:
    """The mark at the cell where it can be seen: the first of a merged area."""
    row, column = sheet.shown_at(mark.at.row, mark.at.column)
    return replace(mark, at=mark.at._replace(row=row, column=column))


def _colour(desk: Desk, sheet: Sheet, listed: Listed, cells: Iterable[CellMark]) -> None:
    """Cells with the same codes and severity share one rule."""
    alike: dict[tuple[str, int], list[str]] = {}
    for mark in cells:
        key = (signature(mark.codes), desk.tables.dxf(cell_colour(mark.severity, mark.standing)))
        alike.setdefault(key, []).append(mark.at.a1)
    rules = [
        conditional_format(" ".join(dict.fromkeys(places)), formula, priority, dxf)
        for ((formula, dxf), places), priority in zip(alike.items(), unused_priorities(sheet), strict=False)
    ]
    if rules:
        desk.draft.edit(listed.part, sheet.insert("conditionalFormatting", b"".join(rules)))


def _add_results(desk: Desk, marks: Marks, reserved: Mapping[str, tuple[Area, ...]]) -> str:
    """The results sheet in the list of sheets, and the hidden names that say what is ours; its part."""
    draft, book = desk.draft, desk.book
    part = draft.free_name(f"{book.sheet_folder()}/sheet{{}}.xml".lstrip("/"))
    known = frozenset(each.name.casefold() for each in book.sheets)
    draft.add(part, results_xml(marks.results, desk.tables, desk.namespace, known), CONTENT_TYPE)
    book.add_sheet(desk.results, draft.relate(book.part, "worksheet", part))
    book.add_names([(RESULTS_NAME, f"{quoted(desk.results)}!$A$1"), *reserved_names(reserved)])
    for relation in draft.relations(""):
        name = draft.name_of(relation.target) if relation.kind == "extended-properties" else None
        if name:
            names = [each.name for each in book.worksheets]
            draft.edit(name, *title_added(draft.xml(name), names, desk.results))
    return part


def _add_styles(desk: Desk, present: str | None, dangling: str) -> None:
    edits = desk.tables.edits()
    if present:
        desk.draft.edit(present, *edits)
        return
    usual = f"{folder_of(desk.book.part)}styles.xml"  # openpyxl looks for it nowhere else
    taken = desk.draft.name_of(usual) is not None
    part = dangling or (desk.draft.free_name(usual.replace(".xml", "{}.xml")) if taken else usual)
    if not dangling:
        desk.draft.relate(desk.book.part, "styles", part)
    desk.draft.add(part, desk.tables.whole(), styles.CONTENT_TYPE)


def _combined(draft: Draft, results_part: str) -> Changes:
    """The marks on top of the cleaning, with the journal of the marks in the results sheet."""
    settled = draft.settled()
    after = settled.in_pieces()
    journal = written_journal(journal_of(settled, after, results_part))
    added = dict(settled.added)
    added[results_part] = with_journal(added[results_part], journal)
    base = draft.base
    return Changes({**base.replaced, **after}, base.dropped | settled.dropped, added)
