"""The sheet 检查结果: a summary, the findings, the scores, what was not checked. Pure.

Eleven grid columns serve every table; the column 项目 of the findings takes two of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from math import ceil

from xlperf import __version__
from xlperf.findings import Finding, Report, Score, Severity, Verdict
from xlperf.record import dataclass
from xlperf.wording import (
    NONE,
    UNVERIFIABLE,
    aside,
    bounds,
    code_list,
    form_title,
    lines_taken,
    nothing_recomputed,
    places,
    points,
    slip_of,
    unchecked,
    verdict_sentence,
    visible,
    what_to_do,
    why_aside,
)
from xlperf.writeback.marks import RESULTS_SHEET, Look, ResultCell, ResultRow, ResultsSheet

WIDTHS = (8.0, 8.0, 10.0, 22.0, 9.0, 9.0, 13.0, 13.0, 46.0, 40.0, 28.0)
_ALL = len(WIDTHS)
_LINE = 15.0  # points of one text line
_TALLEST = 400.0  # Excel allows 409
_ENOUGH = ceil(_TALLEST / _LINE)  # lines of the tallest row
_SHOWN = 200  # characters of a value in the table
_LOOKS = {Severity.ERROR: Look.ERROR, Severity.WARNING: Look.WARNING, Severity.INFO: Look.INFO}


@dataclass(frozen=True, slots=True)
class Rows:
    """Where things stand on the sheet, rows from 1: for the links from the form."""

    findings: tuple[tuple[Finding, int], ...]
    scores: dict[str, int]
    total: int


class _Page:
    """Rows being added from top to bottom."""

    def __init__(self) -> None:
        self.rows: list[ResultRow] = []

    def add(self, *cells: ResultCell, height: float | None = None) -> int:
        """One more row; its number, from 1."""
        self.rows.append(ResultRow(cells, height or _height(cells)))
        return len(self.rows)

    def heading(self, text: str) -> int:
        """An empty row and a heading over the whole width."""
        self.add()
        return self.add(ResultCell(text, Look.HEADING, span=_ALL), height=20.0)


def results_sheet(report: Report, findings: tuple[Finding, ...]) -> tuple[ResultsSheet, Rows]:
    """The sheet and where things stand on it; ``findings`` are in the order in which they are told."""
    page = _Page()
    total = _summary(page, report)
    told = _findings(page, findings)
    scores = _scores(page, report.scores)
    _unchecked(page, report)
    page.add()
    name = _file_name(report)
    page.add(
        ResultCell(
            f'本页由 xlperf {__version__} 生成。运行 xlperf clean "{name}" 即可去掉本页和表内全部标记，填报内容不受影响。',
            Look.MUTED,
            span=_ALL,
        )
    )
    return ResultsSheet(WIDTHS, tuple(page.rows)), Rows(told, scores, total)


def _file_name(report: Report) -> str:
    """The bare name: folders of a desk are nobody else's business."""
    return visible(report.file.replace("\\", "/").rsplit("/", 1)[-1])


def _summary(page: _Page, report: Report) -> int:
    page.add(ResultCell(RESULTS_SHEET, Look.TITLE, span=_ALL), height=28.0)
    page.add(
        _label("文件"),
        ResultCell(_file_name(report), span=5),
        _label("校验码"),
        ResultCell(report.seal.code if report.seal else NONE, span=2),
    )
    page.add(
        _label("表种"),
        ResultCell(form_title(report), span=2),
        _label("版本"),
        ResultCell(report.edition or NONE, span=5),
    )
    page.add(
        _label("问题"),
        _count(report, Severity.ERROR),
        _count(report, Severity.WARNING),
        _count(report, Severity.INFO, span=2),
    )
    beside = aside([report])
    if beside:
        page.add(_label("不计入"), ResultCell(" · ".join(beside), Look.ASIDE, span=9))
    row = _total(page, report)
    page.add(_label("下一步"), ResultCell(what_to_do(report), span=9))
    return row


def _total(page: _Page, report: Report) -> int:
    """The two lines about points and 等次; the row of the first."""
    total = report.total
    if total is None:
        return page.add(_label("得分"), ResultCell("本表没有可以复核的得分", span=9))
    at_most, grade_at_most = (
        (None, None) if nothing_recomputed(report) else (total.at_most, total.grade_at_most)
    )
    row = page.add(
        _label("自评得分"),
        _number(total.self_score),
        ResultCell("系统复算得分", Look.LABEL),
        _number(total.computed, span=2, unknown=UNVERIFIABLE),
        _label("最高可得分"),
        _number(at_most, unknown=UNVERIFIABLE),
    )
    page.add(
        _label("自评等次"),
        ResultCell(total.grade or NONE, Look.NUMBER),
        ResultCell("按最高可得分的等次", Look.LABEL),
        ResultCell(grade_at_most or NONE, Look.NUMBER, span=2),
        _label("无法复核分值"),
        _number(total.unverifiable),
    )
    return row


