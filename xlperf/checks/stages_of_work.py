"""Where one passage says that the work has reached a stage and another says that it has not. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from xlperf.checks.passages import Passage
from xlperf.forms import project_report
from xlperf.lazy_regex import lazy
from xlperf.narrative import Sentence
from xlperf.record import dataclass
from xlperf.submission import Submission

_STATE = r"(?P<state>初步验收|竣工验收|验收|完工|竣工|开工)"
_REACHED = (
    lazy(rf"(?P<bare>项目|工程)(?:现|目前|均|已|都|全部)*(?:处于|进入|已处于){_STATE}阶段"),
    lazy(rf"(?:已全部|全部已?|均已|都已|已经全部)(?:完成|通过)?了?{_STATE}(?!前|后)"),
    lazy(rf"(?P<bare>项目|工程)(?:目前|现|现在)?(?:已|已经)(?:完成|通过)?了?{_STATE}(?!前|后|部分)"),
)
_NOT_REACHED = lazy(
    rf"(?:尚未|仍未|还未|还没有|未能|未)(?:全部|全面)?(?:完成|通过|进行|组织|开展)?{_STATE}(?!前|后|率)"
)
_UNDER_WAY = lazy(r"(?:尚|仍|还)(?:处)?在(?:建设|施工|实施)(?:实施)?(?:过程)?中?")
_IN_TIME = lazy(r"(?:按期|按时|如期|提前)(?:全部|全面)?(?:完成|完工|竣工|交付)了?(?![^,;。]{0,4}率)")
_TOO_LATE = lazy(
    r"逾期(?!利息|未还)|(?:延期|延迟|推迟)(?:完工|竣工|交付|完成)|未(?:能)?(?:按期|按时|如期)(?:完工|竣工|完成|交付)"
)
_OF_CLAIMS = lazy(r"验收|[完竣开]工|[按如]期|按时|提前")
_OF_DENIALS = lazy(r"[尚仍还未逾延推]")
"""What every sentence has in which a claim, or a denial, can be found."""
_OTHER_TIME = lazy(
    r"上年|去年|年初|此前|以前|之前|曾|原(?:计划|定)|截[至止][^,;。]{0,30}?(?<!\d)(?:[1-9]|1[01])月|上半年|[一二三]季度|改造前|立项时"
)
_WISHED = lazy(r"确保|力争|争取|保证|预计|计划|拟|应|要求|目标|建议|将|如|若|避免|防止|未|没有|无|不存在|率")
_SAME = {"竣工": "完工"}
_LONGEST_NAMED = 8
_LONGEST_COMPARED = 400
_MOST_COMPARED = 60
_WORKS = lazy(r"项目|工程|改造|建设")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """``claim`` stands in one passage, ``denial`` in another."""

    claimed: Passage
    claim: str
    denied: Passage
    denial: str


@dataclass(frozen=True, slots=True)
class _Said:
    state: str
    words: str
    passage: Passage
    sentence: Sentence
    about: str  # the words in which the work must be named


def contradicted_states(submission: Submission, told: Sequence[Passage]) -> Iterator[Contradiction]:
    """Each stage at most once; in a department's report both passages must name the same work."""
    one_project = project_report.SHEET in submission.form.sheets
    denials = _few(_denials(told))
    claims = _few(_claims(told)) if denials else []
    told_states: set[str] = set()
    for denial in denials:
        for claim in claims:
            same = claim.state == denial.state and claim.sentence != denial.sentence
            if not same or denial.state in told_states:
                continue
            if one_project or _same_work(claim.about, denial.about):
                told_states.add(denial.state)
                yield Contradiction(claim.passage, claim.words, denial.passage, denial.words)


def _few(said: Iterator[_Said]) -> list[_Said]:
    """The first of each sentence, as many as a reader would hold against each other."""
    distinct = {(each.state, each.sentence): each for each in said}
    return list(distinct.values())[:_MOST_COMPARED]


def _claims(told: Sequence[Passage]) -> Iterator[_Said]:
    for passage, sentence in _current(told, _OF_CLAIMS):
        for words in _REACHED:
            for hit in words.finditer(sentence.text):
                if not _WISHED.search(_clause_before(sentence, hit)) and not _is_part(sentence, hit):
                    bare = hit.groupdict().get("bare") and _names_nothing(sentence, hit)
                    about = passage.sentences[0].text if bare else sentence.text
                    yield _said(hit["state"], hit, passage, sentence, about)
        for hit in _IN_TIME.finditer(sentence.text):
            if not _WISHED.search(_clause_before(sentence, hit)):
                yield _said("按期", hit, passage, sentence, sentence.text)


def _denials(told: Sequence[Passage]) -> Iterator[_Said]:
    for passage, sentence in _current(told, _OF_DENIALS):
        for hit in _NOT_REACHED.finditer(sentence.text):
            yield _said(hit["state"], hit, passage, sentence, sentence.text)
        for hit in _UNDER_WAY.finditer(sentence.text):
            yield _said("完工", hit, passage, sentence, sentence.text)
        for hit in _TOO_LATE.finditer(sentence.text):
            if not _WISHED.search(_clause_before(sentence, hit)):
                yield _said("按期", hit, passage, sentence, sentence.text)


def _said(state: str, hit: re.Match[str], passage: Passage, sentence: Sentence, about: str) -> _Said:
    return _Said(_SAME.get(state, state), hit.group(), passage, sentence, about)


def _current(told: Sequence[Passage], words: re.Pattern[str]) -> Iterator[tuple[Passage, Sentence]]:
    """The sentences that hold any of the words and speak of no other time."""
    for passage in told:
        for sentence in passage.sentences if words.search(passage.plain) else ():
            if words.search(sentence.text) and not _OTHER_TIME.search(sentence.text):
                yield passage, sentence


def _clause_before(sentence: Sentence, hit: re.Match[str]) -> str:
    return re.split(r"[,;:]", sentence.text[: hit.start()])[-1]


def _is_part(sentence: Sentence, hit: re.Match[str]) -> bool:
    """主体工程已完工 speaks of a part."""
    return bool(
        re.search(r"主体|部分|前期|附属|一期|首批|基础$|\d\s*[个座栋条处]$", _clause_before(sentence, hit))
    )


def _names_nothing(sentence: Sentence, hit: re.Match[str]) -> bool:
    """Whether 项目 stands alone: the passage says which one."""
    return not _clause_before(sentence, hit).strip("该本此 ")


def _same_work(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one[:_LONGEST_COMPARED], other[:_LONGEST_COMPARED], autojunk=False)
    match = matcher.find_longest_match()
    shared = one[match.a : match.a + match.size]
    return match.size >= _LONGEST_NAMED and bool(_WORKS.search(shared))
