"""A filled form as ink on paper: what stands where, and which value of the form each text carries.

The layouts of this folder re-lay it; nothing here knows how xlperf finds a form in a sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from xlperf.forms.formulas import Value
from xlperf.forms.model import Kind


@dataclass(frozen=True, slots=True)
class Item:
    """One value of a form: a field (``column`` "") or a cell in body row ``row`` of the table ``part``.

    ``counted`` says whether the unit wrote it; printed texts and blanks are items that nobody counts.
    """

    part: str
    column: str = ""
    row: int = -1
    row_id: str = ""
    kind: Kind = Kind.TEXT
    unit: str = ""
    value: Value = None
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What is printed in one cell, and the items that a reader has to take from it."""

    text: Value = None
    items: tuple[Item, ...] = ()
    percent: bool = False  # a fraction shown as a percentage


@dataclass(frozen=True, slots=True)
class Words:
    """A text over the whole width: title, heading, note."""

    said: Said


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell of a strip, ``span`` columns wide: a label or a place to write."""

    said: Said
    span: int
    label: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """Labels and places to write side by side."""

    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: the texts above it and its own, how wide it is and what stands below."""

    key: str
    path: tuple[str, ...]
    span: int
    kind: Kind
    unit: str
    runs: tuple[str, ...] = ()  # rows that agree in these columns share one cell


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a chart by column key; ``continues``: what it does not say itself, the row above says."""

    cells: Mapping[str, Said]
    continues: bool = False
    rule: Mapping[str, str] = field(default_factory=dict)  # what the form prints, for runs


@dataclass(frozen=True, slots=True)
class Chart:
    """Rows under a header."""

    key: str
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    side: str = ""
    side_span: int = 0
    total_label: str = ""
    total: Mapping[str, Said] = field(default_factory=dict)
    total_on_top: bool = False
    repeat: int = 0  # the header again after so many rows

    def head(self, key: str) -> Head | None:
        """The head of that column, None where the chart has none."""
        return next((head for head in self.heads if head.key == key), None)


Piece = Words | Strip | Chart


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet of paper."""

    name: str
    width: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """One filled form of that kind, on as many pages as it takes."""

    name: str
    kind: str
    pages: tuple[Page, ...]

    def each_page(self, change: Callable[[Page], Page]) -> Paper:
        """The same with every page changed."""
        return replace(self, pages=tuple(change(page) for page in self.pages))

    def each_piece(self, change: Callable[[Piece], Piece]) -> Paper:
        """The same with every piece changed."""
        return self.each_page(
            lambda page: replace(page, pieces=tuple(change(piece) for piece in page.pieces))
        )

    def each_chart(self, change: Callable[[Chart], Chart]) -> Paper:
        """The same with every chart changed."""
        return self.each_piece(lambda piece: change(piece) if isinstance(piece, Chart) else piece)

    def each_said(self, change: Callable[[Said], Said]) -> Paper:
        """The same with every written cell printed otherwise; labels stay."""

        def line(one: Line) -> Line:
            return replace(one, cells={key: change(said) for key, said in one.cells.items()})

        def piece(one: Piece) -> Piece:
            if isinstance(one, Words):
                return replace(one, said=change(one.said)) if one.said.items else one
            if isinstance(one, Strip):
                return Strip(
                    tuple(mark if mark.label else replace(mark, said=change(mark.said)) for mark in one.marks)
                )
            total = {key: change(said) for key, said in one.total.items()}
            return replace(one, lines=tuple(map(line, one.lines)), total=total)

        return self.each_piece(piece)
