"""The text against the rates that the tables give and against the indicators: 满意度, 执行率, what was done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from xlperf.checks.check import At, at
from xlperf.checks.found import rows_with
from xlperf.checks.report_text import ReportText
from xlperf.checks.sums import sensible
from xlperf.findings import Severity
from xlperf.forms import information, project_report
from xlperf.forms.model import Column, Field, Table
from xlperf.forms.national import parts
from xlperf.lazy_regex import lazy
from xlperf.narrative.accounts import INTERIM
from xlperf.narrative.claims import HUNDRED, rounded
from xlperf.narrative.figures import Kind
from xlperf.narrative.roles import Role
from xlperf.narrative.sentences import quoted
from xlperf.narrative.stages import bare_name
from xlperf.narrative.statements import Statement, statements
from xlperf.narrative.subjects import alike
from xlperf.record import dataclass
from xlperf.submission import Cell, Row, Submission, shown

_RATES: tuple[tuple[Role, Field, tuple[Field, ...]], ...] = (
    (
        Role.EXECUTION,
        project_report.SPENT_TOTAL,
        (project_report.PLANNED_TOTAL, project_report.ARRIVED_TOTAL),
    ),
    (Role.ARRIVAL, project_report.ARRIVED_TOTAL, (project_report.PLANNED_TOTAL,)),
    (Role.EXECUTION, parts.SPENT_TOTAL, (parts.BUDGET_TOTAL, parts.INITIAL_TOTAL)),
)
_TABLES: tuple[tuple[Table, Column, Column, Column], ...] = (
    (
        project_report.INDICATORS,
        project_report.INDICATOR,
        project_report.MEASURE,
        project_report.ACTUAL,
    ),
    (parts.INDICATORS, parts.THIRD, parts.MEASURE, parts.ACTUAL),
)
_FILLER = lazy(r"[的了为共项工程建设已实际任务数量个面积总\s、，,（）()]|完成|全年|全部|目标|资金|预算|计划")
_OTHER = lazy(r"上年|去年|同期|平均|综合|总体|目标|计划|不低于|预期|分别|省级|中央|市级|县级|季度")
_LAST_YEAR = lazy(r"上年|去年|往年|上一年|同期|历年|累计完成")
_YEAR = lazy(r"(?<!\d)((?:19|20)\d{2})(?=年|[-—~至])")
_ALIKE = 0.85
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row: its name, the unit and the number that was reached."""

    name: str
    unit: str
    cell: Cell
    value: Decimal


def text_against_indicators(submission: Submission, text: ReportText) -> Iterator[At]:
    """Rates and results of the text that the tables give otherwise."""
    told = [
        each
        for sentence in statements(text.text)
        if not _of_another_time(sentence[0].sentence.text, shown(submission.value(information.YEAR)))
        for each in sentence
        if each.figure.exact and not each.depth
    ]
    given = shown(submission.value(information.PROJECT)) if submission.has(information.PROJECT) else ""
    yield from _rates(submission, text, told, bare_name(given))
    indicators = list(_indicators(submission))
    yield from _satisfaction(text, told, indicators)
    yield from _results(text, told, indicators)


def _of_another_time(words: str, own_year: str) -> bool:
    """Whether a sentence speaks of part of the year, or of another year than the report's."""
    return bool(INTERIM.search(words) or _LAST_YEAR.search(words)) or bool(
        own_year and set(_YEAR.findall(words)) - {own_year}
    )


def _rates(submission: Submission, text: ReportText, told: Sequence[Statement], project: str) -> Iterator[At]:
    for role, part, wholes in _RATES:
        cells = [submission[each] for each in (part, *wholes) if submission.has(each)]
        numbers = [sensible(cell.value) for cell in cells]
        if len(cells) != 1 + len(wholes) or numbers[0] is None:
            continue
        bases = [number for number in numbers[1:] if number is not None and number > 0]
        for each in told:
            if each.role is not role or each.part or not _of_the_project(each, project):
                continue
            if not bases or each.figure.value == HUNDRED:
                continue  # 到位率100% is told with the source that did not arrive
            exact = [numbers[0] / base * HUNDRED for base in bases]
            if not any(each.figure.agrees_with(rate) for rate in exact):
                yield _differs(
                    text,
                    each,
                    cells,
                    each.figure.written(rounded(exact[0], each.figure, 2)),
                    "按表内金额计算",
                )


