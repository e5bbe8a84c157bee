"""``collect`` and ``status``: a bureau takes the workbooks in and sees who has handed in."""
# ruff: noqa: PLC0415  the rooms are entered by the command that needs them: help must be instant

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from xlperf.commands.telling import CONFIG, PATHS, settings, settings_file, the_screen
from xlperf.printing.usage import Command

if TYPE_CHECKING:
    from pathlib import Path

    from xlperf.collecting.judging import Engine
    from xlperf.collecting.mailboxes import Mailbox
    from xlperf.collecting.roster import Roster
    from xlperf.collecting.store import Store
    from xlperf.office import Office

STORE = click.option(
    "--store",
    "place",
    default="xlperf-store",
    metavar="DIR|DB|URL",
    help="收件库，默认 xlperf-store 文件夹；或 postgresql://… · The store.",
)


def roster(config: Path | None) -> Roster:
    """The list of units of the settings file, an empty one when there is none."""
    from xlperf.collecting.roster import read_roster
    from xlperf.office import OfficeError

    try:
        return read_roster(settings_file(config))
    except OfficeError as error:
        raise click.UsageError(f"设置文件 {error.origin} 不能使用：{'；'.join(error.problems)}") from None


@contextmanager
def opened(place: str | Path, *, new: bool = False, kept_at: str = "") -> Iterator[Store]:
    """The store; one that cannot be used, or no longer, is said so."""
    from xlperf.collecting.place import StoreError
    from xlperf.collecting.store import Store

    if not str(place):
        raise click.UsageError("--store 是空的")
    try:
        with Store(place, new=new, kept_at=kept_at) as store:
            yield store
    except StoreError as error:
        raise click.UsageError(str(error)) from None


class Inspection(NamedTuple):
    """Where workbooks are checked; ``anew``: also those that got no result within their limits."""

    engine: Engine
    anew: bool = False


