"""Submission + Scheme + Office → what every indicator earns by the facts on the form, and the whole sheet.

An input comes from the form fields that the scheme names for it, else from 计分数据; a missing one gives
无法复核, never 0 and never full marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from xlperf.checks.aims import RATINGS
from xlperf.checks.sums import sensible
from xlperf.checks.suspects import suspects
from xlperf.findings import Address, Reserved, Score, Total, Verdict
from xlperf.forms import department_report, project_report
from xlperf.forms.live_score import given
from xlperf.forms.model import Kind, Table
from xlperf.forms.score_sheet import COMPUTED, DIFFERENCE, HINT, MAX, SELF
from xlperf.office import Office
from xlperf.record import dataclass
from xlperf.rowcard import execution, execution_outcome, execution_row, points_unread, rated
from xlperf.schemes.model import Forward, Indicator, Input
from xlperf.scoring import Outcome, Part, Value, score, total
from xlperf.scoring.outcome import unknown
from xlperf.scoring.rounding import half_up
from xlperf.submission import Cell, Row, Submission, once, shown

_GRADES = (department_report.GRADE, project_report.GRADE)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """One indicator: its row on the score sheet, its points, and the cells they rest on.

    ``disputed`` are sources that give another figure than the one taken (the largest);
    ``otherwise`` is what the indicator earns by those.
    """

    indicator: Indicator
    row: Row
    outcome: Outcome
    cells: tuple[Cell, ...]
    disputed: tuple[Cell, ...] = ()
    otherwise: Outcome | None = None

    @property
    def self_score(self) -> Cell:
        """The cell 自评得分."""
        return self.row[SELF]


@dataclass(frozen=True, slots=True)
class _Fact:
    """What was given for one input, by the cell it was taken from."""

    value: Value
    cells: tuple[Cell, ...]
    disputed: tuple[Cell, ...] = ()


@once
def score_table(submission: Submission) -> Table | None:
    """The table 评分表 of the form, None when the form has none."""
    return next((table for table in submission.form.tables if SELF in table.columns), None)


@once
def reckoned(submission: Submission, indicator: Indicator, office: Office) -> Reckoned | None:
    """One indicator by the facts of the submission; None when the sheet has no such row."""
    table = score_table(submission)
    row = submission.row(table, indicator.id) if table else None
    if row is None or SELF.key not in row.cells:
        return None
    facts = {item: _fact(submission, item, office) for item in indicator.inputs}
    cells = tuple(cell for fact in facts.values() for cell in fact.cells)
    disputed = tuple(cell for fact in facts.values() for cell in fact.disputed)
    printed = row.value(MAX)
    if isinstance(printed, Decimal) and printed != indicator.max:
        words = f"表内分值{shown(printed)}与指标体系的{shown(indicator.max)}不同，无法复核"
        return Reckoned(indicator, row, unknown(words, words), cells)
    words = _objection(submission, (*cells, *disputed), office)
    if words:
        return Reckoned(indicator, row, unknown(words, words), cells)
    outcome = score(indicator, {item: fact.value for item, fact in facts.items()}, office)
    if not disputed:
        return Reckoned(indicator, row, outcome, cells)
    lesser: dict[Input, Value] = {
        item: fact.disputed[-1].number if fact.disputed else fact.value for item, fact in facts.items()
    }
    return Reckoned(indicator, row, outcome, cells, disputed, score(indicator, lesser, office))


def _objection(submission: Submission, cells: tuple[Cell, ...], office: Office) -> str:
    """Why nothing can be reckoned from these cells: an absurd number, an amount that a broken sum doubts."""
    numbers = [cell for cell in cells if isinstance(cell.value, Decimal)]
    absurd = next((cell for cell in numbers if sensible(cell.value) is None), None)
    if absurd:
        return f"“{absurd.label}”填的数不合常理，无法复核"
    amounts = [cell for cell in numbers if cell.kind is Kind.MONEY]
    wrong = suspects(submission, office) if amounts else frozenset()
    doubtful = next((cell for cell in amounts if cell.at in wrong), None)
    return f"“{doubtful.label}”与同表其他数不平，改正后才能复核" if doubtful else ""


def _fact(submission: Submission, item: Input, office: Office) -> _Fact:
    """The largest of the form fields that hold the input (or the sum of its parts), else what 计分数据 says."""
    parts = tuple(submission.fields[key] for key in office.parts_of(item) if key in submission.fields)
    if parts:
        return _added_up(parts)
    sources = [submission.fields[key] for key in office.sources_of(item) if key in submission.fields]
    numbers = sorted(
        (cell for cell in sources if isinstance(cell.value, Decimal)),
        key=lambda cell: cell.number,
        reverse=True,
    )
    if numbers:
        most = numbers[0].number
        own = sources[0].value == most  # the first source is the unit's own figure: nothing doubts it
        differing = () if own else tuple(cell for cell in numbers[1:] if cell.number != most)
        return _Fact(most, (numbers[0],), differing)
    entry = submission.fields.get(f"score_inputs.{item.id}")
    if entry is None or not entry.given:
        return _Fact(None, (entry,) if entry and not sources else tuple(sources))
    return _Fact(given(item, entry.value), (entry,))


def _added_up(parts: tuple[Cell, ...]) -> _Fact:
    """The sum of the parts that are given; nothing where none is, or where one cannot be read."""
    found = tuple(cell for cell in parts if isinstance(cell.value, Decimal))
    if not found or any(cell.written and not cell.given for cell in parts):
        return _Fact(None, parts)
    return _Fact(sum((cell.number for cell in found), Decimal(0)), found)


def verdict_on(self_score: Decimal | None, outcome: Outcome, office: Office) -> Verdict:
    """Whether a self-score lies within what the rule allows, give or take the rounding of real sheets."""
    if self_score is None or outcome.lo is None or outcome.hi is None:
        return Verdict.UNVERIFIABLE
    if self_score > outcome.hi + office.tolerances.score:
        return Verdict.HIGH
    return Verdict.LOW if self_score < outcome.lo - office.tolerances.score else Verdict.OK


def score_card(submission: Submission, office: Office) -> tuple[tuple[Score, ...], Total | None]:
    """Every indicator of the form's scheme, else those the unit wrote itself, and the whole sheet.

    Nothing when the workbook has no score sheet.
    """
    found = [reckoned(submission, indicator, office) for indicator in submission.form.indicators]
    cards = [*(each for each in found if each is not None), *_own_rows(submission, office)]
    if not cards:
        return (), None
    return tuple(_score(each, office) for each in cards), _total(submission, cards, office)


def _own_rows(submission: Submission, office: Office) -> Iterator[Reckoned]:
    """预算执行率 and the indicators that the unit wrote itself, each by the figures of its row."""
    above = execution_row(submission)
    if above is not None and isinstance(above.value(MAX), Decimal):
        indicator, outcome = execution_outcome(submission, above[MAX].number, office)
        found = execution(submission)
        yield Reckoned(indicator, above, outcome, found.cells if found else ())
    for number, each in enumerate(rated(submission, office), 1):
        if each.indicator is not None and SELF.key in each.row.cells:
            cells = tuple(cell for cell in (each.aim.actual, each.aim.cell) if cell is not None)
            yield Reckoned(replace(each.indicator, id=f"指标{number}"), each.row, each.outcome, cells)
    yield from _unread_rows(submission)


def _unread_rows(submission: Submission) -> Iterator[Reckoned]:
    """Rows of a foreign sheet whose 指标名称 or 指标值 was not recognised: their points count, nothing supports them."""
    needed = (RATINGS.name, RATINGS.target, RATINGS.measure, RATINGS.relation)
    for number, row in enumerate(submission.rows(RATINGS.table), 1):
        most = row.value(MAX)
        whole = all(column.key in row.cells for column in needed)
        if whole or not isinstance(most, Decimal) or SELF.key not in row.cells:
            continue
        name = shown(row.value(RATINGS.name)) or f"第{number}行"
        outcome = unknown("指标值、实际完成值没有认出来，无法复核", "请按表样上的名称写栏目名称")
        yield Reckoned(Indicator(f"指标{number}", "", "", name, most, "", Forward()), row, outcome, ())


def _score(each: Reckoned, office: Office) -> Score:
    own, outcome = _points(each), each.outcome
    return Score(
        id=each.indicator.id,
        name=each.indicator.name,
        max=each.indicator.max,
        self_score=own,
        computed=outcome.computed,
        lo=outcome.lo,
        hi=outcome.hi,
        verdict=verdict_on(own, outcome, office),
        formula=outcome.formula,
        at=each.self_score.at,
        inputs=tuple(dict.fromkeys(cell.at for cell in (*each.cells, *each.disputed) if cell.at)),
        reserved=_reserved(each.row),
    )


def _points(each: Reckoned) -> Decimal | None:
    return sensible(each.self_score.value)


def _reserved(row: Row, number: int = 0) -> Reserved:
    """The cells kept for xlperf in a row of the table, or beside it in the sheet row of that number."""

    def at(key: str) -> Address | None:
        cell = row.cells.get(key)
        if cell is None or cell.at is None:
            return None
        return Address(cell.at.sheet, number or cell.at.row, cell.at.column)

    return Reserved(at(COMPUTED.key), at(DIFFERENCE.key), at(HINT.key))


def _total(submission: Submission, cards: Sequence[Reckoned], office: Office) -> Total:
    points, whole = _self_scores(submission, cards)
    own = sum(points, Decimal(0)) if points else None
    at_most = half_up(sum((_held(each) for each in cards), Decimal(0))) if points and whole else None
    claimed = _claimed_grade(submission, office)
    return Total(
        self_score=own,
        computed=total(
            Part(each.indicator.max, each.outcome.computed, each.outcome.applicable) for each in cards
        ),
        at_most=at_most,
        grade=claimed or (office.grade_of(own) if own is not None else None),
        grade_at_most=office.grade_of(at_most) if at_most is not None else None,
        unverifiable=_without_support(cards),
        reserved=_total_reserved(submission, cards[-1].row),
    )


def _self_scores(submission: Submission, cards: Sequence[Reckoned]) -> tuple[list[Decimal], bool]:
    """The self-scores of the sheet, none where they cannot be added up; and whether each of them can be reckoned.

    A form may give an indicator no 分值: its 得分 counts all the same.
    """
    if points_unread(submission):
        return [], False
    bare = [
        row for row in submission.rows(RATINGS.table) if SELF.key in row.cells and MAX.key not in row.cells
    ]
    unweighed = [own for row in bare if (own := sensible(row.value(SELF))) is not None]
    return [own for own in map(_points, cards) if own is not None] + unweighed, not unweighed


def _held(each: Reckoned) -> Decimal:
    """The self-score, held to the upper bound where there is one."""
    own = _points(each) or Decimal(0)
    return own if each.outcome.hi is None else min(own, each.outcome.hi)


def _without_support(cards: Iterable[Reckoned]) -> Decimal:
    """Points that no figure on the form supports."""
    open_points = (
        each.indicator.max for each in cards if each.outcome.hi is None and each.outcome.applicable
    )
    return sum(open_points, Decimal(0))


def _claimed_grade(submission: Submission, office: Office) -> str | None:
    """等次 as the report claims it, by its usual name."""
    for field in _GRADES:
        if submission.has(field) and submission[field].given:
            word = submission[field].text
            return office.grade_named(word) or word
    return None


def _total_reserved(submission: Submission, row: Row) -> Reserved:
    place = submission[SELF.total].at if SELF.total and submission.has(SELF.total) else None
    return _reserved(row, place.row) if place else Reserved()
