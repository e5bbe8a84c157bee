""".csv and other text with one separator: one sheet, every value typed as Excel would take it (RFC 4180)."""

from __future__ import annotations

import csv
import io
from collections import Counter

from xlperf.package import gate
from xlperf.package.formats.book import Cells, ForeignBook
from xlperf.package.formats.typed import typed_cell
from xlperf.package.refusal import refused

_SEPARATORS = ",\t;|"
_LOOK = 64 * 1024
_LONGEST_NAME = 31


def read_delimited(data: bytes, name: str) -> ForeignBook:
    """The text of a file called ``name`` (without ending); OPEN-29 when it is in no encoding met in offices."""
    text = _decoded(data)
    cells = Cells(name, [0])
    csv.field_size_limit(gate.MAX_TEXT * 4)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    try:
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                cell = typed_cell(value)
                if cell is not None:
                    cells.put(number, column, cell)
    except csv.Error as error:
        raise refused(
            "OPEN-29", kind=" .csv", why=f"第 {rows.line_num} 行的引号不成对，或内容过长"
        ) from error
    return ForeignBook(".csv", (cells.done(name=name[:_LONGEST_NAME] or "csv"),))


def _decoded(data: bytes) -> str:
    """UTF-16 and UTF-8 by their mark, else UTF-8 where it is valid, else GB18030."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refused("OPEN-29", kind=".csv", why="不是 UTF-8、GB18030 或 UTF-16 编码")


def _separator(text: str) -> str:
    """What stands most often outside of quotation marks in the first lines."""
    counted: Counter[str] = Counter()
    quoted = False
    for letter in text[:_LOOK]:
        if letter == '"':
            quoted = not quoted
        elif not quoted and letter in _SEPARATORS:
            counted[letter] += 1
    return max(_SEPARATORS, key=lambda letter: counted[letter])
