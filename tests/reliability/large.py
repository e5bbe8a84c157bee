"""Workbooks as large as a file can be: within 512 MiB, or a clear refusal."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.package.hostile import listing, parts, rels, sheet, strings, zipped
from tests.reliability.container import Part, packed, unpacked
from tests.reliability.herd import ROOT
from tests.reliability.trial import peak, tried
from xlperf.demo import examples
from xlperf.forms import workbooks
from xlperf.forms.template import write_workbook


@dataclass(frozen=True, slots=True)
class Large:
    """One large workbook: what it is, how it ended, seconds of CPU, MiB."""

    name: str
    end: str
    seconds: float
    memory: int


def _cells(rows: int, columns: str) -> str:
    return "".join(
        f'<row r="{r}">'
        + "".join(f'<c r="{c}{r}"><v>{r * 7919 % 100_003}.{r % 97}</v></c>' for c in columns)
        + "</row>"
        for r in range(1, rows + 1)
    )


def _with_form(part: bytes) -> bytes:
    """A filled form with one more sheet."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        write_workbook(workbooks.project(), path, examples()[1].draft)
        content = {each.name: each.content for each in unpacked(path.read_bytes())}
    content["xl/workbook.xml"] = content["xl/workbook.xml"].replace(
        b"</sheets>", '<sheet name="凭证清单" sheetId="99" r:id="rId99"/></sheets>'.encode()
    )
    related = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    content["xl/_rels/workbook.xml.rels"] = content["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" Type="%s" Target="worksheets/sheet99.xml"/></Relationships>' % related,
    )
    content["xl/worksheets/sheet99.xml"] = part
    return packed(tuple(Part(name, data) for name, data in content.items()))


def _million_strings() -> bytes:
    items = (f"<t>凭证摘要第{number}号</t>" for number in range(1_000_000))
    return zipped(parts(sheet('<row r="1"><c r="A1" t="s"><v>999999</v></c></row>'), sst=strings(*items)))


def _many_sheets(count: int) -> bytes:
    names = "".join(f'<sheet name="表{i}" sheetId="{i}" r:id="rId{i}"/>' for i in range(1, count + 1))
    related = rels(*((f"rId{i}", "worksheet", f"worksheets/sheet{i}.xml") for i in range(1, count + 1)))
    content = parts(workbook=listing(names), rels=related)
    one = sheet('<row r="1"><c r="A1"><v>95</v></c></row>')
    return zipped(content | {f"xl/worksheets/sheet{i}.xml": one for i in range(1, count + 1)})


def _painted_columns() -> bytes:
    columns = '<cols><col min="1" max="16384" width="9" style="0"/></cols>'
    return zipped(parts(sheet('<row r="1"><c r="A1"><v>1</v></c></row>', before=columns)))


LARGE: dict[str, Callable[[], bytes]] = {
    "5,000,000 cells on one sheet": lambda: zipped(parts(sheet(_cells(500_000, "ABCDEFGHIJ")))),
    "1,000,000 cells on one sheet": lambda: zipped(parts(sheet(_cells(100_000, "ABCDEFGHIJ")))),
    "a form with a sheet of 240,000 cells": lambda: _with_form(sheet(_cells(20_000, "ABCDEFGHIJKL"))),
    "a form with a sheet of 1,000,000 cells": lambda: _with_form(sheet(_cells(100_000, "ABCDEFGHIJ"))),
    "1,000,000 shared strings": _million_strings,
    "1,048,576 rows": lambda: zipped(parts(sheet(_cells(1_048_576, "A")))),
    "a form with 1,048,576 rows of format only": lambda: _with_form(
        sheet("".join(f'<row r="{r}" s="0" customFormat="1" ht="{r % 90}"/>' for r in range(1, 1_048_577)))
    ),
    "255 sheets": lambda: _many_sheets(255),
    "300 sheets": lambda: _many_sheets(300),
    "1,025 sheets": lambda: _many_sheets(1025),
    "whole columns painted": _painted_columns,
}


def large() -> Iterator[Large]:
    """Each large workbook in a process of its own."""
    for name, make in LARGE.items():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.xlsx"
            path.write_bytes(make())
            yield measured(name, path)


def measured(name: str, path: Path) -> Large:
    """How a workbook ends in a process of its own, and what it took."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.reliability.large", str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    told = done.stdout.strip().split("\t")
    if done.returncode or len(told) != 3:
        return Large(name, f"FAULT {done.stderr.strip().rpartition(chr(10))[2][:80]}", 0.0, 0)
    return Large(name, told[0], float(told[1]), int(told[2]))


if __name__ == "__main__":
    begun = time.process_time()
    ended = tried(Path(sys.argv[1]))
    sys.stdout.write(f"{ended}\t{time.process_time() - begun:.1f}\t{peak()}\n")
