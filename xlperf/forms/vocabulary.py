"""The words that drop-downs offer, each list written once."""

YES_NO = ("是", "否", "不适用")
RELATIONS = ("≥", "≤", "=", "定性")
GRADES = ("优秀", "良好", "合格", "不合格")
TIMELINESS = ("到位及时", "不及时但未影响项目进度", "不及时并影响项目进度")
LEVELS = ("中央", "省", "市", "县市区", "其他")
UNITS = ("个", "户", "人", "人次", "万人", "套", "栋", "项", "件", "次", "处", "平方米", "万平方米", "米", "公里", "亩", "吨",
         "%", "万元", "元", "亿元", "天", "月", "年", "分")  # fmt: skip
TARGET_FIRST_LEVEL = ("产出指标", "效益指标", "满意度指标", "成本指标")
TARGET_SECOND_LEVEL = (
    "数量指标",
    "质量指标",
    "时效指标",
    "成本指标",
    "经济效益指标",
    "社会效益指标",
    "生态效益指标",
    "可持续影响指标",
    "社会公众或服务对象满意度指标",
    "服务对象满意度指标",
)
REPORT_FIRST_LEVEL = ("项目产出指标", "项目效益指标")
TARGET_VALUE = (
    "年度指标值", "年初指标值", "年初目标值", "年度目标值", "目标值", "指标值", "预期指标值", "预期目标值", "计划指标值", "绩效目标值", "年初绩效指标值",
    "指标目标值", "绩效指标值", "年初设定目标值", "年初设定指标值", "指标值及单位", "指标（目标）值",
)  # fmt: skip
"""What forms call the column of the target, most of them with relation and unit in it."""
ACTUAL_VALUE = (
    "全年实际完成值", "全年完成值", "实际完成指标值", "实际值", "完成值", "年度实际完成值", "全年实际值", "实际完成情况值", "全年完成情况",
    "年度指标完成值", "指标完成值", "年度完成值", "全年完成指标值",
)  # fmt: skip
"""What forms call the column of what was achieved."""
GOAL_SET = (
    "年初设定目标", "年初预期目标", "年初绩效目标", "年度目标", "年度绩效目标", "项目年度目标", "总体目标", "年度预期目标", "预期绩效目标", "年初目标",
    "预期总目标",
)  # fmt: skip
"""What forms call the goals in words that were set."""
GOAL_REACHED = (
    "实际完成情况", "全年实际完成情况", "年度目标完成情况", "目标完成情况", "目标实际完成情况", "全年完成情况", "年度实际完成情况", "绩效目标完成情况",
    "年度总体目标完成情况", "年度总体目标完成情况综述", "年度绩效目标完成情况", "年度目标实际完成情况", "全年目标实际完成情况", "具体完成情况", "完成情况",
    "实际完成目标",
)  # fmt: skip
"""What forms call the goals in words that were reached."""
TOTAL_SCORE = ("自评综合得分", "综合得分", "自评总分", "绩效自评得分", "自评总得分")
GRADE = ("评价等级", "自评等次", "自评等级", "绩效等级")
"""What forms call the points of a self-evaluation in all, and the grade that they give."""
PROBLEM_WORDS = ("/", "／", "无", "-", "—", "0", "略")
"""What staff write when they mean "not set"."""
JUDGEMENTS = frozenset(
    ("优良", "优秀", "优", "良好", "良", "达标", "合格", "科学", "显著", "明显", "提高", "提升", "改善", "有效", "较好", "好", "高", "完成", "良性", "满意")
)  # fmt: skip
"""What staff write as if it were a unit: 优良 100."""
