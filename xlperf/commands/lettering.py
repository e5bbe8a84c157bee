"""``letters``: what goes back to the units."""
# ruff: noqa: PLC0415  the rooms are entered by the command that needs them: help must be instant

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

import click

from xlperf.commands.collecting import STORE, opened, roster
from xlperf.commands.rolling import FORCE, YEAR, rolled_of
from xlperf.commands.telling import CONFIG, PATHS, output_at, settings, the_screen
from xlperf.printing.usage import Command

if TYPE_CHECKING:
    from pathlib import Path

    from xlperf.collecting.ledger import Ledger
    from xlperf.collecting.roster import Roster
    from xlperf.collecting.store import Store
    from xlperf.letters.laying import Laid
    from xlperf.letters.letter import Letter
    from xlperf.letters.outbox import Entry, State
    from xlperf.letters.sending import Server
    from xlperf.printing.paragraph import Paragraph


class _Post(NamedTuple):
    """How letters leave: the server, the address they come from."""

    server: Server
    sender: str


@click.command(cls=Command)
@STORE
@CONFIG
@output_at("DIR", "放通知的文件夹 · Where letters go.", default="退回通知")
@YEAR
@click.option(
    "--due", type=click.DateTime(["%Y-%m-%d"]), help="改正期限，默认用 [collect] mend_by · Deadline."
)
@click.option("--template", type=PATHS, metavar="DOCX", help="本单位改过的通知模板 · The office's template.")
@click.option(
    "--new-template", type=PATHS, metavar="DOCX", help="出一份自带模板，供修改 · Lay down a template."
)
@click.option(
    "--send", metavar="URL", default="", help="经 smtp://账号@服务器 发出，每份只发一次 · Send, once each."
)
@click.option(
    "--again", metavar="UNIT", multiple=True, help="核对后确认没有发出的，再发 · Did not leave: send."
)
@click.option("--done", metavar="UNIT", multiple=True, help="核对后确认已经发出的 · Did leave: note it.")
@FORCE
def letters(  # noqa: PLR0913  one argument an option
    place: str,
    config: Path | None,
    output: Path,
    year: int | None,
    *,
    due: datetime | None,
    template: Path | None,
    new_template: Path | None,
    send: str,
    again: tuple[str, ...],
    done: tuple[str, ...],
    force: bool,
) -> int:
    """出退回修改通知：每个有错误的单位一份，附标注好的工作簿和邮件草稿 · Letters of return, one a unit.

    不写 --send 的，什么都不发。退出码：0 都办好了，2 有没办成或没弄清的。
    """
    from xlperf.letters.document import TemplateError
    from xlperf.letters.laying import How, lay
    from xlperf.letters.outbox import State

    if new_template is not None:
        return _new_template(new_template, force=force)
    office, expected = settings(config), roster(config)
    post = _post(send, expected)
    rolled = rolled_of(place, config, year, office)
    wanted = _letters(rolled, expected)
    if not wanted:
        the_screen().show([_line("没有要退回的：计入的各份都没有错误。")])
        return 0
    with opened(place) as store:
        entries = [_entry(store, each, due, expected) for each in wanted]
        _settle(store, wanted, again, State.DRAFTED)
        _settle(store, wanted, done, State.SENT)
        found = [(one, entry.issue(rolled.bureau)) for one, entry in zip(wanted, entries, strict=True)]
        how = How(template, post.sender if post else expected.address, force)
        try:
            laid, said = lay(found, output, store, office, how)
        except TemplateError as error:
            raise click.UsageError(str(error)) from None
        _tell(laid, said)
        return _sent(store, laid, post) if post else 0


def _new_template(path: Path, *, force: bool) -> int:
    from xlperf.collecting.whole import whole
    from xlperf.commands.rolling import free
    from xlperf.letters.template import usual

    free(path, ".docx", force=force)
    with whole(path) as place:
        place.write_bytes(usual())
    the_screen().show(
        [_line(f"模板已写入“{path}”；改好后用 xlperf letters --template “{path}”。双花括号里的词不要改。")]
    )
    return 0


