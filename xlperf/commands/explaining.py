"""``explain`` and ``completion``: what a code means, what a shell needs to know."""
# ruff: noqa: PLC0415  the rooms are entered by the command that needs them: help must be instant

from __future__ import annotations

import click

from xlperf.commands.telling import the_screen
from xlperf.printing.usage import Command


@click.command(cls=Command)
@click.argument("code", required=False, metavar="[CODE]")
def explain(code: str | None) -> int:
    """解释检查编号 · Explain a code, or list them all."""
    from xlperf.printing import manual
    from xlperf.printing.manual_pages import closest, find

    if code is None:
        the_screen().show(manual.index())
        return 0
    page = find(code)
    if page is None:
        near = "、".join(closest(code))
        raise click.UsageError(
            f"没有编号 {code}{f'，相近的有：{near}' if near else '；全部编号：xlperf explain'}"
        )
    the_screen().show(manual.page_lines(page))
    return 0


@click.command(cls=Command)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]), metavar="bash|zsh|fish")
def completion(shell: str) -> int:
    """打印命令补全脚本 · Print a completion script."""
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    if made is None:
        raise click.UsageError(f"没有 {shell} 的补全脚本")
    script = made(click.get_current_context().find_root().command, {}, "xlperf", "_XLPERF_COMPLETE")
    click.echo(script.source_template % script.source_vars())
    return 0
