"""What is timed: one function a contestant, xlperf's and the alternatives', run in a process of its own.

``python -m benchmarks.contestants NAME LOOPS SCRATCH FILE…`` does the work once unmeasured and LOOPS times measured,
and prints the seconds of each (by the clock, and of the processor with all children).
"""

from __future__ import annotations

import json
import resource
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

Work = Callable[[Sequence[Path], Path], None]


def xlperf_check(files: Sequence[Path], scratch: Path) -> None:
    """Open safely, read, every check, score, write the results into a copy."""
    from xlperf.assess import look
    from xlperf.office import Office
    from xlperf.writeback.compose import compose
    from xlperf.writeback.into_file import write

    for number, file in enumerate(files):
        seen = look(file, Office())
        report, workbook = seen.report, seen.workbook
        del seen
        write(file, _fresh(scratch, number), compose(report), opened=workbook)


def xlperf_read(files: Sequence[Path], scratch: Path) -> None:
    """Open safely and read every field."""
    del scratch
    from xlperf.package.workbook import open_workbook
    from xlperf.reading import read

    for file in files:
        read(open_workbook(file))


def openpyxl_load(files: Sequence[Path], scratch: Path) -> None:
    """Load the workbook, nothing more."""
    del scratch
    import openpyxl

    for file in files:
        openpyxl.load_workbook(file).close()


def openpyxl_load_save(files: Sequence[Path], scratch: Path) -> None:
    """Load the workbook and save it: no reading, no checks, no results."""
    import openpyxl

    for number, file in enumerate(files):
        openpyxl.load_workbook(file).save(_fresh(scratch, number))


def unzip_expat(files: Sequence[Path], scratch: Path) -> None:
    """Inflate every XML member and hand each element and text to a Python function: the floor for any reader."""
    del scratch
    import zipfile
    from xml.parsers import expat

    def seen(*_: object) -> None:
        pass

    for file in files:
        with zipfile.ZipFile(file) as package:
            for name in package.namelist():
                if name.endswith((".xml", ".rels", ".vml")):
                    parser = expat.ParserCreate()
                    parser.StartElementHandler = parser.EndElementHandler = seen
                    parser.CharacterDataHandler = seen
                    parser.Parse(package.read(name), True)  # noqa: FBT003  positional only


def xlperf_pool(files: Sequence[Path], scratch: Path) -> None:
    """`xlperf check --no-write` over a folder: the guarded pool, limits on."""
    del scratch
    from xlperf.gathering import errands
    from xlperf.office import Office
    from xlperf.running import checked

    for _ in checked(errands(files, write=False), Office()):
        pass


def xlperf_pool_write(files: Sequence[Path], scratch: Path) -> None:
    """`xlperf check` over a folder, results written."""
    _pooled(_check_one, files, scratch)


def openpyxl_pool(files: Sequence[Path], scratch: Path) -> None:
    """The same pool, loading by openpyxl."""
    _pooled(_load_one, files, scratch)


def openpyxl_pool_save(files: Sequence[Path], scratch: Path) -> None:
    """The same pool, loading and saving by openpyxl."""
    _pooled(_load_save_one, files, scratch)


CONTESTANTS: Final[dict[str, Work]] = {
    work.__name__: work
    for work in (
        xlperf_check,
        xlperf_read,
        openpyxl_load,
        openpyxl_load_save,
        unzip_expat,
        xlperf_pool,
        xlperf_pool_write,
        openpyxl_pool,
        openpyxl_pool_save,
    )
}


def _pooled(work: Callable[..., None], files: Sequence[Path], scratch: Path) -> None:
    from xlperf.guarded import each

    for _ in each(partial(work, scratch=scratch), list(files), _lost):
        pass


def _lost(file: Path, reason: Any) -> None:
    raise RuntimeError(file.name, reason)


def _check_one(file: Path, scratch: Path) -> None:
    xlperf_check([file], scratch / file.stem)


def _load_one(file: Path, scratch: Path) -> None:
    _quiet()
    openpyxl_load([file], scratch)


def _load_save_one(file: Path, scratch: Path) -> None:
    _quiet()
    openpyxl_load_save([file], scratch / file.stem)


def _fresh(scratch: Path, number: int) -> Path:
    """A place where no file stands: a result that is the same as before would not be written."""
    scratch.mkdir(parents=True, exist_ok=True)
    target = scratch / f"{number}.xlsx"
    target.unlink(missing_ok=True)
    return target


def _forget() -> None:
    """What xlperf remembers of the texts of the last round: a second file would not say the same."""
    for name, module in list(sys.modules.items()):
        if name.startswith("xlperf.narrative"):
            for member in vars(module).values():
                getattr(member, "cache_clear", int)()


def _quiet() -> None:
    warnings.simplefilter("ignore")


def _processor() -> float:
    accounts = (resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in accounts)


def main() -> None:
    """See the module's docstring."""
    name, loops, scratch, *files = sys.argv[1:]
    _quiet()
    work, paths = CONTESTANTS[name], [Path(file) for file in files]
    if paths[0].is_dir():
        paths = sorted(paths[0].glob("*.xlsx"))
    seconds: list[tuple[float, float]] = []
    for _ in range(1 + int(loops)):
        _forget()
        clock, processor = time.perf_counter(), _processor()
        work(paths, Path(scratch))
        seconds.append((time.perf_counter() - clock, _processor() - processor))
    json.dump(seconds[1:] or seconds, sys.stdout)


if __name__ == "__main__":
    main()
