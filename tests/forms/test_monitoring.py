"""绩效运行监控表: its lights in the workbook, by an independent engine, are those of the rule in Python."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import cellrune
import openpyxl
import pytest

from tests.checks.drawn_monitoring import draft
from tests.drawing import opened
from xlperf.forms import monitoring as form
from xlperf.forms import workbooks
from xlperf.forms.template import write_workbook

MONTHS = """
≥    | 120 | 36    | 黄灯
≥    | 120 | 35.99 | 红灯
=    | 120 | 72    | 蓝灯
≤    | 5   | 5.5   | 红灯
≤    | 5   | 5     | 绿灯
定性 | 按期开工 | 部分达成 | 黄灯
定性 | 按期开工 | 快了     |
≥    | 120 | 完成     |
     | 120 | 60       |
"""
SICHUAN = """
≥    | 100 | 45 | 绿灯
≥    | 100 | 60 | 绿灯
≥    | 100 | 61 | 黄灯
≤    | 5   | 6  | 红灯
=    | 0   | 0  | 绿灯
"""


def calculated(path: Path) -> dict[str, object]:
    """What another engine makes of every light, by the place of the cell."""
    book = cellrune.Workbook.open_path(str(path))
    book.calculate()
    submission = opened(path)
    cells = [submission[form.EXECUTION], submission[form.PROJECT_LIGHT]]
    cells += [row[form.LIGHT] for row in submission.rows(form.INDICATORS)]
    found: dict[str, object] = {}
    for cell in cells:
        assert cell.at is not None
        ((value,),) = book.read_values(cell.at.sheet, cell.at.a1, cell.at.a1)
        found[cell.at.a1] = value.get("value")
    return found


@pytest.mark.parametrize(
    ("table", "profile", "execution", "project"),
    [(MONTHS, "按月份折算", "绿灯", "红灯"), (SICHUAN, "四川口径", "绿灯", "红灯")],
)
def test_表内公式_程序_和独立计算三者一致(
    table: str, profile: str, execution: str, project: str, tmp_path: Path
) -> None:
    """1—6月执行50万元，全年100万元：按月份折算100%，四川口径50%≥40%，都是绿灯。"""
    path = tmp_path / "监控.xlsx"
    write_workbook(workbooks.workbook("monitoring"), path, draft(table, profile=profile, spent=Decimal(50)))
    submission = opened(path)
    rows = submission.rows(form.INDICATORS)
    wanted = [line.rpartition("|")[2].strip() for line in table.strip().split("\n")]
    assert [str(row[form.LIGHT].value or "") for row in rows][: len(wanted)] == wanted
    assert submission[form.EXECUTION].value == execution
    assert submission[form.PROJECT_LIGHT].value == project
    stored = {
        cell.at.a1: cell.value or ""
        for cell in submission.cells()
        if cell.at and cell.label.startswith(("灯", "项目灯", "预算执行灯"))
    }
    assert calculated(path) == stored


def test_月份没有填或不是月份_都没有灯(tmp_path: Path) -> None:
    for month in (None, Decimal(0), Decimal(13), Decimal("6.5")):
        path = tmp_path / "监控.xlsx"
        write_workbook(workbooks.workbook("monitoring"), path, draft(MONTHS, month=month))
        assert set(calculated(path).values()) == {""}
        assert opened(path)[form.PROJECT_LIGHT].value is None


def test_每个灯都按颜色显示(tmp_path: Path) -> None:
    path = tmp_path / "监控.xlsx"
    write_workbook(workbooks.workbook("monitoring"), path, draft(MONTHS))
    sheet = openpyxl.load_workbook(path)["绩效运行监控表"]
    submission = opened(path)
    cells = [submission[form.EXECUTION], submission[form.PROJECT_LIGHT]]
    cells += [row[form.LIGHT] for row in submission.rows(form.INDICATORS)]
    for cell in cells:
        assert cell.at is not None
        rules = [rule for area in sheet.conditional_formatting if cell.at.a1 in area for rule in area.rules]
        assert [rule.formula for rule in rules] == [
            [f'"{light}"'] for light in ("红灯", "黄灯", "绿灯", "蓝灯")
        ]
