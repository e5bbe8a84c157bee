"""预算调整率 by the text: 年初预算 and 调整后预算 of a whole department in one sentence (S31-04)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from xlperf.checks.check import At, at
from xlperf.checks.found import paragraphs, where_inputs_stand
from xlperf.findings import Severity
from xlperf.lazy_regex import lazy
from xlperf.narrative import Figure, Kind, Sentence, sentences
from xlperf.office import Office
from xlperf.record import dataclass
from xlperf.schemes.model import Bands, Indicator, RateKind
from xlperf.scoring import score
from xlperf.submission import Cell, Submission, shown

_INITIAL = lazy(r"年初预算(?:数|安排|总额|批复)?(?:为|是|共|：|:)?$")
_ADJUSTED = lazy(r"调整后的?(?:全年|年度|总)?预算(?:数|总额)?(?:为|是|共|：|:)?$")
_WHOLE = lazy(r"部门|整体|本单位|我单位|我局|本局|全局")


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What a sentence says of the budget of the department, in 万元."""

    paragraph: Cell
    initial: Figure
    adjusted: Figure


def adjustment(submission: Submission) -> Adjustment | None:
    """The first sentence that gives both figures for the whole department."""
    for paragraph in paragraphs(submission):
        for sentence in sentences(paragraph.text):
            initial, adjusted = (_figure(sentence, words) for words in (_INITIAL, _ADJUSTED))
            if initial and adjusted and _WHOLE.search(sentence.between(sentence.start, initial.start)):
                return Adjustment(paragraph.cell, initial, adjusted)
    return None


def _figure(sentence: Sentence, words: re.Pattern[str]) -> Figure | None:
    money = (each for each in sentence.figures if each.kind is Kind.MONEY and not each.vague)
    return next((each for each in money if words.search(sentence.before(each))), None)


def told_by_the_text(
    submission: Submission, indicator: Indicator, own: Cell | None, office: Office
) -> Iterator[At]:
    """What 预算调整率 earns by the figures of the text, where 计分数据 gives none."""
    is_adjustment = isinstance(indicator.rule, Bands) and indicator.rule.rate is RateKind.ABS_RATIO
    said = adjustment(submission) if is_adjustment else None
    if said is None or len(indicator.inputs) != len(("调整数", "年初预算数")):
        return
    change = said.adjusted.value - said.initial.value
    earned = score(indicator, dict(zip(indicator.inputs, (change, said.initial.value), strict=True)), office)
    if earned.computed is None or earned.computed >= indicator.max:
        return
    claimed = own.value if own and isinstance(own.value, Decimal) else None
    too_high = claimed is not None and claimed > earned.computed + office.tolerances.score
    tail = f"；自评{shown(claimed)}分" if claimed is not None else ""
    yield at(
        said.paragraph,
        *([own] if own else []),
        severity=Severity.WARNING if too_high else Severity.INFO,
        seen=f"{said.initial.words}→{said.adjusted.words}",
        expected=earned.computed,
        problem=f"正文说年初预算{said.initial.words}、调整后{said.adjusted.words}，按此{earned.formula}{tail}",
        remedy=f"在{where_inputs_stand(submission)}填写预算调整数和年初预算数；政策性、不可抗力等可以剔除的调整，在说明栏写明金额和文号",
    )
