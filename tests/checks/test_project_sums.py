"""H22-01 … 05：附件2-2 的资金表和支出明细加得起来。"""

from __future__ import annotations

import pytest

from tests.checks.labels import example, named, put, row
from tests.drawing import findings, passed_over, submission
from xlperf.forms import expenses, narrative
from xlperf.forms import project_report as form
from xlperf.forms.draft import Draft
from xlperf.submission import Submission

SUMS = ("H22-01", "H22-02", "H22-03", "H22-05")
HUARONG = example("华容县老旧小区改造")


def funds(**values: str) -> Submission:
    """A project report with nothing but the money block."""
    return submission("project", put(Draft(), form.SHEET.key, values))


def test_华容老旧小区的资金表和十五笔凭证全部相符() -> None:
    # 5057 + 8685 = 13742; 5057 − 1560.87 = 3496.13; Σ 15608694 元 = 1560.8694 万元
    assert named(submission("project", HUARONG), *SUMS, "H22-04") == []


def test_没有填的表不检查() -> None:
    blank = submission("project", Draft())
    assert named(blank, *SUMS, "H22-04") == []
    assert passed_over(blank, "H22-03") == ["项目自评报告没有填写"]


@pytest.mark.accepts("H22-02")
def test_到位合计漏加其它来源() -> None:
    # 南湖优抚 2016：到位 170 + 9.6 = 179.6，合计填 170；支出 179.6；结余填 0
    given = funds(
        planned_total="170",
        planned_province="170",
        arrived_total="170",
        arrived_province="170",
        arrived_other="9.6",
        spent_total="179.6",
        spent_province="170",
        spent_other="9.6",
        balance_total="0",
    )
    (found,) = findings(given, *SUMS)
    assert (found.code, found.label) == ("H22-01", "实际到位资金·合计")
    assert (found.seen, found.expected) == ("170", "179.6")
    assert found.slip == "差额正好等于“实际到位资金·其它”，可能漏计了这一项"


@pytest.mark.rejects("H22-02")
def test_超支并且结余填错了来源() -> None:
    # 南津港 2015：市财政 1023 − 1078.78 = −55.78，填在其它一行
    given = funds(
        planned_total="1187",
        planned_city="1187",
        arrived_total="1023",
        arrived_city="1023",
        spent_total="1078.78",
        spent_city="1078.78",
        balance_total="-55.78",
        balance_city="",
        balance_other="-55.78",
    )
    assert named(given, *SUMS) == ["H22-02 结余·市财政", "H22-03 实际支出·合计"]
    (over,) = findings(given, "H22-03")
    assert "实际支出1078.78万元大于实际到位1023万元，超支55.78万元" in over.message


@pytest.mark.rejects("H22-03")
def test_结余合计填错() -> None:
    given = funds(arrived_central="5057", spent_central="1560.87", balance_total="3469.13")
    (found,) = findings(given, *SUMS)
    assert (found.code, found.label, found.expected) == ("H22-03", "结余·合计", "3496.13")


def test_只填合计不分来源的不报() -> None:
    assert named(funds(planned_total="100", arrived_total="100", spent_total="80"), *SUMS) == []


def test_合计手填颠倒两位() -> None:
    given = funds(planned_central="5057", planned_county="8685", planned_total="13724")
    (found,) = findings(given, *SUMS)
    assert (found.label, found.expected, found.slip) == (
        "计划安排资金·合计",
        "13742",
        "疑似数字颠倒（相邻两位互换）",
    )


def vouchers(*amounts: str, total: str = "", spent: str = "") -> Submission:
    """A report with payments and what was spent."""
    rows = (
        row(content="工程款", amount=amount, voucher=f"2020年10月{n}号")
        for n, amount in enumerate(amounts, 1)
    )
    draft = Draft().fill(expenses.VOUCHERS, *rows)
    values = {key: value for key, value in (("spent_central", spent), ("vouchers_total", total)) if value}
    return submission("project", put(draft, form.SHEET.key, values))


