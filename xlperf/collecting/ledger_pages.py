"""What stands on the pages of the ledger behind 明细表; every figure that depends on a score or a sum is live."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xlperf.collecting import problem_pages
from xlperf.collecting.figures import Figures, Spent, rate_of
from xlperf.collecting.ledger import Ledger
from xlperf.collecting.pages import FIRST, Chart, Column, Content, Live, Page, live, totals
from xlperf.collecting.traits import YEAR_END
from xlperf.forms import summary
from xlperf.forms.layout import Places, absolute
from xlperf.forms.live_light import COLOURS
from xlperf.forms.model import Column as FormColumn
from xlperf.office import Office
from xlperf.scoring import lights
from xlperf.scoring.lights import Light

_MONEY, _POINTS, _RATE, _COUNT = "#,##0.00", "0.00", "0.00%", "0"
_LIGHTS, _PROJECT_LIGHT = "灯", 10
"""The page of lights, and its column of 项目灯 (counted from 1)."""


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


def pages(ledger: Ledger, figures: Figures, office: Office, places: Places) -> Iterator[Page]:
    """The pages in the order of the tabs."""
    detail = Detail(places)
    yield ranking(ledger, figures, detail)
    yield distribution(ledger, figures, detail)
    yield execution(ledger, figures, detail)
    yield lit(ledger, figures, office, detail)
    yield reviewed(ledger, detail)
    yield from problem_pages.pages(ledger, figures)


def _named(ledger: Ledger, unit: int) -> int:
    """The column that tells rows apart in a chart: 项目名称 beside 项目单位, the latter where projects share a name."""
    projects = [row.project for row in ledger.rows]
    return unit + 1 if len(set(projects)) == len(projects) else unit


def ranking(ledger: Ledger, figures: Figures, detail: Detail) -> Page:
    """得分排名, with what a reader wants to see beside a score."""
    rows: list[tuple[Content, ...]] = []
    for each in figures.ranking:
        row, number = ledger.rows[each.number], each.number
        amount, rate = (detail.cell(column, number) for column in (summary.AMOUNT, summary.RATE))
        light = f"'{_LIGHTS}'!{absolute(FIRST + number, _PROJECT_LIGHT)}"
        rows.append(
            (
                Live(detail.cell(summary.RANK, number), Decimal(each.rank)),
                row.unit,
                row.project,
                Live(f'IF(COUNT({amount})=0,"",{amount})', row.amount),
                Live(f'IF(COUNT({rate})=0,"",{rate})', rate_of(row)),
                row.self_score,
                row.reviewed,
                Live(detail.cell(summary.SCORE, number), each.score),
                Live(detail.cell(summary.GRADE, number), each.grade),
                Live(light, figures.lit[number].worst),
            )
        )
    columns = (
        Column("排名", 8, _COUNT),
        Column("项目单位", 26),
        Column("项目名称", 40),
        Column("金额\n（万元）", 13, _MONEY),
        Column("执行率", 10, _RATE),
        Column("自评分", 9, _POINTS),
        Column("复核分", 9, _POINTS),
        Column("得分", 9, _POINTS),
        Column("等次", 9, "General"),
        Column("灯", 8, "General", colours=COLOURS),
    )
    note = "得分相同的并列；在明细表改了得分，名次随之变动，要重新排列请按“排名”列排序。"
    chart = Chart("bar", "得分", _named(ledger, 1), (7,), "0.00", most=100)
    return Page("得分排名", f"{ledger.year}年绩效评价得分排名", note, columns, tuple(rows), chart=chart)


def distribution(ledger: Ledger, figures: Figures, detail: Detail) -> Page:
    """等次分布 by number and by money."""
    grades, amounts = detail.column(summary.GRADE), detail.column(summary.AMOUNT)
    rows: list[tuple[Content, ...]] = []
    last = absolute(FIRST + len(figures.grades), 2)
    for number, grade in enumerate(figures.grades):
        name, count = absolute(FIRST + number, 1), absolute(FIRST + number, 2)
        rows.append(
            (
                grade.name,
                Live(f"COUNTIF({grades},{name})", Decimal(grade.projects)),
                Live(f'IF({last}=0,"",{count}/{last})', grade.share),
                Live(f"SUMIF({grades},{name},{amounts})", grade.amount),
            )
        )
    money = sum((grade.amount for grade in figures.grades), Decimal(0))
    total = totals("合计", 4, len(rows), {1: Decimal(len(figures.ranking)), 3: money})
    columns = (
        Column("等次", 14),
        Column("项目数", 12, _COUNT),
        Column("占比", 12, _RATE),
        Column("金额（万元）", 18, _MONEY),
    )
    chart = Chart("column", "等次分布（项目数）", 0, (1,))
    title = f"{ledger.year}年绩效评价等次分布"
    return Page("等次分布", title, "按明细表的等次自动统计。", columns, tuple(rows), total, chart)


def execution(ledger: Ledger, figures: Figures, detail: Detail) -> Page:
    """执行率 by unit, weighted by money: Σ实际支出 ÷ Σ金额 of the projects that say both."""
    units, amounts, spent = (detail.column(each) for each in (summary.UNITS, summary.AMOUNT, summary.SPENT))
    rows: list[tuple[Content, ...]] = []
    compared = len(figures.by_unit) * len(ledger.rows)
    for number, unit in enumerate(figures.by_unit):
        own = f"({units}={absolute(FIRST + number, 1)})*ISNUMBER({amounts})*ISNUMBER({spent})"
        rows.append(
            (
                unit.name,
                live(f"SUMPRODUCT({own})", Decimal(unit.projects), compared),
                live(f"SUMPRODUCT({own},{amounts})", unit.amount, compared),
                live(f"SUMPRODUCT({own},{spent})", unit.spent, compared),
                _rate(FIRST + number, unit),
            )
        )
    whole = figures.overall
    sums = {1: Decimal(whole.projects), 2: whole.amount, 3: whole.spent}
    total = (*totals("合计", 5, len(rows), sums)[:4], _rate(FIRST + len(rows), whole))
    columns = (
        Column("项目单位", 34),
        Column("项目数", 10, _COUNT),
        Column("金额（万元）", 18, _MONEY),
        Column("实际支出（万元）", 18, _MONEY),
        Column("执行率", 12, _RATE),
    )
    note = "执行率＝实际支出合计÷金额合计，不是各项目执行率的平均；没有填金额或实际支出的项目不在内。"
    chart = Chart("bar", "执行率", 0, (4,), "0.00%")
    return Page("执行率", f"{ledger.year}年预算执行率", note, columns, tuple(rows), total, chart)


def _rate(row: int, told: Spent) -> Live:
    whole, part = (absolute(row, column) for column in (3, 4))
    return Live(f'IF({whole}=0,"",{part}/{whole})', told.rate)


def lit(ledger: Ledger, figures: Figures, office: Office, detail: Detail) -> Page:
    """灯: 预算执行 live from 明细表, the indicators as the workbooks give them, the project by the gravest."""
    rows: list[tuple[Content, ...]] = []
    for number, (row, found) in enumerate(zip(ledger.rows, figures.lit, strict=True)):
        spent, amount, rate = (
            detail.cell(each, number) for each in (summary.SPENT, summary.AMOUNT, summary.RATE)
        )
        light = lights.execution_formula(spent, amount, f"{YEAR_END}", office.lights_profile)
        counts = [absolute(FIRST + number, column) for column in range(5, 9)]
        indicators = '""'
        for cell, (word, _) in zip(reversed(counts), reversed(found.counts), strict=True):
            indicators = f'IF({cell}>0,"{word}",{indicators})'
        both = [absolute(FIRST + number, column) for column in (4, 9)]
        rows.append(
            (
                row.unit,
                row.project,
                Live(f'IF(COUNT({rate})=0,"",{rate})', rate_of(row)),
                Live(light, found.execution),
                *(Decimal(count) for _, count in found.counts),
                Live(indicators, found.indicators),
                Live(lights.worst_formula(both), found.worst),
            )
        )
    columns = (
        Column("项目单位", 28),
        Column("项目名称", 38),
        Column("执行率", 10, _RATE),
        Column("执行灯", 9, "General", colours=COLOURS),
        *(Column(f"指标\n{light}", 8, _COUNT) for light in Light),
        Column("指标灯", 9, "General", colours=COLOURS),
        Column("项目灯", 9, "General", colours=COLOURS),
    )
    sums = {4 + at: Decimal(sum(each.counts[at][1] for each in figures.lit)) for at in range(4)}
    total = totals("合计", len(columns), len(rows), sums)
    chart = Chart("bar", "各项目指标的灯", _named(ledger, 0), (4, 5, 6, 7), colours=_FILLS, stacked=True)
    note = (
        "按年末全年目标计：执行率、完成率低于60%红灯，60%—80%黄灯，指标完成超过蓝灯起点的蓝灯（目标可能偏低）；"
        "四川口径只有黄灯预警。项目灯取最重的：红、黄、绿、蓝。数据不全、不能计算的不亮灯。"
    )
    return Page(_LIGHTS, f"{ledger.year}年绩效目标和预算执行的灯", note, columns, tuple(rows), total, chart)


_FILLS = ("#C00000", "#FFC000", "#70AD47", "#4472C4")


def reviewed(ledger: Ledger, detail: Detail) -> Page:
    """自评与复核差异."""
    words: dict[tuple[str, str], list[str]] = {}
    for each in ledger.opinions:
        words.setdefault((each.unit, each.project), []).append(each.told)
    rows: list[tuple[Content, ...]] = []
    for number, row in enumerate(ledger.rows):
        claimed, most, score = (absolute(FIRST + number, column) for column in (3, 4, 6))
        at = detail.cell(summary.SCORE, number)
        rows.append(
            (
                row.unit,
                row.project,
                row.self_score,
                row.at_most,
                Live(f'IF(COUNT({claimed},{most})<2,"",{claimed}-{most})', row.beyond),
                Live(f'IF(COUNT({at})=0,"",{at})', row.score),
                Live(f'IF(COUNT({claimed},{score})<2,"",{score}-{claimed})', row.gap),
                "\n".join(words.get((row.unit, row.project), ())),
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
        Column("复核意见", 44),
    )
    note = "复核得分在“绩效评价项目明细表”的“得分”列填写；没有复核的按自评分。空白表示没有依据、未能核对。"
    chart = Chart("bar", "自评分和复核得分", _named(ledger, 0), (2, 5), "0.00", most=100)
    title = f"{ledger.year}年自评与复核差异"
    return Page("自评与复核差异", title, note, columns, tuple(rows), chart=chart)
