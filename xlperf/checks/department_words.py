"""H21：what the text of 附件2-1 says of shares, lists and people agrees with itself and the tables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from xlperf.checks.check import Context, Outcome, Unchecked, at, check
from xlperf.checks.found import field_cells, paragraphs
from xlperf.checks.sums import sensible
from xlperf.findings import Severity
from xlperf.forms import department_report as form
from xlperf.forms.model import Column
from xlperf.submission import Cell, Submission, shown

_EMPTY = "综述和概况文字没有填写"
_HUNDRED = Decimal(100)
_HAIR = Decimal("1e-9")
_NUMBER = r"(\d[\d,]*(?:\.\d+)?)"
_SHARE = re.compile(
    _NUMBER
    + r"\s*万元[,，]?\s*占(?:本年|全年|年度|当年|总)?(收入|支出)(?:合计|总计|总额|总数)?的?\s*"
    + _NUMBER
    + r"\s*%"
)
_BARE_SHARE = re.compile(
    r"(?:^|[，,。；;：:\n、])(?:基本支出|人员支出|人员经费|公用支出|公用经费支出|公用经费|项目支出)"
    + _NUMBER
    + r"\s*万元[,，]?\s*占\s*"
    + _NUMBER
    + r"\s*%"
)
_NUMERAL = r"(?P<count>\d{1,2}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[二两三四五六七八九])"
_BODIES = r"(?:个|家)(?:内设|直属|下属|二级|所属|职能|预算|基层)*(?:事业单位|行政单位|单位|机构|股室|科室|处室|股|室|部门)(?!工程)"
_LIST_AFTER = re.compile(
    _NUMERAL + _BODIES + r"[,，]?(?:分别为|分别是|包括|有|为|即)?[:：](?P<list>[^。；;\n]+)"
)
_LIST_BEFORE = re.compile(r"(?P<list>[^。；;:：\n，,]+?)(?:共计|共|等)?" + _NUMERAL + _BODIES)
_LEADS = re.compile(r"设有|下设|内设|设立|设置|包括|分别为|分别是|下辖|辖有")
_AND = re.compile(r"和|与|及")
_OPEN_LIST = re.compile(r"等|其中|[（(]")
_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_PEOPLE = r"[^，,。；;：:、（()）\d]{0,6}?(\d+)\s*[人名]"
_ON_POST = re.compile(r"在职" + _PEOPLE)
_NOT_ON_POST = re.compile(r"(离退休|离休|退休|临聘|临时聘用|聘用|编外|劳务派遣|公益性岗位|遗属)" + _PEOPLE)


def _texts(submission: Submission) -> list[tuple[Cell, str]]:
    """The long texts of the report and the paragraphs, in half-width digits."""
    cells = list(field_cells(submission, (form.DUTIES, form.TASKS, form.OPERATION)))
    cells += [paragraph.cell for paragraph in paragraphs(submission)]
    return [(cell, _half_width(cell.text)) for cell in cells if cell.given]


def _half_width(text: str) -> str:
    digits = "０１２３４５６７８９％．"
    return text.translate({ord(each): unicodedata.normalize("NFKC", each) for each in digits})


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


@dataclass(frozen=True, slots=True)
class Share:
    """“X万元，占…的Y%”; ``of`` is 收入, 支出, or "" where the text does not say of what."""

    amount: Decimal
    of: str
    printed: str
    words: str

    def agrees(self, whole: Decimal, *, cut_off: bool = False) -> bool:
        """Whether Y is X ÷ whole to the decimals printed (or cut off there)."""
        places = len(self.printed.partition(".")[2])
        apart = abs(Decimal(self.printed) - self.amount / whole * _HUNDRED)
        unit = Decimal(1).scaleb(-places)
        return apart < unit if cut_off else apart <= unit / 2 + _HAIR


def shares(text: str) -> list[Share]:
    """Every share that a text states with its amount."""
    found = [
        Share(_decimal(hit[1]), hit[2], _decimal(hit[3]).to_eng_string(), hit[0])
        for hit in _SHARE.finditer(text)
    ]
    bare = [
        Share(_decimal(hit[1]), "", _decimal(hit[2]).to_eng_string(), hit[0].lstrip("，,。；;：:、\n"))
        for hit in _BARE_SHARE.finditer(text)
    ]
    return found + bare


def _total(submission: Submission, column: Column) -> Cell | None:
    cell = submission[column.total] if column.total and submission.has(column.total) else None
    value = sensible(cell.value) if cell else None
    return cell if value is not None and value > 0 else None


def _wholes(submission: Submission, share: Share) -> tuple[list[Decimal], list[Cell]]:
    """What the share may be of, and the cells that say how much that is."""
    names = {
        "收入": (form.INCOME_TOTAL,),
        "支出": (form.SPENDING_TOTAL,),
        "": (form.SPENDING_TOTAL, form.INCOME_TOTAL, form.BASIC),
    }
    cells = [cell for column in names[share.of] if (cell := _total(submission, column))]
    wholes = [cell.number for cell in cells]
    carried = _total(submission, form.INCOME_SOURCES[0])
    if share.of == "收入" and carried and wholes and wholes[0] > carried.number:
        wholes.append(wholes[0] - carried.number)
    return wholes, cells


@check(
    "H21-07",
    Severity.WARNING,
    message="“{words}”：按表内合计{whole}万元计算应为{rate}%",
    hint="核对金额、合计数和占比，改正写错的一处",
    clause="附件2-1 五、评价报告综述",
)
def shares_in_the_text_are_right(context: Context) -> Iterator[Outcome]:
    """文字中的占比等于所写金额除以表内合计，精确到所写的小数位。

    例：“20353.71万元，占本年收入合计的67.9%”，20353.71÷29201＝69.7%，报 H21-07。
    """
    submission = context.submission
    if form.SHEET not in submission.form.sheets:
        return
    texts = _texts(submission)
    if not texts:
        yield Unchecked(_EMPTY)
    for cell, text in texts:
        for share in shares(text):
            wholes, totals = _wholes(submission, share)
            if not wholes or any(share.agrees(whole) for whole in wholes):
                continue
            cut_off = any(share.agrees(whole, cut_off=True) for whole in wholes)
            places = len(share.printed.partition(".")[2])
            rate = str(round(share.amount / wholes[0] * _HUNDRED, places))
            yield at(
                cell,
                totals[0],
                severity=Severity.INFO if cut_off else None,
                seen=f"{share.printed}%",
                expected=f"{rate}%",
                slip="疑似截去尾数而没有四舍五入" if cut_off else "",
                words=share.words,
                whole=wholes[0],
                rate=rate,
            )


@dataclass(frozen=True, slots=True)
class CountedList:
    """“甲、乙、丙三个股室” or “三个单位：甲、乙、丙”: the count and what it may be counted from."""

    count: int
    items: tuple[str, ...]
    most: int  # items if every 和, 与, 及 parts two names
    words: str

    @property
    def right(self) -> bool:
        """Whether the list may have as many items as it says; 和 may be inside a name."""
        return len(self.items) <= self.count <= self.most


def counted_lists(text: str) -> list[CountedList]:
    """Every complete list of offices or units with its count."""
    found = [_counted(hit["count"], hit["list"], hit["list"], hit[0]) for hit in _LIST_AFTER.finditer(text)]
    for hit in _LIST_BEFORE.finditer(text):
        leads = list(_LEADS.finditer(hit["list"]))
        if leads:
            found.append(_counted(hit["count"], hit["list"][leads[-1].end() :], hit[0], hit[0]))
    return [each for each in found if each is not None]


def _counted(count: str, listed: str, whole: str, words: str) -> CountedList | None:
    items = tuple(item.strip() for item in listed.split("、") if item.strip())
    number = _number(count)
    if len(items) < 2 or number is None or _OPEN_LIST.search(whole):  # noqa: PLR2004 no list
        return None
    parts = len(items) + sum(len(_AND.findall(item)) for item in items)
    return CountedList(number, items, parts, words.strip())


def _number(text: str) -> int | None:
    """12 for 12 or 十二."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return _DIGITS.get(text)
    return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)


