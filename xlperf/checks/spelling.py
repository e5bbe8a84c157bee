"""FMT-06, FMT-10：sentences that stand twice, headings out of count, words that are written wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from xlperf.checks.check import Context, Outcome, at, check
from xlperf.checks.found import named, paragraphs
from xlperf.checks.headings import Heading, headings, same_content
from xlperf.checks.passages import goals, passages, results
from xlperf.findings import Severity
from xlperf.lazy_regex import lazy
from xlperf.narrative import plain, quoted
from xlperf.submission import Cell, Submission, once

_CLAUSE = "附件2-1、2-2 五、评价报告综述"
_SHORTEST_REPEAT = 10
_STEP, _PIECE = 6, 5
_SHORTEST_SENTENCE = 15
_QUOTES = tuple(zip("“”‘’", "\"\"''", strict=True))
_MARK = lazy(r"[(]?[\d一二三四五六七八九十]{1,2}[、.)]")
_FEWEST_COMMAS = 3
_AROUND_LISTS = lazy(r"[,;:。()“”\n]")
_LIST = lazy(r"[^、]{1,40}(?:、[^、]{1,40}){3,}")
_LEAD = lazy(r"(?:[^、]*(?:组织|开展|包括|完成|实施|进行|涉及|涵盖|采取|通过|有|为))")
_ITEM = lazy(r"(?m)^\s*(\d{1,2})[.、](?!\d)")
_TYPOS = (
    (r"城障性", "城镇保障性（或保障性）"),
    (r"财财政", "财政"),
    (r"预预算", "预算"),
    (r"完完成", "完成"),
    (r"万万元", "万元"),
    (r"的的(?<!目的的)(?!确|士)", "的"),
    (r"工程第(?=补助|资金)", "工程（“第”后缺批次，或为多字）"),
    (r"效策", "成效（或政策）"),
    (r"圆满园成|园满完成", "圆满完成"),
    (r"贯切", "贯彻"),
    (r"[部布]暑", "部署"),
    (r"竣功", "竣工"),
    (r"验受", "验收"),
    (r"拨负|按排资金", "拨付、安排"),
    (r"予算", "预算"),
    (r"绩交", "绩效"),
    (r"座谈会议会", "座谈会"),
    (r"既使", "即使"),
    (r"以经(?=完成|到位|拨付|支付|开工|竣工)", "已经"),
    (r"松驰", "松弛"),
    (r"帐户|帐目|帐务", "账户、账目、账务"),
    (r"渡假", "度假"),
    (r"截止(?=\d{4}年|目前)", "截至"),
)
_WORN = frozenset(("截至", "账户、账目、账务"))
"""Too common to be told: many offices write so, and nobody is misled."""


@once
def _texts(submission: Submission) -> tuple[tuple[Cell, str], ...]:
    """Every cell of running text, and its words with half-width digits and signs."""
    told = [(each.cell, each.plain) for each in passages(submission)]
    return (*told, *((cell, plain(cell.text)) for cell in (*goals(submission), *results(submission))))


@check(
    "FMT-06",
    Severity.INFO,
    message="文字重复：“{words}”",
    hint="疑似扫描识别或粘贴时重复，删去多余的一处",
    clause=_CLAUSE,
)
def no_passage_stands_twice(context: Context) -> Iterator[Outcome]:
    """同一段文字不在原处重复。

    例：“组织开展的读书活动”写成“在49个村组织开展的‘文化薪火在49个村组织开展的‘文化薪火’活动”，报 FMT-06；
    同一格里同一句话写了两遍、同一段贴了两遍，也报。不同章节引用同一句话不报。
    """
    seen: dict[str, Cell] = {}
    for cell, text in _texts(context.submission):
        words = _stammer(text) or _sentence_twice(text)
        if words:
            yield at(cell, seen=words, words=words)
    for paragraph in paragraphs(context.submission):
        whole = "".join(plain(paragraph.text).split())
        if len(whole) >= _SHORTEST_SENTENCE and whole in seen:
            words = quoted(paragraph.text, 0, len(paragraph.text))
            yield at(paragraph.cell, seen[whole], seen=words, words=words)
        seen.setdefault(whole, paragraph.cell)


def _stammer(text: str) -> str:
    """Words that follow upon themselves at once, ten characters or more; "" when there are none."""
    for curly, straight in _QUOTES:
        text = text.replace(curly, straight)
    if not _may_stammer(text):
        return ""
    places: dict[str, int] = {}
    for place in range(len(text) - _SHORTEST_REPEAT + 1):
        piece = text[place : place + _SHORTEST_REPEAT]
        first = places.get(piece)
        places[piece] = place
        if first is None:
            continue
        length = place - first
        repeated = text[first:place]
        if length >= _SHORTEST_REPEAT and text[place : place + length] == repeated and _is_prose(repeated):
            return quoted(text, first, place + length)
    return ""


def _may_stammer(text: str) -> bool:
    """Whether any words follow upon themselves at once.

    Every sixth place is enough to tell: ten characters hold one of them and the four behind it.
    """
    for place in range(0, len(text) - _SHORTEST_REPEAT * 2 + _SHORTEST_REPEAT // 2 + 1, _STEP):
        piece = text[place : place + _PIECE]
        again = text.find(piece, place + _SHORTEST_REPEAT)
        while again >= 0:
            apart = again - place
            first = place
            while first and text[first - 1] == text[first - 1 + apart]:
                first -= 1
            last = place + _PIECE
            while last < first + apart and last + apart < len(text) and text[last] == text[last + apart]:
                last += 1
            if last - first >= apart:
                return True
            again = text.find(piece, again + 1)
    return False


def _is_prose(words: str) -> bool:
    """No row of dots, figures or blanks."""
    return len(set(re.findall(r"[\u4e00-\u9fff]", words))) >= _SHORTEST_REPEAT // 2


def _sentence_twice(text: str) -> str:
    told: set[str] = set()
    for sentence in re.split(r"[。!?\n]", text):
        if len(sentence) < _SHORTEST_SENTENCE:
            continue
        mark = _MARK.match(sentence)
        words = "".join(sentence[mark.end() if mark else 0 :].split())
        if len(words) >= _SHORTEST_SENTENCE and words in told:
            return quoted(sentence, 0, len(sentence))
        told.add(words)
    return ""


@check(
    "FMT-10",
    Severity.INFO,
    message="{problem}",
    hint="{remedy}",
    clause=_CLAUSE,
)
def text_is_written_with_care(context: Context) -> Iterator[Outcome]:
    """标题编号不乱，文字没有错别字和重复列举。

    例：“一、”之后接“2、”、“2、”下面用“（一）”、“（一）绩效评价目的、对象和范围”与“（二）评价对象及范围”重复，
    报 FMT-10 编号；工作内容编号“3.”“4.”“4.”，“4.”用了两次，也报；“政务公开、纪检监察、政务公开”一项列了两遍，“城障性”“财财政”是错字，也报。
    只报有把握的错字；人名、地名和行业用语不判断。
    改法：照说明里指出的那一处改正错字、重复或编号。
    """
    submission = context.submission
    yield from _miscounted(headings(paragraphs(submission)))
    for cell, text in _texts(submission):
        doubled = _listed_twice(text)
        if doubled:
            yield at(
                cell,
                seen=named(doubled),
                problem=f"同一列举中“{named(doubled)}”出现两次",
                remedy="删去重复的一项，或改为漏写的另一项",
            )
        yield from _numbered_twice(cell, text)
    yield from _typos(submission)


def _numbered_twice(cell: Cell, text: str) -> Iterator[Outcome]:
    """Items that count 1, 2, 3 but give one number to two of them: 4. … 4. …"""
    numbers = [int(each) for each in _ITEM.findall(text)] if text.count("\n") > 1 else []
    twice = [after for before, after in pairwise(numbers) if before == after]
    steps = [after - before for before, after in pairwise(numbers)]
    if len(twice) == 1 and len(numbers) > 2 and set(steps) == {0, 1} and numbers[0] == 1:  # noqa: PLR2004
        yield at(
            cell,
            seen=f"{twice[0]}.",
            problem=f"编号“{twice[0]}.”用了两次",
            remedy="后面各项的编号依次顺延",
        )


def _typos(submission: Submission) -> Iterator[Outcome]:
    """All wrong words of the workbook in one finding: one hand wrote them."""
    found: dict[str, str] = {}
    cells: list[Cell] = []
    texts = [(cell, "".join(text.split())) for cell, text in _texts(submission)]
    everything = "\n".join(text for _, text in texts)
    made = [(wrong, right) for wrong, right in _TYPOS if right not in _WORN and re.search(wrong, everything)]
    for cell, text in texts if made else ():
        hits = {hit.group(): right for wrong, right in made if (hit := re.search(wrong, text))}
        found.update(hits)
        cells += [cell] if hits else []
    if cells:
        wrong = "、".join(f"“{word}”" for word in found)
        remedy = "、".join(dict.fromkeys(found.values()))
        yield at(*cells, seen=wrong, problem=f"疑似错字：{wrong}", remedy=f"核对后改正，似应为：{remedy}")


def _listed_twice(text: str) -> list[str]:
    """Items that one list names twice."""
    parts = [part for part in _AROUND_LISTS.split(text) if part.count("、") >= _FEWEST_COMMAS]
    for hit in chain.from_iterable(map(_LIST.finditer, parts)):
        items = [item.strip() for item in hit.group().split("、")]
        middle = [
            item for item in items[1:-1] if len(item) > 1
        ]  # first and last carry the words around the list
        twice = [item for item in dict.fromkeys(middle) if items.count(item) > 1 or _ends(items, item) > 1]
        if twice:
            return twice
    return []


def _ends(items: Sequence[str], item: str) -> int:
    """How often a list names an item, be it behind the verb that leads the list."""
    return items.count(item) + bool(_LEAD.fullmatch(items[0].removesuffix(item)))


def _miscounted(found: Sequence[Heading]) -> Iterator[Outcome]:
    flaws = [heading for heading in found if heading.flaw]
    pairs = [
        (one, other)
        for one, other in pairwise(found)
        if one.level == other.level
        and other.number == one.number + 1
        and same_content(one.words, other.words)
    ]
    told = [heading.flaw for heading in flaws]
    told += [f"“{one.mark}{one.words}”与“{other.mark}{other.words}”标题重复" for one, other in pairs]
    if told:
        cells = dict.fromkeys(
            [
                *(heading.cell for heading in flaws),
                *(heading.beside for heading in flaws if heading.beside),
                *(other.cell for _, other in pairs),
            ]
        )
        yield at(
            *cells,
            problem=f"标题编号不规范：{'；'.join(told)}",
            remedy="按“一、（一）1.（1）”逐级编号，合并重复的标题",
        )
