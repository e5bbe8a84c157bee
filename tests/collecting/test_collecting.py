"""From a folder and from mail to the list of who has handed in: real workbooks, real files, the real commands."""

from __future__ import annotations

import json
import mailbox
import os
from pathlib import Path

import pytest

from tests.calls import xlperf
from tests.collecting.kept import codes, status
from tests.collecting.post import gbk_zip, lay_return, mail

OFFICE = """
[aliases]
"某县水利局" = ["县水利局"]

[collect]
year = 2024
deadline = 2025-03-31

[[collect.units]]
name = "某县水利局"
projects = ["农村道路养护"]
senders = ["shuiliju@example.gov.cn"]

[[collect.units]]
name = "某县教育局"
senders = ["@edu.example.gov.cn"]
"""
MARCH, APRIL = 1741000000, 1744000000  # 2025-03-03 and 2025-04-07


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with the settings of the office in it."""
    monkeypatch.chdir(tmp_path)
    Path("xlperf.toml").write_text(OFFICE, encoding="utf-8")
    return tmp_path


def lay(path: str, when: int = MARCH, **facts: str) -> Path:
    laid = lay_return(Path(path), **facts)  # type: ignore[arg-type]
    os.utime(laid, (when, when))
    return laid


def test_a_folder_is_taken_in_and_who_is_missing_is_told() -> None:
    lay("收件/水利局.xlsx")
    result = xlperf("collect", "收件")
    assert result.exit_code == 0, result.output
    assert "收到 1 件，新文件 1 个；检查了 1 个工作簿。" in result.stdout
    told = xlperf("status")
    assert told.exit_code == 1
    assert "已报送  某县水利局 · 农村道路养护  2025-03-03" in told.stdout
    assert "未报送  某县教育局" in told.stdout
    assert "共 2 项：已报 1（逾期 0，有错误 0），未报 1" in told.stdout


def test_returns_of_two_years_are_told_apart() -> None:
    Path("xlperf.toml").write_text(OFFICE.replace("year = 2024\n", ""), encoding="utf-8")
    lay("收件/2023.xlsx", year=2023)  # type: ignore[arg-type]
    lay("收件/2024.xlsx")
    xlperf("collect", "收件")
    told = xlperf("status").stdout
    assert "某县水利局 · 农村道路养护（2023年度）" in told
    assert "某县水利局 · 农村道路养护（2024年度）" in told
    assert "收件库里有 2023、2024 几个年度" in told


def test_the_second_run_changes_nothing_and_checks_nothing() -> None:
    lay("收件/水利局.xlsx")
    xlperf("collect", "收件")
    before = status()
    assert "新文件 0 个；检查了 0 个工作簿" in xlperf("collect", "收件").stdout
    assert status() == before


def test_new_settings_judge_again_what_is_in_the_store() -> None:
    lay("收件/水利局.xlsx", quality="25")
    xlperf("collect", "收件")
    errors = status()["returns"][0]["errors"]
    waived = [
        each["code"]
        for each in json.loads(xlperf("check", "收件/水利局.xlsx", "--no-write", "--format", "json").stdout)[
            "findings"
        ]
        if each["severity"] == "error"
    ]
    assert errors == len(waived) > 0
    Path("xlperf.toml").write_text(f"trial = {json.dumps(sorted(set(waived)))}\n{OFFICE}", encoding="utf-8")
    assert status()["returns"][0]["errors"] == 0


def test_the_newest_version_counts_and_the_original_of_each_is_kept() -> None:
    first = lay("收件/水利局.xlsx", budget="100").read_bytes()
    second = lay("收件/改/水利局.xlsx", when=MARCH + 60, quality="18").read_bytes()
    xlperf("collect", "收件")
    counted = status()["returns"][0]
    assert (counted["self"], counted["versions"]) == ("98", 2)
    kept = {path.read_bytes() for path in Path("xlperf-store/originals").rglob("*") if path.is_file()}
    assert kept == {first, second}


def test_the_same_file_again_is_no_new_version() -> None:
    data = lay("收件/水利局.xlsx").read_bytes()
    Path("收件/又报.xlsx").write_bytes(data)
    os.utime("收件/又报.xlsx", (APRIL, APRIL))
    xlperf("collect", "收件")
    counted = status()["returns"][0]
    assert (counted["versions"], counted["repeats"], counted["late"]) == (1, 1, False)
    assert "相同内容又收到 1 次" in xlperf("status").stdout


def test_what_comes_after_the_last_day_is_late() -> None:
    lay("收件/水利局.xlsx", when=APRIL)
    xlperf("collect", "收件")
    assert status()["returns"][0]["late"] is True
    assert "逾期  某县水利局" in xlperf("status").stdout


def test_a_return_with_errors_is_faulty() -> None:
    lay("收件/水利局.xlsx", quality="25")
    xlperf("collect", "收件")
    assert status()["returns"][0]["faulty"] is True
    assert "请催报“未报送”的单位；“有错误”的用 xlperf letters 出退回修改通知" in xlperf("status").stdout


def test_an_alias_is_the_same_unit() -> None:
    lay("收件/1.xlsx")
    lay("收件/2.xlsx", when=MARCH + 60, unit="县 水利局", quality="18")
    xlperf("collect", "收件")
    assert [(each["unit"], each.get("versions")) for each in status()["returns"]] == [
        ("某县水利局", 2),
        ("某县教育局", None),
    ]


@pytest.mark.parametrize(
    ("facts", "code"),
    [({"unit": "某县民政局"}, "COL-07"), ({"year": 2023}, "COL-07"), ({"unit": ""}, "COL-06")],
    ids=["another unit", "another year", "no unit"],
)
def test_what_cannot_be_placed_is_kept_and_does_not_count(facts: dict[str, str], code: str) -> None:
    lay("收件/某.xlsx", **facts)
    xlperf("collect", "收件")
    assert codes() == [code]
    assert all(each["missing"] for each in status()["returns"])


def test_what_is_no_return_is_kept_and_told() -> None:
    Path("收件").mkdir()
    Path("收件/老表.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 no workbook")
    result = xlperf("collect", "收件")
    assert codes() == ["COL-08"]
    assert "请单位用模板填报后重发" in result.stdout


def test_mail_from_an_unknown_sender_is_shelved_until_the_list_knows_it() -> None:
    data = lay("自评.xlsx").read_bytes()
    Path("来信.eml").write_bytes(mail(("自评.xlsx", data), sender="someone@example.com"))
    xlperf("collect", "来信.eml")
    assert codes() == ["COL-01"]
    Path("xlperf.toml").write_text(
        OFFICE.replace("shuiliju@example.gov.cn", "someone@example.com"), encoding="utf-8"
    )
    assert codes() == []
    assert status()["returns"][0]["file"] == "自评.xlsx"


def test_two_senders_with_different_files_for_one_return_are_told() -> None:
    ours, theirs = lay("1.xlsx").read_bytes(), lay("2.xlsx", quality="18").read_bytes()
    Path("信").mkdir()
    Path("信/1.eml").write_bytes(mail(("1.xlsx", ours)))
    Path("信/2.eml").write_bytes(
        mail(
            ("2.xlsx", theirs),
            sender="office@edu.example.gov.cn",
            identity="<2@x>",
            day="Tue, 04 Mar 2025 09:00:00 +0800",
        )
    )
    xlperf("collect", "信")
    assert codes() == ["COL-02"]
    assert status()["returns"][0]["file"] == "2.xlsx"


def test_one_mail_that_lies_in_three_places_counts_once() -> None:
    data = lay("自评.xlsx").read_bytes()
    letter = mail(("报送.zip", gbk_zip(("自评.xlsx", data))))
    Path("来信.eml").write_bytes(letter)
    box = mailbox.mbox("邮箱.mbox")
    box.add(letter)
    box.close()
    folder = mailbox.Maildir("邮件夹")
    folder.add(letter)
    folder.close()
    assert xlperf("collect", "来信.eml", "邮箱.mbox", "邮件夹").exit_code == 0
    assert [(each.get("versions"), each.get("repeats")) for each in status()["returns"]] == [
        (1, 0),
        (None, None),
    ]


def test_a_source_that_is_not_there_does_not_stop_the_others() -> None:
    lay("收件/水利局.xlsx")
    result = xlperf("collect", "没有", "收件")
    assert result.exit_code == 2
    assert "“没有”没有收进来：找不到文件或文件夹" in result.stderr
    assert status()["returns"][0]["missing"] is False


def test_without_a_store_the_next_step_is_told() -> None:
    result = xlperf("status")
    assert result.exit_code == 2
    assert "请先运行 xlperf collect" in result.stderr


def test_a_database_that_is_none_is_said_so() -> None:
    Path("库.db").write_bytes(b"not a database at all" * 100)
    result = xlperf("status", "--store", "库.db")
    assert result.exit_code == 2
    assert "收件库“库.db”打不开" in result.stderr


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[collect]\nyaer = 2024", "不认识这个键"),
        ('[collect]\ndeadline = "明天"', "应是日期"),
        ('[[collect.units]]\nname = "甲"\n[[collect.units]]\nname = "甲"', "单位“甲”写了不止一次"),
    ],
    ids=["unknown key", "no day", "twice"],
)
def test_a_list_of_units_that_says_something_else_is_refused(text: str, told: str) -> None:
    Path("xlperf.toml").write_text(text, encoding="utf-8")
    result = xlperf("collect", ".")
    assert result.exit_code == 2
    assert told in result.stderr
