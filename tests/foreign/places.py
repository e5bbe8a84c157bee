"""Forms as places and ministries lay them out: self-evaluations of one project that differ from the national form in layout and words.

The projects and figures are made up, every rate and sum worked out by hand.
"""

from __future__ import annotations

from tests.foreign.by_hand import Sheet

CENTRAL_2019 = Sheet(
    "中央_2019_年度总体目标完成情况",
    "national",
    """
A:J=附件2
A:J=项目支出绩效自评表
A:J=（2019年度） @year:2019
A:C=项目名称 | D:J=国家标准制修订经费 @project
A:C=主管部门及代码 | D:F=某某管理总局[126] @department | G:H=实施单位 | I:J=标准技术研究所 @unit
A:C/4=项目资金⏎（万元） | D= | E=年初预算数 | F=全年预算数（A） | G=全年执行数（B） | H=分值 | I=执行率（B/A） | J=得分
D=年度资金总额： | E=320.00 @initial_total | F=350.00 @budget_total | G=343.00 @spent_total | H=10 @execution_max | I='98% @rate_total:0.98 | J=9.8 @execution_score
D=其中：本年财政拨款 | E=320.00 @$.initial | F=320.00 @$.budget | G=313.00 @$.spent | H=— | I='97.81% @$.rate:0.9781 | J=—
D=其他资金 | E=0 @$.initial | F=30.00 @$.budget | G=30.00 @$.spent | H=— | I='100% @$.rate:1 | J=—
A/2=年度总体目标 | B:E=年初设定目标 | F:J=年度总体目标完成情况
B:E=完成国家标准制修订项目120项，标准外文版20项，提高标准供给质量。 @goal_expected | F:J=全年完成国家标准制修订126项，标准外文版20项，完成了年初目标。 @goal_actual
A/9=绩效指标 | B=一级指标 | C=二级指标 | D:E=三级指标 | F=年度指标值（A） | G=全年实际值（B） | H=分值 | I=得分 | J=未完成原因分析
B/5=产出指标 @.first | C/2=数量指标 @.second | D:E=制修订国家标准 @.third | F=≥120项 @.relation:≥ @.target:120 @.measure:项 | G=126项 @.actual:126 | H=15 @.max | I=15 @.self | J=
D:E=标准外文版 @.third | F=≥20项 @.relation:≥ @.target:20 @.measure:项 | G=20项 @.actual:20 | H=10 @.max | I=10 @.self | J=
C=质量指标 @.second | D:E=标准审查通过率 @.third | F=≥95% @.relation:≥ @.target:95 @.measure:% | G='96% @.actual:96 | H=10 @.max | I=10 @.self | J=
C=时效指标 @.second | D:E=项目按期完成率 @.third | F='100% @.target:100 @.measure:% | G='95% @.actual:95 | H=10 @.max | I=9.5 @.self | J=个别标准因征求意见延期，将加强进度管理 @.deviation
C=成本指标 @.second | D:E=单项标准平均成本 @.third | F=≤2.5万元 @.relation:≤ @.target:2.5 @.measure:万元 | G=2.4万元 @.actual:2.4 | H=5 @.max | I=5 @.self | J=
B/2=效益指标 @.first | C=社会效益指标 @.second | D:E=标准对产业的支撑作用 @.third | F=显著提升 @.target | G=显著提升 @.actual | H=15 @.max | I=15 @.self | J=
C=可持续影响指标 @.second | D:E=标准体系完善程度 @.third | F=持续完善 @.target | G=持续完善 @.actual | H=15 @.max | I=13 @.self | J=国际对标尚有差距，下年加强比对 @.deviation
B=满意度指标 @.first | C=服务对象满意度指标 @.second | D:E=标准使用单位满意度 @.third | F=≥90% @.relation:≥ @.target:90 @.measure:% | G='93% @.actual:93 | H=10 @.max | I=10 @.self | J=
A:G=总分 | H=100 @max_total | I=97.3 @self_total | J=
""",
    told=("SE-04", "TGT-12"),
)

