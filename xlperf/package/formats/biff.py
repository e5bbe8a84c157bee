""".xls and WPS .et (BIFF 5 and 8, [MS-XLS]): values, number formats, merges, what is hidden, defined names.

xlrd reads the records; which cells hold a formula it does not tell, so the records are walked once more for that.
The text of a formula is not taken: it is "" as for the followers of a shared formula. LibreOffice stores a text
that a formula gave as 0; where it wrote the file, such a 0 counts as a result that was not stored.
"""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING, Any

from xlperf.lazy_regex import lazy
from xlperf.package.formats.book import Cells, ForeignBook, ForeignSheet
from xlperf.package.formats.formula_tokens import may_be_text, referred
from xlperf.package.formats.typed import stored
from xlperf.package.grid import RawCell
from xlperf.package.number_formats import built_in, shows_date, shows_percent
from xlperf.package.refusal import refused
from xlperf.package.workbook import DefinedName

if TYPE_CHECKING:
    from collections.abc import Iterator

_STREAMS = ("Workbook", "Book")
_PUBLIC = "VelvetSweatshop"
_FORMULAS = (0x0006, 0x0206, 0x0406)
_BOF = (0x0009, 0x0209, 0x0409, 0x0809)
_EOF, _FILEPASS, _BOUNDSHEET = 0x000A, 0x002F, 0x0085
_STATES = {0: "visible", 1: "hidden", 2: "veryHidden"}
_AREA = lazy(r"^[^!]+!\$?[A-Z]{1,3}\$?\d+(:\$?[A-Z]{1,3}\$?\d+)?$")
_GLOBAL = -1
_LIBREOFFICE = b"Microsoft Excel 97-Tabelle\0"
_MACROS = "_VBA_PROJECT".encode("utf-16-le")
_EMPTY, _TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR, _BLANK = range(7)


def read_biff(data: bytes, kind: str, password: str) -> ForeignBook:
    """The workbook in an OLE container or a bare stream; OPEN-06, OPEN-28 for its password, OPEN-29 when broken."""
    stream, opener = _readable(data, kind, password)
    try:
        book = _opened(stream)
        formulas = _formulas(stream, doubtful=_LIBREOFFICE in data)
        unsure = _unsure(book, formulas)
    except MemoryError:
        raise
    except Exception as error:  # xlrd raises whatever a broken record leads to
        raise refused("OPEN-29", kind=kind, why="内容已损坏，或版本过旧（Excel 95 以前）") from error
    told = [0]
    sheets = tuple(_sheet(book, number, formulas, unsure, told) for number in range(book.nsheets))
    return ForeignBook(kind, sheets, tuple(_names(book)), bool(book.datemode), _MACROS in data, opener)


def _readable(data: bytes, kind: str, password: str) -> tuple[bytes, str]:
    """The stream of records, deciphered, and the password that did it."""
    stream = _stream(data, kind)
    if not any(record == _FILEPASS for record, _, _ in _records(stream)):
        return stream, ""
    for each in (password, _PUBLIC):
        opened = _deciphered(data, each) if each else None
        if opened is not None:
            return _stream(opened, kind), each
    raise refused("OPEN-28" if password else "OPEN-06")


def _stream(data: bytes, kind: str) -> bytes:
    if not data.startswith(b"\xd0\xcf\x11\xe0"):
        return data
    import olefile  # noqa: PLC0415  only for an old workbook

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            for path in container.listdir(streams=True, storages=False):
                if len(path) == 1 and path[0].casefold() in {name.casefold() for name in _STREAMS}:
                    with container.openstream(path) as stream:
                        return bytes(stream.read())
    except Exception as error:  # olefile as well
        raise refused("OPEN-29", kind=kind, why="文件结构已损坏") from error
    raise refused("OPEN-29", kind=kind, why="里面没有工作簿")


def _deciphered(data: bytes, password: str) -> bytes | None:
    """The container without its password, None when it is another one."""
    from msoffcrypto.exceptions import InvalidKeyError  # noqa: PLC0415  only for a locked workbook
    from msoffcrypto.format.xls97 import Xls97File  # noqa: PLC0415

    opened = io.BytesIO()
    try:
        container = Xls97File(io.BytesIO(data))
        container.load_key(password=password)
        container.decrypt(opened)
    except InvalidKeyError:
        return None
    except Exception as error:
        raise refused("OPEN-17", part="Workbook", why="的加密方式不支持，或结构有误") from error
    return opened.getvalue()


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """(record, start of its data, length) up to the end of the stream ([MS-XLS] 2.1.4)."""
    at = 0
    while at + 4 <= len(stream):
        record, length = struct.unpack_from("<2H", stream, at)
        yield record, at + 4, length
        at += 4 + length


def _opened(stream: bytes) -> Any:
    import xlrd  # noqa: PLC0415  only for an old workbook

    return xlrd.open_workbook(
        file_contents=stream, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
    )


