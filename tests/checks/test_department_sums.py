"""H21：附件2-1 的收支、三公经费和固定资产各表加得起来。"""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.checks.labels import example, named, put, row
from tests.drawing import findings, passed_over, submission
from xlperf.forms import department_report as form
from xlperf.forms.draft import Draft, DraftRow

SUMS = ("H21-01", "H21-02", "H21-03", "H21-04", "H21-05", "H21-06")
HUARONG = example("华容县住建局")


def income(*rows: DraftRow) -> Draft:
    """The bureau of the example with other income rows."""
    return HUARONG.fill(form.INCOME, *rows)


def spending(*rows: DraftRow) -> Draft:
    """The bureau of the example with other spending rows."""
    return HUARONG.fill(form.SPENDING, *rows)


BUREAU = {
    "institution": "1、局机关",
    "carried_over": 0,
    "fund_budget": "8847.29",
    "non_tax": 0,
    "other_income": 0,
}
CENTRE = {
    "institution": "2、中心",
    "carried_over": 0,
    "public_budget": "212.66",
    "fund_budget": 0,
    "non_tax": 0,
    "other_income": 0,
}


def test_华容县住建局的收支表全部平衡() -> None:
    assert named(submission("department", HUARONG), *SUMS) == []


def test_没有填的表不检查() -> None:
    blank = submission("department", Draft())
    assert named(blank, *SUMS) == []
    assert passed_over(blank, "H21-01") == ["部门自评报告没有填写"]


def test_汇总行手填错一个数只报这一格() -> None:
    # 20141.05 + 212.66 = 20353.71; the row of the summary adds up to 29201 as well
    given = submission("department", put(HUARONG, form.SHEET.key, {"public_budget": "20335.71"}))
    (found,) = findings(given, *SUMS)
    assert (found.code, found.label, found.seen, found.expected) == (
        "H21-01",
        "公共财政拨款",
        "20335.71",
        "20353.71",
    )
    assert found.slip == "疑似数字颠倒（相邻两位互换）"


def test_机构的收入合计手填错只报一处() -> None:
    # 20141.05 + 8847.29 = 28988.34; the summary follows by formula, so three sums are broken
    draft = income(row(**BUREAU, public_budget="20141.05", income_total="28898.34"), row(**CENTRE))
    (found,) = findings(submission("department", draft), *SUMS)
    assert (found.code, found.label) == ("H21-02", "收入合计（1、局机关）")
    assert (found.seen, found.expected) == ("28898.34", "28988.34")


@pytest.mark.rejects("H21-03")
def test_基本支出和支出合计() -> None:
    # 1100.42 + 504.35 = 1604.77
    bureau = {"institution": "1、局机关", "staff_spending": "1100.42", "office_spending": "504.35"}
    left = {"project_spending": "27383.57", "balance_year": 0, "balance_cumulative": 0}
    wrong = spending(row(**bureau, **left, basic_spending="1640.77", spending_total="28988.34"))
    given = submission("department", put(wrong, form.SHEET.key, {}))
    assert "H21-03 基本支出（1、局机关）" in named(given, "H21-03")
    right = spending(row(**bureau, **left, basic_spending="1604.77", spending_total="28988.34"))
    assert named(submission("department", right), "H21-03") == []


@pytest.mark.parametrize(
    ("code", "key", "wrong", "label"),
    [
        ("H21-04", "three_public_total", "3.94", "三公经费合计"),  # 1.21 + 2.28 = 3.49
        ("H21-05", "assets_total", "147.31", "固定资产合计"),  # 137.53 + 36.78 = 174.31
    ],
)
@pytest.mark.accepts("H21-03", "H21-04", "H21-05")
def test_三公经费和固定资产的合计(code: str, key: str, wrong: str, label: str) -> None:
    given = submission("department", put(HUARONG, form.SHEET.key, {key: wrong}))
    (found,) = findings(given, *SUMS)
    # 汇总 = 各机构 and 合计 = 各项 break together; the first relation of the cell names the code
    assert found.label == label
    assert found.code in (code, "H21-01")


