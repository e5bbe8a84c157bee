"""Text as Excel stores it: shared strings, rich text runs, and the ``_xHHHH_`` escape (ST_Xstring)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xlperf.lazy_regex import lazy
from xlperf.package import gate
from xlperf.package.markup import walk
from xlperf.package.plain import NotPlain, resolved, root_end, spans, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_ITEM = lazy(
    r"""\s*+
    (?: <si><t(?:\ xml:space="preserve")?>([^<]*)(</t>)(?:<phoneticPr(?:\ [a-zA-Z]+="[^"<>&]*")*+/>)?</si>
      | (<si/> | <si>(?:[^<]++|<(?!/?si[\s/>]))*+</si>)
      | (\S.*)
      | \Z
    )""",
    re.VERBOSE | re.DOTALL,
)
_SIMPLE = lazy(r'(?:\s*+<si><t(?: xml:space="preserve")?>[^<&_]*+</t></si>)*+\s*+')
_SIMPLE_TEXT = lazy(r">([^<]*)</t>")
_ESCAPED = lazy(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """``a_x000D_b`` is ``a``, carriage return, ``b``; ``_x005F_x000D_`` is the text ``_x000D_``."""
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    if plain.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in plain):
        return plain
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class TextRuns:
    """Gathers the text of one ``si`` or ``is``: all ``t`` joined, phonetic guides (``rPh``) left out."""

    def __init__(self) -> None:
        self.runs: list[str] = []
        self._phonetic = False
        self._open = False

    def start(self, name: str) -> None:
        """An element begins within the item."""
        if name == "rPh":
            self._phonetic = True
        elif name == "t":
            self._open = not self._phonetic

    def end(self, name: str) -> None:
        """An element ends within the item."""
        if name == "rPh":
            self._phonetic = False
        elif name == "t":
            self._open = False

    def text(self, text: str) -> None:
        """Character data within the item."""
        if self._open:
            self.runs.append(text)

    def joined(self, part: str) -> str:
        """The whole text; longer than a cell holds is OPEN-26."""
        whole = unescaped("".join(self.runs))
        gate.hold_to_text(part, whole)
        return whole


def shared_strings(part: str, data: bytes) -> tuple[str, ...]:
    """The texts of a shared strings part, in order (ISO/IEC 29500-1 §18.4.9)."""
    quick = _plain_strings(part, data)
    return _walked_strings(part, data) if quick is None else tuple(quick)


def _walked_strings(part: str, data: bytes) -> tuple[str, ...]:
    strings: list[str] = []
    item: TextRuns | None = None

    def start(name: str, _attributes: Mapping[str, str]) -> None:
        nonlocal item
        if name == "si":
            item = TextRuns()
        elif item is not None:
            item.start(name)

    def end(name: str) -> None:
        nonlocal item
        if item is None:
            return
        if name == "si":
            strings.append(item.joined(part))
            item = None
            gate.hold_to_count("共享文字", len(strings), gate.MAX_STRINGS)
        else:
            item.end(name)

    def text(text: str) -> None:
        if item is not None:
            item.text(text)

    walk(part, data, start, end, text)
    return tuple(strings)


def _plain_strings(part: str, data: bytes) -> list[str] | None:
    """The same, the plain way; unusual items are walked together, with the root element around them."""
    try:
        begin = root_end(data, b"sst")
        stop = data.rfind(b"</sst>")
        gate.hold_to_count("共享文字", data.count(b"<si", begin), gate.MAX_STRINGS)
        strings, unusual = _plain_items(data, begin, stop)
    except NotPlain:
        return None
    for text in [text for text in strings if len(text) * 2 > gate.MAX_TEXT]:
        gate.hold_to_text(part, text)
    walked = _walked_strings(part, data[:begin] + "".join(unusual.values()).encode() + data[stop:])
    for index, text in zip(unusual, walked, strict=True):
        strings[index] = text
    return strings


def _plain_items(data: bytes, begin: int, stop: int) -> tuple[list[str], dict[int, str]]:
    """All texts, "" where an item is unusual, and those items as XML by their index."""
    if stop < begin:
        raise NotPlain
    strings: list[str] = []
    unusual: dict[int, str] = {}
    for first, last in spans(data, begin, stop, b"<si>", gate.MIB):
        piece = text_of(data[first:last])
        if _SIMPLE.fullmatch(piece):
            strings += _SIMPLE_TEXT.findall(piece)
            continue
        for text, told, rich, other in _ITEM.findall(piece):
            if told:
                strings.append(unescaped(resolved(text)))
            elif rich:
                unusual[len(strings)] = rich
                strings.append("")
            elif other:
                raise NotPlain
    return strings, unusual
