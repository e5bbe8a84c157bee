"""The database of a store, SQLite or PostgreSQL: opened, brought to the tables of this program, written in transactions.

A store of an older VERSION is brought up to date in one transaction, or not at all; one of a newer VERSION is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    Connection,
    Table,
    create_engine,
    event,
    insert,
    inspect,
    select,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.pool import NullPool
from sqlalchemy.schema import CreateColumn

from xlperf.collecting import schema
from xlperf.collecting.place import Place, StoreError

_LOCK = 0x786C70657266
"""Of the advisory lock under which one process at a time changes the tables of a PostgreSQL store."""


class Database:
    """An open database with the tables of this program."""

    def __init__(self, place: Place, kept_at: str = "", *, new: bool = True) -> None:
        """A store is begun only when ``new``; it then writes down ``kept_at``. StoreError when it cannot be opened."""
        self._place, self._kept_at, self._new = place, kept_at, new
        self._sqlite = not place.is_server
        if place.folder is not None:
            place.folder.mkdir(parents=True, exist_ok=True)
        try:
            engine = create_engine(place.url, poolclass=NullPool)
            if self._sqlite:
                event.listen(engine, "connect", _prepare)
            self.connection: Connection = engine.connect()
            self._bring_up_to_date()
        except DBAPIError as error:
            raise self._cannot("打不开", error) from None
        except (ArgumentError, ImportError) as error:
            raise StoreError(f"收件库“{place.name}”打不开（{_first_line(error)}）；{_NO_SUCH}") from None

    def close(self) -> None:
        self.connection.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """All that is read inside is of one moment."""
        with self._transaction("BEGIN") as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """All that is written inside is kept for good, or nothing is. Other writers wait, or are waited for."""
        with self._transaction("BEGIN IMMEDIATE") as connection:
            yield connection

    @contextmanager
    def _transaction(self, beginning: str) -> Iterator[Connection]:
        try:
            with self.connection.begin():
                if self._sqlite:
                    self.connection.exec_driver_sql(beginning)
                yield self.connection
        except (IntegrityError, ProgrammingError, DataError):  # a mistake of ours
            raise
        except DBAPIError as error:  # locked for 30 s, disk full, server gone, file damaged
            raise self._cannot("这一步没有做成", error) from None

    def enter(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> int:
        """Inside ``writing``: how many of the rows are new; one that is there already is left as it is."""
        dialect = sqlite if self._sqlite else postgresql
        entry = dialect.insert(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
        return sum(self.connection.execute(entry, _storable(row)).rowcount for row in rows)

    def sound(self) -> bool:
        """Whether SQLite finds its own file whole; a PostgreSQL server sees to that itself."""
        if not self._sqlite:
            return True
        try:
            return bool(self.connection.scalar(text("PRAGMA integrity_check")) == "ok")
        except DBAPIError:
            return False
        finally:
            self.connection.rollback()

    def _bring_up_to_date(self) -> None:
        if self._version() == schema.VERSION:
            return
        with self.writing():
            if not self._sqlite:
                self.connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            found = self._version_inside()
            if found is None:
                self._begin()
            elif found < schema.VERSION:
                _lay_out(self.connection, found)
        if found is not None and found > schema.VERSION:
            self.connection.close()
            raise StoreError(f"收件库“{self._place.name}”是更新的版本（{found}）写的；请升级 xlperf")

    def _begin(self) -> None:
        if not self._new:
            raise self._place.not_begun
        if self._place.is_server and not self._kept_at:
            raise StoreError(
                f"第一次用收件库“{self._place.name}”，请用 --originals 写明原件放在哪里："
                "各台机器都看得到的共享文件夹，或 s3://桶/文件夹"
            )
        _lay_out(self.connection, None)
        begun = insert(schema.EDITIONS).values(version=schema.VERSION, originals=self._kept_at)
        self.connection.execute(begun)

    def _version(self) -> int | None:
        with self.reading():
            return self._version_inside()

    def _version_inside(self) -> int | None:
        if not inspect(self.connection).has_table(schema.EDITIONS.name):
            return None
        return self.connection.scalar(select(schema.EDITIONS.c.version))

    def _cannot(self, what: str, error: DBAPIError) -> StoreError:
        advice = (
            "请核对文件和磁盘，不要放在网络共享盘上"
            if self._sqlite
            else "请核对地址、账号和数据库服务器；密码写在 PGPASSWORD 或 ~/.pgpass，不写在命令里"
        )
        return StoreError(f"收件库“{self._place.name}”{what}（{_first_line(error)}）；{advice}，再运行一次")


_NO_SUCH = '地址应为 postgresql://用户@主机/库名，并先安装 PostgreSQL 支持：python -m pip install "xlperf[postgresql]"'


def _first_line(error: Exception) -> str:
    said = str(error.orig if isinstance(error, DBAPIError) else error)
    return said.strip().partition("\n")[0]


def _lay_out(connection: Connection, found: int | None) -> None:
    """Brings whatever tables there are to what schema.METADATA says; ``found`` is the version that wrote them, if any."""
    schema.METADATA.create_all(connection)
    known = inspect(connection)
    for table in schema.METADATA.sorted_tables:
        there = {column["name"] for column in known.get_columns(table.name)}
        for column in table.columns:
            if column.name not in there:
                made = CreateColumn(column).compile(dialect=connection.dialect)
                connection.exec_driver_sql(f"ALTER TABLE {table.name} ADD COLUMN {made}")
        for index in table.indexes:
            index.create(connection, checkfirst=True)
    if found is None:
        return
    for version in range(found + 1, schema.VERSION + 1):
        for statement in schema.CHANGES.get(version, ()):
            connection.execute(text(statement))
    connection.execute(update(schema.EDITIONS).values(version=schema.VERSION))


def _storable(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: storable(value) if isinstance(value, str) else value for name, value in row.items()}


def storable(text: str) -> str:
    """A stranger's text without what no database takes: NUL, halves of characters."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "")


def _prepare(connection: Any, _: object) -> None:
    """Readers do not wait for the writer, writers wait for each other, what was committed survives a power cut.

    Transactions begin where ``reading`` and ``writing`` say so: sqlite3 of its own would begin none before DDL.
    """
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("busy_timeout=30000", "journal_mode=WAL", "synchronous=FULL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
