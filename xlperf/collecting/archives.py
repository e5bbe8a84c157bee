"""A .zip, .7z or .rar → the files in it, with limits and Chinese names; nothing is extracted to a place of its choosing."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from dataclasses import replace

from xlperf.collecting import mail_words
from xlperf.collecting.notices import ARCHIVE, Trouble
from xlperf.collecting.unpacking import RAR, SEVEN_ZIP, Member, Package, unpacked
from xlperf.record import dataclass

_DEEPEST = 2
_MOST_MEMBERS = 200
_MOST_BYTES = 256 * 1024 * 1024
_WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlam", ".xls", ".et")
_ENCRYPTED, _UTF8 = 0x1, 0x800


@dataclass(frozen=True, slots=True)
class Item:
    """A file as received: its place in the parcel, its name, its bytes; ``folder`` in its archive, 甲局/乙科, "" for none."""

    place: str
    name: str
    data: bytes
    folder: str = ""


class Purse:
    """How many bytes a parcel may still unfold into, whatever came in it."""

    def __init__(self) -> None:
        self.left = _MOST_BYTES


def opened(item: Item, purse: Purse | None = None) -> tuple[tuple[Item, ...], tuple[Trouble, ...]]:
    """The file itself and, of an archive, its members; troubles for what could not be taken out."""
    return _opened(item, 0, purse or Purse())


def _opened(item: Item, depth: int, purse: Purse) -> tuple[tuple[Item, ...], tuple[Trouble, ...]]:
    told = _told(item, depth, purse)
    if isinstance(told, str):
        return (_by_content(item),), (Trouble(told, item.name),) if told else ()
    found: list[Item] = [item]
    troubles: list[Trouble] = []
    for number, (whole, data) in enumerate(told, 1):
        if _rubbish(whole):
            continue
        name = mail_words.harmless(whole)
        if data is None:
            troubles.append(Trouble(ARCHIVE.code, f"{item.name} / {name}"))
            continue
        own = Item(f"{item.place}/{number}", name, data, mail_words.harmless_folder(whole))
        inner, more = _opened(own, depth + 1, purse)
        found += inner
        troubles += more
    return tuple(found), tuple(troubles)


def _told(item: Item, depth: int, purse: Purse) -> tuple[Member, ...] | str:
    """The members of an archive; "" for a file that is none, the code of a notice when nothing can be taken out."""
    if item.data.startswith((SEVEN_ZIP, RAR)):
        if depth >= _DEEPEST:
            return ARCHIVE.code
        told = unpacked(Package(item.data, _MOST_MEMBERS, purse.left))
        if not isinstance(told, str):
            purse.left -= sum(len(data or b"") for _, data in told)
        return told
    if not item.data.startswith(b"PK"):
        return ARCHIVE.code if item.name.lower().endswith((".zip", ".rar", ".7z")) else ""
    try:
        with zipfile.ZipFile(io.BytesIO(item.data)) as package:
            return "" if _is_document(package) else _zipped(package, depth, purse)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        documents = (".xlsx", ".xlsm", ".xltx", ".xltm", ".docx", ".ods")
        return "" if item.name.lower().endswith(documents) else ARCHIVE.code


def _by_content(item: Item) -> Item:
    """A workbook whose ending was lost on the way (未命名附件, 自评表.xlsx.bak) is named as one, so that it is judged."""
    if not item.data.startswith(b"PK") or item.name.lower().endswith(_WORKBOOKS):
        return item
    try:
        with zipfile.ZipFile(io.BytesIO(item.data)) as package:
            is_workbook = "xl/workbook.xml" in package.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return item
    return replace(item, name=f"{item.name}.xlsx") if is_workbook else item


def _is_document(package: zipfile.ZipFile) -> bool:
    names = set(package.namelist())
    return "[Content_Types].xml" in names or "mimetype" in names


def _zipped(package: zipfile.ZipFile, depth: int, purse: Purse) -> tuple[Member, ...] | str:
    members = [info for info in package.infolist() if not info.is_dir() and not _rubbish(info.filename)]
    if depth >= _DEEPEST or len(members) > _MOST_MEMBERS:
        return ARCHIVE.code
    return tuple((_name(info), _data(package, info, purse)) for info in members)


def _name(info: zipfile.ZipInfo) -> str:
    """The name as UTF-8 where it says so, else the bytes that stand there, read as mail is read."""
    if info.flag_bits & _UTF8:
        return info.filename
    return mail_words.decoded(info.filename.encode("cp437", "replace"))


def _rubbish(name: str) -> bool:
    return name.startswith("__MACOSX/") or name.rpartition("/")[2] in (".DS_Store", "Thumbs.db")


def _data(package: zipfile.ZipFile, info: zipfile.ZipInfo, purse: Purse) -> bytes | None:
    """The bytes of a member; None when encrypted, broken or more than may be unfolded."""
    if info.flag_bits & _ENCRYPTED or info.file_size > purse.left:
        return None
    try:
        with package.open(info) as stream:
            data = stream.read(purse.left + 1)
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        OSError,
        EOFError,
        zlib.error,
        lzma.LZMAError,
    ):
        return None
    if len(data) > purse.left:
        return None
    purse.left -= len(data)
    return data
