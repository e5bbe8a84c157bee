"""The rows of a plainly written sheet, read by one regular expression that accounts for every character.

Cells written in an unusual way (rich inline text, attributes in another order) are handed back as XML
for the walk; anything that is no row or cell at all makes the part not plain.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from xlperf.lazy_regex import lazy
from xlperf.package import gate
from xlperf.package.cells import RawCell
from xlperf.package.plain import NotPlain, resolved
from xlperf.package.references import COLUMNS
from xlperf.package.refusal import refused

if TYPE_CHECKING:
    from xlperf.package.cells import CellMaker
    from xlperf.package.columns import Columns

_SIMPLE = lazy(
    r"""
    (?: \s++ | </row> | <c\ r="[A-Z]{1,3}[1-9][0-9]{0,6}"(?:\ s="[0-9]*")?/> )*+
    (?: <c\ r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?:\ s="([0-9]*)")?
          (?: ><v>([-+0-9.Ee]++) | \ t="s"><v>([0-9]{1,7}) ) </v></c>
      | <row\ r="([1-9][0-9]{0,6})"([^<>]*)>
      | (\S.*)
      | \Z
    )""",
    re.VERBOSE | re.DOTALL,
)
"""Numbers and shared texts, as most cells are; the last group is the rest from the first thing that is neither."""
# What carries no content goes first and leaves no trace: white space, row ends, cells that are only style.
_TOKEN = lazy(
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
_ROW_ATTRIBUTES = lazy(
    r"(?: (?:spans|s|customFormat|ht|hidden|customHeight|outlineLevel|collapsed|thickTop|thickBot|ph|x14ac:dyDescent)"
    r'="[^"<>&]*")*+ ?/?'
)
_ATTRIBUTE_NAME = lazy(r"([\w:]+)=")
_BETWEEN_ROWS = lazy(r"</row>\s*+(?!<row\s|\Z)")
"""The end of a row after which comes neither a row nor the end."""
_NUMBERS = ("", "n")
_HIDDEN = lazy(r' hidden="(?:1|true|on)"| ht="[0-3](?:\.[0-9]*)?"')


def _kind_of(attributes: str) -> tuple[bool, bool]:
    """What attributes say of their row: whether its tag stays open, and whether it is hidden."""
    names = _ATTRIBUTE_NAME.findall(attributes)
    if not _ROW_ATTRIBUTES.fullmatch(attributes) or len(set(names)) < len(names):
        raise NotPlain
    return not attributes.endswith("/"), _HIDDEN.search(attributes) is not None


_LONGEST_USUAL = 200
_usual_kind = lru_cache(maxsize=512)(_kind_of)
"""The rows of all sheets have few kinds of attributes."""


class RowReader:
    """Reads pieces of plain rows; ``hidden_rows`` grows with every piece."""

    def __init__(self, maker: CellMaker) -> None:
        self.hidden_rows: set[int] = set()
        self._maker = maker
        self._row_kinds: dict[str, tuple[bool, bool]] = {}

    def read(self, piece: str, cells: Columns) -> str:
        """Put the cells of whole rows among ``cells``; give as XML those written unusually. NotPlain: none of it counts."""
        before = cells.count()
        opened, told, rest = self._read_simple(piece, cells)
        unusual = ""
        if rest:
            more, further, unusual = self._read(rest, cells)
            opened, told = opened + more, told + further
        in_rows = piece.lstrip().startswith("<row ") or not (opened or told or unusual)
        if opened != piece.count("</row>") or _BETWEEN_ROWS.search(piece) or not in_rows:
            raise NotPlain
        if told != cells.count() - before:
            raise refused("OPEN-25", part=self._maker.part, why="有单元格重复出现")
        return unusual

    def is_usual(self, attributes: str) -> bool:
        """Whether a row with such attributes is open and to be seen; NotPlain where they are none."""
        return self._kind(attributes) == (True, False)

    def _kind(self, attributes: str) -> tuple[bool, bool]:
        """Whether the row tag stays open, and whether the row is hidden."""
        kind = self._row_kinds.get(attributes)
        if kind is None:
            kind = (_usual_kind if len(attributes) < _LONGEST_USUAL else _kind_of)(attributes)
            self._row_kinds[attributes] = kind
        return kind

    def _row(self, number: int, attributes: str) -> bool:
        """Note a hidden row; give whether the row tag stays open."""
        kind = self._kind(attributes)
        if number > gate.MAX_ROW:
            raise refused("OPEN-24", part=self._maker.part, ref=str(number))
        if kind[1]:
            self.hidden_rows.add(number)
        return kind[0]

    def _rare(self, type_: str, style: str, content: str | None, formula: str | None) -> RawCell | None:
        """A cell that is neither a plain number nor a shared string."""
        content = None if content is None else resolved(content)
        return self._maker.cell(type_, style, content, None if formula is None else resolved(formula))

    def _read_simple(self, piece: str, cells: Columns) -> tuple[int, int, str]:
        """Fill ``cells`` as far as rows are simple; give how many were opened, how many cells told, and the rest."""
        texts, most, shows = self._maker.texts, len(self._maker.texts), self._maker.shows.get
        new, columns = tuple.__new__, COLUMNS
        opened, told, row, row_text = 0, 0, 0, ""
        for letters, digits, style, number, text, row_number, row_attributes, rest in _SIMPLE.findall(piece):
            if letters:
                if digits != row_text:
                    row, row_text = int(digits), digits
                column = columns[letters]
                if not column or row > gate.MAX_ROW:
                    raise refused("OPEN-24", part=self._maker.part, ref=letters + digits)
                if number:
                    cells[column][row] = new(RawCell, (number, "n", None, shows(style, "")))
                else:
                    at = int(text)
                    cells[column][row] = texts[at] if at < most else self._maker.shared(text)
                told += 1
            elif row_number:
                opened += self._row(int(row_number), row_attributes)
            elif rest:
                return opened, told, rest
        return opened, told, ""

    def _read(  # noqa: C901, PLR0912 - the one hot loop: a call per cell would double its time
        self, piece: str, cells: Columns
    ) -> tuple[int, int, str]:
        """Fill ``cells``; give how many rows were opened, how many cells told, and the unusual ones."""
        maker, shows = self._maker, self._maker.shows.get
        new, columns = tuple.__new__, COLUMNS
        opened, told, row, row_text = 0, 0, 0, ""
        unusual_cells: list[str] = []
        for (letters, digits, style, type_, f_tag, f_text, value, v_end, v_empty, inline, i_end, unusual,
             row_number, row_attributes, other) in _TOKEN.findall(piece):  # fmt: skip
            if letters:
                if digits != row_text:
                    row, row_text = int(digits), digits
                cell: RawCell | None
                if not (f_tag or v_end or v_empty or i_end):
                    continue
                if f_tag or i_end or not value:
                    content = (
                        inline if i_end and type_ == "inlineStr" else value if v_end or v_empty else None
                    )
                    cell = self._rare(type_, style, content, f_text if f_tag else None)
                elif type_ == "s" and value.isdigit():
                    cell = maker.shared(value)
                elif type_ in _NUMBERS and value[-1] > " " < value[0] and "&" not in value:
                    cell = new(RawCell, (value, "n", None, shows(style, "")))
                else:
                    cell = self._rare(type_, style, value, None)
                if cell is None:
                    continue
                column = columns[letters]
                if not column or row > gate.MAX_ROW:
                    raise refused("OPEN-24", part=maker.part, ref=letters + digits)
                cells[column][row] = cell
                told += 1
            elif row_number:
                opened += self._row(int(row_number), row_attributes)
            elif unusual:
                unusual_cells.append(unusual)
            elif other:
                raise NotPlain
        return opened, told, "".join(unusual_cells)
