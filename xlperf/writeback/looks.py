"""How marks look: colours of cells, and the formats of the results sheet."""

from __future__ import annotations

from xlperf.findings import Severity, Standing
from xlperf.package.patch.styles import Format
from xlperf.writeback.marks import Look

_COLOURS = {Severity.ERROR: b"FFFFC7CE", Severity.WARNING: b"FFFFEB9C", Severity.INFO: b"FFD6DCE4"}
_ASIDE = b"FFE2EFDA"
_SONG, _HEI = "宋体".encode(), "黑体".encode()
_NO_FILL = b'<fill><patternFill patternType="none"/></fill>'
_NO_BORDER = b"<border><left/><right/><top/><bottom/><diagonal/></border>"
_THIN = b"<border>%s<diagonal/></border>" % b"".join(
    b'<%s style="thin"><color rgb="FFBFBFBF"/></%s>' % (side, side)
    for side in (b"left", b"right", b"top", b"bottom")
)


def cell_colour(severity: Severity, standing: Standing) -> bytes:
    """The differential format of a marked cell: 错误 reddish, 警告 yellow, 提示 blue-grey; pale green counts not."""
    colour = _COLOURS[severity] if standing is Standing.COUNTS else _ASIDE
    return (
        b'<dxf><fill><patternFill patternType="solid"><bgColor rgb="%s"/></patternFill></fill></dxf>' % colour
    )


def cell_format(look: Look, *, quoted: bool) -> Format:
    """The format of a cell of the results sheet; ``quoted`` keeps a leading = a text even when edited."""
    font, fill, border, alignment = _FORMATS[look]
    return Format(font, fill, border, alignment, quoted)


def _font(size: int, colour: bytes, *, name: bytes = _SONG, extra: bytes = b"") -> bytes:
    return b'<font>%s<sz val="%d"/><color rgb="FF%s"/><name val="%s"/><family val="3"/><charset val="134"/></font>' % (
        extra, size, colour, name,
    )  # fmt: skip


def _fill(colour: bytes) -> bytes:
    return (
        b'<fill><patternFill patternType="solid"><fgColor rgb="%s"/><bgColor indexed="64"/></patternFill></fill>'
        % colour
    )


def _aligned(across: bytes, down: bytes = b"center", *, wrap: bool = True) -> bytes:
    return b'<alignment horizontal="%s" vertical="%s"%s/>' % (across, down, b' wrapText="1"' if wrap else b"")


_TEXT = _font(10, b"000000")
_FORMATS = {
    Look.PLAIN: (_TEXT, _NO_FILL, _THIN, _aligned(b"left")),
    Look.TITLE: (_font(16, b"000000", name=_HEI), _NO_FILL, _NO_BORDER, _aligned(b"left", wrap=False)),
    Look.HEADING: (_font(12, b"000000", name=_HEI), _NO_FILL, _NO_BORDER, _aligned(b"left", wrap=False)),
    Look.HEADER: (_font(10, b"000000", name=_HEI), _fill(b"FFDDEBF7"), _THIN, _aligned(b"center")),
    Look.LABEL: (_font(10, b"000000", name=_HEI), _fill(b"FFF2F2F2"), _THIN, _aligned(b"left")),
    Look.NUMBER: (_TEXT, _NO_FILL, _THIN, _aligned(b"center")),
    Look.ERROR: (_font(10, b"9C0006"), _fill(_COLOURS[Severity.ERROR]), _THIN, _aligned(b"left")),
    Look.WARNING: (_font(10, b"7F6000"), _fill(_COLOURS[Severity.WARNING]), _THIN, _aligned(b"left")),
    Look.INFO: (_font(10, b"1F3864"), _fill(_COLOURS[Severity.INFO]), _THIN, _aligned(b"left")),
    Look.ASIDE: (_font(10, b"375623"), _fill(_ASIDE), _THIN, _aligned(b"left")),
    Look.LINK: (_font(10, b"0563C1", extra=b"<u/>"), _NO_FILL, _THIN, _aligned(b"left")),
    Look.MUTED: (_font(9, b"7F7F7F"), _NO_FILL, _THIN, _aligned(b"left")),
}
