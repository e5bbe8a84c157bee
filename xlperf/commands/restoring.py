"""``restore``: back to the file as it was before it was written into."""
# ruff: noqa: PLC0415  the rooms are entered by the command that needs them: help must be instant

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from xlperf.commands.telling import PATHS, the_screen
from xlperf.printing.usage import Command

if TYPE_CHECKING:
    from pathlib import Path


@click.command(cls=Command)
@click.argument("path", type=PATHS, metavar="FILE")
def restore(path: Path) -> int:
    """取回写入前的原件 · Put the kept original back.

    现在的内容也会留存，再运行一次就换回来。
    """
    from xlperf.package.refusal import Refused
    from xlperf.printing.paragraph import line
    from xlperf.writeback.restoring import restore as put_back

    screen = the_screen()
    try:
        done = put_back(path)
    except Refused as refusal:
        screen.show(
            [
                line((f"错误 {refusal.code}", "error"), f"  {refusal.message}"),
                line(f"建议：{refusal.hint}", indent=2),
            ]
        )
        return 2
    others = f"；另有 {done.others} 份留在 .xlperf/originals 里" if done.others else ""
    when = f"{done.when:%Y-%m-%d %H:%M:%S}"
    screen.show(
        [line(f"“{path}”已换回 {when} 留存的原件；换回前的内容也已留存，再运行一次就换回来{others}。")]
    )
    return 0
