"""A .zip → the files in it, with limits and Chinese names; nothing is extracted to a place of its choosing."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass

from xlperf.collecting import mail_words
from xlperf.collecting.notices import ARCHIVE, Trouble

_DEEPEST = 2
_MOST_MEMBERS = 200
_MOST_BYTES = 256 * 1024 * 1024
_OTHERS = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")
_ENCRYPTED, _UTF8 = 0x1, 0x800


@dataclass(frozen=True, slots=True)
class Item:
    """A file as received: its place in the parcel, its name, its bytes."""

    place: str
    name: str
    data: bytes


class _Purse:
    """How many bytes a parcel may still unfold into."""

    def __init__(self) -> None:
        self.left = _MOST_BYTES


def opened(item: Item) -> tuple[tuple[Item, ...], tuple[Trouble, ...]]:
    """The file itself and, of a .zip, its members; troubles for what could not be taken out."""
    return _opened(item, 0, _Purse())


def _opened(item: Item, depth: int, purse: _Purse) -> tuple[tuple[Item, ...], tuple[Trouble, ...]]:
    if item.data.startswith(_OTHERS):
        return (item,), (Trouble(ARCHIVE.code, item.name),)
    if not item.data.startswith(b"PK"):
        broken = item.name.lower().endswith((".zip", ".rar", ".7z"))
        return (item,), (Trouble(ARCHIVE.code, item.name),) if broken else ()
    try:
        with zipfile.ZipFile(io.BytesIO(item.data)) as package:
            if _is_document(package):
                return (item,), ()
            return _members(item, package, depth, purse)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        broken = not item.name.lower().endswith((".xlsx", ".xlsm", ".xltx", ".xltm", ".docx", ".ods"))
        return (item,), (Trouble(ARCHIVE.code, item.name),) if broken else ()


def _is_document(package: zipfile.ZipFile) -> bool:
    names = set(package.namelist())
    return "[Content_Types].xml" in names or "mimetype" in names


def _members(
    item: Item, package: zipfile.ZipFile, depth: int, purse: _Purse
) -> tuple[tuple[Item, ...], tuple[Trouble, ...]]:
    found: list[Item] = [item]
    troubles: list[Trouble] = []
    members = [info for info in package.infolist() if not info.is_dir() and not _rubbish(info.filename)]
    if depth >= _DEEPEST or len(members) > _MOST_MEMBERS:
        return (item,), (Trouble(ARCHIVE.code, item.name),)
    for number, info in enumerate(members, 1):
        name = mail_words.harmless(_name(info))
        data = _data(package, info, purse)
        if data is None:
            troubles.append(Trouble(ARCHIVE.code, f"{item.name} / {name}"))
            continue
        inner, told = _opened(Item(f"{item.place}/{number}", name, data), depth + 1, purse)
        found += inner
        troubles += told
    return tuple(found), tuple(troubles)


def _name(info: zipfile.ZipInfo) -> str:
    """The name as UTF-8 where it says so, else the bytes that stand there, read as mail is read."""
    if info.flag_bits & _UTF8:
        return info.filename
    return mail_words.decoded(info.filename.encode("cp437", "replace"))


def _rubbish(name: str) -> bool:
    return name.startswith("__MACOSX/") or name.rpartition("/")[2] in (".DS_Store", "Thumbs.db")


def _data(package: zipfile.ZipFile, info: zipfile.ZipInfo, purse: _Purse) -> bytes | None:
    """The bytes of a member; None when encrypted, broken or more than may be unfolded."""
    if info.flag_bits & _ENCRYPTED or info.file_size > purse.left:
        return None
    try:
        with package.open(info) as stream:
            data = stream.read(purse.left + 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, zlib.error):
        return None
    if len(data) > purse.left:
        return None
    purse.left -= len(data)
    return data
