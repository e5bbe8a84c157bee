"""``check`` and ``clean``: what is done to workbooks that somebody filled in."""
# ruff: noqa: PLC0415  the rooms are entered by the command that needs them: help must be instant

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import click

from xlperf.commands import replying, secret
from xlperf.commands.telling import (
    CONFIG,
    PATHS,
    conclude,
    gathered,
    last_time,
    settings,
    tell,
    the_screen,
)
from xlperf.printing.usage import Command

if TYPE_CHECKING:
    from pathlib import Path

    from xlperf.running import Outcome


@click.command(cls=Command)
@click.argument("paths", nargs=-1, required=True, type=PATHS, metavar="FILE|DIR…")
@click.option(
    "--output", type=PATHS, metavar="PATH", help="结果写到别处，原文件不动 · Write the result elsewhere."
)
@click.option("--no-write", is_flag=True, help="只报告，不写回 · Report only.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出形式 · Output format."
)
@CONFIG
@secret.option
@click.option(
    "--baseline", type=PATHS, metavar="JSON", help="上次的问题，列出但不再计入 · What was known before."
)
@click.option(
    "--reply", type=PATHS, metavar="FILE", help="不写工作簿，把要做的各步写给宏 · Steps for the macro."
)
@click.option(
    "-q", "--quiet", is_flag=True, help="每个文件一行，没读成、没写成的加一行原因 · One line a file."
)
def check(  # noqa: PLR0913  one argument an option
    paths: tuple[Path, ...],
    output: Path | None,
    form: str,
    config: Path | None,
    baseline: Path | None,
    reply: Path | None,
    *,
    no_write: bool,
    password_stdin: bool,
    quiet: bool,
) -> int:
    """检查工作簿，结果写回文件 · Check workbooks, write results back.

    文件夹会连同下级一起检查。退出码：0 没有错误，1 有错误，2 有文件无法读写或用法不对。
    """
    from xlperf.package.resting import collector_at_rest

    with collector_at_rest():  # the rooms hold thousands of objects, and none of them is garbage
        from xlperf import gathering, running, unfolding
        from xlperf.printing.paragraph import line
        from xlperf.printing.terminal import watched

    if no_write and output is not None:
        raise click.UsageError("--no-write 和 --output 只能用一个")
    office, known = settings(config), last_time(baseline)
    password = secret.password(from_stdin=password_stdin)
    if reply is not None:
        if no_write or output is not None or form == "json" or known is not None:
            raise click.UsageError("--reply 只能和 --config、--password-stdin 一起用")
        return replying.reply_to_check(replying.single(paths), reply, office, password)
    asked = gathered(paths, output, write=not no_write, kinds=gathering.FOREIGN | gathering.ARCHIVES)
    outcomes: list[Outcome] = []
    screen = None if form == "json" else the_screen()
    with unfolding.unfolded(asked) as errands:
        single = gathering.is_single(paths) and errands == asked
        try:
            with closing(running.checked(errands, office, password, known)) as results:
                for outcome in watched(errands, results):
                    if screen is not None:
                        tell(screen, outcome, first=not outcomes, quiet=quiet)
                    elif outcome.aside:
                        click.echo(line(outcome.said).text, err=True)
                    outcomes.append(outcome)
        finally:
            conclude(screen, outcomes, as_array=not single, office=office)
    return running.status(outcomes)


@click.command(cls=Command)
@click.argument("paths", nargs=-1, required=True, type=PATHS, metavar="FILE…")
@click.option("--output", type=PATHS, metavar="PATH", help="写到别处，原文件不动 · Write elsewhere.")
@click.option(
    "--reply", type=PATHS, metavar="FILE", help="不写工作簿，把要做的各步写给宏 · Steps for the macro."
)
@secret.option
def clean(paths: tuple[Path, ...], output: Path | None, reply: Path | None, *, password_stdin: bool) -> int:
    """去掉检查留下的全部标记 · Take every mark away again."""
    from xlperf import running
    from xlperf.printing.as_text import trouble_lines
    from xlperf.printing.paragraph import line

    password = secret.password(from_stdin=password_stdin)
    if reply is not None:
        if output is not None:
            raise click.UsageError("--reply 和 --output 只能用一个")
        return replying.reply_to_clean(replying.single(paths), reply, password)
    errands = gathered(paths, output)
    outcomes: list[Outcome] = []
    screen = the_screen()
    for outcome in running.cleaned(errands, password):
        outcomes.append(outcome)
        screen.show(trouble_lines(outcome.report) if outcome.failed else [line(outcome.said)])
    return running.status(outcomes)
