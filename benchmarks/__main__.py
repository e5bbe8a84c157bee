"""``python -m benchmarks``: every contest, a table on the screen and, in the long form, benchmarks/RESULTS.md.

``--short`` takes minutes less (small batches, short lists, one round) and writes no file; ``--only KEY`` runs one contest.
No figure fails the run.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from benchmarks import table, workloads
from benchmarks.contests import Contest, contests, growth
from benchmarks.measuring import ROOT, in_turn, instructions, run_once

_FILES: Final = 2_000
_SHORT_FILES: Final = 24
_ROWS: Final = 20_000
_SHORT_ROWS: Final = 2_000
_COUNTS: Final = (1_000, 10_000, 100_000)
_SHORT_COUNTS: Final = (1_000, 4_000)
_LONG: Final = ("formatted",)
"""Contests that take minutes: left out of the short form."""


def main() -> None:
    """See the module's docstring."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="xlperf beside named alternatives."
    )
    parser.add_argument(
        "--short", action="store_true", help="small batches, short lists, one round; writes no file"
    )
    parser.add_argument("--only", metavar="KEY", help="one contest")
    parser.add_argument("--files", type=int, default=_FILES, help="so many workbooks in a batch")
    parser.add_argument("--uncounted", action="store_true", help="no instruction counts, which take minutes")
    parser.add_argument("--folder", type=Path, help="keep the workbooks here, for the next run")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        folder = chosen.folder or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        files = _SHORT_FILES if chosen.short else chosen.files
        counted = not (chosen.short or chosen.uncounted)
        _run(folder, chosen.only, files, counted=counted, short=chosen.short)


def _run(folder: Path, only: str | None, files: int, *, counted: bool, short: bool) -> None:
    rows, counts = (_SHORT_ROWS, _SHORT_COUNTS) if short else (_ROWS, _COUNTS)
    _made(folder, files, (rows, *counts))
    wanted = [
        replace(contest, rounds=1) if short else contest
        for contest in contests(folder, files, rows)
        if only in (None, contest.key) and not (short and contest.key in _LONG)
    ]
    results = [_contest(contest, counted=counted) for contest in wanted]
    grown = (
        [(count, run_once(side)) for count, side in growth(folder, counts)]
        if only in (None, "growth")
        else []
    )
    text = table.page(results, grown)
    print(text)
    if not short and only is None:
        (ROOT / "benchmarks" / "RESULTS.md").write_text(text, encoding="utf-8")


def _made(folder: Path, files: int, counts: Sequence[int]) -> None:
    """All workbooks, made in a process of their own: the memory of a child counts from that of its parent."""
    child = get_context("spawn").Process(target=workloads.make, args=(folder, files, counts))
    child.start()
    child.join()
    if child.exitcode:
        raise RuntimeError("the workbooks could not be made", child.exitcode)


def _contest(contest: Contest, *, counted: bool) -> table.Result:
    ours, theirs = in_turn(contest.ours, contest.theirs, contest.rounds)
    counts = tuple(map(instructions, contest.counted)) if counted else ()
    return table.Result(contest, ours, theirs, counts)


if __name__ == "__main__":
    main()
