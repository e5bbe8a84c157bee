"""Published self-evaluation tables of the national layout and its provincial editions, as they were filled in.

Names of people are left out. Where the publication shows a part of the form only, the rest is filled in so that
it adds up and says nothing; such rows are named 其余….
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from tests.checks.ratings import drawn
from xlperf.forms import information
from xlperf.forms.draft import Draft
from xlperf.forms.formulas import Value


@dataclass(frozen=True)
class Case:
    """One table: the edition it follows, whose it is, its year, its rows and what stands in single cells."""

    name: str
    kind: str
    unit: str
    project: str
    year: int
    table: str
    fields: dict[str, Value] = field(default_factory=dict)

    @property
    def draft(self) -> Draft:
        """The table as a draft, with 基本信息."""
        made = drawn(self.table, self.kind, **self.fields)
        own: dict[str, Value] = {
            information.YEAR.key: Decimal(self.year),
            information.COUNTY.key: "某县",
            information.UNIT.key: self.unit,
            information.PROJECT.key: self.project,
        }
        return Draft({**made.fields, **own}, made.rows)


TANGXI = Case(
    "ah_chizhou_tangxi_weituo_2022",
    "national",
    "池州市贵池区棠溪镇人民政府",
    "委托业务项目",
    2022,
    """
资金     | 90 | 89.974 | 89.974
数量     | 基建工程委托业务项目数量 | ≥ | 50 | 个 | 50 | 8 | 8
质量     | 委托业务报告合格率 | ≥ | 100 | % | 100 | 8 | 8
质量     | 经费支出合规性 | 定性 | 严格执行相关制度规定 | | 达成预期指标 | 8 | 8
时效     | 提交报告及时性 | 定性 | 在项目计划完成时间内完成 | | 达成预期指标 | 8 | 8
成本     | 项目总成本 | ≤ | 90 | 万元 | 90 | 8 | 8
成本     | 单项业务成本 | 定性 | 符合相关规定 | | 达成预期指标 | 10 | 10
社会效益 | 对维护基建市场公平的影响程度 | 定性 | 效果明显 | | 达成预期指标 | 10 | 10
生态效益 | 对控制基建项目成本影响程度 | 定性 | 效果明显 | | 达成预期指标 | 10 | 10
可持续影响 | 对推动基建项目“四项制度”健全和落实的持续性影响 | 定性 | 效果明显 | | 达成预期指标 | 10 | 10
服务对象满意度 | 其余满意度 | ≥ | 90 | % | 95 | 10 | 10
""",
    {
        **{
            key: Decimal(0)
            for key in ("initial_total", "budget_total", "spent_total", "rate_total", "execution_score")
        },
        "goal_expected": "预算90万元=编制30+审计30+设计规划测绘30",
        "goal_actual": "完成预算资金89.97万元;编制30+审计30+设计规划测绘29.99",
    },
)
XUANCHENG = Case(
    "ah_xuancheng_police_drug_2021",
    "national",
    "宣城市公安局禁毒支队",
    "禁毒经费",
    2021,
    """
资金 | 100 | 100 | 100
数量 | 禁毒舞台剧宣传的场次 | ≥ | 1 | 场 | 1 | 12 | 12
数量 | 毛发检查试剂数量 | ≥ | 2400 | 份 | 3200 | 12 | 12
质量 | 其余合格率 | ≥ | 95 | % | 100 | 26 | 26
社会效益 | 其余受益学校 | ≥ | 30 | 所 | 30 | 30 | 30
服务对象满意度 | 其余满意度 | ≥ | 90 | % | 95 | 10 | 10
""",
)
NONGKEN = Case(
    "hi_nongken_school_aid_2023",
    "hainan",
    "省农垦实验中学",
    "学生事务补助",
    2023,
    """
资金 | 0 | 0 | 0
资金 | 120000 | 120000 | 30000
资金 | 0 | 0 | 0
数量 | 资助困难教师及学生 | | 52 | | 10 | 20 | 3.85 | 滋慧计划由中央直接拨付到个人银行账户。 | 0.1923
质量 | 困难教师 | | 2 | | 0 | 30 | 0 | 砺耕计划由省厅直接拨付到个人银行账户。 | 0
社会效益 | 帮助困难教师和学生提高生活水平 | | 95 | % | 100 | 30 | 30 | | 1
服务对象满意度 | 资助困难教师及学生 | | 52 | | 100 | 10 | 10 | | 1
""",
)
_ROWS_OF_ZHAIDIAN = """
居民健康档案 | 38508 | 人 | 37442 | 3 | 3
举办健康教育宣传咨询活动 | 12 | 次 | 96 | 1 | 1
建立预防接种证 | 221 | | 221 | 2 | 2
适龄儿童疫苗接种率 | 100.00% | | 97.30% | 2 | 1.9
0-6岁儿童健康管理数 | 2089 | | 2089 | 2 | 2
0-6岁儿童眼保健操覆盖数 | 2089 | | 2089 | 2 | 2
新生入访视数 | 214 | | 214 | 2 | 2
孕产妇7天访视数 | 214 | | 203 | 2 | 1.8
孕产妇42天访视数 | 214 | | 203 | 2 | 1.8
早孕建册数 | 120 | | 69 | 2 | 1
老年人体检数 | 5662 | | 4044 | 2 | 1.4
高血压规范管理数 | 3807 | | 3224 | 2 | 1.9
高血压随访控制数 | 3807 | | 3220 | 2 | 1.8
糖尿病规范管理数 | 863 | | 695 | 2 | 1.8
糖尿病随访控制数 | 863 | | 683 | 2 | 1.7
严重精神障碍患者管理数 | 212 | | 209 | 2 | 1.8
肺结核健康规范管理数 | 8 | | 8 | 2 | 2
老年人中医药规范管理数 | 5662 | | 4044 | 2 | 1.4
0-36月龄中医药规范管理数 | 1228 | | 770 | 2 | 1.8
传染病及突发公共卫生事件报告数 | 14 | | 14 | 2 | 2
家庭医生签约率 | 24694 | | 22584 | 2 | 1.7
"""
ZHAIDIAN = Case(
    "sx_jishan_zhaidian_health_2021",
    "national",
    "稷山县翟店镇卫生院",
    "国家基本公共卫生服务",
    2021,
    "资金 | 0 | 207.4538 | 207.4538\n"
    + "".join(
        f"数量 | {name} | | {rest}\n"
        for name, _, rest in (line.partition(" | ") for line in _ROWS_OF_ZHAIDIAN.strip().splitlines())
    )
    + """数量 | 其余服务人数 | ≥ | 500 | 人 | 500 | 8 | 8
