"""Where a text gives the amount of a whole stage of one project: plan, arrival, spending. Pure.

Only whole stages of one project count: parts (其中、中央、地方), other years, interim dates and sentences that speak of
several projects are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from xlperf.lazy_regex import lazy
from xlperf.narrative.figures import Figure, Kind
from xlperf.narrative.roles import Role
from xlperf.narrative.sentences import Sentence, sentences
from xlperf.record import dataclass

_GAP = r"(?:总?资金|金额|总?投资|总额|总计|合计|共计|[共计为约达到了：:\s]){0,3}$"
_ITS_OWN = r"(?<!基本)(?<!项目)(?<!人员)(?<!公用)(?<!经费)(?<!预算)(?<!计划)(?<!年)(?<!年度)(?<!财政)(?<!总)(?<!主要)"
"""Not 基本支出, 项目支出 …: those are heads of the whole department."""
_STAGES: Final = (
    (Role.PLANNED, lazy(rf"计划(?:总?投资|安排|投入){_GAP}")),
    (Role.ARRIVED, lazy(rf"(?:实际到位|到位资金|资金到位|已到位|到位){_GAP}")),
    (
        Role.SPENT,
        lazy(rf"(?:实际支出|累计支出|资金支出|已支出|实际使用|已使用|已支付|{_ITS_OWN}支出){_GAP}"),
    ),
)
_USED_FOR = r"用于[^，,：:\d]{{0,4}}{name}(?:项目|工程)?(?:的|资金|支出|共计|合计|[为共\s]){{0,3}}$"
_PART: Final = lazy(
    r"中央|省级|省财政|市级|市财政|县级|县财政|区财政|上级|本级|地方|自筹|配套|债券|社会资本|其中"
)
_NOT_YET: Final = lazy(r"未|尚|应到位|待|欠|上年|去年|往年|预计|拟|申请")
_INTERIM: Final = lazy(r"截[至止][^，,]{0,30}?(?<!\d)(?:[1-9]|1[01])月|上半年|[一二三]季度")
_BARE_YEAR: Final = lazy(r"(?<!\d)((?:19|20)\d{2})年")
_BEFORE_NAME: Final = lazy(r"(?:^|[^\u4e00-\u9fff]|[的对在将为了是年度用于及和与县区市镇城我该本施进成展])$")
_AFTER_NAME: Final = lazy(
    r"[”\"』》]?(?:$|[^\u4e00-\u9fff]|[的已现于在为共由等]|建设?项目|建设资金|项目|工程|专项|资金|经费|任务|工作|年度|全年|本年"
    r"|计划|预算|总投资|投资|总额|实际|累计|到位|支出|安排|完成|补助|支付|使用)"
)
_SUFFIX: Final = lazy(r"(?:建设)?(?:项目|工程|专项(?:资金)?|资金)$")
SHORTEST_NAME: Final = 3


@dataclass(frozen=True, slots=True)
class Mention:
    """An amount that a sentence gives for one stage of one project: PLANNED, ARRIVED or SPENT."""

    stage: Role
    figure: Figure


def bare_name(name: str) -> str:
    """老旧小区改造 for 2020年度老旧小区改造项目: what the text is likely to call it."""
    words = re.sub(r"[\s“”\"]", "", re.sub(r"^(?:19|20)\d{2}年度?", "", name.strip()))
    return _SUFFIX.sub("", words)


def mentions(text: str, name: str, others: Sequence[str], own_year: str) -> Iterator[Mention]:
    """The amounts of whole stages in sentences that speak of this project and of no other.

    ``own_year`` is the year of the report, "" when it is not known.
    """
    for sentence in sentences(text):
        for start, end in _statements(sentence):
            words = sentence.between(start, end)
            other_years = set(_BARE_YEAR.findall(words)) - {own_year}
            if not _named(name, words) or (own_year and other_years) or _INTERIM.search(words):
                continue
            if f"{name}等" in words or any(other in words for other in others):
                continue
            yield from _stages(sentence, start, end, name)


def _named(name: str, words: str) -> bool:
    """Whether the words name this work, and not a longer name that contains it."""
    return any(
        _BEFORE_NAME.search(words[: hit.start()]) and _AFTER_NAME.match(words, hit.end())
        for hit in re.finditer(re.escape(name), words)
    )


def _statements(sentence: Sentence) -> list[tuple[int, int]]:
    """The parts of a sentence between ；."""
    stops = [sentence.start + hit.start() for hit in re.finditer(";", sentence.text)]
    return list(zip([sentence.start, *stops], [*stops, sentence.end], strict=True))


def _stages(sentence: Sentence, start: int, end: int, name: str) -> Iterator[Mention]:
    used_for = re.compile(_USED_FOR.format(name=re.escape(name)))
    for figure in sentence.figures:
        if figure.kind is not Kind.MONEY or not start <= figure.start < end:
            continue
        so_far = sentence.between(start, figure.start)
        before = re.split(r"[，,（(]", so_far)[-1]
        if "其中" in so_far or _NOT_YET.search(before):
            continue
        own_words = before.replace(name, "")
        if _PART.search(own_words):
            continue
        if used_for.search(before) and not re.search(r"安排|计划|下达", own_words):
            yield Mention(Role.SPENT, figure)
            continue
        own = before.replace(f"{name}项目", name)  # 老旧小区改造项目支出 is no 项目支出 of the department
        stage = next((stage for stage, words in _STAGES if words.search(own)), None)
        if stage is not None:
            yield Mention(stage, figure)
