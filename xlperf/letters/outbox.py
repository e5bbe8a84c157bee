"""Which letters were written and what became of each: drafted → sending → sent. Kept in the store.

A letter is set to ``sending`` for good before its mail leaves, so that a run that is killed never sends it twice.
Whether a mail left that was ``sending`` when the run died nobody can know (SMTP confirms only afterwards): a person
looks and decides.
"""

from __future__ import annotations

import enum
from datetime import date
from typing import Any

from sqlalchemy import func, select, update

from xlperf.collecting import audit, schema
from xlperf.collecting.audit import Act
from xlperf.collecting.store import Store
from xlperf.letters.letter import Issue, Letter
from xlperf.record import dataclass


class State(enum.StrEnum):
    """What became of a letter."""

    DRAFTED = "drafted"
    SENDING = "sending"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class Entry:
    """A letter as the outbox knows it; ``changed`` is when its state last changed, UTC."""

    key: str
    number: int
    dated: date
    due: date
    state: State
    changed: str

    def issue(self, bureau: str) -> Issue:
        """What the letter says beside its problems."""
        return Issue(self.number, self.dated, self.due, bureau)


def entry(store: Store, letter: Letter) -> Entry | None:
    """What is known of a letter; None for a new one."""
    wanted = select(schema.LETTERS).where(schema.LETTERS.c.key == letter.key)
    with store.database.reading() as connection:
        row = connection.execute(wanted).one_or_none()
    return None if row is None else _entry(row)


def _entry(row: Any) -> Entry:
    days = date.fromisoformat(row.dated), date.fromisoformat(row.due)
    return Entry(row.key, row.number, *days, State(row.state), row.changed)


def entered(store: Store, letter: Letter, today: date, due: date) -> Entry:
    """The entry of a letter; a new one is the next to its unit, keeps today and ``due`` and is noted in the audit."""
    table = schema.LETTERS.c
    own = (table.year == letter.year, table.unit == letter.unit)
    with store.database.writing() as connection:
        known = connection.execute(select(schema.LETTERS).where(table.key == letter.key)).one_or_none()
        if known is None:
            last = connection.scalar(select(func.max(table.number)).where(*own)) or 0
            row = {"key": letter.key, "year": letter.year, "unit": letter.unit, "number": last + 1}
            moment = audit.now()
            row |= {
                "dated": today.isoformat(),
                "due": due.isoformat(),
                "state": State.DRAFTED,
                "changed": moment,
            }
            store.database.enter(schema.LETTERS, [row])
            _note(store, letter, "拟退回修改通知", last + 1, f"{letter.key}:{State.DRAFTED}")
            known = connection.execute(select(schema.LETTERS).where(table.key == letter.key)).one()
    return _entry(known)


def moved(store: Store, letter: Letter, number: int, before: State, after: State, detail: str = "") -> bool:
    """Changes the state of a letter, for good; False when somebody else did before us."""
    table = schema.LETTERS
    moment = audit.now()
    with store.database.writing() as connection:
        done = connection.execute(
            update(table)
            .where(table.c.key == letter.key, table.c.state == before)
            .values(state=after, changed=moment)
        )
        if done.rowcount and (words := _WORDS.get((before, after))):
            _note(store, letter, words, number, f"{letter.key}:{after}:{moment}", detail)
    return bool(done.rowcount)


_WORDS = {
    (State.SENDING, State.SENT): "发出退回修改通知",
    (State.SENDING, State.DRAFTED): "退回修改通知没有发出",
}


def _note(store: Store, letter: Letter, what: str, number: int, mark: str, detail: str = "") -> None:
    """A line of the audit, in the same transaction."""
    to = "、".join(letter.recipients)
    told = "；".join(filter(None, (f"第{number}次", to and f"收件人 {to}", detail)))
    for part in letter.parts:
        act = Act(
            mark=f"{mark}:{part.sha}",
            who=audit.user(),
            what=what,
            year=str(letter.year),
            unit=letter.unit,
            project=part.project,
            detail=told,
            file=part.file,
            sha=part.sha,
        )
        audit.note(store, act)
