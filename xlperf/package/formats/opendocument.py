""".ods (ODF 1.3 part 3, §9 and §19): content.xml walked once, cells repeated as often as they say.

Dates and times become serial numbers from 1899-12-30, as spreadsheets count them, so that they read as in .xlsx.
The text of a formula is not taken, for it is written in another way than in .xlsx: it is "".
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from xlperf.lazy_regex import lazy
from xlperf.package.formats.book import Cells, ForeignBook, ForeignSheet
from xlperf.package.formats.typed import stored
from xlperf.package.gate import MAX_ROW, hold_to_text
from xlperf.package.grid import RawCell
from xlperf.package.markup import walk
from xlperf.package.refusal import refused
from xlperf.package.workbook import DefinedName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlperf.package.archive import Archive

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE, _TEXT, _STYLE = (f"{_NS}{name}:1.0" for name in ("office", "table", "text", "style"))
_CALCEXT = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
_SEEN = frozenset((_OFFICE, _TABLE, _TEXT, _STYLE))
_ASIDE = {"annotation", "shapes", "tracked-changes", "dde-links"}
_CELLS = ("table-cell", "covered-table-cell")
_NUMBERS = ("float", "percentage", "currency")
_PLACE = lazy(
    r"\$?('(?:[^']|'')+'|[^'.$]+)\.\$?([A-Z]{1,3})\$?(\d+)(?::(?:\$?(?:'(?:[^']|'')+'|[^'.$]+)?\.)?\$?([A-Z]{1,3})\$?(\d+))?"
)
_DURATION = lazy(r"P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?")
_START = datetime(1899, 12, 30)  # noqa: DTZ001  spreadsheets know no time zone
_CONTENT = "content.xml"


def read_opendocument(archive: Archive) -> ForeignBook:
    """The workbook in an .ods package; OPEN-29 when it is enciphered."""
    manifest = archive.read("META-INF/manifest.xml") if archive.find("META-INF/manifest.xml") else b""
    if b"encryption-data" in manifest:
        raise refused("OPEN-29", kind=".ods", why="设置了打开密码，这种格式的密码本程序不会解")
    reading = _Reading()
    walk(_CONTENT, archive.read(_CONTENT), reading.start, reading.end, reading.text, _SEEN)
    macros = any(name.startswith("Basic/") for name in archive.names())
    return ForeignBook(".ods", tuple(reading.sheets), tuple(reading.names), has_macros=macros)


class _Reading:
    """Gathers the sheets while content.xml is walked."""

    def __init__(self) -> None:
        self.sheets: list[ForeignSheet] = []
        self.names: list[DefinedName] = []
        self._told = [0]
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._cells: Cells | None = None
        self._state = "visible"
        self._row = self._rows = self._column = self._columns = 0
        self._held: list[tuple[int, int, RawCell]] = []
        self._cell: Mapping[str, str] | None = None
        self._paragraphs: list[str] = []
        self._aside = 0  # within a note, a drawing, an earlier version
        self._note: list[str] | None = None
        self._inside = 0  # within a paragraph

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if self._aside or name in _ASIDE:
            self._aside += 1
            if name == "annotation" and self._aside == 1:
                self._note = []
            elif name == "p" and self._note is not None:
                self._begin_paragraph(self._note)
        elif self._cell is not None:
            self._start_text(name, attributes)
        elif name == "style":
            self._style = attributes.get(f"{_STYLE} name", "")
        elif name == "table-properties":
            if attributes.get(f"{_TABLE} display") == "false":
                self._hidden_styles.add(self._style)
        elif name == "named-range":
            self._named(attributes)
        else:
            self._start_table(name, attributes)

    def _start_table(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "table":
            hidden = attributes.get(f"{_TABLE} style-name") in self._hidden_styles
            self._cells = Cells(attributes.get(f"{_TABLE} name", ""), self._told)
            self._state = "hidden" if hidden else "visible"
            self._row = self._columns = 0
        elif self._cells is None:
            return
        elif name == "table-column":
            self._column_told(self._cells, attributes)
        elif name == "table-row":
            self._rows = _times(attributes, "number-rows-repeated")
            self._column, self._held = 0, []
            if attributes.get(f"{_TABLE} visibility") in {"collapse", "filter"}:
                self._cells.hidden_rows.update(range(self._row + 1, min(self._row + self._rows, MAX_ROW) + 1))
        elif name in _CELLS:
            self._cell, self._paragraphs = attributes, []

    def _column_told(self, cells: Cells, attributes: Mapping[str, str]) -> None:
        times = _times(attributes, "number-columns-repeated")
        if attributes.get(f"{_TABLE} visibility") in {"collapse", "filter"}:
            cells.hidden_columns.append((self._columns + 1, self._columns + times))
        self._columns += times

    def _start_text(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "p":
            self._begin_paragraph(self._paragraphs)
        elif name == "s":
            self.text(" " * _times(attributes, "c", _TEXT, 1000))
        elif name in {"tab", "line-break"}:
            self.text("\t" if name == "tab" else "\n")
        elif name == "table":
            raise refused("OPEN-29", kind=".ods", why="单元格里又嵌有表格")

    def _begin_paragraph(self, lines: list[str]) -> None:
        lines.append("")
        self._inside += 1

    def text(self, text: str) -> None:
        """Text of a paragraph in a cell, or in the note of one."""
        if self._inside and self._note is not None:
            self._note[-1] += text
        elif self._inside and not self._aside and self._paragraphs:
            self._paragraphs[-1] += text
            hold_to_text(_CONTENT, self._paragraphs[-1])

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "p" and self._inside:
            self._inside -= 1
        if self._aside:
            self._aside -= 1
            if not self._aside and self._note is not None and self._cells is not None:
                self._cells.note(self._row + 1, self._column + 1, "\n".join(self._note))
            if not self._aside:
                self._note = None
        elif name in _CELLS and self._cell is not None and self._cells is not None:
            self._end_cell(self._cells, self._cell)
            self._cell = None
        elif name == "table-row" and self._cells is not None:
            self._end_row(self._cells)
        elif name == "table" and self._cells is not None:
            self.sheets.append(self._cells.done(self._state))
            self._cells = None

    def _end_cell(self, cells: Cells, attributes: Mapping[str, str]) -> None:
        times = _times(attributes, "number-columns-repeated")
        cell = _raw(attributes, "\n".join(self._paragraphs))
        if cell is not None:
            for column in range(self._column + 1, self._column + times + 1):
                cells.put(self._row + 1, column, cell)
                self._held.append((self._row + 1, column, cell))
        down, across = _times(attributes, "number-rows-spanned"), _times(attributes, "number-columns-spanned")
        if down > 1 or across > 1:
            top, left = self._row + 1, self._column + 1
            cells.merge(top, left, top + down - 1, left + across - 1)
        self._column += times

    def _end_row(self, cells: Cells) -> None:
        if self._held:
            for again in range(1, self._rows):
                for row, column, cell in self._held:
                    cells.put(row + again, column, cell)
        self._row += self._rows

    def _named(self, attributes: Mapping[str, str]) -> None:
        """A defined name that stands for cells; ``$Sheet.$A$1:.$B$2`` becomes ``'Sheet'!$A$1:$B$2``."""
        found = _PLACE.fullmatch(attributes.get(f"{_TABLE} cell-range-address", ""))
        if found is None:
            return
        sheet, left, top, right, bottom = found.groups()
        quoted = sheet if sheet.startswith("'") else f"'{sheet}'"
        area = f"${left}${top}" + (f":${right}${bottom}" if right else "")
        scope = self._cells.sheet if self._cells is not None else None
        self.names.append(DefinedName(attributes.get(f"{_TABLE} name", ""), f"{quoted}!{area}", scope))


def _times(attributes: Mapping[str, str], name: str, namespace: str = _TABLE, most: int = MAX_ROW) -> int:
    """How often: a whole number from 1, at most as many as a sheet has rows."""
    text = attributes.get(f"{namespace} {name}", "1")
    return max(1, min(int(text), most)) if text.isascii() and text.isdigit() and len(text) < 10 else 1  # noqa: PLR2004


def _raw(attributes: Mapping[str, str], text: str) -> RawCell | None:
    formula = attributes.get(f"{_TABLE} formula")
    told = None if formula is None else ""
    kind = attributes.get(f"{_OFFICE} value-type", "")
    if attributes.get(f"{_CALCEXT} value-type") == "error":
        return RawCell(text or "#VALUE!", "e", told)
    if kind in _NUMBERS:
        number = attributes.get(f"{_OFFICE} value", "")
        return RawCell(number or None, "n", told, "percent" if kind == "percentage" else "")
    if kind in {"date", "time"}:
        serial = _serial(attributes.get(f"{_OFFICE} {kind}-value", ""))
        return RawCell(text, "s", told) if serial is None else RawCell(serial, "n", told, "date")
    if kind == "boolean":
        return RawCell(attributes.get(f"{_OFFICE} boolean-value", "").upper(), "b", told)
    content = attributes.get(f"{_OFFICE} string-value", text) or text
    return RawCell(content, "s", told) if content or told is not None else None


def _serial(value: str) -> str | None:
    """A date, a moment or a duration as the number of days since 1899-12-30."""
    found = _DURATION.fullmatch(value) if value.startswith("P") else None
    if found is not None:
        days, hours, minutes, seconds = (float(part or 0) for part in found.groups())
        return stored(days + hours / 24 + minutes / 1440 + seconds / 86400)
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    since = moment.replace(tzinfo=None) - _START
    return stored(since.days + since.seconds / 86400)
