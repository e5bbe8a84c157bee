"""TPL：the workbook is the form it should be."""

from __future__ import annotations

from collections.abc import Iterator

from xlperf.checks.check import At, Context, Outcome, at, check
from xlperf.checks.found import by_sheet, first_cell, named
from xlperf.checks.printed import headings_of_another_form
from xlperf.findings import Severity
from xlperf.forms.layout import template_hash
from xlperf.forms.model import Kind, SheetForm
from xlperf.submission import Part, Submission, standing_at

_LONGEST_QUOTE = 20


@check(
    "TPL-03",
    Severity.INFO,
    message="{what}，检查时没有采用",
    hint="属于填报内容的请移到相应栏目；只是批注、草稿的可以保留，不影响检查",
    clause="通则：按栏目识别，表外内容不参与计算",
)
def nothing_stands_outside_the_fields(context: Context) -> Iterator[Outcome]:
    """填报内容都写在表格的栏目之内。

    例：在“项目自评报告”表右侧空白处另写“补充说明……”，报 TPL-03，这些文字不参与检查。
    """
    told = {cell.at for cell in headings_of_another_form(context.submission)}  # FMT-09
    copies = {doubt.at.sheet for doubt in context.submission.doubts if doubt.at}  # TPL-11
    strays = [
        stray for stray in context.submission.strays if stray.at not in told and stray.at.sheet not in copies
    ]
    known = {cell.line.sheet for cell in context.submission.cells() if cell.line} if strays else set()
    cells = (standing_at(stray.at, Part("表外内容", Kind.TEXT), stray.raw, stray.raw) for stray in strays)
    for group in by_sheet(cells):
        sheet = group[0].at.sheet if group[0].at else ""
        what = f"“{sheet}”有{len(group)}处内容写在填报栏目之外"
        if sheet not in known:
            what = f"“{sheet}”不是表样中的工作表"
        quote = " ".join(group[0].raw.split())[:_LONGEST_QUOTE]
        yield at(*group, seen=quote, what=what)


@check(
    "TPL-04",
    Severity.WARNING,
    message="{problem}",
    hint="{remedy}",
    clause="附件2-1、2-2、3-1、3-2 表样",
)
def every_part_of_the_form_is_there(context: Context) -> Iterator[Outcome]:
    """表样的工作表、栏目和表格都在。

    例：“评分表”整张被删除，报 TPL-04，有关评分的检查无法进行；“项目自评报告”的“评价等次”栏被删去，报在该表。
    负面清单、资金到位明细等可以不填的表被删除，只作提示。
    改法：用 xlperf new 生成空白模板，把缺少的工作表移动或复制过来；栏目名称和表头照空白模板恢复。
    """
    submission = context.submission
    sheets = {sheet.name: sheet for sheet in submission.form.sheets}
    gone = [sheets[name] for name in submission.missing if name in sheets]
    needed = [sheet for sheet in gone if not sheet.optional or sheet.key in _SCORED]
    spare = [sheet for sheet in gone if sheet not in needed]
    for group, severity in ((needed, None), (spare, Severity.INFO)):
        if group:
            names = "、".join(f"“{sheet.name}”" for sheet in group)
            problem = f"工作表{names}被删除，与它有关的检查无法进行"
            yield at(
                severity=severity,
                seen="",
                label="表样",
                problem=problem,
                remedy=_bring_back(submission, names),
            )
    for sheet in submission.form.sheets:
        parts = [each.partition("·")[2] for each in submission.missing if each.startswith(f"{sheet.name}·")]
        if parts:
            yield _without_parts(submission, sheet, parts)


_SCORED = frozenset(("score_sheet", "score_inputs"))
"""May be left empty, but what is checked and reckoned rests on them."""


def _bring_back(submission: Submission, names: str) -> str:
    return (
        f"用 xlperf new {submission.form.key} 生成空白模板并打开，右键工作表标签{names}，选“移动或复制”到本文件；"
        f"不想复制的，在新模板中重新填报"
    )


def _without_parts(submission: Submission, sheet: SheetForm, parts: list[str]) -> At:
    """What is missing of a sheet that is there, told at its first cell."""
    first = first_cell(submission, sheet)
    return at(
        *([first] if first else []),
        seen="",
        label=sheet.name,
        problem=f"“{sheet.name}”没有找到：{named(parts, 8)}",
        remedy="恢复被删去的栏目名称和表头（对照 xlperf new 生成的空白模板），可以移动和增行，不要改栏目名称",
    )


@check(
    "TPL-05",
    Severity.INFO,
    message="本文件由另一版模板生成{editions}",
    hint="栏目能够识别的照常检查；下次填报请用现行模板（xlperf new）",
    clause="通则：先核对模板版本",
)
def the_template_is_the_current_one(context: Context) -> Iterator[Outcome]:
    """填报使用现行模板。

    例：文件带有上一年度模板的标识，报 TPL-05，内容照常检查。
    """
    submission = context.submission
    if submission.unknown_scheme:
        return  # SCH-90 tells; which template is current is known to whoever gave it out
    current = template_hash(submission.form)
    old_edition = bool(submission.edition) and submission.edition != submission.form.edition
    if (submission.template and submission.template != current) or old_edition:
        own = f"{submission.edition}-{submission.template[:8]}"
        now = f"{submission.form.edition}-{current[:8]}"
        editions = (
            f"（{submission.edition}版，现行{submission.form.edition}版）"
            if old_edition
            else "，与现行模板不同"
        )
        yield at(editions=editions, seen=own, expected=now, label="模板版本")
