"""SE-07 … 14：项目支出绩效自评表各指标的得分、完成率、原因和权重。"""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.checks.labels import put
from tests.checks.ratings import FULL, changed, drawn, rating
from tests.drawing import findings, passed_over, submission
from xlperf.findings import Severity
from xlperf.forms.formulas import Value
from xlperf.office import Office
from xlperf.schemes.model import Reading
from xlperf.scorecard import score_card

ROWS = tuple(f"SE-{number:02d}" for number in range(7, 15))
ROAD = "数量             | 修路     | ≥ | 50 | 公里 | 50 | 20 | 20"


def told(row: str, *codes: str, office: Office | None = None, **fields: Value) -> list[str]:
    """What is said when the row 修路 is written otherwise: code, level and what should stand there."""
    given = rating(changed(ROAD, row), **fields)
    return [
        f"{each.code} {each.severity.value} {each.seen}→{each.expected}"
        if each.expected
        else f"{each.code} {each.severity.value}"
        for each in findings(given, *codes, office=office)
    ]


@pytest.mark.accepts(*ROWS)
def test_照办法计分的自评表没有可报的() -> None:
    assert findings(rating(FULL), *ROWS, "SC-01", "SC-02", "SC-05", "TGT-14") == []


@pytest.mark.rejects("SE-07")
@pytest.mark.parametrize(
    ("row", "said"),
    [
        # 2×770÷1228 = 1.254
        ("数量 | 中医药管理 | | 1228 | 人 | 770 | 20 | 18 | 无人登记", ["SE-07 error 18→12.54"]),
        ("数量 | 随访 | ≥ | 100 | 人 | 99 | 20 | 19.9 | 一人迁出", ["SE-07 warning 19.9→19.80"]),
        ("数量 | 随访 | ≥ | 100 | 人 | 90 | 20 | 17.5 | 迁出", ["SE-07 warning 17.5→18.00"]),
        ("数量 | 随访 | ≥ | 100 | 人 | 90 | 20 | 17", ["SE-07 error 17→18.00"]),
        ("数量 | 差错 | = | 0 | 起 | 1 | 20 | 20", ["SE-07 error 20→0.00"]),
        ("数量 | 天数 | ≤ | 10 | 天 | 12 | 20 | 20", ["SE-07 error 20→16.00—16.67"]),
        ("数量 | 带动发展 | 定性 | 明显 | | 部分达成 | 20 | 20", ["SE-07 error 20→12.00—16.00"]),
        (
            "数量 | 带动发展 | 定性 | 明显 | | 达成预期指标 | 20 | 15 | 群众反映一般",
            ["SE-07 warning 15→16.00"],
        ),
    ],
)
def test_得分与完成值不符(row: str, said: list[str]) -> None:
    assert [each.removesuffix("—20.00") for each in told(row, "SE-07")] == said


@pytest.mark.accepts("SE-07")
@pytest.mark.parametrize(
    "row",
    [
        "数量 | 随访 | ≥ | 100 | 人 | 97.3 | 20 | 19.5 | 迁出",  # 19.46
        "数量 | 随访 | ≥ | 100% | | 97.3% | 20 | 19.5 | 迁出",
        "数量 | 天数 | ≤ | 10 | 天 | 12 | 20 | 16.5 | 雨季",  # between both readings
        "数量 | 带动发展 | 定性 | 明显 | | 部分达成 | 20 | 13 | 尚在推广",
        "数量 | 带动发展 | 定性 | 明显 | | 基本达到 | 20 | 20",  # not one of the three levels
        "成本 | 单价 | | 10 | 元 | 9 | 20 | 20",  # nobody says whether less is better
        "数量 | 覆盖率 | ≥ | 95 | % | 0.96 | 20 | 20",  # 96% or 0.96%
        "数量 | 播种 | ≥ | 550 | 万粒 | 550万粒 | 20 | 20",
        "数量 | 修路 | ≥ | 50 | 公里 | 完成 | 20 | 20",  # FMT-07 tells that
    ],
)
def test_在允许范围内或不能确定的不报(row: str) -> None:
    assert told(row, "SE-07") == []


def test_不能确定的列为未检查() -> None:
    given = rating(changed(ROAD, "成本 | 单价 | | 10 | 元 | 9 | 20 | 20"))
    assert passed_over(given, "SE-07") == ["“单价”：没有写比较符，不知道大了好还是小了好，无法复核"]


def test_反向指标的算法由财政局定_说明按哪种读法() -> None:
    row = "数量 | 天数 | ≤ | 10 | 天 | 12 | 20 | 20"
    (found,) = findings(rating(changed(ROAD, row)), "SE-07", office=Office(reverse_mode=Reading.RATIO))
    assert found.message.endswith("20×10÷12 = 16.67，得16.67分（反向指标按比例和按超出幅度两种算法都不算错）")


