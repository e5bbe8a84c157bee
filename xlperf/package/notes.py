"""Notes (legacy comments) that people left at cells of a sheet, and what else a package holds besides cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlperf.lazy_regex import lazy
from xlperf.package.markup import walk
from xlperf.package.references import cell_at
from xlperf.package.relationships import relationships
from xlperf.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xlperf.package.archive import Archive

_OURS = lazy(r"〔xlperf [0-9a-f]{8}〕\s*$")
_BESIDES = (
    (lazy(r"(xl|word)/media/|Pictures/"), "图片"),
    (lazy(r"(xl|word)/charts/chart"), "图表"),
    (lazy(r"(xl|word)/embeddings/"), "嵌入的文件"),
    (lazy(r"xl/threadedComments/"), "批注对话"),
    (lazy(r"word/comments\.xml"), "Word 批注"),
    (lazy(r"word/(foot|end)notes\.xml"), "脚注、尾注"),
    (lazy(r"word/(header|footer)\d"), "页眉、页脚"),
)


@dataclass(frozen=True, slots=True)
class Note:
    """A note at a cell, row and column from 1."""

    sheet: str
    row: int
    column: int
    text: str


def notes_of(archive: Archive, sheet: str, part: str) -> tuple[Note, ...]:
    """The notes of one sheet part that xlperf did not write; () when it has none."""
    found: list[Note] = []
    for relation in relationships(archive, part):
        if relation.kind == "comments" and archive.find(relation.part):
            found += _notes(sheet, relation.part, archive.read(relation.part))
    return tuple(note for note in found if not is_ours(note.text))


def is_ours(text: str) -> bool:
    """Whether xlperf wrote this note, in whatever format it was saved since."""
    return _OURS.search(text) is not None


def _notes(sheet: str, part: str, data: bytes) -> list[Note]:
    found: list[Note] = []
    reference = ""
    text: list[str] = []
    inside = False

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal reference, inside
        if name == "comment":
            reference = attributes.get("ref", "")
            text.clear()
        inside = name == "t"

    def end(name: str) -> None:
        nonlocal inside
        inside = False
        if name == "comment" and "".join(text).strip():
            found.append(Note(sheet, *cell_at(part, reference), "".join(text)))

    def told(words: str) -> None:
        if inside:
            text.append(words)

    walk(part, data, start, end, told)
    return found


def kinds_besides(names: Iterable[str]) -> tuple[str, ...]:
    """What the members of a package say it holds besides cells, a phrase for each kind."""
    counted: dict[str, int] = {}
    for name in names:
        for pattern, kind in _BESIDES:
            if pattern.match(name.lstrip("/")) and not name.endswith("/"):
                counted[kind] = counted.get(kind, 0) + 1
    return tuple(f"{kind} {count} 个" for kind, count in counted.items())
