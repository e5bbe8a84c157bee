"""Names and subjects as mail really carries them: raw GBK, wrong labels, words split inside a character.

Bytes of a header come in, text goes out. RFC 2047 (encoded words), RFC 2231 (parameters); nothing raises.
"""

from __future__ import annotations

import base64
import binascii
import quopri
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from xlperf.lazy_regex import lazy

_WORD = lazy(rb"=\?([^?*\s]+)(?:\*[^?]*)?\?([bBqQ])\?([^?]*)\?=")
_PARAMETER = lazy(rb';\s*([\w-]+)(?:\*(\d+))?(\*)?\s*=\s*("(?:\\"|[^"])*"|[^;]*)')
_GB = frozenset(
    {"gb2312", "gbk", "cp936", "x-gbk", "gb18030", "gb_2312-80", "x-gb2312", "ms936", "hz-gb-2312"}
)
_HAN_IN_UTF8 = lazy(rb"[\xe0-\xef][\x80-\xbf]{2}")
_LONGEST = 200
NAMELESS = "未命名附件"


def as_bytes(raw: str) -> bytes:
    """A header of the standard library's parser (surrogate escapes for 8-bit) as it came."""
    return raw.encode("utf-8", "surrogateescape")


def decoded(data: bytes, label: str = "") -> str:
    """Bytes under a label that may be wrong: valid UTF-8 with Chinese in it beats a GB label; no label, UTF-8 then GB18030."""
    bare = label.strip().lower()
    if bare and bare not in _GB and bare not in ("us-ascii", "ascii", "unknown-8bit"):
        try:
            return data.decode(bare)
        except (LookupError, ValueError):
            pass
    if not bare or bare not in _GB or _HAN_IN_UTF8.search(data):
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
    return data.decode("gb18030", "replace")


def words(raw: str) -> str:
    """The text of a header; neighbouring encoded words of one charset are joined as bytes before decoding."""
    data = re.sub(rb"\r?\n[ \t]*", b" ", as_bytes(raw))
    found: list[tuple[str, bytes]] = []
    at = 0
    for match in _WORD.finditer(data):
        between = data[at : match.start()]
        if between.strip() or not found or found[-1][0] == "":
            found.append(("", between))
        charset = match[1].decode("ascii", "replace").lower()
        piece = _unpacked(match[2], match[3])
        if found[-1][0] == charset:
            found[-1] = (charset, found[-1][1] + piece)
        else:
            found.append((charset, piece))
        at = match.end()
    found.append(("", data[at:]))
    return _without_controls("".join(decoded(piece, charset) for charset, piece in found)).strip()


def _unpacked(kind: bytes, text: bytes) -> bytes:
    if kind in b"qQ":
        return quopri.decodestring(text, header=True)
    try:
        return base64.b64decode(text + b"=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return text


def file_name(disposition: str, kind: str) -> str:
    """``filename*`` before ``filename`` before ``name``; "" when the part has no name."""
    for raw, key in ((disposition, "filename"), (kind, "name")):
        name = _parameter(as_bytes(raw), key)
        if name:
            return harmless(name)
    return ""


def _parameter(data: bytes, wanted: str) -> str:
    pieces: dict[int, tuple[bytes, bool]] = {}
    plain = b""
    for key, number, star, value in _parameters(data):
        if key != wanted:
            continue
        if number or star:
            pieces[int(number or 0)] = (value, bool(star))
        else:
            plain = value
    if not pieces:
        return words(plain.decode("utf-8", "surrogateescape"))
    charset, joined = "", b""
    for place in sorted(pieces):
        value, percent = pieces[place]
        if percent and place == min(pieces) and value.count(b"'") > 1:
            label, _, value = value.split(b"'", 2)
            charset = label.decode("ascii", "replace")
        joined += unquote_to_bytes(value) if percent else value
    return decoded(joined, charset)


def _parameters(data: bytes) -> Iterator[tuple[str, bytes, bytes, bytes]]:
    flat = re.sub(rb"\r?\n[ \t]*", b" ", data)
    for key, number, star, value in _PARAMETER.findall(b";" + flat if flat[:1] != b";" else flat):
        bare = value.strip()
        if bare[:1] == b'"' == bare[-1:] and len(bare) > 1:
            bare = bare[1:-1].replace(b'\\"', b'"')
        yield key.decode("ascii").lower(), number, star, bare


def harmless(name: str) -> str:
    """A name to show: without folders, control characters and what turns a line around; never empty."""
    bare = _without_controls(re.split(r"[/\\]", name)[-1]).strip(" .")
    stem, dot, ending = bare.rpartition(".")
    if len(bare) > _LONGEST:
        bare = (stem[: _LONGEST - len(ending) - 1] + dot + ending)[:_LONGEST]
    return bare or NAMELESS


def harmless_folder(path: str) -> str:
    """The folders of a path as they may be shown and made, joined by /; "" for none: no root, drive or step upwards."""
    steps = (_without_controls(each).strip(" .:") for each in re.split(r"[/\\:]", path)[:-1])
    return "/".join(step[:_LONGEST] for step in steps if step)


def _without_controls(text: str) -> str:
    return "".join(each for each in text if unicodedata.category(each) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))
