"""A file that is no .xlsx → a Workbook like any other, by what it holds and not by what it is called."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xlperf.package.archive import Archive, Content, parse_archive
from xlperf.package.foreign import readable_kind
from xlperf.package.formats.book import ForeignBook, ForeignSheet
from xlperf.package.notes import Note, kinds_besides
from xlperf.package.shared_parts import Common
from xlperf.package.workbook import Sheet, Workbook, kind_of_package, main_part

if TYPE_CHECKING:
    from pathlib import Path

    from xlperf.package.grid import Grid

_EXCEL_NAMES = (".xlsx", ".xlsm", ".xltx", ".xltm")


class _Sheet(Sheet):
    """A sheet whose cells have been read."""

    def __init__(self, common: Common, told: ForeignSheet) -> None:
        self.name = told.name
        self.state = told.state
        self.kind = told.kind
        self.part = ""
        self._common = common
        self._grid = told.grid

    @property
    def grid(self) -> Grid:
        """The cells."""
        return self._grid

    @property
    def looks(self) -> None:
        """Nothing: how a cell looks is not read from these formats."""


class _Workbook(Workbook):
    """A workbook of another format: no parts and relationships, else as any."""

    def __init__(self, book: ForeignBook, content: Content) -> None:
        self.foreign = book.kind
        self.archive = Archive(content.data, ())
        self.archive.stored, self.archive.password = content.stored, book.password or content.password
        self.workbook_part = ""
        self.relationships = ()
        self.common = Common(self.archive, ())
        self.date_1904 = book.date_1904
        self.strict = False
        self.sheets = tuple(_Sheet(self.common, sheet) for sheet in book.sheets)
        self.names = book.names
        self.has_macros = book.has_macros
        self.is_signed = False
        self._notes = tuple(note for sheet in book.sheets for note in sheet.notes)
        self._besides = book.besides

    @property
    def notes(self) -> tuple[Note, ...]:
        """What people noted at cells."""
        return self._notes

    @property
    def besides(self) -> tuple[str, ...]:
        """What else the file holds, a phrase for each kind."""
        return self._besides


def foreign_workbook(path: Path, content: Content, archive: Archive | None, password: str) -> Workbook:
    """The workbook in a file that is no .xlsx; the refusal that names it when it is nothing that is read.

    ``archive`` is given when the file is a zip archive. Text is read as .csv unless it calls itself a workbook.
    """
    if archive is None:
        book = _bare(path, content.data, password)
    else:
        book = replace(_packaged(archive), besides=kinds_besides(archive.names()))
    return _Workbook(book, content)


def _packaged(archive: Archive) -> ForeignBook:
    kind = kind_of_package(archive)
    if kind == ".ods":
        from xlperf.package.formats.opendocument import read_opendocument  # noqa: PLC0415  one of them is needed

        return read_opendocument(archive)
    if kind == ".docx":
        from xlperf.package.formats.word import read_word  # noqa: PLC0415

        return read_word(archive)
    from xlperf.package.formats.binary import read_binary  # noqa: PLC0415

    return read_binary(archive, main_part(archive))


def _bare(path: Path, data: bytes, password: str) -> ForeignBook:
    kind = readable_kind(data)
    if kind == ".csv" and path.suffix.lower() not in _EXCEL_NAMES:
        from xlperf.package.formats.delimited import read_delimited  # noqa: PLC0415

        return read_delimited(data, path.stem)
    if kind in {".xls", ".et"}:
        from xlperf.package.formats.biff import read_biff  # noqa: PLC0415

        return read_biff(data, kind, password)
    parse_archive(data)  # names what it is
    raise AssertionError(kind)
