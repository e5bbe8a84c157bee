"""``python -m benchmarks.regression [OLD [NEW]]``: instructions of the common jobs at two commits, side by side.

HEAD~1 and HEAD unless told. Counted by valgrind, so the machine's noise is not in them; growth beyond 20 % is marked.
Each commit is laid out in a folder of its own and does the jobs by its own ``benchmarks/contestants.py``, which knows
how that xlperf is called; the interpreter and the workbooks are those of today. Three minutes. Exit status 1 when
something is marked, else 2 when something could not be counted.
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
from benchmarks.checkout import NoCommitError, laid_out, named
from benchmarks.measuring import INTERRUPTED, environment, instructions, python

_BEYOND: Final = 0.20
_VOUCHERS: Final = 1_000
_CONTESTANTS: Final = "benchmarks/contestants.py"


class _UncountedError(Exception):
    """Why a job cannot be counted at a commit, in one line."""


def main() -> int:
    """See the module's docstring."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.regression",
        description="Instructions of the common jobs at two commits, side by side; three minutes.",
    )
    parser.add_argument(
        "old", nargs="?", default="HEAD~1", metavar="OLD", help="a commit; HEAD~1 unless told"
    )
    parser.add_argument("new", nargs="?", default="HEAD", metavar="NEW", help="another one; HEAD unless told")
    chosen = parser.parse_args()
    if shutil.which("valgrind") is None:
        parser.error("valgrind is not installed")
    try:
        commits = {told: named(told) for told in (chosen.old, chosen.new)}
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
            return _table(Path(place), *((told, commits[told]) for told in (chosen.old, chosen.new)))
    except NoCommitError as missing:
        parser.error(str(missing))
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        return INTERRUPTED


def _table(folder: Path, old: tuple[str, str], new: tuple[str, str]) -> int:
    """Prints the rows as they are counted; the exit status."""
    trees = [laid_out(commit, folder) for _, commit in (old, new)]
    print(f"| work | {_heading(*old)} | {_heading(*new)} | change |\n|---|---|---|---|", flush=True)
    marked = uncounted = False
    for job, command in _jobs(folder).items():
        sys.stderr.write(f"counting: {job} …\n")
        before, after = (_count(command, tree) for tree in trees)
        change = "—"
        if isinstance(before, int) and isinstance(after, int):
            grown = after / before - 1
            marked |= grown > _BEYOND
            change = f"{grown:+.1%}{' **regression**' if grown > _BEYOND else ''}"
        else:
            uncounted = True
        print(f"| {job} | {_shown(before)} | {_shown(after)} | {change} |", flush=True)
    return 1 if marked else 2 if uncounted else 0


def _heading(told: str, commit: str) -> str:
    """The hash, beside what it was called by where that is something else."""
    return commit if told.startswith(commit) or commit.startswith(told) else f"{told} ({commit})"


def _shown(count: int | _UncountedError) -> str:
    return f"{count / 1e6:,.1f} M" if isinstance(count, int) else f"cannot be counted: {count}"


def _jobs(folder: Path) -> dict[str, tuple[str, ...]]:
    """Each in one process: a forked child would escape the counting."""
    sys.stderr.write("making the workbooks …\n")
    workloads.make(folder, 0, (_VOUCHERS,))
    check = python("-P", _CONTESTANTS, "xlperf_check", "0", str(folder / "scratch"))
    return {
        "xlperf --help": python("-m", "xlperf", "--help"),
        "check and write-back, small workbook": (*check, str(workloads.small(folder))),
        f"check and write-back, {_VOUCHERS:,} vouchers": (*check, str(workloads.vouchers(folder, _VOUCHERS))),
    }


def _count(command: tuple[str, ...], tree: Path) -> int | _UncountedError:
    """Once to compile the modules and to see whether the commit can do it, once counted."""
    if _CONTESTANTS in command and not (tree / _CONTESTANTS).exists():
        return _UncountedError(f"the commit has no {_CONTESTANTS}")
    done = subprocess.run(
        command, cwd=tree, env=environment(tree), capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"exit status {done.returncode}"]
        return _UncountedError(said[-1])
    return instructions(command, tree)


if __name__ == "__main__":
    sys.exit(main())
