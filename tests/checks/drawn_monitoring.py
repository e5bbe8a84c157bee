"""A monitoring sheet drawn as a table: 比较符 | 年初目标值 | 1—N月完成 | anything further is for the test."""

from __future__ import annotations

from decimal import Decimal

from xlperf.forms import information
from xlperf.forms import monitoring as form
from xlperf.forms.draft import Draft, DraftRow


def draft(
    table: str,
    *,
    month: Decimal | None = Decimal(6),
    profile: str = "",
    budget: Decimal = Decimal(100),
    spent: Decimal = Decimal(50),
    explained: bool = False,
) -> Draft:
    """1–``month``月 of a project with these indicators; ``explained``: every 偏差原因 and 改进措施 is written."""
    made = Draft().put(form.BUDGET, budget).put(form.SPENT, spent)
    made = (
        made.put(information.YEAR, Decimal(2025))
        .put(information.UNIT, "某局")
        .put(information.PROJECT, "某项目")
    )
    if month is not None:
        made = made.put(form.MONTH, month)
    if profile:
        made = made.put(form.PROFILE, profile)
    words = {"cause": "雨季停工", "measure": "9月底前完成"} if explained else {}
    if explained:
        made = made.put(form.CAUSE, "雨季停工").put(form.MEASURE, "9月底前完成")
    rows = []
    for number, line in enumerate(table.strip().split("\n"), 1):
        relation, target, actual, *_ = (cell.strip() for cell in line.split("|"))
        given = {"relation": relation, "target": _typed(target), "actual": _typed(actual), **words}
        rows.append(
            DraftRow(
                {"third": f"指标{number}", **{key: value for key, value in given.items() if value != ""}}
            )
        )
    return made.fill(form.INDICATORS, *rows)


def _typed(text: str) -> Decimal | str:
    return Decimal(text) if text.replace(".", "", 1).isdecimal() else text
