"""TPL-07 … 11：不是本软件模板的表，认不准的提问，不猜。"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.drawing import findings, opened
from xlperf.doubts import Doubt, Uncertain
from xlperf.forms.national import parts
from xlperf.office import Office
from xlperf.scorecard import score_card
from xlperf.submission import Submission

Rows = list[list[object]]
FORM: Rows = [
    ["项目支出绩效自评表"],
    ["（2022年度）"],
    ["单位：万元"],
    ["项目名称", "农村公路养护"],
    ["主管部门", "县交通局", "实施单位", "县公路站"],
    ["项目资金", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["年度资金总额", 120, 120, 90, 10, "75%", 7.5],
    ["其中：当年财政拨款", 120, 120, 90, None, None, None],
    ["预期目标", "养护50公里"],
    ["实际完成情况", "养护40公里"],
    [
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
    ],
    ["产出指标", "数量指标", "养护里程", "≥50公里", "40公里", 50, 40, "雨季停工"],
    ["效益指标", "社会效益指标", "受益村", "≥12个", "12个", 30, 30, None],
    ["满意度指标", "服务对象满意度指标", "群众满意度", "≥95%", "96%", 10, 10, None],
    ["总分", None, None, None, None, 100, 87.5, None],
]


@pytest.fixture
def typed(tmp_path: Path) -> Callable[..., Submission]:
    """A form that somebody typed into an empty workbook, one list of rows a sheet."""

    def write(*sheets: Rows) -> Submission:
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for rows in sheets:
            sheet = book.create_sheet()
            for row in rows:
                sheet.append(row)
        path = tmp_path / "自制表.xlsx"
        book.save(path)
        return opened(path)

    return write


def changed(*cells: tuple[int, int, object]) -> Rows:
    """The form with some cells (row and column from 1) written otherwise."""
    rows = [list(row) for row in FORM]
    for row, column, value in cells:
        rows[row - 1][column - 1] = value
    return rows


@pytest.mark.accepts("TPL-07", "TPL-09", "TPL-10", "TPL-11")
def test_自己打的表各栏都读得出(typed: Callable[..., Submission]) -> None:
    found = typed(FORM)
    assert found.foreign
    assert found[parts.SPENT_TOTAL].number == 90
    row = found.written_rows(parts.INDICATORS)[0]
    assert [str(row[each].value) for each in (parts.RELATION, parts.TARGET, parts.MEASURE, parts.ACTUAL)] == [
        "≥",
        "50",
        "公里",
        "40",
    ]
    assert findings(found, "TPL-07", "TPL-09", "TPL-10", "TPL-11") == []


@pytest.mark.rejects("TPL-07")
def test_栏目名称差得多的不猜_指出最接近的单元格(typed: Callable[..., Submission]) -> None:
    found = typed(changed((6, 4, "全年已执行情况数")))
    assert not found.has(parts.SPENT_TOTAL)
    told = [each for each in findings(found, "TPL-07") if "全年执行数" in each.message]
    assert [(str(each.at), each.message) for each in told] == [
        (
            "Sheet!D6",
            "未找到“项目资金·全年执行数（B）”，最接近的是 D6“全年已执行情况数”，没有读取，与它有关的检查无法进行",
        )
    ]


@pytest.mark.rejects("TPL-07")
def test_名称全不像的按左右两栏指出单元格_得分照样相加(typed: Callable[..., Submission]) -> None:
    found = typed(changed((6, 4, "用掉的钱"), (11, 4, "年初打算"), (11, 5, "做到多少")))
    asked = [(str(each.at), each.expected) for each in findings(found, "TPL-07")]
    assert asked == [
        ("Sheet!D6", "项目资金·全年执行数（B）"),
        ("Sheet!D11", "绩效指标·指标值"),
        ("Sheet!E11", "绩效指标·实际完成值"),
    ]
    scores, total = score_card(found, Office())
    assert total is not None
    assert (total.self_score, total.unverifiable, total.grade) == (Decimal("87.5"), 100, "良好")
    assert [score.self_score for score in scores] == [Decimal("7.5"), 40, 30, 10]


@pytest.mark.rejects("TPL-08")
def test_表上没有的栏目列在一条提示里(typed: Callable[..., Submission]) -> None:
    bare = [row[:4] if number in (6, 7, 8) else row for number, row in enumerate(FORM, 1)]
    (found,) = findings(typed(bare), "TPL-08")
    assert (
        found.message
        == "“项目支出绩效自评表”里没有这些栏目：项目资金·分值、项目资金·执行率（B/A）、项目资金·得分，没有读取"
    )
    assert found.at is not None


@pytest.mark.accepts("TPL-08")
def test_栏目齐全的不提示(typed: Callable[..., Submission]) -> None:
    """预算调整、执行偏差原因 is a line of our own template, which the published form does not print."""
    rows = [*FORM[:8], ["预算调整、执行偏差原因", "雨季停工，尾款未付"], *FORM[8:]]
    assert findings(typed(rows), "TPL-08") == []
    assert findings(typed(FORM), "TPL-08") == []


@pytest.mark.rejects("TPL-09")
def test_两种表样分不出的说明按哪一种检查(typed: Callable[..., Submission]) -> None:
    doubt = Doubt(Uncertain.EDITION, "项目支出绩效自评表", seen="湖北省项目自评表")
    (found,) = findings(replace(typed(FORM), doubts=(doubt,)), "TPL-09")
    assert found.message == "版式与“湖北省项目自评表”同样相符，按“项目支出绩效自评表”检查"


@pytest.mark.accepts("TPL-09")
def test_按哪一种都一样检查的不说(typed: Callable[..., Submission]) -> None:
    """With 目标值 for 年度指标值 the form fits 成本指标单列 as well, which is judged by the same rules."""
    assert findings(typed(changed((11, 4, "目标值"))), "TPL-09") == []


@pytest.mark.rejects("TPL-10")
def test_金额没有单位的说明按万元读取(typed: Callable[..., Submission]) -> None:
    (found,) = findings(typed(changed((3, 1, None))), "TPL-10")
    assert found.message == "金额没有注明单位，按“万元”读取"
    assert str(found.at) == "Sheet!B7"  # 年度资金总额，第一个金额


def test_注明元的换算成万元(typed: Callable[..., Submission]) -> None:
    rows = changed((3, 1, "单位：元"), (7, 2, 1200000), (7, 3, 1200000), (7, 4, "900,000.00"))
    found = typed(rows)
    in_yuan = found.form.key == "yunnan"
    assert found[parts.SPENT_TOTAL].number == (900000 if in_yuan else 90)


@pytest.mark.rejects("TPL-11")
def test_同一文件里的别的表_按它自己的名称说没有检查(typed: Callable[..., Submission]) -> None:
    whole = [["部门整体支出绩效自评表"], *FORM[1:3], ["部门（单位）名称", "县交通局"], *FORM[5:]]
    (told,) = findings(typed(FORM, whole), "TPL-11")
    assert "也是“部门整体支出绩效自评表”" in told.message
    assert "没有检查" in told.message


@pytest.mark.rejects("TPL-11")
def test_同一种表有两份的只检查第一份(typed: Callable[..., Submission]) -> None:
    second = changed((4, 2, "河道清淤"), (7, 4, 100))
    found = typed(FORM, second)
    assert found[parts.PROJECT].text == "农村公路养护"
    (told,) = findings(found, "TPL-11")
    assert (str(told.at), told.message) == (
        "Sheet1!A1",
        "“Sheet1”A1:H15（河道清淤）也是“项目支出绩效自评表”，一个文件只检查一份，这一份没有检查",
    )
