"""SE-09, 13, 14：项目支出绩效自评表 as a whole: what does not apply, the weights, what is left blank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlperf.checks.check import Context, Outcome, at, check
from xlperf.checks.found import named
from xlperf.findings import Severity
from xlperf.forms import score_sheet, vocabulary
from xlperf.forms.model import Column
from xlperf.forms.national import parts
from xlperf.forms.national.editions import edition_of
from xlperf.office import Office
from xlperf.rowcard import NOT_APPLICABLE, Rated, execution_row, rated
from xlperf.schemes.model import Manual
from xlperf.submission import Cell, Submission, shown

_CLAUSE = "项目支出绩效自评表 绩效指标（财预〔2020〕10号）"
_TOO_MUCH = Decimal(50)


@check(
    "SE-09",
    Severity.WARNING,
    message="“{name}”填“{words}”，却得{own}分",
    hint="不适用的指标不计分（总分按其余指标折算）；已经完成的，填实际完成值",
    clause=f"{_CLAUSE}；不适用的指标不计分，其余指标折算为100分",
)
def what_does_not_apply_earns_nothing(context: Context) -> Iterator[Outcome]:
    """填“不适用”的指标不计分。

    例：生态效益指标的完成值填“不适用”，得分填10分，报 SE-09。
    """
    for each in rated(context.submission, context.office):
        own = each.row.cells.get(score_sheet.SELF.key)
        if each.applicable or own is None or not isinstance(own.value, Decimal) or own.value <= 0:
            continue
        actual = each.aim.actual
        said = shown(actual.value).strip() if actual else ""
        words = said if said in NOT_APPLICABLE else each.aim.words
        yield at(own, *([actual] if actual else []), name=each.aim.brief, words=words, own=own.value)


@check(
    "SE-13",
    Severity.ERROR,
    message="{problem}",
    hint="{remedy}",
    clause="项目支出绩效自评表 填报说明：预算执行率10分，产出50分、效益30分、满意度10分，可据实调整（财预〔2020〕10号）",
)
def weights_are_as_laid_down(context: Context) -> Iterator[Outcome]:
    """一级指标的分值照表样分配，一项指标不超过50分。

    例：产出40分、效益40分、满意度20分（表样50、30、10），报 SE-13 警告；
    90分全压在一个成本指标上，报 SE-13 错误。
    改法：按表样分配各级权重；确需调整的，写明依据。
    """
    found = [each for each in rated(context.submission, context.office) if each.indicator is not None]
    heavy = [each for each in found if each.indicator and each.indicator.max > _TOO_MUCH]
    for each in heavy:
        most = each.row[score_sheet.MAX]
        others = "，没有其他指标" if len(found) == 1 else ""
        problem = f"“{each.aim.brief}”一项占{shown(most.value)}分{others}，分值过于集中"
        remedy = "按产出、效益、满意度分设指标，分值分散到各项"
        yield at(most, problem=problem, remedy=remedy)
    if not heavy and found:
        yield from _other_weights(context.submission, found)


def _without_execution(submission: Submission) -> bool:
    """Whether the sheet gives 预算执行率 no points: a form of another place, or its content in ours."""
    points = submission.fields.get(parts.EXECUTION_MAX.key)
    return (submission.foreign and execution_row(submission) is None) or (
        points is not None and not points.given
    )


def _speaks_of(submission: Submission, places: Sequence[str]) -> bool:
    """Whether a text of the workbook names one of the places."""
    texts = (*(cell.raw for cell in submission.cells()), *(stray.raw for stray in submission.strays))
    return any(place in text for text in texts for place in places)


def _other_weights(submission: Submission, found: list[Rated]) -> Iterator[Outcome]:
    edition = edition_of(submission.form.key)
    if edition is None or any(section.points is None for section in edition.sections):
        return
    if submission.foreign and edition.marks and not _speaks_of(submission, edition.marks):
        return  # taken for the form of a place that nothing names: its weights bind nobody else
    laid_down = {section.name: section.points for section in edition.sections}
    given: dict[str, Decimal] = dict.fromkeys(laid_down, Decimal(0))
    cells: dict[str, Cell] = {}
    for each in found:
        name = next((name for name in laid_down if name.removesuffix("指标") in each.aim.first), None)
        if name is None or each.indicator is None:
            return
        given[name] += each.indicator.max
        cells.setdefault(name, each.row[score_sheet.MAX])
    if (
        edition.execution
        and _without_execution(submission)
        and sum(given.values()) != sum(points for points in laid_down.values() if points)
    ):
        return  # a form whose indicators make up the 100 themselves cannot share them out as laid down
    others = [name for name in laid_down if given[name] != laid_down[name]]
    if others and all(cells.get(name) for name in others):
        have = "、".join(f"{name}{shown(given[name])}分" for name in laid_down)
        want = "、".join(f"{shown(points)}" for points in laid_down.values())
        yield at(
            *(cells[name] for name in others),
            severity=Severity.WARNING,
            seen=have,
            expected=want,
            problem=f"{have}，表样是{want}分",
            remedy="按表样分配；经论证调整权重的，请附说明",
        )


@check(
    "SE-14",
    Severity.ERROR,
    message="有{count}项指标没有填{what}：{names}",
    hint="逐项补填；不适用的，完成值填“不适用”",
    clause=f"{_CLAUSE} 实际完成值、得分",
)
def every_indicator_is_filled_in(context: Context) -> Iterator[Outcome]:
    """报送的自评表每项指标都填了实际完成值和得分。

    例：十项指标填了九项，满意度的完成值和得分空着，报一条 SE-14。
    """
    submission = context.submission
    found = _settable(submission, context.office)
    actual = _cells([each for each in found if not isinstance(each.rule, Manual)], parts.ACTUAL)
    scores = _cells([each for each in found if each.applicable], parts.SELF)
    begun = any(cell.written for _, cell in scores)
    for cells, what, asked in ((actual, "实际完成值", begun or _any(actual)), (scores, "得分", begun)):
        empty = [(each, cell) for each, cell in cells if not cell.written]
        if empty and asked:
            names = named(each.aim.brief for each, _ in empty)
            yield at(*(cell for _, cell in empty), seen="（空）", count=len(empty), what=what, names=names)


def _cells(found: list[Rated], column: Column) -> list[tuple[Rated, Cell]]:
    return [(each, each.row.cells[column.key]) for each in found if column.key in each.row.cells]


def _any(cells: list[tuple[Rated, Cell]]) -> bool:
    return any(cell.written for _, cell in cells)


def _settable(submission: Submission, office: Office) -> list[Rated]:
    """The rows that set an indicator: a name that is not 无 or /, with a target or points."""
    return [
        each
        for each in rated(submission, office)
        if each.aim.title not in vocabulary.PROBLEM_WORDS
        and (each.aim.cell.written or each.indicator is not None)
    ]
