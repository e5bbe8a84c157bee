"""The command line. Arguments in, one call down the road, exit status out; all words are made elsewhere.

Exit status: 0 no error finding · 1 error findings · 2 something could not be read or written, or a wrong call.
"""
# ruff: noqa: PLC0415  the rooms are entered by the command that needs them: help must be instant

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlperf import __version__
from xlperf.printing.usage import Group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlperf.office import Office
    from xlperf.printing.terminal import Screen
    from xlperf.running import Outcome

_PATHS = click.Path(path_type=Path)
_SETTINGS = Path("xlperf.toml")
_YEARS = (2000, 2100)


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="xlperf %(version)s", help="显示版本 · Show the version.")
def main() -> None:
    """预算绩效自评工作簿：出表样、查错误、写回结果 · Templates, checks and write-back for self-evaluation workbooks.

    \b
    先试一试 · try it:  xlperf demo
    检查文件 · check:   xlperf check 自评表.xlsx
    """  # noqa: D301  \b is click's mark for lines that stay as they are


@main.command()
@click.argument("paths", nargs=-1, required=True, type=_PATHS, metavar="FILE|DIR…")
@click.option(
    "--output", type=_PATHS, metavar="PATH", help="结果写到别处，原文件不动 · Write the result elsewhere."
)
@click.option("--no-write", is_flag=True, help="只报告，不写回 · Report only.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出形式 · Output format."
)
@click.option(
    "--config", type=_PATHS, metavar="TOML", help="设置文件，默认用当前文件夹的 xlperf.toml · Settings file."
)
@click.option(
    "-q", "--quiet", is_flag=True, help="每个文件一行，没读成、没写成的加一行原因 · One line a file."
)
def check(
    paths: tuple[Path, ...],
    output: Path | None,
    form: str,
    config: Path | None,
    *,
    no_write: bool,
    quiet: bool,
) -> int:
    """检查工作簿，结果写回文件 · Check workbooks, write results back.

    文件夹会连同下级一起检查。退出码：0 没有错误，1 有错误，2 有文件无法读写或用法不对。
    """
    from xlperf import gathering, running
    from xlperf.printing.terminal import watched

    if no_write and output is not None:
        raise click.UsageError("--no-write 和 --output 只能用一个")
    office = _office(config)
    try:
        errands = gathering.errands(paths, output, write=not no_write, kinds=gathering.REFUSED_KINDS)
    except gathering.WrongCall as wrong:
        raise click.UsageError(str(wrong)) from None
    outcomes: list[Outcome] = []
    screen = None if form == "json" else _screen()
    try:
        for outcome in watched(errands, running.checked(errands, office)):
            if screen is not None:
                _tell(screen, outcome, first=not outcomes, quiet=quiet)
            elif outcome.aside:
                click.echo(outcome.said, err=True)
            outcomes.append(outcome)
    finally:
        _conclude(screen, outcomes, as_array=not gathering.is_single(paths))
    return running.status(outcomes)


@main.command()
@click.argument("paths", nargs=-1, required=True, type=_PATHS, metavar="FILE…")
@click.option("--output", type=_PATHS, metavar="PATH", help="写到别处，原文件不动 · Write elsewhere.")
def clean(paths: tuple[Path, ...], output: Path | None) -> int:
    """去掉检查留下的全部标记 · Take every mark away again."""
    from xlperf import gathering, running
    from xlperf.printing.as_text import trouble_lines
    from xlperf.printing.paragraph import line

    try:
        errands = gathering.errands(paths, output)
    except gathering.WrongCall as wrong:
        raise click.UsageError(str(wrong)) from None
    outcomes: list[Outcome] = []
    screen = _screen()
    for outcome in running.cleaned(errands):
        outcomes.append(outcome)
        screen.show(trouble_lines(outcome.report) if outcome.failed else [line(outcome.said)])
    return running.status(outcomes)


