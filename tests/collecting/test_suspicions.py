"""疑点线索: what stands out among the returns of a collection, and what does not."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.calls import xlperf
from tests.collecting.post import lay_return
from tests.collecting.test_ledger import cells
from xlperf.collecting.suspicions import COST, FULL, SAME, median

RENEWAL = """
资金           | {{0}} | {{0}} | {{1}}
数量           | 改造面积 | ≥ | 10000 | 平方米 | {area} | 20 | 19
质量           | 合格率 | ≥ | 95 | % | 98 | 20 | {{2}}
成本           | 每公里造价 | ≤ | 2 | 万元 | 2 | 10 | 10
社会效益       | 受益小区 | ≥ | 12 | 个 | 12 | 30 | 30
服务对象满意度 | 群众满意度 | ≥ | 90 | % | 95 | 10 | 10
"""
DONE = "全年改造老旧小区十二个，拆除违建、更换雨污管网、加装照明和监控，居民出行和居住条件明显改善，未发生安全事故。"


@pytest.fixture(autouse=True)
def _desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def clues() -> list[list[str]]:
    """The rows of 疑点线索 after collecting what was laid down."""
    assert xlperf("collect", "收件").exit_code == 0
    assert xlperf("ledger", "--force").exit_code == 0
    return [[str(cell) for cell in row] for row in cells(Path("汇总.xlsx"), "疑点线索")[3:] if row[0]]


def lay_renewals(*areas: int, project: str = "老旧小区改造", spent: str = "400") -> None:
    """So many units, each with 400 万元 spent on that area."""
    for number, area in enumerate(areas, 1):
        lay_return(
            Path(f"收件/{number}.xlsx"),
            f"第{number}街道办事处",
            f"{project}{number if project == '改造' else ''}",
            budget="400",
            spent=spent,
            quality="19",
            table=RENEWAL.format(area=area),
        )


def test_full_marks_in_every_row_are_asked_about() -> None:
    lay_return(Path("收件/水利.xlsx"))
    lay_return(Path("收件/交通.xlsx"), "某县交通局", quality="19.5")
    (row,) = clues()
    assert row[:3] == [FULL, "某县水利局", "农村道路养护"]
    assert row[6].startswith("水利.xlsx 项目支出绩效自评表!")
    assert row[7] == "请核实各项指标的佐证材料"


def test_the_same_words_from_two_units_are_asked_about_whoever_signs_them() -> None:
    lay_return(Path("收件/甲.xlsx"), "甲街道办事处", quality="19", told=f"甲街道办事处{DONE}")
    lay_return(Path("收件/乙.xlsx"), "乙街道办事处", quality="18", told=f"乙街道办事处{DONE} ")
    lay_return(Path("收件/丙.xlsx"), "丙街道办事处", quality="17", told=DONE.replace("十二", "九"))
    (row,) = clues()
    assert row[:2] == [SAME, "乙街道办事处、甲街道办事处"]
    assert sorted(place.split()[0] for place in row[6].split("\n")) == ["乙.xlsx", "甲.xlsx"]
    assert "2个单位有相同的文字：“" in row[3]


def test_short_words_and_one_unit_that_repeats_itself_are_usual() -> None:
    lay_return(Path("收件/1.xlsx"), "甲局", "道路", quality="19", told=DONE)
    lay_return(Path("收件/2.xlsx"), "甲局", "桥梁", quality="18", told=DONE)
    lay_return(Path("收件/3.xlsx"), "乙局", "道路", quality="19", told="项目已按计划完成。")
    lay_return(Path("收件/4.xlsx"), "丙局", "道路", quality="18", told="项目已按计划完成。")
    assert clues() == []


def test_words_that_most_units_were_given_are_usual() -> None:
    for number in range(9):
        lay_return(Path(f"收件/{number}.xlsx"), f"第{number}局", quality=f"{10 + number}", told=DONE)
    assert clues() == []


def test_a_square_metre_that_costs_five_times_the_usual_is_asked_about() -> None:
    """400 万元 over 10,000 平方米 is 400 元; over 2,000 it is 2,000 元: five times the median of eight."""
    lay_renewals(10000, 10100, 9900, 10200, 9800, 10000, 10000, 2000)
    (row,) = clues()
    assert row[:2] == [COST, "第8街道办事处"]
    assert row[4:6] == ["2000元/平方米", "中位数400元/平方米"]
    assert row[3] == (
        "改造面积：实际支出除以完成数为2000元/平方米，是中位数的5倍（同一指标“改造面积”的8个单位）"
    )
    assert row[6].startswith("8.xlsx 项目支出绩效自评表!")
    assert row[7].startswith("请核实")


def test_seven_units_are_too_few_to_say_what_is_usual() -> None:
    lay_renewals(10000, 10100, 9900, 10200, 9800, 10000, 2000)
    assert clues() == []


def test_less_than_double_is_usual_however_alike_the_others_are() -> None:
    lay_renewals(10000, 10000, 10000, 10000, 10000, 10000, 10000, 5100)
    assert clues() == []


def test_where_costs_differ_widely_nothing_stands_out() -> None:
    """Half of them lie beyond double or half: 3.5 × 1.4826 × ln 2 reaches further than five times."""
    lay_renewals(2500, 5000, 5000, 10000, 10000, 20000, 20000, 2000)
    assert clues() == []


def test_the_middle_value() -> None:
    assert median([Decimal(3), Decimal(1), Decimal(2)]) == 2
    assert median([Decimal(4), Decimal(1), Decimal(2), Decimal(3)]) == Decimal("2.5")
