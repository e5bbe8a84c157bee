"""More forms as they are laid out in places, 部门整体支出绩效自评表 among them; drawn like those of ``places``."""

from __future__ import annotations

from tests.foreign.by_hand import Sheet

ONE_LINE = Sheet(
    "资金只有一行_预算执行率列为指标",
    "national",
    """
A:H=项目支出绩效自评表
A:H=（2022年度） @year:2022
A=项目名称 | B:H=老旧小区改造 @project
A=主管预算部门 | B:D=某区住建委 @department | E=实施单位 | F:H=某区房管中心 @unit
A/2=项目资金（万元） | B:C=年初预算数 | D:E=全年预算数 | F:G=全年支出数 | H=全年预算执行率
B:C=3000 @initial_total | D:E=3100 @budget_total | F:G=3038 @spent_total | H='98% @rate_total:0.98
A=年度绩效目标 | B:H=改造小区14个，惠及居民5200户。 @goal_expected
A=年度绩效目标完成情况 | B:H=改造小区14个，惠及居民5260户。 @goal_actual
A/7=绩效指标完成情况 | B=一级指标 | C=二级指标 | D=三级指标 | E=年度指标值 | F=年度指标完成值 | G=分值 | H=得分
B/3=产出指标 @.first | C=数量指标 @.second | D=改造小区数 @.third | E=14个 @.target:14 @.measure:个 | F=14个 @.actual:14 | G=20 @.max | H=20 @.self
C=质量指标 @.second | D=工程质量合格率 @.third | E='100% @.target:100 @.measure:% | F='100% @.actual:100 | G=15 @.max | H=15 @.self
C=时效指标 @.second | D=完工时间 @.third | E=2022年12月31日前 @.target | F=2022年12月15日 @.actual | G=15 @.max | H=15 @.self
B=效益指标 @.first | C=社会效益指标 @.second | D=惠及居民户数 @.third | E=≥5200户 @.relation:≥ @.target:5200 @.measure:户 | F=5260户 @.actual:5260 | G=30 @.max | H=30 @.self
B=满意度指标 @.first | C=服务对象满意度指标 @.second | D=居民满意度 @.third | E=≥90% @.relation:≥ @.target:90 @.measure:% | F='91% @.actual:91 | G=10 @.max | H=10 @.self
B=预算执行率 @.first | C=预算执行率 @.second | D=预算执行率 @.third | E='100% @.target:100 @.measure:% | F='98% @.actual:98 | G=10 @.max | H=9.8 @.self
A:F=总分 | G=100 @max_total | H=99.8 @self_total
A=未完成绩效目标原因及改进措施 | B:H=无
""",
    told=("SE-04",),
)

