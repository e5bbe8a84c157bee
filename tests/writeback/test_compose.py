"""What a workbook is told: marks at cells, reserved cells, and the sheet 检查结果."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tests.printing.reports import ARRIVAL, CLEAN, FORM, NO_REASON, REPORT, SCORES, SUM, at
from xlperf.findings import Address, Finding, Report, Severity
from xlperf.writeback.compose import compose
from xlperf.writeback.marks import Look, Marks, ResultRow


def texts(row: ResultRow) -> list[str]:
    return [str(cell.value) for cell in row.cells if cell.value is not None]


def page(marks: Marks) -> list[str]:
    return [" | ".join(texts(row)) for row in marks.results.rows]


def row_of(marks: Marks, beginning: str) -> int:
    """The number of the first row that begins so, from 1."""
    return next(n for n, text in enumerate(page(marks), 1) if text.startswith(beginning))


def test_两条问题在同一格只做一个标记_颜色取最重的一条() -> None:
    marks = compose(REPORT)
    assert [(str(mark.at), mark.severity, mark.codes) for mark in marks.cells] == [
        ("评分表!I9", Severity.ERROR, ("S32-06", "SC-04")),
        ("项目自评报告!K19", Severity.ERROR, ("H22-05",)),
    ]


def test_批注写明问题_应为_建议和相关单元格() -> None:
    assert compose(REPORT).cells[0].note == (
        "【错误 S32-06】到位率 36.80%，按比例应得 1.1 分，自评 3 分\n"
        "应为：1.1\n"
        "建议：按实际到位资金重新计分\n"
        "相关：项目自评报告!E19、H19、评分表!J9\n"
        "【警告 SC-04】得分 7 小于分值 8，没有写扣分原因\n"
        "建议：请写明扣分原因"
    )


def test_批注写明疑似的笔误() -> None:
    assert "疑似：个位 0 与 6 写混" in compose(REPORT).cells[1].note


def test_一格问题太多时批注只写四条_其余到检查结果页看() -> None:
    many = tuple(replace(NO_REASON, code=f"SC-{n:02}") for n in range(7))
    note = compose(Report("多.xlsx", "project", "2020", many)).cells[0].note
    assert note.count("【警告") == 4
    assert note.endswith("另有 3 条，见“检查结果”页。")


def test_没有单元格的问题只写在检查结果页() -> None:
    marks = compose(REPORT)
    assert not any("REQ-02" in mark.codes for mark in marks.cells)
    assert (
        page(marks)[row_of(marks, "4 | 提示 | REQ-02") - 1]
        == "4 | 提示 | REQ-02 | 整个文件 | 两个□都没有勾 | 选一个打☑"
    )


def test_检查结果页先写结论再写问题_得分和未检查事项() -> None:
    told = page(compose(REPORT))
    assert told[:7] == [
        "检查结果",
        "文件 | 自评表.xlsx | 校验码 | 7KQ4-M2XD-9RWA",
        "表种 | 项目支出绩效自评工作簿 | 版本 | 2020",
        "问题 | 错误 2 | 警告 1 | 提示 1",
        "自评得分 | 99 | 系统复算得分 | 无法复核 | 最高可得分 | 97.1",
        "自评等次 | 优秀 | 按最高可得分的等次 | 优秀 | 无法复核分值 | 8",
        "下一步 | 有 2 处错误必须改正，1 处警告须改正或说明原因；请逐条核对，保存后再检查一次。",
    ]
    headings = [text for text in told if text[:2] in {"一、", "二、", "三、"}]
    assert headings == ["一、问题清单（4 条）", "二、得分复核", "三、未检查事项"]


def test_问题按轻重和工作表排列() -> None:
    told = page(compose(REPORT))
    start = told.index("一、问题清单（4 条）") + 2
    codes = [text.split(" | ")[2] for text in told[start : start + 4]]
    assert codes == ["S32-06", "H22-05", "SC-04", "REQ-02"]


def test_问题的位置可以点过去() -> None:
    marks = compose(REPORT)
    row = marks.results.rows[row_of(marks, "1 | 错误 | S32-06") - 1]
    assert (row.cells[3].value, row.cells[3].look, row.cells[3].link) == ("评分表!I9", Look.LINK, ARRIVAL.at)
    assert row.cells[1].look is Look.ERROR


def test_得分复核写明结论和计算过程() -> None:
    marks = compose(REPORT)
    start = row_of(marks, "二、得分复核")
    assert page(marks)[start : start + 4] == [
        "编号 | 指标 | 分值 | 自评 | 系统复算 | 上下限 | 结论 | 计算过程",
        "S32-06 | 到位率 | 3 | 3 | 1.1 | 1.1 | 偏高：最高可得 1.1 分，自评多 1.9 分 | 5057÷13742×3 = 1.10",
        "S32-07 | 到位时效 | 3 | 2 | 2 | 2 | 一致",
        "S32-20 | 环境效益 | 3 | 3 | 无法复核 | — | 无法复核",
    ]


def test_结论区和得分表里的数字居中() -> None:
    rows = compose(REPORT).results.rows
    values = ("自评得分", "自评等次", "S32-06", "S32-20")
    told = [row.cells for row in rows if row.cells and row.cells[0].value in values]
    assert [[cell.look for cell in cells[1:6:2]] for cells in told[:2]] == [[Look.NUMBER] * 3] * 2
    assert [[cell.look for cell in cells[2:6]] for cells in told[2:4]] == [[Look.NUMBER] * 4] * 2


def test_未检查的规则按原因合并() -> None:
    marks = compose(REPORT)
    start = row_of(marks, "三、未检查事项")
    assert page(marks)[start + 1 : start + 4] == [
        "H21-01 至 H21-03 | 部门自评报告没有填写",
        "H21-07 | 综述没有填写",
        "S32-20 | 缺少计分数据，或由人工评分，系统不能复核",
    ]


def test_最后一行写明由谁生成和怎样去掉_没有时间() -> None:
    last = compose(REPORT).results.rows[-1].cells[0]
    assert last.look is Look.MUTED
    assert str(last.value).endswith(
        '运行 xlperf clean "自评表.xlsx" 即可去掉本页和表内全部标记，填报内容不受影响。'
    )


def test_每行各格的跨度加起来不超过列数() -> None:
    sheet = compose(REPORT).results
    assert {sum(cell.span for cell in row.cells) for row in sheet.rows if len(row.cells) > 8} == {
        len(sheet.widths)
    }
    assert max(sum(cell.span for cell in row.cells) for row in sheet.rows) == len(sheet.widths)


def test_评分表留给系统的三栏写复算得分_差异和提示() -> None:
    marks = compose(REPORT)
    arrival, arrived_late, manual = range(9, 12)
    values = {str(given.at): given.value for given in marks.reserved}
    assert [values[f"评分表!{column}{arrival}"] for column in "LMN"] == [
        Decimal("1.10"), Decimal("1.90"), "偏高，最高可得1.1",
    ]  # fmt: skip
    assert [values[f"评分表!{column}{arrived_late}"] for column in "LMN"] == [Decimal(2), Decimal(0), "一致"]
    assert [values[f"评分表!{column}{manual}"] for column in "LMN"] == ["无法复核", None, "缺数据"]
    assert (values["评分表!L30"], values["评分表!N30"]) == ("无法复核", "最高可得97.1（优秀）")


def test_提示栏可以点到检查结果页的那一行() -> None:
    marks = compose(REPORT)
    rows = {str(given.at): given.link_row for given in marks.reserved if given.link_row}
    assert rows == {
        "评分表!N9": row_of(marks, "1 | 错误 | S32-06"),
        "评分表!N10": row_of(marks, "S32-07 | 到位时效"),
        "评分表!N11": row_of(marks, "S32-20 | 环境效益"),
        "评分表!N30": row_of(marks, "自评得分 | 99"),
    }


def test_没有问题也写一页结论() -> None:
    marks = compose(CLEAN)
    assert marks.cells == ()
    assert marks.reserved == ()
    assert "下一步 | 没有发现错误，可以报送。" in page(marks)
    assert "没有发现问题。" in page(marks)


def test_同一份报告两次得到同样的标记() -> None:
    assert compose(REPORT) == compose(replace(REPORT))


def test_问题的先后不同_标记相同() -> None:
    assert compose(replace(REPORT, findings=REPORT.findings[::-1])).cells == compose(REPORT).cells


def test_检查结果页不写出填报人电脑上的文件夹() -> None:
    for given in ("/home/zhang/报送/自评表.xlsx", r"C:\Users\zhang\报送\自评表.xlsx"):
        assert not any("zhang" in text for text in page(compose(replace(REPORT, file=given))))


def test_单元格里的控制字符和改变方向的字符显示出来() -> None:
    sly = Finding("FMT-01", Severity.ERROR, "“1\x1b[2J2”不是数", "改正", at=at(FORM, 3, 3), seen="12\u202e34")
    row = compose(Report("x.xlsx", "project", "2020", (sly,)))
    told = page(row)[row_of(row, "1 | 错误 | FMT-01") - 1]
    assert "“1\\u001b[2J2”不是数" in told
    assert "12\\u202e34" in told


def test_很长的内容在清单里截短() -> None:
    long = replace(SUM, seen="很" * 5000)
    marks = compose(Report("x.xlsx", "project", "2020", (long,)))
    shown = next(
        cell.value
        for cell in marks.results.rows[row_of(marks, "1 | 错误") - 1].cells
        if "很" in str(cell.value)
    )
    assert shown == "很" * 199 + "…"


def test_说明长的行留出够高的行高() -> None:
    long = replace(SUM, message="长" * 100)  # 200 columns in a cell of 46: five lines of 15 points
    marks = compose(Report("x.xlsx", "project", "2020", (long,)))
    assert marks.results.rows[row_of(marks, "1 | 错误") - 1].height == 15 * 5 + 3


def test_标记按位置排列() -> None:
    places = [mark.at for mark in compose(REPORT).cells]
    assert places == sorted(places) == [Address(SCORES, 9, 9), Address(FORM, 19, 11)]