TRANSFER_MANAGED = Sheet(
    "转移支付_资金管理情况",
    "transfer",
    """
A:I=附件3
A:I=转移支付区域（项目）绩效目标自评表
A:I=（2022年度） @year:2022
A:C=转移支付（项目）名称 | D:I=农村环境整治资金 @project
A:C=中央主管部门 | D:I=生态环境部
A:C=地方主管部门 | D:E=某市生态环境局 @department | F:G=资金使用单位 | H:I=某县生态环境分局 @unit
A:C/5=资金投入情况（万元） | D:E= | F:G=全年预算数（A） | H=全年执行数（B） | I=预算执行率（B/A×100%）
D:E=年度资金总额： | F:G=1500 @budget_total | H=1380 @spent_total | I='92% @rate_total:0.92
D:E=其中：中央财政资金 | F:G=1200 @$.budget | H=1100 @$.spent | I='91.67% @$.rate:0.9167
D:E=地方资金 | F:G=300 @$.budget | H=280 @$.spent | I='93.33% @$.rate:0.9333
D:E=其他资金 | F:G=0 @$.budget | H=0 @$.spent | I=
A:C/8=资金管理情况 | D:E= | F:H=情况说明 | I=存在问题和改进措施
D:E=分配科学性 | F:H=按因素法分配 | I=无
D:E=下达及时性 | F:H=收到后30日内下达 | I=无
D:E=拨付合规性 | F:H=按国库集中支付规定拨付 | I=无
D:E=使用规范性 | F:H=专款专用 | I=无
D:E=执行准确性 | F:H=按预算执行 | I=无
D:E=预算绩效管理情况 | F:H=开展了绩效监控 | I=无
D:E=支出责任履行情况 | F:H=地方配套到位 | I=无
A:C/2=总体目标完成情况 | D:F=总体目标 | G:I=全年实际完成情况
D:F=完成36个行政村环境整治。 @goal_expected | G:I=完成36个行政村环境整治，生活污水治理率提高。 @goal_actual
A/9=绩效指标 | B:C=一级指标 | D=二级指标 | E=三级指标 | F=指标值 | G=全年实际完成值 | H:I=未完成原因和改进措施
B:C/5=产出指标 @.first | D/2=数量指标 @.second | E=整治行政村数量 @.third | F=≥36个 @.relation:≥ @.target:36 @.measure:个 | G=36个 @.actual:36 | H:I=
E=新建污水管网 @.third | F=≥48公里 @.relation:≥ @.target:48 @.measure:公里 | G=45公里 @.actual:45 | H:I=雨季延误，已于次年一季度完工 @.deviation
D=质量指标 @.second | E=工程验收合格率 @.third | F='100% @.target:100 @.measure:% | G='100% @.actual:100 | H:I=
D=时效指标 @.second | E=当年开工率 @.third | F=≥90% @.relation:≥ @.target:90 @.measure:% | G='100% @.actual:100 | H:I=
D=成本指标 @.second | E=村均投资 @.third | F=≤42万元 @.relation:≤ @.target:42 @.measure:万元 | G=38.33万元 @.actual:38.33 | H:I=
B:C/2=效益指标 @.first | D=生态效益指标 @.second | E=生活污水治理率 @.third | F=≥60% @.relation:≥ @.target:60 @.measure:% | G='63% @.actual:63 | H:I=
D=可持续影响指标 @.second | E=长效管护机制 @.third | F=建立 @.target | G=已建立 @.actual | H:I=
B:C=满意度指标 @.first | D=服务对象满意度指标 @.second | E=村民满意度 @.third | F=≥85% @.relation:≥ @.target:85 @.measure:% | G='90% @.actual:90 | H:I=
A:C=说明 | D:I=无
A:I=注：1.资金使用单位按项目绩效目标填报，主管部门汇总时按区域绩效目标填报。
A:I=2.其他资金包括与中央财政资金、地方财政资金共同投入到同一项目的自有资金、社会资金，以及以前年度的结转结余资金等。
A:I=3.全年执行数是指按照国库集中支付制度要求所形成的实际支出。
""",
)