@pytest.mark.rejects("SE-08")
def test_超额完成三成以上没有说明() -> None:
    # 3200÷2400 = 133.33%
    row = "数量 | 试剂 | ≥ | 2400 | 份 | 3200 | 20 | 20"
    (found,) = findings(rating(changed(ROAD, row)), "SE-08")
    assert (found.severity, found.message) == (
        Severity.WARNING,
        "“试剂”完成3200、指标值2400，完成率133.33%，超过130%，没有说明原因",
    )
    assert told(row, "SE-08", office=Office(over_warn=Decimal(150))) == []


@pytest.mark.accepts("SE-08")
@pytest.mark.parametrize(
    "row",
    [
        "数量 | 试剂 | ≥ | 2400 | 份 | 3200 | 20 | 20 | 案件增多",
        "数量 | 试剂 | ≥ | 10 | 份 | 13 | 20 | 20",
        "数量 | 天数 | ≤ | 10 | 天 | 3 | 20 | 20",
    ],
)
def test_说明了原因_正好三成_反向指标不报(row: str) -> None:
    assert told(row, "SE-08") == []


@pytest.mark.rejects("SE-09")
@pytest.mark.accepts("SE-10", "SE-14")
def test_不适用的指标不计分() -> None:
    given = rating(changed(ROAD, "数量 | 修路 | ≥ | 50 | 公里 | 不适用 | 20 | 20"))
    (found,) = findings(given, "SE-07", "SE-09", "SE-10", "SE-14")
    assert (found.code, found.message) == ("SE-09", "“修路”填“不适用”，却得20分")


@pytest.mark.accepts("SE-09")
def test_不适用的指标总分按其余指标折算() -> None:
    given = rating(changed(ROAD, "数量 | 修路 | ≥ | 50 | 公里 | 不适用 | 20 | "))
    assert findings(given, "SE-09") == []
    _, total = score_card(given, Office())
    assert total is not None
    assert (total.self_score, total.computed) == (80, 100)  # 80÷80×100


@pytest.mark.rejects("SE-10")
@pytest.mark.parametrize("reason", ["", "无", "/"])
def test_失分没有写原因(reason: str) -> None:
    (found,) = findings(
        rating(changed(ROAD, f"数量 | 修路 | ≥ | 50 | 公里 | 45 | 20 | 18 | {reason}")), "SE-10"
    )
    assert found.label == "偏差原因分析及改进措施（修路）"
    assert found.message.startswith("“修路”得18分、分值20分，")


@pytest.mark.accepts("SE-10")
def test_失分写了原因的不报() -> None:
    assert (
        told("数量 | 修路 | ≥ | 50 | 公里 | 45 | 20 | 18 | 征地延误，明年一季度完成", "SE-10", "SE-07") == []
    )


@pytest.mark.rejects("SE-11")
@pytest.mark.parametrize("name", ["11月30日前完成资金支付", "预算执行完成率", "资金支付率"])
def test_称已全部支付而执行率不足(name: str) -> None:
    row = f"时效 | {name} | ≥ | 100 | % | 100 | 20 | 20"
    table = changed("100      | 100 | 100", "300 | 300 | 259.45", changed(ROAD, row))
    (found,) = findings(rating(table), "SE-11")
    assert (found.severity, found.seen) == (Severity.ERROR, "100")
    assert found.message == f"“{name}”完成值100%，资金执行率只有86.48%（执行259.45万元、预算300万元）"


@pytest.mark.accepts("SE-11")
@pytest.mark.parametrize(
    "row",
    ["资金拨付及时率 | ≥ | 100 | % | 100", "资金支付率 | ≥ | 100 | % | 86", "按期完工率 | ≥ | 100 | % | 100"],
)
def test_及时率和照实填的支付率不报(row: str) -> None:
    table = changed("100      | 100 | 100", "300 | 300 | 259.45", changed(ROAD, f"时效 | {row} | 20 | 20"))
    assert findings(rating(table), "SE-11") == []


@pytest.mark.rejects("SE-12")
@pytest.mark.accepts("SE-07")
def test_不低于零的指标不能衡量() -> None:
    assert told("数量 | 修路 | ≥ | 0 | 公里 | 3 | 20 | 20", "SE-07", "SE-12") == ["SE-12 warning"]


@pytest.mark.accepts("SE-12", "SE-13")
def test_照表样分配的权重和可以衡量的指标不报() -> None:
    assert findings(rating(FULL), "SE-12", "SE-13") == []


@pytest.mark.rejects("SE-13")
@pytest.mark.accepts("SC-02")
def test_权重与表样不同() -> None:
    table = changed(
        "12 | 30 | 30", "12 | 20 | 20", changed(ROAD, "数量 | 修路 | ≥ | 50 | 公里 | 50 | 30 | 30")
    )
    (found,) = findings(rating(table), "SE-13", "SC-02")
    assert (found.severity, found.expected) == (Severity.WARNING, "50、30、10")
    assert found.message == "产出指标60分、效益指标20分、满意度指标10分，表样是50、30、10分"


