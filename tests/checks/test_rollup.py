"""SB：晋城市城区财政局2024年绩效评价项目明细表，九个项目，51078.42万元。"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.checks.rollups import JINCHENG, rolled, rolled_draft
from tests.drawing import findings, opened
from tests.libreoffice import convert, needs_libreoffice
from xlperf.assess import judge
from xlperf.findings import Severity
from xlperf.forms import summary, workbooks
from xlperf.forms.template import write_workbook
from xlperf.office import Office

ALL = ("SB-01", "SB-02", "SB-03", "SB-04", "SB-05")


def changed(before: str, after: str) -> str:
    assert JINCHENG.count(before) == 1
    return JINCHENG.replace(before, after)


@pytest.mark.accepts("SB-01", "SB-02", "SB-03", "SB-05")
@pytest.mark.rejects("SB-04", "FMT-01")
def test_晋城的明细表只有口径和数字里的空格可报() -> None:
    """TAM-01: the published totals are typed where the template has formulas."""
    found = findings(rolled())
    assert [
        (each.code, each.severity) for each in found if each.code not in ("REQ-07", "FMT-01", "TAM-01")
    ] == [("SB-04", Severity.INFO)]
    (basis,) = [each for each in found if each.code == "SB-04"]
    assert basis.message == (
        "金额口径不一致：预算数6项、总投资1项、债券资金1项、调整后预算数1项；合计51078.42万元不是同一口径，不能直接用来加权"
    )
    spaced = [each for each in found if each.code == "FMT-01"]
    assert {each.severity for each in spaced} == {Severity.INFO}
    assert [each.seen for each in spaced] == [
        "6223. 15",
        "2552. 62",
        "15704. 47",
        "296. 29",
        "3378. 22",
        "485. 39",
        "3888. 28",
    ]


def test_等次和排名由公式得出_与报告所写一致() -> None:
    table = "\n".join(line.rsplit("|", 2)[0] + "| | " for line in JINCHENG.strip().splitlines())
    given = rolled(table)
    ranks = [each.value(summary.RANK) for each in given.written_rows(summary.PROJECTS)]
    assert ranks == [9, 5, 6, 7, 3, 1, 2, 8, 4]
    assert {each.value(summary.GRADE) for each in given.written_rows(summary.PROJECTS)} == {"良好"}
    assert findings(given, "SB-03") == []


@pytest.mark.rejects("SB-01")
def test_合计写颠倒了两位() -> None:
    (found,) = findings(rolled(amount_total="51087.42"), "SB-01")
    assert (found.seen, found.expected) == ("51087.42", "51078.42")


@pytest.mark.rejects("SB-02")
def test_单位数和项目数数错() -> None:
    projects, units = findings(rolled(unit_count=13, project_count=8), "SB-02")
    assert projects.message.startswith("项目数填8个，表内列有9个")
    assert (units.seen, units.expected) == ("13", "11")


@pytest.mark.accepts("SB-02")
def test_同一单位的两种叫法看不出来的两种数法都算对() -> None:
    # 11 when 区卫体局 and 卫体局 are one, 12 when they are two
    assert findings(rolled(changed("文旅局、卫体局", "文旅局、体卫局"), unit_count=12), "SB-02") == []
    office = Office(aliases=(("区卫体局", ("体卫局",)),))
    assert findings(rolled(changed("文旅局、卫体局", "文旅局、体卫局")), "SB-02", office=office) == []


@pytest.mark.rejects("SB-03")
def test_排名和等次与得分不符() -> None:
    (rank,) = findings(rolled(changed("89.56 | 良 | 2", "89.56 | 良 | 1")), "SB-03")
    assert rank.message == "“2023年困难群众救助”得分89.56，排名填第1，应为第2"
    (grade,) = findings(rolled(changed("84.39 | 良 | 9", "84.39 | 优 | 9")), "SB-03")
    assert grade.message == "“2020-2023年财政衔接推进乡村振兴补助资金项目”得分84.39，等次填“优”，应为“良好”"


@pytest.mark.accepts("SB-03")
@pytest.mark.parametrize(("second", "next_place"), [("1", "3"), ("1", "2")])
def test_同分同名次_跳号不跳号都对(second: str, next_place: str) -> None:
    table = f"""
1 | 甲局 | 道路 | 10 | 预算数 | 10 | 90 | 优 | 1
2 | 乙局 | 桥梁 | 20 | 预算数 | 20 | 90 | 优 | {second}
3 | 丙局 | 河道 | 30 | 预算数 | 30 | 85 | 良 | {next_place}
"""
    assert findings(rolled(table, amount_total=60), "SB-03") == []


@pytest.mark.accepts("SB-04")
def test_同一口径的不报() -> None:
    table = JINCHENG
    for word in ("总投资", "债券资金", "调整后预算数"):
        table = table.replace(f"| {word} |", "| 预算数 |")
    assert findings(rolled(table), "SB-04") == []


@pytest.mark.rejects("SB-05")
def test_同一项目列了两行() -> None:
    table = JINCHENG + "10 | 区民营经济局 | 2023年中小企业发展专项 | 1750 | 预算数 | 1750 | 89.93 | 良 | 1\n"
    (found,) = findings(rolled(table, project_count=10, amount_total="52828.42"), *ALL[:3], "SB-05")
    assert (found.code, found.message) == (
        "SB-05",
        "“2023年中小企业发展专项”（区民营经济局）列了2次，金额都是1750",
    )


def test_总体执行率按金额加权() -> None:
    # 35884.67 ÷ 51078.42
    assert rolled().fields["summary.rate_total"].number == Decimal("0.7025")


@needs_libreoffice
def test_等次和排名的公式在_LibreOffice_里算出同样的结果(tmp_path: Path) -> None:
    table = "\n".join(line.rsplit("|", 2)[0] + "| | " for line in JINCHENG.strip().splitlines())
    write_workbook(workbooks.workbook("summary"), tmp_path / "a.xlsx", rolled_draft(table))
    (tmp_path / "out").mkdir()
    (again,) = convert([tmp_path / "a.xlsx"], tmp_path / "out", "xlsx")
    rows = opened(again).written_rows(summary.PROJECTS)
    assert [each.value(summary.RANK) for each in rows] == [9, 5, 6, 7, 3, 1, 2, 8, 4]
    assert {each.value(summary.GRADE) for each in rows} == {"良好"}


def test_只做明细表该做的检查() -> None:
    report = judge("明细表.xlsx", rolled(), Office())
    assert report.not_checked == ()
    assert {each.code for each in report.findings} == {"REQ-07", "FMT-01", "SB-04"}
