"""Finding elements of an XML part by their byte positions, without building a tree.

Positions hold for the part as it stands, so that an edit touches nothing else. The search runs over a
shadow of the same length in which comments, CDATA and processing instructions are blank; a raw
``<`` can then only open a tag (XML 1.0 §2.4), and a raw ``>`` inside an attribute value is stepped over.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from xlperf.lazy_regex import lazy
from xlperf.package.patch.splice import Edit
from xlperf.package.patch.wording import escaped, unescaped
from xlperf.package.plain import holds
from xlperf.package.refusal import Refused, refused
from xlperf.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

_REST = rb"""((?:[^>"'/]++|"[^"]*+"|'[^']*+'|/(?!>))*+)(/?)>"""
_TAG = lazy(rb"<([^\s/>!?]+)" + _REST)
_CLOSED = rb"(?:[^<]*+(</\1\s*+>))?"
"""The closing tag, where nothing but text stands before it."""
_ELEMENT = lazy(_TAG.pattern + _CLOSED)
_HIDDEN = lazy(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
_ENDS = (b" ", b"\t", b"\r", b"\n", b">")
_MOST_DIGITS = 10
_ATTRIBUTE = lazy(rb"""([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


class Element(NamedTuple):
    """One element: its qualified name, the text of its attributes and its four positions.

    ``start`` … ``inside`` is the opening tag, ``close`` … ``end`` the closing one; for ``<a/>`` the last
    three are equal.
    """

    name: bytes
    attributes: bytes
    start: int
    inside: int
    close: int
    end: int

    @property
    def local(self) -> bytes:
        """The name without its prefix."""
        return self.name.rpartition(b":")[2]

    @property
    def is_empty_tag(self) -> bool:
        """Whether it is written ``<a/>``."""
        return self.inside == self.end

    def told(self) -> dict[bytes, str]:
        """The values of all its attributes, by their qualified names: for whoever asks for several."""
        found: dict[bytes, str] = {}
        for name, double, single in _ATTRIBUTE.findall(self.attributes):
            found.setdefault(name, unescaped(double or single))
        return found

    def get(self, name: str) -> str | None:
        """The value of an attribute, None when it is absent; ``:id`` means any prefix."""
        return attribute(self.attributes, name)


@dataclass(frozen=True, slots=True)
class Xml:
    """A part in UTF-8: its bytes, their shadow and the root element."""

    data: bytes
    shadow: bytes
    root: Element

    @property
    def prefix(self) -> bytes:
        """What the names of the part's own elements begin with: nothing, or ``x:``."""
        return self.root.name[: -len(self.root.local)]


def parse(data: bytes) -> Xml:
    """The part with its root found; a part without a whole root element is refused."""
    shadow = _shadow(data)
    opening = _TAG.search(shadow)
    if opening is None:
        raise broken_part()
    xml = Xml(data, shadow, _root(shadow, opening))
    _hold_to_one_spelling(xml)
    return xml


def _hold_to_one_spelling(xml: Xml) -> None:
    """All elements of the root's namespace bear the root's prefix: ``<x:row>`` is not sought where ``<row>`` is.

    XML allows a second prefix for the same namespace. No office program writes that, and a search that misses
    half of the rows would put a cell in twice: such a part is refused.
    """
    own = re.escape(b":" + xml.prefix[:-1]) if xml.prefix else b""
    bound = re.search(rb"""\sxmlns%s\s*=\s*["']([^"']*)["']""" % own, xml.root.attributes)
    if bound is None or xml.shadow.count(bound.group(1)) == 1:
        return
    declared = rb"""\sxmlns(?::([^\s=]+))?\s*=\s*["']%s["']""" % re.escape(bound.group(1))
    for other in {found.group(1) or b"" for found in re.finditer(declared, xml.shadow)} - {xml.prefix[:-1]}:
        used = re.escape(other + b":") if other else rb"[^\s/>:!?]+[\s/>]"
        if re.search(rb"<" + used, xml.shadow):
            raise broken_part()


def _shadow(data: bytes) -> bytes:
    """The part with comments, CDATA and processing instructions blanked, byte for byte as long."""
    head = _HIDDEN.match(data)
    rest = head.end() if head else 0
    if holds(data, b"<!", rest) or holds(data, b"<?", rest):
        return _HIDDEN.sub(lambda found: b" " * len(found.group()), data)
    is_declaration = rest == 0 or (data.startswith(b"<?") and data.find(b"<", 1, rest) < 0)
    return data if is_declaration else b" " * rest + data[rest:]  # no tag is found in a declaration


def _root(shadow: bytes, opening: re.Match[bytes]) -> Element:
    """The root element: nothing but blanks may follow it."""
    name, attributes, slash = opening.groups()
    start, inside = opening.span()
    if slash:
        return Element(name, attributes, start, inside, inside, inside)
    close = shadow.rfind(b"</" + name, inside)
    if close < 0 or not re.fullmatch(rb"</[^<>]*>\s*", shadow[close:]):
        raise broken_part()
    return Element(name, attributes, start, inside, close, position_of(shadow, b">", close) + 1)


def children(xml: Xml, parent: Element | None = None) -> Iterator[Element]:
    """The elements directly inside ``parent`` (the root when None), in order."""
    parent = parent or xml.root
    shadow, position, limit = xml.shadow, parent.inside, parent.close
    while found := _ELEMENT.search(shadow, position, limit):
        element = _element(shadow, found, limit)
        yield element
        position = element.end


def child(xml: Xml, name: str, parent: Element | None = None) -> Element | None:
    """The first element of this local name directly inside ``parent``."""
    wanted = name.encode()
    return next((element for element in children(xml, parent) if element.local == wanted), None)


def descendants(xml: Xml, name: str, within: Element) -> Iterator[Element]:
    """Every element of the part's own namespace with this name inside another."""
    called = re.escape(xml.prefix + name.encode())
    pattern = re.compile(rb"<(" + called + rb")(?=[\s/>])" + _REST + _CLOSED)
    for found in pattern.finditer(xml.shadow, within.inside, within.close):
        yield _element(xml.shadow, found, within.close)


def _element(shadow: bytes, found: re.Match[bytes], limit: int) -> Element:
    """The element that an opening tag begins."""
    name, attributes, slash, closing = found.groups()
    start, inside = found.start(), found.end(3) + 1
    if slash:
        return Element(name, attributes, start, inside, inside, inside)
    if closing:
        return Element(name, attributes, start, inside, found.start(4), found.end())
    close = _closing(shadow, name, inside, limit)
    return Element(name, attributes, start, inside, close, position_of(shadow, b">", close) + 1)


def _closing(shadow: bytes, name: bytes, position: int, limit: int) -> int:
    """Where the closing tag begins; elements of the same name inside are stepped over."""
    first = shadow.find(name, position, limit)
    after = first + len(name)
    if first >= 0 and shadow[first - 2 : first] == b"</" and shadow[after : after + 1] in _ENDS:
        return first - 2
    depth, counted = 1, position  # the name stands in a text first, or in an element of the same name
    while True:
        close = shadow.find(b"</" + name, position, limit)
        if close < 0:
            raise broken_part()
        position = close + len(name) + 2
        if shadow[position : position + 1] not in _ENDS:
            continue
        if shadow.find(b"<" + name, counted, close) >= 0:
            opening = re.compile(rb"<" + re.escape(name) + rb"(?=[\s/>])" + _REST)
            depth += sum(not found.group(2) for found in opening.finditer(shadow, counted, close))
        counted = position
        depth -= 1
        if not depth:
            return close


def position_of(shadow: bytes, sign: bytes, start: int) -> int:
    """Where a sign stands at or after ``start``; a part without it is refused."""
    at = shadow.find(sign, start)
    if at < 0:
        raise broken_part()
    return at


def broken_part() -> Refused:
    """What is said of a part that is not whole XML."""
    return refused("WRITE-01")


def attribute(attributes: bytes, name: str) -> str | None:
    """The value of an attribute in the text of a tag."""
    wanted = name.encode()
    if wanted not in attributes:
        return None
    for found in _ATTRIBUTE.finditer(attributes):
        known = found.group(1)
        if known == wanted or (wanted[:1] == b":" and known.endswith(wanted)):
            return unescaped(found.group(2) if found.group(2) is not None else found.group(3))
    return None


def whole(text: str | None, otherwise: int = 0) -> int:
    """A whole number in an attribute, at most ten digits long; ``otherwise`` when it is absent or no number."""
    return (
        int(text) if text and len(text) <= _MOST_DIGITS and text.isascii() and text.isdigit() else otherwise
    )


def set_attribute(xml: Xml, element: Element, name: str, value: str) -> Edit:
    """The edit that gives an attribute a new value, adding it when absent."""
    begin = element.start + 1 + len(element.name)
    for found in _ATTRIBUTE.finditer(xml.data, begin, element.inside):
        if found.group(1) == name.encode():
            group = 2 if found.group(2) is not None else 3
            return Edit(found.start(group), found.end(group), escaped(value, quotes=True))
    return Edit(begin, begin, b' %s="%s"' % (name.encode(), escaped(value, quotes=True)))


def append_inside(element: Element, text: bytes) -> Edit:
    """The edit that puts text at the end of an element, opening it up when it is written ``<a/>``."""
    if element.is_empty_tag:
        return Edit(element.end - 2, element.end, b">" + text + b"</" + element.name + b">")
    return Edit(element.close, element.close, text)


def removed(element: Element) -> Edit:
    """The edit that takes an element away."""
    return Edit(element.start, element.end, b"")


def prefixed(prefix: bytes, fragment: bytes) -> bytes:
    """A fragment written without prefixes, with the prefix that the part uses for its own elements."""
    return (
        re.sub(rb"<(/?)(?=[A-Za-z])", lambda found: found.group() + prefix, fragment) if prefix else fragment
    )


def text_within(xml: Xml, element: Element, name: str) -> str:
    """The text of all elements called ``name`` inside, put together."""
    return "".join(text_in(xml, part) for part in descendants(xml, name, element))


def text_in(xml: Xml, element: Element) -> str:
    """The text directly inside an element that holds text only."""
    raw = xml.data[element.inside : element.close]
    if b"<" not in raw:
        return unescaped(raw)
    pieces = re.split(rb"(<!\[CDATA\[.*?\]\]>|<!--.*?-->|<\?.*?\?>)", raw, flags=re.DOTALL)
    return "".join(
        piece[9:-3].decode("utf-8", "replace") if piece.startswith(b"<![CDATA[") else unescaped(piece)
        for piece in pieces
        if not piece.startswith((b"<!--", b"<?"))
    )
