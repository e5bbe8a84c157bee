"""The example of 华容县 after somebody changed its 项目自评报告 with another program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.writeback.books import opened
from xlperf.demo import examples
from xlperf.forms import workbooks
from xlperf.forms.template import write_workbook

EXAMPLE = next(example for example in examples() if "华容县老旧小区" in example.name)
Change = Callable[[Any], None]
"""What is done to the sheet as openpyxl opens it."""


def changed(folder: Path, change: Change) -> Path:
    """The file: the vouchers stand in rows 27 to 41, each amount in F, the total in F45."""
    path = folder / "表.xlsx"
    write_workbook(workbooks.workbook("project"), path, EXAMPLE.draft)
    book = opened(path)
    change(book["项目自评报告"])
    book.save(path)
    return path
