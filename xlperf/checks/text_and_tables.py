"""The text against the tables of the same workbook: money, people, scores, and what it says of arrival and payment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlperf.checks.check import At, Context, at
from xlperf.checks.report_text import ReportText, report_text
from xlperf.checks.slips import likely_slip
from xlperf.checks.sums import sensible
from xlperf.checks.text_and_indicators import text_against_indicators
from xlperf.forms import department_report, information, project_report
from xlperf.forms.model import Column, Field
from xlperf.forms.national import parts
from xlperf.lazy_regex import lazy
from xlperf.narrative.figures import Kind
from xlperf.narrative.roles import Role
from xlperf.narrative.sentences import Sentence, quoted, sentences
from xlperf.narrative.stages import bare_name
from xlperf.narrative.statements import Statement, statements
from xlperf.narrative.wholes import Name, wholes
from xlperf.submission import Cell, Submission, shown

_PEOPLE = ("人", "名", "个")
_SURE_DIGITS = 4
_SCORE = Name(
    "score", r"自评(?:综合)?(?:得分|总分|评分|分数|得)|绩效自评|(?:自评)?综合得分", Kind.COUNT, ("分",)
)
_PROJECT: tuple[tuple[Name, Field], ...] = (
    (Name("investment", r"(?:计划)?总投资"), project_report.PLANNED_TOTAL),
    (
        Name(
            "planned",
            r"计划(?:投资|安排(?:资金)?|投入(?:资金)?)|(?:项目|年度)预算(?:总?资金|总?金额|总额)?|预算总?资金",
        ),
        project_report.PLANNED_TOTAL,
    ),
    (Name("arrived", r"(?:实际|已|资金)到位(?:资金)?|到位(?:资金|金额)"), project_report.ARRIVED_TOTAL),
    (
        Name("spent", r"(?:实际|累计|资金|已)(?:支出|支付)(?:资金)?|支出(?:总额|资金)?|使用资金|资金使用"),
        project_report.SPENT_TOTAL,
    ),
    (Name("balance", r"(?:资金)?(?:结余|剩余|节余)(?:资金)?"), project_report.BALANCE_TOTAL),
    (_SCORE, project_report.TOTAL_SCORE),
)
_DEPARTMENT: tuple[tuple[Name, Field | Column], ...] = (
    (
        Name("income", r"收入(?:合计|总计|总额)|总收入|(?:年度|部门|本年)收入(?:决算数?)?"),
        department_report.INCOME_TOTAL,
    ),
    (
        Name("spending", r"支出(?:合计|总计|总额)|总支出|(?:年度|部门|本年|整体)支出(?:决算数?)?"),
        department_report.SPENDING_TOTAL,
    ),
    (Name("basic", r"基本支出"), department_report.BASIC),
    (Name("staff", r"人员(?:支出|经费(?:支出)?)"), department_report.STAFF),
    (Name("office", r"(?:日常)?公用(?:支出|经费(?:支出)?)"), department_report.OFFICE),
    (Name("projects", r"项目支出"), department_report.PROJECTS),
    (Name("three_public", r"[“\"]?三公[”\"]?经费(?:支出)?"), department_report.THREE_PUBLIC_TOTAL),
    (Name("reception", r"公务接待费(?:支出)?"), department_report.THREE_PUBLIC_PARTS[0]),
    (Name("vehicles", r"公务用车(?:运行维护|运维)费(?:支出)?"), department_report.THREE_PUBLIC_PARTS[1]),
    (Name("assets", r"固定资产(?:总值|原值)?"), department_report.ASSETS_TOTAL),
    (Name("quota", r"(?:人员|核定|批准)?编制(?:人数|数)?", Kind.COUNT, _PEOPLE), department_report.QUOTA),
    (
        Name(
            "headcount",
            r"(?:实有|在职|在编在岗|在编)(?:在职)?(?:人员|人数|干部职工|职工)?",
            Kind.COUNT,
            _PEOPLE,
        ),
        department_report.HEADCOUNT,
    ),
    (_SCORE, department_report.TOTAL_SCORE),
)
_NATIONAL: tuple[tuple[Name, Field], ...] = (
    (Name("initial", r"年初预算(?:数|资金|金额)?"), parts.INITIAL_TOTAL),
    (Name("budget", r"(?:全年|调整后的?(?:全年)?)预算(?:数|资金|金额)?"), parts.BUDGET_TOTAL),
    (
        Name(
            "spent", r"(?:全年|实际|累计|资金|已)(?:支出|支付|执行)(?:数|资金)?|(?:支出|执行)数|完成预算资金"
        ),
        parts.SPENT_TOTAL,
    ),
)
_INSTITUTION = lazy(r"局机关|机关本级|本级|二级|下属|所属|中心|事业单位|大队|支队|[^单]站|[^单]所(?!有)")
_ARRIVED_IN_FULL = lazy(
    r"到位率(?:为|达到?|是)?\s*100\s*%|(?:全部|足额|全额|100\s*%)(?:[^,，。;；未]{0,4})?到位|到位(?:及时)?足额"
)
_PAID_IN_FULL = lazy(
    r"(?:完成|全部|足额)(?:资金|工程款|款项)?支付(?![^,，。]{0,12}\d)|支付完毕|已付清"
)  # not 已支付624万元: that is an amount
_DENIED = lazy(r"未|没有|尚|不能|难以|待|应|如|确保|保证|要求|争取|力争|计划")
_PART_OF_THE_MONEY = lazy(r"中央|省级?|市级|上级|债券|首批|第一批|预付|部分资金|50%|工资|津贴|社保")


def text_against_tables(context: Context) -> Iterator[At]:
    """What the text says of wholes, of arrival and of payment, where the tables say otherwise."""
    submission = context.submission
    text = report_text(submission)
    if not text.cells:
        return
    if project_report.SHEET in submission.form.sheets:
        yield from _wholes(context, text, _PROJECT)
        yield from _not_arrived(submission, text)
        yield from _not_paid(context, text)
    if department_report.SHEET in submission.form.sheets:
        yield from _wholes(context, text, _DEPARTMENT)
    if submission.has(parts.SPENT_TOTAL):
        yield from _wholes(context, text, _NATIONAL)
    yield from text_against_indicators(submission, text)


def _wholes(context: Context, text: ReportText, names: Sequence[tuple[Name, Field | Column]]) -> Iterator[At]:
    submission = context.submission
    year = shown(submission.value(information.YEAR))
    given = shown(submission.value(information.PROJECT)) if submission.has(information.PROJECT) else ""
    targets = {name.key: target for name, target in names}
    fields = {key: _cell(submission, target) for key, target in targets.items()}
    own = (bare_name(given), given, shown(submission.value(information.UNIT)))
    told: set[tuple[str, Decimal]] = set()
    for whole in wholes(text.text, [name for name, _ in names], year, own):
        name, statement = whole.name, whole.statement
        cell = fields[name.key]
        value = sensible(cell.value) if cell else None
        if cell is None or value is None or (name.key, statement.figure.value) in told:
            continue
        if name.key == "balance" and re.match("资金|部分|由|款", statement.after):
            continue  # 剩余8685万元资金由县财政承担: the rest of the plan, no balance
        if name.key == "investment" and not likely_slip(statement.figure.value, value):
            continue  # the whole of several years, and the plan of one
        if _of_an_institution(submission, targets[name.key], statement):
            continue
        otherwise = _read_otherwise(submission, name, value)
        if any(statement.figure.agrees_with(each) for each in (value, *otherwise)):
            continue
        if whole.sure or _is_sure_slip(statement.figure.value, value):
            told.add((name.key, statement.figure.value))
            yield _differs(text, statement, cell, value)


def _is_sure_slip(written: Decimal, value: Decimal) -> bool:
    """Whether digits enough are the same that the one can only have been meant for the other."""
    digits = f"{written.normalize():f}".replace(".", "").strip("0")
    return len(digits) >= _SURE_DIGITS and bool(likely_slip(written, value))


def _read_otherwise(submission: Submission, name: Name, value: Decimal) -> Iterator[Decimal]:
    """What the same words also mean in 决算: 本年收入 without 上年结转, 支出总计 with 年末结转和结余."""
    carried = {
        "income": (department_report.INCOME_SOURCES[0], Decimal(-1)),
        "spending": (department_report.BALANCE_CUMULATIVE, Decimal(1)),
    }
    if name.key in carried:
        column, sign = carried[name.key]
        cell = _cell(submission, column)
        amount = sensible(cell.value) if cell else None
        if amount is not None:
            yield value + sign * amount


def _of_an_institution(submission: Submission, target: Field | Column, statement: Statement) -> bool:
    """Whether the sentence speaks of one institution of the department: 市政中心支出212.66万元，其中基本支出 …"""
    if isinstance(target, Field):
        return False
    so_far = statement.sentence.between(statement.sentence.start, statement.figure.start)
    rows = [
        row for table in department_report.BLOCKS for row in submission.rows(table) if target.key in row.cells
    ]
    values = [sensible(row[target].value) for row in rows]
    return bool(_INSTITUTION.search(so_far)) or any(
        value is not None and statement.figure.agrees_with(value) for value in values
    )


def _cell(submission: Submission, target: Field | Column) -> Cell | None:
    field = target if isinstance(target, Field) else target.total
    return submission[field] if field is not None and submission.has(field) else None


def _differs(text: ReportText, statement: Statement, cell: Cell, value: Decimal) -> At:
    figure = statement.figure
    start, end = statement.sentence.clause(figure)
    start, end = text.passage(start, end)
    expected = figure.written(value)
    return at(
        text.cell(figure.start),
        cell,
        seen=figure.words,
        expected=expected,
        slip=likely_slip(figure.value, value) if figure.kind is Kind.MONEY else "",
        words=quoted(text.text, start, end),
        problem=f"表内“{cell.label}”填的是{expected}，正文写{figure.words}",
    )


def _not_arrived(submission: Submission, text: ReportText) -> Iterator[At]:
    """资金“已全部到位”, and a source whose plan has not arrived."""
    found = _said(text, _ARRIVED_IN_FULL)
    if found is None:
        return
    sentence, words = found
    for planned, arrived in zip(project_report.PLANNED[1:], project_report.ARRIVED[1:], strict=True):
        if not (submission.has(planned) and submission.has(arrived)):
            continue
        plan, cell = submission[planned], submission[arrived]
        due, came = sensible(plan.value), sensible(cell.value)
        if due is None or due <= 0 or (came is None and cell.written) or (came or Decimal(0)) >= due:
            continue
        state = "没有填写" if came is None else f"填的是{shown(came)}万元"
        yield at(
            cell,
            plan,
            text.cell(sentence.start),
            seen=shown(came) if came is not None else None,
            expected=shown(due),
            words=words,
            problem=f"“{plan.label}”为{shown(due)}万元，“{cell.label}”{state}，与正文所说全部到位矛盾",
        )


def _said(text: ReportText, pattern: re.Pattern[str]) -> tuple[Sentence, str] | None:
    """The first sentence that says so of the whole money, and its words."""
    for sentence in sentences(text.text):
        for hit in pattern.finditer(sentence.text):
            clause = re.split(r"[,，;；]", sentence.text[: hit.start()])[-1]
            if _DENIED.search(clause) or _PART_OF_THE_MONEY.search(clause):
                continue
            start, end = text.passage(sentence.start + hit.start() - len(clause), sentence.start + hit.end())
            return sentence, quoted(text.text, start, end)
    return None


def _not_paid(context: Context, text: ReportText) -> Iterator[At]:
    """完成投资13742余万元且“完成支付”, and far less spent."""
    submission = context.submission
    if not submission.has(project_report.SPENT_TOTAL):
        return
    cell = submission[project_report.SPENT_TOTAL]
    spent = sensible(cell.value)
    found = _said(text, _PAID_IN_FULL)
    invested = [
        each
        for each in _invested(text)
        if spent is not None and each.figure.value - spent > context.office.tolerances.money_for(2)
    ]
    if found is None or spent is None or not invested:
        return
    sentence, words = found
    statement = invested[0]
    difference = statement.figure.value - spent
    yield at(
        cell,
        *text.cells_of([statement.figure.start, sentence.start]),
        seen=shown(spent),
        expected=statement.figure.words,
        words=words,
        problem=f"正文称完成投资{statement.figure.words}并已支付，表内“{cell.label}”只有{shown(spent)}万元，"
        f"相差{shown(difference)}万元",
    )


def _invested(text: ReportText) -> Iterator[Statement]:
    for sentence in statements(text.text):
        for each in sentence:
            if each.role is Role.INVESTED and each.figure.kind is Kind.MONEY and not each.figure.vague:
                yield each
