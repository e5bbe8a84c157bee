"""The demo workbooks in other formats: by LibreOffice (.xls, .ods, .csv), and as Word tables by python-docx."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from tests import libreoffice
from xlperf import demo
from xlperf.forms import rulebook, workbooks
from xlperf.forms.layout import META_SHEET
from xlperf.forms.template import write_workbook
from xlperf.package.grid import Grid, RawCell
from xlperf.package.workbook import open_workbook


@cache
def originals() -> tuple[Path, ...]:
    """The demo workbooks as .xlsx; laid down once for all tests."""
    folder = Path(tempfile.mkdtemp(prefix="xlperf-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    made = []
    for example in demo.examples():
        path = folder / example.name
        write_workbook(workbooks.workbook(example.kind), path, example.draft)
        made.append(path)
    return tuple(made)


@cache
def converted(to: str) -> tuple[Path, ...]:
    """The same files in another format, in the same order; made once for all tests."""
    files = originals()
    target = files[0].parent / to
    target.mkdir()
    return tuple(libreoffice.convert(list(files), target, to))


def as_word(path: Path, target: Path) -> Path:
    """The forms of a workbook as one Word file, each a table, merged as in the sheet."""
    from docx import Document  # noqa: PLC0415  slow to load

    document = Document()
    book = open_workbook(path)
    for sheet in book.sheets:
        if sheet.name not in (META_SHEET, rulebook.SHEET):
            _add_table(document, sheet.grid)
            document.add_paragraph()
    document.save(str(target))
    return target


def _add_table(document: Any, grid: Grid) -> None:
    rows = max(row for row, _ in grid.cells)
    columns = max([column for _, column in grid.cells] + [right for *_, right in grid.merges])
    table = document.add_table(rows, columns)
    cells = table._cells  # reckoned anew at every call of table.cell
    for (row, column), raw in grid.cells.items():
        cells[(row - 1) * columns + column - 1].text = shown(raw)
    for top, left, bottom, right in grid.merges:
        last = (min(bottom, rows) - 1) * columns + right - 1
        cells[(top - 1) * columns + left - 1].merge(cells[last])


def shown(raw: RawCell) -> str:
    """What the cell shows on the screen."""
    if raw.is_percent and raw.text:
        return f"{float(raw.text):.2%}"
    return raw.text or ""
