"""Merged cells that an export took apart: filled one by one, 项目名称 in three cells is one label; or left blank."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.foreign.by_hand import Sheet
from tests.foreign.files import Merging
from tests.foreign.held_out import composed
from tests.foreign.published import PUBLISHED
from tests.foreign.sources import sources
from tests.foreign.trial import tried, tried_by_hand

LEAST = 0.97


@pytest.mark.parametrize("sheet", PUBLISHED, ids=lambda sheet: sheet.name)
def test_合并格逐格填满的表_照样读出(sheet: Sheet, tmp_path: Path) -> None:
    """决策依据 is 二级指标 and 三级指标 beside each other in 广水: two cells, and stays two."""
    reading = tried_by_hand([sheet], tmp_path, Merging.FILLED)[sheet.name]
    assert reading.known
    assert reading.right >= LEAST * reading.fields, reading.notes
    assert not [note for note in reading.notes if note.startswith("wrong")]


@pytest.mark.parametrize("sheet", PUBLISHED, ids=lambda sheet: sheet.name)
def test_合并格全部丢失的表_拿不准的只问不猜(sheet: Sheet, tmp_path: Path) -> None:
    """实施单位 with a blank cell between it and 某局 may as well be a label of its own beside an empty cell: it is asked."""
    reading = tried_by_hand([sheet], tmp_path, Merging.LOST)[sheet.name]
    assert reading.known
    assert reading.right >= LEAST * reading.fields, reading.notes
    assert reading.wrong == 0, reading.notes


@pytest.mark.parametrize(
    ("name", "number"),
    [("华容县老旧小区改造_项目自评_2020", 707), ("南阳示范区枣林街道老旧小区_项目自评_2022", 708)],
)
def test_值写在标签下面_合并格丢失_旁边空着的列不是它的值(name: str, number: int, tmp_path: Path) -> None:
    """A column that other parts of the sheet use stays blank between the labels: what stands below them is not overlooked.

    707: 8685 below 县市区财政, in a row of its own; 708: 9163.6, a text, in the only row of figures below labels.
    """
    source = next(each for each in sources() if each.name == name)
    layout = composed(number)
    reading = tried([layout], [source], tmp_path)[layout.name][source.name]
    assert (reading.right, reading.missed, reading.lost, reading.more) == (reading.fields, 0, 0, 0), (
        reading.notes
    )
