"""The one road: workbook → Report. Nothing on it prints, writes or raises for what a file holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from xlperf.checks import catalogue
from xlperf.checks.check import Context
from xlperf.findings import Finding, NotChecked, Report, Severity
from xlperf.forms.layout import META_SHEET
from xlperf.not_read import bug, report_of, unreadable
from xlperf.office import Office
from xlperf.package.cautions import cautions
from xlperf.package.refusal import Refused
from xlperf.package.resting import collector_at_rest
from xlperf.package.workbook import Workbook, open_workbook
from xlperf.reading import read
from xlperf.record import dataclass
from xlperf.scorecard import score_card
from xlperf.seal import sealed
from xlperf.standing import settled, subject_of
from xlperf.submission import Submission

UNKNOWN_FORM = Finding(
    code="OPEN-90",
    severity=Severity.WARNING,
    message="没有认出本软件的任何一张表，未作检查",
    hint="请使用 xlperf new 生成的模板填报（全部表样见 xlperf new --help）；没有这种表样的，请人工审核；如确是模板，请勿删除表头和隐藏工作表",
)


@dataclass(frozen=True, slots=True)
class Look:
    """All that one look at a file gave: the report, what staff wrote, the open workbook; None where there is none."""

    report: Report
    submission: Submission | None = None
    workbook: Workbook | None = None


def assess(path: Path, office: Office, password: str = "") -> Report:
    """Everything that can be said about one workbook. A file that cannot be opened is a finding, too."""
    return look(path, office, password).report


def assess_and_read(path: Path, office: Office, password: str = "") -> tuple[Report, Submission | None]:
    """The same, with what staff wrote; None when it is none of our forms or cannot be read."""
    seen = look(path, office, password)
    return seen.report, seen.submission


@collector_at_rest()
def look(path: Path, office: Office, password: str = "") -> Look:
    """The same, with the workbook itself."""
    try:
        workbook = open_workbook(path, password)
        beside = tuple(cautions(workbook, (META_SHEET,)))  # first: large parts are let go of as they are read
        submission = read(workbook, office.schemes)
        if submission is None:
            return Look(Report(str(path), None, None, (UNKNOWN_FORM, *beside)), None, workbook)
        report = judge(str(path), submission, office)  # also reads sheets that nobody asked for before
    except Refused as reason:
        return Look(unreadable(path, reason))
    return Look(replace(report, findings=(*report.findings, *beside)), submission, workbook)


def assess_anything(path: Path, office: Office, password: str = "") -> Report:
    """The report of ``look_at_anything``."""
    return look_at_anything(path, office, password).report


def look_at_anything(path: Path, office: Office, password: str = "") -> Look:
    """The same, and a failure of the program itself is a finding as well: one file never stops the others.

    MemoryError alone goes on to whoever set the limit.
    """
    try:
        return look(path, office, password)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  the last guard
        return Look(report_of(path, bug(error)))


def judge(file: str, submission: Submission, office: Office) -> Report:
    """Runs every check over a submission that has been read."""
    context = Context(submission, office)
    findings: list[Finding] = []
    unchecked: list[NotChecked] = []
    families = submission.form.families
    for check in catalogue.load().values():
        if families and check.code.rpartition("-")[0] not in families:
            continue
        found, missed = check.run(context)
        findings += found
        unchecked += missed
    subject = subject_of(submission)
    findings = settled(findings, subject, office, datetime.now().astimezone().date())
    scores, total = score_card(submission, office)
    return Report(
        file,
        submission.form.key,
        submission.edition,
        _in_order(findings, submission),
        tuple(dict.fromkeys(unchecked)),
        scores,
        total,
        subject=subject,
        seal=sealed(submission),
        title=submission.form.title,
    )


def _in_order(findings: Iterable[Finding], submission: Submission) -> tuple[Finding, ...]:
    """Gravest first, then in the order of the sheets and cells."""
    sheets = dict.fromkeys(cell.line.sheet for cell in submission.fields.values() if cell.line)
    place = {sheet: number for number, sheet in enumerate(sheets)}

    def order(finding: Finding) -> tuple[int, int, int, int, str]:
        if finding.at is None:
            return (finding.rank, -1, 0, 0, finding.code)
        at = finding.at
        return (finding.rank, place.get(at.sheet, len(place)), at.row, at.column, finding.code)

    return tuple(sorted(findings, key=order))
