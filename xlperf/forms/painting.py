"""How the printed forms look: fonts, borders, colours and how high a row must be."""

from __future__ import annotations

import unicodedata
from typing import Any

from xlperf.forms.model import Field, Kind, Look, Owner

SONG, HEI = "宋体", "黑体"
INPUT_FILL, COMPUTED_FILL, HEADER_FILL = "#FFF9E5", "#F2F2F2", "#F7F7F7"
OWN_FILL, BUREAU_FILL = "#E8F1FA", "#EAF4E6"
LINE_HEIGHT = 15.5
MAX_HEIGHT = 405.0

Style = dict[str, Any]
"""XlsxWriter format properties."""

_BODY: Style = {"font_name": SONG, "font_size": 10.5, "text_wrap": True, "valign": "vcenter"}
_BOX: Style = {**_BODY, "border": 1}

LABEL: Style = {**_BOX, "align": "center"}
LABEL_LEFT: Style = {**_BOX, "align": "left", "indent": 1}
PLAIN_LABEL: Style = {**_BODY, "align": "right", "font_size": 14}
HEADER: Style = {**_BOX, "align": "center", "font_name": HEI, "bg_color": HEADER_FILL}
TOTAL_LABEL: Style = {**_BOX, "align": "center", "bg_color": COMPUTED_FILL}
TOTAL_BLANK: Style = {**_BOX, "bg_color": COMPUTED_FILL}
END_ROW: Style = {**_BODY, "font_size": 8, "font_color": "#808080", "align": "center", "border": 1}

_BANNERS: dict[Look, tuple[Style, float]] = {
    Look.TITLE: ({**_BODY, "font_name": HEI, "font_size": 18, "align": "center"}, 36),
    Look.COVER: ({**_BODY, "font_name": HEI, "font_size": 24, "align": "center"}, 90),
    Look.IMPRINT: ({**_BODY, "font_size": 15, "align": "center"}, 30),
    Look.SUBTITLE: ({**_BODY, "font_size": 14, "align": "center"}, 24),
    Look.UNIT: ({**_BODY, "align": "right"}, 18),
    Look.HEADING: ({**_BOX, "font_name": HEI, "font_size": 12, "align": "center"}, 24),
    Look.NOTE: ({**_BODY, "align": "left"}, 0),
    Look.ATTACHMENT: ({**_BODY, "font_name": HEI, "font_size": 12, "align": "left"}, 20),
    Look.BLANK: ({}, 12),
}


def banner(look: Look) -> tuple[Style, float]:
    """The style of a full-width text and its height (0: as high as the text needs)."""
    return _BANNERS[look]


_NUMBER_FORMATS = {
    Kind.MONEY: "#,##0.00",
    Kind.COUNT: "0",
    Kind.POINTS: "0.##",
    Kind.PERCENT: "0.00%",
    Kind.YEAR: "0",
    Kind.DATE: 'yyyy"年"m"月"d"日"',
}


def number_format(kind: Kind) -> str:
    """The Excel number format of a kind; General where none is needed."""
    return _NUMBER_FORMATS.get(kind, "General")


def cell(kind: Kind, owner: Owner, *, computed: bool = False, own_format: str = "") -> Style:
    """The style of a value: tinted and unlocked for the unit, grey for formulas, ours, the bureau's."""
    style = {**_BOX, "align": "center"}
    if kind in (Kind.LONG_TEXT, Kind.TEXT):
        style |= {"align": "left", "indent": 1}
    format_code = own_format or number_format(kind)
    if format_code == "0.##":
        format_code = "General"
    style["num_format"] = format_code
    if owner is Owner.UNIT and not computed:
        return {**style, "bg_color": INPUT_FILL, "locked": False}
    if computed and owner in (Owner.UNIT, Owner.FORM):
        return {**style, "bg_color": COMPUTED_FILL}
    if owner is Owner.XLPERF:
        return {**style, "bg_color": OWN_FILL}
    if owner is Owner.BUREAU:
        return {**style, "bg_color": BUREAU_FILL}
    return style


def header(owner: Owner) -> Style:
    """The style of a column header."""
    fill = {Owner.XLPERF: OWN_FILL, Owner.BUREAU: BUREAU_FILL}.get(owner, HEADER_FILL)
    return {**HEADER, "bg_color": fill}


def underlined(style: Style) -> Style:
    """A cover entry: only a line below it."""
    kept = {key: value for key, value in style.items() if key != "border"}
    return {**kept, "bottom": 1, "align": "left", "font_size": 14}


def title_entry(look: Look, field: Field) -> Style:
    """A computed title."""
    style, _ = banner(look)
    return {**style, "num_format": field.number_format} if field.number_format else style


def display_width(text: str) -> float:
    """Width in Latin characters; Chinese characters take two."""
    return sum(2.0 if unicodedata.east_asian_width(char) in "WFA" else 1.0 for char in text)


def lines_needed(text: str, width: float) -> int:
    """How many lines a text takes in a cell ``width`` characters wide."""
    usable = max(width - 1.2, 2.0)
    return sum(max(1, -int(-display_width(line) // usable)) for line in text.split("\n"))


def height_needed(text: str, width: float, font_size: float = 10.5) -> float:
    """Row height in points that shows the whole text, at most what Excel allows."""
    scale = font_size / 10.5
    return min(MAX_HEIGHT, lines_needed(text, width / scale) * LINE_HEIGHT * scale + 6)
