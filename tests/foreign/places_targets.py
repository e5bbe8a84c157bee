"""Applications with targets as they are laid out: the funds without a header, 中期 and 年度 side by side."""

from __future__ import annotations

from tests.foreign.by_hand import Sheet

APPLICATION = Sheet(
    "目标申报表_资金逐行",
    "application",
    """
A:G=项目支出绩效目标申报表
A:G=（2024年度） @target_table.year:2024
A:B=项目名称 | C:G=校园安全设施改造 @target_table.project
A:B=主管部门 | C:D=某市教育局 @target_table.department | E=实施单位 | F:G=某中学 @target_table.agency
A:B=项目属性 | C:D=新增项目 @target_table.nature | E=项目日期范围 | F:G=2024-01-01至2024-12-31 @target_table.period
A:B/3=项目资金（万元） | C:D=年度资金总额 | E:G=260 @budget_total
C:D=其中：财政拨款 | E:G=260 @$.budget
C:D=其他资金 | E:G=0 @$.budget
A:B=年度目标 | C:G=完成12处校园安全设施改造，消除安全隐患。 @target_table.goal_year
A=一级指标 | B=二级指标 | C=三级指标 | D=指标性质 | E=指标值 | F=度量单位 | G=权重
A/3=产出指标 @target_table.indicators#first | B=数量指标 @target_table.indicators#second | C=改造设施数量 @target_table.indicators#third | D=≥ @target_table.indicators#relation | E=12 @target_table.indicators#target | F=处 @target_table.indicators#measure | G=20
B=质量指标 @target_table.indicators#second | C=验收合格率 @target_table.indicators#third | D== @target_table.indicators#relation | E=100 @target_table.indicators#target | F=% @target_table.indicators#measure | G=20
B=时效指标 @target_table.indicators#second | C=完成及时率 @target_table.indicators#third | D=≥ @target_table.indicators#relation | E=95 @target_table.indicators#target | F=% @target_table.indicators#measure | G=10
A=成本指标 @target_table.indicators#first | B=经济成本指标 @target_table.indicators#second | C=总成本 @target_table.indicators#third | D=≤ @target_table.indicators#relation | E=260 @target_table.indicators#target | F=万元 @target_table.indicators#measure | G=20
A=效益指标 @target_table.indicators#first | B=社会效益指标 @target_table.indicators#second | C=安全事故 @target_table.indicators#third | D== @target_table.indicators#relation | E=0 @target_table.indicators#target | F=起 @target_table.indicators#measure | G=20
A=满意度指标 @target_table.indicators#first | B=服务对象满意度指标 @target_table.indicators#second | C=师生满意度 @target_table.indicators#third | D=≥ @target_table.indicators#relation | E=90 @target_table.indicators#target | F=% @target_table.indicators#measure | G=10
""",
)

TWO_TERMS = Sheet(
    "目标申报表_中期年度并列",
    "application",
    """
A:H=项目支出绩效目标申报表
A:H=（2024年度） @target_table.year:2024
A:C=项目名称 | D:H=海洋观测网运行 @target_table.project
A:C=主管部门及代码 | D:E=[146]某某部 @target_table.department | F=实施单位 | G:H=某海洋中心 @target_table.agency
A:C=项目属性 | D:E=延续项目 @target_table.nature | F=项目期 | G:H=3年 @target_table.period
A:C/3=项目资金（万元） | D=中期资金总额： | E=5400 | F=年度资金总额： | G:H=1800 @budget_total
D=其中：财政拨款 | E=5400 | F=其中：财政拨款 | G:H=1800 @$.budget
D=其他资金 | E=0 | F=其他资金 | G:H=0 @$.budget
A/2=总体目标 | B:E=中期目标（2023年—2025年） | F:H=年度目标
B:E=目标1：建成观测站点60个，实现近海全覆盖。 @target_table.goal_period | F:H=目标1：新建站点20个，运行维护40个。 @target_table.goal_year
A/7=绩效指标 | B=一级指标 | C=二级指标 | D=三级指标 | E=指标值 | F=二级指标 | G=三级指标 | H=指标值
B/4=产出指标 @target_table.indicators#first | C=数量指标 | D=建成站点数 | E=≥60个 | F=数量指标 @target_table.indicators#second | G=新建站点数 @target_table.indicators#third | H=≥20个 @target_table.indicators#relation:≥ @target_table.indicators#target:20 @target_table.indicators#measure:个
C=质量指标 | D=数据到报率 | E=≥95% | F=质量指标 @target_table.indicators#second | G=数据到报率 @target_table.indicators#third | H=≥95% @target_table.indicators#relation:≥ @target_table.indicators#target:95 @target_table.indicators#measure:%
C=时效指标 | D=建成时间 | E=2025年底 | F=时效指标 @target_table.indicators#second | G=新建完成时间 @target_table.indicators#third | H=2024年11月 @target_table.indicators#target
C=成本指标 | D=站均成本 | E=≤90万元 | F=成本指标 @target_table.indicators#second | G=站均成本 @target_table.indicators#third | H=≤90万元 @target_table.indicators#relation:≤ @target_table.indicators#target:90 @target_table.indicators#measure:万元
B=效益指标 @target_table.indicators#first | C=社会效益指标 | D=预报准确率 | E=≥85% | F=社会效益指标 @target_table.indicators#second | G=预报准确率 @target_table.indicators#third | H=≥82% @target_table.indicators#relation:≥ @target_table.indicators#target:82 @target_table.indicators#measure:%
B=满意度指标 @target_table.indicators#first | C=服务对象满意度指标 | D=用户满意度 | E=≥90% | F=服务对象满意度指标 @target_table.indicators#second | G=用户满意度 @target_table.indicators#third | H=≥90% @target_table.indicators#relation:≥ @target_table.indicators#target:90 @target_table.indicators#measure:%
""",
)

TARGETS = (APPLICATION, TWO_TERMS)
