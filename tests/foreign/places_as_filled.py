"""Self-evaluations with what units leave in a form: 指标2 and …… unfilled, / for nothing, 一级 for 一级指标."""

from __future__ import annotations

from tests.foreign.by_hand import Sheet

LEFT_OVER = Sheet(
    "留着指标2和省略号",
    "national",
    """
A:H=附件1
A:H=项目支出绩效自评表
A:H=（2019年度） @year:2019
A:B=项目名称 | C:H=食堂暖通改造经费 @project
A:B=主管部门 | C:E=某市发改委 @department | F:G=实施单位 | H=某市食品工程学校 @unit
A/5=项目资金⏎（万元） | B= | C=年初⏎预算数 | D=全年⏎预算数 | E=全年⏎执行数 | F=分值 | G=执行率 | H=得分
B=年度资金总额 | C=43.2 @initial_total | D=43.2 @budget_total | E=37.24 @spent_total | F=10 @execution_max | G='86% @rate_total:0.86 | H=9 @execution_score
B=其中：当年财政拨款 | C=43.2 @$.initial | D=43.2 @$.budget | E=37.24 @$.spent | F= | G= | H=
B=上年结转资金 | C= | D= | E= | F= | G= | H=
B=其他资金 | C= | D= | E= | F= | G= | H=
A/2=年度总体目标 | B:D=预期目标 | E:H=实际完成情况
B:D=完成食堂暖通改造。 @goal_expected | E:H=已完工，剩余尾款未付。 @goal_actual
A=一级指标 | B=二级指标 | C=三级指标 | D=年度⏎指标值 | E=实际⏎完成值 | F=分值 | G=得分 | H=偏差原因分析及改进措施
A/11=产出指标 @.first | B/3=数量指标 @.second | C=指标1工程资金金额 @.third | D=43.2 @.target | E=37.24 @.actual | F=10 @.max | G=9 @.self | H=剩余3%尾款未付，提高预算准确度。 @.deviation
C=指标2 @.third | D= | E= | F= | G= | H=
C=…… @.third | D= | E= | F= | G= | H=
B/3=质量指标 @.second | C=指标1工程完工率 @.third | D=100 @.target | E=100 @.actual | F=10 @.max | G=10 @.self | H=
C=指标2工程验收合格率 @.third | D=100 @.target | E=100 @.actual | F=10 @.max | G=10 @.self | H=
C=…… @.third | D= | E= | F= | G= | H=
B/3=时效指标 @.second | C=指标1项目完成及时率 @.third | D=100 @.target | E=100 @.actual | F=10 @.max | G=10 @.self | H=
C=指标2 @.third | D= | E= | F= | G= | H=
C=…… @.third | D= | E= | F= | G= | H=
B/2=成本指标 @.second | C=指标1成本控制率 @.third | D=100 @.target | E=100 @.actual | F=10 @.max | G=10 @.self | H=
C=…… @.third | D= | E= | F= | G= | H=
A/5=效益指标 @.first | B/2=经济效益⏎指标 @.second | C=指标1安全率 @.third | D=100 @.target | E=100 @.actual | F=10 @.max | G=10 @.self | H='0 @.deviation
C=…… @.third | D= | E= | F= | G= | H=
B=社会效益⏎指标 @.second | C=指标1学校发展能力 @.third | D=100 @.target | E=100 @.actual | F=10 @.max | G=10 @.self | H='0 @.deviation
B=生态效益⏎指标 @.second | C=指标1 @.third | D= | E= | F= | G= | H=
B=可持续影响⏎指标 @.second | C=指标1长期使用性 @.third | D=100 @.target | E=100 @.actual | F=10 @.max | G=10 @.self | H=
A/2=满意度⏎指标 @.first | B/2=服务对象满意度指标 @.second | C=指标1学生满意度 @.third | D=100 @.target | E=100 @.actual | F=10 @.max | G=10 @.self | H='0 @.deviation
C=指标2 @.third | D= | E= | F= | G= | H=
A:E=总分 | F=100 @max_total | G=98 @self_total | H=
""",
    told=("SE-03", "SE-04", "SE-07", "TGT-03"),
)

