"""H21-08, H22-15：专项明细、资金到位明细自己加得起来，也与报告一致。"""

from __future__ import annotations

import pytest

from tests.checks.labels import named, put, row
from tests.drawing import findings, submission
from xlperf.checks.relations import UNDECIDED
from xlperf.forms import expenses, fund_arrival, special_projects
from xlperf.forms.draft import Draft
from xlperf.submission import Submission


def listed(*rows: tuple[str, str, str | None], **totals: str) -> Submission:
    """专项明细 with (到位, 支出, 结余 or None for the formula), and totals typed over their formulas."""
    drawn = [
        row(
            project=f"专项{n}",
            planned=arrived,
            arrived=arrived,
            spent=spent,
            **({"balance": left} if left else {}),
        )
        for n, (arrived, spent, left) in enumerate(rows, 1)
    ]
    draft = Draft().fill(special_projects.PROJECTS, *drawn)
    typed = {f"{key}_total": value for key, value in totals.items()}
    return submission("department", put(draft, "special_projects", typed))


@pytest.mark.rejects("H21-08")
def test_专项支出合计颠倒了两位() -> None:
    (found,) = findings(listed(("2000", "1560.87", None), ("300", "214.53", None), spent="1757.40"), "H21-08")
    assert (found.label, found.seen, found.expected) == ("实际支出合计", "1757.4", "1775.4")
    assert found.slip == "疑似数字颠倒（相邻两位互换）"


@pytest.mark.rejects("H21-08")
def test_专项结余不是到位减支出_合计也不平_是同一格() -> None:
    given = listed(("2000", "1560.87", "493.13"), ("300", "214.53", "85.47"), balance="524.60")
    (found,) = findings(given, "H21-08")
    assert (found.label, found.expected) == ("结余（专项1）", "439.13")


@pytest.mark.accepts("H21-08")
def test_合计由公式算出_只填了到位的专项不报() -> None:
    draft = Draft().fill(
        special_projects.PROJECTS, row(project="甲", arrived="5057"), row(project="乙", arrived="8")
    )
    assert named(submission("department", draft), "H21-08") == []
    assert named(listed(("2000", "1560.87", None), ("300", "214.53", None)), "H21-08") == []


def arrived(*amounts: str, report: str = "", paid: tuple[str | None, ...] = (), **typed: str) -> Submission:
    """资金到位明细 of these amounts beside 实际到位资金·中央财政 of the report."""
    pays = paid or (None,) * len(amounts)
    rows = [
        row(document=f"财建{n}号", amount=amount, **({"paid": pay} if pay else {}))
        for n, (amount, pay) in enumerate(zip(amounts, pays, strict=True), 1)
    ]
    draft = Draft().fill(fund_arrival.ARRIVALS, *rows)
    own = {"arrived_central": report, "planned_central": report, "spent_central": report} if report else {}
    return submission("project", put(put(draft, "project_report", own), "fund_arrival", typed))


@pytest.mark.rejects("H22-15")
def test_到位合计颠倒了两位() -> None:
    (found,) = findings(arrived("191", "51", report="242", amount_total="224"), "H22-15")
    assert (found.label, found.expected, found.severity) == ("到位金额合计", "242", "error")
    assert found.slip == "疑似数字颠倒（相邻两位互换）"


@pytest.mark.rejects("H22-15")
def test_明细与报告的到位数不同_报警告_看不出哪一个错() -> None:
    (found,) = findings(arrived("191", "51", report="300"), "H22-15")
    assert (found.label, found.severity) == ("到位金额合计", "warning")
    assert found.message.endswith(UNDECIDED)


@pytest.mark.accepts("H22-15")
@pytest.mark.parametrize(
    "given",
    [
        arrived("191", "51", report="242"),
        arrived("191", "51"),  # the report says nothing of it
        arrived("191", "51", report="242", paid=("100", None)),  # 实际支付 is not filled in everywhere
    ],
    ids=["相符", "报告没有填", "支付没有填全"],
)
def test_到位明细与报告相符(given: Submission) -> None:
    assert named(given, "H22-15") == []


@pytest.mark.rejects("H22-15")
def test_每笔都填了实际支付的_与实际支出比较() -> None:
    (found,) = findings(arrived("191", "513", report="704", paid=("191", "153")), "H22-15")
    assert (found.label, found.expected, found.severity) == ("实际支付（财建2号）", "513", "warning")


