"""What a form prints on a sheet, for telling it from what staff wrote."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from xlperf.forms.model import Banner, Label, Line, SheetForm, Table


def normal(text: str) -> str:
    """A label for comparison: full-width forms folded, no blanks, no colon at its end."""
    return "".join(unicodedata.normalize("NFKC", text).split()).rstrip(":")


def printed_texts(form: SheetForm) -> list[str]:
    """Every label of a sheet in reading order, normalised."""
    texts: list[str] = []
    for block in form.blocks:
        if isinstance(block, Line):
            texts += [normal(item.text) for item in block.items if isinstance(item, Label)]
        elif isinstance(block, Banner) and isinstance(block.text, str):
            texts.append(normal(block.text))
        elif isinstance(block, Table):
            texts += [normal(column.label) for column in block.columns]
            texts += [normal(text) for row in block.printed for text in row.texts.values()]
            texts += [normal(block.side_label), normal(block.total)]
            texts += [normal(text) for column in block.columns for text in column.heading]
    return [text for text in texts if text]


@lru_cache(maxsize=256)
def known_texts(form: SheetForm) -> frozenset[str]:
    """What the form itself prints on a sheet, normalised."""
    return frozenset(printed_texts(form))
