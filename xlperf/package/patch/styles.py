"""Formats added at the end of the style tables, so that no number a sheet already uses changes (ECMA-376 §18.8)."""

from __future__ import annotations

import re
from dataclasses import field
from functools import cached_property

from xlperf.package.patch.elements import (
    Element,
    Xml,
    append_inside,
    children,
    prefixed,
    set_attribute,
)
from xlperf.package.patch.splice import Edit, spliced
from xlperf.record import dataclass

_ORDER = (
    b"numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst"
).split()
_ITEM = {"fonts": b"font", "fills": b"fill", "borders": b"border", "cellXfs": b"xf", "dxfs": b"dxf"}
_FIRST = {
    "fonts": [b'<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>'],
    "fills": [
        b'<fill><patternFill patternType="none"/></fill>',
        b'<fill><patternFill patternType="gray125"/></fill>',
    ],
    "borders": [b"<border><left/><right/><top/><bottom/><diagonal/></border>"],
    "cellXfs": [b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'],
    "dxfs": [],
}
EMPTY = b"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="%s"><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


@dataclass(frozen=True, slots=True)
class Format:
    """How a cell of ours looks; each part is a fragment without prefixes."""

    font: bytes
    fill: bytes
    border: bytes
    alignment: bytes
    quoted: bool = False


@dataclass
class Tables:
    """The style tables of one workbook and what is to be added to them."""

    xml: Xml
    _new: dict[str, list[bytes]] = field(default_factory=dict)
    _numbers: dict[bytes | Format, int] = field(default_factory=dict)
    _counted: dict[str, int] = field(default_factory=dict)

    @cached_property
    def _sections(self) -> dict[str, Element]:
        return {section.local.decode(): section for section in children(self.xml)}

    def dxf(self, text: bytes) -> int:
        """The number of a differential format."""
        if text not in self._numbers:
            self._numbers[text] = self._number("dxfs", text)
        return self._numbers[text]

    def xf(self, look: Format) -> int:
        """The number of a cell format: General, and nothing left to the workbook's own defaults."""
        if look not in self._numbers:
            self._numbers[look] = self._xf(look)
        return self._numbers[look]

    def _xf(self, look: Format) -> int:
        font = self._number("fonts", look.font)
        fill = self._number("fills", look.fill)
        border = self._number("borders", look.border)
        parent = b' xfId="0"' if "cellStyleXfs" in self._sections else b""
        quote = b' quotePrefix="1"' if look.quoted else b""
        text = (
            b'<xf numFmtId="0" fontId="%d" fillId="%d" borderId="%d"%s%s applyNumberFormat="1" applyFont="1" '
            b'applyFill="1" applyBorder="1" applyAlignment="1">%s</xf>'
        ) % (font, fill, border, parent, quote, look.alignment)
        return self._number("cellXfs", text)

    def edits(self) -> list[Edit]:
        """The edits that add everything asked for."""
        asked = [(name, self._new[name]) for name in _ITEM if self._new.get(name)]
        if self.xml.root.is_empty_tag and asked:
            text = b"".join(_section(name, items) for name, items in asked)
            return [append_inside(self.xml.root, prefixed(self.xml.prefix, text))]
        return [edit for name, items in asked for edit in self._section_edits(name, items)]

    def _section_edits(self, name: str, items: list[bytes]) -> list[Edit]:
        section = self._sections.get(name)
        if section is None:
            return [self._new_section(name, items)]
        count = str(self._present(section, name) + len(items))
        text = prefixed(self.xml.prefix, b"".join(items))
        return [set_attribute(self.xml, section, "count", count), append_inside(section, text)]

    def whole(self) -> bytes:
        """The part with everything asked for, when the workbook had none."""
        return spliced(self.xml.data, self.edits())

    def _number(self, table: str, text: bytes) -> int:
        """The place of an entry in its table: where an equal one stands, else at the end."""
        section = self._sections.get(table)
        new = self._new.setdefault(table, [])
        if text in new:
            return self._start(table, section) + new.index(text)
        spelled = prefixed(self.xml.prefix, text)
        at = self.xml.data.find(spelled, section.inside, section.close) if section else -1
        if section and at >= 0:
            return self._count(section, table, at)
        if section is None and not new:
            new.extend(_FIRST[table])
            if text in new:
                return new.index(text)
        new.append(text)
        return self._start(table, section) + len(new) - 1

    def _start(self, table: str, section: Element | None) -> int:
        return self._present(section, table) if section else 0

    def _present(self, section: Element, table: str) -> int:
        if table not in self._counted:
            self._counted[table] = self._count(section, table, section.close)
        return self._counted[table]

    def _count(self, section: Element, table: str, until: int) -> int:
        """How many entries begin before a position; what ``count`` claims is not believed."""
        tag = re.compile(rb"<" + re.escape(self.xml.prefix + _ITEM[table]) + rb"[\s/>]")
        return len(tag.findall(self.xml.shadow, section.inside, until))

    def _new_section(self, name: str, items: list[bytes]) -> Edit:
        rank = _ORDER.index(name.encode())
        following = (
            part for part in children(self.xml) if part.local in _ORDER and _ORDER.index(part.local) > rank
        )
        later = next(following, None)
        at = later.start if later else self.xml.root.close
        return Edit(at, at, prefixed(self.xml.prefix, _section(name, items)))


def _section(name: str, items: list[bytes]) -> bytes:
    return b'<%s count="%d">%s</%s>' % (name.encode(), len(items), b"".join(items), name.encode())