MANAGEMENT = Sheet(
    "资金后有项目管理情况",
    "national",
    """
A:J=2023年度部门（单位）预算项目支出绩效自评表 @year:2023
A:C=项目名称 | D:J=困难群众救助资金 @project
A:C=主管部门 | D:G=某市民政局 @department | H=实施单位 | I:J=某市民政局 @unit
A:B/5=项目资金⏎（万元） | C:D= | E=年初预算数 | F=全年预算数 | G=全年执行数 | H=分值 | I=执行率 | J=得分
C:D=年度资金总额 | E=6400 @initial_total | F=6650 @budget_total | G=6650 @spent_total | H=10 @execution_max | I='100% @rate_total:1 | J=10 @execution_score
C:D=其中：当年财政拨款 | E=6400 @$.initial | F=6400 @$.budget | G=6400 @$.spent | H=— | I='100% @$.rate:1 | J=—
C:D=上年结转资金 | E=0 @$.initial | F=250 @$.budget | G=250 @$.spent | H=— | I='100% @$.rate:1 | J=—
C:D=其他资金 | E=0 @$.initial | F=0 @$.budget | G=0 @$.spent | H=— | I='0% @$.rate:0 | J=—
A:E=项目管理情况 | F:J=制度健全，按规定公示并发放。
A/2=年度总体目标 | B:E=年初设定目标 | F:J=年度总体目标完成情况
B:E=按时足额发放救助资金。 @goal_expected | F:J=按时足额发放救助资金，惠及1.26万人。 @goal_actual
A/7=绩效指标 | B=一级指标 | C=二级指标 | D:E=三级指标 | F=年度指标值 | G=实际完成值 | H=分值 | I=得分 | J=偏差原因分析及改进措施
B/4=产出指标 @.first | C=数量指标 @.second | D:E=救助困难群众人数 @.third | F=≥12000人 @.relation:≥ @.target:12000 @.measure:人 | G=12600人 @.actual:12600 | H=15 @.max | I=15 @.self | J=
C=质量指标 @.second | D:E=资金发放准确率 @.third | F==100% @.relation:= @.target:100 @.measure:% | G='100% @.actual:100 | H=15 @.max | I=15 @.self | J=
C=时效指标 @.second | D:E=发放及时率 @.third | F==100% @.relation:= @.target:100 @.measure:% | G='100% @.actual:100 | H=10 @.max | I=10 @.self | J=
C=成本指标 @.second | D:E=救助标准 @.third | F=≥630元/人/月 @.relation:≥ @.target:630 @.measure:元/人/月 | G=630元/人/月 @.actual:630 | H=10 @.max | I=10 @.self | J=
B=效益指标 @.first | C=社会效益指标 @.second | D:E=困难群众生活保障 @.third | F=得到保障 @.target | G=得到保障 @.actual | H=30 @.max | I=30 @.self | J=
B=满意度指标 @.first | C=服务对象满意度指标 @.second | D:E=救助对象满意度 @.third | F=≥90% @.relation:≥ @.target:90 @.measure:% | G='91.5% @.actual:91.5 | H=10 @.max | I=10 @.self | J=
A:G=总分 | H=100 @max_total | I=100 @self_total | J=
""",
)

OTHER_SOURCES = Sheet(
    "政府预算资金_财政专户管理资金_单位资金",
    "national",
    """
A:J=项目支出绩效自评表
A:J=（2023年度） @year:2023
A:C=项目名称 | D:J=学前教育生均公用经费 @project
A:C=主管部门 | D:G=[105]某县教育体育局 @department | H:I=实施单位 | J=某县幼儿园 @unit
A:C/5=项目资金（万元） | D= | E=年初预算数 | F=全年预算数（A） | G=全年执行数（B） | H=分值 | I=执行率（B/A） | J=得分
D=年度资金总额： | E=88 @initial_total | F=88 @budget_total | G=85.36 @spent_total | H=10 @execution_max | I='97.00% @rate_total:0.97 | J=9.7 @execution_score
D=政府预算资金 | E=88 @$.initial | F=88 @$.budget | G=85.36 @$.spent | H= | I='97.00% @$.rate:0.97 | J=
D=财政专户管理资金 | E=0 @$.initial | F=0 @$.budget | G=0 @$.spent | H= | I='0.00% @$.rate:0 | J=
D=单位资金 | E=0 @$.initial | F=0 @$.budget | G=0 @$.spent | H= | I='0.00% @$.rate:0 | J=
A/2=年度总体目标 | B:F=预期目标 | G:J=实际完成情况
B:F=保障幼儿园正常运转。 @goal_expected | G:J=保障了幼儿园全年正常运转。 @goal_actual
A/6=绩效指标 | B=一级指标 | C=二级指标 | D=三级指标 | E:F=指标值 | G=实际完成值 | H=分值 | I=得分 | J=偏差原因分析及改进措施
B/3=产出指标 @.first | C=数量指标 @.second | D=受益幼儿人数 @.third | E:F=≥440人 @.relation:≥ @.target:440 @.measure:人 | G=446人 @.actual:446 | H=20 @.max | I=20 @.self | J=
C=质量指标 @.second | D=经费使用合规率 @.third | E:F==100% @.relation:= @.target:100 @.measure:% | G='100% @.actual:100 | H=20 @.max | I=20 @.self | J=
C=时效指标 @.second | D=资金拨付及时率 @.third | E:F=≥95% @.relation:≥ @.target:95 @.measure:% | G='95% @.actual:95 | H=20 @.max | I=20 @.self | J=
B=效益指标 @.first | C=社会效益指标 @.second | D=保教质量 @.third | E:F=提升 @.target | G=提升 @.actual | H=20 @.max | I=18 @.self | J=教师培训不足 @.deviation
B=满意度指标 @.first | C=服务对象满意度指标 @.second | D=家长满意度 @.third | E:F=≥95% @.relation:≥ @.target:95 @.measure:% | G='97% @.actual:97 | H=10 @.max | I=10 @.self | J=
A:G=总分 | H=100 @max_total | I=97.7 @self_total | J=
""",
    told=("SE-13", "TGT-12"),
)

