"""How our marks are told from everything staff made, in whatever program the file was saved since."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xlperf.lazy_regex import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable

RESULTS_NAME = "xlperf_results"
RESERVED_NAME = "xlperf_reserved_"
OURS = b"xlperf_"
"""What the names that we define begin with."""
OWN_NAMES = lazy(rf"^(?:{RESULTS_NAME}|{RESERVED_NAME}\d+)$", re.IGNORECASE)
OWN_FORMULA = lazy(r'^\s*LEN\(\s*"xlperf:[^"]*"\s*\)\s*>\s*0\s*$', re.IGNORECASE)
OWN_FOOTER = lazy(r" ?校验码 ?(?:[2-9A-HJKMNP-Z]{4}-){2}[2-9A-HJKMNP-Z]{4}")
_UNUSUAL = lazy(r"[^A-Za-z0-9._-]")
_LONGEST_TEXT = 240


def footer_line(code: str) -> str:
    """``校验码 7KQ4-M2XD-9RWA``: what stands in the printed footer of the forms."""
    return f"校验码 {code}"


def signature(codes: Iterable[str]) -> str:
    """``LEN("xlperf:S32-06,SC-01")>0``: always true, and ours (a text in a formula has at most 255 characters)."""
    told = ""
    for code in codes:
        plain = _UNUSUAL.sub("", code)
        if len(told) + len(plain) < _LONGEST_TEXT:
            told = f"{told},{plain}" if told else plain
    return f'LEN("xlperf:{told}")>0'
