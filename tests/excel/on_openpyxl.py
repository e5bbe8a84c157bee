"""The object model written on an openpyxl workbook."""

from __future__ import annotations

import warnings
from copy import copy
from pathlib import Path

import openpyxl
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Border, PatternFill, Side
from openpyxl.utils.protection import hash_password
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from tests.excel.paper import Cells, Rule
from xlperf.findings import column_letters
from xlperf.package.patch.areas import Area
from xlperf.package.patch.areas import area as parsed

_FLAGS = {
    "FormattingCells": "formatCells", "FormattingColumns": "formatColumns", "FormattingRows": "formatRows",
    "InsertingColumns": "insertColumns", "InsertingRows": "insertRows", "InsertingHyperlinks": "insertHyperlinks",
    "DeletingColumns": "deleteColumns", "DeletingRows": "deleteRows", "Sorting": "sort", "Filtering": "autoFilter",
    "UsingPivotTables": "pivotTables",
}  # fmt: skip
_FONT = {"Name": "name", "Size": "sz", "Color": "color", "Underline": "u"}


def hexadecimal(colour: object) -> str:
    """RRGGBB of a colour as Excel counts it."""
    number = int(colour)  # type: ignore[call-overload]
    return f"{number & 255:02X}{number >> 8 & 255:02X}{number >> 16 & 255:02X}"