BEIJING = Sheet(
    "北京_得分计算方法",
    "national",
    """
A:J=项目支出绩效自评表
A:J=（2017年度） @year:2017
A:B=项目名称 | C:J=街巷清扫保洁外包经费 @project
A:B=主管部门及代码 | C:F=某区街道办事处 @department | G:H=实施单位 | I:J=城市运行服务中心 @unit
A:B/4=项目资金（万元） | C:D= | E=年初预算数（A） | F=全年执行数（B） | G=分值（10分） | H=执行率（B/A） | I=得分 | J=得分计算方法
C:D=年度资金总额： | E=310.20 @initial_total | F=294.69 @spent_total | G=10 @execution_max | H='95% @rate_total:0.95 | I=9.5 @execution_score | J/3=执行率*该指标分值，最高不得超过分值上限。
C:D=其中：本年一般公共预算拨款 | E=310.20 @$.initial | F=294.69 @$.spent | G= | H= | I=
C:D=其他资金 | E=0 @$.initial | F=0 @$.spent | G= | H= | I=
A/2=年度总体目标 | B:E=年初设定目标 | F:J=年度总体目标完成情况
B:E=对辖区20条道路实行保洁外包。 @goal_expected | F:J=完成辖区20条道路的保洁外包，环境明显改善。 @goal_actual
A/8=绩效指标 | B=一级指标 | C=二级指标 | D=三级指标 | E=分值 | F=年度指标值（A） | G=全年实际值（B） | H=得分计算方法 | I=得分 | J=未完成原因分析
B/4=产出指标⏎（50分） @.first:产出指标 | C=数量指标 @.second | D=保洁道路数量 @.third | E=12.5 @.max | F=20条 @.target:20 @.measure:条 | G=20条 @.actual:20 | H/4=完成值达到指标值，记满分；未达到指标值，按B/A或A/B*该指标分值记分。 | I=12.5 @.self | J=
C=质量指标 @.second | D=保洁达标率 @.third | E=12.5 @.max | F=≥95% @.relation:≥ @.target:95 @.measure:% | G='97% @.actual:97 | I=12.5 @.self | J=
C=时效指标 @.second | D=作业时间 @.third | E=12.5 @.max | F=12个月 @.target:12 @.measure:个月 | G=12个月 @.actual:12 | I=12.5 @.self | J=
C=成本指标 @.second | D=项目总成本 @.third | E=12.5 @.max | F=≤310.2万元 @.relation:≤ @.target:310.2 @.measure:万元 | G=294.69万元 @.actual:294.69 | I=12.5 @.self | J=
B/2=效益指标⏎（30分） @.first:效益指标 | C=社会效益指标 @.second | D=改善居民生活环境 @.third | E=15 @.max | F=明显改善 @.target | G=明显改善 @.actual | H/2=1.若为定性指标，则根据“三档”原则分别按照指标分值的100-80%（含80%）、80-50%（含50%）、50-0%来记分。 | I=15 @.self | J=
C=生态效益指标 @.second | D=道路扬尘控制 @.third | E=15 @.max | F=有效控制 @.target | G=基本控制 @.actual | I=12 @.self | J=部分路段扬尘反弹 @.deviation
B=满意度指标⏎（10分） @.first:满意度指标 | C=服务对象满意度指标 @.second | D=居民满意度 @.third | E=10 @.max | F=≥90% @.relation:≥ @.target:90 @.measure:% | G='92% @.actual:92 | H=同效益指标得分计算方式。 | I=10 @.self | J=
A:D=总分 | E=100 @max_total | F= | G= | H= | I=96.5 @self_total | J=
""",
    told=("TGT-12",),
)

