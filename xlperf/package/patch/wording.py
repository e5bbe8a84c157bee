"""Text as XML and back: whatever staff or a finding may say, it stays text."""

from __future__ import annotations

import re
import sys

from xlperf.lazy_regex import lazy

_UNREADABLE = lazy("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_UNSPEAKABLE = lazy(rf"{_UNREADABLE.pattern}|_(?=x[0-9A-Fa-f]{{4}}_)")
_REFERENCE = lazy(r"&(?:#x([0-9A-Fa-f]+)|#([0-9]+)|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_MOST_DIGITS = 7
_SURROGATES = range(0xD800, 0xE000)
_LONGEST_CELL_TEXT = 32_767


def escaped(text: str, *, quotes: bool = False) -> bytes:
    """Text as character data or, with ``quotes``, as an attribute value; what XML cannot hold becomes ``�``."""
    result = _marked_up(text if text.isprintable() else _UNREADABLE.sub("\ufffd", text))
    if quotes:
        result = (
            result.replace('"', "&quot;").replace("\r", "&#13;").replace("\n", "&#10;").replace("\t", "&#9;")
        )
    return result.encode()


def _marked_up(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def spelled(text: str) -> str:
    """Text of a cell or note: what XML cannot hold is written ``_xHHHH_`` (ST_Xstring, ECMA-376 §22.9.2.19)."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if 2 * len(text) > _LONGEST_CELL_TEXT:
        units = text.encode("utf-16-le", "surrogatepass")
        if len(units) > 2 * _LONGEST_CELL_TEXT:
            text = units[: 2 * _LONGEST_CELL_TEXT - 2].decode("utf-16-le", "ignore") + "…"
    if not text.isprintable() or "_x" in text:
        text = _UNSPEAKABLE.sub(lambda found: f"_x{ord(found.group()):04X}_", text)
    return _marked_up(text)


def unescaped(raw: bytes) -> str:
    """The text that character data or an attribute value stands for."""
    text = raw.decode("utf-8", "replace")
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(found: re.Match[str]) -> str:
    hexadecimal, decimal, named = found.groups()
    if named:
        return _NAMED[named]
    digits, base = (hexadecimal, 16) if hexadecimal else (decimal, 10)
    number = int(digits, base) if len(digits.lstrip("0")) <= _MOST_DIGITS else sys.maxunicode + 1
    return chr(number) if number <= sys.maxunicode and number not in _SURROGATES else "\ufffd"
