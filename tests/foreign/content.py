"""A return in our own words → paper: the forms as a unit has them, without the sheets and columns that are ours alone."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tests.foreign.own import OURS, Own
from tests.foreign.paper import Chart, Head, Item, Line, Mark, Page, Paper, Piece, Said, Strip, Words
from tests.foreign.sources import Source
from xlperf.forms import model, workbooks
from xlperf.forms.draft import BodyRow, DraftValues
from xlperf.forms.formulas import RowValues, Value
from xlperf.forms.layout import total_formulas
from xlperf.forms.model import Column, Field, Kind, Owner, SheetForm, Table

_OUR_COLUMNS = ("live", "opinion", "reviewer", "reviewed", "reviewed_on")
_MOST_BLANK = 1


def paper_of(source: Source, own: Own) -> Paper:
    """The return on paper: only the forms in which something is written, what a form computes as our template does."""
    form = workbooks.workbook(source.kind)
    values = DraftValues(form, source.draft, total_formulas(form))
    writer = _Writer(source, values, own)
    given = {*source.draft.fields, *source.draft.rows}
    pages = tuple(
        writer.page(sheet) for sheet in form.sheets if sheet.key not in OURS and _keys(sheet) & given
    )
    return Paper(source.name, source.kind, pages)


def _keys(sheet: SheetForm) -> set[str]:
    """The parts of a sheet."""
    return {part.key for part in (*sheet.fields, *sheet.tables)}


class _Writer:
    def __init__(self, source: Source, values: DraftValues, own: Own) -> None:
        self.source = source
        self.values = values
        self.own = own.values

    def page(self, sheet: SheetForm) -> Page:
        pieces = tuple(piece for block in sheet.blocks for piece in self._pieces(block))
        return Page(sheet.name, len(sheet.widths), pieces)

    def _pieces(self, block: model.Block) -> Iterator[Piece]:
        if isinstance(block, model.Banner):
            if isinstance(block.text, Field):
                yield Words(self._field(block.text))
            elif block.text:
                yield Words(Said(block.text))
        elif isinstance(block, model.Line):
            yield Strip(tuple(self._mark(item) for item in block.items))
        elif isinstance(block, Table):
            yield self._chart(block)

    def _mark(self, item: model.Label | model.Entry) -> Mark:
        if isinstance(item, model.Label):
            return Mark(Said(item.text or None), item.span, label=True)
        return Mark(self._field(item.field), item.span, label=False)

    def _field(self, target: Field) -> Said:
        own = target.key in self.source.draft.fields
        value = self.values.value(target) if own else self.own.get((target.key, "", -1))
        kind, unit = target.kind, target.unit
        given = value not in (None, "")
        item = Item(target.key, kind=kind, unit=unit, value=value, counted=given and (own or _told(target)))
        if target.number_format and isinstance(value, Decimal):
            return Said(f"（{value}年度）", (item,))
        return Said(value, (item,), percent=kind is Kind.PERCENT)

    def _chart(self, table: Table) -> Chart:
        columns = [
            column
            for column in table.columns
            if column.owner not in (Owner.XLPERF, Owner.BUREAU) and column.key not in _OUR_COLUMNS
        ]
        rows, computed = self.values.rows(table), self.values.body(table)
        last = max((n for n, row in enumerate(rows) if row.values or row.texts), default=-1)
        lines = [
            self._line(table, columns, number, row, values)
            for number, (row, values) in enumerate(zip(rows, computed, strict=True))
            if number <= last + _MOST_BLANK
        ]
        total = {column.key: self._field(column.total) for column in columns if column.total}
        heads = tuple(
            Head(
                column.key,
                (*column.heading, column.label),
                column.span,
                column.kind,
                column.unit,
                column.merges,
            )
            for column in columns
        )
        return Chart(
            table.key,
            heads,
            tuple(lines),
            table.side_label,
            table.side_span,
            table.total,
            {key: said for key, said in total.items() if table.total},
            table.total_on_top,
        )

    def _line(
        self, table: Table, columns: list[Column], number: int, row: BodyRow, values: RowValues
    ) -> Line:
        cells = {}
        for column in columns:
            value = values.value(column)
            if column.formula is not None and column.key not in row.values:
                value = self.own.get((table.key, column.key, number))
            given = value not in (None, "")
            own = column.owner is Owner.UNIT and (
                column.key in row.values or column.formula is not None or (column.inherits and row.values)
            )
            item = Item(
                table.key,
                column.key,
                number,
                row.id,
                column.kind,
                column.unit,
                value,
                bool(given and own and not row.continues),
            )
            cells[column.key] = Said(value, (item,), percent=column.kind is Kind.PERCENT)
        return Line(cells, row.continues, {key: str(text) for key, text in _shared(row).items()})


def _shared(row: BodyRow) -> dict[str, Value]:
    return {**row.texts, **row.values}


def _told(target: Field) -> bool:
    """A computed field counts where the unit has to write it by hand: beside a label, and the year in the title."""
    return target.printed_label or target.kind is Kind.YEAR
