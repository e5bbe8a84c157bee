"""Cell styles that show nothing, or something else than what is in the cell (ISO/IEC 29500-1 §18.8.10, .14, .22, .30, .45)."""

from __future__ import annotations

from dataclasses import field
from functools import lru_cache
from typing import TYPE_CHECKING

from xlperf.lazy_regex import lazy
from xlperf.package import gate
from xlperf.package.colours import BLACK, OFFICE_THEME, WHITE, Colour, alike, colour_of
from xlperf.package.markup import walk
from xlperf.package.number_sections import hides, in_white, may_hide, shown_by
from xlperf.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

_SMALLEST = 4.0  # points; nobody prints smaller
_LONGEST_CODE = 255
_USUAL_SIZE = 64 * 1024
_PLAIN_FONTS = lazy(
    rb'<(?:\w+:)?color (?!(?:theme="1"|indexed="(?:8|64)"|auto="1"|rgb="FF000000")\s*/>)|<(?:\w+:)?sz val="[0-4](?:\.\d*)?"'
)
_FORMATS = lazy(rb"<(?:\w+:)?(?:numFmt|dxf)\b")


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks; None for a colour that cannot be told."""

    colour: Colour | None = BLACK
    ground: Colour | None = WHITE
    size: float = 11.0
    code: str = ""

    def why_unseen(self, number: Decimal) -> str:
        """Why nobody sees a number of this look; "" when it is to be seen."""
        told = hides(self.code, number)
        if told:
            return told
        colour = WHITE if self.code and in_white(shown_by(self.code, number)) else self.colour
        if colour and self.ground and alike(colour, self.ground):
            return "字和底色一样"
        return f"字号只有 {self.size:g} 磅" if self.size < _SMALLEST else ""

    @property
    def suspect(self) -> bool:
        """Whether some number or other would not be seen."""
        same = self.colour is not None and self.ground is not None and alike(self.colour, self.ground)
        return same or self.size < _SMALLEST or may_hide(self.code)


@dataclass(frozen=True, slots=True)
class Overlay:
    """What a conditional format lays over a cell (``dxf``); what it leaves alone is not in ``sets``."""

    look: Look = Look()
    sets: frozenset[str] = frozenset()


@dataclass
class Looks:
    """The looks of cells by the number of their style, and what conditional formats lay over them; read only."""

    cells: list[Look] = field(default_factory=list)
    overlays: list[Overlay] = field(default_factory=list)

    def suspects(self) -> frozenset[str]:
        """The numbers of the styles in which some number or other would not be seen."""
        return frozenset(str(number) for number, look in enumerate(self.cells) if look.suspect)


def looks_of(part: str, data: bytes, theme: Sequence[Colour] = OFFICE_THEME) -> Looks:
    """What a styles part says; nothing where every style is plain."""
    fonts = data[data.find(b"<fonts") : data.find(b"</fonts>")] if b"<fonts" in data else data
    if not (_PLAIN_FONTS.search(fonts) or _FORMATS.search(data)):
        return Looks()
    return (_usual if len(data) <= _USUAL_SIZE else _walked)(part, data, tuple(theme))


def _walked(part: str, data: bytes, theme: tuple[Colour, ...]) -> Looks:
    walker = _StylesWalk(theme)
    walk(part, data, walker.start, walker.end)
    return walker.looks


_usual = lru_cache(maxsize=16)(_walked)
"""Workbooks that were made from one template have one and the same styles part."""


class _StylesWalk:
    """Gathers fonts, fills and formats while a styles part is walked, and puts them together for each style."""

    def __init__(self, theme: Sequence[Colour]) -> None:
        self.looks = Looks()
        self._theme = theme
        self._inside = [""]
        self._formats: dict[str, str] = {}
        self._fonts: list[tuple[Colour | None, float]] = []
        self._fills: list[Colour | None] = []  # white where there is none, None for one not known
        self._solid = False
        self._set: dict[str, Colour | str | None] | None = None  # what the dxf being walked sets

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """One element begins."""
        above = self._inside[-1]
        if name == "dxf" and above == "dxfs":
            self._set = {}
        elif self._set is not None:
            self._take_overlay(above, name, attributes)
        else:
            self._take(above, name, attributes)
        self._inside.append(name)

    def end(self, name: str) -> None:
        """One element ends."""
        self._inside.pop()
        if name == "dxf" and self._set is not None:
            self.looks.overlays.append(_overlay(self._set))
            self._set = None
            gate.hold_to_count("条件格式", len(self.looks.overlays), gate.MAX_STYLES)

    def _take_overlay(self, above: str, name: str, attributes: Mapping[str, str]) -> None:
        """A ``dxf`` fills with its ``bgColor``, unlike a cell style."""
        if self._set is None:
            return
        if name == "numFmt":
            self._set["code"] = attributes.get("formatCode", "")[:_LONGEST_CODE]
        elif above == "font" and name == "color":
            self._set["colour"] = self._colour(attributes)
        elif name == "gradientFill" or (
            name == "patternFill" and attributes.get("patternType", "solid") != "solid"
        ):
            self._set["ground"] = WHITE if attributes.get("patternType") == "none" else None
        elif above == "patternFill" and name == "bgColor" and "ground" not in self._set:
            self._set["ground"] = self._colour(attributes)

    def _take(self, above: str, name: str, attributes: Mapping[str, str]) -> None:
        if name == "numFmt" and above == "numFmts":
            self._formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")[:_LONGEST_CODE]
        elif above == "fonts" and name == "font":
            self._fonts.append((BLACK, 11.0))
        elif above == "font" and "fonts" in self._inside and self._fonts:
            self._take_font(name, attributes)
        elif above == "fills" and name == "fill":
            self._fills.append(WHITE)
        elif above in ("fill", "patternFill") and "fills" in self._inside and self._fills:
            self._take_fill(name, attributes)
        elif above == "cellXfs" and name == "xf":
            self._take_style(attributes)

    def _take_font(self, name: str, attributes: Mapping[str, str]) -> None:
        colour, size = self._fonts[-1]
        if name == "color":
            self._fonts[-1] = (self._colour(attributes), size)
        elif name == "sz":
            self._fonts[-1] = (colour, _points(attributes.get("val", "")))

    def _take_fill(self, name: str, attributes: Mapping[str, str]) -> None:
        """Of fills only the solid ones are known: a pattern shows two colours."""
        kind = attributes.get("patternType", "none")
        if name == "gradientFill" or (name == "patternFill" and kind != "none"):
            self._fills[-1], self._solid = None, kind == "solid"
        elif name == "fgColor" and self._solid and "auto" not in attributes:
            self._fills[-1] = self._colour(attributes)

    def _take_style(self, attributes: Mapping[str, str]) -> None:
        font, fill = (_number(attributes.get(each, "0")) for each in ("fontId", "fillId"))
        colour, size = self._fonts[font] if font < len(self._fonts) else (None, _SMALLEST)
        ground = self._fills[fill] if fill < len(self._fills) else WHITE
        code = self._formats.get(attributes.get("numFmtId", "0"), "")
        self.looks.cells.append(Look(colour, ground, size, code))
        gate.hold_to_count("单元格格式", len(self.looks.cells), gate.MAX_STYLES)

    def _colour(self, attributes: Mapping[str, str]) -> Colour | None:
        return BLACK if "auto" in attributes else colour_of(attributes, self._theme)


def _overlay(found: Mapping[str, Colour | str | None]) -> Overlay:
    return Overlay(Look(**found), frozenset(found))  # type: ignore[arg-type]


def _points(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return _SMALLEST


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else 0  # noqa: PLR2004
