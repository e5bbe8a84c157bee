"""The list of sheet titles in docProps/app.xml (ECMA-376 §22.2.2.31): kept in step where it was in step before."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from xlperf.lazy_regex import lazy
from xlperf.package.patch.elements import (
    Element,
    Xml,
    child,
    children,
    removed,
    set_attribute,
    text_in,
    whole,
)
from xlperf.package.patch.splice import Edit
from xlperf.package.patch.wording import escaped
from xlperf.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

_END = lazy(rb"</[^\s<>]+")


@dataclass(frozen=True, slots=True)
class _Titles:
    vector: Element
    entries: tuple[Element, ...]
    count: Element
    sheets: int
    size: int


def _titles(xml: Xml, names: Sequence[str]) -> _Titles | None:
    """The title vector, its first entries and the count of worksheets, when they tell these names; else None."""
    pairs, listed = child(xml, "HeadingPairs"), child(xml, "TitlesOfParts")
    pair_vector = child(xml, "vector", pairs) if pairs else None
    vector = child(xml, "vector", listed) if listed else None
    if pair_vector is None or vector is None:
        return None
    variants = list(children(xml, pair_vector))
    count = child(xml, "i4", variants[1]) if len(variants) > 1 else None
    sheets = whole(text_in(xml, count).strip(), -1) if count else -1
    size = _size(xml, vector)
    if count is None or sheets != len(names) or vector.get("size") != str(size):
        return None
    entries = tuple(islice(children(xml, vector), sheets))
    if [text_in(xml, each) for each in entries] != list(names):
        return None
    return _Titles(vector, entries, count, sheets, size)


def _size(xml: Xml, vector: Element) -> int:
    """How many elements a vector holds: names of areas are among them, often hundreds."""
    ends = _END.findall(xml.shadow, vector.inside, vector.close)
    if 2 * len(ends) == xml.shadow.count(b"<", vector.inside, vector.close) and len(set(ends)) <= 1:
        return len(ends)  # as all office programs write them: one behind the other, none of them empty
    return sum(1 for _ in children(xml, vector))


def title_added(xml: Xml, names: Sequence[str], new: str) -> list[Edit]:
    """The edits that list a sheet after ``names``."""
    found = _titles(xml, names)
    if not found or not found.sheets:
        return []
    last = found.entries[found.sheets - 1]
    text = b"<%s>%s</%s>" % (last.name, escaped(new), last.name)
    return [
        Edit(last.end, last.end, text),
        set_attribute(xml, found.vector, "size", str(found.size + 1)),
        Edit(found.count.inside, found.count.close, str(found.sheets + 1).encode()),
    ]


def title_removed(xml: Xml, names: Sequence[str], place: int) -> list[Edit]:
    """The edits that take the title of one of ``names`` away."""
    found = _titles(xml, names)
    if not found or place >= found.sheets:
        return []
    return [
        removed(found.entries[place]),
        set_attribute(xml, found.vector, "size", str(found.size - 1)),
        Edit(found.count.inside, found.count.close, str(found.sheets - 1).encode()),
    ]
