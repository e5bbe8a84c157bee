"""Values in the cells that the form keeps for us (系统复算得分, 差异, 提示), and the names that find them again.

No formula of a form reads these cells, so nothing that depends on them can grow stale.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from xlperf.findings import column_letters
from xlperf.package.patch.areas import Area, area, hidden_by
from xlperf.package.patch.book import Listed, quoted
from xlperf.package.patch.rows import Content, formula_areas, value_edits
from xlperf.package.patch.sheet import Sheet, dimension_edits, hyperlink, hyperlink_edits, linked_areas
from xlperf.writeback.signature import RESERVED_NAME

if TYPE_CHECKING:
    from xlperf.package.patch.draft import Draft
    from xlperf.writeback.desk import Desk
    from xlperf.writeback.marks import ReservedValue

_LONGEST_REFERENCE = 8000


def fill_reserved(
    desk: Desk, sheet: Sheet, listed: Listed, values: Iterable[ReservedValue]
) -> tuple[tuple[int, int], ...]:
    """Values in reserved cells, and the jump from there to the results sheet; the cells that took one."""
    wanted = {(each.at.row, each.at.column): each for each in values}
    barred = [*_table_headers(desk.draft, listed), *(formula_areas(sheet.xml, sheet.data) if wanted else ())]
    if not wanted:
        return ()
    hidden = hidden_by(sheet.merges, wanted)
    contents: dict[tuple[int, int], Content] = {
        cell: each.value
        for cell, each in wanted.items()
        if cell not in hidden and not any(area.holds(*cell) for area in barred)
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


def reserved_names(reserved: Mapping[str, tuple[Area, ...]]) -> Iterable[tuple[str, str]]:
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
