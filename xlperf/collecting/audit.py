"""审计: every decision of the bureau, one line each, added and never changed: who, when, what, from which file."""

from __future__ import annotations

import getpass
from dataclasses import asdict
from datetime import UTC, datetime

from sqlalchemy import select

from xlperf.collecting import schema
from xlperf.collecting.store import Store
from xlperf.record import dataclass


@dataclass(frozen=True, slots=True)
class Act:
    """One decision. ``mark`` is its own for ever: the same one noted again is not noted twice."""

    mark: str
    who: str
    what: str
    year: str
    unit: str
    project: str
    detail: str = ""
    place: str = ""
    before: str = ""
    after: str = ""
    file: str = ""
    sha: str = ""
    at: str = ""  # ISO 8601, UTC; "" for now


def note(store: Store, *acts: Act) -> None:
    """Inside a transaction of the store: adds the lines that are not there yet."""
    store.database.enter(schema.AUDIT, [asdict(each) | {"at": each.at or now()} for each in acts])


def acts(store: Store) -> tuple[Act, ...]:
    """Every line, in the order of time."""
    columns = [schema.AUDIT.c[name] for name in Act.__dataclass_fields__]
    order = (schema.AUDIT.c.at, schema.AUDIT.c.id)
    with store.database.reading() as connection:
        rows = connection.execute(select(*columns).order_by(*order)).mappings().all()
    return tuple(Act(**row) for row in rows)


def now() -> str:
    """The present moment, UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def user() -> str:
    """Who works at this machine, as it knows them."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "（不详）"
