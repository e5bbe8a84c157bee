"""Workbooks already received, scored again by another scheme: which would newly fail or change grade."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

from xlperf import guarded
from xlperf.findings import Score, Total, Verdict
from xlperf.forms import workbooks
from xlperf.forms.score_sheet import MAX, SELF
from xlperf.office import Office
from xlperf.package.refusal import Refused
from xlperf.package.workbook import open_workbook
from xlperf.reading import read
from xlperf.record import dataclass
from xlperf.schemes.model import Indicator, Scheme
from xlperf.scorecard import score_card, score_table
from xlperf.scoring.rounding import half_up
from xlperf.submission import Cell, Row, Submission, part_of


@dataclass(frozen=True, slots=True)
class Change:
    """One indicator that was in order and no longer is: what the unit claims and the most it may claim."""

    id: str
    name: str
    self_score: Decimal
    at_most: Decimal
    formula: str


@dataclass(frozen=True, slots=True)
class Replayed:
    """One workbook before and after; ``passed_over`` says why it was not scored again, "" when it was.

    Self-scores whose 分值 changed are carried over in proportion; new indicators have none (``unclaimed`` points).
    """

    file: str
    passed_over: str = ""
    before: Total | None = None
    after: Total | None = None
    newly_failing: tuple[Change, ...] = ()
    unclaimed: Decimal = Decimal(0)

    @property
    def grades(self) -> tuple[str, str]:
        """等次 before and after, "" where unknown."""
        return tuple(total.grade_at_most or "" if total else "" for total in (self.before, self.after))  # type: ignore[return-value]

    @property
    def changes_grade(self) -> bool:
        """Whether 等次 would be another one."""
        return bool(self.grades[0] and self.grades[1] and self.grades[0] != self.grades[1])


def replay(scheme: Scheme, paths: Sequence[Path], office: Office) -> Iterator[Replayed]:
    """Each workbook in the order given; a file that cannot be read is told, never the end of the run."""
    yield from guarded.each(partial(_replayed, scheme=scheme, office=office), tuple(paths), _lost)


def _lost(path: Path, reason: Refused) -> Replayed:
    return Replayed(str(path), reason.message)


def _replayed(path: Path, scheme: Scheme, office: Office) -> Replayed:
    try:
        submission = read(open_workbook(path), office.schemes)
    except Refused as reason:
        return Replayed(str(path), reason.message)
    if submission is None or submission.form.scheme is None:
        unknown = submission.unknown_scheme if submission else ""
        return Replayed(str(path), f"没有指标体系“{unknown}”" if unknown else "没有评分表")
    if submission.form.scheme.applies != scheme.applies:
        return Replayed(str(path), f"{submission.form.title}不适用这个指标体系")
    old, before = score_card(submission, office)
    if before is None or before.self_score is None:
        return Replayed(str(path), "评分表没有填写")
    new, after = score_card(carried_over(submission, scheme), office)
    claimed = {score.id for score in new if score.self_score is not None}
    return Replayed(
        str(path),
        before=before,
        after=after,
        newly_failing=tuple(_newly_failing(old, new)),
        unclaimed=sum((each.max for each in scheme.indicators if each.id not in claimed), Decimal(0)),
    )


def _newly_failing(old: Sequence[Score], new: Sequence[Score]) -> Iterator[Change]:
    failed = {score.id for score in old if score.verdict is Verdict.HIGH}
    for score in new:
        if score.verdict is Verdict.HIGH and score.id not in failed:
            own, most = score.self_score or Decimal(0), score.hi or Decimal(0)
            yield Change(score.id, score.name, own, most, score.formula)


def carried_over(submission: Submission, scheme: Scheme) -> Submission:
    """The submission as if it had been filled in by another scheme: the same facts, the self-scores in proportion."""
    form = workbooks.scored_by(scheme)
    old = score_table(submission)
    new = next((table for table in form.tables if SELF in table.columns), None)
    if old is None or new is None:
        return submission
    rows = {row.id: row for row in submission.rows(old) if row.id}
    before = {each.id: each for each in submission.form.indicators}
    carried = tuple(_row(each, rows.get(each.id), before.get(each.id)) for each in scheme.indicators)
    fields = {**submission.fields, **dict(_facts(submission, scheme, before))}
    return replace(submission, form=form, fields=fields, tables={**submission.tables, new.key: carried})


def _row(indicator: Indicator, row: Row | None, before: Indicator | None) -> Row:
    points = Cell(part_of(MAX), None, value=indicator.max)
    if row is None or before is None or SELF.key not in row.cells:
        return Row({MAX.key: points, SELF.key: Cell(part_of(SELF), None)}, indicator.id)
    own = row[SELF]
    if isinstance(own.value, Decimal) and before.max != indicator.max:
        own = own._replace(value=half_up(own.value * indicator.max / before.max))
    return Row(
        {**row.cells, MAX.key: points._replace(line=row[MAX].line, column=row[MAX].column), SELF.key: own},
        indicator.id,
        row.number,
    )


def _facts(
    submission: Submission, scheme: Scheme, before: Mapping[str, Indicator]
) -> Iterator[tuple[str, Cell]]:
    """What the unit entered for each figure of the new scheme: under the same key, else under the same name."""
    for indicator in scheme.indicators:
        known = before.get(indicator.id)
        by_label = {item.label: item for item in known.inputs} if known else {}
        for item in indicator.inputs:
            key = f"score_inputs.{item.id}"
            named = by_label.get(item.label)
            cell = submission.fields.get(f"score_inputs.{named.id}") if named else None
            if cell is not None:
                yield key, cell
