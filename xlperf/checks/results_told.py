"""NAR-05, 06, 07：targets told as results, money asked for told as money, lists that leave something out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlperf.checks.check import Context, Outcome, at, check
from xlperf.checks.found import named
from xlperf.checks.passages import Passage, passages, results
from xlperf.findings import Severity
from xlperf.forms import project_report
from xlperf.lazy_regex import lazy
from xlperf.narrative import Figure, Kind, Role, Sentence, plain, quoted, role
from xlperf.record import dataclass
from xlperf.submission import Submission, shown

_CLAUSE = "附件2-1、2-2 五、评价报告综述"
_THRESHOLD = lazy(
    r"(?P<what>[\u4e00-\u9fff]{2,12}?)(?:为|达到|达|是|:)?\s*(?P<bound>[≥≤>＞]|不低于|不少于|大于等于|不超过)\s*\d+(?:\.\d+)?\s*%"
)
_AS_RESULT = lazy(r"截[至止]|完成情况|实际|已完成|达到了|实现了|评价结果")
_AS_TARGET = lazy(r"目标|指标值|预期|计划|要求|应|标准|力争|确保|预计|须|需|考核|合格线|规定|任务")
_BOUND = lazy(r"^\s*(?:[≥≤>＞]|大于等于|不低于|不少于)\s*\d")
_ASKED = lazy(r"(?:申请|申报|上报|请求)(?:了)?[^,;。:()]{0,14}$")
_GOT = lazy(r"到位|拨付|获批|批复|下达|批准|获得")
_STAGE = lazy(r"预算资金|计划|总投资|累计支出|实际支出|资金支出|支出|支付")
_SHORTEST_NAME = 4
_NEAR = 20
_MOST_COMPARED = 20
_LOW = lazy(r"(?:执行|支出|支付)率?(?:进度)?(?:较|偏|普遍)?(?:低|不高|慢)")
_LOW_LIMIT = Decimal(90)
_NAME_END = lazy(r"[,:\d]|(?:预算|资金)?(?:执行|支出|支付)率|总投资|预算资金|项目资金|安排|资金支出")
_HEADING = lazy(r"^\s*[(（]?[一二三四五六七八九十\d]{1,2}[)）、.]\s*(?P<name>[^\n。,;]{4,30})\n")


@check(
    "NAR-05",
    Severity.WARNING,
    message="“{words}”写的是目标值，不是实际完成值",
    hint="改写实际数，如“满意度95.2%（调查120人，满意114人）”；还没有调查的，写明未开展",
    clause=_CLAUSE,
)
def results_are_figures_not_targets(context: Context) -> Iterator[Outcome]:
    """完成情况写实际数，不写“≥90%”一类的目标值。

    例：“截止2022年12月底……群众满意度≥90%”，报 NAR-05；实际完成值栏填“≥90%”，也报。
    写目标、要求、标准的句子不报。
    """
    for passage in passages(context.submission):
        if "%" in passage.plain and _AS_RESULT.search(passage.plain):
            for hit in _THRESHOLD.finditer(passage.plain):
                clause = re.split(r"[;。\n]", passage.plain[: hit.end()])[-1]
                if not _AS_TARGET.search(clause):
                    words = quoted(passage.text, hit.start(), hit.end())
                    yield at(passage.cell, seen=words, words=words)
    for cell in results(context.submission):
        if _BOUND.match(plain(cell.text)):
            yield at(cell, words=cell.text)


@check(
    "NAR-06",
    Severity.WARNING,
    message="{problem}",
    hint="{remedy}",
    clause=f"{_CLAUSE}；附件2-2 一、项目基本概况 实际支出",
)
def asking_and_building_are_not_spending(context: Context) -> Iterator[Outcome]:
    """申请、批复的资金不当作到位，完成投资不当作支出。

    例：“申请发改资金1786万元”，全文没有它的到位数，提示；棚户区改造一处写完成投资1281万元，
    一处写累计支出545.90万元，没有说明口径，报 NAR-06。
    附件2-2 填了实际支出的，完成投资由 NAR-01 与它核对，这里不重复。
    改法：写明实际到位和实际支出的金额，不用申请、批复或完成投资代替。
    """
    submission = context.submission
    told = passages(submission)
    money = [
        _Money(passage, sentence, figure)
        for passage in told
        for sentence in passage.sentences
        for figure in sentence.figures
        if figure.kind is Kind.MONEY
    ]
    yield from _asked_for(submission, money)
    spent = submission.value(project_report.SPENT_TOTAL)
    if not isinstance(spent, Decimal):
        yield from _built(money)


@dataclass(frozen=True, slots=True)
class _Money:
    passage: Passage
    sentence: Sentence
    figure: Figure

    @property
    def before(self) -> str:
        return self.sentence.before(self.figure)

    @property
    def near(self) -> str:
        """The few words in front, whatever parts them."""
        return self.sentence.between(self.figure.start - _NEAR, self.figure.start)

    @property
    def clause(self) -> str:
        return self.sentence.between(*self.sentence.clause(self.figure))


def _asked_for(submission: Submission, money: Sequence[_Money]) -> Iterator[Outcome]:
    """The first mention of a sum that is asked for and nowhere said to have come."""
    asked: list[_Money] = []
    given: set[Decimal] = set()
    for each in money:
        if not _ASKED.search(each.near):
            given.add(each.figure.value)
        elif not _GOT.search(each.sentence.between(each.figure.start, each.sentence.end)):
            asked.append(each)
    if asked:
        given |= {cell.value for cell in submission.cells() if isinstance(cell.value, Decimal)}
    for each in {each.figure.value: each for each in reversed(asked)}.values():
        if each.figure.value in given:
            continue
        start, _ = each.sentence.clause(each.figure)
        words = quoted(each.passage.text, start, each.figure.end)
        yield at(
            each.passage.cell,
            severity=Severity.INFO,
            seen=words,
            problem=f"“{words}”：申请数不等于到位数",
            remedy="写明批复和到位的金额、文号；没有批复的不计入项目资金",
        )


def _built(money: Sequence[_Money]) -> Iterator[Outcome]:
    """完成投资 of a work for which another passage gives another sum as spent."""
    invested = [
        each
        for each in money
        if "投资" in each.near and each.figure.exact and role(each.sentence, each.figure) is Role.INVESTED
    ][:_MOST_COMPARED]
    spent = [(each, name) for each in money if invested and (name := _spent_on(each))]
    for each in invested:
        for other, name in spent:
            if other.passage == each.passage or name not in each.passage.plain:
                continue
            if not other.figure.agrees_with(each.figure.value):
                yield at(
                    each.passage.cell,
                    other.passage.cell,
                    seen=each.figure.words,
                    problem=f"{name}一处写完成投资{each.figure.words}，一处写支出{other.figure.words}，没有说明口径",
                    remedy="完成投资是工程量，支出是付款额；写明两者的口径和差额，执行率按支出计算",
                )
                break


def _spent_on(money: _Money) -> str:
    """棚户区改造 of “累计支出…(其中:…;棚户区改造545.90万元”; "" when the sum is not told as spent on a named work."""
    stages = _STAGE.findall(money.sentence.between(money.sentence.start, money.figure.start))
    if not stages or stages[-1][-2:] not in ("支出", "支付"):
        return ""
    name = re.split(r"[:,;]", money.before)[-1].strip()
    return name if len(name) >= _SHORTEST_NAME and not _STAGE.search(name) else ""


@check(
    "NAR-07",
    Severity.INFO,
    message="“{listed}”没有列全：{missing}",
    hint="补列，或写明列举的标准（如低于80%）",
    clause="五、存在的主要问题",
)
def lists_of_low_rates_are_complete(context: Context) -> Iterator[Outcome]:
    """列举执行率偏低的项目时，同样低的项目都列上。

    例：“执行率偏低”列了83.61%的项目，执行率82.01%的困难群众救助没有列，报 NAR-07。
    只比90%以下的，也不比所列最高的还高的。
    """
    told = passages(context.submission)
    if not any(passage.admits and _LOW.search(passage.plain) for passage in told):
        return
    rates = [_Rate(passage, name, value, words) for passage in told for name, value, words in _rates(passage)]
    listing = [
        passage for passage in told if passage.admits and any(each.passage == passage for each in rates)
    ]
    lead = next((passage for passage in listing if _LOW.search(passage.plain)), None)
    if lead is None:
        return
    inside = [each for each in rates if each.passage in listing]
    printed = {each.value for each in inside}
    limit = min(max(printed), _LOW_LIMIT)
    words = "".join(passage.plain for passage in listing)
    missing = [
        each
        for each in rates
        if not each.passage.admits
        and each.value < limit
        and each.value not in printed
        and each.name not in words
    ]
    if missing:
        hit = _LOW.search(lead.plain)
        yield at(
            lead.cell,
            *dict.fromkeys(each.passage.cell for each in missing),
            listed=hit.group() if hit else "",
            missing=named(f"{each.name}{each.words}" for each in missing),
        )


@dataclass(frozen=True, slots=True)
class _Rate:
    passage: Passage
    name: str
    value: Decimal
    words: str


def _rates(passage: Passage) -> Iterator[tuple[str, Decimal, str]]:
    """执行率 as printed, and 支出 ÷ 预算 where a sentence gives 预算, 支出 and 结余 that add up."""
    heading = _HEADING.match(passage.text)
    for sentence in passage.sentences:
        name = heading["name"] if heading else _NAME_END.split(sentence.text.lstrip(" 0123456789-年度"))[0]
        roles = [(role(sentence, each), each) for each in sentence.figures]
        stated = [each for told, each in roles if told is Role.EXECUTION]
        yield from ((name, each.value, each.words) for each in stated)
        if not stated:
            parts = {
                part: next((each for told, each in roles if told is part), None)
                for part in (Role.PLANNED, Role.SPENT, Role.LEFT)
            }
            planned, spent, left = parts.values()
            if planned and spent and left and planned.value == spent.value + left.value > 0:
                rate = round(spent.value / planned.value * 100, 2)
                yield name, rate, f"{shown(rate)}%"
