"""Laid letters → out of the house, each once: what the outbox says before, and learns after."""

from __future__ import annotations

import smtplib
from collections.abc import Iterable, Iterator
from datetime import datetime

from xlperf.collecting.overview import CHINA
from xlperf.collecting.store import Store
from xlperf.letters import outbox, sending
from xlperf.letters.laying import Laid
from xlperf.letters.letter import Letter
from xlperf.letters.outbox import State
from xlperf.record import dataclass


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a letter: a sentence, and whether somebody has to do something about it."""

    said: str
    open: bool = False


def dispatch(store: Store, client: smtplib.SMTP, laid: Iterable[Laid], sender: str) -> Iterator[Fate]:
    """One after the other. ``sending.Unclear`` ends it: the connection is gone, the rest waits for the next run."""
    for each in laid:
        yield _dispatched(store, client, each, sender)


def _dispatched(store: Store, client: smtplib.SMTP, laid: Laid, sender: str) -> Fate:
    name = f"{laid.letter.unit} · 第{laid.issue.number}次"
    known = _not_to_be_sent(store, laid.letter, name)
    if known is not None:
        return known
    sending.hold(client)
    if not outbox.moved(store, laid.letter, laid.issue.number, State.DRAFTED, State.SENDING):
        return Fate(f"{name}：别处正在发，这里不发")
    return _sent(store, client, laid, sender, name)


def _not_to_be_sent(store: Store, letter: Letter, name: str) -> Fate | None:
    """Why a letter stays here; None for one that is to go."""
    entry = outbox.entry(store, letter)
    if entry is not None and entry.state is State.SENT:
        moment = datetime.fromisoformat(entry.changed).astimezone(CHINA)
        return Fate(f"{name}：{moment:%Y-%m-%d %H:%M} 已经发出，不再发")
    if entry is not None and entry.state is State.SENDING:
        return Fate(f"{name}：上次发到一半断了，不知道发没发出，这次没有发；{_look(letter)}", open=True)
    if not letter.recipients:
        told = "没有收件地址，没有发；请把地址写进 [collect] 里该单位的 senders"
        return Fate(f"{name}：{told}", open=True)
    return None


def _look(letter: Letter) -> str:
    return (
        "请到发件邮箱的“已发送”或向单位核对，"
        f"没有发出的运行 --again {letter.unit}，发出了的运行 --done {letter.unit}"
    )


def _sent(store: Store, client: smtplib.SMTP, laid: Laid, sender: str, name: str) -> Fate:
    """From here on the letter is ``sending``, whatever becomes of this process."""
    letter, number = laid.letter, laid.issue.number
    try:
        refused = sending.send(client, laid.mail, sender, letter.recipients)
    except sending.NotSent as reason:
        outbox.moved(store, letter, number, State.SENDING, State.DRAFTED, str(reason))
        told = f"服务器没有收（{reason}），没有发出；请核对收件地址和附件大小，再运行一次"
        return Fate(f"{name}：{told}", open=True)
    except sending.Unclear as reason:
        told = f"发送时连接断了（{reason}），不知道发没发出；{_look(letter)}"
        raise sending.Unclear(f"{name}：{told}") from None
    outbox.moved(
        store,
        letter,
        number,
        State.SENDING,
        State.SENT,
        f"服务器不收 {'、'.join(refused)}" if refused else "",
    )
    if refused:
        return Fate(f"{name}：已发出，但服务器不收 {'、'.join(refused)}；请核对这些地址", open=True)
    return Fate(f"{name}：已发给 {'、'.join(letter.recipients)}")
