"""The store: what arrived, what became of it, and the originals. Twice in is once kept.

An original is on disk before the database knows of it, and a parcel is entered as a whole or not at all: a run
that is killed anywhere loses and doubles nothing when it is run again.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Delete, delete, exists, or_, select

from xlperf.collecting import schema
from xlperf.collecting.database import Database, storable
from xlperf.collecting.notices import NO_TOOL, Trouble
from xlperf.collecting.parcels import Parcel, Slot
from xlperf.collecting.place import Place, StoreError
from xlperf.collecting.shelf import originals
from xlperf.guarded import LOST
from xlperf.record import dataclass

_AT_ONCE = 500
"""Hashes in one question."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file as it came in once; ``received`` in UTC."""

    id: int
    parcel: str
    sha: str
    name: str
    sender: str
    received: datetime
    source: str


@dataclass(frozen=True, slots=True)
class Result:
    """What was found in one content by one set of rules; figures as written, "" when not given."""

    sha: str
    form: str = ""
    year: str = ""
    unit: str = ""
    project: str = ""
    errors: int = 0
    warnings: int = 0
    amount: str = ""
    basis: str = ""
    spent: str = ""
    self_score: str = ""
    at_most: str = ""
    reviewed: str = ""
    report: str = "{}"
    content: str = ""
    review: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A trouble on the way in, from whom and when."""

    trouble: Trouble
    sender: str
    received: datetime


class Store(AbstractContextManager["Store"]):
    """An open store, at a folder, a database file (.db, .sqlite) with its originals beside it, or ``postgresql://…``.

    ``kept_at`` says where a store that is begun keeps its originals when not beside it: a folder that all who work
    with it share, or ``s3://…``. XLPERF_ORIGINALS in the environment says so for a machine that finds them elsewhere.
    """

    def __init__(self, place: Path | str, *, new: bool = True, kept_at: str = "") -> None:
        self._place = Place(str(place))
        if not new and not self._place.may_be_there:
            raise self._place.not_begun
        kept_at = kept_at if not kept_at or "://" in kept_at else str(Path(kept_at).absolute())
        self._database = Database(self._place, kept_at, new=new)
        self.originals = originals(self._where(kept_at))

    @property
    def database(self) -> Database:
        """For rooms with tables of their own."""
        return self._database

    @property
    def folder(self) -> Path | None:
        """The folder that holds it, no source of mail; None when that is a server."""
        return self._place.folder

    def _where(self, kept_at: str) -> str:
        with self._database.reading() as connection:
            told = connection.scalar(select(schema.EDITIONS.c.originals)) or ""
        if kept_at not in ("", told):
            self._database.close()
            raise StoreError(
                f"收件库“{self._place.name}”的原件已经放在“{told or self._place.beside}”；"
                "本机在别处看到它的，写在环境变量 XLPERF_ORIGINALS"
            )
        return os.environ.get("XLPERF_ORIGINALS") or told or self._place.beside

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def take(self, parcel: Parcel, slot: Slot | None = None) -> int:
        """Keeps a parcel with all that is in it; how many files are new arrivals (0 when it was here before).

        ``slot`` is where it lay in a mailbox; it is known from then on.
        """
        parcel = replace(parcel, key=storable(parcel.key))
        shas = [self.originals.keep(item.data) for item in parcel.items]
        raw = (
            self.originals.keep(parcel.raw)
            if (parcel.raw and slot) or self._to_be_named(parcel, shas)
            else ""
        )
        shared = {
            "parcel": parcel.key,
            "sender": parcel.sender,
            "received": parcel.received.isoformat(),
        }
        arrivals = [
            {"place": item.place, "sha": sha, "name": item.name, "raw": raw}
            | shared
            | {"subject": parcel.subject, "source": parcel.source}
            for item, sha in zip(parcel.items, shas, strict=True)
        ]
        told = {(each.code, each.place): each for each in parcel.troubles}
        troubles = [{"code": code, "place": place} | shared for code, place in told]
        with self._database.writing() as connection:
            new = self._database.enter(schema.ARRIVALS, arrivals)
            connection.execute(_unpacked_by_now(parcel.key))
            self._database.enter(schema.TROUBLES, troubles)
            if slot is not None:
                seen = {"parcel": parcel.key, "files": len(parcel.items), "raw": raw}
                self._database.enter(schema.MAILS, [asdict(slot) | seen])
        return new

    def _to_be_named(self, parcel: Parcel, shas: Sequence[str]) -> bool:
        """Whether a row names the whole mail, now or already; one that came by another way before is not kept twice."""
        if not parcel.raw:
            return False
        table = schema.ARRIVALS.c
        wanted = select(table.place, table.sha, table.raw).where(table.parcel == parcel.key)
        with self._database.reading() as connection:
            rows = connection.execute(wanted).all()
        known = {(row.place, row.sha) for row in rows}
        new = any((item.place, sha) not in known for item, sha in zip(parcel.items, shas, strict=True))
        return new or hashlib.sha256(parcel.raw).hexdigest() in {row.raw for row in rows}

    def fetched(self, box: str, validity: int) -> dict[int, bool]:
        """The UIDs of a mailbox that are here already, and whether files came with them."""
        table = schema.MAILS.c
        wanted = select(table.uid, table.files).where(table.box == box, table.validity == validity)
        with self._database.reading() as connection:
            return {row.uid: row.files > 0 for row in connection.execute(wanted)}

    def unjudged(self, rules: str) -> tuple[tuple[str, str], ...]:
        """Contents (hash, and every name they came by) that these rules have not judged yet, as they came."""
        table, results = schema.ARRIVALS.c, schema.RESULTS.c
        known = exists().where(results.rules == rules, results.sha == table.sha)
        wanted = select(table.sha, table.name).where(~known).order_by(table.id)
        with self._database.reading() as connection:
            return tuple((row.sha, row.name) for row in connection.execute(wanted))

    def forget_lost(self, rules: str) -> None:
        """What took too long or died is judged once more: with more time it may come through."""
        table = schema.RESULTS.c
        lost = or_(*(table.report.contains(f'"code": "{code}"') for code in LOST))
        with self._database.writing() as connection:
            connection.execute(delete(schema.RESULTS).where(table.rules == rules, table.form == "", lost))

    def judged(self, rules: str, results: Iterable[Result]) -> None:
        """Keeps results, at once and for good."""
        with self._database.writing():
            self._database.enter(schema.RESULTS, [asdict(each) | {"rules": rules} for each in results])

    def arrivals(self) -> tuple[Arrival, ...]:
        """Everything that came, in the order in which it was entered."""
        table = schema.ARRIVALS.c
        wanted = select(
            table.id, table.parcel, table.sha, table.name, table.sender, table.received, table.source
        )
        with self._database.reading() as connection:
            rows = connection.execute(wanted.order_by(table.id)).all()
        return tuple(
            Arrival(
                row.id,
                row.parcel,
                row.sha,
                row.name,
                row.sender,
                datetime.fromisoformat(row.received),
                row.source,
            )
            for row in rows
        )

    def results(self, rules: str) -> dict[str, Result]:
        """By hash, what these rules found; the reports, which are the bulk of it, are left on disk."""
        table = schema.RESULTS.c
        names = [name for name in Result.__dataclass_fields__ if name != "report"]
        wanted = select(*(table[name] for name in names)).where(table.rules == rules)
        with self._database.reading() as connection:
            rows = connection.execute(wanted)
            return {row.sha: Result(**dict(zip(names, row, strict=True))) for row in rows}

    def reports(self, rules: str, shas: Sequence[str]) -> dict[str, str]:
        """By hash, the reports of these contents."""
        table = schema.RESULTS.c
        found: dict[str, str] = {}
        with self._database.reading() as connection:
            for start in range(0, len(shas), _AT_ONCE):
                few = table.sha.in_(shas[start : start + _AT_ONCE])
                wanted = select(table.sha, table.report).where(table.rules == rules, few)
                found.update((row.sha, row.report) for row in connection.execute(wanted))
        return found

    def troubles(self) -> tuple[Told, ...]:
        """What went wrong on the way in."""
        table = schema.TROUBLES
        with self._database.reading() as connection:
            rows = connection.execute(select(table).order_by(table.c.received, table.c.place)).all()
        return tuple(
            Told(Trouble(row.code, row.place), row.sender, datetime.fromisoformat(row.received))
            for row in rows
        )

    @property
    def name(self) -> str:
        """As messages write it."""
        return self._place.name

    def sound(self) -> bool:
        """Whether the database finds itself whole."""
        return self._database.sound()

    def known(self) -> dict[str, str]:
        """Hashes of all originals that any table names, with the name of a file that has it, "整封邮件" for a mail."""
        table = schema.ARRIVALS.c
        columns = [
            column
            for each in schema.METADATA.sorted_tables
            for column in each.columns
            if column.info == schema.ORIGINAL
        ]
        with self._database.reading() as connection:
            found = {
                sha: "整封邮件"
                for column in columns
                for sha in connection.scalars(select(column).distinct())
                if sha
            }
            found.update((row.sha, row.name) for row in connection.execute(select(table.sha, table.name)))
        return found

    def dangling(self) -> tuple[str, ...]:
        """Hashes that were judged and never came."""
        table = schema.RESULTS.c
        came = exists().where(schema.ARRIVALS.c.sha == table.sha)
        with self._database.reading() as connection:
            wanted = select(table.sha).distinct().where(~came).order_by(table.sha)
            return tuple(connection.scalars(wanted))


def _unpacked_by_now(parcel: str) -> Delete:
    """What could not be unpacked for want of a program is told again only if it still cannot be."""
    table = schema.TROUBLES
    return delete(table).where(table.c.parcel == parcel, table.c.code == NO_TOOL.code)
