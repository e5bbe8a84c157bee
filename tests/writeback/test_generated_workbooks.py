"""Workbooks drawn at random, with everything that stands beside cells: nothing of it is lost, nothing of ours stays."""

from __future__ import annotations

import io
import tempfile
import zlib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.writeback.books import members, opened, results
from xlperf.findings import Address, Severity
from xlperf.package.patch.splice import Edit, difference, in_order, inverse, spliced
from xlperf.writeback.into_file import clean, write
from xlperf.writeback.marks import CellMark, Marks, ReservedValue

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)
CELLS = st.tuples(st.integers(1, 40), st.integers(1, 12))


def picture() -> bytes:
    """The smallest PNG: one white point."""
    head = b"\x89PNG\r\n\x1a\n"
    chunks = ((b"IHDR", b"\0\0\0\1\0\0\0\1\x08\0\0\0\0"), (b"IDAT", zlib.compress(b"\0\xff")), (b"IEND", b""))
    return head + b"".join(len(d).to_bytes(4) + n + d + zlib.crc32(n + d).to_bytes(4) for n, d in chunks)


DRAW: dict[str, Callable[[Any], object]] = {
    "note": lambda sheet: sheet.write_comment("C3", "请核实", {"author": "张三", "visible": True}),
    "table": lambda sheet: sheet.add_table("N1:O5", {"columns": [{"header": "甲"}, {"header": "乙"}]}),
    "colour rule": lambda sheet: sheet.conditional_format(
        "A1:B9", {"type": "data_bar", "data_bar_2010": True}
    ),
    "list": lambda sheet: sheet.data_validation(
        "D4", {"validate": "list", "source": ["是"], "input_message": "a>b"}
    ),
    "merge": lambda sheet: sheet.merge_range("P1:Q3", "合并"),
    "protection": lambda sheet: sheet.protect("secret"),
    "pane": lambda sheet: sheet.freeze_panes(2, 1),
    "picture": lambda sheet: sheet.insert_image("R1", "x.png", {"image_data": io.BytesIO(picture())}),
    "link": lambda sheet: sheet.write_url("S1", "internal:'目标表'!A1", string="去"),
    "filter": lambda sheet: sheet.autofilter("T1:U9"),
    "header": lambda sheet: sheet.set_header("&C第 &P 页"),
    "breaks": lambda sheet: sheet.set_h_pagebreaks([20]),
    "button": lambda sheet: sheet.insert_button("V2", {"caption": "提交"}),
    "titles": lambda sheet: sheet.repeat_rows(0),
}
"""What may stand beside the cells of a sheet, and how it is drawn."""


def drawn(path: Path, features: frozenset[str], filled: dict[tuple[int, int], str]) -> None:
    """A workbook of one sheet with these features, and a second one."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("评分表")
    for (row, column), text in filled.items():
        sheet.write_string(row - 1, column - 1, text)
    for feature in sorted(features):
        DRAW[feature](sheet)
    book.add_worksheet("目标表")
    book.close()


MARKS = st.builds(
    Marks,
    st.lists(
        st.builds(
            CellMark,
            st.builds(
                Address,
                st.sampled_from(["评分表", "目标表", "没有的表"]),
                st.integers(1, 45),
                st.integers(1, 25),
            ),
            st.sampled_from(Severity),
            st.lists(st.sampled_from(["S32-06", "SC-01", "DATE-02"]), min_size=1, max_size=3).map(tuple),
            TEXT,
        ),
        max_size=8,
    ).map(tuple),
    st.lists(
        st.builds(
            ReservedValue,
            st.builds(Address, st.just("评分表"), st.integers(1, 45), st.integers(1, 25)),
            st.one_of(st.none(), TEXT, st.decimals(-999, 999, places=2)),
            st.one_of(st.none(), st.just(2)),
        ),
        max_size=8,
        unique_by=lambda value: value.at,
    ).map(tuple),
    st.builds(results, TEXT, TEXT),
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sets(st.sampled_from(sorted(DRAW))).map(frozenset),
    st.dictionaries(CELLS, TEXT.filter(bool), max_size=20),
    MARKS,
    MARKS,
)
def test_marks_go_in_and_out_without_a_trace(
    features: frozenset[str], filled: dict[tuple[int, int], str], first: Marks, second: Marks
) -> None:
    """Other marks on top leave no trace of the first; cleaning gives the original back, member by member."""
    with tempfile.TemporaryDirectory() as folder:
        source, one, two, direct = (
            Path(folder) / f"{name}.xlsx" for name in ("source", "one", "two", "direct")
        )
        drawn(source, features, filled)
        write(source, one, first)
        write(one, two, second)
        write(source, direct, second)
        assert two.read_bytes() == direct.read_bytes()
        clean(two, two)
        assert members(two.read_bytes()) == members(source.read_bytes())
        written = {value.at: value.value for value in second.reserved}
        sheet = opened(direct)["评分表"]
        for place, value in written.items():
            free = place.row > 9 or place.column < 14
            if isinstance(value, Decimal) and free:
                assert Decimal(str(sheet.cell(place.row, place.column).value)) == value


EDITS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 3), st.binary(max_size=4)), max_size=6)


@given(st.binary(min_size=40, max_size=60), EDITS)
def test_the_inverse_of_edits_gives_the_bytes_back(data: bytes, wanted: list[tuple[int, int, bytes]]) -> None:
    edits, free = [], 0
    for start, length, text in sorted(wanted):
        if start >= free:
            edits.append(Edit(start, start + length, text))
            free = start + length
    new = spliced(data, edits)
    assert spliced(new, inverse(data, edits)) == data
    assert spliced(data, difference(data, new)) == new


def test_edits_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="byte 3"):
        in_order((Edit(1, 4, b""), Edit(3, 5, b"")))
