"""The 校验码 in the printed footer: put in, renewed and taken out again; the footer of staff stays theirs."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.writeback.books import bare, members, score_marks, worksheet
from xlperf.findings import Seal
from xlperf.package.patch.footers import with_line, without_line
from xlperf.writeback.into_file import clean, write
from xlperf.writeback.signature import OWN_FOOTER, footer_line

CODE = "7KQ4-M2XD-9RWA"


@pytest.mark.parametrize(
    ("footer", "sealed"),
    [
        ("", "&R&9校验码 7KQ4-M2XD-9RWA"),
        ("&C第 &P 页  共 &N 页", "&C第 &P 页  共 &N 页&R&9校验码 7KQ4-M2XD-9RWA"),
        ("没有分节的居中文字", "没有分节的居中文字&R&9校验码 7KQ4-M2XD-9RWA"),
        ("&L左&R县财政局制", "&L左&R县财政局制 校验码 7KQ4-M2XD-9RWA"),
        ('&R&"宋体,Regular"&10', '&R&"宋体,Regular"&10&9校验码 7KQ4-M2XD-9RWA'),
        ("&C研发 R&&D &KFF0000红", "&C研发 R&&D &KFF0000红&R&9校验码 7KQ4-M2XD-9RWA"),
    ],
)
def test_写在右侧_原有的页脚不动(footer: str, sealed: str) -> None:
    assert with_line(footer, footer_line(CODE)) == sealed
    again = without_line(sealed, OWN_FOOTER)
    assert again == footer.removesuffix('&R&"宋体,Regular"&10')


def test_页脚已满255个字时不写() -> None:
    full = "&C" + "满" * 240
    assert with_line(full, footer_line(CODE)) == full


@pytest.mark.parametrize(
    "inside",
    [
        "",
        "<headerFooter/>",
        "<headerFooter><oddFooter/></headerFooter>",
        "<headerFooter><oddHeader>&amp;C页眉</oddHeader></headerFooter>",
        (
            '<headerFooter differentOddEven="1"><oddHeader>&amp;L甲</oddHeader><oddFooter>&amp;C&amp;P</oddFooter>'
            "<evenFooter>&amp;L&amp;P</evenFooter></headerFooter>"
        ),
        '<headerFooter differentFirst="1"><oddFooter>&amp;R县财政局</oddFooter><firstFooter>首页</firstFooter></headerFooter>',
    ],
)
def test_写入_再写_去除_文件逐字节还原(inside: str, tmp_path: Path) -> None:
    body = f"<sheetData/><pageMargins left='1' right='1' top='1' bottom='1' header='1' footer='1'/>{inside}"
    path = bare(tmp_path / "表.xlsx", worksheet(body))
    before = path.read_bytes()
    marks = replace(score_marks(), cells=(), reserved=(), seal=Seal(CODE, (sheet_name(path),)))
    write(path, path, marks)
    once = path.read_bytes()
    footers = re.findall(r"<((?:odd|even|first)Footer)>([^<]*)<", sheet_xml(path))
    assert footers
    assert all(f"校验码 {CODE}" in text for _, text in footers)
    write(path, path, marks)
    assert path.read_bytes() == once
    write(path, path, replace(marks, seal=Seal("2222-2222-2222", marks.seal.sheets if marks.seal else ())))
    assert CODE not in sheet_xml(path)
    assert sheet_xml(path).count("校验码") == len(footers)
    clean(path, path)
    assert path.read_bytes() == before


def sheet_xml(path: Path) -> str:
    return next(content for name, content in members(path.read_bytes()) if "sheet1" in name).decode()


def sheet_name(path: Path) -> str:
    book = next(content for name, content in members(path.read_bytes()) if name.endswith("workbook.xml"))
    found = re.search(r'<sheet name="([^"]+)"', book.decode())
    assert found
    return found[1]
