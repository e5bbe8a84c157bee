"""The shape of a scheme file: which keys there are and what each may hold. Imported only to check a file.

What the numbers must add up to is said in ``validity``.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from xlperf.schemes.model import InputKind, RateKind, Reading


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


Text = Annotated[str, Field(min_length=1, strict=True)]
Number = Annotated[Decimal, Field(allow_inf_nan=False, strict=False)]
Points = Annotated[Decimal, Field(ge=0, allow_inf_nan=False)]
Positive = Annotated[Decimal, Field(gt=0, allow_inf_nan=False)]
Hundredths = Annotated[Decimal, Field(ge=0, decimal_places=2, allow_inf_nan=False)]
Flag = Annotated[bool, Field(strict=True)]
Source = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class StepOverShape(_Shape):
    """每超过一步扣分。"""

    kind: Literal["step_over"]
    rate: RateKind
    base: Hundredths
    step: Annotated[Decimal, Field(gt=0, decimal_places=2, allow_inf_nan=False)]
    deduct: Positive


class StepUnderShape(_Shape):
    """每低于一步扣分。"""

    kind: Literal["step_under"]
    rate: RateKind
    base: Hundredths
    step: Annotated[Decimal, Field(gt=0, decimal_places=2, allow_inf_nan=False)]
    deduct: Positive
    exact: Flag = False


class BandShape(_Shape):
    """One band; an end that is left out is open."""

    lo: Number | None = None
    hi: Number | None = None
    points: Points


class BandsShape(_Shape):
    """分档计分。"""

    kind: Literal["bands"]
    rate: RateKind
    includes: Literal["lo", "hi"]
    bands: Annotated[list[BandShape], Field(min_length=2)]


class LinearShape(_Shape):
    """同比例得分。"""

    kind: Literal["linear"]


class LinearReverseShape(_Shape):
    """按超支比例扣减。"""

    kind: Literal["linear_reverse"]


class ForwardShape(_Shape):
    """正向。"""

    kind: Literal["forward"]


class ReverseShape(_Shape):
    """反向。"""

    kind: Literal["reverse"]
    reading: Reading | None = None


class EqualShape(_Shape):
    """等于。"""

    kind: Literal["equal"]


class QualitativeShape(_Shape):
    """定性。"""

    kind: Literal["qualitative"]
    floors: Annotated[list[Annotated[Decimal, Field(ge=0, lt=100)]], Field(min_length=2)]


class PerCaseShape(_Shape):
    """每例扣分。"""

    kind: Literal["per_case"]
    deduct: Positive
    categories: Annotated[int, Field(ge=1, strict=True)] | None = None


class ChecklistShape(_Shape):
    """逐项计分。"""

    kind: Literal["checklist"]
    points: Annotated[list[Points], Field(min_length=1)]


class ChoiceShape(_Shape):
    """选项计分。"""

    kind: Literal["choice"]
    points: Annotated[list[Points], Field(min_length=2)]
    excused: Text | None = None


class CaseShape(_Shape):
    """One case; operands are texts: an input key or a number."""

    left: Text
    relation: Literal["=", "<=", "<", ">", ">="]
    right: Text
    points: Points


class CasesShape(_Shape):
    """逐条判断。"""

    kind: Literal["cases"]
    cases: Annotated[list[CaseShape], Field(min_length=1)]
    otherwise: Points


class RangeDeductShape(_Shape):
    """按情形在区间内扣分。"""

    kind: Literal["range_deduct"]
    ranges: Annotated[list[tuple[Points, Points]], Field(min_length=1)]


class ManualShape(_Shape):
    """人工评分。"""

    kind: Literal["manual"]


RuleShape = Annotated[
    StepOverShape
    | StepUnderShape
    | BandsShape
    | LinearShape
    | LinearReverseShape
    | ForwardShape
    | ReverseShape
    | EqualShape
    | QualitativeShape
    | PerCaseShape
    | ChecklistShape
    | ChoiceShape
    | CasesShape
    | RangeDeductShape
    | ManualShape,
    Field(discriminator="kind"),
]


class InputShape(_Shape):
    """One figure that a rule needs."""

    key: Key
    label: Text
    kind: InputKind
    unit: str = ""
    sources: list[Source] = []
    yearly: list[Source] = []
    fiscal: list[Source] = []
    choices: list[Text] = []
    evidence: Flag = False
    prompt: str = ""


class IndicatorShape(_Shape):
    """一项三级指标。"""

    id: Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9]*-[0-9]+$")]
    section: Text
    subsection: Text
    name: Text
    max: Positive
    text: Text
    rule: RuleShape
    inputs: list[InputShape] = []
    detail: str = ""
    clause: Text | None = None
    rows: list[Text] = []
    part: Flag = False
    optional: Flag = False


class SubsectionShape(_Shape):
    """二级指标。"""

    name: Text
    points: Positive


class SectionShape(_Shape):
    """一级指标。"""

    name: Text
    points: Positive
    subsections: Annotated[list[SubsectionShape], Field(min_length=1)]


class SchemeShape(_Shape):
    """A whole file."""

    id: Key
    edition: Text
    title: Text
    annex: Text
    applies: Literal["project", "department"] = "project"
    source: Text
    sections: Annotated[list[SectionShape], Field(min_length=1)]
    indicator: Annotated[list[IndicatorShape], Field(min_length=1)]
