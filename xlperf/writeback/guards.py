"""Protection without a password is opened for the steps, and closed again as it was (Excel's object model)."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from xlperf.writeback.actions import Action, Op

_WHAT = ("ProtectDrawingObjects", "ProtectContents", "ProtectScenarios")
_ALLOWED = (
    "FormattingCells",
    "FormattingColumns",
    "FormattingRows",
    "InsertingColumns",
    "InsertingRows",
    "InsertingHyperlinks",
    "DeletingColumns",
    "DeletingRows",
    "Sorting",
    "Filtering",
    "UsingPivotTables",
)
"""In the order of ``Worksheet.Protect``."""


class Locked(Exception):
    """A password bars the steps; ``title`` is the sheet, or the workbook."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.title = title


@contextmanager
def opened(book: Any, steps: Sequence[Action]) -> Iterator[None]:
    """The sheets that the steps write to, and the structure where it changes, unprotected for the block."""
    with contextlib.ExitStack() as closing:
        for title in dict.fromkeys(step.sheet for step in steps if step.sheet):
            sheet = _sheet(book, title)
            if sheet is not None and sheet.ProtectContents:
                _open_sheet(sheet, closing)
        if any(step.op in (Op.PAGE, Op.DROP) for step in steps) and book.ProtectStructure:
            with contextlib.suppress(Exception):
                book.Unprotect("")
            if book.ProtectStructure:
                raise Locked(book.Name)
            closing.callback(book.Protect, "", True)  # noqa: FBT003  positional over COM
        yield


def _open_sheet(sheet: Any, closing: contextlib.ExitStack) -> None:
    protection = sheet.Protection
    what = [getattr(sheet, name) for name in _WHAT]
    allowed = [getattr(protection, f"Allow{name}") for name in _ALLOWED]
    selection = sheet.EnableSelection
    with contextlib.suppress(Exception):
        sheet.Unprotect("")
    if sheet.ProtectContents:
        raise Locked(sheet.Name)

    def close() -> None:
        sheet.Protect("", *what, False, *allowed)  # noqa: FBT003
        with contextlib.suppress(Exception):
            sheet.EnableSelection = selection

    closing.callback(close)


def _sheet(book: Any, title: str) -> Any:
    """The sheet of this name; None for one that a step will make."""
    try:
        return book.Worksheets(title)
    except Exception:  # noqa: BLE001  whatever the program under it raises for a name it does not know
        return None
