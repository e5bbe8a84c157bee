"""What stands on the screen, word for word."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tests.printing.reports import BROKEN, CLEAN, NO_REASON, REPORT, SUM, at
from xlperf.findings import Finding, NotChecked, Report, Severity, Verdict
from xlperf.printing.as_text import closing, told
from xlperf.printing.paragraph import plain
from xlperf.wording import code_list, places, points, visible


def test_一份报告从结论到下一步() -> None:
    assert (
        plain(told(REPORT))
        == """\
报送/自评表.xlsx · 项目支出绩效自评工作簿（2020版） · 错误 2 · 警告 1 · 提示 1
  得分：自评 99 → 系统复算最高可得 97.1，等次 优秀，其中 8 分无法复核

  错误 S32-06  评分表!I9  自评得分（到位率）
      到位率 36.80%，按比例应得 1.1 分，自评 3 分
      填报 3 · 应为 1.1
      相关：项目自评报告!E19、H19、评分表!J9
      建议：按实际到位资金重新计分

  错误 H22-05  项目自评报告!K19  实际支出合计
      明细之和 1566.87 与实际支出 1560.87 不符，相差 6
      填报 1560.87 · 应为 1566.87
      疑似：个位 0 与 6 写混
      建议：逐行核对支出明细

  警告 SC-04  评分表!I9  自评得分（到位率）
      得分 7 小于分值 8，没有写扣分原因
      建议：请写明扣分原因

  提示 REQ-02
      两个□都没有勾
      建议：选一个打☑

  得分与系统复算不同
    S32-06 到位率（3分）  自评 3，系统 1.1  偏高：最高可得 1.1 分，自评多 1.9 分

  未检查事项（5 项）
    部门自评报告没有填写  H21-01 至 H21-03
    综述没有填写  H21-07
    缺少计分数据，或由人工评分，系统不能复核  S32-20

  下一步：有 2 处错误必须改正，1 处警告须改正或说明原因；请逐条核对，保存后再检查一次。"""
    )


def test_读不了的文件只说为什么和怎么办() -> None:
    assert (
        plain(told(BROKEN))
        == """\
坏.xlsx · 未能检查

  错误 OPEN-04
      “坏.xlsx”是 0 字节的空文件
      建议：请重新下载"""
    )


def test_没有问题就说可以报送() -> None:
    assert plain(told(CLEAN)).endswith("下一步：没有发现错误，可以报送。")


def test_只有警告而有的表没有填写_也说还有表要填() -> None:
    missing = (NotChecked("H22-01", "项目自评报告没有填写"), NotChecked("NAR-01", "综述没有填写"))
    text = plain(told(Report("x.xlsx", "project", "2020", (NO_REASON,), missing)))
    assert text.endswith(
        "下一步：没有错误；有 1 处警告，请改正，或在说明栏写明原因；"
        "还有没有填写的表（见“未检查事项”），该填的填好后报送。"
    )
    text = plain(told(Report("x.xlsx", "project", "2020", (NO_REASON,))))
    assert text.endswith("下一步：没有错误；有 1 处警告，请改正，或在说明栏写明原因后报送。")


def test_同样的问题连着列出_建议只说一遍() -> None:
    rows = tuple(replace(NO_REASON, at=at("评分表", row, 9)) for row in (4, 5, 6))
    text = plain(told(Report("x.xlsx", "project", "2020", rows)))
    assert text.count("警告 SC-04") == 3
    assert text.count("建议") == 1
    assert "建议（以上 3 条）：请写明扣分原因" in text


def test_没有写成问题的得分差异写出计算过程() -> None:
    text = plain(told(replace(REPORT, findings=())))
    assert "自评多 1.9 分\n      5057÷13742×3 = 1.10\n" in text


def test_疑似二字只写一遍() -> None:
    text = plain(told(replace(REPORT, findings=(replace(SUM, slip="疑似数字颠倒"),))))
    assert "      疑似：数字颠倒\n" in text


def test_等次变了要说出来() -> None:
    assert REPORT.total is not None
    total = replace(REPORT.total, at_most=Decimal("89.50"), grade_at_most="良好")
    assert "系统复算最高可得 89.5，等次 优秀 → 良好" in plain(told(replace(REPORT, total=total)))


def test_一分也不能复算的_不说一致() -> None:
    """99 points claimed, none of them supported: no comfort, no upper bound."""
    assert REPORT.total is not None
    unsupported = tuple(
        replace(score, computed=None, lo=None, hi=None, verdict=Verdict.UNVERIFIABLE)
        for score in REPORT.scores
    )
    total = replace(REPORT.total, at_most=Decimal(99), unverifiable=Decimal(100))
    text = plain(told(replace(REPORT, scores=unsupported, total=total)))
    assert "得分：自评 99，没有一项能由系统复算，等次 优秀，100 分无法复核\n" in text


def test_几个文件的合计() -> None:
    assert closing([REPORT, CLEAN, BROKEN]).text == (
        "共 3 个文件：1 个没有错误，1 个有错误，1 个未能检查；合计 错误 2 · 警告 1 · 提示 1"
    )


def test_单元格里的控制字符不会弄乱屏幕() -> None:
    sly = Finding("FMT-01", Severity.ERROR, "写的是\x1b]0;x\x07\r\n乱", "改", at=at("表\x1b[31m", 1, 1))
    text = plain(told(Report("x\x1b[2J.xlsx", "project", "2020", (sly,))))
    assert not any(ord(character) < 32 for character in text.replace("\n", ""))
    assert "x\\u001b[2J.xlsx" in text


def test_不连续的编号分开写() -> None:
    assert code_list(["A-01", "A-02", "A-03", "A-05", "B-06", "B-07"]) == "A-01 至 A-03、A-05、B-06、B-07"


def test_数字照人的写法() -> None:
    assert [points(Decimal(text)) for text in ("98", "97.10", "0.00", "1E+2", "-0.50", "-0")] == [
        "98", "97.1", "0", "100", "-0.5", "0",
    ]  # fmt: skip
    assert points(None) == "—"


def test_同一张表的相关单元格只写一次表名() -> None:
    assert places([at("甲", 1, 1), at("甲", 2, 28), at("乙", 3, 3)]) == "甲!A1、AB2、乙!C3"


def test_截短后不超过给定的字数() -> None:
    assert visible("一二三四五", 4) == "一二三…"
    assert visible("一二三四", 4) == "一二三四"


def test_评分表空着时不写没有意义的得分() -> None:
    assert REPORT.total is not None
    empty = replace(
        REPORT,
        scores=tuple(replace(score, self_score=None) for score in REPORT.scores),
        total=replace(REPORT.total, self_score=None),
    )
    text = plain(told(empty))
    assert "  评分表没有填写\n" in text
    assert "得分：" not in text
    unread = plain(told(replace(empty, scores=REPORT.scores)))
    assert "得分：自评得分没有认全，总分和等次不能核对" in unread
