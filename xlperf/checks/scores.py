"""SC：the score sheet adds up, keeps within its points, gives reasons, and the report repeats it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlperf.checks.check import Context, Outcome, Unchecked, at, check, each_row
from xlperf.checks.found import is_scored, not_scored, score_rows
from xlperf.checks.slips import likely_slip
from xlperf.checks.wrong_score import told_at_its_row
from xlperf.findings import Severity
from xlperf.forms import department_report, project_report
from xlperf.forms.model import Column, Field
from xlperf.forms.score_sheet import MAX, REASON, SELF
from xlperf.rowcard import points_unread
from xlperf.submission import Cell, Row, Submission, shown

_CLAUSE = "附件3-1 部门整体支出绩效评价评分表；附件3-2 项目支出绩效评价指标体系"
_REPORTS = (department_report, project_report)


def _total(submission: Submission, column: Column) -> Cell | None:
    return submission.fields.get(column.total.key) if column.total else None


def _report(submission: Submission, fields: Sequence[Field]) -> Cell | None:
    """The cell of whichever report this workbook has."""
    return next((submission[field] for field in fields if submission.has(field)), None)


def _sum_of_self_scores(submission: Submission) -> Decimal | None:
    scored = [row.value(SELF) for row in score_rows(submission)]
    given = [value for value in scored if isinstance(value, Decimal)]
    return sum(given, Decimal(0)) if given else None


@check(
    "SC-01",
    Severity.ERROR,
    message="总分填的是{value}，各项自评得分之和为{reckoned}，相差{apart}",
    hint="核对各项自评得分，恢复总分的求和公式或改正总分",
    clause=_CLAUSE,
)
def total_is_the_sum_of_self_scores(context: Context) -> Iterator[Outcome]:
    """总分等于各项自评得分之和。

    例：各项得分之和97，总分填98，报 SC-01。
    """
    submission = context.submission
    total, reckoned = _total(submission, SELF), _sum_of_self_scores(submission)
    if reckoned is None or total is None:
        yield not_scored(submission)
        return
    if unread := points_unread(submission):
        yield Unchecked(unread)
        return
    if not total.given:
        return
    limit, apart = context.office.tolerances.score, total.number - reckoned
    claimed = _report(submission, [report.TOTAL_SCORE for report in _REPORTS])
    repeated = claimed.value if claimed else None
    confirmed = isinstance(repeated, Decimal) and abs(repeated - total.number) <= limit
    if confirmed and told_at_its_row(submission, context.office, apart):
        return
    if abs(apart) > limit:
        yield at(
            total,
            *(row[SELF] for row in score_rows(submission) if row[SELF].given),
            expected=reckoned,
            slip=likely_slip(total.number, reckoned),
            value=total.value,
            reckoned=reckoned,
            apart=abs(apart),
        )


@check(
    "SC-04",
    Severity.WARNING,
    message="自评{own}分，比分值{most}分少{apart}分，没有写扣分原因",
    hint="在扣分原因和其他说明栏写明为什么扣分",
    clause=f"{_CLAUSE} 扣分原因和其他说明",
)
def lost_points_have_a_reason(context: Context) -> Iterator[Outcome]:
    """得分低于分值的，写明扣分原因。

    例：效益15分自评13分，扣分原因空着，报 SC-04。
    """
    submission, office = context.submission, context.office
    if not is_scored(submission):
        yield not_scored(submission)
        return
    if not office.reason_required_below_max:
        return

    def test(row: Row) -> Iterator[Outcome]:
        apart = row[MAX].number - row[SELF].number
        if apart > 0 and not row[REASON].written and row[SELF].number >= 0:
            yield at(row[REASON], row[SELF], own=row[SELF].value, most=row[MAX].value, apart=apart)

    yield from each_row(score_rows(submission, MAX, REASON), test)


@check(
    "SC-05",
    Severity.ERROR,
    message="自评得分{own}，应在0到{most}分之间",
    hint="改正自评得分",
    clause=_CLAUSE,
)
def self_scores_keep_within_their_points(context: Context) -> Iterator[Outcome]:
    """自评得分在0到分值之间。

    例：分值5分，自评填50，报 SC-05。
    """
    if not is_scored(context.submission):
        yield not_scored(context.submission)
        return

    def test(row: Row) -> Iterator[Outcome]:
        own, most = row[SELF].number, row[MAX].number
        if not 0 <= own <= most:
            slip = likely_slip(own, most) if own > most else ""
            yield at(row[SELF], row[MAX], slip=slip, expected=f"0—{shown(most)}", own=own, most=most)

    yield from each_row(score_rows(context.submission, MAX), test)


@check(
    "SC-06",
    Severity.ERROR,
    message="综合得分填的是{claimed}，评分表总分是{total}",
    hint="两处改为同一个数；总分以评分表各项得分之和为准",
    clause="附件2-1 三、附件2-2 三 绩效自评综合得分",
)
def the_report_repeats_the_total(context: Context) -> Iterator[Outcome]:
    """报告中的综合得分等于评分表总分。

    例：评分表总分98，报告填89，报 SC-06（疑似数字颠倒）。
    """
    submission = context.submission
    claimed = _report(submission, [report.TOTAL_SCORE for report in _REPORTS])
    total, reckoned = _total(submission, SELF), _sum_of_self_scores(submission)
    if reckoned is None or total is None:
        yield not_scored(submission)
        return
    if claimed is None:
        return
    known = [value for value in (total.value, reckoned) if isinstance(value, Decimal)]
    limit = context.office.tolerances.score
    if told_at_its_row(submission, context.office, claimed.number - reckoned):
        return
    if all(abs(claimed.number - value) > limit for value in known):
        slip = likely_slip(claimed.number, reckoned)
        yield at(claimed, total, expected=reckoned, slip=slip, claimed=claimed.value, total=reckoned)


@check(
    "SC-07",
    Severity.ERROR,
    message="评价等次不符：{problem}",
    hint="核对综合得分和评价等次；{remedy}",
    clause="附件2-1 三、附件2-2 三 评价等次；财政局等次标准",
)
def the_grade_fits_the_score(context: Context) -> Iterator[Outcome]:
    """评价等次与综合得分相符。

    例：综合得分89.5，等次填“优秀”，应为“良好”，报 SC-07。
    """
    submission, office = context.submission, context.office
    grade = _report(submission, [report.GRADE for report in _REPORTS])
    claimed = _report(submission, [report.TOTAL_SCORE for report in _REPORTS])
    if grade is None or not grade.given:
        return
    usual = "、".join(each.name for each in office.grades)
    if office.grade_named(grade.text) is None:
        problem = f"“{grade.text}”不是规定的等次"
        yield at(grade, severity=Severity.WARNING, problem=problem, remedy=f"从{usual}中选择")
        return
    told = [claimed.value if claimed else None, _sum_of_self_scores(submission)]
    known = [value for value in told if isinstance(value, Decimal)]
    if not known:
        yield Unchecked("综合得分没有填写")
        return
    if not any(office.same_grade(grade.text, office.grade_of(value)) for value in known):
        right = office.grade_of(known[0])
        yield at(
            grade,
            *([claimed] if claimed and claimed.given else []),
            expected=right,
            problem=f"综合得分{shown(known[0])}，等次填“{grade.text}”，应为“{right}”",
            remedy=f"得分无误的，等次改为“{right}”",
        )
