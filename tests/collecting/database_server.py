"""A real PostgreSQL server on loopback: its own cluster in its own folder, gone when the test is over."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.collecting.servers import free_port

_PLACES = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
_INITDB = shutil.which("initdb") or (str(_PLACES[-1]) if _PLACES else None)
needs_postgresql = pytest.mark.skipif(_INITDB is None, reason="no PostgreSQL server on this machine")
_AS_NOBODY = ("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups")
"""The server refuses to be run by root."""


@contextmanager
def database_server() -> Iterator[str]:
    """The address of a fresh server, ``postgresql://xlperf@127.0.0.1:port``; a database name may be put behind it."""
    with tempfile.TemporaryDirectory(prefix="xlperf-pg-") as passing:
        place, port = Path(passing), free_port()
        as_root = getpass.getuser() == "root"
        if as_root:
            shutil.chown(place, "nobody", "nogroup")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={place}"
        run(
            as_root,
            _INITDB or "",
            "-D",
            str(place / "data"),
            "-U",
            "xlperf",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "-N",
        )
        control = str(Path(_INITDB or "").with_name("pg_ctl"))
        run(
            as_root,
            control,
            "-D",
            str(place / "data"),
            "-w",
            "-l",
            str(place / "log"),
            "-o",
            options,
            "start",
        )
        try:
            yield f"postgresql://xlperf@127.0.0.1:{port}"
        finally:
            run(as_root, control, "-D", str(place / "data"), "-w", "-m", "immediate", "stop")


def run(as_root: bool, *call: str) -> None:  # noqa: FBT001
    subprocess.run(
        [*(_AS_NOBODY if as_root else ()), *call],
        check=True, stdout=subprocess.DEVNULL, cwd="/", env={**os.environ, "LC_ALL": "C"},
    )  # fmt: skip
