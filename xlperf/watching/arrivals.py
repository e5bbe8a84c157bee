"""Which workbooks in 收件 have arrived whole. By looking again and again: network shares tell of nothing.

Explorer and some servers give a file its full size before its content, so a size that stays the same is not enough:
a package must end as one does. A file that stays broken is taken all the same after a while, and reported.
"""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from xlperf.gathering import FOREIGN, WORKBOOKS, is_hidden
from xlperf.package.owners import owner_of
from xlperf.package.replace import Stamp
from xlperf.record import dataclass

_PATIENCE = 60.0
"""Seconds without a change after which a file counts as arrived though it looks cut short."""
_ZIP = b"PK"
_HEAD = 8


@dataclass(frozen=True, slots=True)
class Sight:
    """What a file looked like, and since when (seconds of the caller's clock) it has looked so."""

    stamp: Stamp
    since: float


def look(inbox: Path, before: Mapping[Path, Sight], now: float) -> dict[Path, Sight]:
    """Every workbook in 收件 as it is now; ``before`` is the last look. Raises OSError when 收件 cannot be read."""
    seen = {}
    for path in _files(inbox):
        stamp = Stamp.of(path) if is_for_us(path) and is_plain(path) else None
        if stamp is not None:
            known = before.get(path)
            seen[path] = known if known is not None and known.stamp == stamp else Sight(stamp, now)
    return seen


def settled(seen: Mapping[Path, Sight], now: float, quiet: float) -> list[Path]:
    """Those that nobody has touched for ``quiet`` seconds, has open, or is still copying, in order of name."""
    return [
        path
        for path, sight in sorted(seen.items())
        if now - sight.since >= quiet
        and owner_of(path) is None
        and (now - sight.since >= _PATIENCE or _is_whole(path))
    ]


def held(seen: Mapping[Path, Sight], now: float, quiet: float) -> Iterator[tuple[Path, str]]:
    """Those that somebody has open, and who ("" when nobody can tell)."""
    for path, sight in seen.items():
        owner = owner_of(path) if now - sight.since >= quiet else None
        if owner is not None:
            yield path, owner


def is_for_us(path: Path) -> bool:
    """Whether a file is a workbook, or what is read as one."""
    return path.suffix.lower() in WORKBOOKS | FOREIGN and not is_hidden(path)


def is_plain(path: Path) -> bool:
    """Whether it is a file itself: no link to one that may change or lie elsewhere, and no pipe that nobody fills."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def stuck(seen: Mapping[Path, Sight], now: float, quiet: float) -> list[Path]:
    """Those that have arrived for long, and still lie in 收件: they cannot be taken out."""
    return [
        path for path in settled(seen, now, quiet) if now - seen[path].since >= _PATIENCE and is_plain(path)
    ]


def strangers(inbox: Path) -> list[Path]:
    """Files in 收件 that are no workbooks, and links and devices, which stay where they are."""
    return [
        path
        for path in _files(inbox)
        if not is_hidden(path)
        and path.is_symlink() | path.exists()
        and not (is_for_us(path) and is_plain(path))
    ]


def _files(inbox: Path) -> Iterator[Path]:
    def barred(error: OSError) -> None:
        raise error

    for place, folders, names in os.walk(inbox, onerror=barred):
        folders[:] = [name for name in folders if not is_hidden(Path(place, name))]
        yield from (Path(place, name) for name in names)


def _is_whole(path: Path) -> bool:
    """Not empty, not only room set aside for it; a package has its directory at its end."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:  # still held by the program that copies it
        return False
    if head.startswith(_ZIP):
        return zipfile.is_zipfile(path)
    return any(head)
