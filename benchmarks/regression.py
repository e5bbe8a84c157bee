"""``python -m benchmarks.regression [OLD [NEW]]``: instructions of the common jobs at two commits, side by side.

HEAD~1 and HEAD unless told. Counted by valgrind, so the machine's noise is not in them; growth beyond 20 % is marked.
Each commit is checked out into a folder of its own; the interpreter, the workbooks and the jobs are those of today, so
both do the same work. Three minutes. Exit status 1 when something is marked, 2 when it cannot be counted.
"""

from __future__ import annotations

import argparse
import shutil
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
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.regression", description="Instructions at two commits, side by side."
    )
    parser.add_argument(
        "old", nargs="?", default="HEAD~1", metavar="OLD", help="a commit; HEAD~1 unless told"
    )
    parser.add_argument("new", nargs="?", default="HEAD", metavar="NEW", help="another one; HEAD unless told")
    chosen = parser.parse_args()
    if shutil.which("valgrind") is None:
        parser.error("valgrind is not installed")
    commits = [
        _named(commit) or parser.error(f"no such commit: {commit}") for commit in (chosen.old, chosen.new)
    ]
    marked = 0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        trees = [_checked_out(folder, commit) for commit in commits]
        print(
            f"| work | {chosen.old} ({commits[0]}) | {chosen.new} ({commits[1]}) | change |\n|---|---|---|---|"
        )
        for job, command in _jobs(folder).items():
            before, after = (_counted(command, tree) for tree in trees)
            change = after / before - 1
            marked += change > _BEYOND
            told = f"{change:+.1%}{' **regression**' if change > _BEYOND else ''}"
            print(f"| {job} | {before / 1e6:,.1f} M | {after / 1e6:,.1f} M | {told} |", flush=True)
    return 1 if marked else 0


def _named(commit: str) -> str:
    """Its short hash; empty when there is no such commit."""
    return subprocess.run(
        ["git", "rev-parse", "--verify", "--quiet", "--short", f"{commit}^{{commit}}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()


def _checked_out(folder: Path, commit: str) -> Path:
    tree = folder / commit
    if not tree.exists():
        tree.mkdir()
        archive = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=True).stdout
        subprocess.run(["tar", "-x", "-C", str(tree)], input=archive, check=True)
    return tree


def _jobs(folder: Path) -> dict[str, tuple[str, ...]]:
    """Each in one process: a forked child would escape the counting."""
    contestants = python("-P", str(ROOT / "benchmarks" / "contestants.py"))
    check = (*contestants, "xlperf_check", "0", str(folder / "scratch"))
    return {
        "xlperf --help": python("-m", "xlperf", "--help"),
        "check and write-back, small workbook": (*check, str(workloads.small(folder))),
        f"check and write-back, {_VOUCHERS:,} vouchers": (*check, str(workloads.vouchers(folder, _VOUCHERS))),
    }


def _counted(command: tuple[str, ...], tree: Path) -> int:
    """Once to compile the modules, once counted."""
    subprocess.run(command, cwd=tree, env=environment(tree), capture_output=True, check=False)
    return instructions(command, tree)


if __name__ == "__main__":
    sys.exit(main())