@check(
    "H21-20",
    Severity.WARNING,
    message="文字写{count}个，列出的是{listed}个：“{words}”",
    hint="核对机构名单和个数，改正漏列、多列或写错的数",
    clause="附件2-1 五、评价报告综述 （一）基本情况",
)
def lists_have_as_many_items_as_they_say(context: Context) -> Iterator[Outcome]:
    """机构名单的个数与所写个数一致。

    例：“八个二级事业单位：市政办、建工办、质监站”，只列了3个，报 H21-20。
    """
    if form.SHEET not in context.submission.form.sheets:
        return
    texts = _texts(context.submission)
    if not texts:
        yield Unchecked(_EMPTY)
    for cell, text in texts:
        for each in counted_lists(text):
            if not each.right:
                words = each.words if len(each.words) <= 60 else f"{each.words[:60]}……"  # noqa: PLR2004 a line
                yield at(
                    cell,
                    seen=each.count,
                    expected=len(each.items),
                    count=each.count,
                    listed=len(each.items),
                    words=words,
                )


@check(
    "H21-21",
    Severity.WARNING,
    message="实有人数填{headcount}人，文字说明其中含{kinds}，在职应为{on_post}人",
    hint="实有人数只填年末在职人数，不含离退休、临聘；控制率（S31-01）随之重新计算",
    clause="附件2-1 一、部门（单位）基本概况；附件3-1 财政供养人员控制率",
)
def headcount_is_of_people_on_post(context: Context) -> Iterator[Outcome]:
    """实有人数只算在职人员，不含离退休、临聘。

    例：实有人数205，文字写“在职128人，退休77人”，205＝128＋77，报 H21-21。
    """
    submission = context.submission
    if not submission.has(form.HEADCOUNT):
        return
    headcount = submission[form.HEADCOUNT]
    total = headcount.number
    for cell, text in _texts(submission):
        for sentence in re.split(r"[。；;\n]", text):
            others = _not_on_post(sentence, total)
            if others:
                yield at(
                    headcount,
                    cell,
                    expected=total - sum(others.values()),
                    headcount=total,
                    kinds="、".join(f"{kind}{shown(number)}人" for kind, number in others.items()),
                    on_post=total - sum(others.values()),
                )
                return


def _not_on_post(sentence: str, total: Decimal) -> dict[str, Decimal]:
    """People who are in the headcount by this sentence and should not be; empty when it does not say so."""
    others = {hit[1]: Decimal(hit[2]) for hit in _NOT_ON_POST.finditer(sentence)}
    if "离退休" in others:
        others = {kind: number for kind, number in others.items() if kind not in ("离休", "退休")}
    away = sum(others.values())
    if not others or not 0 < away < total:
        return {}
    on_post = _ON_POST.search(sentence)
    if on_post:
        return others if Decimal(on_post[1]) + away == total else {}
    includes = re.search(rf"(?<!\d){shown(total)}\s*[人名].{{0,8}}(?:其中|包括|含)", sentence)
    return others if includes else {}
