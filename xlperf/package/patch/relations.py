"""Relationships between parts and the list of content types, as they stand and as text to add (OPC §6.5, §7.2.3)."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import quote

from xlperf.package.patch.elements import Element, Xml, children, prefixed
from xlperf.package.patch.wording import escaped
from xlperf.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES_PART = "[Content_Types].xml"
RELS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship: ``kind`` is the last word of its type, ``target`` a part name unless external."""

    id: str
    kind: str
    target: str
    external: bool
    element: Element


def rels_part(owner: str) -> str:
    """Where the relationships of a part are kept; those of the package for ``""``."""
    folder, name = posixpath.split(owner)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations_in(xml: Xml, owner: str) -> Iterator[Relation]:
    """The relationships of ``owner``, targets resolved."""
    for element in children(xml):
        if element.local != b"Relationship":
            continue
        told = element.told()
        target = told.get(b"Target", "")
        external = told.get(b"TargetMode") == "External"
        if not external:
            target = resolved(owner, target)
        kind = told.get(b"Type", "").rpartition("/")[2]
        yield Relation(told.get(b"Id", ""), kind, target, external, element)


def resolved(owner: str, target: str) -> str:
    """The part name a relative target means, seen from its owner."""
    target = target.replace("\\", "/").partition("#")[0]
    return posixpath.normpath(posixpath.join("/" + posixpath.dirname(owner), target)).lstrip("/")


def relative(owner: str, part: str) -> str:
    """A part as a target seen from its owner."""
    return quote(posixpath.relpath("/" + part, "/" + posixpath.dirname(owner)), safe="/!$&'()*+,;=:@-._~%")


def relationship(relation_id: str, kind: str, target: str, *, strict: bool) -> bytes:
    """One ``Relationship`` element."""
    namespace = STRICT if strict else TRANSITIONAL
    return b'<Relationship Id="%s" Type="%s/%s" Target="%s"/>' % (
        relation_id.encode(), namespace.encode(), kind.encode(), escaped(target, quotes=True),
    )  # fmt: skip


def new_rels(relationships: Iterable[bytes]) -> bytes:
    """A whole relationships part."""
    head = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return b'%s<Relationships xmlns="%s/relationships">%s</Relationships>' % (
        head, PACKAGE.encode(), b"".join(relationships),
    )  # fmt: skip


def default_type(xml: Xml, extension: str) -> str | None:
    """The content type that parts with this extension have by default."""
    for element in children(xml):
        if element.local == b"Default" and (element.get("Extension") or "").lower() == extension:
            return element.get("ContentType")
    return None


def type_overrides(xml: Xml) -> dict[str, Element]:
    """The elements ``Override`` by the folded name of their part."""
    found: dict[str, Element] = {}
    for element in children(xml):
        if element.local == b"Override":
            found.setdefault((element.get("PartName") or "").lstrip("/").casefold(), element)
    return found


def override(xml: Xml, part: str, content_type: str) -> bytes:
    """An ``Override`` for a new part."""
    name = escaped("/" + quote(part, safe="/!$&'()*+,;=:@-._~%"), quotes=True)
    return prefixed(xml.prefix, b'<Override PartName="%s" ContentType="%s"/>' % (name, content_type.encode()))


def default(xml: Xml, extension: str, content_type: str) -> bytes:
    """A ``Default`` for an extension."""
    text = f'<Default Extension="{extension}" ContentType="{content_type}"/>'
    return prefixed(xml.prefix, text.encode())
