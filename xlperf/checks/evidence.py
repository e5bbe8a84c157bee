"""REQ-05：full marks need the figures that earn them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlperf.checks.check import At, Context, Outcome, at, check
from xlperf.checks.found import field_cells, is_scored, named, rows_with, score_rows, where_inputs_stand
from xlperf.findings import Severity
from xlperf.forms import department_report, project_report, score_sheet
from xlperf.forms.model import Column
from xlperf.schemes.model import (
    Checklist,
    Choice,
    Indicator,
    Input,
    Manual,
    PerCase,
    Qualitative,
    RangeDeduct,
)
from xlperf.submission import Cell, Row, Submission, shown

_TOLD_ELSEWHERE = frozenset(("S31-22", "S32-22"))
"""满意度 has checks of its own under these codes."""
_MEASURED = ("成本", "满意度")
_BY_TICKS = (Checklist, PerCase, Choice, Qualitative, RangeDeduct)


@check(
    "REQ-05",
    Severity.WARNING,
    message="{name}：自评满分{own}分，但没有填{missing}，满分无从核对",
    hint="请在{where}补填；确实没有的，不能按满分自评",
    clause="附件3-1、3-2 评分标准",
)
def full_scores_rest_on_figures(context: Context) -> Iterator[Outcome]:
    """自评满分的指标，评分标准所依据的数据都已填写。

    例：“三公经费”变动率自评5分（满分），上年数没有填，报 REQ-05；
    综合得分100分，评分表空着，满意度和成本也没有实际数，同样报 REQ-05。
    按数字计分的指标逐项报警告；逐项打勾、按例扣分的指标合报一条提示。
    """
    submission = context.submission
    rows = {row.id: row for row in score_rows(submission) if row.id}
    ticks: list[tuple[Indicator, Row, list[Cell]]] = []
    for indicator in submission.form.indicators:
        row = rows.get(indicator.id)
        if row is None or isinstance(indicator.rule, Manual) or indicator.id in _TOLD_ELSEWHERE:
            continue
        full = row[score_sheet.SELF].value == indicator.max
        empty = _empty_inputs(context, indicator) if full else []
        if empty and isinstance(indicator.rule, _BY_TICKS):
            ticks.append((indicator, row, _cells(submission, empty)))
        elif empty:
            yield _rests_on_nothing(submission, indicator, row, empty)
    if ticks:
        yield _ticks_not_made(submission, ticks)
    if not is_scored(submission):
        yield from _full_total_without_scores(submission)


def _empty_inputs(context: Context, indicator: Indicator) -> list[Input]:
    """The inputs that 计分数据 leaves open and that no other sheet holds either."""
    return [
        each
        for each in indicator.inputs
        if _is_missing(context.submission, f"score_inputs.{each.id}") and not _stands_elsewhere(context, each)
    ]


def _stands_elsewhere(context: Context, item: Input) -> bool:
    """Whether a workbook without 计分数据 gives the figure on the form that it is taken from, read or asked for."""
    submission = context.submission
    if f"score_inputs.{item.id}" in submission.fields:
        return False
    asked = {doubt.label for doubt in submission.doubts if doubt.at is not None}
    keys = context.office.parts_of(item) or context.office.sources_of(item)
    return any(
        submission.fields[each.key].given if submission.has(each) else each.label in asked
        for each in submission.form.fields
        if each.key in keys
    )


def _cells(submission: Submission, inputs: Sequence[Input]) -> list[Cell]:
    keys = (f"score_inputs.{each.id}" for each in inputs)
    return [submission.fields[key] for key in keys if key in submission.fields]


def _rests_on_nothing(submission: Submission, indicator: Indicator, row: Row, empty: Sequence[Input]) -> At:
    missing = named(f"“{each.label}”" for each in empty)
    return at(
        row[score_sheet.SELF],
        *_cells(submission, empty),
        name=indicator.name,
        own=indicator.max,
        missing=missing,
        where=where_inputs_stand(submission),
    )


def _ticks_not_made(submission: Submission, ticks: Sequence[tuple[Indicator, Row, list[Cell]]]) -> At:
    """One line for all indicators that are scored by ticks: the printed form has no room for them."""
    own = [row[score_sheet.SELF] for _, row, _ in ticks]
    inputs = [cell for _, _, cells in ticks for cell in cells]
    return at(
        *own,
        *inputs,
        severity=Severity.INFO,
        name=f"{named(indicator.name for indicator, *_ in ticks)}共{len(ticks)}项",
        own=sum((indicator.max for indicator, *_ in ticks), Decimal(0)),
        missing="逐项的是否、例数",
        where=where_inputs_stand(submission),
    )


def _is_missing(submission: Submission, key: str) -> bool:
    """Empty or not in the file; what cannot be read has been told already."""
    cell = submission.fields.get(key)
    return cell is None or (not cell.given and cell.trouble is None) or _is_blank_formula(cell)


def _is_blank_formula(cell: Cell) -> bool:
    return cell.computed and not cell.given and not cell.written and cell.trouble is None


def _full_total_without_scores(submission: Submission) -> Iterator[Outcome]:
    full = sum(indicator.max for indicator in submission.form.indicators)
    for report in (project_report, department_report):
        total = next(iter(field_cells(submission, (report.TOTAL_SCORE,))), None)
        if total is None or total.value != full:
            continue
        rows = rows_with(submission, report.INDICATORS, report.SECOND, report.ACTUAL)
        kinds = [kind for kind in _MEASURED if not _has_figure(rows, report.SECOND, report.ACTUAL, kind)]
        cells = [
            row[report.ACTUAL]
            for row in rows
            if any(kind in shown(row[report.SECOND].value) for kind in kinds)
        ]
        if kinds:
            yield at(
                total,
                *cells,
                name=total.label,
                own=full,
                missing=f"评分表，{'、'.join(kinds)}也没有实际完成数",
                where="“评分表”和“实际完成值”栏",
            )


def _has_figure(rows: Sequence[Row], second: Column, actual: Column, kind: str) -> bool:
    """Whether a figure stands for 成本 or 满意度; words alone prove nothing."""
    return any(
        re.search(r"\d", shown(row[actual].value)) is not None
        for row in rows
        if kind in shown(row[second].value)
    )