BASES = Sheet(
    "指标值设定依据_指标完成率",
    "national_2021",
    """
A:K=项目支出绩效自评表
A:K=(2023年度) @year:2023
A=项目名称 | B:K=驻村工作经费 @project
A=主管部门 | B:E=某地区民政局 @department | F:G=实施单位 | H:K=某地区民政局 @unit
A/4=项目资金（万元） | B:C=资金来源 | D=年初预算数 | E=全年预算数 | F:G=全年执行数 | H=分值 | I=执行率 | J:K=得分
B:C=年度资金总额 | D=45.00 @initial_total | E=45.00 @budget_total | F:G=44.10 @spent_total | H=10 @execution_max | I='98.00% @rate_total:0.98 | J:K=9.80分 @execution_score:9.8
B:C=其中：当年财政拨款 | D=45.00 @$.initial | E=45.00 @$.budget | F:G=44.10 @$.spent | H=— | I=— | J:K=—
B:C=其他资金 | D=0.00 @$.initial | E=0.00 @$.budget | F:G=0.00 @$.spent | H=— | I=— | J:K=—
A/2=年度总体目标 | B:E=预期目标 | F:K=实际完成情况
B:E=保障3个驻村工作队正常开展工作。 @goal_expected | F:K=3个驻村工作队工作正常开展，完成为民办实事任务。 @goal_actual
A/8=年度绩效指标完成情况 | B=一级指标 | C=二级指标 | D=三级指标 | E=年度指标值 | F=实际完成值 | G=指标值设定依据 | H=分值 | I=指标完成率 | J=得分 | K=偏差原因分析及改进措施
B/4=产出指标 @.first | C/2=数量指标 @.second | D=驻村工作队数量 @.third | E==3个 @.relation:= @.target:3 @.measure:个 | F=3个 @.actual:3 | G=工作方案 | H=10 @.max | I='100% | J=10 @.self | K=
D=为民办实事件数 @.third | E=>=30件 @.relation:>= @.target:30 @.measure:件 | F=33件 @.actual:33 | G=工作方案 | H=10 @.max | I='110% | J=10 @.self | K=
C=质量指标 @.second | D=经费使用合规率 @.third | E==100% @.relation:= @.target:100 @.measure:% | F='100% @.actual:100 | G=计划标准 | H=10 @.max | I='100% | J=10 @.self | K=
C=时效指标 @.second | D=经费支付及时率 @.third | E==100% @.relation:= @.target:100 @.measure:% | F='98% @.actual:98 | G=计划标准 | H=10 @.max | I='98% | J=9.8 @.self | K=年末额度清零 @.deviation
B=成本指标 @.first | C=经济成本指标 @.second | D=每队工作经费 @.third | E=<=15万元 @.relation:<= @.target:15 @.measure:万元 | F=14.7万元 @.actual:14.7 | G=预算支出标准 | H=20 @.max | I='100% | J=20 @.self | K=
B=效益指标 @.first | C=社会效益指标 @.second | D=促进民族团结 @.third | E=效果显著 @.target | F=达成预期指标 @.actual | G=工作方案 | H=20 @.max | I='100% | J=20 @.self | K=
B=满意度指标 @.first | C=满意度指标 @.second | D=村民满意度 @.third | E=>=95% @.relation:>= @.target:95 @.measure:% | F='96% @.actual:96 | G=问卷调查 | H=10 @.max | I='101.05% | J=10 @.self | K=
A:G=总分 | H:I=100分 @max_total:100 | J=99.6分 @self_total:99.6 | K=
""",
    told=("FMT-03", "TGT-12"),
)

