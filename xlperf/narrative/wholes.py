"""Figures that a text gives for a whole that a form also asks for: 支出合计29201万元, 实际到位5057万元. Pure.

Only words that can mean nothing else count: a name of the whole right before the figure, with nothing but time and
filler words before it in its clause, and no other year, month or place in the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from xlperf.lazy_regex import lazy
from xlperf.narrative.accounts import INTERIM
from xlperf.narrative.context import Context
from xlperf.narrative.figures import Figure, Kind
from xlperf.narrative.statements import Statement, statements
from xlperf.record import dataclass

_FILLER: Final = lazy(
    r"^(?:(?:19|20)\d{2}年?度?|全年|本年度?|当年|年度|年末|末|截[至止到]+(?:目前)?|\d{1,2}月(?:\d{1,2}日)?|"
    r"我[局县区市镇乡校院所单位站中心]+|本[局县区市镇乡校院所站]|本单位|本部门|全[县市区局]|单位|部门|财政|整体|"
    r"该?项目|实际|累计|共计?|总计?|合计|完成|现已?|已|其中|年底|底|决算|现有|(?:一|二|三)是|\d+[、.]|[年度的、，,:：“”\"'\s])+"
)
_LINK: Final = r"(?:总额|金额|总计|合计|共计|资金|总数|人数|[为共计达是有到约了:：\s])*$"
_OTHER_TIME: Final = lazy(
    r"上年|去年|往年|上一年|明年|下年|同期|年初|预计|拟|应当|比上|较上|历年|以前年度|"
    r"(?<![\d至止到年.])\d{1,2}月(?!\d*日?[底末止])"
)
_YEAR: Final = lazy(r"(?<!\d)((?:19|20)\d{2})年?(?!\d)")

_WORKS: Final = lazy(r"(?:工程|建设)+")


@dataclass(frozen=True, slots=True)
class Name:
    """What a text calls one whole; ``words`` is a pattern, ``own`` says that 计划, 预算 belong to the name."""

    key: str
    words: str
    kind: Kind = Kind.MONEY
    units: tuple[str, ...] = ("万元",)


@dataclass(frozen=True, slots=True)
class Whole:
    """A figure that gives one whole."""

    name: Name
    statement: Statement
    context: Context
    known: re.Pattern[str]  # the names of all wholes

    @property
    def sure(self) -> bool:
        """Whether nothing before it speaks of a part."""
        return not self.context.names_a_part(self.statement, self.known)


def wholes(text: str, names: Sequence[Name], own_year: str, own: Sequence[str] = ()) -> Iterator[Whole]:
    """Every figure of the text that gives one of those wholes, for the year of the report ("" when unknown).

    ``own`` are names that may stand before the name of a whole: 老旧小区改造实际支出.
    """
    context = Context(text, own)
    known = re.compile("|".join(name.words for name in names))
    for sentence in statements(text):
        words = sentence[0].sentence.text
        years = set(_YEAR.findall(words)) - {own_year}
        if INTERIM.search(words) or (own_year and years):
            continue
        for each in sentence:
            if not each.figure.exact or each.depth:
                continue
            found = _named(each, names, own)
            if found is not None:
                yield Whole(found, each, context, known)


def _named(each: Statement, names: Sequence[Name], own: Sequence[str]) -> Name | None:
    figure: Figure = each.figure
    meant = [name for name in names if figure.kind is name.kind and figure.unit in name.units]
    clause = "".join(_clause(each).split()) if meant else ""
    if not clause or _OTHER_TIME.search(clause):
        return None
    for name in meant:
        hit = _at_the_end(name.words).search(clause)
        if hit is None:
            continue
        lead = clause[: hit.start()]
        for one in own:
            lead = lead.replace(one, "") if one else lead
        lead = _FILLER.sub("", lead)
        if _WORKS.fullmatch(lead) and hit.group().startswith("支出"):
            return None  # 工程支出870万元 stands beside 监理支出
        if not _FILLER.sub("", re.sub(r"^(?:项目|工程|建设)+", "", lead)):
            return name
    return None


@lru_cache(maxsize=256)
def _at_the_end(words: str) -> re.Pattern[str]:
    """A name right before its figure."""
    return re.compile(rf"(?:{words}){_LINK}")


def _clause(each: Statement) -> str:
    """The words of the clause before the figure; nothing when another figure of money stands in it."""
    start, _ = each.sentence.clause(each.figure)
    return each.sentence.between(start, each.figure.start)
