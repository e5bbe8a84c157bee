"""Bytes of a 7z or rar archive → its members. Runs in a guarded child: the formats are others', and so are the files."""

from __future__ import annotations

import io
from typing import Any

from xlperf import guarded
from xlperf.collecting.notices import ARCHIVE, NO_TOOL
from xlperf.record import dataclass

SEVEN_ZIP, RAR = b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07"

Member = tuple[str, bytes | None]
"""A name and its bytes; None for one that cannot be taken out."""


@dataclass(frozen=True, slots=True)
class Package:
    """An archive and how much may come out of it: members, bytes in all."""

    data: bytes
    members: int
    room: int


def unpacked(package: Package) -> tuple[Member, ...] | str:
    """Its members in their order; the code of a notice when none can be had."""
    (told,) = guarded.each(_unpacked, (package,), lambda _, __: ARCHIVE.code)
    return told


def _unpacked(package: Package) -> tuple[Member, ...] | str:
    try:
        return _of_7z(package) if package.data.startswith(SEVEN_ZIP) else _of_rar(package)
    except MemoryError:
        raise
    except ImportError:
        return NO_TOOL.code
    except Exception:  # noqa: BLE001  strangers' files read by libraries that promise nothing
        return ARCHIVE.code


def _of_7z(package: Package) -> tuple[Member, ...] | str:
    from py7zr import SevenZipFile  # noqa: PLC0415  seldom needed, and not everywhere installed
    from py7zr.io import BytesIOFactory  # noqa: PLC0415

    with SevenZipFile(io.BytesIO(package.data), max_extract_size=package.room) as archive:
        files = [info for info in archive.list() if info.is_file]
        if (
            archive.needs_password()
            or len(files) > package.members
            or sum(info.uncompressed for info in files) > package.room
        ):
            return ARCHIVE.code
        found = BytesIOFactory(package.room + 1)
        archive.extractall(factory=found)
    told: list[Member] = []
    for info in files:
        data = found.products[info.filename].read() if info.filename in found.products else None
        told.append((info.filename, data if data is not None and len(data) == info.uncompressed else None))
    return tuple(told)


def _of_rar(package: Package) -> tuple[Member, ...] | str:
    """Members that are only stored need no tool; a packed one needs unrar, unar, 7z or bsdtar on this machine."""
    import rarfile  # noqa: PLC0415  seldom needed

    rarfile.TRY_ENCODINGS = ("utf8",)  # and not UTF-16, which any two bytes are
    left = package.room
    told: list[Member] = []
    with rarfile.RarFile(io.BytesIO(package.data), charset="gb18030", part_only=True) as archive:
        files = [info for info in archive.infolist() if info.is_file()]
        if archive.needs_password() or len(files) > package.members:
            return ARCHIVE.code
        for info in files:
            try:
                data = _of_member(archive, info, left)
            except rarfile.RarCannotExec:
                return NO_TOOL.code
            except rarfile.Error:
                data = None
            left -= len(data or b"")
            told.append((info.filename, data))
    return tuple(told) or ARCHIVE.code


def _of_member(archive: Any, info: Any, left: int) -> bytes | None:
    if info.file_size > left:
        return None
    with archive.open(info) as stream:
        data: bytes = stream.read(left + 1)
    return data if len(data) == info.file_size else None
