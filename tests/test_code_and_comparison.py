"""校验码 and comparison never contradict each other: what moves the code is named, and what is named moves it."""

from __future__ import annotations

import functools
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from tests.checks import drawn_monitoring
from tests.checks.ratings import FULL, drawn
from tests.drawing import opened, submission
from tests.writeback.books import members
from xlperf.cli import main
from xlperf.comparing import sentence
from xlperf.demo import examples
from xlperf.differences import differences
from xlperf.forms import workbooks
from xlperf.forms.draft import Draft
from xlperf.forms.model import Kind
from xlperf.forms.template import write_workbook
from xlperf.literals import Literal, literal
from xlperf.seal import code_of
from xlperf.submission import Cell, Row, Submission

EXAMPLES = examples()
BOOKS = (*range(len(EXAMPLES)), "national", "guangshui", "monitoring", "summary", "scheme")


@functools.cache
def book(which: int | str) -> Submission:
    """A filled workbook of every kind that has formulas of another sort; two that nobody filled in."""
    if isinstance(which, int):
        return submission(EXAMPLES[which].kind, EXAMPLES[which].draft)
    drafts: dict[str, Callable[[], Draft]] = {
        "national": lambda: drawn(FULL),
        "guangshui": lambda: drawn(FULL, "guangshui"),
        "monitoring": lambda: drawn_monitoring.draft("≥ | 100 | 50\n≤ | 12 | 6\n定性 | 好 | 基本达成"),
    }
    return submission(which, drafts.get(which, Draft)())


def told_of(old: Submission, new: Submission) -> list[str]:
    """What is said to have changed, after seeing that it is something just when the codes differ, from either side."""
    said = [sentence(each) for each in differences(old, new)]
    moved = code_of(old) != code_of(new)
    assert (moved, bool(differences(new, old))) == (bool(said), bool(said)), said
    return said


NUMBERS = [Decimal(each) for each in ("0", "1", "10", "13742", "0.1", "98.5", "-3")]
WORDS = ["", " ", "修路", "修路 ", "5", "第一行\n第二行", "第一行 \r\n第二行", "是", "≥"]


def refilled(draw: Random, cell: Cell) -> Cell:
    """The cell with something else in it, as reading may find it: number, text, formula, nothing, unreadable."""
    if (cell.kind.is_number or cell.kind is Kind.FREE) and draw.random() < 0.5:
        value = draw.choice(NUMBERS)
        read, raw = Literal(value), str(value)
    else:
        raw = draw.choice(WORDS)
        read = literal(cell.kind, raw, cell.unit)
    return cell._replace(value=read.value, trouble=read.trouble, raw=raw, computed=draw.random() < 0.5)


def reworked(draw: Random, rows: list[Row]) -> str:
    """Changes one cell, or moves, copies, deletes a row; says which."""
    at, to = draw.randrange(len(rows)), draw.randrange(len(rows))
    how = draw.choice(["cell", "cell", "cell", "swap", "copy", "drop"])
    if how == "cell":
        column = draw.choice(sorted(rows[at].cells))
        rows[at] = replace(rows[at], cells={**rows[at].cells, column: refilled(draw, rows[at].cells[column])})
        return f"{column} of row {at}: {rows[at].cells[column]}"
    if how == "swap":
        rows[at], rows[to] = rows[to], rows[at]
    elif how == "copy":
        rows.insert(to, replace(rows[at], id=""))
    elif len(rows) > 1:
        del rows[at]
    return f"{how} {at} {to}"


def edited(draw: Random, before: Submission) -> tuple[list[str], Submission]:
    """The workbook after somebody changed a few cells and rows, and what was done."""
    fields, tables, done = dict(before.fields), dict(before.tables), []
    for key in draw.sample(sorted(fields), min(len(fields), draw.randrange(3))):
        fields[key] = refilled(draw, fields[key])
        done.append(f"{key}: {fields[key]}")
    full = sorted(key for key, rows in tables.items() if rows)
    for key in draw.sample(full, min(len(full), draw.randrange(4))):
        rows = list(tables[key])
        done.append(f"{key}: {reworked(draw, rows)}")
        tables[key] = tuple(rows)
    return done, replace(before, fields=fields, tables=tables)


@pytest.mark.parametrize("which", BOOKS)
def test_随意改动_校验码变了就说得出改了什么_说有改动校验码就变(which: int | str) -> None:
    before = book(which)
    for seed in range(30):
        done, after = edited(Random(seed), before)  # noqa: S311 - no secret
        try:
            told_of(before, after)
        except AssertionError as contradiction:
            pytest.fail(f"{which}, {seed}: {done}, told {contradiction}")


