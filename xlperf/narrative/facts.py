"""The same fact told twice in a text must be the same figure. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from xlperf.lazy_regex import lazy
from xlperf.narrative.accounts import INTERIM, Account
from xlperf.narrative.claims import Claim, Rule
from xlperf.narrative.figures import Figure, Kind
from xlperf.narrative.roles import Role
from xlperf.narrative.statements import Statement
from xlperf.narrative.subjects import alike
from xlperf.record import dataclass

_RATES: Final = (Role.EXECUTION, Role.ARRIVAL)
_AMOUNTS: Final = (Role.PLANNED, Role.ARRIVED, Role.SPENT, Role.LEFT)
_SHORTEST: Final = 4
_SAME_WORDS: Final = 0.75
_SAME_DEED: Final = 0.85
_LAST_DIGITS: Final = Decimal("0.1")
_YEAR: Final = lazy(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_STAGE: Final = lazy(r"[春秋]季|第[一二三四五六七八九十\d]+[批期轮]|[一二三]期|首批|上旬|中旬|下旬")
_YEARLY: Final = lazy(r"合计|全年|累计|总计")
_LIGHT: Final = lazy(r"[的了为共项目任务建设已实际\s、，,()（）]|完成|计划|年初|目标|全部|其中")


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure of a role and a subject."""

    subject: str
    role: Role
    figure: Figure
    years: frozenset[str]
    sentence: int  # where its sentence begins


def facts(sentence: Sequence[Statement], account: Account) -> Iterator[Fact]:
    """What an account says of a subject that it names."""
    roles = [role for role in (*_RATES, *_AMOUNTS) if role in account.told]
    if len(account.subject) < _SHORTEST or not roles:
        return
    words = sentence[0].sentence.text
    if _STAGE.search(words):
        return
    years = frozenset(_YEAR.findall(words))
    start = sentence[0].sentence.start
    for role in roles:
        figures = [each for each in account.figures(role) if each.start >= start]  # not what was carried on
        if len(figures) == 1 and figures[0].kind is (Kind.RATE if role in _RATES else Kind.MONEY):
            yield Fact(account.subject, role, figures[0], years, start)


def told_rates(sentence: Sequence[Statement]) -> Iterator[Fact]:
    """Rates that are told of a subject without its amounts: 棚户区改造预算执行率为97.05%."""
    years = frozenset(_YEAR.findall(sentence[0].sentence.text))
    for each in sentence:
        usable = each.figure.kind is Kind.RATE and each.figure.exact and not each.depth
        if usable and each.role in _RATES and each.role and len(each.subject) >= _SHORTEST:
            yield Fact(each.subject, each.role, each.figure, years, each.sentence.start)


def repeated(told: Sequence[Fact]) -> Iterator[Claim]:
    """Amounts and rates of the same subject that are told again."""
    for place, later in enumerate(told):
        for earlier in told[:place]:
            if later.role is not earlier.role or earlier.sentence == later.sentence:
                continue
            if earlier.years and later.years and not earlier.years & later.years:
                continue
            if _is_same(earlier, later):
                holds = earlier.figure.rounds(later.figure.value) or later.figure.rounds(earlier.figure.value)
                yield Claim(
                    Rule.SAME,
                    later.figure,
                    earlier.figure.value,
                    (earlier.figure,),
                    f"前文“{earlier.subject}”{earlier.role.value}{earlier.figure.words}",
                    holds,
                    sure=later.role not in _RATES,
                )
                break


def _is_same(earlier: Fact, later: Fact) -> bool:
    if earlier.subject == later.subject:
        return True
    close = abs(earlier.figure.value - later.figure.value) <= _LAST_DIGITS
    return later.role in _RATES and close and alike(earlier.subject, later.subject) >= _SAME_WORDS


def yearly_totals(paragraph: Sequence[Sequence[Statement]], told: Sequence[Fact]) -> Iterator[Claim]:
    """“合计全年共发放补贴191.02万元” in a paragraph about one subject whose spending is told elsewhere."""
    if not paragraph:
        return
    start, end = paragraph[0][0].sentence.start, paragraph[-1][0].sentence.end
    words = re.sub(r"\s", "", "".join(sentence[0].sentence.text for sentence in paragraph))
    spent = {fact.subject: fact for fact in told if fact.role is Role.SPENT and fact.subject in words}
    if len(spent) != 1:
        return
    (fact,) = spent.values()
    if start <= fact.figure.start < end:
        return
    for sentence in paragraph:
        for each in sentence:
            if each.role is not Role.SPENT or each.figure.kind is not Kind.MONEY or not each.figure.exact:
                continue
            if _YEARLY.search(each.before) and not each.depth:
                holds = fact.figure.rounds(each.figure.value)
                formula = f"前文“{fact.subject}”{fact.role.value}{fact.figure.words}"
                yield Claim(Rule.SAME, each.figure, fact.figure.value, (fact.figure,), formula, holds)


def deeds(sentences: Sequence[Sequence[Statement]]) -> Iterator[Claim]:
    """A number done (or planned) that is told again in nearly the same words: 73个村卫生室 and 83个村卫生室."""
    told: list[tuple[str, Statement, frozenset[str]]] = []
    for sentence in sentences:
        words = sentence[0].sentence.text
        if INTERIM.search(words):
            continue
        years = frozenset(_YEAR.findall(words))
        for each in sentence:
            phrase = _LIGHT.sub("", f"{each.subject}{each.after}")
            if not _is_deed(each) or len(phrase) < _SHORTEST * 2:
                continue
            yield from _again(phrase, each, years, told)
            told.append((phrase, each, years))


def _is_deed(each: Statement) -> bool:
    figure = each.figure
    return (
        figure.kind is Kind.COUNT
        and figure.exact
        and each.role in (Role.DONE, Role.PLANNED)
        and not each.depth
        and "其中" not in each.before
    )


def _again(
    phrase: str,
    each: Statement,
    years: frozenset[str],
    told: Sequence[tuple[str, Statement, frozenset[str]]],
) -> Iterator[Claim]:
    for other_phrase, other, other_years in reversed(told):
        if other.role is not each.role or other.figure.unit != each.figure.unit:
            continue
        if years and other_years and not years & other_years:
            continue
        if alike(phrase, other_phrase) >= _SAME_DEED:
            formula = f"前文“{other.before[-8:]}{other.figure.words}{other.after[:12]}”"
            holds = other.figure.value == each.figure.value
            yield Claim(Rule.SAME, each.figure, other.figure.value, (other.figure,), formula, holds)
            return
