"""Which part refers to which: the ``.rels`` beside a part (OPC, ISO/IEC 29500-2 §6.5)."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from xlperf.package.markup import walk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlperf.package.archive import Archive


@dataclass(frozen=True, slots=True)
class Relationship:
    """``kind`` is the last word of the type ("worksheet"), alike in Strict; ``part`` the member referred to.

    ``part`` is the member's own spelling when there is such a member; "" for an external target.
    """

    id: str
    kind: str
    target: str
    part: str
    external: bool


def rels_part_of(part: str) -> str:
    """``xl/workbook.xml`` has its relationships in ``xl/_rels/workbook.xml.rels``; "" is the package."""
    folder, _, name = part.replace("\\", "/").rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def resolved(part: str, target: str) -> str:
    """The member name that ``target`` means, seen from ``part``; a leading slash starts at the root."""
    target = unquote(target.replace("\\", "/").partition("#")[0])
    base = "/" if target.startswith("/") else "/" + posixpath.dirname(part.replace("\\", "/"))
    return posixpath.normpath(posixpath.join(base, target)).lstrip("/")


def relationships(archive: Archive, part: str) -> tuple[Relationship, ...]:
    """All relationships of a part in file order; () when it has none."""
    rels = rels_part_of(part)
    if archive.find(rels) is None:
        return ()
    found: list[Relationship] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name != "Relationship":
            return
        target = attributes.get("Target", "")
        external = attributes.get("TargetMode") == "External"
        member = archive.find(resolved(part, target)) if not external else None
        found.append(
            Relationship(
                id=attributes.get("Id", ""),
                kind=attributes.get("Type", "").rpartition("/")[2],
                target=target,
                part="" if external else member.name if member else resolved(part, target),
                external=external,
            )
        )

    walk(rels, archive.read(rels), start)
    return tuple(found)
