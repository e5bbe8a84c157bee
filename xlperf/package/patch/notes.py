"""Notes (legacy comments) of one sheet: added, and taken away again, without touching those of staff.

ECMA-376 §18.7. A note of ours names its author and ends with a line that holds a checksum of its text:
LibreOffice forgets authors, and a note that staff wrote into is theirs from then on.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from xlperf.lazy_regex import lazy
from xlperf.package.patch.elements import (
    Element,
    Xml,
    append_inside,
    child,
    children,
    prefixed,
    removed,
    set_attribute,
    text_in,
    text_within,
    whole,
)
from xlperf.package.patch.splice import Edit
from xlperf.package.patch.wording import escaped, spelled

if TYPE_CHECKING:
    from collections.abc import Mapping

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_RUN = b"""<r><rPr>%s<sz val="9"/><color rgb="FF%s"/><rFont val="\xe5\xae\x8b\xe4\xbd\x93"/><family val="3"/><charset val="134"/></rPr><t xml:space="preserve">%s</t></r>"""
_BLANK = lazy(r"\s|_x000[dD]_")
_SEAL = lazy(r"〔(\w+) ([0-9a-f]{8})〕\s*$")


def seal(author: str, text: str) -> str:
    """The last line of a note of ours."""
    return f"〔{author} {_checksum(text)}〕"


def _checksum(text: str) -> str:
    """Eight digits that depend on everything but blanks and line ends, which programs change."""
    bare = _BLANK.sub("", text)
    return f"{zlib.crc32(bare.encode('utf-8', 'replace')):08x}"


def is_sealed(author: str, text: str) -> bool:
    """Whether a note is ours, to the letter."""
    found = _SEAL.search(text)
    return found is not None and found[1] == author and found[2] == _checksum(text[: found.start()])


def note_cells(xml: Xml) -> frozenset[str]:
    """The cells that have a note (or the placeholder of a threaded comment) already."""
    listed = child(xml, "commentList")
    return (
        frozenset((note.get("ref") or "").upper() for note in children(xml, listed))
        if listed
        else frozenset()
    )


def note(cell: str, author_id: int, author: str, text: str) -> bytes:
    """One note: small 宋体, the seal in grey."""
    body = _RUN % (b"", b"000000", spelled(text + "\n").encode()) + _RUN % (
        b"",
        b"A6A6A6",
        escaped(seal(author, text)),
    )
    return b'<comment ref="%s" authorId="%d"><text>%s</text></comment>' % (cell.encode(), author_id, body)


def new_notes(namespace: str, author: str, notes: Mapping[str, str]) -> bytes:
    """A whole comments part."""
    listed = b"".join(note(cell, 0, author, text) for cell, text in notes.items())
    return (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        b'<comments xmlns="%s"><authors><author>%s</author></authors><commentList>%s</commentList></comments>'
    ) % (namespace.encode(), escaped(author), listed)


def added_notes(xml: Xml, author: str, notes: Mapping[str, str]) -> list[Edit]:
    """The edits that put notes behind those of staff."""
    authors, listed = child(xml, "authors"), child(xml, "commentList")
    names = _authors(xml)
    author_id = names.index(author) if author in names else len(names)
    edits: list[Edit] = []
    if authors is None:
        text = prefixed(xml.prefix, b"<authors><author>%s</author></authors>" % escaped(author))
        edits.append(Edit(xml.root.inside, xml.root.inside, text))
    elif author_id == len(names):
        edits.append(append_inside(authors, prefixed(xml.prefix, b"<author>%s</author>" % escaped(author))))
    text = prefixed(xml.prefix, b"".join(note(cell, author_id, author, each) for cell, each in notes.items()))
    if listed is None:
        at = authors.end if authors else xml.root.inside
        name = xml.prefix + b"commentList"
        return [*edits, Edit(at, at, b"<" + name + b">" + text + b"</" + name + b">")]
    return [*edits, append_inside(listed, text)]


def own_notes(xml: Xml, author: str) -> tuple[Element, ...]:
    """The notes that are ours and that nobody wrote into."""
    listed = child(xml, "commentList")
    notes = children(xml, listed) if listed else ()
    return tuple(each for each in notes if is_sealed(author, text_within(xml, each, "t")))


def without(xml: Xml, author: str, gone: tuple[Element, ...]) -> list[Edit]:
    """The edits that take notes away, and the author when nothing of theirs is left."""
    edits = [removed(each) for each in gone]
    names = _authors(xml)
    authors, listed = child(xml, "authors"), child(xml, "commentList")
    if author not in names or authors is None or listed is None:
        return edits
    number = names.index(author)
    kept = [each for each in children(xml, listed) if each not in gone]
    if any(each.get("authorId") == str(number) for each in kept):
        return edits
    edits.append(removed(list(children(xml, authors))[number]))
    for each in kept:
        told = whole(each.get("authorId"))
        if told > number:
            edits.append(set_attribute(xml, each, "authorId", str(told - 1)))
    return edits


def _authors(xml: Xml) -> list[str]:
    authors = child(xml, "authors")
    return [text_in(xml, each) for each in children(xml, authors)] if authors else []
