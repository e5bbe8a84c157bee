"""How large a note must be for its text: 宋体 9 pt, two columns for a Chinese character."""

from __future__ import annotations

from math import ceil

from xlperf.wording import width

_WIDEST, _NARROWEST = 44, 24
_COLUMN, _LINE, _MARGIN = 6, 16, 16


def note_size(text: str) -> tuple[int, int]:
    """Width and height in pixels, the line with the seal included."""
    lines = [width(line) for line in text.splitlines()]
    columns = min(_WIDEST, max([_NARROWEST, *lines]))
    count = sum(max(1, ceil(line / columns)) for line in lines) + 1
    return columns * _COLUMN + _MARGIN, count * _LINE + _MARGIN
