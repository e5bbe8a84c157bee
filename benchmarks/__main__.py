"""``python -m benchmarks``: every contest, a table on the screen and, in the full form, benchmarks/RESULTS.md.

``--short`` takes about a minute (small batches, short lists, one round); ``--only KEY`` runs one contest. Only the full
run writes the file. Each row is printed as soon as it is measured; what is being done is told on standard error. No
figure fails the run.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Final, TypeVar

from benchmarks import table
from benchmarks.contests import FULL, SHORT, Contest, Extent, beside_press, contests, growth, keys
from benchmarks.measuring import (
    INTERRUPTED,
    ROOT,
    LackingError,
    Run,
    Side,
    in_turn,
    instructions,
    python,
    run_once,
)

_GROWTH: Final = "growth"
_OF_MANY: Final = (None, "batch", "batch-write")
_OF_GROWTH: Final = (None, _GROWTH)
_OF_PRESS: Final = (None, "press")
"""What is chosen when the workbooks of a batch, those of growing length, and what stands beside a press are wanted."""
_NEEDED: Final = ("openpyxl", "pytest")
"""What the other sides are run by, beyond what xlperf itself needs."""
_SHORT_TOLD: Final = (
    f"**The short run, a look and no result**: one round of each, {SHORT.rows:,} vouchers instead of {FULL.rows:,}, "
    f"batches of {SHORT.files} files instead of {FULL.files:,}, growth up to {SHORT.counts[-1]:,} vouchers instead of "
    f"{FULL.counts[-1]:,}. Left out: the contest `{'`, `'.join(SHORT.without)}`, other ways of a press, instructions. "
    "Where the goal is for another size, there is no verdict."
)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Run:
    """What is asked for: ``uncounted`` says why no instructions are counted, if so."""

    folder: Path
    extent: Extent
    short: bool
    only: str | None
    uncounted: str


def main() -> None:
    """See the module's docstring."""
    parser = _parser()
    chosen = parser.parse_args()
    known = [*keys(), _GROWTH]
    if chosen.only not in (None, *known):
        parser.error(f"no contest “{chosen.only}”; there are: {', '.join(known)}")
    if chosen.short and chosen.files is not None:
        parser.error(f"--short takes {SHORT.files} files; --files is for the full run")
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        parser.exit(2, f'needs {", ".join(missing)}: pip install -e ".[test]"\n')
    extent = (
        SHORT if chosen.short else replace(FULL, files=FULL.files if chosen.files is None else chosen.files)
    )
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as passing:
        folder = chosen.folder or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        try:
            _run(_Run(folder, extent, chosen.short, chosen.only, _why_uncounted(chosen)))
        except KeyboardInterrupt:
            sys.stderr.write("interrupted; no file is written\n")
            sys.exit(INTERRUPTED)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="xlperf beside named alternatives, on the same workbooks. The full run takes about a quarter of an hour on "
        "two processors; it alone writes benchmarks/RESULTS.md.",
    )
    parser.add_argument(
        "--short", action="store_true", help="about a minute: small batches, short lists, one round"
    )
    parser.add_argument("--only", metavar="KEY", help=f"one contest: {', '.join((*keys(), _GROWTH))}")
    parser.add_argument(
        "--files", type=_count, metavar="N", help=f"so many workbooks in a batch, {FULL.files:,} unless told"
    )
    parser.add_argument("--uncounted", action="store_true", help="no instruction counts, which take minutes")
    parser.add_argument("--folder", type=Path, help="keep the workbooks here, for the next run")
    return parser


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return count


def _why_uncounted(chosen: argparse.Namespace) -> str:
    if chosen.short:
        return "left out of the short run"
    if chosen.uncounted:
        return "--uncounted"
    return "" if shutil.which("valgrind") else "valgrind is not installed"


def _run(run: _Run) -> None:
    began = time.monotonic()
    _make(run)
    wanted = [
        replace(contest, rounds=1) if run.short else contest
        for contest in contests(run.folder, run.extent)
        if contest.key == run.only or (run.only is None and contest.key not in run.extent.without)
    ]
    parts = table.Parts(
        _SHORT_TOLD if run.short else "",
        (_contest(contest, counted=not run.uncounted) for contest in wanted),
        _once("beside a press", () if run.short or run.only not in _OF_PRESS else beside_press(run.folder)),
        _once("growth", growth(run.folder, run.extent.counts if run.only in _OF_GROWTH else ())),
        run.uncounted if any(contest.counted for contest in wanted) else "",
    )
    lines: list[str] = []
    for line in table.page(parts):
        print(line, flush=True)
        lines.append(line)
    for line in table.took(time.monotonic() - began):
        print(line)
        lines.append(line)
    if not run.short and run.only is None:
        (ROOT / "benchmarks" / "RESULTS.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _make(run: _Run) -> None:
    _doing("making the workbooks")
    files = run.extent.files if run.only in _OF_MANY else 0
    counts = (run.extent.rows, *(run.extent.counts if run.only in _OF_GROWTH else ()))
    made = python("-m", "benchmarks.workloads", str(run.folder), str(files), *map(str, counts))
    run_once(Side("benchmarks.workloads", made))


def _contest(contest: Contest, *, counted: bool) -> table.Result:
    _doing(f"{contest.key}: {contest.work}")
    try:
        sides = in_turn(contest.ours, contest.theirs, contest.rounds)
    except LackingError as lacking:
        return table.Result(contest, lacking=str(lacking))
    counts = tuple(map(instructions, contest.counted)) if counted else ()
    return table.Result(contest, sides, counts)


def _once(what: str, sides: Iterable[tuple[T, Side]]) -> Iterator[tuple[T, Run]]:
    for told, side in sides:
        _doing(f"{what}: {told}")
        with suppress(LackingError):
            yield told, run_once(side)


def _doing(what: str) -> None:
    """A sign of life; the table alone goes to standard output."""
    sys.stderr.write(f"{what} …\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
