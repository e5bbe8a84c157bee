"""The errands of a call, each in a child. Whatever happens to one workbook, the next one gets its turn.

The child loads what it works with: a process that has loaded little is forked off in no time.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from xlperf import guarded
from xlperf.findings import Report, Severity
from xlperf.not_read import unreadable
from xlperf.package.replace import Stamp
from xlperf.package.resting import collector_at_rest
from xlperf.record import dataclass

if TYPE_CHECKING:
    from xlperf.baseline import Baseline
    from xlperf.gathering import Errand
    from xlperf.office import Office
    from xlperf.package.refusal import Refused


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one workbook; ``said`` is a sentence about the file that was written, if any.

    ``aside``: the result lies in another file than was asked for.
    """

    report: Report
    said: str = ""
    failed: bool = False
    aside: bool = False

    @property
    def status(self) -> int:
        """0 no error finding, 1 error findings, 2 not read or not written."""
        if self.failed or not self.report.readable:
            return 2
        return 1 if self.report.count(Severity.ERROR) else 0


def status(outcomes: Iterable[Outcome]) -> int:
    """Exit status of a call: that of its worst workbook."""
    return max((outcome.status for outcome in outcomes), default=0)


def checked(
    errands: Iterable[Errand],
    office: Office,
    password: str = "",
    baseline: Baseline | None = None,
    *,
    apart: bool = False,
) -> Generator[Outcome, None, None]:
    """Checks the workbooks and writes each result where its errand says.

    With a ``baseline``, what stood in it already is told as such. ``apart``: even one alone is checked in a child.
    """
    work = partial(_checked, office=office, password=password, baseline=baseline)
    yield from _guarded(work, errands, apart=apart)


def _checked(errand: Errand, *, office: Office, password: str, baseline: Baseline | None) -> Outcome:
    with collector_at_rest():  # the rooms hold thousands of objects, and none of them is garbage
        from xlperf.carrying_out import checked as carried_out  # noqa: PLC0415  loaded by the child

    return carried_out(errand, office, password, baseline)


def cleaned(errands: Iterable[Errand], password: str = "") -> Iterator[Outcome]:
    """Takes every mark away from one workbook after the other."""
    yield from _guarded(partial(_cleaned, password=password), errands)


def _cleaned(errand: Errand, *, password: str) -> Outcome:
    from xlperf.carrying_out import cleaned as carried_out  # noqa: PLC0415  loaded by the child

    return carried_out(errand, password)


def _guarded(
    work: Callable[[Errand], Outcome], errands: Iterable[Errand], *, apart: bool = False
) -> Iterator[Outcome]:
    """The outcome of each errand, also of one that was stopped: was its file written by then, or not?"""
    jobs = tuple(errands)
    before = {errand: errand.target and Stamp.of(errand.target) for errand in jobs}

    def stopped(errand: Errand, reason: Refused) -> Outcome:
        report = replace(unreadable(errand.source, reason), file=errand.told)
        if errand.target is None:
            return Outcome(report, failed=True)
        same = Stamp.of(errand.target) == before[errand]
        said = f"“{errand.target}”没有改动。" if same else f"“{errand.target}”已完整写好，但没能报告结果。"
        return Outcome(report, said, failed=True)

    return guarded.each(work, jobs, stopped, apart=apart)
