"""The object model written on a document that is open in LibreOffice (UNO, python3-uno of the system).

``python -m tests.excel.on_libreoffice WORKBOOK`` opens the workbook, carries out the steps that stand on standard input
(JSON lists, a line each) through ``xlperf.excel``, and says what came of each: ``["check"]``, ``["clean"]``,
``["carry", reply file]``, ``["set", sheet, a1, number]``, ``["save", path]``, ``["timed_save", path]``,
``["read", "cells"|"block"]``.
"""

from __future__ import annotations

import contextlib
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.excel.objects import ALLOWED
from tests.excel.paper import Cells, Rule
from tests.libreoffice import SOFFICE
from xlperf.package.patch.areas import Area
from xlperf.package.patch.areas import area as parsed
from xlperf.writeback.looks import APPEARANCES

UNO = "/usr/lib/python3/dist-packages"
"""Where the system keeps uno.py; it loads into any Python of the same version that shares its library."""
_SHEET = re.compile(r"'((?:[^']|'')+)'!([$A-Z0-9:]+)")
_PATIENCE = 60.0
_EVERYTHING = 1023  # com.sun.star.sheet.CellFlags
_POINT = 35.278  # 1/100 mm
_FONT = {"Name": "CharFontName", "Size": "CharHeight", "Color": "CharColor", "Underline": "CharUnderline"}


def _rgb(colour: Any) -> int:
    """A colour as LibreOffice counts it, of one as Excel does; and back."""
    return (colour & 255) << 16 | colour & 65280 | colour >> 16


_LOOKS: dict[str, tuple[tuple[str, ...], Callable[[Any], Any]]] = {
    "fill": (("CellBackColor",), _rgb),
    "wrap": (("IsTextWrapped",), bool),
    "Font.Name": (("CharFontName", "CharFontNameAsian"), str),
    "Font.Size": (("CharHeight", "CharHeightAsian"), float),
    "Font.Color": (("CharColor",), _rgb),
    "Font.Underline": (("CharUnderline",), lambda line: int(line == 2)),
}
"""What is compared afterwards, and what a person sees first; borders and alignment are left to the real Excel."""


def _style(colour: int) -> str:
    return f"xlperf_{colour:06X}"


