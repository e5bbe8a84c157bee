"""The tokens of a BIFF formula ([MS-XLS] 2.5.198), as far as they tell whether its result may be a text."""

from __future__ import annotations

import re
import struct

from xlperf.lazy_regex import lazy

_TEXT_TOKEN = lazy(rb"\x17.[\x00\x01]", re.DOTALL)
_CONCATENATED = 0x08  # the token of &, which stands last
_SHARED = b"\x01"  # the token that refers to a shared formula
_PARENTHESES = b"\x15"
_REFERENCE, _REFERENCE_3D = (0x24, 0x44, 0x64), (0x3A, 0x5A, 0x7A)
_SIZE, _SIZE_3D = 5, 7
_COLUMN = 0x3FFF
_FIXED, _VARIABLE = (0x21, 0x41, 0x61), (0x22, 0x42, 0x62)
# CHAR, DOLLAR, FIXED, LEFT, LOWER, MID, PROPER, REPLACE, REPT, RIGHT, SUBSTITUTE, T, TEXT, TRIM, UPPER, CONCATENATE
_TEXT_FUNCTIONS = frozenset({111, 13, 14, 115, 112, 31, 114, 119, 30, 116, 120, 130, 48, 118, 113, 336})
# CHOOSE, HLOOKUP, IF, INDEX, LOOKUP, VLOOKUP and what came after Excel 2003: IFERROR, IFS
_CHOOSING = frozenset({100, 101, 1, 29, 28, 102, 255})


def may_be_text(tokens: bytes) -> bool:
    """Whether the last operation joins texts, gives a text, or chooses among results of which one is written as a text."""
    tokens = tokens.rstrip(_PARENTHESES)
    if tokens[:1] == _SHARED or (tokens and tokens[-1] == _CONCATENATED):
        return True
    last = _last_function(tokens)
    return last in _TEXT_FUNCTIONS or (last in _CHOOSING and _TEXT_TOKEN.search(tokens) is not None)


def _last_function(tokens: bytes) -> int:
    """The number of the function that is called last, -1 where the formula ends otherwise."""
    if len(tokens) > 3 and tokens[-4] in _VARIABLE:  # noqa: PLR2004 - the token, how many arguments, the number
        return int(struct.unpack_from("<H", tokens, len(tokens) - 2)[0]) & 0x7FFF
    if len(tokens) > 2 and tokens[-3] in _FIXED:  # noqa: PLR2004
        return int(struct.unpack_from("<H", tokens, len(tokens) - 2)[0])
    return -1


def referred(tokens: bytes) -> tuple[int, int, int] | None:
    """The cell (link to a sheet, row, column) that a formula only repeats, link -1 for its own sheet: =乙!A1."""
    if len(tokens) == _SIZE and tokens[0] in _REFERENCE:
        row, column = struct.unpack_from("<2H", tokens, 1)
        return -1, row, column & _COLUMN
    if len(tokens) == _SIZE_3D and tokens[0] in _REFERENCE_3D:
        link, row, column = struct.unpack_from("<3H", tokens, 1)
        return link, row, column & _COLUMN
    return None
