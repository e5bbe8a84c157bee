"""Originals by content: what was received is kept once, under its SHA-256, and never changed."""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folder of the originals."""

    folder: Path

    def place(self, sha: str) -> Path:
        """Where the content of that hash lies."""
        return self.folder / sha[:2] / sha

    def keep(self, data: bytes) -> str:
        """Puts the content on disk, whole and for good, before its hash is given back. OSError when it cannot be."""
        sha = hashlib.sha256(data).hexdigest()
        place = self.place(sha)
        if place.exists():
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

    def intact(self, sha: str) -> bool:
        """Whether the content is there and still what it was."""
        place = self.place(sha)
        return place.is_file() and hashlib.sha256(place.read_bytes()).hexdigest() == sha


def _settle(folder: Path) -> None:
    """The new name is on disk as well; not possible, and not needed, on Windows."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
