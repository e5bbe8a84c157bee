"""``watch``: a folder that gives workbooks back marked."""
# ruff: noqa: PLC0415  the rooms are entered by the command that needs them: help must be instant

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from xlperf.commands import secret
from xlperf.commands.telling import CONFIG, PATHS, settings, the_screen
from xlperf.printing.usage import Command

if TYPE_CHECKING:
    from pathlib import Path

    from xlperf.office import Office
    from xlperf.printing.terminal import Screen
    from xlperf.watching.arrivals import Sight
    from xlperf.watching.places import Places
    from xlperf.watching.turn import Done

_RETRY = 60.0
"""Seconds after which a result that could not be written is tried again."""


@click.command(cls=Command)
@click.argument("folder", type=PATHS, metavar="DIR")
@click.option(
    "--interval",
    type=click.FloatRange(0.1, 3600),
    default=3.0,
    show_default=True,
    metavar="SECONDS",
    help="隔几秒看一次；文件在这段时间里不变才算放好 · Seconds between looks.",
)
@CONFIG
@secret.option
def watch(folder: Path, interval: float, config: Path | None, *, password_stdin: bool) -> int:
    """看着一个文件夹：放进“收件”的工作簿，检查后出现在“已检查” · Watch a folder, give workbooks back marked.

    原件在“原件”里一个字节不变；查不了的在“未能检查”，旁边有说明。网络盘也可以。按 Ctrl-C 结束，随时可以再开。
    """
    from xlperf.printing.paragraph import line
    from xlperf.trouble import in_words
    from xlperf.watching.places import Places, Watched

    office, password, screen = settings(config), secret.password(from_stdin=password_stdin), the_screen()
    places = Places(folder)
    try:
        places.lay_down()
        with places.alone():
            screen.show([line(f"正在看“{places.inbox}”，每 {interval:g} 秒一次。按 Ctrl-C 结束。")])
            _Watch(places, office, password, screen).until_stopped(interval)
    except KeyboardInterrupt:
        screen.show([line("已停止。没有查完的文件下次接着查。")])
    except Watched:
        raise click.UsageError(f"已经有一个 xlperf watch 在看“{folder}”，不用再开") from None
    except OSError as error:
        raise click.UsageError(f"“{folder}”用不了：{in_words(error)}；请核对文件夹和权限") from None
    return 0


class _Watch:
    """Turn after turn; what it has seen and said so far."""

    def __init__(self, places: Places, office: Office, password: str, screen: Screen) -> None:
        self._places, self._office, self._password, self._screen = places, office, password, screen
        self._seen: dict[Path, Sight] = {}
        self._said: set[str] = set()
        self._again = 0.0

    def until_stopped(self, interval: float) -> None:
        """One turn after the other; one that fails is told, and the next begins."""
        from xlperf.trouble import bug_line, in_words

        while True:
            try:
                self._turn(interval)
            except OSError as error:
                self._say_once(f"读写“{self._places.root}”时出错：{in_words(error)}。恢复后会接着查。")
            except MemoryError:
                self._say_once("内存不足，稍后再试。")
            except Exception as error:  # noqa: BLE001  whatever it was, the next workbook gets its turn
                self._say_once(f"XP-BUG {bug_line(error)}")
            time.sleep(interval)

    def _turn(self, interval: float) -> None:
        from xlperf.watching import arrivals, turn

        now = time.monotonic()
        waiting = turn.left_over(self._places) if now >= self._again else []
        self._again = now + _RETRY if now >= self._again else self._again
        self._seen = arrivals.look(self._places.inbox, self._seen, now)
        claimed = [
            *waiting,
            *turn.taken(self._places, arrivals.settled(self._seen, now, interval)),
        ]
        for done in turn.turn(self._places, claimed, self._office, self._password) if claimed else ():
            self._tell(done)
        for path, owner in arrivals.held(self._seen, now, interval):
            who = f"由{owner}" if owner else ""
            self._say_once(f"“{path}”正{who}打开着，关闭后再查；没有人开着的，请删去旁边“~$”开头的文件。")
        for path in arrivals.stuck(self._seen, now, interval):
            self._say_once(f"“{path}”拿不出来，没有检查；请核对“收件”和“检查中”的权限，并关闭打开它的程序。")
        for path in arrivals.strangers(self._places.inbox):
            if arrivals.is_plain(path):
                self._say_once(f"“{path}”不是工作簿，留在原处没有检查；压缩包请先解压。")
            else:
                self._say_once(f"“{path}”是链接或设备，留在原处没有检查；请放进文件本身。")

    def _tell(self, done: Done) -> None:
        from xlperf.printing.as_text import brief
        from xlperf.printing.paragraph import line

        self._screen.show(brief(replace(done.outcome.report, file=done.place.name)))
        if done.later or done.gone:
            words = "检查期间被移走或删除，没有结果" if done.gone else "结果暂时写不进去，稍后再试"
            self._screen.show([line(words, indent=2)])
        else:
            words = "原样放在" if done.refused else "结果在"
            self._screen.show([line(words, f"“{done.place}”", indent=2)])
        if done.unrecorded:
            self._say_once("“检查记录.txt”写不进去，请关闭打开它的程序；检查照常进行。")

    def _say_once(self, words: str) -> None:
        from xlperf.printing.paragraph import line

        if words not in self._said:
            self._said.add(words)
            self._screen.show([line((words, "warning"))])
