"""What strangers, slips and bad luck put in front of a bureau: nothing stops the rest, nothing counts twice or too much."""

from __future__ import annotations

import io
import json
import lzma
import os
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from tests.collecting.post import lay_return, mail
from xlperf.cli import main
from xlperf.collecting.mail import letter

MARCH = 1741000000
OFFICE = """
[collect]
bureau = "某县财政局"
year = 2024
mend_by = 2099-04-30
"""


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder with the settings of the office."""
    monkeypatch.chdir(tmp_path)
    office()


def office(more: str = "", before: str = "") -> None:
    Path("xlperf.toml").write_text(before + OFFICE + more, encoding="utf-8")


def xlperf(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), prog_name="xlperf")


def returns() -> list[dict[str, object]]:
    told: list[dict[str, object]] = json.loads(xlperf("status", "--format", "json").stdout)["returns"]
    return told


def codes() -> list[str]:
    return [each["code"] for each in json.loads(xlperf("status", "--format", "json").stdout)["aside"]]


def ledger_amounts() -> list[float]:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    result = xlperf("ledger", "--force")
    assert result.exit_code == 0, result.output
    rows = CalamineWorkbook.from_path("汇总.xlsx").get_sheet_by_name("绩效评价项目明细表").to_python()
    return [float(str(row[4])) for row in rows[4:]]


LONG = "某县" + "水利工程建设管理" * 400


def test_a_name_of_3000_characters_stops_no_letter_and_no_review() -> None:
    lay_return(Path("收件/1.xlsx"), unit=LONG, quality="25")
    lay_return(Path("收件/2.xlsx"), unit=f"{LONG}二处", quality="26")
    lay_return(Path("收件/3.xlsx"), unit="某县教育局", project=LONG, quality="26")
    lay_return(Path("收件/4.xlsx"), unit="某县教育局", project=f"{LONG}二期", quality="26")
    assert xlperf("collect", "收件").exit_code == 0
    result = xlperf("letters")
    assert result.exit_code == 0, result.output
    assert len(list(Path("退回通知").rglob("退回修改通知.docx"))) == 3
    assert len(list(Path("退回通知").rglob("*.xlsx"))) == 4
    result = xlperf("review")
    assert result.exit_code == 0, result.output
    assert len(list(Path("复核").rglob("*.xlsx"))) == 4


def test_an_attachment_with_a_name_of_200_chinese_characters_goes_back_under_its_beginning() -> None:
    data = lay_return(Path("1.xlsx"), quality="25").read_bytes()
    Path("收件").mkdir()
    Path("收件/1.eml").write_bytes(mail((f"{'某县水利局' * 60}.xlsx", data)))
    assert xlperf("collect", "收件").exit_code == 0
    assert xlperf("letters").exit_code == 0
    (marked,) = Path("退回通知").rglob("*.xlsx")
    assert marked.name.startswith("某县水利局某县水利局")


def test_two_listed_units_that_are_one_by_alias_or_by_blanks_count_once() -> None:
    units = """
