"""One press on 检查: what answers it, and what the naive way does; each way in a process of its own.

``python -m benchmarks.press WAY LOOPS FILE`` does the work once unmeasured and LOOPS times measured, and prints the
seconds of each by the clock; what the processor does is done in other processes. Where LibreOffice stands in for Excel
and is not there, it says so and ends with ``LACKING``.
"""

from __future__ import annotations

import http.client
import json
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from benchmarks.measuring import LACKING
from tests.excel.on_libreoffice import driven, needs_uno
from tests.libreoffice import SOFFICE
from tests.serving.process import Running, running

_STEPS: Final[dict[str, Callable[[str], tuple[str, ...]]]] = {
    "cells": lambda _: ("read", "cells"),
    "block": lambda _: ("read", "block"),
    "copy": lambda copy: ("timed_save", copy),
    "whole": lambda _: ("check",),
}
"""What LibreOffice is told to do."""


def served(book: Path, times: int, folder: Path) -> list[float]:
    """A running ``xlperf serve`` gets the workbook and answers: safety, reading, every check, score, steps of the marks."""
    with running(folder) as service:
        return [_asked(service, book.read_bytes()) for _ in range(times)]


def _asked(service: Running, content: bytes) -> float:
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", service.announcement.port, timeout=60)
    connection.request("POST", "/check", content, {"X-Xlperf-Token": service.announcement.token})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != http.client.OK:
        raise RuntimeError(answer.status)
    return time.perf_counter() - began


def in_libreoffice(way: str, book: Path, times: int, folder: Path) -> list[float]:
    """The same step again and again on one open document."""
    if needs_uno.args[0]:
        uno = f"LibreOffice is here, but no python3-uno that loads into Python {platform.python_version()}"
        sys.stderr.write("LibreOffice (soffice) is not installed" if SOFFICE is None else uno)
        sys.exit(LACKING)
    told = driven(book, *[_STEPS[way](str(folder / "copy.xlsx"))] * times)
    return [each["seconds"] if isinstance(each, dict) else each for each in told]


def main() -> None:
    """See the module's docstring."""
    way, loops, book = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        seconds = (
            served(book, 1 + loops, folder)
            if way == "served"
            else in_libreoffice(way, book, 1 + loops, folder)
        )
    json.dump([(each, 0.0) for each in seconds[1:]], sys.stdout)


if __name__ == "__main__":
    main()
