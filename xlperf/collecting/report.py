"""绩效评价情况报告 from the ledger, built as 晋城市城区财政局 builds its own of 2024: 工作情况, 项目基本情况, 问题及建议. Pure.

Every figure comes from ``figures``; a sentence about nothing says so instead of counting to 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from xlperf.collecting import report_problems
from xlperf.collecting.figures import Figures, Lit, Ranked, Spent, is_whole, rate_of
from xlperf.collecting.ledger import Ledger, Row
from xlperf.collecting.report_blocks import (
    Block,
    Grid,
    Heading,
    Paper,
    Text,
    amount,
    counted,
    listed,
    numeral,
    problems,
)
from xlperf.collecting.words import percent
from xlperf.scoring.lights import Light
from xlperf.wording import NONE, points

MOST_PROJECTS = 60
"""With more projects a reader looks them up in the ledger workbook."""
MOST_NAMES = 30


def paper(ledger: Ledger, figures: Figures, titles: Callable[[str], str]) -> Paper:
    """The report of a year; ``titles`` gives the rule of a code in words."""
    about = f"关于{ledger.year}年度绩效评价情况的报告"
    title = (ledger.bureau, about) if ledger.bureau else (about,)
    blocks = (
        *_opening(ledger, figures),
        Heading(1, "一、工作情况"),
        *_work(ledger, figures),
        Heading(1, "二、项目的基本情况"),
        *_projects(ledger, figures),
        Heading(1, "三、存在的问题及相关建议"),
        *report_problems.blocks(ledger, figures, titles),
        Heading(1, "四、疑点线索"),
        *report_problems.clues(ledger),
        Heading(1, "五、报送和整改"),
        *report_problems.returns(ledger, figures),
    )
    return Paper(title, blocks, ledger.bureau)


def _opening(ledger: Ledger, figures: Figures) -> Iterator[Block]:
    wholes = sum(is_whole(row) for row in ledger.rows)
    scope = counted((("", wholes),), "个部门整体支出", "")
    projects = counted((("", len(ledger.rows) - wholes),), "个项目支出", "")
    names = listed(figures.units[:MOST_NAMES]) + ("等" if len(figures.units) > 1 else "")
    units = f"涉及{names}{len(figures.units)}个部门（单位）"
    without = sum(row.amount is None for row in ledger.rows)
    apart = f"（{without}项没有填报金额，未计入）" if without else ""
    yield Text(
        f"按照{ledger.year}年度预算绩效管理工作安排，我局汇总了{'和'.join(filter(None, (scope, projects)))}的绩效自评，"
        f"评价金额{amount(figures.amount)}万元{apart}，{units}。现将有关情况报告如下。"
    )
    rows = tuple(
        (str(number), row.unit, row.project, _money(row.amount)) for number, row in enumerate(ledger.rows, 1)
    )
    yield Grid(
        f"{ledger.year}年绩效评价项目明细表",
        ("序号", "项目单位", "项目名称", "金额（万元）"),
        rows,
        (14, 46, 68, 28),
        3,
        ("合计", "", "", amount(figures.amount)),
    )
    bases = listed(dict.fromkeys(row.basis for row in ledger.rows if row.basis))
    if "、" in bases:
        yield Text(f"注：金额的口径不同（{bases}），合计供了解规模，不宜直接比较。")


def _money(value: Decimal | None) -> str:
    return NONE if value is None else amount(value)


def _work(ledger: Ledger, figures: Figures) -> Iterator[Block]:
    late = counted((("，其中逾期", figures.late),), "项", "")
    missing = f"，未报送{figures.missing}项" if figures.missing else "，没有未报送的"
    yield Text(f"1、报送情况。应报送{figures.owed}项，已报送{figures.came}项{late}{missing}。")
    yield Text(
        "2、评价方法。以各单位报送的自评工作簿为基础，核对表内、表间和文字中的数据，按评分标准复算得分。"
        f"评价采取百分制{_basis(ledger, figures)}。"
    )
    yield from _results(ledger, figures)
    yield from _execution(ledger, figures)


def _basis(ledger: Ledger, figures: Figures) -> str:
    """Whose points count."""
    reviewed = sum(row.reviewed is not None for row in ledger.rows)
    if not figures.ranking:
        return ""
    if not reviewed:
        return "，各项都没有财政复核分，按自评分"
    rest = len(figures.ranking) - reviewed
    if not rest:
        return "，各项都有财政复核分，按复核分"
    return f"，{reviewed}项有财政复核分的按复核分，其余{rest}项按自评分"


def _results(ledger: Ledger, figures: Figures) -> Iterator[Block]:
    unscored = len(ledger.rows) - len(figures.ranking)
    apart = f"另有{unscored}项没有得分，未列入排名。" if unscored else ""
    if not figures.ranking:
        yield Text("3、评价结果。各项目都没有得分，没有排名。")
        return
    told = listed(
        f"“{each.name}”{each.projects}项（占{percent(each.share)}）"
        for each in figures.grades
        if each.projects
    )
    yield Text(
        f"3、评价结果。有得分的{len(figures.ranking)}项中，{told}。{apart}得分由高到低见下表，得分相同的并列。"
    )
    yield Grid(
        f"{ledger.year}年绩效评价得分排名",
        ("排名", "项目名称", "项目单位", "得分", "等次"),
        tuple(_ranked(ledger.rows[each.number], each) for each in figures.ranking),
        (14, 66, 44, 16, 16),
        5,
    )


def _ranked(row: Row, each: Ranked) -> tuple[str, ...]:
    return (str(each.rank), row.project, row.unit, points(each.score), each.grade)


def _execution(ledger: Ledger, figures: Figures) -> Iterator[Block]:
    whole = figures.overall
    if not whole.projects:
        alone = all(_not_reckoned(row) for row in ledger.rows)
        why = "部门整体支出不计执行率" if alone else "没有同时填报金额和实际支出的项目，执行率未能核对"
        yield Text(f"4、预算执行。{why}。")
        return
    departments = sum(_not_reckoned(row) for row in ledger.rows)
    apart = len(ledger.rows) - whole.projects - departments
    rest = f"；{departments}项部门整体支出不计执行率，不在内" if departments else ""
    rest += f"；{apart}项没有同时填报金额和实际支出，不在内" if apart else ""
    yield Text(
        f"4、预算执行。{whole.projects}项金额合计{amount(whole.amount)}万元，实际支出{amount(whole.spent)}万元，"
        f"{_left(whole)}，总体执行率{percent(whole.rate)}（按金额加权，不是各项目的平均）{rest}。{_lit(figures)}"
    )
    rows = tuple(
        (row.project, row.unit, amount(row.amount), amount(row.spent), percent(rate_of(row)))
        for row in ledger.rows
        if row.amount is not None and row.spent is not None
    )
    yield Grid(
        f"{ledger.year}年预算执行情况",
        ("项目名称", "项目单位", "金额（万元）", "实际支出（万元）", "执行率"),
        rows,
        (54, 34, 24, 24, 20),
        2,
        ("合计", "", amount(whole.amount), amount(whole.spent), percent(whole.rate)),
    )


def _not_reckoned(row: Row) -> bool:
    """部门整体支出: its money is what was spent, so there is no 执行率."""
    return is_whole(row) and row.spent is None


def _left(told: Spent) -> str:
    if not told.left:
        return "没有结余"
    return f"超支{amount(-told.left)}万元" if told.left < 0 else f"结余{amount(told.left)}万元"


def _lit(figures: Figures) -> str:
    """灯 of the projects in one sentence."""
    pairs = [(str(light), figures.projects_lit(light)) for light in Light]
    dark = len(figures.lit) - sum(number for _, number in pairs)
    rest = f"，{dark}项数据不全、没有亮灯" if dark else ""
    return f"按年末全年目标和预算衡量，{counted(pairs, '项', '没有可以亮灯的项目')}{rest}。"


def _projects(ledger: Ledger, figures: Figures) -> Iterator[Block]:
    if len(ledger.rows) > MOST_PROJECTS:
        yield Text(f"项目共{len(ledger.rows)}项，逐项情况见汇总工作簿。")
        return
    places = {each.number: each for each in figures.ranking}
    for number, (row, lit) in enumerate(zip(ledger.rows, figures.lit, strict=True)):
        yield Heading(2, f"（{numeral(number + 1)}）{row.project}")
        yield Text("".join(_about(row, lit, places.get(number))))


def _about(row: Row, lit: Lit, place: Ranked | None) -> Iterator[str]:
    yield f"由{row.unit}实施。"
    if row.amount is None:
        yield "没有填报金额。"
    elif _not_reckoned(row):
        yield f"金额{amount(row.amount)}万元（{row.basis}），部门整体支出不计执行率。"
    elif row.spent is None:
        yield f"金额{amount(row.amount)}万元（{row.basis}），执行率没有依据、未能核对。"
    else:
        money = Spent("", 1, row.amount, row.spent)
        yield f"金额{amount(row.amount)}万元（{row.basis}），实际支出{amount(row.spent)}万元，{_left(money)}，"
        yield f"执行率{percent(rate_of(row))}。"
    yield "，".join(_scores(row, place)) + "。"
    indicators = sum(number for _, number in lit.counts)
    if indicators:
        pairs = [(str(light), number) for light, number in lit.counts]
        yield f"可以衡量的指标{indicators}项，{counted(pairs, '项', '')}。"
    yield f"核对中{'发现' if row.errors or row.warnings else ''}{problems(row.errors, row.warnings)}。"


def _scores(row: Row, place: Ranked | None) -> Iterator[str]:
    yield "没有自评分" if row.self_score is None else f"自评{points(row.self_score)}分"
    if row.beyond:
        yield f"系统复算最高可得{points(row.at_most)}分"
    if row.reviewed is not None:
        yield f"财政复核{points(row.reviewed)}分"
    if place is not None:
        yield f"等次为“{place.grade}”，排名第{place.rank}"
