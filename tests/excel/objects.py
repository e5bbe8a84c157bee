"""Excel's object model, so much of it as one press of the button uses: the words of Excel, over any ``Paper``.

What is not here raises AttributeError, as a word that Excel does not know would. Positions count from 1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from tests.excel.paper import Cells, Paper, Rule
from xlperf.package.patch.areas import Area
from xlperf.package.patch.areas import area as parsed

GENERAL, CENTRE, LEFT = 1, -4108, -4131
ALLOWED = (
    *("FormattingCells", "FormattingColumns", "FormattingRows", "InsertingColumns", "InsertingRows"),
    *("InsertingHyperlinks", "DeletingColumns", "DeletingRows", "Sorting", "Filtering", "UsingPivotTables"),
)


class ExcelError(Exception):
    """What Excel raises, error 1004."""


def cells_of(text: str) -> Cells:
    """``A1:B2,C3``."""
    found = tuple(parsed(part.replace("$", "")) for part in text.split(","))
    if not all(found) or len(text) > 255:
        raise ExcelError(f"1004 Range {text[:40]}")
    return found  # type: ignore[return-value]


class Application:
    """The program with one workbook open; ``macros`` are run by name, ``log`` keeps what was set."""

    def __init__(self) -> None:
        self.log: list[tuple[str, object]] = []
        self.macros: dict[str, Callable[..., object]] = {}
        self.ActiveWorkbook: Workbook | None = None
        self.ActiveWindow = Window()
        self.Hwnd, self.Name, self.Version = 1, "Microsoft Excel", "16.0"
        for title in ("ScreenUpdating", "EnableEvents", "DisplayAlerts", "Interactive"):
            setattr(self, title, True)
        self.StatusBar: object = False
        self.log.clear()

    def __setattr__(self, title: str, value: object) -> None:
        super().__setattr__(title, value)
        self.log.append((title, value))

    def Run(self, macro: str, *given: object) -> object:
        if macro not in self.macros:
            raise ExcelError(f"1004 Cannot run the macro {macro}")
        return self.macros[macro](*given)


class Window:
    DisplayGridlines = True


class Workbook:
    def __init__(self, application: Application, paper: Paper, name: str) -> None:
        self.Application, self.paper, self.Name, self.Path = application, paper, name, ""
        self.ProtectStructure = False
        self.structure_password = ""
        application.ActiveWorkbook = self
        self._active = paper.sheets()[0]

    @property
    def Worksheets(self) -> Worksheets:
        return Worksheets(self)

    @property
    def Names(self) -> Names:
        return Names(self)

    @property
    def ActiveSheet(self) -> Worksheet:
        return Worksheet(self, self._active)

    def SaveCopyAs(self, path: str) -> None:
        self.paper.save_copy(path)

    def Unprotect(self, password: str = "") -> None:
        if password != self.structure_password:
            raise ExcelError("1004 password")
        self.ProtectStructure = False

    def Protect(self, password: str = "", structure: bool = False) -> None:  # noqa: FBT001, FBT002
        self.structure_password, self.ProtectStructure = password, structure


class Collection:
    """Counted from 1; ``Item`` and, in Basic's way, the collection itself."""

    def all(self) -> list[Any]:
        raise NotImplementedError

    @property
    def Count(self) -> int:
        return len(self.all())

    def Item(self, at: int | str) -> Any:
        found = self.all()
        if isinstance(at, str):
            found = [each for each in found if each.Name.casefold() == at.casefold()]
            at = 1
        if not 1 <= at <= len(found):
            raise ExcelError("1004 no such item")
        return found[at - 1]

    def __call__(self, at: int | str) -> Any:
        return self.Item(at)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.all())


class Worksheets(Collection):
    def __init__(self, book: Workbook) -> None:
        self.book = book

    def all(self) -> list[Worksheet]:
        return [Worksheet(self.book, title) for title in self.book.paper.sheets()]

    @property
    def Parent(self) -> Workbook:
        return self.book

    def Add(self, Before: Worksheet | None = None, After: Worksheet | None = None) -> Worksheet:
        if self.book.ProtectStructure:
            raise ExcelError("1004 structure")
        taken = {title.casefold() for title in self.book.paper.sheets()}
        title = next(f"Sheet{number}" for number in range(1, 1000) if f"sheet{number}" not in taken)
        at = (After.Index if After else Before.Index - 1) if After or Before else 0
        self.book.paper.add_sheet(title, at)
        self.book._active = title
        return Worksheet(self.book, title)


