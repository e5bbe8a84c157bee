"""What a form prints on a sheet, for telling it from what staff wrote."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from xlperf.forms.model import Banner, Label, Line, SheetForm, Table


def normal(text: str) -> str:
    """A label for comparison: full-width forms folded, no blanks, no colon at its end."""
    return "".join(unicodedata.normalize("NFKC", text).split()).rstrip(":")


def printed_texts(form: SheetForm) -> list[str]:
    """Every label of a sheet in reading order."""
    texts: list[str] = []
    for block in form.blocks:
        if isinstance(block, Line):
            texts += [item.text for item in block.items if isinstance(item, Label)]
        elif isinstance(block, Banner) and isinstance(block.text, str):
            texts.append(block.text)
        elif isinstance(block, Table):
            texts += [column.label for column in block.columns]
            texts += [text for row in block.printed for text in row.texts.values()]
            texts += [block.side_label, block.total]
            texts += [text for column in block.columns for text in column.heading]
    return [text for text in texts if text]


@lru_cache(maxsize=256)
def known_texts(form: SheetForm) -> frozenset[str]:
    """What the form itself prints on a sheet, as it stands there and normalised."""
    texts = printed_texts(form)
    return frozenset((*texts, *filter(None, map(normal, texts))))
