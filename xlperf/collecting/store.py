"""The store: what arrived, what became of it, and the originals. Twice in is once kept.

An original is on disk before the database knows of it, and a parcel is entered as a whole or not at all: a run
that is killed anywhere loses and doubles nothing when it is run again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, create_engine, event, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from xlperf.collecting import schema
from xlperf.collecting.notices import Trouble
from xlperf.collecting.parcels import Parcel
from xlperf.collecting.shelf import Shelf

DATABASE = "store.db"


class StoreError(Exception):
    """The store cannot be used; the text says why and what to do."""


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


@dataclass(frozen=True, slots=True)
class Told:
    """A trouble on the way in, from whom and when."""

    trouble: Trouble
    sender: str
    received: datetime


class Store(AbstractContextManager["Store"]):
    """An open store. ``place`` is a folder, or the name of a database (.db, .sqlite) with its originals beside it."""

    def __init__(self, place: Path, *, new: bool = True) -> None:
        is_file = place.suffix.lower() in (".db", ".sqlite", ".sqlite3")
        self.path = place if is_file else place / DATABASE
        self.shelf = Shelf(place.with_name(f"{place.name}.originals") if is_file else place / "originals")
        if not new and not self.path.is_file():
            raise StoreError(f"“{place}”里还没有收件库；请先运行 xlperf collect 收件文件夹 --store “{place}”")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(f"sqlite:///{self.path}", poolclass=NullPool)
        event.listen(engine, "connect", _prepare)
        try:
            self._connection: Connection = engine.connect()
            self._migrate()
        except DBAPIError as error:
            raise StoreError(
                f"收件库“{self.path}”打不开（{error.orig}）；请核对文件，不要放在网络共享盘上"
            ) from None

    @property
    def folder(self) -> Path:
        """The folder that holds it: no source of mail."""
        return self.path.parent

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def _migrate(self) -> None:
        with self._connection.begin():
            schema.METADATA.create_all(self._connection)
            found = self._connection.execute(select(schema.EDITIONS.c.version)).scalar()
            if found is None:
                self._connection.execute(insert(schema.EDITIONS).values(version=schema.VERSION))
        if found is not None and found > schema.VERSION:
            self._connection.close()
            raise StoreError(f"收件库“{self.path}”是更新的版本（{found}）写的；请升级 xlperf")

    def take(self, parcel: Parcel) -> int:
        """Keeps a parcel with all that is in it; how many files are new arrivals (0 when it was here before)."""
        raw = self.shelf.keep(parcel.raw) if parcel.raw else ""
        shas = [self.shelf.keep(item.data) for item in parcel.items]
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
        with self._connection.begin():
            new = self._enter(schema.ARRIVALS, arrivals)
            self._enter(schema.TROUBLES, troubles)
        return new

    def _enter(self, table: Any, rows: Sequence[dict[str, Any]]) -> int:
        done = (self._connection.execute(insert(table).values(row).on_conflict_do_nothing()) for row in rows)
        return sum(each.rowcount for each in done)

    def unjudged(self, rules: str) -> tuple[tuple[str, str], ...]:
        """Contents (hash, and every name they came by) that these rules have not judged yet, as they came."""
        known = select(schema.RESULTS.c.sha).where(schema.RESULTS.c.rules == rules)
        table = schema.ARRIVALS.c
        wanted = select(table.sha, table.name).where(table.sha.not_in(known)).order_by(table.id)
        with self._connection.begin():
            return tuple((row.sha, row.name) for row in self._connection.execute(wanted))

    def judged(self, rules: str, results: Iterable[Result]) -> None:
        """Keeps results, at once and for good."""
        with self._connection.begin():
            self._enter(schema.RESULTS, [asdict(each) | {"rules": rules} for each in results])

    def arrivals(self) -> tuple[Arrival, ...]:
        """Everything that came, in the order in which it was entered."""
        table = schema.ARRIVALS.c
        wanted = select(
            table.id, table.parcel, table.sha, table.name, table.sender, table.received, table.source
        )
        with self._connection.begin():
            rows = self._connection.execute(wanted.order_by(table.id)).all()
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
        """By hash, what these rules found."""
        table = schema.RESULTS.c
        wanted = select(*(table[name] for name in Result.__dataclass_fields__)).where(table.rules == rules)
        with self._connection.begin():
            found = self._connection.execute(wanted).mappings().all()
        return {row["sha"]: Result(**row) for row in found}

    def troubles(self) -> tuple[Told, ...]:
        """What went wrong on the way in."""
        table = schema.TROUBLES
        with self._connection.begin():
            rows = self._connection.execute(select(table).order_by(table.c.received, table.c.place)).all()
        return tuple(
            Told(Trouble(row.code, row.place), row.sender, datetime.fromisoformat(row.received))
            for row in rows
        )

    def damaged(self) -> tuple[str, ...]:
        """Hashes whose original is missing or not what it was."""
        with self._connection.begin():
            shas = set(self._connection.scalars(select(schema.ARRIVALS.c.sha)))
            shas |= set(self._connection.scalars(select(schema.ARRIVALS.c.raw))) - {""}
        return tuple(sorted(sha for sha in shas if not self.shelf.intact(sha)))

    def __enter__(self) -> Self:
        return self


def _prepare(connection: Any, _: object) -> None:
    """Readers do not wait for the writer, and what was committed survives a crash of the machine."""
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
