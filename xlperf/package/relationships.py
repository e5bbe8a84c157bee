"""Which part refers to which: the ``.rels`` beside a part (OPC, ISO/IEC 29500-2 §6.5)."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from xlperf.package.markup import walk
from xlperf.record import dataclass

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
    """The part name that ``target`` means, seen from ``part``; a leading slash starts at the root."""
    target = target.replace("\\", "/").partition("#")[0]
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
        meant = resolved(part, target)
        # a name with %XX stands in the archive so (OPC, §6.2.2), or as many programs write it, decoded
        member = None if external else archive.find(meant) or archive.find(unquote(meant))
        found.append(
            Relationship(
                id=attributes.get("Id", ""),
                kind=attributes.get("Type", "").rpartition("/")[2],
                target=target,
                part="" if external else member.name if member else unquote(meant),
                external=external,
            )
        )

    walk(rels, archive.read(rels), start)
    return tuple(found)
