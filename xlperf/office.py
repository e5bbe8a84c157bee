"""How an office reads its rules: every setting with its default (docs/scoring.md), and ``xlperf.toml``.

Without a file nothing is read and pydantic is not imported. The types below are the definition of what
a file may say; ``docs/scoring.md`` explains each key to staff.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any, ClassVar, Final, Literal

from xlperf.findings import Severity
from xlperf.schemes.model import Input, Reading

StepMode = Literal["whole", "prorata", "ceil"]
ZeroBase = Literal["zero", "unverifiable"]
NaPolicy = Literal["rescale", "full", "zero"]
Over100 = Literal["full", "warn", "symmetric"]
BalanceKind = Literal["cumulative", "annual"]
CountMode = Literal["cases", "categories"]
LateWithReason = Literal["full", "zero"]

_OTHER_TABLES: Final = frozenset({"collect"})  # xlperf.toml also carries the mailbox of the collector
_MOST_PLACES: Final = 4


class OfficeError(ValueError):
    """A settings file that cannot be used; ``problems`` are Chinese sentences."""

    def __init__(self, origin: str, problems: list[str]) -> None:
        self.origin = origin
        self.problems = tuple(problems)
        super().__init__(
            f"设置文件 {origin} 不能使用：\n" + "\n".join(f"· {problem}" for problem in problems)
        )


@dataclass(frozen=True, slots=True)
class Grade:
    """评价等次: its name, the least points that earn it, and other words for the same (A23)."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    name: str
    at_least: Decimal
    synonyms: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that means this grade."""
        return (self.name, *self.synonyms)


GRADES: Final = (
    Grade("优秀", Decimal(90), ("优",)),
    Grade("良好", Decimal(80), ("良",)),
    Grade("中", Decimal(60), ("中等", "合格", "一般")),
    Grade("差", Decimal(0), ("较差", "不合格")),
)


@dataclass(frozen=True, slots=True)
class Tolerances:
    """How far a printed figure may be from the reckoned one."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    money: Decimal = Decimal("0.005")  # 万元, for each addend
    money_cap: Decimal = Decimal("0.05")
    rate: Decimal = Decimal("0.005")  # percentage points
    score: Decimal = Decimal("0.05")

    def money_for(self, addends: int) -> Decimal:
        """Tolerance of a sum of so many printed addends."""
        return min(self.money * addends, self.money_cap)


