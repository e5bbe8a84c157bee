"""Workbooks of an export that takes merged cells apart and fills each of them: 项目名称 in three cells is one label."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.foreign.by_hand import Sheet
from tests.foreign.files import Merging
from tests.foreign.published import PUBLISHED
from tests.foreign.trial import tried_by_hand


@pytest.mark.parametrize("sheet", PUBLISHED, ids=lambda sheet: sheet.name)
def test_合并格逐格填满的表_读得和合并时一样(sheet: Sheet, tmp_path: Path) -> None:
    """决策依据 is 二级指标 and 三级指标 beside each other in 广水: two cells, and stays two."""
    reading = tried_by_hand([sheet], tmp_path, Merging.FILLED)[sheet.name]
    assert (reading.known, reading.right) == (True, reading.fields), reading.notes
    assert not [note for note in reading.notes if note.startswith("wrong")]
