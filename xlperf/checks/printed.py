"""TPL-01, 02, 06, FMT-09：what the form itself prints: misprints, names that differ, rules and headings changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from functools import lru_cache

from xlperf.checks.aims import RESULTS, TARGETS, Aim, aims
from xlperf.checks.check import At, Context, Outcome, at, check
from xlperf.checks.found import named, rows_with, score_rows
from xlperf.findings import Severity
from xlperf.forms import narrative, project_report, score_sheet, workbooks
from xlperf.forms.layout import MOST_FORMS
from xlperf.forms.model import Banner, Column, Kind, Look, SheetForm, WorkbookForm
from xlperf.literals import plain_text
from xlperf.record import dataclass
from xlperf.schemes.model import Manual
from xlperf.submission import Cell, Part, Stray, Submission, once, shown, standing_at

_SHEETS = "附件3-1 部门整体支出绩效评价评分表；附件3-2 项目支出绩效评价指标体系"
_LABELS = (score_sheet.SECTION, score_sheet.SUBSECTION, score_sheet.DETAIL, score_sheet.TEXT)
_STOPS = ",.;:，。；："
_NEARLY = 0.8
_ALIKE = 0.5
_CALLED_ON_THE_SCORE_SHEET = {"生态效益": "环境效益"}
"""二级指标 of 附件2-2 → 三级指标 of 附件3-2 where the two forms use different words for one thing."""


@dataclass(frozen=True, slots=True)
class _Change:
    """Printed text that is not what the form prints."""

    cell: Cell
    row: str  # S31-10
    was: str
    now: str

    @property
    def figures_differ(self) -> bool:
        return re.findall(r"\d+(?:\.\d+)?", self.was) != re.findall(r"\d+(?:\.\d+)?", self.now)

    @property
    def is_misprint(self) -> bool:
        return not self.figures_differ and _ratio(self.was, self.now) >= _NEARLY

    @property
    def words(self) -> str:
        """“汇集信息”，表样是“会计信息”: the first place that differs with a little around it."""
        blocks = SequenceMatcher(None, self.now, self.was, autojunk=False).get_opcodes()
        _, a, b, c, d = next(block for block in blocks if block[0] != "equal")
        now, was = self.now[max(0, a - 2) : b + 2], self.was[max(0, c - 2) : d + 2]
        return f"“{now.strip(_STOPS)}”，表样是“{was.strip(_STOPS)}”"


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _bare(value: object) -> str:
    return "".join(plain_text(str(value or "")).split())


def _changes(submission: Submission, columns: tuple[Column, ...]) -> Iterator[_Change]:
    tables = (table for table in submission.form.tables if table.key == "score_sheet.scores")
    printed: Mapping[str, Mapping[str, str]] = {
        row.id: row.texts for table in tables for row in table.printed
    }
    seen = set()
    for row in score_rows(submission):
        texts = printed.get(row.id, {})
        for column in columns:
            cell, text = row.cells.get(column.key), texts.get(column.key)
            if cell is None or not text or cell.raw == text:
                continue
            was, now = _bare(text), _bare(cell.raw)
            if was and now and now != was and cell.at not in seen:
                seen.add(cell.at)
                yield _Change(cell, row.id, was, now)


@check(
    "TPL-01",
    Severity.INFO,
    message="评分表上的文字与现行表样略有出入：{words}，按现行表样理解，不影响检查",
    hint="不必改动；下次填报请用现行模板（xlperf new）",
    clause=_SHEETS,
)
def misprints_of_the_form_are_borne(context: Context) -> Iterator[Outcome]:
    """表样自身的错字、漏字和缺括号不影响检查。

    例：原表样“产  出（25分”缺右括号、“基础数据信息和汇集信息”应为“会计信息”，报一条 TPL-01 提示。
    """
    changes = [each for each in _changes(context.submission, _LABELS) if each.is_misprint]
    if changes:
        yield at(
            *(each.cell for each in changes),
            seen=changes[0].now[:20],
            words=named(each.words for each in changes),
        )


@check(
    "TPL-06",
    Severity.WARNING,
    message="{name}的评分标准被改动（{words}），系统仍按印发的评分标准复算，结果只供参考",
    hint="恢复印发的评分标准；确需调整的，请财政部门换用相应的指标体系",
    clause=f"{_SHEETS} 备注",
)
def rules_are_as_issued(context: Context) -> Iterator[Outcome]:
    """按公式计分的指标，评分标准与印发的一致。

    例：“每超过一个百分点扣0.5分”被改成“扣0.1分”，报 TPL-06。
    """
    changes = list(_changes(context.submission, (score_sheet.TEXT,)))
    rules = {indicator.id: indicator for indicator in context.submission.form.indicators}
    for change in changes:
        indicator = rules.get(change.row)
        if indicator and not isinstance(indicator.rule, Manual) and not change.is_misprint:
            yield at(change.cell, seen=change.now[:40], name=indicator.name, words=change.words)


@check(
    "TPL-02",
    Severity.INFO,
    message="{problem}",
    hint="{remedy}",
    clause="附件2-2 三、项目绩效定量目标（指标）；附件3-2 三级指标",
)
def one_indicator_goes_by_one_name(context: Context) -> Iterator[Outcome]:
    """同一指标在各表里叫同一个名称。

    例：目标表“改造小区数量”≥20个，自评报告写“改造小区个数”≥20个，报 TPL-02 提示；
    自评报告“生态效益指标”没有目标值，只能凭类别与评分表的“环境效益”对应，也报提示。
    改法：两处改为同一名称，并给指标填上目标值；确是两项指标的，不必改动。
    """
    submission = context.submission
    results = aims(submission, RESULTS)
    own = {aim.title for aim in results}
    for target in aims(submission, TARGETS):
        if target.title and target.title not in own:
            yield from (_two_names(target, each) for each in results if _are_one(target, each))
    yield from _known_by_category(submission)


def _are_one(target: Aim, result: Aim) -> bool:
    same = target.target is not None and str(target.target) == str(result.target)
    alike = target.title != result.title and _ratio(target.title, result.title) >= _ALIKE
    kind = target.second.removesuffix("指标")[-2:]
    return same and alike and target.unit == result.unit and kind in result.second


def _two_names(target: Aim, result: Aim) -> At:
    problem = f"目标表的“{target.brief}”和自评报告的“{result.brief}”目标值相同，名称不同，按同一指标看待"
    return at(result.name, target.name, problem=problem, remedy="两处改为同一名称；确是两项指标的，不必改动")


def _known_by_category(submission: Submission) -> Iterator[Outcome]:
    columns = (project_report.SECOND, project_report.INDICATOR, project_report.TARGET)
    for row in rows_with(submission, project_report.INDICATORS, *columns):
        kind = _bare(row.value(project_report.SECOND)).removesuffix("指标")
        called = _CALLED_ON_THE_SCORE_SHEET.get(kind, "")
        if not called or not row.written or row[project_report.TARGET].written:
            continue
        named_so = [
            each
            for each in score_rows(submission, score_sheet.NAME)
            if _bare(each[score_sheet.NAME].value) == called
        ]
        if named_so:
            score = named_so[-1]
            yield at(
                row[project_report.INDICATOR],
                row[project_report.SECOND],
                score[score_sheet.SELF],
                problem=f"自评报告的“{kind}指标”在评分表里叫“{called}”，没有目标值，按同一项看待",
                remedy=f"填写具体指标和目标值，使“{called}”的得分有依据",
            )


@once
def headings_of_another_form(submission: Submission) -> tuple[Cell, ...]:
    """Headings that stand in this workbook but belong to another kind of workbook."""
    others = _headings_of_others(submission.form)
    sections = rows_with(submission, narrative.PARAGRAPHS, narrative.SECTION)
    cells = [row[narrative.SECTION] for row in sections if row[narrative.SECTION].written]
    cells += [_as_cell(stray) for stray in submission.strays]
    return tuple(cell for cell in cells if _bare(cell.raw) in others)


def _as_cell(stray: Stray) -> Cell:
    return standing_at(stray.at, Part("标题", Kind.TEXT), stray.raw, stray.raw)


@lru_cache(maxsize=MOST_FORMS)
def _headings_of_others(form: WorkbookForm) -> frozenset[str]:
    """The headings of the other kinds of report that this one does not print."""
    others = [workbooks.workbook(kind) for kind in ("project", "department") if kind != form.key]
    return frozenset(heading for other in others for heading in _headings(other)) - _headings(form)


def _headings(form: WorkbookForm) -> frozenset[str]:
    found = {_bare(text) for sheet in form.sheets for text in _headings_of(sheet)}
    return frozenset(text for text in found if text)


def _headings_of(sheet: SheetForm) -> Iterator[str]:
    for block in sheet.blocks:
        if (
            isinstance(block, Banner)
            and block.look in (Look.HEADING, Look.TITLE)
            and isinstance(block.text, str)
        ):
            yield block.text
    if sheet.key == "narrative":
        yield from (printed.texts["section"] for table in sheet.tables for printed in table.printed)


@check(
    "FMT-09",
    Severity.INFO,
    message="标题“{heading}”是另一种报告的标题",
    hint="改回本表的标题；整段是从别的报告复制来的，请核对内容",
    clause="附件2-1、附件2-2 各部分标题",
)
def headings_are_of_this_form(context: Context) -> Iterator[Outcome]:
    """各部分的标题是本表的标题。

    例：项目自评报告第三部分的标题写成“三、部门（单位）整体支出绩效自评情况”，报 FMT-09。
    """
    for cell in headings_of_another_form(context.submission):
        yield at(cell, heading=shown(cell.value).strip().replace("\n", " "))
