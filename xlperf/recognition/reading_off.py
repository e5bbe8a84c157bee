"""Fits → Found: addresses, pieces of cells, and how each part was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace

from xlperf.doubts import Doubt, Uncertain
from xlperf.findings import Address
from xlperf.forms.formulas import Joined, Same
from xlperf.forms.model import Column, Field, Kind, SheetForm
from xlperf.package.cells import RawCell
from xlperf.places import Found, FoundTable, Trace, Way
from xlperf.recognition.choosing import Choice
from xlperf.recognition.fields import FieldFit
from xlperf.recognition.fits import Fit
from xlperf.recognition.ground import SURE_ENOUGH
from xlperf.recognition.pages import Page, Spot
from xlperf.recognition.questions import questions
from xlperf.recognition.tables import TableFit
from xlperf.recognition.units import Units
from xlperf.recognition.values import actual_cell, goal_cells, lifted, opening_of, without_points
from xlperf.recognition.words import BARE
from xlperf.record import dataclass

_MEASURES = ("measure", "measure_unit")
_YEARS = ("年", "年度")
_IN_ONE_CELL = ("relation", "target", "actual", *_MEASURES)


def read_off(choice: Choice) -> Found:
    """Everything that was found of the chosen form, and what must be asked."""
    reading = _Reading()
    for sheet in choice.form.sheets:
        fit = choice.fits.get(sheet.key)
        if fit:
            reading.sheets[sheet.key] = fit.ground.page.name
            for part in (fit, *fit.rest):
                _Region(reading, sheet, part).read()
    for sheet in choice.form.sheets:
        _same_as(reading, sheet)
        _from_title(reading, choice, sheet)
    doubts = [*questions(choice, reading.fields)]
    if reading.unstated:
        doubts.append(Doubt(Uncertain.UNIT, "金额单位", seen=reading.unstated))
    return Found(
        choice.form,
        reading.fields,
        reading.tables,
        reading.sheets,
        lifted=reading.lifted,
        traces=tuple(reading.traces),
        doubts=tuple(doubts),
        foreign=True,
    )


@dataclass(slots=True)
class _Reading:
    """What is gathered while the fits of a workbook are read off; ``unstated``: a unit that was taken for granted."""

    fields: dict[str, Address] = field(default_factory=dict)
    tables: dict[str, FoundTable] = field(default_factory=dict)
    sheets: dict[str, str] = field(default_factory=dict)
    lifted: dict[tuple[str, Address], RawCell] = field(default_factory=dict)
    traces: list[Trace] = field(default_factory=list)
    unstated: str = ""


def _same_as(reading: _Reading, sheet: SheetForm) -> None:
    """What is written once on our first sheet stands on the form itself: 年度, 单位, 项目."""
    for target in sheet.fields:
        if isinstance(target.formula, Same) and target.key in reading.fields:
            source, at = target.formula.source, reading.fields[target.key]
            if source.key not in reading.fields:
                reading.fields[source.key] = at
                reading.traces.append(Trace(source.key, source.label, at, Way.SAME_AS, 1.0))
                if (target.key, at) in reading.lifted:
                    reading.lifted[source.key, at] = reading.lifted[target.key, at]


def _from_title(reading: _Reading, choice: Choice, sheet: SheetForm) -> None:
    """年度 and 县区, which a title is joined of, where nothing else says them."""
    for target in sheet.fields:
        if not isinstance(target.formula, Joined) or target.key not in reading.fields:
            continue
        at, opening = _opening(choice.fits[sheet.key].ground.page, reading.fields[target.key])
        sources = [part for part in target.formula.parts if isinstance(part, Field)]
        for source, piece in zip(reversed(sources), reversed(opening), strict=False):
            if piece is not None and source.key not in reading.fields:
                reading.fields[source.key] = at
                reading.lifted[source.key, at] = piece
                reading.traces.append(Trace(source.key, source.label, at, Way.SAME_AS, BARE))


def _opening(page: Page, title: Address) -> tuple[Address, tuple[RawCell | None, RawCell | None]]:
    """What a title begins with and where: in its own cell, or in the line above, where each line has a row."""
    above = Address(title.sheet, title.row - 1, title.column)
    for at in (title, above):
        raw = page.cells.get((at.row, at.column))
        text = (raw.text or "").rstrip() if raw else ""
        opening = opening_of(text)
        if any(opening) and (at is title or text.endswith(_YEARS)):
            return at, opening
    return title, (None, None)


class _Region:
    """Reads one region of a sheet off into the reading."""

    def __init__(self, reading: _Reading, sheet: SheetForm, fit: Fit) -> None:
        self.reading = reading
        self.sheet = sheet
        self.fit = fit
        self.page: Page = fit.ground.page
        self.units = Units(sheet, fit)

    def read(self) -> None:
        """Its fields, then its tables with their further pieces."""
        targets = {target.key: target for target in self.sheet.fields}
        for key, found in self.fit.fields.items():
            if found.sure >= SURE_ENOUGH and key not in self.reading.fields:
                self._field(targets[key], found, self.units.of_field(targets[key]))
        for table in (*self.fit.tables.values(), *self.fit.pieces):
            self._table(table)

    def _field(self, target: Field, found: FieldFit, stated: str, *, whole: bool = False) -> None:
        at = Address(self.page.name, *found.at)
        self.reading.fields[target.key] = at
        self.reading.traces.append(Trace(target.key, found.label, at, found.way, found.sure))
        raw = found.piece or self.page.cells.get(found.at)
        if raw is not None:
            piece = self._lift(target, raw, stated, whole=whole) or found.piece
            if piece is not None:
                self.reading.lifted[target.key, at] = piece

    def _lift(self, part: Field | Column, raw: RawCell, stated: str, *, whole: bool) -> RawCell | None:
        if part.kind is Kind.MONEY and not stated and self.units.expected(part.unit) and raw.text:
            self.reading.unstated = part.unit
        return lifted(part.kind, part.unit, raw, stated, whole_percent=whole)

    def _table(self, table: TableFit) -> None:
        place, before = table.place, self.reading.tables.get(table.key)
        self.reading.tables[table.key] = replace(before, more=(*before.more, place)) if before else place
        columns = [each.column for each in table.wanted.columns if each.column.key in place.columns]
        units = {
            part.key: self.units.of_column(table, place.columns[part.key], part.unit)
            for part in columns
            if part.kind is Kind.MONEY
        }
        for part in columns:
            here = Address(place.sheet, place.header, place.columns[part.key])
            label = f"{table.wanted.table.label}·{part.label}".replace("\n", "")
            sure = table.sure.get(part.key, BARE)
            self.reading.traces.append(Trace(f"{table.key}.{part.key}", label, here, Way.HEADER, sure))
            self._total(table, part, units.get(part.key, ""))
        self._body(table, columns, units)

    def _total(self, table: TableFit, part: Column, stated: str) -> None:
        total, row = part.total, table.place.total_row
        if total and row and total.key not in self.reading.fields:
            at = table.place.columns[part.key]
            found = FieldFit(total.key, total.label.replace("\n", ""), (row, at), Way.POSITION, 1.0)
            self._field(total, found, stated, whole=self._in_percent(table, at))

    def _in_percent(self, table: TableFit, at: int) -> bool:
        """Whether the header of a column says that it counts in percent."""
        return any("%" in self.page.text((row, at)) for row in range(table.top, table.place.header + 1))

    def _body(self, table: TableFit, columns: list[Column], units: Mapping[str, str]) -> None:
        """The pieces of the body cells that are not to be read as they stand."""
        place, cells = table.place, self.page.cells
        in_percent = {part.key: self._in_percent(table, place.columns[part.key]) for part in columns}
        goals = "target" in place.columns and bool({"relation", *_MEASURES} & set(place.columns))
        naming = next((each.column for each in table.wanted.columns if not each.column.inherits), None)
        for row in range(place.body, place.body_last + 1):
            if row in place.skipped:
                continue
            for part in columns:
                at = (row, place.columns[part.key])
                raw = table.joined.get(at) or cells.get(at)
                if raw is None and part is naming:
                    self._keep(table, part.key, row, self._merged_from_the_left(at))
                if raw is None or (goals and part.key in _IN_ONE_CELL and at not in table.joined):
                    continue
                piece = self._lift(part, raw, units.get(part.key, ""), whole=in_percent[part.key])
                piece = piece or table.joined.get(at)
                if part.inherits and part.choices:
                    piece = without_points(raw)
                elif part.key == "actual" and "target" not in place.columns:
                    piece = piece or actual_cell(raw, None)
                self._keep(table, part.key, row, piece)
            if goals and (row, place.columns["target"]) not in table.joined:
                self._goal(table, row)

    def _merged_from_the_left(self, at: Spot) -> RawCell | None:
        """The words of a cell that is merged over 一级指标 to 三级指标: they name the row."""
        anchor = self.page.anchor(at)
        raw = self.page.cells.get(anchor) if anchor[0] == at[0] else None
        return raw if raw is not None and raw.kind == "s" else None

    def _keep(self, table: TableFit, key: str, row: int, piece: RawCell | None) -> None:
        places = table.place.columns
        if piece is not None and key in places:
            at = Address(table.place.sheet, row, places[key])
            self.reading.lifted[f"{table.key}.{key}", at] = piece

    def _goal(self, table: TableFit, row: int) -> None:
        """比较符、指标值、度量单位、实际完成值 of a row, whatever stands in one cell."""
        places, cells = table.place.columns, self.page.cells
        unit_key = next((key for key in _MEASURES if key in places), "measure")

        def own(key: str) -> RawCell | None:
            apart = key in places and places[key] != places["target"]
            return cells.get((row, places[key])) if apart else None

        unit = own(unit_key)
        parts = goal_cells(cells.get((row, places["target"])), own("relation"), unit, split=table.split)
        for key, piece in parts.items():
            self._keep(table, unit_key if key == "measure" else key, row, piece)
        if "actual" in places:
            wanted = parts.get("measure") or unit
            actual = actual_cell(cells.get((row, places["actual"])), (wanted.text or "") if wanted else "")
            self._keep(table, "actual", row, actual)
