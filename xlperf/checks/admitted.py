"""XF-05：problems that the report admits, held against the scores that it claims."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from xlperf.checks.check import Context, Outcome, at, check
from xlperf.checks.found import named, rows_with, score_rows
from xlperf.checks.passages import Passage, passages
from xlperf.checks.periods import Period, read_period
from xlperf.checks.topics import EXEMPT, SOFT, TOPICS, Topic
from xlperf.findings import Severity
from xlperf.forms import fund_arrival, project_report, score_sheet
from xlperf.lazy_regex import lazy
from xlperf.narrative import quoted
from xlperf.record import dataclass
from xlperf.schemes.model import Indicator
from xlperf.submission import Cell, Submission, once, shown

_CLAUSE_END = lazy(r"[,;。!?\n]")
_DENIED = lazy(
    r"(?:没有|未|无|不存在|从未|并未|杜绝|严禁|防止|防范|避免|控制|严控|禁止|不得|不准|不会|克服|消除|扭转|解决|整改|如有|若)"
    r"[^,;。\n]{0,16}$|不$"
)
_NONE = lazy(
    r"[^,;。\n]{0,4}(?:(?:为|是|发生|投诉)?零(?:投诉|发生|容忍|事故)?|0[起件例次])|[^,;。\n]{0,16}(?:得到|得以|获得)(?:了|有效|妥善|圆满|基本|明显)*(?:解决|缓解|改善|化解|消除)"
)
_SETTLED = lazy(
    r"(?:问题|现象|情况)[^,;。\n]{0,4}已(?:经)?(?:全部|得到)?(?:解决|整改|纠正|改正|化解)"
    r"|(?:去年|上年|往年|以往|前期|审计|巡察|检查)[^。\n]{0,24}(?:问题|现象|情况)[,，]?[^,;。\n]{0,4}已(?:经)?(?:全部|得到)?(?:解决|整改|纠正)"
)
_INTENDED = lazy(
    r"建议|下一步|今后|将(?:进一步|会|把|继续)|(?:要|应|须|应当|必须)(?:进一步|及时|按|加|严|做|对)"
)
_NUMBER = lazy(r"\s*(?:[(]?[\d一二三四五六七八九十]{1,3}[、.)])?\s*(?:[一二三四五六]是)?")
_LAST_PART = Decimal(6)
"""Money that comes in the last sixth of the period (November and December of a year) is late."""


@dataclass(frozen=True, slots=True)
class Admission:
    """One topic that the text admits, where, and in which words."""

    topic: Topic
    passage: Passage
    words: str
    soft: bool
    exempt: bool


def _admissions(submission: Submission, topic: Topic) -> Iterator[Admission]:
    """Everything that the report admits of a topic."""
    for passage in passages(submission):
        if topic.anywhere or passage.admits:
            yield from _admitted(topic, passage)


def _admitted(topic: Topic, passage: Passage) -> Iterator[Admission]:
    text = passage.plain
    for found in topic.words.finditer(text):
        before = [stop.end() for stop in _CLAUSE_END.finditer(text, 0, found.start())]
        start = before[-1] if before else 0
        after = _CLAUSE_END.search(text, found.end())
        end = after.start() if after else len(text)
        clause = text[start:end]
        if _DENIED.search(text[start : found.start()]) or _INTENDED.search(clause):
            continue
        if _NONE.match(text, found.end(), end):
            continue  # 质量问题零投诉, 反映强烈的出行难问题得到解决
        sentence = next(each for each in passage.sentences if each.start <= found.start() < each.end)
        if _SETTLED.search(sentence.text):
            continue
        policy = bool(EXEMPT.search(clause)) and not re.search(
            r"未[^,;。]{0,12}调整|无[^,;。]{0,6}调整", sentence.text
        )
        words = quoted(passage.text, start + _NUMBER.match(clause).end(), end)  # type: ignore[union-attr]
        yield Admission(topic, passage, words, bool(SOFT.search(found.group())), policy)


@dataclass(frozen=True, slots=True)
class FullMark:
    """An indicator with full marks and nothing said about it."""

    indicator: Indicator
    cell: Cell


@once
def full_marks(submission: Submission) -> tuple[FullMark, ...]:
    """The indicators with full marks beside which no reason is written."""
    rows = {row.id: row for row in score_rows(submission) if row.id}
    found = []
    for indicator in submission.form.indicators:
        row = rows.get(indicator.id)
        if row is None or row[score_sheet.SELF].value != indicator.max:
            continue
        reason = row.cells.get(score_sheet.REASON.key)
        if reason is None or not reason.written:
            found.append(FullMark(indicator, row[score_sheet.SELF]))
    return tuple(found)


@check(
    "XF-05",
    Severity.WARNING,
    message="{problem}，评分表的{names}却计满分{points}分",
    hint="按评分标准扣分并写明原因；确与该指标无关的（如政策性追加），在“扣分原因和其他说明”栏写明理由",
    clause="附件2-1、2-2 五、存在的主要问题；附件3-1、3-2 评分标准",
)
def admitted_problems_cost_points(context: Context) -> Iterator[Outcome]:
    """自述的问题与满分不矛盾：承认有问题的指标，不计满分，或写明理由。

    例：存在的主要问题写“有的项目经费未及时足额拨付到位”，支付进度自评3分（满分），报 XF-05；
    正文写人员经费“有所追加”，预算调整率计满分，也报；资金年底12月才到位，到位时效计满分，也报。
    “没有发生挪用”“杜绝挪用”不是问题；“有待更严格”一类的话、写明是政策性追加的，只作提示；说明栏写了理由的不报。
    """
    submission = context.submission
    full = full_marks(submission)
    called = [(each, _name(each.indicator)) for each in full]
    admitted: set[str] = set()
    for topic in TOPICS:
        meant = [each for each, name in called if topic.indicators.search(name)]
        same = list(_admissions(submission, topic)) if meant else []
        if same:
            admitted.add(topic.name)
            yield _told(same, meant)
    timely = [each for each in full if each.indicator.name == "到位时效"]
    if timely:
        yield from _late_money(submission, timely[0], told="资金未及时拨付" in admitted)


def _name(indicator: Indicator) -> str:
    return f"{indicator.subsection}{indicator.name}"


def _told(same: Sequence[Admission], meant: Sequence[FullMark]) -> Outcome:
    first = next((each for each in same if not (each.soft or each.exempt)), same[0])
    light = first.soft or first.exempt
    cells = dict.fromkeys(each.passage.cell for each in (first, *same))
    return at(
        *(each.cell for each in meant),
        *cells,
        severity=Severity.INFO if light else None,
        problem=f"正文写“{first.words}”",
        names=named(each.indicator.name for each in meant),
        points=sum((each.indicator.max for each in meant), Decimal(0)),
    )


def _late_money(submission: Submission, timely: FullMark, *, told: bool) -> Iterator[Outcome]:
    """At least half of the money came in the last sixth of the period."""
    cell = submission.fields.get(project_report.PERIOD.key)
    period = read_period(cell.text) if cell and cell.given else None
    if told or not isinstance(period, Period):
        return
    columns = (fund_arrival.AMOUNT, fund_arrival.ARRIVED, fund_arrival.TIMELY)
    rows = [
        row
        for row in rows_with(submission, fund_arrival.ARRIVALS, *columns)
        if isinstance(row[fund_arrival.AMOUNT].value, Decimal)
    ]
    late_from = period.end.toordinal() - Decimal((period.end - period.start).days) / _LAST_PART
    late = [
        row
        for row in rows
        if isinstance(day := row[fund_arrival.ARRIVED].value, date)
        and late_from <= day.toordinal() <= period.end.toordinal()
        and not row[fund_arrival.TIMELY].written
    ]
    amount = sum((row[fund_arrival.AMOUNT].number for row in late), Decimal(0))
    whole = sum((row[fund_arrival.AMOUNT].number for row in rows), Decimal(0))
    if late and amount * 2 >= whole:
        days = [row[fund_arrival.ARRIVED].day for row in late]
        yield at(
            timely.cell,
            *(row[fund_arrival.ARRIVED] for row in late),
            problem=f"{shown(amount)}万元{min(days).year}年{min(days).month}月才到位（项目{period.end.year}年{period.end.month}月止）",
            names=timely.indicator.name,
            points=timely.indicator.max,
        )