ADJUSTED = Sheet(
    "调整后预算数_实际支出数",
    "national",
    """
A:I=附件2-1
A:I=项目支出绩效自评表
A:I=（2022年度） @year:2022
A:I=单位：万元
A:B=项目名称 | C:I=高标准农田建设补助 @project
A:B=主管部门 | C:E=某市农业农村局 @department | F:G=项目单位 | H:I=某县农业农村局 @unit
A:B/5=项目资金 | C=资金来源 | D=年初预算数 | E=调整后预算数 | F=实际支出数 | G=分值 | H=预算执行率 | I=得分
C=合计 | D=2000 @initial_total | E=2100 @budget_total | F=2058 @spent_total | G=10 @execution_max | H='98% @rate_total:0.98 | I=9.8 @execution_score
C=其中：财政拨款 | D=2000 @$.initial | E=2000 @$.budget | F=1958 @$.spent | G=- | H='97.9% @$.rate:0.979 | I=-
C=上年结转 | D=0 @$.initial | E=100 @$.budget | F=100 @$.spent | G=- | H='100% @$.rate:1 | I=-
C=其他资金 | D=0 @$.initial | E=0 @$.budget | F=0 @$.spent | G=- | H=- | I=-
A:B/2=总体绩效目标 | C:E=年度目标 | F:I=实际完成情况
C:E=新建高标准农田1.2万亩。 @goal_expected | F:I=新建高标准农田1.2万亩，全部通过验收。 @goal_actual
A/8=绩效指标 | B=一级指标 | C=二级指标 | D=三级指标 | E=预期指标值 | F=实际完成指标值 | G=分值 | H=自评得分 | I=未达标原因及改进措施
B/4=产出指标 @.first | C=数量指标 @.second | D=新建高标准农田面积 @.third | E=≥12000亩 @.relation:≥ @.target:12000 @.measure:亩 | F=12000亩 @.actual:12000 | G=20 @.max | H=20 @.self | I=
C=质量指标 @.second | D=项目验收合格率 @.third | E='100% @.target:100 @.measure:% | F='100% @.actual:100 | G=10 @.max | H=10 @.self | I=
C=时效指标 @.second | D=按期完工率 @.third | E=≥90% @.relation:≥ @.target:90 @.measure:% | F='85% @.actual:85 | G=10 @.max | H=9.44 @.self | I=受台风影响，已督促赶工 @.deviation
C=成本指标 @.second | D=亩均补助标准 @.third | E=≤1750元/亩 @.relation:≤ @.target:1750 @.measure:元/亩 | F=1715元/亩 @.actual:1715 | G=10 @.max | H=10 @.self | I=
B/2=效益指标 @.first | C=经济效益指标 @.second | D=粮食亩均增产 @.third | E=≥50公斤 @.relation:≥ @.target:50 @.measure:公斤 | F=55公斤 @.actual:55 | G=15 @.max | H=15 @.self | I=
C=生态效益指标 @.second | D=农田灌溉水利用系数 @.third | E=≥0.55 @.relation:≥ @.target:0.55 | F=0.56 @.actual | G=15 @.max | H=15 @.self | I=
B=满意度指标 @.first | C=服务对象满意度 @.second | D=农户满意度 @.third | E=≥90% @.relation:≥ @.target:90 @.measure:% | F='95% @.actual:95 | G=10 @.max | H=10 @.self | I=
A:F=合计 | G=100 @max_total | H=99.24 @self_total | I=
A:C=填表人：李某 | D:F=联系电话：0750-3000000 | G:I=填报日期：2023年3月10日
""",
)