@pytest.mark.rejects("SE-13")
def test_九十分压在一个指标上() -> None:
    table = "资金 | 30 | 30 | 30\n成本 | 成本控制数 | ≤ | 30 | 万元 | 完成 | 90 | 90"
    (found,) = findings(rating(table), "SE-13")
    assert (found.severity, found.message) == (
        Severity.ERROR,
        "“成本控制数”一项占90分，没有其他指标，分值过于集中",
    )


@pytest.mark.rejects("SE-14")
def test_完成值和得分没有填() -> None:
    actual, score = findings(rating(changed("| 95 | 10 | 10", "| | 10 |")), "SE-14", "SE-10")
    assert (actual.message, score.message) == (
        "有1项指标没有填实际完成值：群众满意度",
        "有1项指标没有填得分：群众满意度",
    )


@pytest.mark.accepts("SE-14")
def test_只填了目标的表还没有报送() -> None:
    table = "资金 | 30 | 30 |\n成本 | 总成本 | ≤ | 30 | 万元 | | 90 |"
    assert findings(rating(table), "SE-14") == []


@pytest.mark.parametrize(("fields", "code"), [({"self_total": 98}, "SC-01"), ({"max_total": 120}, "SC-02")])
def test_总分和分值合计包括执行率的十分(fields: dict[str, int], code: str) -> None:
    assert rating(FULL).fields["score_sheet.self_total"].number == 100
    wrong = submission("national", put(drawn(FULL), "score_sheet", fields))
    (found,) = findings(wrong, "SC-01", "SC-02")
    assert (found.code, found.expected) == (code, "100")


@pytest.mark.rejects("NAR-02")
def test_预期目标与指标值说的数不同() -> None:
    row = "数量 | 免费发放原原种 | ≥ | 550 | 万粒 | 550 | 20 | 20"
    goal = "采购原原种425万粒；企业自行采购200万粒"
    (found,) = findings(rating(changed(ROAD, row), goal_expected=goal), "NAR-02")
    assert (found.severity, found.seen, found.expected) == (Severity.WARNING, "425万粒", "550万粒")


@pytest.mark.accepts("NAR-02")
@pytest.mark.parametrize(
    "goal", ["发放原原种550万粒", "发放原原种425万粒，企业采购125万粒", "发放原原种425万亩", "播种425万粒"]
)
def test_预期目标与指标值一致_是其中一部分_或说的不是一件事的不报(goal: str) -> None:
    row = "数量 | 免费发放原原种 | ≥ | 550 | 万粒 | 550 | 20 | 20"
    assert findings(rating(changed(ROAD, row), goal_expected=goal), "NAR-02") == []


@pytest.mark.rejects("SC-03")
def test_广水数量指标平均分配分值() -> None:
    # 15÷4 → 4，合计16
    rows = "\n".join(f"项目绩效/数量指标 | 道路{n} | ≥ | 300 | 公里 | 300 | 4 | 4" for n in "甲乙丙丁")
    (found,) = findings(rating(f"资金 | | 309 | 309\n{rows}", "guangshui"), "SC-03")
    assert found.message == "数量指标15分平均分给4项，四舍五入后每项4分，合计16分"


@pytest.mark.accepts("SC-03")
def test_广水数量指标只有一项的不报() -> None:
    row = "项目绩效/数量指标 | 道路 | ≥ | 300 | 公里 | 300 | 15 | 15"
    assert findings(rating(f"资金 | | 309 | 309\n{row}", "guangshui"), "SC-03") == []


@pytest.mark.rejects("SE-12")
@pytest.mark.parametrize(("shown", "right"), [("1", "192.31%"), ("0.9", "192.31%")])
def test_完成率封顶或算错(shown: str, right: str) -> None:
    row = f"数量 | 资助 | ≥ | 52 | 人 | 100 | 20 | 20 | | {shown}"
    (found,) = findings(rating(changed(ROAD, row), "hainan"), "SE-08", "SE-12")
    assert (found.code, found.seen, found.expected) == ("SE-12", f"{Decimal(shown) * 100:.0f}%", right)


@pytest.mark.accepts("SE-12")
@pytest.mark.parametrize(
    "row",
    [
        "52 | 人 | 10 | 20 | 3.85 | 外拨 | 0.1923",
        "95 | % | 100 | 20 | 20 | | 1",
        "95 | % | 100 | 20 | 20 | | 1.0526",
    ],
)
def test_完成率照实或略超封顶的不报(row: str) -> None:
    assert findings(rating(changed(ROAD, f"数量 | 资助 | ≥ | {row}"), "hainan"), "SE-12") == []


@pytest.mark.rejects("TGT-14")
def test_自评表已有执行率的十分又设执行率指标() -> None:
    assert told("时效 | 预算资金执行率 | ≥ | 90 | % | 100 | 20 | 20", "TGT-14") == ["TGT-14 warning"]
