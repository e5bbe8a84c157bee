"""Every figure that is told of a ledger, reckoned once: workbook, dashboard and report take theirs from here. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from xlperf.collecting.counted import Names
from xlperf.collecting.kinds import KINDS
from xlperf.collecting.ledger import Ledger, Problem, Row
from xlperf.collecting.roster import WHOLE, Roster
from xlperf.collecting.traits import YEAR_END
from xlperf.office import Office
from xlperf.record import dataclass
from xlperf.scoring import lights
from xlperf.scoring.lights import Light
from xlperf.scoring.rounding import half_up

ERROR, WARNING = "错误", "警告"
UNSORTED = "待归类"
"""问题类别 that neither the code nor the row of a finding says."""


@dataclass(frozen=True, slots=True)
class Spent:
    """执行率 of some projects that give both 金额 and 实际支出 (万元): weighted by money, never averaged."""

    name: str
    projects: int
    amount: Decimal
    spent: Decimal

    @property
    def rate(self) -> Decimal | None:
        """A fraction; None without an amount."""
        return self.spent / self.amount if self.amount else None

    @property
    def left(self) -> Decimal:
        """结余, 万元."""
        return self.amount - self.spent


@dataclass(frozen=True, slots=True)
class Grade:
    """等次: how many, which part of those with a score (None for none), their money in 万元."""

    name: str
    projects: int
    share: Decimal | None
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Ranked:
    """One place of 得分排名; ``number`` counts the rows of the ledger from 0."""

    rank: int
    number: int
    score: Decimal
    grade: str


@dataclass(frozen=True, slots=True)
class Lit:
    """灯 of one row at the end of the year, "" where it could not be reckoned; ``counts`` are its indicators."""

    execution: str
    counts: tuple[tuple[Light, int], ...]
    worst: str

    @property
    def indicators(self) -> str:
        """The gravest light of the indicators."""
        return str(lights.worst(light for light, count in self.counts if count) or "")


@dataclass(frozen=True, slots=True)
class Counted:
    """How many findings of one unit, one code or one 问题类别."""

    name: str
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Figures:
    """All of them. Rows are told in the order of the ledger; money in 万元."""

    units: tuple[str, ...]
    amount: Decimal
    overall: Spent
    by_unit: tuple[Spent, ...]
    ranking: tuple[Ranked, ...]
    grades: tuple[Grade, ...]
    lit: tuple[Lit, ...]
    problems_by_unit: tuple[Counted, ...]
    problems_by_code: tuple[Counted, ...]
    problems_by_kind: tuple[Counted, ...]
    errors: int
    warnings: int
    owed: int
    came: int
    late: int
    faulty: int

    @property
    def missing(self) -> int:
        """Returns that have not come."""
        return self.owed - self.came

    def projects_lit(self, light: Light) -> int:
        """How many projects show that light."""
        return sum(each.worst == light for each in self.lit)


def figures_of(ledger: Ledger, office: Office) -> Figures:
    """The figures of a ledger."""
    both = [row for row in ledger.rows if row.amount is not None and row.spent is not None]
    came = [each for each in ledger.lines if not each.missing]
    severities = Counter(each.severity for each in ledger.problems)
    return Figures(
        units=_units(ledger.rows, office),
        amount=sum_of(row.amount for row in ledger.rows),
        overall=_spent("合计", both),
        by_unit=tuple(_spent(unit, rows) for unit, rows in _grouped(both).items()),
        ranking=_ranking(ledger.rows, office),
        grades=_grades(ledger.rows, office),
        lit=tuple(_lit(row, office) for row in ledger.rows),
        problems_by_unit=_counted(ledger.problems, _unit, dict.fromkeys(row.unit for row in ledger.rows)),
        problems_by_code=_by_code(ledger.problems),
        problems_by_kind=_counted(ledger.problems, _kind, (*KINDS, UNSORTED)),
        errors=severities[ERROR],
        warnings=severities[WARNING],
        owed=len(ledger.lines),
        came=len(came),
        late=sum(each.late for each in came),
        faulty=sum(each.faulty for each in came),
    )


def is_whole(row: Row) -> bool:
    """Whether it is what a department hands in about itself."""
    return row.project == WHOLE


def rate_of(row: Row) -> Decimal | None:
    """执行率 of one project as a fraction with 4 decimals, None where 金额 or 实际支出 is missing or 金额 is 0."""
    if not row.amount or row.spent is None:
        return None
    return half_up(row.spent / row.amount, 4)


def sum_of(values: Iterable[Decimal | None]) -> Decimal:
    """The sum of those that are given."""
    return sum((value for value in values if value is not None), Decimal(0))


def _units(rows: Sequence[Row], office: Office) -> tuple[str, ...]:
    """Each unit once, also where several hand in one project (民政局、低保中心) or one goes by two names."""
    names = Names(office, Roster())
    found: dict[str, str] = {}
    for row in rows:
        for part in row.unit.split("、"):
            found.setdefault(names.key(part), part.strip())
    return tuple(found.values())


def _grouped(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.unit, []).append(row)
    return found


def _spent(name: str, rows: Sequence[Row]) -> Spent:
    return Spent(name, len(rows), sum_of(row.amount for row in rows), sum_of(row.spent for row in rows))


def _ranking(rows: Sequence[Row], office: Office) -> tuple[Ranked, ...]:
    """From the best; equal scores share the better rank, rows without a score are left out."""
    scored = [(row.score, number) for number, row in enumerate(rows) if row.score is not None]
    rising = sorted(score for score, _ in scored)
    found = [
        Ranked(1 + len(rising) - bisect_right(rising, score), number, score, office.grade_of(score))
        for score, number in scored
    ]
    return tuple(sorted(found, key=lambda each: (each.rank, each.number)))


def _grades(rows: Sequence[Row], office: Office) -> tuple[Grade, ...]:
    scored = [(row, office.grade_of(row.score)) for row in rows if row.score is not None]
    found: list[Grade] = []
    for grade in office.grades:
        own = [row for row, name in scored if name == grade.name]
        share = Decimal(len(own)) / len(scored) if scored else None
        found.append(Grade(grade.name, len(own), share, sum_of(row.amount for row in own)))
    return tuple(found)


def _lit(row: Row, office: Office) -> Lit:
    given = Counter(each.light for each in row.traits.indicators)
    counts = tuple((light, given[light]) for light in Light)
    execution = None
    if row.amount is not None and row.spent is not None:
        execution = lights.execution(row.spent, row.amount, YEAR_END, office.lights_profile)
    shown = [light for light, count in counts if count] + ([execution] if execution else [])
    return Lit(str(execution or ""), counts, str(lights.worst(shown) or ""))


def _unit(problem: Problem) -> str:
    return problem.unit


def _kind(problem: Problem) -> str:
    return problem.kind or UNSORTED


def _code(problem: Problem) -> str:
    return problem.code


def _counted(
    problems: Sequence[Problem], what: Callable[[Problem], str], names: Iterable[str]
) -> tuple[Counted, ...]:
    found = Counter((what(each), each.severity) for each in problems)
    return tuple(Counted(name, found[name, ERROR], found[name, WARNING]) for name in names)


def _by_code(problems: Sequence[Problem]) -> tuple[Counted, ...]:
    """The gravest and most frequent first."""
    counted = _counted(problems, _code, dict.fromkeys(each.code for each in problems))
    return tuple(sorted(counted, key=lambda each: (-each.errors, -each.warnings, each.name)))
