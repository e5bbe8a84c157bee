r"""Where the WPS add-in finds ``xlperf serve``: a small file of this user's, with the port and the token.

Windows ``%APPDATA%\xlperf\serve.json``, elsewhere ``~/.local/share/xlperf/serve.json``: the folders that the add-in
can name (``Env.GetAppDataPath``, ``Env.GetHomePath``). Nobody else can read it (on Windows: the folder is the user's).
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from xlperf.record import dataclass

_FILE = Path("xlperf", "serve.json")
_PATIENCE = 2.0


@dataclass(frozen=True, slots=True)
class Announcement:
    """How the service is reached: port, token, and the largest workbook it takes, in bytes."""

    port: int
    token: str
    largest: int


def place(environ: Mapping[str, str] = os.environ, system: str = sys.platform) -> Path:
    """The file for this user."""
    if system == "win32":
        return Path(environ.get("APPDATA") or Path.home() / "AppData" / "Roaming") / _FILE
    return Path(environ.get("HOME") or Path.home()) / ".local" / "share" / _FILE


def announce(path: Path, announcement: Announcement) -> None:
    """The file put in place in one step, readable for this user only; OSError when it cannot be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".serve-", suffix=".tmp", dir=path.parent)  # mode 0600
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            json.dump(asdict(announcement), file)
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


def announced(path: Path) -> Announcement | None:
    """What the file says; None when there is none, or none of ours."""
    try:
        told = json.loads(path.read_text(encoding="ascii"))
        return Announcement(int(told["port"]), str(told["token"]), int(told["largest"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def withdraw(path: Path, announcement: Announcement) -> None:
    """The file goes, unless another service has put its own there since."""
    if announced(path) == announcement:
        with contextlib.suppress(OSError):
            path.unlink()


def answers(announcement: Announcement) -> bool:
    """Whether the service that announced itself so is there and knows its token."""
    connection = http.client.HTTPConnection("127.0.0.1", announcement.port, timeout=_PATIENCE)
    try:
        connection.request("GET", "/hello", headers={"X-Xlperf-Token": announcement.token})
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
