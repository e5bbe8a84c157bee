"""MON-02 to MON-06: the monitoring sheet can be reckoned, its lights are what its figures light, and each is explained."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xlperf.checks.check import Context, Outcome, at, check
from xlperf.checks.found import rows_with
from xlperf.findings import Severity
from xlperf.forms import monitoring as form
from xlperf.forms.live_light import blue_of, month_of, profile_of, word_for
from xlperf.forms.model import Field
from xlperf.scoring import lights
from xlperf.scoring.lights import Light
from xlperf.submission import Cell, Row, Submission, shown

_CLAUSE = "财预〔2019〕136号 绩效运行监控；财政局的监控口径"
_TO_EXPLAIN = (Light.RED, Light.YELLOW)


def _rows(submission: Submission) -> tuple[Row, ...]:
    """The indicators that the unit filled in."""
    rows = rows_with(submission, form.INDICATORS, form.RELATION, form.TARGET, form.ACTUAL, form.LIGHT)
    return tuple(row for row in rows if row[form.THIRD].given or row[form.ACTUAL].written)


def _is_begun(submission: Submission) -> bool:
    """Whether the sheet is there and anybody has begun it."""
    return submission.has(form.MONTH) and submission.is_written(form.SHEET.key)


def _lit(submission: Submission) -> Iterator[tuple[Cell, str | None, Cell, Cell]]:
    """Each light: its cell, the word the figures give, and the cells of 偏差原因 and 改进措施."""
    yield (
        submission[form.EXECUTION],
        _word(form.EXECUTION, submission),
        submission[form.CAUSE],
        submission[form.MEASURE],
    )
    formula = form.LIGHT.formula
    for row in _rows(submission):
        word = formula.evaluate(submission, row) if formula else None
        yield row[form.LIGHT], str(word) if word else None, row[form.ROW_CAUSE], row[form.ROW_MEASURE]


def _word(target: Field, submission: Submission) -> str | None:
    word = target.formula.evaluate(submission, None) if target.formula else None
    return str(word) if word else None


@check(
    "MON-02",
    Severity.ERROR,
    message="填的是“{own}”，按表内数据应为“{reckoned}”",
    hint="恢复该格的公式，或改正所依据的目标值、完成数、执行数和月份",
    clause=_CLAUSE,
)
def lights_are_what_the_figures_light(context: Context) -> Iterator[Outcome]:
    """灯与表内数据算出的一致。

    例：监控到6月，全年预算100万元，执行25万元，折算进度50%，应为红灯，填“绿灯”，报 MON-02。
    """
    submission = context.submission
    if not _is_begun(submission):
        return
    project = submission[form.PROJECT_LIGHT]
    told = [(cell, word) for cell, word, *_ in _lit(submission)]
    gravest = lights.worst(light for light in Light if light in [word for _, word in told])
    for cell, word in (*told, (project, gravest)):
        if cell.given and word is not None and cell.text != word:
            yield at(cell, expected=str(word), own=cell.text, reckoned=str(word))


@check(
    "MON-03",
    Severity.WARNING,
    message="{light}没有写{missing}",
    hint="红灯、黄灯写明偏差原因和改进措施；蓝灯写明目标是否定低了",
    clause=_CLAUSE,
)
def lights_are_explained(context: Context) -> Iterator[Outcome]:
    """红灯、黄灯写明偏差原因和改进措施，蓝灯写明原因。

    例：数量指标完成进度50%，红灯，偏差原因和改进措施都空着，报 MON-03。
    """
    if not _is_begun(context.submission):
        return
    for cell, word, cause, measure in _lit(context.submission):
        needed = (cause, measure) if word in _TO_EXPLAIN else (cause,) if word == Light.BLUE else ()
        empty = [each for each in needed if not each.written]
        if empty:
            names = "、".join(each.label.partition("（")[0] for each in empty)
            yield at(*empty, cell, seen="（空）", light=word, missing=names)


@check(
    "MON-04",
    Severity.ERROR,
    message="监控到几月{problem}，灯无法计算",
    hint="填 1 到 12 的整数：6 表示1—6月",
    clause=_CLAUSE,
)
def the_month_is_a_month(context: Context) -> Iterator[Outcome]:
    """监控月份在1到12之间。

    例：监控月份填“13”，报 MON-04。
    """
    submission = context.submission
    if not _is_begun(submission):
        return
    month = submission[form.MONTH]
    if month.trouble is None and month_of(month.value) is None:
        yield at(month, problem="没有填写" if not month.given else f"填的是{month.text}")


@check(
    "MON-05",
    Severity.WARNING,
    message="{name}是“{own}”，财政局定的是“{office}”",
    hint="改为财政局定的口径；确需另用的，请与财政局确认",
    clause="财政局设置 lights_profile、over_blue",
)
def the_profile_is_that_of_the_office(context: Context) -> Iterator[Outcome]:
    """监控口径和蓝灯起点与财政局的设置一致；四川口径下没有蓝灯，不比起点。

    例：财政局定按月份折算，表内选“四川口径”，报 MON-05。
    """
    submission, wanted = context.submission, context.office.lights_profile
    if not _is_begun(submission):
        return
    chosen = submission[form.PROFILE]
    if profile_of(chosen.value) != wanted:
        own, office = word_for(profile_of(chosen.value)), word_for(wanted)
        yield at(chosen, name=chosen.label, own=own, office=office, expected=office)
    elif wanted == "proportional" and submission.has(form.BLUE):
        start, blue = submission[form.BLUE], context.office.over_blue
        if start.trouble is None and blue_of(start.value) != blue:
            own, office = f"{shown(blue_of(start.value))}%", f"{shown(blue)}%"
            yield at(start, name="蓝灯起点", own=own, office=office, expected=office)


@check(
    "MON-06",
    Severity.WARNING,
    message="{name}{problem}，灯无法计算",
    hint="补填比较符、年初目标值和完成数；定性指标的完成填 达成、部分达成 或 未达成；没有数的写明原因",
    clause=_CLAUSE,
)
def every_monitored_indicator_has_its_figures(context: Context) -> Iterator[Outcome]:
    """每个指标的比较符、年初目标值、完成数齐全，预算和执行数齐全。

    例：数量指标填了目标60公里，1—6月完成空着，报 MON-06。
    """
    submission = context.submission
    if not _is_begun(submission):
        return
    for field in (form.BUDGET, form.SPENT):
        cell = submission[field]
        if not cell.written:
            yield at(cell, seen="（空）", name=field.label.partition("（")[0], problem="没有填写")
    for row in _rows(submission):
        yield from _without_figures(row)


def _without_figures(row: Row) -> Iterator[Outcome]:
    relation, target, actual = row[form.RELATION], row[form.TARGET], row[form.ACTUAL]
    name = row[form.THIRD].text if row[form.THIRD].given else f"第{row.number}行"
    by_word = relation.given and relation.text == lights.BY_WORD
    needed = (relation, actual) if by_word else (relation, target, actual)
    empty = [cell for cell in needed if not cell.written]
    if empty:
        missing = "、".join(cell.label.partition("（")[0] for cell in empty)
        yield at(*empty, seen="（空）", name=f"“{name}”", problem=f"没有填{missing}")
    elif by_word and actual.given and lights.qualitative(actual.text) is None:
        yield at(actual, name=f"“{name}”", problem=f"的完成填的是“{actual.text}”")
    elif not by_word:
        words = [cell for cell in (target, actual) if cell.given and not isinstance(cell.value, Decimal)]
        if words:
            yield at(
                *words,
                name=f"“{name}”",
                problem=f"的{words[0].label.partition('（')[0]}“{words[0].text}”不是数字",
            )
