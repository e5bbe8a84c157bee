"""五、评价报告综述（文字部分）: headings as printed, one paragraph a row."""

from __future__ import annotations

from xlperf.forms.model import Banner, Column, Kind, Look, PrintedRow, SheetForm, Table

SECTION = Column(key="section", label="章节", kind=Kind.LONG_TEXT, inherits=True, merges=("section",))
TEXT = Column(
    key="text",
    label="内容",
    kind=Kind.LONG_TEXT,
    prompt="一段一行；一格最多约1000字，写不下请在下面插入行接着写",
)
DEPARTMENT_SECTIONS = (
    "一、部门（单位）概况\n（一）基本情况",
    "一、部门（单位）概况\n（二）整体支出规模、使用方向和主要内容",
    "二、整体支出管理及使用情况\n（一）基本支出",
    "二、整体支出管理及使用情况\n（二）专项支出",
    "三、专项组织实施情况\n（一）专项组织情况分析",
    "三、专项组织实施情况\n（二）专项管理情况分析",
    "四、整体支出绩效情况",
    "五、存在的主要问题",
    "六、改进措施和有关建议",
)
PROJECT_SECTIONS = (
    "一、基本情况\n（一）项目概况",
    "一、基本情况\n（二）项目计划批复与完成情况",
    "一、基本情况\n（三）项目资金计划、到位情况",
    "二、主要绩效情况分析\n（一）资金管理",
    "二、主要绩效情况分析\n（二）项目管理",
    "二、主要绩效情况分析\n（三）项目产出效益",
    "二、主要绩效情况分析\n（四）居民满意度",
    "三、主要做法",
    "四、取得成效",
    "五、存在的主要问题",
    "六、工作建议",
)


def narrative(sections: tuple[str, ...]) -> SheetForm:
    """The text part with the headings of its report; two empty rows under each heading."""
    table = Table(
        key="narrative.paragraphs",
        label="评价报告综述",
        columns=(SECTION, TEXT),
        printed=tuple(PrintedRow(texts={"section": section}) for section in sections for _ in range(2)),
        row_height=48,
        repeats_header=True,
    )
    return SheetForm(
        key="narrative",
        name="评价报告综述",
        widths=(22, 74),
        optional=True,
        blocks=(Banner("五、评价报告综述（文字部分）", Look.TITLE), table),
    )


PROJECT = narrative(PROJECT_SECTIONS)
DEPARTMENT = narrative(DEPARTMENT_SECTIONS)
PARAGRAPHS = PROJECT.tables[0]
"""Either table stands for both: they share their key and columns."""
