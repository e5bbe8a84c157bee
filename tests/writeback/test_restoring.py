"""The way back to the file as it was: nothing that ever stood at its place is lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.writeback.books import opened, results, score_marks, score_sheet
from xlperf.package.originals import kept_original, kept_originals
from xlperf.package.refusal import Refused
from xlperf.writeback.into_file import write
from xlperf.writeback.marks import Marks
from xlperf.writeback.restoring import restore


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return score_sheet(tmp_path / "自评.xlsx")


def test_the_original_comes_back_and_the_results_too(book: Path) -> None:
    old = book.read_bytes()
    write(book, book, score_marks())
    marked = book.read_bytes()
    for expected in (old, marked, old):
        restore(book)
        assert book.read_bytes() == expected
    assert {kept.read_bytes() for kept in kept_originals(book)} == {old, marked}


def test_what_staff_changed_since_is_kept_in_turn(book: Path) -> None:
    old = book.read_bytes()
    write(book, book, score_marks())
    edited = opened(book)
    edited["评分表"]["A1"] = "改过"
    edited.save(book)
    theirs = book.read_bytes()
    assert restore(book).kept == kept_original(book, old)
    assert book.read_bytes() == old
    assert kept_originals(book)[0].read_bytes() == theirs


def test_after_a_further_check_the_file_before_it_comes_back(book: Path) -> None:
    """The original is kept once; that it was replaced again makes it the newest."""
    old = book.read_bytes()
    write(book, book, score_marks())
    restore(book)
    os.utime(kept_original(book, old), ns=(1, 1))
    write(book, book, Marks((), (), results("另一次")))
    restore(book)
    assert book.read_bytes() == old


def test_a_deleted_workbook_comes_back(book: Path) -> None:
    old = book.read_bytes()
    write(book, book, score_marks())
    book.unlink()
    restore(book)
    assert book.read_bytes() == old


def test_what_an_output_took_the_place_of_comes_back(book: Path) -> None:
    other = score_sheet(book.with_name("别的.xlsx"))
    theirs = other.read_bytes()
    written = write(book, other, score_marks())
    assert written.message.endswith(f'那里原有的文件已留存，可用 xlperf restore "{other}" 取回')
    assert written.path == other
    restore(other)
    assert other.read_bytes() == theirs
    assert write(book, other, score_marks()).message != ""
    assert write(book, other, score_marks()).message == ""


@pytest.mark.parametrize("name", ["自评.xlsx", "没有.xlsx"])
def test_without_anything_kept_it_is_said_so(book: Path, name: str) -> None:
    with pytest.raises(Refused) as caught:
        restore(book.with_name(name))
    assert caught.value.code == "WRITE-06"


def test_files_of_similar_names_do_not_mix(tmp_path: Path) -> None:
    one, two = score_sheet(tmp_path / "自评.xlsx"), score_sheet(tmp_path / "自评.2.xlsx")
    for path in (one, two):
        write(path, path, score_marks())
    assert [len(kept_originals(path)) for path in (one, two)] == [1, 1]
    longest = score_sheet(tmp_path / f"{'长' * 83}.xlsx")
    write(longest, longest, score_marks())
    assert len(kept_originals(longest)) == 1
    assert restore(longest).others == 0


def test_an_open_workbook_is_not_replaced(book: Path) -> None:
    write(book, book, score_marks())
    marked = book.read_bytes()
    book.with_name(".~自评.xlsx").write_bytes(b"\x04" + "李四".encode("gb18030"))
    with pytest.raises(Refused) as caught:
        restore(book)
    assert (caught.value.code, "李四" in caught.value.message) == ("WRITE-03", True)
    assert book.read_bytes() == marked
