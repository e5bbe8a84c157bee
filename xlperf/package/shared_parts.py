"""What the sheets of one workbook have in common."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from xlperf.package import gate
from xlperf.package.cells import text_cells
from xlperf.package.colours import OFFICE_THEME, theme_colours
from xlperf.package.grid import SHORTEST_CELL, cells_told
from xlperf.package.number_formats import number_styles
from xlperf.package.strings import shared_strings
from xlperf.package.unseen import Looks, looks_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlperf.package.archive import Archive
    from xlperf.package.cells import RawCell
    from xlperf.package.relationships import Relationship


class Common:
    """What the sheets of a workbook share: texts, styles, and how many cells they may hold together.

    Sheets know this and not their workbook, so that a workbook nobody needs any more leaves at once.
    """

    def __init__(self, archive: Archive, related: tuple[Relationship, ...]) -> None:
        self.archive = archive
        self._related = related
        self._cells: dict[str, int] = {}  # by part

    @cached_property
    def shared_strings(self) -> tuple[str, ...]:
        """The shared texts in order; () when the workbook has none."""
        part = self._part_of("sharedStrings")
        return shared_strings(part, self.archive.read_once(part)) if part else ()

    @cached_property
    def text_cells(self) -> tuple[RawCell, ...]:
        """The text cells that shared string indexes stand for."""
        return text_cells(self.shared_strings)

    def count_cells(self, part: str, data: bytes) -> None:
        """The cells of a part are about to be read; too many in the whole workbook are OPEN-23.

        A small part cannot hold many: they are counted where its size leaves a doubt.
        """
        self._cells[part] = len(data) // SHORTEST_CELL
        if self._too_many():
            self._cells[part] = cells_told(data)
        if self._too_many():
            self._cells = {each: cells_told(self.archive.read_once(each)) for each in self._cells}
        cells = sum(self._cells.values())
        gate.hold_to_count("有内容的单元格", cells, gate.MAX_CELLS)
        gate.hold_to_count("单元格和共享文字", cells + len(self.shared_strings), gate.MAX_CONTENTS)

    def _too_many(self) -> bool:
        cells = sum(self._cells.values())
        return cells > gate.MAX_CELLS or cells + len(self.shared_strings) > gate.MAX_CONTENTS

    @cached_property
    def number_styles(self) -> Mapping[int, str]:
        """Cell styles whose numbers show as a date or a percentage."""
        part = self._part_of("styles")
        return number_styles(part, self.archive.read(part)) if part else {}

    @cached_property
    def looks(self) -> Looks:
        """How cells look, by their style, and what conditional formats make of it."""
        part, theme = self._part_of("styles"), self._part_of("theme")
        colours = theme_colours(self.archive.read(theme)) if theme else OFFICE_THEME
        return looks_of(part, self.archive.read(part), colours) if part else Looks()

    @cached_property
    def suspect_styles(self) -> frozenset[str]:
        """The styles that may hide a number."""
        return self.looks.suspects()

    def rest(self) -> None:
        """Let go of the texts; whoever asks for them has them read again."""
        for kept in ("shared_strings", "text_cells"):
            vars(self).pop(kept, None)

    def _part_of(self, kind: str) -> str | None:
        """The workbook's part of this kind when it is there: a dangling relationship is none."""
        for relation in self._related:
            if relation.kind == kind and self.archive.find(relation.part):
                return relation.part
        return None