GOALS_IN_A_ROW = Sheet(
    "目标写在一行_预算执行率在前",
    "national",
    """
A:I=2022年度部门（单位）项目支出绩效自评表 @year:2022
A:B=项目名称 | C:I=残疾人康复服务补助 @project
A:B=主管部门 | C:D=某市残疾人联合会 @department | E:F=实施单位 | G:I=某市康复中心 @unit
A:B/4=项目资金（万元） | C= | D=年初预算数 | E=全年预算数 | F=全年执行数 | G=执行率（%） | H=分值 | I=得分
C=年度资金总额 | D=150.00 @initial_total | E=150.00 @budget_total | F=147.00 @spent_total | G=98.00 @rate_total:0.98 | H=10 @execution_max | I=9.80 @execution_score
C=其中：财政拨款 | D=150.00 @$.initial | E=150.00 @$.budget | F=147.00 @$.spent | G=98.00 @$.rate:0.98 | H=— | I=—
C=其他资金 | D=0.00 @$.initial | E=0.00 @$.budget | F=0.00 @$.spent | G=0.00 @$.rate | H=— | I=—
A:B=年度目标 | C:I=为600名残疾儿童提供康复训练。 @goal_expected
A:B=完成情况 | C:I=为612名残疾儿童提供康复训练服务，服务达标。 @goal_actual
A=一级指标 | B=二级指标 | C=三级指标 | D=指标解释 | E=目标值 | F=完成值 | G=分值 | H=得分 | I=偏差原因分析及改进措施
A/3=产出 @.first | B=数量指标 @.second | C=康复训练人数 @.third | D=接受服务的儿童人数 | E=≥600人 @.relation:≥ @.target:600 @.measure:人 | F=612人 @.actual:612 | G=20 @.max | H=20 @.self | I=
B=质量指标 @.second | C=康复有效率 @.third | D=有效人数占比 | E=≥90% @.relation:≥ @.target:90 @.measure:% | F='92% @.actual:92 | G=15 @.max | H=15 @.self | I=
B=时效指标 @.second | C=服务及时率 @.third | D=按期完成比例 | E='100% @.target:100 @.measure:% | F='100% @.actual:100 | G=15 @.max | H=15 @.self | I=
A/2=效益 @.first | B=社会效益指标 @.second | C=家庭照护负担减轻 @.third | D=负担减轻情况 | E=有效减轻 @.target | F=有效减轻 @.actual | G=20 @.max | H=20 @.self | I=
B=可持续影响指标 @.second | C=康复机构规范化 @.third | D=机构建设情况 | E=持续规范 @.target | F=持续规范 @.actual | G=10 @.max | H=10 @.self | I=
A=满意度 @.first | B=服务对象满意度 @.second | C=家长满意度 @.third | D=调查满意比例 | E=≥95% @.relation:≥ @.target:95 @.measure:% | F='96.5% @.actual:96.5 | G=10 @.max | H=10 @.self | I=
A:F=合计 | G=100 @max_total | H=99.80 @self_total | I=
""",
)

FIVE_PARTS = Sheet(
    "五部分_预算数到位数执行数并列",
    "national",
    """
A:I=部门预算项目绩效自评表
A:I=（2022年度） @year:2022
A:G=填报单位：某县教育局 | H:I=金额单位：万元
A:B/2=一、基本情况 | C=项目名称 | D:F=义务教育阶段校舍维修 @project | G=实施（主管）单位 | H:I=某县教育局 @unit
C=项目类别 | D:F=特定目标类 | G=联系人及电话 | H:I=王某 0318-8000000
A:B/4=二、预算执行情况 | C:D=预算安排情况（调整后） | E:F=资金到位情况 | G:H=资金执行情况 | I=预算执行进度
C=预算数： | D=380.00 @budget_total | E=到位数： | F=380.00 | G=执行数： | H=361.00 @spent_total | I/3='95.00% @rate_total:0.95
C=其中：财政资金 | D=380.00 @$.budget | E=其中：财政资金 | F=380.00 | G=其中：财政资金 | H=361.00 @$.spent
C=其他资金 | D=0.00 @$.budget | E=其他资金 | F=0.00 | G=其他资金 | H=0.00 @$.spent
A:B/2=三、目标完成情况 | C:F=年度预期目标 | G:H=具体完成情况 | I=总体完成率
C:F=维修校舍12所，面积8600平方米。 @goal_expected | G:H=维修校舍12所，面积8600平方米，全部投入使用。 @goal_actual | I='100%
A/9=四、年度绩效指标完成情况 | B=一级指标 | C=二级指标 | D=三级指标 | E=预期指标值 | F=实际完成值 | G=自评得分 | H=指标分值 | I=未完成原因
B/4=产出指标（50） @.first | C=数量指标 @.second | D=维修面积 @.third | E=≥8600平方米 @.relation:≥ @.target:8600 @.measure:平方米 | F=8600平方米 @.actual:8600 | G=15 @.self | H=15 @.max | I=
C=质量指标 @.second | D=验收合格率 @.third | E='100% @.target:100 @.measure:% | F='100% @.actual:100 | G=15 @.self | H=15 @.max | I=
C=时效指标 @.second | D=完工及时率 @.third | E='100% @.target:100 @.measure:% | F='100% @.actual:100 | G=10 @.self | H=10 @.max | I=
C=成本指标 @.second | D=单位面积维修成本 @.third | E=≤442元 @.relation:≤ @.target:442 @.measure:元 | F=419.77元 @.actual:419.77 | G=10 @.self | H=10 @.max | I=
B/2=效益指标（30） @.first | C=社会效益指标 @.second | D=办学条件改善 @.third | E=明显改善 @.target | F=明显改善 @.actual | G=15 @.self | H=15 @.max | I=
C=可持续影响指标 @.second | D=校舍使用年限 @.third | E=≥10年 @.relation:≥ @.target:10 @.measure:年 | F=10年 @.actual:10 | G=15 @.self | H=15 @.max | I=
B=满意度指标（10） @.first | C=服务对象满意度指标 @.second | D=师生满意度 @.third | E=≥90% @.relation:≥ @.target:90 @.measure:% | F='95% @.actual:95 | G=10 @.self | H=10 @.max | I=
B=预算执行率（10） @.first | C=预算执行率 @.second | D=预算执行率 @.third | E='100% @.target:100 @.measure:% | F='95% @.actual:95 | G=9.5 @.self | H=10 @.max | I=尾款未付 @.deviation
A:F=自评总分 | G=99.5 @self_total | H=100 @max_total | I=
A:B=五、存在问题、原因及下一步整改措施 | C:I=质保金未到支付期，下年按合同支付。
""",
    told=("TGT-12",),
)

