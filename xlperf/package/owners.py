"""Who has a workbook open: the owner files that Excel, WPS and LibreOffice lay beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_OWNER_FILE_MAX = 4096
_EXCEL_UTF16_NAME_AT = 55


def owner_of(path: Path) -> str | None:
    """The name of the person who has ``path`` open; "" when open by someone unnamed; None when free.

    Excel writes ``~$name``, WPS ``.~name``, LibreOffice ``.~lock.name#``; Excel drops the first two
    letters of a long name, so ``~$评表.xlsx`` stands beside ``自评评表.xlsx`` too.
    """
    places = [f"~${path.name}", f"~${path.name[2:]}", f".~{path.name}"]
    for place in places:
        content = _content(path.with_name(place))
        if content is not None:
            return _excel_owner(content)
    content = _content(path.with_name(f".~lock.{path.name}#"))
    return None if content is None else _libreoffice_owner(content)


def _content(path: Path) -> bytes | None:
    try:
        if not path.is_file():
            return None
    except OSError:  # a name longer than any file can have: nobody laid it there
        return None
    try:
        with path.open("rb") as file:
            return file.read(_OWNER_FILE_MAX)
    except OSError:
        return b""


def _excel_owner(content: bytes) -> str:
    """Length byte and ANSI name, padded; from byte 55 on the same in UTF-16."""
    wide = content[_EXCEL_UTF16_NAME_AT:]
    if len(wide) > 1:
        length = wide[0] * 2
        return wide[2 : 2 + length].decode("utf-16-le", "replace").strip("\0 ")
    return content[1 : 1 + content[0]].decode("gb18030", "replace").strip("\0 ") if content else ""


def _libreoffice_owner(content: bytes) -> str:
    """``name,user,host,date,profile;``: the first that is filled."""
    fields = content.decode("utf-8", "replace").split(",")
    return next((field.strip() for field in fields[:2] if field.strip()), "")