TWO_CELLS = Sheet(
    "指标值和单位各一格_表头合并",
    "national",
    """
A:J=2023年度省级预算执行情况绩效自评表
A:J=项目支出绩效自评表
A:B=项目名称 | C:J=防沙治沙综合示范 @project
A:B=主管部门 | C:F=省林业和草原局 @department | G:H=实施单位 | I:J=某治沙站 @unit
A:B/5=项目资金（万元） | C:D= | E=年初预算数 | F=全年预算数 | G=全年执行数 | H=分值 | I=执行率 | J=得分
C:D=年度资金总额 | E=240 @initial_total | F=240 @budget_total | G=228 @spent_total | H=10 @execution_max | I='95.00% @rate_total:0.95 | J=9.5 @execution_score
C:D=其中：本年财政拨款 | E=240 @$.initial | F=240 @$.budget | G=228 @$.spent | H=— | I= | J=—
C:D=上年结转资金 | E=0 @$.initial | F=0 @$.budget | G=0 @$.spent | H=— | I= | J=—
C:D=其他资金 | E=0 @$.initial | F=0 @$.budget | G=0 @$.spent | H=— | I= | J=—
A:B/2=年度总体目标 | C:F=预期目标 | G:J=实际完成情况
C:F=治理沙化土地6000亩。 @goal_expected | G:J=治理沙化土地6000亩，成活率达标。 @goal_actual
A/6=绩效指标 | B=一级指标 | C=二级指标 | D=三级指标 | E:F=年度指标值 | G=实际完成值 | H=分值 | I=得分 | J=偏差原因分析及改进措施
B/3=产出指标 @.first | C=数量指标 @.second | D=治沙面积 @.third | E=≥6000 @.relation:≥ @.target:6000 | F=亩 @.measure | G=6000 @.actual | H=20 @.max | I=20 @.self | J=
C=质量指标 @.second | D=苗木成活率 @.third | E=≥85 @.relation:≥ @.target:85 | F=% @.measure | G=86 @.actual | H=15 @.max | I=15 @.self | J=
C=时效指标 @.second | D=当期任务完成率 @.third | E==100 @.relation:= @.target:100 | F=% @.measure | G=100 @.actual | H=15 @.max | I=15 @.self | J=
B=效益指标 @.first | C=生态效益指标 @.second | D=植被覆盖度提高 @.third | E=≥5 @.relation:≥ @.target:5 | F=百分点 @.measure | G=5.2 @.actual | H=30 @.max | I=30 @.self | J=
B=满意度指标 @.first | C=服务对象满意度指标 @.second | D=群众满意度 @.third | E=≥90 @.relation:≥ @.target:90 | F=% @.measure | G=91 @.actual | H=10 @.max | I=10 @.self | J=
A:G=总分 | H=100 @max_total | I=99.5 @self_total | J=
""",
)

UNSCORED = Sheet(
    "项目自评_不设分值",
    "national",
    """
A:I=2022年部门预算项目支出绩效自评表 @year:2022
A:I=（2022年度）
A:C=项目名称 | D:I=文化遗产保护专项 @project
A:C=主管部门 | D:E=某市文物局 @department | F:G=实施单位 | H:I=某市考古院 @unit
A:C/5=项目资金⏎（万元） | D= | E:F=全年预算数（A） | G:H=全年执行数（B） | I=执行率（B/A）
D=年度资金总额： | E:F=700 @budget_total | G:H=693 @spent_total | I='99% @rate_total:0.99
D=其中：省级财政资金 | E:F=500 @$.budget | G:H=493 @$.spent | I='98.6% @$.rate:0.986
D=市县财政资金 | E:F=200 @$.budget | G:H=200 @$.spent | I='100% @$.rate:1
D=其他资金 | E:F=0 @$.budget | G:H=0 @$.spent | I=
A/2=年度总体目标 | B:E=年初设定目标 | F:I=全年实际完成情况
B:E=完成8处遗址抢救性发掘。 @goal_expected | F:I=完成8处遗址抢救性发掘并提交报告。 @goal_actual
A/7=绩效指标 | B=一级指标 | C=二级指标 | D:E=三级指标 | F=年度指标值 | G:H=全年完成值 | I=未完成原因和改进措施
B/4=产出指标 @.first | C=数量指标 @.second | D:E=发掘遗址 @.third | F=8处 @.target:8 @.measure:处 | G:H=8处 @.actual:8 | I=
C=质量指标 @.second | D:E=发掘报告合格率 @.third | F=≥95% @.relation:≥ @.target:95 @.measure:% | G:H='100% @.actual:100 | I=
C=时效指标 @.second | D:E=完成时间 @.third | F=2022年12月底前 @.target | G:H=2022年12月20日 @.actual | I=
C=成本指标 @.second | D:E=平均发掘成本 @.third | F=≤87.5万元/处 @.relation:≤ @.target:87.5 @.measure:万元/处 | G:H=86.63万元/处 @.actual:86.63 | I=
B=效益指标 @.first | C=社会效益指标 @.second | D:E=公众考古活动 @.third | F=≥6场 @.relation:≥ @.target:6 @.measure:场 | G:H=7场 @.actual:7 | I=
B=满意度指标 @.first | C=服务对象满意度指标 @.second | D:E=公众满意度 @.third | F=≥90% @.relation:≥ @.target:90 @.measure:% | G:H='94% @.actual:94 | I=
A:C=说明 | D:I=无
A:I=注：1.其他资金包括和中央财政资金、省级财政资金共同投入到同一项目的自有资金、社会资金以及以前年度的结转结余资金等。
""",
)

