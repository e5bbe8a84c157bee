"""``python -m benchmarks.press``: the time of one press on 检查, and of the naive way; writes benchmarks/PRESS.md.

Ten rounds each, the median; the ways take turns. LibreOffice stands in for Excel and WPS: every call into the open
document goes into another process there, too. No figure fails the run.
"""

from __future__ import annotations

import http.client
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from benchmarks.measuring import ROOT
from tests.excel.on_libreoffice import driven
from tests.serving.process import Running, running
from xlperf import demo
from xlperf.forms import workbooks
from xlperf.forms.template import write_workbook

_ROUNDS: Final = 10
_PAGE = Path(__file__).with_name("PRESS.md")


def main() -> None:
    """See the module's docstring."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        book = folder / "自评.xlsx"
        example = next(each for each in demo.examples() if each.name.startswith("华容县住建局"))
        write_workbook(workbooks.workbook(example.kind), book, example.draft)
        with running(folder) as service:
            served = _in_turn({"served": lambda: _served(service, book), "cold": lambda: _cold(book)})
        steps = (("read", "cells"), ("read", "block"), ("timed_save", str(folder / "copy.xlsx")))
        told = driven(book, *(step for _ in range(_ROUNDS) for step in steps), ("check",), ("check",))
    naive, block, copy = (statistics.median(told[at : 3 * _ROUNDS : 3]) for at in range(3))
    rows = (
        ("答复：`xlperf serve` 已启动，工作簿送到、答复回来", served["served"]),
        ("答复：`xlperf check 副本 --reply 答复`，每次启动新进程", served["cold"]),
        ("打开的文档另存副本（LibreOffice）", copy),
        ("逐格读打开的文档，每格一次调用（还没有检查、写回）", naive),
        ("整块读，每张表一次调用", block),
        ("LibreOffice 里按第二次，另存、检查、取下旧标记、逐步写新标记", told[-1]["seconds"]),
    )
    page = _page(rows, served["served"] / naive, (served["served"] + copy) / naive)
    print(page)
    _PAGE.write_text(page, encoding="utf-8")


def _in_turn(ways: dict[str, Callable[[], None]]) -> dict[str, float]:
    """Median seconds of each way, after one round that does not count."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(_ROUNDS + 1):
        for name, way in ways.items():
            began = time.perf_counter()
            way()
            if number:
                taken[name].append(time.perf_counter() - began)
    return {name: statistics.median(each) for name, each in taken.items()}


def _served(service: Running, book: Path) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", service.announcement.port, timeout=60)
    connection.request("POST", "/check", book.read_bytes(), {"X-Xlperf-Token": service.announcement.token})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != http.client.OK:
        raise RuntimeError(answer.status)


def _cold(book: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "xlperf", "check", book, "--reply", book.with_name("reply.txt")],
        check=False,
        capture_output=True,
        cwd=ROOT,
    )


def _page(rows: tuple[tuple[str, float], ...], ratio: float, whole: float) -> str:
    lines = "\n".join(f"| {name} | {seconds * 1000:,.0f} |" for name, seconds in rows)
    return f"""# 按一次“检查”要多久

`python -m benchmarks.press`：{_ROUNDS} 次的中位数（最后一行只测一次），样例是华容县住建局的部门工作簿。LibreOffice 代替 Excel 和 WPS；
同一台机器上还在跑别的，只宜看各行之比。

| 做什么 | 毫秒 |
|---|---:|
{lines}

常驻服务的答复是逐格读的 {ratio:.3f} 倍（目标 0.1 倍），加上另存副本是 {whole:.2f} 倍。
装有宏时，Python 那条路按一次进 Excel {_CALLS}，由 `tests/excel` 里的测试守住（上限 40 次）；没有宏时逐步写，约 1,500 次。
"""


_CALLS = "10 次"

if __name__ == "__main__":
    main()
