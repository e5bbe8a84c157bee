"""The command line: the group, and which commands it has.

Exit status: 0 no error finding · 1 error findings · 2 something could not be read or written, or a wrong call.
"""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Final

from xlperf import __version__
from xlperf.package.resting import collector_at_rest

with collector_at_rest():  # thousands of objects are made, and none of them is garbage
    import click

    from xlperf.printing.usage import Group

_ROOM_OF: Final = {
    name: room
    for room, names in {
        "checking": ("check", "clean"),
        "finding": ("where",),
        "restoring": ("restore",),
        "sealing": ("verify", "diff"),
        "remembering": ("baseline",),
        "migrating": ("migrate",),
        "making": ("new", "templates", "demo"),
        "scheme": ("scheme",),
        "collecting": ("collect", "status"),
        "rolling": ("ledger", "dashboard", "report"),
        "lettering": ("letters",),
        "reviewing": ("review", "audit"),
        "serving": ("serve",),
        "watching": ("watch",),
        "installing": ("install", "uninstall"),
        "storing": ("store",),
        "explaining": ("explain", "completion"),
    }.items()
    for name in names
}


@cache
def _entered(room: str) -> ModuleType:
    with collector_at_rest():
        return import_module(f"xlperf.commands.{room}")


class _Commands(Mapping[str, click.Command]):
    """The commands by name; the room of each is entered when somebody asks for it."""

    def __getitem__(self, name: str) -> click.Command:
        command: click.Command = getattr(_entered(_ROOM_OF[name]), name)
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(_ROOM_OF)

    def __len__(self) -> int:
        return len(_ROOM_OF)


@click.group(
    cls=Group,
    commands=_Commands(),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, message="xlperf %(version)s", help="显示版本 · Show the version.")
def main() -> None:
    """预算绩效自评工作簿：出表样、查错误、写回结果 · Templates, checks and write-back for self-evaluation workbooks.

    \b
    先试一试 · try it:  xlperf demo
    检查文件 · check:   xlperf check 自评表.xlsx
    """  # noqa: D301  \b is click's mark for lines that stay as they are


# a process that ends need not search what is left for garbage: a tenth of its time
atexit.register(gc.freeze)
