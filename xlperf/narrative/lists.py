"""其中 lists: a total and the parts that are named after it, in brackets or after 其中、包括、分别为. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from xlperf.lazy_regex import lazy
from xlperf.narrative.figures import PRICED, Figure, Kind
from xlperf.narrative.roles import Role
from xlperf.narrative.statements import Statement
from xlperf.record import dataclass

_OPEN: Final = lazy(
    r"其中(?:包[含括])?[,:]?|(?:主要|具体)?包括[:]?|具体[为是][:]?|分别[为是][:]?|[(](?!\d+[)])"
)
_NEAR: Final = 200
_REST: Final = lazy(r"剩余|其余|余下")
CARRIED: Final = lazy(r"(?:上年度?|年初|以前年度|往年)末?(?:财政|资金)?(?:拨款)?(?:结转|结余)")
"""上年结转 is money of this year's income, a part like any other."""
_PURPOSE: Final = lazy(rf"用于|{PRICED}|同比|比上年|较上年|上年")
_MONEY_ROLES: Final = (Role.SPENT, Role.ARRIVED, Role.LEFT, Role.INVESTED, Role.PASSED_ON, Role.PLANNED)


@dataclass(frozen=True, slots=True)
class Item:
    """One part: the figure of the total's kind, and the other figures told of it (结余、执行率 …)."""

    statement: Statement
    others: tuple[Statement, ...]
    rest: bool  # 剩余8685万元: whatever is left


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Totals that stand before a list, nearest first, and its parts. ``closed`` when in brackets."""

    totals: tuple[Statement, ...]
    items: tuple[Item, ...]
    opener: str
    closed: bool


def breakdowns(sentence: Sequence[Statement]) -> Iterator[Breakdown]:
    """Every list of parts in one sentence that has a total of its kind before it."""
    if not sentence:
        return
    text, offset = sentence[0].sentence.text, sentence[0].sentence.start
    for hit in _OPEN.finditer(text):
        start = offset + hit.end()
        bracket = hit.group() == "("
        if not bracket and text[: hit.start()].endswith("("):
            continue  # (其中: belongs to the bracket
        if not any(start <= each.figure.start < start + _NEAR for each in sentence):
            continue
        end = _closing(text, hit.end() if bracket else hit.start()) + offset
        inside = [each for each in sentence if start <= each.figure.start < end]
        before = [each for each in sentence if each.figure.end <= offset + hit.start()]
        for measure in dict.fromkeys(
            (each.figure.kind, each.figure.unit) for each in inside if _countable(each.figure)
        ):
            found = _breakdown(before, inside, measure, hit.group(), closed=bracket)
            if found:
                yield found


def _closing(text: str, start: int) -> int:
    """Where the bracket that is open at ``start`` closes; the end of the sentence outside brackets."""
    depth = 0
    for place in range(start, len(text)):
        if text[place] == "(":
            depth += 1
        elif text[place] == ")":
            if depth == 0:
                return place
            depth -= 1
    return len(text)


def _breakdown(
    before: Sequence[Statement],
    inside: Sequence[Statement],
    measure: tuple[Kind, str],
    opener: str,
    *,
    closed: bool,
) -> Breakdown | None:
    first = next(
        (each for each in inside if (each.figure.kind, each.figure.unit) == measure and not each.figure.per),
        None,
    )
    if first is None:
        return None
    depth = first.depth
    totals = _totals(before, first, depth - 1 if closed else depth, opener)
    if not totals:
        return None
    items: list[Item] = []
    for each in inside:
        if each.depth != depth:
            continue
        if items and _ends(each, totals, closed=closed) and not _is_state(first):
            break
        if not closed and (_is_new_segment(each, items) or _is_new_clause(each, items)):
            break
        if _is_item(each, totals, first):
            items.append(Item(each, (), bool(_REST.search(each.before))))
        elif items:
            last = items[-1]
            items[-1] = Item(last.statement, (*last.others, each), last.rest)
    return Breakdown(totals, tuple(items), opener, closed) if items else None


def _countable(figure: Figure) -> bool:
    """Points of a score are no parts of anything: 得分依次为89分、88分."""
    return figure.kind in (Kind.MONEY, Kind.COUNT) and figure.unit != "分" and not figure.per


def _totals(before: Sequence[Statement], first: Statement, depth: int, opener: str) -> tuple[Statement, ...]:
    """The figures of the same kind right before the list, nearest first; one of each role."""
    found: list[Statement] = []
    for each in reversed(before):
        if each.depth > depth:
            continue
        if each.depth < depth:
            break
        if each.role is Role.CHANGE:
            continue  # 较上年减少0.5万元: the parts are not of the change
        if not _same_measure(each, first):
            if found or opener == "(" or each.figure.kind is Kind.MONEY:
                break
            continue
        if any(other.role is each.role for other in found) or (each.subject and found):
            break
        found.append(each)
        if each.subject and each.role is not Role.LEFT:
            break
    return tuple(found)


def _same_measure(one: Statement, other: Statement) -> bool:
    if one.figure.kind is not other.figure.kind or one.figure.unit != other.figure.unit or one.figure.per:
        return False
    if one.figure.kind is Kind.MONEY:
        return True
    nouns = {one.counted, other.counted}
    return len(nouns) == 1 or "" in nouns


def _is_item(each: Statement, totals: Sequence[Statement], first: Statement) -> bool:
    if not _same_measure(each, first) or not _same_measure(each, totals[0]):
        return False
    if _REST.search(each.before) and each.figure.kind is Kind.MONEY:
        return bool(re.match(r"资金|部分|款|由|为", each.after)) or each.before.endswith(
            ("剩余资金", "其余资金")
        )
    if each.figure.kind is Kind.COUNT and _is_state(first) and _is_state(each):
        return True
    if CARRIED.search(each.before) or (not each.before and each.after.startswith("用于")):
        return True
    if not each.subject and each is not first:
        return each.role is None and each.before in ("", "、", "和", "及", "与")
    return each.role not in (Role.LEFT, Role.CHANGE) or any(total.role is each.role for total in totals)


def _is_new_segment(each: Statement, items: Sequence[Item]) -> bool:
    """Whether a ； stands between this figure and several parts that had none between them."""
    same = [item for item in items if item.statement.segment == items[0].statement.segment]
    return len(same) > 1 and each.segment != same[0].statement.segment


def _is_new_clause(each: Statement, items: Sequence[Item]) -> bool:
    """Whether a ， stands between this figure and parts that are joined by 、."""
    if len(items) < 2:  # noqa: PLR2004 nothing joined yet
        return False
    places = [item.statement.figure for item in items]
    joined = each.sentence.between(places[0].end, places[1].start)
    last = each.sentence.between(places[-1].end, each.figure.start)
    return "、" in joined and not re.search("[,，;；]", joined) and bool(re.search("[,，;；]", last))


def _is_state(each: Statement) -> bool:
    """已完成30个、在建5个: a list that tells how far the counted things are."""
    return each.figure.kind is Kind.COUNT and each.role in (Role.DONE, Role.LEFT)


def _ends(each: Statement, totals: Sequence[Statement], *, closed: bool) -> bool:
    """Whether the text goes on to something else: 实际支出480万元 after a list of sources."""
    if closed or (not each.before and each.after.startswith("用于")):
        return False
    if CARRIED.search(each.before):
        return False
    if _PURPOSE.search(each.before):
        return True
    if each.figure.kind is Kind.COUNT:
        return not each.subject and each.role in (Role.DONE, Role.LEFT) and bool(each.before)
    return (
        each.figure.kind is Kind.MONEY
        and not each.subject
        and each.role in _MONEY_ROLES
        and not _REST.search(each.before)
        and all(total.role is not each.role for total in totals)
    )
