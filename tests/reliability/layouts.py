"""The same workbook as other programs might have written it: nothing that it says is another."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from tests.package.hostile import MAIN, RELATIONS, STRICT, STRICT_RELATIONS
from tests.reliability.container import Package, Part
from tests.reliability.odd_packages import prefixed


def _each(parts: Package, name: str, change: Callable[[bytes], bytes]) -> Package:
    """The package with the parts changed whose name begins so."""
    return tuple(
        replace(part, content=change(part.content)) if part.name.startswith(name) else part for part in parts
    )


def as_it_is(parts: Package) -> Package:
    """As the template code writes it."""
    return parts


def with_prefixes(parts: Package) -> Package:
    """``<x:row>`` in place of ``<row>``."""
    return _each(parts, "xl/", prefixed)


def strict(parts: Package) -> Package:
    """Strict OOXML: other namespaces, other kinds of relationships."""
    words = ((MAIN, STRICT), (RELATIONS, STRICT_RELATIONS))

    def change(data: bytes) -> bytes:
        for old, new in words:
            data = data.replace(old.encode(), new.encode())
        return data

    return _each(parts, "", change)


def in_utf_16(parts: Package) -> Package:
    """Sheets in UTF-16."""
    return _each(
        parts,
        "xl/worksheets/sheet",
        lambda data: data.decode().replace("UTF-8", "UTF-16", 1).encode("utf-16"),
    )


def with_absolute_targets(parts: Package) -> Package:
    """Relationships that name their parts from the root."""
    return _each(
        parts,
        "xl/_rels/workbook.xml.rels",
        lambda data: re.sub(rb'Target="(?=worksheets|theme|styles|shared)', b'Target="/xl/', data),
    )


def with_remarks(parts: Package) -> Package:
    """XML comments between rows, tags broken over lines."""
    return _each(parts, "xl/worksheets/sheet", lambda data: data.replace(b"<row ", b"<!-- <row> --><row\n "))


def stored(parts: Package) -> Package:
    """Nothing compressed, the members in reverse order."""
    return tuple(replace(part, deflated=False) for part in reversed(parts))


def with_strangers(parts: Package) -> Package:
    """Members that no relationship names: macros, custom XML, pictures, a name that is not ASCII."""
    strangers = ("xl/vbaProject.bin", "customXml/item1.xml", "xl/media/印章.png", "xl/cellimages.xml")
    return (*parts, *(Part(name, name.encode() * 9) for name in strangers))


LAYOUTS = (
    as_it_is,
    with_prefixes,
    strict,
    in_utf_16,
    with_absolute_targets,
    with_remarks,
    stored,
    with_strangers,
)
