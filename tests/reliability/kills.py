"""kill −9 at every file operation of write and clean: afterwards the workbook is the old one or the new one, whole."""

from __future__ import annotations

import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.writeback.books import score_sheet
from tests.writeback.breaking import child, marked
from xlperf.assess import assess
from xlperf.demo import examples
from xlperf.forms import workbooks
from xlperf.forms.template import write_workbook
from xlperf.office import Office
from xlperf.writeback.compose import compose
from xlperf.writeback.into_file import Written, clean, write

Change = Callable[[Path], Written]


@dataclass(frozen=True, slots=True)
class Killed:
    """How many times a process was killed, how many workbooks were lost, and how many ended old and new."""

    points: int = 0
    lost: int = 0
    old: int = 0
    new: int = 0

    def __add__(self, other: Killed) -> Killed:
        return Killed(
            self.points + other.points, self.lost + other.lost, self.old + other.old, self.new + other.new
        )


def kills(*, full: bool) -> Killed:
    """Every operation, before and after it takes effect; of clean on one workbook; ``full``: and of write on three."""
    with tempfile.TemporaryDirectory() as folder:
        cases = list(_cases(Path(folder), full=full))
        return sum((_killed_everywhere(path, change) for path, change in cases), Killed())


def _cases(folder: Path, *, full: bool) -> Iterator[tuple[Path, Change]]:
    written = score_sheet(_in_own_folder(folder, "已标记.xlsx"))
    marked(written)
    yield written, _clean
    if not full:
        return
    yield score_sheet(_in_own_folder(folder, "评分.xlsx")), marked
    for example in examples()[:2]:
        path = _in_own_folder(folder, example.name)
        write_workbook(workbooks.workbook(example.kind), path, example.draft)
        yield path, _check


def _in_own_folder(folder: Path, name: str) -> Path:
    place = folder / Path(name).stem
    place.mkdir()
    return place / name


def _check(path: Path) -> Written:
    return write(path, path, compose(assess(path, Office())))


def _clean(path: Path) -> Written:
    return clean(path, path)


def _killed_everywhere(path: Path, change: Change) -> Killed:
    """One workbook, one change of it, one process killed at each operation in turn."""
    old = path.read_bytes()
    change(path)
    new = path.read_bytes()
    _afresh(path, old)
    total = child(path, 0, "before", change=change).operations
    told = Killed()
    for what in ("before", "after"):
        for k in range(1, total + 1):
            _afresh(path, old)
            died = child(path, k, what, change=change).killed_by == signal.SIGKILL
            now = path.read_bytes()
            whole = died and now in (old, new) and _goes_on(path, change, new)
            told += Killed(1, int(not whole), int(now == old), int(now == new))
    return told


def _goes_on(path: Path, change: Change, new: bytes) -> bool:
    """The same change afterwards succeeds and leaves no temporary file behind."""
    change(path)
    return path.read_bytes() == new and not list(path.parent.rglob("*.tmp"))


def _afresh(path: Path, content: bytes) -> None:
    """The folder as before."""
    shutil.rmtree(path.parent)
    path.parent.mkdir()
    path.write_bytes(content)
