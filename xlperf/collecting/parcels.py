"""Sources → Parcels: a file, a mail. Folders are walked, mbox and Maildir opened; sources are only read."""

from __future__ import annotations

import mailbox
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from xlperf import gathering
from xlperf.collecting.archives import Item, opened
from xlperf.collecting.mail import Letter, letter, letter_of_msg
from xlperf.collecting.notices import TOO_LARGE, Trouble
from xlperf.record import dataclass

KINDS = gathering.FOREIGN | gathering.ARCHIVES | {".eml", ".msg", ".mbox"}
"""Taken from folders beside workbooks."""
_MOST_BYTES = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Parcel:
    """What came in one piece. ``raw`` is the whole mail, b"" for a file; ``received`` in UTC; ``key`` names the piece for ever."""

    key: str
    source: str
    received: datetime
    items: tuple[Item, ...]
    troubles: tuple[Trouble, ...] = ()
    sender: str = ""
    subject: str = ""
    raw: bytes = b""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a mail lies, for ever: the mailbox, its UIDVALIDITY, its UID."""

    box: str
    validity: int
    uid: int


def parcels(source: Path, shelf: Path | None, missed: Callable[[OSError], None]) -> Iterator[Parcel]:
    """Everything a source holds; ``shelf`` is the store's own folder, left out. ``missed`` is told what cannot be read."""
    for path in _files(source, shelf):
        try:
            name = path.relative_to(source).as_posix() if path != source else source.name
            if stat.S_ISFIFO(path.stat().st_mode):  # waits for ever
                continue
            if path.parent.name in ("cur", "new") and _is_maildir(path.parent.parent):
                yield _mail(path.read_bytes(), name, _modified(path))
            else:
                yield from _of_file(path, name)
        except OSError as error:
            missed(error)


def _files(source: Path, shelf: Path | None) -> Iterator[Path]:
    if not source.is_dir():
        yield source
        return
    for box in sorted(path.parent for path in source.rglob("cur") if _is_maildir(path.parent)):
        for part in ("new", "cur"):
            yield from sorted(path for path in (box / part).iterdir() if not path.name.startswith("."))
    try:
        found = gathering.errands((source,), shelf, write=False, kinds=KINDS)
    except gathering.WrongCall:
        return
    yield from (errand.source for errand in found)


def _is_maildir(folder: Path) -> bool:
    return (folder / "cur").is_dir() and (folder / "new").is_dir()


def _of_file(path: Path, name: str) -> Iterator[Parcel]:
    modified = _modified(path)
    with path.open("rb") as stream:
        start = stream.read(5)
    if path.suffix.lower() == ".mbox" or start == b"From ":
        yield from _mbox(path, name, modified)
        return
    if path.stat().st_size > _MOST_BYTES:
        yield Parcel(f"file:{name}", name, modified, (), (Trouble(TOO_LARGE.code, name),))
        return
    data = path.read_bytes()
    if path.suffix.lower() == ".eml":
        yield _mail(data, name, modified)
        return
    if path.suffix.lower() == ".msg":
        yield of_mail(letter_of_msg(data, path.name), data, name, modified)
        return
    items, troubles = opened(Item("1", path.name, data))
    yield Parcel(
        f"file:{name}@{modified.isoformat()}", name, min(modified, datetime.now(UTC)), items, troubles
    )


def _mbox(path: Path, name: str, modified: datetime) -> Iterator[Parcel]:
    box = mailbox.mbox(path, create=False)
    try:
        for key in box.keys():  # noqa: SIM118  iterating a mailbox gives messages
            yield _mail(box.get_bytes(key), f"{name}:{key}", modified)
    finally:
        box.close()


def _mail(raw: bytes, name: str, modified: datetime) -> Parcel:
    return of_mail(letter(raw), raw, name, modified)


def of_mail(told: Letter, raw: bytes, source: str, taken: datetime) -> Parcel:
    """The parcel of a mail that came from ``source``; ``taken`` is when we got it, should the mail not say when it came.

    One that says that it comes from the future would be the newest for years.
    """
    now = datetime.now(UTC)
    received = told.received if told.received is not None and told.received <= now else min(taken, now)
    return Parcel(
        told.key,
        source,
        received,
        told.items,
        told.troubles,
        told.sender,
        told.subject,
        raw,
    )


def _modified(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
