"""What every input goes through: assessed, written, written again, cleaned. Anything but a refusal is a fault."""

from __future__ import annotations

import resource
from pathlib import Path

from tests.writeback.books import marks_everywhere
from xlperf.assess import assess
from xlperf.findings import Report
from xlperf.office import Office
from xlperf.package.archive import Archive, Member, read_archive
from xlperf.package.refusal import Refused
from xlperf.package.workbook import open_workbook
from xlperf.writeback.compose import compose
from xlperf.writeback.into_file import clean, write
from xlperf.writeback.marks import Marks

OFFICE = Office()
REFUSED, UNWRITTEN, FORM, OTHER = "refused", "not written", "form written", "other workbook written"


class BrokenPromise(AssertionError):
    """Nothing crashed, but what was promised does not hold."""


def peak() -> int:
    """The most memory this process ever held, in MiB (VmHWM; what a parent held before does not count)."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 20
    return int(status.read_text(encoding="ascii").partition("VmHWM:")[2].split()[0]) >> 10


def tried(path: Path, *, marked: bool = False, thorough: bool = False) -> str:
    """How it ended, as one word. ``path`` stays as it is; ``marked`` files carry marks of ours already.

    Raises whatever the program raises that is no refusal, and BrokenPromise.
    """
    report = assess(path, OFFICE)
    if not report.readable:
        return REFUSED
    once, back = path.with_name("once.xlsx"), path.with_name("back.xlsx")
    for file in (once, back):
        file.unlink(missing_ok=True)
    try:
        marks = _marks(path, report)
        write(path, once, marks)
    except Refused:
        return UNWRITTEN
    clean(once, back)
    if not marked and contents(back) != contents(path):
        raise BrokenPromise("clean does not give the original back")
    if thorough:
        _same_again(once, back, marks, report)
    return FORM if report.form else OTHER


def contents(path: Path) -> list[tuple[str, bytes]]:
    """The members of a workbook in order, inflated; one that cannot be inflated as it lies."""
    archive = read_archive(path)
    return [(member.name, _content(archive, member)) for member in archive.members]


def _content(archive: Archive, member: Member) -> bytes:
    try:
        return archive.read(member.name)
    except Refused:
        return archive.raw(member)


def _marks(path: Path, report: Report) -> Marks:
    return compose(report) if report.form else marks_everywhere(open_workbook(path))


def _same_again(once: Path, back: Path, marks: Marks, report: Report) -> None:
    if write(once, once, marks).changed:
        raise BrokenPromise("writing twice is not writing once")
    if clean(back, back).changed:
        raise BrokenPromise("cleaning twice is not cleaning once")
    if assess(once, OFFICE).findings != report.findings:
        raise BrokenPromise("the marks change what is found")
