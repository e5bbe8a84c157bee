"""Counts that must add up: states of counted things, and several lists that share one total. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from xlperf.lazy_regex import lazy
from xlperf.narrative.claims import Claim, Rule, number
from xlperf.narrative.figures import Figure, Kind
from xlperf.narrative.roles import Role
from xlperf.narrative.statements import Statement

_STATE: Final = lazy(
    r"已|尚|未|正在|在建|处于|处在|存在|完工|竣工|完成|验收|开工|停工|延期|延迟|滞后|启动|通过|建设中|建成|取消|中止"
)
_DONE: Final = lazy(r"(?<!未)(?:完工|竣工|完成|验收|建成|通过)")
_UNDONE: Final = lazy(r"未(?:完工|竣工|完成|验收|建成|通过|开工)|在建|正在|尚处|建设中")
_REST: Final = lazy(r"其余|剩余|余下|另外?")
_BEGUN: Final = lazy(r"年初|原有|上年|年末|原")
_ADDED: Final = lazy(r"年中|新增|增加|追加|调增")
_SCOPE: Final = lazy(r"涉及|覆盖|惠及|包含|包括|实施")
_ENOUGH: Final = 2
_NEAR: Final = 800
"""So many characters after a total its parts may still be told."""


def _is_total(each: Statement) -> bool:
    return (
        each.figure.kind is Kind.COUNT
        and each.figure.exact
        and not _STATE.search(each.after)
        and bool(
            re.search(r"涉及|共|总|计划|安排|实施|有|包括|任务|下达|设置|设定|全[县市区镇乡村]$", each.before)
            or each.after.endswith("中")
        )
    )


def states(sentences: Sequence[Sequence[Statement]]) -> Iterator[Claim]:
    """53个项目：44个已完工，5个尚未验收，4个在建: the states together are no more than the total."""
    for place, sentence in enumerate(sentences):
        for number_, total in enumerate(sentence):
            if not _is_total(total):
                continue
            rest = sentence[number_ + 1 :]
            found = _states_of(total, rest)
            for later in sentences[place + 1 : place + 4]:
                if len(found) >= _ENOUGH or any(_is_total(each) for each in later):
                    break
                found = _states_of(total, later)
            if len(found) >= _ENOUGH:
                yield from _together(total, found)


def _states_of(total: Statement, following: Sequence[Statement]) -> list[Statement]:
    """The statements of the same thing that say only a number and a state."""
    found: list[Statement] = []
    for each in following:
        figure = each.figure
        if (
            figure.kind is not Kind.COUNT
            or figure.unit != total.figure.unit
            or not figure.exact
            or each.depth
        ):
            continue
        if each.role is Role.CHANGE or figure.value > total.figure.value:
            return []  # more done than planned: no parts of a whole
        if _is_total(each) and not _REST.search(each.before):
            break
        bare = not each.before or bool(
            re.fullmatch(
                r"(?:其中|有|已|其余|剩余|另有?|尚有|还有|仅|[、和及]){1,2}|.{0,4}(?:已|未)?(?:完工|完成|竣工|验收|开工|在建|建成|启动)",
                each.before,
            )
        )
        state = _STATE.search(each.before) or _STATE.search(each.after)
        names = (each.counted, total.counted)
        if bare and state and (not all(names) or names[0] in names[1] or names[1] in names[0]):
            found.append(each)
    return found


def _together(total: Statement, found: Sequence[Statement]) -> Iterator[Claim]:
    figures = tuple(each.figure for each in found)
    reckoned = sum((each.value for each in figures), Decimal(0))
    whole = total.figure.value
    formula = "＋".join(map(number, figures))
    if reckoned == whole:
        yield Claim(Rule.COUNT_SUM, total.figure, reckoned, figures, formula, holds=True)
    elif reckoned > whole:
        if whole not in {each.value for each in figures} and not _implied(figures, whole):
            yield Claim(Rule.COUNT_SUM, total.figure, reckoned, figures, formula, holds=False)
        elif _implied(figures, whole) == len(figures) - 1 and len(figures) > _ENOUGH:
            note = f"前{len(figures) - 1}项已合计{whole}，又列{number(figures[-1])}，可能有重叠而未说明"
            yield Claim(Rule.COUNT_SUM, total.figure, reckoned, figures, formula, holds=False, note=note)
    elif _is_partition(found):
        yield Claim(Rule.COUNT_SUM, total.figure, reckoned, figures, formula, holds=False)


def _implied(figures: Sequence[Figure], whole: Decimal) -> int:
    """How many of the first figures make the whole; 0 when none do."""
    so_far = Decimal(0)
    for count, each in enumerate(figures, start=1):
        so_far += each.value
        if so_far == whole and count >= _ENOUGH:
            return count
    return 0


def _is_partition(found: Sequence[Statement]) -> bool:
    """Whether the states exclude each other and leave nothing out: 完成 and 未完成, or 其余 at the end."""
    if _REST.search(found[-1].before):
        return True
    words = [f"{each.before}{each.after}" for each in found]
    done = {hit for each in words if not _UNDONE.search(each) for hit in _DONE.findall(each)}
    undone = {
        hit.group()[1:] for each in words for hit in re.finditer(r"未(?:完工|竣工|完成|验收|建成)", each)
    }
    return len(found) == _ENOUGH and bool(done & undone)


def shared(sentences: Sequence[Sequence[Statement]]) -> Iterator[Claim]:
    """14个村的29个项目 = 11个村的11个项目 + 4个村的18个项目: lists of the same things under one total."""
    groups = [group for sentence in sentences for group in _groups(sentence)]
    for place, whole in enumerate(groups):
        names = [_name(each) for each in whole]
        end = whole[-1].figure.end + _NEAR
        near = [group for group in groups[place + 1 :] if group[0].figure.start < end]
        parts = [group for group in near if [_name(each) for each in group] == names]
        if len(parts) < _ENOUGH:
            continue
        columns = [(each, [group[n].figure for group in parts]) for n, each in enumerate(whole)]
        held = [total for total, figures in columns if _total(figures) == total.figure.value]
        for total, figures in columns:
            reckoned = _total(figures)
            if total in held or (held and total.figure.value not in {each.value for each in figures}):
                formula = "＋".join(map(number, figures))
                yield Claim(
                    Rule.COUNT_SUM, total.figure, reckoned, tuple(figures), formula, holds=total in held
                )


def _total(figures: Sequence[Figure]) -> Decimal:
    return sum((each.value for each in figures), Decimal(0))


def _name(each: Statement) -> tuple[str, str]:
    return each.figure.unit, each.counted


def _groups(sentence: Sequence[Statement]) -> Iterator[list[Statement]]:
    """The counts of one ； part that begin with 涉及 … and name at least two things."""
    for segment in {each.segment: None for each in sentence}:
        group: list[Statement] = []
        for each in sentence:
            if each.segment != segment or each.figure.kind is not Kind.COUNT or not each.figure.exact:
                continue
            if _SCOPE.search(each.before):
                group = []
            elif not group:
                continue
            if each.counted:
                group.append(each)
        if len(group) >= _ENOUGH:
            yield group


def begun_and_added(sentences: Sequence[Sequence[Statement]]) -> Iterator[Claim]:
    """年初8个、年中增加8个，共15个: what was there and what was added make the total."""
    for sentence in sentences:
        totals = [each for each in sentence if _is_whole(each) and not each.depth]
        for total in totals:
            same = [each for each in sentence if each is not total and not each.depth and _alike(each, total)]
            begun = [each for each in same if _BEGUN.search(each.before) and not _ADDED.search(each.before)]
            added = [each for each in same if _ADDED.search(each.before)]
            if len(begun) == 1 and len(added) == 1 and len(same) == _ENOUGH:
                figures = (begun[0].figure, added[0].figure)
                reckoned = _total(figures)
                formula = "＋".join(map(number, figures))
                holds = reckoned == total.figure.value
                yield Claim(Rule.COUNT_SUM, total.figure, reckoned, figures, formula, holds)


def _is_whole(each: Statement) -> bool:
    words = each.before
    return (
        each.figure.kind is Kind.COUNT
        and each.figure.exact
        and bool(re.search(r"共|总|合计|全年", words))
        and not _ADDED.search(words)
        and not _BEGUN.search(words)
    )


def _alike(each: Statement, total: Statement) -> bool:
    nouns = {each.counted, total.counted} - {""}
    return (
        each.figure.kind is Kind.COUNT
        and each.figure.unit == total.figure.unit
        and each.figure.exact
        and len(nouns) <= 1
    )
