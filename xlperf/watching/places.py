"""Where a workbook lies on its way through a watched folder. Every step is one rename: it is done, or it is not.

收件 → 检查中 → 原件 with the result in 已检查, or → 未能检查 with a note why. Whatever stops the program (kill −9,
power), the next start finds each workbook in exactly one of these places and goes on from there.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from xlperf.gathering import WORKBOOKS
from xlperf.package.originals import fitting

_LOCK = ".xlperf/watch.lock"
_RECORD = "检查记录.txt"
_NOTE = "_说明.txt"


class Watched(Exception):
    """Another program watches this folder already."""


@dataclass(frozen=True, slots=True)
class Places:
    """The folders below the one that is watched."""

    root: Path

    @property
    def inbox(self) -> Path:
        """Where staff lay their workbooks."""
        return self.root / "收件"

    @property
    def working(self) -> Path:
        """What is being checked; empty otherwise."""
        return self.root / "检查中"

    @property
    def checked(self) -> Path:
        """The workbooks with the results in them."""
        return self.root / "已检查"

    @property
    def originals(self) -> Path:
        """The workbooks as they were laid down, byte for byte."""
        return self.root / "原件"

    @property
    def refused(self) -> Path:
        """What could not be checked, each with a note why."""
        return self.root / "未能检查"

    def lay_down(self) -> None:
        """Makes the folders that are not there yet. Raises OSError."""
        for folder in (self.inbox, self.working, self.checked, self.originals, self.refused):
            folder.mkdir(parents=True, exist_ok=True)

    def claim(self, path: Path) -> Path:
        """Takes a workbook out of 收件, under a name that no other one bears. Raises OSError when it is held."""
        claimed = self.working / self._free(path.relative_to(self.inbox))
        claimed.parent.mkdir(parents=True, exist_ok=True)
        return path.rename(claimed)

    def result_of(self, claimed: Path) -> Path:
        """Where the result of a workbook in 检查中 is written."""
        return self.checked / _result(claimed.relative_to(self.working))

    def finish(self, claimed: Path) -> Path:
        """Its result lies in 已检查: the workbook goes to 原件."""
        return _moved(claimed, self.originals / claimed.relative_to(self.working))

    def refuse(self, claimed: Path, why: str) -> Path:
        """Nothing could be written: the workbook goes to 未能检查, beside it a note."""
        place = self.refused / claimed.relative_to(self.working)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.with_name(fitting(place.stem, _NOTE)).write_text(why, encoding="utf-8-sig")
        return _moved(claimed, place)

    def record(self, *fields: str) -> None:
        """One line in 检查记录.txt: the time, and what happened."""
        with (self.root / _RECORD).open("a", encoding="utf-8-sig", newline="\r\n") as record:
            record.write("\t".join((f"{datetime.now():%Y-%m-%d %H:%M:%S}", *fields)) + "\n")  # noqa: DTZ005

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Holds the folder for this program; the system lets go of it however the program ends. Raises Watched."""
        lock = self.root / _LOCK
        lock.parent.mkdir(parents=True, exist_ok=True)
        with lock.open("a+b") as held:
            _hold(held.fileno())
            yield

    def _free(self, relative: Path) -> Path:
        """The name, or the name with （2）, （3）… when a workbook of that name came before."""
        ending = "".join(relative.suffixes[-1:])
        number, name = 1, relative
        while self._taken(name):
            number += 1
            name = relative.with_name(fitting(relative.stem, f"（{number}）{ending}"))
        return name

    def _taken(self, relative: Path) -> bool:
        places = (self.working, self.originals, self.refused)
        return (
            any((place / relative).exists() for place in places)
            or (self.checked / _result(relative)).exists()
        )


def _result(relative: Path) -> Path:
    """自评表.xlsx for itself; 自评表（xls）.xlsx for what no marks can be written into."""
    if relative.suffix.lower() in WORKBOOKS:
        return relative
    return relative.with_name(fitting(relative.stem, f"（{relative.suffix[1:].lower()}）.xlsx"))


def _moved(path: Path, place: Path) -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    return path.rename(place)


def _hold(handle: int) -> None:
    """An exclusive lock of the system; a share that knows no locks is taken as free."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        raise Watched from None
    except OSError:
        return
