"""What stands on the pages of the ledger behind 明细表; every figure that depends on a score or a sum is live."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlperf.collecting import problem_pages
from xlperf.collecting.ledger import Ledger, Row
from xlperf.collecting.pages import FIRST, Chart, Column, Content, Live, Page, sum_of, totals
from xlperf.forms import summary
from xlperf.forms.layout import Places, absolute
from xlperf.forms.model import Column as FormColumn
from xlperf.office import Office

_MONEY, _POINTS, _RATE, _COUNT = "#,##0.00", "0.00", "0.00%", "0"


class Detail:
    """明细表 as the other pages refer to it."""

    def __init__(self, places: Places) -> None:
        self._sheet, self._placed = places.table(summary.PROJECTS)

    def column(self, column: FormColumn) -> str:
        """The body of a column."""
        at = self._placed.columns[column.key]
        cells = f"{absolute(self._placed.body, at)}:{absolute(self._placed.body_last, at)}"
        return f"'{self._sheet.form.name}'!{cells}"

    def cell(self, column: FormColumn, row: int) -> str:
        """A body cell, rows from 0."""
        at = absolute(self._placed.body + row, self._placed.columns[column.key])
        return f"'{self._sheet.form.name}'!{at}"


def pages(ledger: Ledger, office: Office, places: Places) -> Iterator[Page]:
    """The pages in the order of the tabs."""
    detail = Detail(places)
    yield ranking(ledger, office, detail)
    yield distribution(ledger, office, detail)
    yield execution(ledger, detail)
    yield reviewed(ledger, detail)
    yield from problem_pages.pages(ledger)


def ranked(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """(rank, number of the row) from the best; equal scores share a rank, rows without a score are left out."""
    scores = {number: row.score for number, row in enumerate(rows) if row.score is not None}
    places = [(1 + sum(other > own for other in scores.values()), n) for n, own in scores.items()]
    return sorted(places)


def ranking(ledger: Ledger, office: Office, detail: Detail) -> Page:
    """得分排名."""
    rows: list[tuple[Content, ...]] = []
    for rank, number in ranked(ledger.rows):
        row = ledger.rows[number]
        grade = office.grade_of(row.score) if row.score is not None else ""
        rows.append(
            (
                Live(detail.cell(summary.RANK, number), Decimal(rank)),
                row.unit,
                row.project,
                Live(detail.cell(summary.SCORE, number), row.score),
                Live(detail.cell(summary.GRADE, number), grade),
            )
        )
    columns = (
        Column("排名", 8, _COUNT),
        Column("项目单位", 30),
        Column("项目名称", 46),
        Column("得分", 10, _POINTS),
        Column("等次", 10, "General"),
    )
    note = "得分相同的并列；在明细表改了得分，名次随之变动，要重新排列请按“排名”列排序。"
    chart = Chart("bar", "得分", 2, (3,), "0.00")
    return Page("得分排名", f"{ledger.year}年绩效评价得分排名", note, columns, tuple(rows), chart=chart)


def distribution(ledger: Ledger, office: Office, detail: Detail) -> Page:
    """等次分布 by number and by money."""
    grades, amounts = detail.column(summary.GRADE), detail.column(summary.AMOUNT)
    scored = [row for row in ledger.rows if row.score is not None]
    rows: list[tuple[Content, ...]] = []
    last = absolute(FIRST + len(office.grades), 2)
    for number, grade in enumerate(office.grades):
        own = [row for row in scored if row.score is not None and office.grade_of(row.score) == grade.name]
        name, count = absolute(FIRST + number, 1), absolute(FIRST + number, 2)
        share = Decimal(len(own)) / len(scored) if scored else None
        rows.append(
            (
                grade.name,
                Live(f"COUNTIF({grades},{name})", Decimal(len(own))),
                Live(f'IF({last}=0,"",{count}/{last})', share),
                Live(f"SUMIF({grades},{name},{amounts})", sum_of(row.amount for row in own)),
            )
        )
    total = totals("合计", 4, len(rows), {1: Decimal(len(scored)), 3: sum_of(row.amount for row in scored)})
    columns = (
        Column("等次", 14),
        Column("项目数", 12, _COUNT),
        Column("占比", 12, _RATE),
        Column("金额（万元）", 18, _MONEY),
    )
    chart = Chart("column", "等次分布（项目数）", 0, (1,))
    title = f"{ledger.year}年绩效评价等次分布"
    return Page("等次分布", title, "按明细表的等次自动统计。", columns, tuple(rows), total, chart)


def execution(ledger: Ledger, detail: Detail) -> Page:
    """执行率 by unit, weighted by money: Σ实际支出 ÷ Σ金额 of the projects that say both."""
    units, amounts, spent = (detail.column(each) for each in (summary.UNITS, summary.AMOUNT, summary.SPENT))
    rows: list[tuple[Content, ...]] = []
    both = [row for row in ledger.rows if row.amount is not None and row.spent is not None]
    for number, unit in enumerate(dict.fromkeys(row.unit for row in both)):
        own = [row for row in both if row.unit == unit]
        name, whole, part = (absolute(FIRST + number, column) for column in (1, 3, 4))
        sums = sum_of(row.amount for row in own), sum_of(row.spent for row in own)
        rows.append(
            (
                unit,
                Decimal(len(own)),
                Live(f'SUMIFS({amounts},{units},{name},{spent},"<>")', sums[0]),
                Live(f'SUMIFS({spent},{units},{name},{amounts},"<>")', sums[1]),
                Live(f'IF({whole}=0,"",{part}/{whole})', _share(sums[1], sums[0])),
            )
        )
    sums = sum_of(row.amount for row in both), sum_of(row.spent for row in both)
    total = list(totals("合计", 5, len(rows), {1: Decimal(len(both)), 2: sums[0], 3: sums[1]}))
    above, below = (absolute(FIRST + len(rows), column) for column in (4, 3))
    total[4] = Live(f'IF({below}=0,"",{above}/{below})', _share(sums[1], sums[0]))
    columns = (
        Column("项目单位", 34),
        Column("项目数", 10, _COUNT),
        Column("金额（万元）", 18, _MONEY),
        Column("实际支出（万元）", 18, _MONEY),
        Column("执行率", 12, _RATE),
    )
    note = "执行率＝实际支出合计÷金额合计，不是各项目执行率的平均；没有填金额或实际支出的项目不在内。"
    chart = Chart("bar", "执行率", 0, (4,), "0.00%")
    return Page("执行率", f"{ledger.year}年预算执行率", note, columns, tuple(rows), tuple(total), chart)


def _share(part: Decimal, whole: Decimal) -> Decimal | None:
    return part / whole if whole else None


def reviewed(ledger: Ledger, detail: Detail) -> Page:
    """自评与复核差异."""
    rows: list[tuple[Content, ...]] = []
    for number, row in enumerate(ledger.rows):
        claimed, most, score = (absolute(FIRST + number, column) for column in (3, 4, 6))
        over = _difference(row.self_score, row.at_most)
        score_today, gap = row.score, _difference(row.score, row.self_score)
        rows.append(
            (
                row.unit,
                row.project,
                row.self_score,
                row.at_most,
                Live(f'IF(COUNT({claimed},{most})<2,"",{claimed}-{most})', over),
                Live(f'IF(COUNT({(at := detail.cell(summary.SCORE, number))})=0,"",{at})', score_today),
                Live(f'IF(COUNT({claimed},{score})<2,"",{score}-{claimed})', gap),
            )
        )
    columns = (
        Column("项目单位", 28),
        Column("项目名称", 40),
        Column("自评分", 10, _POINTS),
        Column("系统复算\n最高可得", 11, _POINTS),
        Column("自评\n多出", 10, _POINTS),
        Column("复核得分", 10, _POINTS),
        Column("复核与\n自评差", 10, _POINTS),
    )
    note = "复核得分在“绩效评价项目明细表”的“得分”列填写；没有复核的按自评分。空白表示没有依据、未能核对。"
    return Page("自评与复核差异", f"{ledger.year}年自评与复核差异", note, columns, tuple(rows))


def _difference(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one - other