HUNAN_WHOLE = Sheet(
    "湖南_部门整体支出",
    "whole_department",
    """
A:J=附件2
A:J=2022年度部门整体支出绩效自评表 @year:2022
A:B=省级预算部门名称 | C:J=某省某厅 @unit
A:B/7=年度预算申请（万元） | C= | D=年初预算数 | E=全年预算数 | F=全年执行数 | G=分值 | H=执行率 | I:J=得分
C=年度资金总额 | D=8200 @initial_total | E=8600 @budget_total | F=8428 @spent_total | G=10 @execution_max | H='98% @rate_total:0.98 | I:J=9.8 @execution_score
C:E=按收入性质分： | F:J=按支出性质分：
C:E=其中：一般公共预算：8300 | F:J=其中：基本支出：5400
C:E=政府性基金拨款：0 | F:J=项目支出：3028
C:E=纳入专户管理的非税收入拨款：100 | F:J=
C:E=其他资金：28 | F:J=
A/2=年度总体目标 | B:E=预期目标 | F:J=实际完成情况
B:E=完成全年改革任务12项。 @goal_expected | F:J=完成全年改革任务12项。 @goal_actual
A/7=绩效指标 | B=一级指标 | C=二级指标 | D=三级指标 | E=年度指标值 | F=实际完成值 | G=分值 | H=得分 | I:J=偏差原因分析及改进措施
B/4=产出指标（50分） @.first:产出指标 | C=数量指标 @.second | D=改革任务数 @.third | E=12项 @.target:12 @.measure:项 | F=12项 @.actual:12 | G=15 @.max | H=15 @.self | I:J=
C=质量指标 @.second | D=任务合格率 @.third | E='100% @.target:100 @.measure:% | F='100% @.actual:100 | G=15 @.max | H=15 @.self | I:J=
C=时效指标 @.second | D=完成及时率 @.third | E='100% @.target:100 @.measure:% | F='100% @.actual:100 | G=10 @.max | H=10 @.self | I:J=
C=成本指标 @.second | D=三公经费控制率 @.third | E=≤100% @.relation:≤ @.target:100 @.measure:% | F='92% @.actual:92 | G=10 @.max | H=10 @.self | I:J=
B=效益指标（30分） @.first:效益指标 | C=社会效益指标 @.second | D=政策知晓率 @.third | E=≥80% @.relation:≥ @.target:80 @.measure:% | F='84% @.actual:84 | G=30 @.max | H=30 @.self | I:J=
B=满意度指标（10分） @.first:满意度指标 | C=服务对象满意度指标 @.second | D=服务对象满意度 @.third | E=≥90% @.relation:≥ @.target:90 @.measure:% | F='93% @.actual:93 | G=10 @.max | H=10 @.self | I:J=
A:F=总分 | G=100 @max_total | H=99.8 @self_total | I:J=
A:C=填表人：吴某 | D:F=填报日期：2023.4.12 | G:H=联系电话：0731-80000000 | I:J=单位负责人签字：
""",
    told=("SE-04",),
)

