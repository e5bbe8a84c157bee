"""Ledger and figures → what stands on the dashboard: tiles, then sections of a chart with its table. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from xlperf.collecting.bars import Chart, Given, chart
from xlperf.collecting.board import Board, Heading, Section, Table, Tile
from xlperf.collecting.figures import Counted, Figures, Spent, rate_of
from xlperf.collecting.ledger import Ledger
from xlperf.collecting.overview import CHINA
from xlperf.collecting.words import count, money, percent
from xlperf.office import Office
from xlperf.scoring.lights import Light
from xlperf.wording import points

MOST_ROWS = 300
"""Longer tables would make a page that no browser likes; the ledger workbook has them whole."""
_FULL_MARKS = Decimal(100)
LOOK_OF = {Light.RED: "red", Light.YELLOW: "yellow", Light.GREEN: "green", Light.BLUE: "blue"}
_PROBLEMS = (("red", "错误"), ("yellow", "警告"))


def board(ledger: Ledger, figures: Figures, office: Office) -> Board:
    """The dashboard of a year."""
    until = f"{ledger.until.astimezone(CHINA):%Y年%m月%d日 %H:%M}"
    sections = (
        _detail(ledger, figures, office),
        _ranking(ledger, figures),
        _grades(figures),
        _execution(figures),
        _lights(ledger, figures),
        _reviewed(ledger),
        _by_kind(figures),
        _by_unit(figures),
        _by_code(ledger, figures),
        _clues(ledger),
        _returns(ledger),
    )
    title = f"{ledger.year}年度预算绩效自评看板"
    return Board(title, ledger.bureau, until, tuple(_tiles(ledger, figures)), sections)


def _tiles(ledger: Ledger, figures: Figures) -> Iterator[Tile]:
    yield Tile("应报", f"{count(figures.owed)} 项", f"{count(len(figures.units))} 个部门（单位）已报")
    yield Tile("已报", f"{count(figures.came)} 项", f"逾期 {count(figures.late)}")
    yield Tile("未报", f"{count(figures.missing)} 项", look="red" if figures.missing else "green")
    yield Tile("有错误，待退回", f"{count(figures.faulty)} 项", look="red" if figures.faulty else "green")
    yield Tile("金额合计", f"{money(figures.amount)} 万元")
    whole = figures.overall
    yield Tile("总体执行率", percent(whole.rate), f"支出 {money(whole.spent)} 万元，按金额加权")
    yield Tile("问题", f"{count(figures.errors)} 处错误", f"警告 {count(figures.warnings)} 处")
    yield Tile("疑点线索", f"{count(len(ledger.clues))} 条", "请核实，不计入错误")


def _table(
    headings: Sequence[str], rows: Sequence[tuple[str, ...]], figures: int = 0, total: tuple[str, ...] = ()
) -> Table:
    """The last ``figures`` columns hold figures."""
    first = len(headings) - figures
    made = tuple(Heading(label, at >= first) for at, label in enumerate(headings))
    return Table(made, tuple(rows[:MOST_ROWS]), total, max(0, len(rows) - MOST_ROWS))


def _detail(ledger: Ledger, figures: Figures, office: Office) -> Section:
    ranks = {each.number: each.rank for each in figures.ranking}
    rows = [
        (
            row.unit,
            row.project,
            "" if row.score is None else office.grade_of(row.score),
            lit.worst,
            money(row.amount),
            money(row.spent),
            percent(rate_of(row)),
            points(row.self_score),
            points(row.reviewed),
            str(ranks.get(number, "")),
        )
        for number, (row, lit) in enumerate(zip(ledger.rows, figures.lit, strict=True))
    ]
    headings = (
        "项目单位",
        "项目名称",
        "等次",
        "灯",
        "金额（万元）",
        "实际支出（万元）",
        "执行率",
        "自评分",
        "复核分",
        "排名",
    )
    spent = sum((row.spent for row in ledger.rows if row.spent is not None), Decimal(0))
    total = (
        "合计",
        "",
        "",
        "",
        money(figures.amount),
        money(spent),
        percent(figures.overall.rate),
        "",
        "",
        "",
    )
    note = "执行率合计＝同时填了金额和实际支出的项目，支出之和÷金额之和。“—”表示没有填报或没有复核。"
    return Section("detail", "项目明细", note, _table(headings, rows, 6, total))


def _ranking(ledger: Ledger, figures: Figures) -> Section:
    rows, bars = [], []
    for each in figures.ranking:
        row = ledger.rows[each.number]
        rows.append((row.unit, row.project, each.grade, points(each.score), str(each.rank)))
        told = f"{points(each.score)}　第{each.rank}名　{each.grade}"
        bars.append(Given(f"{row.project}（{row.unit}）", (each.score,), told))
    drawn = chart("ranking", "得分，满分100", bars, (("blue", "得分"),), _FULL_MARKS)
    table = _table(("项目单位", "项目名称", "等次", "得分", "排名"), rows, 2)
    return Section("ranking", "得分排名", "有复核分的按复核分，否则按自评分；得分相同的并列。", table, drawn)


def _grades(figures: Figures) -> Section:
    rows = [
        (each.name, count(each.projects), percent(each.share), money(each.amount)) for each in figures.grades
    ]
    bars = [
        Given(each.name, (Decimal(each.projects),), f"{each.projects} 项　{percent(each.share)}")
        for each in figures.grades
    ]
    drawn = chart("grades", "各等次的项目数", bars, (("blue", "项目数"),))
    table = _table(("等次", "项目数", "占比", "金额（万元）"), rows, 3)
    return Section("grades", "等次分布", "占比按有得分的项目数计算。", table, drawn)


def _execution(figures: Figures) -> Section:
    def row(each: Spent) -> tuple[str, ...]:
        return (
            each.name,
            count(each.projects),
            money(each.amount),
            money(each.spent),
            money(each.left),
            percent(each.rate),
        )

    rising = sorted(figures.by_unit, key=lambda each: each.rate or Decimal(0))
    bars = [
        Given(each.name, (each.rate or Decimal(0),), f"{percent(each.rate)}　结余 {money(each.left)} 万元")
        for each in rising
    ]
    drawn = chart("execution", "各单位执行率，从低到高", bars, (("blue", "执行率"),), Decimal(1))
    headings = ("项目单位", "项目数", "金额（万元）", "实际支出（万元）", "结余（万元）", "执行率")
    table = _table(headings, [row(each) for each in rising], 5, row(figures.overall))
    note = "执行率＝实际支出合计÷金额合计，按金额加权，不是各项目执行率的平均。"
    return Section("execution", "预算执行", note, table, drawn, "没有同时填了金额和实际支出的项目。")


def _lights(ledger: Ledger, figures: Figures) -> Section:
    bars = [
        Given(
            str(light),
            tuple(Decimal(figures.projects_lit(light) if each is light else 0) for each in Light),
            f"{figures.projects_lit(light)} 项",
        )
        for light in Light
    ]
    looks = tuple((LOOK_OF[light], str(light)) for light in Light)
    drawn = chart("lights", "各灯的项目数", bars, looks)
    rows = [
        (row.unit, row.project, lit.execution, lit.indicators, lit.worst, *(str(n) for _, n in lit.counts))
        for row, lit in zip(ledger.rows, figures.lit, strict=True)
        if lit.worst != Light.GREEN
    ]
    headings = ("项目单位", "项目名称", "执行灯", "指标灯", "项目灯", *(f"{light}指标" for light in Light))
    note = "按年末全年目标计，项目灯取最重的；表中只列不是绿灯的，没有灯的是数据不全、未能核对。"
    return Section("lights", "灯", note, _table(headings, rows, 4), drawn, "所有项目都是绿灯。")


def _reviewed(ledger: Ledger) -> Section:
    words: dict[tuple[str, str], list[str]] = {}
    for each in ledger.opinions:
        words.setdefault((each.unit, each.project), []).append(each.told)
    rows = [
        (
            row.unit,
            row.project,
            "\n".join(said),
            *map(points, (row.self_score, row.at_most, row.beyond, row.reviewed, row.gap)),
        )
        for row in ledger.rows
        if (said := words.get((row.unit, row.project), [])) or row.beyond or row.gap
    ]
    headings = (
        "项目单位",
        "项目名称",
        "复核意见",
        "自评分",
        "系统复算最高可得",
        "自评多出",
        "复核分",
        "复核与自评差",
    )
    note = "只列自评分与系统复算、财政复核不同的和有复核意见的项目。"
    empty = "没有差异，或没有依据、未能核对。"
    return Section("reviewed", "自评与复核差异", note, _table(headings, rows, 5), empty=empty)


def _counted(
    name: str, title: str, found: Sequence[Counted], told: Callable[[Counted], tuple[str, ...]]
) -> tuple[Chart | None, list[tuple[str, ...]]]:
    """The chart of what was found, and the rows of its table; names without any stay in the table."""
    worst = sorted(found, key=lambda each: (-each.errors, -each.warnings))
    bars = [
        Given(
            each.name,
            (Decimal(each.errors), Decimal(each.warnings)),
            f"错误 {each.errors}　警告 {each.warnings}",
        )
        for each in worst
        if each.errors or each.warnings
    ]
    rows = [(*told(each), count(each.errors), count(each.warnings)) for each in worst]
    return chart(name, title, bars, _PROBLEMS), rows


def _total(figures: Figures, columns: int) -> tuple[str, ...]:
    return ("合计", *[""] * (columns - 3), count(figures.errors), count(figures.warnings))


def _by_kind(figures: Figures) -> Section:
    drawn, rows = _counted("kinds", "各类问题的处数", figures.problems_by_kind, lambda each: (each.name,))
    table = _table(("问题类别", "错误", "警告"), rows, 2, _total(figures, 3))
    return Section("kinds", "问题按类别", "待归类的多为填报质量问题，由审核人归类。", table, drawn)


def _by_unit(figures: Figures) -> Section:
    drawn, rows = _counted("units", "各单位问题的处数", figures.problems_by_unit, lambda each: (each.name,))
    table = _table(("单位", "错误", "警告"), rows, 2, _total(figures, 3))
    return Section("units", "问题按单位", "从多到少。", table, drawn)


def _by_code(ledger: Ledger, figures: Figures) -> Section:
    hints = ledger.advice
    _, rows = _counted("codes", "", figures.problems_by_code, lambda each: (each.name, hints[each.name]))
    table = _table(("编号", "怎么改", "错误", "警告"), rows, 2, _total(figures, 4) if rows else ())
    note = "编号的意思：xlperf explain 编号。每一处的单元格见汇总工作簿的“问题清单”。"
    return Section("codes", "问题按编号", note, table, empty="没有发现错误和警告。")


def _clues(ledger: Ledger) -> Section:
    rows = [
        (each.kind, "、".join(each.units), each.message, "\n".join(each.places), each.ask)
        for each in ledger.clues
    ]
    table = _table(("线索", "单位", "情况", "位置", "请核实"), rows)
    return Section("clues", "疑点线索", "线索不是结论：请核实后再下结论。", table, empty="没有发现疑点线索。")


def _returns(ledger: Ledger) -> Section:
    rows = [(each.unit, each.project, each.state) for each in ledger.lines if each.state != "已报送"]
    table = _table(("单位", "项目", "状态"), rows)
    note = "只列未报送、逾期和有错误的。"
    return Section("returns", "待催报、待退回", note, table, empty="都已按期报送，没有错误。")