@dataclass(frozen=True, slots=True)
class Office:
    """All settings of one 财政局. A1 … A27 are the numbers of docs/scoring.md."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    step_mode: StepMode = "whole"  # A1
    step_modes: tuple[tuple[str, StepMode], ...] = ()  # A1, for single indicators
    rate_dp: int = 2  # A2
    zero_base: ZeroBase = "zero"  # A4
    adjust_abs: bool = True  # A7
    procurement_over100: Over100 = "warn"  # A8
    count_mode: CountMode = "cases"  # A12
    balance_kind: BalanceKind = "cumulative"  # A13
    late_with_reason: LateWithReason = "full"  # A18
    reverse_mode: Reading = Reading.LINEAR  # A28
    na_policy: NaPolicy = "rescale"  # A27
    reason_required_below_max: bool = True
    reason_severity: Severity = Severity.WARNING
    grades: tuple[Grade, ...] = GRADES  # A23, best first
    tolerances: Tolerances = Tolerances()

    def step_mode_of(self, indicator_id: str) -> StepMode:
        """How steps are counted for one indicator."""
        return dict(self.step_modes).get(indicator_id, self.step_mode)

    def sources_of(self, item: Input) -> tuple[str, ...]:
        """Form fields that hold this input; several mean the largest of those given."""
        return item.yearly if item.yearly and self.balance_kind == "annual" else item.sources

    def grade_of(self, points: Decimal) -> str:
        """等次 of so many points."""
        return next(
            grade.name for grade in self.grades if points >= grade.at_least or grade is self.grades[-1]
        )

    def grade_named(self, word: str) -> str | None:
        """The 等次 that a word means: 优 → 优秀; None for a word that no grade goes by."""
        bare = "".join(word.split())
        return next((grade.name for grade in self.grades if bare in grade.words), None)

    def same_grade(self, one: str, other: str) -> bool:
        """Whether two words mean the same 等次."""
        name = self.grade_named(one)
        return name is not None and name == self.grade_named(other)


def load_office(path: Path | None) -> Office:
    """Settings of the file, defaults for what it leaves out; OfficeError for what it must not say."""
    if path is None:
        return Office()
    import tomllib  # noqa: PLC0415  kept off the road of offices without a file

    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except FileNotFoundError:
        raise OfficeError(path.name, ["找不到这个文件；请核对路径"]) from None
    except OSError as error:
        raise OfficeError(path.name, [f"打不开（{error.strerror}）；请核对路径和权限"]) from None
    except UnicodeDecodeError:
        raise OfficeError(path.name, ["不是 UTF-8 文字；请用记事本另存为 UTF-8 编码"]) from None
    except tomllib.TOMLDecodeError as error:
        problem = f"不是有效的 TOML 文件（{error}）；请检查引号、等号和方括号"
        raise OfficeError(path.name, [problem]) from None
    return _validated({key: value for key, value in raw.items() if key not in _OTHER_TABLES}, path.name)


def _validated(raw: dict[str, Any], origin: str) -> Office:
    import pydantic  # noqa: PLC0415  kept off the road of offices without a file

    from xlperf.schemes.complaints import in_chinese  # noqa: PLC0415

    modes = raw.get("step_modes", {})
    if not isinstance(modes, dict):
        raise OfficeError(origin, ["step_modes：应写成 [step_modes] 一节，每行一个指标编号"])
    raw = {**raw, "step_modes": list(modes.items())}
    try:
        office = pydantic.TypeAdapter(Office).validate_python(raw)
    except pydantic.ValidationError as error:
        raise OfficeError(origin, in_chinese(error, raw)) from None
    if problems := _complaints_about(office):
        raise OfficeError(origin, problems)
    return office


def _complaints_about(office: Office) -> list[str]:
    problems = []
    if not 0 <= office.rate_dp <= _MOST_PLACES:
        problems.append(
            f"rate_dp：比率保留的小数位数应在 0 到 {_MOST_PLACES} 之间（现在是 {office.rate_dp}）"
        )
    if office.reason_severity is Severity.INFO:
        problems.append("reason_severity：只能是 'warning' 或 'error'（现在是 info）")
    limits = office.tolerances
    if not all(0 <= value <= 1 for value in (limits.money, limits.money_cap, limits.rate, limits.score)):
        problems.append("tolerances：各项误差应在 0 到 1 之间；请改正")
    return [*problems, *_grade_complaints(office.grades), *_step_complaints(office)]


def _grade_complaints(grades: tuple[Grade, ...]) -> list[str]:
    problems = []
    if not grades or grades[-1].at_least != 0:
        problems.append("grades：最后一个等次的 at_least 应为 0，使每个得分都有等次")
    if any(upper.at_least <= lower.at_least for upper, lower in pairwise(grades)):
        problems.append("grades：应从高到低写，at_least 逐个减小")
    words = [word for grade in grades for word in grade.words]
    problems += [
        f"grades：“{word}”属于不止一个等次；请只留一处" for word in set(words) if words.count(word) > 1
    ]
    return problems


def _step_complaints(office: Office) -> list[str]:
    """A mistyped indicator would be passed over in silence, so it is refused."""
    from xlperf.schemes.loading import available, load  # noqa: PLC0415
    from xlperf.schemes.model import StepOver, StepUnder  # noqa: PLC0415

    stepped = {
        indicator.id
        for scheme_id in available()
        for indicator in load(scheme_id).indicators
        if isinstance(indicator.rule, StepOver | StepUnder)
    }
    known = "、".join(sorted(stepped))
    return [
        f"step_modes：{name} 不是按百分点扣分的指标；可以写的有 {known}"
        for name, _ in office.step_modes
        if name not in stepped
    ]
