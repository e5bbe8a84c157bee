"""SC-02, SC-03：分值 of every level add up (附件3-1, 附件3-2)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from xlperf.checks.check import Context, Outcome, at, check
from xlperf.checks.found import rows_with, score_rows
from xlperf.checks.relations import Fault, faults, told
from xlperf.checks.sums import Figure, Relation, Term, figure
from xlperf.findings import Severity
from xlperf.forms.model import Column
from xlperf.forms.national import parts
from xlperf.forms.national.editions import edition_of
from xlperf.forms.score_sheet import MAX, SECTION, SECTION_POINTS, SUBSECTION, SUBSECTION_POINTS
from xlperf.lazy_regex import lazy
from xlperf.office import Office
from xlperf.submission import Row, Submission, once

_CLAUSE = "附件3-1 部门整体支出绩效评价评分表；附件3-2 项目支出绩效评价指标体系"
_FULL = Decimal(100)
_ONE = Decimal(1)
_LABELLED = lazy(r"[（(]\s*(\d+(?:\.\d+)?)\s*分?")


def _points_relations(submission: Submission, office: Office) -> list[Relation]:
    """分值 of rows, 二级指标, 一级指标 and the whole sheet, lowest level first."""
    rows = [row for row in score_rows(submission, MAX) if row[MAX].given]
    if all(row[MAX].computed for row in rows):
        return []  # 项目支出绩效自评表 before the unit has set any points
    tolerance = office.tolerances.score
    terms = tuple(Term(figure(row[MAX])) for row in rows)
    found = []
    for column, points in ((SUBSECTION, SUBSECTION_POINTS), (SECTION, SECTION_POINTS)):
        for group in _groups(submission, column):
            parent = _points_of(group[0], column, points)
            parts = tuple(Term(figure(row[MAX])) for row in group if row[MAX].given)
            if parent and parts:
                found.append(Relation("SC-02", "所属指标分值之和", parent, parts, tolerance))
    total = submission.fields.get(MAX.total.key) if MAX.total else None
    if total and terms:
        if not _counts_execution_unprinted(submission, figure(total).value, terms):
            found.append(Relation("SC-02", "各项分值之和", figure(total), terms, tolerance))
        found.append(Relation("SC-02", "100分", figure(total), (), tolerance, constant=_FULL))
    return found


def _counts_execution_unprinted(
    submission: Submission, total: Decimal | None, terms: tuple[Term, ...]
) -> bool:
    """Whether a total counts 预算执行率, whose points the form at hand prints in no cell: 得分（10分）."""
    edition = edition_of(submission.form.key)
    if edition is None or not edition.execution or submission.has(parts.EXECUTION_MAX):
        return False
    return total == sum((term.figure.value or 0 for term in terms), edition.execution)


def _groups(submission: Submission, column: Column) -> list[list[Row]]:
    """Consecutive rows under the same 一级指标 (and 二级指标)."""
    groups: list[tuple[tuple[object, ...], list[Row]]] = []
    for row in score_rows(submission, MAX):
        keys = (row.value(SECTION),) if column is SECTION else (row.value(SECTION), row.value(SUBSECTION))
        if groups and groups[-1][0] == keys:
            groups[-1][1].append(row)
        elif keys[-1]:
            groups.append((keys, [row]))
    return [rows for _, rows in groups]


def _points_of(row: Row, label: Column, points: Column) -> Figure | None:
    """The points printed beside a 一级/二级指标 (附件3-2) or inside its label, （15分） (附件3-1)."""
    beside = row.cells.get(points.key)
    if beside is not None:
        return figure(beside) if isinstance(beside.value, Decimal) else None
    cell = row.cells.get(label.key)
    inside = _LABELLED.search(str(cell.value)) if cell else None
    return Figure(cell, Decimal(inside[1])) if cell and inside else None


@once
def _faults(submission: Submission, office: Office) -> tuple[Fault, ...]:
    """A figure that the scheme prints otherwise is the likely one to be wrong."""
    indicators = {each.id: each for each in submission.form.indicators}
    rows = [row for row in score_rows(submission, MAX) if row.id in indicators]
    known = {figure(row[MAX]).place: indicators[row.id].max for row in rows}
    return faults(_points_relations(submission, office), together=True, known=known)


def _rounded_shares(fault: Fault) -> Relation | None:
    """The sum that does not fit only because equal shares were rounded: 15÷4 → 4×4 = 16."""
    for relation in fault.broken:
        shares = [term.figure.value for term in relation.addends]
        if len(shares) > 1 and relation.total.value and len(set(shares)) == 1:
            exact = relation.total.value / len(shares)
            if exact != shares[0] and exact.quantize(_ONE, ROUND_HALF_UP) == shares[0]:
                return relation
    return None


@check(
    "SC-02",
    Severity.ERROR,
    message="“{name}”是{value}分，按“{rule}”应为{reckoned}",
    hint="分值以印发的指标体系为准；调整个性指标时，各级分值之和和总分100不变",
    clause=_CLAUSE,
)
def points_of_every_level_add_up(context: Context) -> Iterator[Outcome]:
    """各级分值之和等于上一级分值，总分值为100。

    例：预算执行（15分）下四项分值为3、3、3、5，之和14，报 SC-02。
    """
    for fault in _faults(context.submission, context.office):
        if not _rounded_shares(fault):
            yield told(fault)


@check(
    "SC-03",
    Severity.INFO,
    message="{name}{parent}分平均分给{count}项，四舍五入后每项{share}分，合计{sum}分",
    hint="把其中一项的分值调整{apart}分，使合计等于{parent}分",
    clause=_CLAUSE,
)
def rounded_shares_fit_their_parent(context: Context) -> Iterator[Outcome]:
    """平均分配分值时，四舍五入不使合计超出上一级分值。

    例：15分平均分给4项，各取4分，合计16分，报 SC-03。
    """
    for fault in _faults(context.submission, context.office):
        relation = _rounded_shares(fault)
        if relation:
            cells = [term.figure.cell for term in relation.addends]
            yield at(
                relation.total.cell,
                *cells,
                expected=relation.reckoned,
                name=relation.total.cell.label,
                parent=relation.total.value,
                count=len(cells),
                share=relation.addends[0].figure.value,
                sum=relation.reckoned,
                apart=abs(relation.residual),
            )
    yield from _rounded_groups(context.submission)


def _rounded_groups(submission: Submission) -> Iterator[Outcome]:
    """二级指标 of a self-evaluation table whose points are laid down (广水：数量指标15分)."""
    edition = edition_of(submission.form.key)
    groups = [group for section in edition.sections for group in section.groups] if edition else []
    rows = rows_with(submission, parts.INDICATORS, parts.SECOND, parts.MAX)
    for group in groups:
        own = [row for row in rows if row.value(parts.SECOND) == group.name and row[parts.MAX].given]
        shares = {row.value(parts.MAX) for row in own}
        share = next(iter(shares), None)
        if group.points is None or len(own) < 2 or len(shares) > 1 or not isinstance(share, Decimal):  # noqa: PLR2004
            continue
        exact, together = group.points / len(own), share * len(own)
        if exact != share and exact.quantize(_ONE, ROUND_HALF_UP) == share:
            yield at(
                *(row[parts.MAX] for row in own),
                expected=group.points,
                name=group.name,
                parent=group.points,
                count=len(own),
                share=share,
                sum=together,
                apart=abs(together - group.points),
            )
