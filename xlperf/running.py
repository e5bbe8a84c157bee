"""One workbook's way through a call: assess, compose, write. Whatever happens, the next one gets its turn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from xlperf.assess import assess
from xlperf.baseline import compared
from xlperf.findings import Finding, Report, Severity
from xlperf.package.refusal import Refused
from xlperf.package.replace import unwritable
from xlperf.trouble import BUG, BUG_HINT, bug_line, in_words
from xlperf.writeback.compose import compose

if TYPE_CHECKING:
    from pathlib import Path

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
    errands: Iterable[Errand], office: Office, password: str = "", baseline: Baseline | None = None
) -> Iterator[Outcome]:
    """Checks one workbook after the other and writes each result where its errand says.

    With a ``baseline``, what stood in it already is told as such.
    """
    for errand in errands:
        yield _checked(errand, office, password, baseline)


def _checked(errand: Errand, office: Office, password: str, baseline: Baseline | None) -> Outcome:
    try:
        report = assess(errand.source, office, password)
        if baseline is not None:
            report = compared(report, baseline)
    except Exception as error:  # noqa: BLE001  the last guard: one workbook must not stop the others
        return Outcome(_nothing(errand, _bug(error)), failed=True)
    if errand.target is None or not report.readable:
        return Outcome(report)
    if report.form is None:
        return Outcome(report, "这个文件不是自评工作簿，未写入任何内容。")
    from xlperf.writeback.into_file import write  # noqa: PLC0415  not needed to report only

    target = errand.target
    return _changed(
        errand,
        report,
        lambda: write(errand.source, target, compose(report), password),
        ("结果已写入", "结果与上次相同，没有改动"),
    )


def cleaned(errands: Iterable[Errand], password: str = "") -> Iterator[Outcome]:
    """Takes every mark away from one workbook after the other."""
    for errand in errands:
        yield _cleaned(errand, errand.target or errand.source, password)


def _cleaned(errand: Errand, target: Path, password: str) -> Outcome:
    from xlperf.writeback.into_file import clean  # noqa: PLC0415

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
    except Refused as refused:
        told = Finding(refused.code, Severity.ERROR, refused.message, refused.hint)
    except Exception as error:  # noqa: BLE001  as above
        told = _bug(error)
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


def _nothing(errand: Errand, finding: Finding) -> Report:
    return Report(str(errand.source), None, None, (finding,), readable=False)


def _bug(error: Exception) -> Finding:
    """Kind and place of the exception; its text may hold what somebody wrote, so it stays out."""
    return Finding(BUG, Severity.ERROR, bug_line(error), BUG_HINT)
