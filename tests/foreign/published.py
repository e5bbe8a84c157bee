"""Published forms, as units fill them in: 湖北、四川、云南、广水、银川、转移支付, and two of Hunan as they are printed.

The layouts are those that the places published; the projects and figures are made up, every sum and rate worked out
by hand. ``told`` is what a reviewer says of them: 年初预算150、调整后160 without a reason, “稳步提高” and “有所提高” as targets,
支出明细 in 元.
"""

from __future__ import annotations

from tests.foreign.by_hand import Sheet
from tests.foreign.places import PLACES
from tests.foreign.places_as_filled import AS_FILLED
from tests.foreign.places_more import MORE
from tests.foreign.places_targets import TARGETS

HUBEI = Sheet(
    "湖北_预算执行20分",
    "hubei",
    """
A=附件4
A:H=2022年度城区公园养护项目自评表 @year:2022
A:D=单位名称（盖章）：某市园林绿化中心 | E:H=填报日期：2023年3月15日
A=项目名称 | B:H=城区公园养护项目 @project
A=主管部门 | B:D=某市城市管理执法委员会 @department | E:F=项目实施单位 | G:H=某市园林绿化中心 @unit
A=项目类别 | B:H=1、部门预算项目☑  2、市直专项□  3、市对下转移支付项目□
A=项目属性 | B:H=1、持续性项目☑  2、新增性项目□
A/2=预算执行情况⏎（万元）⏎（20分） | B:D= | E=预算数（A） | F=执行数（B） | G=执行率（B/A） | H=得分⏎（20分*执行率）
B:D=年度财政资金总额 | E=480 @budget_total | F=456 @spent_total | G='95% @rate_total:0.95 | H=19 @execution_score
A/10=年度绩效目标⏎（80分） | B=一级指标 | C=二级指标 | D=三级指标 | E=年初目标值（A） | F=实际完成值（B） | G:H=得分
B/5=产出指标 @.first | C/2=数量指标 @.second | D=养护公园面积 @.third | E=≥120公顷 @.relation:≥ @.target:120 @.measure:公顷 | F=120公顷 @.actual:120 | G:H=10 @.self
D=补植苗木 @.third | E=≥5000株 @.relation:≥ @.target:5000 @.measure:株 | F=5200株 @.actual:5200 | G:H=10 @.self
C=质量指标 @.second | D=苗木成活率 @.third | E=≥95% @.relation:≥ @.target:95 @.measure:% | F=96% @.actual:96 | G:H=10 @.self
C=时效指标 @.second | D=养护任务完成时间 @.third | E=2022年12月底前 @.target | F=2022年12月20日 @.actual | G:H=10 @.self
C=成本指标 @.second | D=每公顷养护成本 @.third | E=≤4万元 @.relation:≤ @.target:4 @.measure:万元 | F=3.8万元 @.actual:3.8 | G:H=10 @.self
B/3=效益指标 @.first | C=社会效益指标 @.second | D=受益居民 @.third | E=≥30万人 @.relation:≥ @.target:30 @.measure:万人 | F=30万人 @.actual:30 | G:H=10 @.self
C=生态效益指标 @.second | D=绿地率提高 @.third | E=有所提高 @.target | F=达成预期指标 @.actual | G:H=10 @.self
C=可持续影响指标 @.second | D=长效管护机制 @.third | E=健全 @.target | F=达成预期指标 @.actual | G:H=5 @.self
B=满意度指标 @.first | C=服务对象满意度指标 @.second | D=游客满意度 @.third | E=≥90% @.relation:≥ @.target:90 @.measure:% | F=93% @.actual:93 | G:H=5 @.self
A:F=总分 | G:H=99 @self_total
A=偏差大或⏎目标未完成⏎原因分析 | B:H=冬季补植推迟，24万元于次年1月支付。
A=改进措施及⏎结果应用方案 | B:H=加快支付进度，结果作为下年度预算安排依据。
A:H=备注：1.预算执行情况口径：预算数为调整后财政资金总额（包括上年结余结转），执行数为资金使用单位财政资金实际支出数。
A:H=2.定性指标资金使用单位填写完成情况三档：达成预期指标、部分达成预期指标并具有一定效果、未达成预期目标且效果较差。
""",
    told=("TGT-12",),
)
SICHUAN = Sheet(
    "四川_预算执行10分",
    "sichuan",
    """
K=510000_0013zp
A:K=部门预算项目支出绩效自评表（2023年度） @year:2023
A:K=金额单位：万元
A=项目名称 | B:K=51000023R000000001-农村饮水安全维修 @project
A=主管部门 | B:E=某县水利局 @department | F:G=实施单位（盖章） | H:K=某县农村供水站 @unit
A/2=项目基本情况 | B=1.项目年度目标完成情况 | C:F=项目年度目标 | G:K=年度目标完成情况
B= | C:F=维修供水点40处，保障2万人饮水安全。 @goal_expected | G:K=维修供水点40处，2万人饮水安全得到保障。 @goal_actual
A/5=预算执行情况（10分） | B=年度预算数（万元） | C:D=年初预算 | E=调整后预算数 | F:G=预算执行数 | H=预算执行率 | I=权重 | J=得分 | K=原因
B=总额 | C:D=150.00 @initial_total | E=160.00 @budget_total | F:G=144.00 @spent_total | H='90.00% @rate_total:0.9 | I=10 @execution_max | J=9 @execution_score | K=质保金未到期
B=其中：财政资金 | C:D=150.00 @$.initial | E=160.00 @$.budget | F:G=144.00 @$.spent | H='90.00% @$.rate:0.9
B=财政专户管理资金 | C:D=0 @$.initial | E=0 @$.budget | F:G=0 @$.spent
B=单位资金 | C:D=0 @$.initial | E=0 @$.budget | F:G=0 @$.spent
A/9=绩效指标（90分） | B=一级指标 | C=二级指标 | D=三级指标 | E=指标性质 | F=指标值 | G=度量单位 | H=完成值 | I=权重 | J=得分 | K=未完成原因分析
B/4=产出指标 @.first | C/2=数量指标 @.second | D=维修供水点 @.third | E=≥ @.relation | F=40 @.target | G=处 @.measure | H=40 @.actual | I=20 @.max | J=20 @.self
D=更换管网 @.third | E=≥ @.relation | F=12 @.target | G=公里 @.measure | H=12 @.actual | I=20 @.max | J=20 @.self
C=质量指标 @.second | D=水质达标率 @.third | E== @.relation:= | F=100 @.target | G=% @.measure | H=100 @.actual | I=10 @.max | J=10 @.self
C=时效指标 @.second | D=完工及时率 @.third | E=≥ @.relation | F=95 @.target | G=% @.measure | H=95 @.actual | I=10 @.max | J=10 @.self
B/2=效益指标 @.first | C=社会效益指标 @.second | D=受益人口 @.third | E=≥ @.relation | F=2 @.target | G=万人 @.measure | H=2 @.actual | I=10 @.max | J=10 @.self
C=可持续影响指标 @.second | D=管护机制 @.third | E=定性 @.relation | F=健全 @.target | G= | H=达成预期指标 @.actual | I=5 @.max | J=5 @.self
B=满意度指标 @.first | C=服务对象满意度指标 @.second | D=用水户满意度 @.third | E=≥ @.relation | F=90 @.target | G=% @.measure | H=92 @.actual | I=10 @.max | J=10 @.self
B=成本指标 @.first | C=经济成本指标 @.second | D=单处维修成本 @.third | E=≤ @.relation | F=4 @.target | G=万元 @.measure | H=3.6 @.actual | I=5 @.max | J=5 @.self
A:H=合计 | I=100 @max_total | J=99 @self_total
A=评价结论 | B:K=项目按期完成，自评99分。 @text_1
A=存在问题 | B:K=质保金16万元未到支付期。 @text_2
A=改进措施 | B:K=到期及时支付。 @text_3
A:E=项目负责人： | F:K=财务负责人：
""",
    told=("SE-04",),
)
YUNNAN = Sheet(
    "云南_公开14表_元",
    "yunnan",
    """
J=公开14表
A:J=项目支出绩效自评表
A:J=（2023年度） @year:2023
A:F=部门：某县农业农村局 | G:J=金额单位：元
A:B=项目名称 | C:J=高标准农田建设补助资金 @project
A:B=主管部门 | C:E=某县农业农村局 @department | F=实施单位 | G:J=某县土肥站 @unit
A:B/5=项目资金（元） | C= | D=年初预算数 | E=全年预算数 | F:G=全年执行数 | H=分值 | I=执行率 | J=得分
C=年度资金总额 | D=2500000.00 @initial_total | E=2500000.00 @budget_total | F:G=2250000.00 @spent_total | H=10 @execution_max | I='90.00% @rate_total:0.9 | J=9 @execution_score
C=其中：当年财政拨款 | D=2500000.00 @$.initial | E=2500000.00 @$.budget | F:G=2250000.00 @$.spent | H=— | I='90.00% @$.rate:0.9 | J=—
C=上年结转资金 | D= | E= | F:G= | H=— | I= | J=—
C=非财政拨款 | D= | E= | F:G= | H=— | I= | J=—
A:B/2=年度总体目标 | C:E=预期目标 | F:J=实际完成情况
C:E=建成高标准农田1000亩。 @goal_expected | F:J=建成高标准农田1000亩。 @goal_actual
A/10=绩效指标 | B/2=一级指标 | C/2=二级指标 | D/2=三级指标 | E:G=年度指标值 | H/2=实际完成值 | I/2=分值 | J/2=得分 | K/2=偏差原因分析及改进措施
E=指标性质 | F=指标值 | G=度量单位
B/4=产出指标 @.first | C=数量指标 @.second | D=建设面积 @.third | E=≥ @.relation | F=1000 @.target | G=亩 @.measure | H=1000 @.actual | I=20 @.max | J=20 @.self
C=质量指标 @.second | D=验收合格率 @.third | E=≥ @.relation | F=95 @.target | G=% @.measure | H=100 @.actual | I=10 @.max | J=10 @.self
C=时效指标 @.second | D=按期完工率 @.third | E== @.relation:= | F=100 @.target | G=% @.measure | H=90 @.actual | I=10 @.max | J=9 @.self | K=雨季停工，已于次年1月完工 @.deviation
C=成本指标 @.second | D=亩均补助 @.third | E=≤ @.relation | F=2500 @.target | G=元 @.measure | H=2250 @.actual | I=10 @.max | J=10 @.self
B/3=效益指标 @.first | C=经济效益指标 @.second | D=亩均增产 @.third | E=≥ @.relation | F=50 @.target | G=公斤 @.measure | H=55 @.actual | I=10 @.max | J=10 @.self
C=生态效益指标 @.second | D=节水率 @.third | E=≥ @.relation | F=10 @.target | G=% @.measure | H=10 @.actual | I=10 @.max | J=10 @.self
C=可持续影响指标 @.second | D=管护年限 @.third | E=≥ @.relation | F=10 @.target | G=年 @.measure | H=10 @.actual | I=10 @.max | J=10 @.self
B=满意度指标 @.first | C=服务对象满意度指标 @.second | D=农户满意度 @.third | E=≥ @.relation | F=90 @.target | G=% @.measure | H=93 @.actual | I=10 @.max | J=10 @.self
A:B=其他需要说明的事项 | C:K=无
A:H=总分 | I=100 @max_total | J=98 @self_total | K=（自评等级）优
A:K=备注：1.涉密部门和涉密信息按保密规定不公开。2.一级指标包含产出指标、效益指标、满意度指标。
""",
)
GUANGSHUI = Sheet(
    "广水_复核分",
    "guangshui",
    """
A:I=项目支出绩效自评表
A:I=（2021年度） @year:2021
A=项目名称 | B:D=村级公路养护 @project | E=主管部门 | F:I=广水市交通运输局 @department
A=实施单位 | B:D=广水市公路养护中心 @unit | E=项目负责人 | F:I=（略）
A/2=项目资金来源（万元） | B=中央 | C=省、地 | D=本级 | E=其他 | F=合计 | G=执行数 | H:I=执行率
B= | C= | D=309 @$.budget | E= | F=309 @budget_total | G=309 @spent_total | H:I='100% @rate_total:1
A=一级指标 | B=二级指标 | C=三级指标 | D=年初绩效指标值 | E=实际完成值 | F=分值 | G=自评分 | H=复核分 | I=偏差原因分析及改进措施
A=项目决策 @.first | B=决策依据 @.second | C=决策依据 @.third | D= | E= | F=2 @.max | G=2 @.self | H=2
A/4=项目管理 @.first | B/4=管理制度 @.second | C=财务制度 @.third | D= | E= | F=3 @.max | G=3 @.self | H=3
C=组织机构 @.third | D= | E= | F=2 @.max | G=2 @.self | H=2
C=运行监管 @.third | D= | E= | F=4 @.max | G=4 @.self | H=4
C=目标申报 @.third | D= | E= | F=4 @.max | G=3.5 @.self | H=3 | I=逾期申报 @.deviation
A/4=项目绩效 @.first | B=数量指标 @.second | C=养护里程 @.third | D=300公里 @.target:300 @.measure:公里 | E=300公里 @.actual:300 | F=15 @.max | G=15 @.self | H=15
B=质量指标 @.second | C=路况良好率 @.third | D=≥90% @.relation:≥ @.target:90 @.measure:% | E=92% @.actual:92 | F=25 @.max | G=25 @.self | H=25
B=社会效益指标 @.second | C=受益村 @.third | D=≥80个 @.relation:≥ @.target:80 @.measure:个 | E=82个 @.actual:82 | F=30 @.max | G=30 @.self | H=28
B=服务对象满意度指标 @.second | C=群众满意度 @.third | D=≥90% @.relation:≥ @.target:90 @.measure:% | E=95% @.actual:95 | F=15 @.max | G=15 @.self | H=15
A:E=总分 | F=100 @max_total | G=99.5 @self_total | H=97 | I=
""",
)
YINCHUAN = Sheet(
    "银川_财政审核评分",
    "yinchuan",
    """
A:I=2021年度项目支出绩效自评表 @year:2021
A:I=单位：万元
A:B=项目名称 | C:I=校园维修改造 @project
A:B=主管部门 | C:D=银川市教育局 @department | E=实施单位 | F:I=某中学 @unit
A:B/3=项目资金（万元） | C= | D=年初预算数 | E=全年预算数（A） | F:G=全年执行数（B） | H:I=执行率（B/A）
C=年度资金总额 | D=200 @initial_total | E=200 @budget_total | F:G=200 @spent_total | H:I='100% @rate_total:1
C=其中：财政拨款 | D=200 @$.initial | E=200 @$.budget | F:G=200 @$.spent | H:I='100% @$.rate:1
A=一级指标 | B=二级指标 | C=三级指标 | D=年度指标值 | E=实际完成值 | F=分值 | G=自评得分 | H=财政审核评分 | I=偏差原因分析及改进措施
A/3=项目决策 @.first | B/2=项目立项 @.second | C=立项规范性 @.third | D=规范 @.target | E=达成预期指标 @.actual | F=4 @.max | G=4 @.self
C=绩效目标合理性 @.third | D=合理 @.target | E=达成预期指标 @.actual | F=3 @.max | G=3 @.self
B=资金落实 @.second | C=资金到位率 @.third | D='100% @.target:100 @.measure:% | E='100% @.actual:100 | F=3 @.max | G=3 @.self
A/2=项目管理 @.first | B=业务管理 @.second | C=制度执行有效性 @.third | D=有效 @.target | E=达成预期指标 @.actual | F=12 @.max | G=11 @.self | I=档案不全，已补齐 @.deviation
B=财务管理 @.second | C=资金使用合规性 @.third | D=合规 @.target | E=达成预期指标 @.actual | F=13 @.max | G=13 @.self
A/3=产出指标 @.first | B=数量指标 @.second | C=维修教室 @.third | D=≥24间 @.relation:≥ @.target:24 @.measure:间 | E=24间 @.actual:24 | F=10 @.max | G=10 @.self
B=质量指标 @.second | C=验收合格率 @.third | D='100% @.target:100 @.measure:% | E='100% @.actual:100 | F=10 @.max | G=10 @.self
B=时效指标 @.second | C=完工时间 @.third | D=8月底前 @.target | E=8月25日 @.actual | F=10 @.max | G=10 @.self
A/3=效益指标 @.first | B=社会效益指标 @.second | C=受益学生 @.third | D=≥1200人 @.relation:≥ @.target:1200 @.measure:人 | E=1260人 @.actual:1260 | F=15 @.max | G=15 @.self
B=可持续影响指标 @.second | C=使用年限 @.third | D=≥10年 @.relation:≥ @.target:10 @.measure:年 | E=10年 @.actual:10 | F=10 @.max | G=10 @.self
B=服务对象满意度指标 @.second | C=师生满意度 @.third | D=≥90% @.relation:≥ @.target:90 @.measure:% | E=94% @.actual:94 | F=10 @.max | G=10 @.self
A:E=总分 | F=100 @max_total | G=99 @self_total
""",
)
TRANSFER = Sheet(
    "转移支付_不设分值",
    "transfer",
    """
A=附件
A:G=中央对地方专项转移支付绩效目标自评表
A:G=（2022年度） @year:2022
A:B=转移支付（项目）名称 | C:G=农村义务教育薄弱学校改造补助资金 @project
A:B=中央主管部门 | C:G=教育部
A:B=地方主管部门 | C:D=某市教育局 @department | E=资金使用单位 | F:G=某区教育局 @unit
A:B/5=资金情况⏎（万元） | C= | D=全年预算数（A） | E=全年执行数（B） | F:G=预算执行率（B/A）
C=年度资金总额： | D=160 @budget_total | E=152 @spent_total | F:G='95% @rate_total:0.95
C=其中：中央补助 | D=120 @$.budget | E=112 @$.spent | F:G='93.33% @$.rate:0.9333
C=地方资金 | D=40 @$.budget | E=40 @$.spent | F:G='100% @$.rate:1
C=其他资金 | D= | E=
A/2=总体目标⏎完成情况 | B:D=总体目标 | E:G=全年实际完成情况
B:D=改造薄弱学校3所。 @goal_expected | E:G=改造薄弱学校3所。 @goal_actual
A/8=绩效指标 | B=一级指标 | C=二级指标 | D=三级指标 | E=年度指标值 | F=全年实际完成值 | G=未完成原因和改进措施
B/4=产出指标 @.first | C=数量指标 @.second | D=改造学校 @.third | E=3所 @.target:3 @.measure:所 | F=3所 @.actual:3
C=质量指标 @.second | D=验收合格率 @.third | E='100% @.target:100 @.measure:% | F='100% @.actual:100
C=时效指标 @.second | D=资金当年下达率 @.third | E='100% @.target:100 @.measure:% | F='95% @.actual:95 | G=质保金8万元未到期 @.deviation
C=成本指标 @.second | D=成本控制率 @.third | E=≤100% @.relation:≤ @.target:100 @.measure:% | F='95% @.actual:95
B/2=效益指标 @.first | C=社会效益指标 @.second | D=义务教育优质均衡 @.third | E=稳步提高 @.target | F=稳步提高 @.actual
C=可持续影响指标 @.second | D=设施使用年限 @.third | E=≥10年 @.relation:≥ @.target:10 @.measure:年 | F=10年 @.actual:10
B=满意度指标 @.first | C=服务对象满意度指标 @.second | D=学生家长满意度 @.third | E=≥90% @.relation:≥ @.target:90 @.measure:% | F=95% @.actual:95
A=说明 | B:G=无
""",
    told=("TGT-12",),
)

