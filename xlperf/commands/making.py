"""``new``, ``templates``, ``demo``: workbooks that xlperf lays down."""
# ruff: noqa: PLC0415  the rooms are entered by the command that needs them: help must be instant

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from xlperf.commands.telling import PATHS, conclude, output_at, settings, tell, the_screen
from xlperf.printing.usage import Command

if TYPE_CHECKING:
    from pathlib import Path

    from xlperf.running import Outcome

_YEARS = (2000, 2100)


@click.command(cls=Command)
@click.argument("kind", metavar="KIND", shell_complete=lambda *_: list(_kinds()))
@output_at("FILE", "文件名 · Where to write it.")
@click.option("--unit", default="", help="填报单位 · Name of the unit.")
@click.option("--project", default="", help="项目名称（按项目填的表种）· Name of the project.")
@click.option("--year", type=click.IntRange(*_YEARS), help="填报年度 · Year.")
@click.option("--county", default="", help="县（市、区）· County.")
@click.option("--force", is_flag=True, help="覆盖已有文件 · Overwrite.")
def new(
    kind: str, output: Path | None, unit: str, project: str, year: int | None, county: str, *, force: bool
) -> int:
    """生成空白工作簿 · Make a fresh workbook.

    project 项目支出，department 部门整体支出，national 项目支出绩效自评表（2020版）。
    application 绩效目标申报表，monitoring 绩效运行监控，summary 绩效评价项目明细表；各省表样见说明书。已有的文件不会被覆盖。
    自己的指标体系用 xlperf scheme new 编写，模板由 xlperf scheme build 生成。
    """
    from pathlib import Path

    from xlperf import fresh
    from xlperf.forms import information, workbooks
    from xlperf.printing.paragraph import line

    if kind not in workbooks.KINDS:
        raise click.UsageError(f"没有表种 {kind}；可以写的有 {'、'.join(_kinds())}")
    form = workbooks.workbook(kind)
    path = output or Path(f"{form.title}.xlsx")
    if project and information.PROJECT not in form.fields:
        raise click.UsageError(f"{form.title.removesuffix('绩效自评工作簿')}没有项目名称，请去掉 --project")
    if path.suffix.lower() not in (".xlsx", fresh.MACRO_ENABLED):
        raise click.UsageError(f"文件名应以 .xlsx 结尾（带“检查”按钮的以 .xlsm 结尾）：“{path}”")
    try:
        facts = fresh.first_facts(unit=unit, project=project, year=year, county=county)
        office = settings(None)
        facts = fresh.with_lights(form, facts, office.lights_profile, office.over_blue)
        fresh.lay_down(form, path, facts, force=force)
    except fresh.Unfit as unfit:
        raise click.UsageError(str(unfit)) from None
    except FileExistsError:
        raise click.UsageError(f"“{path}”已经存在，没有覆盖；请换个名字，或加 --force") from None
    verb = "scheme check" if kind == "scheme" else "check"
    the_screen().show([line(f'已生成“{path}”。填好后运行：xlperf {verb} "{path}"')])
    return 0


def _kinds() -> tuple[str, ...]:
    from xlperf.forms import workbooks

    return workbooks.KINDS


@click.command(cls=Command)
@click.argument("folder", required=False, type=PATHS, metavar="[DIR]", default="workbook_templates")
@click.option(
    "--check", "only_compare", is_flag=True, help="只核对是否与现行表样一致 · Compare, write nothing."
)
def templates(folder: Path, *, only_compare: bool) -> int:
    """生成或核对全部表样 · Make or compare all templates."""
    from xlperf import fresh
    from xlperf.printing.paragraph import line

    if only_compare:
        differences = list(fresh.outdated(folder))
        good = [line(f"“{folder}”里的表样都是现行的。")]
        the_screen().show([line(text) for text in differences] or good)
        return 1 if differences else 0
    for name, form in fresh.template_names().items():
        fresh.lay_down(form, folder / name, force=True)
        the_screen().show([line(f"已生成“{folder / name}”")])
    return 0


@click.command(cls=Command)
@click.argument("folder", required=False, type=PATHS, metavar="[DIR]", default="xlperf-demo")
def demo(folder: Path) -> int:
    """用公开样例演示 · Lay down filled examples and check them."""
    from xlperf import demo as shown
    from xlperf import fresh, running
    from xlperf.forms import workbooks
    from xlperf.gathering import Errand
    from xlperf.office import Office
    from xlperf.printing.as_text import demo_lines

    examples = shown.examples()
    place = fresh.free_folder(folder, [example.name for example in examples])
    outcomes: list[Outcome] = []
    screen = the_screen()
    for example in examples:
        path = place / example.name
        fresh.lay_down(workbooks.workbook(example.kind), path, example.draft)
        (outcome,) = running.checked([Errand(path, path)], Office())
        tell(screen, outcome, first=not outcomes, quiet=False)
        outcomes.append(outcome)
    conclude(screen, outcomes, as_array=True)
    screen.show(demo_lines(place))
    return 2 if running.status(outcomes) > 1 else 0
