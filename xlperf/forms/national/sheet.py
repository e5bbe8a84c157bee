"""F7 项目支出绩效自评表, built from an edition."""

from __future__ import annotations

from dataclasses import replace

from xlperf.forms import score_sheet
from xlperf.forms.formulas import Fixed
from xlperf.forms.live_score import RowScore
from xlperf.forms.model import Banner, Block, Column, Entry, Label, Line, Look, PrintedRow, SheetForm, Table
from xlperf.forms.national.editions import Edition
from xlperf.forms.national.parts import (
    ACTUAL,
    BUDGET,
    COMPLETION,
    DEPARTMENT,
    DEVIATION,
    EXECUTION_MAX,
    EXECUTION_SCORE,
    FIRST,
    FORM,
    FUNDS,
    FUNDS_MAX,
    FUNDS_REASON,
    FUNDS_SCORE,
    GOAL_ACTUAL,
    GOAL_EXPECTED,
    INDICATORS,
    INITIAL,
    MAX,
    MEASURE,
    PROJECT,
    RATE,
    RELATION,
    SECOND,
    SELF,
    SOURCE,
    SPENT,
    TARGET,
    THIRD,
    UNIT,
    WHOLE_UNIT,
    YEAR,
    text_field,
)  # fmt: skip

_WIDTHS = {
    "side": 8.0,
    "first": 8.0,
    "second": 10.0,
    "third": 20.0,
    "relation": 6.5,
    "target": 12.0,
    "measure": 8.0,
    "actual": 13.0,
    "completion": 9.0,
    "max": 8.5,
    "self": 9.5,
    "deviation": 20.0,
}


def self_evaluation(edition: Edition) -> SheetForm:
    """The sheet of an edition."""
    grid = _grid(edition)
    width = len(grid)
    half = (width - 4) // 2
    lines: list[Block] = [
        Banner(edition.title, Look.TITLE),
        Banner(YEAR, Look.SUBTITLE),
        Banner(f"单位：{edition.unit}", Look.UNIT),
        *_subject(edition, width),
        _funds(edition, grid),
        Line((Label("预算调整、执行偏差原因", 3), Entry(FUNDS_REASON, width - 3)), height=33),
        Line(
            (
                Label("年度总体\n目标", 1),
                Label("预期目标", 1),
                Entry(GOAL_EXPECTED, half),
                Label("实际完成情况", 2),
                Entry(GOAL_ACTUAL, width - 4 - half),
            ),
            height=84,
        ),
        _indicators(edition),
    ]
    for number, label in enumerate(edition.texts, 1):
        lines.append(Line((Label(label, 3), Entry(text_field(number, label), width - 3)), height=60))
    beside = score_sheet.BESIDE_WIDTHS if edition.scored else ()
    return SheetForm(
        key=FORM,
        name=edition.title if edition.whole else "项目支出绩效自评表",
        widths=tuple(_WIDTHS[each] for each in grid),
        side_widths=beside,
        blocks=tuple(lines),
        landscape=True,
    )


def _subject(edition: Edition, width: int) -> tuple[Line, ...]:
    """Whose return it is: a project with those who carry it out, or a whole department."""
    if edition.whole:
        return (Line((Label(WHOLE_UNIT.label, 3), Entry(WHOLE_UNIT, width - 3)), height=24),)
    carried = (Label("主管部门", 3), Entry(DEPARTMENT, 3), Label("实施单位", 2), Entry(UNIT, width - 8))
    return (
        Line((Label("项目名称", 3), Entry(PROJECT, width - 3)), height=24),
        Line(carried, height=24),
    )


def _grid(edition: Edition) -> list[str]:
    """The grid columns that an edition has, by the key of the indicator column that stands there."""
    unused = {"completion"} if not edition.labels.completion else set()
    unused |= set() if edition.scored else {"max", "self"}
    return [each for each in _WIDTHS if each not in unused]


