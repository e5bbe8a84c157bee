"""A result that cannot go into the file it is about: a workbook of our own, laid beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlperf.package.archive import read_archive
from xlperf.package.locked import locked
from xlperf.package.originals import fitting
from xlperf.package.refusal import Refused
from xlperf.package.replace import Unwritten, replace, unwritable
from xlperf.writeback.into_file import MARKED, is_ours

if TYPE_CHECKING:
    from pathlib import Path

_TRIES = 100
_AS_WRITTEN = b">2020-01-01T00:00:00Z</dcterms:modified>"
"""The day that every workbook of ours carries; whoever saves it puts another one there."""


def put_beside(source: Path, content: bytes, password: str = "") -> Path:
    """The workbook ``名_检查结果.xlsx`` beside ``source``; where it is.

    An earlier result is replaced only if nobody has saved it since; else a number is added to the name.
    """
    for number in range(1, _TRIES):
        place = source.with_name(fitting(source.stem, f"{MARKED}{number if number > 1 else ''}.xlsx"))
        if place.exists() and not _is_untouched(place, password):
            continue
        try:
            replace(place, locked(content, password) if password else content, seen=None)
        except Unwritten as refusal:
            if place.exists() and refusal.elsewhere:
                continue
            raise unwritable(place.name, refusal.why) from refusal
        return place
    raise unwritable(source.name, "旁边已有太多检查结果")


def put_at(target: Path, content: bytes, password: str = "") -> Path:
    """The workbook at ``target``; what another file held there is kept in .xlperf/originals."""
    try:
        kept = target.read_bytes() if target.is_file() and not _is_untouched(target, password) else None
        replace(target, locked(content, password) if password else content, seen=None, keep=kept)
    except Unwritten as refusal:
        raise unwritable(target.name, refusal.why) from refusal
    except OSError as error:
        raise unwritable(target.name, "目标位置已有文件，且无法读取") from error
    return target


def _is_untouched(path: Path, password: str) -> bool:
    """Whether a file is an earlier result of ours as we wrote it."""
    try:
        archive = read_archive(path, password)
        told = archive.read("docProps/core.xml")
    except Refused:
        return False
    return is_ours(path, password) and _AS_WRITTEN in told
