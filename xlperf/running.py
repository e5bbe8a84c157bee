"""One workbook's way through a call: assess, compose, write. Whatever happens, the next one gets its turn."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from xlperf import guarded
from xlperf.assess import bug, look_at_anything, unreadable
from xlperf.baseline import compared
from xlperf.findings import Finding, Report, Severity
from xlperf.package.refusal import Refused, refused
from xlperf.package.replace import Stamp, unwritable
from xlperf.record import dataclass
from xlperf.trouble import in_words
from xlperf.writeback.compose import compose

if TYPE_CHECKING:
    from xlperf.baseline import Baseline
    from xlperf.gathering import Errand
    from xlperf.office import Office
    from xlperf.writeback.into_file import Written


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
    if errand.lost:
        return Outcome(_lost(errand, refused("OPEN-30", name=errand.lost)))
    seen = look_at_anything(errand.source, office, password)
    report = replace(seen.report, file=errand.told)
    if baseline is not None:
        report = compared(report, baseline)
    if errand.target is None or not report.readable:
        return Outcome(report)
    if report.form is None:
        return Outcome(report, "这个文件不是自评工作簿，未写入任何内容。")
    target = errand.target
    if seen.workbook is not None and seen.submission is not None and seen.workbook.foreign:
        from xlperf.migrating.checked import written_anew  # noqa: PLC0415  few are no .xlsx

        read_as = seen.workbook, seen.submission
        return _changed(errand, report, lambda: written_anew(errand, report, read_as, office), ("", ""))
    from xlperf.writeback.into_file import write  # noqa: PLC0415  not needed to report only

    return _changed(
        errand,
        report,
        lambda: write(errand.source, target, compose(report), password),
        ("结果已写入", "结果与上次相同，没有改动"),
    )


def cleaned(errands: Iterable[Errand], password: str = "") -> Iterator[Outcome]:
    """Takes every mark away from one workbook after the other."""
    yield from _guarded(partial(_cleaned, password=password), errands)


def _guarded(
    work: Callable[[Errand], Outcome], errands: Iterable[Errand], *, apart: bool = False
) -> Iterator[Outcome]:
    """The outcome of each errand, also of one that was stopped: was its file written by then, or not?"""
    jobs = tuple(errands)
    before = {errand: errand.target and Stamp.of(errand.target) for errand in jobs}

    def stopped(errand: Errand, reason: Refused) -> Outcome:
        report = _lost(errand, reason)
        if errand.target is None:
            return Outcome(report, failed=True)
        same = Stamp.of(errand.target) == before[errand]
        said = f"“{errand.target}”没有改动。" if same else f"“{errand.target}”已完整写好，但没能报告结果。"
        return Outcome(report, said, failed=True)

    return guarded.each(work, jobs, stopped, apart=apart)


def _lost(errand: Errand, reason: Refused) -> Report:
    """The report of an errand that could not be run."""
    return replace(unreadable(errand.source, reason), file=errand.told)


def _cleaned(errand: Errand, *, password: str) -> Outcome:
    from xlperf.writeback.into_file import clean  # noqa: PLC0415

    target = errand.target or errand.source
    report = Report(str(errand.source), None, None)
    return _changed(
        errand,
        report,
        lambda: clean(errand.source, target, password),
        ("已去掉全部标记：", "没有标记，未作改动："),
    )


def _changed(
    errand: Errand, report: Report, change: Callable[[], Written], words: tuple[str, str]
) -> Outcome:
    """The outcome of changing a file; a change that fails is one more finding of its report.

    ``words`` stand before the name of a file that was changed, and of one that needed no change.
    """
    try:
        _make_room(errand)
        written = change()
    except Refused as reason:
        told = Finding(reason.code, Severity.ERROR, reason.message, reason.hint)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  as above
        told = bug(error)
    else:
        said = f"{words[0 if written.changed else 1]}“{written.path}”。"
        return Outcome(report, written.message or said, aside=written.fell_back)
    return Outcome(replace(report, findings=(*report.findings, told)), failed=True)


def _make_room(errand: Errand) -> None:
    """The folder of ``--output``, made when it is not there."""
    if errand.target is None:
        return
    try:
        errand.target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(errand.name, in_words(error)) from None
