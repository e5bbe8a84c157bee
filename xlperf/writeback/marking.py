"""Marks → changes of the package: one draft, from the cells of the forms to the results sheet with its journal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from xlperf.package.patch import styles
from xlperf.package.patch.areas import LAST_COLUMN, LAST_ROW, Area, area, column_letters, gathered
from xlperf.package.patch.book import Book, Listed, quoted, relation_prefix
from xlperf.package.patch.draft import Draft
from xlperf.package.patch.elements import parse
from xlperf.package.patch.measure import measured
from xlperf.package.patch.notes import CONTENT_TYPE as NOTES_TYPE
from xlperf.package.patch.notes import added_notes, new_notes, note_cells
from xlperf.package.patch.rows import Content, formula_areas, value_edits
from xlperf.package.patch.shapes import CONTENT_TYPE as SHAPES_TYPE
from xlperf.package.patch.shapes import Box, added_shapes, anchored, blocks_in, new_drawing
from xlperf.package.patch.sheet import (
    Sheet,
    conditional_format,
    dimension_edits,
    hyperlink,
    hyperlink_edits,
    legacy_drawing_id,
    linked_areas,
    unused_priorities,
)
from xlperf.package.patch.titles import title_added
from xlperf.package.rewrite import Changes
from xlperf.writeback.journal import journal_of, written_journal
from xlperf.writeback.looks import cell_colour
from xlperf.writeback.marks import AUTHOR, RESULTS_SHEET
from xlperf.writeback.note_size import note_size
from xlperf.writeback.results_part import CONTENT_TYPE, results_xml, with_journal
from xlperf.writeback.signature import RESERVED_NAME, RESULTS_NAME, signature

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xlperf.findings import Address
    from xlperf.package.archive import Archive
    from xlperf.writeback.marks import CellMark, Marks, ReservedValue

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_LONGEST_REFERENCE = 8000


@dataclass(frozen=True)
class _Desk:
    """What every step of one marking needs."""

    draft: Draft
    book: Book
    tables: styles.Tables
    results: str

    @property
    def namespace(self) -> str:
        return _STRICT_MAIN if self.draft.strict else _MAIN


def marked(archive: Archive, base: Changes, workbook_part: str, marks: Marks, *, strict: bool) -> Changes:
    """The changes that put all marks into the workbook as it is once ``base`` (its old marks gone) is made."""
    draft = Draft(archive, base, strict=strict)
    book = Book(draft, workbook_part)
    styles_part = next((r.target for r in draft.relations(book.part) if r.kind == "styles"), "")
    known_styles = draft.name_of(styles_part)
    namespace = (_STRICT_MAIN if strict else _MAIN).encode()
    xml = draft.xml(known_styles) if known_styles else parse(styles.EMPTY % namespace)
    desk = _Desk(draft, book, styles.Tables(xml), book.free_sheet_name(RESULTS_SHEET, AUTHOR))
    reserved = _mark_sheets(desk, marks)
    part = _add_results(desk, marks, reserved)
    _add_styles(desk, known_styles, styles_part)
    return _combined(base, draft, part)


def _mark_sheets(desk: _Desk, marks: Marks) -> dict[str, tuple[Area, ...]]:
    """All marks on the forms; the reserved cells that took a value, by sheet."""
    reserved: dict[str, tuple[Area, ...]] = {}
    for listed in desk.book.worksheets:
        cells = [mark for mark in marks.cells if _is_on(mark.at, listed)]
        values = [value for value in marks.reserved if _is_on(value.at, listed)]
        if not cells and not values:
            continue
        sheet = Sheet(desk.draft.xml(listed.part))
        if not sheet.is_worksheet:
            continue
        cells = [_shown(sheet, mark) for mark in cells]
        # in the order of CT_Worksheet: where nothing stands between them, they come to one place
        _colour(desk, sheet, listed, cells)
        written = _fill_reserved(desk, sheet, listed, values)
        _note(desk, sheet, listed, cells)
        if written:
            reserved[listed.name] = gathered(written)
    return reserved


def _is_on(at: Address, listed: Listed) -> bool:
    fits = 1 <= at.row <= LAST_ROW and 1 <= at.column <= LAST_COLUMN
    return fits and at.sheet.casefold() == listed.name.casefold()


def _shown(sheet: Sheet, mark: CellMark) -> CellMark:
    """The mark at the cell where it can be seen: the first of a merged area."""
    row, column = sheet.shown_at(mark.at.row, mark.at.column)
    return replace(mark, at=replace(mark.at, row=row, column=column))


def _colour(desk: _Desk, sheet: Sheet, listed: Listed, cells: Iterable[CellMark]) -> None:
    """Cells with the same codes and severity share one rule."""
    alike: dict[tuple[str, int], list[str]] = {}
    for mark in cells:
        key = (signature(mark.codes), desk.tables.dxf(cell_colour(mark.severity)))
        alike.setdefault(key, []).append(mark.at.a1)
    rules = [
        conditional_format(" ".join(dict.fromkeys(places)), formula, priority, dxf)
        for ((formula, dxf), places), priority in zip(alike.items(), unused_priorities(sheet), strict=False)
    ]
    if rules:
        desk.draft.edit(listed.part, sheet.insert("conditionalFormatting", b"".join(rules)))


def _note(desk: _Desk, sheet: Sheet, listed: Listed, cells: Iterable[CellMark]) -> None:
    """Notes at cells that have none of staff's, each with its shape; no shape, no note."""
    draft = desk.draft
    relations = draft.relations(listed.part)
    comments = next((r.target for r in relations if r.kind == "comments" and not r.external), "")
    present = draft.name_of(comments)
    taken = note_cells(draft.xml(present)) if present else frozenset()
    notes: dict[str, str] = {}
    boxes: dict[str, Box] = {}
    measure = None
    for mark in cells:
        if mark.note and mark.at.a1 not in taken:
            measure = measure or measured(sheet)
            notes[mark.at.a1] = f"{notes[mark.at.a1]}\n{mark.note}" if mark.at.a1 in notes else mark.note
            size = note_size(notes[mark.at.a1])
            boxes[mark.at.a1] = anchored(mark.at.row, mark.at.column, size, measure)
    if not notes or not _draw(desk, sheet, listed, tuple(boxes.values())):
        return
    if present:
        draft.edit(present, *added_notes(draft.xml(present), AUTHOR, notes))
        return
    if not comments:
        comments = draft.free_name(f"{_folder(desk.book.part)}comments{{}}.xml")
        draft.relate(listed.part, "comments", comments)
    draft.add(comments, new_notes(desk.namespace, AUTHOR, notes), NOTES_TYPE)


