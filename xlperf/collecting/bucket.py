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

from xlperf.collecting.place import StoreError
from xlperf.collecting.shelf import is_what_it_was


class Bucket:
    """The originals below an address that fsspec knows. StoreError whenever it cannot be reached."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        with self._reached():
            import fsspec  # noqa: PLC0415  an extra brings it

            filesystem, self._root = fsspec.core.url_to_fs(self.url)
        self._system: Any = filesystem

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except ImportError:
            raise StoreError(
                f'原件放在“{self.url}”，要先安装支持：python -m pip install "xlperf[cluster]"'
            ) from None
        except Exception as error:  # noqa: BLE001  the SDK of each store has errors of its own
            raise StoreError(
                f"原件存放处“{self.url}”读写不了（{type(error).__name__}）；请核对地址、网络和访问密钥，再运行一次"
            ) from None

    def _place(self, sha: str) -> str:
        return f"{self._root}/{sha[:2]}/{sha}"

    def keep(self, data: bytes) -> str:
        sha = hashlib.sha256(data).hexdigest()
        if self.read(sha) != data:
            with self._reached():
                self._system.pipe_file(self._place(sha), data)
        return sha

    def read(self, sha: str) -> bytes | None:
        with self._reached():
            try:
                data: bytes = self._system.cat_file(self._place(sha))
            except FileNotFoundError:
                return None
        return data

    def held(self) -> Iterator[str]:
        with self._reached():
            self._system.invalidate_cache()
            found = self._system.find(self._root)
        for path in found:
            yield path.rpartition("/")[2]

    @contextmanager
    def at_hand(self, shas: Iterable[str]) -> Iterator[Mapping[str, Path]]:
        places = {self._place(sha): sha for sha in shas}
        with self._reached():
            found = self._system.cat(list(places), on_error="return") if places else {}
            for data in found.values():
                if isinstance(data, Exception) and not isinstance(data, FileNotFoundError):
                    raise data
        with tempfile.TemporaryDirectory(prefix="xlperf-") as folder:
            files: dict[str, Path] = {}
            for place, data in found.items():
                sha = places[place]
                if isinstance(data, bytes) and is_what_it_was(sha, data):
                    files[sha] = Path(folder, sha)
                    files[sha].write_bytes(data)
            yield files
