"""汇总.xlsx: 明细表 as its form says (so that it can be checked like any other), and the pages behind it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from xlsxwriter.workbook import Workbook as Writer

from xlperf.collecting import ledger_pages, pages
from xlperf.collecting.figures import Figures
from xlperf.collecting.ledger import Ledger, Row
from xlperf.collecting.whole import whole
from xlperf.forms import information, summary, workbooks
from xlperf.forms.draft import Draft, DraftRow
from xlperf.forms.formulas import Value
from xlperf.forms.layout import Places
from xlperf.forms.model import WorkbookForm
from xlperf.forms.template import write_workbook
from xlperf.office import GRADES, Office


def write_ledger(ledger: Ledger, figures: Figures, path: Path, office: Office) -> None:
    """Writes the ledger to ``path``, whole or not at all. OSError when it cannot be."""

    def more(writer: Writer, places: Places) -> None:
        _filtered(writer, places)
        for page in ledger_pages.pages(ledger, figures, office, places):
            pages.paint(writer, page)

    with whole(path) as place:
        write_workbook(_form(len(ledger.rows)), place, _draft(ledger, figures, office), more=more)


def _form(rows: int) -> WorkbookForm:
    """The roll-up with as many rows as there are returns."""
    form = workbooks.roll_up()
    table = replace(summary.PROJECTS, spare=max(rows, 1))
    blocks = tuple(table if block is summary.PROJECTS else block for block in summary.SHEET.blocks)
    sheets = tuple(replace(s, blocks=blocks) if s is summary.SHEET else s for s in form.sheets)
    return replace(form, sheets=sheets)


def _draft(ledger: Ledger, figures: Figures, office: Office) -> Draft:
    draft = (
        Draft()
        .put(information.YEAR, Decimal(ledger.year))
        .put(summary.UNIT_COUNT, Decimal(len(figures.units)))
        .put(summary.PROJECT_COUNT, Decimal(len(ledger.rows)))
    )
    rows = (_row(number, row, office) for number, row in enumerate(ledger.rows, 1))
    return draft.fill(summary.PROJECTS, *rows)


def _row(number: int, row: Row, office: Office) -> DraftRow:
    values: dict[str, Value] = {
        summary.NUMBER.key: Decimal(number),
        summary.UNITS.key: row.unit,
        summary.PROJECT.key: row.project,
        summary.CATEGORY.key: row.category,
        summary.AMOUNT.key: row.amount,
        summary.BASIS.key: row.basis,
        summary.SPENT.key: row.spent,
        summary.SCORE.key: row.score,
        summary.REMARK.key: f"错误 {row.errors} 处，待退回改正" if row.errors else "",
    }
    if office.grades != GRADES and row.score is not None:  # the live formula knows the usual table only
        values[summary.GRADE.key] = office.grade_of(row.score)
    return DraftRow(values)


def _filtered(writer: Writer, places: Places) -> None:
    """明细表 is what opens, with a filter over its rows."""
    placed_sheet, placed = places.table(summary.PROJECTS)
    sheet = writer.get_worksheet_by_name(placed_sheet.form.name)
    if sheet is not None:
        header = placed.header + placed.header_rows - 2
        sheet.autofilter(header, 0, placed.body_last - 1, placed.last_column - 1)
        sheet.activate()
