"""The VML shapes of notes: spliced in before ``</xml>`` and cut out again; the rest is never parsed.

VML of form controls is often not well-formed, so shapes are found by their tags alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xlperf.lazy_regex import lazy
from xlperf.package.patch.areas import LAST_COLUMN, LAST_ROW
from xlperf.package.patch.splice import Edit
from xlperf.record import dataclass

if TYPE_CHECKING:
    from xlperf.package.patch.measure import Measure

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_NAMESPACES = {
    b"v": b"urn:schemas-microsoft-com:vml",
    b"o": b"urn:schemas-microsoft-com:office:office",
    b"x": b"urn:schemas-microsoft-com:office:excel",
}
_TYPE = (
    b'<v:shapetype%s id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    b'<v:shape%s id="_x0000_s%d" type="#_x0000_t202" style="position:absolute;margin-left:0pt;margin-top:0pt;'
    b'width:%dpt;height:%dpt;z-index:%d;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    b'<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    b'<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    b'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>%s</x:Anchor>'
    b"<x:AutoFill>False</x:AutoFill><x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>"
)
_SHAPE_TAG = lazy(
    rb"""<(?:\w+:)?shape(?=[\s/>])(?:[^>"'/]|"[^"]*"|'[^']*'|/(?!>))*(?:/>|>.*?</(?:\w+:)?shape\s*>)""",
    re.DOTALL,
)
_IDS = lazy(rb"_s(\d{1,9})[\"']")
_BLOCKS = lazy(rb"""<\w+:idmap[^>]*\sdata\s*=\s*["']([\d,\s]*)["']""")
_BLOCK = 1024
_MOST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Box:
    """Where a note stands: its cell (from 1), its anchor and its size in points."""

    row: int
    column: int
    anchor: tuple[int, int, int, int, int, int, int, int]
    width: int
    height: int


def anchored(row: int, column: int, size: tuple[int, int], measure: Measure) -> Box:
    """A box of ``size`` pixels beside the cell, kept within the sheet."""
    width, height = size
    left = column if column < LAST_COLUMN - 8 else max(0, column - 10)
    right, over = left, 15 + width
    while right < LAST_COLUMN - 1 and over > measure.column_width(right + 1):
        over -= measure.column_width(right + 1)
        right += 1
    top = max(0, min(row - 2, LAST_ROW - 60))
    bottom, under = top, 5 + height
    while bottom < LAST_ROW - 1 and under > measure.row_height(bottom + 1):
        under -= measure.row_height(bottom + 1)
        bottom += 1
    return Box(row, column, (left, 15, top, 5, right, over, bottom, under), width * 3 // 4, height * 3 // 4)


def new_drawing(boxes: tuple[Box, ...], block: int) -> bytes:
    """A whole VML part; ``block`` is the first block of 1024 shape numbers that is free in the workbook."""
    blocks = range(block, block + 1 + (len(boxes) + 1) // _BLOCK)
    head = b'<xml%s><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="%s"/></o:shapelayout>' % (
        _declared(b""), b",".join(b"%d" % each for each in blocks),
    )  # fmt: skip
    return head + _TYPE % b"" + _shapes(boxes, block * _BLOCK + 1, 1, b"") + b"</xml>"


def added_shapes(data: bytes, boxes: tuple[Box, ...]) -> list[Edit]:
    """The edits that put shapes at the end of a VML part, numbered above all that are there."""
    end = data.lower().rfind(b"</xml")
    opening = re.search(rb"<xml(?=[\s>])[^>]*>", data, re.IGNORECASE)
    if end < 0 or opening is None:
        return []
    declared = _declared(opening.group())
    mapped = _BLOCKS.search(data)
    own = _numbers(mapped.group(1)) if mapped else []
    first = max([int(found) for found in _IDS.findall(data)] + [max(own, default=1) * _BLOCK]) + 1
    text = b"" if b'"_x0000_t202"' in data else _TYPE % declared
    edits = [Edit(end, end, text + _shapes(boxes, first, data.count(b":shape ") + 1, declared))]
    needed = range(first // _BLOCK, (first + len(boxes) - 1) // _BLOCK + 1)
    more = [each for each in needed if each not in own]
    if mapped and more:
        edits.append(Edit(mapped.end(1), mapped.end(1), b"".join(b",%d" % each for each in more)))
    return edits


def without_shapes(data: bytes, cells: frozenset[tuple[int, int]]) -> tuple[list[Edit], bool]:
    """The edits that cut out the notes' shapes of these cells, and whether any other shape remains."""
    edits, others = [], False
    for found in _SHAPE_TAG.finditer(data):
        row = re.search(rb"<\w+:Row>\s*(\d{1,7})", found.group())
        column = re.search(rb"<\w+:Column>\s*(\d{1,7})", found.group())
        is_note = re.search(rb"""ObjectType\s*=\s*["']Note["']""", found.group())
        if is_note and row and column and (int(row[1]) + 1, int(column[1]) + 1) in cells:
            edits.append(Edit(found.start(), found.end(), b""))
        else:
            others = True
    return edits, others


def blocks_in(data: bytes) -> set[int]:
    """The blocks of shape numbers that a VML part claims."""
    return {each for found in _BLOCKS.findall(data) for each in _numbers(found)}


def _numbers(listed: bytes) -> list[int]:
    """The numbers of a list; one that is beyond all shape numbers is none."""
    return [int(each) for each in re.findall(rb"\d+", listed) if len(each) <= _MOST_DIGITS]


def _shapes(boxes: tuple[Box, ...], first: int, layer: int, declared: bytes) -> bytes:
    return b"".join(
        _SHAPE % (
            declared, first + place, box.width, box.height, layer + place,
            b", ".join(b"%d" % each for each in box.anchor), box.row - 1, box.column - 1,
        )
        for place, box in enumerate(boxes)
    )  # fmt: skip


def _declared(opening: bytes) -> bytes:
    """Declarations of the namespaces that the root does not declare under their usual prefixes."""
    return b"".join(
        b' xmlns:%s="%s"' % (prefix, name)
        for prefix, name in _NAMESPACES.items()
        if not re.search(rb"xmlns:%s\s*=\s*[\"']%s[\"']" % (prefix, re.escape(name)), opening)
    )
