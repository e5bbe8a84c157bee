"""Where a workbook lies on its way through a watched folder. Every step is one rename: it is done, or it is not.

收件 → 检查中 → 原件 with the result in 已检查, or → 未能检查 with a note why. Whatever stops the program (kill −9,
power), the next start finds each workbook in exactly one of these places and goes on from there.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from xlperf.gathering import WORKBOOKS
from xlperf.package.originals import fitting
from xlperf.record import dataclass

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
        place = _unused(self.refused / claimed.relative_to(self.working))
        place.parent.mkdir(parents=True, exist_ok=True)
        _note_of(place).write_text(why, encoding="utf-8-sig")
        return _moved(claimed, place)

    def anew(self, dropped: Path) -> Path:
        """A workbook that somebody laid into 检查中 itself, though one of its name was checked before: a name of its own."""
        return dropped.rename(self.working / self._free(dropped.relative_to(self.working)))

    def was_checked(self, claimed: Path) -> bool:
        """Whether a workbook of this name has been through already."""
        return (
            self.result_of(claimed).is_file()
            and (self.originals / claimed.relative_to(self.working)).exists()
        )

    def record(self, *fields: str) -> None:
        """One line in 检查记录.txt: the time, and what happened. Raises OSError (somebody has it open)."""
        told = "\t".join((f"{datetime.now():%Y-%m-%d %H:%M:%S}", *map(_on_one_line, fields)))  # noqa: DTZ005
        with (self.root / _RECORD).open("a", encoding="utf-8-sig", newline="\r\n") as record:
            record.write(f"{told}\n")

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
        result = self.checked / _result(relative)
        beside = (self.working / relative).parent
        return (
            any((place / relative).exists() for place in places)
            or result.exists()
            or (beside.is_dir() and any(self.result_of(other) == result for other in beside.iterdir()))
        )


def _result(relative: Path) -> Path:
    """自评表.xlsx for itself; 自评表（xls）.xlsx for what no marks can be written into."""
    if relative.suffix.lower() in WORKBOOKS:
        return relative
    return relative.with_name(fitting(relative.stem, f"（{relative.suffix[1:].lower()}）.xlsx"))


def _moved(path: Path, place: Path) -> Path:
    """Nothing is ever replaced: what lies there already keeps its name."""
    place.parent.mkdir(parents=True, exist_ok=True)
    return path.rename(_unused(place))


def _unused(place: Path) -> Path:
    number, name = 1, place
    while name.exists() or name.is_symlink():
        number += 1
        name = place.with_name(fitting(place.stem, f"（{number}）{place.suffix}"))
    return name


def _note_of(place: Path) -> Path:
    """自评表_说明.txt; with the kind in its name when a file that differs only by it lies there."""
    others = place.parent.iterdir()
    alike = any(each.stem == place.stem and each.suffix != place.suffix for each in others)
    return place.with_name(fitting(place.stem, f"（{place.suffix[1:]}）{_NOTE}" if alike else _NOTE))


def _on_one_line(field: str) -> str:
    """A name may hold line ends, tabs and what is no letter in any encoding."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in field)


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
