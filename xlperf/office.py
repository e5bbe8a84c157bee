"""How an office reads its rules: every setting with its default, as ``xlperf.toml`` may say it.

The text below each setting is what staff read about it: ``docs/office.md`` is made from it.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import ClassVar, Final, Literal

from xlperf.findings import Severity, Waiver
from xlperf.record import dataclass
from xlperf.schemes.model import Input, Reading, Scheme

StepMode = Literal["whole", "prorata", "ceil"]
ZeroBase = Literal["zero", "unverifiable"]
NaPolicy = Literal["rescale", "full", "zero"]
Over100 = Literal["full", "warn", "symmetric"]
BalanceKind = Literal["cumulative", "annual"]
CountMode = Literal["cases", "categories"]
LateWithReason = Literal["full", "zero"]
BandIncl = Literal["text", "lo", "hi"]
ArrivalMode = Literal["linear", "full"]
ArrivalBasis = Literal["total", "fiscal"]
OverrunBase = Literal["target", "actual"]
ZeroDenominator = Literal["unverifiable", "zero"]
HeadcountKind = Literal["on_post", "as_given"]
LightsProfile = Literal["proportional", "sichuan"]


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

    step_mode: StepMode = "whole"
    """“每超过一个百分点”里不足一点的怎么扣：满一点才扣、按小数扣、不足一点按一点扣（A1）。"""
    step_modes: tuple[tuple[str, StepMode], ...] = ()
    """个别指标另定，一节，每行一个指标。例：`"S31-07" = "prorata"`（A1）。"""
    rate_dp: int = 2
    """比率先四舍五入到几位小数，0 到 4（A2）。"""
    zero_base: ZeroBase = "zero"
    """上年三公经费为 0 而本年不为 0：得 0 分并提示，或无法复核；两年都为 0 得满分（A4）。"""
    band_incl: BandIncl = "text"
    """分档的边界归哪一档：照评分标准的文字，或一律归上一档（`lo`：80%（含）-90%），或一律归下一档（`hi`：80%-90%（含））；单列一档的 0 不受影响（A5、A6、A11）。"""
    adjust_abs: bool = True
    """预算追减按绝对值计入调整率，或不计（A7）。"""
    procurement_over100: Over100 = "warn"
    """采购执行率超过 100%：满分并提示、满分、或按超出的百分点同样扣分；评分标准只写“等于100%”（A8）。"""
    count_mode: CountMode = "cases"
    """资金使用合规性、资产管理安全性按例数，或按①—⑤的类数（最多 5）（A12）。"""
    balance_kind: BalanceKind = "cumulative"
    """资金结余取附件2-1 的累计结余，或当年结余（A13）。"""
    arrival_mode: ArrivalMode = "linear"
    """资金到位率按比例得分，或足额到位才得分（不足得 0 分）（A15）。"""
    arrival_basis: ArrivalBasis = "total"
    """资金到位率按全部资金，或只按财政资金（中央、省、市、县，不含“其它”）（A15）。"""
    timeliness_zero: bool = False
    """到位时效最差一项（不及时并影响项目进度）照文字得 0.5 分，或得 0 分（A17）。"""
    late_with_reason: LateWithReason = "full"
    """未如期完成但理由充分：满分（须写理由），或 0 分（A18）。"""
    overrun_base: OverrunBase = "target"
    """产出成本“按超支比例扣减”：超支额除以目标成本，或除以实际成本（A19）。"""
    zero_denominator: ZeroDenominator = "unverifiable"
    """分母为 0、比率没有意义：无法复核，或得 0 分（A26）。"""
    reverse_mode: Reading = Reading.LINEAR
    """反向指标超过目标时：分值×(1−超出÷目标)，或分值×目标÷完成值；指标体系没有写明的，自评分在两者之间不算错（A28）。"""
    over_warn: Decimal = Decimal(130)
    """完成值超过指标值的百分之几须说明原因，默认 130，应大于 100（A29）。"""
    headcount_kind: HeadcountKind = "on_post"
    """实有人数只算在职（文字说明含离退休、临聘的，H21-21 报警告），或照填报数（只提示）；控制率都按填报数复算（A24）。"""
    over_blue: Decimal = Decimal(120)
    """绩效运行监控按月份折算时，指标达到百分之几亮蓝灯，默认 120；`xlperf new` 写进监控表“蓝灯起点”，不一致的报 MON-05（A20）。"""
    qual_bands: tuple[Decimal, Decimal] = (Decimal(80), Decimal(60))
    """定性指标“达成”“部分达成”最少得分值的百分之几，默认 `[80, 60]`，湖北口径 `[80, 50]`；只用于表样没有写明分档的（A21）。"""
    na_policy: NaPolicy = "rescale"
    """没有政府采购的单位：该项不计、总分折算为 100 分，或计满分，或计 0 分（A8、A27）。"""
    schemes: tuple[Scheme, ...] = ()
    """本单位自定的指标体系，一组文件名，文件与 `xlperf.toml` 放在一起。例：`schemes = ["yy-project-2026.toml"]`。工作簿按下发时标明的指标体系评分。"""
    reason_required_below_max: bool = True
    """得分低于分值须写扣分原因（评分表“扣分原因和其他说明”栏）。"""
    severity: tuple[tuple[str, Severity], ...] = ()
    """个别检查的级别，一节，每行一个编号。例：`"SC-04" = "error"`。只改该检查通常的级别：检查自己说得更轻的情形不因此加重。"""
    trial: tuple[str, ...] = ()
    """试行的检查，一组编号：照常报告，标“试行”，不计入错误，不影响退出码。例：`trial = ["XF-06"]`。"""
    waiver: tuple[Waiver, ...] = ()
    """豁免，每条一节 `[[waiver]]`：编号 `code`、理由 `reason`、批准人 `approver`、有效期至 `expires`（含当日），`unit` 和 `project` 至少写一个（都写的，两个都要符合）。查到的问题照常列出，标“已豁免”，不计入错误；过期的重新计入，并提示已过期。"""
    grades: tuple[Grade, ...] = GRADES
    """评价等次，每个一节 `[[grades]]`，从高到低：名称 `name`、最低分 `at_least`、别名 `synonyms`（A23）。"""
    tolerances: Tolerances = Tolerances()
    """允许误差，一节：`money` 万元（每个加数）、`money_cap` 万元（最多）、`rate` 百分点、`score` 分。"""
    lights_profile: LightsProfile = "proportional"
    """绩效运行监控的灯：按月份折算（60%、80%、120%），或四川口径（4、6、8、10月末25%、40%、60%、80%）；MON-01 据此核对正文。"""
    aliases: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """机构、项目的简称和旧称，一节，每行一个名称。例：`"质量安全监督站" = ["质监站"]`；写明的不报 XF-07。"""

    def step_mode_of(self, indicator_id: str) -> StepMode:
        """How steps are counted for one indicator."""
        return dict(self.step_modes).get(indicator_id, self.step_mode)

    def sources_of(self, item: Input) -> tuple[str, ...]:
        """Form fields that hold this input; several mean the largest of those given."""
        return item.yearly if item.yearly and self.balance_kind == "annual" else item.sources

    def parts_of(self, item: Input) -> tuple[str, ...]:
        """Form fields whose sum is this input where the office counts 财政资金 only (A15); else none."""
        return item.fiscal if self.arrival_basis == "fiscal" else ()

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

    def names_of(self, name: str) -> tuple[str, ...]:
        """The name and the other names that the aliases give it."""
        known = ((each, *others) for each, others in self.aliases)
        return tuple(dict.fromkeys((name, *(other for names in known if name in names for other in names))))

    def same_name(self, one: str, other: str) -> bool:
        """Whether two names of an institution or a project are one: equal, or in one entry of the aliases."""
        pair = {"".join(one.split()), "".join(other.split())}
        return len(pair) == 1 or any(pair <= {name, *others} for name, others in self.aliases)


def load_office(path: Path | None) -> Office:
    """Settings of the file, defaults for what it leaves out; OfficeError for what it must not say."""
    if path is None:
        return Office()
    from xlperf.settings import read_settings  # noqa: PLC0415  kept off the road of offices without a file

    return read_settings(path)
