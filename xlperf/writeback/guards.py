"""Protection without a password is opened for the steps, and closed again as it was (Excel's object model)."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
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
_ATTEMPTS = 3


class Locked(Exception):
    """A password bars the steps; ``title`` is the sheet, or the workbook."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.title = title


class LeftOpen(Exception):
    """What was opened for the steps could not be closed again; ``title`` is the sheet, or the workbook."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.title = title


def surely(work: Callable[[], object]) -> bool:
    """Does what must not be left undone, once more when the program under it was busy; False when it never would."""
    for _ in range(_ATTEMPTS):
        with contextlib.suppress(Exception):
            work()
            return True
    return False


@contextmanager
def opened(book: Any, steps: Sequence[Action]) -> Iterator[None]:
    """The sheets that the steps write to, and the structure where it changes, unprotected for the block."""
    with contextlib.ExitStack() as closing:
        for title in dict.fromkeys(step.sheet for step in steps if step.sheet):
            sheet = _sheet(book, title)
            if sheet is not None and sheet.ProtectContents:
                _open_sheet(sheet, closing)
        if any(step.op in (Op.PAGE, Op.DROP) for step in steps) and book.ProtectStructure:
            closing.callback(_close, book.Name, partial(_close_structure, book))
            with contextlib.suppress(Exception):
                book.Unprotect("")
            if book.ProtectStructure:
                raise Locked(book.Name)
        yield


def _close(title: str, work: Callable[[], object]) -> None:
    if not surely(work):
        raise LeftOpen(title)


def _close_structure(book: Any) -> None:
    """One that is closed (by its password) stays as it is."""
    if not book.ProtectStructure:
        book.Protect("", True)  # noqa: FBT003  positional over COM


def _open_sheet(sheet: Any, closing: contextlib.ExitStack) -> None:
    protection = sheet.Protection
    what = [getattr(sheet, name) for name in _WHAT]
    allowed = [getattr(protection, f"Allow{name}") for name in _ALLOWED]
    selection = sheet.EnableSelection

    def close() -> None:
        if not sheet.ProtectContents:
            sheet.Protect("", *what, False, *allowed)  # noqa: FBT003
        with contextlib.suppress(Exception):
            sheet.EnableSelection = selection

    closing.callback(_close, sheet.Name, close)
    with contextlib.suppress(Exception):
        sheet.Unprotect("")
    if sheet.ProtectContents:
        raise Locked(sheet.Name)


def _sheet(book: Any, title: str) -> Any:
    """The sheet of this name; None for one that a step will make."""
    try:
        return book.Worksheets(title)
    except Exception:  # noqa: BLE001  whatever the program under it raises for a name it does not know
        return None