def _funds(edition: Edition, grid: list[str]) -> Table:
    """项目资金: a column for each figure the edition asks for, laid over the grid of the indicators."""
    labels, unit = edition.funds, edition.unit
    figures = [
        (INITIAL, labels.initial, "third"),
        (BUDGET, labels.budget, "relation"),
        (SPENT, labels.spent, "measure"),
    ]
    asked = [(column, label, start) for column, label, start in figures if label]
    if not labels.initial:
        asked[0] = (asked[0][0], asked[0][1], "third")
    execution = bool(edition.execution)
    ends = [
        *(start for *_, start in asked[1:]),
        "max" if execution else ("self" if edition.scored else "deviation"),
    ]
    columns: list[Column] = [SOURCE]
    for (column, label, start), end in zip(asked, ends, strict=True):
        span = grid.index(end) - grid.index(start)
        columns.append(_money(column, label, unit, span))
    if execution:
        printed = replace(EXECUTION_MAX, formula=Fixed(edition.execution))
        columns.append(replace(_called(FUNDS_MAX, edition.labels.share), total=printed))
    rest = 1 if execution else len(grid) - grid.index(ends[-1])
    columns.append(replace(_called(RATE, labels.rate), span=rest))
    if execution:
        columns.append(_called(FUNDS_SCORE, edition.labels.score))
    return replace(
        FUNDS,
        columns=tuple(columns),
        printed=tuple(
            PrintedRow(id=f"F{number}", texts={"name": source})
            for number, source in enumerate(labels.sources, 1)
        ),
        grows=False,
        total=labels.total,
        total_on_top=True,
        side_label=f"项目\n资金\n（{unit}）",
        side_span=1,
        row_height=24,
    )


def _money(column: Column, label: str, unit: str, span: int) -> Column:
    total = column.total and replace(column.total, unit=unit, prompt=f"单位：{unit}")
    return replace(_called(column, label), unit=unit, span=span, total=total, prompt=f"单位：{unit}")


def _called(column: Column, label: str) -> Column:
    """The column under the label of an edition; its usual label is a synonym there."""
    return replace(column, label=label, synonyms=(column.label, *column.synonyms))


def _indicators(edition: Edition) -> Table:
    labels = edition.labels
    heading = (labels.target,) if labels.target else ()
    firsts = tuple(section.name for section in edition.sections)
    seconds = tuple(
        dict.fromkeys(group.name for section in edition.sections for group in section.groups if group.name)
    )
    columns: list[Column] = [
        replace(FIRST, choices=firsts),
        replace(SECOND, choices=seconds),
        THIRD,
        replace(_called(RELATION, labels.relation), heading=heading),
        replace(_called(TARGET, labels.value), heading=heading),
        replace(_called(MEASURE, labels.measure), heading=heading),
        _called(ACTUAL, labels.actual),
    ]
    if labels.completion:
        columns.append(_called(COMPLETION, labels.completion))
    if edition.scored:
        columns += _scored(edition)
    columns.append(replace(_called(DEVIATION, labels.reason), warns_when="reason" if edition.scored else ""))
    if edition.scored:
        columns += _beside(edition)
    return replace(
        INDICATORS,
        columns=tuple(columns),
        printed=_printed(edition),
        grows=True,
        total="总分" if edition.scored else "",
        side_label="绩效\n指标",
        side_span=1,
        row_height=27,
        repeats_header=True,
    )


def _scored(edition: Edition) -> tuple[Column, Column]:
    """分值 and 得分; their totals count 预算执行率 as well."""
    execution = bool(edition.execution)
    return (
        replace(_called(MAX, edition.labels.share), total_adds=(EXECUTION_MAX,) if execution else ()),
        replace(_called(SELF, edition.labels.score), total_adds=(EXECUTION_SCORE,) if execution else ()),
    )


def _beside(edition: Edition) -> tuple[Column, ...]:
    """The columns to the right: ours with 试算得分, and the bureau's."""
    live = RowScore(MAX, RELATION, TARGET, ACTUAL, edition.qualitative, edition.reverse)
    own = {
        score_sheet.LIVE.key: replace(score_sheet.LIVE, formula=live),
        score_sheet.REVIEWED.key: _called(score_sheet.REVIEWED, edition.labels.reviewed),
    }
    return tuple(own.get(column.key, column) for column in score_sheet.BESIDE)


def _printed(edition: Edition) -> tuple[PrintedRow, ...]:
    rows = []
    for section in edition.sections:
        for group in section.groups:
            texts = {"first": section.name, "second": group.name}
            printed = [{"third": Fixed(each.name), "max": Fixed(each.points)} for each in group.fixed]
            rows += [PrintedRow(texts=texts, formulas={**own}) for own in printed or [{}] * group.rows]
    return tuple(rows)
