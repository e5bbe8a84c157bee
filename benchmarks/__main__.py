"""``python -m benchmarks``: every contest, a table on the screen and, in the long form, benchmarks/RESULTS.md.

``--short`` takes a minute (small batches, short lists, one round) and writes no file; ``--only KEY`` runs one contest.
Each row is printed as soon as it is measured. No figure fails the run.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Final, TypeVar

from benchmarks import table, workloads
from benchmarks.contests import Contest, beside_press, contests, growth
from benchmarks.measuring import ROOT, LackingError, Run, Side, in_turn, instructions, run_once

_FILES: Final = 2_000
_SHORT_FILES: Final = 24
_ROWS: Final = 20_000
_SHORT_ROWS: Final = 2_000
_COUNTS: Final = (1_000, 10_000, 100_000)
_SHORT_COUNTS: Final = (1_000, 4_000)
_LONG: Final = ("formatted",)
"""Contests that take minutes: left out of the short form."""
_OF_MANY: Final = (None, "batch", "batch-write")
_OF_GROWTH: Final = (None, "growth")
_OF_PRESS: Final = (None, "press")
"""What is chosen when the workbooks of a batch, those of growing length, and what stands beside a press are wanted."""
T = TypeVar("T")


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
    files, counts = files if only in _OF_MANY else 0, counts if only in _OF_GROWTH else ()
    _made(folder, files, (rows, *counts))
    every = contests(folder, files, rows)
    if only not in {*_OF_GROWTH, *(contest.key for contest in every)}:
        raise SystemExit(f"--only: {', '.join(contest.key for contest in every)}, growth")
    wanted = [
        replace(contest, rounds=1) if short else contest
        for contest in every
        if contest.key == only or (only is None and not (short and contest.key in _LONG))
    ]
    lines: list[str] = []
    for line in table.page(
        (_contest(contest, counted=counted) for contest in wanted),
        _once(() if short or only not in _OF_PRESS else beside_press(folder)),
        _once(growth(folder, counts)),
    ):
        print(line, flush=True)
        lines.append(line)
    if not short and only is None:
        (ROOT / "benchmarks" / "RESULTS.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _made(folder: Path, files: int, counts: Sequence[int]) -> None:
    """All workbooks, made in a process of their own: the memory of a child counts from that of its parent."""
    child = get_context("spawn").Process(target=workloads.make, args=(folder, files, counts))
    child.start()
    child.join()
    if child.exitcode:
        raise RuntimeError("the workbooks could not be made", child.exitcode)


def _contest(contest: Contest, *, counted: bool) -> table.Result:
    try:
        sides = in_turn(contest.ours, contest.theirs, contest.rounds)
    except LackingError as lacking:
        return table.Result(contest, lacking=str(lacking))
    counts = tuple(map(instructions, contest.counted)) if counted else ()
    return table.Result(contest, sides, counts)


def _once(sides: Iterable[tuple[T, Side]]) -> Iterator[tuple[T, Run]]:
    for told, side in sides:
        with suppress(LackingError):
            yield told, run_once(side)


if __name__ == "__main__":
    main()