def _draw(desk: _Desk, sheet: Sheet, listed: Listed, boxes: tuple[Box, ...]) -> bool:
    """The shapes of notes, in the sheet's own VML drawing or in a new one; False when that cannot be."""
    draft = desk.draft
    relation_id = legacy_drawing_id(sheet)
    relation = next((r for r in draft.relations(listed.part) if r.id == relation_id), None)
    if relation_id is not None and (relation is None or relation.external):
        return False
    present = draft.name_of(relation.target) if relation else None
    if present:
        edits = added_shapes(draft.read(present), boxes)
        draft.edit(present, *edits)
        return bool(edits)
    part = (
        relation.target
        if relation
        else draft.free_name(f"{_folder(desk.book.part)}drawings/vmlDrawing{{}}.vml")
    )
    draft.add(part, new_drawing(boxes, _free_block(draft)), SHAPES_TYPE, by_extension="vml")
    if relation is None:
        prefix, declared = relation_prefix(sheet.xml, strict=draft.strict)
        identity = draft.relate(listed.part, "vmlDrawing", part).encode()
        draft.edit(
            listed.part,
            sheet.insert("legacyDrawing", b'<legacyDrawing%s %s:id="%s"/>' % (declared, prefix, identity)),
        )
    return True


def _free_block(draft: Draft) -> int:
    """A block of shape numbers that no drawing of the workbook uses, with room below the next."""
    drawings = [
        draft.read(name)
        for name in draft.archive.names()
        if name.lower().endswith(".vml") and draft.name_of(name)
    ]
    drawings += [content for name, content in draft.new_parts.items() if name.lower().endswith(".vml")]
    return 1 + max((block for data in drawings for block in blocks_in(data)), default=0)


