"""Originals kept beside a workbook: how they are named, and which there are.

``.xlperf/originals/自评表.1f2e3d4c5b6a7980.xlsx``: the name that staff know, and a hash of the content, so that
the same content is kept once. The newest is the one that was replaced last.
"""

from __future__ import annotations

import hashlib
import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

ORIGINALS = ".xlperf/originals"
_LONGEST_NAME = 255  # bytes, on every common file system
_DIGITS = 16


def kept_original(path: Path, content: bytes) -> Path:
    """Where the original of a file with this content is kept."""
    ending = f".{hashlib.sha256(content).hexdigest()[:_DIGITS]}{path.suffix}"
    return path.parent / ORIGINALS / fitting(path.stem, ending)


def kept_originals(path: Path) -> tuple[Path, ...]:
    """Everything that is kept of a file of this name, the one replaced last first."""
    digits = "0" * _DIGITS
    stem = fitting(path.stem, f".{digits}{path.suffix}").removesuffix(f".{digits}{path.suffix}")
    own = re.compile(rf"{re.escape(stem)}\.[0-9a-f]{{{_DIGITS}}}{re.escape(path.suffix)}")
    folder = path.parent / ORIGINALS
    found = [kept for kept in folder.iterdir() if own.fullmatch(kept.name)] if folder.is_dir() else []
    return tuple(sorted(found, key=lambda kept: kept.stat().st_mtime_ns, reverse=True))


def fitting(stem: str, ending: str) -> str:
    """The stem with the ending, shortened to the longest name that a file can have."""
    while len(os.fsencode(stem + ending)) > _LONGEST_NAME:
        stem = stem[:-1]
    return stem + ending
