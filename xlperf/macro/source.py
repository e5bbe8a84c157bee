r"""The macro as people write it (UTF-8, Chinese) → as VBA takes it: ASCII, ``\uXXXX``, lines under 1,023 characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

from xlperf.lazy_regex import lazy
from xlperf.writeback.into_reply import escaped

MODULE = "Xlperf"
_LITERAL = lazy(r'"([^"]*)"')
_PIECE = lazy(r"(?:\\u[0-9a-f]{4}|[^\\]|\\){1,100}")
_UNICODE = lazy(r"[^\x00-\x7f]")


def module_source() -> str:
    """The whole module with its ``Attribute VB_Name``, line ends CR LF."""
    text = (files("xlperf.macro") / "xlperf.vba").read_text(encoding="utf-8")
    return "".join(f"{line}\r\n" for line in map(_plain, text.splitlines()))


def _plain(line: str) -> str:
    """One line in ASCII; a long text goes on over continued lines."""
    return _LITERAL.sub(_literal, line) if _UNICODE.search(line) else line


def _literal(found: re.Match[str]) -> str:
    if not _UNICODE.search(found[1]):
        return found[0]
    return " & _\r\n        ".join(f'"{piece}"' for piece in _pieces(found[1]))


def _pieces(text: str) -> Iterator[str]:
    """Pieces of a text; an escape that the text itself holds stays as it is."""
    plain = _UNICODE.sub(lambda letter: escaped(letter[0]), text)
    yield from _PIECE.findall(plain)