def _post(send: str, expected: Roster) -> _Post | None:
    from xlperf.letters.addresses import is_address
    from xlperf.letters.sending import WrongServer, server

    example = 'address = "jxpj@example.gov.cn"'
    if expected.address and not is_address(expected.address):
        raise click.UsageError(f"[collect] address 不是邮箱地址：“{expected.address}”；应写成 {example}")
    if not send:
        return None
    try:
        to = server(send)
    except WrongServer as wrong:
        raise click.UsageError(str(wrong)) from None
    sender = expected.address or to.user
    if not is_address(sender):
        raise click.UsageError(f"没有发件地址：请在 xlperf.toml 的 [collect] 里写 {example}")
    return _Post(to, sender)


def _letters(rolled: Ledger, expected: Roster) -> tuple[Letter, ...]:
    from xlperf.letters.letter import letters as of
    from xlperf.printing.manual_pages import pages

    return of(rolled, expected, {code: page.rule or page.title for code, page in pages().items()})


def _entry(store: Store, letter: Letter, due: datetime | None, expected: Roster) -> Entry:
    """What the outbox knows of a letter; a new one needs a day until which to mend."""
    from xlperf.collecting.overview import CHINA
    from xlperf.letters import outbox

    known = outbox.entry(store, letter)
    if known is not None:
        return known
    today = datetime.now(CHINA).date()
    until = due.date() if due else expected.mend_by
    if until is None or until < today:
        told = "没有写明" if until is None else f"{until} 已经过了"
        raise click.UsageError(
            f"改正期限{told}；请用 --due 写明，如 --due {date(today.year, 12, 31)}，或写在 [collect] mend_by"
        )
    return outbox.entered(store, letter, today, until)


def _settle(store: Store, wanted: Sequence[Letter], units: Sequence[str], after: State) -> None:
    """Letters of which nobody knew whether they left: a person has looked, and says."""
    from xlperf.letters import outbox
    from xlperf.letters.outbox import State

    known = {each.unit: (each, outbox.entry(store, each)) for each in wanted}
    for unit in units:
        letter, entry = known.get(unit, (None, None))
        if letter is None or entry is None or entry.state is not State.SENDING:
            raise click.UsageError(f"“{unit}”没有“不知道发没发出”的通知；请核对单位名称")
        outbox.moved(store, letter, entry.number, State.SENDING, after, "经办人核对后确认")


def _tell(laid: Sequence[Laid], said: Sequence[str]) -> None:
    for each_said in said:
        click.echo(each_said, err=True)
    for each in laid:
        letter = each.letter
        to = "、".join(letter.recipients) or "没有收件地址，请写进 [collect] 里该单位的 senders"
        counts = f"错误 {letter.count('错误')}，警告 {letter.count('警告')}"
        the_screen().show(
            [_line(f"{letter.unit} · 第{each.issue.number}次：{counts} → {each.folder}（{to}）")]
        )


def _sent(store: Store, laid: Sequence[Laid], post: _Post) -> int:
    from xlperf.collecting.mailboxes import Unreachable
    from xlperf.commands import secret
    from xlperf.letters import sending
    from xlperf.letters.dispatch import dispatch

    user, host = post.server.user, post.server.host
    status = 0
    try:
        with sending.opened(post.server, secret.mail_password(user, host) if user else "") as client:
            for fate in dispatch(store, client, laid, post.sender):
                the_screen().show([_line(fate.said)])
                status = 2 if fate.open else status
    except (Unreachable, sending.Unclear) as reason:
        click.echo(f"{reason}；其余的没有发，再运行一次接着发", err=True)
        return 2
    return status


def _line(text: str) -> Paragraph:
    from xlperf.printing.paragraph import line

    return line(text)
