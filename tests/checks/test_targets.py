"""TGT：目标值的数、单位和位置。"""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.checks.drawn_targets import targets
from tests.drawing import findings, submission
from xlperf.findings import Finding
from xlperf.forms import narrative, project_report
from xlperf.forms.draft import Draft, DraftRow
from xlperf.forms.national import parts

GOOD = """
数量   | 改造小区       | ≥ | 20  | 个   | 年度计划
数量   | 受益居民       | ≥ | 3458 | 户  | 年度计划
质量   | 工程验收合格率 | = | 100 | %    | 行业标准
时效   | 按期完工率     | = | 100 | %    | 年度计划
成本   | 项目总成本     | ≤ | 630 | 万元 | 预算
社会   | 人居环境       |   | 符合创建标准 |  | 市级验收
满意度 | 群众满意度     | ≥ | 90  | %    | 问卷调查
"""


def told(draft: Draft, code: str) -> list[Finding]:
    return findings(submission("project", draft), code)


def texts(draft: Draft, code: str) -> list[str]:
    """级别和说明。"""
    return [f"{each.severity}：{each.message}" for each in told(draft, code)]


@pytest.mark.accepts("TGT-01", "TGT-02", "TGT-03", "TGT-05")
def test_照表填好的目标表不报() -> None:
    for code in ("TGT-01", "TGT-02", "TGT-03", "TGT-05"):
        assert texts(targets(GOOD), code) == []


@pytest.mark.rejects("TGT-01")
def test_数值写在绩效标准栏() -> None:
    (found,) = told(targets("数量 | 建设面积 | | | ㎡ | 20000㎡\n数量 | 建材 | | | 吨 | 11000吨"), "TGT-01")
    assert (str(found.at), found.expected, len(found.related)) == ("项目支出绩效目标表!F11", "20000㎡", 3)
    assert found.message == (
        "“建设面积”的指标值没有填数，数写在绩效标准栏（单位“㎡”、绩效标准“20000㎡”），两栏疑似填反，应为指标值20000㎡；共2项"
    )


@pytest.mark.rejects("TGT-01")
def test_三级指标只填一个数() -> None:
    (found,) = told(targets("数量 | 88 | | 100\n质量 | 68 | | 100"), "TGT-01")
    assert found.message == "三级指标栏填的是“88”、“68”，不是指标名称，共2行，等于没有设置指标"


def test_绩效标准写行业标准或与指标值相同的数不算填反() -> None:
    assert texts(targets("质量 | 合格率 | ≥ | 98 | % | 98%\n数量 | 面积 | | | | 行业标准"), "TGT-01") == []
    assert texts(targets("成本 | /"), "TGT-01") == []


@pytest.mark.rejects("TGT-02")
@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("满意度 | 群众满意度 | ≥ | 52", "没有单位，且与数量指标“资助人数”的目标值相同，疑似抄错行"),
        ("满意度 | 群众满意度 | ≥ | 52 | 人", "单位是“人”，不是百分比"),
        ("满意度 | 群众满意度 | ≥ | 120 | %", "满意度不能超过100%"),
    ],
)
def test_满意度目标不是百分比(line: str, problem: str) -> None:
    (found,) = told(targets(f"数量 | 资助人数 | ≥ | 52 | 人\n{line}"), "TGT-02")
    assert found.message.endswith(problem)


def test_满意度写90分或百分数单元格都可以() -> None:
    assert texts(targets("满意度 | 群众评分 | ≥ | 90 | 分"), "TGT-02") == []
    assert texts(targets("满意度 | 群众满意度 | | 不低于95%"), "TGT-02") == []


@pytest.mark.rejects("TGT-03")
def test_没有单位的合报一条_每处都指到() -> None:
    (found,) = told(targets("数量 | 改造小区 | ≥ | 20\n质量 | 合格率 | = | 100"), "TGT-03")
    assert found.message == "2项指标的目标值没有单位：改造小区 20、合格率 100"
    assert [str(found.at), *map(str, found.related)] == ["项目支出绩效目标表!G11", "项目支出绩效目标表!G14"]


