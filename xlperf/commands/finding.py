"""``where``: shows what was recognised as what, so that a wrong reading can be seen."""
# ruff: noqa: PLC0415  the rooms are entered by the command that needs them: help must be instant

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from xlperf.commands import secret
from xlperf.commands.telling import CONFIG, PATHS, output_at, settings, the_screen
from xlperf.printing.usage import Command

if TYPE_CHECKING:
    from pathlib import Path


@click.command(cls=Command)
@click.argument("path", type=PATHS, metavar="FILE")
@output_at("COPY", "副本，每个认出的单元格加批注 · A marked copy.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出形式 · Output format."
)
@CONFIG
@secret.option
def where(path: Path, output: Path | None, form: str, config: Path | None, *, password_stdin: bool) -> int:
    """看每个栏目认到了哪一格 · Show what was recognised as what, and how surely.

    原文件不动。退出码：0 都认准了，1 有没认准的，2 无法读写或没有认出。
    """
    import json

    from xlperf.package.refusal import Refused
    from xlperf.package.workbook import open_workbook
    from xlperf.printing.as_where import as_object, told
    from xlperf.printing.paragraph import line
    from xlperf.whereabouts import whereabouts
    from xlperf.writeback.into_file import write
    from xlperf.writeback.recognised import recognised_marks

    if output is not None and output.resolve() == path.resolve():
        raise click.UsageError("副本不能就是原文件，请换个名字")
    office, password = settings(config), secret.password(from_stdin=password_stdin)
    screen = the_screen()
    try:
        workbook = open_workbook(path, password)
        found = whereabouts(workbook, office.schemes)
        if form == "json":
            click.echo(json.dumps(as_object(str(path), found), ensure_ascii=False, indent=2))
        else:
            screen.show(told(str(path), found))
        if found is not None and output is not None:
            if workbook.foreign:
                raise click.UsageError("这种格式的文件不能加批注；先用 xlperf migrate 转成模板")
            written = write(path, output, recognised_marks(found), password)
            click.echo(written.message or f"已写入 {written.path}", err=form == "json")
    except Refused as reason:
        screen.show([line((f"{reason.code} {reason.message}", "error")), line(reason.hint, indent=2)])
        return 2
    if found is None:
        return 2
    return int(any(doubt.at for doubt in found.doubts))
