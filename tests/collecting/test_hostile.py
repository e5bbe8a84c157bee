"""What strangers, slips and bad luck put in front of a bureau: nothing stops the rest, nothing counts twice or too much."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.collecting.post import lay_return, mail
from xlperf.cli import main

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
