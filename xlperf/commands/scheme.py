"""``scheme``: a bureau writes its own 指标体系 in Excel, and gets rules, template and handbook from it."""
# ruff: noqa: PLC0415  the rooms are entered by the command that needs them: help must be instant

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from xlperf.commands.telling import CONFIG, PATHS, output_at, settings, the_screen
from xlperf.printing.usage import Command, Group

if TYPE_CHECKING:
    from pathlib import Path

    from xlperf.office import Office
    from xlperf.schemes.model import Scheme


@click.group(cls=Group, invoke_without_command=False)
def scheme() -> None:
    """自己的指标体系：编写、核对、生成、比较、试算 · Schemes of your own."""


@scheme.command(cls=Command)
@output_at("FILE", "文件名 · Where.", default="指标体系.xlsx")
@click.option(
    "--from",
    "origin",
    default="",
    metavar="名称|文件",
    help="在哪一版上修改：department、project 或版本名、文件 · Start from.",
)
@click.option("--force", is_flag=True, help="覆盖已有文件 · Overwrite.")
@CONFIG
def new(output: Path, origin: str, config: Path | None, *, force: bool) -> int:
    """生成指标体系工作簿 · Make a workbook to write a scheme in."""
    from xlperf import fresh, schemebook
    from xlperf.forms import workbooks
    from xlperf.forms.draft import Draft
    from xlperf.printing.paragraph import line

    draft = schemebook.draft_of(_meant(origin, settings(config)), extends=True) if origin else Draft()
    if output.suffix.lower() != ".xlsx":
        raise click.UsageError(f"文件名应以 .xlsx 结尾：“{output}”")
    try:
        fresh.lay_down(workbooks.workbook("scheme"), output, draft, force=force)
    except FileExistsError:
        raise click.UsageError(f"“{output}”已经存在，没有覆盖；请换个名字，或加 --force") from None
    the_screen().show([line(f'已生成“{output}”。填好后运行：xlperf scheme check "{output}"')])
    return 0


@scheme.command(cls=Command)
@click.argument("paths", nargs=-1, required=True, type=PATHS, metavar="FILE…")
@CONFIG
@click.pass_context
def check(context: click.Context, paths: tuple[Path, ...], config: Path | None) -> int:
    """核对指标体系，结果写回工作簿 · Check schemes, write results back.

    工作簿的问题写在格子上；.toml 文件的问题列在屏幕上。
    """
    from xlperf.commands import checking

    rules = [path for path in paths if path.suffix.lower() == ".toml"]
    books = tuple(path for path in paths if path not in rules)
    refused = sum(not _is_sound(path) for path in rules)
    status: int = context.invoke(checking.check, paths=books, config=config) if books else 0
    return max(status, 1 if refused else 0)


def _is_sound(path: Path) -> bool:
    """Whether a scheme file can be used; what is wrong with it is shown."""
    from xlperf.printing.paragraph import line
    from xlperf.schemes import SchemeError
    from xlperf.schemes.shelf import read_scheme

    screen = the_screen()
    try:
        read_scheme(path, settings(None).schemes)
    except SchemeError as error:
        screen.show(
            [line((f"“{path}”不能使用：", "error")), *(line(each, indent=2) for each in error.problems)]
        )
        return False
    screen.show([line(f"“{path}”可以使用。")])
    return True


@scheme.command(cls=Command)
@click.argument("path", type=PATHS, metavar="FILE")
@output_at("DIR", "放在哪个文件夹 · Folder.", default=".")
@click.option("--force", is_flag=True, help="覆盖已有文件 · Overwrite.")
@CONFIG
def build(path: Path, output: Path, config: Path | None, *, force: bool) -> int:
    """生成指标体系文件、自评工作簿模板和评分手册 · Make rules, template and handbook."""
    from xlperf import building
    from xlperf.printing.paragraph import line

    try:
        made = building.build(path, output, settings(config), force=force)
    except building.NotBuilt as reason:
        raise click.UsageError(str(reason)) from None
    screen = the_screen()
    screen.show([line(f"已生成“{each}”") for each in made.files])
    before = f"（所依据的“{made.leans_on}”的文件列在它前面）" if made.leans_on else ""
    told = (
        f'检查时用这个指标体系：在 xlperf.toml 写 schemes = ["{made.files[0].name}"]{before}，文件放在一起。'
    )
    screen.show([line(told)])
    return 0


@scheme.command(cls=Command)
@click.argument("old", metavar="A")
@click.argument("new_one", metavar="B")
@CONFIG
def diff(old: str, new_one: str, config: Path | None) -> int:
    """用文字说明 B 比 A 改了什么 · What B changes against A.

    A、B 可以是 department、project、版本名、.toml 文件或指标体系工作簿。
    """
    from xlperf.printing.paragraph import line
    from xlperf.schemes.comparing import differences

    office = settings(config)
    told = differences(_meant(old, office), _meant(new_one, office))
    the_screen().show([line(each) for each in told] or [line("两个指标体系相同。")])
    return 0


@scheme.command(cls=Command)
@click.argument("new_one", metavar="NEW")
@click.argument("paths", nargs=-1, required=True, type=PATHS, metavar="FOLDER|FILE…")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出形式 · Output format."
)
@CONFIG
def replay(new_one: str, paths: tuple[Path, ...], form: str, config: Path | None) -> int:
    """用新的指标体系试算已收到的工作簿 · Score received workbooks by a new scheme.

    哪些自评得分不再成立、哪些改变等次；只看不写。分值变了的按比例折算。
    """
    from xlperf import gathering, replaying
    from xlperf.printing import as_replay

    office = settings(config)
    meant = _meant(new_one, office)
    try:
        errands = gathering.errands(paths, write=False)
    except gathering.WrongCall as wrong:
        raise click.UsageError(str(wrong)) from None
    found = list(replaying.replay(meant, [errand.source for errand in errands], office))
    if form == "json":
        as_replay.write_json(found, sys.stdout)
    else:
        the_screen().show(as_replay.lines(found, meant.name))
    return 0


def _meant(word: str, office: Office) -> Scheme:
    from xlperf import building

    try:
        return building.meant(word, office)
    except building.NotBuilt as reason:
        raise click.UsageError(str(reason)) from None
