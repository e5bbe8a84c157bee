"""XF-03：the text and the tables class each sum of money with the same source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from xlperf.checks.check import At, Context, Outcome, at, check
from xlperf.checks.found import named, rows_with
from xlperf.checks.passages import Passage, passages
from xlperf.findings import Severity
from xlperf.forms import fund_arrival, project_report
from xlperf.lazy_regex import lazy
from xlperf.narrative import Figure, Kind, Sentence, quoted
from xlperf.submission import Cell, Submission, shown

_PAID_BY = lazy(
    r"^(?:资金)?(?:均|全部|主要)?由(?P<parties>[^,;。:]{2,40}?)(?:按比例)?(?:共同)?(?:出资|筹集|筹措|承担|分担|负担|自筹|投入|解决)"
)
_FISCAL = lazy(r"财政|政府|[省市县区]级|国库|中央|上级")
_PRIVATE = lazy(
    r"居民|群众|业主|村民|住户|农户|企业|公司|管线|产权单位|原产权|社会(?:资本|资金|力量)|开发主体|受益|银行|贷款|捐|自筹|合作社"
)
_INVESTMENT = lazy(r"基建投资|基本建设(?:投资|资金)|预算内投资|预算内基建")
_SPEAKS_OF_IT = lazy(rf"元[^,;。:]{{0,4}}由|{_INVESTMENT.pattern}")
_SUBSIDY = lazy(r"财政[^,;。]{0,24}补助资金$")
_TITLE = lazy(r"《[^《》]*》")
_FISCAL_ROWS = project_report.PLANNED[1:5]
_OTHER_ROW = project_report.PLANNED[5]


@check(
    "XF-03",
    Severity.WARNING,
    message="{problem}",
    hint="{remedy}",
    clause="附件2-2 一、项目基本概况 计划安排资金；五、（三）项目资金计划、到位情况",
)
def sources_of_money_are_classed_alike(context: Context) -> Iterator[Outcome]:
    """资金来源在表里和正文里归类一致：财政资金按级次填，居民、企业等出资填“其它”。

    例：县市区财政计划8685万元，正文写“剩余8685万元资金由县财政、管线单位及居民共同出资”，报 XF-03；
    正文把“中央基建投资预算”的51万元并入财政补助资金242万元，提示分列。
    改法：按资金的实际来源分别填列，正文与资金表改成一致。
    """
    submission = context.submission
    told: set[Cell] = set()
    for passage in passages(submission):
        for sentence in passage.sentences:
            if not _SPEAKS_OF_IT.search(sentence.text):
                continue
            for figure in sentence.figures:
                if figure.kind is not Kind.MONEY:
                    continue
                for found in (
                    *_paid_by_others(submission, passage, sentence, figure),
                    *_investment(submission, passage, sentence, figure),
                ):
                    if found.cells[0] not in told:  # the same sum told again further down
                        told.add(found.cells[0])
                        yield found


def _paid_by_others(
    submission: Submission, passage: Passage, sentence: Sentence, figure: Figure
) -> Iterator[At]:
    """8685万元由县财政、居民共同出资, and the whole of it stands in a row of public money."""
    paid = _PAID_BY.match(sentence.after(figure))
    if paid is None:
        return
    private = [each for each in re.split(r"[、和及与]", paid["parties"]) if _PRIVATE.search(each)]
    rows = [submission[field] for field in _FISCAL_ROWS if submission.has(field)]
    same = [cell for cell in rows if isinstance(cell.value, Decimal) and figure.agrees_with(cell.value)]
    other = submission.fields.get(_OTHER_ROW.key)
    if (
        not private
        or len(same) != 1
        or (other is not None and isinstance(other.value, Decimal) and other.value)
    ):
        return
    shared = "也" if _FISCAL.search(paid["parties"]) else ""
    yield at(
        same[0],
        passage.cell,
        *([other] if other is not None else []),
        seen=same[0].value,
        problem=f"{same[0].label}填{shown(same[0].value)}万元，正文说这笔钱由{paid['parties']}出资，{named(private)}{shared}出了钱",
        remedy="把居民、企业等出资从财政一栏中分出，填入“其它”，合计不变",
    )


def _investment(submission: Submission, passage: Passage, sentence: Sentence, figure: Figure) -> Iterator[At]:
    """A sum called 基建投资 that the text counts into a total called 财政…补助资金."""
    start, _ = sentence.clause(figure)
    hit = _INVESTMENT.search(_TITLE.sub("", sentence.between(start, figure.start)))
    arrival = _arrival_of(submission, figure) if hit else None
    total = _subsidy_total(submission, figure) if arrival else None
    if hit is None or arrival is None or total is None:
        return
    yield at(
        passage.cell,
        arrival,
        total[0].cell,
        severity=Severity.INFO,
        seen=quoted(passage.text, start, figure.end),
        problem=f"{figure.words}是“{hit.group()}”，正文并入“{total[1]}”；基建投资与财政补助是两个来源",
        remedy="在正文和资金到位明细中按来源分列，合计不变",
    )


def _arrival_of(submission: Submission, figure: Figure) -> Cell | None:
    rows = rows_with(submission, fund_arrival.ARRIVALS, fund_arrival.AMOUNT)
    cells = [row[fund_arrival.AMOUNT] for row in rows]
    return next((cell for cell in cells if cell.value == figure.value), None)


def _subsidy_total(submission: Submission, part: Figure) -> tuple[Passage, str] | None:
    """The passage that names all that arrived, this part with it, 财政…补助资金."""
    rows = rows_with(submission, fund_arrival.ARRIVALS, fund_arrival.AMOUNT)
    whole = sum(
        (row[fund_arrival.AMOUNT].number for row in rows if row[fund_arrival.AMOUNT].given), Decimal(0)
    )
    for passage in passages(submission):
        for sentence in passage.sentences:
            for figure in sentence.figures:
                before = _TITLE.sub("", sentence.before(figure))
                if (
                    figure.kind is Kind.MONEY
                    and part.value < figure.value == whole
                    and _SUBSIDY.search(before)
                ):
                    return passage, f"{before}{figure.words}"
    return None
