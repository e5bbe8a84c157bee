"""Passwords: of encrypted workbooks from standard input or the environment, of mail servers also from the keyring.

Never from the command line: what stands there is seen by everybody on the machine and stays in the shell's history.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

import click

VARIABLE = "XLPERF_PASSWORD"
MAIL_VARIABLE = "XLPERF_MAIL_PASSWORD"
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


def mail_password(user: str, host: str) -> str:
    """The password of a mail account: from the environment, the keyring of this machine, or asked for unseen."""
    given = os.environ.get(MAIL_VARIABLE, "") or _kept(user, host)
    if given:
        return given
    if sys.stdin is not None and sys.stdin.isatty():
        return str(click.prompt(f"{user} 在 {host} 的密码（授权码）", hide_input=True, err=True))
    raise click.UsageError(
        f"没有 {user} 在 {host} 的密码：在终端里运行会询问，也可以写进环境变量 {MAIL_VARIABLE}，"
        f"或运行一次 keyring set {host} {user} 存进本机的钥匙串"
    )


def _kept(user: str, host: str) -> str:
    """What ``keyring set HOST USER`` put there; "" where there is none, or no keyring on this machine."""
    import keyring  # noqa: PLC0415  for mail only
    import keyring.errors  # noqa: PLC0415

    try:
        return keyring.get_password(host, user) or ""
    except keyring.errors.KeyringError:
        return ""
