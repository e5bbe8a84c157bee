"""Whether the words before a figure speak of one part, source, place or contract and not of the whole. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from xlperf.lazy_regex import lazy
from xlperf.narrative.lists import breakdowns
from xlperf.narrative.sentences import Sentence, sentences
from xlperf.narrative.statements import Statement, statements

_OTHER: Final = lazy(
    r"标段|第[一二三四五六七八九十\d]+[批期笔]|[一二三四]期|中央|省级?|市级|市财政|县级|区级|[县区]财政|上级|地方|自筹|配套|债券|"
    r"拨款|口径|一般公共|基金|专户|机关|本级|二级|下属|所属|局属|直属|中心|[^单车]站|[^单场]所|事业单位|[大支]队|公司|合作社|企业|"
    r"施工|监理|设计费|合同|中标|结算|[乡镇村]|小区|街道|路[段面]|桥|接待|用车|会议费|培训费|农户|贷款|部门预算|年初预算|批复|编委|编办|"
    r"预付|进度款|质保金|工资|津贴|其[他它]|(?<=[\u4e00-\u9fff])(?:项目|工程|道路)"
)
"""Names of what is less than the whole, or more than it."""
_ITSELF: Final = lazy(
    r"(?:(?:我|本|全)[局县区市镇乡校院所站]|(?:我|本)(?:单位|部门)|(?:该|本|此|全部|整个|各|所有|实施)?(?:项目|工程)(?:资金|单位|计划|实施)?)"
)
_LEAD: Final = lazy(r"^[\s、,，:：（()）《》“”\"'\d.一二三四五六七八九十是]+")
_NEW_TOPIC: Final = lazy(
    r"^[\s、,:()（）一二三四五六七八九十\d.是]*(?:该|本|此)?(?:项目|我局|我单位|全年|本年|(?:19|20)\d\d年|截[至止]|合计|总计|总体)"
)
_HEADING: Final = 30
"""A line without figures that is no longer than this is the heading of what follows."""


class Context:
    """The sentences of a text, and what was named before each of them in its paragraph."""

    def __init__(self, text: str, own: Sequence[str]) -> None:
        """``own`` are the names of the whole itself: of the project, of the unit."""
        self._own = [name for name in own if name]
        self._text = text

    @cached_property
    def _carried(self) -> Mapping[int, str]:
        return dict(_carried(self._text))

    def names_a_part(self, each: Statement, known: re.Pattern[str]) -> bool:
        """Whether a part is named before the clause of a figure; ``known`` are the names of the wholes."""
        sentence = each.sentence
        start, _ = sentence.clause(each.figure)
        carried = self._carried.get(sentence.start, "")
        told = sentence.between(sentence.start, start)
        for first, last in _complete_lists(sentence, start):
            told = told.replace(sentence.between(first, last), "")
        return any(self._is_part(clause, known) for clause in re.split(r"[,;:()\n。]", f"{carried}\n{told}"))

    def _is_part(self, clause: str, known: re.Pattern[str]) -> bool:
        words = re.sub(r"\s+", "", clause)
        for name in self._own:
            words = words.replace(name, "")
        words = _LEAD.sub("", known.sub("", words))
        return bool(_OTHER.search(re.sub(rf"^{_ITSELF.pattern}", "", words)))


def _carried(text: str) -> Iterator[tuple[int, str]]:
    """For the start of each sentence the words of the heading above it or of what its line has named so far."""
    heading, line = "", ""
    for sentence in sentences(text):
        new_line = "\n" in text[max(0, sentence.start - 1) : sentence.start]
        if new_line:
            line = ""
        if _NEW_TOPIC.match(sentence.text):
            heading, line = "", ""
        yield sentence.start, f"{heading}\n{line}"
        if not sentence.figures:
            heading = sentence.text if len(sentence.text) <= _HEADING else ""
        line = sentence.text


def _complete_lists(sentence: Sentence, before: int) -> Iterator[tuple[int, int]]:
    """Lists of nothing but parts that make their total: after them the text speaks of the whole again."""
    for told in statements(sentence.text):
        for each in breakdowns(told):
            parts = [item.statement.figure for item in each.items]
            total = each.totals[0].figure
            if all(not item.others for item in each.items) and total.value == sum(
                part.value for part in parts
            ):
                first, last = total.end + sentence.start, parts[-1].end + sentence.start
                if last <= before:
                    yield first, last
