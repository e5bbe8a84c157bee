"""Lays pieces down and takes them out again. A file that somebody else made or changed is never touched.

The record is written before the first file, so that whatever stops the program, everything of ours is known.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from xlperf.installing.desk import Desk
from xlperf.installing.pieces import Entry, File, Piece
from xlperf.installing.record import Record, Unreadable, read_record, write_record
from xlperf.installing.shared_list import with_ours, without_ours
from xlperf.package.replace import Unwritten, replace
from xlperf.record import dataclass

_LEFT_CHANGED = "没有动：放好以后被改过；不要了请自己删除"
_BROKEN_RECORD = "读不懂，什么也没有动；请先运行一次 xlperf install 重建记录，再运行 xlperf uninstall"
_LEFT_IN_USE = "没有动：正在使用；请关闭 Excel、WPS 和检查程序后再运行一次 xlperf uninstall"


@dataclass(frozen=True, slots=True)
class Step:
    """What was done, or left alone and why; ``fine`` is False when the user should look.

    ``also``: what lies elsewhere and belongs to it.
    """

    title: str
    words: str
    place: Path
    afterwards: str = ""
    fine: bool = True
    also: tuple[Path, ...] = ()


def install(desk: Desk, wanted: Sequence[Piece], *, only_tell: bool = False) -> Iterator[Step]:
    """Lays down what has its place; what an older edition laid down and this one does not, goes.

    ``only_tell`` changes nothing. Raises OSError or Unwritten when the record cannot be written.
    """
    before = _known(desk)
    placed = [piece for piece in wanted if piece.has_its_place]
    mine = Record(
        {piece.title: dict(_free(piece.files, before.files)) for piece in placed},
        [str(piece.entry.path) for piece in placed if piece.entry is not None],
        [*before.folders, *_missing_folders(desk, placed)],
    )
    if not only_tell:
        write_record(desk.record, before.joined(mine))
    for piece in wanted:
        if piece.has_its_place:
            yield _lay(piece, mine.pieces[piece.title], only_tell=only_tell)
        else:
            yield Step(piece.title, "跳过：没有安装，或还没有打开过一次", piece.needs or piece.place)
    if not only_tell:
        for path in before.files.keys() - mine.files.keys():
            _take_out(Path(path), before.files[path])
        write_record(desk.record, mine)


def uninstall(desk: Desk, *, only_tell: bool = False) -> Iterator[Step]:
    """Takes out what is recorded and still as it was laid down, and our lines in shared lists."""
    try:
        record = read_record(desk.record)
    except Unreadable:
        yield Step("安装记录", _BROKEN_RECORD, desk.record, fine=False)
        return
    for shared in map(Path, record.lists):
        if shared.is_file():
            struck = only_tell or _strike_out(shared)
            words = (
                f"{'要去掉' if only_tell else '去掉了'}本程序的一行"
                if struck
                else "没有动：不能读写，请自己去掉 xlperf 一行"
            )
            yield Step("WPS 加载项清单", words, shared, fine=struck)
    held: dict[str, dict[str, str]] = {}
    for title, files in record.pieces.items():
        left = [path for path, told in files.items() if not only_tell and not _take_out(Path(path), told)]
        held[title] = {path: files[path] for path in left if _holds(Path(path), files[path])}
        if len(left) < len(files):
            done = "要取下" if only_tell else "取下了"
            where, *also = _folders(files)
            yield Step(title, f"{done} {len(files) - len(left)} 个文件", where, also=tuple(also))
        for path in left:
            yield Step(title, _LEFT_IN_USE if path in held[title] else _LEFT_CHANGED, Path(path), fine=False)
    if any(held.values()):
        write_record(desk.record, Record(held, [], record.folders))
    elif not only_tell:
        desk.record.unlink(missing_ok=True)
        for folder in sorted(record.folders, reverse=True):
            with contextlib.suppress(OSError):  # not empty: something else lies there
                Path(folder).rmdir()


def _known(desk: Desk) -> Record:
    """What is recorded; where that is broken, what lies there as we would lay it is known by its content."""
    try:
        return read_record(desk.record)
    except Unreadable:
        return Record()


def _lay(piece: Piece, mine: Mapping[str, str], *, only_tell: bool) -> Step:
    foreign = [file.path for file in piece.files if str(file.path) not in mine]
    if foreign:
        return Step(piece.title, "没有动：这里已有别的同名文件，请核对后移走再装", foreign[0], fine=False)
    fresh = [file for file in piece.files if not _holds(file.path, mine[str(file.path)])]
    try:
        if not only_tell:
            for file in fresh:
                _put(file)
        listed = piece.entry is None or _enter(piece.entry, only_tell=only_tell)
    except (OSError, Unwritten) as error:
        why = error.why if isinstance(error, Unwritten) else "不能写"
        return Step(piece.title, f"没有放成：{why}；请关闭 Excel、WPS 后再装一次", piece.place, fine=False)
    if not listed:
        return Step(piece.title, "没有登记：publish.xml 读不懂，请核对", piece.place, fine=False)
    done = "要放在这里" if only_tell else "放好了"
    return Step(
        piece.title, done if fresh else "已经是最新的", piece.place, piece.afterwards, also=piece.also
    )


def _put(file: File) -> None:
    file.path.parent.mkdir(parents=True, exist_ok=True)
    replace(file.path, file.read(), seen=None)
    if file.runs:
        file.path.chmod(0o755)


def _enter(entry: Entry, *, only_tell: bool) -> bool:
    """Whether our element stands in the list now (or would)."""
    text = _text(entry.path) if entry.path.exists() else ""
    made = None if text is None else with_ours(text, entry.element)
    if made is None:
        return False
    if not only_tell and made != text:
        entry.path.parent.mkdir(parents=True, exist_ok=True)
        replace(entry.path, made.encode(), seen=None)
    return True


def _strike_out(path: Path) -> bool:
    text = _text(path)
    if text is None:
        return False
    rest = without_ours(text)
    try:
        if rest is None:
            path.unlink()
        elif rest != text:
            replace(path, rest.encode(), seen=None)
    except (OSError, Unwritten):
        return False
    return True


def _text(path: Path) -> str | None:
    """Line ends and all; None when it cannot be read as UTF-8."""
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _free(files: Iterable[File], known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The files whose place is free, or holds what we laid there, or the very same; with their hashes."""
    for file in files:
        told = _hash(file.read())
        there = _hash(file.path.read_bytes()) if file.path.is_file() else None
        link = file.path.is_symlink()  # what it leads to is somebody else's
        if not link and (there in {told, known.get(str(file.path))} or not (there or file.path.exists())):
            yield str(file.path), told


def _missing_folders(desk: Desk, placed: Iterable[Piece]) -> list[str]:
    """The folders that are made for the pieces and the record."""
    paths = [desk.record, *(file.path for piece in placed for file in piece.files)]
    paths += [piece.entry.path for piece in placed if piece.entry is not None]
    return sorted({str(folder) for path in paths for folder in path.parents if not folder.exists()})


def _holds(path: Path, told: str) -> bool:
    return path.is_file() and _hash(path.read_bytes()) == told


def _take_out(path: Path, told: str) -> bool:
    """False when it is not what we laid down, or the system does not let go of it (a program that runs)."""
    if not path.exists():
        return True
    if not _holds(path, told):
        return False
    try:
        path.unlink()
    except OSError:
        return False
    return True


def _folders(files: Iterable[str]) -> list[Path]:
    """The folders that the files lie in, of each tree the topmost; a file that lies alone is told itself."""
    paths = [Path(path) for path in files]
    if len(paths) == 1:
        return paths
    found: list[Path] = []
    for path in sorted({path.parent for path in paths}):
        if not any(above in path.parents for above in found):
            found.append(path)
    return found


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
