"""A virtual screen (Xvfb) with a LibreOffice on it, a mouse (xdotool) and a camera (ImageMagick)."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.macro.desk import _SETTINGS, ROOT

WIDE, HIGH = 1600, 900
BLUE = bytes.fromhex("2E75B6")
"""The colour of the button, xlperf/macro/package.py."""
_NEEDED = ("soffice", "Xvfb", "xdotool", "import")
_UNO = Path("/usr/lib/python3/dist-packages/uno.py")
_missing = [name for name in _NEEDED if shutil.which(name) is None] + (
    [] if _UNO.is_file() else ["python3-uno"]
)
needs_a_screen = pytest.mark.skipif(bool(_missing), reason=f"未安装：{'、'.join(_missing)}")


class Screen:
    """What a person in front of it can do."""

    def __init__(self, display: str, pipe: str, environment: Mapping[str, str]) -> None:
        self._seen = {**environment, "DISPLAY": display}
        self._uno = subprocess.Popen(
            ["/usr/bin/python3", str(Path(__file__).with_name("over_uno.py")), pipe],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def ask(self, do: str, **given: object) -> Any:
        """What the office says (tests/macro/over_uno.py)."""
        assert self._uno.stdin is not None
        assert self._uno.stdout is not None
        self._uno.stdin.write(json.dumps({"do": do, **given}) + "\n")
        self._uno.stdin.flush()
        answer = json.loads(self._uno.stdout.readline())
        assert "failed" not in answer, answer
        return answer["said"]

    def open(self, book: Path) -> None:
        self.ask("open", path=str(book), wide=WIDE, high=HIGH)

    def press(self, picture: Path | None = None) -> str:
        """A click on the blue button, then on 确定; gives the words of the message box."""
        self._click(*_awaited(self._button, "no button to be seen"))
        box = _awaited(lambda: self.ask("message"), "no message box")
        if picture is not None:
            self.photograph(picture)
        self._click(*box["button"])
        _awaited(lambda: self.ask("message") is None, "the message box stays")
        return str(box["words"])

    def photograph(self, path: Path) -> None:
        """The whole screen, once everything is painted."""
        time.sleep(0.5)
        subprocess.run(["import", "-window", "root", str(path)], env=self._seen, check=True)

    def end(self) -> None:
        assert self._uno.stdin is not None
        self._uno.stdin.close()
        self._uno.wait(20)
        assert self._uno.stdout is not None
        self._uno.stdout.close()

    def _button(self) -> tuple[int, int] | None:
        """The middle of what is painted in the colour of the button."""
        seen = subprocess.run(
            ["import", "-window", "root", "-depth", "8", "rgb:-"],
            env=self._seen,
            check=True,
            stdout=subprocess.PIPE,
        ).stdout
        rows, columns = [], []
        for number in range(HIGH):
            row = seen[number * WIDE * 3 : (number + 1) * WIDE * 3]
            at = row.find(BLUE * 8)
            if at >= 0 and at % 3 == 0:
                rows.append(number)
                columns += [at // 3, row.rfind(BLUE * 8) // 3 + 8]
        return ((min(columns) + max(columns)) // 2, (rows[0] + rows[-1]) // 2) if rows else None

    def _click(self, x: int, y: int) -> None:
        subprocess.run(
            ["xdotool", "mousemove", "--sync", str(x), str(y), "click", "1"], env=self._seen, check=True
        )


def _awaited(found: Any, otherwise: str, seconds: float = 40.0) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = found()
        if answer:
            return answer
        time.sleep(0.1)
    raise AssertionError(otherwise)


@contextmanager
def screen(folder: Path, environment: Mapping[str, str]) -> Iterator[Screen]:
    """A screen with an office on it that allows macros; everything is ended afterwards."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    told, tell = os.pipe()
    xvfb = subprocess.Popen(
        ["Xvfb", "-displayfd", str(tell), "-screen", "0", f"{WIDE}x{HIGH}x24", "-nolisten", "tcp"],
        pass_fds=[tell],
        stderr=subprocess.DEVNULL,
    )
    os.close(tell)
    with os.fdopen(told) as channel:
        display = f":{channel.readline().strip()}"
    (folder / "scratch").mkdir()
    given = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "TMPDIR": str(folder / "scratch"),
        "TEMP": "",
        "LC_ALL": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "gen",
        **environment,
    }
    pipe = f"xlperf{os.getpid()}"
    office = subprocess.Popen(
        [
            "soffice",
            f"-env:UserInstallation={profile.as_uri()}",
            "--norestore",
            "--nologo",
            "--nofirststartwizard",
            f"--accept=pipe,name={pipe};urp;",
        ],
        env={**given, "DISPLAY": display},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    seen = Screen(display, pipe, given)
    try:
        yield seen
        seen.ask("leave")
        office.wait(20)
    finally:
        seen.end()
        if office.poll() is None:
            os.killpg(office.pid, signal.SIGKILL)
            office.wait()
        xvfb.terminate()
        xvfb.wait()