class Worksheet:
    def __init__(self, book: Workbook, title: str) -> None:
        self.book, self.title = book, title

    @property
    def paper(self) -> Paper:
        return self.book.paper

    @property
    def Parent(self) -> Workbook:
        return self.book

    @property
    def Name(self) -> str:
        return self.title

    @Name.setter
    def Name(self, title: str) -> None:
        self.paper.rename(self.title, title)
        self.book._active = self.title = title

    @property
    def Index(self) -> int:
        return self.paper.sheets().index(self.title) + 1

    def Move(self, Before: Worksheet) -> None:
        self.paper.move(self.title, Before.Index - 1)

    def Activate(self) -> None:
        self.book._active = self.title

    def Delete(self) -> None:
        if self.book.ProtectStructure:
            raise ExcelError("1004 structure")
        self.paper.delete_sheet(self.title)
        self.book._active = self.paper.sheets()[0]

    def Range(self, first: str | Range, last: Range | None = None) -> Range:
        if isinstance(first, str):
            return Range(self, cells_of(first))
        top, end = first.cells[0], (last or first).cells[-1]
        return Range(self, (Area(top.top, top.left, end.bottom, end.right),))

    @property
    def Cells(self) -> AllCells:
        return AllCells(self)

    @property
    def UsedRange(self) -> Range:
        rows, columns = self.paper.used(self.title)
        return Range(self, (Area(1, 1, max(1, rows), max(1, columns)),))

    @property
    def Hyperlinks(self) -> Hyperlinks:
        return Hyperlinks(self, None)

    @property
    def Tab(self) -> Painted:
        return Painted(self, None, "tab")

    @property
    def PageSetup(self) -> PageSetup:
        return PageSetup(self)

    @property
    def ProtectContents(self) -> bool:
        return self.paper.is_protected(self.title)

    ProtectDrawingObjects = ProtectScenarios = ProtectContents
    EnableSelection = 0

    @property
    def Protection(self) -> Allowances:
        return Allowances(self.paper.allowances(self.title))

    def Unprotect(self, password: str = "") -> None:
        if not self.paper.unprotect(self.title, password):
            raise ExcelError("1004 password")

    def Protect(self, password: str, *truths: bool) -> None:
        self.paper.protect(self.title, password, dict(zip(ALLOWED, truths[4:], strict=True)))


class Allowances:
    def __init__(self, allowed: dict[str, bool]) -> None:
        for title in ALLOWED:
            setattr(self, f"Allow{title}", allowed[title])


class PageSetup:
    Orientation, PaperSize, Zoom, FitToPagesWide, FitToPagesTall = 1, 9, 100, 1, 1

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet

    @property
    def RightFooter(self) -> str:
        return ""

    @RightFooter.setter
    def RightFooter(self, text: str) -> None:
        self.sheet.paper.set_footer(self.sheet.title, text)


