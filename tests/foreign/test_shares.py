"""How much of a foreign workbook is read: the short form of ``python -m tests.foreign``, in some thirty seconds."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.foreign.held_out import HELD_OUT, composed
from tests.foreign.layouts import LAYOUTS
from tests.foreign.measuring import Reading
from tests.foreign.published import PUBLISHED
from tests.foreign.sources import sources
from tests.foreign.trial import summed, tried, tried_by_hand
from tests.libreoffice import SOFFICE

SHORT = ("tangxi", "youfu", "qingshan", "jincheng", "full_yunnan")
"""A return of each kind: national and of a province, project, targets, summary."""
MEASURED = (*LAYOUTS, *HELD_OUT, *map(composed, (7, 9)))
LEAST, LEAST_OF_A_LAYOUT = 0.98, 0.94


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[str, Reading]]:
    """The short selection in every layout."""
    returns = [source for source in sources() if any(name in source.name for name in SHORT)]
    layouts = [layout for layout in MEASURED if SOFFICE or layout.suffix != "xls"]
    return tried(layouts, returns, tmp_path_factory.mktemp("foreign"))


@pytest.mark.parametrize("layout", MEASURED, ids=lambda layout: layout.name)
def test_nothing_is_read_wrong_without_a_warning(layout, found) -> None:
    if layout.name not in found:
        pytest.skip("LibreOffice（soffice）未安装")
    whole = summed(dict(found[layout.name]))
    assert [note for note in whole.notes if note.startswith(("wrong", "strange"))] == []
    assert whole.right >= LEAST_OF_A_LAYOUT * whole.fields


def test_hardly_a_field_is_left_unread(found) -> None:
    whole = [reading for readings in found.values() for reading in readings.values()]
    assert sum(reading.right for reading in whole) >= LEAST * sum(reading.fields for reading in whole)
    assert all(reading.known for reading in whole)


@pytest.mark.parametrize("sheet", PUBLISHED, ids=lambda sheet: sheet.name)
def test_a_published_form_is_read_and_gives_no_false_alarm(sheet, tmp_path) -> None:
    reading = tried_by_hand([sheet], tmp_path)[sheet.name]
    assert (reading.right, reading.wrong, reading.more) == (reading.fields, 0, 0), reading.notes
