"""``python -m benchmarks``: every contest, a table on the screen and, in the long form, benchmarks/RESULTS.md.

``--short`` takes minutes less (small batches, few rounds) and writes no file; ``--only KEY`` runs one contest.
No figure fails the run.
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Final

from benchmarks import table
from benchmarks.contests import Contest, contests, growth
from benchmarks.measuring import ROOT, in_turn, instructions, run_once

_FILES: Final = 2_000
_SHORT_FILES: Final = 24
_COUNTS: Final = (1_000, 10_000, 100_000)


def main() -> None:
    """See the module's docstring."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="xlperf beside named alternatives."
    )
    parser.add_argument("--short", action="store_true", help="small batches, one round; writes no file")
    parser.add_argument("--only", metavar="KEY", help="one contest")
    parser.add_argument("--folder", type=Path, help="keep the workbooks here, for the next run")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        folder = chosen.folder or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        _run(folder, chosen.only, short=chosen.short)


def _run(folder: Path, only: str | None, *, short: bool) -> None:
    wanted = [
        replace(contest, rounds=1) if short else contest
        for contest in contests(folder, _SHORT_FILES if short else _FILES)
        if only in (None, contest.key)
    ]
    results = [_contest(contest, short=short) for contest in wanted]
    counts = _COUNTS[:-1] if short else _COUNTS
    grown = (
        [(count, run_once(side)) for count, side in growth(folder, counts)]
        if only in (None, "growth")
        else []
    )
    text = table.page(results, grown)
    print(text)
    if not short and only is None:
        (ROOT / "benchmarks" / "RESULTS.md").write_text(text, encoding="utf-8")


def _contest(contest: Contest, *, short: bool) -> table.Result:
    ours, theirs = in_turn(contest.ours, contest.theirs, contest.rounds)
    counted = (0, 0)
    if contest.counted and not short:
        counted = (instructions(contest.ours.command), instructions(contest.theirs.command))
    return table.Result(contest, ours, theirs, counted)


if __name__ == "__main__":
    main()
