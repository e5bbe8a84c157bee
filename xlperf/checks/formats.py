"""FMT：what is written can be read as what the field asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlperf.checks.check import At, Context, Outcome, at, check, each_row
from xlperf.checks.found import by_sheet, rows_with, score_rows, troubled
from xlperf.findings import Severity
from xlperf.forms import expenses, project_report, score_sheet, vocabulary
from xlperf.forms.layout import total_formulas
from xlperf.forms.model import Kind, Owner, WorkbookForm
from xlperf.forms.national import parts
from xlperf.lazy_regex import lazy
from xlperf.rowcard import NOT_APPLICABLE
from xlperf.submission import Cell, Row, Submission, Trouble, shown

_ACCEPTED = {
    Kind.DATE: "日期，如 2025-03-15",
    Kind.YEAR: "四位年份，如 2025",
    Kind.COUNT: "整数，如 143",
    Kind.POINTS: "分数，如 4.5",
    Kind.PERCENT: "百分数，如 36.80%",
}
_YUAN_IN_WAN = Decimal(10_000)
_TRUNCATED = Decimal("0.01")
_MORE_THAN_A_RATIO = Decimal(1000)
_RELATIONS = ("≥", "≤", "≧", "≦", "=", "＝", "＞", "＜", ">", "<", "")
_NUMBER_WORDS = lazy(
    r"[≥≤=<>＜＞]?\s*\d[\d,]*(\.\d+)?\s*(%|万元|亿元|元|[个户人套项件次处吨亩天]|平方米|公里)?"
)
_FIGURE = lazy(r"\d|百分之|[一二两三四五六七八九十百千万]+(?:[个户人套项件次处吨亩天年]|公里|平方|万?元)")
_PLACEHOLDERS = frozenset((*vocabulary.PROBLEM_WORDS, "--", "——", "、", ".", "。", "没有", "N/A", "n/a"))
_PROMPTS = ("结合自评情况", "得分低于分值时必填", "请说明扣分原因", "请填写", "此处填写", "在此填写")


def _accepted(cell: Cell) -> str:
    fallback = f"数字，如 1234.56（单位：{cell.unit}）" if cell.unit else "数字，如 1234.56"
    return _ACCEPTED.get(cell.kind, fallback)


@check(
    "FMT-01",
    Severity.ERROR,
    message="“{name}”填的“{raw}”{problem}",
    hint="{advice}",
    clause="通则：读不出的数字一律不猜",
)
def numbers_and_dates_can_be_read(context: Context) -> Iterator[Outcome]:
    """数字栏填数字，日期栏填日期，公式没有错误值。

    例：金额填“7,00.0,77”，报 FMT-01 错误，用到它的检查不再进行；
    “6223. 15”只是中间多了空格，按 6223.15 读取，报提示。
    改法：改填该栏要的数字或日期，不带文字和多余的逗号；公式出错的，先改正它引用的单元格。
    """
    typed = [cell for _, cell in troubled(context.submission) if not cell.computed]
    yield from (told for cell in typed if (told := _unreadable(cell)))
    for group in by_sheet(_broken_formulas(context.submission, typed)):
        yield at(
            *group,
            expected=_accepted(group[0]),
            name=group[0].label,
            raw=group[0].raw or "公式",
            problem="是公式的错误结果" + (f"，本表共{len(group)}处" if len(group) > 1 else ""),
            advice="先改正公式引用的单元格；公式被改坏的，从空白模板复制同一格的公式",
        )


def _broken_formulas(submission: Submission, typed: Sequence[Cell]) -> Iterator[Cell]:
    """Formulas with an error of their own, not one that a typed cell hands on to them."""
    causes = {cell.raw.strip() for cell in typed if cell.trouble is Trouble.UNREADABLE}
    for _, cell in troubled(submission):
        if cell.computed and cell.trouble in (Trouble.ERROR, Trouble.UNREADABLE):
            handed_on = cell.raw.strip() in causes or (causes and cell.raw.strip() == "#VALUE!")
            if not handed_on:
                yield cell


def _unreadable(cell: Cell) -> At | None:
    """A cell that staff typed: not readable, or readable after taking out blanks."""
    if cell.trouble is Trouble.REPAIRED:
        return at(
            cell,
            severity=Severity.INFO,
            expected=shown(cell.value),
            name=cell.label,
            raw=cell.raw.strip(),
            problem=f"中间有空格，已按 {shown(cell.value)} 读取",
            advice="请删去数字中间的空格，否则 Excel 不会把它计入合计",
        )
    if cell.trouble not in (Trouble.UNREADABLE, Trouble.ERROR):
        return None
    what = "日期" if cell.kind is Kind.DATE else "数字"
    return at(
        cell,
        expected=_accepted(cell),
        name=cell.label,
        raw=cell.raw.strip(),
        problem=f"读不成{what}",
        advice=f"请改填{_accepted(cell)}；不要带文字、多余的逗号或两个数字",
    )


@check(
    "FMT-05",
    Severity.INFO,
    message="支出明细合计{total}是以元填写的，合{converted}万元，与实际支出{spent}万元一致",
    hint="金额无误，不必改动",
    clause="附件2-2 二、项目支出明细情况",
)
def vouchers_are_in_the_unit_of_the_form(context: Context) -> Iterator[Outcome]:
    """支出明细与资金表使用同一单位。

    例：明细合计 15608694（元），实际支出 1560.87（万元），两者一致，报 FMT-05 提示单位不同。
    """
    submission = context.submission
    total_field = expenses.AMOUNT.total
    if total_field is None or not (
        submission.has(total_field) and submission.has(project_report.SPENT_TOTAL)
    ):
        return
    total, spent = submission[total_field], submission[project_report.SPENT_TOTAL]
    difference = abs(total.number / _YUAN_IN_WAN - spent.number)
    if total.number and spent.number and difference < _TRUNCATED:
        converted = total.number / _YUAN_IN_WAN
        yield at(total, spent, seen=total.number, total=total.number, converted=converted, spent=spent.number)


@check(
    "FMT-07",
    Severity.ERROR,
    message="目标值是 {target}，实际完成值却填“{actual}”，无法比较",
    hint="请填与目标值同一单位的数字{example}；做法、过程等文字写到说明栏或正文中",
    clause="附件2-2 三、项目绩效定量目标（指标）及完成情况",
)
def actual_values_are_of_the_kind_of_their_target(context: Context) -> Iterator[Outcome]:
    """目标值是数字的，实际完成值也是数字；目标是比率的，实际也是比率。

    例：目标“≤30万元”，实际填“完成”，报 FMT-07；目标“≥95%”，实际填 1437，同样报 FMT-07。
    """
    columns = (project_report.RELATION, project_report.TARGET, project_report.MEASURE, project_report.ACTUAL)
    for table in (project_report.INDICATORS, parts.INDICATORS):  # the same columns by key
        yield from each_row(rows_with(context.submission, table, *columns), _kinds_agree)


def _kinds_agree(row: Row) -> Iterator[Outcome]:
    relation, target = row[project_report.RELATION], row[project_report.TARGET]
    actual, measure = row[project_report.ACTUAL], row[project_report.MEASURE]
    if not _is_number(target) or shown(relation.value).strip() not in _RELATIONS:
        return
    unit = shown(measure.value).strip()
    aim = f"{shown(relation.value).strip()}{target.text}{unit}"
    if isinstance(actual.value, Decimal):
        is_rate = unit in ("%", "％") or target.text.endswith(("%", "％"))
        if is_rate and actual.value > _MORE_THAN_A_RATIO:
            yield at(actual, target, expected="百分数", target=aim, actual=actual.text, example="，如 95.5")
        return
    words = actual.text
    if words not in _PLACEHOLDERS and words not in NOT_APPLICABLE and not _FIGURE.search(words):
        yield at(actual, target, expected="数字", target=aim, actual=words, example="")


def _is_number(target: Cell) -> bool:
    return isinstance(target.value, Decimal) or bool(_NUMBER_WORDS.fullmatch(target.text))


@check(
    "FMT-08",
    Severity.INFO,
    message="{name}得 {own} 分、分值 {most} 分，扣分原因只填了“{reason}”",
    hint="请写明为什么扣这 {lost} 分，例如哪一项没有达到、差多少",
    clause="附件3-1、3-2 扣分原因和其他说明",
)
def reasons_say_something(context: Context) -> Iterator[Outcome]:
    """扣了分的，扣分原因写的是原因，不是“无”“/”“0”或模板提示语。

    例：得 13 分、分值 15 分，扣分原因填“无”，报 FMT-08。
    """
    columns = (score_sheet.MAX, score_sheet.NAME, score_sheet.REASON)
    yield from each_row(score_rows(context.submission, *columns), _reason_says_something)


def _reason_says_something(row: Row) -> Iterator[Outcome]:
    own, most, reason = row[score_sheet.SELF], row[score_sheet.MAX], row[score_sheet.REASON]
    lost = most.number - own.number
    if lost > 0 and reason.given and _is_placeholder(reason.text):
        name = "".join(row[score_sheet.NAME].text.split())
        yield at(reason, own, name=name, own=own.number, most=most.number, lost=lost, reason=reason.text)


def _is_placeholder(text: str) -> bool:
    return text in _PLACEHOLDERS or any(text.startswith(prompt) for prompt in _PROMPTS)


@check(
    "FMT-12",
    Severity.INFO,
    message="本表有{count}个公式没有保存计算结果，已由系统按公式推算",
    hint="用 Excel 或 WPS 打开文件、保存一次再报送，手机预览和汇总软件才能看到数字",
    clause="通则：缺数不作0",
)
def formulas_carry_their_result(context: Context) -> Iterator[Outcome]:
    """公式单元格保存有计算结果。

    例：由程序导出、没有用 Excel 打开过的文件，合计格只有公式没有数字，报 FMT-12。
    """
    submission = context.submission
    missing = _without_result(submission)
    own = _formula_keys(submission.form) if missing else frozenset()
    cells = [cell for cell, key in missing if cell.given or key not in own]
    for group in by_sheet(cells):
        yield at(*group, seen=group[0].raw or "（空）", count=len(group))


def _without_result(submission: Submission) -> list[tuple[Cell, str]]:
    """Every formula that was never calculated, with the key of its field, or of its table and column.

    In tables those in columns of the unit's.
    """
    return [
        (cell, key)
        for key, cell in troubled(submission)
        if cell.trouble is Trouble.NO_STORED_VALUE and (cell.owner is Owner.UNIT or key in submission.fields)
    ]


def _formula_keys(form: WorkbookForm) -> frozenset[str]:
    """Cells whose formula is the form's own: their empty result is no result forgotten."""
    fields = {target.key for target in form.fields if target.formula}
    columns = {
        f"{table.key}/{column.key}" for table in form.tables for column in table.columns if column.formula
    }
    return frozenset(fields | columns | set(total_formulas(form)))


@check(
    "FMT-13",
    Severity.WARNING,
    message="本表有{count}个数字是以文本存放的，如“{raw}”，Excel 求和时不会计入（检查时已按数字计）",
    hint="在这些单元格里重新输入数字：只输数字，不带空格、单位和文字",
    clause="通则：安全换算",
)
def numbers_are_stored_as_numbers(context: Context) -> Iterator[Outcome]:
    """数字以数值存放，不以文本存放。

    例：金额“1100000.00”是文本，Excel 的合计漏掉它，报 FMT-13。
    """
    cells = (
        cell
        for _, cell in troubled(context.submission)
        if cell.trouble is Trouble.TEXT_NUMBER and cell.kind.is_number and cell.owner is Owner.UNIT
    )
    for group in by_sheet(cells):
        yield at(*group, count=len(group), raw=group[0].raw.strip())
