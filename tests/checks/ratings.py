"""项目支出绩效自评表 drawn as a small table: one line an indicator, the funds above.

``数量 | 修路 | ≥ | 50 | 公里 | 40 | 50 | 40 | 遇雨停工`` is 二级指标, 三级指标, 比较符, 指标值, 度量单位, 完成值, 分值, 得分, 偏差原因;
``项目决策/决策依据 | …`` names both levels; ``资金 | 100 | 120 | 90`` are 年初预算, 全年预算, 执行 of the first source.
"""

from __future__ import annotations

from decimal import Decimal

from tests.drawing import submission
from xlperf.forms import information, workbooks
from xlperf.forms.draft import Draft, DraftRow
from xlperf.forms.formulas import Value
from xlperf.forms.national import parts
from xlperf.submission import Submission

KEYS = (
    "second",
    "third",
    "relation",
    "target",
    "measure",
    "actual",
    "max",
    "self",
    "deviation",
    "completion",
)
FIRST = {
    **dict.fromkeys(("数量", "质量", "时效", "成本"), "产出指标"),
    **dict.fromkeys(("经济效益", "社会效益", "生态效益", "可持续影响"), "效益指标"),
    "服务对象满意度": "满意度指标",
}
_TOTALS = ("self_total", "max_total")
FULL = """
资金             | 100      | 100 | 100
数量             | 修路     | ≥ | 50 | 公里 | 50 | 20 | 20
质量             | 合格率   | ≥ | 95 | %    | 98 | 20 | 20
成本             | 每公里造价 | ≤ | 2  | 万元 | 2  | 10 | 10
社会效益         | 受益村   | ≥ | 12 | 个   | 12 | 30 | 30
服务对象满意度   | 群众满意度 | ≥ | 90 | %  | 95 | 10 | 10
"""
"""Everything done, nothing to tell."""


def value(text: str) -> Value:
    """A figure as a number, words as they are, "" as blank."""
    bare = text.strip()
    try:
        return Decimal(bare) if bare else None
    except ArithmeticError:
        return bare


def drawn(table: str, kind: str = "national", **fields: Value) -> Draft:
    """The table as a draft; ``fields`` are fields of the form by name (``rate_total``)."""
    draft = Draft().put(information.YEAR, Decimal(2023))
    rows: list[DraftRow] = []
    funds: list[DraftRow] = []
    for line in table.strip().splitlines():
        name, *cells = (cell.strip() for cell in line.split("|"))
        if name == "资金":
            given = dict(zip(("initial", "budget", "spent"), map(value, cells), strict=False))
            funds.append(DraftRow(given, f"F{len(funds) + 1}"))
        else:
            first, _, second = name.partition("/") if "/" in name else (FIRST[name], "", f"{name}指标")
            texts = dict(zip(KEYS, map(value, [second, *cells]), strict=False))
            rows.append(DraftRow({"first": first, **texts}))
    form = workbooks.workbook(kind)
    funds_table, indicators = form.tables
    draft = draft.fill(funds_table, *funds).fill(indicators, *rows)
    keys = {f"{'score_sheet' if key in _TOTALS else parts.FORM}.{key}": each for key, each in fields.items()}
    return Draft({**draft.fields, **keys}, draft.rows)


def rating(table: str, kind: str = "national", **fields: Value) -> Submission:
    """The table as a workbook, written and read back."""
    return submission(kind, drawn(table, kind, **fields))


def changed(before: str, after: str, table: str = FULL) -> str:
    """``FULL`` with one line, or part of it, written otherwise."""
    assert table.count(before) == 1, before
    return table.replace(before, after)