def test_单位写在指标值或名称里的不报() -> None:
    assert texts(targets("数量 | 改造小区 | | ≥20个\n数量 | 改造面积（平方米） | ≥ | 500"), "TGT-03") == []
    assert (
        texts(targets("数量 | 完成20个老旧小区改造 | = | 20\n质量 | 空气质量综合指数 | ≤ | 5"), "TGT-03")
        == []
    )


@pytest.mark.rejects("TGT-05")
def test_比率目标超过100() -> None:
    assert texts(targets("质量 | 验收合格率 | ≥ | 120 | %"), "TGT-05") == [
        "warning：“验收合格率”的目标值“≥120%”：比率最高是100%"
    ]
    assert texts(targets("质量 | 验收合格率 | ≥ | 100 | %"), "TGT-05") == [
        "info：“验收合格率”的目标值“≥100%”：只能等于100%，不会更高"
    ]


def test_增长率可以超过100() -> None:
    assert texts(targets("经济 | 收入增长率 | ≥ | 120 | %\n数量 | 任务完成率 | ≥ | 110 | %"), "TGT-05") == []


@pytest.mark.rejects("TGT-06")
def test_数量乘单位成本远离预算() -> None:
    (found,) = told(targets("数量 | 改造小区 | ≥ | 20 | 个\n成本 | 单位成本 | ≤ | 10 | 万元/个"), "TGT-06")
    assert (
        found.message == "20个 × 10万元/个 ＝ 200万元，年度预算是630万元，相差68%"
    )  # (630−200)÷630 = 68.25%


@pytest.mark.accepts("TGT-06")
def test_数量乘单位成本接近预算() -> None:
    assert texts(targets("数量 | 改造小区 | ≥ | 20 | 个\n成本 | 单位成本 | ≤ | 30 | 万元/个"), "TGT-06") == []


def test_自评报告里照抄目标表的指标不重复报() -> None:
    again = DraftRow({"indicator": "改造小区", "target": "20", "actual": "20"})
    draft = targets("数量 | 改造小区 | ≥ | 20").fill(project_report.INDICATORS, again)
    assert len(told(draft, "TGT-03")) == 1


@pytest.mark.rejects("TGT-07")
@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("质量 | 困难教师 | = | 2", "质量指标“困难教师”填的是数量，不是质量"),
        ("成本 | 危房改造 | = | 1350 | 户", "成本指标“危房改造”的单位是“户”，是数量，不是成本"),
        (
            "生态 | 对控制基建项目成本影响程度 | | 效果明显",
            "生态效益指标“对控制基建项目成本影响程度”写的是成本，不是生态效益",
        ),
        ("数量 | 工程合格率 | = | 100 | %", "数量指标“工程合格率”是质量，应列在质量指标下"),
        ("社会 | 居民满意度 | ≥ | 90 | %", "社会效益指标“居民满意度”是满意度，应列在满意度指标下"),
    ],
)
def test_指标放错了类别(line: str, message: str) -> None:
    assert texts(targets(line), "TGT-07") == [f"warning：{message}"]


@pytest.mark.accepts("TGT-07")
def test_放对了类别的不报() -> None:
    assert texts(targets(GOOD), "TGT-07") == []
    assert (
        texts(targets("质量 | 安全事故 | = | 0 | 起\n成本 | 户均改造成本 | ≤ | 3 | 万元/户"), "TGT-07") == []
    )


