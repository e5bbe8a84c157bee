"""Which workbooks a call means, and where each result goes. Files are only looked at, never opened."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from xlperf.lazy_regex import lazy
from xlperf.record import dataclass

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"})
FOREIGN = frozenset({".xls", ".et", ".csv", ".ods", ".xlsb", ".docx"})
"""What is read as well; its result goes into a workbook beside it."""
ARCHIVES = frozenset({".zip", ".7z", ".rar"})
"""Several files in one; each workbook in it is checked."""

RESULTS = "_检查结果"
_OWN = lazy(rf".*{RESULTS}\d*")
"""The name of a file that xlperf lays beside a workbook it could not write into."""


@dataclass(frozen=True, slots=True)
class Errand:
    """One workbook to check; ``target`` is where the result is written, None for nowhere.

    ``shown`` is what it is called where that is not its path (包.zip/名.xlsx); ``lost`` names the archive that it
    could not be taken out of.
    """

    source: Path
    target: Path | None
    shown: str = ""
    lost: str = ""

    @property
    def name(self) -> str:
        """The bare file name."""
        return self.source.name

    @property
    def told(self) -> str:
        """What the report calls the file."""
        return self.shown or str(self.source)


class WrongCall(ValueError):
    """The paths of a call do not go together; the text is for whoever typed them."""


def errands(
    paths: Sequence[Path],
    output: Path | None = None,
    *,
    write: bool = True,
    kinds: frozenset[str] = frozenset(),
) -> tuple[Errand, ...]:
    """One errand a workbook, each file once. Files given by name come along whatever they are.

    ``kinds`` are further endings to take from folders. ``output`` is a folder unless it ends like a workbook;
    in it each result keeps its name and its place below the folder that all paths have in common. WrongCall when there is nothing to do or nowhere to write.
    """
    sources = _once(source for path in paths for source in _sources(path, output, WORKBOOKS | kinds))
    if not sources:
        more = "、.xls、.et 等" if kinds else " "
        raise WrongCall(f"“{paths[0]}”里没有 .xlsx、.xlsm{more}工作簿；请核对文件夹")
    if not write:
        return tuple(Errand(source, None) for source in sources)
    if output is None:
        return tuple(Errand(source, source) for source in sources)
    if output.suffix.lower() in FOREIGN | ARCHIVES and not output.is_dir():
        raise WrongCall(
            f"结果写不成 {output.suffix} 文件：“{output}”；--output 应是以 .xlsx 结尾的文件名，或一个文件夹"
        )
    if is_single(paths):
        return (Errand(sources[0], _single_target(sources[0], output)),)
    if output.is_file() or output.suffix.lower() in WORKBOOKS:
        raise WrongCall(f"有多个文件要写，--output 应是文件夹，不是文件“{output}”")
    root = _common_folder(paths)
    return tuple(Errand(source, output / _below(source, root)) for source in sources)


def _single_target(source: Path, output: Path) -> Path:
    """The file itself when it is named as a workbook, else a file of the same name in that folder."""
    if output.suffix.lower() in WORKBOOKS and not output.is_dir():
        return output
    if output.is_file():
        raise WrongCall(f"--output 应是 .xlsx 文件名或文件夹，“{output}”是别的文件")
    return output / source.name


def is_single(paths: Sequence[Path]) -> bool:
    """Whether a call names just one file."""
    return len(paths) == 1 and not paths[0].is_dir()


def _sources(path: Path, output: Path | None, kinds: frozenset[str]) -> Iterator[Path]:
    if path.is_dir():
        yield from _walk(path, output.resolve() if output else None, kinds)
    else:
        yield path


def _walk(folder: Path, output: Path | None, kinds: frozenset[str]) -> Iterator[Path]:
    """Workbooks below a folder in order of name; a folder that cannot be entered comes as itself."""
    barred: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=lambda error: barred.append(Path(error.filename))):
        here = Path(place)
        folders[:] = sorted(
            name
            for name in folders
            if not (is_hidden(here / name) or _unfolded(here / name)) and (here / name).resolve() != output
        )
        for name in sorted(names, key=_by_number):
            path = here / name
            if path.suffix.lower() in kinds and not is_hidden(path) and not _own(path):
                yield path
    yield from barred


def _by_number(name: str) -> list[tuple[bool, int, str]]:
    """2.xlsx before 11.xlsx, as file managers sort."""
    parts = re.findall(r"[0-9]+|[^0-9]+", name)
    return [(False, int(part), "") if part[0] in "0123456789" else (True, 0, part) for part in parts]


def is_hidden(path: Path) -> bool:
    """Dot files, owner files (``~$…``) and what Windows hides; ``.xlperf`` is one of them."""
    if path.name.startswith((".", "~$")):
        return True
    try:
        attributes = getattr(path.stat(), "st_file_attributes", 0)
    except OSError:
        return False
    return bool(attributes & stat.FILE_ATTRIBUTE_HIDDEN)


def _own(path: Path) -> bool:
    return _OWN.fullmatch(path.stem) is not None


def _unfolded(folder: Path) -> bool:
    """Whether a folder holds the results of an archive beside it."""
    stem = folder.name.removesuffix(RESULTS)
    return stem != folder.name and any(folder.with_name(stem + ending).is_file() for ending in ARCHIVES)


def _once(paths: Iterator[Path]) -> tuple[Path, ...]:
    by_place: dict[Path, Path] = {}
    for path in paths:
        try:
            place = path.resolve()
        except (OSError, RuntimeError):  # a link that leads to itself
            place = path.absolute()
        by_place.setdefault(place, path)
    return tuple(by_place.values())


def _common_folder(paths: Sequence[Path]) -> Path | None:
    """The deepest folder that holds everything; None when there is none (two drives)."""
    folders = [path if path.is_dir() else path.parent for path in paths]
    try:
        return Path(os.path.commonpath([folder.absolute() for folder in folders]))
    except ValueError:
        return None


def _below(source: Path, root: Path | None) -> Path:
    absolute = source.absolute()
    if root is not None:
        return absolute.relative_to(root)
    drive = "".join(letter for letter in absolute.drive if letter.isalnum())
    return Path(drive) / absolute.relative_to(absolute.anchor)