def with_inspection(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say where and how long workbooks are checked; the command gets an Inspection."""

    @functools.wraps(command)
    def called(*, engine: str, scheduler: str, tls: Path | None, timeout: float | None, **others: Any) -> Any:
        return command(inspection=_inspection(engine, scheduler, tls, timeout), **others)

    options = (
        click.option(
            "--engine",
            type=click.Choice(["local", "dask"]),
            default="local",
            help="在哪里检查：本机，或 Dask 集群 · Where to check.",
        ),
        click.option(
            "--scheduler", default="", metavar="URL", help="调度器，tls://主机:8786 · The scheduler."
        ),
        click.option(
            "--tls", type=PATHS, metavar="DIR", help="证书文件夹：ca.pem、cert.pem、key.pem · Certificates."
        ),
        click.option(
            "--timeout",
            type=click.FloatRange(min=0, min_open=True),
            metavar="SECONDS",
            help="每个文件最多多少秒，默认 120 · Seconds for one file.",
        ),
    )
    for option in reversed(options):
        called = option(called)
    return called


def _inspection(name: str, scheduler: str, tls: Path | None, timeout: float | None) -> Inspection:
    from dataclasses import replace

    from xlperf.collecting.judging import here
    from xlperf.guarded import USUAL

    if (name == "dask") != bool(scheduler) or (tls and not scheduler):
        raise click.UsageError("--engine dask 和 --scheduler 要一起用，--tls 只和它们一起用")
    limits = replace(USUAL, seconds=timeout or USUAL.seconds)
    if name == "local":
        return Inspection(functools.partial(here, limits=limits), anew=timeout is not None)
    from xlperf.collecting.cluster import Cluster, ClusterError

    try:
        return Inspection(Cluster(scheduler, tls, limits).engine, anew=timeout is not None)
    except ClusterError as error:
        raise click.UsageError(str(error)) from None


def caught_up(store: Store, office: Office, inspection: Inspection | None = None) -> int:
    """Judges what these settings have not judged yet (new files, a run that was broken off); how many that were.

    What could not be judged is said on standard error; it counts as not judged, and the next run tries again.
    """
    from xlperf.collecting import judging
    from xlperf.collecting.cluster import ClusterError
    from xlperf.collecting.notices import Trouble
    from xlperf.printing.as_status import unjudged
    from xlperf.printing.terminal import timed

    how = inspection or Inspection(judging.here)
    if how.anew:
        store.forget_lost(judging.rules_of(office))
    todo = judging.jobs(store, office)
    left: list[Trouble] = []
    try:
        with closing(judging.judged(store, office, todo, how.engine)) as results:
            left = [each for each in timed(len(todo), results) if isinstance(each, Trouble)]
    except ClusterError as error:
        raise click.UsageError(str(error)) from None
    for said in unjudged(left):
        click.echo(said.text, err=True)
    return len(todo) - len(left)


_UNREAD = "有来源没有收进来，原因见上；改正后再收一次，已收的不会重复"


@click.command(cls=Command)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@STORE
@click.option(
    "--originals",
    default="",
    metavar="DIR|URL",
    help="新收件库的原件另放在哪里：共享文件夹或 s3://… · Where originals are kept.",
)
@CONFIG
@click.option(
    "--move",
    "move_to",
    default="",
    metavar="FOLDER",
    help="收好的邮件移到邮箱的这个邮件夹 · Move what is safe.",
)
@with_inspection
def collect(
    sources: tuple[str, ...],
    place: str,
    originals: str,
    config: Path | None,
    move_to: str,
    inspection: Inspection,
) -> int:
    """收件：文件夹、.zip、.eml、.msg、mbox、Maildir、imaps://账号@服务器/邮件夹 · Take workbooks and mail into the store.

    收到的原样留存，逐个检查；再收一次不会重复。文件夹和文件只读；邮箱里的信不标为已读，收好的加一个标记。
    退出码：0 都收了，2 有来源没有收进来。
    """
    from xlperf.collecting import taking
    from xlperf.collecting.taking import Carrier
    from xlperf.commands import secret
    from xlperf.printing.as_status import aside
    from xlperf.printing.paragraph import line

    office, expected = settings(config), roster(config)
    wanted = [_source(each) for each in sources]
    screen = the_screen()
    carrier = Carrier(lambda box: secret.mail_password(box.user, box.host), move_to)
    with opened(place, new=True, kept_at=originals) as store:
        taken = taking.take(wanted, store, carrier)
        done = caught_up(store, office, inspection)
        found = taking.sorted_out(store, office, expected)
        taking.reviews_noted(store, found)
        troubles = store.troubles()
    for said in (*taken.unread, *taken.notes):
        click.echo(line(said).text, err=True)
    screen.show(aside((*troubles, *found.aside)))
    screen.show(
        [
            line(f"收到 {taken.parcels} 件，新文件 {taken.new} 个；检查了 {done} 个工作簿。"),
            line(("下一步：", "strong"), _UNREAD if taken.unread else "xlperf status 看谁报了、谁没报"),
        ]
    )
    return 2 if taken.unread else 0


def _source(given: str) -> Path | Mailbox:
    """A path, or a mailbox; an address that makes no sense is said so before anything is opened."""
    from xlperf.collecting import mailboxes

    if not mailboxes.is_mailbox(given):
        return PATHS.convert(given, None, None)  # type: ignore[no-any-return]
    try:
        return mailboxes.mailbox(given)
    except mailboxes.WrongMailbox as wrong:
        raise click.UsageError(str(wrong)) from None


@click.command(cls=Command)
@STORE
@CONFIG
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出形式 · Output format."
)
@with_inspection
def status(place: str, config: Path | None, form: str, inspection: Inspection) -> int:
    """谁已报、逾期、有错误、未报 · Who has handed in, who is late, faulty, missing.

    退出码：0 都已报且没有错误，1 有未报或有错误，2 用法不对。
    """
    import json

    from xlperf.collecting.overview import overview
    from xlperf.collecting.taking import sorted_out
    from xlperf.printing import as_status

    office, expected = settings(config), roster(config)
    with opened(place) as store:
        caught_up(store, office, inspection)
        found, troubles = sorted_out(store, office, expected), store.troubles()
    lines = overview(found, expected, office)
    if form == "json":
        click.echo(json.dumps(as_status.as_object(lines, found, troubles), ensure_ascii=False, indent=2))
    else:
        the_screen().show(as_status.told(lines, found, troubles, expected))
    return 1 if any(each.missing or each.faulty for each in lines) else 0
