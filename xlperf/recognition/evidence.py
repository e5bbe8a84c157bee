"""What a fit is worth as evidence, for choosing among forms and editions: parts found, titles, words, points, unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from xlperf.forms.formulas import Fixed
from xlperf.forms.model import Column, Kind
from xlperf.forms.national.editions import edition_of
from xlperf.forms.national.parts import FIRST, INDICATORS, MAX
from xlperf.literals import plain_text, stored_number
from xlperf.recognition.fits import Fit
from xlperf.recognition.tables import TableFit
from xlperf.recognition.words import bare, fold

_TITLE, _PRINTED_ROW = 2.0, 0.5
_SAME_LABEL, _SAME_BRACKETS, _SAME_WORD, _SAME_POINTS, _SAME_WEIGHT = 0.2, 0.1, 0.3, 0.9, 0.4
_CONVERTED_UNIT, _OTHER_UNIT, _UNNAMED_PLACE, _NO_SUCH_PLACE = -0.2, -2.5, -0.3, -1.0
_USUAL_UNIT = "万元"


def worth(fit: Fit) -> float:
    """The evidence that a form is meant; only to be compared with that for another form of the same region."""
    found = fit.found * (0.5 + 0.5 * fit.share) + (_TITLE if fit.titled else 0)
    pieces: dict[str, list[_Piece]] = {}
    for part in (fit, *fit.rest):
        for table in part.tables.values():
            pieces.setdefault(table.key, []).append(_Piece(part, table))
    return found + sum(map(_prints, pieces.values())) + _unit(fit)


class _Piece(NamedTuple):
    """A table in one of the regions of a form."""

    fit: Fit
    table: TableFit

    def at(self, column: Column) -> int:
        """Where a column stands, 0 when it was not found."""
        return self.table.place.columns.get(column.key, 0)


def _prints(pieces: Sequence[_Piece]) -> float:
    """What tells editions apart, once for all pieces: labels to the letter, words of 一级指标, the points printed."""
    worth = _PRINTED_ROW * len({row for piece in pieces for row in piece.table.place.rows.values()})
    for wanted in pieces[0].table.wanted.columns:
        column = wanted.column
        own = [piece for piece in pieces if piece.at(column)]
        worth += max((_label(piece, column) for piece in own), default=0.0)
        worth += sum(_points(piece, column) for piece in own)
        if column.choices and column.inherits and own:
            worth += _SAME_WORD * _chosen(own, column, column.choices)
    return worth


def _label(piece: _Piece, column: Column) -> float:
    """Whether a column is headed to the letter as on the form."""
    page, label, at = piece.fit.ground.page, fold(column.label), piece.at(column)
    texts = {page.text((row, at)) for row in range(piece.table.top, piece.table.place.header + 1)}
    headings = {fold(text) for text in column.heading}
    worth = _SAME_LABEL * ((bare(label) or label) in map(bare, texts)) + _SAME_BRACKETS * (label in texts)
    return worth + _SAME_LABEL * bool(texts & headings)


def _points(piece: _Piece, column: Column) -> float:
    """Whether the points in the total row are those that the form prints."""
    total, row = column.total, piece.table.place.total_row
    if not total or not isinstance(total.formula, Fixed) or not row:
        return 0.0
    raw = piece.fit.ground.page.cells.get((row, piece.at(column)))
    number = stored_number(plain_text(raw.text or "")) if raw else None
    if number is None:
        return 0.0
    return _SAME_POINTS if number == total.formula.content else -_SAME_POINTS


def _chosen(pieces: Sequence[_Piece], column: Column, choices: tuple[str, ...]) -> int:
    """How many words of a column are among its choices, less those that are not."""
    own = {bare(fold(choice)) or fold(choice) for choice in choices}
    texts = {
        bare(text) or text
        for piece in pieces
        for row in range(piece.table.place.body, piece.table.place.body_last + 1)
        if row not in piece.table.place.skipped
        and (text := piece.fit.ground.page.text((row, piece.at(column))))
    }
    return 2 * len(texts & own) - len(texts - own)


def _unit(fit: Fit) -> float:
    """元 is converted to 万元, but a form in 元 is not meant where 万元 or nothing is stated."""
    units = {target.unit for target in fit.plan.form.fields if target.kind is Kind.MONEY}
    if not units or (fit.ground.unit or _USUAL_UNIT) in units:
        return 0.0
    return _CONVERTED_UNIT if _USUAL_UNIT in units else _OTHER_UNIT


def of_the_edition(kind: str, fit: Fit) -> float:
    """What speaks for one edition among those of the national form: its place is named, its points are those of the sheet.

    The form of a place is hardly meant where nothing names that place; less still where some of the points are others or
    have no column.
    """
    edition = edition_of(kind)
    if edition is None:
        return 0.0
    tables = [
        (part, table)
        for part in (fit, *fit.rest)
        for table in (*part.tables.values(), *part.pieces)
        if table.key == INDICATORS.key
    ]
    given: dict[str, Decimal] = defaultdict(Decimal)
    for part, table in tables:
        for name, points in _weights(part, table):
            given[name] += points
    asked = {_named(fold(section.name)): section.points for section in edition.sections if section.points}
    worth = _SAME_WEIGHT * sum(given.get(name) == points for name, points in asked.items())
    texts = fit.ground.page.folded.values()
    if not edition.marks or any(mark in text for mark in edition.marks for text in texts):
        return worth
    blank = not given and any(MAX.key in table.place.columns for _, table in tables)
    if blank or (asked and all(given.get(name) == points for name, points in asked.items())):
        return worth + _UNNAMED_PLACE
    return _NO_SUCH_PLACE


def _named(first: str) -> str:
    return first.removesuffix("指标") or first


def _weights(part: Fit, table: TableFit) -> Iterator[tuple[str, Decimal]]:
    """The points of every row of a sheet with its 一级指标."""
    page, places = part.ground.page, table.place.columns
    name = ""
    for row in range(table.place.body, table.place.body_last + 1):
        text = page.text((row, places.get(FIRST.key, 0)))
        name = _named(bare(text) or text) or name
        raw = page.cells.get((row, places.get(MAX.key, 0)))
        points = stored_number(plain_text(raw.text or "").removesuffix("分")) if raw else None
        if points is not None and row not in table.place.skipped:
            yield name, points
