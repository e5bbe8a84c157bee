"""``baseline``: what is known today, so that the next check tells what is new."""
# ruff: noqa: PLC0415  the rooms are entered by the command that needs them: help must be instant

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from xlperf.commands import secret
from xlperf.commands.telling import CONFIG, PATHS, output_at, settings, the_screen
from xlperf.printing.usage import Command

if TYPE_CHECKING:
    from pathlib import Path

    from xlperf.running import Outcome


@click.command(cls=Command)
@click.argument("paths", nargs=-1, required=True, type=PATHS, metavar="FILE|DIR…")
@output_at("JSON", "基线文件，默认 xlperf-baseline.json · Where to write it.", default="xlperf-baseline.json")
@CONFIG
@secret.option
@click.option("--force", is_flag=True, help="覆盖已有文件 · Overwrite.")
def baseline(
    paths: tuple[Path, ...], output: Path, config: Path | None, *, password_stdin: bool, force: bool
) -> int:
    """记下现有的问题，下次只看新的 · Note today's findings; the next check tells what is new.

    工作簿不改动。下次：xlperf check FILE --baseline JSON。
    """
    from xlperf import gathering, running
    from xlperf.baseline import baseline_of, is_named, written
    from xlperf.package.replace import Unwritten, replace
    from xlperf.printing.as_text import brief
    from xlperf.printing.paragraph import line

    if output.exists() and not force:
        raise click.UsageError(f"“{output}”已经存在，没有覆盖；请换个名字，或加 --force")
    password = secret.password(from_stdin=password_stdin)
    try:
        errands = gathering.errands(paths, write=False, kinds=gathering.FOREIGN)
    except gathering.WrongCall as wrong:
        raise click.UsageError(str(wrong)) from None
    screen = the_screen()
    outcomes: list[Outcome] = []
    for outcome in running.checked(errands, settings(config), password):
        outcomes.append(outcome)
        screen.show(brief(outcome.report))
        if outcome.report.readable and not is_named(outcome.report):
            screen.show([line(("没有记入：不是自评工作簿，或没有填写填报单位", "warning"), indent=2)])
    reports = [outcome.report for outcome in outcomes]
    try:
        output.absolute().parent.mkdir(parents=True, exist_ok=True)
        replace(output, written(baseline_of(reports)).encode(), seen=None)
    except (Unwritten, OSError) as error:
        raise click.ClickException(f"“{output}”没有写成：{_why(error)}；请换个地方或文件名") from None
    kept = sum(map(is_named, reports))
    screen.show(
        [line(f'已把 {kept} 个工作簿现有的问题记入“{output}”。下次：xlperf check … --baseline "{output}"')]
    )
    return 2 if running.status(outcomes) > 1 else 0


def _why(error: Exception) -> str:
    from xlperf.trouble import in_words

    return in_words(error) if isinstance(error, OSError) else str(error)
