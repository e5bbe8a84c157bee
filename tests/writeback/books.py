"""Workbooks for the tests of writing: drawn here, or taken from other projects; and marks for all their sheets."""

from __future__ import annotations

import io
import os
import warnings
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill

from xlperf.findings import Address, Seal, Severity, column_number
from xlperf.package.archive import parse_archive
from xlperf.package.workbook import Workbook
from xlperf.writeback.marks import CellMark, Look, Marks, ReservedValue, ResultCell, ResultRow, ResultsSheet

CORPUS = Path(os.environ.get("XLPERF_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")
needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="没有外部工作簿：XLPERF_CORPUS 未设置")


def corpus() -> list[Path]:
    """Every workbook of other projects that may be one of ours by its ending."""
    endings = (".xlsx", ".xlsm", ".xltx", ".xltm")
    return sorted(path for path in CORPUS.rglob("*") if path.suffix.lower() in endings)


def members(content: bytes) -> list[tuple[str, bytes]]:
    """The members of a workbook, in order, inflated."""
    archive = parse_archive(content)
    return [(member.name, archive.read(member.name)) for member in archive.members]


def opened(path: Path) -> openpyxl.Workbook:
    """The workbook as openpyxl reads it; that it does not know the journal's extension is no news."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".*extension is not supported|Workbook contains no default style")
        return openpyxl.load_workbook(io.BytesIO(path.read_bytes()))


def score_sheet(path: Path) -> Path:
    """评分表 with a note, a colour rule and a link of staff's own, and a formula in H9; 目标表 with one cell."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "评分表"
    for row in range(1, 21):
        for column in range(1, 7):
            sheet.cell(row, column, row * column)
    sheet["B5"].comment = Comment("请核实金额", "张三")
    sheet["B3"].comment = Comment("同一格的备注", "李四")
    green = PatternFill(bgColor="FF00FF00")
    sheet.conditional_formatting.add("C3:C9", FormulaRule(formula=["C3>10"], fill=green))
    sheet["A1"].hyperlink = "#'评分表'!B9"
    sheet["H9"] = "=A1*2"
    book.create_sheet("目标表")["A1"] = "空"
    book.save(path)
    return path


def results(*texts: str) -> ResultsSheet:
    """A small results sheet: a title and one row a text."""
    title = ResultRow((ResultCell("检查结果", Look.TITLE, span=3),), 28.0)
    rows = (
        ResultRow((ResultCell(Decimal(n), Look.NUMBER), ResultCell(text))) for n, text in enumerate(texts, 1)
    )
    return ResultsSheet((8.0, 40.0, 10.0), (title, *rows))


def score_marks() -> Marks:
    """Marks for ``score_sheet``: B3 has a note of staff's, H9 a formula of theirs."""
    return Marks(
        (
            CellMark(at("B2"), Severity.ERROR, ("S32-06", "SC-01"), "【错误 S32-06】自评 9 分\n应为：8"),
            CellMark(at("B3"), Severity.WARNING, ("SC-02",), "【警告 SC-02】请说明"),
            CellMark(at("C9"), Severity.INFO, ("DATE-01",), "【提示 DATE-01】请留意"),
            CellMark(Address("目标表", 1, 1), Severity.ERROR, ("REQ-01",), "【错误 REQ-01】未填"),
        ),
        (
            ReservedValue(at("H3"), Decimal("9.50")),
            ReservedValue(at("I3"), "偏高", 2),
            ReservedValue(at("H9"), Decimal(3)),
            ReservedValue(at("H30"), Decimal("-0.25")),
        ),
        results("第一条", "第二条"),
    )


def at(a1: str, sheet: str = "评分表") -> Address:
    """The address of one cell."""
    letters = a1.rstrip("0123456789")
    return Address(sheet, int(a1[len(letters) :]), column_number(letters))


def marks_everywhere(book: Workbook) -> Marks:
    """Marks, notes and values on every worksheet, the last row of the grid included; text that tries to be more."""
    cells: list[CellMark] = []
    values: list[ReservedValue] = []
    for sheet in (each for each in book.sheets if each.kind == "worksheet"):
        cells += [
            CellMark(Address(sheet.name, 2, 2), Severity.ERROR, ("S32-06", "SC-01"), "说明\n第二行 <b>&amp;"),
            CellMark(Address(sheet.name, 7, 3), Severity.WARNING, ("DATE-01",), "警告说明" * 30),
            CellMark(Address(sheet.name, 1048576, 16384), Severity.INFO, ("FMT-08",), "末格"),
        ]
        values += [
            ReservedValue(Address(sheet.name, 3, 8), Decimal("9.50")),
            ReservedValue(Address(sheet.name, 3, 9), "=偏高", 3),
            ReservedValue(Address(sheet.name, 1048576, 2), "末行"),
        ]
    sheet = results(*(f"={look.value}<>&\x01_x0041_" for look in Look))
    seal = Seal("7KQ4-M2XD-9RWA", tuple(each.name for each in book.sheets))
    return Marks(tuple(cells), tuple(values), sheet, seal)


_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_SHEETML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def bare(
    path: Path, sheet: str | bytes, parts: dict[str, str | bytes] | None = None, relations: str = ""
) -> Path:
    """The smallest workbook around one sheet part; ``parts`` replace or add members, ``relations`` are the sheet's."""
    content: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{_SHEETML}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEETML}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_RELS}"><Relationship Id="rId1" Type="{RELATED}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><sheets><sheet name="评分表" sheetId="1" '
        'r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELS}"><Relationship Id="rId1" '
        f'Type="{RELATED}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet,
    }
    if relations:
        content["xl/worksheets/_rels/sheet1.xml.rels"] = (
            f'<Relationships xmlns="{_RELS}">{relations}</Relationships>'
        )
    content |= parts or {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in content.items():
            file.writestr(name, text)
    return path


def worksheet(inside: str) -> str:
    """A worksheet part around its children."""
    return f'<worksheet xmlns="{MAIN}" xmlns:r="{RELATED}">{inside}</worksheet>'


def relation(number: int, kind: str, target: str) -> str:
    """One relationship of the sheet in ``bare``."""
    return f'<Relationship Id="rId{number}" Type="{RELATED}/{kind}" Target="{target}"/>'
