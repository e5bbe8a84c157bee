"""Actions → a workbook that is open in Excel, through xlwings: as the macro does it, without a macro.

Values of 检查结果 go in one block, looks by union addresses; what only the object model of Excel can do goes through
``.api`` (nothing of xlwings PRO). What fails half way is taken back, and the screen is as before.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from xlperf.package.patch.areas import area as area_of
from xlperf.writeback.actions import Action, Op
from xlperf.writeback.excel_cells import DOES, UNDOES, emptied, erase_ours, excel_colour, leap, typed
from xlperf.writeback.guards import opened, surely

if TYPE_CHECKING:
    from collections.abc import Callable

_LANDSCAPE, _A4 = 2, 9  # XlPageOrientation, XlPaperSize
_TAB = "5B9BD5"
_LONGEST_PLACE = 240


class NotCarriedOut(Exception):
    """The steps could not be carried out; the words are for staff, and the workbook is without marks."""


def carry_out(book: Any, steps: Sequence[Action]) -> None:
    """Every step in the open workbook (an ``xlwings.Book``).

    Raises Locked when a password bars it, NotCarriedOut when an error does, LeftOpen when a sheet lost its protection.
    """
    with opened(book.api, steps), _quiet(book.app):
        here = book.api.ActiveSheet
        done = _Hand(book, steps)
        try:
            for step in _gathered(steps):
                done.step(step)
        except Exception as error:
            done.take_back()
            raise NotCarriedOut(f"没有写成（{error}），已写的标记都已取下。") from error
        finally:
            with contextlib.suppress(Exception):
                here.Activate()


@contextmanager
def _quiet(app: Any) -> Iterator[None]:
    """The screen still, no events, no questions; each of them as it was afterwards, whatever becomes of the others."""
    before: dict[str, object] = {}
    try:
        for title in ("screen_updating", "enable_events", "display_alerts"):
            before[title] = getattr(app, title)
            setattr(app, title, False)
        yield
    finally:
        for title, value in before.items():
            surely(partial(setattr, app, title, value))


def _gathered(steps: Sequence[Action]) -> Iterator[Action]:
    """The same steps, rows of one height together; Excel takes as many places as a list of 240 characters holds."""
    heights: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for step in steps:
        if step.op is not Op.ROW:
            yield step
            continue
        places = heights.setdefault((step.sheet, step.facts), [""])
        if len(places[-1]) + len(step.place) >= _LONGEST_PLACE:
            places.append("")
        places[-1] = f"{places[-1]},{step.place}" if places[-1] else step.place
    for (sheet, facts), places in heights.items():
        yield from (Action(Op.ROW, sheet, place, facts) for place in places)


class _Hand:
    """Carries steps out one after the other; remembers the sheet, for steps come sheet by sheet."""

    def __init__(self, book: Any, steps: Sequence[Action]) -> None:
        self.book = book
        self.steps = steps
        self._page = next((step.sheet for step in steps if step.op is Op.PAGE), "")
        self._title, self._sheet = "", None
        self._does: dict[Op, Callable[[Action], None]] = {
            Op.FORGET: lambda step: self._forget(step.place),
            Op.NAME: self._name,
            Op.PAGE: lambda _: self._open_page(),
            Op.DROP: lambda step: self._drop(step.sheet),
        }

    def step(self, step: Action) -> None:
        """One step."""
        whole = self._does.get(step.op)
        if whole is not None:
            whole(step)
        elif step.sheet == self._page and step.op is Op.JUMP:  # the looks follow
            leap(self._sheet_of(step.sheet), step.place, step.facts)
        elif not (step.sheet == self._page and step.op is Op.FILL):  # those went in one block
            DOES[step.op](self._sheet_of(step.sheet), step.place, step.facts)

    def take_back(self) -> None:
        """Everything of the steps that carries our signature goes; what cannot be reached stays."""
        self._sheet = None
        for step in self.steps:
            if step.sheet == self._page and step.sheet:
                continue
            with contextlib.suppress(Exception):
                if step.op in UNDOES:
                    self.step(UNDOES[step.op](step))
                elif step.op is Op.NOTE:
                    erase_ours(self._sheet_of(step.sheet), step)
        with contextlib.suppress(Exception):
            self._drop(self._page)

    def _sheet_of(self, title: str) -> Any:
        if title != self._title or self._sheet is None:
            self._title, self._sheet = title, self.book.sheets[title].api
        return self._sheet

    def _find(self, title: str) -> Any:
        return next((sheet for sheet in self.book.sheets if sheet.name.casefold() == title.casefold()), None)

    def _forget(self, title: str) -> None:
        try:
            name = self.book.api.Names.Item(title)
        except Exception:  # noqa: BLE001  whatever the program raises for a name that it does not know
            return
        name.Delete()

    def _name(self, step: Action) -> None:
        self._forget(step.place)
        self.book.api.Names.Add(step.place, f"={step.facts[0]}", False)  # noqa: FBT003  positional over COM

    def _open_page(self) -> None:
        """Our sheet, last, with its values. It is kept when it is there, so that nothing that points at it breaks."""
        sheet = self._find(self._page)
        if sheet is None:
            sheet = self.book.sheets.add(self._page, after=self.book.sheets[-1])
            _dress(sheet.api, self.book.app.api)
        else:
            emptied(sheet.api)
        values = {
            area_of(step.place): step.facts
            for step in self.steps
            if step.op is Op.FILL and step.sheet == self._page
        }
        cells = {(cell.top, cell.left): typed(*facts) for cell, facts in values.items() if cell}
        bottom, right = max(row for row, _ in cells), max(column for _, column in cells)
        block = [[cells.get((row, column)) for column in range(1, right + 1)] for row in range(1, bottom + 1)]
        sheet.range((1, 1), (bottom, right)).raw_value = block

    def _drop(self, title: str) -> None:
        sheet = self._find(title)
        self._title, self._sheet = "", None
        if sheet is not None:
            sheet.delete()


def _dress(sheet: Any, app: Any) -> None:
    """The look of a new page; what a program does not have is left out."""
    with contextlib.suppress(Exception):
        sheet.Tab.Color = excel_colour(_TAB)
        app.ActiveWindow.DisplayGridlines = False
    with contextlib.suppress(Exception):
        setup = sheet.PageSetup
        setup.Orientation, setup.PaperSize, setup.Zoom = _LANDSCAPE, _A4, False
        setup.FitToPagesWide, setup.FitToPagesTall = 1, False