def _findings(page: _Page, findings: tuple[Finding, ...]) -> tuple[tuple[Finding, int], ...]:
    page.heading(f"一、问题清单（{len(findings)} 条）")
    if not findings:
        page.add(ResultCell("没有发现问题。", span=_ALL))
        return ()
    page.add(
        *_headers("序号", "级别", "规则", "位置", ("项目", 2), "填报值", "应为", "说明", "建议／疑似", "依据")
    )
    return tuple((finding, page.add(*_finding(n, finding))) for n, finding in enumerate(findings, 1))


def _finding(number: int, finding: Finding) -> tuple[ResultCell, ...]:
    look = _LOOKS[finding.severity] if finding.counts else Look.ASIDE
    why = (finding.standing.chinese, why_aside(finding))
    at = finding.at
    return (
        ResultCell(Decimal(number), Look.NUMBER),
        ResultCell(finding.level, look),
        ResultCell(finding.code),
        ResultCell(visible(str(at)), Look.LINK, link=at) if at else ResultCell("整个文件"),
        ResultCell(visible(finding.label, _SHOWN) or None, span=2),
        ResultCell(None if finding.seen is None else visible(finding.seen, _SHOWN) or "（空）"),
        ResultCell(None if finding.expected is None else visible(finding.expected, _SHOWN)),
        ResultCell(_lines(visible(finding.message), why, ("相关", places(finding.related)))),
        ResultCell(_lines(visible(finding.hint), ("疑似", visible(slip_of(finding))))),
        ResultCell(visible(finding.clause) or None),
    )


def _scores(page: _Page, scores: tuple[Score, ...]) -> dict[str, int]:
    if not scores:
        return {}
    page.heading("二、得分复核")
    page.add(
        *_headers("编号", ("指标", 3), "分值", "自评", "系统复算", "上下限", "结论", ("计算过程", 2)),
    )
    return {score.id: page.add(*_score(score)) for score in scores}


def _score(score: Score) -> tuple[ResultCell, ...]:
    look = {Verdict.HIGH: Look.ERROR, Verdict.LOW: Look.WARNING}
    return (
        ResultCell(score.id, Look.LINK, link=score.at) if score.at else ResultCell(score.id),
        ResultCell(visible(score.name), span=3),
        _number(score.max),
        _number(score.self_score),
        _number(score.computed, unknown=UNVERIFIABLE),
        ResultCell(bounds(score), Look.NUMBER),
        ResultCell(verdict_sentence(score), look.get(score.verdict, Look.PLAIN)),
        ResultCell(visible(score.formula) or None, span=2),
    )


def _unchecked(page: _Page, report: Report) -> None:
    groups = unchecked(report)
    if not groups:
        return
    page.heading(f"{'三' if report.scores else '二'}、未检查事项")
    page.add(*_headers(("规则", 4), ("原因", 7)))
    for reason, codes in groups:
        page.add(ResultCell(code_list(codes), span=4), ResultCell(visible(reason), span=7))


def _label(text: str) -> ResultCell:
    return ResultCell(text, Look.LABEL, span=2)


def _count(report: Report, severity: Severity, span: int = 1) -> ResultCell:
    count = report.count(severity)
    return ResultCell(f"{severity.chinese} {count}", _LOOKS[severity] if count else Look.PLAIN, span=span)


def _number(value: Decimal | None, span: int = 1, unknown: str = NONE) -> ResultCell:
    if value is None:
        return ResultCell(unknown, Look.NUMBER, span=span)
    return ResultCell(Decimal(points(value)), Look.NUMBER, span=span)


def _headers(*titles: str | tuple[str, int]) -> tuple[ResultCell, ...]:
    pairs = ((title, 1) if isinstance(title, str) else title for title in titles)
    return tuple(ResultCell(title, Look.HEADER, span=span) for title, span in pairs)


def _lines(first: str, *others: tuple[str, str]) -> str | None:
    """The first text, and under it the labelled ones that are not empty."""
    told = [first] if first else []
    told += [f"{label}：{text}" for label, text in others if text]
    return "\n".join(told) or None


def _height(cells: Iterable[ResultCell]) -> float | None:
    """Points for the tallest text of a row; None when one line is enough."""
    column, most = 0, 1
    for cell in cells:
        if isinstance(cell.value, str):
            room = _room(column, cell.span)
            if 2 * len(cell.value) > room or "\n" in cell.value:
                # beyond the tallest row nothing needs to be counted
                most = max(most, lines_taken(cell.value[: ceil(room + 1) * _ENOUGH], room))
        column += cell.span
    return min(_LINE * most + 3, _TALLEST) if most > 1 else None


@cache
def _room(column: int, span: int) -> float:
    """Columns of text that go into one line of a cell."""
    return sum(WIDTHS[column : column + span]) - 1
