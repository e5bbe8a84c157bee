"""TAM：公式被盖掉、数字被藏起来，都看得出来；老实填的不报。"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl.styles import Font, PatternFill

from tests.checks.changed_example import EXAMPLE, Change, changed
from tests.drawing import findings, opened
from xlperf.demo import examples
from xlperf.findings import Finding
from xlperf.forms import workbooks
from xlperf.forms.template import write_workbook

CODES = ("TAM-01", "TAM-02", "TAM-03", "TAM-04")


def found_after(folder: Path, change: Change) -> list[Finding]:
    """What is told of the example after somebody changed it."""
    return findings(opened(changed(folder, change)), *CODES)


def told(found: list[Finding]) -> list[str]:
    return [f"{each.code} {each.at.a1 if each.at else ''} {each.message}" for each in found]


@pytest.mark.accepts(*CODES)
@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_公开文件的样例都不报(example: Any, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    write_workbook(workbooks.workbook(example.kind), path, example.draft)
    assert told(findings(opened(path), *CODES)) == []


@pytest.mark.rejects("TAM-01")
def test_公式改成数_数对也报_数错也报(tmp_path: Path) -> None:
    def right(sheet: Any) -> None:
        sheet["C19"] = 13742

    def in_a_formula(sheet: Any) -> None:
        sheet["C19"] = "=5057+8685"

    def wrong(sheet: Any) -> None:
        sheet["C19"], sheet["F45"] = 13743, 15608694

    assert told(found_after(tmp_path, right)) == [
        "TAM-01 C19 1处表样的公式被改成直接填写的数（C19），以后改明细，这里不会跟着变"
    ]
    assert told(found_after(tmp_path, in_a_formula)) == [
        "TAM-01 C19 1处表样的公式被改成直接填写的数（C19），以后改明细，这里不会跟着变"
    ]
    assert told(found_after(tmp_path, wrong)) == [
        "TAM-01 C19 2处表样的公式被改成直接填写的数（C19、F45），以后改明细，这里不会跟着变"
    ]


def hide_row(sheet: Any) -> None:
    sheet.row_dimensions[28].hidden = True


def hide_column(sheet: Any) -> None:
    sheet.column_dimensions["F"].hidden = True


def hide_sheet(sheet: Any) -> None:
    sheet.sheet_state = "hidden"


def white(sheet: Any) -> None:
    sheet["F28"].font = Font(color="FFFFFFFF")


def grey_on_grey(sheet: Any) -> None:
    sheet["F28"].font = Font(color="FFC0C0C0")
    sheet["F28"].fill = PatternFill("solid", fgColor="FFC2C0C0")


def tiny(sheet: Any) -> None:
    sheet["F28"].font = Font(size=1)


def blank_format(sheet: Any) -> None:
    sheet["F28"].number_format = ";;;"


def another_figure(sheet: Any) -> None:
    sheet["F28"].number_format = '"98"'


def scaled(sheet: Any) -> None:
    sheet["F28"].number_format = "0!.0,"


def squeeze_row(sheet: Any) -> None:
    sheet.row_dimensions[28].height = 0.75


def squeeze_column(sheet: Any) -> None:
    sheet.column_dimensions["F"].width = 0.1


def white_by_format(sheet: Any) -> None:
    sheet["F28"].number_format = "[White]0.00"


def one_digit_more(sheet: Any) -> None:
    sheet["F28"].number_format = '"1"0'


@pytest.mark.rejects("TAM-02")
@pytest.mark.parametrize(
    ("change", "first", "why"),
    [
        (hide_row, "F28", "1处填报内容看不见：所在的行被隐藏（F28）"),
        (hide_column, "F27", "17处填报内容看不见：所在的列被隐藏（F27、F28、F29、F30、F31、F32等）"),
        (squeeze_row, "F28", "1处填报内容看不见：所在的行被隐藏（F28）"),
        (squeeze_column, "F27", "所在的列被隐藏"),
        (white_by_format, "F28", "1处填报内容看不见：字和底色一样（F28）"),
        (one_digit_more, "F28", "1处填报内容看不见：数字格式在数的前后添了数字（F28）"),
        (hide_sheet, "C19", "工作表被隐藏"),
        (white, "F28", "1处填报内容看不见：字和底色一样（F28）"),
        (grey_on_grey, "F28", "1处填报内容看不见：字和底色一样（F28）"),
        (tiny, "F28", "1处填报内容看不见：字号只有 1 磅（F28）"),
        (blank_format, "F28", "1处填报内容看不见：数字格式不显示内容（F28）"),
        (another_figure, "F28", "1处填报内容看不见：数字格式总是显示“98”（F28）"),
        (scaled, "F28", "1处填报内容看不见：数字格式把数缩小显示（F28）"),
    ],
)
def test_看不见的数(change: Change, first: str, why: str, tmp_path: Path) -> None:
    found = found_after(tmp_path, change)
    assert [each.code for each in found] == ["TAM-02"]
    assert found[0].at is not None
    assert found[0].at.a1 == first
    assert why in found[0].message


def white_on_blue(sheet: Any) -> None:
    sheet["F28"].font = Font(color="FFFFFFFF")
    sheet["F28"].fill = PatternFill("solid", fgColor="FF305496")


def white_but_empty(sheet: Any) -> None:
    sheet["F43"].font = Font(color="FFFFFFFF")


def hide_empty_row(sheet: Any) -> None:
    sheet.row_dimensions[43].hidden = True


def two_decimals(sheet: Any) -> None:
    sheet["F28"].number_format = "#,##0.00_ ;[Red]\\-#,##0.00\\ "


def in_yuan(sheet: Any) -> None:
    sheet["F28"].number_format = '0.00"元"'


@pytest.mark.accepts("TAM-02")
@pytest.mark.parametrize("change", [white_on_blue, white_but_empty, hide_empty_row, two_decimals, in_yuan])
def test_看得见的数和空着的格不报(change: Change, tmp_path: Path) -> None:
    assert told(found_after(tmp_path, change)) == []


def filled_down(sheet: Any) -> None:
    """The amounts of the list reckoned from figures beside the form, one row typed."""
    for row in range(27, 42):
        sheet.cell(row, 22, sheet.cell(row, 6).value)
        sheet.cell(row, 6, f"=V{row}*1")


def one_typed(sheet: Any) -> None:
    filled_down(sheet)
    sheet["F33"] = 999999


def one_other(sheet: Any) -> None:
    filled_down(sheet)
    sheet["F33"] = "=V32*1"


@pytest.mark.rejects("TAM-03")
def test_一列公式里有一格是数或另一公式(tmp_path: Path) -> None:
    assert told(found_after(tmp_path, one_typed)) == [
        "TAM-03 F33 本列其他14格都是同样的公式，这一格却是直接填写的数"
    ]
    assert told(found_after(tmp_path, one_other)) == [
        "TAM-03 F33 本列其他14格都是同样的公式，这一格却是另一个公式"
    ]


@pytest.mark.accepts("TAM-03")
def test_一列公式都一样的不报(tmp_path: Path) -> None:
    assert told(found_after(tmp_path, filled_down)) == []


def short_of_one(sheet: Any) -> None:
    sheet["F45"] = "=SUM(F27:F40)"


def every_row(sheet: Any) -> None:
    sheet["F45"] = "=sum($F$27:$F$35) + F36+SUM(F37,F38:F41)"


def something_else(sheet: Any) -> None:
    sheet["F45"] = "=SUM(V27:V41)"


@pytest.mark.rejects("TAM-04")
def test_合计公式漏了一行_即使没有重新计算(tmp_path: Path) -> None:
    """Row 41 of the list of 华容县 is the last of its fifteen vouchers."""
    found = found_after(tmp_path, short_of_one)
    last = next(
        row for row in reversed(EXAMPLE.draft.rows["project_report.vouchers"]) if row.values.get("amount")
    )
    assert told(found) == [
        f"TAM-04 F45 公式 =SUM(F27:F40) 没有加上F41，重新计算后会少{last.values['amount'].normalize():f}元"
    ]


def and_a_hundred(sheet: Any) -> None:
    sheet["F45"] = "=SUM(F27:F41)+100"


def less_one(sheet: Any) -> None:
    sheet["F45"] = '=IF(COUNT($F$26:INDEX($F:$F,ROW()-1))=0,"",SUM($F$26:INDEX($F:$F,ROW()-1)))-F28'


def from_the_second(sheet: Any) -> None:
    sheet["F45"] = '=IF(COUNT($F$28:INDEX($F:$F,ROW()-1))=0,"",SUM($F$28:INDEX($F:$F,ROW()-1)))'


@pytest.mark.rejects("TAM-04")
@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (and_a_hundred, "另加了100，重新计算后会多100元"),
        (less_one, "没有加上F28，重新计算后会少1049920元"),
        (from_the_second, "没有加上F27，重新计算后会少1100000元"),
    ],
)
def test_合计公式另加减了数_范围改短了(change: Change, wrong: str, tmp_path: Path) -> None:
    """The first two vouchers of 华容县 are 1,100,000 and 1,049,920 元."""
    (found,) = found_after(tmp_path, change)
    assert found.code == "TAM-04"
    assert found.message.endswith(wrong), found.message


def a_row_typed_into_the_sum(sheet: Any) -> None:
    """The last row as a number, which gives the same."""
    sheet["F45"] = f"=SUM(F27:F40)+{sheet['F41'].value}"


@pytest.mark.accepts("TAM-04")
@pytest.mark.parametrize("change", [every_row, something_else, a_row_typed_into_the_sum])
def test_加全了的和另有依据的合计公式不报(change: Change, tmp_path: Path) -> None:
    assert told(found_after(tmp_path, change)) == []
