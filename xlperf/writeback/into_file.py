"""Marks into a workbook file, and out of it again.

``write`` and ``clean`` are all that others call. Both read the file once, make the whole new file in
memory, and put it in place in one step; what they cannot put in place they put beside it, and say so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

from xlperf.package.apart import surely_apart
from xlperf.package.archive import Archive, parse_archive, read_archive
from xlperf.package.locked import is_simple, locked
from xlperf.package.originals import fitting
from xlperf.package.patch.elements import broken_part
from xlperf.package.patch.splice import pieces_of
from xlperf.package.refusal import Refused
from xlperf.package.replace import Stamp, Unwritten, replace, unwritable
from xlperf.package.rewrite import Changes, rewritten
from xlperf.package.workbook import Workbook, workbook_in
from xlperf.record import dataclass
from xlperf.writeback.marking import marked
from xlperf.writeback.signature import OWN_NAMES
from xlperf.writeback.unmarking import cleaned, holds_every_byte

if TYPE_CHECKING:
    from pathlib import Path

    from xlperf.writeback.marks import Marks

MARKED, _CLEANED = "_检查结果", "_已去除标记"
_TRIES = 100
_CELL_TWICE = "OPEN-25"
_CHECKED_UP_TO = 4 * 1024 * 1024


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


def write(
    source: Path, target: Path, marks: Marks, password: str = "", opened: Workbook | None = None
) -> Written:
    """Put the marks into ``source`` (its old ones gone) and the result at ``target``; both may be the same.

    Writing twice gives the same bytes as writing once. What came encrypted is encrypted again with the same
    password, wherever it goes. Raises Refused when nothing can be read or written. ``opened`` is the workbook as the
    marks were found in it: it is not opened again when the file has not changed since, and its cells are let go.
    """
    read = _read(source, password, opened)
    content, was_marked = marked_content(read.workbook, marks)
    return _deliver(read, target, content, MARKED, keep=not was_marked)


def marked_content(book: Workbook, marks: Marks) -> tuple[bytes, bool]:
    """The whole file with the marks in it, and whether it held exactly ours before; Refused when it cannot be made."""
    cleaning = cleaned(book.archive, book.workbook_part, strict=book.strict, for_good=False)
    changes = marked(cleaning.book, marks)
    _hold_whole(changes)
    content = rewritten(book.archive, changes)
    was_marked = bool(cleaning.changes) and cleaning.exact
    del cleaning, changes
    book.archive.forget()  # the new file is about to be opened beside it
    made = _hold_reversible(content)
    _hold_single(made, {reserved.at.sheet for reserved in marks.reserved})
    return content, was_marked


def clean(source: Path, target: Path, password: str = "") -> Written:
    """Take every mark out of ``source`` and put the result at ``target``; both may be the same."""
    read = _read(source, password)
    book = read.workbook
    cleaning = cleaned(book.archive, book.workbook_part, strict=book.strict)
    _hold_whole(cleaning.changes)
    content = rewritten(book.archive, cleaning.changes) if cleaning.changes else book.archive.data
    _hold_readable(content)
    return _deliver(read, target, content, _CLEANED, keep=not cleaning.exact)


def _read(source: Path, password: str, opened: Workbook | None = None) -> _Source:
    seen = Stamp.of(source)
    if opened is None:
        return _Source(source, workbook_in(read_archive(source, password)), seen)
    opened.forget_cells()
    archive = read_archive(source, password, opened.archive)
    return _Source(source, opened if archive is opened.archive else workbook_in(archive), seen)


def _deliver(read: _Source, target: Path, content: bytes, ending: str, *, keep: bool) -> Written:
    """The new content in place, or beside it (the name with an ending) with the reason."""
    archive, in_place = read.archive, target.resolve() == read.path.resolve()
    if in_place and content == archive.data:
        return Written(target, changed=False)
    if archive.password:
        content = locked(content, archive.password)
    aside = _reason_to_spare(read) if in_place else ""
    if aside:
        return _beside(target, content, ending, aside, archive.password)
    kept = None
    try:
        if in_place:
            replace(target, content, seen=read.seen, keep=archive.stored if keep else None)
        else:
            kept = _overwritten(target, archive.password)
            replace(target, content, seen=None, keep=kept)
    except Unwritten as refusal:
        if in_place and _holds(target, content):
            return Written(target, changed=False)
        if not refusal.elsewhere:
            raise unwritable(target.name, refusal.why) from refusal
        return _beside(target, content, ending, refusal.why, archive.password)
    return Written(target, _aftermath(read, target, replaced=kept is not None))


def _holds(path: Path, content: bytes) -> bool:
    """Whether a file holds this already: another run on the same workbook was quicker."""
    try:
        return path.read_bytes() == content
    except OSError:
        return False


def _reason_to_spare(read: _Source) -> str:
    """Why a file stays as it is though it could be written; "" when there is no reason."""
    if read.workbook.is_signed:
        return "工作簿带有数字签名，写入会使签名失效"
    if read.archive.password and not is_simple(read.archive.stored):
        return "加密的文件里还有证书等内容，重新加密会丢失"
    return ""


def _aftermath(read: _Source, target: Path, *, replaced: bool) -> str:
    """What staff should know about a file that was written; "" when nothing."""
    told = []
    if replaced:
        told.append(f'结果已写入“{target}”；那里原有的文件已留存，可用 xlperf restore "{target}" 取回')
    if read.workbook.is_signed:
        told.append("副本中原有的数字签名已失效")
    return "；".join(told)


def _overwritten(target: Path, password: str) -> bytes | None:
    """What another file at the target held, to be kept; None when there is none, or a result of ours."""
    if not target.is_file() or is_ours(target, password):
        return None
    try:
        return target.read_bytes()
    except OSError as error:
        raise Unwritten("目标位置已有文件，且无法读取") from error


def _hold_whole(changes: Changes) -> None:
    """Every part that was made or changed is whole XML, or nothing is written; huge sheets are trusted."""
    for name, content in (*changes.replaced.items(), *changes.added.items()):
        if name.lower().endswith((".xml", ".rels")) and len(content) <= _CHECKED_UP_TO:
            try:
                expat.ParserCreate().Parse(b"".join(pieces_of(content)), True)  # noqa: FBT003  positional in C
            except (expat.ExpatError, ValueError) as error:
                raise broken_part() from error


def _hold_readable(content: bytes) -> None:
    """What was made opens again, or nothing is written."""
    workbook_in(parse_archive(content))


def _hold_reversible(content: bytes) -> Workbook:
    """What was made opens again, with our sheet last, and every byte of the original can be got back, or nothing is written.

    A package that lists its sheets twice, say, reads alike in no two programs; into such a one we do not write.
    """
    book = workbook_in(parse_archive(content))
    if not holds_every_byte(book.archive, book.workbook_part, book.sheets[-1].part, strict=book.strict):
        raise broken_part()
    return book


def _hold_single(made: Workbook, filled: set[str]) -> None:
    """No sheet that gained values holds an address twice, or nothing is written.

    That happens where a cell's address names another row than its own. A sheet that cannot be read for another
    reason could not be read before.
    """
    for sheet in made.sheets:
        if sheet.name in filled and not surely_apart(made.archive.read(sheet.part)):
            try:
                len(sheet.grid.cells)
            except Refused as error:
                if error.code == _CELL_TWICE:
                    raise broken_part() from error


def _beside(target: Path, content: bytes, ending: str, why: str, password: str) -> Written:
    """The result in a file of another name in the same folder; a file that is not ours is never replaced."""
    real = target.resolve()
    for number in range(1, _TRIES):
        added = f"{ending}{number if number > 1 else ''}{real.suffix}"
        place = real.with_name(fitting(real.stem, added))
        if place.exists() and not is_ours(place, password):
            continue
        try:
            replace(place, content, seen=None)
        except Unwritten as refusal:
            if place.exists() and refusal.elsewhere:
                continue
            raise unwritable(target.name, refusal.why) from refusal
        return Written(place, f"{why}；“{target.name}”未改动，结果写在“{place.name}”", fell_back=True)
    raise unwritable(target.name, why)


def is_ours(path: Path, password: str) -> bool:
    """Whether a file is an earlier result of ours."""
    try:
        names = workbook_in(read_archive(path, password)).names
    except Refused:
        return False
    return any(OWN_NAMES.match(name.name) for name in names)
