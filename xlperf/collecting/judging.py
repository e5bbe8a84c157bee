"""Contents of the store that nobody has judged yet → results, each in a guarded child, saved as they come."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Generator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from pathlib import Path

from xlperf import __version__, guarded
from xlperf.assess import assess_and_read, bug, unreadable
from xlperf.collecting import kinds
from xlperf.collecting.facts import Facts, facts_of, is_return
from xlperf.collecting.store import Result, Store
from xlperf.collecting.traits import traits_of
from xlperf.findings import Report, Severity
from xlperf.office import Office
from xlperf.package.refusal import Refused
from xlperf.printing.as_json import as_object
from xlperf.submission import Submission
from xlperf.wording import in_reading_order

WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".et", ".ods", ".xlsb", ".csv")
"""Endings of what is judged. Pictures, minutes and archives are kept and not judged."""

KEPT = 2
"""Raised whenever more is kept with a result than before: what lies in older stores is judged again."""


@dataclass(frozen=True, slots=True)
class Job:
    """One content to judge."""

    sha: str
    name: str
    path: Path


def rules_of(office: Office) -> str:
    """What stands for this program with these settings: other rules judge again."""
    return hashlib.sha256(f"{__version__}\n{KEPT}\n{office!r}".encode()).hexdigest()[:16]


def jobs(store: Store, office: Office) -> tuple[Job, ...]:
    """What is still to be judged."""
    found: dict[str, Job] = {}
    for sha, name in store.unjudged(rules_of(office)):
        if name.lower().endswith(WORKBOOKS):
            found.setdefault(sha, Job(sha, name, store.shelf.place(sha)))
    return tuple(found.values())


def judged(store: Store, office: Office, todo: tuple[Job, ...]) -> Generator[Result, None, None]:
    """The result of each job; a run that is broken off has kept all it gave."""
    rules = rules_of(office)
    for result in guarded.each(partial(_judged, office=office), todo, _lost):
        store.judged(rules, (result,))
        yield result


def _judged(job: Job, *, office: Office) -> Result:
    try:
        report, submission = assess_and_read(job.path, office)
        if submission is None or not is_return(submission):
            return _result(job, replace(report, form=None), Facts())
        facts = facts_of(submission, report)
        return _result(job, report, facts, _beside(submission, report, facts, office))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  one file never stops the others
        return _result(job, Report(job.name, None, None, (bug(error),), readable=False), Facts())


def _beside(submission: Submission, report: Report, facts: Facts, office: Office) -> dict[str, object]:
    """What is kept with the JSON of the report: ``kinds`` are 问题类别 of its findings, in their order."""
    rows = kinds.places(submission)
    sorts = [kinds.kind_of(each.code, each.at, submission, rows) for each in in_reading_order(report)]
    return {"kinds": sorts, "traits": traits_of(submission, report, facts, office).as_object()}


def _lost(job: Job, reason: Refused) -> Result:
    return _result(job, unreadable(job.path, reason), Facts())


def _result(job: Job, report: Report, facts: Facts, beside: dict[str, object] | None = None) -> Result:
    told = as_object(replace(report, file=job.name)) | (beside or {})
    return Result(
        job.sha,
        report.form or "",
        report.subject.year,
        report.subject.unit,
        report.subject.project,
        report.count(Severity.ERROR),
        report.count(Severity.WARNING),
        _text(facts.amount),
        facts.basis,
        _text(facts.spent),
        _text(facts.self_score),
        _text(facts.at_most),
        _text(facts.reviewed),
        json.dumps(told, ensure_ascii=False),
    )


def _text(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"
