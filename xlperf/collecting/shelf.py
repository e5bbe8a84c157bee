"""Originals by content: what was received is kept once, under its SHA-256, and never changed.

They lie in a folder (of this machine, or one that several machines share) or in a bucket (``s3://…``, by fsspec).
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from xlperf.record import dataclass


class Originals(Protocol):
    """Where originals lie. OSError when the place cannot be reached."""

    @property
    def url(self) -> str:
        """The folder or the address, as another machine finds it, too."""

    def keep(self, data: bytes) -> str:
        """Puts the content there, whole and for good, before its hash is given back; one that was damaged is mended."""

    def read(self, sha: str) -> bytes | None:
        """The content of that hash, None when it is not there."""

    def held(self) -> Iterator[str]:
        """The names of all that lies there."""

    def at_hand(self, shas: Iterable[str]) -> AbstractContextManager[Mapping[str, Path]]:
        """Files to be read, by hash: of those that are there and still what they were."""


def is_what_it_was(sha: str, data: bytes | None) -> bool:
    """Whether the content is the one of that hash."""
    return data is not None and hashlib.sha256(data).hexdigest() == sha


def originals(url: str) -> Originals:
    """The originals of that folder or address."""
    if "://" not in url:
        return Shelf(Path(url))
    from xlperf.collecting.bucket import Bucket  # noqa: PLC0415  a second, and seldom needed

    return Bucket(url)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folder of the originals."""

    folder: Path

    @property
    def url(self) -> str:
        return str(self.folder.absolute())

    def place(self, sha: str) -> Path:
        """Where the content of that hash lies."""
        return self.folder / sha[:2] / sha

    def keep(self, data: bytes) -> str:
        sha = hashlib.sha256(data).hexdigest()
        place = self.place(sha)
        if self.read(sha) == data:
            return sha
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".xlperf-", suffix=".tmp", dir=place.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            Path(temporary).replace(place)
        finally:
            Path(temporary).unlink(missing_ok=True)
        _settle(place.parent)
        return sha

    def read(self, sha: str) -> bytes | None:
        place = self.place(sha)
        return place.read_bytes() if place.is_file() else None

    def held(self) -> Iterator[str]:
        for path in self.folder.glob("*/*"):
            if path.is_file() and not path.name.startswith(".xlperf-"):
                yield path.name

    @contextmanager
    def at_hand(self, shas: Iterable[str]) -> Iterator[Mapping[str, Path]]:
        yield {sha: self.place(sha) for sha in shas if is_what_it_was(sha, self.read(sha))}


def _settle(folder: Path) -> None:
    """The new name is on disk as well; not possible, and not needed, on Windows."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
