"""豁免、试行、级别：照常列出，写明理由，不计入错误；过期的、没有用上的都要说。"""

from __future__ import annotations

import json
import warnings
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from xlperf import demo
from xlperf.checks import catalogue
from xlperf.checks.check import at
from xlperf.cli import main
from xlperf.findings import Finding, Severity, Standing, Subject, Waiver
from xlperf.forms import workbooks
from xlperf.forms.model import Kind
from xlperf.forms.template import write_workbook
from xlperf.office import Office
from xlperf.standing import settled
from xlperf.submission import Cell, Part

BOOK = "自评表.xlsx"
"""实施期 2022年3月至1月 is an error of this public example: DATE-01 (S000-1)."""

WAIVER = """
[[waiver]]
code = "DATE-01"
unit = "赫山区城市管理和综合执法局"
reason = "批复即如此，已报县财政局"
approver = "李股长"
expires = 2099-12-31
"""


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    example = next(given for given in demo.examples() if "三微" in given.name)
    write_workbook(workbooks.workbook("project"), Path(BOOK), example.draft)
    return tmp_path


def checked(settings: str, *arguments: str) -> Result:
    Path("xlperf.toml").write_text(settings, encoding="utf-8")
    return CliRunner().invoke(main, ["check", BOOK, *arguments], prog_name="xlperf")


def told(settings: str, code: str) -> list[tuple[str, str]]:
    """(level, standing) of every finding of that code."""
    found = json.loads(checked(settings, "--no-write", "--format", "json").stdout)["findings"]
    return [(each["severity"], each["standing"]) for each in found if each["code"] == code]


def errors_of(settings: str) -> set[str]:
    found = json.loads(checked(settings, "--no-write", "--format", "json").stdout)["findings"]
    return {each["code"] for each in found if each["severity"] == "error" and each["standing"] == "counts"}


def lifted(*codes: str) -> str:
    return "\n".join(WAIVER.replace("DATE-01", code) for code in codes)


def test_没有豁免时是错误_退出码为_1() -> None:
    assert checked("", "--no-write").exit_code == 1
    assert ("error", "counts") in told("", "DATE-01")


def test_豁免了全部错误的文件_退出码为_0_理由_批准人_有效期都写明() -> None:
    done = checked(lifted(*errors_of("")), "--no-write")
    assert done.exit_code == 0
    assert "已豁免（错误） DATE-01" in done.stdout
    assert (
        "已豁免：理由：批复即如此，已报县财政局；批准人：李股长；有效期至 2099-12-31；不计入错误"
        in done.stdout
    )
    assert "错误 0" in done.stdout.splitlines()[0]
    assert "已豁免 " in done.stdout.splitlines()[0]
    assert "没有错误；" in done.stdout


def test_豁免的级别在_JSON_里不变_多出_standing_和_waiver() -> None:
    found = json.loads(checked(WAIVER, "--no-write", "--format", "json").stdout)["findings"]
    waived = [each for each in found if each["code"] == "DATE-01"]
    assert {each["severity"] for each in waived} == {"error"}
    assert {each["standing"] for each in waived} == {"waived"}
    assert waived[0]["waiver"] == {
        "reason": "批复即如此，已报县财政局",
        "approver": "李股长",
        "expires": "2099-12-31",
    }
    assert {each["waiver"] for each in found if each["standing"] == "counts"} == {None}


@pytest.mark.parametrize(
    ("whose", "standing"),
    [
        ('unit = "赫山区城市管理和综合执法局"', "waived"),
        ('unit = "赫山区 城市管理和综合执法局"', "waived"),  # blanks do not matter
        ('unit = "赫山区水利局"', "counts"),
        ('project = "三微工程项目"', "waived"),
        ('project = "别的项目"', "counts"),
        ('unit = "赫山区城市管理和综合执法局"\nproject = "别的项目"', "counts"),
        ('unit = "赫山区城市管理和综合执法局"\nproject = "三微工程项目"', "waived"),
    ],
)
def test_豁免只对所写的单位和项目(whose: str, standing: str) -> None:
    settings = WAIVER.replace('unit = "赫山区城市管理和综合执法局"', whose)
    assert {each for _, each in told(settings, "DATE-01")} == {standing}


def test_过期的豁免不再管用_并提示已过期() -> None:
    settings = WAIVER.replace("2099-12-31", "2020-12-31")
    assert {standing for _, standing in told(settings, "DATE-01")} == {"counts"}
    done = checked(settings, "--no-write")
    assert done.exit_code == 1
    assert "提示 OFF-01" in done.stdout
    assert "“DATE-01”的豁免已经过期，重新计入" in done.stdout
    assert "豁免没有用上" not in done.stdout


