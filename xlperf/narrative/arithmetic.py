"""Everything a text claims of its own figures, held or broken. Pure.

``claims(text)`` takes the paragraphs of a report joined by line breaks and gives the claims in the order in which
their figures stand; a figure is judged once, by the plainest rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from xlperf.narrative import averages, counts, facts, rates, sums
from xlperf.narrative.accounts import Account, every_account
from xlperf.narrative.claims import Claim
from xlperf.narrative.figures import Figure
from xlperf.narrative.plus import plus_sums
from xlperf.narrative.roles import Role
from xlperf.narrative.statements import Statement, statements

Sentence = Sequence[Statement]


def claims(text: str) -> tuple[Claim, ...]:
    """Every relation that the text claims and that can be redone from it."""
    told = statements(text)
    paragraphs = _paragraphs(text, told)
    accounts = [list(every_account(paragraph)) for paragraph in paragraphs]
    flat = [pair for paragraph in accounts for pair in paragraph]
    known_facts = [fact for sentence, account in flat for fact in facts.facts(sentence, account)]
    found: list[Claim] = list(plus_sums(text))
    for sentence in told:
        found += [*sums.sums(sentence), *rates.shares(sentence), *rates.growths(sentence)]
        found += averages.shares_of_products(sentence)
    for paragraph, own in zip(paragraphs, accounts, strict=True):
        found += _of_accounts(own, known_facts)
        found += [*counts.states(paragraph), *counts.begun_and_added(paragraph)]
        found += facts.yearly_totals(paragraph, known_facts)
    found += [*averages.payments_by_share(told), *counts.shared(told)]
    rates_told = [fact for sentence in told for fact in facts.told_rates(sentence)]
    every_fact = sorted([*known_facts, *rates_told], key=lambda fact: fact.figure.start)
    found += [*facts.repeated(every_fact), *facts.deeds(told)]
    return tuple(_once(found))


def _paragraphs(text: str, told: Sequence[Sentence]) -> list[list[Sentence]]:
    """Sentences by line of the text."""
    return [
        list(group) for _, group in groupby(told, key=lambda each: text.count("\n", 0, each[0].figure.start))
    ]


def _of_accounts(own: Sequence[tuple[Sentence, Account]], told: Sequence[facts.Fact]) -> Iterator[Claim]:
    known: dict[tuple[str, Role], Figure] = {}
    for fact in told:
        known.setdefault((fact.subject, fact.role), fact.figure)
    for _, account in own:
        yield from rates.balances(account)
        yield from rates.rates(account, known)
    for sentence in {id(sentence): sentence for sentence, _ in own}.values():
        yield from averages.averages(sentence, [account for other, account in own if other is sentence])


def _once(found: Sequence[Claim]) -> list[Claim]:
    """One claim a figure and rule, broken ones first; in the order of the text."""
    kept: dict[tuple[int, str], Claim] = {}
    for each in sorted(found, key=lambda claim: (claim.holds, claim.stated.start)):
        kept.setdefault((each.stated.start, each.rule.value), each)
    return sorted(kept.values(), key=lambda claim: claim.stated.start)
