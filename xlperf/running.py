"""One workbook's way through a call: assess, compose, write. Whatever happens, the next one gets its turn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from xlperf.assess import assess
from xlperf.findings import Finding, Report, Severity
from xlperf.package.refusal import Refused
from xlperf.trouble import BUG, BUG_HINT, bug_line, in_words
from xlperf.writeback.compose import compose

if TYPE_CHECKING:
    from xlperf.gathering import Errand
    from xlperf.office import Office


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one workbook; ``said`` is a sentence about the file that was written, if any."""

    report: Report
    said: str = ""
    failed: bool = False

    @property
    def status(self) -> int:
        """0 no error finding, 1 error findings, 2 not read or not written."""
        if self.failed or not self.report.readable:
            return 2
        return 1 if self.report.count(Severity.ERROR) else 0


def status(outcomes: Iterable[Outcome]) -> int:
    """Exit status of a call: that of its worst workbook."""
    return max((outcome.status for outcome in outcomes), default=0)


def checked(errands: Iterable[Errand], office: Office) -> Iterator[Outcome]:
    """Checks one workbook after the other and writes each result where its errand says."""
    for errand in errands:
        yield _checked(errand, office)


def _checked(errand: Errand, office: Office) -> Outcome:
    try:
        report = assess(errand.source, office)
    except Exception as error:  # noqa: BLE001  the last guard: one workbook must not stop the others
        return Outcome(_nothing(errand, _bug(error)), failed=True)
    if errand.target is None or not report.readable:
        return Outcome(report)
    if report.form is None:
        return Outcome(report, "这个文件不是自评工作簿，未写入任何内容。")
    from xlperf.writeback.into_file import write  # noqa: PLC0415  not needed to report only

    target = errand.target
    return _changed(errand, report, lambda: write(errand.source, target, compose(report)).message)


def cleaned(errands: Iterable[Errand]) -> Iterator[Outcome]:
    """Takes every mark away from one workbook after the other."""
    from xlperf.writeback.into_file import clean  # noqa: PLC0415

    for errand in errands:
        target = errand.target or errand.source
        report = Report(str(errand.source), None, None)
        yield _changed(errand, report, lambda e=errand, t=target: clean(e.source, t).message)


def _changed(errand: Errand, report: Report, change: Callable[[], str]) -> Outcome:
    """The outcome of changing a file; a change that fails is one more finding of its report."""
    try:
        if errand.target is not None:
            errand.target.parent.mkdir(parents=True, exist_ok=True)
        return Outcome(report, change())
    except Refused as refused:
        told = Finding(refused.code, Severity.ERROR, refused.message, refused.hint)
    except OSError as error:
        told = Finding(
            "WRITE-00",
            Severity.ERROR,
            f"无法写入“{(errand.target or errand.source).name}”：{in_words(error)}",
            "请确认文件没有被打开、磁盘有空间、文件夹可写，然后重试；或用 --output 写到别处",
        )
    except Exception as error:  # noqa: BLE001  as above
        told = _bug(error)
    return Outcome(replace(report, findings=(*report.findings, told)), failed=True)


def _nothing(errand: Errand, finding: Finding) -> Report:
    return Report(str(errand.source), None, None, (finding,), readable=False)


def _bug(error: Exception) -> Finding:
    """Kind and place of the exception; its text may hold what somebody wrote, so it stays out."""
    return Finding(BUG, Severity.ERROR, bug_line(error), BUG_HINT)