@main.command()
@click.argument("kind", type=click.Choice(["project", "department"]), metavar="project|department")
@click.option("-o", "--output", type=_PATHS, metavar="FILE", help="文件名 · Where to write it.")
@click.option("--unit", default="", help="填报单位 · Name of the unit.")
@click.option("--project", default="", help="项目名称（仅 project）· Name of the project.")
@click.option("--year", type=click.IntRange(*_YEARS), help="填报年度 · Year.")
@click.option("--county", default="", help="县（市、区）· County.")
@click.option("--force", is_flag=True, help="覆盖已有文件 · Overwrite.")
def new(
    kind: str, output: Path | None, unit: str, project: str, year: int | None, county: str, *, force: bool
) -> int:
    """生成空白工作簿 · Make a fresh workbook.

    project 项目支出，department 部门整体支出。已有的文件不会被覆盖。
    """
    from xlperf import fresh
    from xlperf.forms import workbooks
    from xlperf.printing.paragraph import line

    form = workbooks.workbook(kind)
    path = output or Path(f"{form.title}.xlsx")
    if project and kind != "project":
        raise click.UsageError("部门整体支出没有项目名称，请去掉 --project")
    if path.suffix.lower() != ".xlsx":
        raise click.UsageError(f"文件名应以 .xlsx 结尾：“{path}”")
    try:
        facts = fresh.first_facts(unit=unit, project=project, year=year, county=county)
        fresh.lay_down(form, path, facts, force=force)
    except FileExistsError:
        raise click.UsageError(f"“{path}”已经存在，没有覆盖；请换个名字，或加 --force") from None
    _screen().show([line(f"已生成“{path}”。填好后运行：xlperf check “{path}”")])
    return 0


@main.command()
@click.argument("folder", required=False, type=_PATHS, metavar="[DIR]", default=Path("workbook_templates"))
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
        _screen().show([line(text) for text in differences] or good)
        return 1 if differences else 0
    for name, form in fresh.template_names().items():
        fresh.lay_down(form, folder / name, force=True)
        _screen().show([line(f"已生成“{folder / name}”")])
    return 0


@main.command()
@click.argument("code", required=False, metavar="[CODE]")
def explain(code: str | None) -> int:
    """解释检查编号 · Explain a code, or list them all."""
    from xlperf.printing import manual

    if code is None:
        _screen().show(manual.index())
        return 0
    page = manual.find(code)
    if page is None:
        near = "、".join(manual.closest(code))
        raise click.UsageError(
            f"没有编号 {code}{f'，相近的有：{near}' if near else '；全部编号：xlperf explain'}"
        )
    _screen().show(manual.page_lines(page))
    return 0


@main.command()
@click.argument("folder", required=False, type=_PATHS, metavar="[DIR]", default=Path("xlperf-demo"))
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
    screen = _screen()
    for example in examples:
        path = place / example.name
        fresh.lay_down(workbooks.workbook(example.kind), path, example.draft)
        (outcome,) = running.checked([Errand(path, path)], Office())
        _tell(screen, outcome, first=not outcomes, quiet=False)
        outcomes.append(outcome)
    _conclude(screen, outcomes, as_array=True)
    screen.show(demo_lines(place))
    return 2 if running.status(outcomes) > 1 else 0


@main.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]), metavar="bash|zsh|fish")
def completion(shell: str) -> int:
    """打印命令补全脚本 · Print a completion script."""
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    if made is None:
        raise click.UsageError(f"没有 {shell} 的补全脚本")
    script = made(main, {}, "xlperf", "_XLPERF_COMPLETE")
    click.echo(script.source_template % script.source_vars())
    return 0


def _office(config: Path | None) -> Office:
    from xlperf.office import OfficeError, load_office

    try:
        return load_office(config or (_SETTINGS if _SETTINGS.is_file() else None))
    except OfficeError as error:
        raise click.UsageError(f"设置文件 {error.origin} 不能使用：{'；'.join(error.problems)}") from None


def _screen() -> Screen:
    from xlperf.printing.terminal import screen

    return screen()


def _tell(screen: Screen, outcome: Outcome, *, first: bool, quiet: bool) -> None:
    from xlperf.printing.as_text import brief, told
    from xlperf.printing.paragraph import Paragraph, line

    if quiet:
        screen.show(brief(outcome.report))
        if outcome.aside:
            screen.show([line((outcome.said, "warning"), indent=2)])
        return
    screen.show([*([] if first else [Paragraph()]), *told(outcome.report)])
    if outcome.said:
        screen.show([line((outcome.said, "warning" if outcome.aside else ""), indent=2)])


def _conclude(screen: Screen | None, outcomes: Sequence[Outcome], *, as_array: bool) -> None:
    """What comes after the last file, even when somebody pressed Ctrl-C: nothing that was found is lost."""
    reports = [outcome.report for outcome in outcomes]
    if screen is None:
        from xlperf.printing.as_json import write_json

        if reports or as_array:
            write_json(reports, sys.stdout, as_array=as_array)
    elif len(reports) > 1:
        from xlperf.printing.as_text import closing
        from xlperf.printing.paragraph import Paragraph

        screen.show([Paragraph(), closing(reports)])
