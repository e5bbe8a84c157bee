"""A part of many megabytes is changed piece by piece: the file is the same as if it had been put together."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tests.writeback.books import MAIN, bare, worksheet
from xlperf.package.archive import read_archive
from xlperf.package.patch.splice import Edit, Spliced, inverse, pieces_of, spliced
from xlperf.package.rewrite import Changes, rewritten

PART = "xl/worksheets/sheet1.xml"


def test_a_long_part_told_in_pieces_gives_the_same_file(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n * 7919 % 10007}</v></c></row>' for n in range(1, 40_001))
    path = bare(tmp_path / "长表.xlsx", worksheet(f"<sheetData>{rows}</sheetData>"))
    archive = read_archive(path)
    before = archive.read(PART)
    assert len(before) > 1024 * 1024
    edits = (
        Edit(before.index(b"<sheetData>"), before.index(b"<sheetData>"), b"<sheetPr/>"),
        Edit(before.index(b'<c r="A20000">'), before.index(b'<row r="20001">'), b"</row>"),
        Edit(len(before) - len(b"</worksheet>"), len(before) - len(b"</worksheet>"), b"<pageMargins/>"),
    )
    told, whole = Spliced(before, edits), spliced(before, edits)
    assert len(told) == len(whole)
    assert b"".join(pieces_of(told)) == whole
    assert spliced(whole, inverse(before, edits)) == before
    made = rewritten(archive, Changes({PART: told}))
    assert made == rewritten(archive, Changes({PART: whole}))
    (tmp_path / "新.xlsx").write_bytes(made)
    assert zipfile.ZipFile(tmp_path / "新.xlsx").read(PART) == whole


def test_a_part_that_comes_out_as_it_was_is_copied_compressed_bytes_and_all(tmp_path: Path) -> None:
    archive = read_archive(bare(tmp_path / "x.xlsx", worksheet("<sheetData/>")))
    same = Spliced(archive.read(PART), (Edit(0, 0, b""),))
    assert MAIN.encode() in archive.read(PART)
    assert rewritten(archive, Changes({PART: same})) == archive.data