GUIZHOU_WHOLE = Sheet(
    "贵州_部门整体支出",
    "whole_department",
    """
A:J=部门整体支出绩效自评表
A:E=单位（盖章）：某县某镇人民政府 | F:J=填报日期：2022年2月3日
A:B=部门（单位）名称 | C:J=某县某镇人民政府 @unit
A:B/5=部门（单位）总体资金（万元） | C:D=资金来源 | E=年初预算数（A） | F=全年执行数（B） | G=分值（10分） | H=得分 | I:J=得分计算方法
C:D=年度资金总额： | E=1172.55 @initial_total | F=1268.72 @spent_total | G=10 @execution_max | H=10 @execution_score | I:J/4=执行率*该指标分值，最高不得超过分值上限。
C:D=基本支出 | E=985.19 @$.initial | F=914.97 @$.spent | G= | H=
C:D=项目支出 | E=187.36 @$.initial | F=353.75 @$.spent | G= | H=
C:D=其他 | E=0 @$.initial | F=0 @$.spent | G= | H=
A/2=年度总体目标 | B:E=年初设定目标 | F:J=年度总体目标完成情况
B:E=保障机关运转，完成乡村建设任务。 @goal_expected | F:J=机关运转正常，完成乡村建设任务。 @goal_actual
A/5=绩效指标 | B=一级指标 | C=二级指标 | D=三级指标 | E=年度指标值（A） | F=全年实际值（B） | G=分值 | H=得分计算方法 | I=得分 | J=未完成原因分析
B/2=产出指标（50分） @.first:产出指标 | C=数量指标 @.second | D=办理民生实事 @.third | E=10件 @.target:10 @.measure:件 | F=10件 @.actual:10 | G=25 @.max | H/4=完成值达到指标值，记满分 | I=25 @.self | J=
C=质量指标 @.second | D=验收合格率 @.third | E='100% @.target:100 @.measure:% | F='100% @.actual:100 | G=25 @.max | I=25 @.self | J=
B=效益指标（30分） @.first:效益指标 | C=社会效益指标 @.second | D=群众生活改善 @.third | E=明显 @.target | F=明显 @.actual | G=30 @.max | I=30 @.self | J=
B=满意度指标（10分） @.first:满意度指标 | C=服务对象满意度指标 @.second | D=群众满意度 @.third | E=≥90% @.relation:≥ @.target:90 @.measure:% | F='95% @.actual:95 | G=10 @.max | I=10 @.self | J=
A:F=总分 | G=100 @max_total | H= | I=100 @self_total | J=
""",
    told=("TGT-12",),
)

DIRECTIONS = Sheet(
    "指标性质填正向指标反向指标",
    "national",
    """
A:J=2022年度自治区本级项目支出绩效自评表 @year:2022
A:B=项目编码 | C:D=450000223320000099 | E:F=项目名称 | G:J=边境地区转移就业补助 @project
A:B=主管部门 | C:E=112-自治区人社厅 @department | F:G=实施单位 | H:J=112001-某就业中心 @unit
A:B/5=项目资金（万元） | C:D=资金性质 | E=年初预算数 | F=全年预算数 | G=全年执行数 | H=分值 | I=执行率 | J=得分
C:D=年度资金总额 | E=1000.00 @initial_total | F=980.00 @budget_total | G=931.00 @spent_total | H=10 @execution_max | I='95.00% @rate_total:0.95 | J=9.5 @execution_score
C:D=一般公共预算 | E=1000.00 @$.initial | F=980.00 @$.budget | G=931.00 @$.spent | H=— | I='95.00% @$.rate:0.95 | J=—
C:D=政府性基金 | E=0.00 @$.initial | F=0.00 @$.budget | G=0.00 @$.spent | H=— | I=— | J=—
C:D=其他资金 | E=0.00 @$.initial | F=0.00 @$.budget | G=0.00 @$.spent | H=— | I=— | J=—
A/2=年度总体目标 | B:F=预期目标 | G:J=实际完成情况
B:F=组织转移就业8000人。 @goal_expected | G:J=组织转移就业8120人。 @goal_actual
A/6=年度绩效指标 | B=一级指标 | C=二级指标 | D=三级指标 | E=指标性质 | F=年度指标值 | G=全年完成值 | H=分值 | I=得分 | J=偏差原因分析及改进措施
B/3=产出指标 @.first | C=数量指标 @.second | D=转移就业人数 @.third | E=正向指标 @.relation:≥ | F=≥8000人 @.target:8000 @.measure:人 | G=8120人 @.actual:8120 | H=20 @.max | I=20 @.self | J=
C=成本指标 @.second | D=人均补助标准 @.third | E=反向指标 @.relation:≤ | F=≤1250元 @.target:1250 @.measure:元 | G=1146.55元 @.actual:1146.55 | H=10 @.max | I=10 @.self | J=
C=质量指标 @.second | D=稳定就业率 @.third | E=正向指标 @.relation:≥ | F=≥80% @.target:80 @.measure:% | G='76% @.actual:76 | H=20 @.max | I=19 @.self | J=部分企业减产 @.deviation
B=效益指标 @.first | C=经济效益指标 @.second | D=人均增收 @.third | E=正向指标 @.relation:≥ | F=≥3000元 @.target:3000 @.measure:元 | G=3100元 @.actual:3100 | H=30 @.max | I=30 @.self | J=
B=满意度指标 @.first | C=服务对象满意度指标 @.second | D=务工人员满意度 @.third | E=正向指标 @.relation:≥ | F=≥90% @.target:90 @.measure:% | G='92% @.actual:92 | H=10 @.max | I=10 @.self | J=
A:G=总分 | H=100 @max_total | I=98.5 @self_total | J=
""",
    told=("SE-04",),
)

