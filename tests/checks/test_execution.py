"""SE-01 … 06：项目支出绩效自评表的资金、执行率和执行率得分。"""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.checks.ratings import FULL, changed, rating
from tests.drawing import findings
from xlperf.findings import Severity
from xlperf.forms.national import parts
from xlperf.office import Office
from xlperf.scorecard import score_card

MONEY = ("SE-01", "SE-02", "SE-03", "SE-04", "SE-05", "SE-06")
TANGXI = changed("资金             | 100      | 100 | 100", "资金 | 90 | 89.974 | 89.974")
ZEROS = {
    key: Decimal(0)
    for key in ("initial_total", "budget_total", "spent_total", "rate_total", "execution_score")
}


@pytest.mark.accepts(*MONEY)
@pytest.mark.accepts("SE-01", "SE-05")
def test_合计_执行率_得分都对的没有可报的() -> None:
    assert findings(rating(FULL), *MONEY) == []


@pytest.mark.rejects("SE-01", "SE-03")
def test_总额填零而来源有数() -> None:
    given = rating(TANGXI, **ZEROS)
    total, score = findings(given, "SE-01", "SE-02", "SE-03")
    assert (total.code, total.label, total.expected) == ("SE-01", "年初预算数", "90")
    assert total.message == (
        "年度资金总额与各来源之和不符：年初预算数填0万元、应为90万元，全年预算数填0万元、应为89.974万元，全年执行数填0万元、应为89.974万元"
    )
    assert (score.code, score.severity, score.seen, score.expected) == ("SE-03", Severity.ERROR, "0", "10")


@pytest.mark.rejects("SE-01")
@pytest.mark.accepts("SE-02", "SE-03")
def test_合计不平时执行率和得分不再另报() -> None:
    given = rating(FULL, spent_total=Decimal(10), rate_total=Decimal("0.1"))
    assert [found.code for found in findings(given, "SE-01", "SE-02", "SE-03")] == ["SE-01"]


@pytest.mark.parametrize(
    ("rate", "told"),
    [("0.865", None), ("0.86", None), ("0.8648", None), ("0.9", "86.48%"), ("0.8646", "86.48%")],
)
def test_执行率的四舍五入(rate: str, told: str | None) -> None:
    # 259.45 ÷ 300 = 86.4833%
    given = rating(changed("100      | 100 | 100", "300 | 300 | 259.45"), rate_total=Decimal(rate))
    assert [found.expected for found in findings(given, "SE-02")] == ([told] if told else [])


@pytest.mark.rejects("SE-02")
def test_按年初预算算的执行率说明分母() -> None:
    given = rating(changed("100      | 100 | 100", "200 | 300 | 150"), rate_total=Decimal("0.75"))
    (found,) = findings(given, "SE-02")
    assert found.message == "执行率填75.00%，150÷300＝50.00%（按年初预算数200算是75.00%；分母应为全年预算数）"


@pytest.mark.parametrize(
    ("score", "severity"),
    [
        ("8.65", None),  # 10×259.45÷300 = 8.648
        ("8.6", None),
        ("8.75", Severity.WARNING),
        ("9", Severity.ERROR),
        ("8.5", Severity.WARNING),
        ("7", Severity.ERROR),
    ],
)
def test_执行率得分偏高偏低(score: str, severity: Severity | None) -> None:
    given = rating(changed("100      | 100 | 100", "300 | 300 | 259.45"), execution_score=Decimal(score))
    assert [found.severity for found in findings(given, "SE-03")] == ([severity] if severity else [])


@pytest.mark.rejects("SE-04")
def test_年中追加和执行率低没有说明() -> None:
    added, low = findings(rating(changed("100      | 100 | 100", "0 | 207.4538 | 100")), "SE-04")
    assert added.message == "年初预算0万元、全年预算207.4538万元，不一致，属年中追加，没有说明原因"
    assert low.message == "预算执行率48.20%，低于60%，应列入重点核查，没有说明原因"
    (found,) = findings(rating(changed("100      | 100 | 100", "100 | 100 | 89")), "SE-04")
    assert found.message == "预算执行率89.00%，低于90%，没有说明原因"


@pytest.mark.accepts("SE-04")
@pytest.mark.parametrize("funds", ["0 | 207.4538 | 100", "100 | 100 | 89"])
def test_说明了原因的不报(funds: str) -> None:
    reason = {"funds_reason": "年中追加省级资金，冬季停工，余款结转下年支付。"}
    assert findings(rating(changed("100      | 100 | 100", funds), **reason), "SE-04") == []


@pytest.mark.parametrize(
    ("carried", "told"),
    [
        (" | 50 | 50", []),
        ("0 | 50 | 50", []),
        ("20 | 50 | 50", ["年初预算470万元、全年预算510万元，不一致，没有说明原因"]),
    ],
)
def test_多出的正是上年结转的不必再说明(carried: str, told: list[str]) -> None:
    year = "450 | 460 | 440" if told else "450 | 450 | 430"
    given = rating(changed("100      | 100 | 100", f"{year}\n资金 | {carried}"))
    assert [found.message for found in findings(given, "SE-04")] == told


@pytest.mark.rejects("SE-05")
def test_某一来源超支() -> None:
    table = changed("100      | 100 | 100", "100 | 100 | 100\n资金 | 3 | 3 | 3.5")
    (found,) = findings(rating(table), "SE-05")
    assert (found.seen, found.message) == (
        "3.5",
        "“上年结转资金”执行数3.5超过全年预算数3，多0.5万元",
    )


@pytest.mark.rejects("SE-06")
def test_总成本填的是预算不是实际支出() -> None:
    row = "成本 | 项目总成本 | ≤ | 90 | 万元 | 90 | 10 | 10"
    table = changed("成本             | 每公里造价 | ≤ | 2  | 万元 | 2  | 10 | 10", row, TANGXI)
    (found,) = findings(rating(table), "SE-06")
    assert (found.severity, found.seen) == (Severity.INFO, "90")
    assert found.message == "成本指标“项目总成本”完成值填90万元，全年执行数是89.974万元"


@pytest.mark.accepts("SE-06")
@pytest.mark.parametrize(
    "row",
    [
        "项目总成本 | ≤ | 90 | 万元 | 89.974",
        "项目总成本 | ≤ | 90 | 万元 | 899740元",
        "单价 | ≤ | 90 | 万元 | 90",
    ],
)
def test_总成本与执行数一致或不是总成本的不报(row: str) -> None:
    table = changed("每公里造价 | ≤ | 2  | 万元 | 2 ", row, TANGXI)
    assert findings(rating(table), "SE-06") == []


def test_总额为零时按来源复核得分() -> None:
    scores, total = score_card(rating(TANGXI, **ZEROS), Office())
    assert (scores[0].self_score, scores[0].computed) == (0, 10)
    assert total is not None
    assert (total.self_score, total.computed) == (90, 100)


@pytest.mark.accepts("SE-02")
def test_执行率写成带百分号的文字也读得懂() -> None:
    given = rating(changed("100      | 100 | 100", "300 | 300 | 259.45"), rate_total="86.5%")
    assert given[parts.RATE_TOTAL].number == Decimal("0.865")
    assert findings(given, "SE-02", "FMT-01") == []
    assert [found.seen for found in findings(given, "FMT-13")] == ["86.5%"]
