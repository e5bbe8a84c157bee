"""What nothing can be written into gets 名_检查结果.xlsx: its content in our template, with marks, scores and 检查结果."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.collecting.post import gbk_zip
from tests.formats.laid_down import converted, originals
from tests.libreoffice import needs_libreoffice
from xlperf.assess import assess_and_read
from xlperf.cli import main
from xlperf.office import Office
from xlperf.package.locked import locked
from xlperf.package.workbook import open_workbook
from xlperf.writeback.present import present

pytestmark = needs_libreoffice


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def xlperf(*arguments: str, **more):
    return CliRunner().invoke(main, list(arguments), prog_name="xlperf", **more)


def lay(name: str, kind: str = "xls", number: int = 0) -> Path:
    """A demo workbook in another format under a name of ours."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    files = originals() if kind == "xlsx" else converted(kind)
    path.write_bytes(files[number].read_bytes())
    return path


def marks_of(path: Path):
    """Marked cells by sheet, the notes and the reserved cells."""
    there = present(open_workbook(path))
    paints = {(paint.sheet, area) for paint in there.paints for area in paint.areas}
    return paints, {(note.sheet, note.a1, note.text) for note in there.notes}, there.reserved


def told(path: Path):
    report, _ = assess_and_read(path, Office())
    return {(each.code, each.at, each.message, each.seen, each.expected) for each in report.findings}


@pytest.mark.parametrize(("kind", "number"), [("xls", 0), ("ods", 1)])  # 部门, 项目
def test_结果写进旁边的新文件_标记与写回_xlsx_的一样_原文件不动(kind, number):
    old = lay(f"自评.{kind}", kind, number)
    before = old.read_bytes()
    same = lay("同一份.xlsx", "xlsx", number)
    done = xlperf("check", old.name)
    assert done.exit_code == xlperf("check", same.name).exit_code == 1
    assert "结果已写入“自评_检查结果.xlsx”" in done.stdout
    assert "原文件未改动" in done.stdout
    assert old.read_bytes() == before
    new = Path("自评_检查结果.xlsx")
    assert marks_of(new) == marks_of(same)
    assert told(new) == told(old)
    assert [sheet.name for sheet in open_workbook(new).sheets][-1] == "检查结果"


def test_再检查一次_换下旧结果_有人改过的结果不换():
    old, result = lay("自评.xls"), Path("自评_检查结果.xlsx")
    xlperf("check", "自评.xls")
    first = result.read_bytes()
    assert xlperf("check", "自评.xls").exit_code == 1
    assert result.read_bytes() == first
    assert sorted(path.name for path in Path().iterdir()) == ["自评.xls", "自评_检查结果.xlsx"]
    mended = saved_by_somebody(result)
    done = xlperf("check", "自评.xls")
    assert "“自评_检查结果2.xlsx”" in done.stdout
    assert result.read_bytes() == mended
    assert old.is_file()


def saved_by_somebody(path: Path) -> bytes:
    """The file after Excel saved it: the day of the last change is another."""
    with zipfile.ZipFile(path) as old:
        members = {info: old.read(info) for info in old.infolist()}
    with zipfile.ZipFile(path, "w") as new:
        for info, data in members.items():
            new.writestr(
                info, data.replace(b">2020-01-01T00:00:00Z</dcterms:m", b">2026-03-05T08:00:00Z</dcterms:m")
            )
    return path.read_bytes()


def test_同名的_xls_和_ods_各有各的结果_先查后查_在压缩包里都一样():
    lay("自评.xls", number=0)  # 部门
    lay("自评.ods", "ods", number=1)  # 项目
    assert xlperf("check", ".").exit_code == 1
    assert xlperf("check", "自评.xls").exit_code == 1
    with zipfile.ZipFile("包.zip", "w") as package:
        package.write("自评.xls", "自评.xls")
        package.write("自评.ods", "自评.ods")
    assert xlperf("check", "包.zip").exit_code == 1
    assert {str(path) for path in Path().rglob("*_检查结果*.xlsx")} == {
        "自评（xls）_检查结果.xlsx",
        "自评（ods）_检查结果.xlsx",
        "包_检查结果/自评_检查结果.xlsx",
        "包_检查结果/自评（ods）_检查结果.xlsx",
    }
    for place in ("", "包_检查结果/"):
        assert told(Path(f"{place}自评（ods）_检查结果.xlsx")) == told(Path("自评.ods"))
    assert told(Path("自评（xls）_检查结果.xlsx")) == told(Path("自评.xls"))
    assert told(Path("包_检查结果/自评_检查结果.xlsx")) == told(Path("自评.xls"))


def test_只报告时什么都不写_结果也可以写到别处():
    lay("收件/自评.xls")
    lay("收件/目标.ods", "ods", 2)
    assert xlperf("check", "收件", "--no-write").exit_code == 1
    assert len(list(Path().rglob("*.*"))) == 2
    assert xlperf("check", "收件", "--output", "结果").exit_code == 1
    assert {path.name for path in Path("结果").iterdir()} == {"自评_检查结果.xlsx", "目标_检查结果.xlsx"}
    assert xlperf("check", "收件/自评.xls", "--output", "给某某局.xlsx").exit_code == 1
    assert told(Path("给某某局.xlsx")) == told(Path("收件/自评.xls"))
    done = xlperf("check", "收件")  # the results of before are no returns
    assert "共 2 个文件" in done.stdout


