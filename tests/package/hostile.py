"""Builder of small workbooks for the tests of opening, ordinary and hostile ones; and a child that opens one.

``python hostile.py FILE`` opens FILE within 512 MiB of memory, reads every cell, and prints one line:
the code of the refusal or ``opened N cells``, and the CPU seconds it took.
"""

from __future__ import annotations

import io
import struct
import sys
import time
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

Parts = dict[str, bytes]


def sheet(rows: str, *, before: str = "", after: str = "", space: str = MAIN) -> bytes:
    """A sheet part around rows; ``before`` and ``after`` stand beside sheetData."""
    body = f'<worksheet xmlns="{space}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    return (DECLARATION + body).encode()


def strings(*items: str) -> bytes:
    """A shared strings part; each item is the XML inside ``<si>``."""
    return (
        DECLARATION + f'<sst xmlns="{MAIN}">' + "".join(f"<si>{i}</si>" for i in items) + "</sst>"
    ).encode()


def rels(*relations: tuple[str, str, str], space: str = RELATIONS) -> bytes:
    """A relationships part of (id, kind, target)."""
    each = "".join(f'<Relationship Id="{i}" Type="{space}/{k}" Target="{t}"/>' for i, k, t in relations)
    return (DECLARATION + f'<Relationships xmlns="{PACKAGE}/relationships">{each}</Relationships>').encode()


def listing(
    sheets: str = '<sheet name="评分表" sheetId="1" r:id="rId1"/>', more: str = "", space: str = MAIN
) -> bytes:
    """A workbook part that lists sheets; ``more`` follows (defined names …)."""
    r = STRICT_RELATIONS if space == STRICT else RELATIONS
    body = f'<workbook xmlns="{space}" xmlns:r="{r}"><sheets>{sheets}</sheets>{more}</workbook>'
    return (DECLARATION + body).encode()


def parts(sheet_part: bytes | None = None, **changed: bytes | None) -> Parts:
    """The parts of a one-sheet workbook; ``changed`` by short name (workbook, rels, root, types, sst, styles)."""
    workbook_rels = [("rId1", "worksheet", "worksheets/sheet1.xml")]
    if changed.get("sst"):
        workbook_rels.append(("rId2", "sharedStrings", "sharedStrings.xml"))
    if changed.get("styles"):
        workbook_rels.append(("rId3", "styles", "styles.xml"))
    names = {
        "types": "[Content_Types].xml",
        "root": "_rels/.rels",
        "workbook": "xl/workbook.xml",
        "rels": "xl/_rels/workbook.xml.rels",
        "sheet": "xl/worksheets/sheet1.xml",
        "sst": "xl/sharedStrings.xml",
        "styles": "xl/styles.xml",
    }
    content: dict[str, bytes | None] = {
        "types": (DECLARATION + f'<Types xmlns="{PACKAGE}/content-types"/>').encode(),
        "root": rels(("rId1", "officeDocument", "xl/workbook.xml")),
        "workbook": listing(),
        "rels": rels(*workbook_rels),
        "sheet": sheet_part if sheet_part is not None else sheet('<row r="1"><c r="A1"><v>95</v></c></row>'),
        **changed,
    }
    return {names[key]: value for key, value in content.items() if value is not None}


def zipped(content: Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An ordinary zip archive of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method, compresslevel=1 if method else None) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return target.getvalue()


@dataclass
class Entry:
    """One member of a zip written by hand; whatever is given differs from the truth."""

    name: bytes
    content: bytes
    local_name: bytes | None = None
    method: int = 8
    flags: int = 0
    crc: int | None = None
    size: int | None = None
    local_size: int | None = None
    offset: int | None = None
    packed: bytes = field(init=False)

    def __post_init__(self) -> None:
        deflater = zlib.compressobj(1, zlib.DEFLATED, -15)
        deflated = deflater.compress(self.content) + deflater.flush()
        self.packed = deflated if self.method == 8 else self.content
        self.crc = zlib.crc32(self.content) if self.crc is None else self.crc
        self.size = len(self.content) if self.size is None else self.size


def entries(content: Parts) -> list[Entry]:
    """The same parts as entries, to be tampered with."""
    return [Entry(name.encode(), data) for name, data in content.items()]


def written(members: list[Entry], *, count: int | None = None) -> bytes:
    """A zip archive written by hand from these entries."""
    body, central = bytearray(), bytearray()
    for m in members:
        at = len(body) if m.offset is None else m.offset
        local = m.local_name if m.local_name is not None else m.name
        local_size = m.size if m.local_size is None else m.local_size
        common = (m.flags, m.method, 0, 33, m.crc, len(m.packed))
        body += (
            struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, *common, local_size, len(local), 0) + local + m.packed
        )
        central += struct.pack(
            "<4s6H3L5H2L", b"PK\x01\x02", 20, 20, *common, m.size, len(m.name), 0, 0, 0, 0, 0, at
        )
        central += m.name
    number = len(members) if count is None else count
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, number, number, len(central), len(body), 0)
    return bytes(body + central + end)


def _limit_memory(size: int) -> None:
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


def _open_in_child(path: Path) -> str:
    from xlperf.package.refusal import Refused  # noqa: PLC0415 - within the limit
    from xlperf.package.workbook import open_workbook  # noqa: PLC0415

    try:
        workbook = open_workbook(path)
        cells = sum(len(tab.grid.cells) for tab in workbook.sheets)
        for tab in workbook.sheets:
            _ = tab.grid.hidden_rows, tab.grid.hidden_columns, tab.grid.merges
    except Refused as refusal:
        return refusal.code
    return f"opened {cells} cells"


if __name__ == "__main__":
    _limit_memory(512 * 1024 * 1024)
    begun = time.process_time()
    outcome = _open_in_child(Path(sys.argv[1]))
    sys.stdout.write(f"{outcome}|{time.process_time() - begun:.2f}\n")
