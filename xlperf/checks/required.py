"""REQ：what must be filled in before the workbook is sent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlperf.checks.check import Context, Outcome, Unchecked, at, check, each_row
from xlperf.checks.found import field_cells, is_scored, named, paragraphs, rows_with
from xlperf.findings import Severity
from xlperf.forms import department_report, information, project_report, target_table, vocabulary
from xlperf.forms.model import Column, Field, Kind, Table
from xlperf.lazy_regex import lazy
from xlperf.submission import Cell, Row, Submission, shown

_TICKED = frozenset("☑√✓✔■●R是☒")
_UNTICKED = frozenset("□☐○否")
_MANDATORY = ("数量", "质量", "时效", "成本", "满意度")
_EXAMPLES = {
    "数量": "如：改造小区数量 ≥20个",
    "质量": "如：工程验收合格率 =100%",
    "时效": "如：按期完工率 =100%",
    "成本": "如：项目总成本 ≤{budget}万元",
    "满意度": "如：受益群众满意度 ≥95%",
}
_ATTACHED = lazy(
    r"评分表[^。；，,;（(]{0,6}(附后|后附|见附件|见附表)|附[^。；，,;]{0,4}评分表|(详见|见)附[件表][^。；，,;]{0,10}评分表"
)


_COVER = (department_report.REPORT_DATE, project_report.DEPARTMENT, project_report.REPORT_DATE)


@check(
    "REQ-01",
    Severity.INFO,
    message="{count}处签署项还空着：{missing}",
    hint="{remedy}",
    clause="附件2-1、2-2 封面和四、评价人员",
)
def reports_are_signed_and_dated(context: Context) -> Iterator[Outcome]:
    """自评报告的主管部门、报告日期、签字、职务、意见和填报人都已填写。

    例：封面“报告日期：  年  月  日”空着，评价组组长和填报人没有签名，合并报一条 REQ-01。
    改法：报告日期填评价期结束后的日期，意见栏写明意见，打印后由本人签字、单位盖章；只报送电子表的，签字处填姓名。
    """
    submission = context.submission
    for report in (department_report, project_report):
        sheet, signed = report.SHEET, report.SIGNATURES
        if not submission.is_written(sheet.key):
            if any(each.key == sheet.key for each in submission.form.sheets):
                yield Unchecked(f"“{sheet.name}”没有填写")
            continue
        cover = tuple(field for field in report.SHEET.fields if field in _COVER)
        cells = field_cells(submission, (*cover, *signed.required))
        empty = [cell for cell in cells if not cell.written or (cell.kind is Kind.DATE and not cell.given)]
        empty += _unsigned(submission, signed.people)
        empty = [cell for cell in empty if cell.at is not None]
        if empty:
            labels = (
                cell.label.split("（")[0] if cell.label.startswith(("签字", "职")) else cell.label
                for cell in empty
            )
            yield at(
                *empty,
                seen="",
                count=len(empty),
                missing=named(labels, 6),
                remedy=_how_to_sign(submission, empty),
            )


def _how_to_sign(submission: Submission, empty: Sequence[Cell]) -> str:
    """What to do about the kinds of cell that are empty, in the order of a form on its way."""
    year = submission.value(information.YEAR)
    after = f"{int(year) + 1}-03-15" if isinstance(year, Decimal) else "2023-03-15"
    labels = [cell.label for cell in empty]
    steps = {
        f"报告日期填评价期结束后的日期，如 {after}": any("报告日期" in label for label in labels),
        "主管部门填全称": "主管部门" in labels,
        "意见栏写明意见，如“情况属实，同意上报”": any(label.endswith("意见") for label in labels),
        "打印后由本人签字、单位盖章并写日期": any(re.search(r"签字|签章|填报人", label) for label in labels),
        "评价人员的职务填全": any(label.startswith("职") for label in labels),
    }
    told = [step for step, needed in steps.items() if needed]
    return "；".join(told) + "；只报送电子表的，签字处填姓名" if told else "补填空着的各项"


def _unsigned(submission: Submission, people: Table) -> list[Cell]:
    """职务 and 签字 of the people listed."""
    name, title, signature = people.column("name"), people.column("title"), people.column("signature")
    listed = [row for row in rows_with(submission, people, name, title, signature) if row.written]
    return [row[column] for row in listed for column in (title, signature) if not row[column].written]


@check(
    "REQ-02",
    Severity.WARNING,
    message="评价类型应在两项中选一项，现在{state}",
    hint="项目还在实施的选“项目实施过程评价”，已经完成的选“项目完成结果评价”，选定的打☑",
    clause="附件2-2 封面 评价类型",
)
def one_kind_of_evaluation_is_ticked(context: Context) -> Iterator[Outcome]:
    """评价类型两个方框只勾一个。

    例：“项目实施过程评价□ 项目完成结果评价□”都没有勾，报 REQ-02。
    """
    submission = context.submission
    boxes = field_cells(submission, (project_report.TYPE_PROCESS, project_report.TYPE_RESULT))
    if not submission.is_written(project_report.SHEET.key) or len(boxes) < len(("过程", "结果")):
        return
    marks = [set(box.raw.strip()) for box in boxes]
    if any(mark and not mark & (_TICKED | _UNTICKED) for mark in marks):
        yield Unchecked("评价类型的方框里写的不是勾选符号")
        return
    ticked = sum(bool(mark & _TICKED) for mark in marks)
    if ticked != 1:
        yield at(*boxes, expected="只勾一项", state="两项都勾了" if ticked else "一项也没有勾")


@check(
    "REQ-03",
    Severity.WARNING,
    message="目标表没有设置{name}指标（{state}）",
    hint="请补填{name}指标，{example}；确实不适用的，写明“不适用”和理由",
    clause="项目支出（项目）绩效目标表：产出、效益、满意度指标；财预〔2015〕163号",
)
def mandatory_indicators_are_set(context: Context) -> Iterator[Outcome]:
    """绩效目标表的数量、质量、时效、成本和满意度指标都已设置。

    例：成本指标一行只填“/”，报 REQ-03。
    """
    submission = context.submission
    if not submission.is_written(target_table.SHEET.key):
        if submission.form.key == "project":
            yield Unchecked("“项目支出绩效目标表”没有填写")
        return
    columns = (target_table.FIRST, target_table.SECOND, target_table.THIRD)
    rows = rows_with(submission, target_table.INDICATORS, *columns)
    if not rows:
        return
    if not any(_is_set(row) for row in rows):
        first = rows[0][target_table.THIRD]
        yield at(
            first, name="、".join(_MANDATORY), state="指标各行都空着", example="逐类填写三级指标和指标值"
        )
        return
    for name in _MANDATORY:
        yield from _one_kind(name, rows, _budget(submission))


def _budget(submission: Submission) -> str:
    cells = field_cells(submission, (target_table.BUDGET, target_table.FUND))
    return next((shown(cell.value) for cell in cells if cell.given), "预算数")


def _one_kind(name: str, rows: Sequence[Row], budget: str) -> Iterator[Outcome]:
    columns = (target_table.FIRST, target_table.SECOND)
    own = [row for row in rows if any(name in shown(row[column].value) for column in columns)]
    example = _EXAMPLES[name].format(budget=budget)
    if not own:
        yield at(rows[0][target_table.SECOND], seen="", name=name, state="没有这一类", example=example)
    elif not any(_is_set(row) for row in own):
        cell = next((row[target_table.THIRD] for row in own if row[target_table.THIRD].written), None)
        state = f"填的是“{cell.raw.strip()}”" if cell else "空着"
        yield at(cell or own[0][target_table.THIRD], name=name, state=state, example=example)


def _is_set(row: Row) -> bool:
    """Whether a row of the target table names an indicator, or says that none applies."""
    written = [cell.raw.strip() for key, cell in row.cells.items() if key not in ("first", "second")]
    if any("不适用" in text for text in written):
        return True
    named_so = row[target_table.THIRD].raw.strip()
    values = [text for text in written if text and text not in vocabulary.PROBLEM_WORDS]
    return bool(values) and named_so not in vocabulary.PROBLEM_WORDS


@check(
    "REQ-04",
    Severity.WARNING,
    message="指标“{name}”没有填指标（目标）值",
    hint="请填年初批复的目标值，如 ≥20个、=100%；不能只写指标内容",
    clause="附件2-2 三、指标（目标）值；绩效目标表 指标值及单位",
)
def indicators_have_a_target(context: Context) -> Iterator[Outcome]:
    """填了指标内容的，指标（目标）值也要填。

    例：“完成20个老旧小区改造”一行目标值空着，报 REQ-04，每行一条。
    """
    submission = context.submission
    report = rows_with(submission, project_report.INDICATORS, project_report.INDICATOR, project_report.TARGET)
    yield from each_row(
        report, lambda row: _target_given(row, project_report.INDICATOR, project_report.TARGET)
    )
    columns = (target_table.THIRD, target_table.TARGET, target_table.STANDARD)
    table = rows_with(submission, target_table.INDICATORS, *columns)
    without = [row for row in table if not row[target_table.STANDARD].written]
    yield from each_row(without, lambda row: _target_given(row, target_table.THIRD, target_table.TARGET))


def _target_given(row: Row, name: Column, target: Column) -> Iterator[Outcome]:
    words = row[name].text
    if words not in vocabulary.PROBLEM_WORDS and not row[target].written:
        yield at(row[target], row[name], seen="", name=words[:20] + ("…" if len(words) > 20 else ""))  # noqa: PLR2004


@check(
    "REQ-06",
    Severity.WARNING,
    message="正文说“{quote}”，但评分表没有填",
    hint="请填写“评分表”，或把另行编制的评分表一并报送",
    clause="通则：所称附件应当附上",
)
def what_is_said_to_be_attached_is_there(context: Context) -> Iterator[Outcome]:
    """正文说附有评分表的，评分表确已填写。

    例：正文写“项目单位评分表附后”，评分表一分未填，报 REQ-06。
    """
    submission = context.submission
    if is_scored(submission):
        return
    said = [(found.group(), cell) for cell in _texts(submission) if (found := _ATTACHED.search(cell.text))]
    if said:
        quote, first = said[0]
        yield at(first, *(cell for _, cell in said[1:]), seen=quote, quote=quote)


def _texts(submission: Submission) -> Iterator[Cell]:
    fields: tuple[Field, ...] = submission.form.fields
    long = (target for target in fields if target.kind is Kind.LONG_TEXT)
    yield from (cell for cell in field_cells(submission, long) if cell.given)
    yield from (paragraph.cell for paragraph in paragraphs(submission))
