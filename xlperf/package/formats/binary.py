""".xlsb ([MS-XLSB] 2.1.4): the package of an .xlsx whose parts are records. Which ones there are, and what they say.

Read here and by no library: those that read .xlsb tell neither percentages nor defined names, and fill whole sheets.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from xlperf.package import gate
from xlperf.package.formats.binary_records import Record, formula_area, records, wide
from xlperf.package.formats.book import Cells, ForeignBook
from xlperf.package.formats.typed import stored
from xlperf.package.grid import RawCell
from xlperf.package.number_formats import built_in, shows_date, shows_percent
from xlperf.package.refusal import Refused, refused
from xlperf.package.relationships import relationships
from xlperf.package.workbook import DefinedName

if TYPE_CHECKING:
    from xlperf.package.archive import Archive

_STATES = {0: "visible", 1: "hidden", 2: "veryHidden"}
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_GLOBAL = 0xFFFFFFFF


def read_binary(archive: Archive, part: str) -> ForeignBook:
    """The workbook whose main part is ``part``; OPEN-29 when a record is broken."""
    try:
        return _Reading(archive, part).book()
    except Refused:
        raise
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise refused("OPEN-29", kind=".xlsb", why="内容已损坏") from error


class _Reading:
    def __init__(self, archive: Archive, part: str) -> None:
        self._archive = archive
        self._part = part
        self._related = relationships(archive, part)
        self._told = [0]
        self._styles = self._number_styles()
        self._strings = self._shared_strings()

    def book(self) -> ForeignBook:
        """Everything that the main part lists."""
        by_id = {relation.id: relation for relation in self._related}
        listed: list[tuple[str, str, str, str]] = []
        names: list[tuple[str, int, bool, tuple[int, str] | None]] = []
        tabs: list[int] = []
        date_1904 = False
        for record, data in records(self._archive.read(self._part)):
            if record == Record.WORKBOOK:
                date_1904 = bool(data[0] & 1)
            elif record == Record.SHEET:
                relation, at = wide(data, 8)
                found = by_id.get(relation)
                if found is None or not self._archive.find(found.part):
                    raise refused("OPEN-22", why="缺少工作表的内容")
                state = _STATES.get(struct.unpack_from("<I", data)[0], "visible")
                listed.append((wide(data, at)[0], state, found.kind, found.part))
            elif record == Record.NAME:
                name, at = wide(data, 9)
                flags, scope = struct.unpack_from("<I", data)[0], struct.unpack_from("<I", data, 5)[0]
                names.append((name, scope, bool(flags & 1), formula_area(data, at)))
            elif record == Record.SHEETS_REFERRED:
                tabs = [struct.unpack_from("<3i", data, 4 + 12 * n)[1] for n in range(len(data) // 12)]
        sheets = tuple(self._sheet(name, kind, part).done(state, kind) for name, state, kind, part in listed)
        titles = [name for name, _, _, _ in listed]
        macros = any(name.lower().endswith("vbaproject.bin") for name in self._archive.names())
        return ForeignBook(".xlsb", sheets, tuple(_named(names, tabs, titles)), date_1904, macros)

    def _part_of(self, kind: str) -> str | None:
        return next((r.part for r in self._related if r.kind == kind and self._archive.find(r.part)), None)

    def _shared_strings(self) -> list[str]:
        part = self._part_of("sharedStrings")
        texts = []
        for record, data in records(self._archive.read(part)) if part else ():
            if record == Record.SHARED_TEXT:
                texts.append(wide(data, 1)[0])
                gate.hold_to_count("共享文字", len(texts), gate.MAX_STRINGS)
        return texts

    def _number_styles(self) -> dict[int, str]:
        part = self._part_of("styles")
        custom: dict[int, str] = {}
        styles: dict[int, str] = {}
        count, inside = 0, False
        for record, data in records(self._archive.read(part)) if part else ():
            if record == Record.FORMAT:
                code = wide(data, 2)[0]
                custom[struct.unpack_from("<H", data)[0]] = (
                    "date" if shows_date(code) else "percent" if shows_percent(code) else ""
                )
            elif record in (Record.CELL_STYLES, Record.CELL_STYLES_END):
                inside = record == Record.CELL_STYLES
            elif record == Record.STYLE and inside:
                number = struct.unpack_from("<2H", data)[1]
                styles[count] = custom.get(number, built_in(str(number)))
                count += 1
        return styles

    def _sheet(self, name: str, kind: str, part: str) -> Cells:
        cells = Cells(name, self._told)
        if kind != "worksheet":
            return cells
        row = 0
        for record, data in records(self._archive.read(part)):
            if record == Record.ROW:
                row = struct.unpack_from("<I", data)[0] + 1
                if len(data) > 11 and data[11] & 0x10:  # noqa: PLR2004  fDyZero
                    cells.hidden_rows.add(row)
            elif Record.BLANK < record <= Record.FORMULA_ERROR or record == Record.RICH_TEXT:
                column, style = struct.unpack_from("<2I", data)
                cells.put(row, column + 1, self._cell(record, data, self._styles.get(style & 0xFFFFFF, "")))
            elif record == Record.MERGE:
                top, bottom, left, right = struct.unpack_from("<4I", data)
                cells.merge(top + 1, left + 1, bottom + 1, right + 1)
            elif record == Record.COLUMNS:
                first, last = struct.unpack_from("<2I", data)
                if struct.unpack_from("<H", data, 16)[0] & 1:
                    cells.hidden_columns.append((first + 1, last + 1))
        return cells

    def _cell(self, record: int, data: bytes, shown: str) -> RawCell:
        formula = "" if Record.FORMULA_TEXT <= record <= Record.FORMULA_ERROR else None
        if record == Record.RK:
            cell = RawCell(stored(_packed(struct.unpack_from("<i", data, 8)[0])), "n", None, shown)
        elif record in (Record.REAL, Record.FORMULA_NUMBER):
            cell = RawCell(stored(struct.unpack_from("<d", data, 8)[0]), "n", formula, shown)
        elif record in (Record.TEXT, Record.FORMULA_TEXT):
            cell = RawCell(wide(data, 8)[0], "s", formula)
        elif record == Record.RICH_TEXT:
            cell = RawCell(wide(data, 9)[0], "s")
        elif record == Record.SHARED:
            cell = RawCell(self._strings[struct.unpack_from("<I", data, 8)[0]], "s")
        elif record in (Record.BOOLEAN, Record.FORMULA_BOOLEAN):
            cell = RawCell("TRUE" if data[8] else "FALSE", "b", formula)
        else:
            cell = RawCell(_ERRORS.get(data[8], "#VALUE!"), "e", formula)
        return cell


def _packed(number: int) -> float:
    """An RkNumber ([MS-XLSB] 2.5.123): 30 bits of a double or of a whole number, perhaps in hundredths."""
    value = (
        float(number >> 2) if number & 2 else struct.unpack("<d", struct.pack("<q", (number & ~3) << 32))[0]
    )
    return value / 100 if number & 1 else value


def _named(
    names: list[tuple[str, int, bool, tuple[int, str] | None]], tabs: list[int], titles: list[str]
) -> list[DefinedName]:
    """The names that stand for cells of a sheet of this workbook."""
    found = []
    for name, scope, hidden, area in names:
        if area is None or not 0 <= area[0] < len(tabs) or not 0 <= tabs[area[0]] < len(titles):
            continue
        sheet = titles[tabs[area[0]]].replace("'", "''")
        own = None if scope == _GLOBAL else titles[scope] if scope < len(titles) else ""
        if own != "":
            found.append(DefinedName(name, f"'{sheet}'!{area[1]}", own, hidden))
    return found
