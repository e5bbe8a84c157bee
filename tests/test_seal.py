"""校验码: the same content gives the same code in whatever file; every value that staff wrote changes it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.drawing import opened
from tests.libreoffice import convert, needs_libreoffice
from tests.writeback.books import opened as workbook
from xlperf.cli import main
from xlperf.demo import Example, examples
from xlperf.forms import workbooks
from xlperf.forms.model import Owner
from xlperf.forms.template import write_workbook
from xlperf.seal import ALPHABET, Mistyped, code_of, typed
from xlperf.submission import Cell, Submission

EXAMPLES = examples()


def laid(example: Example, folder: Path) -> Path:
    path = folder / f"{example.name}.xlsx"
    write_workbook(workbooks.workbook(example.kind), path, example.draft)
    return path


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, [str(each) for each in arguments])
    return result.exit_code, result.output


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_检查写回和去除标记都不改变校验码(example: Example, tmp_path: Path) -> None:
    path = laid(example, tmp_path)
    code = code_of(opened(path))
    run("check", path)
    assert code_of(opened(path)) == code
    run("clean", path)
    assert code_of(opened(path)) == code


@needs_libreoffice
def test_用LibreOffice另存不改变校验码(tmp_path: Path) -> None:
    paths = [laid(example, tmp_path) for example in EXAMPLES]
    for path in paths:
        run("check", path)
    (tmp_path / "lo").mkdir()
    codes = [code_of(opened(path)) for path in paths]
    assert [code_of(opened(path)) for path in convert(paths, tmp_path / "lo", "xlsx")] == codes
    old = convert(paths, tmp_path / "lo", "xls", recalculated=False)
    assert [code_of(opened(path)) for path in old] == codes
    assert len({code_of(opened(path)) for path in paths}) == len(paths)


def tampered(submission: Submission) -> list[tuple[str, Submission]]:
    """The submission with one value changed, for each value that the unit wrote."""

    def other(cell: Cell) -> Cell:
        if isinstance(cell.value, Decimal):
            return cell._replace(value=cell.value + Decimal("0.01"), raw=str(cell.value + Decimal("0.01")))
        return cell._replace(value=f"{cell.value}〇" if cell.value else None, raw=f"{cell.raw}〇")

    def theirs(cell: Cell) -> bool:
        return cell.written and cell.owner in (Owner.UNIT, Owner.FORM)

    live = {
        (row.id, key) for table in submission.form.tables for row in table.printed for key in row.formulas
    }
    found = [
        (key, replace(submission, fields={**submission.fields, key: other(cell)}))
        for key, cell in submission.fields.items()
        if theirs(cell)
    ]
    for key, rows in submission.tables.items():
        for number, row in enumerate(rows):
            for column, cell in row.cells.items():
                if theirs(cell) and not (
                    cell.computed and (row.id, column) in live
                ):  # 试算得分 is the form's
                    changed = (
                        *rows[:number],
                        replace(row, cells={**row.cells, column: other(cell)}),
                        *rows[number + 1 :],
                    )
                    found.append(
                        (
                            f"{key}/{number}/{column}",
                            replace(submission, tables={**submission.tables, key: changed}),
                        )
                    )
    return found


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_填报的任何一个值改动一分钱或一个字_校验码就变(example: Example, tmp_path: Path) -> None:
    submission = opened(laid(example, tmp_path))
    code = code_of(submission)
    changed = tampered(submission)
    assert len(changed) > 50
    assert [place for place, other in changed if code_of(other) == code] == []


def test_把公式改成另一个数_校验码就变_写成同一个数则不变(tmp_path: Path) -> None:
    """The demo of 华容县: 计划安排资金合计 13742 is a formula of the form."""
    example = next(each for each in EXAMPLES if "华容县老旧小区" in each.name)
    path = laid(example, tmp_path)
    code = code_of(opened(path))
    for typed_over, same in ((13742, True), (13743, False)):
        book = workbook(path)
        cell = book["项目自评报告"]["C19"]
        assert str(cell.value).startswith("=")
        cell.value = typed_over
        other = tmp_path / f"{typed_over}.xlsx"
        book.save(other)
        assert (code_of(opened(other)) == code) is same


def test_抄写时大小写_空格_全角都可以(tmp_path: Path) -> None:
    code = code_of(opened(laid(EXAMPLES[0], tmp_path)))
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in code.replace("-", ""))
    assert {typed(code.lower()), typed(code.replace("-", " ")), typed(wide)} == {code}


def test_错一个字符或相邻两个写反_都认得出是抄错(tmp_path: Path) -> None:
    letters = code_of(opened(laid(EXAMPLES[0], tmp_path))).replace("-", "")
    wrong = [
        letters[:place] + other + letters[place + 1 :]
        for place in range(len(letters))
        for other in ALPHABET
        if other != letters[place]
    ]
    wrong += [
        letters[:place] + letters[place + 1] + letters[place] + letters[place + 2 :]
        for place in range(len(letters) - 1)
        if letters[place] != letters[place + 1]
    ]
    assert len(wrong) >= 12 * 30
    for each in (*wrong, letters[:-1], letters + "2", "0" + letters[1:], ""):
        with pytest.raises(Mistyped):
            typed(each)


def test_校验码的字符里没有容易混淆的() -> None:
    assert len(ALPHABET) == len(set(ALPHABET)) == 31
    assert not set(ALPHABET) & set("01ILO")


def test_verify的三种回答(tmp_path: Path) -> None:
    path = laid(EXAMPLES[0], tmp_path)
    run("check", path)
    code = code_of(opened(path))
    assert workbook(path)["检查结果"]["J2"].value == code
    status, told = run("verify", path)
    assert (status, f"校验码 {code}" in told) == (0, True)
    status, told = run("verify", path, code)
    assert (status, "一致：纸面与文件内容相同" in told) == (0, True)
    other = code_of(opened(laid(EXAMPLES[1], tmp_path)))
    status, told = run("verify", path, other)
    assert status == 1
    assert f"不一致：纸面 {other}，文件 {code}" in told
    status, told = run("verify", path, code[:-1] + ("2" if code[-1] != "2" else "3"))
    assert status == 2
    assert "不是校验码：有字符抄错了，或者两个写反了" in told
    assert "应为 12 个字母和数字（没有 0、1、I、L、O），这里有 11 个" in run("verify", path, code[:-1])[1]
    (tmp_path / "坏.xlsx").write_bytes(b"PK")
    status, told = run("verify", tmp_path / "坏.xlsx", code)
    assert (status, "建议：" in told) == (2, True)


def test_换一个进程算出的校验码相同(tmp_path: Path) -> None:
    path = laid(EXAMPLES[0], tmp_path)
    told = subprocess.run(
        [sys.executable, "-m", "xlperf", "verify", path], capture_output=True, text=True, check=True
    ).stdout
    assert code_of(opened(path)) in told