@pytest.mark.parametrize(
    ("second", "third", "unit", "count"),
    [
        ("社会成本指标", "施工扰民投诉", "件", 0),
        ("生态环境成本指标", "建筑垃圾外运量", "吨", 0),
        ("经济成本指标", "改造小区", "个", 1),
    ],
)
def test_社会成本和生态环境成本按数量计_不报(second: str, third: str, unit: str, count: int) -> None:
    """财预〔2021〕101号：社会成本、生态环境成本是项目给社会和环境带来的影响，不是花的钱。"""
    row = DraftRow(
        {
            "first": "成本指标",
            "second": second,
            "third": third,
            "relation": "≤",
            "target": Decimal(3),
            "measure": unit,
        }
    )
    given = submission("national_2021", Draft().fill(parts.INDICATORS, row))
    assert len(findings(given, "TGT-07")) == count


def report(text: str) -> Draft:
    """A paragraph in the text of the report, beside a target table."""
    return targets("时效 | 预算执行完成率 | = | 100 | %").fill(
        narrative.PROJECT.tables[0], DraftRow({"text": text})
    )


@pytest.mark.rejects("TGT-08")
def test_执行率100而预算只是计划资金的一部分() -> None:
    (found,) = told(report("两级以1：1的方式计划安排项目资金总计1100万元，先期支付50%。"), "TGT-08")
    assert found.message == "“预算执行完成率”目标100%，但正文计划安排1100万元，目标表预算630万元，只占57.27%"


@pytest.mark.rejects("TGT-08")
def test_绩效目标文字与目标值不同() -> None:
    draft = targets("数量 | 改造小区 | ≥ | 16 | 个", goal="2022年完成改造小区20个，改善人居环境。")
    assert texts(draft, "TGT-08") == ["warning：“改造小区”目标16个，但年度绩效目标写的是“改造小区20个”"]


@pytest.mark.accepts("TGT-08")
def test_文字与目标值相同_计划资金就是预算的不报() -> None:
    assert texts(targets("数量 | 改造小区数 | ≥ | 20 | 个", goal="完成改造小区数20个。"), "TGT-08") == []
    assert texts(report("计划安排项目资金总计630万元。"), "TGT-08") == []


@pytest.mark.rejects("TGT-09")
def test_预算大增没有依据() -> None:
    (found,) = told(report("上年度预算安排200万元，本年度预算630万元。"), "TGT-09")
    assert (found.severity, found.message) == (
        "info",
        "年度预算630万元，比上年的200万元增加215%，没有写依据",
    )


@pytest.mark.accepts("TGT-09")
def test_预算大增写明依据或没有大增的不报() -> None:
    assert texts(report("上年度预算安排200万元，因新增三个乡镇，本年度预算630万元。"), "TGT-09") == []
    assert texts(report("上年度预算安排600万元，本年度预算630万元。"), "TGT-09") == []


SAME = "进一步改善城市面貌，提升城市品位，优化人居环境。"


def goals(period: str, whole: str, year: str) -> Draft:
    """实施期、实施期绩效目标、本年度绩效目标。"""
    draft = targets(GOOD, goal=year, period=period)
    return Draft({**draft.fields, "target_table.goal_period": whole}, draft.rows)


@pytest.mark.rejects("TGT-10")
def test_跨年项目两栏目标逐字相同() -> None:
    (found,) = told(goals("2021年3月至2023年12月", SAME, SAME), "TGT-10")
    assert (str(found.at), found.severity) == ("项目支出绩效目标表!B8", "info")


@pytest.mark.accepts("TGT-10")
def test_一年期项目两栏可以相同_跨年的分别写() -> None:
    assert texts(goals("2022年3月至2022年12月", SAME, SAME), "TGT-10") == []
    assert texts(goals("2021年3月至2023年12月", SAME, "2022年完成20个小区改造。"), "TGT-10") == []


@pytest.mark.rejects("TGT-11")
def test_本年度目标写的是以前年度的任务() -> None:
    (found,) = told(targets(GOOD, goal="2019年完成总体概念规划，2020年完成控制性规划。"), "TGT-11")
    assert found.message == "本年度绩效目标写的是2019、2020年的任务，填报年度是2022年"


