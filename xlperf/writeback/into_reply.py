r"""Actions → the reply that the macro in Excel or WPS reads: lines of ASCII, whole or not there at all.

``XLPERF1`` · one line an action: letter, sheet, place, facts · ``M`` icon, message · ``END`` number of lines between.
Fields are set apart by tabs; whatever is not printable ASCII is ``\uXXXX`` (UTF-16), for VBA sources and files know
code pages only.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from xlperf.package.replace import unwritable
from xlperf.trouble import in_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlperf.writeback.actions import Action

HEAD, END, MESSAGE = "XLPERF1", "END", "M"


def reply_text(actions: Iterable[Action], message: str, *, trouble: bool) -> str:
    """The whole reply; ``trouble`` when nothing is to be done but read the message."""
    lines = [_line(each.op.value, each.sheet, each.place, *each.facts) for each in actions]
    lines.append(_line(MESSAGE, "1" if trouble else "0", message))
    return "\r\n".join((HEAD, *lines, _line(END, str(len(lines))), ""))


def write_reply(path: Path, text: str) -> None:
    """The reply put in place in one step: a file that is there is whole. Refused when it cannot be."""
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(suffix=".tmp", prefix=".xlperf-", dir=path.parent)
        with os.fdopen(handle, "w", encoding="ascii", newline="") as file:
            file.write(text)
        Path(temporary).replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise unwritable(path.name, in_words(error)) from error


def _line(*fields: str) -> str:
    return "\t".join(escaped(field) for field in fields)


def escaped(text: str) -> str:
    """Printable ASCII; a backslash is written as one of the escapes, too."""
    return "".join(c if " " <= c <= "~" and c != "\\" else _units(c) for c in text)


def _units(character: str) -> str:
    data = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{data[at]:02x}{data[at + 1]:02x}" for at in range(0, len(data), 2))
