"""A file replaced in one step: afterwards it is the old one or the new one, whole.

A temporary file in the same folder is written, flushed to disk, read back and renamed over the old one. What was
there before is kept once under ``.xlperf/originals`` beside it. Only ``os`` is used, so that a test can break
every single step.
"""

# ruff: noqa: PTH105, PTH108  plain os calls: every step can be broken in a test

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
import time
from typing import TYPE_CHECKING

from xlperf.package.originals import ORIGINALS, kept_original
from xlperf.package.owners import owner_of
from xlperf.package.refusal import Refused, refused
from xlperf.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_START, _END = ".xlperf-", ".tmp"
_FORGOTTEN = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file looked like when it was read: size, time and identity."""

    size: int
    modified: int
    inode: int
    device: int

    @classmethod
    def of(cls, path: Path) -> Stamp | None:
        """The stamp of a file as it is now; None when there is none."""
        try:
            told = path.stat()
        except OSError:
            return None
        return cls(told.st_size, told.st_mtime_ns, told.st_ino, told.st_dev)


class Unwritten(Exception):
    """The file could not be replaced and is as it was; ``why`` is a Chinese clause.

    ``elsewhere`` tells whether a file of another name in the same folder may still be written.
    """

    def __init__(self, why: str, *, elsewhere: bool = True) -> None:
        super().__init__(why)
        self.why = why
        self.elsewhere = elsewhere


def replace(path: Path, content: bytes, *, seen: Stamp | None, keep: bytes | None = None) -> None:
    """Put ``content`` where ``path`` is, a link followed; ``keep`` is the original to be kept first.

    ``seen`` is what the file looked like when it was read (None: it must not be there yet, or is ours to replace).
    Raises Unwritten; the file is then untouched.
    """
    real = path.resolve()
    _hold_free(real, seen)
    try:
        _sweep(real.parent)
        if keep is not None:
            _keep(real, keep)
        _put(real, content, like=real.stat() if real.exists() else None, seen=seen)
    except OSError as error:
        raise Unwritten(_reason(error, real), elsewhere=error.errno not in _NOWHERE) from error


def _hold_free(real: Path, seen: Stamp | None) -> None:
    """The file is not open elsewhere, not read-only, and still the one that was read."""
    owner = owner_of(real)
    if owner is not None:
        raise Unwritten(_opened_by(owner))
    if real.exists() and not (real.stat().st_mode & 0o222 and os.access(real, os.W_OK)):
        raise Unwritten("文件是只读的")
    _hold_unchanged(real, seen)


def _hold_unchanged(real: Path, seen: Stamp | None) -> None:
    if seen is not None and Stamp.of(real) != seen:
        raise Unwritten("文件在检查期间被改动过")


def _hold_whole(path: Path, content: bytes) -> None:
    if path.read_bytes() != content:
        raise Unwritten("写入后重新读取的内容不一致，磁盘可能有问题", elsewhere=False)


def _keep(real: Path, content: bytes) -> None:
    """The original is kept once, on disk before anything else happens."""
    kept = kept_original(real, content)
    if kept.is_file() and kept.read_bytes() == content:
        with contextlib.suppress(OSError):
            os.utime(kept)  # the one replaced last is the newest
        return
    kept.parent.mkdir(parents=True, exist_ok=True)
    _put(kept, content, like=None, seen=None)
    _flush_folder(kept.parent.parent)
    _flush_folder(kept.parent.parent.parent)


def _put(real: Path, content: bytes, *, like: os.stat_result | None, seen: Stamp | None) -> None:
    """Temporary file, flushed and read back, then renamed."""
    temporary = (
        real.parent / f"{_START}{os.getpid()}-{hashlib.sha256(os.fsencode(real.name)).hexdigest()[:8]}{_END}"
    )
    with contextlib.suppress(FileNotFoundError):
        os.unlink(temporary)
    try:
        _write(temporary, content, like)
        _hold_whole(temporary, content)
        _hold_unchanged(real, seen)
        os.replace(temporary, real)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    _flush_folder(real.parent)


def _write(path: Path, content: bytes, like: os.stat_result | None) -> None:
    """A new file, on disk; owner and permissions like those of the old one."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, 0o666 if like is None else 0o600)
    try:
        view = memoryview(content)
        while view:
            view = view[os.write(handle, view) :]
        if like is not None and sys.platform != "win32":
            with contextlib.suppress(OSError):
                os.fchown(handle, like.st_uid, like.st_gid)
            os.fchmod(handle, stat.S_IMODE(like.st_mode))
        os.fsync(handle)
    finally:
        os.close(handle)


def _flush_folder(folder: Path) -> None:
    """The folder's entry reaches the disk, where the system knows such a thing."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sweep(folder: Path) -> None:
    """Temporary files that a killed process of ours left behind; sweeping never hinders writing."""
    with contextlib.suppress(OSError):
        for path in list(_leftovers(folder)):
            os.unlink(path)


def _leftovers(folder: Path) -> Iterator[Path]:
    for place in (folder, folder / ORIGINALS):
        for path in place.glob(f"{_START}*{_END}"):
            process = path.name[len(_START) :].partition("-")[0]
            old = time.time() - path.stat().st_mtime > _FORGOTTEN
            if old or (process.isdecimal() and not _is_running(int(process))):
                yield path


def _is_running(process: int) -> bool:
    """Whether a process of this number lives here; on Windows the question itself would end it, so yes."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _opened_by(owner: str | None) -> str:
    return f"文件正由{owner}打开" if owner else "文件正在其他程序中打开"


def _reason(error: OSError, real: Path) -> str:
    """Why it could not be written, as staff would say it."""
    told = getattr(error, "winerror", None)
    if told in _SHARING:
        return _opened_by(owner_of(real))
    if told == _DENIED:
        return "没有写入权限，或文件正在其他程序中打开"
    return _REASONS.get(error.errno or 0, f"系统报告“{error.strerror or error}”")


_REASONS = {
    13: "没有写入权限",
    1: "没有写入权限",
    28: "磁盘已满",
    30: "所在磁盘或文件夹是只读的",
    122: "磁盘配额已满",
    27: "超过文件大小限制",
    17: "所在的磁盘或网络盘不能用新文件换下旧文件",
    18: "所在的磁盘或网络盘不能用新文件换下旧文件",
}
_SHARING = (32, 33)
"""Windows: another process has the file open, or a part of it locked."""
_DENIED = 5
"""Windows says this, too, of a file that is open when another is to take its place."""
_NOWHERE = (28, 30, 122, 27)


def unwritable(name: str, why: str) -> Refused:
    """What is told when nothing could be written anywhere; the file is as it was."""
    return refused("WRITE-03", name=name, why=why)
