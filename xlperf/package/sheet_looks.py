"""Which numbers of a sheet nobody sees for the way their cells look: by their style, or by a conditional format."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from xlperf.lazy_regex import lazy
from xlperf.package.conditional import Conditions
from xlperf.package.references import COLUMNS
from xlperf.package.unseen import Look, Looks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from xlperf.package.grid import RawCell

_CELL = lazy(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*?\bs="([0-9]{1,6})"')


class SheetLooks:
    """The looks of one sheet part; ``suspects`` are the styles of the workbook that may hide something.

    ``around`` is the part, its rows left out where they can be told apart, and ``whole`` gives all of it.
    """

    def __init__(
        self, part: str, around: bytes, whole: Callable[[], bytes], looks: Looks, suspects: frozenset[str]
    ) -> None:
        conditional = bool(looks.overlays or b"showValue=" in around) and b"cfRule" in around
        self._conditions = Conditions(part, around, looks.overlays) if conditional else None
        asked = bool(self._conditions and self._conditions.rules)
        self._looks = looks.cells
        self._styles = _styles(whole(), suspects, all_of_them=asked) if asked or suspects else {}
        self.suspicious = asked or bool(self._styles)

    def why(self, at: tuple[int, int], cells: Mapping[tuple[int, int], RawCell]) -> str:
        """Why nobody sees the number in a cell; "" when it is to be seen, or no number."""
        cell, style = cells.get(at), self._styles.get(at)
        if cell is None or cell.kind != "n" or not cell.text or not cell.finite:
            return ""
        number = Decimal(cell.text)
        look = Look() if style is None or style >= len(self._looks) else self._looks[style]
        told = look.why_unseen(number)
        if told or self._conditions is None:
            return told
        over, told = self._conditions.over(look, at, cells)
        return told or (f"条件格式使{over.why_unseen(number)}" if over.why_unseen(number) else "")


def _styles(data: bytes, suspects: frozenset[str], *, all_of_them: bool) -> dict[tuple[int, int], int]:
    """The cells of a sheet part that bear one of these styles."""
    return {
        (int(row), COLUMNS[letters.decode()]): int(style)
        for letters, row, style in _CELL.findall(data)
        if all_of_them or style.decode() in suspects
    }
