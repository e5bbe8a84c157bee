"""The pages of the ledger about problems, clues and about who has handed in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlperf.collecting.figures import ERROR, UNSORTED, WARNING, Counted, Figures
from xlperf.collecting.kinds import KINDS
from xlperf.collecting.ledger import Ledger, Problem
from xlperf.collecting.overview import CHINA
from xlperf.collecting.pages import FIRST, Chart, Column, Content, Page, live, totals
from xlperf.forms.layout import absolute

COUNT = "0"
_PROBLEMS = "问题清单"
_UNIT, _SEVERITY, _CODE, _KIND = 0, 2, 3, 4
"""Columns of 问题清单, counted from 0."""
_COLOURS = ("#C00000", "#FFC000")


def pages(ledger: Ledger, figures: Figures) -> Iterator[Page]:
    """In the order of the tabs."""
    problems = listed(ledger)
    yield by_unit(ledger, figures, problems)
    yield by_kind(ledger, figures, problems)
    yield by_code(ledger, figures, problems)
    yield problems
    yield mending(ledger)
    yield clues(ledger)
    yield returns(ledger)


def listed(ledger: Ledger) -> Page:
    """问题清单: every error and warning with its cell."""
    rows = tuple(
        (
            p.unit,
            p.project,
            p.severity,
            p.code,
            p.kind or UNSORTED,
            p.place,
            p.message,
            p.seen,
            p.expected,
            p.hint,
            p.file,
        )
        for p in ledger.problems
    )
    widths = (16, 20, 7, 10, 10, 18, 38, 11, 11, 28, 16)
    labels = ("单位", "项目", "级别", "编号", "类别", "位置", "问题", "填报", "应为", "建议", "文件")
    columns = tuple(Column(label, width) for label, width in zip(labels, widths, strict=True))
    note = f"编号的意思：xlperf explain 编号。类别不能由编号、位置判断的是“{UNSORTED}”，在“整改台账”选定。"
    return Page(_PROBLEMS, f"{ledger.year}年自评复核问题清单", note, columns, rows)


def _counted(
    problems: Page, column: int, found: Sequence[Counted], texts: Sequence[tuple[str, ...]]
) -> tuple[tuple[Content, ...], ...]:
    """One row a name: the texts, then live counts of 错误 and 警告 in that column of 问题清单."""
    sheet, compared = f"'{_PROBLEMS}'!", len(found) * len(problems.rows)
    rows: list[tuple[Content, ...]] = []
    for number, (each, words) in enumerate(zip(found, texts, strict=True)):
        own = f"({sheet}{problems.span(column)}={absolute(FIRST + number, 1)})"
        counts = (
            live(f'SUMPRODUCT({own}*({sheet}{problems.span(_SEVERITY)}="{word}"))', Decimal(count), compared)
            for word, count in ((ERROR, each.errors), (WARNING, each.warnings))
        )
        rows.append((*words, *counts))
    return tuple(rows)


def _sums(figures: Figures, rows: Sequence[object], width: int) -> tuple[Content, ...]:
    values = {width - 2: Decimal(figures.errors), width - 1: Decimal(figures.warnings)}
    return totals("合计", width, len(rows), values) if rows else ()


def by_unit(ledger: Ledger, figures: Figures, problems: Page) -> Page:
    """按单位统计."""
    found = figures.problems_by_unit
    rows = _counted(problems, _UNIT, found, [(each.name,) for each in found])
    columns = (Column("单位", 40), Column("错误", 12, COUNT), Column("警告", 12, COUNT))
    chart = Chart("bar", "各单位的错误和警告", 0, (1, 2), colours=_COLOURS)
    title = f"{ledger.year}年各单位的问题"
    total = _sums(figures, rows, 3)
    return Page("问题按单位", title, f"按“{_PROBLEMS}”自动统计。", columns, rows, total, chart)


def by_kind(ledger: Ledger, figures: Figures, problems: Page) -> Page:
    """按问题类别统计."""
    found = figures.problems_by_kind
    rows = _counted(problems, _KIND, found, [(each.name,) for each in found])
    columns = (Column("问题类别", 24), Column("错误", 12, COUNT), Column("警告", 12, COUNT))
    chart = Chart("column", "各类问题", 0, (1, 2), colours=_COLOURS)
    title = f"{ledger.year}年各类问题"
    note = f"按“{_PROBLEMS}”自动统计；“{UNSORTED}”多为填报质量问题（合计、格式、文字），由审核人归类。"
    return Page("问题按类别", title, note, columns, rows, _sums(figures, rows, 3), chart)


def by_code(ledger: Ledger, figures: Figures, problems: Page) -> Page:
    """按编号统计."""
    hints = ledger.advice
    found = figures.problems_by_code
    rows = _counted(problems, _CODE, found, [(each.name, hints[each.name]) for each in found])
    columns = (
        Column("编号", 12),
        Column("怎么改", 60),
        Column("错误", 10, COUNT),
        Column("警告", 10, COUNT),
    )
    title = f"{ledger.year}年各编号的问题"
    return Page("问题按编号", title, f"按“{_PROBLEMS}”自动统计。", columns, rows, _sums(figures, rows, 4))


def mending(ledger: Ledger) -> Page:
    """整改台账: every error and every opinion of a reviewer, with room for who mends it by when."""
    rows = (*_errors(ledger), *_reviewed(ledger))
    columns = (
        Column("项目", 26),
        Column("问题类别", 12, choices=KINDS, open=True),
        Column("问题", 44),
        Column("金额／数据", 22),
        Column("改进建议", 34),
        Column("责任单位", 20),
        Column("整改时限", 13, 'yyyy"年"m"月"d"日"', open=True),
        Column("整改结果", 18, open=True),
        Column("财政复核", 14, open=True),
    )
    note = "列错误和财政复核意见；问题类别空着的由审核人选定。浅绿色各栏由财政部门填写。"
    return Page("整改台账", f"{ledger.year}年绩效评价问题整改台账", note, columns, rows)


def _errors(ledger: Ledger) -> tuple[tuple[Content, ...], ...]:
    return tuple(
        (
            p.project,
            p.kind,
            f"{p.message}（{p.place}）" if p.place else p.message,
            _figures(p),
            p.hint,
            p.unit,
            ledger.mend_by,
            None,
            None,
        )
        for p in ledger.problems
        if p.severity == "错误"
    )


def _reviewed(ledger: Ledger) -> tuple[tuple[Content, ...], ...]:
    return tuple(
        (
            each.project,
            each.kind,
            f"财政复核：{each.told}（{each.place}）",
            "；".join(
                f"{word} {points}"
                for word, points in (("自评", each.self_score), ("复核", each.reviewed))
                if points
            ),
            each.words,
            each.unit,
            ledger.mend_by,
            None,
            None,
        )
        for each in ledger.opinions
    )


def _figures(problem: Problem) -> str:
    pairs = (("填报", problem.seen), ("应为", problem.expected))
    return "；".join(f"{word} {value}" for word, value in pairs if value)


def clues(ledger: Ledger) -> Page:
    """疑点线索: what the reviewer may want to verify."""
    rows = tuple(
        (
            each.kind,
            "、".join(each.units),
            "\n".join(each.projects),
            each.message,
            each.seen,
            each.usual,
            "\n".join(each.places),
            each.ask,
            None,
        )
        for each in ledger.clues
    )
    columns = (
        Column("线索", 13),
        Column("单位", 17),
        Column("项目", 18),
        Column("情况", 34),
        Column("数值", 12),
        Column("参照", 13),
        Column("位置", 32),
        Column("请核实", 22),
        Column("核实结果", 12, open=True),
    )
    note = "线索不是结论，不计入错误和警告：请核实后再下结论。单位成本只在至少8个单位有同一指标或同一项目时比较。"
    return Page("疑点线索", f"{ledger.year}年自评疑点线索", note, columns, rows)


def returns(ledger: Ledger) -> Page:
    """报送情况: what is owed and what came."""
    rows: list[tuple[Content, ...]] = []
    for each in ledger.lines:
        version = each.entry.counted if each.entry else None
        when = f"{version.arrival.received.astimezone(CHINA):%Y-%m-%d %H:%M}" if version else ""
        count = Decimal(len(each.entry.versions)) if each.entry else None
        rows.append(
            (each.unit, each.project, each.state, when, count, version.arrival.name if version else "")
        )
    columns = (
        Column("单位", 28),
        Column("项目", 36),
        Column("状态", 14),
        Column("收到时间", 18),
        Column("版次", 8, COUNT),
        Column("文件", 40),
    )
    return Page("报送情况", f"{ledger.year}年自评报送情况", "未报送的请催报。", columns, tuple(rows))
