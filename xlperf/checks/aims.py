"""An indicator with its target as {relation, value, unit}: ≥20个, 不低于95%, 20000㎡, 稳步提高. Pure.

The target may be split over 比较符、指标值、度量单位, stand in one cell, or have slipped into 绩效标准.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from xlperf.forms import project_report, target_table, vocabulary
from xlperf.forms.model import Column, Table
from xlperf.forms.national import parts
from xlperf.lazy_regex import lazy
from xlperf.literals import plain_text
from xlperf.record import dataclass
from xlperf.submission import Cell, NotGiven, Row, Submission, once, shown

_SIGNS = {
    "≥": "≥", "≧": "≥", "⩾": "≥", "≥=": "≥", ">=": "≥", "=>": "≥",
    "≤": "≤", "≦": "≤", "⩽": "≤", "<=": "≤", "=<": "≤",
    "=": "=", "═": "=", "==": "=", ">": ">", "<": "<",
}  # fmt: skip
_BEFORE = {
    "不低于": "≥", "不少于": "≥", "不小于": "≥", "不得低于": "≥", "不得少于": "≥", "至少": "≥",
    "大于等于": "≥", "大于或等于": "≥", "达到": "≥", "达": "≥",
    "不超过": "≤", "不高于": "≤", "不大于": "≤", "不多于": "≤", "不得超过": "≤", "不得高于": "≤",
    "小于等于": "≤", "小于或等于": "≤", "控制在": "≤", "最多": "≤",
    "大于": ">", "高于": ">", "超过": ">", "小于": "<", "低于": "<", "少于": "<", "等于": "=",
}  # fmt: skip
_AFTER = {
    "及以上": "≥", "含以上": "≥", "以上": "≥", "及以下": "≤", "以下": "≤", "以内": "≤", "之内": "≤", "内": "≤",
}  # fmt: skip


def _longest_first(words: dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_TARGET = lazy(
    rf"(?P<before>{_longest_first({**_SIGNS, **_BEFORE})})?"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<unit>[^\d≥≤=<>+×*/、，,;；:：-]{0,8}?(?:/[^\d/]{1,6})?)"
    rf"(?P<after>[（(]?含?[）)]?(?:{_longest_first(_AFTER)}))?"
)
_NAMED_UNIT = lazy(r"[（(]([^（）()\d]{1,8})[）)]$")
_CALENDAR = frozenset(("年", "月", "日", "年度", "月底", "年底", "月份"))
_LAST_CENTURY, _NEXT_CENTURY = 1900, 2100


@dataclass(frozen=True, slots=True)
class Target:
    """What a text asks for. ``relation`` is "" when only a number stands there; ``words`` as written."""

    relation: str
    value: Decimal
    unit: str
    words: str
    by_words: bool = False  # 不低于、以上 instead of a sign
    odd_sign: bool = False  # ≧ ═ ＞ instead of ≥ = >

    def __str__(self) -> str:
        return f"{self.relation}{shown(self.value)}{self.unit}"


def read_target(text: str) -> Target | None:
    """``≥95%`` for 不低于95%; None for words without exactly one number (稳步提高, 12月底前, 20—30个)."""
    plain = re.sub(r"\s+", "", plain_text(text))
    found = _TARGET.fullmatch(plain)
    if found is None:
        return None
    number = Decimal(found["number"].replace(",", ""))
    before, after, unit = found["before"] or "", found["after"] or "", found["unit"]
    if unit in _CALENDAR and _LAST_CENTURY < number < _NEXT_CENTURY:
        return None
    closing = after.strip("（()）含")
    relation = _SIGNS.get(before) or _BEFORE.get(before) or _AFTER.get(closing, "")
    by_words = before in _BEFORE or bool(closing)
    odd_sign = before in _SIGNS and (before != relation or before not in text)
    return Target(relation, number, unit, text.strip(), by_words, odd_sign)


def read_relation(text: str) -> str:
    """≥ for ≧, 不低于, >=; "" for 定性, blanks and anything else."""
    plain = re.sub(r"\s+", "", plain_text(text))
    return _SIGNS.get(plain) or _BEFORE.get(plain, "")


def is_odd_sign(text: str) -> bool:
    """Whether a relation is written with another sign than ≥ ≤ = > <: ≧, ═, ＞."""
    plain = re.sub(r"\s+", "", plain_text(text))
    return plain in _SIGNS and text.strip() != _SIGNS[plain]


@dataclass(frozen=True, slots=True)
class Aim:
    """One indicator as the unit set it. ``target`` is None for a qualitative or missing one."""

    row: Row
    first: str
    second: str
    name: Cell
    cell: Cell  # 指标值
    measure: Cell  # 度量单位
    relation: Cell  # 比较符
    target: Target | None
    actual: Cell | None = None
    standard: Cell | None = None
    swapped: bool = False  # the number stands in 绩效标准

    @property
    def title(self) -> str:
        """三级指标 without blanks, "" when none is written."""
        return "".join(shown(self.name.value).split())

    @property
    def brief(self) -> str:
        """The title in at most twenty characters, for messages."""
        return self.title if len(self.title) <= 20 else f"{self.title[:20]}…"  # noqa: PLR2004

    @property
    def value(self) -> Decimal | None:
        """The number asked for, None for a qualitative or missing target."""
        return self.target.value if self.target else None

    @property
    def words(self) -> str:
        """指标值 as written, "" when empty."""
        return shown(self.cell.value).strip()

    @property
    def unit(self) -> str:
        """度量单位, from its own cell, the target or brackets behind the name; "" when none is given."""
        own = shown(self.measure.value).strip()
        if own and own not in vocabulary.PROBLEM_WORDS:
            return "%" if own in ("％", "百分比", "百分率") else own
        if self.target and self.target.unit:
            return self.target.unit
        inside = _NAMED_UNIT.search(self.title)
        return inside.group(1) if inside else ""

    def is_about(self, word: str) -> bool:
        """Whether 一级 or 二级指标 names this kind: 数量, 成本, 满意度."""
        return word in self.first or word in self.second


@dataclass(frozen=True, slots=True)
class AimTable:
    """A table of indicators and the columns that hold their parts."""

    table: Table
    first: Column
    second: Column
    name: Column
    target: Column
    measure: Column
    relation: Column
    actual: Column | None = None
    standard: Column | None = None


TARGETS = AimTable(
    target_table.INDICATORS,
    target_table.FIRST,
    target_table.SECOND,
    target_table.THIRD,
    target_table.TARGET,
    target_table.MEASURE,
    target_table.RELATION,
    standard=target_table.STANDARD,
)
RESULTS = AimTable(
    project_report.INDICATORS,
    project_report.FIRST,
    project_report.SECOND,
    project_report.INDICATOR,
    project_report.TARGET,
    project_report.MEASURE,
    project_report.RELATION,
    actual=project_report.ACTUAL,
)
RATINGS = AimTable(
    parts.INDICATORS,
    parts.FIRST,
    parts.SECOND,
    parts.THIRD,
    parts.TARGET,
    parts.MEASURE,
    parts.RELATION,
    actual=parts.ACTUAL,
)
TABLES = (TARGETS, RESULTS, RATINGS)
"""Every table of indicators that the TGT checks read, the one that sets the targets first."""


@once
def aims(submission: Submission, source: AimTable) -> tuple[Aim, ...]:
    """The rows of one table that hold anything besides their 一级 and 二级指标."""
    needed = (source.name, source.target, source.measure, source.relation)
    rows = (row for row in submission.rows(source.table) if all(each.key in row.cells for each in needed))
    found = tuple(_aim(row, source) for row in rows if row.written)
    if any(aim.swapped for aim in found):
        return tuple(_judged(aim) for aim in found)
    return found


@once
def all_aims(submission: Submission) -> tuple[Aim, ...]:
    """Every indicator once: one of the report that repeats the target table is left out."""
    found: list[Aim] = []
    seen: set[str] = set()
    for source in TABLES:
        own = [aim for aim in aims(submission, source) if not aim.title or aim.title not in seen]
        found += own
        seen |= {aim.title for aim in own}
    return tuple(found)


def _aim(row: Row, source: AimTable) -> Aim:
    cell = row[source.target]
    standard = row.cells.get(source.standard.key) if source.standard else None
    target = _target(cell, read_relation(shown(row.value(source.relation))))
    swapped = False
    if target is None and standard is not None and _empty_or_unit(cell):
        target = _target(standard, "")
        swapped = target is not None and bool(row[source.measure].written or cell.written)
    return Aim(
        row=row,
        first=_flat(row.value(source.first)),
        second=_flat(row.value(source.second)),
        name=row[source.name],
        cell=cell,
        measure=row[source.measure],
        relation=row[source.relation],
        target=target,
        actual=row.cells.get(source.actual.key) if source.actual else None,
        standard=standard,
        swapped=swapped,
    )


def _judged(aim: Aim) -> Aim:
    """优良 alone under 指标值及单位, 100 under 绩效标准: 优良 for its unit, when other rows of the table are swapped, too."""
    if aim.cell.at != aim.measure.at or aim.standard is None or aim.words not in vocabulary.JUDGEMENTS:
        return aim
    target = _target(aim.standard, "")
    return replace(aim, measure=aim.cell, target=target, swapped=True) if target else aim


def _flat(value: object) -> str:
    return "".join(str(value or "").split())


def _empty_or_unit(cell: Cell) -> bool:
    words = shown(cell.value).strip()
    return (
        not words or words in vocabulary.PROBLEM_WORDS or words in vocabulary.UNITS or words in ("㎡", "％")
    )


def _target(cell: Cell, relation: str) -> Target | None:
    if isinstance(cell.value, Decimal):
        is_percent = _as_stored(cell) not in (None, cell.value)
        return Target(relation, cell.value, "%" if is_percent else "", shown(cell.value))
    try:
        found = read_target(cell.text)
    except NotGiven:
        return None
    if found is None or (found.relation and relation and found.relation != relation):
        return found
    return Target(
        relation or found.relation, found.value, found.unit, found.words, found.by_words, found.odd_sign
    )


def _as_stored(cell: Cell) -> Decimal | None:
    """The number that the file holds: 0.95 for a cell that shows 95%."""
    try:
        return Decimal(cell.raw)
    except ArithmeticError:
        return None