@pytest.mark.rejects("H21-04")
def test_机构行内三公合计不等于各项() -> None:
    rows = (
        row(institution="1、局机关", three_public_total="3.94", reception="1.21", vehicle_running="2.28"),
        row(institution="2、中心", reception=0),
    )
    given = submission("department", HUARONG.fill(form.THREE_PUBLIC, *rows))
    assert named(given, *SUMS) == ["H21-04 三公经费合计（1、局机关）"]


@pytest.mark.rejects("H21-05")
def test_机构行内固定资产合计不等于各项() -> None:
    rows = (row(institution="1、局机关", assets_total="137.35", assets_in_use="137.53"),)
    given = submission("department", HUARONG.fill(form.ASSETS, *rows))
    assert named(given, *SUMS) == ["H21-05 固定资产合计（1、局机关）"]


@pytest.mark.rejects("H21-01")
def test_汇总行漏加一个机构只报一次() -> None:
    typed = {"income_total": "28988.34", "public_budget": "20141.05", "carried_over": 0}
    draft = put(HUARONG, form.SHEET.key, {**typed, "fund_budget": "8847.29", "non_tax": 0, "other_income": 0})
    (found,) = findings(submission("department", draft), "H21-01")
    assert found.slip == "汇总行各栏都少了“2、市政公用设施建设中心”一行，可能漏加"
    assert (found.label, found.seen, found.expected) == ("收入合计", "28988.34", "29201")


TWO = (
    row(institution="1、局机关", public_budget="20.10", fund_budget="0.67"),
    row(institution="2、服务中心", public_budget="8.40", fund_budget="3.25"),
)


@pytest.mark.rejects("H21-01")
def test_汇总行各栏都多_可能漏列机构_只报一次() -> None:
    typed = {"income_total": "41.20", "public_budget": "33.60", "fund_budget": "7.60"}
    draft = put(Draft().fill(form.INCOME, *TWO), form.SHEET.key, typed)
    (found,) = findings(submission("department", draft), "H21-01")
    assert found.slip == "汇总行各栏都比各机构之和多，可能漏列了一个机构"
    assert (found.label, found.seen, found.expected) == ("收入合计", "41.2", "32.42")


@pytest.mark.rejects("H21-01")
def test_一个机构列了两次_只报一次() -> None:
    """局机关 20.77、服务中心 11.65，汇总 32.42 是对的；服务中心又列了一遍。"""
    typed = {"income_total": "32.42", "public_budget": "28.50", "fund_budget": "3.92"}
    draft = put(Draft().fill(form.INCOME, *TWO, TWO[1]), form.SHEET.key, typed)
    (found,) = findings(submission("department", draft), "H21-01")
    assert found.slip == "“2、服务中心”一行列了两次，可能重复列了；没有重复的，是汇总行漏加"


def test_只填汇总不填机构的不报() -> None:
    draft = put(Draft(), form.SHEET.key, {"income_total": 100, "spending_total": 100})
    assert named(submission("department", draft), *SUMS) == []


@pytest.mark.accepts("H21-01", "H21-02")
def test_其中行不重复相加() -> None:
    rows = (row(**BUREAU, public_budget="20141.05"), row(**{**CENTRE, "institution": "其中：中心"}))
    draft = put(income(*rows), form.SHEET.key, _SUMMARY)
    assert named(submission("department", draft), "H21-01", "H21-02") == []


_SUMMARY = {
    "income_total": "28988.34",
    "carried_over": 0,
    "public_budget": "20141.05",
    "fund_budget": "8847.29",
    "non_tax": 0,
    "other_income": 0,
}


def one_institution(carried: str, public: str, spent: str, year: str | None, cumulative: str | None) -> Draft:
    """A department of one institution; all its spending is for projects."""
    balance = {
        key: value for key, value in (("balance_year", year), ("balance_cumulative", cumulative)) if value
    }
    return (
        Draft()
        .fill(form.INCOME, row(institution="1、局机关", carried_over=carried, public_budget=public))
        .fill(form.SPENDING, row(institution="1、局机关", project_spending=spent, **balance))
    )


