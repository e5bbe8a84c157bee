"""填报说明：what is entered once (年度、县区、单位、项目) and how to fill the workbook."""

from __future__ import annotations

from xlperf.forms.model import Banner, Block, Entry, Field, Kind, Label, Line, Look, SheetForm

KEY = "information"
YEAR = Field(key="information.year", label="填报年度", kind=Kind.YEAR, prompt="四位年份，如 2025")
COUNTY = Field(key="information.county", label="县（市、区）", prompt="如：华容县", synonyms=("县市区",))
UNIT = Field(key="information.unit", label="填报单位", prompt="单位全称，与公章一致", synonyms=("单位名称",))
PROJECT = Field(key="information.project", label="项目名称", prompt="与年初预算批复的项目名称一致")

_NUMBERS = "一二三四五六七八"


def _steps(reason: str, *, reckoned: bool) -> list[str]:
    """How to fill the workbook, line by line; only what it really has is spoken of."""
    steps = [
        "先填本页基本信息，其余各表的年度、单位等自动带出。",
        "只填浅黄色单元格；白色和灰色单元格为固定文字或自动计算，已锁定（无密码）。",
        "金额单位见各表表头，未注明的为万元；比率由表内金额自动计算，不需手填。",
    ]
    if reckoned:
        steps.append(
            "“计分数据”填写评分标准所依据的数字和是否项；缺少数据的指标只能“无法复核”，不等于0分，也不等于满分。"
        )
    if reason:
        steps.append(f"得分低于分值的，必须在“{reason}”栏说明；漏填时该格变黄。")
    steps += [
        "表格行数不够时，在末行“增行”提示之上插入行：选中整行，右键“插入”。不要删除表头、合计行和隐藏工作表。",
        "填完后用 xlperf 检查（命令行：xlperf check 本文件.xlsx），按“检查结果”页逐条核对后再报送。",
    ]
    if reason:
        steps.append(
            "系统复算得分、差异、提示三栏由 xlperf 填写；复核分、复核意见、复核人、复核日期由财政部门填写，单位请勿填写。"
        )
    return [f"{number}、{step}" for number, step in zip(_NUMBERS, steps, strict=False)]


def information(title: str, *, project: bool, reckoned: bool = False, reason: str = "") -> SheetForm:
    """The first sheet of a workbook; a department has no project name.

    ``reckoned``: points rest on a sheet 计分数据; ``reason`` is the column for lost points, "" for a form without points.
    """
    entries = (YEAR, COUNTY, UNIT) + ((PROJECT,) if project else ())
    lines: list[Block] = [
        Banner(title, Look.TITLE),
        Banner("填报说明", Look.SUBTITLE),
        *(Line((Label(entry.label, 2), Entry(entry, 6)), height=24) for entry in entries),
        Banner("", Look.BLANK),
        *(Banner(step, Look.NOTE) for step in _steps(reason, reckoned=reckoned)),
    ]
    return SheetForm(key=KEY, name="填报说明", widths=(11.5,) * 8, blocks=tuple(lines))
