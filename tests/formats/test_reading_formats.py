"""What arrives in another format reads as the .xlsx that it was: the same cells, the same findings."""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter
from pathlib import Path

import pytest
import python_calamine
import xlsxwriter

from tests.formats.laid_down import as_word, converted, originals
from tests.libreoffice import convert, needs_libreoffice
from tests.package.hostile import zipped
from xlperf.assess import assess_and_read
from xlperf.forms.model import Owner
from xlperf.office import Office
from xlperf.package.grid import RawCell
from xlperf.package.locked import locked
from xlperf.package.refusal import Refused
from xlperf.package.workbook import open_workbook
from xlperf.submission import shown

CORPUS = Path(os.environ.get("XLPERF_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir(), reason=f"外部工作簿样本不在 {CORPUS}（环境变量 XLPERF_CORPUS）"
)
SECRET = "Password1234_"  # noqa: S105  of a public test file


def told(path: Path):
    """Findings with place, words and numbers, and the points of the whole sheet."""
    report, _ = assess_and_read(path, Office())
    findings = {
        (each.code, each.at, each.message, each.seen, each.expected, each.related) for each in report.findings
    }
    return report.form, findings, report.total


@needs_libreoffice
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_另存为别的格式_检查结果不变(kind):
    for book, other in zip(originals(), converted(kind), strict=True):
        assert open_workbook(other).foreign == f".{kind}"
        assert told(other) == told(book), other.name


@needs_libreoffice
def test_改了扩展名的_xls_照样认得(tmp_path):
    renamed = tmp_path / "自评表.xlsx"
    renamed.write_bytes(converted("xls")[0].read_bytes())
    assert told(renamed) == told(originals()[0])


@needs_libreoffice
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_each_sheet_keeps_its_state_merges_and_formulas(kind):
    theirs, ours = open_workbook(converted(kind)[0]), open_workbook(originals()[0])
    assert [sheet.name for sheet in theirs.sheets] == [sheet.name for sheet in ours.sheets]
    assert theirs.sheets[-1].state == "hidden"  # LibreOffice knows no deeper hiding
    for sheet, own in zip(theirs.sheets, ours.sheets, strict=True):
        assert set(sheet.grid.merges) == set(own.grid.merges)
        computed = {at for at, cell in own.grid.cells.items() if cell.formula is not None}
        assert {at for at, cell in sheet.grid.cells.items() if cell.formula is not None} == computed
        percent = {at for at, cell in own.grid.cells.items() if cell.is_percent and cell.text}
        assert percent <= {at for at, cell in sheet.grid.cells.items() if cell.is_percent or not cell.text}
    assert {name.name for name in theirs.names if name.name.startswith("xp_")} == {
        name.name for name in ours.names if name.name.startswith("xp_")
    }


RESULTS = {
    "=A1": ("某县财政局", None),
    "=乙!A1": ("某中心", None),
    "=乙!A2": ("某中心甲", None),  # repeats what another formula joins
    '=A1&"甲"': ("某县财政局甲", None),
    "=LEFT(A1,2)": ("某县", None),
    '=TEXT(A2,"0.0")': ("5.0", None),
    '=IF(A2>1,"是","否")': ("是", None),
    "=A3": (0, "0"),
    "=A2*0": (0, "0"),
    "=SUM(A3:A4)": (0, "0"),
    "=IF(A3=0,0,A2/A3)": (0, "0"),
    "=A2+1": (6, "6"),
}
"""Formulas with what they give, and what is read from an .xls in which LibreOffice stored 0 for every text."""


@needs_libreoffice
def test_LibreOffice存成_xls_时公式得出的文字_不读作0(tmp_path):
    path = tmp_path / "公式.xlsx"
    with xlsxwriter.Workbook(path) as book:
        first, second = book.add_worksheet("甲"), book.add_worksheet("乙")
        first.write_column("A1", ["某县财政局", 5, 0])
        second.write("A1", "某中心")
        second.write_formula("A2", '=A1&"甲"', None, "某中心甲")
        for row, (formula, (result, _)) in enumerate(RESULTS.items()):
            first.write_formula(row, 2, formula, None, result)
    (saved,) = convert([path], tmp_path, "xls", recalculated=False)
    cells = open_workbook(saved).sheets[0].grid.cells
    read = [cells[row, 3].text for row in range(1, len(RESULTS) + 1)]
    assert dict(zip(RESULTS, read, strict=True)) == {each: text for each, (_, text) in RESULTS.items()}


def written(path: Path) -> set[tuple[str, str]]:
    """The values that the unit wrote, by label without the row that they stand in."""
    _, submission = assess_and_read(path, Office())
    assert submission is not None
    cells = [cell for cell in submission.cells() if cell.written and cell.owner is Owner.UNIT]
    return {(cell.label.partition("（第")[0], plain(shown(cell.value))) for cell in cells}


def plain(text: str) -> str:
    """90.0, and the text 90% where a form takes both, as 90."""
    return text.removesuffix("%").removesuffix(".0")


def test_整本粘成_Word_表格_读出的内容一样_检查结果也一样(tmp_path):
    for book in originals()[1:3]:  # 项目自评
        word = as_word(book, tmp_path / "自评.docx")
        assert open_workbook(word).foreign == ".docx"
        imprint = {each for each in written(book) if each[1].endswith("财政局（制）")}
        assert written(book) - imprint <= written(word), book.name
        findings, theirs = ({each[0] for each in told(path)[1]} for path in (book, word))
        assert theirs <= findings
        assert len(findings - theirs) <= 1


def test_Word_里的内容控件_修订_勾选框都读_删去的字不读(tmp_path):
    word = tmp_path / "自评.docx"
    body = (
        "<w:p><w:r><w:t>附件2-2</w:t></w:r></w:p><w:tbl>"
        '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>项目</w:t></w:r>'
        "<w:r><w:tab/></w:r><w:r><w:t>名称</w:t></w:r></w:p></w:tc></w:tr>"
        '<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p><w:sdt><w:sdtContent><w:r><w:t>控件里的字</w:t></w:r>'
        "</w:sdtContent></w:sdt></w:p></w:tc><w:tc><w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>1,560.87</w:t></w:r></w:ins></w:p></w:tc></w:tr>"
        '<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/>'
        "<w:t>项目实施过程评价</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    word.write_bytes(zipped(package(f"<w:body>{body}</w:body>")))
    (sheet,) = open_workbook(word).sheets
    assert sheet.name == "附件2-2"
    assert {at: cell.text for at, cell in sheet.grid.cells.items()} == {
        (1, 1): "附件2-2",
        (2, 1): "项目\t名称",
        (3, 1): "控件里的字",
        (3, 2): "1560.87",
        (4, 2): "☑项目实施过程评价",
    }
    assert set(sheet.grid.merges) == {(2, 1, 2, 2), (3, 1, 4, 1)}


def package(document: str) -> dict[str, bytes]:
    """A Word file with nothing but this in its document."""
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return {
        "[Content_Types].xml": b"<Types/>",
        "word/document.xml": f'<w:document xmlns:w="{main}">{document}</w:document>'.encode(),
    }


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
ODS = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}
OFFICE = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
TABLE = 'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
WIDE = (
    f'<office:document {OFFICE} {TABLE}><table:table table:name="表"><table:table-row table:number-rows-repeated="1048576">'
    '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>'
    "</table:table-row></table:table></office:document>"
)
BLANKS = (
    f'<office:document {OFFICE} {TABLE} xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><table:table '
    'table:name="表"><table:table-row><table:table-cell office:value-type="string"><text:p>'
    + '<text:s text:c="1000"/>' * 30_000
    + "</text:p></table:table-cell></table:table-row></table:table></office:document>"
)
HOSTILE = {
    "docx 实体炸弹": ({**package(""), "word/document.xml": (LAUGHS + "<x>&b;</x>").encode()}, "OPEN-20"),
    "docx 实体炸弹（UTF-16）": (
        {**package(""), "word/document.xml": (LAUGHS + "<x>&b;</x>").encode("utf-16")},
        "OPEN-20",
    ),
    "docx 压缩炸弹": ({**package(""), "word/document.xml": b" " * 80_000_000}, "OPEN-19"),
    "ods 实体炸弹": ({**ODS, "content.xml": (LAUGHS + "<x>&b;</x>").encode()}, "OPEN-20"),
    "ods 压缩炸弹": ({**ODS, "content.xml": b" " * 80_000_000}, "OPEN-19"),
    "ods 要求 170 亿格": ({**ODS, "content.xml": WIDE.encode()}, "OPEN-23"),
    "ods 一段三千万个空格": ({**ODS, "content.xml": BLANKS.encode()}, "OPEN-26"),
    "ods 没有工作表": ({**ODS, "content.xml": f"<office:document {OFFICE}/>".encode()}, "OPEN-22"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_炸弹和残件都拒绝_说得出编号(case, tmp_path):
    members, code = HOSTILE[case]
    path = tmp_path / "自评表"
    path.write_bytes(zipped(members))
    with pytest.raises(Refused) as reason:
        _ = [sheet.grid for sheet in open_workbook(path).sheets]
    assert reason.value.code == code


CSV = '填报单位,某某局,\n金额（万元）,"1,234.50",95.5%\n编号,0012,12345678901234567890\n"多行\n文字",,=1+1\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_csv_的编码和分隔符都认得(encoding, separator, tmp_path):
    path = tmp_path / "明细.csv"
    text = CSV.replace(",", separator).replace(f'"1{separator}234.50"', '"1,234.50"')
    path.write_bytes(text.encode(encoding))
    (sheet,) = open_workbook(path).sheets
    assert (sheet.name, sheet.state, sheet.kind) == ("明细", "visible", "worksheet")
    assert dict(sheet.grid.cells) == {
        (1, 1): RawCell("填报单位", "s"),
        (1, 2): RawCell("某某局", "s"),
        (2, 1): RawCell("金额（万元）", "s"),
        (2, 2): RawCell("1234.50", "n"),
        (2, 3): RawCell("0.955", "n", None, "percent"),
        (3, 1): RawCell("编号", "s"),
        (3, 2): RawCell("0012", "s"),  # a code, not the number 12
        (3, 3): RawCell("12345678901234567890", "s"),  # Excel would lose its last digits
        (4, 1): RawCell("多行\n文字", "s"),
        (4, 3): RawCell("=1+1", "s"),  # text; nothing is ever calculated
    }


# --- files that others made -----------------------------------------------------------------------

REFUSED = {
    "calamine/OOM_alloc3.xls": "OPEN-29",
    "calamine/issue_594_dos.ods": "OPEN-24",  # asks for 17,179,869,184 cells
    "calamine/pass_protected.ods": "OPEN-29",
    "calamine/pass_protected.xlsb": "OPEN-06",
    "msoffcrypto/xor_password_123456789012345.xls": "OPEN-06",
    "msoffcrypto/rc4cryptoapi_password.xls": "OPEN-06",
    "poi/password.xls": "OPEN-06",
}


def others():
    return sorted(path for path in CORPUS.rglob("*") if path.suffix in {".xls", ".et", ".ods", ".xlsb"})


@needs_corpus
def test_every_file_of_others_opens_or_is_refused_as_expected():
    refused, opened = {}, Counter()
    for path in others():
        try:
            book = open_workbook(path)
            opened[path.suffix] += all(sheet.grid.cells is not None for sheet in book.sheets)
        except Refused as reason:
            refused[path.relative_to(CORPUS).as_posix()] = reason.code
    assert refused == REFUSED
    assert opened == {".xls": 65, ".ods": 13, ".xlsb": 11, ".et": 2}


@needs_corpus
def test_calamine_sees_the_same_cells():
    compared = Counter()
    for path in others():
        name = path.relative_to(CORPUS).as_posix()
        if name in REFUSED or name in APART or "OOM" in name:
            continue
        seen = python_calamine.load_workbook(str(path))
        for sheet in open_workbook(path).sheets:
            if sheet.kind != "worksheet" or sheet.name not in seen.sheet_names:
                continue
            rows = seen.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            theirs = {(r, c): v for r, row in enumerate(rows, 1) for c, v in enumerate(row, 1) if v != ""}
            ours = {at: cell for at, cell in sheet.grid.cells.items() if cell.text and cell.kind != "e"}
            assert set(theirs) == set(ours), name
            assert all(agree(ours[at], theirs[at]) for at in theirs), name
            compared[path.suffix] += len(theirs)
    assert compared == {".xls": 8390, ".ods": 120, ".xlsb": 54, ".et": 20}


APART = {
    "calamine/issue_385.xls",  # calamine asks for a password, LibreOffice and Excel do not
    "calamine/sheet_name_parsing.xls",  # calamine puts a zero behind each letter
    "calamine/too_small.xls",  # a text of two letters
    "poi/clusterfuzz-testcase-minimized-POIHSSFFuzzer-5436547081830400.xls",
    "poi/testEXCEL_4.xls",  # no container
}
"""Where calamine fails or differs, and why."""


def agree(ours: RawCell, theirs: object) -> bool:
    if isinstance(theirs, bool):
        return ours.text == str(theirs).upper()
    if isinstance(theirs, int | float):
        return ours.kind == "n" and float(ours.text) == pytest.approx(theirs, rel=1e-12)
    if isinstance(theirs, dt.date | dt.time | dt.timedelta):
        return ours.shows == "date"
    return ours.text.replace("\r\n", "\n") == str(theirs).replace("\r\n", "\n")


@needs_corpus
def test_WPS_的_et_文件读出文字和公式的结果():
    book = open_workbook(CORPUS / "sheetjs" / "write.et")
    assert book.foreign == ".et"
    assert len(book.sheets[0].grid.cells) == 12
    computed = open_workbook(CORPUS / "sheetjs" / "fn.et").sheets[0].grid.cells.values()
    assert any(cell.formula is not None for cell in computed)


@needs_corpus
@pytest.mark.parametrize(
    ("name", "secret"),
    [("rc4cryptoapi_password.xls", SECRET), ("xor_password_123456789012345.xls", "123456789012345")],
)
def test_加密的_xls_给了密码就读(name, secret):
    xls = CORPUS / "msoffcrypto" / name
    opened = open_workbook(xls, secret)
    assert opened.archive.password == secret
    assert opened.sheets[0].grid.cells
    with pytest.raises(Refused) as reason:
        open_workbook(xls, "不是这个")
    assert reason.value.code == "OPEN-28"


@needs_corpus
def test_加密的_xlsb_和_docx_给了密码就读(tmp_path):
    secret = "Cw2024"  # noqa: S105
    content = (CORPUS / "calamine" / "issues.xlsb").read_bytes()
    path = tmp_path / "自评.xlsb"
    path.write_bytes(locked(content, secret))
    plain = open_workbook(CORPUS / "calamine" / "issues.xlsb").sheets[0].grid.cells
    assert open_workbook(path, secret).sheets[0].grid.cells == plain


@needs_corpus
def test_xlsb_的名称_日期_百分比和隐藏的表都读出():
    book = open_workbook(CORPUS / "calamine" / "issues.xlsb")
    areas = {name.name: name.refers_to for name in book.names}
    assert areas == {"MyDataTypes": "'datatypes'!$A$1:$A$6", "OneRange": "'Sheet1'!$A$1"}
    assert open_workbook(CORPUS / "calamine" / "date_1904.xlsb").date_1904
    states = [sheet.state for sheet in open_workbook(CORPUS / "calamine" / "any_sheets.xlsb").sheets]
    assert states == ["visible", "hidden", "veryHidden", "visible"]
