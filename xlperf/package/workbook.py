"""A workbook opened safely: its sheets in tab order, its defined names, and what kind of file it is.

A path comes in, a Workbook goes out or a Refused. Macros, external links and DDE formulas are data:
nothing is run, nothing is fetched. Sheets are read when their grid is first asked for.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from xlperf.package.archive import Archive, archive_of, content_of
from xlperf.package.cells import CellMaker
from xlperf.package.directory import folded
from xlperf.package.foreign import ZIP_START, name_foreign_package, readable_package
from xlperf.package.grid import EMPTY_GRID, Grid, read_grid
from xlperf.package.listing import Contents, Listed
from xlperf.package.notes import Note, kinds_besides, notes_of
from xlperf.package.refusal import refused
from xlperf.package.relationships import Relationship, relationships
from xlperf.package.shared_parts import Common
from xlperf.package.sheet_looks import SheetLooks
from xlperf.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from xlperf.package.cells import RawCell

_KINDS = {
    "worksheet": "worksheet",
    "chartsheet": "chartsheet",
    "dialogsheet": "dialogsheet",
    "xlMacrosheet": "macrosheet",
    "xlIntlMacrosheet": "macrosheet",
}


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A name and what it refers to, as text; ``sheet`` when it holds on that sheet only."""

    name: str
    refers_to: str
    sheet: str | None = None
    hidden: bool = False


class Sheet:
    """One tab: ``state`` visible, hidden or veryHidden; ``kind`` worksheet, chartsheet, dialogsheet, macrosheet."""

    _formulas: Mapping[tuple[int, int], str] | None = None  # while the cells are let go of

    def __init__(self, common: Common, listed: Listed, kind: str, part: str) -> None:
        self.name = listed.name
        self.state = listed.state
        self.kind = kind
        self.part = part
        self._common = common

    @cached_property
    def grid(self) -> Grid:
        """The cells, read on first use; a part that cannot be read is Refused here."""
        if self.kind == "chartsheet":
            return EMPTY_GRID
        data = self._common.archive.read_once(self.part)
        self._common.count_cells(self.part, data)
        maker = CellMaker(self.part, self._common.text_cells, self._common.number_styles)
        return read_grid(maker, data)

    @cached_property
    def looks(self) -> SheetLooks | None:
        """How the cells look; None where that is not known."""
        if self.kind == "chartsheet":
            return None
        common = self._common

        def whole() -> bytes:
            return common.archive.read_once(self.part)

        around = self.grid.around or whole()
        return SheetLooks(self.part, around, whole, common.looks, common.suspect_styles)

    def formula(self, at: tuple[int, int]) -> str:
        """The formula of a cell without its equals sign; "" where there is none of its own."""
        if self._formulas is not None and "grid" not in vars(self):
            return self._formulas.get(at, "")
        cell = self.grid.cells.get(at)
        return (cell.formula or "") if cell else ""

    @property
    def is_long(self) -> bool:
        """Whether its cells were read and take much room."""
        return "grid" in vars(self) and self.grid.is_long

    def rest(self) -> None:
        """Let go of the cells of a long list, their formulas excepted; whoever asks for them has them read again."""
        self._formulas = {
            (row, column): cell.formula
            for column, cells in self.grid.columns.items()
            for row, cell in cells.items()
            if cell.formula
        }
        del self.grid
        self._common.rest()

    def __repr__(self) -> str:
        return f"Sheet({self.name!r}, {self.part!r})"


