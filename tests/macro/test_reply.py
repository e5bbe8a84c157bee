"""``--reply``: what the button is told to do, as text. The copy itself is never written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from xlperf import demo
from xlperf.cli import main
from xlperf.forms import workbooks
from xlperf.forms.template import write_workbook


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    example = next(each for each in demo.examples() if each.name.startswith("华容县住建局"))
    path = tmp_path / "自评.xlsx"
    write_workbook(workbooks.workbook(example.kind), path, example.draft)
    return path


def asked(verb: str, path: Path, *more: str) -> tuple[int, list[list[str]]]:
    """The exit status, and the reply as lines of fields, decoded."""
    reply = path.with_name("reply.txt")
    done = CliRunner().invoke(main, [verb, str(path), "--reply", str(reply), *more])
    text = reply.read_bytes().decode("ascii")
    assert text.endswith("\r\n")
    lines = [[decoded(field) for field in line.split("\t")] for line in text.split("\r\n")[:-1]]
    assert lines[0] == ["XLPERF2", path.name]
    assert [line[0] for line in lines[1:-1]] == [str(number) for number in range(1, len(lines) - 1)]
    assert lines[-1] == ["END", str(len(lines) - 2)]
    assert lines[-2][1] == "M"
    return done.exit_code, [line[1:] for line in lines[1:-1]]


def decoded(field: str) -> str:
    units = re.sub(r"\\u(....)", lambda found: chr(int(found[1], 16)), field)
    return units.encode("utf-16", "surrogatepass").decode("utf-16")


def test_a_check_is_told_step_by_step_and_the_copy_stays_as_it_is(copy: Path) -> None:
    before = copy.read_bytes()
    status, steps = asked("check", copy)
    assert status == 1
    assert copy.read_bytes() == before
    assert ["P", "评分表", "F4", 'LEN("xlperf:S31-01")>0', "FFC7CE"] in steps
    assert ["V", "评分表", "I4", "number", "0"] in steps  # 系统复算得分: 162 ÷ 143 earns nothing
    assert ["R", "检查结果", ""] in steps
    notes = {(step[1], step[2]): step[3] for step in steps if step[0] == "N"}
    assert notes["评分表", "F4"].startswith("【错误 S31-01】自评5分，按表内数据应得0分")
    assert not list(copy.parent.glob(".xlperf-*"))


def test_a_copy_that_holds_marks_is_told_to_lose_them_first(copy: Path) -> None:
    CliRunner().invoke(main, ["check", str(copy)])
    _, steps = asked("check", copy)
    letters = [step[0] for step in steps]
    assert letters.index("U") < letters.index("P")
    assert {tuple(step[1:3]) for step in steps if step[0] == "E"} == {
        tuple(step[1:3]) for step in steps if step[0] == "N"
    }
    assert "D" not in letters  # the page stays, so that what points at it does not break


def test_clean_takes_away_and_adds_nothing(copy: Path) -> None:
    assert asked("clean", copy) == (0, [["M", "0", "没有标记，未作改动。"]])
    CliRunner().invoke(main, ["check", str(copy)])
    status, steps = asked("clean", copy)
    assert status == 0
    assert {step[0] for step in steps} == {"U", "E", "Z", "K", "G", "D", "T", "M"}
    assert ["D", "检查结果", ""] in steps


def test_what_cannot_be_read_or_is_no_form_is_only_a_message(tmp_path: Path) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    status, steps = asked("check", broken)
    assert (status, [step[:2] for step in steps]) == (2, [["M", "1"]])
    assert steps[0][2].startswith("OPEN-")
    stranger = tmp_path / "别的.xlsx"
    import openpyxl  # noqa: PLC0415

    openpyxl.Workbook().save(stranger)
    status, steps = asked("check", stranger)
    assert (status, [step[:2] for step in steps]) == (0, [["M", "1"]])
    assert steps[0][2].startswith("OPEN-90")


@pytest.mark.parametrize("also", [["--output", "x.xlsx"], ["--no-write"], ["--format", "json"]])
def test_a_reply_goes_with_no_other_way_of_telling(copy: Path, also: list[str]) -> None:
    done = CliRunner().invoke(main, ["check", str(copy), "--reply", "r.txt", *also])
    assert done.exit_code == 2
    assert "--reply" in done.output


def test_a_reply_that_cannot_be_written_is_said(copy: Path) -> None:
    done = CliRunner().invoke(main, ["check", str(copy), "--reply", str(copy / "r.txt")])
    assert done.exit_code == 2
    assert "WRITE-" in done.output
