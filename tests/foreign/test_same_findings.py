"""A return is told the same in a foreign layout as in our own template, at the cell that says it there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.foreign.held_out import HELD_OUT, composed
from tests.foreign.layouts import LAYOUTS
from tests.foreign.measuring import Reading
from tests.foreign.sources import sources
from tests.foreign.trial import tried
from xlperf.assess import assess
from xlperf.findings import Finding
from xlperf.office import Office


def measured(layout: str, of: str, folder: Path) -> Reading:
    """The one return of that name in that layout."""
    (own,) = (each for each in (*LAYOUTS, *HELD_OUT, *map(composed, range(9))) if each.name == layout)
    (source,) = (each for each in sources() if of in each.name)
    return tried([own], [source], folder)[layout][source.name]


def told(code: str, folder: Path) -> list[Finding]:
    """What the workbook that was measured is told under one code."""
    (path,) = folder.glob("*.xlsx")
    return [found for found in assess(path, Office()).findings if found.code == code]


@pytest.mark.parametrize(
    ("layout", "of"),
    [
        ("columns_moved", "三微工程"),
        ("label_and_value", "三微工程"),
        ("label_and_value", "nanhu_youfu"),
        ("one_line", "nanhu_youfu"),
        ("one_line", "双铺棚户区"),
        ("values_below", "nanjingang"),
        ("values_below", "cgzx"),
        ("exported", "华容县住建局"),
        ("composed_6", "华容县住建局"),
        ("composed_8", "cgzx"),
        ("misprinted", "华容县老旧小区"),
        ("paragraphs", "枣林街道"),
        ("composed_0", "三微工程"),
    ],
)
def test_检查结果与模板里的一样(layout: str, of: str, tmp_path: Path) -> None:
    reading = measured(layout, of, tmp_path)
    assert reading.same > 0
    assert (reading.lost, reading.more) == (0, 0), reading.notes


def test_指标值及单位一栏只写优良_绩效标准写100_也算填反(tmp_path: Path) -> None:
    """附件1 of 赫山区: ㎡|20000㎡, 吨|11000吨, 优良|100, 达标|100, 科学|90%, …: eleven rows, three of them judgements."""
    measured("columns_moved", "三微工程", tmp_path)
    (swapped,) = told("TGT-01", tmp_path)
    assert swapped.message.endswith("应为指标值20000㎡；共11项")
    (judged,) = told("TGT-12", tmp_path)
    assert judged.message == (
        "3项指标不可衡量：建设工程质量“优良＝100”、建筑材料质量“达标＝100”、优化区域生态环境“科学＝90”"
    )


def test_几个数写在一格里_合计错在哪一个仍说得出(tmp_path: Path) -> None:
    """170 ＋ 9.6 ＝ 179.6; 合计, 支出 and 结余 stand in the same cell as the wrong 170."""
    measured("one_line", "nanhu_youfu", tmp_path)
    (found,) = told("H22-01", tmp_path)
    assert found.message.startswith(
        "“实际到位资金·合计”填的是170万元，按“实际到位资金·合计＝各级来源之和”应为179.6万元"
    )
    assert found.at not in found.related


def test_没认准的数不说没有填(tmp_path: Path) -> None:
    """职工人数 stands apart from its label where merges are lost: it is asked for, and nobody says it is blank."""
    measured("merges_lost", "cgzx", tmp_path)
    assert not [found for found in told("REQ-05", tmp_path) if "财政供养人员控制率" in found.message]
