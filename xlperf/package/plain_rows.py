"""The rows of a plainly written sheet, read by one regular expression that accounts for every character.

Cells written in an unusual way (rich inline text, attributes in another order) are handed back as XML
for the walk; anything that is no row or cell at all makes the part not plain.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xlperf.package import gate
from xlperf.package.cells import RawCell
from xlperf.package.plain import NotPlain, pieces, resolved, root_end
from xlperf.package.references import COLUMNS
from xlperf.package.refusal import refused

if TYPE_CHECKING:
    from xlperf.package.cells import CellMaker

# What carries no content goes first and leaves no trace: white space, row ends, cells that are only style.
_TOKEN = re.compile(
    r"""
    (?: \s++ | </row> | <c\ r="[A-Z]{1,3}[1-9][0-9]{0,6}"(?:\ s="[0-9]*")?/> )*+
    (?: <c\ r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?:\ s="([0-9]*)")?(?:\ t="([a-zA-Z]*)")?(?:\ [cv]m="[0-9]*")*+>
        (?: (<f(?:\ [a-zA-Z0-9]+="[^"<>&]*")*+)(?:/>|>([^<]*)</f>) )?
        (?: <v>([^<]*)(</v>) | (<v\ ?/>) )?
        (?: <is><t(?:\ xml:space="preserve")?>([^<]*)(</t>)</is> )?
        </c>
      | (<c\ (?=(?:[^<>]*\s)?r=")[^<>]*>(?:[^<]++|<(?!/?c[\s/>]))*+</c>)
      | <row\ r="([1-9][0-9]{0,6})"([^<>]*)>
      | (\S.*)
      | \Z
    )""",
    re.VERBOSE | re.DOTALL,
)
_ROW_ATTRIBUTES = re.compile(
    r"(?: (?:spans|s|customFormat|ht|hidden|customHeight|outlineLevel|collapsed|thickTop|thickBot|ph|x14ac:dyDescent)"
    r'="[^"<>&]*")*+ ?/?'
)
_HIDDEN = re.compile(r' hidden="(?:1|true|on)"')


class PlainRows:
    """What the regular expression found: cells by (row, column), hidden rows, unusual cells as XML."""

    def __init__(self, maker: CellMaker) -> None:
        self.cells: dict[tuple[int, int], RawCell] = {}
        self.told = 0
        self.hidden_rows: set[int] = set()
        self.unusual: list[str] = []
        self._maker = maker
        self._row_kinds: dict[str, tuple[bool, bool]] = {}

    def read(self, data: bytes) -> tuple[bytes, bytes]:
        """Read all rows; give what stands before and after them. NotPlain: nothing read counts."""
        begin = root_end(data, b"worksheet")
        start = data.find(b"<sheetData>", begin) + len(b"<sheetData>")
        stop = data.find(b"</sheetData>", start)
        if start < begin or stop < 0 or data.find(b"<sheetData", stop) >= 0:
            raise NotPlain
        head, tail = data[:start], data[stop:]
        if b"AlternateContent" in head or (data.find(b"x14ac:", start) >= 0 and b"xmlns:x14ac=" not in head):
            raise NotPlain
        told = max(
            data.count(b"<v>", start, stop) + data.count(b"<is>", start, stop), data.count(b"<f", start, stop)
        )
        gate.hold_to_count("有内容的单元格", told, gate.MAX_CELLS)
        open_rows = 0
        for piece in pieces(data, start, stop, b"<row "):
            open_rows += self._piece(piece) - piece.count("</row>")
        if open_rows:
            raise NotPlain
        return head, tail

    def _row(self, number: int, attributes: str) -> bool:
        """Note a hidden row; give whether the row tag stays open."""
        kind = self._row_kinds.get(attributes)
        if kind is None:
            if not _ROW_ATTRIBUTES.fullmatch(attributes):
                raise NotPlain
            kind = (not attributes.endswith("/"), _HIDDEN.search(attributes) is not None)
            self._row_kinds[attributes] = kind
        if number > gate.MAX_ROW:
            raise refused("OPEN-24", part=self._maker.part, ref=str(number))
        if kind[1]:
            self.hidden_rows.add(number)
        return kind[0]

    def _rare(self, type_: str, style: str, content: str | None, formula: str | None) -> RawCell | None:
        """A cell that is neither a plain number nor a shared string."""
        content = None if content is None else resolved(content)
        return self._maker.cell(type_, style, content, None if formula is None else resolved(formula))

    def _piece(self, piece: str) -> int:  # noqa: C901, PLR0912 - the one hot loop: a call per cell doubles its time
        """Read one piece; give how many rows it opens."""
        maker, cells, shared, dates = self._maker, self.cells, self._maker.shared, self._maker.dates
        new, columns = tuple.__new__, COLUMNS
        opened, told, row, row_text = 0, 0, 0, ""
        for (letters, digits, style, type_, f_tag, f_text, value, v_end, v_empty, inline, i_end, unusual,
             row_number, row_attributes, other) in _TOKEN.findall(piece):  # fmt: skip
            if letters:
                if digits != row_text:
                    row, row_text = int(digits), digits
                cell: RawCell | None
                if f_tag or i_end or not value:
                    content = (
                        inline if i_end and type_ == "inlineStr" else value if v_end or v_empty else None
                    )
                    cell = self._rare(type_, style, content, f_text if f_tag else None)
                elif type_ == "s" and value in shared:
                    cell = shared[value]
                elif not type_ and value[-1] > " " < value[0] and "&" not in value:
                    cell = new(RawCell, (value, "n", None, style in dates))
                else:
                    cell = self._rare(type_, style, value, None)
                column = columns[letters]
                if not column or row > gate.MAX_ROW:
                    raise refused("OPEN-24", part=maker.part, ref=letters + digits)
                if cell is not None:
                    cells[row, column] = cell
                    told += 1
            elif row_number:
                opened += self._row(int(row_number), row_attributes)
            elif unusual:
                self.unusual.append(unusual)
            elif other:
                raise NotPlain
        self.told += told
        return opened