class Range:
    """One or more areas; a value is that of the first cell."""

    def __init__(self, sheet: Worksheet, cells: Cells) -> None:
        self.sheet, self.cells = sheet, cells

    @property
    def first(self) -> tuple[str, int, int]:
        return self.sheet.title, self.cells[0].top, self.cells[0].left

    @property
    def paper(self) -> Paper:
        return self.sheet.paper

    @property
    def Worksheet(self) -> Worksheet:
        return self.sheet

    @property
    def Row(self) -> int:
        return self.cells[0].top

    @property
    def Column(self) -> int:
        return self.cells[0].left

    @property
    def Count(self) -> int:
        return sum(1 for _ in self.each())

    def each(self) -> Iterator[tuple[str, int, int]]:
        for area in self.cells:
            for row in range(area.top, area.bottom + 1):
                for column in range(area.left, area.right + 1):
                    yield self.sheet.title, row, column

    def Item(self, at: int) -> Range:
        return _cell(self.sheet, list(self.each())[at - 1])

    @property
    def Value(self) -> object:
        return self.paper.value(*self.first)

    @Value.setter
    def Value(self, given: object) -> None:
        self._open()
        if isinstance(given, list | tuple):
            area = self.cells[0]
            for row, values in enumerate(given, area.top):
                for column, value in enumerate(values, area.left):
                    self.paper.set_value(self.sheet.title, row, column, entered(value))
        else:
            for cell in self.each():
                self.paper.set_value(*cell, entered(given))

    Value2 = Value

    @property
    def HasFormula(self) -> bool | None:
        held = {self.paper.is_formula(*cell) for cell in self.each()}
        return held.pop() if len(held) == 1 else None

    @property
    def MergeCells(self) -> bool | None:
        held = {self.paper.merged(*cell) is not None for cell in self.each()}
        return held.pop() if len(held) == 1 else None

    @property
    def MergeArea(self) -> Range:
        return Range(self.sheet, (self.paper.merged(*self.first) or self.cells[0],))

    def Merge(self) -> None:
        self._open()
        for area in self.cells:
            self.paper.merge(self.sheet.title, area)

    def ClearContents(self) -> None:
        self._open()
        for cell in self.each():
            inside = self.paper.merged(*cell)
            if inside is not None and not all(area.holds(inside.bottom, inside.right) for area in self.cells):
                raise ExcelError("1004 part of a merged cell")
            self.paper.set_value(*cell, None)

    def Select(self) -> None:
        self.sheet.book.selected = f"{self.sheet.title}!{self.cells[0].a1}"  # type: ignore[attr-defined]

    @property
    def Comment(self) -> Comment | None:
        return None if self.paper.note(*self.first) is None else Comment(self)

    def AddComment(self, text: str) -> Comment:
        self._open()
        if self.Comment is not None or self.Count != 1:
            raise ExcelError("1004 AddComment")
        self.paper.add_note(*self.first, text)
        return Comment(self)

    @property
    def FormatConditions(self) -> FormatConditions:
        return FormatConditions(self)

    @property
    def Hyperlinks(self) -> Hyperlinks:
        return Hyperlinks(self.sheet, self.cells)

    @property
    def Interior(self) -> Painted:
        return Painted(self.sheet, self, "fill")

    @property
    def Font(self) -> Font:
        return Font(self)

    @property
    def Borders(self) -> Borders:
        return Borders(self)

    def _open(self) -> None:
        """On a protected sheet nothing can be changed."""
        if self.sheet.ProtectContents:
            raise ExcelError("1004 protected")

    def __setattr__(self, title: str, value: object) -> None:
        does = {"ColumnWidth": "width", "RowHeight": "height", "WrapText": "wrap"}
        if title in does or title in ("HorizontalAlignment", "VerticalAlignment"):
            self._open()
            what = does.get(title, title)
            self.paper.dress(self.sheet.title, self.cells, what, value)
        else:
            object.__setattr__(self, title, value)


