"""An edition of 项目支出绩效自评表: what differs between the national form and the forms of the provinces.

Each edition is one TOML file beside this one; its name is the kind of workbook. Adding a file adds a form.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

from xlperf.record import dataclass
from xlperf.schemes.model import Qualitative, Reading, Reverse

_FOLDER: Final = Path(__file__).parent
KINDS: Final = tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))
"""Every edition by the name of its file."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A 三级指标 that the form prints with its points (广水：决策依据 2分)."""

    name: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Group:
    """二级指标: so many rows to fill in, or the printed ones; ``points`` None where they are not laid down."""

    name: str
    rows: int = 1
    fixed: tuple[Fixed, ...] = ()
    points: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """一级指标; ``points`` None where the edition leaves the weights free."""

    name: str
    points: Decimal | None
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Funds:
    """The labels of 项目资金; ``initial`` is "" where the form does not ask for 年初预算数."""

    initial: str
    budget: str
    spent: str
    rate: str
    total: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """What an edition calls its columns. ``target`` "" prints 指标性质、指标值、度量单位 without a heading (2021).

    ``completion`` is a column of its own for the rate of completion, "" for none.
    """

    target: str
    relation: str
    value: str
    measure: str
    actual: str
    completion: str
    score: str
    reason: str
    reviewed: str
    share: str


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition: ``name`` is what the file is called, ``title`` what it prints. ``execution`` is 分值 of 预算执行率 (0: the form gives none); ``scored`` False: no points at all.

    ``floors`` bound the points of a 定性指标, in percent, and are left out where the form does not say; ``reading`` is how a 反向指标 loses points, None
    where the document does not say; ``texts`` are the text boxes at its end; ``marks`` the words by which the form of a
    place is known, () for a form of the whole country; ``whole``: 部门整体支出, so that it asks for no project.
    """

    kind: str
    name: str
    edition: str
    title: str
    source: str
    unit: str
    execution: Decimal
    scored: bool
    qualitative: Qualitative
    reading: Reading | None
    funds: Funds
    labels: Labels
    sections: tuple[Section, ...]
    texts: tuple[str, ...]
    marks: tuple[str, ...]
    whole: bool

    @property
    def rules(self) -> tuple[object, ...]:
        """What the points of a return depend on, but for the weights that the sheet itself states."""
        return self.scored, self.execution, self.qualitative, self.reading

    @property
    def reverse(self) -> Reverse:
        """The rule of a 反向指标."""
        return Reverse(self.reading)

    @property
    def fixed(self) -> frozenset[str]:
        """The 三级指标 that the form prints: they are judged by hand."""
        return frozenset(
            each.name for section in self.sections for group in section.groups for each in group.fixed
        )


@cache
def edition(kind: str) -> Edition:
    """The edition of that kind; KeyError when there is none."""
    if kind not in KINDS:
        raise KeyError(kind)
    text = (_FOLDER / f"{kind}.toml").read_text(encoding="utf-8")
    return _built(kind, tomllib.loads(text, parse_float=Decimal))


def edition_of(kind: str) -> Edition | None:
    """The edition of a workbook, None when the workbook is another form."""
    return edition(kind) if kind in KINDS else None


def _built(kind: str, raw: Mapping[str, Any]) -> Edition:
    funds, labels = raw["funds"], raw.get("labels", {})
    reading = raw.get("reading")
    return Edition(
        kind=kind,
        name=raw["name"],
        edition=raw["edition"],
        title=raw["title"],
        source=raw["source"],
        unit=raw["unit"],
        execution=Decimal(raw.get("execution", 0)),
        scored=raw.get("scored", True),
        qualitative=Qualitative(tuple(Decimal(floor) for floor in raw.get("floors", ()))),
        reading=Reading(reading) if reading else None,
        funds=Funds(
            initial=funds.get("initial", ""),
            budget=funds["budget"],
            spent=funds["spent"],
            rate=funds["rate"],
            total=funds["total"],
            sources=tuple(funds["sources"]),
        ),
        labels=Labels(
            target=labels.get("target", ""),
            relation=labels.get("relation", "比较符"),
            value=labels.get("value", "指标值"),
            measure=labels.get("measure", "度量单位"),
            actual=labels.get("actual", "实际完成值"),
            completion=labels.get("completion", ""),
            score=labels.get("score", "得分"),
            reason=labels.get("reason", "偏差原因分析及\n改进措施"),
            reviewed=labels.get("reviewed", "复核分"),
            share=labels.get("share", "分值"),
        ),
        sections=tuple(_section(section) for section in raw["section"]),
        texts=tuple(raw.get("texts", ())),
        marks=tuple(raw.get("marks", ())),
        whole=raw.get("whole", False),
    )


def _section(raw: Mapping[str, Any]) -> Section:
    groups = tuple(
        Group(
            group["name"],
            group.get("rows", 1),
            tuple(Fixed(name, Decimal(points)) for name, points in group.get("fixed", {}).items()),
            Decimal(group["points"]) if "points" in group else None,
        )
        for group in raw["groups"]
    )
    points = raw.get("points")
    return Section(raw["name"], None if points is None else Decimal(points), groups)