@pytest.mark.parametrize("which", BOOKS)
def test_逐格改一遍_校验码和对比都说到(which: int | str) -> None:
    """Every cell but ours and the bureau's, formulas and printed words too: with other content it is another file."""
    before = book(which)

    def other(cell: Cell) -> Cell:
        value = Decimal(424242) if cell.kind.is_number else "改过的字"
        return cell._replace(value=value, raw=str(value), trouble=None)

    ours = {cell.at for cell in before.cells()}
    edits = [
        replace(before, fields={**before.fields, key: other(cell)})
        for key, cell in before.fields.items()
        if cell.at in ours
    ]
    for key, rows in before.tables.items():
        for number, row in list(enumerate(rows))[:9]:
            for column, cell in list(row.cells.items()):
                if cell.at in ours:
                    cells: dict[str, Cell] = {**row.cells, column: other(cell)}
                    changed = (*rows[:number], replace(row, cells=cells), *rows[number + 1 :])
                    edits.append(replace(before, tables={**before.tables, key: changed}))
    assert len(edits) > 20
    assert all(told_of(before, each) for each in edits)


def test_空行里只选了等号_也是改动() -> None:
    """= is a 比较符 of the form, and no result that the form reckons."""
    before = book("national")
    rows = before.tables["self_evaluation.indicators"]
    blank = rows[6]
    chosen = blank.cells["relation"]._replace(raw="=", value="=")
    after = (*rows[:6], replace(blank, cells={**blank.cells, "relation": chosen}), *rows[7:])
    assert not any(cell.raw for key, cell in blank.cells.items() if key not in ("first", "second"))
    changed = replace(before, tables={**before.tables, "self_evaluation.indicators": after})
    assert told_of(before, changed) == ["新增一行：="]


def test_删去标题下的一个空行_不算改动() -> None:
    """Row 17 of the empty form has no content of its own: its 产出指标 stands in row 15."""
    before = submission("national", Draft())
    rows = before.tables["self_evaluation.indicators"]
    blank = next(
        row
        for row in rows
        if row.cells["first"].value and not any(cell.written for cell in row.cells.values())
    )
    after = tuple(row for row in rows if row is not blank)
    assert (
        told_of(before, replace(before, tables={**before.tables, "self_evaluation.indicators": after})) == []
    )


# --- in files, as somebody would ------------------------------------------------------------------


def retyped(path: Path, sheet: int, a1: str, content: str) -> Path:
    """A copy with another formula or text, and its stored result, in one cell; nothing else is touched."""
    part = f"xl/worksheets/sheet{sheet}.xml"
    files = dict(members(path.read_bytes()))
    cell = re.compile(rb'<c r="%b"( s="[0-9]+")(?: t="[a-z]+")?>.*?</c>' % a1.encode())
    assert len(cell.findall(files[part])) == 1
    files[part] = cell.sub(rb'<c r="%b"\1%b</c>' % (a1.encode(), content.encode()), files[part])
    other = path.with_name(f"{a1}.xlsx")
    with zipfile.ZipFile(other, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return other


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, [str(each) for each in arguments])
    return result.exit_code, result.output


def laid(folder: Path, name: str, kind: str, draft: Draft) -> Path:
    path = folder / name
    write_workbook(workbooks.workbook(kind), path, draft)
    return path


@pytest.mark.parametrize(
    ("sheet", "a1", "content", "said"),
    [
        (3, "C19", "><f>13743</f><v>13743</v>", "计划安排资金·合计：由 13,742 万元 改为 13,743 万元"),
        (7, "K9", "><f>1*3</f><v>3</v>", "试算得分（到位率）：由 1.1 改为 3"),
        (7, "K9", "><v>3</v>", "试算得分（到位率）：由 1.1 改为 3"),
    ],
    ids=["合计", "试算得分写成别的公式", "试算得分写成数"],
)
def test_写在表样公式上的公式和数_校验码和对比都说到(
    sheet: int, a1: str, content: str, said: str, tmp_path: Path
) -> None:
    """老旧小区改造 of 华容县: 13,742 planned, 5,057 arrived, so 到位率 earns 1.1 of 3 points."""
    old = laid(tmp_path, "旧.xlsx", "project", EXAMPLES[1].draft)
    new = retyped(old, sheet, a1, content)
    status, text = run("diff", old, new)
    assert (status, said in text) == (1, True), text
    status, text = run("verify", new, code_of(opened(old)))
    assert (status, "不一致" in text) == (1, True)


def test_广水表印好的分值改了_对比说得出(tmp_path: Path) -> None:
    """广水 prints 决策依据 with its 2 points as formulas of the row, which belong to no other row."""
    old = laid(tmp_path, "旧.xlsx", "guangshui", Draft())
    row = next(row for row in opened(old).tables["self_evaluation.indicators"] if row.cells["max"].computed)
    at = row.cells["max"].at
    assert at is not None
    new = retyped(old, 2, at.a1, "><f>5</f><v>5</v>")
    status, text = run("diff", old, new)
    assert (status, "由 2 改为 5" in text) == (1, True), text
