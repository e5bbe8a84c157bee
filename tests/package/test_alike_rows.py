"""Long lists, whose rows differ in their numbers only: the quick way gives what the walk gives, or leaves the row to it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.package.hostile import sheet
from tests.package.test_grid import maker, read
from xlperf.package import alike_rows, plain_cells
from xlperf.package.grid import read_grid, walk_grid
from xlperf.package.refusal import Refused

ATTRIBUTES = ' spans="1:6" ht="21.75" customHeight="1"'


@pytest.fixture(autouse=True)
def short_lists_are_long(monkeypatch):
    monkeypatch.setattr(plain_cells, "_LONG", 0)
    monkeypatch.setattr(plain_cells, "_BLOCK", 2000)


def row(number, amount="780", remark="", attributes=ATTRIBUTES, style="13"):
    """支出内容, two cells that are merged with it, 金额, 备注."""
    note = f' t="s"><v>{remark}</v></c>' if remark else "/>"
    return (
        f'<row r="{number}"{attributes}><c r="A{number}" s="{style}" t="s"><v>0</v></c><c r="B{number}" s="{style}"/>'
        f'<c r="C{number}" s="{style}"/><c r="D{number}" s="10"><v>{amount}</v></c><c r="E{number}" s="5"{note}</row>'
    )


def walked(part):
    return dict(walk_grid(maker({10}), part).cells)


def test_rows_are_read_alike(monkeypatch):
    monkeypatch.setattr(plain_cells.RowReader, "read", None)  # nothing is left to the general way
    cells = read_grid(maker({10}), sheet("".join(row(n, f"{n}.5") for n in range(1, 301)))).cells
    assert len(cells) == 600
    assert (cells[1, 1].text, cells[300, 4]) == ("全年预算数", ("300.5", "n", None, "date"))


ODD = {
    "a remark": row(150, remark="2"),
    "another style": row(150, style="14"),
    "another height": row(150, attributes=' ht="30"'),
    "a hidden row": row(150, attributes=' hidden="1"'),
    "a formula": row(150).replace("<v>780", "<f>SUM(D1:D9)</f><v>780"),
    "a text of its own": row(150).replace('<c r="C150" s="13"/>', '<c r="C150" t="str"><v>甲</v></c>'),
    "no number at all": row(150, "abc"),
    "an empty row": '<row r="150" spans="1:6"/>',
    "line breaks between": "\r\n  " + row(150) + "\n",
    "an unusual row": row(150).replace('r="C150" s="13"', "s='13' r='C150'"),
}


@pytest.mark.parametrize("odd", ODD)
def test_one_row_is_unlike_the_others(odd):
    rows = [row(n, str(n)) for n in range(1, 301)]
    rows[149] = ODD[odd]
    assert read(sheet("".join(rows)), {10}).cells


REFUSED = {
    "a cell twice": (row(150) + row(150), "OPEN-25"),
    "a text that does not exist": (row(150).replace("<v>0</v>", "<v>7</v>"), "OPEN-25"),
    "a row beyond the last": (row(1_048_577), "OPEN-24"),
    "a character that XML has not": (row(150, attributes=' spans="1:\x01"'), "OPEN-21"),
    "an attribute twice": (row(150, attributes=' ht="9" ht="9"'), "OPEN-21"),
}


@pytest.mark.parametrize("why", REFUSED)
@pytest.mark.parametrize("place", [0, 149])
def test_what_is_refused_elsewhere_is_refused_here(why, place):
    rows = [row(n, str(n)) for n in range(1, 301) if n != 150]
    rows.insert(place, REFUSED[why][0])
    part = sheet("".join(rows))
    with pytest.raises(Refused) as told:
        dict(read_grid(maker(), part).cells)
    assert told.value.code == REFUSED[why][1]
    with pytest.raises(Refused, match=told.value.code):
        walk_grid(maker(), part)


def test_not_every_row_is_worth_an_expression(monkeypatch):
    made = []
    monkeypatch.setattr(alike_rows.re, "escape", lambda text: made.append(text) or text.replace(b".", rb"\."))
    rows = [row(n, attributes=f' ht="{n + 10}.5"') for n in range(1, 301)]
    assert len(read(sheet("".join(rows))).cells) == 600
    assert len(made) == alike_rows._MOST_EXPRESSIONS


SOME_ROWS = st.lists(
    st.tuples(
        st.sampled_from(["1", "-2.5", "1e3", "x"]),
        st.sampled_from(["", "", "2"]),
        st.sampled_from([ATTRIBUTES, ATTRIBUTES, "", ' hidden="1"', ' ht="2"']),
        st.sampled_from(["13", "13", "10"]),
    ),
    max_size=30,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SOME_ROWS)
def test_any_mixture_of_rows_is_read_as_the_walk_reads_it(told):
    read(sheet("".join(row(number, *each) for number, each in enumerate(told, 1))), {10})
