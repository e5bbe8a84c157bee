"""Overall rates of several projects, and payments by a share of the plan. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from xlperf.lazy_regex import lazy
from xlperf.narrative.accounts import Account
from xlperf.narrative.claims import HUNDRED, Claim, Rule, number, rounded, within
from xlperf.narrative.figures import Figure, Kind
from xlperf.narrative.roles import Role
from xlperf.narrative.statements import Statement
from xlperf.narrative.subjects import alike, bare

_OVERALL: Final = lazy(r"平均|总体|综合|整体")
_PAID_SHARE: Final = lazy(r"(?:支付|拨付|预付|预拨|首付|先付|拨款|付款)(?:合同价?的?|总额的?|资金的?)?$")
_OF_THE_MONEY: Final = lazy(r"^的?(?:工程|项目|合同|预付|进度)?(?:款|资金|价款|部分资金)|^部分资金")
_QUOTED: Final = lazy(r"[“\"‘]([^”\"’]{2,16})[”\"’]")
_PAID: Final = lazy(r"拨付|支付|支出|拨给|到位")
_LATER: Final = lazy(r"尾款|余款|质保金|审计|结算|剩余|上年|累计|历年|另")
_ENOUGH: Final = 2


def averages(sentence: Sequence[Statement], told: Sequence[Account]) -> Iterator[Claim]:
    """平均支付率 after the accounts of several projects: weighted by money, never the mean of the rates."""
    for stated in sentence:
        if stated.role not in (Role.EXECUTION, Role.ARRIVAL) or not _OVERALL.search(stated.before):
            continue
        if not stated.figure.exact or stated.depth:
            continue
        part_role = Role.SPENT if stated.role is Role.EXECUTION else Role.ARRIVED
        rows = [row for account in told if (row := _row(account, stated, part_role))]
        if len(rows) < _ENOUGH:
            continue
        yield _average(stated.figure, rows)


def _row(account: Account, stated: Statement, part_role: Role) -> tuple[Figure, Figure, Figure] | None:
    """Plan, spending and rate of one project that is told before the overall rate."""
    role = stated.role
    if role is None:
        return None
    bases = account.figures(Role.PLANNED, *([Role.ARRIVED] if part_role is Role.SPENT else []))
    parts, rates = account.figures(part_role), account.figures(role)
    if len(bases) != 1 or len(parts) != 1 or len(rates) != 1 or bases[0].value <= 0:
        return None
    money = bases[0].kind is parts[0].kind is Kind.MONEY
    return (bases[0], parts[0], rates[0]) if money and rates[0].end <= stated.figure.start else None


def _average(stated: Figure, rows: Sequence[tuple[Figure, Figure, Figure]]) -> Claim:
    whole = sum((base.value for base, _, _ in rows), Decimal(0))
    spent = sum((part.value for _, part, _ in rows), Decimal(0))
    weighted = spent / whole * HUNDRED
    mean = sum((rate.value for _, _, rate in rows), Decimal(0)) / len(rows)
    holds = within(stated, weighted, weighted, weighted)
    by_mean = not holds and stated.agrees_with(mean)
    basis = tuple(figure for row in rows for figure in row)
    formula = (
        f"（{'＋'.join(number(part) for _, part, _ in rows)}）÷"
        f"（{'＋'.join(number(base) for base, _, _ in rows)}）×100%"
    )
    note = f"{rounded(mean, stated, 2)}%是各率的简单平均" if by_mean else ""
    return Claim(Rule.AVERAGE, stated, rounded(weighted, stated, 2), basis, formula, holds, by_mean, note)


def payments_by_share(sentences: Sequence[Sequence[Statement]]) -> Iterator[Claim]:
    """“安排资金1100万元，先期支付50%”, and elsewhere what was paid: base × share."""
    flat = [each for sentence in sentences for each in sentence]
    shares = [each for each in flat if _is_paid_share(each)]
    values = {each.figure.value for each in shares}
    if len(values) != 1:
        return
    share = shares[0]
    base = _base(share)
    if base is None:
        return
    names = set(_QUOTED.findall(base.sentence.text)) | {bare(base.before)}
    expected = base.figure.value * share.figure.value / HUNDRED
    for paid in flat:
        if paid.figure.kind is not Kind.MONEY or paid.figure.start < share.figure.start:
            continue
        if not paid.figure.exact or not _is_payment(paid, names):
            continue
        formula = f"{number(base.figure)}×{number(share.figure)}%"
        holds = paid.figure.agrees_with(expected)
        yield Claim(Rule.RATIO, paid.figure, expected, (base.figure, share.figure), formula, holds)


def _is_paid_share(each: Statement) -> bool:
    if each.figure.kind is not Kind.RATE or not each.figure.exact or each.figure.value >= HUNDRED:
        return False
    return bool(_OF_THE_MONEY.search(each.after)) and (
        bool(_PAID_SHARE.search(each.before)) or bool(_PAID.search(each.after))
    )


def _base(share: Statement) -> Statement | None:
    """The one plan that stands before the share in its sentence."""
    from xlperf.narrative.statements import statements  # noqa: PLC0415  the sentence again, parsed

    own = [each for sentence in statements(share.sentence.text) for each in sentence]
    offset = share.sentence.start
    plans = [
        each
        for each in own
        if each.figure.kind is Kind.MONEY
        and each.role is Role.PLANNED
        and each.figure.exact
        and not each.part
    ]
    before = [each for each in plans if each.figure.end <= share.figure.start - offset]
    return before[0] if len(before) == 1 else None


def _is_payment(paid: Statement, names: set[str]) -> bool:
    """Whether the text says that this was paid for the same thing, and speaks of no later instalment."""
    words = f"{paid.before}{paid.after}"
    if paid.part or not _PAID.search(words) or _LATER.search(words):
        return False
    quoted = set(_QUOTED.findall(paid.before)) | {bare(paid.before)}
    return bool(quoted & names - {""}) or any(
        len(one) > _ENOUGH and alike(one, other) > Decimal("0.8") for one in quoted for other in names
    )


def shares_of_products(sentence: Sequence[Statement]) -> Iterator[Claim]:
    """“358户，每户补助2万元，共716万元”: number × price of one."""
    for count, price, total in zip(sentence, sentence[1:], sentence[2:], strict=False):
        if count.figure.kind is not Kind.COUNT or price.figure.kind is not Kind.MONEY:
            continue
        if total.figure.kind is not Kind.MONEY or not count.figure.exact or not total.figure.exact:
            continue
        unit = count.figure.unit
        if (
            not re.search(rf"每{unit}[^,，\d]{{0,6}}$", price.before)
            or price.figure.vague
            or price.figure.more
        ):
            continue
        if re.search(r"年|月|天|次|/", price.after + price.figure.per.replace("每", "")):
            continue
        if not re.search(r"[共合总]计?|发放|兑付|补助|补贴", total.before):
            continue
        expected = count.figure.value * price.figure.value
        formula = f"{number(count.figure)}×{number(price.figure)}"
        holds = total.figure.agrees_with(expected)
        yield Claim(Rule.PRODUCT, total.figure, expected, (count.figure, price.figure), formula, holds)
