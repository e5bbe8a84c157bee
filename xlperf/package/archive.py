"""The zip archive beneath a workbook: its members, read within bounds, and their raw bytes.

Nothing is ever extracted to disk, and no name inside the file is ever used as a path.
"""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, NamedTuple

from xlperf.package import gate
from xlperf.package.directory import STORED, Member, folded, read_directory
from xlperf.package.foreign import ZIP_START, name_foreign
from xlperf.package.locked import is_locked, unlocked
from xlperf.package.owners import owner_of
from xlperf.package.refusal import refused

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Archive", "Content", "Member", "archive_of", "content_of", "parse_archive", "read_archive"]

_EMPTY_ZIP_START = b"PK\x05\x06"
_CACHE_ROOM = 64 * gate.MIB
_SMALL = gate.MIB // 4
_PIECE = 32 * 1024


class Archive:
    """A whole file in memory (bounded) and its members in file order; built by ``read_archive``.

    ``stored`` is what lies on disk: ``data`` itself, or the encrypted container that ``password`` opens.
    """

    def __init__(self, data: bytes, members: tuple[Member, ...], comment: bytes = b"") -> None:
        self.data = data
        self.stored = data
        self.password = ""
        self.members = members
        self.comment = comment
        self._by_name = {folded(member.name): member for member in members}
        self._cache: dict[str, bytes] = {}
        self._cached = 0

    def names(self) -> tuple[str, ...]:
        """Member names as written, in file order."""
        return tuple(member.name for member in self.members)

    def find(self, name: str) -> Member | None:
        """The member of this name, whatever its case or leading slash; None when there is none."""
        return self._by_name.get(folded(name))

    def read(self, name: str) -> bytes:
        """The inflated bytes of a member, length and CRC verified. A missing name is OPEN-22."""
        member = self.find(name)
        if member is None:
            raise refused("OPEN-22", why=f"缺少部件 {name}")
        cached = self._cache.get(member.name)
        if cached is None:
            cached = self._inflate(member)
            if self._cached + len(cached) <= _CACHE_ROOM:
                self._cached += len(cached)
                self._cache[member.name] = cached
        return cached

    def read_once(self, name: str) -> bytes:
        """The same for whoever needs it once: a large member is not kept."""
        content = self.read(name)
        member = self.find(name)
        if member is not None and len(content) > _SMALL and self._cache.pop(member.name, None) is not None:
            self._cached -= len(content)
        return content

    def forget(self) -> None:
        """Let go of what was inflated; whoever asks for it once more has it inflated again."""
        self._cache.clear()
        self._cached = 0

    def raw(self, member: Member) -> bytes:
        """Local header, name, extra, compressed data and data descriptor, exactly as in the file."""
        return self.data[member.offset : member.end]

    def _inflate(self, member: Member) -> bytes:
        packed = self.data[member.data_offset : member.data_offset + member.compressed_size]
        if member.method == STORED:
            content = packed
        else:
            try:
                content, ended = _inflated(packed, member.size)
            except zlib.error as error:
                raise refused("OPEN-17", part=member.name, why="无法解压") from error
            if not ended and len(content) == member.size:
                raise refused("OPEN-17", part=member.name, why="压缩数据不完整")
        if len(content) != member.size:
            raise refused("OPEN-17", part=member.name, why="解压后的长度与目录所记不符")
        if zlib.crc32(content) != member.crc:
            raise refused("OPEN-17", part=member.name, why="的校验值（CRC）不符")
        return content


def _inflated(packed: bytes, size: int) -> tuple[bytes, bool]:
    """What was packed, no more than a byte beyond ``size``, and whether that is all.

    A large member is inflated into room of its size, piece by piece: the room is taken once, not twice over.
    """
    inflater = zlib.decompressobj(-15)
    if size <= _SMALL:
        return inflater.decompress(packed, size + 1), inflater.eof
    room, left = io.BytesIO(bytes(size)), size + 1
    for start in range(0, len(packed), _PIECE):
        left -= room.write(inflater.decompress(packed[start : start + _PIECE], left))
        if inflater.eof or not left:
            break
    room.truncate(size + 1 - left)
    return room.getvalue(), inflater.eof


class Content(NamedTuple):
    """What a file holds: ``data``, and ``stored`` as it lies on disk, the container that ``password`` opens."""

    data: bytes
    stored: bytes
    password: str = ""


def read_archive(path: Path, password: str = "", known: Archive | None = None) -> Archive:
    """Open a file as an archive, an encrypted one by its password; every reason why not is a ``Refused``.

    ``known`` itself comes back where the file still holds, byte for byte, what that was read from.
    """
    stored = _file_content(path)
    if known is not None and known.stored == stored:
        return known
    return archive_of(_opened(stored, password))


def content_of(path: Path, password: str = "") -> Content:
    """The bytes of a file within bounds, those of an encrypted one by its password; else a ``Refused``."""
    return _opened(_file_content(path), password)


def _opened(stored: bytes, password: str) -> Content:
    if not is_locked(stored):
        return Content(stored, stored)
    data, opener = unlocked(stored, password)
    return Content(data, stored, opener)


def archive_of(content: Content) -> Archive:
    """The archive in what a file holds."""
    archive = parse_archive(content.data)
    archive.stored, archive.password = content.stored, content.password
    return archive


def parse_archive(data: bytes) -> Archive:
    """The archive in these bytes, after every check that needs no inflating."""
    gate.hold_to_file_size(len(data))
    if not data.startswith(ZIP_START):
        if data.startswith(_EMPTY_ZIP_START):
            raise refused("OPEN-14")
        raise name_foreign(data)
    members, comment = read_directory(data)
    gate.hold_to_inflated_sizes((m.name, m.compressed_size, m.size) for m in members)
    return Archive(data, members, comment)


def _file_content(path: Path) -> bytes:
    name = path.name
    try:
        if not path.exists():
            raise refused("OPEN-01", name=name)
        if not path.is_file():
            raise refused("OPEN-02", name=name)
        gate.hold_to_file_size(path.stat().st_size)
        with path.open("rb") as file:
            data = file.read(gate.MAX_FILE + 1)
    except PermissionError as error:
        owner = owner_of(path)
        why = "没有读取权限，或文件正被其他程序打开"
        if owner is not None:
            why = f"文件正由{owner}打开" if owner else "文件正被打开"
        raise refused("OPEN-03", name=name, why=why) from error
    except FileNotFoundError as error:
        raise refused("OPEN-01", name=name) from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "路径无效"
        raise refused("OPEN-27", name=name, why=why) from error
    if not data:
        raise refused("OPEN-04", name=name)
    return data
