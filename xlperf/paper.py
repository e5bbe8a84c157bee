"""How the cells of a workbook look: what a reader of the paper or the screen does not see, and the text of formulas."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from xlperf.package.refusal import Refused

if TYPE_CHECKING:
    from xlperf.findings import Address
    from xlperf.package.workbook import Sheet, Workbook


class SheetPaper:
    """The looks of one workbook, read when they are first asked for."""

    def __init__(self, workbook: Workbook) -> None:
        self._sheets = {sheet.name: sheet for sheet in workbook.sheets}

    def unseen(self, at: Address) -> str:
        """Why nobody sees what the cell holds: hidden sheet, row, column, or its style; "" when it is to be seen."""
        sheet = self._sheets.get(at.sheet)
        if sheet is None or at.sheet not in self.hiding:
            return ""
        if sheet.state != "visible":
            return "工作表被隐藏"
        if at.row in sheet.grid.hidden_rows:
            return "所在的行被隐藏"
        if at.column in sheet.grid.hidden_columns:
            return "所在的列被隐藏"
        return sheet.looks.why((at.row, at.column), sheet.grid.cells) if sheet.looks else ""

    @cached_property
    def hiding(self) -> frozenset[str]:
        """The sheets on which anything is not to be seen."""
        return frozenset(name for name, sheet in self._sheets.items() if self._hides(sheet))

    def _hides(self, sheet: Sheet) -> bool:
        if sheet.state != "visible":
            return True
        grid = sheet.grid
        return bool(grid.hidden_rows or grid.hidden_columns or (sheet.looks and sheet.looks.suspicious))

    def formula(self, at: Address) -> str:
        """The formula without its equals sign; "" where there is none, or it is shared with the cell above."""
        sheet = self._sheets.get(at.sheet)
        return sheet.formula((at.row, at.column)) if sheet else ""

    def rest(self) -> frozenset[str]:
        """Let go of long lists whose cells are all to be seen, and name them; whoever asks for one has it read again."""
        long = [sheet for sheet in self._sheets.values() if sheet.is_long]
        with suppress(Refused):  # a sheet that nobody read yet
            resting = [sheet for sheet in long if sheet.name not in self.hiding]
            for sheet in resting:
                sheet.rest()
            return frozenset(sheet.name for sheet in resting)
        return frozenset()
