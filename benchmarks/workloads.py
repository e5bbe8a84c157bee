"""The workbooks that are measured, built by the template code from the shipped examples. No secret fixtures.

``python -m benchmarks.workloads FOLDER FILES COUNT…`` makes them, in a process of its own: the memory of a child counts
from that of its parent, so who measures must stay small. Whoever only asks where they lie imports nothing of xlperf.
"""

from __future__ import annotations

import re
import sys
import zipfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xlperf.demo.loading import Example

SPENT: Final = 15_608_694
"""支出合计 of the 华容 project in 元; the vouchers of every size add up to it."""
_FORMATTED_ROWS: Final = 3_000
_PRINTED_MERGES: Final = 500
"""No sheet of the empty form has as many."""


def make(folder: Path, files: int, counts: Sequence[int]) -> None:
    """All of them that are not there yet: a batch of ``files``, a list of each of ``counts``."""
    _unless_there(small(folder), _build_small)
    _unless_there(formatted(folder), _build_formatted)
    for count in counts:
        _unless_there(vouchers(folder, count), partial(_build_vouchers, count=count))
    home = many(folder, files)
    home.mkdir(exist_ok=True)
    paths = (home / f"{number:05}.xlsx" for number in range(files))
    missing = [path for path in paths if not path.exists()]
    if missing:
        with ProcessPoolExecutor(2) as pool:
            for _ in pool.map(_make_one, missing, chunksize=16):
                pass


def small(folder: Path) -> Path:
    """A filled project workbook as a unit sends it: target table, report, vouchers, score sheet …"""
    return folder / "small.xlsx"


def vouchers(folder: Path, count: int) -> Path:
    """The same workbook with ``count`` rows in 支出明细, whose sum still is 实际支出."""
    return folder / f"vouchers_{count}.xlsx"


def many(folder: Path, count: int) -> Path:
    """A folder of ``count`` workbooks: the shipped examples in turn, each under the name of another unit."""
    return folder / f"many_{count}"


def formatted(folder: Path) -> Path:
    """The small workbook as WPS often saves it: every sheet with empty formatted cells down to row 3,000."""
    return folder / "formatted.xlsx"


def _unless_there(path: Path, build: Callable[[Path], None]) -> None:
    """A workbook stands under its name only when it is whole: who stops half-way leaves none behind."""
    if not path.exists():
        made = path.with_suffix(".made")
        build(made)
        made.rename(path)


def _build_small(path: Path) -> None:
    from xlperf.forms import workbooks
    from xlperf.forms.template import write_workbook

    example = _project()
    write_workbook(workbooks.workbook(example.kind), path, example.draft)


def _build_vouchers(path: Path, count: int) -> None:
    from xlperf.forms import expenses, workbooks
    from xlperf.forms.draft import DraftRow
    from xlperf.forms.template import write_workbook

    share, rest = divmod(SPENT, count)
    rows = (
        DraftRow(
            {
                "content": f"第{number}笔工程进度款",
                "amount": Decimal(share + (rest if number == 1 else 0)),
                "voucher": f"2020年{10 + number % 3}月{number}号",
            }
        )
        for number in range(1, count + 1)
    )
    example = _project()
    draft = example.draft.fill(expenses.VOUCHERS, *rows)
    plain = path.with_suffix(".plain")
    write_workbook(workbooks.workbook(example.kind), plain, draft)
    _rewritten(plain, path, _as_inserted)
    plain.unlink()


def _build_formatted(path: Path) -> None:
    _rewritten(small(path.parent), path, _with_empty_rows)


def _rewritten(made: Path, path: Path, change: Callable[[bytes], bytes]) -> None:
    """The workbook ``made`` with its sheets changed."""
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            data = source.read(member)
            if member.filename.startswith("xl/worksheets/sheet"):
                data = change(data)
            target.writestr(member.filename, data)


def _as_inserted(sheet: bytes) -> bytes:
    """Rows that staff insert or paste below the first ones are not merged as the printed rows are."""
    merged = re.findall(rb'<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/>', sheet)
    if len(merged) < _PRINTED_MERGES:
        return sheet
    rows = Counter(int(first) for _, first, _, last in merged if first == last)
    usual = [row for row, count in rows.items() if rows[row - 1] == count == rows[row + 1]]
    begin, end = min(usual) + 4, max(usual)
    kept = [each for each in merged if not begin <= int(each[1]) <= end]
    cells = b"".join(b'<mergeCell ref="%s%s:%s%s"/>' % each for each in kept)
    block = b'<mergeCells count="%d">%s</mergeCells>' % (len(kept), cells)
    return re.sub(rb"<mergeCells.*</mergeCells>", block, sheet, flags=re.DOTALL)


def _with_empty_rows(sheet: bytes) -> bytes:
    used = max((int(row) for row in re.findall(rb'<row r="(\d+)"', sheet)), default=0)
    rows = b"".join(
        b'<row r="%d">%s</row>'
        % (row, b"".join(b'<c r="%s%d" s="1"/>' % (letter, row) for letter in (b"A", b"B", b"C", b"D")))
        for row in range(used + 1, _FORMATTED_ROWS + 1)
    )
    return sheet.replace(b"</sheetData>", rows + b"</sheetData>")


def _make_one(path: Path) -> None:
    _unless_there(path, _build_one_of_many)


def _build_one_of_many(path: Path) -> None:
    from xlperf.demo.loading import examples
    from xlperf.forms import workbooks
    from xlperf.forms.template import write_workbook

    shipped = examples()
    number = int(path.stem)
    example = shipped[number % len(shipped)]
    form = workbooks.workbook(example.kind)
    unit = next(field for field in form.fields if field.key == "information.unit")
    write_workbook(form, path, example.draft.put(unit, f"第{number}号预算单位"))


def _project() -> Example:
    from xlperf.demo.loading import examples

    return next(example for example in examples() if "老旧小区改造_项目" in example.name)


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]), [int(count) for count in sys.argv[3:]])
