"""Outlook's own wrappings, winmail.dat (TNEF) and .msg → the files in them. Opened in a guarded child.

[MS-OXTNEF], [MS-OXMSG]; the libraries promise nothing about strangers' files, so neither their exceptions nor
their memory reach us.
"""

from __future__ import annotations

from typing import Any

from xlperf import guarded
from xlperf.collecting import mail_words
from xlperf.record import dataclass

_DEEPEST = 5
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BY_VALUE = "3701"  # PidTagAttachDataBinary, PidTagAttachDataObject
_LONG_NAME, _SHORT_NAME, _TITLE = 0x3707, 0x3704, 0x3001
_HEADS, _BODY, _SUBJECT, _SENDER, _SMTP_SENDER = 0x007D, 0x1000, 0x0037, 0x0C1F, 0x5D01
_TEXT, _BYTES_TEXT, _BINARY = "001F", "001E", "0102"


@dataclass(frozen=True, slots=True)
class Wrapped:
    """What was in it: names and bytes; of a .msg also its Internet headers ("" for a draft), text, subject and sender."""

    files: tuple[tuple[str, bytes], ...]
    heads: str = ""
    text: str = ""
    subject: str = ""
    sender: str = ""


def opened(data: bytes) -> Wrapped | None:
    """What is wrapped in these bytes; None when they cannot be opened."""
    (told,) = guarded.each(_opened, (data,), lambda _, __: None)
    return told


def _opened(data: bytes) -> Wrapped | None:
    try:
        return _of_msg(data) if data.startswith(_OLE) else _of_tnef(data)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  a stranger's format read by libraries that promise nothing
        return None


def _of_tnef(data: bytes) -> Wrapped:
    from tnefparse import TNEF  # noqa: PLC0415  seldom needed

    return Wrapped(tuple((_titled(part), bytes(part.data)) for part in TNEF(data).attachments))


def _titled(part: Any) -> str:
    """The long name of an attachment, else its title, which is bytes in whatever code the sender's Windows had."""
    title = part._name  # noqa: SLF001  ``name`` takes it for UTF-8 and raises
    if isinstance(title, bytes):
        part._name = mail_words.decoded(title).strip("\0")  # noqa: SLF001
    return str(part.long_filename()).strip("\0")


def _of_msg(data: bytes) -> Wrapped:
    from oxmsg import Message  # noqa: PLC0415  seldom needed

    storage = Message.load(data)._storage  # noqa: SLF001  its streams: what it decodes by itself raises for GBK
    return Wrapped(
        tuple(_attached(storage, 0)),
        _text(storage, _HEADS),
        _text(storage, _BODY),
        _text(storage, _SUBJECT),
        _text(storage, _SMTP_SENDER) or _text(storage, _SENDER),
    )


def _attached(storage: Any, depth: int) -> list[tuple[str, bytes]]:
    """The files attached to a message, and to the messages attached to it."""
    found: list[tuple[str, bytes]] = []
    for part in storage.iter_attachment_storages():
        inner = [each for each in part.storages if each.name.startswith(f"__substg1.0_{_BY_VALUE}")]
        if inner and depth < _DEEPEST:
            found += _attached(inner[0], depth + 1)
            continue
        data = _stream(part, f"{_BY_VALUE}{_BINARY}")
        if data is not None:
            name = next(filter(None, (_text(part, key) for key in (_LONG_NAME, _SHORT_NAME, _TITLE))), "")
            found.append((name, data))
    return found


def _text(storage: Any, key: int) -> str:
    data = _stream(storage, f"{key:04X}{_TEXT}")
    if data is not None:
        return data.decode("utf-16-le", "replace").strip("\0")
    return mail_words.decoded(_stream(storage, f"{key:04X}{_BYTES_TEXT}") or b"").strip("\0")


def _stream(storage: Any, name: str) -> bytes | None:
    wanted = f"__substg1.0_{name}"
    return next((each.bytes_ for each in storage.streams if each.name.upper() == wanted.upper()), None)
