"""The one self-score that explains why a total does not fit: it has a finding of its own (S31, S32, SC-05). Pure."""

from __future__ import annotations

from decimal import Decimal

from xlperf.checks.found import score_rows
from xlperf.findings import Verdict
from xlperf.forms.score_sheet import MAX, SELF
from xlperf.office import Office
from xlperf.scorecard import reckoned, verdict_on
from xlperf.submission import Row, Submission


def told_at_its_row(submission: Submission, office: Office, apart: Decimal) -> bool:
    """Whether a single wrong self-score is ``apart`` points too small, so that mending it mends the total.

    例：满意度应得1分，自评填5分，总分和综合得分按1分加，两处都是96，各项之和却是100：只报满意度一项。
    """
    rows = [row for row in score_rows(submission, MAX) if isinstance(row[SELF].value, Decimal)]
    return sum(_mends(submission, row, office, apart) for row in rows) == 1


def _mends(submission: Submission, row: Row, office: Office, apart: Decimal) -> bool:
    own, most = row[SELF].number, row.value(MAX)
    mended = own + apart
    if not isinstance(most, Decimal) or not 0 <= mended <= most:
        return False
    if not 0 <= own <= most:
        return True
    indicator = next((each for each in submission.form.indicators if each.id == row.id), None)
    found = reckoned(submission, indicator, office) if indicator else None
    if found is None or verdict_on(own, found.outcome, office) not in (Verdict.HIGH, Verdict.LOW):
        return False
    return verdict_on(mended, found.outcome, office) is Verdict.OK
