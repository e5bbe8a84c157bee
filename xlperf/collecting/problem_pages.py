"""The pages of the ledger about problems and about who has handed in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlperf.collecting.ledger import KINDS, Ledger, Problem
from xlperf.collecting.overview import CHINA
from xlperf.collecting.pages import FIRST, Chart, Column, Content, Live, Page, sum_of, totals
from xlperf.forms.layout import absolute

COUNT = "0"
_PROBLEMS = "问题清单"


def pages(ledger: Ledger) -> Iterator[Page]:
    """In the order of the tabs."""
    problems = listed(ledger)
    yield by_unit(ledger, problems)
    yield by_kind(ledger, problems)
    yield problems
    yield mending(ledger)
    yield returns(ledger)


def listed(ledger: Ledger) -> Page:
    """问题清单: every error and warning with its cell."""
    rows = tuple(
        (
            p.unit,
            p.project,
            p.severity,
            p.code,
            p.place,
            p.message,
            p.seen,
            p.expected,
            p.hint,
            p.file,
        )
        for p in ledger.problems
    )
    widths = (16, 20, 7, 10, 18, 38, 11, 11, 28, 16)
    labels = ("单位", "项目", "级别", "编号", "位置", "问题", "填报", "应为", "建议", "文件")
    columns = tuple(Column(label, width) for label, width in zip(labels, widths, strict=True))
    note = "编号的意思：xlperf explain 编号。"
    return Page(_PROBLEMS, f"{ledger.year}年自评复核问题清单", note, columns, rows)


def _count(problems: Page, column: int, name: str, severity: str) -> str:
    sheet = f"'{_PROBLEMS}'!"
    return f'COUNTIFS({sheet}{problems.span(column)},{name},{sheet}{problems.span(2)},"{severity}")'


def _counted(
    ledger: Ledger,
    problems: Page,
    column: int,
    names: Sequence[tuple[str, ...]],
    found: Counter[tuple[str, str]],
) -> tuple[tuple[Content, ...], ...]:
    rows: list[tuple[Content, ...]] = []
    for number, texts in enumerate(names):
        name = absolute(FIRST + number, 1)
        counts = [
            Live(_count(problems, column, name, severity), Decimal(found[texts[0], severity]))
            for severity in ("错误", "警告")
        ]
        rows.append((*texts, *counts))
    return tuple(rows) if ledger.problems else ()


def by_unit(ledger: Ledger, problems: Page) -> Page:
    """按单位统计."""
    found = Counter((each.unit, each.severity) for each in ledger.problems)
    units = [(unit,) for unit in dict.fromkeys(row.unit for row in ledger.rows)]
    rows = _counted(ledger, problems, 0, units, found)
    columns = (Column("单位", 40), Column("错误", 12, COUNT), Column("警告", 12, COUNT))
    chart = Chart("bar", "各单位的错误和警告", 0, (1, 2), colours=("#C00000", "#FFC000"))
    title = f"{ledger.year}年各单位的问题"
    return Page("问题按单位", title, f"按“{_PROBLEMS}”自动统计。", columns, rows, _sums(rows, 3), chart)


def by_kind(ledger: Ledger, problems: Page) -> Page:
    """按编号统计."""
    found = Counter((each.code, each.severity) for each in ledger.problems)
    first: dict[str, Problem] = {}
    for each in ledger.problems:
        first.setdefault(each.code, each)
    codes = sorted(first, key=lambda code: (-found[code, "错误"], -found[code, "警告"], code))
    rows = _counted(ledger, problems, 3, [(code, first[code].hint) for code in codes], found)
    columns = (
        Column("编号", 12),
        Column("怎么改", 60),
        Column("错误", 10, COUNT),
        Column("警告", 10, COUNT),
    )
    title = f"{ledger.year}年各类问题"
    return Page("问题按类别", title, f"按“{_PROBLEMS}”自动统计。", columns, rows, _sums(rows, 4))


def _sums(rows: tuple[tuple[Content, ...], ...], width: int) -> tuple[Content, ...]:
    values = {
        at: sum_of(row[at].value for row in rows if isinstance(row[at], Live))  # type: ignore[union-attr, misc]
        for at in (width - 2, width - 1)
    }
    return totals("合计", width, len(rows), values) if rows else ()


def mending(ledger: Ledger) -> Page:
    """整改台账: every error, with room for who mends it by when."""
    rows = tuple(
        (
            p.project,
            p.kind,
            f"{p.message}（{p.place}）" if p.place else p.message,
            _figures(p),
            p.hint,
            p.unit,
            None,
            None,
            None,
        )
        for p in ledger.problems
        if p.severity == "错误"
    )
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
    note = "只列错误；问题类别空着的由审核人选定。浅绿色各栏由财政部门填写。"
    return Page("整改台账", f"{ledger.year}年绩效评价问题整改台账", note, columns, rows)


def _figures(problem: Problem) -> str:
    pairs = (("填报", problem.seen), ("应为", problem.expected))
    return "；".join(f"{word} {value}" for word, value in pairs if value)


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
