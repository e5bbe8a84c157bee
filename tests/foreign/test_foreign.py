"""Returns in foreign layouts: the re-laid workbooks are what they claim to be, and are read rightly or asked about."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import openpyxl
import pytest

from tests.foreign.by_hand import Sheet
from tests.foreign.content import paper_of
from tests.foreign.files import Merging
from tests.foreign.layouts import LAYOUTS, Layout
from tests.foreign.measuring import normal
from tests.foreign.own import own
from tests.foreign.published import PUBLISHED
from tests.foreign.sources import sources
from tests.foreign.trial import lay
from tests.foreign.unrelated import NEAR_MISSES, told_of, write_cells

BY_EXCEL = [layout for layout in LAYOUTS if layout.suffix == "xlsx"]
TANGXI = sources()[0]
APART = ("header_two_rows", "own_stripped")


@pytest.mark.parametrize("layout", BY_EXCEL, ids=lambda layout: layout.name)
def test_every_value_of_the_return_stands_where_the_truth_says(layout: Layout, tmp_path: Path) -> None:
    """Another reader finds it there; nothing that the unit wrote was lost in laying it out again.

    95 values: 5 fields, 6 on the total row of the funds and 4 below it, 7 in each of ten rows, 4 比较符 and 4 度量单位,
    2 totals. Where 比较符 has a column of its own, 定性 stands in it six times more.
    """
    written = paper_of(TANGXI, own(TANGXI))
    (laid,) = lay([layout], [(TANGXI, written)], tmp_path)
    book = openpyxl.load_workbook(laid.path)
    counted = [truth for truth in laid.truths if truth.item.counted]
    assert len(counted) == (101 if layout.name in APART else 95)
    for truth in counted:
        cell = book[truth.sheet].cell(truth.box_top, truth.left)
        shown = unicodedata.normalize("NFKC", str(cell.value)).replace(",", "")
        value = truth.item.value
        assert cell.value is not None, truth
        if layout.name != "in_yuan" and truth.item.column != "relation" and truth.item.kind != "percent":
            assert (f"{value:f}" if hasattr(value, "quantize") else normal(str(value))) in normal(shown), (
                truth
            )


def test_no_merged_cell_is_left_where_merges_are_lost(tmp_path: Path) -> None:
    layout = next(layout for layout in LAYOUTS if layout.merging is Merging.LOST)
    (laid,) = lay([layout], [(TANGXI, paper_of(TANGXI, own(TANGXI)))], tmp_path)
    assert all(not sheet.merged_cells.ranges for sheet in openpyxl.load_workbook(laid.path))


@pytest.mark.parametrize("cells", NEAR_MISSES, ids=lambda cells: cells.__name__)
def test_a_sheet_that_only_resembles_a_form_stays_unknown(cells, tmp_path: Path) -> None:
    told = told_of([write_cells(cells(), tmp_path / "别的表.xlsx")])
    assert (told.taken, told.changed, told.crashed) == ([], [], [])


@pytest.mark.parametrize("sheet", PUBLISHED, ids=lambda sheet: sheet.name)
def test_a_form_drawn_by_hand_marks_only_parts_that_the_form_has(sheet: Sheet) -> None:
    assert list(sheet.unknown_parts()) == []
