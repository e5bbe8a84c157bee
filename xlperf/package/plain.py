"""Plain XML: parts written the way office programs write them, which regular expressions may read.

A part is plain when it is UTF-8, has one default namespace, and no comment, CDATA, DOCTYPE or processing
instruction. Whoever meets something else raises ``NotPlain`` and the part is walked with expat instead;
both ways must give the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xlperf.lazy_regex import lazy
from xlperf.package.markup import MAIN_NAMESPACES

if TYPE_CHECKING:
    from collections.abc import Iterator

_PROLOG = lazy(rb'(?:\xef\xbb\xbf)?(?:<\?xml version="1\.0"(?: encoding="(?:UTF|utf)-8")?[^<>]{0,40}\?>)?\s*')
_NOT_XML_CHARACTERS = bytes(set(range(32)) - {9, 10, 13})
_REFERENCE = lazy(r"&(?:(amp|lt|gt|quot|apos);|#([0-9]{1,7});|#x([0-9A-Fa-f]{1,6});)?")
_FEW = 100
_WORTH = 1024  # bytes that are looked through in the time that one try takes
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_CONTROL, _SURROGATES, _PAST_SURROGATES, _LAST, _NON_CHARACTERS = (
    0x20,
    0xD800,
    0xE000,
    0x10FFFF,
    (0xFFFE, 0xFFFF),
)


class NotPlain(Exception):
    """The part is not written plainly enough for regular expressions."""


def root_end(data: bytes, root: bytes) -> int:
    """Where the start tag of the plain root element ends; NotPlain when the part is not plain."""
    prolog = _PROLOG.match(data)
    at = prolog.end() if prolog else 0
    tag = re.compile(rb"<" + root + rb'(?:\s[^<>]*)?\sxmlns="([^"<>]*)"[^<>]*>').match(data, at)
    if tag is None or tag[0].endswith(b"/>") or tag[1].decode("latin-1") not in MAIN_NAMESPACES:
        raise NotPlain
    if any(holds(data, odd) for odd in (b"<!", b"]]>", b"\xef\xbf\xbe", b"\xef\xbf\xbf")):
        raise NotPlain
    if holds(data, b"<?", at) or holds(data, b"xmlns=", tag.end(), rare=2) or tag[0].count(b"xmlns=") != 1:
        raise NotPlain
    return tag.end()


def holds(data: bytes, sign: bytes, start: int = 0, *, rare: int = 0) -> bool:
    """Whether a sign occurs after ``start``, asked quickly: by its rarest byte, which is the second of ``<!`` and ``<?``."""
    rare = 1 if sign.startswith(b"<") else rare
    at = start + rare
    for _ in range(min(_FEW, len(data) // _WORTH)):
        at = data.find(sign[rare : rare + 1], at)
        if at < 0 or data.startswith(sign, at - rare):
            return at >= 0
        at += 1
    return data.find(sign, at - rare) >= 0


def spans(data: bytes, start: int, stop: int, before: bytes, size: int) -> Iterator[tuple[int, int]]:
    """Cut ``data[start:stop]`` into spans of about ``size`` bytes, each in front of ``before``."""
    while start < stop:
        cut = data.find(before, start + size, stop)
        cut = stop if cut < 0 else cut
        yield start, cut
        start = cut


def text_of(piece: bytes) -> str:
    """A piece of a plain part as text, its line ends as XML reads them."""
    if len(piece.translate(None, _NOT_XML_CHARACTERS)) != len(piece):
        raise NotPlain
    if b"\r" in piece:
        piece = piece.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        return piece.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotPlain from error


def resolved(text: str) -> str:
    """Text with its character references and the five named entities resolved."""
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(found: re.Match[str]) -> str:
    if found[1]:
        return _NAMED[found[1]]
    if not (found[2] or found[3]):
        raise NotPlain
    code = int(found[2]) if found[2] else int(found[3], 16)
    allowed = _CONTROL <= code < _SURROGATES or _PAST_SURROGATES <= code <= _LAST or code in (9, 10, 13)
    if not allowed or code in _NON_CHARACTERS:
        raise NotPlain
    return chr(code)
