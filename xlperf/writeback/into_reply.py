r"""Actions → the reply that the macro in Excel or WPS reads: lines of ASCII, whole or not there at all.

``XLPERF2``, file name of the workbook · one line an action: number, letter, sheet, place, facts · number, ``M``, icon,
message · ``END``, number of lines between. So nothing is carried out that is cut short, out of order or of another workbook.
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

HEAD, END, MESSAGE = "XLPERF2", "END", "M"


def reply_text(actions: Iterable[Action], message: str, name: str, *, trouble: bool) -> str:
    """The whole reply about the workbook of this file name; ``trouble`` when there is only the message to read."""
    told = [(each.op.value, each.sheet, each.place, *each.facts) for each in actions]
    told.append((MESSAGE, "1" if trouble else "0", message))
    lines = [_line(str(number), *fields) for number, fields in enumerate(told, 1)]
    return "\r\n".join((_line(HEAD, name), *lines, _line(END, str(len(lines))), ""))


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