def test_有效期含当日() -> None:
    finding = Finding("DATE-01", Severity.ERROR, "", "")
    office = Office(waiver=(Waiver("DATE-01", "理由", "某人", date(2026, 12, 31), unit="甲"),))
    days = (date(2026, 12, 31), date(2027, 1, 1))
    first = [settled([finding], Subject(unit="甲"), office, day)[0].standing for day in days]
    assert first == [Standing.WAIVED, Standing.COUNTS]


def test_没有用上的豁免在最后说出来_别的单位的只说个数() -> None:
    idle = WAIVER.replace("DATE-01", "H22-14")
    other = WAIVER.replace("DATE-01", "SC-05").replace("赫山区城市管理和综合执法局", "别的局")
    done = checked(WAIVER + idle + other, "--no-write")
    end = done.stdout[done.stdout.index("1 条豁免没有用上") :]
    assert "H22-14  赫山区城市管理和综合执法局（理由：批复即如此" in end
    assert "DATE-01" not in end
    assert "另有 1 条豁免的单位或项目不在本次检查的文件中：SC-05" in end
    beside = checked(WAIVER + idle, "--no-write", "--format", "json")
    json.loads(beside.stdout)
    assert "1 条豁免没有用上" in beside.stderr


def test_试行的检查照常报告_不影响退出码() -> None:
    codes = sorted(errors_of(""))
    done = checked(f"trial = {json.dumps(codes)}", "--no-write")
    assert done.exit_code == 0
    assert "试行（错误） DATE-01" in done.stdout
    assert "试行：这条检查正在试行，不计入错误" in done.stdout
    assert (
        f"试行 {sum(line.strip().startswith('试行（') for line in done.stdout.splitlines())}" in done.stdout
    )


def test_级别由财政局定() -> None:
    assert told('[severity]\n"DATE-01" = "info"', "DATE-01")[0] == ("info", "counts")
    assert (
        checked("\n".join(["[severity]", *(f'"{code}" = "warning"' for code in errors_of(""))])).exit_code
        == 0
    )


def test_检查自己说得轻的_不因级别定得重而加重() -> None:
    """SC-07：等次不是规定的词，本来只是警告；等次与得分不符才是错误。"""
    cell = Cell(Part("甲", Kind.TEXT), None)
    check = catalogue.load()["SC-07"]
    for level in Severity:
        office = Office(severity=(("SC-07", level),))
        grave, light = (check._severity(at(cell, severity=said), office) for said in (None, Severity.WARNING))
        assert grave is level
        assert light is (Severity.INFO if level is Severity.INFO else Severity.WARNING)


def test_写回的工作簿里_豁免_试行都看得出来_不算错误() -> None:
    checked("", "--output", "before.xlsx")
    checked(f'trial = ["REQ-03"]\n{WAIVER}')
    book, before = _opened(BOOK), _opened("before.xlsx")
    sheet = "\n".join(str(cell.value) for row in book["检查结果"].iter_rows() for cell in row if cell.value)
    assert "已豁免（错误）" in sheet
    assert "试行（警告）" in sheet
    assert "已豁免：理由：批复即如此，已报县财政局；批准人：李股长；有效期至 2099-12-31；不计入错误" in sheet
    assert "已豁免 1 · 试行 1" in sheet
    place = book["项目支出绩效目标表"]["C6"]
    assert place.comment.text.startswith("【已豁免（错误） DATE-01】")
    assert "批准人：李股长" in place.comment.text
    assert _colour(book) == "FFE2EFDA"
    assert _colour(before) == "FFFFC7CE"


def _opened(name: str) -> openpyxl.Workbook:
    """From memory: openpyxl leaves files open, and drops extensions of the form that are not asked for here."""
    with warnings.catch_warnings(action="ignore"):
        return openpyxl.load_workbook(BytesIO(Path(name).read_bytes()))


def _colour(book: openpyxl.Workbook) -> str:
    """The colour of the mark at 实施期."""
    formats = book["项目支出绩效目标表"].conditional_formatting
    rules = [rule for area in formats for rule in area.rules if "xlperf:DATE-01" in rule.formula[0]]
    return rules[0].dxf.fill.bgColor.rgb


def test_检查两次与一次一样_clean_之后一字不差() -> None:
    original = Path(BOOK).read_bytes()
    checked(WAIVER)
    once = Path(BOOK).read_bytes()
    checked(WAIVER)
    assert Path(BOOK).read_bytes() == once
    CliRunner().invoke(main, ["clean", BOOK])
    assert Path(BOOK).read_bytes() == original


def test_设置写错时说明在哪一行_退出码为_2() -> None:
    done = checked("# 本局\n" + WAIVER.replace("2099-12-31", '"明年"'))
    assert done.exit_code == 2
    assert "waiver 第1项 的 expires：应是日期，如 2026-12-31（现在是 明年）（第8行）" in done.stderr