def _formulas(stream: bytes, *, doubtful: bool) -> list[dict[tuple[int, int], bytes]]:
    """The formula cells of each worksheet in the order of the tabs, rows and columns from 0.

    With the tokens of those whose stored 0 may stand for a text, if ``doubtful``; of the others b"".
    """
    found: dict[int, dict[tuple[int, int], bytes]] = {}
    listed: list[int] = []
    depth = start = 0
    for record, at, length in _records(stream):
        if record in _BOF:
            depth += 1
            if depth == 1:
                start = at - 4
        elif record == _EOF:
            depth -= 1
        elif record in _FORMULAS and depth == 1 and length >= 4:  # noqa: PLR2004
            row, column = struct.unpack_from("<2H", stream, at)
            result, tokens = stream[at + 6 : at + 14], stream[at + 22 : at + length]
            found.setdefault(start, {})[row, column] = tokens if doubtful and not any(result) else b""
        elif record == _BOUNDSHEET and length >= 6 and stream[at + 5] == 0:  # noqa: PLR2004
            listed.append(struct.unpack_from("<I", stream, at)[0])
    return [found.get(place, {}) for place in listed or [0]]


def _unsure(book: Any, formulas: list[dict[tuple[int, int], bytes]]) -> set[tuple[int, int, int]]:
    """The formula cells (sheet, row, column) whose stored 0 is, or may be, the text that the formula gave."""
    unsure: set[tuple[int, int, int]] = set()
    waiting: list[tuple[tuple[int, int, int], tuple[int, int, int]]] = []
    for number, held in enumerate(formulas):
        for (row, column), tokens in held.items():
            there = referred(tokens)
            if there is not None:
                waiting.append(((number, row, column), (_linked(book, number, there[0]), *there[1:])))
            elif may_be_text(tokens):
                unsure.add((number, row, column))
    for own, (number, row, column) in waiting:
        if not 0 <= number < book.nsheets:
            continue
        sheet = book.sheet_by_index(number)
        held_there = row < sheet.nrows and column < sheet.row_len(row)
        if (number, row, column) in unsure or (held_there and sheet.cell(row, column).ctype == _TEXT):
            unsure.add(own)
    return unsure


def _linked(book: Any, own: int, link: int) -> int:
    """The number of the sheet that a link in a formula means, -1 for none or several; ``own`` for link -1."""
    if link < 0:
        return own
    from xlrd.formula import get_externsheet_local_range  # noqa: PLC0415  only for an old workbook

    first, last = get_externsheet_local_range(book, link)
    return first if first == last else -1


def _sheet(
    book: Any,
    number: int,
    formulas: list[dict[tuple[int, int], bytes]],
    unsure: set[tuple[int, int, int]],
    told: list[int],
) -> ForeignSheet:
    sheet = book.sheet_by_index(number)
    held = formulas[number] if number < len(formulas) else {}
    cells = Cells(sheet.name, told)
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            cell = _cell(book, sheet.cell(row, column), computed=(row, column) in held)
            if (number, row, column) in unsure:
                cell = RawCell(None, "n", "")
            if cell is not None:
                cells.put(row + 1, column + 1, cell)
    for top, bottom, left, right in sheet.merged_cells:
        cells.merge(top + 1, left + 1, bottom, right)
    cells.hidden_rows.update(row + 1 for row, told_of in sheet.rowinfo_map.items() if told_of.hidden)
    cells.hidden_columns.extend(
        (column + 1,) * 2 for column, told_of in sheet.colinfo_map.items() if told_of.hidden
    )
    for (row, column), note in sheet.cell_note_map.items():
        cells.note(row + 1, column + 1, note.text)
    return cells.done(_STATES.get(sheet.visibility, "visible"))


def _cell(book: Any, cell: Any, *, computed: bool) -> RawCell | None:
    formula = "" if computed else None
    if cell.ctype in (_EMPTY, _BLANK):
        return RawCell("", "s", formula) if computed else None
    if cell.ctype == _TEXT:
        return RawCell(cell.value, "s", formula) if cell.value or computed else None
    if cell.ctype == _BOOLEAN:
        return RawCell("TRUE" if cell.value else "FALSE", "b", formula)
    if cell.ctype == _ERROR:
        from xlrd.biffh import error_text_from_code  # noqa: PLC0415  only for an old workbook

        return RawCell(error_text_from_code.get(cell.value, "#VALUE!"), "e", formula)
    return RawCell(stored(cell.value), "n", formula, _shown(book, cell.xf_index))


def _shown(book: Any, style: int) -> str:
    """As what a number shows: its own format code, else the built-in one of that number."""
    if not 0 <= style < len(book.xf_list):
        return ""
    key = book.xf_list[style].format_key
    known = built_in(str(key))
    if known or key not in book.format_map:
        return known
    code = book.format_map[key].format_str
    return "date" if shows_date(code) else "percent" if shows_percent(code) else ""


def _names(book: Any) -> Iterator[DefinedName]:
    """The names that stand for cells of the workbook; formulas, macros and lost references mean nothing here."""
    for name in book.name_obj_list:
        if name.macro or name.builtin or name.result is None or not name.result.text:
            continue
        refers_to = str(name.result.text)
        if _AREA.match(refers_to):
            scope = None if name.scope == _GLOBAL else book.sheet_names()[name.scope]
            yield DefinedName(name.name, refers_to, scope, bool(name.hidden))
