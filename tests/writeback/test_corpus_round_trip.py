"""Workbooks made by others: written, written again, cleaned; nothing is lost and nothing stays behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.writeback.books import CORPUS, corpus, marks_everywhere, members, needs_corpus
from xlperf.package.archive import parse_archive
from xlperf.package.refusal import Refused
from xlperf.package.workbook import Workbook, open_workbook
from xlperf.writeback.into_file import clean, write

pytestmark = needs_corpus

NOT_XML = {"exceljs/invalid-xml.xlsx"}
TOUCHED = ("styles", "comments", "vmldrawing", "_rels/", "[content_types]", "workbook.xml", "app.xml")


def _opened(path: Path) -> Workbook:
    """The workbook; one that is not opened at all is the affair of the tests of opening."""
    try:
        return open_workbook(path)
    except Refused as refusal:
        pytest.skip(f"不能打开：{refusal.code}")


@pytest.mark.parametrize("path", corpus(), ids=lambda path: str(path.relative_to(CORPUS)))
def test_every_workbook_that_opens_is_given_back_byte_for_byte(path: Path, tmp_path: Path) -> None:
    book = _opened(path)
    marks = marks_everywhere(book)
    if str(path.relative_to(CORPUS)) in NOT_XML:
        with pytest.raises(Refused, match="WRITE-01"):
            write(path, tmp_path / "never.xlsx", marks)
        assert not list(tmp_path.iterdir())
        return
    once, twice, back = (tmp_path / f"{name}{path.suffix}" for name in ("once", "twice", "back"))
    write(path, once, marks)
    write(once, twice, marks)
    assert once.read_bytes() == twice.read_bytes()
    clean(once, back)
    assert members(back.read_bytes()) == members(path.read_bytes())
    assert not clean(back, back).changed


@pytest.mark.parametrize("path", corpus()[::4], ids=lambda path: str(path.relative_to(CORPUS)))
def test_what_no_mark_needs_is_copied_as_it_lies(path: Path, tmp_path: Path) -> None:
    """Same compressed bytes, header and order; only what a mark needs may differ."""
    book = _opened(path)
    if str(path.relative_to(CORPUS)) in NOT_XML:
        return
    write(path, tmp_path / path.name, marks_everywhere(book))
    old, new = book.archive, parse_archive((tmp_path / path.name).read_bytes())
    assert new.names()[: len(old.names())] == old.names()
    sheets = {sheet.part.lower() for sheet in book.sheets if sheet.kind == "worksheet"}
    for member in old.members:
        after = new.find(member.name)
        assert after is not None
        assert (after.date_time, after.extra, after.comment, after.external_attributes) == (
            member.date_time,
            member.extra,
            member.comment,
            member.external_attributes,
        )
        name = member.name.lower().replace("\\", "/")
        if name not in sheets and not any(word in name for word in TOUCHED):
            assert new.raw(after) == old.raw(member), member.name
