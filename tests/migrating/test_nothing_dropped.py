"""Whatever stands in an original is carried over, listed on 迁移记录, or printed by the form: in every layout and format."""

from __future__ import annotations

import csv
import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import openpyxl
import pytest
from openpyxl.cell import MergedCell
from openpyxl.utils.cell import coordinate_to_tuple

from tests.foreign.content import paper_of
from tests.foreign.layouts import LAYOUTS, Layout
from tests.foreign.own import own
from tests.foreign.sources import sources
from tests.foreign.trial import lay as lay_out
from tests.formats.laid_down import converted, originals
from tests.libreoffice import needs_libreoffice
from xlperf.findings import Address
from xlperf.migrating.laying import Laid, laid
from xlperf.package.workbook import open_workbook
from xlperf.reading import read

WITHOUT_OFFICE = [layout for layout in LAYOUTS if layout.suffix != "xls"]
STRAYS = (10, 3, "10", 2020, "合格", "见附件", "未完成", "张三 13800000000", "0.5%")


def lay(path: Path) -> Laid:
    book = open_workbook(path)
    submission = read(book)
    assert submission is not None
    return laid(book, submission, path.name)


def contents(path: Path) -> dict[Address, str]:
    """Every cell of a file with something in it."""
    cells = {
        Address(sheet.name, *at): cell.text or ""
        for sheet in open_workbook(path).sheets
        for at, cell in sheet.grid.cells.items()
    }
    return {at: text for at, text in cells.items() if text.strip()}


def recorded(made: Laid) -> set[Address]:
    """The old cells that 迁移记录 lists, read back from the new file."""
    record = openpyxl.load_workbook(io.BytesIO(made.content))["迁移记录"]
    rows = record.iter_rows(min_row=6, max_col=2, values_only=True)
    places = ((str(sheet), str(cell)) for sheet, cell in rows if sheet and cell)
    return {Address(sheet, *coordinate_to_tuple(cell)) for sheet, cell in places if cell[-1].isdigit()}


def strewn(path: Path, random: Random) -> dict[Address, str]:
    """Writes remarks and figures of the unit's own into blank cells, in the form and beside it; says where."""
    book, found = openpyxl.load_workbook(path), {}
    for sheet in book:
        for _ in range(3):
            cell = sheet.cell(random.randint(1, sheet.max_row + 3), random.randint(1, sheet.max_column + 3))
            if cell.value is None and not isinstance(cell, MergedCell):
                cell.value = random.choice(STRAYS)
                found[Address(sheet.title, cell.row, cell.column)] = str(cell.value)
    book.save(path)
    return found


@pytest.mark.parametrize("layout", WITHOUT_OFFICE, ids=lambda layout: layout.name)
def test_各种版式里随手写的字和数_一格不漏(layout: Layout, tmp_path: Path) -> None:
    """Each layout with another return, the next ones in turn; words of the form itself are no strays."""
    number = WITHOUT_OFFICE.index(layout)
    for turn in range(2):
        source = sources()[(2 * number + turn) % len(sources())]
        (returned,) = lay_out([layout], [(source, paper_of(source, own(source)))], tmp_path)
        strays = strewn(returned.path, Random(number)) if layout.suffix == "xlsx" else {}  # noqa: S311 - no secret
        made = lay(returned.path)
        listed = recorded(made)
        assert contents(returned.path).keys() - listed <= made.printed | made.ours
        assert strays.keys() <= listed


def test_从_csv_搬也一格不少(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(originals()[1], data_only=True)["项目自评报告"]
    path = tmp_path / "自评.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(sheet.iter_rows(values_only=True))
    made = lay(path)
    assert contents(path).keys() - recorded(made) <= made.printed | made.ours
    assert len(made.moves) > 100


@needs_libreoffice
def test_从_WPS_的_et_搬也一格不少(tmp_path: Path) -> None:
    path = tmp_path / "自评.et"
    path.write_bytes(converted("xls")[1].read_bytes())
    made = lay(path)
    assert contents(path).keys() - recorded(made) <= made.printed | made.ours
    assert len(made.moves) > 100


def test_中途断电_原文件不变_新文件要么没有要么是全的(tmp_path: Path) -> None:
    old, new = tmp_path / "自评.xlsx", tmp_path / "自评_新表样.xlsx"
    old.write_bytes(originals()[0].read_bytes())
    whole = contents(old)
    for turn in range(5):
        new.unlink(missing_ok=True)
        running = subprocess.Popen(
            [sys.executable, "-m", "xlperf", "migrate", str(old)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(0.3 + 0.25 * turn)
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        assert contents(old) == whole
        assert {path.name for path in tmp_path.iterdir()} <= {old.name, new.name}
        assert not new.exists() or "迁移记录" in openpyxl.load_workbook(new).sheetnames
