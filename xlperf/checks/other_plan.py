"""计划安排 of the report against the budget of the target table: one cause for XF-04 and for a rate reckoned from it."""

from __future__ import annotations

from decimal import Decimal

from xlperf.checks.found import field_cells
from xlperf.checks.suspects import suspects
from xlperf.findings import Verdict
from xlperf.forms import project_report, target_table
from xlperf.office import Office
from xlperf.scorecard import Reckoned, verdict_on
from xlperf.scoring import score
from xlperf.submission import Cell, Submission


def other_plan(submission: Submission, office: Office) -> tuple[Cell, tuple[Cell, ...]] | None:
    """计划安排合计 and 年度预算总金额, 项目资金 of the target table when the first of these says another amount.

    None when they agree, when one is missing, or when a broken sum casts doubt on the plan.
    """
    budgets = [
        cell
        for cell in field_cells(submission, (target_table.BUDGET, target_table.FUND))
        if isinstance(cell.value, Decimal)
    ]
    planned = next(iter(field_cells(submission, (project_report.PLANNED_TOTAL,))), None)
    if not budgets or planned is None or not isinstance(planned.value, Decimal):
        return None
    differs = abs(budgets[0].number - planned.value) > office.tolerances.money_for(2)
    doubted = differs and planned.at in suspects(submission, office)
    return (planned, tuple(budgets)) if differs and not doubted else None


def fits_the_budget(submission: Submission, found: Reckoned, office: Office) -> bool:
    """Whether the self-score is right by the budget of the target table: then the plan is what is wrong (XF-04).

    例：目标表预算630、到位630，计划误填1100，到位率自评满分3分：按630复算正是3分，只报 XF-04。
    """
    pair = other_plan(submission, office)
    items = found.indicator.inputs
    if pair is None or len(items) != len(found.cells):
        return False
    planned, budgets = pair
    if any(cell.value == planned.value for cell in budgets):  # the plan may be a part of the budget
        return False
    if planned.at not in {cell.at for cell in found.cells}:
        return False
    if not all(isinstance(cell.value, Decimal) for cell in found.cells):
        return False
    values = {
        item: budgets[0].number if cell.at == planned.at else cell.number
        for item, cell in zip(items, found.cells, strict=True)
    }
    own = found.self_score.number
    return verdict_on(own, score(found.indicator, values, office), office) is Verdict.OK
