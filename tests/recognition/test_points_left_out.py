"""Points that were not all recognised are never added up as if they were: no total, no 等次, no SC-01."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from tests.recognition.drawn import checked, told
from xlperf.forms.national import parts

_SERVICES = """
A:H=政府购买服务项目绩效自评表
A:H=填报单位：某县民政局　　年度：2024年　　单位：万元
A=项目名称 | B:D=社区居家养老服务 | E=购买主体 | F:H=某县民政局
A/2=资金情况 | B=年初预算数 | C=全年预算数 | D=全年执行数 | E=执行率 | F=分值 | G=得分 | H=备注
B=120 | C=120 | D=108 | E='90% | F=10 | G=9 | H=
A=绩效目标 | B:D=为300名老人提供服务 | E=完成情况 | F:H=为300名老人提供服务
A=一级指标 | B=二级指标 | C=三级指标 | D=指标值 | E=完成值 | F=分值 | G=自评得分 | H=未完成原因
A=产出指标 | B=数量指标 | C=服务老人数 | D=≥300人 | E=300人 | F=50 | G=50 | H=
A=效益指标 | B=社会效益指标 | C=减少独居老人意外 | D=≥10件 | E=12件 | F=30 | G=30 | H=
A=满意度指标 | B=服务对象满意度指标 | C=老人满意度 | D=≥90% | E=93% | F=10 | G=11 | H=
A:E=合计 | F=100 | G=100 | H=
"""

_DEPARTMENT = """
A:H=部门（单位）整体支出绩效自评表
A:H=（2024年度）
A=部门（单位）名称 | B:H=某省农业科学院
A/3=年度主要任务（万元） | B=任务名称 | C:D=预算数 | E:F=执行数 | G=执行率 | H=得分⏎（10分）
B=育种攻关 | C:D=800 | E:F=760 | G='95% | H=
B=金额合计 | C:D=1600 | E:F=1550 | G='96.88% | H=9.69
A/2=年度总体目标 | B:D=年初设定目标 | E:H=全年实际完成情况
B:D=育成新品种5个 | E:H=育成新品种5个
A/4=绩效指标 | B=一级指标 | C=二级指标 | D=三级指标 | E=年度指标值 | F=实际完成值 | G=分值 | H=得分
B=产出指标 | C=数量指标 | D=育成新品种 | E=≥5个 | F=5个 | G=50 | H=50
B=效益指标 | C=社会效益指标 | D=培训农民 | E=≥1000人次 | F=1000人次 | G=30 | H=30
B=满意度指标 | C=服务对象满意度指标 | D=农户满意度 | E=≥90% | F=92% | G=10 | H=10
A:F=总分 | G=100 | H=99.69
"""


def test_资金表的得分离得近_指标表的自评得分照样认得出(tmp_path: Path) -> None:
    """9＋50＋30＋11＝100；满意度10分自评11分。"""
    report, _ = checked(_SERVICES, tmp_path)
    assert told(report) == ["SC-05 G10"]
    assert report.total is not None
    assert report.total.self_score == Decimal(100)


def test_分值权重是分值(tmp_path: Path) -> None:
    header = "F=分值 | G=自评得分 | H=未完成原因"
    assert header in _SERVICES
    rows = _SERVICES.replace(header, header.replace("分值", "分值权重"))
    report, submission = checked(rows, tmp_path)
    weights = [row.value(parts.MAX) for row in submission.rows(parts.INDICATORS) if row.written]
    assert weights == [Decimal(50), Decimal(30), Decimal(10)]
    assert told(report) == ["SC-05 G10"]


def test_分值一栏没有认出来_总分照得分加(tmp_path: Path) -> None:
    rows = _SERVICES.replace("F=分值 | G=自评得分", "F=甲 | G=自评得分")
    report, _ = checked(rows, tmp_path)
    assert report.total is not None
    assert (report.total.self_score, report.total.at_most) == (Decimal(100), None)


def test_得分一栏没有认出来_没有总分也没有等次(tmp_path: Path) -> None:
    """只剩预算执行率的9分：不能说自评9分、等次差。"""
    rows = _SERVICES.replace("G=自评得分 | H=未完成原因", "G=乙 | H=未完成原因")
    report, _ = checked(rows, tmp_path)
    assert report.total is not None
    assert (report.total.self_score, report.total.grade) == (None, None)
    assert any("得分”没有认出来" in each.reason for each in report.not_checked)


def test_预算执行率的得分没有认出来_不说总分不对(tmp_path: Path) -> None:
    """9.69＋50＋30＋10＝99.69，没有错；指标的分值只有90，另外10分在没有认出的地方。"""
    report, _ = checked(_DEPARTMENT, tmp_path)
    assert "SC-01" not in {each.code for each in report.findings}
    assert any(each.code == "SC-01" and "预算执行率" in each.reason for each in report.not_checked)
    assert report.total is not None
    assert (report.total.self_score, report.total.grade) == (None, None)
