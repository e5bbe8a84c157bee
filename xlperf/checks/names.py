"""XF-07：one institution, one project, one name — or an entry in the list of aliases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlperf.checks.check import Context, Outcome, at, check
from xlperf.checks.found import named, paragraphs, rows_with
from xlperf.checks.passages import passages
from xlperf.findings import Severity
from xlperf.forms import department_report
from xlperf.lazy_regex import lazy
from xlperf.narrative import plain
from xlperf.narrative.named_lists import counted_lists
from xlperf.office import Office
from xlperf.submission import Cell, Submission

_ORDINAL = lazy(r"^\s*(?:[(（]?\d{1,2}[)）]?|[一二三四五六七八九十]{1,3})\s*[、.．)）]?\s*")
_OWN_OFFICE = lazy(r"机关$|本级$|本部$|汇总|^局机关|^机关|合计")
_UNITS = lazy(r"(?:直属|下属|二级|所属|预算)[^,;。、]{0,6}单位")
_PAYMENTS = ("补贴", "救助金", "低保金", "奖补")
_PAID_NAME = lazy(
    rf"[\u4e00-\u9fff]{{0,12}}(?:{'|'.join(_PAYMENTS)})(?=项目|资金|家庭|对象|发放|[\d,，。；;、:：(（]|标准|预算|\s|$)"
)
_LEAD = lazy(r"^.*(?:发放|包括|实施|开展|申请|符合|其中|县|市|区(?!改)|和|及|与|为|的|对|给|万元|度|年)")
_SYNONYMS = (
    ("廉租住房", "保障住房"),
    ("廉租房", "保障住房"),
    ("保障性", "保障"),
    ("租金", "租赁"),
    ("危旧房", "危房"),
)
_SHORTEST = 6


@check(
    "XF-07",
    Severity.WARNING,
    message="{problem}",
    hint="{remedy}",
    clause="附件2-1 二、收支情况 机构名称；五、（一）基本情况",
)
def names_are_the_same_everywhere(context: Context) -> Iterator[Outcome]:
    """机构和项目在各处用同一个名称。

    例：收支表列“市政公用设施建设中心”，正文“八个二级事业单位：市政办、建工办……”里没有它，报 XF-07；
    同一子项一处叫“廉租房租赁补贴”，一处叫“保障性住房租金补贴”，提示统一。
    [aliases] 里写明是同一个的不报。
    改法：机构、项目用统一的全称；简称和旧称可在财政局设置的 aliases 里写明。
    """
    yield from _institutions(context.submission, context.office)
    yield from _variants(context.submission, context.office)


def _institutions(submission: Submission, office: Office) -> Iterator[Outcome]:
    lists = [
        (paragraph.cell, each)
        for paragraph in paragraphs(submission)
        if "单位" in paragraph.text
        for each in counted_lists(plain(paragraph.text))
        if _UNITS.search(each.words)
    ]
    if len(lists) != 1:
        return
    cell, listed = lists[0]
    strangers: dict[str, list[Cell]] = {}
    blocks = zip(department_report.BLOCKS, department_report.INSTITUTIONS, strict=True)
    for table, column in blocks:
        for row in rows_with(submission, table, column):
            name = _ORDINAL.sub("", row[column].text) if row[column].given else ""
            own = not name or _OWN_OFFICE.search(name)
            if not own and not any(_same_unit(office, name, item) for item in listed.items):
                strangers.setdefault(name, []).append(row[column])
    if strangers:
        first = [cells[0] for cells in strangers.values()]
        yield at(
            *first,
            cell,
            problem=f"收支表列有{named(strangers)}，正文所列{listed.count}个单位（{named(listed.items)}）里没有",
            remedy="核对机构口径：补进正文名单，或改正表内名称；是简称、旧称的，请财政部门登记为别名（xlperf.toml 的 [aliases]），以后不再报",
        )


def _same_unit(office: Office, name: str, item: str) -> bool:
    """The same name, an entry of the aliases, or an abbreviation: 质监站 of 质量监督站."""
    one, other = sorted((name, item), key=len)
    if office.same_name(one, other) or one in other:
        return True
    rest = iter(other)
    return one[0] == other[0] and one[-1] == other[-1] and all(character in rest for character in one)


def _variants(submission: Submission, office: Office) -> Iterator[Outcome]:
    """Names of payments that differ only by words that mean the same."""
    groups: dict[str, dict[str, Cell]] = {}
    for passage in passages(submission):
        if not any(word in passage.plain for word in _PAYMENTS):
            continue
        for hit in _PAID_NAME.finditer(passage.plain):
            name = _LEAD.sub("", hit.group())
            if len(name) >= _SHORTEST:
                groups.setdefault(_canonical(name), {}).setdefault(name, passage.cell)
    for names in groups.values():
        distinct = _apart(list(names), office)
        if len(distinct) > 1:
            yield at(
                *dict.fromkeys(names[name] for name in distinct),
                severity=Severity.INFO,
                problem=f"疑似同一子项用了{len(distinct)}个名称：{named(distinct)}",
                remedy="全文统一用批复文件上的名称；确是不同子项的不用改，常用的别名请财政部门登记（xlperf.toml 的 [aliases]），以后不再报",
            )


def _canonical(name: str) -> str:
    for other, word in _SYNONYMS:
        name = name.replace(other, word)
    return name


def _apart(names: Sequence[str], office: Office) -> list[str]:
    """The names without those that the office calls the same as one before."""
    kept: list[str] = []
    for name in names:
        if not any(office.same_name(name, other) for other in kept):
            kept.append(name)
    return kept
