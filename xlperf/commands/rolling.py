"""``ledger``, ``dashboard`` and ``report``: what a bureau makes of the workbooks it has collected."""
# ruff: noqa: PLC0415  the rooms are entered by the command that needs them: help must be instant

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from xlperf.commands.collecting import STORE, caught_up, opened, roster
from xlperf.commands.telling import CONFIG, output_at, settings, the_screen
from xlperf.printing.usage import Command

if TYPE_CHECKING:
    from pathlib import Path

    from xlperf.collecting.ledger import Ledger
    from xlperf.office import Office

YEAR = click.option("--year", type=click.IntRange(2000, 2100), help="年度，收件库里有几个年度时写明 · Year.")
FORCE = click.option("--force", is_flag=True, help="覆盖已有文件 · Overwrite.")


def free(output: Path, ending: str, *, force: bool) -> None:
    """Refuses a file of another kind, and one that is there."""
    if output.suffix.lower() != ending:
        raise click.UsageError(f"-o 应是 {ending} 文件，“{output}”不是")
    if output.exists() and not force:
        raise click.UsageError(f"“{output}”已经存在；换个名字，或加 --force 覆盖")


def rolled_of(place: str, config: Path | None, year: int | None, office: Office) -> Ledger:
    """The ledger of the year asked for; what was set aside is told on the way."""
    from xlperf.collecting.ledger import rolled_up, years
    from xlperf.collecting.overview import overview
    from xlperf.collecting.taking import sorted_out, with_reports
    from xlperf.printing.as_status import aside

    expected = roster(config)
    with opened(place) as store:
        caught_up(store, office)
        found = sorted_out(store, office, expected)
        lines = with_reports(overview(found, expected, office), store, office)
    known = years(lines)
    if year is None and len(known) != 1:
        told = (
            f"有 {'、'.join(map(str, known))} 几个年度，请用 --year 写明" if known else "没有可以汇总的自评"
        )
        raise click.UsageError(f"收件库里{told}")
    rolled = rolled_up(lines, year or known[0], expected)
    if not rolled.rows:
        raise click.UsageError(
            f"收件库里没有 {rolled.year} 年度的自评；有 {'、'.join(map(str, known)) or '无'}"
        )
    the_screen().show(aside(found.aside))
    return rolled


@click.command(cls=Command)
@STORE
@CONFIG
@output_at("XLSX", "汇总工作簿，默认 汇总.xlsx · The ledger.", default="汇总.xlsx")
@YEAR
@FORCE
def ledger(place: str, config: Path | None, output: Path, year: int | None, *, force: bool) -> int:
    """出汇总：明细表、排名、等次、执行率、问题、整改台账 · Roll up into a ledger workbook."""
    from xlperf.collecting.figures import figures_of
    from xlperf.collecting.ledger_book import write_ledger
    from xlperf.collecting.pages import MOST_ROWS
    from xlperf.printing.paragraph import line
    from xlperf.wording import points

    free(output, ".xlsx", force=force)
    office = settings(config)
    rolled = rolled_of(place, config, year, office)
    figures = figures_of(rolled, office)
    if max(len(rolled.rows), len(rolled.problems), len(rolled.lines)) > MOST_ROWS:
        raise click.UsageError(
            f"问题有 {len(rolled.problems)} 行，超过 Excel 一页的 {MOST_ROWS} 行；请按地区或部门分几个收件库汇总"
        )
    write_ledger(rolled, figures, output, office)
    amount = points(figures.amount)
    the_screen().show([line(f"汇总了 {len(rolled.rows)} 项，金额合计 {amount} 万元，已写入“{output}”。")])
    return 0


@click.command(cls=Command)
@STORE
@CONFIG
@output_at("HTML", "看板网页，默认 看板.html · The page.", default="看板.html")
@YEAR
@FORCE
def dashboard(place: str, config: Path | None, output: Path, year: int | None, *, force: bool) -> int:
    """出看板：一个网页文件，双击就能看、能打印，不连网 · Lay down a dashboard, one page without network."""
    from xlperf.collecting.dashboard import board
    from xlperf.collecting.dashboard_page import write_dashboard
    from xlperf.collecting.figures import figures_of
    from xlperf.printing.paragraph import line

    free(output, ".html", force=force)
    office = settings(config)
    rolled = rolled_of(place, config, year, office)
    write_dashboard(board(rolled, figures_of(rolled, office), office), output)
    the_screen().show([line(f"看板有 {len(rolled.rows)} 项，已写入“{output}”，用浏览器打开。")])
    return 0


def _title(code: str) -> str:
    """The rule of a code in words; the code itself when nothing is known of it."""
    from xlperf.printing.manual_pages import find

    page = find(code)
    return page.rule or page.title if page else code


@click.command(cls=Command)
@STORE
@CONFIG
@output_at("DOCX", "报告，默认 评价情况报告.docx · The report.", default="评价情况报告.docx")
@YEAR
@FORCE
def report(place: str, config: Path | None, output: Path, year: int | None, *, force: bool) -> int:
    """出报告：绩效评价情况报告的初稿，数取自汇总 · Draft the bureau's report from the ledger."""
    from xlperf.collecting.figures import figures_of
    from xlperf.collecting.report import paper
    from xlperf.collecting.report_docx import write_report
    from xlperf.printing.paragraph import line

    free(output, ".docx", force=force)
    office = settings(config)
    rolled = rolled_of(place, config, year, office)
    told = paper(rolled, figures_of(rolled, office), _title)
    write_report(told, output, rolled.until)
    the_screen().show([line(f"报告写了 {len(rolled.rows)} 项，已写入“{output}”；请核对后补写文字、署日期。")])
    return 0