[[collect.units]]
name = "某县水利局"
projects = ["农村道路养护", "农村 道路养护"]
[[collect.units]]
name = "某县 水利局"
[[collect.units]]
name = "某县水务局"
projects = ["灌区改造"]
"""
    office(units, '[aliases]\n"某县水利局" = ["某县水务局"]\n')
    lay_return(Path("收件/1.xlsx"), budget="123", spent="123")
    xlperf("collect", "收件")
    assert [(each["unit"], each["project"], each["missing"]) for each in returns()] == [
        ("某县水利局", "农村道路养护", False),
        ("某县水利局", "灌区改造", True),
    ]
    assert ledger_amounts() == [123, 123]  # the return, and 合计


def test_aliases_that_name_each_other_in_turn_are_one_name() -> None:
    office(before='[aliases]\n"甲局" = ["乙局"]\n"乙局" = ["丙局"]\n"丙局" = ["甲局"]\n')
    for number, unit in enumerate(("甲局", "乙局", "丙局")):
        os.utime(lay_return(Path(f"收件/{number}.xlsx"), unit=unit), (MARCH + number, MARCH + number))
    xlperf("collect", "收件")
    assert [(each["file"], each["versions"]) for each in returns()] == [("2.xlsx", 3)]


def test_a_short_name_of_two_units_makes_them_no_single_one() -> None:
    office(before='[aliases]\n"市质量监督站" = ["质监站"]\n"区质量监督站" = ["质监站"]\n')
    for number, unit in enumerate(("市质量监督站", "区质量监督站")):
        lay_return(Path(f"收件/{number}.xlsx"), unit=unit, budget="100", spent="100")
    xlperf("collect", "收件")
    assert ledger_amounts() == [100, 100, 200]


@pytest.mark.parametrize("first", ["25", "-1"])
def test_more_points_than_a_row_has_are_no_review(first: str) -> None:
    lay_return(Path("收件/1.xlsx"))
    lay_return(Path("复核/1.xlsx"), reviewed=(first, "20", "10", "30", "10"))
    xlperf("collect", "收件", "复核")
    (counted,) = returns()
    assert (counted["self"], counted["reviewed"]) == ("100", None)
    assert codes() == ["COL-19"]


def post(*letters: bytes) -> Result:
    for number, each in enumerate(letters):
        Path("收件").mkdir(exist_ok=True)
        Path(f"收件/{number}.eml").write_bytes(each)
    result = xlperf("collect", "收件")
    assert result.exit_code == 0, result.output
    return result


@pytest.mark.parametrize("day", ["Fri, 31 Dec 9999 23:59:59 +0000", "Tue, 03 Mar 2099 09:00:00 +0800"])
def test_a_mail_from_the_future_is_not_the_newest_for_years(day: str) -> None:
    old = lay_return(Path("1.xlsx"), quality="19").read_bytes()
    new = lay_return(Path("2.xlsx"), quality="20").read_bytes()
    post(mail(("旧.xlsx", old), day=day))
    os.utime(lay_return(Path("收件/新.xlsx"), quality="18"), (4e9, 4e9))
    post(mail(("旧.xlsx", old), day=day))
    (counted,) = returns()
    assert str(counted["received"]) < "2090"
    Path("收件/0.eml").unlink()
    Path("收件/再.xlsx").write_bytes(new)
    xlperf("collect", "收件")
    (counted,) = returns()
    assert (counted["file"], counted["self"], counted["versions"]) == ("再.xlsx", "100", 3)
    assert xlperf("ledger").exit_code == 0


def test_a_broken_member_of_whatever_packing_stops_nothing() -> None:
    lay_return(Path("收件/好.xlsx"))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as package:
        package.writestr("自评.xlsx", Path("收件/好.xlsx").read_bytes())
    packed = bytearray(stream.getvalue())
    packed[60:80] = bytes(20)
    Path("收件/坏.zip").write_bytes(packed)
    with pytest.raises(lzma.LZMAError), zipfile.ZipFile("收件/坏.zip") as package:
        package.read("自评.xlsx")
    result = xlperf("collect", "收件")
    assert (result.exit_code, len(returns())) == (0, 1), result.output
    assert "坏.zip / 自评.xlsx" in result.stdout


def test_a_mail_with_many_bombs_unfolds_into_no_more_than_one() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("零.bin", bytes(90_000_000))
    told = letter(mail(*((f"{number}.zip", stream.getvalue()) for number in range(5))))
    assert sum(len(each.data) for each in told.items) < 256 * 1024 * 1024
    assert [each.place for each in told.troubles] == [f"{number}.zip / 零.bin" for number in (2, 3, 4)]


def test_a_message_id_and_a_folder_that_are_no_text_stop_nothing() -> None:
    data = lay_return(Path("1.xlsx")).read_bytes()
    post(mail(("1.xlsx", data)).replace(b"<1@example.gov.cn>", b"<\xd6\xd0\xce\xc4\x00@example.gov.cn>"))
    if sys.platform == "linux":
        folder = os.fsencode("收件") + b"/\xd6\xd0"
        lay_return(Path(os.fsdecode(folder)) / "2.xlsx", unit="某县教育局")
        os.mkfifo("收件/管道.xlsx")
        assert xlperf("collect", "收件").exit_code == 0
        assert xlperf("collect", "收件").exit_code == 0
        assert len(returns()) == 2


@pytest.mark.parametrize("name", ["自评表", "自评表.xlsx.bak", "自评表.xlsx_"])
def test_a_workbook_that_lost_its_ending_on_the_way_counts(name: str) -> None:
    post(mail((name, lay_return(Path("1.xlsx")).read_bytes())))
    assert [each["file"] for each in returns()] == [f"{name}.xlsx"]


def test_a_mail_without_files_and_a_second_copy_of_a_mail_leave_nothing_unregistered() -> None:
    whole = mail(("1.xlsx", lay_return(Path("1.xlsx")).read_bytes()))
    again = b"Received: from a by b; Tue, 04 Mar 2025 09:00:00 +0800\r\n" + whole
    post(mail(identity="<0@x>"), whole, again)
    result = xlperf("store", "check")
    assert (result.exit_code, "STO-03" in result.stdout) == (0, False), result.stdout
    assert "登记的原件 2 个" in result.stdout


@pytest.mark.filterwarnings("ignore:Unknown extension is not supported:UserWarning")  # of openpyxl
@pytest.mark.parametrize("written", ["农村道路养护", "某县水利局"])
def test_a_reviewer_who_mends_the_name_of_project_or_unit_makes_no_second_return(written: str) -> None:
    lay_return(Path("收件/1.xlsx"), budget="123", spent="123")
    xlperf("collect", "收件")
    assert xlperf("review").exit_code == 0
    (path,) = Path("复核").rglob("*.xlsx")
    book = openpyxl.load_workbook(path)
    for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
        if cell.value == written:
            cell.value = f"{written}（改）"
    book.save(path)
    xlperf("collect", "复核")
    assert codes() == ["COL-17"]
    assert ledger_amounts() == [123, 123]


def test_a_character_that_nobody_sees_makes_no_other_unit() -> None:
    office('[[collect.units]]\nname = "某县水利局"\nprojects = ["农村道路养护"]\n')
    lay_return(Path("收件/1.xlsx"), unit="\ufeff某县\u200b水利局", project="农村道路\u200d养护")
    xlperf("collect", "收件")
    assert [(each["unit"], each["project"], each["missing"]) for each in returns()] == [
        ("某县水利局", "农村道路养护", False)
    ]