def driven(workbook: Path, *steps: Sequence[object]) -> list[Any]:
    """The workbook opened in a LibreOffice, the steps carried out; what came of each."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.excel.on_libreoffice", str(workbook)],
        input="".join(json.dumps(step) + "\n" for step in steps),
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def _loads() -> bool:
    """Whether uno.py of the system loads into this Python (in a process of its own)."""
    told = f"import sys; sys.path.append({UNO!r}); import uno"
    return subprocess.run([sys.executable, "-c", told], capture_output=True, check=False).returncode == 0


needs_uno = pytest.mark.skipif(
    SOFFICE is None or not _loads(), reason="LibreOffice 或 python3-uno 未安装，或与本 Python 不是同一版"
)


class LibreOfficePaper:
    """A document that is open; ``uno`` is the module of that name."""

    def __init__(self, document: Any, uno: Any) -> None:
        self.document, self.uno = document, uno
        self._known: dict[str, Any] = {}
        self._jumps: dict[str, dict[tuple[int, int], str]] = {}

    def _sheet(self, title: str) -> Any:
        if title not in self._known:
            self._known[title] = self.document.Sheets.getByName(title)
        return self._known[title]

    def _cell(self, sheet: str, row: int, column: int) -> Any:
        return self._sheet(sheet).getCellByPosition(column - 1, row - 1)

    def _range(self, sheet: str, area: Area) -> Any:
        return self._sheet(sheet).getCellRangeByPosition(
            area.left - 1, area.top - 1, area.right - 1, area.bottom - 1
        )

    def sheets(self) -> list[str]:
        return list(self.document.Sheets.ElementNames)

    def add_sheet(self, title: str, at: int) -> None:
        self.document.Sheets.insertNewByName(title, at)
        self._known.clear()

    def delete_sheet(self, title: str) -> None:
        self._jumps.pop(title, None)
        self.document.Sheets.removeByName(title)
        self._known.clear()

    def rename(self, title: str, new: str) -> None:
        self._jumps.pop(title, None)
        self._sheet(title).Name = new
        self._known.clear()

    def move(self, title: str, at: int) -> None:
        self.document.Sheets.moveByName(title, at)
        self._known.clear()

    def used(self, sheet: str) -> tuple[int, int]:
        cursor = self._sheet(sheet).createCursor()
        cursor.gotoEndOfUsedArea(False)  # noqa: FBT003
        return cursor.RangeAddress.EndRow + 1, cursor.RangeAddress.EndColumn + 1

    def value(self, sheet: str, row: int, column: int) -> object:
        cell = self._cell(sheet, row, column)
        return {"EMPTY": None, "VALUE": cell.Value}.get(cell.Type.value, cell.String)

    def set_value(self, sheet: str, row: int, column: int, value: object) -> None:
        self._jumps.get(sheet, {}).pop((row, column), None)
        cell = self._cell(sheet, row, column)
        if isinstance(value, float | int):
            cell.setValue(value)
        else:
            cell.setString(value or "")

    def is_formula(self, sheet: str, row: int, column: int) -> bool:
        return bool(self._cell(sheet, row, column).Type.value == "FORMULA")

    def merged(self, sheet: str, row: int, column: int) -> Area | None:
        cursor = self._sheet(sheet).createCursorByRange(self._cell(sheet, row, column))
        cursor.collapseToMergedArea()
        at = cursor.RangeAddress
        area = Area(at.StartRow + 1, at.StartColumn + 1, at.EndRow + 1, at.EndColumn + 1)
        return None if (area.top, area.left) == (area.bottom, area.right) else area

    def merge(self, sheet: str, area: Area) -> None:
        self._range(sheet, area).merge(True)  # noqa: FBT003

    def unmerge(self, sheet: str) -> None:
        self._range(sheet, Area(1, 1, *self.used(sheet))).merge(False)  # noqa: FBT003

    def clear(self, sheet: str) -> None:
        self._jumps.pop(sheet, None)
        self._range(sheet, Area(1, 1, *self.used(sheet))).clearContents(_EVERYTHING)

    def dress(self, sheet: str, cells: Cells, what: str, value: Any) -> None:
        if what in ("width", "height"):
            for area in cells:
                lines = self._range(sheet, area)
                if what == "width":
                    lines.Columns.Width = int(value * 220)
                else:
                    lines.Rows.Height = int(value * _POINT)
        elif what in _LOOKS:
            where = self._ranges(sheet, cells) if len(cells) > 1 else self._range(sheet, cells[0])
            names, given = _LOOKS[what]
            for name in names:
                setattr(where, name, given(value))
        elif what == "tab":
            self._sheet(sheet).TabColor = _rgb(value)

    def _ranges(self, sheet: str, cells: Cells) -> Any:
        """Several areas as one."""
        at, found = self._sheet(sheet).RangeAddress.Sheet, []
        for area in cells:
            made = self.uno.createUnoStruct("com.sun.star.table.CellRangeAddress")
            made.Sheet, made.StartRow, made.EndRow = at, area.top - 1, area.bottom - 1
            made.StartColumn, made.EndColumn = area.left - 1, area.right - 1
            found.append(made)
        ranges = self.document.createInstance("com.sun.star.sheet.SheetCellRanges")
        ranges.addRangeAddresses(tuple(found), False)  # noqa: FBT003
        return ranges

    def font(self, sheet: str, row: int, column: int, what: str) -> object:
        told = getattr(self._cell(sheet, row, column), _FONT[what])
        return _rgb(max(0, told)) if what == "Color" else 2 if what == "Underline" and told else told

    def note(self, sheet: str, row: int, column: int) -> str | None:
        text = self._cell(sheet, row, column).Annotation.String
        return text or None

    def add_note(self, sheet: str, row: int, column: int, text: str) -> None:
        self._sheet(sheet).Annotations.insertNew(self._cell(sheet, row, column).CellAddress, text)

    def delete_note(self, sheet: str, row: int, column: int) -> None:
        notes = self._sheet(sheet).Annotations
        for number in range(notes.Count - 1, -1, -1):
            at = notes.getByIndex(number).Position
            if (at.Row, at.Column) == (row - 1, column - 1):
                notes.removeByIndex(number)

    def rules(self, sheet: str) -> list[Rule]:
        found = []
        for held in self._sheet(sheet).ConditionalFormats.getConditionalFormats():
            areas = tuple(
                Area(at.StartRow + 1, at.StartColumn + 1, at.EndRow + 1, at.EndColumn + 1)
                for at in held.Range.RangeAddresses
            )
            for number in range(held.Count):
                formula = getattr(held.getByIndex(number), "Formula1", "")
                found.append(Rule(areas, formula, None))
        return found

    def add_rule(self, sheet: str, cells: Cells, formula: str) -> Rule:
        del sheet
        return Rule(cells, formula, None)  # written with its colour

    def colour_rule(self, sheet: str, rule: Rule, colour: Any) -> None:
        """Cell by cell: only so does every other conditional format stay as it is."""
        facts = (
            ("Operator", self.uno.Enum("com.sun.star.sheet.ConditionOperator", "FORMULA")),
            ("Formula1", rule.formula),
            ("StyleName", _style(_rgb(colour))),
        )
        told = self.uno.Any(
            "[]com.sun.star.beans.PropertyValue", tuple(self.property(*fact) for fact in facts)
        )
        for cell in self._each(sheet, rule.cells):
            held = cell.ConditionalFormat
            self.uno.invoke(held, "addNew", (told,))
            cell.ConditionalFormat = held

    def delete_rule(self, sheet: str, rule: Rule, cells: Cells) -> None:
        for cell in self._each(sheet, cells):
            held = cell.ConditionalFormat
            for number in range(held.Count - 1, -1, -1):
                if held.getByIndex(number).getFormula1() == rule.formula:
                    held.removeByIndex(number)
            cell.ConditionalFormat = held

    def _each(self, sheet: str, cells: Cells) -> Iterator[Any]:
        for area in cells:
            for row in range(area.top, area.bottom + 1):
                for column in range(area.left, area.right + 1):
                    yield self._cell(sheet, row, column)

    def property(self, name: str, value: object) -> Any:
        made = self.uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        made.Name, made.Value = name, value
        return made

    def make_styles(self) -> None:
        """The styles of conditional formats; LibreOffice makes none while any sheet is protected."""
        closed = [title for title in self.sheets() if self.is_protected(title)]
        for title in closed:
            self.unprotect(title, "")
        for look in APPEARANCES.values():
            style = self.document.createInstance("com.sun.star.style.CellStyle")
            styles = self.document.StyleFamilies.getByName("CellStyles")
            if look.fill and not styles.hasByName(_style(int(look.fill, 16))):
                styles.insertByName(_style(int(look.fill, 16)), style)
                style.CellBackColor = int(look.fill, 16)
        for title in closed:
            self.protect(title, "", {})

    def links(self, sheet: str) -> list[tuple[int, int, str]]:
        return [(row, column, target) for (row, column), target in sorted(self._linked(sheet).items())]

    def _linked(self, sheet: str) -> dict[tuple[int, int], str]:
        """The jumps of a sheet; looked for once, for nobody else works on the document."""
        if sheet not in self._jumps:
            rows, columns = self.used(sheet)
            texts = self._range(sheet, Area(1, 1, rows, columns)).getDataArray()
            cells = {
                (row, column): self._cell(sheet, row, column).TextFields
                for row, line in enumerate(texts, 1)
                for column, text in enumerate(line, 1)
                if isinstance(text, str) and text
            }
            self._jumps[sheet] = {
                at: fields.getByIndex(0).URL.lstrip("#") for at, fields in cells.items() if fields.Count
            }
        return self._jumps[sheet]

    def add_link(self, sheet: str, row: int, column: int, target: str) -> None:
        held = self._linked(sheet)
        cell = self._cell(sheet, row, column)
        field = self.document.createInstance("com.sun.star.text.TextField.URL")
        field.Representation, field.URL = cell.String, f"#{target}"
        cell.setString("")
        cell.Text.insertTextContent(cell.Text.createTextCursor(), field, False)  # noqa: FBT003
        held[row, column] = target

    def delete_link(self, sheet: str, row: int, column: int) -> None:
        cell = self._cell(sheet, row, column)
        cell.setString(cell.String)
        del self._linked(sheet)[row, column]

    def set_footer(self, sheet: str, text: str) -> None:
        """On the pages of this sheet; right and left pages share a footer."""
        styles = self.document.StyleFamilies.getByName("PageStyles")
        page = styles.getByName(self._sheet(sheet).PageStyle)
        content = page.RightPageFooterContent
        content.RightText.String = text
        page.RightPageFooterContent = content

    def names(self) -> dict[str, str]:
        held = self.document.NamedRanges
        return {name: held.getByName(name).Content for name in held.ElementNames}

    def add_name(self, title: str, refers_to: str) -> None:
        content = "~".join(f"$'{sheet}'.{place}" for sheet, place in _SHEET.findall(refers_to))
        at = self._cell(self.sheets()[0], 1, 1).CellAddress
        self.document.NamedRanges.addNewByName(title, content, at, 0)

    def delete_name(self, title: str) -> None:
        self.document.NamedRanges.removeByName(title)

    def is_protected(self, sheet: str) -> bool:
        return bool(self._sheet(sheet).isProtected())

    def allowances(self, sheet: str) -> dict[str, bool]:
        """LibreOffice does not tell what its protection allows."""
        del sheet
        return dict.fromkeys(ALLOWED, False)

    def unprotect(self, sheet: str, password: str) -> bool:
        with contextlib.suppress(Exception):
            self._sheet(sheet).unprotect(password)
        return not self.is_protected(sheet)

    def protect(self, sheet: str, password: str, allowed: dict[str, bool]) -> None:
        del allowed
        self._sheet(sheet).protect(password)

    def save_copy(self, path: str) -> None:
        self.document.storeToURL(
            Path(path).as_uri(), (self.property("FilterName", "Calc MS Excel 2007 XML"),)
        )


@contextmanager
def live(workbook: Path) -> Iterator[LibreOfficePaper]:
    """The workbook open in a LibreOffice of its own while the block runs."""
    assert SOFFICE is not None
    sys.path.append(UNO)
    import uno  # type: ignore[import-not-found]  # noqa: PLC0415  belongs to the system, and changes how imports work

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        pipe = f"xlperf{Path(profile).name}"
        office = subprocess.Popen(
            [
                *(
                    SOFFICE,
                    f"-env:UserInstallation={Path(profile).as_uri()}",
                    "--headless",
                    "--norestore",
                    "--nologo",
                ),
                f"--accept=pipe,name={pipe};urp;",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            desktop = _desktop(uno, pipe)
            paper = LibreOfficePaper(None, uno)
            facts = (paper.property("Hidden", value=True),)
            paper.document = desktop.loadComponentFromURL(workbook.as_uri(), "_blank", 0, facts)
            paper.make_styles()
            yield paper
            paper.document.close(True)  # noqa: FBT003
            with contextlib.suppress(Exception):
                desktop.terminate()
            office.wait(_PATIENCE)
        finally:
            office.kill()
            office.wait()


def _desktop(uno: Any, pipe: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)


def _timed(paper: LibreOfficePaper, how: str) -> float:
    """Seconds for reading every cell of every sheet: one call a cell, or one call a sheet."""
    began = time.perf_counter()
    for sheet in paper.sheets():
        rows, columns = paper.used(sheet)
        if how == "block":
            paper._range(sheet, Area(1, 1, rows, columns)).getDataArray()
        else:
            for cell in paper._each(sheet, (Area(1, 1, rows, columns),)):
                cell.getFormula()
    return time.perf_counter() - began


def main() -> None:
    """See the module's docstring."""
    from tests.excel import com  # noqa: PLC0415  before uno changes how imports work
    from tests.excel.macro import steps_of  # noqa: PLC0415
    from tests.excel.objects import Application, Workbook  # noqa: PLC0415
    from xlperf import excel  # noqa: PLC0415
    from xlperf.writeback.into_excel import carry_out  # noqa: PLC0415

    com.windows()
    path = Path(sys.argv[1])
    steps = [json.loads(line) for line in sys.stdin if line.strip()]
    with live(path) as paper:
        application = Application()
        Workbook(application, paper, path.name)
        book = com.opened(application)
        for verb, *given in steps:
            told: object = None
            if verb in ("check", "clean"):
                began = time.perf_counter()
                words = getattr(excel, verb)(book)
                told = {"said": words, "seconds": time.perf_counter() - began}
            elif verb == "set":
                at = parsed(given[1])
                assert at is not None
                paper.set_value(given[0], at.top, at.left, given[2])
            elif verb == "carry":
                carry_out(book, steps_of(Path(given[0]).read_bytes().decode("ascii"))[0])
            elif verb == "read":
                told = _timed(paper, *given)
            elif verb == "timed_save":
                began = time.perf_counter()
                paper.save_copy(given[0])
                told = time.perf_counter() - began
            else:
                paper.save_copy(given[0])
            print(json.dumps(told), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
