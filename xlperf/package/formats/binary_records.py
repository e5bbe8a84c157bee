"""Records of an .xlsb part ([MS-XLSB] 2.1.4, 2.3): a number, a length, data."""

from __future__ import annotations

import enum
import struct
from typing import TYPE_CHECKING

from xlperf.findings import Address

if TYPE_CHECKING:
    from collections.abc import Iterator

_REFERENCES = (0x3A, 0x5A, 0x7A)
_AREAS = (0x3B, 0x5B, 0x7B)
_COLUMN = 0x3FFF


class Record(enum.IntEnum):
    """The records that are read, by the numbers of [MS-XLSB] 2.3.2."""

    ROW = 0
    BLANK = 1
    RK = 2
    ERROR = 3
    BOOLEAN = 4
    REAL = 5
    TEXT = 6
    SHARED = 7
    FORMULA_TEXT = 8
    FORMULA_NUMBER = 9
    FORMULA_BOOLEAN = 10
    FORMULA_ERROR = 11
    SHARED_TEXT = 19
    NAME = 39
    FORMAT = 44
    STYLE = 47
    COLUMNS = 60
    RICH_TEXT = 62
    WORKBOOK = 153
    SHEET = 156
    MERGE = 176
    SHEETS_REFERRED = 362
    CELL_STYLES = 617
    CELL_STYLES_END = 618


def records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(number, data) of each record; struct.error or IndexError when the part ends within one."""
    at, end = 0, len(data)
    while at < end:
        number, at = _packed(data, at, 2)
        length, at = _packed(data, at, 4)
        if at + length > end:
            raise IndexError
        yield number, data[at : at + length]
        at += length


def _packed(data: bytes, at: int, most: int) -> tuple[int, int]:
    """A number in groups of seven bits, lowest first, and where it ends."""
    value = 0
    for group in range(most):
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << (7 * group)
        if not byte & 0x80:
            break
    return value, at


def wide(data: bytes, at: int) -> tuple[str, int]:
    """An XLWideString at ``at`` and where it ends; the nullable one is ""."""
    length = struct.unpack_from("<I", data, at)[0]
    if length == 0xFFFFFFFF:  # noqa: PLR2004  no string
        return "", at + 4
    end = at + 4 + 2 * length
    if end > len(data):
        raise IndexError
    return data[at + 4 : end].decode("utf-16-le", "replace"), end


def formula_area(data: bytes, at: int) -> tuple[int, str] | None:
    """Of a formula that is nothing but a cell or an area of a sheet: which sheet referred to, and ``$A$1:$B$2``."""
    size = struct.unpack_from("<I", data, at)[0]
    if not size:
        return None
    token = data[at + 4]
    if token in _REFERENCES and size == 9:  # noqa: PLR2004
        sheet, row, column = struct.unpack_from("<HIH", data, at + 5)
        return sheet, _absolute(row, column)
    if token in _AREAS and size == 15:  # noqa: PLR2004
        sheet, top, bottom, left, right = struct.unpack_from("<H2I2H", data, at + 5)
        return sheet, f"{_absolute(top, left)}:{_absolute(bottom, right)}"
    return None


def _absolute(row: int, column: int) -> str:
    a1 = Address("", row + 1, (column & _COLUMN) + 1).a1
    letters = a1.rstrip("0123456789")
    return f"${letters}${a1[len(letters) :]}"
