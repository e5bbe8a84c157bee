"""Workbooks that others made: each opens or is refused with a code, and its cells are what other readers see."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import subprocess
import sys
import warnings
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from xlperf.package.cells import CellMaker
from xlperf.package.grid import walk_grid
from xlperf.package.refusal import Refused
from xlperf.package.workbook import open_workbook

CORPUS = Path(os.environ.get("XLPERF_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
SMALL = 150_000  # bytes: openpyxl takes most of the time

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason=f"外部工作簿样本不在 {CORPUS}（环境变量 XLPERF_CORPUS）"
)

REFUSED = {
    "calamine/issue252.xlsx": "OPEN-17",  # sizes in the directory are wrong
    "calamine/pass_protected.xlsx": "OPEN-06",
    "exceljs/invalid-xml.xlsx": "OPEN-21",
    "exceljs/missing-bits.xlsx": "OPEN-22",
    "msoffcrypto/example_password.xlsx": "OPEN-06",
    "poi/clusterfuzz-testcase-minimized-POIFuzzer-5040805309710336.xlsx": "OPEN-16",
    "poi/clusterfuzz-testcase-minimized-POIXSSFFuzzer-5185049589579776.xlsx": "OPEN-16",
    "poi/clusterfuzz-testcase-minimized-POIXSSFFuzzer-6123461607817216.xlsx": "OPEN-15",
    "poi/clusterfuzz-testcase-minimized-XLSX2CSVFuzzer-5025401116950528.xlsx": "OPEN-16",
    "poi/clusterfuzz-testcase-minimized-XLSX2CSVFuzzer-6504225896792064.xlsx": "OPEN-16",
    "poi/crash-9bf3cd4bd6f50a8a9339d363c2c7af14b536865c.xlsx": "OPEN-06",
    "poi/poc-xmlbomb.xlsx": "OPEN-20",
}


def workbooks():
    return sorted(path for path in CORPUS.rglob("*.xls[xm]") if path.is_file())


def read(path):
    """Sheet name to cells; Refused passes through."""
    book = open_workbook(path)
    return book, {tab.name: dict(tab.grid.cells) for tab in book.sheets}


def test_every_workbook_opens_or_is_refused_as_expected():
    refused = {}
    for path in workbooks():
        try:
            read(path)
        except Refused as told:
            refused[path.relative_to(CORPUS).as_posix()] = told.code
    assert refused == REFUSED


def test_both_ways_of_reading_agree_on_every_sheet():
    sheets = 0
    for path in workbooks():
        try:
            book, _ = read(path)
        except Refused:
            continue
        for tab in book.sheets:
            if tab.kind == "chartsheet":
                continue
            maker = CellMaker(tab.part, book.text_cells, book.number_styles)
            walked = walk_grid(maker, book.archive.read(tab.part))
            assert dict(tab.grid.cells) == dict(walked.cells), (path.name, tab.name)
            assert (tab.grid.hidden_rows, tab.grid.hidden_columns) == (
                walked.hidden_rows,
                walked.hidden_columns,
            )
            sheets += 1
    assert sheets > 300


def test_values_and_dates_are_those_that_openpyxl_reads():
    compared = Counter()
    for path in workbooks():
        if path.stat().st_size > SMALL:
            continue
        try:
            book, ours = read(path)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                theirs = openpyxl.load_workbook(io.BytesIO(path.read_bytes()), data_only=True)
        except (Refused, KeyError, ValueError, TypeError, IndexError, AttributeError, OSError):
            continue
        for tab in theirs.worksheets:
            for (row, column), cell in ours[tab.title].items():
                value = tab._cells[row, column].value if (row, column) in tab._cells else None
                difference = told_apart(cell, value)
                assert difference is None, (path.name, tab.title, row, column, cell, value)
                compared[cell.kind] += 1
        assert book.sheets
    assert compared["n"] > 5_000
    assert compared["s"] > 5_000


def told_apart(cell, value):
    """What differs between a raw cell and openpyxl's value; None when they agree."""
    if cell.text in {None, ""}:
        return None if value in {None, ""} else "value"
    if cell.kind == "n" and cell.finite:
        if isinstance(value, dt.datetime | dt.time | dt.date | dt.timedelta):
            return None if cell.is_date else "date"
        same = not isinstance(value, str) and not cell.is_date and float(cell.text) == float(value)
        return None if same else "number"
    if cell.kind == "b":
        return None if value is (cell.text == "TRUE") else "truth"
    if cell.kind == "s":
        return None if isinstance(value, str) and same_text(cell.text, value) else "text"
    return None


def same_text(ours, theirs):
    """Alike, but for openpyxl leaving ``_x000D_`` escapes and reading carriage returns as line feeds."""
    from openpyxl.utils.escape import unescape  # noqa: PLC0415

    return ours == theirs or ours.replace("\r", "") == unescape(theirs).replace("\r", "")


CALAMINE = """
import json, sys
from python_calamine import CalamineWorkbook
for path in json.load(sys.stdin):
    try:
        book = CalamineWorkbook.from_path(path)
        sheets = {}
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            top, left = sheet.start or (0, 0)
            sheets[name] = {f"{top + r + 1},{left + c + 1}": v if isinstance(v, (str, float, bool)) else str(v)
                for r, row in enumerate(sheet.to_python(skip_empty_area=True)) for c, v in enumerate(row) if v != ""}
    except Exception:
        continue
    print(json.dumps([path, sheets]), flush=True)
"""


def test_texts_and_numbers_are_those_that_calamine_reads():
    paths = [str(path) for path in workbooks() if path.stat().st_size <= SMALL]
    child = subprocess.run(
        [sys.executable, "-c", CALAMINE], input=json.dumps(paths), capture_output=True, text=True, timeout=60, check=False
    )  # fmt: skip
    compared = 0
    for line in child.stdout.splitlines():
        path, sheets = json.loads(line)
        try:
            _, ours = read(Path(path))
        except Refused:
            continue
        for name, values in sheets.items():
            for place, value in values.items():
                row, column = map(int, place.split(","))
                cell = ours[name].get((row, column))
                if isinstance(value, float) and cell is not None and cell.kind == "n":
                    assert float(cell.text) == value, (path, name, place)
                    compared += 1
                elif cell is not None and cell.kind == "s":
                    assert cell.text.strip() == str(value).strip(), (path, name, place)
                    compared += 1
                elif cell is None:
                    raise AssertionError((path, name, place, value))
    assert compared > 10_000