@pytest.mark.accepts("TGT-11")
def test_写了本年度任务的可以提到以前年度() -> None:
    assert texts(targets(GOOD, goal="在2021年规划基础上，2022年完成20个小区改造。"), "TGT-11") == []
    assert texts(targets(GOOD, goal="完成2000年以前建成的20个小区改造。"), "TGT-11") == []


@pytest.mark.rejects("TGT-12")
def test_形容词作单位_目标是空话() -> None:
    assert texts(targets("质量 | 工程质量 | | | 优良 | 100\n生态 | 生态环境 | | | 科学 | 90%"), "TGT-12") == [
        "warning：2项指标不可衡量：工程质量“优良＝100”、生态环境“科学＝90”"
    ]
    assert texts(targets("可持续 | 义务教育均衡发展 | 定性 | 稳步提高"), "TGT-12") == [
        "info：1项指标不可衡量：义务教育均衡发展“稳步提高”"
    ]


@pytest.mark.accepts("TGT-12")
def test_定性目标写明程度的不报() -> None:
    assert texts(targets(GOOD), "TGT-12") == []
    assert (
        texts(targets("质量 | 工程质量 | 定性 | 合格\n可持续 | 管护制度 | 定性 | 建立并落实"), "TGT-12") == []
    )


@pytest.mark.rejects("TGT-13")
def test_材料用量不是产出() -> None:
    (found,) = told(targets("数量 | 工程建设材料 | = | 11000 | 吨"), "TGT-13")
    assert (str(found.at), found.severity) == ("项目支出绩效目标表!D11", "info")


@pytest.mark.accepts("TGT-13")
def test_宣传材料_改造面积是产出() -> None:
    assert (
        texts(targets("数量 | 发放宣传材料份数 | ≥ | 500 | 份\n数量 | 改造面积 | ≥ | 5 | 万平方米"), "TGT-13")
        == []
    )


@pytest.mark.rejects("TGT-14")
def test_预算执行率设了两处() -> None:
    draft = targets("时效 | 预算执行完成率 | = | 100 | %\n时效 | 资金支付率 | = | 100 | %")
    assert texts(draft, "TGT-14") == ["warning：预算执行重复计分：预算执行完成率、资金支付率"]


@pytest.mark.accepts("TGT-14")
def test_预算执行率只设一处的不报() -> None:
    assert (
        texts(targets("时效 | 预算执行完成率 | = | 100 | %\n时效 | 按期完工率 | = | 100 | %"), "TGT-14") == []
    )


@pytest.mark.rejects("TGT-15")
def test_绩效目标只填一个数() -> None:
    assert texts(targets(GOOD, goal="100%"), "TGT-15") == [
        "warning：本年度绩效目标只填了“100%”，没有写要做到什么"
    ]


@pytest.mark.accepts("TGT-15")
def test_绩效目标是一段话的不报() -> None:
    assert texts(targets(GOOD, goal="2022年完成20个小区改造。"), "TGT-15") == []


@pytest.mark.rejects("TGT-16")
def test_满意度目标100() -> None:
    (found,) = told(targets("满意度 | 项目满意度 | = | 100 | %"), "TGT-16")
    assert found.severity == "info"


@pytest.mark.accepts("TGT-16")
def test_满意度目标95的不报() -> None:
    assert texts(targets("满意度 | 项目满意度 | ≥ | 95 | %"), "TGT-16") == []


@pytest.mark.rejects("DATE-02")
def test_时效指标的期限早于填报年度() -> None:
    (found,) = told(targets("时效 | 2021年11月30日前完成资金支付 | = | 100 | %"), "DATE-02")
    assert found.message == "时效指标“2021年11月30日前完成资金支付”不在2022年度内"


@pytest.mark.accepts("DATE-02")
def test_期限在填报年度内或项目跨年的不报() -> None:
    assert texts(targets("时效 | 2022年11月30日前完成资金支付 | = | 100 | %"), "DATE-02") == []
    over = targets("时效 | 2021年11月30日前开工 | = | 100 | %", period="2021年3月至2022年12月")
    assert texts(over, "DATE-02") == []
