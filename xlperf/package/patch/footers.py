"""A line in the printed footer of a sheet, and out of it again (ECMA-376 §18.3.1.46, codes §18.3.1.39).

A footer is a text with three sections, opened by ``&L``, ``&C``, ``&R``; what stands before the first belongs to the
middle. The line goes to the end of the right section. A footer may hold 255 characters; one that is full stays as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xlperf.lazy_regex import lazy
from xlperf.package.patch.elements import children, prefixed, removed, text_in
from xlperf.package.patch.splice import Edit
from xlperf.package.patch.wording import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlperf.package.patch.elements import Element
    from xlperf.package.patch.sheet import Sheet

_LONGEST = 255
_RIGHT = "R"
_SMALL = "&9"
_KINDS = ("oddFooter", "evenFooter", "firstFooter")
_CODE = lazy(r'&("[^"]*"|K(?:[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|\d+|.)', re.DOTALL)
_LOOK = lazy(r'&(?:"[^"]*"|K(?:[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|\d+|[BIUESXY])')


def footer_edits(sheet: Sheet, line: str) -> Iterator[Edit]:
    """The edits that put a line into every footer that the sheet prints; none where there is no room for it."""
    present = sheet.first("headerFooter")
    if present is None and not sheet.is_in_an_alternative("headerFooter"):
        footer = b"<headerFooter><oddFooter>%s</oddFooter></headerFooter>" % escaped(with_line("", line))
        yield sheet.insert("headerFooter", footer)
    if present is None:
        return
    told = {part.local: part for part in children(sheet.xml, present)}
    odd = told.get(b"oddFooter")
    if odd is None:
        before = [part for kind, part in told.items() if kind == b"oddHeader"]
        made = prefixed(sheet.xml.prefix, b"<oddFooter>%s</oddFooter>" % escaped(with_line("", line)))
        yield _put(present, before, made)
    for kind in _KINDS:
        part = told.get(kind.encode())
        if part is not None:
            yield from _changed(sheet, part, with_line(text_in(sheet.xml, part), line))


def _put(footer: Element, before: list[Element], made: bytes) -> Edit:
    """A first child of the element, or one behind its page header."""
    if footer.is_empty_tag:
        return Edit(footer.end - 2, footer.end, b">" + made + b"</" + footer.name + b">")
    at = before[0].end if before else footer.inside
    return Edit(at, at, made)


def footer_removal(sheet: Sheet, line: re.Pattern[str]) -> Iterator[Edit]:
    """The edits that take such a line out of the footers again; a footer that held nothing else goes."""
    present = sheet.first("headerFooter")
    parts = list(children(sheet.xml, present)) if present else []
    texts = {part: text_in(sheet.xml, part) for part in parts}
    after = {
        part: without_line(text, line) if part.local.decode() in _KINDS else text
        for part, text in texts.items()
    }
    if present and after != texts and not any(after.values()) and not present.attributes.strip():
        yield removed(present)
        return
    for part, text in after.items():
        if text != texts[part]:
            yield from [removed(part)] if not text else _changed(sheet, part, text)


def _changed(sheet: Sheet, part: Element, text: str) -> Iterator[Edit]:
    if part.is_empty_tag:
        opened = sheet.xml.data[part.start : part.end].rstrip(b"/> ") + b">"
        yield Edit(part.start, part.end, opened + escaped(text) + b"</" + part.name + b">")
    elif text != text_in(sheet.xml, part):
        yield Edit(part.inside, part.close, escaped(text))


def with_line(footer: str, line: str) -> str:
    """The footer with the line at the end of its right section; the footer itself when that would be too long."""
    sections = _sections(footer)
    right = sections.get(_RIGHT, "")
    sections[_RIGHT] = f"{right} {line}" if _LOOK.sub("", right).strip() else f"{right}{_SMALL}{line}"
    made = _joined(sections)
    return made if len(made) <= _LONGEST else footer


def right_of(footer: str) -> str:
    """What stands in the right section, with its codes; a size that is ours alone is left out."""
    right = _sections(footer).get(_RIGHT, "")
    return right.removeprefix(_SMALL) if right.startswith(_SMALL) else right


def without_line(footer: str, line: re.Pattern[str]) -> str:
    """The footer without the line; a section in which nothing but its look is left goes."""
    sections = _sections(footer)
    right = sections.get(_RIGHT, "")
    left = line.sub("", right)
    if left == right:
        return footer
    if _LOOK.sub("", left).strip():
        sections[_RIGHT] = left.rstrip()
    else:
        del sections[_RIGHT]
    return _joined(sections)


def _sections(footer: str) -> dict[str, str]:
    """What stands in each section, in the order of the text."""
    found: dict[str, str] = {}
    name, start = "", 0
    for code in _CODE.finditer(footer):
        if code.group(1) in ("L", "C", "R"):
            found[name] = found.get(name, "") + footer[start : code.start()]
            name, start = code.group(1), code.end()
    found[name] = found.get(name, "") + footer[start:]
    if not found.get(""):
        found.pop("", None)
    return found


def _joined(sections: dict[str, str]) -> str:
    return "".join(f"&{name}{text}" if name else text for name, text in sections.items())
