"""Walking through one XML part: spreadsheet elements by local name, whatever their prefix.

Transitional and Strict namespaces read alike (ISO/IEC 29500-1 and -4); elements of other namespaces are
passed over; of ``mc:AlternateContent`` only the fallback is seen (29500-3). DOCTYPE is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

from xlperf.package import gate
from xlperf.package.refusal import Refused, refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from collections.abc import Set as AbstractSet

MAIN_NAMESPACES = frozenset(
    {
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    }
)
STRICT_NAMESPACE = "http://purl.oclc.org/ooxml/spreadsheetml/main"

_SEEN_NAMESPACES: AbstractSet[str] = MAIN_NAMESPACES | {
    "http://schemas.openxmlformats.org/package/2006/relationships",
    "http://schemas.openxmlformats.org/package/2006/content-types",
}
_CHOICE = "http://schemas.openxmlformats.org/markup-compatibility/2006 Choice"


def _ignore_end(_name: str) -> None:
    """Nothing happens at the end of an element."""


def _ignore_text(_text: str) -> None:
    """Nothing happens at text."""


class _Walk:
    """Where one walk stands: nesting, the alternative being skipped, and the names met."""

    def __init__(
        self,
        part: str,
        start: Callable[[str, Mapping[str, str]], None],
        end: Callable[[str], None],
        seen: AbstractSet[str],
    ) -> None:
        self.part = part
        self._seen = seen
        self._start = start
        self._end = end
        self._depth = 0
        self._skipped_from = 0
        self._local: dict[str, str] = {}

    def _local_name(self, name: str) -> str:
        """The local name, or "" for an element of a namespace that is passed over."""
        namespace, _, local = name.rpartition(" ")
        self._local[name] = local if namespace in self._seen else ""
        return self._local[name]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > gate.MAX_DEPTH:
            raise refused("OPEN-21", part=self.part, why=f"嵌套超过 {gate.MAX_DEPTH} 层")
        if self._skipped_from:
            return
        if name == _CHOICE:
            self._skipped_from = self._depth
            return
        local = self._local.get(name)
        if local is None:
            local = self._local_name(name)
        if local:
            self._start(local, attributes)

    def end(self, name: str) -> None:
        if not self._skipped_from:
            local = self._local[name]
            if local:
                self._end(local)
        elif self._skipped_from == self._depth:
            self._skipped_from = 0
        self._depth -= 1

    def doctype(self, *_: object) -> None:
        raise refused("OPEN-20", part=self.part)


def walk(
    part: str,
    data: bytes,
    start: Callable[[str, Mapping[str, str]], None],
    end: Callable[[str], None] = _ignore_end,
    text: Callable[[str], None] = _ignore_text,
    seen: AbstractSet[str] = _SEEN_NAMESPACES,
) -> None:
    """Tell every spreadsheet element and all text of a part; anything not well-formed is OPEN-21.

    Attributes without prefix come by their name, prefixed ones as ``namespace name``. ``seen`` are the namespaces
    whose elements are told.
    """
    gate.hold_to_token_sizes(part, data)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    walking = _Walk(part, start, end, seen)
    parser.StartElementHandler = walking.start
    parser.EndElementHandler = walking.end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = walking.doctype
    try:
        parser.Parse(data, True)  # noqa: FBT003 - the signature of expat
    except Refused:
        raise
    except expat.ExpatError as error:
        why = f"第 {error.lineno} 行第 {error.offset + 1} 列，{expat.errors.messages[error.code]}"
        raise refused("OPEN-21", part=part, why=why) from error
    except (ValueError, LookupError) as error:
        raise refused("OPEN-21", part=part, why="文字编码不支持") from error


def truth(attribute: str | None) -> bool:
    """An ``xsd:boolean`` attribute; missing is false."""
    return attribute in {"1", "true", "on"}


def whole(part: str, attribute: str) -> int:
    """A non-negative whole number in an attribute; anything else is OPEN-21."""
    if attribute.isascii() and attribute.isdigit() and len(attribute) <= 10:  # noqa: PLR2004 - 2^32 has ten digits
        return int(attribute)
    raise refused("OPEN-21", part=part, why=f"应为整数而写作“{attribute[:20]}”")
