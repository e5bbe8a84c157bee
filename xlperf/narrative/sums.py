"""Sums that a text claims: 其中 lists, and 合计 after its parts. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Final

from xlperf.lazy_regex import lazy
from xlperf.narrative.claims import Claim, Rule, number, slack
from xlperf.narrative.figures import Figure, Kind
from xlperf.narrative.lists import CARRIED, Breakdown, breakdowns
from xlperf.narrative.roles import Role
from xlperf.narrative.statements import Statement

_OTHERS: Final = lazy(r"其[他它]|剩余|其余|余下")
_HALVES: Final = (
    ({"基本支出", "项目支出"}, 2),
    ({"人员", "公用"}, 2),
)
_SUMMED: Final = lazy(r"合计|共计|总计|总共|累计共|[两三四五六]项共|[两三四五六七八九十][年项]累计")
_ORDINAL: Final = lazy(r"[一二三四五六七八九十甲乙丙丁上下前后\d、，,]|(?:19|20)\d{2}")
_OVERLAPS: Final = lazy(
    r"党员|女|岁|学历|本科|研究生|大专|职称|少数民族|骨干|贫困|低保|脱贫|残疾|住校|留守|重点|困难|省级|市级|国家级|示范"
)
_FEWEST: Final = 2
_FAR_TOO_MUCH: Final = Decimal("1.5")
_MOST_PARTS: Final = 12
_LEAST_DIGITS: Final = 3


def sums(sentence: Sequence[Statement]) -> Iterator[Claim]:
    """Every sum that one sentence claims."""
    for breakdown in breakdowns(sentence):
        if not _is_made_up_by_what_was_carried_over(breakdown, sentence):
            yield from _listed(breakdown)
    yield from _summed(sentence)


def _is_made_up_by_what_was_carried_over(breakdown: Breakdown, sentence: Sequence[Statement]) -> bool:
    """收入合计2532.8万元（含上年结转20万元），其中拨款2500.5万元、其他收入12.3万元: 20 belongs to the total too."""
    total, parts = breakdown.totals[0].figure, [item.statement.figure for item in breakdown.items]
    carried = [
        each.figure
        for each in sentence
        if total.end <= each.figure.start < parts[0].start and CARRIED.search(each.before)
    ]
    reckoned = sum((each.value for each in (*parts, *carried)), Decimal(0))
    return bool(carried) and _agree(total, reckoned, [*parts, *carried])


def _listed(breakdown: Breakdown) -> Iterator[Claim]:
    """The parts against the total they belong to; figures told beside them against the other total."""
    firsts = [item.statement for item in breakdown.items]
    beside = {
        other.role for item in breakdown.items for other in item.others if other.figure.kind is Kind.MONEY
    }
    own = [total for total in breakdown.totals if total.role not in beside] or list(breakdown.totals)
    complete = _is_complete(breakdown)
    first = sum((each.figure.value for each in firsts), Decimal(0))
    if not breakdown.closed and first > own[0].figure.value * _FAR_TOO_MUCH:
        return  # the text has gone on to something else
    for claim in _claim(own[0], firsts, complete=complete):
        if claim.holds or not _may_have_ended(breakdown):
            yield claim
    for total in breakdown.totals:
        others = [
            other
            for item in breakdown.items
            for other in item.others
            if other.role is total.role and other.figure.kind is total.figure.kind
        ]
        if total is not own[0] and len(others) == len(firsts):
            yield from _claim(total, others, complete=complete)


def _may_have_ended(breakdown: Breakdown) -> bool:
    """Whether a ； may have closed the list: 其中线上办理1130件；办理投诉286件."""
    segments = {item.statement.segment for item in breakdown.items}
    return not breakdown.closed and len(segments) > 1 and not breakdown.opener.endswith((":", ","))


def _is_complete(breakdown: Breakdown) -> bool:
    """Whether the list says that nothing is missing from it."""
    if any(item.rest for item in breakdown.items) or _OTHERS.search(breakdown.items[-1].statement.before):
        return True
    names = " ".join(item.statement.before for item in breakdown.items)
    if len(breakdown.items) == 2 and any(all(word in names for word in words) for words, _ in _HALVES):  # noqa: PLR2004
        return True
    return breakdown.opener.startswith("分别")


def _claim(total: Statement, parts: Sequence[Statement], *, complete: bool) -> Iterator[Claim]:
    figures = [part.figure for part in parts]
    if not _FEWEST <= len(figures) <= _MOST_PARTS or not all(each.exact for each in figures):
        return
    if total.figure.vague or total.figure.high is not None:
        return
    reckoned = sum((each.value for each in figures), Decimal(0))
    formula = "＋".join(number(each) for each in figures)
    money = total.figure.kind is Kind.MONEY
    rule = Rule.SUM if money else Rule.COUNT_SUM
    if _agree(total.figure, reckoned, figures):
        yield Claim(rule, total.figure, reckoned, tuple(figures), formula, holds=True)
    elif reckoned > total.figure.value:
        if not money and any(_OVERLAPS.search(part.before) for part in parts):
            return  # 党员36人、女职工30人 of 58人: one person may be both
        states = all(part.role in (Role.DONE, Role.LEFT) for part in parts)
        if states or not _nested(total.figure, figures):
            yield Claim(rule, total.figure, reckoned, tuple(figures), formula, holds=False)
    elif complete or _is_slip(total.figure, figures, reckoned):
        yield Claim(rule, total.figure, reckoned, tuple(figures), formula, holds=False, sure=complete)


def _agree(total: Figure, reckoned: Decimal, parts: Sequence[Figure]) -> bool:
    if total.more:
        return total.agrees_with(reckoned) or reckoned == total.value
    return abs(total.value - reckoned) <= slack(total, *parts)


def _nested(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether some of the parts alone make the total: the rest are parts of parts."""
    tolerance = slack(total, *parts)
    sizes = range(1, len(parts))
    if total.kind is Kind.COUNT:  # small numbers make a total by chance: only the first parts count
        chosen: list[Sequence[Figure]] = [parts[:size] for size in sizes]
    else:
        chosen = [each for size in sizes for each in combinations(parts, size)]
    return any(
        abs(sum((one.value for one in each), Decimal(0)) - total.value) <= tolerance for each in chosen
    )