def _fill_reserved(
    desk: _Desk, sheet: Sheet, listed: Listed, values: Iterable[ReservedValue]
) -> tuple[tuple[int, int], ...]:
    """Values in reserved cells, and the jump from there to the results sheet; the cells that took one."""
    wanted = {(each.at.row, each.at.column): each for each in values}
    barred = [*_table_headers(desk.draft, listed), *(formula_areas(sheet.xml, sheet.data) if wanted else ())]
    hidden = [merge for merge in sheet.merges if any(merge.holds(*cell) for cell in wanted)]
    contents: dict[tuple[int, int], Content] = {
        cell: each.value
        for cell, each in wanted.items()
        if not any(area.holds(*cell) for area in barred)
        and not any(merge.holds(*cell) and cell != (merge.top, merge.left) for merge in hidden)
    }
    if not contents:
        return ()
    edits, written = value_edits(sheet.xml, sheet.data, sheet.rows, contents, sheet.column_styles)
    linked = linked_areas(sheet)
    links = [
        hyperlink(wanted[cell].at.a1, f"{quoted(desk.results)}!A{wanted[cell].link_row}")
        for cell in written
        if wanted[cell].link_row is not None
        and wanted[cell].value is not None
        and not any(area.holds(*cell) for area in linked)
    ]
    filled = tuple(cell for cell in written if contents[cell] is not None)
    desk.draft.edit(listed.part, *edits, *hyperlink_edits(sheet, links), *dimension_edits(sheet, filled))
    return written


def _table_headers(draft: Draft, listed: Listed) -> tuple[Area, ...]:
    """Header rows of tables: Excel wants them to be the names of the columns."""
    found = []
    for relation in draft.relations(listed.part):
        name = draft.name_of(relation.target) if relation.kind == "table" else None
        table = draft.xml(name).root if name else None
        extent = area(table.get("ref") or "") if table else None
        if table and extent and table.get("headerRowCount") != "0":
            found.append(Area(extent.top, extent.left, extent.top, extent.right))
    return tuple(found)


def _add_results(desk: _Desk, marks: Marks, reserved: Mapping[str, tuple[Area, ...]]) -> str:
    """The results sheet in the list of sheets, and the hidden names that say what is ours; its part."""
    draft, book = desk.draft, desk.book
    part = draft.free_name(f"{book.sheet_folder()}/sheet{{}}.xml".lstrip("/"))
    known = frozenset(each.name.casefold() for each in book.sheets)
    draft.add(part, results_xml(marks.results, desk.tables, desk.namespace, known), CONTENT_TYPE)
    book.add_sheet(desk.results, draft.relate(book.part, "worksheet", part))
    book.add_names([(RESULTS_NAME, f"{quoted(desk.results)}!$A$1"), *_reserved_names(reserved)])
    for relation in draft.relations(""):
        name = draft.name_of(relation.target) if relation.kind == "extended-properties" else None
        if name:
            names = [each.name for each in book.worksheets]
            draft.edit(name, *title_added(draft.xml(name), names, desk.results))
    return part


def _reserved_names(reserved: Mapping[str, tuple[Area, ...]]) -> Iterable[tuple[str, str]]:
    """Hidden names that follow the reserved cells wherever rows are inserted."""
    number, text = 1, ""
    for sheet, found in reserved.items():
        for each in found:
            first, last = (
                f"${column_letters(each.left)}${each.top}",
                f"${column_letters(each.right)}${each.bottom}",
            )
            reference = f"{quoted(sheet)}!{first}" + (f":{last}" if first != last else "")
            if text and len(text) + len(reference) > _LONGEST_REFERENCE:
                yield f"{RESERVED_NAME}{number}", text
                number, text = number + 1, ""
            text = f"{text},{reference}" if text else reference
    if text:
        yield f"{RESERVED_NAME}{number}", text


def _add_styles(desk: _Desk, present: str | None, dangling: str) -> None:
    edits = desk.tables.edits()
    if present:
        desk.draft.edit(present, *edits)
        return
    part = dangling or desk.draft.free_name(f"{_folder(desk.book.part)}styles.xml")
    if not dangling:
        desk.draft.relate(desk.book.part, "styles", part)
    desk.draft.add(part, desk.tables.whole(), styles.CONTENT_TYPE)


def _combined(base: Changes, draft: Draft, results_part: str) -> Changes:
    """The marks on top of the cleaning, with the journal of the marks in the results sheet."""
    settled = draft.settled()
    after = settled.after()
    journal = written_journal(journal_of(settled, after, results_part))
    added = dict(settled.added)
    added[results_part] = with_journal(added[results_part], journal)
    return Changes({**base.replaced, **after}, base.dropped | settled.dropped, added)


def _folder(part: str) -> str:
    return part[: part.rfind("/") + 1]
