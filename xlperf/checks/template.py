"""TPL：the workbook is the form it should be."""

from __future__ import annotations

from collections.abc import Iterator

from xlperf.checks.check import Context, Outcome, at, check
from xlperf.checks.found import by_sheet, named
from xlperf.findings import Severity
from xlperf.forms.layout import template_hash
from xlperf.forms.model import Kind
from xlperf.submission import Cell

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
    strays = context.submission.strays
    known = {cell.at.sheet for cell in context.submission.cells() if cell.at}
    cells = (Cell(stray.at, "表外内容", Kind.TEXT, value=stray.raw, raw=stray.raw) for stray in strays)
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
    message="没有找到：{parts}",
    hint="请用模板重新填报；工作表可以改名、移动和增行，但不要删除工作表、栏目名称和表头",
    clause="附件2-1、2-2、3-1、3-2 表样",
)
def every_part_of_the_form_is_there(context: Context) -> Iterator[Outcome]:
    """表样的工作表、栏目和表格都在。

    例：“评分表”整张被删除，报 TPL-04；有关评分的检查无法进行。
    """
    optional = {sheet.name for sheet in context.submission.form.sheets if sheet.optional}
    missing = context.submission.missing
    needed = [name for name in missing if name not in optional]
    spare = [name for name in missing if name in optional]
    if needed:
        yield at(parts=named((*needed, *spare), 8), seen="", label="表样")
    elif spare:
        yield at(parts=named(spare, 8), seen="", label="表样", severity=Severity.INFO)


@check(
    "TPL-05",
    Severity.INFO,
    message="本文件由另一版模板生成（版本标识 {seen_version}，现行 {current}）",
    hint="栏目能够识别的照常检查；下次填报请用现行模板（xlperf new）",
    clause="通则：先核对模板版本",
)
def the_template_is_the_current_one(context: Context) -> Iterator[Outcome]:
    """填报使用现行模板。

    例：文件带有上一年度模板的标识，报 TPL-05，内容照常检查。
    """
    submission = context.submission
    current = template_hash(submission.form)
    old_edition = bool(submission.edition) and submission.edition != submission.form.edition
    if (submission.template and submission.template != current) or old_edition:
        own = f"{submission.edition}-{submission.template[:8]}"
        now = f"{submission.form.edition}-{current[:8]}"
        yield at(seen_version=own, current=now, seen=own, expected=now, label="模板版本")
