"""A reviewer fills 复核分 and 复核意见 into a collected workbook; collect takes it back as a review, and never as a submission."""

from __future__ import annotations

import os
from pathlib import Path

import openpyxl
import pytest

from tests.calls import xlperf
from tests.collecting.kept import codes, status
from tests.collecting.post import lay_return, mail
from tests.libreoffice import convert, needs_libreoffice

OFFICE = """
[collect]
year = 2024
reviewers = ["chen@czj.example.gov.cn"]

[[collect.units]]
name = "某县水利局"
projects = ["农村道路养护"]
senders = ["shuiliju@example.gov.cn"]
"""
MARCH = 1741000000
ALL = ("18", "20", "10", "30", "10")
"""复核分 of the five rows that are claimed: 88, and 10 of 预算执行率 makes 98."""


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with one submission of 100 points, which came by mail in March."""
    monkeypatch.chdir(tmp_path)
    Path("xlperf.toml").write_text(OFFICE, encoding="utf-8")
    data = lay_return(Path("单位.xlsx")).read_bytes()
    Path("来信.eml").write_bytes(mail(("自评.xlsx", data)))
    assert xlperf("collect", "来信.eml").exit_code == 0
    return tmp_path


def lay_review(path: str, reviewed: tuple[str, ...] = ALL, when: int = MARCH + 90_000, **facts: str) -> Path:
    laid = lay_return(Path(path), reviewed=reviewed, **facts)  # type: ignore[arg-type]
    os.utime(laid, (when, when))
    return laid


def audit() -> list[list[object]]:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    assert xlperf("audit", "-o", "审计.xlsx", "--force").exit_code == 0
    return CalamineWorkbook.from_path("审计.xlsx").get_sheet_by_name("审计").to_python()[3:]


def test_a_reviewed_copy_is_a_review_and_no_submission() -> None:
    lay_review("复核/1.xlsx")
    assert xlperf("collect", "复核").exit_code == 0
    (counted,) = status()["returns"]
    assert (counted["file"], counted["versions"], counted["self"], counted["reviewed"]) == (
        "自评.xlsx",
        1,
        "100",
        "98",
    )
    assert codes() == []


def test_every_decision_has_a_line_that_says_who_when_what_and_from_which_file() -> None:
    lay_review("复核/1.xlsx")
    xlperf("collect", "复核")
    found = audit()
    assert len(found) == 5
    first = found[0]
    assert first[0] == "2025-03-04 20:06:40"  # 1741090000 in China
    assert first[2:6] == ["复核", "2024", "某县水利局", "农村道路养护"]
    assert [(row[7], row[8]) for row in found] == [
        ("20", "18"),
        ("20", "20"),
        ("10", "10"),
        ("30", "30"),
        ("10", "10"),
    ]
    assert str(first[6]).startswith("项目支出绩效自评表!")
    assert first[10] == "1.xlsx"
    xlperf("collect", "复核")
    assert audit() == found


def test_the_ledger_counts_what_the_bureau_gave() -> None:
    lay_review("复核/1.xlsx")
    xlperf("collect", "复核")
    assert xlperf("ledger").exit_code == 0
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    row = CalamineWorkbook.from_path("汇总.xlsx").get_sheet_by_name("自评与复核差异").to_python()[3]
    assert (row[2], row[5], row[6]) == (100, 98, -2)


def test_the_newest_review_counts_and_all_stay_in_the_audit() -> None:
    lay_review("复核/1.xlsx")
    lay_review("复核/2.xlsx", ("17", *ALL[1:]), when=MARCH + 100_000)
    xlperf("collect", "复核")
    assert status()["returns"][0]["reviewed"] == "97"
    assert [(row[8], row[10]) for row in audit() if row[7] == "20" and row[8] != "20"] == [
        ("18", "1.xlsx"),
        ("17", "2.xlsx"),
    ]


def test_a_review_of_an_older_version_does_not_count_for_the_newer() -> None:
    lay_review("复核/1.xlsx")
    data = lay_return(Path("单位.xlsx"), quality="19").read_bytes()
    Path("改.eml").write_bytes(
        mail(("改.xlsx", data), identity="<2@x>", day="Wed, 05 Mar 2025 09:00:00 +0800")
    )
    xlperf("collect", "复核", "改.eml")
    (counted,) = status()["returns"]
    assert (counted["file"], counted["self"], counted["reviewed"]) == ("改.xlsx", "99", None)
    assert codes() == ["COL-18"]


def test_scores_in_some_rows_only_do_not_count() -> None:
    path = lay_review("复核/1.xlsx")
    book = openpyxl.load_workbook(path)
    for row in book["项目支出绩效自评表"].iter_rows():
        for cell in row:
            if cell.value == 18 and cell.column > 10:
                cell.value = None
    book.save(path)
    xlperf("collect", "复核")
    assert (status()["returns"][0]["reviewed"], codes()) == (None, ["COL-19"])


def test_what_a_unit_writes_into_the_columns_of_the_bureau_is_no_review() -> None:
    data = lay_review("单位.xlsx", ("20", "20", "10", "30", "10"), quality="19").read_bytes()
    Path("自封.eml").write_bytes(
        mail(("自封.xlsx", data), identity="<2@x>", day="Wed, 05 Mar 2025 09:00:00 +0800")
    )
    xlperf("collect", "自封.eml")
    (counted,) = status()["returns"]
    assert (counted["file"], counted["self"], counted["reviewed"]) == ("自封.xlsx", "99", None)
    assert codes() == ["COL-16"]
    assert audit() == []


def test_a_reviewer_may_send_a_review_by_mail() -> None:
    data = lay_review("1.xlsx").read_bytes()
    Path("复核.eml").write_bytes(mail(("1.xlsx", data), sender="chen@czj.example.gov.cn", identity="<2@x>"))
    xlperf("collect", "复核.eml")
    assert (status()["returns"][0]["reviewed"], codes()) == ("98", [])
    assert {row[1] for row in audit()} == {"chen@czj.example.gov.cn"}


def test_a_reviewer_who_changes_what_the_unit_wrote_is_told_and_nothing_counts() -> None:
    lay_review("复核/1.xlsx", budget="101")
    xlperf("collect", "复核")
    (counted,) = status()["returns"]
    assert (counted["versions"], counted["reviewed"]) == (1, None)
    assert codes() == ["COL-17"]


@pytest.mark.filterwarnings("ignore:Unknown extension is not supported:UserWarning")  # of openpyxl
def test_the_workbooks_are_handed_out_marked_and_come_back_as_reviews() -> None:
    result = xlperf("review")
    assert result.exit_code == 0, result.output
    (path,) = Path("复核").rglob("*.xlsx")
    assert path.parent == Path("复核/2024/某县水利局")
    book = openpyxl.load_workbook(path)
    sheet = book["项目支出绩效自评表"]
    assert "检查结果" in book.sheetnames
    place = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "复核意见")
    row = next(row for row in sheet.iter_rows(min_row=place.row + 1) if row[9].value == 20)[0].row
    sheet.cell(row, place.column).value = "同意"
    book.save(path)
    assert "取出 0 份，1 份早已取出、没有动" in xlperf("review").stdout
    xlperf("collect", "复核")
    (counted,) = status()["returns"]
    assert (counted["versions"], codes()) == (1, [])
    ((*_, detail, _file, _sha),) = audit()
    assert "同意" in str(detail)


def test_a_copy_that_came_back_as_it_was_handed_out_is_no_new_version() -> None:
    xlperf("review")
    xlperf("collect", "复核")
    (counted,) = status()["returns"]
    assert (counted["file"], counted["versions"], counted["repeats"], codes()) == ("自评.xlsx", 1, 1, [])
    assert "相同内容又收到 1 次" in xlperf("status").stdout


def test_an_old_copy_that_came_back_unfilled_does_not_push_the_newer_version_aside() -> None:
    xlperf("review")
    newer = lay_return(Path("改.xlsx"), quality="19").read_bytes()
    later = mail(("改.xlsx", newer), identity="<2@example.gov.cn>", day="Wed, 05 Mar 2025 09:00:00 +0800")
    Path("来信2.eml").write_bytes(later)
    xlperf("collect", "来信2.eml")
    xlperf("collect", "复核")
    (counted,) = status()["returns"]
    assert (counted["file"], counted["versions"], counted["self"]) == ("改.xlsx", 2, "99")


def test_a_unit_that_goes_back_to_what_it_first_sent_has_sent_a_new_version() -> None:
    for day, quality in (("05", "19"), ("06", "20")):
        data = lay_return(Path("改.xlsx"), quality=quality, county=None).read_bytes()
        stamp = f"{day} Mar 2025 09:00:00 +0800"
        Path(f"{day}.eml").write_bytes(mail(("改.xlsx", data), identity=f"<{day}@example.gov.cn>", day=stamp))
        xlperf("collect", f"{day}.eml")
    (counted,) = status()["returns"]
    assert (counted["versions"], counted["self"]) == (3, "100")


@needs_libreoffice
def test_a_review_that_another_program_saved_is_known_by_what_the_unit_wrote(tmp_path: Path) -> None:
    (again,) = convert([lay_review("1.xlsx")], tmp_path / "复核", "xlsx")
    os.utime(again, (MARCH + 90_000, MARCH + 90_000))
    xlperf("collect", str(again))
    (counted,) = status()["returns"]
    assert (counted["versions"], counted["reviewed"], codes()) == (1, "98", [])
