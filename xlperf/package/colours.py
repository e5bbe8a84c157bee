"""The colours that styles name, as red, green and blue (ISO/IEC 29500-1 §18.3.1.15, §18.8.19, §20.1.6.2)."""

from __future__ import annotations

import colorsys
import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from xlperf.lazy_regex import lazy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Colour = tuple[int, int, int]

BLACK: Colour = (0, 0, 0)
WHITE: Colour = (255, 255, 255)
OFFICE_THEME: Sequence[Colour] = (WHITE, BLACK)
"""What a theme has first, in this order: the ground and the text. The others differ from theme to theme."""
_LEAST_CONTRAST = 1.25
_FULL = 255
_SCHEME = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
_ENTRY = lazy(
    rb'<a:(lt1|dk1|lt2|dk2|accent[1-6]|hlink|folHlink)>\s*<a:(?:srgbClr val|sysClr val="\w+" lastClr)="([0-9A-Fa-f]{6})"'
)
_INDEXED = re.findall(
    r"\w+",
    "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 800000 008000 000080 808000 800080 008080 C0C0C0 808080 "
    "9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF "
    "00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 "
    "003366 339966 003300 333300 993300 993366 333399 333333",
)
_SYSTEM = {64: BLACK, 65: WHITE}


def theme_colours(data: bytes) -> Sequence[Colour]:
    """The colours of a theme part in the order in which styles count them; those of Office where it has no such list."""
    found = {name.decode(): _rgb(value.decode()) for name, value in _ENTRY.findall(data)}
    return tuple(found[name] for name in _SCHEME) if len(found) == len(_SCHEME) else OFFICE_THEME


def colour_of(attributes: Mapping[str, str], theme: Sequence[Colour]) -> Colour | None:
    """The colour that an element names; None where it cannot be told."""
    base = _base(attributes, theme)
    return base and _tinted(base, attributes.get("tint", "0"))


def _base(attributes: Mapping[str, str], theme: Sequence[Colour]) -> Colour | None:
    rgb = attributes.get("rgb", "")
    if re.fullmatch("[0-9A-Fa-f]{6}(?:[0-9A-Fa-f]{2})?", rgb):
        return _rgb(rgb[-6:])
    number = attributes.get("theme", "")
    if number.isdecimal() and int(number[:3]) < len(theme):
        return theme[int(number[:3])]
    index = attributes.get("indexed", "")
    place = int(index[:3]) if index.isdecimal() else -1
    if 0 <= place < 8 + len(_INDEXED):
        return _rgb(_INDEXED[place if place < 8 else place - 8])  # noqa: PLR2004 - the first eight come twice
    return _SYSTEM.get(place)


def _rgb(text: str) -> Colour:
    return int(text[:2], 16), int(text[2:4], 16), int(text[4:], 16)


def _tinted(colour: Colour, tint: str) -> Colour | None:
    """Lighter for a tint above 0, darker below: −1 is black, 1 white."""
    try:
        share = float(tint)
    except ValueError:
        return None
    if not share or not -1 <= share <= 1:
        return colour if not share else None
    hue, light, rich = colorsys.rgb_to_hls(*(each / _FULL for each in colour))
    light = light * (1 + share) if share < 0 else light * (1 - share) + share
    red, green, blue = (round(each * _FULL) for each in colorsys.hls_to_rgb(hue, light, rich))
    return red, green, blue


@lru_cache(maxsize=1024)
def alike(one: Colour, other: Colour) -> bool:
    """Whether the contrast (WCAG 2.1, 1.4.3) is too little for print: white on pale yellow has 1.1, black on white 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05) < _LEAST_CONTRAST


def _luminance(colour: Colour) -> float:
    red, green, blue = (math.pow(each / _FULL, 2.2) for each in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
