"""In which unit of money an amount is written: by its label, the cell behind it, the table, else the whole region."""

from __future__ import annotations

from xlperf.forms.model import Banner, Field, Kind, Look, SheetForm
from xlperf.recognition.fits import Fit
from xlperf.recognition.pages import Spot
from xlperf.recognition.tables import TableFit
from xlperf.recognition.words import money_unit

_ABOVE = 2
_UNITS = ("元", "千元", "万元", "亿元")
_USUAL = "万元"


class Units:
    """The units of money of one region; "" where nothing states one."""

    def __init__(self, sheet: SheetForm, fit: Fit) -> None:
        self._fit = fit
        self._page = fit.ground.page
        self._states = any(isinstance(block, Banner) and block.look is Look.UNIT for block in sheet.blocks)
        self._whole = fit.ground.unit

    def expected(self, unit: str) -> bool:
        """Whether the form states the unit of amounts that it counts in ``unit``, so that its lack is odd."""
        return self._states or unit == _USUAL

    def of_field(self, target: Field) -> str:
        """The unit of a field."""
        if target.kind is not Kind.MONEY:
            return ""
        return self._in_label(target) or self._behind(target) or self._of_all(target.unit)

    def _of_all(self, unit: str) -> str:
        return self._whole if self.expected(unit) else ""

    def _in_label(self, target: Field) -> str:
        fit = self._fit
        wanted = next((each for each in fit.plan.fields if each.field is target), None)
        if wanted is None:
            return ""
        at = fit.fields[target.key].at
        near = [spot for spot in fit.ground.hits(wanted.labels) if spot[0] <= at[0] and spot[1] <= at[1]]
        spots = sorted(near, reverse=True)
        if wanted.crossing:
            spots += [spot for spot in fit.ground.hits((wanted.crossing[0],)) if spot[1] <= at[1]]
        return next((unit for spot in spots if (unit := money_unit(self._text(spot)))), "")

    def _behind(self, target: Field) -> str:
        at = self._fit.fields[target.key].at
        behind = self._page.text(next(self._page.right_of(at), at))
        return behind if behind in _UNITS else ""

    def of_column(self, table: TableFit, at: int, unit: str) -> str:
        """The unit of a column: in its header, else in what stands above or beside the table."""
        for row in range(table.place.header, table.top - 1, -1):
            if found := money_unit(self._text((row, at))):
                return found
        left = min(table.place.columns.values())
        for row in range(table.top - _ABOVE, table.place.body_last + 1):
            for column in self._page.columns_of.get(row, ()):
                outside = column < left or row < table.top
                inside = outside and self._fit.ground.region.holds((row, column))
                if inside and (found := money_unit(self._text((row, column)))):
                    return found
        return self._of_all(unit)

    def _text(self, at: Spot) -> str:
        raw = self._page.cells.get(self._page.anchor(at))
        return (raw.text or "") if raw and raw.kind == "s" else ""
