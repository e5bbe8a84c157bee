"""Archives among the errands → the workbooks in them, each an errand of its own, its result beside the archive."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from xlperf.gathering import ARCHIVES, FOREIGN, RESULTS, WORKBOOKS, Errand

_LARGEST = 256 * 1024 * 1024


@contextmanager
def unfolded(errands: Sequence[Errand]) -> Iterator[tuple[Errand, ...]]:
    """The errands with every archive replaced by the workbooks in it, which lie on disk until the block is left.

    A result goes into the folder ``包_检查结果`` beside 包.zip. What cannot be taken out is an errand as well, and an
    archive without workbooks stays what it was: opening it says so.
    """
    if not any(_is_archive(errand.source) for errand in errands):
        yield tuple(errands)
        return
    with tempfile.TemporaryDirectory(prefix="xlperf-", ignore_cleanup_errors=True) as scratch:
        found: list[Errand] = []
        for number, errand in enumerate(errands):
            inside = _inside(errand, Path(scratch) / str(number)) if _is_archive(errand.source) else ()
            found += inside or (errand,)
        yield tuple(found)


def _is_archive(path: Path) -> bool:
    try:
        return path.suffix.lower() in ARCHIVES and path.is_file() and path.stat().st_size <= _LARGEST
    except OSError:
        return False


def _inside(errand: Errand, scratch: Path) -> tuple[Errand, ...]:
    from xlperf.collecting.archives import Item, opened  # noqa: PLC0415  only for an archive

    try:
        data = errand.source.read_bytes()
    except OSError:
        return ()
    items, troubles = opened(Item("1", errand.source.name, data))
    names = {item.place: f"{item.folder}/{item.name}".lstrip("/") for item in items}
    found: list[Errand] = []
    for item in items[1:]:
        if Path(item.name).suffix.lower() not in WORKBOOKS | FOREIGN:
            continue
        source = scratch / item.place.replace("/", "-") / item.name
        source.parent.mkdir(parents=True)
        source.write_bytes(item.data)
        steps = item.place.split("/")
        path = "/".join(names["/".join(steps[: last + 1])] for last in range(1, len(steps)))
        found.append(Errand(source, _target(errand, names[item.place], found), f"{errand.source}/{path}"))
    lost = errand.source.name
    return (*found, *(replace(errand, shown=_shown(errand, each.place), lost=lost) for each in troubles))


def _target(errand: Errand, name: str, others: Sequence[Errand]) -> Path | None:
    """Where the result of a member goes: its own folder and name; its kind or a number tells it from another member's."""
    if errand.target is None:
        return None
    folder = errand.target.with_name(errand.target.stem + RESULTS)
    taken = {other.target for other in others}
    path, number = folder / name, 1
    kind = path.suffix.lower()
    beside = {each.stem for each in taken if each and each.parent == path.parent}
    if kind in FOREIGN and path not in taken and path.stem in beside:
        path = path.with_stem(f"{path.stem}（{kind[1:]}）")
    while path in taken:
        number += 1
        path = (folder / name).with_name(f"{Path(name).stem}({number}){Path(name).suffix}")
    return path


def _shown(errand: Errand, place: str) -> str:
    """``包.zip / 名.xlsx`` as it is told of an archive: the path of the archive and what is in it."""
    return "/".join((str(errand.source), *place.split(" / ")[1:]))