社会效益 | 其余受益人口 | ≥ | 2.5 | 万人 | 2.5 | 30 | 30
服务对象满意度 | 其余满意度 | ≥ | 90 | % | 95 | 10 | 10
""",
)
SERVICE_TRADE = Case(
    "hb_service_trade_2020",
    "hubei",
    "某区商务局投资促进中心",
    "2020年市级服务贸易发展资金",
    2020,
    """
资金 | | 285.84 | 285.84
数量 | 服务外包在岸（万美元） | | 20000 | | 23333.56 | 10 | 10
数量 | 服务外包离岸（万美元） | | 4500 | | 4557.51 | 10 | 10
数量 | 支持服务贸易、服务外包企业数量 | | 3 | | 3 | 10 | 10
质量 | 企业国际质量提升 | | 获得目的国（地区）受众欢迎 | | 受目的国受众欢迎显著 | 10 | 10
时效 | 预算资金执行率 | | 90% | | 100% | 10 | 10
时效 | 资金拨付及时性 | | 98%以上 | | 100% | 10 | 10
社会效益 | 企业把握政治导向和文化方向情况 | | | | | 20 | 20
可持续影响 | 推动企业走出去方面发挥的作用 | | | | | 20 | 20
""",
    {"self_total": Decimal(100), "max_total": Decimal(100)},
)
GUANGSHUI = Case(
    "hb_guangshui_rural_road_2021",
    "guangshui",
    "广水市交通运输局",
    "乡村道路建设养护项目",
    2021,
    """
资金 |
资金 |
资金 | | 309 | 309
项目决策/决策依据 | 决策依据 | | | | | 2 | 2
项目管理/管理制度 | 财务制度 | | | | | 3 | 3
项目管理/管理制度 | 组织机构 | | | | | 2 | 2
项目管理/管理制度 | 运行监管 | | | | | 4 | 4
项目管理/管理制度 | 目标申报 | | | | | 4 | 4
项目绩效/数量指标 | 乡村道路建设养护里程 | | 300 | 公里 | 300 | 15 | 15
项目绩效/质量指标 | 其余验收合格率 | ≥ | 95 | % | 100 | 25 | 25
项目绩效/社会效益指标 | 其余受益村 | ≥ | 80 | 个 | 80 | 30 | 30
项目绩效/服务对象满意度指标 | 其余满意度 | ≥ | 90 | % | 60 | 15 | 10 | 其余未达满意
""",
)
YUANZHOU = Case(
    "nx_yuanzhou_potato_2022",
    "yuanzhou",
    "原州区农技中心",
    "马铃薯种薯繁育示范推广项目",
    2022,
    """
资金 |
资金 | | 300 | 259.45
数量 | 免费发放原原种 | | 550 | 万粒 | 550 | 8 | 8
数量 | 企业自行采购 | | 200 | 万粒 | 200 | 8 | 8
数量 | 一级种薯繁育基地 | | 8000 | 亩 | 8535.5 | 8 | 8
质量 | 采购的原原种合格率 | ≥ | 90 | % | 90 | 8 | 8
时效 | 2021年11月30日前完成资金支付 | | 11月底完成100% | | 100% | 8 | 8
成本 | 种薯采购价格不高于市场价 | | 是 | | 是 | 8 | 8
经济效益 | 种薯亩均收入较鲜薯亩均收入 | ≥ | 5 | % | 5 | 8 | 8
社会效益 | 一级种薯推广面积占总面积比例 | ≥ | 80 | % | 80 | 8 | 8
社会效益 | 群众认知度 | ≥ | 50 | % | 50 | 8 | 8
生态效益 | 农药量较上年减少 | | 2 | % | 2 | 8 | 8
可持续影响 | 完善种薯繁育体系 | | 是 | | 基本达到 | 8 | 7 | 加强技术指导，加大宣传力度；加大项目支持力度
服务对象满意度 | 其余满意度 | ≥ | 90 | % | 95 | 20 | 20
""",
    {
        "goal_expected": "采购原原种425万粒、繁育田850亩;企业自行采购200万粒、基地400亩;共1250亩",
        "self_total": Decimal(99),
    },
)
DAYING = Case(
    "sc_daying_sifaju_anke_2023",
    "sichuan",
    "大英县司法局",
    "2023年全县安可替代补助资金项目",
    2023,
    """
资金 | 0 | 3.36 | 3.36
资金 | 0 | 0 | 0
资金 | 0 | 0 | 0
成本指标/经济成本指标 | 成本控制数 | ≤ | 30 | 万元 | 完成 | 90 | 90
""",
)
CASES = (TANGXI, XUANCHENG, NONGKEN, ZHAIDIAN, SERVICE_TRADE, GUANGSHUI, YUANZHOU, DAYING)