def _is_slip(total: Figure, parts: Sequence[Figure], reckoned: Decimal) -> bool:
    """Whether two swapped digits in one of the figures explain the difference."""
    missing = total.value - reckoned
    pairs = [(total.value, reckoned), *((each.value, each.value + missing) for each in parts)]
    return any(_swapped(one, other) for one, other in pairs)


def _swapped(one: Decimal, other: Decimal) -> bool:
    left, right = (f"{each.normalize():f}".replace(".", "") for each in (one, other))
    if len(left) != len(right) or len(left) < _LEAST_DIGITS or sorted(left) != sorted(right):
        return False
    differing = [n for n, (a, b) in enumerate(zip(left, right, strict=True)) if a != b]
    return len(differing) == 2 and differing[1] - differing[0] == 1  # noqa: PLR2004 one pair of neighbours


def _summed(sentence: Sequence[Statement]) -> Iterator[Claim]:
    """A 70.76万元；B 120.26万元，合计191.02万元: the parts stand before their total."""
    for place, total in enumerate(sentence):
        if not _SUMMED.search(total.before) or total.figure.kind not in (Kind.MONEY, Kind.COUNT):
            continue
        if total.depth or not total.figure.exact:
            continue
        parts = [each for each in sentence[:place] if _may_be_part(each, total)]
        if len(parts) < _FEWEST:
            continue
        yield from _best(total, parts)


def _may_be_part(each: Statement, total: Statement) -> bool:
    figure = each.figure
    same = figure.kind is total.figure.kind and figure.unit == total.figure.unit
    if figure.kind is Kind.COUNT and same:
        nouns = {each.counted, total.counted} - {""}
        same = len(nouns) < 2  # noqa: PLR2004
    return same and figure.exact and each.depth == 0 and each.role is not Role.CHANGE


def _best(total: Statement, parts: Sequence[Statement]) -> Iterator[Claim]:
    """The last parts that make the total; when none do, all of them if they are told in the same words."""
    rule = Rule.SUM if total.figure.kind is Kind.MONEY else Rule.COUNT_SUM
    for size in range(2, len(parts) + 1):
        figures = tuple(each.figure for each in parts[-size:])
        reckoned = sum((each.value for each in figures), Decimal(0))
        if abs(reckoned - total.figure.value) <= slack(total.figure, *figures):
            yield Claim(rule, total.figure, reckoned, figures, "＋".join(map(number, figures)), holds=True)
            return
    figures = tuple(each.figure for each in parts)
    reckoned = sum((each.value for each in figures), Decimal(0))
    if not (_parallel(parts) or _is_bare(total, parts) or _is_slip(total.figure, figures, reckoned)):
        return
    yield Claim(rule, total.figure, reckoned, figures, "＋".join(map(number, figures)), holds=False)


def _is_bare(total: Statement, parts: Sequence[Statement]) -> bool:
    """新建12座，改建8座，合计20座: nothing but the parts stands before a total that names nothing of its own."""
    roles = {each.role for each in parts} - {None}
    return total.before in ("合计", "共计", "总计", "两项合计", "三项合计") and len(roles) < _FEWEST


def _parallel(parts: Sequence[Statement]) -> bool:
    """Whether the parts are told in the same words: …发放补贴70.76万元；…发放补贴120.26万元."""
    ends = {_ORDINAL.sub("", each.before or each.after)[-2:] for each in parts}
    roles = {each.role for each in parts}
    kinds = {each.counted for each in parts}
    return len(ends) == 1 or (len(roles) == 1 and len(kinds) == 1 and None not in roles)
