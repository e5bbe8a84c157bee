"""绩效评价项目明细表 drawn as a small table: 晋城市城区财政局, 2024年, as printed, blanks inside the amounts included."""

from __future__ import annotations

from decimal import Decimal

from tests.checks.labels import put, row
from tests.drawing import submission
from xlperf.forms import information, summary
from xlperf.forms.draft import Draft
from xlperf.forms.formulas import Value
from xlperf.submission import Submission

JINCHENG = """
1 | 区乡村振兴中心 | 2020-2023年财政衔接推进乡村振兴补助资金项目 | 6223. 15 | 预算数 | 3597.53 | 84.39 | 良 | 9
2 | 城区财政局 | 2023年村级公益事业建设一事一议及美丽乡村财政奖补项目 | 2552. 62 | 总投资 | 1728.57 | 86.77 | 良 | 5
3 | 区住建局、北街办事处 | 2023年政府专项债券项目 | 16800.00 | 债券资金 | 11412.49 | 86.36 | 良 | 6
4 | 区住建局 | 2023年城镇保障安居工程 | 15704. 47 | 预算数 | 10320.78 | 86.16 | 良 | 7
5 | 区卫体局 | 2023年村卫生室服务能力提升工程 | 296. 29 | 预算数 | 245.98 | 89.36 | 良 | 3
6 | 区民营经济局 | 2023年中小企业发展专项 | 1750 | 预算数 | 1750 | 89.93 | 良 | 1
7 | 民政局、低保中心 | 2023年困难群众救助 | 3378. 22 | 预算数 | 2770.45 | 89.56 | 良 | 2
8 | 宣传部、文旅局、卫体局 | 2023年公共文化服务体系建设项目 | 485. 39 | 预算数 | 454.32 | 86.04 | 良 | 8
9 | 区机关事务中心 | 部门整体支出 | 3888. 28 | 调整后预算数 | 3604.55 | 88 | 良 | 4
"""
KEYS = ("number", "units", "project", "amount", "basis", "spent", "score", "grade", "rank")


def rolled_draft(table: str = JINCHENG, **fields: Value) -> Draft:
    """The table as a draft; 11 units and 9 projects are claimed unless ``fields`` say otherwise."""
    lines = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    rows = [row(**{key: cell for key, cell in zip(KEYS, line, strict=True) if cell}) for line in lines]
    draft = Draft().put(information.YEAR, Decimal(2024)).fill(summary.PROJECTS, *rows)
    claims = {"unit_count": 11, "project_count": 9, "amount_total": "51078.42", **fields}
    return put(draft, "summary", claims)


def rolled(table: str = JINCHENG, **fields: Value) -> Submission:
    """The table as a workbook, written and read back."""
    return submission("summary", rolled_draft(table, **fields))
