"""A scheme workbook drawn as a table; the national weights 10/50/30/10 (财预〔2020〕10号) for one school project."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from tests.drawing import opened
from xlperf.forms import scheme_workbook as form
from xlperf.forms import workbooks
from xlperf.forms.draft import Draft, DraftRow
from xlperf.forms.template import write_workbook
from xlperf.submission import Submission

KEYS = (
    "section",
    "section_points",
    "subsection",
    "subsection_points",
    "name",
    "points",
    "text",
    "kind",
    "parameters",
    "inputs",
)

NATIONAL = """
预算执行 | 10 | 预算执行 | 10 | 预算执行率             | 10 | 10分×执行数÷全年预算数   | 同比例 |                | 全年执行数｜万元;全年预算数｜万元
产出     | 50 | 数量指标 | 20 | 资助困难教师及学生     | 20 | 按完成比例计分           | 正向   |                | 实际完成值;年度指标值
         |    | 质量指标 | 30 | 困难教师               | 30 | 按完成比例计分           | 正向   |                | 实际完成值;年度指标值
效益     | 30 | 社会效益 | 30 | 提高生活水平           | 30 | 按完成比例计分           | 正向   |                | 实际完成值｜%;年度指标值｜%
满意度   | 10 | 服务对象 | 10 | 资助困难教师及学生满意 | 10 | 按完成比例计分           | 正向   |                | 实际完成值;年度指标值
"""

HEAD = {
    form.TITLE: "项目支出绩效自评指标体系",
    form.SOURCE: "某省财政厅 财预〔2020〕10号 附件1",
    form.YEAR: Decimal(2023),
    form.APPLIES_TO: "项目支出",
    form.ANNEX: "附件1",
    form.ID: "gb_project",
}


def draft(table: str = NATIONAL, **head: str) -> Draft:
    """The workbook with that table; ``head`` replaces fields of the first page by the end of their key."""
    made = Draft()
    for field, value in HEAD.items():
        made = made.put(field, head.get(field.key.partition(".")[2], value))
    if "extends" in head:
        made = made.put(form.EXTENDS, head["extends"])
    rows = []
    for line in table.strip().split("\n"):
        cells = [cell.strip().replace(";", "\n") for cell in line.split(" |")]
        values = {key: cell for key, cell in zip(KEYS, cells, strict=True) if cell}
        rows.append(DraftRow({key: _typed(key, cell) for key, cell in values.items()}))
    return made.fill(form.INDICATORS, *rows)


def _typed(key: str, cell: str) -> Decimal | str:
    return Decimal(cell) if key.endswith("points") else cell


def written(made: Draft, path: Path) -> Path:
    """The workbook in a file."""
    write_workbook(workbooks.workbook("scheme"), path, made)
    return path


def submission(made: Draft, folder: Path) -> Submission:
    """The workbook written and read again."""
    return opened(written(made, folder / "指标体系.xlsx"))
