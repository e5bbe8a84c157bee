"""A real ``xlperf serve`` for tests, and a client that says exactly what it is told to say."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from xlperf.announcing import Announcement, announced

ROOT = Path(__file__).parents[2]
_PATIENCE = 20.0


@dataclass(frozen=True)
class Running:
    """A service that runs: how it is reached, its process, where it keeps workbooks while it checks them."""

    announcement: Announcement
    process: subprocess.Popen[bytes]
    state: Path
    scratch: Path

    def ask(
        self,
        verb: str,
        body: bytes | None = None,
        name: str = "自评.xlsx",
        method: str = "POST",
        **headers: str,
    ) -> tuple[int, dict[str, object], Mapping[str, str]]:
        """Status, JSON and headers of one request; ``headers`` with _ for -, those of an honest client by default."""
        given = {"X-Xlperf-Token": self.announcement.token, "X-Xlperf-Name": quote(name)}
        given |= {key.replace("_", "-"): value for key, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.announcement.port, timeout=_PATIENCE)
        try:
            connection.request(method, f"/{verb}", body, given)
            answer = connection.getresponse()
            content = answer.read()
            told = (
                json.loads(content)
                if answer.headers.get_content_type() == "application/json" and content
                else {}
            )
            return answer.status, told, answer.headers
        finally:
            connection.close()

    def threads(self) -> int:
        """How many threads the process has."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(next(line for line in status.splitlines() if line.startswith("Threads:")).split()[1])


@contextmanager
def running(folder: Path, *more: str) -> Iterator[Running]:
    """``xlperf serve`` while the block runs; ended as the end of a session ends it."""
    state, scratch = folder / "serve.json", folder / "scratch"
    scratch.mkdir(exist_ok=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "xlperf", "serve", "--state", str(state), *more],
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(scratch)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=folder,
    )
    try:
        deadline = time.monotonic() + _PATIENCE
        while (found := announced(state)) is None:
            assert process.poll() is None, process.communicate()[0].decode()
            assert time.monotonic() < deadline
            time.sleep(0.02)
        yield Running(found, process, state, scratch)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.communicate(timeout=_PATIENCE)