@pytest.mark.parametrize(
    ("carried", "public", "spent", "year", "cumulative"),
    [
        ("0", "100", "90", "10", "10"),  # 100 − 90
        ("20", "100", "90", "30", "30"),  # 含上年结转：120 − 90
        ("20", "100", "90", "10", "30"),  # 不含上年结转：100 − 90，累计 20 + 10
        ("20", "100", "110", "10", "10"),  # 用了一部分上年结转
    ],
)
@pytest.mark.accepts("H21-06")
def test_当年结余两种算法都可以(carried: str, public: str, spent: str, year: str, cumulative: str) -> None:
    given = submission("department", one_institution(carried, public, spent, year, cumulative))
    assert named(given, "H21-06") == []


def test_当年结余算错() -> None:
    given = submission("department", one_institution("0", "100", "90", "12", None))
    (found,) = findings(given, *SUMS)
    assert (found.code, found.label, found.severity) == ("H21-06", "当年结余（1、局机关）", "error")
    assert (found.seen, found.expected) == ("12", "10")


def test_支出大于收入而没有交代来源() -> None:
    # 南县：792.22 − 799.12 = −6.90
    (found,) = findings(submission("department", one_institution("0", "792.22", "799.12", "0", "0")), *SUMS)
    assert (found.code, found.label, found.severity) == ("H21-06", "支出合计", "warning")
    assert "多支出6.9万元" in found.message


def test_结余只填在累计一栏() -> None:
    (found,) = findings(submission("department", one_institution("0", "100", "90", "0", "10")), *SUMS)
    assert (found.code, found.label, found.severity) == ("H21-06", "当年结余", "warning")
    assert found.expected == "10"


@pytest.mark.rejects("H21-02")
def test_金额尾差在容许范围内() -> None:
    # three printed addends may be off by 0.5 fen each
    rows = (row(institution="1、甲", public_budget="0.33", other_income="0.33", income_total="0.67"),)
    assert named(submission("department", Draft().fill(form.INCOME, *rows)), "H21-02") == []
    rows = (row(institution="1、甲", public_budget="0.33", other_income="0.33", income_total="0.70"),)
    assert named(submission("department", Draft().fill(form.INCOME, *rows)), "H21-02") == [
        "H21-02 收入合计（1、甲）"
    ]


def test_公式没有保存结果的不报() -> None:
    given = submission("department", HUARONG)
    assert given[form.INCOME_TOTAL.total].computed
    assert given[form.INCOME_TOTAL.total].value == Decimal(29201)


@pytest.mark.parametrize("balance", [5, 3, 100])
@pytest.mark.rejects("H21-06")
def test_只有结余填错时不怪别的格(balance: int) -> None:
    """收入 20.77，支出 20.77，当年结余只能是 0；政府基金 0.67 与 5.67 只差一位，也不能怪它。"""
    income = DraftRow(
        {"institution": "1、局机关", "public_budget": Decimal("20.10"), "fund_budget": Decimal("0.67")}
    )
    spending = DraftRow(
        {
            "institution": "1、局机关",
            "staff_spending": Decimal("10.10"),
            "office_spending": Decimal("0.67"),
            "project_spending": Decimal(10),
            "balance_year": Decimal(balance),
        }
    )
    draft = Draft().fill(form.INCOME, income).fill(form.SPENDING, spending)
    (found,) = findings(submission("department", draft), "H21-06")
    assert (found.label, found.seen) == ("当年结余（1、局机关）", str(balance))


@pytest.mark.rejects("H21-06")
def test_合计是公式_一个机构的拨款颠倒了两位_不再说全部门超支() -> None:
    """服务中心：拨款 512.97＋其他收入 100 ＝ 人员 413＋公用 199.97；拨款填成 152.97。"""
    income = (
        row(institution="1、局机关", public_budget=800),
        row(institution="2、服务中心", public_budget="152.97", other_income=100),
    )
    spending = (
        row(institution="1、局机关", staff_spending=800, balance_year=0),
        row(institution="2、服务中心", staff_spending=413, office_spending="199.97", balance_year=0),
    )
    draft = Draft().fill(form.INCOME, *income).fill(form.SPENDING, *spending)
    (found,) = findings(submission("department", draft), "H21-06")
    assert (found.label, found.expected) == ("公共财政拨款（2、服务中心）", "512.97")
    assert found.slip.startswith("疑似数字颠倒")
