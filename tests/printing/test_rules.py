"""The page 检查规则 of the templates says what the manual says, and nobody reads it back."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.drawing import findings, opened
from xlperf.forms import workbooks
from xlperf.forms.rulebook import NAME, SHEET
from xlperf.forms.template import write_workbook
from xlperf.printing.manual_pages import pages
from xlperf.printing.rules import rules_of


@pytest.mark.parametrize("kind", workbooks.KINDS)
def test_每条规则都有级别_内容_依据_例_改法(kind: str) -> None:
    rules = rules_of(kind)
    assert [
        rule.code
        for rule in rules
        if not (rule.level and rule.what and rule.source and rule.example and rule.remedy)
    ] == []
    assert {"FMT-01", "SC-01"} <= {rule.code for rule in rules}


def test_只列本种工作簿用得到的规则() -> None:
    families = {
        kind: {rule.code.rpartition("-")[0] for rule in rules_of(kind)} for kind in ("project", "department")
    }
    assert {"H22", "S32", "TGT"} <= families["project"]
    assert {"H21", "S31"} <= families["department"]
    assert not families["project"] & {"H21", "S31", "OPEN"}
    assert not families["department"] & {"H22", "S32", "OPEN"}


def test_表上的话就是说明书上的话_检查时不读这一页(tmp_path: Path) -> None:
    path = tmp_path / "new.xlsx"
    write_workbook(workbooks.project(), path, rules=rules_of("project"))
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    lines = {row[0]: row[1:] for row in sheet.iter_rows(min_row=3, values_only=True)}
    page = pages()["S32-06"]
    assert lines["S32-06"] == (page.level, page.title, page.clause, page.example, page.hint)
    assert findings(opened(path), "TPL-03", "TPL-04") == []
    sheet.title = "规则（参考）"  # staff may rename it; Excel lets the name follow
    book.defined_names[NAME].attr_text = "'规则（参考）'!$A$1"
    book.save(path)
    assert findings(opened(path), "TPL-03", "TPL-04") == []


@pytest.mark.parametrize("kind", workbooks.KINDS)
def test_加了这一页模板仍然不大(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "new.xlsx"
    write_workbook(workbooks.workbook(kind), path, rules=rules_of(kind))
    assert path.stat().st_size < 64 * 1024