SIDE_BY_SIDE = Sheet(
    "预算数执行数并列_预算执行率列为指标",
    "national",
    """
A:I=项目支出绩效自评表
A:I=（2022年度） @year:2022
A:B=项目名称 | C:I=草原生态修复治理 @project
A:B=主管部门及代码 | C:E=213-某盟林业和草原局 @department | F:G=实施单位 | H:I=某旗林草局 @unit
A:B/3=项目预算执行情况（万元） | C:D=预算数： | E=1000 @budget_total | F:G=执行数： | H:I=950 @spent_total
C:D=其中：财政拨款 | E=1000 @$.budget | F:G=其中：财政拨款 | H:I=950 @$.spent
C:D=其他资金 | E=0 @$.budget | F:G=其他资金 | H:I=0 @$.spent
A:B/2=年度总体目标完成情况 | C:E=预期目标 | F:I=目标实际完成情况
C:E=治理退化草原5万亩。 @goal_expected | F:I=完成退化草原治理5万亩。 @goal_actual
A/7=年度绩效指标完成情况 | B=一级指标 | C=二级指标 | D:E=三级指标 | F=年度指标值 | G=实际完成值 | H=分值 | I=得分
B/3=产出指标 @.first | C=数量指标 @.second | D:E=治理草原面积 @.third | F=≥5万亩 @.relation:≥ @.target:5 @.measure:万亩 | G=5万亩 @.actual:5 | H=20 @.max | I=20 @.self
C=质量指标 @.second | D:E=植被盖度 @.third | F=≥40% @.relation:≥ @.target:40 @.measure:% | G='42% @.actual:42 | H=20 @.max | I=20 @.self
C=时效指标 @.second | D:E=完成时限 @.third | F=2022年12月 @.target | G=2022年11月 @.actual | H=10 @.max | I=10 @.self
B=效益指标 @.first | C=生态效益指标 @.second | D:E=草原生态 @.third | F=改善 @.target | G=改善 @.actual | H=30 @.max | I=30 @.self
B=满意度指标 @.first | C=服务对象满意度指标 @.second | D:E=牧民满意度 @.third | F=≥90% @.relation:≥ @.target:90 @.measure:% | G='92% @.actual:92 | H=10 @.max | I=10 @.self
B:E=预算资金执行率（10分） @.first:预算资金执行率 @.third | F='100% @.target:100 @.measure:% | G='95% @.actual:95 | H=10 @.max | I=9.5 @.self
A:G=总分 | H=100 @max_total | I=99.5 @self_total
""",
    told=("TGT-12",),
)

PLACES = (CENTRAL_2019, TRANSFER_MANAGED, BEIJING, ADJUSTED, GOALS_IN_A_ROW, FIVE_PARTS, SIDE_BY_SIDE)
