"""Marks into a workbook file, and out of it again.

``write`` and ``clean`` are all that others call. Both read the file once, make the whole new file in
memory, and put it in place in one step; what they cannot put in place they put beside it, and say so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xlperf.package.archive import Archive, parse_archive, read_archive
from xlperf.package.refusal import Refused
from xlperf.package.replace import Stamp, Unwritten, replace, unwritable
from xlperf.package.rewrite import rewritten
from xlperf.package.workbook import Workbook, workbook_in
from xlperf.writeback.marking import marked
from xlperf.writeback.signature import OWN_NAMES
from xlperf.writeback.unmarking import cleaned

if TYPE_CHECKING:
    from pathlib import Path

    from xlperf.writeback.marks import Marks

_BESIDE = "_检查结果"
_TRIES = 100


@dataclass(frozen=True, slots=True)
class Written:
    """Where the workbook now is: ``path`` as written, what to tell staff ("" when nothing), and how it went."""

    path: Path
    message: str = ""
    changed: bool = True
    fell_back: bool = False


@dataclass(frozen=True, slots=True)
class _Source:
    """A workbook as read, and what its file looked like then."""

    path: Path
    workbook: Workbook
    seen: Stamp | None

    @property
    def archive(self) -> Archive:
        return self.workbook.archive


def write(source: Path, target: Path, marks: Marks) -> Written:
    """Put the marks into ``source`` (its old ones gone) and the result at ``target``; both may be the same.

    Writing twice gives the same bytes as writing once. Raises Refused when nothing can be read or written.
    """
    read = _read(source)
    book = read.workbook
    cleaning = cleaned(book.archive, book.workbook_part, strict=book.strict)
    changes = marked(book.archive, cleaning.changes, book.workbook_part, marks, strict=book.strict)
    was_marked = bool(cleaning.changes) and cleaning.exact
    return _deliver(read, target, rewritten(book.archive, changes), keep=not was_marked)


def clean(source: Path, target: Path) -> Written:
    """Take every mark out of ``source`` and put the result at ``target``; both may be the same."""
    read = _read(source)
    book = read.workbook
    cleaning = cleaned(book.archive, book.workbook_part, strict=book.strict)
    content = read.archive.data if not cleaning.changes else rewritten(book.archive, cleaning.changes)
    return _deliver(read, target, content, keep=not cleaning.exact)


def _read(source: Path) -> _Source:
    seen = Stamp.of(source)
    return _Source(source, workbook_in(read_archive(source)), seen)


def _deliver(read: _Source, target: Path, content: bytes, *, keep: bool) -> Written:
    """The new content in place, or beside it with the reason."""
    _hold_readable(content)
    in_place = target.resolve() == read.path.resolve()
    if in_place and content == read.archive.data:
        return Written(target, changed=False)
    if in_place and read.workbook.is_signed:
        return _beside(target, content, "工作簿带有数字签名，写入会使签名失效")
    try:
        original = read.archive.data if in_place and keep else None
        seen = read.seen if in_place else None
        replace(target, content, seen=seen, keep=original)
    except Unwritten as refusal:
        if not refusal.elsewhere:
            raise unwritable(target.name, refusal.why) from refusal
        return _beside(target, content, refusal.why)
    signed = "副本中原有的数字签名已失效" if read.workbook.is_signed else ""
    return Written(target, signed)


def _hold_readable(content: bytes) -> None:
    """What was made opens again, or nothing is written."""
    workbook_in(parse_archive(content))


def _beside(target: Path, content: bytes, why: str) -> Written:
    """The result in a file of another name in the same folder; a file that is not ours is never replaced."""
    real = target.resolve()
    for number in range(1, _TRIES):
        place = real.with_name(f"{real.stem}{_BESIDE}{number if number > 1 else ''}{real.suffix}")
        if place.exists() and not _is_ours(place):
            continue
        try:
            replace(place, content, seen=None)
        except Unwritten as refusal:
            if place.exists() and refusal.elsewhere:
                continue
            raise unwritable(target.name, refusal.why if refusal.why != why else why) from refusal
        return Written(place, f"{why}；“{target.name}”未改动，检查结果写在“{place.name}”", fell_back=True)
    raise unwritable(target.name, why)


def _is_ours(path: Path) -> bool:
    """Whether a file beside is an earlier result of ours."""
    try:
        names = workbook_in(read_archive(path)).names
    except Refused:
        return False
    return any(OWN_NAMES.match(name.name) for name in names)
