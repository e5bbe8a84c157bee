"""The parts of a submission that a check asks about, as far as they were found in the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from xlperf.checks.check import Unchecked
from xlperf.findings import Address
from xlperf.forms import narrative, score_sheet
from xlperf.forms.model import Column, Field, Owner, SheetForm, Table
from xlperf.forms.national import parts
from xlperf.record import dataclass
from xlperf.rowcard import execution_row, points_unread
from xlperf.submission import Cell, Row, Submission, once


def field_cells(submission: Submission, fields: Iterable[Field]) -> tuple[Cell, ...]:
    """The cells of those fields that the file has."""
    return tuple(submission[each] for each in fields if submission.has(each))


@once
def column_cells(submission: Submission, table: Table, column: Column) -> tuple[Cell, ...]:
    """The cells of one column from top to bottom, as far as the file has them."""
    key = column.key
    return tuple([row.cells[key] for row in submission.rows(table) if key in row.cells])


@once
def sheets_of_tables(submission: Submission) -> Mapping[str, tuple[str, ...]]:
    """The sheets on which the cells of each table stand, in the order met."""
    return {key: _sheets(rows) for key, rows in submission.tables.items()}


def _sheets(rows: Sequence[Row]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    last = None
    for row in rows:
        for cell in row.cells.values():
            if cell.line is not last and cell.line:  # the cells of a row share their line
                last = cell.line
                found[last.sheet] = None
    return tuple(found)


def is_filled(submission: Submission, table: Table) -> bool:
    """Whether the unit wrote anything into any row of a table."""
    return any(row.written for row in submission.rows(table))


@once
def troubled(submission: Submission) -> tuple[tuple[str, Cell], ...]:
    """The cells of the unit and the form that are in trouble, each under its field, or its table and column."""
    found = [(key, cell) for key, cell in submission.fields.items() if cell.trouble]
    for table, rows in submission.tables.items():
        found += [(f"{table}/{key}", cell) for row in rows for key, cell in row.cells.items() if cell.trouble]
    return tuple((key, cell) for key, cell in found if cell.owner not in (Owner.XLPERF, Owner.BUREAU))


@once
def rows_with(submission: Submission, table: Table, *columns: Column) -> tuple[Row, ...]:
    """The rows of a table in which all of these columns were found; blank rows too."""
    keys = {column.key for column in columns}
    return tuple(row for row in submission.rows(table) if row.cells.keys() >= keys)


@once
def score_rows(submission: Submission, *columns: Column) -> tuple[Row, ...]:
    """The rows of the score sheet, 自评得分 among their columns; 预算执行率 of 项目支出绩效自评表 is one of them.

    It stands for nothing alone: where the 得分 of the indicators was not found, there are no rows.
    """
    tables = [table for table in submission.form.tables if table.key in _SCORED]
    rows = [row for table in tables for row in rows_with(submission, table, score_sheet.SELF, *columns)]
    above = execution_row(submission)
    if above is not None and rows and all(column.key in above.cells for column in columns):
        rows.insert(0, above)
    return tuple(rows)


def not_scored(submission: Submission) -> Unchecked:
    """Why nothing can be said of the score sheet when no row of it holds a 自评得分."""
    if submission.unknown_scheme:
        return Unchecked(f"没有找到指标体系“{submission.unknown_scheme}”，评分表没有检查（SCH-90）")
    return Unchecked(points_unread(submission) or "评分表没有填写自评得分")


_SCORED = ("score_sheet.scores", parts.INDICATORS.key)


def is_scored(submission: Submission) -> bool:
    """Whether the score sheet holds any self-score."""
    return any(row[score_sheet.SELF].written for row in score_rows(submission))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of 评价报告综述 under its heading."""

    section: str
    cell: Cell

    @property
    def text(self) -> str:
        """Its words; only paragraphs with words are given out."""
        return self.cell.text


@once
def paragraphs(submission: Submission) -> tuple[Paragraph, ...]:
    """All written paragraphs from top to bottom."""
    rows = rows_with(submission, narrative.PARAGRAPHS, narrative.SECTION, narrative.TEXT)
    return tuple(
        Paragraph(row[narrative.SECTION].text if row[narrative.SECTION].given else "", row[narrative.TEXT])
        for row in rows
        if row[narrative.TEXT].given
    )


def first_cell(submission: Submission, sheet: SheetForm) -> Cell | None:
    """The cell of a sheet form that stands first in the file, None when the file has none."""
    keys = {target.key for target in sheet.fields} | {table.key for table in sheet.tables}
    cells = [cell for key, cell in submission.fields.items() if key in keys]
    for key, rows in submission.tables.items():
        cells += [cell for row in rows for cell in row.cells.values() if key in keys]
    return min((cell for cell in cells if cell.at), key=lambda cell: cell.at or _FIRST, default=None)


_FIRST = Address("", 0, 0)


@once
def where_inputs_stand(submission: Submission) -> str:
    """The sheet of the figures that points are reckoned from; only our own template has one."""
    if any(each.key.startswith("score_inputs.") for each in submission.form.fields if submission.has(each)):
        return "“计分数据”"
    return "模板的“计分数据”（用 xlperf migrate 把本文件转成模板）"


def by_sheet(cells: Iterable[Cell]) -> tuple[tuple[Cell, ...], ...]:
    """Cells that have an address, gathered sheet by sheet in the order met."""
    sheets: dict[str, list[Cell]] = {}
    for cell in cells:
        if cell.at is not None:
            sheets.setdefault(cell.at.sheet, []).append(cell)
    return tuple(tuple(group) for group in sheets.values())


def named(words: Iterable[str], most: int = 4) -> str:
    """``甲、乙、丙等``: a list that stays short."""
    distinct = list(dict.fromkeys(words))
    listed = "、".join(distinct[:most])
    return f"{listed}等" if len(distinct) > most else listed
