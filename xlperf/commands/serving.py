"""``serve``: the service that the WPS add-in asks."""
# ruff: noqa: PLC0415  the rooms are entered by the command that needs them: help must be instant

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import click

from xlperf.commands.telling import CONFIG, PATHS, settings
from xlperf.printing.usage import Command

if TYPE_CHECKING:
    from pathlib import Path
    from types import FrameType

_TOKEN_BYTES = 32


@click.command(cls=Command)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="N",
    help="端口，默认由系统任选一个空闲的 · Port, any free one by default.",
)
@CONFIG
@click.option(
    "--state",
    type=PATHS,
    metavar="FILE",
    help="端口和口令写在这里，加载项默认去本用户的固定位置找 · Where to say so.",
)
def serve(port: int, config: Path | None, state: Path | None) -> int:
    """给 WPS 加载项用的检查服务，只答复本机 · The service behind the WPS add-in, for this machine only.

    按 Ctrl-C 结束。同一用户开一个就够，再开时会说明已经在运行。
    """
    import secrets
    import signal

    from xlperf import announcing
    from xlperf.serve import Service, bound
    from xlperf.trouble import in_words

    path = state or announcing.place()
    other = announcing.announced(path)
    if other is not None and announcing.answers(other):
        click.echo(f"检查服务已经在运行（端口 {other.port}），不用再开。")
        return 0
    service = Service(settings(config), secrets.token_urlsafe(_TOKEN_BYTES))
    try:
        server = bound(service, port)
    except OSError as error:
        raise click.UsageError(f"端口 {port} 用不了：{in_words(error)}；请换一个，或不写 --port") from None
    announcement = announcing.Announcement(int(server.effective_port), service.token, service.largest)
    service.ready()
    try:
        announcing.announce(path, announcement)
        signal.signal(signal.SIGTERM, _stop)
        click.echo(
            f"检查服务已启动：127.0.0.1:{announcement.port}，只答复本机。在 WPS 里按“检查”；这里按 Ctrl-C 结束。"
        )
        server.run()
    finally:
        announcing.withdraw(path, announcement)
        server.close()
        service.close()
    click.echo("检查服务已结束。")
    return 0


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    """The end of the session ends the service as Ctrl-C does."""
    raise KeyboardInterrupt
