"""XF-05：存在的问题里的一句话，说的是哪一项指标；同样的话否认、打算和建议时不算。"""

from __future__ import annotations

import pytest

from tests.checks.wordings import SECTIONS, with_paragraphs, workbook
from tests.drawing import findings

# 问题 | 评分表里不能计满分的指标；空着的不报
PROJECT = """
资金到位不够及时 | 到位时效
上级资金下达时间较晚，多在第四季度 | 到位时效
资金拨付滞后于工程进度 | 到位时效
补助资金未能按时拨付到位 | 到位时效
县级资金到位率偏低 | 到位率
地方配套资金落实难度大，尚有120万元未到位 | 到位率
配套资金缺口较大 | 到位率
自筹资金不到位 | 到位率
部分资金未到位 | 到位率
项目建设周期延长，未能在年度内完工 | 产出时效
施工进展缓慢 | 产出时效
工程进度未达到计划要求 | 产出时效
工期有所延误 | 产出时效
项目推进较慢 | 产出时效
部分工程未及时验收 | 产出时效
竣工决算未及时办理 |
完成率仅为85%，未达到年度目标 | 产出数量
个别指标未完成 | 产出数量
培训人数未达预期目标 | 产出数量
工程质量有待提高 | 产出质量
部分路面质量不高，出现坑洼 | 产出质量
成本控制不严，超出预算 | 产出成本
项目超支12万元 | 产出成本
长效管护机制不健全 | 可持续影响
后续管护不到位 | 可持续影响
管护资金没有保障 | 可持续影响
群众满意度有待提升 | 满意度
居民反映强烈 | 满意度
绩效指标不够明确 | 目标内容
目标设定过于笼统 | 目标内容
绩效目标编制不科学 | 目标内容
指标量化程度不高 | 目标内容
项目前期论证不够充分 | 决策程序
未履行政府采购程序 |
存在挪用专项资金现象 | 资金使用
部分支出依据不充分 | 资金使用
原始凭证审核不严，白条入账 | 资金使用
财务管理不够规范 | 财务管理
会计核算不及时 | 财务管理
档案管理不规范 |
项目管理制度不完善 | 管理制度
机构人员分工不明确 | 组织机构
专业技术人员不足 | 支撑条件
社会效益尚未充分发挥 | 社会效益
生态效益不够显著 | 环境效益
"""
DEPARTMENT = """
预算执行率偏低 | 支付进度
部分专项资金未及时下达 | 支付进度
资金支出进度较慢 | 支付进度
预算支出进度不均衡 |
年底突击花钱 | 支付进度
存在结转结余资金 |
结余资金未及时上缴 | 资金结余
年中预算调整较大 | 预算调整率
预算追加较多 | 预算调整率
三公经费有所上升 | 三公
公务接待费超预算 | 三公
三公经费管控不严 | 三公
人员超编 | 供养人员
超编15人 | 供养人员
实有人数超过编制数 | 供养人员
资产闲置 | 固定资产利用率
固定资产管理不规范，部分资产未入账 | 资产管理安全性
资产账实不符 | 资产管理安全性
资产管理制度不健全 | 管理制度健全性
内控制度执行不到位 | 管理制度健全性
财务制度有待完善 | 管理制度健全性
预算公开内容不完整 | 公开
决算公开不及时 | 公开
政府采购执行率较低 | 政府采购
采购计划编制不细 |
公务卡结算率低 | 公务卡
公务卡使用不规范 | 公务卡
支出审批手续不完善 | 资金使用
挤占项目经费用于公用支出 | 资金使用
违规发放津补贴 | 资金使用
社会公众满意度偏低 | 满意度
群众投诉较多 | 满意度
重点支出占比偏低 | 重点支出
"""


def table(lines: str) -> list[tuple[str, str]]:
    """Each line as (words, indicator)."""
    parts = [line.partition("|") for line in lines.strip().splitlines()]
    return [(words.strip(), indicator.strip()) for words, _, indicator in parts]


def told(kind: str, words: str, section: str = "问题") -> list[str]:
    """What XF-05 says of one sentence in a workbook with full marks."""
    given = with_paragraphs(workbook(kind), (SECTIONS[kind][section], words))
    return [each.message for each in findings(given, "XF-05")]


EVERY = [("project", *line) for line in table(PROJECT)] + [
    ("department", *line) for line in table(DEPARTMENT)
]
NAMED = [line for line in EVERY if line[2]]


@pytest.mark.parametrize(("kind", "words", "indicator"), EVERY)
def test_承认的问题落在哪一项(kind: str, words: str, indicator: str) -> None:
    messages = told(kind, f"1.{words}。")
    assert bool(messages) is bool(indicator)
    assert not indicator or any(indicator in message for message in messages), messages


@pytest.mark.parametrize(("kind", "words", "indicator"), NAMED)
@pytest.mark.parametrize(
    "negation", ["没有出现{}的情况", "不存在{}的问题", "今后要进一步加强管理，防止{}", "建议解决{}的问题"]
)
def test_否认的和打算防止的不算(kind: str, words: str, indicator: str, negation: str) -> None:
    del indicator
    first = words.partition("，")[0]
    assert told(kind, negation.format(first) + "。") == []


@pytest.mark.parametrize(("kind", "words", "indicator"), NAMED)
def test_不在存在的问题里说的不算_预算调整除外(kind: str, words: str, indicator: str) -> None:
    section = "管理"
    assert bool(told(kind, f"{words}。", section)) is (indicator == "预算调整率")


@pytest.mark.parametrize("words", ["年中追加0万元，预算调整率0%", "预算追加额为0", "全年调增0.00万元"])
def test_追加是零的不算追加(words: str) -> None:
    assert told("department", f"{words}。", "基本") == []
    assert told("department", "年中追加0.5万元。", "基本") != []
