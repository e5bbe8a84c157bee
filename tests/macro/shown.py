"""What a marked workbook shows, read back from the file: the same whatever brought the results into it."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import openpyxl

from xlperf.writeback.signature import OWN_FOOTER

_OWN = re.compile(r'LEN\("xlperf:([^"]*)"\)>0')


@dataclass(frozen=True)
class Shown:
    """Colours and codes, notes, the cells of 检查结果, its links, the reserved cells, our line in printed footers."""

    colours: Mapping[str, tuple[str, str]]
    notes: Mapping[str, str]
    results: Mapping[str, object]
    looks: Mapping[str, tuple[str, str]]
    links: Mapping[str, str]
    reserved: Mapping[str, object]
    footers: Mapping[str, str]


def shown(path: Path) -> Shown:
    """Everything of ours that the workbook shows."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    results = book["检查结果"] if "检查结果" in book.sheetnames else None
    forms = [sheet for sheet in book.worksheets if sheet is not results]
    colours = {
        f"{sheet.title}!{cell}": (_OWN.findall(rule.formula[0])[0], rule.dxf.fill.bgColor.rgb)
        for sheet in forms
        for block in sheet.conditional_formatting
        for rule in block.rules
        if _OWN.search("".join(map(str, rule.formula or ())))
        for area in str(block.sqref).split()
        for row in sheet[area if ":" in area else f"{area}:{area}"]
        for cell in (each.coordinate for each in row)
    }
    notes = {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in forms
        for row in sheet
        for cell in row
        if cell.comment
    }
    cells = [cell for row in results or () for cell in row if cell.value is not None]
    return Shown(
        colours,
        notes,
        {cell.coordinate: cell.value for cell in cells},
        {
            cell.coordinate: (cell.fill.fgColor.rgb, cell.font.color.rgb)
            for cell in cells
            if cell.fill.fill_type
        },
        {cell.coordinate: cell.hyperlink.location.lstrip("#") for cell in cells if cell.hyperlink},
        _reserved(book),
        {
            sheet.title: found[0]
            for sheet in forms
            if (found := OWN_FOOTER.search(sheet.oddFooter.right.text or ""))
        },
    )


def _reserved(book: openpyxl.Workbook) -> dict[str, object]:
    """Values of the cells that the hidden names of ours tell."""
    found = {}
    for name, defined in book.defined_names.items():
        if name.lower().startswith("xlperf_reserved_"):
            for title, area in re.findall(r"'?([^'!,]+)'?!([$A-Z0-9:]+)", defined.attr_text):
                place = area.replace("$", "")
                for row in book[title][place if ":" in place else f"{place}:{place}"]:
                    found |= {f"{title}!{cell.coordinate}": cell.value for cell in row}
    return found
