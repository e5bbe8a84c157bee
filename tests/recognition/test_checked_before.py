"""What xlperf wrote into a workbook is no part of the form: a second check finds what the first one found."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from xlperf.assess import assess
from xlperf.demo import examples
from xlperf.forms import workbooks
from xlperf.forms.template import write_workbook
from xlperf.office import Office
from xlperf.writeback.compose import compose
from xlperf.writeback.into_file import write

_NAMES = re.compile(rb'<definedName name="xp_score_sheet[^>]*>[^<]*</definedName>')


def without_names(source: Path, target: Path) -> Path:
    """The workbook as after its score sheet was copied into another file: the names of its parts are gone."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for member in old.infolist():
            data = old.read(member)
            new.writestr(member, _NAMES.sub(b"", data) if member.filename == "xl/workbook.xml" else data)
    return target


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_评分表的名称丢了_检查两遍与一遍相同(example: Any, tmp_path: Path) -> None:
    write_workbook(workbooks.workbook(example.kind), tmp_path / "表.xlsx", example.draft)
    path = without_names(tmp_path / "表.xlsx", tmp_path / "丢了名称.xlsx")
    first = assess(path, Office())
    write(path, path, compose(first))
    once = path.read_bytes()
    second = assess(path, Office())
    assert second.findings == first.findings
    assert compose(second).reserved == compose(first).reserved
    write(path, path, compose(second))
    assert path.read_bytes() == once