TWO_ROWS = Sheet(
    "表头两行_评分_得分10分",
    "national",
    """
A:I=项目支出绩效自评表
A:I=2023年度 @year:2023
A:C=项目名称 | D:I=智慧城管平台 @project
A:C=主管部门 | D:E=某区城管局 @department | F:G=实施单位 | H:I=某区城管中心 @unit
A:C/3=项目资金（万元） | D=资金来源 | E=年初预算数 | F=全年预算数 | G=全年执行数 | H=执行率 | I=得分（10分）
D=年度资金总额 | E=300 @initial_total | F=300 @budget_total | G=285 @spent_total | H='95% @rate_total:0.95 | I=9.5 @execution_score
D=财政拨款 | E=300 @$.initial | F=300 @$.budget | G=285 @$.spent | H='95% @$.rate:0.95 | I=
A/2=年度总体目标 | B:E=年初设定目标 | F:I=年度总体目标完成情况综述
B:E=建成平台并投入使用。 @goal_expected | F:I=平台建成并投入使用。 @goal_actual
A/6=绩效指标 | B/2=一级指标 | C/2=二级指标 | D/2=三级指标 | E:F=绩效指标值 | G:H=评分 | I/2=偏差原因分析及改进措施
E=年度指标值 | F=实际完成值 | G=分值 | H=得分
B/2=产出指标（50分） @.first:产出指标 | C=数量指标 @.second | D=建设平台 @.third | E=1个 @.target:1 @.measure:个 | F=1个 @.actual:1 | G=25 @.max | H=25 @.self | I=
C=质量指标 @.second | D=平台可用率 @.third | E=≥99% @.relation:≥ @.target:99 @.measure:% | F='99.5% @.actual:99.5 | G=25 @.max | H=25 @.self | I=
B=效益指标（30分） @.first:效益指标 | C=社会效益指标 @.second | D=案件办结率 @.third | E=≥95% @.relation:≥ @.target:95 @.measure:% | F='97% @.actual:97 | G=30 @.max | H=30 @.self | I=
B=满意度指标（10分） @.first:满意度指标 | C=服务对象满意度指标 @.second | D=市民满意度 @.third | E=≥85% @.relation:≥ @.target:85 @.measure:% | F='86% @.actual:86 | G=10 @.max | H=10 @.self | I=
A:F=总分 | G=100 @max_total | H=99.5 @self_total | I=
""",
)

MORE = (
    ONE_LINE,
    MANAGEMENT,
    OTHER_SOURCES,
    BASES,
    TWO_CELLS,
    UNSCORED,
    HUNAN_WHOLE,
    GUIZHOU_WHOLE,
    DIRECTIONS,
    TWO_ROWS,
)
