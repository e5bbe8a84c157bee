"""Workbooks of an export that takes merged cells apart and fills each of them: 项目名称 in three cells is one label."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.foreign.by_hand import Sheet
from tests.foreign.files import Merging, truths, write_xlsx
from tests.foreign.measuring import Reading, measure
from tests.foreign.own import Own
from tests.foreign.published import PUBLISHED


def filled(sheet: Sheet, folder: Path) -> Reading:
    """A published form as such an export has it, measured."""
    laid = [sheet.drawn()]
    path = folder / "导出.xlsx"
    write_xlsx(laid, path, Merging.FILLED)
    return measure(
        path, truths(laid), Own(sheet.values(), tuple((code, None) for code in sheet.told)), sheet.kind
    )


@pytest.mark.parametrize("sheet", PUBLISHED, ids=lambda sheet: sheet.name)
def test_合并格逐格填满的表_读得和合并时一样(sheet: Sheet, tmp_path: Path) -> None:
    """决策依据 is 二级指标 and 三级指标 beside each other in 广水: two cells, and stays two."""
    reading = filled(sheet, tmp_path)
    assert (reading.known, reading.right, reading.wrong) == (True, reading.fields, 0), reading.notes
