"""Two submissions of one form: what changed is told by field and by row, wherever the cells have moved to."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.checks.ratings import FULL, changed, drawn
from tests.drawing import opened
from tests.writeback.books import opened as workbook
from xlperf.cli import main
from xlperf.comparing import compare, sentence, whereabouts
from xlperf.demo import examples
from xlperf.differences import Change, How, differences
from xlperf.forms import expenses, project_report, workbooks
from xlperf.forms.draft import Draft, DraftRow
from xlperf.forms.national import parts
from xlperf.forms.template import write_workbook
from xlperf.office import Office

EXAMPLE = next(example for example in examples() if "华容县老旧小区" in example.name)
FORM = workbooks.workbook("project")
VOUCHERS = expenses.VOUCHERS.key


def laid(path: Path, draft: Draft = EXAMPLE.draft) -> Path:
    write_workbook(FORM, path, draft)
    return path


def with_vouchers(change: Callable[[tuple[DraftRow, ...]], tuple[DraftRow, ...]]) -> Draft:
    return replace(EXAMPLE.draft, rows={**EXAMPLE.draft.rows, VOUCHERS: change(EXAMPLE.draft.rows[VOUCHERS])})


def changes(tmp_path: Path, draft: Draft) -> tuple[Change, ...]:
    return differences(opened(laid(tmp_path / "旧.xlsx")), opened(laid(tmp_path / "新.xlsx", draft)))


def told(found: tuple[Change, ...]) -> list[str]:
    return [f"{change.how} {change.label}：{sentence(change)}" for change in found]


def test_同一份没有改动(tmp_path: Path) -> None:
    assert changes(tmp_path, EXAMPLE.draft) == ()


def test_改一个数_说原来和现在_合计跟着变的也说(tmp_path: Path) -> None:
    """到位资金: the county's 8,685 planned; a wrong 8,658 moves the plan total from 13,742 to 13,715."""
    draft = replace(
        EXAMPLE.draft, fields={**EXAMPLE.draft.fields, "project_report.planned_county": Decimal(8658)}
    )
    assert told(changes(tmp_path, draft)) == [
        "changed 计划安排资金·合计：由 13,742 万元 改为 13,715 万元",
        "changed 计划安排资金·县市区财政：由 8,685 万元 改为 8,658 万元",
        "changed 计划到位资金：由 13,742 万元 改为 13,715 万元",
    ]


def test_中间插入一行_只说新增这一行(tmp_path: Path) -> None:
    row = DraftRow({"content": "监理费", "amount": Decimal(100)})
    found = changes(tmp_path, with_vouchers(lambda rows: (*rows[:3], row, *rows[3:])))
    rows = [each for each in told(found) if "合计" not in each and "支出" in each.split("：")[0]]
    assert [each for each in rows if each.startswith("added")] == [
        "added 项目支出明细“监理费”：新增一行：监理费，100 元"
    ]
    assert {change.how for change in found} == {How.ADDED, How.CHANGED}
    assert all(change.how is How.ADDED or "合计" in change.label for change in found)


def test_新增一行指标_说的是三级指标_不是它所属的一级指标(tmp_path: Path) -> None:
    def filled(*names: str) -> Draft:
        rows = (
            DraftRow({"first": "产出指标", "second": "数量指标", "third": name, "target": Decimal(5)})
            for name in names
        )
        return Draft({}, {parts.INDICATORS.key: tuple(rows)})

    form = workbooks.workbook("national")
    write_workbook(form, tmp_path / "旧.xlsx", filled("修路"))
    write_workbook(form, tmp_path / "新.xlsx", filled("修路", "新购餐桌"))
    found = differences(opened(tmp_path / "旧.xlsx"), opened(tmp_path / "新.xlsx"))
    assert [change.label for change in found] == ["绩效指标“新购餐桌”"]


def test_删去一行_改一行(tmp_path: Path) -> None:
    def edit(rows: tuple[DraftRow, ...]) -> tuple[DraftRow, ...]:
        changed = replace(rows[4], values={**rows[4].values, "amount": Decimal(1)})
        return (*rows[:2], rows[3], changed, *rows[5:])

    found = [change for change in changes(tmp_path, with_vouchers(edit)) if "合计" not in change.label]
    assert sorted(change.how for change in found) == [How.CHANGED, How.REMOVED]
    [changed] = [change for change in found if change.how is How.CHANGED]
    assert changed.new is not None
    assert changed.new.value == 1
    [removed] = [change for change in found if change.how is How.REMOVED]
    assert whereabouts(removed) == "原件 项目自评报告!A29"  # the third of the vouchers, which begin in row 27


def test_两行对调_说移动一行_不说改了什么(tmp_path: Path) -> None:
    found = changes(tmp_path, with_vouchers(lambda rows: (rows[1], rows[0], *rows[2:])))
    assert [change.how for change in found] == [How.MOVED]