class Workbook:
    """An open workbook; built by ``open_workbook``."""

    foreign = ""
    """What it is when no .xlsx or .xlsm: ``.xls``, ``.docx``; nothing can be written into such a file."""

    def __init__(self, archive: Archive, workbook_part: str) -> None:
        contents = Contents(archive, workbook_part)
        self.archive = archive
        self.workbook_part = workbook_part
        self.relationships = relationships(archive, workbook_part)
        self.common = Common(archive, self.relationships)
        self.date_1904 = contents.date_1904
        self.strict = contents.strict
        self.sheets = self._sheets(contents)
        self.names = self._names(contents)
        members = [name.lower() for name in archive.names()]
        self.has_macros = any(name.endswith("vbaproject.bin") for name in members) or any(
            sheet.kind == "macrosheet" for sheet in self.sheets
        )
        self.is_signed = any(name.lstrip("/").startswith("_xmlsignatures/") for name in members)

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of this name; as in Excel, case does not matter. None when there is none."""
        wanted = name.casefold()
        return next((sheet for sheet in self.sheets if sheet.name.casefold() == wanted), None)

    def forget_cells(self) -> None:
        """Let go of the cells that were read; whoever asks for one of them once more has them read again."""
        for sheet in self.sheets:
            vars(sheet).pop("grid", None)
        self.common.rest()

    @property
    def notes(self) -> tuple[Note, ...]:
        """What people noted at cells, ours not among it."""
        return tuple(note for sheet in self.sheets for note in notes_of(self.archive, sheet.name, sheet.part))

    @property
    def besides(self) -> tuple[str, ...]:
        """What else the file holds, a phrase for each kind: pictures, charts."""
        return kinds_besides(self.archive.names())

    @property
    def shared_strings(self) -> tuple[str, ...]:
        """The shared texts in order; () when the workbook has none."""
        return self.common.shared_strings

    @property
    def text_cells(self) -> tuple[RawCell, ...]:
        """The text cells that shared string indexes stand for."""
        return self.common.text_cells

    @property
    def number_styles(self) -> Mapping[int, str]:
        """Cell styles whose numbers show as a date or a percentage."""
        return self.common.number_styles

    def _sheets(self, contents: Contents) -> tuple[Sheet, ...]:
        by_id = {relation.id: relation for relation in self.relationships}
        if not contents.sheets:
            raise refused("OPEN-22", why="没有任何工作表")
        seen: set[str] = set()
        for listed in contents.sheets:
            if listed.name.casefold() in seen:
                raise refused("OPEN-22", why=f"工作表“{listed.name}”重名")
            seen.add(listed.name.casefold())
        sheets = tuple(self._sheet(listed, by_id.get(listed.relation)) for listed in contents.sheets)
        if len({folded(sheet.part) for sheet in sheets}) < len(sheets):
            raise refused("OPEN-22", why="两张工作表共用一个部件")
        return sheets

    def _sheet(self, listed: Listed, relation: Relationship | None) -> Sheet:
        if relation is None or not self.archive.find(relation.part):
            raise refused("OPEN-22", why=f"缺少工作表“{listed.name}”的内容")
        return Sheet(self.common, listed, _KINDS.get(relation.kind, relation.kind), relation.part)

    def _names(self, contents: Contents) -> tuple[DefinedName, ...]:
        """The defined names; one that is scoped to a sheet that does not exist means nothing."""
        names = []
        for name, scope, hidden, text in contents.names:
            sheet = None
            if scope is not None:
                if not (scope.isascii() and scope.isdigit()) or int(scope[:6]) >= len(self.sheets):
                    continue
                sheet = self.sheets[int(scope[:6])].name
            names.append(DefinedName(name, "".join(text).strip(), sheet, hidden))
        return tuple(names)


def open_workbook(path: Path, password: str = "") -> Workbook:
    """Open a workbook, whatever it calls itself; every reason why not is a Refused with its code.

    What is no .xlsx or .xlsm is read into the same shape, and its ``foreign`` says what it is.
    """
    content = content_of(path, password)
    archive = archive_of(content) if content.data.startswith(ZIP_START) else None
    if archive is not None and not kind_of_package(archive):
        return workbook_in(archive)
    from xlperf.package.formats.opening import foreign_workbook  # noqa: PLC0415  few are no .xlsx

    return foreign_workbook(path, content, archive, password)


def workbook_in(archive: Archive) -> Workbook:
    """The workbook in an archive already opened."""
    member = archive.find(main_part(archive))
    names, mimetype = _signs(archive)
    foreign = name_foreign_package(names, mimetype)
    if foreign is not None:
        raise foreign
    if member is None:
        raise refused("OPEN-22", why="缺少工作簿主部件 workbook.xml")
    return Workbook(archive, member.name)


def main_part(archive: Archive) -> str:
    """The part that the package calls its document."""
    return next((r.part for r in relationships(archive, "") if r.kind == "officeDocument"), "xl/workbook.xml")


def _signs(archive: Archive) -> tuple[set[str], bytes]:
    """By what the kind of a package is told: its members in lower case, and what it says itself."""
    names = {name.lower().lstrip("/") for name in archive.names()}
    return names, archive.read("mimetype") if archive.find("mimetype") else b""


def kind_of_package(archive: Archive) -> str:
    """What a package is that is no .xlsx and read all the same: ``.ods``; "" for anything else."""
    return readable_package(*_signs(archive))
