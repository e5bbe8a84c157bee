"""A sheet that no part of the form lies on is broken: the file is refused by name, the program has not failed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.package.hostile import zipped
from xlperf.assess import look_at_anything
from xlperf.forms import information, workbooks
from xlperf.forms.draft import Draft
from xlperf.forms.template import write_workbook
from xlperf.office import Office
from xlperf.package.archive import read_archive
from xlperf.package.workbook import open_workbook
from xlperf.writeback.compose import compose
from xlperf.writeback.into_file import write
from xlperf.writeback.marks import RESULTS_SHEET


@pytest.mark.parametrize(
    "broken", [lambda part: part[: len(part) // 2], lambda _: b""], ids=("cut off", "empty")
)
def test_a_results_sheet_that_cannot_be_read_is_told_as_such(broken, tmp_path: Path) -> None:
    path = tmp_path / "自评表.xlsx"
    write_workbook(workbooks.project(), path, Draft().put(information.UNIT, "某某局"))
    write(path, path, compose(look_at_anything(path, Office()).report))
    archive, results = read_archive(path), open_workbook(path).sheet(RESULTS_SHEET)
    assert results is not None
    content = {name: archive.read(name) for name in archive.names()}
    path.write_bytes(zipped(content | {results.part: broken(content[results.part])}))
    report = look_at_anything(path, Office()).report
    assert not report.readable
    (told,) = report.findings
    assert told.code == "OPEN-21"
    assert results.part in told.message