HUNAN_TARGETS = Sheet(
    "湖南_绩效目标表",
    "project",
    """
A:F=项目支出（项目）绩效目标表
A:F=（2022年度） @target_table.year:2022
E:F=单位：万元
A:B=项目支出（项目）名称 | C=城区公厕改造 @target_table.project | D:E=预算单位 | F=某区城市管理局 @target_table.agency
A:B=年度预算总金额 | C=240 @target_table.budget | D:E=项目资金 | F=240 @target_table.fund
A:B=项目支出（项目）实施期 | C:F=2022年3月至2022年12月 @target_table.period
A:B=实施期绩效目标 | C:F=改造公厕12座，方便群众。 @target_table.goal_period
A:B=本年度绩效目标 | C:F=2022年改造公厕12座，全部验收合格。 @target_table.goal_year
A/9=本年度绩效指标 | B=一级指标 | C=二级指标 | D=三级指标 | E=指标值及单位 | F=绩效标准
B/5=产出指标 @target_table.indicators#first | C/2=数量指标 @target_table.indicators#second | D=改造公厕 @target_table.indicators#third | E=12座 @target_table.indicators#target:12 @target_table.indicators#measure:座 | F=计划标准 @target_table.indicators#standard
D=新增厕位 @target_table.indicators#third | E=≥60个 @target_table.indicators#relation:≥ @target_table.indicators#target:60 @target_table.indicators#measure:个 | F=计划标准 @target_table.indicators#standard
C=质量指标 @target_table.indicators#second | D=验收合格率 @target_table.indicators#third | E='100% @target_table.indicators#target:100 @target_table.indicators#measure:% | F=行业标准 @target_table.indicators#standard
C=时效指标 @target_table.indicators#second | D=按期完工率 @target_table.indicators#third | E='100% @target_table.indicators#target:100 @target_table.indicators#measure:% | F=计划标准 @target_table.indicators#standard
C=成本指标 @target_table.indicators#second | D=单座改造成本 @target_table.indicators#third | E=≤20万元 @target_table.indicators#relation:≤ @target_table.indicators#target:20 @target_table.indicators#measure:万元 | F=历史标准 @target_table.indicators#standard
B/3=效益指标 @target_table.indicators#first | C=社会效益指标 @target_table.indicators#second | D=受益居民 @target_table.indicators#third | E=≥3万人 @target_table.indicators#relation:≥ @target_table.indicators#target:3 @target_table.indicators#measure:万人 | F=计划标准 @target_table.indicators#standard
C=可持续影响指标 @target_table.indicators#second | D=保洁机制 @target_table.indicators#third | E=健全 @target_table.indicators#target | F=计划标准 @target_table.indicators#standard
C=社会公众或服务对象满意度指标 @target_table.indicators#second | D=居民满意度 @target_table.indicators#third | E=≥90% @target_table.indicators#relation:≥ @target_table.indicators#target:90 @target_table.indicators#measure:% | F=计划标准 @target_table.indicators#standard
""",
)
HUNAN_REPORT = Sheet(
    "湖南_附件2-2",
    "project",
    """
A=附件2-2
A:H=某区2022年度⏎财政支出绩效评价自评报告 @project_report.title @information.year:2022 @information.county:某区
A:H=评价类型：项目实施过程评价□    项目完成结果评价☑
A:H=项目名称：城区公厕改造 @project_report.project:城区公厕改造
A:H=项目单位：某区城市管理局 @project_report.unit:某区城市管理局
A:H=主管部门：某区城市管理局 @project_report.department:某区城市管理局
A:H=评价方式：部门（单位）绩效自评 @project_report.method:部门（单位）绩效自评
A:H=评价机构：部门（单位）评价组 @project_report.evaluator:部门（单位）评价组
A:H=报告日期：2023年3月20日 @project_report.report_date:2023-03-20
A:H=某区财政局（制）
A:H=一、项 目 基 本 概 况
A=项目负责人 | B:D=（略） @project_report.leader | E=联系电话 | F:H=（略） @project_report.phone
A=项目地址 | B:D=某区中心城区 @project_report.place | E=邮  编 | F:H='413000 @project_report.postcode
A:B=项目起止时间 | C:H=2022年3月起至2022年12月止 @project_report.period
A=计划安排资金⏎（万元） | B=240 @project_report.planned_total | C=实际到位资金⏎（万元） | D=240 @project_report.arrived_total | E=实际支出⏎（万元） | F=231.5 @project_report.spent_total | G=结余⏎（万元） | H=8.5 @project_report.balance_total
A=其中：中央财政 | B= | C=其中：中央财政 | D= | E=其中：中央财政 | F= | G=其中：中央财政 | H=
A=省财政 | B=100 @project_report.planned_province | C=省财政 | D=100 @project_report.arrived_province | E=省财政 | F=100 @project_report.spent_province | G=省财政 | H=0 @project_report.balance_province
A=市财政 | B= | C=市财政 | D= | E=市财政 | F= | G=市财政 | H=
A=区财政 | B=140 @project_report.planned_county | C=区财政 | D=140 @project_report.arrived_county | E=区财政 | F=131.5 @project_report.spent_county | G=区财政 | H=8.5 @project_report.balance_county
A=其它 | B= | C=其它 | D= | E=其它 | F= | G=其它 | H=
A:H=二、项目支出明细情况
A:C=支出内容 | D:E=实际支出数 | F:G=会计凭证号 | H=备注
A:C=工程款 @project_report.vouchers#content | D:E=2200000 @project_report.vouchers#amount | F:G=2022年11月35号 @project_report.vouchers#voucher
A:C=监理费 @project_report.vouchers#content | D:E=65000 @project_report.vouchers#amount | F:G=2022年12月12号 @project_report.vouchers#voucher
A:C=设计费 @project_report.vouchers#content | D:E=50000 @project_report.vouchers#amount | F:G=2022年4月8号 @project_report.vouchers#voucher
A:C=支出合计 | D:E=2315000 @project_report.vouchers_total
A:H=三、项目绩效自评情况
A:B=项目绩效定性目标及实施计划完成情况 | C=预期目标 | D:E=改造公厕12座，全部验收合格。 @project_report.goal_expected | F=实际完成 | G:H=已改造公厕12座，全部验收合格。 @project_report.goal_actual
A/9=项目绩效定量目标（指标）及完成情况 | B=一级指标 | C:D=二级指标 | E=指标内容 | F=指标（目标）值 | G:H=实际完成值
B/4=项目产出指标 @project_report.indicators#first | C:D=数量指标 @project_report.indicators#second | E=改造公厕 @project_report.indicators#indicator | F=12座 @project_report.indicators#target:12 @project_report.indicators#measure:座 | G:H=12座 @project_report.indicators#actual:12
C:D=质量指标 @project_report.indicators#second | E=验收合格率 @project_report.indicators#indicator | F='100% @project_report.indicators#target:100 @project_report.indicators#measure:% | G:H='100% @project_report.indicators#actual:100
C:D=时效指标 @project_report.indicators#second | E=按期完工率 @project_report.indicators#indicator | F='100% @project_report.indicators#target:100 @project_report.indicators#measure:% | G:H='100% @project_report.indicators#actual:100
C:D=成本指标 @project_report.indicators#second | E=单座改造成本 @project_report.indicators#indicator | F=≤20万元 @project_report.indicators#relation:≤ @project_report.indicators#target:20 @project_report.indicators#measure:万元 | G:H=19.3万元 @project_report.indicators#actual:19.3
B/4=项目效益指标 @project_report.indicators#first | C:D=经济效益指标 | E= | F= | G:H=
C:D=社会效益指标 @project_report.indicators#second | E=受益居民 @project_report.indicators#indicator | F=≥3万人 @project_report.indicators#relation:≥ @project_report.indicators#target:3 @project_report.indicators#measure:万人 | G:H=3.2万人 @project_report.indicators#actual:3.2
C:D=生态效益指标 | E= | F= | G:H=
C:D=服务对象满意度指标 @project_report.indicators#second | E=居民满意度 @project_report.indicators#indicator | F=≥90% @project_report.indicators#relation:≥ @project_report.indicators#target:90 @project_report.indicators#measure:% | G:H=94% @project_report.indicators#actual:94
A:D=绩效自评综合得分 | E:H=98 @project_report.total_score
A:D=评价等次 | E:H=优秀 @project_report.grade
""",
    told=("FMT-05",),
)
PUBLISHED = (
    HUBEI,
    SICHUAN,
    YUNNAN,
    GUANGSHUI,
    YINCHUAN,
    TRANSFER,
    HUNAN_TARGETS,
    HUNAN_REPORT,
    *PLACES,
    *MORE,
    *TARGETS,
    *AS_FILLED,
)
