"""``docs/reliability.md``: the table between the markers; a row that was not run again stays as it is."""

from __future__ import annotations

import datetime as dt
import os
import platform
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.reliability.herd import ROOT

PAGE = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- figures -->", "<!-- /figures -->"
_HEAD = (
    "| 做了什么 | 多少 | 结果 | 峰值内存 | 最慢（CPU） | 日期 | 版本 |",
    "|---|---:|---|---:|---:|---|---|",
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One row: what was run, how many, what came out; MiB and seconds where they were measured."""

    name: str
    many: int
    outcome: str
    memory: int = 0
    slowest: float = 0.0

    def row(self, commit: str) -> str:
        """The row as Markdown."""
        memory = f"{self.memory} MiB" if self.memory else "—"
        slowest = f"{self.slowest:.1f} s" if self.slowest else "—"
        day = dt.datetime.now(tz=dt.UTC).date().isoformat()
        return f"| {self.name} | {self.many:,} | {self.outcome} | {memory} | {slowest} | {day} | {commit} |"


def published(figures: list[Figure], page: Path = PAGE) -> str:
    """The page with these rows in it, those of the same name replaced."""
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    old, _, after = rest.partition(END)
    rows = {line.split("|")[1].strip(): line for line in old.splitlines() if line.startswith("| ")}
    rows.pop(_HEAD[0].split("|")[1].strip(), None)
    rows |= {figure.name: figure.row(commit()) for figure in figures}
    table = "\n".join((*_HEAD, *rows.values()))
    return f"{before}{BEGIN}\n{table}\n\n{machine()}\n{END}{after}"


def commit() -> str:
    """The version that was run; ``+`` when the program or its tests differed from it."""
    changed = _git("status", "--porcelain", "--", "xlperf", "tests")
    return (_git("rev-parse", "--short", "HEAD") or "—") + ("+" if changed else "")


def _git(*words: str) -> str:
    return subprocess.run(
        ["git", *words], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()


def machine() -> str:
    """The class of the machine, nothing that names it."""
    size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 30
    return f"机器：{os.cpu_count()} 核，{size} GiB 内存，{platform.system()}，Python {platform.python_version()}。"
