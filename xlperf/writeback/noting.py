"""Notes on marked cells: the comment and the shape that belongs to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from xlperf.package.patch.book import Listed, relation_prefix
from xlperf.package.patch.measure import measured
from xlperf.package.patch.notes import CONTENT_TYPE as NOTES_TYPE
from xlperf.package.patch.notes import added_notes, new_notes, note_cells
from xlperf.package.patch.shapes import CONTENT_TYPE as SHAPES_TYPE
from xlperf.package.patch.shapes import Box, added_shapes, anchored, blocks_in, new_drawing
from xlperf.package.patch.sheet import Sheet, legacy_drawing_id
from xlperf.writeback.desk import Desk, folder_of
from xlperf.writeback.marks import AUTHOR
from xlperf.writeback.note_size import note_size

if TYPE_CHECKING:
    from xlperf.package.patch.draft import Draft
    from xlperf.writeback.marks import CellMark


def add_notes(desk: Desk, sheet: Sheet, listed: Listed, cells: Iterable[CellMark]) -> None:
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
        comments = draft.free_name(f"{folder_of(desk.book.part)}comments{{}}.xml")
        draft.relate(listed.part, "comments", comments)
    draft.add(comments, new_notes(desk.namespace, AUTHOR, notes), NOTES_TYPE)


def _draw(desk: Desk, sheet: Sheet, listed: Listed, boxes: tuple[Box, ...]) -> bool:
    """The shapes of notes, in the sheet's own VML drawing or in a new one; False when that cannot be."""
    draft = desk.draft
    relation_id = legacy_drawing_id(sheet)
    relation = next((r for r in draft.relations(listed.part) if r.id == relation_id), None)
    if relation_id is not None and (relation is None or relation.external):
        return False
    if relation_id is None and sheet.is_in_an_alternative("legacyDrawing"):
        return False
    present = draft.name_of(relation.target) if relation else None
    if present:
        edits = added_shapes(draft.read(present), boxes)
        draft.edit(present, *edits)
        return bool(edits)
    part = (
        relation.target
        if relation
        else draft.free_name(f"{folder_of(desk.book.part)}drawings/vmlDrawing{{}}.vml")
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
