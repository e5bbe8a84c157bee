"""The lines of the page 检查规则 in the templates, from the same pages as docs/checks.md and ``xlperf explain``."""

from __future__ import annotations

from xlperf.forms.rulebook import RuleLine
from xlperf.printing.manual_pages import pages

_FOR_ALL = ("TPL", "TAM", "FMT", "REQ", "DATE", "SC", "XF", "NAR", "MON")
_FOR_ONE = {"project": ("H22", "S32", "TGT"), "department": ("H21", "S31"), "national": ("SE", "TGT")}


def rules_of(kind: str) -> tuple[RuleLine, ...]:
    """The lines of the page 检查规则 in the template of that kind."""
    own = (*_FOR_ALL, *_FOR_ONE.get(kind, _FOR_ONE["national"]))
    return tuple(
        RuleLine(page.code, page.level, page.title, page.clause, page.example, page.hint)
        for page in pages().values()
        if page.family in own
    )
