"""NAR-01, 02, 04：what the text reckons, reckoned again."""

from __future__ import annotations

from collections.abc import Iterator

from xlperf.checks.check import At, Context, Outcome, Unchecked, at, check
from xlperf.checks.goal_figures import goals_against_targets
from xlperf.checks.report_text import ReportText, goals, report_text
from xlperf.checks.slips import likely_slip
from xlperf.checks.text_and_tables import text_against_tables
from xlperf.findings import Address, Severity
from xlperf.forms import department_report, narrative
from xlperf.lazy_regex import lazy
from xlperf.narrative.arithmetic import claims
from xlperf.narrative.claims import Claim, Rule
from xlperf.narrative.figures import Kind
from xlperf.narrative.named_lists import bracketed_lists
from xlperf.narrative.sentences import quoted
from xlperf.record import dataclass
from xlperf.submission import Submission, once

_CLAUSE = "评价报告综述（文字部分）"
_EMPTY = "综述没有填写"
_NEAR = 200
_CLAUSE_END = 30
_STOP = lazy(r"[，,。；;：:\n！？)）]")
_MONEY_RULES = (Rule.SUM, Rule.BALANCE, Rule.RATE, Rule.SHARE, Rule.GROWTH, Rule.PRODUCT, Rule.RATIO)
_WORDS = {
    Rule.SUM: "各部分之和",
    Rule.COUNT_SUM: "各部分之和",
    Rule.BALANCE: "结余",
    Rule.RATE: "比率",
    Rule.SHARE: "占比",
    Rule.GROWTH: "增减幅度",
    Rule.AVERAGE: "按金额加权",
    Rule.PRODUCT: "数量×标准",
    Rule.RATIO: "按所写比例",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A claim and the text in which it stands."""

    claim: Claim
    text: ReportText


@once
def broken(submission: Submission) -> tuple[Told, ...]:
    """Every claim of the texts of a workbook that does not hold."""
    texts = [text for text in (report_text(submission), *goals(submission)) if text.cells]
    return tuple(Told(claim, text) for text in texts for claim in claims(text.text) if not claim.holds)


def _at(told: Told) -> At:
    claim, text = told.claim, told.text
    start, end = text.passage(*_passage(claim, text.text))
    words = quoted(text.text, start, end)
    expected = claim.stated.written(claim.expected)
    if claim.rule is Rule.SAME:
        problem = f"正文写{claim.stated.words}，与{claim.formula}不一致"
    else:
        problem = f"{_WORDS[claim.rule]}{claim.formula}＝{expected}，正文写{claim.stated.words}"
    cells = text.cells_of([claim.stated.start, *(each.start for each in claim.basis)])
    slip = likely_slip(claim.stated.value, claim.expected) if claim.stated.kind is Kind.MONEY else ""
    return at(
        *cells,
        severity=None if claim.sure and claim.rule is not Rule.COUNT_SUM else Severity.WARNING,
        seen=claim.stated.words,
        expected=expected,
        slip=slip,
        words=words,
        problem=f"{problem}（{claim.note}）" if claim.note else problem,
    )


def _passage(claim: Claim, text: str) -> tuple[int, int]:
    """The stated figure with what belongs to it, in whole clauses; what is told elsewhere stays out."""
    near = [each for each in (*claim.basis, claim.stated) if abs(each.start - claim.stated.start) < _NEAR]
    start, end = min(each.start for each in near), max(each.end for each in near)
    stops = [hit.end() for hit in _STOP.finditer(text, max(0, start - _NEAR), start)]
    after = _STOP.search(text, end, end + _CLAUSE_END)
    return (stops[-1] if stops else max(0, start - _NEAR)), (after.start() if after else end)


def _is_unwritten(submission: Submission) -> bool:
    """Whether the form has a narrative part that nobody has written."""
    has_one = any(table.key == narrative.PARAGRAPHS.key for table in submission.form.tables)
    return has_one and not report_text(submission).cells


@check(
    "NAR-01",
    Severity.ERROR,
    message="“{words}”：{problem}",
    hint="核对正文和表格中的数，改正写错的一处",
    clause=_CLAUSE,
)
def figures_of_the_text_agree(context: Context) -> Iterator[Outcome]:
    """文字中的金额和比率前后一致、算得上来，并与表格一致。

    例：“预算500万元，支出480万元，执行率98%”，480÷500＝96%，报 NAR-01；
    “计划安排1100万元，先期支付50%”，按比例应为550万元，后文写拨付630万元，报 NAR-01；
    正文称资金“已全部到位”，表内县市区财政计划8685万元、到位未填，报 NAR-01。
    同一等式有几种读法的，只要有一种成立就不报；估计数（约、左右、以上）不核对。
    """
    submission = context.submission
    if _is_unwritten(submission):
        yield Unchecked(_EMPTY)
    department = department_report.SHEET in submission.form.sheets
    said: set[tuple[Address | None, str | None]] = set()
    for told in broken(submission):
        rule = told.claim.rule
        if rule is Rule.SHARE and department:
            continue  # H21-07
        by_text = rule in _MONEY_RULES or (rule is Rule.SAME and told.claim.stated.kind is not Kind.COUNT)
        if by_text or (rule is Rule.AVERAGE and not told.claim.sure):
            found = _at(told)
            said.add((found.cells[0].at, found.seen))
            yield found
    for found in text_against_tables(context):
        if (found.cells[0].at, found.seen) not in said:  # one figure, one finding
            yield found


@check(
    "NAR-02",
    Severity.ERROR,
    message="“{words}”：{problem}",
    hint="核对各部分的个数和总数；有重复计算的，在正文中说明",
    clause=_CLAUSE,
)
def counts_of_the_text_add_up(context: Context) -> Iterator[Outcome]:
    """文字中的个数加得起来，同一件事前后个数一致。

    例：“共15个项目，年初8个，年中增加8个”，8＋8＝16，报 NAR-02 警告；
    前文“完成了73个村卫生室设备更新”，后文“实际为83个村卫生室更新设备”，报 NAR-02 错误。
    “其中”所列不全的（合计小于总数）不报。
    """
    submission = context.submission
    if _is_unwritten(submission):
        yield Unchecked(_EMPTY)
    for told in broken(submission):
        rule = told.claim.rule
        if rule is Rule.COUNT_SUM or (rule is Rule.SAME and told.claim.stated.kind is Kind.COUNT):
            yield _at(told)
    yield from _miscounted(submission)
    yield from goals_against_targets(submission)


def _miscounted(submission: Submission) -> Iterator[At]:
    """Names in brackets behind their count; lists of offices have H21-20."""
    for cell in report_text(submission).cells:
        for each in bracketed_lists(cell.text):
            if not each.right:
                listed = len(each.items)
                yield at(
                    cell,
                    severity=Severity.WARNING,
                    seen=each.count,
                    expected=listed,
                    words=quoted(each.words, 0, len(each.words)),
                    problem=f"正文写{each.count}个，括号里列出{listed}个",
                )


@check(
    "NAR-04",
    Severity.ERROR,
    message="“{words}”：{problem}",
    hint="总体执行率、到位率用金额合计相除，不用各项目比率相加再平均",
    clause=_CLAUSE,
)
def overall_rates_are_weighted(context: Context) -> Iterator[Outcome]:
    """几个项目的总体比率按金额加权，不是各项目比率的简单平均。

    例：甲项目15300万元支出率66.39%，乙项目1500万元支出率83.61%，“平均支付率75%”，
    （10158.36＋1254.13）÷16800＝67.93%，报 NAR-04。
    """
    submission = context.submission
    if _is_unwritten(submission):
        yield Unchecked(_EMPTY)
    for told in broken(submission):
        if told.claim.rule is Rule.AVERAGE and told.claim.sure:
            yield _at(told)