@pytest.mark.accepts("H22-05")
def test_明细以万元填列的也相符() -> None:
    assert named(vouchers("1003", "11.38", "20", "21.72", "22.68", spent="1078.78"), "H22-05") == []


def test_明细以元填列的折算后相符() -> None:
    assert named(vouchers("1100000", "1049920", spent="214.99"), "H22-05") == []  # 2149920 元
    assert named(vouchers("1100000", "1049920", spent="215"), "H22-05") == []  # rounded to whole 万元


def test_支出合计手填错() -> None:
    # 1100000 + 1049920 = 2149920
    (found,) = findings(vouchers("1100000", "1049920", total="2194920", spent="214.99"), "H22-05")
    assert (found.label, found.seen, found.expected) == ("支出合计", "2194920", "2149920")


def test_明细与实际支出不符() -> None:
    (found,) = findings(vouchers("1100000", "1049920", spent="241.99"), *SUMS)
    assert (found.code, found.label) == ("H22-05", "实际支出·中央财政")
    assert (found.seen, found.expected) == ("241.99", "214.99")


@pytest.mark.rejects("H22-05")
def test_实际支出截尾只作提示() -> None:
    (found,) = findings(vouchers("15608694", spent="1560.86"), "H22-05")
    assert found.severity == "info"


def overspent(vouchers: str) -> Submission:
    """到位1023万元、支出1078.78万元, and one voucher of so many 元."""
    money = {"planned_city": "1187", "arrived_city": "1023", "spent_city": "1078.78"}
    draft = put(Draft(), form.SHEET.key, money).fill(
        expenses.VOUCHERS, row(content="工程款", amount=vouchers)
    )
    return submission("project", draft)


def test_超支与明细不符是两件事_都报() -> None:
    # whichever is right, 1078.78 or 1100: more than 1023 was spent
    assert [each.code for each in findings(overspent("11000000"), "H22-03", "H22-05")] == ["H22-03", "H22-05"]


def test_支出数填错造成的超支只报一件() -> None:
    # 明细 1018.78: the digit typed wrong explains both
    given = overspent("10187800")
    assert [each.code for each in findings(given, "H22-03", "H22-05")] == ["H22-05"]
    assert passed_over(given, "H22-03") == ["实际支出大于实际到位，但其中有数与别处不符，改好后再看是否超支"]


def test_没有支出明细的不检查() -> None:
    assert passed_over(funds(spent_central="100"), "H22-05") == ["支出明细没有填写"]


@pytest.mark.rejects("H22-04")
def test_到位不足没有说明() -> None:
    (found,) = findings(funds(planned_city="1187", arrived_city="1023"), "H22-04")
    assert (found.label, found.severity) == ("实际到位资金·合计", "warning")
    assert "到位率86.18%" in found.message


def test_超过计划到位() -> None:
    (found,) = findings(funds(planned_city="100", arrived_city="120"), "H22-04")
    assert "到位率120.00%，超过计划" in found.message


def test_评分表已经交代到位率的不再报() -> None:
    draft = put(Draft(), form.SHEET.key, {"planned_city": "1187", "arrived_city": "1023"})
    scores = next(
        table for table in submission("project", draft).form.tables if table.key == "score_sheet.scores"
    )
    assert named(submission("project", draft.fill(scores, row("S32-06", self="2.59"))), "H22-04") == []


def test_文字写到位率100不算说明() -> None:
    draft = put(Draft(), form.SHEET.key, {"planned_city": "1187", "arrived_city": "1023"})
    draft = draft.fill(narrative.PARAGRAPHS, row(text="资金到位率为100%。"))
    assert named(submission("project", draft), "H22-04") == ["H22-04 实际到位资金·合计"]


@pytest.mark.parametrize("text", ["市级配套资金未足额到位，已列入下年计划。", "资金到位率为86.18%。"])
@pytest.mark.accepts("H22-04")
def test_文字已经说明到位情况的不再报(text: str) -> None:
    draft = put(Draft(), form.SHEET.key, {"planned_city": "1187", "arrived_city": "1023"})
    draft = draft.fill(narrative.PARAGRAPHS, row(text=text))
    assert named(submission("project", draft), "H22-04") == []