class OpenpyxlPaper:
    """A workbook as openpyxl reads it; ``typed`` is what staff type into it later."""

    def __init__(self, path: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.book = openpyxl.load_workbook(path)

    def _sheet(self, title: str) -> Worksheet:
        return self.book[title]

    def sheets(self) -> list[str]:
        return list(self.book.sheetnames)

    def add_sheet(self, title: str, at: int) -> None:
        self.book.create_sheet(title, at)

    def delete_sheet(self, title: str) -> None:
        self.book.remove(self.book[title])

    def rename(self, title: str, new: str) -> None:
        self.book[title].title = new

    def move(self, title: str, at: int) -> None:
        self.book.move_sheet(title, at - self.book.sheetnames.index(title))

    def used(self, sheet: str) -> tuple[int, int]:
        return self._sheet(sheet).max_row, self._sheet(sheet).max_column

    def value(self, sheet: str, row: int, column: int) -> object:
        return self._sheet(sheet).cell(row, column).value

    def set_value(self, sheet: str, row: int, column: int, value: object) -> None:
        merged = self.merged(sheet, row, column)
        if merged is None or (merged.top, merged.left) == (row, column):
            cell = self._sheet(sheet).cell(row, column)
            cell.value = value
            if isinstance(value, str) and value.startswith("="):
                cell.data_type = "s"  # quoted: the object model has made formulas of what was meant as one

    def is_formula(self, sheet: str, row: int, column: int) -> bool:
        return bool(self._sheet(sheet).cell(row, column).data_type == "f")

    def merged(self, sheet: str, row: int, column: int) -> Area | None:
        for found in self._sheet(sheet).merged_cells.ranges:
            area = parsed(found.coord)
            if area is not None and area.holds(row, column):
                return area
        return None

    def merge(self, sheet: str, area: Area) -> None:
        self._sheet(sheet).merge_cells(area.a1)

    def unmerge(self, sheet: str) -> None:
        for found in list(self._sheet(sheet).merged_cells.ranges):
            self._sheet(sheet).unmerge_cells(found.coord)

    def clear(self, sheet: str) -> None:
        for row in list(self._sheet(sheet)._cells):
            del self._sheet(sheet)._cells[row]

    def dress(self, sheet: str, cells: Cells, what: str, value: object) -> None:
        page = self._sheet(sheet)
        if what == "tab":
            page.sheet_properties.tabColor = hexadecimal(value)
        for area in cells:
            if what == "width":
                page.column_dimensions[column_letters(area.left)].width = value
            elif what == "height":
                for row in range(area.top, area.bottom + 1):
                    page.row_dimensions[row].height = value
            else:
                for row in range(area.top, area.bottom + 1):
                    for column in range(area.left, area.right + 1):
                        _dress(page.cell(row, column), what, value)

    def font(self, sheet: str, row: int, column: int, what: str) -> object:
        font = self._sheet(sheet).cell(row, column).font
        if what == "Color":
            told = font.color.rgb if font.color and isinstance(font.color.rgb, str) else "FF000000"
            return int(told[6:8] + told[4:6] + told[2:4], 16)
        return 2 if what == "Underline" and font.u else getattr(font, _FONT[what]) or 0

    def note(self, sheet: str, row: int, column: int) -> str | None:
        comment = self._sheet(sheet).cell(row, column).comment
        return comment.text if comment else None

    def add_note(self, sheet: str, row: int, column: int, text: str) -> None:
        self._sheet(sheet).cell(row, column).comment = Comment(text, "填报人")

    def delete_note(self, sheet: str, row: int, column: int) -> None:
        self._sheet(sheet).cell(row, column).comment = None

    def rules(self, sheet: str) -> list[Rule]:
        return [
            Rule(_areas(str(block.sqref)), str(rule.formula[0]) if rule.formula else "", rule)
            for block in self._sheet(sheet).conditional_formatting
            for rule in block.rules
        ]

    def add_rule(self, sheet: str, cells: Cells, formula: str) -> Rule:
        rule = FormulaRule([formula])
        self._sheet(sheet).conditional_formatting.add(" ".join(area.a1 for area in cells), rule)
        return Rule(cells, formula, rule)

    def colour_rule(self, sheet: str, rule: Rule, colour: object) -> None:
        assert rule in self.rules(sheet)
        rule.handle.dxf.fill = PatternFill("solid", bgColor=f"FF{hexadecimal(colour)}")

    def delete_rule(self, sheet: str, rule: Rule, cells: Cells) -> None:
        """Excel takes a rule away from the cells that it was asked of, here always all it has."""
        assert set(rule.cells) <= set(cells), (rule, cells)
        kept = [each for each in self.rules(sheet) if each.handle is not rule.handle]
        self._sheet(sheet).conditional_formatting = ConditionalFormattingList()
        for each in kept:
            self._sheet(sheet).conditional_formatting.add(
                " ".join(area.a1 for area in each.cells), each.handle
            )

    def links(self, sheet: str) -> list[tuple[int, int, str]]:
        return [
            (cell.row, cell.column, cell.hyperlink.location)
            for row in self._sheet(sheet)
            for cell in row
            if cell.hyperlink and cell.hyperlink.location
        ]

    def add_link(self, sheet: str, row: int, column: int, target: str) -> None:
        cell = self._sheet(sheet).cell(row, column)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=target)

    def delete_link(self, sheet: str, row: int, column: int) -> None:
        cell = self._sheet(sheet).cell(row, column)
        self._sheet(sheet)._hyperlinks = [
            link for link in self._sheet(sheet)._hyperlinks if link is not cell.hyperlink
        ]
        cell._hyperlink = None

    def set_footer(self, sheet: str, text: str) -> None:
        self._sheet(sheet).oddFooter.right.text = text or None

    def names(self) -> dict[str, str]:
        return {name: defined.attr_text for name, defined in self.book.defined_names.items()}

    def add_name(self, title: str, refers_to: str) -> None:
        self.book.defined_names[title] = DefinedName(title, attr_text=refers_to, hidden=True)

    def delete_name(self, title: str) -> None:
        del self.book.defined_names[title]

    def is_protected(self, sheet: str) -> bool:
        return bool(self._sheet(sheet).protection.sheet)

    def allowances(self, sheet: str) -> dict[str, bool]:
        protection = self._sheet(sheet).protection
        return {title: not getattr(protection, flag) for title, flag in _FLAGS.items()}

    def unprotect(self, sheet: str, password: str) -> bool:
        protection = self._sheet(sheet).protection
        if protection.sheet and protection.password and protection.password != hash_password(password):
            return False
        protection.sheet = False
        return True

    def protect(self, sheet: str, password: str, allowed: dict[str, bool]) -> None:
        protection = self._sheet(sheet).protection
        for title, truth in allowed.items():
            setattr(protection, _FLAGS[title], not truth)
        protection.sheet = True
        if password:
            protection.password = password

    def save_copy(self, path: str) -> None:
        self.book.save(path)


def _areas(text: str) -> Cells:
    return tuple(found for found in map(parsed, text.split()) if found)


def _dress(cell: object, what: str, value: object) -> None:
    if what == "fill":
        cell.fill = PatternFill("solid", fgColor=f"FF{hexadecimal(value)}")  # type: ignore[attr-defined]
    elif what.startswith("Font."):
        font = copy(cell.font)  # type: ignore[attr-defined]
        given = f"FF{hexadecimal(value)}" if what == "Font.Color" else value
        setattr(
            font, _FONT[what[5:]], ("single" if value == 2 else None) if what == "Font.Underline" else given
        )
        cell.font = font  # type: ignore[attr-defined]
    elif what.startswith("Borders."):
        side = Side(style="thin", color="FFBFBFBF")
        cell.border = Border(left=side, right=side, top=side, bottom=side)  # type: ignore[attr-defined]
    else:
        held = copy(cell.alignment)  # type: ignore[attr-defined]
        words = {-4108: "center", -4131: "left"}
        if what == "wrap":
            held.wrap_text = value
        else:
            setattr(held, what.replace("Alignment", "").lower(), words[value])  # type: ignore[index]
        cell.alignment = held  # type: ignore[attr-defined]
