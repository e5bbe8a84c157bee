"""MON-01：what the report says of red, yellow and blue lights is what its figures light."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xlperf.checks.check import Context, Outcome, at, check
from xlperf.checks.passages import Passage, passages
from xlperf.findings import Severity
from xlperf.forms import project_report, special_projects
from xlperf.lazy_regex import lazy
from xlperf.narrative import Figure, Kind, Role, role
from xlperf.scoring.lights import Light, execution, share
from xlperf.submission import Cell, Submission, shown

_NO_WARNING = lazy(
    r"(?:没有|未|无|不存在)(?:出现|发生|触发|产生)?[^,;。\n]{0,12}(?:[蓝黄红、]{1,5}灯|预警)|(?:均|全部|都|显示|结果)?为绿灯"
)
_MONTH = lazy(r"截[至止][^,;。]{0,30}?(?<!\d)(?P<month>1[0-2]|[1-9])月")
_YEAR_END = 12


@check(
    "MON-01",
    Severity.WARNING,
    message="正文写“{claim}”，{fact}",
    hint="写明计算口径（分子、分母、截至月份）；确属红灯、黄灯的，改正文字并说明原因和措施",
    clause="财预〔2019〕136号 绩效运行监控；项目自评报告 一、项目基本概况",
)
def claims_about_lights_hold(context: Context) -> Iterator[Outcome]:
    """正文说没有红黄蓝灯预警的，按表中数字计算确实没有。

    例：“没有出现绩效监控蓝黄红灯预警”，年末累计完成投资1570万元，计划投资9163.6万元，完成17.13%，
    低于60%应为红灯，报 MON-01；没有执行数也没有完成投资可算的，提示写明口径。
    """
    submission = context.submission
    for passage in passages(submission):
        warned = "灯" in passage.plain or "预警" in passage.plain
        hit = _NO_WARNING.search(passage.plain) if warned else None
        if hit is None or ("灯" not in hit.group() and "监控" not in hit.group()):
            continue
        yield from _held_against_figures(context, passage, hit.group())
        return


def _held_against_figures(context: Context, passage: Passage, claim: str) -> Iterator[Outcome]:
    planned = _amount(context.submission, project_report.PLANNED_TOTAL.key)
    if planned is None:
        planned = _special(context.submission, special_projects.PLANNED.total)
    done, words, cell = _done(context.submission, passage)
    if planned is None or done is None or not planned.number:
        yield at(
            passage.cell,
            severity=Severity.INFO,
            seen=claim,
            claim=claim,
            fact="没有写明按什么计算，表内也没有可以核对的执行数",
        )
        return
    found = _MONTH.search(passage.plain)
    month = int(found["month"]) if found else _YEAR_END
    light = execution(done, planned.number, month, context.office.lights_profile)
    rate = share(done, planned.number)
    if light is None or rate is None or light is Light.GREEN:
        return
    yield at(
        passage.cell,
        planned,
        *([cell] if cell is not None else []),
        seen=claim,
        expected=str(light),
        claim=claim,
        fact=f"但{words}{shown(done)}万元，只有计划{shown(planned.value)}万元的{rate}%（{month}月末），按此口径应为{light}",
    )


def _done(submission: Submission, passage: Passage) -> tuple[Decimal | None, str, Cell | None]:
    """实际支出 of the form, else 累计完成投资 of the text."""
    spent = _amount(submission, project_report.SPENT_TOTAL.key) or _special(
        submission, special_projects.SPENT.total
    )
    if spent is not None:
        return spent.number, "实际支出", spent
    near = _invested(passage)
    figures = [near] if near else [figure for each in passages(submission) if (figure := _invested(each))]
    return (figures[0].value, "累计完成投资", None) if figures else (None, "", None)


def _invested(passage: Passage) -> Figure | None:
    for sentence in passage.sentences:
        for figure in sentence.figures:
            if figure.kind is Kind.MONEY and role(sentence, figure) is Role.INVESTED:
                return figure
    return None


def _amount(submission: Submission, key: str) -> Cell | None:
    cell = submission.fields.get(key)
    return cell if cell is not None and isinstance(cell.value, Decimal) else None


def _special(submission: Submission, total: object) -> Cell | None:
    key = getattr(total, "key", "")
    return _amount(submission, key)