def test_JSON_里的位置是原文件的位置():
    lay("自评.xls")
    lay("同一份.xlsx", "xlsx")
    theirs = json.loads(xlperf("check", "自评.xls", "--format", "json", "--no-write").stdout)
    ours = json.loads(xlperf("check", "同一份.xlsx", "--format", "json", "--no-write").stdout)
    assert theirs | {"file": ""} == ours | {"file": ""}


def test_认不出的文件不生成结果():
    Path("台账.csv").write_text("凭证号,金额\n1,2\n", encoding="utf-8")
    done = xlperf("check", "台账.csv")
    assert "没有认出" in done.stdout
    assert [path.name for path in Path().iterdir()] == ["台账.csv"]


def test_加密的文件_结果也用同一个密码加密():
    secret = "Cw2024"  # noqa: S105
    path = lay("自评.ods", "ods")
    path.write_bytes(locked(path.read_bytes(), secret))
    assert "OPEN-06" in xlperf("check", "自评.ods").stdout
    assert xlperf("check", "自评.ods", "--password-stdin", input=f"{secret}\n").exit_code == 1
    result = Path("自评_检查结果.xlsx")
    assert result.read_bytes().startswith(b"\xd0\xcf\x11\xe0")
    assert open_workbook(result, secret).sheet("检查结果") is not None


# --- archives -------------------------------------------------------------------------------------


def test_压缩包里各单位的同名文件_按下级文件夹分开():
    """各单位一个文件夹，都叫“自评表”：报告和结果里都看得出是谁的。"""
    same = converted("xls")[1].read_bytes()
    names = ("../../丙局/自评表.xls", "甲局/自评表.xls", "乙\\自评表.xls", "自评表.xls")
    Path("收件.zip").write_bytes(gbk_zip(*((name, same) for name in names)))
    done = xlperf("check", "收件.zip", "-q")
    for inside in ("甲局/", "乙/", "丙局/", ""):
        assert f"收件.zip/{inside}自评表.xls · " in done.stdout
    results = Path("收件_检查结果")
    assert sorted(str(path.relative_to(results)) for path in results.rglob("*.xlsx")) == sorted(
        f"{inside}自评表_检查结果.xlsx" for inside in ("甲局/", "乙/", "丙局/", "")
    )
    assert not Path("../丙局").exists()


def test_压缩包里的每个文件分别检查_结果放在压缩包旁边():
    members = {
        "甲局自评.xlsx": originals()[0].read_bytes(),
        "乙局自评.xls": converted("xls")[1].read_bytes(),
        "说明.txt": "请查收".encode("gbk"),
    }
    Path("报送.zip").write_bytes(gbk_zip(*members.items()))
    before = Path("报送.zip").read_bytes()
    done = xlperf("check", "报送.zip", "-q")
    assert done.exit_code == 1
    assert "报送.zip/甲局自评.xlsx · 部门整体支出绩效自评工作簿" in done.stdout
    assert "报送.zip/乙局自评.xls · 项目支出绩效自评工作簿" in done.stdout
    assert "共 2 个文件" in done.stdout
    results = Path("报送_检查结果")
    assert {path.name for path in results.iterdir()} == {"甲局自评.xlsx", "乙局自评_检查结果.xlsx"}
    assert {each[:1] for each in told(results / "甲局自评.xlsx")} == {
        each[:1] for each in told(originals()[0])
    }
    assert Path("报送.zip").read_bytes() == before
    assert (
        "共 2 个文件" in xlperf("check", ".", "-q").stdout
    )  # the folder: the archive again, its results not


def test_压缩包里同名的两份都检查_取不出的说出来():
    data = originals()[2].read_bytes()
    inner = gbk_zip(("自评.xlsx", data))
    Path("包.zip").write_bytes(gbk_zip(("自评.xlsx", data), ("内.zip", inner), ("太深了.zip", deep(data))))
    done = xlperf("check", "包.zip", "--format", "json")
    files = [each["file"] for each in json.loads(done.stdout)]
    assert files[:2] == ["包.zip/自评.xlsx", "包.zip/内.zip/自评.xlsx"]
    assert done.exit_code == 2
    assert "OPEN-30" in done.stdout
    assert {path.name for path in Path("包_检查结果").iterdir()} == {"自评.xlsx", "自评(2).xlsx"}


def deep(data: bytes) -> bytes:
    """An archive in an archive in an archive."""
    for name in ("自评.xlsx", "里一层.zip", "外面一层.zip"):
        data = gbk_zip((name, data))
    return data


def test_没有工作簿的压缩包_说明是压缩包():
    Path("照片.zip").write_bytes(gbk_zip(("一.txt", b"x")))
    done = xlperf("check", "照片.zip")
    assert done.exit_code == 2
    assert "OPEN-14" in done.stdout
