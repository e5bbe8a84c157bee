"""XF-06：what the text names as the main output is an indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from xlperf.checks.check import Context, Outcome, at, check
from xlperf.checks.found import rows_with
from xlperf.checks.passages import Passage, passages
from xlperf.findings import Severity
from xlperf.forms import project_report, target_table
from xlperf.lazy_regex import lazy
from xlperf.narrative import Figure, Kind, Sentence
from xlperf.record import dataclass
from xlperf.submission import Cell, Submission, shown

_SET = lazy(r"获批|任务|计划|目标|下达|批复|拟")
_DONE = lazy(r"完成|建成|竣工|改造完|已发放|验收")
_NO_OUTPUT = ("次", "项", "条", "人", "名", "年", "个月", "分", "批", "期", "部", "种", "类", "份", "天")
_LEAST_PASSAGES = 2


@dataclass(frozen=True, slots=True)
class _Quantity:
    passage: Passage
    sentence: Sentence
    figure: Figure


@check(
    "XF-06",
    Severity.WARNING,
    message="正文的核心产出“{words}”没有设为数量指标，目标与完成情况无从对照",
    hint="在目标表和自评报告的数量指标中增设该项，填目标值和实际完成值",
    clause="绩效目标表 数量指标；附件2-2 三、项目绩效自评情况",
)
def the_main_output_is_an_indicator(context: Context) -> Iterator[Outcome]:
    """正文反复写的核心产出，设有相应的数量指标。

    例：正文写“获批项目60个”“完成了60个”，数量指标只有“工程建设总面积㎡”“工程建设材料 吨”，报 XF-06。
    一处写任务、一处写完成、数和单位都相同的才算核心产出；数量指标里有同一个数或同一单位的不报。
    """
    submission = context.submission
    indicators = _indicators(submission)
    core = _core(submission)
    if not indicators or not core:
        return
    words = " ".join(shown(cell.value) for row in indicators for cell in row)
    numbers = {Decimal(each) for each in re.findall(r"\d+(?:\.\d+)?", words)}
    units = {each.figure.unit for each in core}
    if any(each.figure.value in numbers for each in core) or any(unit in words for unit in units):
        return
    first = core[0]
    names = [row[0] for row in indicators]
    yield at(first.passage.cell, *names, seen=first.figure.words, words=first.figure.words)


def _indicators(submission: Submission) -> list[tuple[Cell, ...]]:
    """The 数量指标 of both forms, name first."""
    found: list[tuple[Cell, ...]] = []
    for table, second, columns in (
        (
            target_table.INDICATORS,
            target_table.SECOND,
            (target_table.THIRD, target_table.TARGET, target_table.MEASURE, target_table.STANDARD),
        ),
        (
            project_report.INDICATORS,
            project_report.SECOND,
            (
                project_report.INDICATOR,
                project_report.TARGET,
                project_report.MEASURE,
                project_report.ACTUAL,
            ),
        ),
    ):
        found += [
            tuple(row[column] for column in columns)
            for row in rows_with(submission, table, second, *columns)
            if "数量" in shown(row[second].value) and row[columns[0]].given
        ]
    return found


def _core(submission: Submission) -> list[_Quantity]:
    """Quantities that one passage sets as the task and another, or a later sentence, reports as done."""
    groups: dict[tuple[Decimal, str], list[_Quantity]] = {}
    for passage in passages(submission):
        for sentence in passage.sentences:
            for figure in sentence.figures:
                if (
                    figure.kind is Kind.COUNT
                    and figure.exact
                    and figure.value > 1
                    and figure.unit not in _NO_OUTPUT
                ):
                    key = (figure.value, figure.unit)
                    groups.setdefault(key, []).append(_Quantity(passage, sentence, figure))
    return [
        group[0]
        for group in groups.values()
        if len({each.passage.cell.at for each in group}) >= _LEAST_PASSAGES
        and any(_SET.search(_clause(each)) for each in group)
        and any(_DONE.search(_clause(each)) for each in group)
    ]


def _clause(quantity: _Quantity) -> str:
    return quantity.sentence.between(*quantity.sentence.clause(quantity.figure))
