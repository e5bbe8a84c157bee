"""How the command line explains itself: help and wrong calls, Chinese first, never a traceback."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import click

from xlperf.trouble import BUG, BUG_HINT, bug_line, in_words

_SECTIONS = {"Options": "选项 Options", "Commands": "命令 Commands", "Arguments": "参数 Arguments"}


_COLUMNS = 80
"""Of a page that goes where nobody says how wide it is."""
_NARROWEST = 50


class Formatter(click.HelpFormatter):
    """Headings in both languages; as wide as the terminal, which is asked without loading what click would load."""

    def __init__(
        self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None
    ) -> None:
        if width is None:
            width = max(min(_columns(), max_width or _COLUMNS) - 2, _NARROWEST)
        super().__init__(indent_increment, width, max_width)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or "用法 Usage: ")

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        with super().section(_SECTIONS.get(name, name)):
            yield


def _columns() -> int:
    """Columns of the terminal, or what COLUMNS says."""
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told):
        return int(told)
    with contextlib.suppress(AttributeError, ValueError, OSError):
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or _COLUMNS  # type: ignore[union-attr]
    return _COLUMNS


class Context(click.Context):
    formatter_class = Formatter


class Command(click.Command):
    context_class = Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _in_chinese(super().get_help_option(ctx))


class Group(click.Group):
    """The command line: every outcome is an exit status, every mistake one Chinese line on standard error."""

    context_class = Context
    command_class = Command

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _in_chinese(super().get_help_option(ctx))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise _Unheard("xlperf：输出没有人接收，到此停止；还没有显示的文件可能没有检查") from None
        except OSError as error:
            if error.filename is not None:
                raise
            raise _Unheard(f"xlperf：结果显示不出来：{in_words(error)}；请换个地方保存输出") from None

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: FBT001, FBT002  click's own signature
        windows_expand_args: bool = True,  # noqa: FBT001, FBT002
        **extra: Any,
    ) -> Any:
        _hold_streams()
        status = 2
        try:
            result = super().main(
                args,
                prog_name,
                complete_var,
                standalone_mode=False,
                windows_expand_args=windows_expand_args,
                **extra,
            )
            status = result if isinstance(result, int) else 0
        except click.ClickException as error:
            _say(_complaint(error))
            if _wants_json(sys.argv[1:] if args is None else args):
                click.echo("[]")
        except click.Abort:
            _say("已中断。")
        except _Unheard as error:
            _stop_printing()
            _say(str(error))
        except Exception as error:  # noqa: BLE001  the outermost room: a user never sees a traceback
            _say(_trouble(error))
        if standalone_mode:
            sys.exit(status)
        return status


class _Unheard(Exception):
    """Standard output takes nothing any more."""


def _say(text: str) -> None:
    """A line on standard error, whatever names are in it; nothing when that takes nothing either."""
    from xlperf.wording import visible  # noqa: PLC0415  help must be instant

    lines = text.split("\n") if text.startswith("用法") else [visible(text)]
    with contextlib.suppress(OSError):
        click.echo("\n".join(lines), err=True)


def _wants_json(args: Sequence[str]) -> bool:
    """Whether JSON was asked for: then even a wrong call leaves some on standard output, an empty array."""
    return "--format=json" in args or ("--format", "json") in pairwise(args)


def _stop_printing() -> None:
    """What is still to be flushed at the end of the process goes nowhere, and does not fail there."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _in_chinese(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "显示本说明 · Show this help."
    return option


def _hold_streams() -> None:
    """A closed stream takes everything and keeps nothing; a console in GBK shows ? for what it has no sign for."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123
        stream = getattr(sys, name)
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _complaint(error: click.ClickException) -> str:
    """One line: what is wrong with the call and where to look."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return error.format_message()
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "xlperf"
    if not isinstance(error, click.UsageError):
        return f"{command}：{error.format_message()}"
    return f"{command}：{_in_words(error)}；用法见 {command} --help"


def _in_words(error: click.UsageError) -> str:
    if isinstance(error, click.MissingParameter):
        return f"缺少 {_named(error)}"
    if isinstance(error, click.BadParameter):
        return f"{_named(error)} 的值不对：{_wanted(error)}"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 后面少了值，或用法不对"
    unknown = getattr(error, "option_name", None) or getattr(error, "command_name", None)
    if unknown:
        word = "选项" if isinstance(error, click.NoSuchOption) else "命令"
        return f"没有{word} {unknown}{_perhaps(getattr(error, 'possibilities', None))}"
    if error.message.startswith("Got unexpected extra argument"):
        return f"多余的参数{error.message.partition('argument')[2].lstrip('s')}"
    return error.message


def _wanted(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return f"应是 {'、'.join(map(str, kind.choices))} 之一"
    if isinstance(kind, click.IntRange):
        return f"应是 {kind.min} 到 {kind.max} 之间的整数"
    return error.message


def _perhaps(possibilities: Sequence[str] | None) -> str:
    return f"（是不是 {'、'.join(sorted(possibilities))}）" if possibilities else ""


def _named(error: click.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or "参数")
    if isinstance(error.param, click.Option):
        return max(error.param.opts, key=len)
    return error.param.metavar or (error.param.name or "参数").upper()


def _trouble(error: Exception) -> str:
    if isinstance(error, OSError) and error.filename is not None:
        return f"xlperf：无法读写“{error.filename}”：{in_words(error)}"
    return f"{BUG} {bug_line(error)}。{BUG_HINT}"
