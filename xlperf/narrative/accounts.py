"""Accounts: the plan, arrival, spending, balance and rates that a text tells of one subject. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from typing import Final

from xlperf.lazy_regex import lazy
from xlperf.narrative.figures import Figure, Kind
from xlperf.narrative.lists import breakdowns
from xlperf.narrative.roles import Role
from xlperf.narrative.statements import Statement
from xlperf.record import dataclass

_BASES: Final = (Role.PLANNED, Role.ARRIVED)
_RESULTS: Final = (Role.SPENT, Role.LEFT, Role.EXECUTION, Role.COMPLETION, Role.INVESTED, Role.DONE)
_ASIDE: Final = lazy(r"上年|去年|往年|同期|上级下达|每|人均|平均|总体|综合")
INTERIM: Final = lazy(
    r"上半年|下半年|[一二三四]季度|(?<!\d)\d{1,2}\s*[-—~至]\s*\d{1,2}\s*月|截[至止到]+[^,，。;；]{0,9}?(?<!\d)(?:[1-9]|1[01])月(?!\s*3[01]日止)"
)


@dataclass(frozen=True, slots=True)
class Account:
    """Figures by role, in the order told. ``subject`` may be ""; ``carried``: its base stands in an earlier sentence."""

    subject: str
    told: dict[Role, list[Statement]] = field(default_factory=dict)
    carried: bool = False

    def add(self, statement: Statement, role: Role) -> None:
        """One more figure of it."""
        self.told.setdefault(role, []).append(statement)

    def figures(self, *roles: Role, unit: str = "") -> list[Figure]:
        """The exact figures of those roles (of that unit)."""
        return [
            each.figure
            for role in roles
            for each in self.told.get(role, ())
            if each.figure.exact and (not unit or each.figure.unit == unit)
        ]


def accounts(sentence: Sequence[Statement], before: Sequence[Account]) -> list[Account]:
    """The accounts of one sentence; ``before`` are those of the sentences before it in the paragraph."""
    main = _main(sentence, before)
    totals: list[Account] = []
    for breakdown in breakdowns(sentence):
        for item in breakdown.items:
            own = Account(item.statement.subject)
            taken = {other.role for other in item.others}
            role = item.statement.role
            if role not in _BASES or not any(total.role is role for total in breakdown.totals):
                role = next((each.role for each in breakdown.totals if each.role not in taken), role)
            if role is not None:
                own.add(item.statement, role)
            for other in item.others:
                if other.role is not None:
                    own.add(other, other.role)
            totals.append(own)
    return [*main, *totals]


def _main(sentence: Sequence[Statement], before: Sequence[Account]) -> list[Account]:
    found: list[Account] = []
    current = _carried(sentence, before)
    for each in sentence:
        if each.role is None or each.depth or _ASIDE.search(each.before):
            continue
        if each.part and not _speaks_of_the_whole(each):
            continue
        if _begins(each, current):
            if current.told:
                found.append(current)
            current = Account(each.subject)
        if each.subject and not current.subject:
            current = replace(current, subject=each.subject)
        current.add(each, each.role)
    return [*found, current] if current.told else found


def _speaks_of_the_whole(each: Statement) -> bool:
    """实际支出480万元 after a 其中 list: nothing is named, so the whole is meant."""
    return not each.subject and each.role in _RESULTS and not re.match(r"[、和及与]", each.before)


def _carried(sentence: Sequence[Statement], before: Sequence[Account]) -> Account:
    """An account that begins with the plan of the sentence before, when this one names no plan and no subject."""
    names_nothing = all(not each.subject and each.role not in _BASES for each in sentence if each.role)
    if len(before) != 1 or not names_nothing:
        return Account("")
    told: dict[Role, list[Statement]] = {
        role: list(before[0].told[role]) for role in _BASES if role in before[0].told
    }
    return Account(before[0].subject, told, carried=True)


def _begins(each: Statement, current: Account) -> bool:
    """Whether a figure opens another account: a plan after results, or another subject."""
    results = any(role in current.told for role in _RESULTS)
    if each.role in _BASES and results:
        return True
    if each.role in current.told and each.role not in _BASES and each.figure.kind is not Kind.COUNT:
        return True
    return bool(results and not _same_subject(each.subject, current.subject))


def _same_subject(one: str, other: str) -> bool:
    """指标 after 三级指标 names nothing new; nor do words that are missing."""
    return one in other or other in one


def every_account(paragraph: Sequence[Sequence[Statement]]) -> Iterator[tuple[Sequence[Statement], Account]]:
    """The accounts of a paragraph with the sentence that tells them; interim figures (截至6月) are left out."""
    before: list[Account] = []
    for sentence in paragraph:
        words = sentence[0].sentence.text
        if INTERIM.search(words):
            before = []
            continue
        own = accounts(sentence, before)
        yield from ((sentence, each) for each in own)
        before = [each for each in own if any(role in each.told for role in _BASES)]
