"""检查规则: the sheet of a template that tells staff what is checked, and how. Printed text only; nobody reads it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from typing import Any

from xlperf.forms import painting
from xlperf.record import dataclass

SHEET = "检查规则"
NAME = "xp_rules"
"""The defined name by which the reader knows the sheet and passes it over, whatever staff call it."""

_HEADINGS = ("编号", "级别", "检查内容", "依据", "例", "怎么改")
_WIDTHS = (9, 7, 34, 30, 56, 44)
_NOTE = "本表只供查阅，不用填写，也不参与检查；某一条的全文见“xlperf explain 编号”。"


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule as staff read it, in the order of the columns."""

    code: str
    level: str
    what: str
    source: str
    example: str
    remedy: str


def paint_rulebook(writer: Any, rules: Sequence[RuleLine]) -> None:
    """Adds the sheet to a workbook that XlsxWriter is writing."""
    sheet = writer.add_worksheet(SHEET)
    body, header = writer.add_format(painting.LABEL_LEFT), writer.add_format(painting.HEADER)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, _NOTE, writer.add_format({"font_name": painting.SONG, "font_size": 10.5}))
    for column, text in enumerate(_HEADINGS):
        sheet.write_string(1, column, text, header)
    for row, rule in enumerate(rules, start=2):
        texts = astuple(rule)
        heights = (
            painting.height_needed(text, width - 2) for text, width in zip(texts, _WIDTHS, strict=True)
        )
        sheet.set_row(row, min(max(heights), painting.MAX_HEIGHT))
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text, body)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    sheet.freeze_panes(2, 1)
    sheet.hide_gridlines(2)
    sheet.set_footer("&C第 &P 页  共 &N 页")
    sheet.protect()
    writer.define_name(NAME, f"='{SHEET}'!$A$1")
