"""What a fit is worth as evidence, for choosing among forms and editions: parts found, titles, words, points, unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from xlperf.forms.formulas import Fixed
from xlperf.forms.model import Column, Kind
from xlperf.forms.national.editions import Edition, edition_of
from xlperf.forms.national.parts import FIRST, INDICATORS, MAX
from xlperf.literals import plain_text, stored_number
from xlperf.recognition.fits import Fit
from xlperf.recognition.tables import TableFit
from xlperf.recognition.words import bare, fold

_TITLE, _PRINTED_ROW = 2.0, 0.5
_SAME_LABEL, _SAME_BRACKETS, _SAME_WORD, _SAME_POINTS, _SAME_WEIGHT = 0.2, 0.1, 0.3, 0.9, 0.4
_CONVERTED_UNIT, _OTHER_UNIT, _NO_SUCH_PLACE = -0.2, -2.5, -0.3
_USUAL_UNIT = "万元"


def worth(fit: Fit) -> float:
    """The evidence that a form is meant; only to be compared with that for another form of the same region."""
    found = fit.found * (0.5 + 0.5 * fit.share) + (_TITLE if fit.titled else 0)
    return found + sum(_prints(part) for part in (fit, *fit.rest)) + _unit(fit)


def _prints(fit: Fit) -> float:
    """What tells editions apart: the labels to the letter, the words of 一级指标, the points that they print."""
    worth = 0.0
    for table in fit.tables.values():
        worth += _PRINTED_ROW * len(table.place.rows)
        for column in table.wanted.columns:
            at = table.place.columns.get(column.column.key)
            if at is not None:
                worth += _column(fit, table, column.column, at)
    return worth


def _column(fit: Fit, table: TableFit, column: Column, at: int) -> float:
    page, label = fit.ground.page, fold(column.label)
    texts = {page.text((row, at)) for row in range(table.top, table.place.header + 1)}
    headings = {fold(text) for text in column.heading}
    worth = _SAME_LABEL * ((bare(label) or label) in map(bare, texts)) + _SAME_BRACKETS * (label in texts)
    worth += _SAME_LABEL * bool(texts & headings)
    if column.choices and column.inherits:
        worth += _SAME_WORD * _chosen(fit, table, at, column.choices)
    total = column.total
    if total and isinstance(total.formula, Fixed) and table.place.total_row:
        raw = page.cells.get((table.place.total_row, at))
        number = stored_number(plain_text(raw.text or "")) if raw else None
        if number is not None:
            worth += _SAME_POINTS if number == total.formula.content else -_SAME_POINTS
    return worth


def _chosen(fit: Fit, table: TableFit, at: int, choices: tuple[str, ...]) -> int:
    """How many words of a column are among its choices, less those that are not."""
    own = {bare(fold(choice)) or fold(choice) for choice in choices}
    texts = {
        bare(text) or text
        for row in range(table.place.body, table.place.body_last + 1)
        if row not in table.place.skipped and (text := fit.ground.page.text((row, at)))
    }
    return 2 * len(texts & own) - len(texts - own)


def _unit(fit: Fit) -> float:
    """元 is converted to 万元, but a form in 元 is not meant where 万元 or nothing is stated."""
    units = {target.unit for target in fit.plan.form.fields if target.kind is Kind.MONEY}
    if not units or (fit.ground.unit or _USUAL_UNIT) in units:
        return 0.0
    return _CONVERTED_UNIT if _USUAL_UNIT in units else _OTHER_UNIT


def of_the_edition(kind: str, fit: Fit) -> float:
    """What speaks for one edition among those of the national form: its place is named, its points are those of the sheet."""
    edition = edition_of(kind)
    return _same_place(edition, fit) + _same_weights(edition, fit) if edition else 0.0


def _same_place(edition: Edition, fit: Fit) -> float:
    """The form of a place is not meant where nothing names that place."""
    texts = fit.ground.page.folded.values()
    named = any(mark in text for mark in edition.marks for text in texts)
    return 0.0 if named or not edition.marks else _NO_SUCH_PLACE


def _same_weights(edition: Edition, fit: Fit) -> float:
    """产出50、效益30、满意度10."""
    given: dict[str, Decimal] = defaultdict(Decimal)
    for part in (fit, *fit.rest):
        for table in (*part.tables.values(), *part.pieces):
            for name, points in _weights(part, table) if table.key == INDICATORS.key else ():
                given[name] += points
    asked = {_named(fold(section.name)): section.points for section in edition.sections if section.points}
    return _SAME_WEIGHT * sum(given.get(name) == points for name, points in asked.items())


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
