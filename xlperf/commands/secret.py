"""The password of encrypted workbooks: from standard input or the environment, never from the command line.

What stands on a command line is seen by everybody on the machine and stays in the shell's history.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

import click

VARIABLE = "XLPERF_PASSWORD"
_LONGEST = 255  # characters, in Excel

option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--password-stdin",
    is_flag=True,
    help="从标准输入读一行，作为加密文件的打开密码 · Read the password from standard input.",
)


def password(*, from_stdin: bool) -> str:
    """The password of this call, "" when none was given; asked for unseen when standard input is a terminal."""
    if not from_stdin:
        return os.environ.get(VARIABLE, "")
    if sys.stdin is None:
        raise click.UsageError("标准输入已关闭，读不到密码")
    if sys.stdin.isatty():
        given = str(click.prompt("打开密码", hide_input=True, err=True, default="", show_default=False))
    else:
        given = sys.stdin.readline(_LONGEST + 3).removeprefix("\ufeff").rstrip("\r\n")
    if not given:
        raise click.UsageError("标准输入里没有密码：第一行应是打开密码")
    if len(given) > _LONGEST:
        raise click.UsageError(f"密码超过 {_LONGEST} 个字符，Excel 不支持")
    return given
