"""What a workbook shows beside its sums: indicators with their lights, unit costs, long texts, full marks in every row.

Kept with the result of a content, so that a whole collection is compared without opening a file again.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any, Self

from xlperf.checks.aims import RATINGS, RESULTS, Aim, aims
from xlperf.checks.sums import sensible
from xlperf.collecting.facts import Facts
from xlperf.collecting.kinds import of_aim
from xlperf.findings import Report
from xlperf.forms.model import Kind, Owner
from xlperf.forms.score_sheet import SELF
from xlperf.lazy_regex import lazy
from xlperf.office import Office
from xlperf.record import dataclass
from xlperf.scoring import by_relation, lights
from xlperf.scoring.lights import Light
from xlperf.submission import Cell, Submission, shown

YEAR_END = 12
_LONG = 40
"""Shorter sentences are alike by chance."""
_START = 24
_FEW = 3
"""With fewer indicators, full marks tell nothing."""
_SIZES = {
    **dict.fromkeys(("平方米", "㎡", "m²", "m2", "平米"), ("平方米", 1)),
    **dict.fromkeys(("万平方米", "万㎡", "万平米", "万m²"), ("平方米", 10_000)),
    "户": ("户", 1),
    "万户": ("户", 10_000),
}
_BESIDE_TEXT = lazy(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Indicator:
    """三级指标 as set and done; ``light`` is that of the year's end, "" where it could not be reckoned."""

    name: str
    kind: str
    target: str
    actual: str
    light: str
    at: str


@dataclass(frozen=True, slots=True)
class Cost:
    """元 for one 平方米 or 户: as the unit gives it (``given``), else 实际支出 ÷ 完成数."""

    measure: str
    name: str
    yuan: Decimal
    given: bool
    at: str


@dataclass(frozen=True, slots=True)
class Text:
    """A long text by its fingerprint; the unit's own name, blanks and punctuation do not count."""

    print: str
    start: str
    at: str


@dataclass(frozen=True, slots=True)
class Traits:
    """``full_marks`` is the cell of the total where every indicator claims all its points, else ""."""

    indicators: tuple[Indicator, ...] = ()
    costs: tuple[Cost, ...] = ()
    texts: tuple[Text, ...] = ()
    full_marks: str = ""

    def as_object(self) -> dict[str, Any]:
        """For JSON; numbers as strings."""
        told = asdict(self)
        return told | {"costs": [each | {"yuan": f"{each['yuan']:f}"} for each in told["costs"]]}

    @classmethod
    def of_object(cls, told: Mapping[str, Any]) -> Self:
        """What ``as_object`` gave."""
        return cls(
            tuple(Indicator(**each) for each in told["indicators"]),
            tuple(Cost(**each | {"yuan": Decimal(each["yuan"])}) for each in told["costs"]),
            tuple(Text(**each) for each in told["texts"]),
            told["full_marks"],
        )


def traits_of(submission: Submission, report: Report, facts: Facts, office: Office) -> Traits:
    """All that is kept of one workbook for comparing it with the others."""
    found = tuple(each for source in (RESULTS, RATINGS) for each in aims(submission, source) if each.title)
    return Traits(
        tuple(_indicator(each, facts, office) for each in found),
        tuple(_costs(found, facts.spent)),
        tuple(_texts(submission, report.subject.unit)),
        _full_marks(submission, report),
    )


def _indicator(aim: Aim, facts: Facts, office: Office) -> Indicator:
    light = _light(aim, facts, office)
    actual = shown(aim.actual.value).strip() if aim.actual else ""
    relation = aim.target.relation if aim.target else ""
    target = f"{relation}{shown(aim.value)}{aim.unit}" if aim.value is not None else aim.words
    return Indicator(aim.title, of_aim(aim), target, actual, str(light or ""), _place(aim.actual or aim.name))


def _light(aim: Aim, facts: Facts, office: Office) -> Light | None:
    """That of the end of the year, when the whole target is due; None where a figure or a relation is missing."""
    if aim.actual is None:
        return None
    if aim.target is None:
        level = by_relation.level(shown(aim.actual.value))
        words = [each[0] for each in by_relation.LEVELS]
        return lights.qualitative(lights.QUALITATIVE[words.index(level)]) if level else None
    actual, target, relation = sensible(aim.actual.value), sensible(aim.value), aim.target.relation
    if actual is None or target is None or not relation:
        return None
    rate = lights.is_rate(aim.unit)
    relation = lights.AT_MOST if relation in by_relation.AT_MOST else lights.AT_LEAST
    if office.lights_profile == "proportional":
        return lights.indicator(relation, target, actual, YEAR_END, rate=rate, blue=office.over_blue)
    spent, budget = facts.spent or Decimal(0), facts.amount if facts.spent is not None else None
    return lights.beside_execution(relation, target, actual, spent, budget or Decimal(0), rate=rate)


def _costs(found: tuple[Aim, ...], spent: Decimal | None) -> Iterator[Cost]:
    """Given unit costs; and the money over the quantity where one indicator alone counts it."""
    sizes: dict[str, list[tuple[Aim, Decimal]]] = {}
    for aim in found:
        actual = sensible(aim.actual.value) if aim.actual else None
        if actual is None or actual <= 0:
            continue
        money, _, per = aim.unit.partition("/")
        if per in _SIZES and _SIZES[per][1] == 1 and money in ("元", "万元"):
            yuan = actual * (10_000 if money == "万元" else 1)
            yield Cost(_SIZES[per][0], aim.title, yuan, given=True, at=_place(aim.actual))
        elif aim.unit in _SIZES and aim.is_about("数量"):
            measure, times = _SIZES[aim.unit]
            sizes.setdefault(measure, []).append((aim, actual * times))
    for measure, counted in sizes.items():
        if len(counted) == 1 and spent is not None and spent > 0:
            aim, quantity = counted[0]
            yield Cost(measure, aim.title, spent * 10_000 / quantity, given=False, at=_place(aim.actual))


def _texts(submission: Submission, unit: str) -> Iterator[Text]:
    printed = {
        fingerprint(text, "")
        for table in submission.form.tables
        for row in table.printed
        for text in row.texts.values()
    }
    seen: set[str] = set()
    for cell in submission.cells():
        if cell.kind is not Kind.LONG_TEXT or cell.owner is not Owner.UNIT or not isinstance(cell.value, str):
            continue
        found = fingerprint(cell.value, unit)
        if found and found not in printed and found not in seen:
            seen.add(found)
            yield Text(found, " ".join(cell.value.split())[:_START], _place(cell))


def fingerprint(text: str, unit: str) -> str:
    """The same for the same words, whoever signs them; "" for a short text."""
    own = _bare(unit)
    bare = _bare(text).replace(own, "") if own else _bare(text)
    return hashlib.sha256(bare.encode()).hexdigest()[:20] if len(bare) >= _LONG else ""


def _bare(text: str) -> str:
    return _BESIDE_TEXT.sub("", unicodedata.normalize("NFKC", text))


def _full_marks(submission: Submission, report: Report) -> str:
    scores = report.scores
    if len(scores) < _FEW or any(each.self_score != each.max for each in scores):
        return ""
    total = submission.fields.get(SELF.total.key) if SELF.total else None
    return _place(total) or str(scores[0].at)


def _place(cell: Cell | None) -> str:
    return str(cell.at) if cell is not None and cell.at else ""
