"""``xlperf where``：每个栏目认到了哪一格，屏幕上、JSON 里和副本里都看得见。"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from xlperf.cli import main
from xlperf.forms import workbooks
from xlperf.forms.template import write_workbook


def where(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["where", *map(str, words)], prog_name="xlperf", standalone_mode=True)


@pytest.fixture
def typed(tmp_path: Path) -> Path:
    """The head of 项目支出绩效自评表, typed by a unit: two labels with their values in one cell."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "自评"
    for row in (
        ["2022年度项目支出绩效自评表"],
        ["单位：元"],
        ["项目名称：农村公路养护"],
        ["主管部门", "县交通局", "实施单位", "县公路站"],
        ["项目资金", "年初预算数", "全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", "得分"],
        ["年度资金总额", 1200000, 1200000, 900000, 10, 75, 7.5],
        ["预期目标", "养护50公里"],
        ["实际完成情况", "养护40公里"],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["产出指标", "数量指标", "养护里程", "≥50公里", "40公里", 90, 72],
        ["总分", None, None, None, None, 100, 79.5],
    ):
        sheet.append(row)
    path = tmp_path / "自制.xlsx"
    book.save(path)
    return path


def test_屏幕上列出每个栏目的单元格_内容_把握和办法(typed: Path) -> None:
    shown = where(typed)
    told = [line.split() for line in shown.stdout.splitlines()]
    assert ["A3", "100%", "同格标签", "项目名称", "＝", "农村公路养护"] in told
    assert ["D6", "100%", "位置", "全年执行数", "＝", "90"] in told  # 900000元
    assert ["F6", "100%", "位置", "执行率", "＝", "0.75"] in told
    assert ["D9", "100%", "表头", "绩效指标·指标值", "＝", "50"] in told
    assert ["A1", "95%", "位置", "年度", "＝", "2022"] in told


def test_给程序的是一个对象(typed: Path) -> None:
    found = json.loads(where(typed, "--format", "json").stdout)
    by_label = {(part["label"], part["cell"]): part["values"] for part in found["parts"]}
    assert found["foreign"] is True
    assert by_label["绩效指标·实际完成值", "E9"] == ["40"]
    assert ("missing", "绩效指标·偏差原因分析及改进措施", None) in [
        (doubt["why"], doubt["label"], doubt["cell"]) for doubt in found["doubts"]
    ]


@pytest.mark.filterwarnings("ignore:Unknown extension is not supported:UserWarning")  # of openpyxl
def test_副本里每格有批注和清单_原文件不动(typed: Path, tmp_path: Path) -> None:
    before = typed.read_bytes()
    copy = tmp_path / "副本.xlsx"
    where(typed, "-o", copy)
    assert typed.read_bytes() == before
    book = openpyxl.load_workbook(copy)
    note = book["自评"]["D6"].comment
    assert note is not None
    assert note.text.startswith("识别为“全年执行数”\n读作：90\n把握 100%，位置")
    assert book.worksheets[-1]["A1"].value == "识别结果：项目支出绩效自评表"
    assert CliRunner().invoke(main, ["clean", str(copy)]).exit_code == 0
    with zipfile.ZipFile(copy) as cleaned, zipfile.ZipFile(typed) as original:
        assert cleaned.read("xl/worksheets/sheet1.xml") == original.read("xl/worksheets/sheet1.xml")


def test_本软件的模板按名称定位(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(workbooks.workbook("national"), path)
    shown = where(path)
    assert shown.exit_code == 0
    assert "本软件的模板，按名称定位" in shown.stdout


def test_没有认出的退出码是2(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["姓名", "基本工资", "合计"])
    book.save(tmp_path / "工资.xlsx")
    shown = where(tmp_path / "工资.xlsx")
    assert (shown.exit_code, "没有认出" in shown.stdout) == (2, True)
