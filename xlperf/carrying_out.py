"""One errand carried out: assess, compose, write. Entered by the child that does it, with the rooms it needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from xlperf.assess import look_at_anything
from xlperf.baseline import compared
from xlperf.findings import Finding, Report, Severity
from xlperf.not_read import bug, unreadable
from xlperf.package.refusal import Refused, refused
from xlperf.package.replace import unwritable
from xlperf.running import Outcome
from xlperf.trouble import in_words
from xlperf.writeback.compose import compose

if TYPE_CHECKING:
    from xlperf.baseline import Baseline
    from xlperf.gathering import Errand
    from xlperf.office import Office
    from xlperf.writeback.into_file import Written


def checked(errand: Errand, office: Office, password: str, baseline: Baseline | None) -> Outcome:
    """The workbook checked, its result written where the errand says."""
    if errand.lost:
        reason = refused("OPEN-30", name=errand.lost)
        return Outcome(replace(unreadable(errand.source, reason), file=errand.told))
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

    opened = seen.workbook
    del seen  # what staff wrote takes more room than writing does
    return _changed(
        errand,
        report,
        lambda: write(errand.source, target, compose(report), password, opened),
        ("结果已写入", "结果与上次相同，没有改动"),
    )


def cleaned(errand: Errand, password: str) -> Outcome:
    """The workbook without our marks."""
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
