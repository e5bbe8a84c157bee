"""H21-09：the special projects of a department spend what arrived (专项明细)."""

from __future__ import annotations

from collections.abc import Iterator

from xlperf.checks.check import Context, Outcome, at, check, each_row
from xlperf.checks.found import rows_with
from xlperf.checks.sums import sensible
from xlperf.checks.suspects import doubted
from xlperf.findings import Severity
from xlperf.forms import special_projects as form
from xlperf.submission import Row, shown


@check(
    "H21-09",
    Severity.WARNING,
    message="“{project}”{problem}",
    hint="核对该项目的附件2-2；确属垫付、超支或追加的，在备注栏写明原因和资金来源",
    clause="专项明细；附件2-2 一、项目基本概况",
)
def projects_spend_what_arrived(context: Context) -> Iterator[Outcome]:
    """各专项的实际支出不大于实际到位，实际到位不大于计划安排；超出的在备注栏说明。

    例：老旧小区改造到位1023万元、支出1078.78万元，备注空着，报 H21-09。
    """
    submission, office = context.submission, context.office
    columns = (form.PROJECT, form.PLANNED, form.ARRIVED, form.SPENT, form.REMARK)
    tolerance = office.tolerances.money_for(2)
    elsewhere = doubted(submission, office)  # a sum that does not add up has its own finding

    def test(row: Row) -> Iterator[Outcome]:
        planned, arrived, spent = (row[column] for column in (form.PLANNED, form.ARRIVED, form.SPENT))
        if row[form.REMARK].written:
            return
        name = row[form.PROJECT].text
        for more, less, words in ((spent, arrived, "实际支出"), (arrived, planned, "实际到位")):
            high, low = sensible(more.value), sensible(less.value)
            if high is None or low is None or {more.at, less.at} & elsewhere:
                continue
            if high - low > tolerance:
                other = less.label.split("（")[0]
                problem = f"{words}{shown(high)}万元，大于{other}{shown(low)}万元，多{shown(high - low)}万元"
                yield at(more, less, project=name, problem=problem)

    yield from each_row(rows_with(submission, form.PROJECTS, *columns), test)
