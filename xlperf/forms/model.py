"""The parts a form is written with: fields, tables, lines, sheets, workbooks.

The object written in a form module is what templates place, the reader looks for and checks ask for; its
``key`` is unique within a workbook and becomes the defined name ``xp_…``.
"""

from __future__ import annotations

import enum
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING

from xlperf.record import dataclass
from xlperf.schemes.model import Indicator, Scheme

if TYPE_CHECKING:
    from xlperf.forms.formulas import Formula


class _Remembering:
    """Gives a slotted class room for what its instances work out once."""


class Kind(enum.StrEnum):
    """What staff write into a cell."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    MONEY = "money"  # in the unit of the field, 万元 unless it says otherwise
    COUNT = "count"  # whole number
    NUMBER = "number"
    POINTS = "points"  # 分
    PERCENT = "percent"  # a fraction in the cell (0.368 shown as 36.80%)
    YEAR = "year"
    DATE = "date"
    PERIOD = "period"  # 2020年1月起至2020年12月止
    CHOICE = "choice"
    FREE = "free"  # number or words: 实际完成值, 指标值

    @cached_property
    def is_number(self) -> bool:
        """Whether words in such a cell are a mistake."""
        return self in _NUMBERS


_NUMBERS = {Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.POINTS, Kind.PERCENT, Kind.YEAR}


class Owner(enum.Enum):
    """Who writes into a cell."""

    UNIT = "unit"  # 填报单位
    FORM = "form"  # printed or computed by the form
    XLPERF = "xlperf"  # 系统复算得分、差异、提示
    BUREAU = "bureau"  # 财政复核


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Field:
    """One value of a form. ``key`` is ``form.name``; ``label`` is printed beside it."""

    key: str
    label: str
    kind: Kind = Kind.TEXT
    unit: str = ""
    choices: tuple[str, ...] = ()
    formula: Formula | None = None
    prompt: str = ""
    number_format: str = ""
    owner: Owner = Owner.UNIT
    personal: bool = False
    colours: tuple[tuple[str, str], ...] = ()  # the fill of the cell while it says a word
    printed_label: bool = True  # False: the value stands alone (a title, a year under it)
    added: bool = False  # our form asks for it and published ones do not: it is not missed there
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Column:
    """One column of a table; ``heading`` is the path of header texts above its own label.

    ``total`` is the field that stands in this column on the total row; ``formula`` works within the row.
    """

    key: str
    label: str
    kind: Kind = Kind.TEXT
    span: int = 1
    heading: tuple[str, ...] = ()
    unit: str = ""
    choices: tuple[str, ...] = ()
    owner: Owner = Owner.UNIT
    formula: Formula | None = None
    total: Field | None = None
    total_adds: tuple[Field, ...] = ()  # fields elsewhere on the form that the total counts as well
    inherits: bool = False  # an empty cell continues the one above (merged 一级/二级指标)
    merges: tuple[str, ...] = ()  # rows that agree in these columns share one merged cell
    prompt: str = ""
    personal: bool = False
    colours: tuple[tuple[str, str], ...] = ()  # the fill of a cell while it says a word
    warns_when: str = ""  # a conditional format: "reason" = turns red while 得分<分值 and this is empty
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class PrintedRow:
    """A row that the form brings along: ``id`` names it, ``texts`` are what stands in it (by column key)."""

    id: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    formulas: dict[str, Formula] = field(default_factory=dict)
    continues: bool = False  # shares every cell without a text of its own with the row above


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Table(_Remembering):
    """Rows under a header. ``total`` is the label of the total row, at its top or bottom; "" for none.

    ``printed`` rows come with the form, ``spare`` empty ones follow; ``grows`` lets staff insert more.
    """

    key: str
    label: str
    columns: tuple[Column, ...]
    printed: tuple[PrintedRow, ...] = ()
    spare: int = 0
    grows: bool = True
    total: str = ""
    total_on_top: bool = False
    side_label: str = ""
    side_span: int = 0
    row_height: float = 0
    repeats_header: bool = False
    synonyms: tuple[str, ...] = ()

    def column(self, key: str) -> Column:
        """The column of that key; KeyError when there is none."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)

    @cached_property
    def totals(self) -> tuple[Field, ...]:
        """The fields on the total row."""
        return tuple(column.total for column in self.columns if column.total)


@dataclass(frozen=True, slots=True)
class Label:
    """Printed text over ``span`` grid columns; prose stands on the left."""

    text: str
    span: int
    prose: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """The cell of a field over ``span`` grid columns."""

    field: Field
    span: int


@dataclass(frozen=True, slots=True)
class Line:
    """Labels and entries side by side, in points high (0: as high as its text needs)."""

    items: tuple[Label | Entry, ...]
    height: float = 0
    boxed: bool = True


class Look(enum.Enum):
    """How a full-width text looks."""

    TITLE = "title"
    COVER = "cover"  # the title of a cover page
    IMPRINT = "imprint"  # 财政局（制）
    SUBTITLE = "subtitle"
    UNIT = "unit"  # right-aligned 单位：万元
    HEADING = "heading"  # 一、…
    NOTE = "note"
    ATTACHMENT = "attachment"  # 附件2-1
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Banner:
    """Text over the whole width of the form; a Field instead of text is an entry of that look."""

    text: str | Field
    look: Look
    height: float = 0


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new printed page begins here."""


Block = Banner | Line | Table | PageBreak


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class SheetForm(_Remembering):
    """One sheet: grid column widths in characters and the blocks from top to bottom."""

    key: str
    name: str
    widths: tuple[float, ...]
    blocks: tuple[Block, ...]
    landscape: bool = False
    optional: bool = False  # nobody misses it when it is left empty
    side_widths: tuple[float, ...] = ()  # columns to the right of the printed form (ours, the bureau's)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Every field outside tables, total rows included, in reading order."""
        found: list[Field] = []
        for block in self.blocks:
            if isinstance(block, Line):
                found.extend(item.field for item in block.items if isinstance(item, Entry))
            elif isinstance(block, Banner) and isinstance(block.text, Field):
                found.append(block.text)
            elif isinstance(block, Table):
                found.extend(block.totals)
        return tuple(found)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Every table from top to bottom."""
        return tuple(block for block in self.blocks if isinstance(block, Table))


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class WorkbookForm(_Remembering):
    """A template workbook: what it is for, in which edition, its sheets; ``scheme`` is what its score sheet follows."""

    key: str
    title: str
    edition: str
    sheets: tuple[SheetForm, ...]
    scheme: Scheme | None = None
    families: tuple[str, ...] = ()  # the only checks that concern it; empty: all

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """What the scheme scores; nothing when the workbook has no score sheet."""
        return self.scheme.indicators if self.scheme else ()

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Every field of every sheet."""
        return tuple(found for sheet in self.sheets for found in sheet.fields)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Every table of every sheet."""
        return tuple(found for sheet in self.sheets for found in sheet.tables)
