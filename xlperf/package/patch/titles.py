"""The list of sheet titles in docProps/app.xml (ECMA-376 §22.2.2.31): kept in step where it was in step before."""

from __future__ import annotations

from typing import TYPE_CHECKING

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


@dataclass(frozen=True, slots=True)
class _Titles:
    vector: Element
    entries: tuple[Element, ...]
    count: Element
    sheets: int


def _titles(xml: Xml, names: Sequence[str]) -> _Titles | None:
    """The title vector and the count of worksheets, when they tell these names; else None."""
    pairs, listed = child(xml, "HeadingPairs"), child(xml, "TitlesOfParts")
    pair_vector = child(xml, "vector", pairs) if pairs else None
    vector = child(xml, "vector", listed) if listed else None
    if pair_vector is None or vector is None:
        return None
    variants = list(children(xml, pair_vector))
    count = child(xml, "i4", variants[1]) if len(variants) > 1 else None
    entries = tuple(children(xml, vector))
    if count is None or vector.get("size") != str(len(entries)):
        return None
    told = text_in(xml, count).strip()
    sheets = whole(told, -1)
    if sheets != len(names) or [text_in(xml, each) for each in entries[:sheets]] != list(names):
        return None
    return _Titles(vector, entries, count, sheets)


def title_added(xml: Xml, names: Sequence[str], new: str) -> list[Edit]:
    """The edits that list a sheet after ``names``."""
    found = _titles(xml, names)
    if not found or not found.sheets:
        return []
    last = found.entries[found.sheets - 1]
    text = b"<%s>%s</%s>" % (last.name, escaped(new), last.name)
    return [
        Edit(last.end, last.end, text),
        set_attribute(xml, found.vector, "size", str(len(found.entries) + 1)),
        Edit(found.count.inside, found.count.close, str(found.sheets + 1).encode()),
    ]


def title_removed(xml: Xml, names: Sequence[str], place: int) -> list[Edit]:
    """The edits that take the title of one of ``names`` away."""
    found = _titles(xml, names)
    if not found or place >= found.sheets:
        return []
    return [
        removed(found.entries[place]),
        set_attribute(xml, found.vector, "size", str(len(found.entries) - 1)),
        Edit(found.count.inside, found.count.close, str(found.sheets - 1).encode()),
    ]