SLASHES = Sheet(
    "没有的填斜杠_分值0",
    "national",
    """
A:I=项目支出绩效自评表
A:I=（2023年度） @year:2023
A:B=项目名称 | C:I=农产品质量安全监测 @project
A:B=主管部门 | C:F=某市农业农村局 @department | G=实施单位 | H:I=某市质监站 @unit
A:B/5=项目资金（万元） | C= | D=年初预算数 | E=全年预算数 | F=全年执行数 | G=分值 | H=执行率 | I=得分
C=年度资金总额 | D=66 @initial_total | E=66 @budget_total | F=66 @spent_total | G=10 @execution_max | H='100.00% @rate_total:1 | I=10 @execution_score
C=其中：当年财政拨款 | D=66 @$.initial | E=66 @$.budget | F=66 @$.spent | G=— | H='100.00% @$.rate:1 | I=—
C=上年结转资金 | D=/ | E=/ | F=/ | G=— | H=/ | I=—
C=其他资金 | D=/ | E=/ | F=/ | G=— | H=/ | I=—
A/2=年度总体目标 | B:E=预期目标 | F:I=实际完成情况
B:E=开展定量检测1200批次。 @goal_expected | F:I=完成定量检测1210批次。 @goal_actual
A/10=绩效指标 | B=一级指标 | C=二级指标 | D=三级指标 | E=年度指标值 | F=实际完成值 | G=分值 | H=得分 | I=偏差原因分析及改进措施
B/4=产出指标（50分） @.first:产出指标 | C=数量指标 @.second | D=检测批次 @.third | E=1200批次以上 @.target | F=1210批次 @.actual | G=20 @.max | H=20 @.self | I=/ @.deviation
C=质量指标 @.second | D=检测合格率 @.third | E=98%以上 @.target | F='98.9% @.actual | G=15 @.max | H=15 @.self | I=/ @.deviation
C=时效指标 @.second | D=检测完成时限 @.third | E=12月31日前 @.target | F=12月25日 @.actual | G=10 @.max | H=10 @.self | I=/ @.deviation
C=成本指标 @.second | D=单批次成本 @.third | E=不高于550元 @.target | F=545元 @.actual | G=5 @.max | H=5 @.self | I=/ @.deviation
B/4=效益指标（30分） @.first:效益指标 | C=经济效益指标 @.second | D=/ @.third | E=/ @.target | F=/ @.actual | G=/ | H=/ | I=/ @.deviation
C=社会效益指标 @.second | D=农产品安全事件 @.third | E=0次 @.target:0 @.measure:次 | F=0次 @.actual:0 | G=15 @.max | H=15 @.self | I=/ @.deviation
C=生态效益指标 @.second | D=无 @.third | E=无 @.target | F=无 @.actual | G=0 @.max | H=0 @.self | I=/ @.deviation
C=可持续影响指标 @.second | D=监管能力提升 @.third | E=提升 @.target | F=提升 @.actual | G=15 @.max | H=15 @.self | I=/ @.deviation
B=满意度指标（10分） @.first:满意度指标 | C=服务对象满意度指标 @.second | D=群众满意度 @.third | E=90%以上 @.target | F='93% @.actual | G=10 @.max | H=10 @.self | I=/ @.deviation
A:F=总分 | G=100 @max_total | H=100 @self_total | I=/
""",
    told=("FMT-02", "TGT-12"),
)

COMPACT = Sheet(
    "栏目名称从简_标签和内容在一格",
    "national",
    """
A:H=2023年项目绩效自评情况表（公开） @year:2023
A:D=项目名称：科普基地建设 @project:科普基地建设 | E:H=主管部门：某市科协 @department:某市科协
A:D=实施单位：某市科技馆 @unit:某市科技馆 | E:H=单位：万元
A:B=资金情况 | C=年初预算 | D=全年预算 | E=全年执行 | F=执行率 | G=分值 | H=得分
A:B=资金总额 | C=50 @initial_total | D=50 @budget_total | E=49 @spent_total | F='98% @rate_total:0.98 | G=10 @execution_max | H=9.8 @execution_score
A:B=其中：财政资金 | C=50 @$.initial | D=50 @$.budget | E=49 @$.spent | F='98% @$.rate:0.98 | G= | H=
A:B=其他 | C=0 @$.initial | D=0 @$.budget | E=0 @$.spent | F= | G= | H=
A:D=总体目标：建成科普基地3个。 @goal_expected:建成科普基地3个。 | E:H=完成情况：建成科普基地3个。 @goal_actual:建成科普基地3个。
A=一级 | B=二级 | C=三级指标 | D=目标值 | E=完成值 | F=分值 | G=得分 | H=未完成原因
A=产出 @.first | B=数量 @.second | C=科普基地数 @.third | D=3个 @.target:3 @.measure:个 | E=3个 @.actual:3 | F=30 @.max | G=30 @.self | H=
A=产出 @.first | B=质量 @.second | C=验收合格率 @.third | D='100% @.target:100 @.measure:% | E='100% @.actual:100 | F=20 @.max | G=20 @.self | H=
A=效益 @.first | B=社会效益 @.second | C=受众人次 @.third | D=5万人次 @.target:5 @.measure:万人次 | E=5.2万人次 @.actual:5.2 | F=30 @.max | G=30 @.self | H=
A=满意度 @.first | B=服务对象满意度 @.second | C=公众满意度 @.third | D='95% @.target:95 @.measure:% | E='94% @.actual:94 | F=10 @.max | G=9.89 @.self | H=讲解员不足 @.deviation
A:E=合计 | F=100 @max_total | G=99.69 @self_total | H=
""",
)

AS_FILLED = (LEFT_OVER, SLASHES, COMPACT)