def test_长文字从不同的地方引起(tmp_path: Path) -> None:
    key = project_report.GOAL_EXPECTED.key
    start = "完成城区老旧小区改造任务，" * 10
    old = replace(EXAMPLE.draft, fields={**EXAMPLE.draft.fields, key: f"{start}共20个"})
    new = replace(EXAMPLE.draft, fields={**EXAMPLE.draft.fields, key: f"{start}共21个"})
    found = differences(opened(laid(tmp_path / "旧.xlsx", old)), opened(laid(tmp_path / "新.xlsx", new)))
    [change] = [change for change in found if "共20个" in str(change.old and change.old.value)]
    assert "共20个" in sentence(change)
    assert "共21个" in sentence(change)
    assert sentence(change).count("…") == 2


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, [str(each) for each in arguments])
    return result.exit_code, result.output


def test_命令行_标出的副本_JSON_退出码(tmp_path: Path) -> None:
    draft = replace(
        EXAMPLE.draft, fields={**EXAMPLE.draft.fields, "project_report.planned_county": Decimal(8658)}
    )
    old, new = laid(tmp_path / "旧.xlsx"), laid(tmp_path / "新.xlsx", draft)
    before = old.read_bytes(), new.read_bytes()
    assert run("diff", old, old)[0] == 0
    status, text = run("diff", old, new, "-o", tmp_path / "标出.xlsx")
    assert status == 1
    assert "项目自评报告!C19  计划安排资金·合计：由 13,742 万元 改为 13,715 万元" in text
    assert (old.read_bytes(), new.read_bytes()) == before
    book = workbook(tmp_path / "标出.xlsx")
    assert book["项目自评报告"]["C19"].comment.text.startswith("【改动】计划安排资金·合计：由 13,742")
    assert book["检查结果"]["A1"].value == "检查结果：改动对照"
    status, text = run("diff", old, new, "--format", "json")
    found: dict[str, Any] = json.loads(text)
    first = found["changes"][0]
    assert (first["new"]["cell"], first["old"]["value"], first["new"]["value"]) == ("C19", "13742", "13715")
    assert found["scores"] == [  # 5057÷13715×3 = 1.106…
        "S32-06 到位率：系统复算得分由 1.1 分变为 1.11 分",
        "最高可得分由 97.1 分变为 97.11 分",
    ]


def test_不能比较的_说明原因(tmp_path: Path) -> None:
    old = laid(tmp_path / "旧.xlsx")
    other = tmp_path / "部门.xlsx"
    write_workbook(workbooks.workbook("department"), other)
    (tmp_path / "坏.xlsx").write_bytes(b"PK")
    assert run("diff", old, other)[0] == 2
    assert "两个文件不是同一种表，无法比较。" in run("diff", old, other)[1]
    status, text = run("diff", old, tmp_path / "坏.xlsx")
    assert (status, "未能检查" in text) == (2, True)
    assert "建议：" in text
    assert run("diff", old, old, "-o", old)[0] == 2


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_每个样例与空白表相比_写过的每个值都说到(example: Any, tmp_path: Path) -> None:
    form = workbooks.workbook(example.kind)
    write_workbook(form, tmp_path / "空.xlsx")
    write_workbook(form, tmp_path / "填.xlsx", example.draft)
    blank, filled = opened(tmp_path / "空.xlsx"), opened(tmp_path / "填.xlsx")
    found = differences(blank, filled)
    cells = {change.new.at for change in found if change.new} | {
        cell.at for change in found for cell in change.row
    }
    own = {
        field.key
        for field in form.fields
        if field.key in example.draft.fields and field.owner.value == "unit"
    }
    missed = [
        key
        for key in own
        if filled.fields[key].at not in cells and filled.fields[key].value != blank.fields[key].value
    ]
    assert missed == []


def test_上面插入一行_得分仍与同一指标的比(tmp_path: Path) -> None:
    """The new row is 指标2, 合格率 becomes 指标3: only 合格率, 98 → 76 of 95, earns other points (20 × 76 ÷ 95 = 16)."""
    fewer = changed("合格率   | ≥ | 95 | %    | 98", "合格率   | ≥ | 95 | %    | 76")
    row = "数量             | 绿化     | ≥ | 5 | 公里 | 5 | 10 | 10\n质量             |"
    form = workbooks.workbook("national")
    old, new = tmp_path / "旧.xlsx", tmp_path / "新.xlsx"
    write_workbook(form, old, drawn(FULL))
    write_workbook(form, new, drawn(changed("质量             |", row, fewer)))
    found = compare(old, new, Office())
    assert [text for text in found.scores if text.startswith("指标")] == [
        "指标3 合格率：系统复算得分由 20 分变为 16 分"
    ]
