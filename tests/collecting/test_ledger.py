"""The ledger of 晋城市城区财政局 2024: nine returns go in, its 明细表, scores, ranks and total come out."""

from __future__ import annotations

import os
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from xlsxwriter import Workbook

from tests.calls import xlperf
from tests.collecting.jincheng import LINES
from tests.collecting.post import lay_return
from tests.libreoffice import convert, needs_libreoffice
from tests.writeback.test_other_readers import complaints, needs_validator
from xlperf import demo
from xlperf.assess import assess
from xlperf.collecting.pages import MOST_COMPARED, Chart, Column, Live, Page, live, paint
from xlperf.forms import summary, workbooks
from xlperf.forms.template import write_workbook
from xlperf.office import Office
from xlperf.package.workbook import open_workbook
from xlperf.reading import read
from xlperf.submission import Submission

RANKS = [9, 5, 6, 7, 3, 1, 2, 8, 4]
"""Printed beside the projects, in the order of 明细表."""

PAGES = (
    "绩效评价项目明细表",
    "得分排名",
    "等次分布",
    "执行率",
    "灯",
    "自评与复核差异",
    "问题按单位",
    "问题按类别",
    "问题按编号",
    "问题清单",
    "整改台账",
    "疑点线索",
    "报送情况",
)
"""What a bureau finds in the workbook, tab by tab."""


@pytest.fixture(scope="module")
def desk(jincheng: Path) -> Iterator[Path]:
    """At the desk where the nine returns are collected."""
    before = Path.cwd()
    os.chdir(jincheng)
    try:
        yield jincheng
    finally:
        os.chdir(before)


@pytest.fixture(scope="module")
def book(desk: Path) -> Path:
    result = xlperf("ledger", "-o", "汇总.xlsx")
    assert result.exit_code == 0, result.output
    assert "汇总了 9 项，金额合计 51078.42 万元" in result.stdout
    return desk / "汇总.xlsx"


def detail(path: Path) -> Submission:
    submission = read(open_workbook(path), ())
    assert submission is not None
    return submission


def column(path: Path, name: str) -> list[object]:
    return [row.cells[name].value for row in detail(path).written_rows(summary.PROJECTS)]


