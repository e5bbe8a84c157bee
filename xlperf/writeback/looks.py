"""How marks look: colours of cells, and the formats of the results sheet; said once for the file and for an open workbook."""

from __future__ import annotations

from functools import cache

from xlperf.findings import Severity, Standing
from xlperf.package.patch.styles import Format
from xlperf.record import dataclass
from xlperf.writeback.marks import Look

_COLOURS = {Severity.ERROR: "FFC7CE", Severity.WARNING: "FFEB9C", Severity.INFO: "D6DCE4"}
_ASIDE = "E2EFDA"
_SONG, _HEI = "宋体", "黑体"
FRAME = "BFBFBF"
"""The colour of the thin lines around a framed cell, RRGGBB."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """A cell of the results sheet: font and its size in points, colours as RRGGBB ("" for no fill)."""

    font: str
    size: int
    colour: str = "000000"
    fill: str = ""
    framed: bool = True
    across: str = "left"
    wrapped: bool = True
    underlined: bool = False


APPEARANCES = {
    Look.PLAIN: Appearance(_SONG, 10),
    Look.TITLE: Appearance(_HEI, 16, framed=False, wrapped=False),
    Look.HEADING: Appearance(_HEI, 12, framed=False, wrapped=False),
    Look.HEADER: Appearance(_HEI, 10, fill="DDEBF7", across="center"),
    Look.LABEL: Appearance(_HEI, 10, fill="F2F2F2"),
    Look.NUMBER: Appearance(_SONG, 10, across="center"),
    Look.ERROR: Appearance(_SONG, 10, "9C0006", _COLOURS[Severity.ERROR]),
    Look.WARNING: Appearance(_SONG, 10, "7F6000", _COLOURS[Severity.WARNING]),
    Look.INFO: Appearance(_SONG, 10, "1F3864", _COLOURS[Severity.INFO]),
    Look.ASIDE: Appearance(_SONG, 10, "375623", _ASIDE),
    Look.LINK: Appearance(_SONG, 10, "0563C1", underlined=True),
    Look.MUTED: Appearance(_SONG, 9, "7F7F7F"),
}


@cache
def cell_colour(severity: Severity, standing: Standing) -> bytes:
    """The differential format of a marked cell: 错误 reddish, 警告 yellow, 提示 blue-grey; pale green counts not."""
    colour = _COLOURS[severity] if standing is Standing.COUNTS else _ASIDE
    return (
        b'<dxf><fill><patternFill patternType="solid"><bgColor rgb="FF%s"/></patternFill></fill></dxf>'
        % colour.encode()
    )


@cache
def cell_format(look: Look, *, quoted: bool) -> Format:
    """The format of a cell of the results sheet; ``quoted`` keeps a leading = a text even when edited."""
    each = APPEARANCES[look]
    return Format(_font(each), _fill(each.fill), _border(framed=each.framed), _alignment(each), quoted)


def _font(look: Appearance) -> bytes:
    return b'<font>%s<sz val="%d"/><color rgb="FF%s"/><name val="%s"/><family val="3"/><charset val="134"/></font>' % (
        b"<u/>" if look.underlined else b"", look.size, look.colour.encode(), look.font.encode(),
    )  # fmt: skip


def _fill(colour: str) -> bytes:
    if not colour:
        return b'<fill><patternFill patternType="none"/></fill>'
    return (
        b'<fill><patternFill patternType="solid"><fgColor rgb="FF%s"/><bgColor indexed="64"/></patternFill></fill>'
        % colour.encode()
    )


def _border(*, framed: bool) -> bytes:
    if not framed:
        return b"<border><left/><right/><top/><bottom/><diagonal/></border>"
    sides = (
        b'<%s style="thin"><color rgb="FF%s"/></%s>' % (side, FRAME.encode(), side)
        for side in (b"left", b"right", b"top", b"bottom")
    )
    return b"<border>%s<diagonal/></border>" % b"".join(sides)


def _alignment(look: Appearance) -> bytes:
    wrap = b' wrapText="1"' if look.wrapped else b""
    return b'<alignment horizontal="%s" vertical="center"%s/>' % (look.across.encode(), wrap)
