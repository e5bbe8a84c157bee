"""Balances and rates that a text claims of its own figures: 结余, 执行率, 到位率, 完成率, 占比, 增长. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from xlperf.lazy_regex import lazy
from xlperf.narrative.accounts import Account
from xlperf.narrative.claims import HUNDRED, Claim, Rule, number, quotient, rounded, slack, within
from xlperf.narrative.figures import Figure, Kind
from xlperf.narrative.roles import Role
from xlperf.narrative.statements import Statement

_CARRY: Final = lazy(r"(?:上年|年初|以前年度)(?:结转|结余)|结转资金|历年")
_OF_THE_TEXT: Final = lazy(
    r"占(?:项目|年度|全年|本年|计划|资金|预算|总|的)*(?:总投资|总预算|总额|预算|总数|合计|总资金|总支出|计划|总收入|总面积|总)[^,，。;；\d]{0,4}$"
)
_TOTAL: Final = lazy(r"总|合计|共(?!预算)|计划|(?<!公共)(?<!基金)预算|安排")
_OTHER_RATE: Final = lazy(r"按期|及时|按时|一次性|优良|有效|平均|总体|综合")
_MOST_RATE: Final = Decimal(300)
_UP: Final = lazy(r"增加|增长|上升|多支?|提高|超")
_DOWN: Final = lazy(r"减少|下降|降低|少支?|压减|节约")
_CHANGED: Final = lazy(r"(?:比|较|同比)")

Known = Mapping[tuple[str, Role], Figure]


def balances(account: Account) -> Iterator[Claim]:
    """结余 against plan or arrival less spending."""
    if Role.SPENT not in account.told or Role.LEFT not in account.told:
        return
    spent, left = account.figures(Role.SPENT), account.figures(Role.LEFT)
    bases = _money(account.figures(Role.PLANNED, Role.ARRIVED))
    if len(spent) != 1 or len(left) != 1 or not bases or not _all_money(*spent, *left):
        return
    if _CARRY.search(account.told[Role.LEFT][0].sentence.text):
        return
    for base in reversed(bases):
        if abs(base.value - spent[0].value - left[0].value) <= slack(base, spent[0], left[0]):
            yield _balance(left[0], base, spent[0], holds=True)
            return
    yield _balance(left[0], bases[-1], spent[0], holds=False, sure=len(bases) == 1 and not account.carried)


def _balance(left: Figure, base: Figure, spent: Figure, *, holds: bool, sure: bool = True) -> Claim:
    formula = f"{number(base)}－{number(spent)}"
    return Claim(Rule.BALANCE, left, base.value - spent.value, (base, spent), formula, holds, sure)


def rates(account: Account, known: Known) -> Iterator[Claim]:
    """执行率、到位率、完成率 against the figures of the same account."""
    for role, parts, wholes in (
        (Role.EXECUTION, (Role.SPENT,), (Role.PLANNED, Role.ARRIVED)),
        (Role.ARRIVAL, (Role.ARRIVED,), (Role.PLANNED,)),
        (Role.COMPLETION, (Role.DONE, Role.INVESTED), (Role.PLANNED, Role.TOTAL)),
    ):
        stated = [
            each.figure
            for each in account.told.get(role, ())
            if each.figure.exact and not _OTHER_RATE.search(each.before)
        ]
        if len(stated) != 1:
            continue
        numerators = account.figures(*parts)
        denominators = account.figures(*wholes) or _looked_up(account, wholes, known)
        if len(numerators) == 1:
            yield from _rate(stated[0], numerators[0], denominators, sure=not account.carried)


def _looked_up(account: Account, roles: Sequence[Role], known: Known) -> list[Figure]:
    """The plan of the same subject told elsewhere in the text."""
    found = (known.get((account.subject, role)) for role in roles) if account.subject else ()
    return [each for each in found if each is not None]


def _rate(stated: Figure, part: Figure, wholes: Sequence[Figure], *, sure: bool) -> Iterator[Claim]:
    usable = [each for each in wholes if _comparable(part, each)]
    if not usable:
        return
    for whole in reversed(usable):
        exact, least, most = quotient(part, whole)
        if within(stated, exact, least, most):
            yield _quotient(Rule.RATE, stated, part, whole, exact, holds=True)
            return
    exact, _, _ = quotient(part, usable[-1])
    if exact > _MOST_RATE:
        return  # a part is no whole
    yield _quotient(Rule.RATE, stated, part, usable[-1], exact, holds=False, sure=sure and len(usable) == 1)


def _comparable(part: Figure, whole: Figure) -> bool:
    return part.kind is whole.kind and part.unit == whole.unit and whole.value > 0


def _quotient(
    rule: Rule, stated: Figure, part: Figure, whole: Figure, exact: Decimal, *, holds: bool, sure: bool = True
) -> Claim:
    formula = f"{number(part)}÷{number(whole)}×100%"
    return Claim(rule, stated, rounded(exact, stated, 2), (part, whole), formula, holds, sure)


def _money(figures: Sequence[Figure]) -> list[Figure]:
    return [each for each in figures if each.kind is Kind.MONEY]


def _all_money(*figures: Figure) -> bool:
    return all(each.kind is Kind.MONEY for each in figures)


def shares(sentence: Sequence[Statement]) -> Iterator[Claim]:
    """“A 300万元，占总投资的30%”: the share of a total of the same sentence that stands before it."""
    for place, each in enumerate(sentence):
        if each.role is not Role.SHARE or not each.figure.exact or place == 0:
            continue
        part = sentence[place - 1]
        wholes = [one for one in sentence[: place - 1] if _is_whole(one, part)]
        if not _OF_THE_TEXT.search(each.before) or len(wholes) != 1 or not part.figure.exact:
            continue
        exact, least, most = quotient(part.figure, wholes[0].figure)
        holds = within(each.figure, exact, least, most)
        yield _quotient(Rule.SHARE, each.figure, part.figure, wholes[0].figure, exact, holds=holds)


def _is_whole(one: Statement, part: Statement) -> bool:
    return (
        not one.part
        and bool(_TOTAL.search(one.before))
        and one.figure.exact
        and _comparable(part.figure, one.figure)
        and one.figure.value >= part.figure.value
    )


def growths(sentence: Sequence[Statement]) -> Iterator[Claim]:
    """“792.22万元，比上年增加189.25万元，增长31.39%”: the change against what it was before."""
    for place, (change, rate) in enumerate(pairwise(sentence)):
        if change.role is not Role.CHANGE or rate.role is not Role.GROWTH or change.depth != rate.depth:
            continue
        if rate.figure.kind is not Kind.RATE or not change.figure.exact or not rate.figure.exact:
            continue
        if not _CHANGED.search(change.before) or re.search(r"预算|计划|目标", change.before):
            continue
        up, down = _UP.search(change.before), _DOWN.search(change.before)
        if bool(up) != bool(down):
            found = [
                _growth(now.figure, change.figure, rate.figure, up=bool(up))
                for now in _now(sentence[:place], change)
            ]
            made = [claim for claim in found if claim is not None]
            held = [claim for claim in made if claim.holds]
            yield from held[:1] or (made if len(found) == 1 else [])


def _now(before: Sequence[Statement], change: Statement) -> list[Statement]:
    """What may have changed: the figure right before, and the last one that is no part."""
    usable = [
        each
        for each in before
        if each.role is not Role.CHANGE and each.figure.exact and _comparable(change.figure, each.figure)
    ]
    wholes = [each for each in usable if not each.part]
    return list({each.figure.start: each for each in (*usable[-1:], *wholes[-1:])}.values())


def _growth(now: Figure, change: Figure, stated: Figure, *, up: bool) -> Claim | None:
    base = now.value - change.value if up else now.value + change.value
    if base <= 0:
        return None
    exact = change.value / base * HUNDRED
    half = Decimal("0.5") * (change.step + now.step) / base * HUNDRED
    holds = within(stated, exact, exact - half, exact + half)
    formula = f"{number(change)}÷（{number(now)}{'－' if up else '＋'}{number(change)}）×100%"
    return Claim(Rule.GROWTH, stated, rounded(exact, stated, 2), (now, change), formula, holds)
