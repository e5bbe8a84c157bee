"""``install`` and ``uninstall``: 发送到, the add-ins, the program, for this user."""
# ruff: noqa: PLC0415  the rooms are entered by the command that needs them: help must be instant

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from xlperf.commands.telling import the_screen
from xlperf.printing.usage import Command

if TYPE_CHECKING:
    from pathlib import Path

    from xlperf.installing.desk import Desk
    from xlperf.installing.laying import Step


@click.command(cls=Command)
@click.option("--dry-run", is_flag=True, help="只列出要放什么，不动任何文件 · Only tell.")
def install(*, dry_run: bool) -> int:
    """给本用户装上“发送到”和 Excel、WPS 加载项 · Install Send To and the add-ins for this user.

    不要管理员权限，不改注册表；别人的同名文件一律不动。xlperf uninstall 全部取下。
    """
    from xlperf.installing.laying import install as lay
    from xlperf.installing.pieces import pieces

    desk = _desk()
    return _told(lay(desk, pieces(desk, _macros()), only_tell=dry_run), dry_run=dry_run)


@click.command(cls=Command)
@click.option("--dry-run", is_flag=True, help="只列出要取下什么，不动任何文件 · Only tell.")
def uninstall(*, dry_run: bool) -> int:
    """取下 xlperf install 放好的全部文件 · Take out everything that install laid down."""
    from xlperf.installing.laying import uninstall as take_out

    return _told(take_out(_desk(), only_tell=dry_run), dry_run=dry_run)


def _desk() -> Desk:
    from pathlib import Path

    from xlperf.installing.desk import NoSuchDesk, desk_of

    built = getattr(sys, "frozen", False)
    program = (sys.executable,) if built else (sys.executable, "-m", "xlperf")
    unpacked = Path(sys.executable).parent if built else None
    try:
        return desk_of(sys.platform, os.environ, Path.home(), program, unpacked)
    except NoSuchDesk as system:
        raise click.UsageError(f"install 只用于 Windows 和 Linux，不用于 {system}") from None


def _macros() -> Path:
    """The add-ins: within the installed package, else in the checkout."""
    from pathlib import Path

    house = Path(__file__).parents[1]
    inside = house / "macros"
    return inside if inside.is_dir() else house.parent / "macros"


def _told(steps: Iterator[Step], *, dry_run: bool) -> int:
    """Every step as it is done; 2 when something was left alone."""
    from xlperf.package.replace import Unwritten
    from xlperf.printing.paragraph import line

    screen, fine, some = the_screen(), True, False
    if dry_run:
        screen.show([line("只列出，没有动任何文件：")])
    try:
        for step in steps:
            some, fine = True, fine and step.fine
            screen.show([line((f"{step.title}：", "strong"), (step.words, "" if step.fine else "warning"))])
            screen.show([line(str(place), indent=2) for place in (step.place, *step.also)])
            if step.afterwards:
                screen.show([line(f"用法：{step.afterwards}", indent=2)])
    except Unwritten as error:
        raise click.UsageError(f"写不了安装记录：{error.why}；请核对权限和磁盘") from None
    if not some:
        screen.show([line("没有装过，没有可取下的。")])
    return 0 if fine else 2
