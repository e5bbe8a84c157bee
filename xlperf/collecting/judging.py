"""Contents of the store that nobody has judged yet → results, each in a guarded child, saved as they come."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from xlperf import __version__, guarded
from xlperf.assess import assess_and_read
from xlperf.collecting import kinds, reviewing
from xlperf.collecting.facts import Facts, facts_of, is_return
from xlperf.collecting.notices import Trouble
from xlperf.collecting.shelf import originals
from xlperf.collecting.store import Result, Store
from xlperf.collecting.store_notices import ALTERED, MISSING, OTHER_PROGRAM
from xlperf.collecting.traits import traits_of
from xlperf.findings import Report, Severity
from xlperf.guarded import Limits
from xlperf.not_read import bug, unreadable
from xlperf.office import Office
from xlperf.package.refusal import Refused
from xlperf.printing.as_json import as_object
from xlperf.record import dataclass
from xlperf.submission import Submission
from xlperf.wording import in_reading_order

WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".et", ".ods", ".xlsb", ".csv")
"""Endings of what is judged. Pictures, minutes and archives are kept and not judged."""
_SAVED_AT_ONCE = 16
_IN_A_CHUNK = 32
"""Workbooks in one errand: about a second's work, so that neither its way nor its loss weighs."""
_TOGETHER = 16
"""Chunks that the children of one machine share, so that none waits for another."""


@dataclass(frozen=True, slots=True)
class Job:
    """One content to judge."""

    sha: str
    name: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """Jobs with all that is needed to judge them elsewhere; ``program`` is whose answer is wanted."""

    jobs: tuple[Job, ...]
    office: Office
    originals: str
    program: str


Each = Callable[..., Iterator[Result]]
"""``guarded.each``, or that of a Guard that stays."""
Engine = Callable[[Sequence[Chunk]], Iterator[Result | Trouble]]
"""Where chunks are judged. A Trouble stands for a workbook that was not judged."""


@functools.cache
def program() -> str:
    """What stands for this program: its version and every file of it."""
    house = Path(__file__).parents[1]
    told = hashlib.sha256(__version__.encode())
    for path in sorted(path for path in house.rglob("*") if path.suffix in (".py", ".toml")):
        told.update(path.relative_to(house).as_posix().encode())
        told.update(path.read_bytes())
    return told.hexdigest()


def rules_of(office: Office, today: date | None = None) -> str:
    """What stands for this program with these settings today: other rules judge again."""
    day = today or datetime.now().astimezone().date()
    expired = [waiver for waiver in office.waiver if waiver.expires < day]
    return hashlib.sha256(f"{program()}\n{office!r}\n{expired!r}".encode()).hexdigest()[:16]


def jobs(store: Store, office: Office) -> tuple[Job, ...]:
    """What is still to be judged."""
    found: dict[str, Job] = {}
    for sha, name in store.unjudged(rules_of(office)):
        if name.lower().endswith(WORKBOOKS):
            found.setdefault(sha, Job(sha, name))
    return tuple(found.values())


def here(chunks: Sequence[Chunk], limits: Limits = guarded.USUAL) -> Iterator[Result | Trouble]:
    """The engine of one machine: as many children as it has processors."""
    if len(chunks) == 1:
        yield from judge(chunks[0], functools.partial(guarded.each, limits=limits, apart=True))
        return
    with guarded.Guard(limits) as guard:
        for few in range(0, len(chunks), _TOGETHER):
            jobs = tuple(job for chunk in chunks[few : few + _TOGETHER] for job in chunk.jobs)
            yield from judge(replace(chunks[few], jobs=jobs), guard.each)


def judged(
    store: Store, office: Office, todo: Sequence[Job], engine: Engine = here
) -> Generator[Result | Trouble, None, None]:
    """What became of each job, in no order; a run that is broken off has kept all that it gave."""
    where, rules = store.originals.url, rules_of(office)
    chunks = [
        Chunk(tuple(todo[start : start + _IN_A_CHUNK]), office, where, program())
        for start in range(0, len(todo), _IN_A_CHUNK)
    ]
    waiting: list[Result] = []
    try:
        for told in engine(chunks):
            if isinstance(told, Result):
                waiting.append(told)
            if len(waiting) >= _SAVED_AT_ONCE:
                store.judged(rules, waiting)
                waiting.clear()
            yield told
    finally:
        store.judged(rules, waiting)


def judge(chunk: Chunk, each: Each) -> Iterator[Result | Trouble]:
    """What became of each job of a chunk, wherever this program runs. OSError when the originals cannot be reached."""
    if chunk.program != program():
        yield from (Trouble(OTHER_PROGRAM.code, job.name) for job in chunk.jobs)
        return
    shelf = originals(chunk.originals)
    with shelf.at_hand(job.sha for job in chunk.jobs) as files:
        there = [(job, files[job.sha]) for job in chunk.jobs if job.sha in files]
        yield from each(functools.partial(_judged, office=chunk.office), there, _lost)
    for job in chunk.jobs:
        if job.sha not in files:
            notice = MISSING if shelf.read(job.sha) is None else ALTERED
            yield Trouble(notice.code, job.name)


def _judged(given: tuple[Job, Path], *, office: Office) -> Result:
    job, path = given
    try:
        report, submission = assess_and_read(path, office)
        if submission is None or not is_return(submission):
            return _result(job, replace(report, form=None), Facts())
        facts = facts_of(submission, report)
        result = _result(job, report, facts, _beside(submission, report, facts, office))
        found = reviewing.decisions(submission)
        return replace(result, content=reviewing.content_of(submission), review=reviewing.as_text(found))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  one file never stops the others
        return _result(job, Report(job.name, None, None, (bug(error),), readable=False), Facts())


def _beside(submission: Submission, report: Report, facts: Facts, office: Office) -> dict[str, object]:
    """What is kept with the JSON of the report: 问题类别 of its findings in their order, and of the rows (表!16)."""
    rows = kinds.places(submission)
    sorts = [kinds.kind_of(each.code, each.at, submission, rows) for each in in_reading_order(report)]
    told = {f"{sheet}!{row}": kind for (sheet, row), kind in rows.items()}
    return {
        "kinds": sorts,
        "places": told,
        "traits": traits_of(submission, report, facts, office).as_object(),
    }


def _lost(given: tuple[Job, Path], reason: Refused) -> Result:
    job, path = given
    return _result(job, unreadable(path, reason), Facts())


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
