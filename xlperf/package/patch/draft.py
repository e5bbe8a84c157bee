"""The changes to one package while they are being collected.

Edits are always against the bytes as they were, so that several rooms may change one part without
knowing of each other; relationships and content types are settled at the end, once.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING
from urllib.parse import unquote

from xlperf.lazy_regex import lazy
from xlperf.package.directory import folded
from xlperf.package.patch.elements import (
    Xml,
    append_inside,
    broken_part,
    parse,
    prefixed,
    removed,
    set_attribute,
)
from xlperf.package.patch.relations import (
    RELS_TYPE,
    TYPES_PART,
    Relation,
    default,
    default_type,
    new_rels,
    override,
    relations_in,
    relationship,
    relative,
    rels_part,
    type_overrides,
)
from xlperf.package.patch.splice import Edit, Spliced, difference, in_order, pieces_of, spliced
from xlperf.package.rewrite import Changes
from xlperf.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlperf.package.archive import Archive

_LONG = 1024 * 1024
_BOMS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_ENCODING = lazy(rb"""^(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")


@dataclass(frozen=True, slots=True)
class Settled:
    """A finished draft: edits and contents of the changed members, new members, members left out."""

    before: Mapping[str, bytes]
    edits: Mapping[str, tuple[Edit, ...]]
    added: Mapping[str, bytes]
    dropped: frozenset[str]

    def after(self) -> dict[str, bytes]:
        """The changed members as they become."""
        return {name: spliced(self.before[name], edits) for name, edits in self.edits.items()}

    def in_pieces(self) -> dict[str, bytes | Spliced]:
        """The same, those of many megabytes not put together."""
        return {
            name: Spliced(self.before[name], edits)
            if len(self.before[name]) > _LONG
            else spliced(self.before[name], edits)
            for name, edits in self.edits.items()
        }


class Draft:
    """Changes to ``archive`` as it is once ``base`` is made. Strictness decides the words for new relations."""

    def __init__(self, archive: Archive, base: Changes | None = None, *, strict: bool = False) -> None:
        self.archive = archive
        self.base = base or Changes()
        self.strict = strict
        self._replaced = {
            folded(name): b"".join(pieces_of(content)) for name, content in self.base.replaced.items()
        }
        self._gone = {folded(name) for name in self.base.dropped}
        self._parsed: dict[str, Xml] = {}
        self._related: dict[str, tuple[Relation, ...]] = {}
        self._edits: dict[str, list[Edit]] = {}
        self._added: dict[str, bytes] = {}
        self._types: dict[str, str] = {}
        self._defaults: dict[str, str] = {}
        self._dropped: set[str] = set()
        self._relations: dict[str, dict[str, bytes]] = {}
        self._unrelated: dict[str, set[Relation]] = {}

    @property
    def new_parts(self) -> Mapping[str, bytes]:
        """The parts this draft adds."""
        return self._added

    def name_of(self, part: str) -> str | None:
        """The member that holds a part, as the archive spells it (with ``/``); None when there is none."""
        for spelling in (part, unquote(part)) if "%" in part else (part,):
            member = self.archive.find(spelling)
            if member is not None:
                return None if folded(member.name) in self._gone else part_name(member.name)
        return None

    def read(self, part: str) -> bytes:
        """A part as it was before this draft."""
        name = self.name_of(part) or part
        content = self._replaced.get(folded(name))
        return self.archive.read(name) if content is None else content

    def xml(self, part: str) -> Xml:
        """A part as it was before this draft, in UTF-8, ready to be searched."""
        name = self.name_of(part) or part
        if name not in self._parsed:
            self._parsed[name] = parse(in_utf8(self.read(name)))
        return self._parsed[name]

    def edit(self, part: str, *edits: Edit) -> None:
        """Edits against ``xml(part).data``."""
        if edits:
            self._edits.setdefault(self.name_of(part) or part, []).extend(edits)

    def add(self, part: str, content: bytes, content_type: str, *, by_extension: str = "") -> None:
        """A new part; ``by_extension`` gives its type to all parts with that extension, as Excel does."""
        self._added[part] = content
        told = default_type(self.xml(TYPES_PART), by_extension) if by_extension else ""
        if told is None:
            self._defaults[by_extension] = content_type
        elif told != content_type:
            self._types[part] = content_type

    def drop(self, part: str) -> None:
        """A part is left out, its relationships too."""
        for name in (part, rels_part(part)):
            found = self.name_of(name)
            if found:
                self._dropped.add(found)

    def free_name(self, pattern: str) -> str:
        """``xl/comments{}.xml`` with the first number that no member bears."""
        added = {folded(name) for name in self._added}
        number = 1
        while self._is_there(name := pattern.replace("{}", str(number))) or folded(name) in added:
            number += 1
        return name

    def _is_there(self, name: str) -> bool:
        """Whether a member bears this very name."""
        return self.archive.find(name) is not None and folded(name) not in self._gone

    def relations(self, owner: str) -> tuple[Relation, ...]:
        """The relationships of a part, as they were."""
        if owner not in self._related:
            part = rels_part(owner)
            self._related[owner] = tuple(relations_in(self.xml(part), owner)) if self.name_of(part) else ()
        return self._related[owner]

    def relate(self, owner: str, kind: str, target: str) -> str:
        """A new relationship; its id comes back."""
        new = self._relations.setdefault(owner, {})
        taken = {relation.id.casefold() for relation in self.relations(owner)} | {
            known.casefold() for known in new
        }
        number = len(taken) + 1
        while f"rid{number}" in taken:
            number += 1
        new[f"rId{number}"] = relationship(f"rId{number}", kind, relative(owner, target), strict=self.strict)
        return f"rId{number}"

    def unrelate(self, owner: str, relation: Relation) -> None:
        """A relationship is taken away."""
        self._unrelated.setdefault(owner, set()).add(relation)

    def settled(self) -> Settled:
        """The draft with relationships and content types written out."""
        self._settle_relations()
        self._settle_types()
        before, edits = {}, {}
        for name, wanted in self._edits.items():
            if name not in self._dropped:
                before[name] = self.read(name)
                edits[name] = _native(before[name], wanted)
        return Settled(before, {k: v for k, v in edits.items() if v}, self._added, frozenset(self._dropped))

    def _settle_relations(self) -> None:
        for owner, gone in self._unrelated.items():
            if len(gone) == len(self.relations(owner)) and owner not in self._relations:
                self._dropped.add(rels_part(owner))
            else:
                self.edit(rels_part(owner), *(removed(relation.element) for relation in gone))
        for owner, new in self._relations.items():
            part = rels_part(owner)
            if self.name_of(part):
                xml = self.xml(part)
                self.edit(part, append_inside(xml.root, prefixed(xml.prefix, b"".join(new.values()))))
            else:
                self.add(part, new_rels(new.values()), RELS_TYPE, by_extension="rels")

    def _settle_types(self) -> None:
        xml = self.xml(TYPES_PART)
        overrides = type_overrides(xml) if self._dropped or self._types else {}
        for part in sorted(self._dropped):
            found = overrides.get(part.casefold())
            if found:
                self.edit(TYPES_PART, Edit(found.start, found.end, b""))
        new = [default(xml, extension, kind) for extension, kind in self._defaults.items()]
        for part, kind in self._types.items():
            told = overrides.get(part.casefold())
            if told is None:
                new.append(override(xml, part, kind))
            elif told.get("ContentType") != kind:
                self.edit(TYPES_PART, set_attribute(xml, told, "ContentType", kind))
        if new:
            self.edit(TYPES_PART, append_inside(xml.root, b"".join(new)))


def part_name(member: str) -> str:
    """A member's name as a part's: some programs write backslashes."""
    return member.replace("\\", "/").lstrip("/")


def in_utf8(data: bytes) -> bytes:
    """A part's bytes in UTF-8, untouched when they already are."""
    codec = _codec(data)
    if not codec:
        return data
    try:
        return data.decode(codec).encode()
    except (LookupError, UnicodeError) as error:
        raise broken_part() from error


def _native(original: bytes, edits: list[Edit]) -> tuple[Edit, ...]:
    """Edits against UTF-8 as edits against the part in its own encoding."""
    codec = _codec(original)
    try:
        if not codec:
            return in_order(edits)
        changed = spliced(in_utf8(original), edits).decode().encode(codec, "xmlcharrefreplace")
    except ValueError as error:  # elements that overlap, or characters that do not survive their encoding
        raise broken_part() from error
    return difference(original, changed)


def _codec(data: bytes) -> str | None:
    """The encoding of a part when it is not UTF-8: by byte order mark, else as declared."""
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return codec
    declared = _ENCODING.match(data[:200])
    name = declared.group(1).decode().lower() if declared else "utf-8"
    return None if name in ("utf-8", "utf8", "us-ascii", "ascii") else name
