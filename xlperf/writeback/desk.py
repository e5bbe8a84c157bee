"""What every step of one marking works on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlperf.record import dataclass

if TYPE_CHECKING:
    from xlperf.package.patch.book import Book
    from xlperf.package.patch.draft import Draft
    from xlperf.package.patch.styles import Tables

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"


@dataclass(frozen=True)
class Desk:
    """What every step of one marking needs."""

    draft: Draft
    book: Book
    tables: Tables
    results: str

    @property
    def namespace(self) -> str:
        """The namespace of spreadsheet parts in this workbook."""
        return main_namespace(strict=self.draft.strict)


def main_namespace(*, strict: bool) -> str:
    """The namespace of spreadsheet parts, Transitional or Strict."""
    return _STRICT_MAIN if strict else _MAIN


def folder_of(part: str) -> str:
    """The folder of a part, with its slash."""
    return part[: part.rfind("/") + 1]
