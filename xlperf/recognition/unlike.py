"""Tables that have the labels of a form and are another one: other printed rows, no 一级指标, other words there."""

from __future__ import annotations

from xlperf.forms.national.parts import INDICATORS
from xlperf.recognition.ground import Ground
from xlperf.recognition.tables import TableFit
from xlperf.recognition.words import fold, slips, slips_allowed

_PRINTED_IDS = 0.25
_LEVEL = "指标"


def is_unlike(table: TableFit, ground: Ground) -> bool:
    """Whether a table is another one than that of the form."""
    other_words = table.key == INDICATORS.key and _has_other_words(table, ground)
    return other_words or _lacks_its_rows(table) or _lacks_its_levels(table)


def _lacks_its_rows(table: TableFit) -> bool:
    """A score sheet or list whose printed rows are others is another one."""
    ids = [row for row in table.wanted.table.printed if row.id]
    fixed = not table.wanted.table.grows and not table.wanted.table.total_on_top
    return fixed and bool(ids) and len(table.place.rows) < _PRINTED_IDS * len(ids)


def _lacks_its_levels(table: TableFit) -> bool:
    """A list of indicators without 一级指标 and 二级指标 is another one."""
    levels = [each.column.key for each in table.wanted.columns if each.column.inherits]
    return len(levels) > 1 and not any(key in table.place.columns for key in levels)


def _has_other_words(table: TableFit, ground: Ground) -> bool:
    """项目支出绩效自评表 under 投入、过程、效果 alone, none of its own words: it is scored by other rules."""
    met = False
    for column in table.wanted.columns:
        at = table.place.columns.get(column.column.key, 0)
        if column.column.inherits and column.column.choices and at:
            rows = set(range(table.place.body, table.place.body_last + 1)) - table.place.skipped
            texts = {ground.page.text((row, at)) for row in rows} - {""}
            own = [fold(choice) for choice in column.column.choices]
            if any(_is_like(word, text) for word in own for text in texts):
                return False
            met = met or bool(texts)
    return met


def _is_like(word: str, text: str) -> bool:
    """产出指标 and 项目产出（50分）, but for a slip of the pen."""
    allowed = slips_allowed(word)
    return word.removesuffix(_LEVEL) in text or bool(allowed and slips(word, text, allowed) <= allowed)
