"""What is installed on a desk: pieces, each with its files and what the user does next. Nothing is written here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from xlperf.installing.desk import Desk
from xlperf.installing.starters import autostart, batch, desktop_entry, shell
from xlperf.lazy_regex import lazy
from xlperf.record import dataclass

_PLUGIN = lazy(r"<jsplugin\b[^>]*/>")
_URL = lazy(r'\burl="([^"]+)"')


@dataclass(frozen=True, slots=True)
class File:
    """One file: its content, or the file that it is a copy of."""

    path: Path
    content: bytes | Path
    runs: bool = False

    def read(self) -> bytes:
        """The content."""
        return self.content if isinstance(self.content, bytes) else self.content.read_bytes()


@dataclass(frozen=True, slots=True)
class Entry:
    """One element in a list that other programs share (publish.xml)."""

    path: Path
    element: str


@dataclass(frozen=True, slots=True)
class Piece:
    """``needs``: the folder without which the piece has no place; ``place`` is what the user is shown."""

    title: str
    place: Path
    files: tuple[File, ...]
    needs: Path | None = None
    entry: Entry | None = None
    afterwards: str = ""

    @property
    def also(self) -> tuple[Path, ...]:
        """Its files that lie neither at ``place`` nor below it, and the list that it enters."""
        lists = () if self.entry is None else (self.entry.path,)
        away = (file.path for file in self.files if self.place not in (file.path, *file.path.parents))
        return (*away, *lists)

    @property
    def has_its_place(self) -> bool:
        """Whether the program that it is for has been used by this user."""
        return self.needs is None or self.needs.is_dir()


def pieces(desk: Desk, macros: Path) -> tuple[Piece, ...]:
    """Everything for this desk; ``macros`` is the folder with xlperf.xlam and wps/."""
    return (
        *_program(desk),
        *(_on_windows(desk, macros) if desk.on_windows else _on_linux(desk)),
        *_wps(desk, macros),
    )


def _program(desk: Desk) -> Iterator[Piece]:
    """The built program itself, when it runs from where it was unpacked."""
    if desk.unpacked is None or desk.unpacked == desk.installed_program:
        return
    source = desk.unpacked
    files = tuple(
        File(desk.installed_program / path.relative_to(source), path, runs=bool(path.stat().st_mode & 0o100))
        for path in sorted(source.rglob("*"))
        if path.is_file()
    )
    yield Piece("检查程序", desk.installed_program, files)


def _on_windows(desk: Desk, macros: Path) -> Iterator[Piece]:
    sent = desk.send_to / "绩效自评检查.cmd"
    yield Piece(
        "右键“发送到”",
        sent,
        (File(sent, batch(desk, "check %*", waits=True)),),
        afterwards="选中工作簿，右键 → 发送到 → 绩效自评检查",
    )
    added = desk.excel / "XLSTART" / "xlperf.xlam"
    yield Piece(
        "Excel 加载项",
        added,
        (File(added, macros / "xlperf.xlam"),),
        needs=desk.excel,
        afterwards="重新打开 Excel，功能区有“绩效自评”",
    )


def _on_linux(desk: Desk) -> Iterator[Piece]:
    script = desk.local / "xlperf" / "check.sh"
    entry = desk.local / "applications" / "xlperf-check.desktop"
    yield Piece(
        "右键“打开方式”",
        entry,
        (File(script, shell(desk), runs=True), File(entry, desktop_entry(script))),
        afterwards="选中工作簿，右键 → 打开方式 → 绩效自评检查",
    )


def _wps(desk: Desk, macros: Path) -> Iterator[Piece]:
    """The JS add-in in jsaddons, its line in publish.xml, and the service that it asks."""
    element = _PLUGIN.search((macros / "wps" / "publish.xml").read_text(encoding="utf-8"))
    if element is None:
        raise ValueError("macros/wps/publish.xml")
    url = _URL.search(element[0])
    folder = desk.wps / "jsaddons"
    place = folder / (url[1] if url else "xlperf")
    files = tuple(
        File(place / path.name, path)
        for path in sorted((macros / "wps").iterdir())
        if path.is_file() and path.name != "publish.xml"
    )
    yield Piece(
        "WPS 加载项",
        place,
        (*files, autostart_file(desk)),
        needs=desk.wps,
        entry=Entry(folder / "publish.xml", element[0]),
        afterwards="运行 xlperf serve（下次登录起自动运行）；打开 WPS 表格，提示是否信任时选信任，再重新打开",
    )


def autostart_file(desk: Desk) -> File:
    """Starts ``xlperf serve`` with the session."""
    if desk.on_windows:
        return File(desk.start_up / "绩效自评检查服务.cmd", batch(desk, "serve", waits=False))
    return File(desk.start_up / "xlperf-serve.desktop", autostart(desk))
