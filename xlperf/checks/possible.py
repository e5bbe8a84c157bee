"""FMT-14, XF-08：figures that cannot be, and answers that exclude full marks."""

from __future__ import annotations

from collections.abc import Iterator

from xlperf.checks.check import Context, Outcome, at, check
from xlperf.checks.found import named
from xlperf.checks.suspects import suspects
from xlperf.findings import Severity
from xlperf.forms import negative_list, score_sheet
from xlperf.scorecard import reckoned, score_table

_USE_OF_FUNDS = "S32-08"


@check(
    "FMT-14",
    Severity.WARNING,
    message="{name}所填的数据不可能成立，得分无法复核：{note}",
    hint="核对并改正所依据的数字",
    clause="附件3-1、3-2 评分标准",
)
def figures_can_be_true(context: Context) -> Iterator[Outcome]:
    """计分所依据的数字是可能的。

    例：满意人数120人，被调查人数100人，报 FMT-14。
    """
    submission = context.submission
    told = suspects(submission, context.office)  # a sum that does not add up has its own finding
    for indicator in submission.form.indicators:
        found = reckoned(submission, indicator, context.office)
        if found is None or found.outcome.hi is not None or found.outcome.missing:
            continue
        cells = [cell for cell in found.cells if cell.given]
        if any(cell.at in told for cell in found.cells):
            continue
        if indicator.inputs and found.outcome.note and len(cells) == len(found.cells) and cells:
            yield at(*cells, name=indicator.name, note=found.outcome.note)


@check(
    "XF-08",
    Severity.ERROR,
    message="负面清单答“是”：{items}；评分表“资金使用”却计满分{own}分",
    hint="按评分标准对“资金使用”扣分并写明原因；没有这种情形的，改正负面清单的回答",
    clause="附件3-2 资金管理—资金使用",
)
def listed_misuse_costs_points(context: Context) -> Iterator[Outcome]:
    """负面清单所列情形存在的，资金使用不计满分。

    例：负面清单“截留项目资金”答“是”，资金使用自评7分（满分），报 XF-08。
    """
    submission = context.submission
    table = score_table(submission)
    row = submission.row(table, _USE_OF_FUNDS) if table else None
    listed = [
        each for each in submission.rows(negative_list.LIST) if each[negative_list.ANSWER].value == "是"
    ]
    if row is None or not listed:
        return
    own = row[score_sheet.SELF]
    most = next((each.max for each in submission.form.indicators if each.id == _USE_OF_FUNDS), None)
    if most is not None and own.given and own.number >= most:
        items = named(each[negative_list.ITEM].text for each in listed)
        yield at(own, *(each[negative_list.ANSWER] for each in listed), items=items, own=own.number)
