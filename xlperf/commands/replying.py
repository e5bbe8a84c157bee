"""``check --reply`` and ``clean --reply``: what the macro asks for. The workbook given is a copy and stays as it is."""
# ruff: noqa: PLC0415  the rooms are entered by the command that needs them: help must be instant

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from xlperf.office import Office
    from xlperf.pressing import Answer


def single(paths: Sequence[Path]) -> Path:
    """The one workbook that a reply is about."""
    if len(paths) != 1 or paths[0].is_dir():
        raise click.UsageError("--reply 一次只能用于一个工作簿")
    return paths[0]


def reply_to_check(path: Path, reply: Path, office: Office, password: str) -> int:
    """Checks the copy and writes what is to be done to the open workbook; the exit status of check."""
    from xlperf import pressing

    return _answered(partial(pressing.check, office=office, password=password), path, reply)


def reply_to_clean(path: Path, reply: Path, password: str) -> int:
    """Writes what takes every mark out of the open workbook; 0, or 2 when the copy cannot be read."""
    from xlperf import pressing

    return _answered(partial(pressing.clean, password=password), path, reply)


def _answered(ask: Callable[[Path], Answer], path: Path, reply: Path) -> int:
    from xlperf import guarded, pressing
    from xlperf.package.refusal import Refused
    from xlperf.writeback.into_reply import reply_text, write_reply

    (answer,) = guarded.each(ask, [path], pressing.stopped)
    try:
        write_reply(reply, reply_text(answer.steps, answer.message, path.name, trouble=answer.trouble))
    except Refused as reason:
        raise click.UsageError(f"{reason.code} {reason.message}；{reason.hint}") from None
    return answer.status