class AllCells:
    """``Cells``: the whole sheet, or one cell of it."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet

    def __call__(self, row: int, column: int) -> Range:
        return Range(self.sheet, (Area(row, column, row, column),))

    def UnMerge(self) -> None:
        self.sheet.paper.unmerge(self.sheet.title)

    def Clear(self) -> None:
        self.sheet.paper.clear(self.sheet.title)


def _cell(sheet: Worksheet, at: tuple[str, int, int]) -> Range:
    return Range(sheet, (Area(at[1], at[2], at[1], at[2]),))


def entered(value: object) -> object:
    """What Excel makes of something typed: an apostrophe keeps a text; else = is a formula, digits are a number."""
    if not isinstance(value, str):
        return value
    if value.startswith("'"):
        return value[1:]
    if value.startswith(("=", "+", "-", "@")):
        return f"={value.lstrip('=+')}"
    return float(value) if re.fullmatch(r"[0-9.]+", value) else value


class Font:
    def __init__(self, cells: Range) -> None:
        object.__setattr__(self, "cells", cells)

    def __getattr__(self, title: str) -> object:
        if title not in ("Name", "Size", "Color", "Underline"):
            raise AttributeError(title)
        return self.cells.paper.font(*self.cells.first, title)

    def __setattr__(self, title: str, value: object) -> None:
        if title not in ("Name", "Size", "Color", "Underline"):
            raise AttributeError(title)
        self.cells._open()
        self.cells.paper.dress(self.cells.sheet.title, self.cells.cells, f"Font.{title}", value)


class Borders:
    def __init__(self, cells: Range) -> None:
        object.__setattr__(self, "cells", cells)

    def __setattr__(self, title: str, value: object) -> None:
        if title not in ("LineStyle", "Color"):
            raise AttributeError(title)
        self.cells.paper.dress(self.cells.sheet.title, self.cells.cells, f"Borders.{title}", value)


class Painted:
    """``Interior`` of cells, ``Tab`` of a sheet."""

    def __init__(self, sheet: Worksheet, cells: Range | None, what: str) -> None:
        for title, value in (("sheet", sheet), ("cells", cells), ("what", what)):
            object.__setattr__(self, title, value)

    def __setattr__(self, title: str, value: object) -> None:
        if title != "Color":
            raise AttributeError(title)
        self.sheet.paper.dress(self.sheet.title, self.cells.cells if self.cells else (), self.what, value)


class Comment:
    def __init__(self, cell: Range) -> None:
        self.cell = cell
        self.Visible = False

    def Text(self) -> str:
        return self.cell.paper.note(*self.cell.first) or ""

    def Delete(self) -> None:
        self.cell._open()
        self.cell.paper.delete_note(*self.cell.first)

    @property
    def Shape(self) -> Shape:
        return Shape()


class Shape:
    Width, Height = 96.0, 56.0


class FormatConditions(Collection):
    """The rules that reach into the cells."""

    def __init__(self, cells: Range) -> None:
        self.cells = cells

    def all(self) -> list[FormatCondition]:
        own = set(self.cells.each())
        return [
            FormatCondition(self.cells, rule)
            for rule in self.cells.paper.rules(self.cells.sheet.title)
            if own & set(Range(self.cells.sheet, rule.cells).each())
        ]

    def Add(self, kind: int, _operator: int, formula: str) -> FormatCondition:
        self.cells._open()
        assert kind == 2  # xlExpression
        return FormatCondition(
            self.cells, self.cells.paper.add_rule(self.cells.sheet.title, self.cells.cells, formula[1:])
        )


class FormatCondition:
    def __init__(self, cells: Range, rule: Rule) -> None:
        self.cells, self.rule = cells, rule
        self.StopIfTrue = True

    @property
    def Formula1(self) -> str:
        if not self.rule.formula:
            raise ExcelError("1004 no formula")
        return f"={self.rule.formula}"

    @property
    def Interior(self) -> RulePaint:
        return RulePaint(self)

    def Delete(self) -> None:
        self.cells._open()
        self.cells.paper.delete_rule(self.cells.sheet.title, self.rule, self.cells.cells)


class RulePaint:
    def __init__(self, condition: FormatCondition) -> None:
        object.__setattr__(self, "condition", condition)

    def __setattr__(self, title: str, value: object) -> None:
        if title != "Color":
            raise AttributeError(title)
        condition = self.condition
        condition.cells.paper.colour_rule(condition.cells.sheet.title, condition.rule, value)


class Hyperlinks(Collection):
    def __init__(self, sheet: Worksheet, cells: Cells | None) -> None:
        self.sheet, self.cells = sheet, cells

    def all(self) -> list[Hyperlink]:
        return [
            Hyperlink(self.sheet, row, column, target)
            for row, column, target in self.sheet.paper.links(self.sheet.title)
            if self.cells is None or any(area.holds(row, column) for area in self.cells)
        ]

    def Add(self, cell: Range, address: str, target: str) -> None:
        assert address == ""
        cell._open()
        self.sheet.paper.add_link(*cell.first, target)


class Hyperlink:
    def __init__(self, sheet: Worksheet, row: int, column: int, target: str) -> None:
        self.sheet, self.row, self.column, self.SubAddress = sheet, row, column, target

    @property
    def Range(self) -> Range:
        return _cell(self.sheet, ("", self.row, self.column))

    def Delete(self) -> None:
        self.sheet.paper.delete_link(self.sheet.title, self.row, self.column)


class Names(Collection):
    def __init__(self, book: Workbook) -> None:
        self.book = book

    def all(self) -> list[Name]:
        return [Name(self.book, title) for title in sorted(self.book.paper.names())]

    def Add(self, title: str, refers_to: str, visible: bool) -> None:  # noqa: FBT001
        assert not visible
        self.book.paper.add_name(title, refers_to[1:])


class Name:
    def __init__(self, book: Workbook, title: str) -> None:
        self.book, self.Name = book, title

    @property
    def RefersToRange(self) -> Range:
        sheet, _, place = self.book.paper.names()[self.Name].rpartition("!")
        return self.book.Worksheets(sheet.strip("'").replace("''", "'")).Range(place)

    def Delete(self) -> None:
        self.book.paper.delete_name(self.Name)
