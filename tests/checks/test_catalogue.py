"""The catalogue: every check that is written is run, and each can be explained to staff."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import xlperf.checks
from xlperf.checks import catalogue

CODES = sorted(catalogue.load())


def test_every_check_that_is_written_is_in_the_catalogue() -> None:
    folder = Path(xlperf.checks.__path__[0])
    sources = (path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    written = {
        code for source in sources for code in re.findall(r'^@check\(\s*"([A-Z0-9-]+)"', source, re.MULTILINE)
    }
    assert written <= set(CODES)
    assert {"FMT-01", "TPL-03", "REQ-01", "DATE-01", "XF-01", "H21-01", "H22-05", "SC-01"} <= set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_a_check_says_what_must_hold_shows_a_case_and_names_its_source(code: str) -> None:
    check = catalogue.load()[code]
    assert check.title.endswith("。")
    assert "例：" in check.manual or "评分标准：" in check.manual  # 由评分标准逐项生成的检查
    assert check.clause
    assert check.hint
    assert re.fullmatch(r"[A-Z]+\d*-\d\d", code)
    assert all(name is None or name.isidentifier() for _, name, _, _ in Formatter().parse(check.message))