def cells(path: Path, sheet: str) -> list[list[object]]:
    """The stored values of a sheet, formulas included, as any reader sees them."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    return CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()


def test_the_nine_projects_have_their_scores_ranks_and_grades(book: Path) -> None:
    assert column(book, "score") == [Decimal(line[6]) for line in LINES]
    assert column(book, "rank") == RANKS
    assert column(book, "grade") == ["良好"] * 9


def test_the_total_is_that_of_the_document(book: Path) -> None:
    found = detail(book)
    assert found[summary.AMOUNT.total].number == Decimal("51078.42")  # type: ignore[index]
    assert found[summary.UNIT_COUNT].number == 11
    assert found[summary.PROJECT_COUNT].number == 9


def test_the_ledger_keeps_the_rules_for_such_a_table(book: Path) -> None:
    assert [each.message for each in assess(book, Office()).findings if each.severity == "error"] == []


def test_the_best_comes_first(book: Path) -> None:
    rows = cells(book, "得分排名")[3:12]
    assert [row[0] for row in rows] == list(range(1, 10))
    numbers = {line[2]: line[0] for line in LINES}
    assert [numbers[str(row[2])] for row in rows] == ["6", "7", "5", "9", "2", "3", "4", "8", "1"]
    assert rows[0][3:] == [1750, 1, 89.93, "", 89.93, "良好", "绿灯"]
    assert rows[8][3:] == [6223.15, 0.5781, 84.39, "", 84.39, "良好", "红灯"]


def test_all_nine_are_good(book: Path) -> None:
    rows = cells(book, "等次分布")[3:8]
    assert [row[:2] for row in rows] == [["优秀", 0], ["良好", 9], ["中", 0], ["差", 0], ["合计", 9]]
    assert round(float(str(rows[1][3])), 2) == 51078.42


def test_execution_is_weighted_by_money_and_never_averaged(book: Path) -> None:
    """35,884.67 ÷ 51,078.42 = 70.25 %; the average of the nine rates would be 78.95 %."""
    total = next(row for row in cells(book, "执行率") if row[0] == "合计")
    assert round(float(str(total[3])), 2) == 35884.67
    assert f"{float(str(total[4])):.4f}" == "0.7025"


def test_the_pages_stand_in_this_order(book: Path) -> None:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    names = CalamineWorkbook.from_path(book).sheet_names
    assert [name for name in names if name in PAGES] == list(PAGES)


def test_the_lights_are_those_of_the_end_of_the_year(book: Path) -> None:
    """By 执行率: 57.81 % is red, 67.72 %, 67.93 % and 65.72 % are yellow; by 完成率 every indicator is green."""
    rows = cells(book, "灯")[3:12]
    assert [row[3] for row in rows] == ["红灯", "黄灯", "黄灯", "黄灯", *["绿灯"] * 5]
    assert [row[4:9] for row in rows] == [[0, 0, 5, 0, "绿灯"]] * 9
    assert [row[9] for row in rows] == [row[3] for row in rows]
    assert cells(book, "灯")[12][4:8] == [0, 0, 45, 0]


def test_problems_are_sorted_under_the_headings_of_the_document(book: Path) -> None:
    """合格率 stands under 产出; 执行率偏低 without a reason is 投入决策 (三（一）1); 县 is missing in every file."""
    rows = {row[0]: row[1:3] for row in cells(book, "问题按类别")[3:]}
    assert rows == {
        "投入决策": [0, 6],
        "过程管理": [0, 0],
        "产出执行": [9, 9],
        "预期效果": [0, 0],
        "待归类": [0, 9],
        "合计": [9, 24],
    }
    mending = cells(book, "整改台账")[3:12]
    assert {(row[1], row[6]) for row in mending} == {("产出执行", date(2025, 4, 30))}


def test_what_is_wrong_is_told_with_its_cell(book: Path) -> None:
    problems = cells(book, "问题清单")[3:]
    by_unit = {row[0]: row[1:3] for row in cells(book, "问题按单位")[3:] if row[0] != "合计"}
    for unit, (errors, warnings) in by_unit.items():
        own = [row[2] for row in problems if row[0] == unit]
        assert (own.count("错误"), own.count("警告")) == (errors, warnings)
    assert sum(row[2] == "错误" for row in problems) == len(
        [row for row in cells(book, "整改台账")[3:] if row[0]]
    )


def test_equal_scores_share_a_rank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for number, quality in enumerate(("18", "20", "18", "17")):
        lay_return(tmp_path / f"收件/{number}.xlsx", f"第{number}局", quality=quality)
    xlperf("collect", "收件")
    assert xlperf("ledger").exit_code == 0
    assert column(tmp_path / "汇总.xlsx", "rank") == [2, 1, 2, 4]
    assert [row[0] for row in cells(tmp_path / "汇总.xlsx", "得分排名")[3:7]] == [1, 2, 2, 4]


def test_a_formula_that_would_take_minutes_is_its_value() -> None:
    assert live("SUMPRODUCT(A1:A9)", Decimal(3), MOST_COMPARED) == Live("SUMPRODUCT(A1:A9)", Decimal(3))
    assert live("SUMPRODUCT(A1:A9)", Decimal(3), MOST_COMPARED + 1) == Decimal(3)


def test_a_long_page_has_its_chart_beside_the_table(tmp_path: Path) -> None:
    rows = tuple((f"第{number}局", Decimal(number)) for number in range(60))
    columns, chart = (Column("单位", 20), Column("错误", 9, "0")), Chart("bar", "各单位", 0, (1,))
    path = tmp_path / "长.xlsx"
    with Workbook(str(path)) as writer:
        paint(writer, Page("问题", "问题", "说明", columns, rows, chart=chart))
    with zipfile.ZipFile(path) as package:
        drawing = package.read("xl/drawings/drawing1.xml").decode()
        drawn = package.read("xl/charts/chart1.xml").decode()
    assert "<xdr:from><xdr:col>2</xdr:col>" in drawing
    assert "$B$4:$B$53" in drawn
    assert "（前50行）" in drawn


def test_a_ledger_that_is_there_is_not_overwritten(book: Path) -> None:
    before = book.read_bytes()
    result = xlperf("ledger", "-o", "汇总.xlsx")
    assert result.exit_code == 2
    assert "已经存在；换个名字，或加 --force 覆盖" in result.stderr
    assert book.read_bytes() == before
    assert xlperf("ledger", "-o", "汇总.xlsx", "--force").exit_code == 0
    assert book.read_bytes() == before


@pytest.mark.usefixtures("desk")
def test_a_year_that_nobody_reported_has_no_ledger() -> None:
    result = xlperf("ledger", "-o", "空.xlsx", "--year", "2020")
    assert result.exit_code == 2
    assert "收件库里没有 2020 年度的自评" in result.stderr


@needs_validator
def test_the_open_xml_sdk_finds_no_fault_in_it(book: Path) -> None:
    assert complaints(book) == Counter()


@needs_libreoffice
def test_every_stored_value_is_what_its_formula_gives(book: Path, tmp_path: Path) -> None:
    (again,) = convert([book], tmp_path, "xlsx")
    for sheet in PAGES:
        stored, reckoned = cells(book, sheet), cells(again, sheet)
        for one, other in zip(stored, reckoned, strict=False):
            for left, right in zip(one, other, strict=False):
                assert _near(left, right), (sheet, left, right)
    assert column(again, "rank") == RANKS


@needs_libreoffice
def test_a_reviewer_goes_on_in_the_workbook(book: Path, tmp_path: Path) -> None:
    """The first project gets 95 instead of 84.39 and all its money is spent: everything behind 明细表 follows.

    Spent then: 35884.67 − 3597.53 + 6223.15 = 38510.29, of 51078.42 that is 75.39 %.
    """
    edited = load_workbook(book)
    first = next(row for row in edited["绩效评价项目明细表"].iter_rows() if row[0].value == 1)
    first[6].value, first[8].value = 6223.15, 95
    edited.save(tmp_path / "复核.xlsx")
    (after,) = convert([tmp_path / "复核.xlsx"], tmp_path / "算", "xlsx")
    assert column(after, "rank") == [1, 6, 7, 8, 4, 2, 3, 9, 5]
    assert [row[1] for row in cells(after, "等次分布")[3:8]] == [1, 8, 0, 0, 9]
    total = next(row for row in cells(after, "执行率") if row[0] == "合计")
    assert (round(float(str(total[3])), 2), f"{float(str(total[4])):.4f}") == (38510.29, "0.7539")
    assert cells(after, "灯")[3][3] == "绿灯"
    assert cells(after, "灯")[3][9] == "绿灯"
    ranked = next(row for row in cells(after, "得分排名") if row[1] == "区乡村振兴中心")
    assert (ranked[0], ranked[7], ranked[8], ranked[9]) == (1, 95, "优秀", "绿灯")
    gap = cells(after, "自评与复核差异")[3]
    assert (gap[5], round(float(str(gap[6])), 2)) == (95, 10.61)


def _near(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) < 1e-6
    return one == other


def test_workbooks_of_three_kinds_stand_in_one_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """华容县: the department spent 29,201 (附件2-1), the project had 13,742 planned and spent 1,560.87 (附件2-2).

    What a department has spent is no budget: 执行率 counts the other two, (1560.87 + 50) ÷ (13742 + 100).
    """
    monkeypatch.chdir(tmp_path)
    lay_return(tmp_path / "收件/养护.xlsx", year=2020, spent="50", quality="20")
    for example in demo.examples():
        if "华容县" in example.name:
            write_workbook(workbooks.workbook(example.kind), tmp_path / "收件" / example.name, example.draft)
    xlperf("collect", "收件")
    assert xlperf("ledger").exit_code == 0
    book = tmp_path / "汇总.xlsx"
    names = ("category", "amount", "basis", "spent", "score")
    told = sorted(zip(*(column(book, name) for name in names), strict=True), key=lambda row: str(row[1]))
    assert told == [
        ("项目支出", Decimal(100), "预算数", Decimal(50), Decimal(95)),
        ("项目支出", Decimal(13742), "预算数", Decimal("1560.87"), Decimal(99)),
        ("部门整体支出", Decimal(29201), "支出数", None, Decimal(98)),
    ]
    assert detail(book).fields["summary.rate_total"].number == Decimal("0.1164")


def test_the_score_that_the_bureau_gave_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """复核分 18 + 20 + 10 + 30 + 10 and 10 of 预算执行率: 98 instead of the 100 claimed."""
    monkeypatch.chdir(tmp_path)
    path = lay_return(tmp_path / "收件/1.xlsx", reviewed=("18", "20", "10", "30", "10"))
    assert path.exists()
    xlperf("collect", "收件")
    xlperf("ledger")
    assert column(tmp_path / "汇总.xlsx", "score") == [Decimal(98)]
    row = cells(tmp_path / "汇总.xlsx", "自评与复核差异")[3]
    assert (row[2], row[5], row[6]) == (100, 98, -2)