def _of_the_project(each: Statement, project: str) -> bool:
    """Whether the rate is said of the whole project of the workbook and of nothing else."""
    subject = each.topic.replace(project, "") if project else each.topic
    return not _FILLER.sub("", subject) and not _OTHER.search(each.before)


def _differs(text: ReportText, each: Statement, cells: Sequence[Cell], expected: str, words: str) -> At:
    start, end = text.passage(*each.sentence.clause(each.figure))
    return at(
        text.cell(each.figure.start),
        *cells,
        severity=Severity.WARNING,
        seen=each.figure.words,
        expected=expected,
        words=quoted(text.text, start, end),
        problem=f"{words}应为{expected}，正文写{each.figure.words}",
    )


def _indicators(submission: Submission) -> Iterator[Indicator]:
    for table, name, measure, actual in _TABLES:
        for row in rows_with(submission, table, name, measure, actual):
            found = _indicator(row, name, measure, actual)
            if found is not None:
                yield found


def _indicator(row: Row, name: Column, measure: Column, actual: Column) -> Indicator | None:
    value = sensible(row[actual].value)
    if value is None or not row[name].given:
        return None
    unit = shown(row.value(measure)).strip()
    return Indicator(row[name].text, {"㎡": "平方米", "％": "%"}.get(unit, unit), row[actual], value)


def _satisfaction(
    text: ReportText, told: Sequence[Statement], indicators: Sequence[Indicator]
) -> Iterator[At]:
    """The one rate of satisfaction in the text, and the one in the table."""
    said = [each for each in told if each.role is Role.SATISFACTION and each.figure.kind is Kind.RATE]
    rows = [each for each in indicators if "满意" in each.name and each.unit == "%"]
    if len({each.figure.value for each in said}) != 1 or len(rows) != 1 or _OTHER.search(said[0].before):
        return
    (row,) = rows
    shares = (row.value, row.value * HUNDRED) if row.value <= 1 else (row.value,)
    if not any(said[0].figure.agrees_with(value) or _shortens(value, said[0]) for value in shares):
        yield _differs(text, said[0], [row.cell], f"{shown(shares[-1])}%", f"表内“{row.name}”完成值")


def _shortens(value: Decimal, said: Statement) -> bool:
    """Whether the table gives the rate of the text rounded to a whole number: 96 for 96.15%."""
    return value == value.to_integral_value() == said.figure.value.to_integral_value(ROUND_HALF_UP)


def _results(text: ReportText, told: Sequence[Statement], indicators: Sequence[Indicator]) -> Iterator[At]:
    """What the text says was done, where an indicator of the same name and unit was reached otherwise."""
    for row in indicators:
        name = _FILLER.sub("", row.name)
        if (
            len(name) < _SHORTEST
            or sum(alike(name, _FILLER.sub("", one.name)) >= _ALIKE for one in indicators) > 1
        ):
            continue
        said = [each for each in told if _is_result(each, row, name)]
        if said and not any(each.figure.agrees_with(row.value) for each in said):
            expected = f"{shown(row.value)}{row.unit}"
            yield _differs(text, said[0], [row.cell], expected, f"表内“{row.name}”完成值")


def _is_result(each: Statement, row: Indicator, name: str) -> bool:
    figure = each.figure
    if figure.kind is not Kind.COUNT or figure.unit != row.unit or each.role is not Role.DONE or each.part:
        return False
    return alike(name, _FILLER.sub("", f"{each.subject}{each.after}")) >= _ALIKE