@pytest.mark.rejects("H22-01")
def test_目标表也写了计划合计的_错在某一来源() -> None:
    """目标表 年度预算 1187 = 合计 1187：错的不是合计，是颠倒了两位的县级。"""
    draft = put(
        Draft(), "project_report", {"planned_total": "1187", "planned_city": "1023", "planned_county": "146"}
    )
    draft = put(draft, "target_table", {"budget": "1187", "fund": "1187"})
    (found,) = findings(submission("project", draft), "H22-01")
    assert (found.label, found.expected) == ("计划安排资金·县市区财政", "164")


@pytest.mark.rejects("H22-01")
def test_目标表证明合计填错() -> None:
    draft = put(
        Draft(), "project_report", {"planned_total": "1200", "planned_city": "1023", "planned_county": "164"}
    )
    draft = put(draft, "target_table", {"budget": "1187", "fund": "1187"})
    (found,) = findings(submission("project", draft), "H22-01")
    assert (found.label, found.expected, UNDECIDED in found.message) == ("计划安排资金·合计", "1187", False)


@pytest.mark.rejects("H22-01")
@pytest.mark.accepts("H22-03")
def test_实际支出多了一万倍_明细照样按元折算() -> None:
    vouchers = [row(content="工程款", amount="300000", voucher="2020年10月1号")]
    draft = Draft().fill(expenses.VOUCHERS, *vouchers)
    typed = {
        "spent_total": "300000",
        "spent_city": "30",
        "arrived_city": "30",
        "planned_city": "30",
        "balance_total": "0",
    }
    found = findings(submission("project", put(draft, "project_report", typed)), "H22-01", "H22-03", "H22-05")
    assert [(each.label, each.expected, each.slip) for each in found] == [
        ("实际支出·合计", "30", "疑似以元为单位填写，多了10000倍（应为万元）")
    ]


def vouchers(*amounts: str) -> Submission:
    """支出明细 beside a total and 实际支出 that are right: 12300 元, 1.23 万元."""
    rows = [
        row(content="工程款", amount=amount, voucher=f"2020年10月{n}号")
        for n, amount in enumerate(amounts, 1)
    ]
    typed = {"vouchers_total": "12300", "spent_total": "1.23", "spent_city": "1.23"}
    return submission("project", put(Draft().fill(expenses.VOUCHERS, *rows), "project_report", typed))


@pytest.mark.accepts("H22-05")
def test_明细各笔与合计_实际支出都相符() -> None:
    assert named(vouchers("5000", "4300", "3000"), "H22-05") == []


@pytest.mark.rejects("H22-05")
def test_明细漏了一笔_说少多少_不怪某一笔() -> None:
    (found,) = findings(vouchers("5000", "4300"), "H22-05")
    assert (found.label, found.slip) == ("支出合计", "可能漏列或少填了一项，少3000元")
    assert found.message.endswith(UNDECIDED)


@pytest.mark.rejects("H22-05")
def test_明细一笔写了两行() -> None:
    (found,) = findings(vouchers("5000", "4300", "3000", "3000"), "H22-05")
    assert found.slip == (
        "差额正好等于“实际支出数（第29行）”、“实际支出数（第30行）”中的一项，可能其中一项重复列了，或合计漏计一项"
    )


@pytest.mark.rejects("H22-05")
def test_合计是公式_某一来源填错_明细和到位表都对不上_只报一处() -> None:
    """实际支出 0.93＋0.27 填成 0.90＋0.27：支出明细 12000 元和实际支付 1.20 万元都说是 1.20，0.9 少写了一位。"""
    rows = [row(content="工程款", amount="12000", voucher="2020年10月1号")]
    draft = Draft().fill(expenses.VOUCHERS, *rows)
    draft = draft.fill(fund_arrival.ARRIVALS, row(document="财建1号", amount="1.2", paid="1.2"))
    funds = {"planned_city": "1.2", "arrived_city": "1.2", "spent_city": "0.9", "spent_county": "0.27"}
    found = findings(submission("project", put(draft, "project_report", funds)), "H22-05", "H22-15")
    assert [(each.label, each.seen, each.expected) for each in found] == [("实际支出·市财政", "0.9", "0.93")]
    assert found[0].slip == "疑似漏写一位数字"
