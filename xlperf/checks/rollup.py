"""SB：绩效评价项目明细表: the total, the units and projects counted, 排名 and 等次, 金额口径, rows that stand twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlperf.checks.check import Context, Outcome, Unchecked, at, check
from xlperf.checks.found import named, rows_with
from xlperf.checks.relations import HINT, MESSAGE, faults, told
from xlperf.checks.sums import Relation, Term, figure
from xlperf.findings import Severity
from xlperf.forms import summary
from xlperf.forms.model import Column
from xlperf.lazy_regex import lazy
from xlperf.office import Office
from xlperf.submission import Row, Submission, shown

_CLAUSE = "绩效评价项目明细表、得分排名"
_REGION = lazy(r"^[\u4e00-\u9fff]{0,2}[市县区](?=[\u4e00-\u9fff]{2,})")


def _rows(submission: Submission, *columns: Column) -> list[Row]:
    """The rows in which a project stands."""
    rows = rows_with(submission, summary.PROJECTS, summary.PROJECT, *columns)
    return [row for row in rows if row[summary.PROJECT].written]


def relations(submission: Submission, office: Office) -> list[Relation]:
    """合计 ＝ Σ of the rows, for 金额 and 实际支出."""
    found = []
    for column in (summary.AMOUNT, summary.SPENT):
        total = column.total and submission.fields.get(column.total.key)
        cells = [row[column] for row in rows_with(submission, summary.PROJECTS, column)]
        if total and cells:
            terms = tuple(Term(figure(cell)) for cell in cells if cell.written or cell.given)
            tolerance = office.tolerances.money_for(len(terms) + 1)
            found.append(Relation("SB-01", "各项目之和", figure(total), terms, tolerance))
    return found


@check("SB-01", Severity.ERROR, message=MESSAGE, hint=HINT, clause=_CLAUSE)
def the_total_is_the_sum_of_the_projects(context: Context) -> Iterator[Outcome]:
    """明细表合计等于各项目金额之和。

    例：九个项目之和51078.42万元，合计填51087.42，报 SB-01。
    """
    for fault in faults(relations(context.submission, context.office)):
        yield told(fault)


@check(
    "SB-02",
    Severity.WARNING,
    message="{what}填{stated}个，表内列有{counted}个{listed}",
    hint="核对明细行和填报的个数；一个单位几种叫法的，写进 xlperf.toml 的 [aliases]",
    clause=_CLAUSE,
)
def units_and_projects_are_counted_right(context: Context) -> Iterator[Outcome]:
    """涉及单位数、项目数与明细行一致，同一单位只算一个。

    例：九行列有住建局、财政局等11个单位，涉及单位数填14，报 SB-02。
    “区住建局”和“住建局”算不算一个单位看不出来的，两种数法有一种相符就不报。
    """
    submission = context.submission
    rows = _rows(submission, summary.UNITS)
    if not rows:
        return
    claims = {
        summary.PROJECT_COUNT.key: ("项目数", {len(rows)}, ""),
        summary.UNIT_COUNT.key: ("涉及部门（单位）数", *_counted(rows, context.office)),
    }
    for key, (what, counts, listed) in claims.items():
        cell = submission.fields.get(key)
        if cell is not None and cell.given and cell.number not in counts:
            counted = min(counts)
            yield at(cell, expected=counted, what=what, stated=cell.value, counted=counted, listed=listed)


def _counted(rows: Sequence[Row], office: Office) -> tuple[set[int], str]:
    """How many units there are: as written, and without the region before a name."""
    written = [
        part.strip()
        for row in rows
        for part in re.split(r"[、，,;；/\n]", shown(row.value(summary.UNITS)))
        if part.strip()
    ]
    aliases = {alias: name for name, others in office.aliases for alias in others}
    proper = dict.fromkeys(aliases.get(each, each) for each in written)
    bare = dict.fromkeys(_REGION.sub("", each) for each in proper)
    return {len(proper), len(bare)}, f"：{named(bare, 12)}"


@check(
    "SB-03",
    Severity.ERROR,
    message="“{project}”得分{score}，{problem}",
    hint="核对得分；得分无误的，恢复{name}的公式或改正{name}",
    clause=f"{_CLAUSE}；财政局等次标准",
)
def rank_and_grade_follow_from_the_score(context: Context) -> Iterator[Outcome]:
    """排名按得分从高到低，同分同名次；等次与得分相符。

    例：得分89.56排第1，另一项目89.93，应排第2，报 SB-03；得分84.39等次填“优”，应为良好，也报。
    同分之后的名次，跳号（1、2、2、4）或不跳号（1、2、2、3）都可以。
    """
    office = context.office
    rows = [
        row
        for row in _rows(context.submission, summary.SCORE)
        if isinstance(row.value(summary.SCORE), Decimal)
    ]
    scores = [row[summary.SCORE].number for row in rows]
    for row, score in zip(rows, scores, strict=True):
        project = shown(row.value(summary.PROJECT))
        rank, grade = row.cells.get(summary.RANK.key), row.cells.get(summary.GRADE.key)
        ahead = [other for other in scores if other > score]
        places = {Decimal(1 + len(ahead)), Decimal(1 + len(set(ahead)))}
        if rank is not None and isinstance(rank.value, Decimal) and rank.value not in places:
            right = 1 + len(ahead)
            problem = f"排名填第{shown(rank.value)}，应为第{right}"
            yield at(
                rank,
                row[summary.SCORE],
                expected=right,
                project=project,
                score=score,
                problem=problem,
                name="排名",
            )
        right_grade = office.grade_of(score)
        if grade is not None and grade.given and not office.same_grade(grade.text, right_grade):
            problem = f"等次填“{grade.text}”，应为“{right_grade}”"
            yield at(
                grade,
                row[summary.SCORE],
                expected=right_grade,
                project=project,
                score=score,
                problem=problem,
                name="等次",
            )


@check(
    "SB-04",
    Severity.INFO,
    message="金额口径不一致：{bases}；合计{total}万元不是同一口径，不能直接用来加权",
    hint="改成同一口径；不能统一的，分口径小计，总体执行率按预算数和支出数另算",
    clause=_CLAUSE,
)
def amounts_are_of_one_kind(context: Context) -> Iterator[Outcome]:
    """明细表的金额是同一口径：都是预算数，或都是总投资。

    例：六个项目填预算数，一个填总投资，一个填债券资金，报 SB-04。
    """
    submission = context.submission
    rows = _rows(submission, summary.BASIS, summary.AMOUNT)
    given = [row for row in rows if row[summary.BASIS].given]
    if len(rows) > 1 and not given:
        yield Unchecked("金额口径没有填写")
        return
    counts: dict[str, int] = {}
    for row in given:
        counts[row[summary.BASIS].text] = counts.get(row[summary.BASIS].text, 0) + 1
    if len(counts) > 1:
        bases = "、".join(f"{basis}{count}项" for basis, count in counts.items())
        total = sum((row[summary.AMOUNT].number for row in given if row[summary.AMOUNT].given), Decimal(0))
        most = max(counts, key=lambda basis: counts[basis])
        others = [row[summary.BASIS] for row in given if row[summary.BASIS].text != most]
        yield at(*others, expected=most, bases=bases, total=total)


@check(
    "SB-05",
    Severity.WARNING,
    message="“{project}”（{units}）列了{count}次{same}",
    hint="重复的删去一行；确为两个项目的，写全名称和年度",
    clause=_CLAUSE,
)
def no_project_stands_twice(context: Context) -> Iterator[Outcome]:
    """同一单位的同一项目只列一行。

    例：“农村道路养护”（交通局）列了两行，金额都是309万元，报 SB-05。
    """
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in _rows(context.submission, summary.UNITS, summary.AMOUNT):
        units, project = (
            "".join(shown(row.value(column)).split()) for column in (summary.UNITS, summary.PROJECT)
        )
        groups.setdefault((units, project), []).append(row)
    for (units, project), rows in groups.items():
        if len(rows) > 1 and units:
            amounts = {row.value(summary.AMOUNT) for row in rows}
            same = f"，金额都是{shown(rows[0].value(summary.AMOUNT))}" if len(amounts) == 1 else "，金额不同"
            first, *others = (row[summary.PROJECT] for row in reversed(rows))
            yield at(first, *others, project=project, units=units, count=len(rows), same=same)
