"""Where a store is: what somebody wrote after ``--store`` → the database, its name in messages, its originals."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from xlperf.record import dataclass

DATABASE = "store.db"
_SERVERS = ("postgresql", "postgres")


class StoreError(Exception):
    """The store cannot be used; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Place:
    """A folder, a database file with its originals beside it, or a server."""

    text: str

    @property
    def is_server(self) -> bool:
        return urlsplit(self.text).scheme in _SERVERS

    @property
    def file(self) -> Path:
        """The database file, where there is one."""
        path = Path(self.text)
        return path if self._names_a_file else path / DATABASE

    @property
    def url(self) -> str:
        """As SQLAlchemy writes it."""
        if not self.is_server:
            return f"sqlite:///{self.file}"
        return f"postgresql+psycopg://{self.text.partition('://')[2]}"

    @property
    def name(self) -> str:
        """As messages write it: never with a password."""
        if not self.is_server:
            return str(self.file)
        parts = urlsplit(self.text)
        user = f"{parts.username}@" if parts.username else ""
        return f"{parts.scheme}://{user}{parts.hostname or ''}{parts.path}"

    @property
    def folder(self) -> Path | None:
        """The folder that holds everything; None for a server."""
        return None if self.is_server else self.file.parent

    @property
    def beside(self) -> str:
        """The originals that lie beside the database; "" for a server, which has nothing beside it."""
        if self.is_server:
            return ""
        path = Path(self.text)
        return str(path.with_name(f"{path.name}.originals") if self._names_a_file else path / "originals")

    @property
    def may_be_there(self) -> bool:
        """False when no store can be there."""
        return self.is_server or self.file.is_file()

    @property
    def not_begun(self) -> StoreError:
        """What is said when there is none."""
        told = self.name if self.is_server else self.text
        return StoreError(f"“{told}”里还没有收件库；请先运行 xlperf collect 收件文件夹 --store “{told}”")

    @property
    def _names_a_file(self) -> bool:
        return Path(self.text).suffix.lower() in (".db", ".sqlite", ".sqlite3")
