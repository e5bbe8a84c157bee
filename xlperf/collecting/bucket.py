"""Originals in an object store (``s3://bucket/originals``) by fsspec; credentials and endpoint as its SDK finds them.

One object is put whole or not at all, so there is nothing to settle; many are fetched at once, since each trip costs
some ten milliseconds.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import fsspec

from xlperf.collecting.shelf import is_what_it_was


class Bucket:
    """The originals below an address that fsspec knows. OSError, ImportError or ValueError when it does not."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        filesystem, self._root = fsspec.core.url_to_fs(self.url)
        self._system: Any = filesystem

    def _place(self, sha: str) -> str:
        return f"{self._root}/{sha[:2]}/{sha}"

    def keep(self, data: bytes) -> str:
        sha = hashlib.sha256(data).hexdigest()
        if self.read(sha) != data:
            self._system.pipe_file(self._place(sha), data)
        return sha

    def read(self, sha: str) -> bytes | None:
        try:
            data: bytes = self._system.cat_file(self._place(sha))
        except FileNotFoundError:
            return None
        return data

    def held(self) -> Iterator[str]:
        self._system.invalidate_cache()
        for path in self._system.find(self._root):
            yield path.rpartition("/")[2]

    @contextmanager
    def at_hand(self, shas: Iterable[str]) -> Iterator[Mapping[str, Path]]:
        places = {self._place(sha): sha for sha in shas}
        found = self._system.cat(list(places), on_error="return") if places else {}
        with tempfile.TemporaryDirectory(prefix="xlperf-") as folder:
            files: dict[str, Path] = {}
            for place, data in found.items():
                sha = places[place]
                if isinstance(data, bytes) and is_what_it_was(sha, data):
                    files[sha] = Path(folder, sha)
                    files[sha].write_bytes(data)
                elif isinstance(data, Exception) and not isinstance(data, FileNotFoundError):
                    raise data
            yield files
