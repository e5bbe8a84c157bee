"""TPL-07 … 11：a form that is not our template: what could not be recognised surely enough is asked, never guessed."""

from __future__ import annotations

from collections.abc import Iterator

from xlperf.checks.check import Context, Outcome, at, check
from xlperf.checks.found import first_cell, named
from xlperf.doubts import Doubt, Uncertain
from xlperf.findings import Address, Severity
from xlperf.forms.model import Kind
from xlperf.submission import Cell, Part, Submission, standing_at

_LONGEST_QUOTE = 20
_MOST_NAMED = 8
_CLAUSE = "通则：按栏目名称识别，拿不准的不读取"


def _of(submission: Submission, *reasons: Uncertain) -> tuple[Doubt, ...]:
    return tuple(doubt for doubt in submission.doubts if doubt.why in reasons)


def _cell(doubt: Doubt) -> Cell:
    return standing_at(doubt.at, Part(doubt.label, Kind.TEXT), raw=doubt.seen)


def _of_sheet(submission: Submission, name: str) -> tuple[Cell, ...]:
    """The first cell of the sheet form of that name; none when nothing of it was found."""
    sheet = next((each for each in submission.form.sheets if each.name == name), None)
    first = first_cell(submission, sheet) if sheet else None
    return (first,) if first else ()


def _quoted(doubt: Doubt) -> str:
    words = " ".join(doubt.seen.split())
    return words[:_LONGEST_QUOTE] + ("…" if len(words) > _LONGEST_QUOTE else "")


@check(
    "TPL-07",
    Severity.WARNING,
    message="{problem}，没有读取，与它有关的检查无法进行",
    hint="{remedy}",
    clause=_CLAUSE,
)
def every_column_is_recognised_surely(context: Context) -> Iterator[Outcome]:
    """不是本软件模板的表，各栏目都能按名称准确识别。

    例：表头写成“全年已执行情况”，报 TPL-07：未找到“全年执行数”，最接近的是 F6“全年已执行情况”。
    改法：把栏目名称改成表样上的名称；或用 xlperf new 生成模板，把内容填到模板里。
    """
    for doubt in _of(context.submission, Uncertain.MISSING, Uncertain.UNSURE):
        if doubt.at is None:
            continue
        quote = f"{doubt.at.a1}“{_quoted(doubt)}”" if doubt.seen else doubt.at.a1
        problem = f"未找到“{doubt.label}”，最接近的是 {quote}"
        if doubt.why is Uncertain.UNSURE:
            problem = f"“{doubt.label}”可能是 {quote}，拿不准"
        printed = doubt.label.removesuffix("·合计").rpartition("·")[2]
        remedy = f"确是这一栏的，把栏目名称改为“{printed}”；不是的不必改动"
        yield at(_cell(doubt), seen=_quoted(doubt), expected=doubt.label, problem=problem, remedy=remedy)


@check(
    "TPL-08",
    Severity.INFO,
    message="“{sheet}”里没有这些栏目：{missing}，没有读取",
    hint="本来没有的不必改动；有的请按表样上的名称写栏目名称",
    clause=_CLAUSE,
)
def every_column_of_the_form_is_there(context: Context) -> Iterator[Outcome]:
    """不是本软件模板的表，表样上的栏目都有。

    例：单位自己做的《项目支出绩效自评表》没有“年初预算数”一栏，报 TPL-08 提示，其余照常检查。
    """
    submission = context.submission
    gone = [doubt for doubt in _of(submission, Uncertain.MISSING) if doubt.at is None]
    for sheet in dict.fromkeys(doubt.sheet for doubt in gone):
        labels = [doubt.label for doubt in gone if doubt.sheet == sheet]
        yield at(
            *_of_sheet(submission, sheet),
            seen="",
            label=sheet,
            sheet=sheet,
            missing=named(labels, _MOST_NAMED),
        )


@check(
    "TPL-09",
    Severity.INFO,
    message="版式与{others}同样相符，按“{chosen}”检查",
    hint="用现行的“{chosen}”模板填报，或在标题上写明表名，就不会认错",
    clause=_CLAUSE,
)
def one_edition_fits_best(context: Context) -> Iterator[Outcome]:
    """不是本软件模板的表，只与一种表样相符。

    例：一张表上印的栏目两个省的表样都有，报 TPL-09，说明按哪一种检查。
    """
    for doubt in _of(context.submission, Uncertain.EDITION):
        others = "、".join(f"“{each}”" for each in doubt.seen.split("、"))
        first = next(
            (
                found
                for each in context.submission.form.sheets
                for found in _of_sheet(context.submission, each.name)
            ),
            _cell(doubt),
        )
        yield at(first, seen=doubt.seen, label=doubt.label, others=others, chosen=doubt.label)


@check(
    "TPL-10",
    Severity.WARNING,
    message="金额没有注明单位，按“{unit}”读取",
    hint="在表头右上角写明“单位：{unit}”；实际是别的单位的，先换算或写明",
    clause="通则：金额须注明单位",
)
def amounts_name_their_unit(context: Context) -> Iterator[Outcome]:
    """不是本软件模板的表，写明了金额单位。

    例：资金表只有数字，没有“单位：万元”，报 TPL-10；实际是元的，所有金额都会差一万倍。
    """
    for doubt in _of(context.submission, Uncertain.UNIT):
        cells = context.submission.cells()
        money = [cell for cell in cells if cell.kind is Kind.MONEY and cell.given and cell.at]
        first = min(money, key=lambda cell: cell.at or Address("", 0, 0), default=_cell(doubt))
        yield at(first, seen="", label=doubt.label, expected=f"单位：{doubt.seen}", unit=doubt.seen)


@check(
    "TPL-11",
    Severity.WARNING,
    message="{place}{about}也是“{form}”，一个文件只检查一份，这一份没有检查",
    hint="另存一份文件，在其中只留下这一份，再检查一次；每个项目（单位）一个文件，分别报送。只是草稿的，删去后再报送",
    clause="通则：一个文件一份自评",
)
def one_file_holds_one_return(context: Context) -> Iterator[Outcome]:
    """一个文件只装一个项目（单位）的自评。

    例：一个工作簿里三个工作表各是一个项目的自评表，报两条 TPL-11，只检查了第一份；
    在模板里把一张表复制成“项目支出绩效自评表 (2)”填第二个项目，也报 TPL-11。
    """
    for doubt in _of(context.submission, Uncertain.COPY):
        to = f":{doubt.last.a1}" if doubt.last else ""
        place = f"“{doubt.at.sheet}”{doubt.at.a1}{to}" if doubt.at else f"“{doubt.sheet}”"
        about = f"（{_quoted(doubt)}）" if doubt.seen else ""
        yield at(_cell(doubt), seen=_quoted(doubt), place=place, about=about, form=doubt.label)
