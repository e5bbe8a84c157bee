"""Cell styles that show nothing, or something else than what is in the cell (ISO/IEC 29500-1 §18.8.10, .22, .30, .45)."""

from __future__ import annotations

import math
import re
from dataclasses import field
from typing import TYPE_CHECKING

from xlperf.package import gate
from xlperf.package.markup import walk
from xlperf.package.number_formats import shows_date
from xlperf.package.references import cell_at
from xlperf.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SMALLEST = 4.0  # points; nobody prints smaller
_LEAST_CONTRAST = 1.25
_WHITE = (255, 255, 255)
_THEME = {"0": _WHITE, "1": (0, 0, 0)}
_INDEXED = {"0": (0, 0, 0), "1": _WHITE, "8": (0, 0, 0), "9": _WHITE, "64": (0, 0, 0), "65": _WHITE}
_PLAIN_FONTS = re.compile(
    rb'<(?:\w+:)?color (?!(?:theme="1"|indexed="(?:8|64)"|auto="1"|rgb="FF000000")\s*/>)|<(?:\w+:)?sz val="[0-4](?:\.\d*)?"'
)
_FORMATS = re.compile(rb"<(?:\w+:)?numFmt\s")
_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3}[0-9]{1,7})"[^>]*?\bs="([0-9]{1,6})"')
_QUOTED = re.compile(r'"[^"]*"?|\\.|!.|_.|\*.|\[[^\]]*\]', re.DOTALL)
_PLACE = re.compile(r"[0#?@]|general|g/通用格式", re.IGNORECASE)
_SCALED = re.compile(r'[0#?]\s*,+(?![0#?,])|[0#?](?:!\.|\\\.|"\.")[0#?]')
_IN_WHITE = re.compile(r"\[(?:white|白色|color ?2|颜色 ?2)\]", re.IGNORECASE)
_ADDED = re.compile(r'(?:"\d+"|\\\d|!\d)[0#?]|[0#?](?:"\d+"|\\\d|!\d)')

Colour = tuple[int, int, int]


@dataclass
class _Styles:
    """What a styles part says of fonts, fills and formats."""

    formats: dict[str, str] = field(default_factory=dict)
    fonts: list[tuple[Colour | None, float]] = field(default_factory=list)
    fills: list[Colour | None] = field(
        default_factory=list
    )  # white where there is none, None for one not known
    cells: list[tuple[int, int, str]] = field(default_factory=list)  # font, fill, format

    def why(self) -> Iterator[tuple[str, str]]:
        """Cell styles (``s``) that do not show what is in the cell, and why not."""
        for number, (font, fill, code) in enumerate(self.cells):
            colour, size = self.fonts[font] if font < len(self.fonts) else (None, _SMALLEST)
            ground = self.fills[fill] if fill < len(self.fills) else _WHITE
            told = _format_hides(self.formats.get(code, ""))
            if _IN_WHITE.search(self.formats.get(code, "").split(";")[0]):
                colour = _WHITE
            if colour and ground and _alike(colour, ground):
                told = "字和底色一样"
            elif size < _SMALLEST:
                told = f"字号只有 {size:g} 磅"
            if told:
                yield str(number), told


def unseen_styles(part: str, data: bytes) -> Mapping[str, str]:
    """Why nobody sees what cells of a style hold, by the number of the style; styles that show it are left out."""
    fonts = data[data.find(b"<fonts") : data.find(b"</fonts>")] if b"<fonts" in data else data
    if not (_PLAIN_FONTS.search(fonts) or _FORMATS.search(data)):
        return {}
    styles, inside = _Styles(), [""]

    def start(name: str, attributes: Mapping[str, str]) -> None:
        _take(styles, inside, name, attributes)
        inside.append(name)

    def end(_name: str) -> None:
        inside.pop()

    walk(part, data, start, end)
    return dict(styles.why())


def _take(styles: _Styles, inside: list[str], name: str, attributes: Mapping[str, str]) -> None:
    above = inside[-1]
    if name == "numFmt" and above == "numFmts":
        styles.formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
    elif above == "fonts" and name == "font":
        styles.fonts.append((None, 11.0))
    elif above == "font" and "fonts" in inside and styles.fonts:
        colour, size = styles.fonts[-1]
        if name == "color":
            styles.fonts[-1] = (_colour(attributes), size)
        elif name == "sz":
            styles.fonts[-1] = (colour, _points(attributes.get("val", "")))
    elif above == "fills" and name == "fill":
        styles.fills.append(_WHITE)
    elif (above == "fill" and name == "gradientFill") or (
        above == "fill" and name == "patternFill" and attributes.get("patternType", "none") != "none"
    ):
        styles.fills[-1:] = [None]
    elif (
        above == "patternFill"
        and name == "fgColor"
        and "fills" in inside
        and styles.fills
        and styles.fills[-1] is None
    ):
        styles.fills[-1] = _colour(attributes)
    elif above == "cellXfs" and name == "xf":
        font, fill = (_number(attributes.get(each, "0")) for each in ("fontId", "fillId"))
        styles.cells.append((font, fill, attributes.get("numFmtId", "0")))
        gate.hold_to_count("单元格格式", len(styles.cells), gate.MAX_STYLES)


def _colour(attributes: Mapping[str, str]) -> Colour | None:
    """The colour, None where only a program with the theme could tell it."""
    if attributes.get("tint", "0").strip("-0.") or "auto" in attributes:
        return None
    rgb = attributes.get("rgb", "")
    if re.fullmatch("[0-9A-Fa-f]{8}", rgb):
        return (int(rgb[2:4], 16), int(rgb[4:6], 16), int(rgb[6:8], 16))
    return _THEME.get(attributes.get("theme", "")) or _INDEXED.get(attributes.get("indexed", ""))


def _alike(one: Colour, other: Colour) -> bool:
    """Whether the contrast (WCAG 2.1, 1.4.3) is too little for print: white on pale yellow has 1.1, black on white 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05) < _LEAST_CONTRAST


def _luminance(colour: Colour) -> float:
    red, green, blue = (math.pow(each / 255, 2.2) for each in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _points(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return _SMALLEST


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else 0  # noqa: PLR2004


def _format_hides(code: str) -> str:
    """Why a format code does not show a positive number as it is; "" when it does."""
    if not code or shows_date(code):
        return ""
    bare = _QUOTED.sub("", code)
    first = bare.split(";")[0]
    if not _PLACE.search(first):
        return "数字格式不显示内容" if not _literal(code) else f"数字格式总是显示“{_literal(code)}”"
    if _ADDED.search(re.sub(r"\[[^\]]*\]", "", code.split(";", maxsplit=1)[0])):
        return "数字格式在数的前后添了数字"
    return "数字格式把数缩小显示" if _SCALED.search(code.split(";", maxsplit=1)[0]) else ""


def _literal(code: str) -> str:
    """What the first section always shows."""
    shown = re.match(r'(?:"[^"]*"|\\.|!.|[^;])*', code)
    return re.sub(r'["\\!]|\[[^\]]*\]|_.|\*.', "", shown.group() if shown else "").strip()[:12]


def cells_of_styles(part: str, data: bytes, styles: Mapping[str, str]) -> dict[tuple[int, int], str]:
    """The cells of a sheet part that bear one of these styles."""
    if not styles:
        return {}
    found = ((match[1].decode(), match[2].decode()) for match in _CELL.finditer(data))
    return {cell_at(part, at): styles[style] for at, style in found if style in styles}
