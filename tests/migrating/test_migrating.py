"""What stands in an old file stands in the new one, or on 迁移记录, or was printed by the form: nothing is lost."""

from __future__ import annotations

import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import libreoffice
from tests.calls import xlperf
from tests.formats.laid_down import as_word, converted, originals
from tests.libreoffice import needs_libreoffice
from tests.returns import Return, department_returns, project_returns
from xlperf.assess import assess_and_read
from xlperf.cli import main
from xlperf.forms import fund_arrival, information, project_report, workbooks
from xlperf.forms.draft import Draft, DraftRow
from xlperf.forms.model import Owner, WorkbookForm
from xlperf.forms.template import write_workbook
from xlperf.migrating.laying import Laid, laid
from xlperf.migrating.leftover import NOTE
from xlperf.office import Office
from xlperf.package.workbook import open_workbook
from xlperf.reading import read
from xlperf.submission import Submission, shown


def lay(path: Path) -> Laid:
    book = open_workbook(path)
    submission = read(book)
    assert submission is not None
    return laid(book, submission, path.name)


def filled(path: Path) -> Counter[tuple[str, int, int]]:
    """Every cell of a file with something in it."""
    found: Counter[tuple[str, int, int]] = Counter()
    for sheet in open_workbook(path).sheets:
        for (row, column), cell in sheet.grid.cells.items():
            if (cell.text if cell.text is not None else "=").strip():
                found[sheet.name, row, column] += 1
    return found


def accounted(made: Laid) -> Counter[tuple[str, int, int]]:
    """Every cell that is placed, listed, printed text of the form, or our own."""
    listed = [each.at for each in made.left if each.why != NOTE]
    places = [*{move.old for move in made.moves}, *listed, *made.printed, *made.ours]
    return Counter((at.sheet, at.row, at.column) for at in places)


def values(submission: Submission) -> dict[object, object]:
    """All that a submission says, but for what xlperf writes."""
    told: dict[object, object] = {
        key: shown(cell.value) for key, cell in submission.fields.items() if cell.owner is not Owner.XLPERF
    }
    for key, rows in submission.tables.items():
        cells = [
            {name: shown(cell.value) for name, cell in row.cells.items() if cell.owner is not Owner.XLPERF}
            for row in rows
            if any(cell.written for cell in row.cells.values())
        ]
        told[key] = cells
    return told


def same_again(path: Path, folder: Path) -> Laid:
    """Lays a file into its template: every cell is accounted for once, and the new file says the same."""
    made = lay(path)
    assert accounted(made) == filled(path)
    new = folder / "新表样.xlsx"
    new.write_bytes(made.content)
    again, before = read(open_workbook(new)), read(open_workbook(path))
    assert again is not None
    assert before is not None
    assert values(again) == values(before)
    return made


# --- nothing is lost ------------------------------------------------------------------------------


def test_公开样例搬进新表样_一格不少_检查结果不变(tmp_path):
    for book in originals():
        made = same_again(book, tmp_path)
        assert made.left == ()
        assert told(tmp_path / "新表样.xlsx") == told(book)


def told(path: Path) -> set[tuple[object, ...]]:
    report, _ = assess_and_read(path, Office())
    return {(each.code, each.message, each.seen, each.expected) for each in report.findings}


def test_文件里存的二进制尾数不照抄(tmp_path):
    """69.3 + 27.3 is stored as 96.59999999999999 by every program that reckons in binary; Excel shows 96.6."""
    path = tmp_path / "旧表.xlsx"
    write_workbook(
        workbooks.workbook("project"), path, Draft().put(project_report.PLANNED[1], Decimal("96.6"))
    )
    stored(path, b"<v>96.6</v>", b"<v>96.59999999999999</v>")
    made = lay(path)
    assert {(move.raw, move.now) for move in made.moves if "96" in move.raw} == {("96.6", "96.6")}


