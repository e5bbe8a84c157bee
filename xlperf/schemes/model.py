"""A scheme (指标体系): sections, indicators, rules and the inputs they need. Data only, frozen.

Points are ``Decimal`` 分; percentages are ``Decimal`` percentage points (113.29 means 113.29%).
"""

from __future__ import annotations

import enum
from decimal import Decimal

from xlperf.record import dataclass


class InputKind(enum.StrEnum):
    """What staff write for one input of a rule."""

    MONEY = "money"  # 万元
    COUNT = "count"  # 人、个、户、例
    NUMBER = "number"  # any measured quantity
    PERCENT = "percent"  # percentage points: 95.5 for 95.5%
    YES_NO = "yes_no"  # 是 / 否 / 不适用
    CHOICE = "choice"  # one of the texts in Input.choices
    POINTS = "points"  # 扣分


@dataclass(frozen=True, slots=True)
class Input:
    """One figure that a rule needs.

    ``sources`` are keys of form fields (``"department_report.headcount"``) that already hold it; several
    mean the largest of those given. Empty: staff enter it on the sheet 计分数据.
    """

    indicator: str
    key: str
    label: str
    kind: InputKind
    unit: str = ""
    sources: tuple[str, ...] = ()
    yearly: tuple[str, ...] = ()  # the sources instead, when the office counts 当年结余 (A13)
    fiscal: tuple[str, ...] = ()  # summed instead of the sources, when the office counts 财政资金 only (A15)
    choices: tuple[str, ...] = ()
    evidence: bool = False
    prompt: str = ""

    @property
    def id(self) -> str:
        """``S31-01.actual``: unique within a scheme."""
        return f"{self.indicator}.{self.key}"


class RateKind(enum.StrEnum):
    """How the inputs of a rate rule become percentage points."""

    RATIO = "ratio"  # first / second × 100
    CHANGE = "change"  # (first − second) / second × 100
    ABS_RATIO = "abs_ratio"  # |first| / second × 100
    GIVEN = "given"  # the first input is the rate


@dataclass(frozen=True, slots=True)
class Band:
    """Points for a rate from ``lo`` to ``hi``; None is open. Which end belongs to it: ``Bands.includes``."""

    lo: Decimal | None
    hi: Decimal | None
    points: Decimal


@dataclass(frozen=True, slots=True)
class StepOver:
    """每超过 step 个百分点扣 deduct 分，扣完为止。"""

    rate: RateKind
    base: Decimal
    step: Decimal
    deduct: Decimal


@dataclass(frozen=True, slots=True)
class StepUnder:
    """每低于（减少）step 个百分点扣 deduct 分，扣完为止。

    ``exact``: the text says 等于 base, so a rate above it is read as the office decides (A8).
    """

    rate: RateKind
    base: Decimal
    step: Decimal
    deduct: Decimal
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Bands:
    """分档计分。``includes`` is "lo" for [lo,hi) and "hi" for (lo,hi]; a band with lo = hi is that one point."""

    rate: RateKind
    includes: str
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Linear:
    """同比例得分：分值 × min(1, 完成/目标)。"""


@dataclass(frozen=True, slots=True)
class LinearReverse:
    """按超支比例扣减：分值 × (1 − (实际−目标)/目标)，不超得满分。"""


class Reading(enum.StrEnum):
    """How points shrink when a figure that should stay below its target does not (A28)."""

    RATIO = "ratio"  # A：分值 × 目标值 ÷ 完成值
    LINEAR = "linear"  # B：分值 × (1 − (完成值 − 目标值) ÷ 目标值)


@dataclass(frozen=True, slots=True)
class Forward:
    """正向（≥）：达到目标得满分，否则 分值 × 完成值 ÷ 目标值。"""


@dataclass(frozen=True, slots=True)
class Reverse:
    """反向（≤）：不超过目标得满分。``reading`` None: the text does not say how, so the office decides and both are allowed."""

    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Equal:
    """等于（=）：as 正向; with 目标值 0 anything above 0 earns nothing."""


@dataclass(frozen=True, slots=True)
class Qualitative:
    """定性：``floors[i]`` is the least percent of 分值 for the i-th choice, the best first, the last 0.

    Empty: the form does not say, so the office decides (A21); there are three choices then.
    """

    floors: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class PerCase:
    """每出现一例扣 deduct 分，扣完为止。``categories``: how many kinds of case the text lists (A12)."""

    deduct: Decimal
    categories: int = 0


@dataclass(frozen=True, slots=True)
class Checklist:
    """逐项计分：points[i] belongs to the i-th input (是 earns it; 不适用 counts as met)."""

    points: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """选项计分：points[i] belongs to choices[i] of the only input.

    ``excused`` is the choice 未如期但理由充分, which the office may hold to 0 (A18).
    """

    points: tuple[Decimal, ...]
    excused: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One case: points when ``left relation right`` holds; operands are input keys or numbers."""

    left: str
    relation: str  # "=", "<=", "<", ">", ">="
    right: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Cases:
    """逐条判断：the first case that holds; else ``otherwise``."""

    cases: tuple[Case, ...]
    otherwise: Decimal


@dataclass(frozen=True, slots=True)
class RangeDeduct:
    """按情形在区间内扣分：ranges[i] are least and most deduction of the i-th input when it occurs (0 when not)."""

    ranges: tuple[tuple[Decimal, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Manual:
    """人工评分：no formula; between 0 and the points of the indicator."""


Rule = (
    StepOver
    | StepUnder
    | Bands
    | Linear
    | LinearReverse
    | Forward
    | Reverse
    | Equal
    | Qualitative
    | PerCase
    | Checklist
    | Choice
    | Cases
    | RangeDeduct
    | Manual
)


@dataclass(frozen=True, slots=True)
class Indicator:
    """一项三级指标。``text`` is 评分标准 as printed, ``detail`` is 具体指标 (3-2 only), ``clause`` where it stands.

    ``part``: the first input is a part of the second (or a share of 100%), so more than that is impossible.
    ``optional``: both inputs 0 mean that the indicator does not apply (没有政府采购, A8 and A27).
    """

    id: str
    section: str
    subsection: str
    name: str
    max: Decimal
    text: str
    rule: Rule
    inputs: tuple[Input, ...] = ()
    detail: str = ""
    clause: str = ""
    rows: tuple[str, ...] = ()  # names of the printed rows that share one merged score cell
    part: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Subsection:
    """二级指标 with its points."""

    name: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Section:
    """一级指标 with its points."""

    name: str
    points: Decimal
    subsections: tuple[Subsection, ...]


@dataclass(frozen=True, slots=True)
class Scheme:
    """One 指标体系 in one edition, with the document its numbers come from."""

    id: str
    edition: str
    title: str
    source: str
    sections: tuple[Section, ...]
    indicators: tuple[Indicator, ...]
    annex: str = ""
    applies: str = "project"  # the kind of workbook it scores: "project" or "department"

    @property
    def name(self) -> str:
        """What the edition goes by in files and settings: ``department-3-1-2020``."""
        return f"{self.id}-{self.edition}".replace("_", "-")

    def indicator(self, indicator_id: str) -> Indicator:
        """The indicator of that id; KeyError when there is none."""
        for indicator in self.indicators:
            if indicator.id == indicator_id:
                return indicator
        raise KeyError(indicator_id)
