"""``migrate``: from an older, foreign or Word file into the current template."""
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
@click.argument("old", type=PATHS, metavar="OLD")
@output_at("NEW", "新文件名 · Where to write it.")
@click.option("--force", is_flag=True, help="覆盖已有文件，原有的留存 · Overwrite, the old one is kept.")
@CONFIG
@secret.option
def migrate(old: Path, output: Path | None, config: Path | None, *, force: bool, password_stdin: bool) -> int:
    """把旧表、别处的表、Word 表搬进现行表样 · Move an old or foreign file into the current template.

    原文件不动；新文件的“迁移记录”页列出每个数据的原位置、新位置，以及未能放置的内容。
    退出码：0 全部搬入，1 有未能放置的内容，2 没有搬成。
    """
    from xlperf.migrating.moving import NotMoved, default_path, moved
    from xlperf.package.locked import is_locked
    from xlperf.package.refusal import Refused
    from xlperf.printing.paragraph import line

    new = output or default_path(old)
    if new.suffix.lower() not in (".xlsx", ".xlsm"):
        raise click.UsageError(f"新文件名应以 .xlsx 或 .xlsm 结尾：“{new}”")
    if new.resolve() == old.resolve():
        raise click.UsageError("新文件不能就是原文件，请换个名字")
    if new.exists() and not force:
        raise click.UsageError(f"“{new}”已经存在，没有覆盖；请换个名字，或加 --force")
    screen = the_screen()
    try:
        done = moved(old, new, settings(config), secret.password(from_stdin=password_stdin))
    except NotMoved as reason:
        screen.show([line((str(reason), "error"))])
        return 2
    except Refused as reason:
        screen.show([line((f"错误 {reason.code}", "error"), f"  {reason.message}")])
        screen.show([line(f"建议：{reason.hint}", indent=2)])
        return 2
    screen.show([line(f"已搬入{done.title}“{done.path}”：{done.moved} 处。原文件“{old}”没有改动。")])
    if done.left:
        told = f"有 {done.left} 处未能放置，列在“迁移记录”页的开头，请逐条核对。"
        screen.show([line((told, "warning"), indent=2)])
    if done.others:
        screen.show([line((f"{'、'.join(done.others)}没有搬入，请到原文件查看。", "warning"), indent=2)])
    again = " --password-stdin" if is_locked(done.path.read_bytes()) else ""
    screen.show([line(f'下一步：xlperf check "{done.path}"{again}', indent=2)])
    return 1 if done.left else 0
