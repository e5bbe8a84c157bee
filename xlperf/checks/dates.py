"""DATE：periods run forward, lie in the year of the form, and reports are dated after them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xlperf.checks.aims import all_aims
from xlperf.checks.check import Context, Outcome, Unchecked, at, check
from xlperf.checks.found import field_cells, paragraphs
from xlperf.checks.periods import Flaw, Period, read_period
from xlperf.findings import Severity
from xlperf.forms import department_report, information, project_report, target_table
from xlperf.lazy_regex import lazy
from xlperf.submission import Cell, NotGiven, Submission, part_of, shown

_PERIODS = (target_table.PERIOD, project_report.PERIOD)
_FIRST_YEAR, _LAST_YEAR = 1990, 2099
_OVERVIEW = "项目概况"
_BRACKETED = lazy(r"《[^《》]*》|〔[^〔〕]*〕|（[^（）]*）|\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_DEADLINE = lazy(r"((?:19|20)\d{2})年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?(?:底|末)?(?:以?前|之前)")
_DASH_OR_LIST = r"[-—–－~～至到、和及与]"
_BARE_YEAR = lazy(
    rf"(?<![\d.])(?<!{_DASH_OR_LIST})(?<![自从于截早])(?<!截至)(?<!截止)(?<!其中)(?<!其中：)(?<!其中:)"
    r"((?:19|20)\d{2})\s*年(?:度)?"
    rf"(?!\s*\d)(?!\s*{_DASH_OR_LIST}\s*\d)(?!\s*[以之]?[前后来]|[初末底起中])"
    r"(?!\s*(?:立项|启动|批复|批准|获批|成立|开工|建成|始建|结转))"
)
"""A year that a sentence speaks about: no date, range, list, limit or milestone."""


def _periods(submission: Submission) -> Iterator[tuple[Cell, Period | Flaw | None]]:
    """The period fields that are filled in, read."""
    for cell in field_cells(submission, _PERIODS):
        if cell.given:
            yield cell, read_period(cell.text)


def _year(submission: Submission) -> int:
    """填报年度; NotGiven when it is empty or no year."""
    cell = submission.fields.get(information.YEAR.key)
    if cell is None:
        raise NotGiven(Cell(part_of(information.YEAR), None))
    if not _FIRST_YEAR <= cell.number <= _LAST_YEAR:
        raise NotGiven(cell)
    return int(cell.number)


@check(
    "DATE-01",
    Severity.ERROR,
    message="{name}“{text}”有误：{flaw}",
    hint="{better}；起止年月都要写全",
    clause="附件2-2 一、项目起止时间；绩效目标表 实施期",
)
def periods_run_forward(context: Context) -> Iterator[Outcome]:
    """起止时间写全年月，结束不早于开始。

    例：实施期“2022年3月至1月”，结束没有写年份，按同一年计又早于开始，报 DATE-01。
    """
    for cell, period in _periods(context.submission):
        if isinstance(period, Flaw):
            yield at(
                cell,
                expected="YYYY年M月至YYYY年M月",
                name=cell.label,
                text=cell.text,
                flaw=period.words,
                better=period.better or "照批复写，如“2022年3月至2022年12月”",
            )
        elif period is None:
            yield Unchecked(f"“{cell.label}”不是起止年月（{cell.at}）")


@check(
    "DATE-02",
    Severity.ERROR,
    message="{what}不在{year}年度内",
    hint="核对填报年度和所写的时间；跨年项目的起止时间应包含填报年度，本年度指标不写以前年度的期限",
    clause="通则：实施期与评价年度相符",
)
def periods_touch_the_year_of_the_form(context: Context) -> Iterator[Outcome]:
    """项目起止时间与填报年度有交集，时效指标的期限不早于填报年度。

    例：填报年度2022年，项目起止时间“2020年1月至2020年12月”，报 DATE-02；
    2022年度的时效指标写“2021年11月30日前完成资金支付”，同样报 DATE-02。
    """
    submission = context.submission
    for cell, period in _periods(submission):
        if isinstance(period, Period):
            year = _year(submission)
            if not period.touches(year):
                what = f"{cell.label}“{cell.text}”"
                yield at(cell, submission[information.YEAR], what=what, year=year)
    yield from _deadlines(submission)


def _deadlines(submission: Submission) -> Iterator[Outcome]:
    """Days that a 时效指标 sets before the year of the form, unless the project runs over that year."""
    for aim in all_aims(submission):
        texts = [(cell, shown(cell.value)) for cell in (aim.name, aim.cell) if aim.is_about("时效")]
        for cell, text in texts:
            said = [(int(found[1]), found[0]) for found in _DEADLINE.finditer(text)]
            year = _year(submission) if said else 0
            periods = [each for _, each in _periods(submission) if isinstance(each, Period)]
            early = [
                words for each, words in said if each < year and not any(p.touches(each) for p in periods)
            ]
            if early:
                name = f"时效指标“{aim.brief}”"
                limit = "" if early[0] in aim.brief else f"的期限“{early[0]}”"
                yield at(cell, submission[information.YEAR], what=f"{name}{limit}", year=year)
                break


@check(
    "DATE-03",
    Severity.WARNING,
    message="项目概况写的是“{quote}”，填报年度是{year}年",
    hint="核对是否沿用了上年文字；跨年项目请写明各年任务",
    clause="通则：正文年度与表一致",
)
def the_overview_speaks_of_the_year_of_the_form(context: Context) -> Iterator[Outcome]:
    """项目概况所说的年度就是填报年度。

    例：2022年度的报告，项目概况写“2021年改造老旧小区16个”，报 DATE-03。
    文号、书名号和括号内的年份，“2019年3月”“2021-2035年”“2000年以前”不算。
    """
    submission = context.submission
    for paragraph in paragraphs(submission):
        if _OVERVIEW not in paragraph.section:
            continue
        found = _BARE_YEAR.search(_without_brackets(paragraph.text))
        if found is None:
            continue
        year, said = _year(submission), int(found.group(1))
        periods = (period for _, period in _periods(submission) if isinstance(period, Period))
        named = any(f"{year}年" in each.text for each in paragraphs(submission) if _OVERVIEW in each.section)
        if said != year and not named and not any(period.touches(said) for period in periods):
            yield at(
                paragraph.cell,
                submission[information.YEAR],
                seen=found.group(),
                quote=found.group(),
                year=year,
            )
        return


def _without_brackets(text: str) -> str:
    """The text without titles, document numbers and remarks in brackets, nested ones too."""
    shorter = _BRACKETED.sub("〇", text)
    return shorter if shorter == text else _without_brackets(shorter)


@check(
    "DATE-04",
    Severity.WARNING,
    message="报告日期 {day} 早于评价期末 {end}",
    hint="自评应在评价期结束后进行；核对报告日期，或说明提前自评的原因",
    clause="通则：报告日期不早于评价期末",
)
def reports_are_dated_after_the_period(context: Context) -> Iterator[Outcome]:
    """报告日期不早于评价期末（填报年度的12月31日，项目在年内结束的为结束日）。

    例：2020年度自评报告的报告日期填 2020-10-15，报 DATE-04。
    """
    submission = context.submission
    for field in (department_report.REPORT_DATE, project_report.REPORT_DATE):
        for cell in field_cells(submission, (field,)):
            if not cell.given:
                continue
            end = _end_of_evaluation(submission)
            if cell.day < end:
                yield at(cell, submission[information.YEAR], expected=f"不早于 {end}", day=cell.day, end=end)


def _end_of_evaluation(submission: Submission) -> date:
    """The last day of the year of the form, or of a project that ended within it."""
    last = date(_year(submission), 12, 31)
    ends = [period.end for _, period in _periods(submission) if isinstance(period, Period)]
    return min([last, *(end for end in ends if end.year == last.year)])