def stored(path: Path, was: bytes, now: bytes) -> None:
    """Puts other bytes into the sheets of a file."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    assert any(was in content for content in parts.values())
    with zipfile.ZipFile(path, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content.replace(was, now))


@needs_libreoffice
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_从别的格式搬也一格不少(kind, tmp_path):
    for book, other in zip(originals(), converted(kind), strict=True):
        made = lay(other)
        lost = set(filled(other)) - set(accounted(made))
        formulas = {at for at in lost if not text_at(other, at)}
        assert lost == formulas  # of these LibreOffice stored no result
        (tmp_path / "新表样.xlsx").write_bytes(made.content)
        assert told(tmp_path / "新表样.xlsx") == told(book)


@needs_libreoffice
def test_检查过再另存为_xls_的_我们自己的批注不算未放置的内容(tmp_path):
    marked = tmp_path / "自评.xlsx"
    marked.write_bytes(originals()[0].read_bytes())
    assert CliRunner().invoke(main, ["check", str(marked), "-q"]).exit_code == 1
    (old,) = libreoffice.convert([marked], tmp_path, "xls")
    assert lay(marked).left == lay(old).left == ()


def test_从_Word_搬也一格不少(tmp_path):
    for book in originals()[:2]:
        word = as_word(book, tmp_path / "自评.docx")
        made = lay(word)
        assert accounted(made) == filled(word)
        assert len(made.left) <= 1  # 财政局（制）


def text_at(path: Path, at: tuple[str, int, int]) -> str | None:
    sheet = open_workbook(path).sheet(at[0])
    return sheet.grid.cells[at[1:]].text


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(given_return=st.one_of(project_returns(), department_returns()))
def test_随机生成的填报_搬过去说的是同样的话(given_return: Return, tmp_path):
    path = tmp_path / "原表.xlsx"
    write_workbook(workbooks.workbook(given_return.kind), path, given_return.draft)
    assert same_again(path, tmp_path).left == ()


@pytest.mark.parametrize("kind", workbooks.KINDS)
def test_空白表样没有可搬的(kind, tmp_path):
    path = tmp_path / "空白.xlsx"
    write_workbook(workbooks.workbook(kind), path)
    assert same_again(path, tmp_path).left == ()


# --- our own older editions -----------------------------------------------------------------------


def older(form: WorkbookForm) -> WorkbookForm:
    """The form as it might have been: another edition, other sheet names, columns the other way round, a note less."""
    sheets = []
    for sheet in form.sheets:
        blocks = tuple(
            replace(block, columns=tuple(reversed(block.columns)))
            if block is fund_arrival.ARRIVALS
            else block
            for block in sheet.blocks
        )
        sheets.append(replace(sheet, name=f"{sheet.name}（旧）", blocks=blocks))
    return replace(form, edition="2018", sheets=tuple(sheets))


def test_自己的旧版表样直接搬_增加的行_改名的表_写在公式上的数都在(tmp_path):
    arrivals = [
        DraftRow(
            {
                "document": f"财预〔2022〕{number}号",
                "amount": Decimal(number),
                "issued": date(2022, 1, number),
            }
        )
        for number in range(1, 21)
    ]
    draft = (
        Draft()
        .put(information.UNIT, "某某局")
        .put(information.YEAR, Decimal(2022))
        .put(project_report.PLANNED[0], Decimal(5057))  # typed over the sum of nothing
        .put(project_report.PLACE, "7,00.0,77")
        .fill(fund_arrival.ARRIVALS, *arrivals)
    )
    path = tmp_path / "旧表.xlsx"
    write_workbook(older(workbooks.project()), path, draft)
    made = same_again(path, tmp_path)
    assert made.left == ()
    new = read(open_workbook(tmp_path / "新表样.xlsx"))
    assert [
        shown(row[fund_arrival.ARRIVALS.column("amount")].value) for row in new.rows(fund_arrival.ARRIVALS)
    ][:20] == [str(number) for number in range(1, 21)]
    assert new[project_report.PLANNED[0]].value == Decimal(5057)
    assert new.edition == workbooks.project().edition
    how = {move.label: move.how for move in made.moves}
    assert set(how.values()) == {"照录", "由表样公式计算，结果相同"}


def test_表外的字_别的工作表_批注_图片都列在迁移记录里(tmp_path):
    path = tmp_path / "旧表.xlsx"
    write_workbook(workbooks.project(), path, Draft().put(information.UNIT, "某某局"))
    book = openpyxl.load_workbook(path)
    book["填报说明"]["K3"] = "补充：联系人另报"
    book["填报说明"]["K4"] = 42
    book["填报说明"]["C3"].comment = openpyxl.comments.Comment("请核对年度", "张三")
    draft = book.create_sheet("底稿")
    draft["B2"] = "道路养护 30 公里"
    book.save(path)
    made = lay(path)
    assert accounted(made) == filled(path)
    assert [(str(each.at), each.raw, each.why) for each in made.left] == [
        ("填报说明!K3", "补充：联系人另报", "不在任何栏目之内"),
        ("填报说明!K4", "42", "不在任何栏目之内"),
        ("底稿!B2", "道路养护 30 公里", "“底稿”没有认出是表样中的哪一张表"),
        ("填报说明!C3", "请核对年度", "批注没有搬入"),
    ]
    new = tmp_path / "新.xlsx"
    new.write_bytes(made.content)
    record = openpyxl.load_workbook(new)["迁移记录"]
    listed = [[cell.value or "" for cell in row[:4]] for row in record.iter_rows(min_row=6, max_row=9)]
    assert listed[0] == ["填报说明", "K3", "", "补充：联系人另报"]
    assert listed[2] == ["底稿", "B2", "", "道路养护 30 公里"]
    moves = [row for row in record.iter_rows(min_row=10, values_only=True) if row[2] == "填报单位"]
    assert [(row[3], row[4], row[6]) for row in moves] == [("某某局", "填报说明", "某某局")]
    assert not {each.code for each in assess_and_read(new, Office())[0].findings} & {"TPL-03"}  # it is ours


def test_文本存的数搬成数字_读不成数的照录原文(tmp_path):
    path = tmp_path / "旧表.xlsx"
    write_workbook(workbooks.project(), path)
    book = openpyxl.load_workbook(path)
    at = {name: book.defined_names[f"xp_project_report_{name}"].attr_text for name in NAMES}
    for name, text in NAMES.items():
        sheet, _, cell = at[name].partition("!")
        book[sheet.strip("'")][cell.replace("$", "")] = text
    book.save(path)
    made = lay(path)
    told_of = {move.raw: (move.now, move.how) for move in made.moves}
    assert told_of["1,100.50"] == ("1100.5", "原为文本，已存为数字")
    assert told_of["7,00.0,77"] == ("7,00.0,77", "读不成应填的内容，照录原文")


NAMES = {"planned_county": "1,100.50", "arrived_county": "7,00.0,77"}


# --- the command ----------------------------------------------------------------------------------


def test_migrate_生成新表样_原文件一字不改(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    old = Path("自评.xlsx")
    old.write_bytes(originals()[0].read_bytes())
    done = xlperf("migrate", "自评.xlsx")
    assert done.exit_code == 0, done.output
    assert "已搬入部门整体支出绩效自评工作簿“自评_新表样.xlsx”：208 处" in done.stdout
    assert '下一步：xlperf check "自评_新表样.xlsx"' in done.stdout
    assert old.read_bytes() == originals()[0].read_bytes()
    assert told(Path("自评_新表样.xlsx")) == told(old)
    again = xlperf("migrate", "自评.xlsx")
    assert again.exit_code == 2
    assert "已经存在，没有覆盖" in again.stderr


def test_migrate_认不出的文件_不生成(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("台账.csv").write_text("凭证号,金额\n1,2\n", encoding="utf-8")
    done = xlperf("migrate", "台账.csv")
    assert done.exit_code == 2
    assert "没有认出本软件的任何一张表，没有生成新文件" in done.stdout
    assert [path.name for path in Path().iterdir()] == ["台账.csv"]
    assert xlperf("migrate", "没有.xlsx").exit_code == 2
    assert "不能就是原文件" in xlperf("migrate", "台账.xlsx", "-o", "台账.xlsx").stderr
