"""Where the text of a report gives an amount for a special project: plan, arrival, spending.

Only whole stages of one project count: parts (其中、中央、地方), other years, interim dates and sentences that
speak of several projects are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xlperf.checks.figures import Amount, amounts, plain, sentences
from xlperf.checks.found import paragraphs
from xlperf.forms import information, special_projects
from xlperf.forms.model import Column
from xlperf.submission import Cell, Submission, shown

_GAP = r"(?:总?资金|金额|总?投资|总额|总计|合计|共计|[共计为约达到了：:\s]){0,3}$"
STAGES = (
    (special_projects.PLANNED, re.compile(rf"计划(?:总?投资|安排|投入){_GAP}")),
    (special_projects.ARRIVED, re.compile(rf"(?:实际到位|到位资金|资金到位|已到位|到位){_GAP}")),
    (
        special_projects.SPENT,
        re.compile(rf"(?:实际支出|累计支出|资金支出|已支出|实际使用|已使用|已支付){_GAP}"),
    ),
)
_USED_FOR = r"用于[^，,：:\d]{{0,4}}{name}(?:项目|工程)?(?:的|资金|支出|共计|合计|[为共\s]){{0,3}}$"
_PART = re.compile(
    r"中央|省级|省财政|市级|市财政|县级|县财政|区财政|上级|本级|地方|自筹|配套|债券|社会资本|其中"
)
_NOT_YET = re.compile(r"未|尚|应到位|待|欠|上年|去年|往年|预计|拟|申请")
_INTERIM = re.compile(r"截[至止][^，,]*?(?<!\d)(?:[1-9]|1[01])月|上半年|[一二三]季度")
_BARE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年")
_SUFFIX = re.compile(r"(?:建设)?(?:项目|工程|专项(?:资金)?|资金)$")
SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Mention:
    """An amount that a sentence gives for one stage of one project."""

    paragraph: Cell
    column: Column
    amount: Amount


def bare_name(name: str) -> str:
    """老旧小区改造 for 2020年度老旧小区改造项目: what the text is likely to call it."""
    words = re.sub(r"[\s“”\"]", "", re.sub(r"^(?:19|20)\d{2}年度?", "", name.strip()))
    return _SUFFIX.sub("", words)


def mentions(submission: Submission, name: str, others: Sequence[str]) -> Iterator[Mention]:
    """The amounts of whole stages in sentences that speak of this project and of no other."""
    own_year = shown(submission.value(information.YEAR))
    for paragraph in paragraphs(submission):
        for sentence in sentences(paragraph.text):
            other_years = set(_BARE_YEAR.findall(sentence)) - {own_year}
            if name not in sentence or (own_year and other_years) or _INTERIM.search(sentence):
                continue
            if f"{name}等" in sentence or any(other in sentence for other in others):
                continue
            yield from _stages(paragraph.cell, sentence, name)


def _stages(paragraph: Cell, sentence: str, name: str) -> Iterator[Mention]:
    used_for = re.compile(_USED_FOR.format(name=re.escape(name)))
    for amount in amounts(sentence):
        before = re.split(r"[，,（(]", plain(sentence)[: amount.start])[-1]
        if "其中" in sentence[: amount.start] or _NOT_YET.search(before):
            continue
        own_words = before.replace(name, "")
        if _PART.search(own_words):
            continue
        if used_for.search(before) and not re.search(r"安排|计划|下达", own_words):
            yield Mention(paragraph, special_projects.SPENT, amount)
            continue
        column = next((column for column, words in STAGES if words.search(before)), None)
        if column is not None:
            yield Mention(paragraph, column, amount)
