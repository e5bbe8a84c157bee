"""``python -m benchmarks.regression OLD [NEW]``: instructions of the common jobs at two commits, side by side.

Counted by valgrind, so the machine's noise is not in them; growth beyond 20 % is marked. Each commit is checked
out into a folder of its own and run by this interpreter. Exit status 1 when something is marked.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from benchmarks import workloads
from benchmarks.measuring import ROOT, environment, instructions, python

_BEYOND: Final = 0.20
_VOUCHERS: Final = 1_000


def main() -> int:
    """See the module's docstring."""
    old, new = (*sys.argv[1:], "HEAD")[:2]
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        jobs = _jobs(home)
        counts = [
            {job: _count(home, commit, command) for job, command in jobs.items()} for commit in (old, new)
        ]
    print(f"| work | {old} | {new} | change |\n|---|---|---|---|")
    marked = 0
    for job in jobs:
        before, after = counts[0][job], counts[1][job]
        change = after / before - 1
        marked += change > _BEYOND
        print(
            f"| {job} | {before:,} | {after:,} | {change:+.1%}{' **regression**' if change > _BEYOND else ''} |"
        )
    return 1 if marked else 0


def _jobs(home: Path) -> dict[str, tuple[str, ...]]:
    small, rows = workloads.small(home), workloads.vouchers(home, _VOUCHERS)
    check = ("-m", "xlperf", "check", "--no-write", "--format", "json")
    return {
        "xlperf --help": python("-m", "xlperf", "--help"),
        "check, small workbook": python(*check, str(small)),
        f"check, {_VOUCHERS:,} vouchers": python(*check, str(rows)),
    }


def _count(home: Path, commit: str, command: tuple[str, ...]) -> int:
    tree = home / commit.replace("/", "_")
    if not tree.exists():
        tree.mkdir()
        archive = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=True).stdout
        subprocess.run(["tar", "-x", "-C", str(tree)], input=archive, check=True)
        subprocess.run(command, cwd=tree, env=environment(tree), capture_output=True, check=False)
    return instructions(command, tree)


if __name__ == "__main__":
    sys.exit(main())
