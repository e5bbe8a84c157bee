"""Bytes replaced at given places of a part, and the edits that put them back.

Every change xlperf makes to a part is a handful of edits against the bytes as they were; whatever
lies between two edits is carried over untouched. The inverse of the edits is what the journal keeps.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from xlperf.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Edit:
    """``data[start:end]`` becomes ``text``; ``start == end`` inserts."""

    start: int
    end: int
    text: bytes


def in_order(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits from left to right; several at one place stay in the order given. Overlaps are refused."""
    ordered = tuple(sorted(edits, key=lambda edit: (edit.start, edit.end)))
    for before, after in itertools.pairwise(ordered):
        if after.start < before.end:
            raise ValueError(f"edits overlap at byte {after.start}")
    return ordered


def spliced(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The data with all edits made."""
    return b"".join(pieces(data, edits))


def pieces(data: bytes, edits: Iterable[Edit]) -> Iterator[bytes | memoryview]:
    """What ``spliced`` puts together, piece by piece: nothing is copied."""
    whole = memoryview(data)
    position = 0
    for edit in in_order(edits):
        yield whole[position : edit.start]
        yield edit.text
        position = edit.end
    yield whole[position:]


@dataclass(frozen=True, slots=True)
class Spliced:
    """``data`` with edits made but not put together: a part may be many megabytes long."""

    data: bytes
    edits: tuple[Edit, ...]

    def __len__(self) -> int:
        return len(self.data) + sum(len(edit.text) - (edit.end - edit.start) for edit in self.edits)


def pieces_of(content: bytes | Spliced) -> tuple[bytes | memoryview, ...]:
    """What a part is made of, piece by piece."""
    return tuple(pieces(content.data, content.edits)) if isinstance(content, Spliced) else (content,)


def inverse(data: bytes, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits that turn ``spliced(data, edits)`` back into ``data``."""
    back, shift = [], 0
    for edit in in_order(edits):
        start = edit.start + shift
        back.append(Edit(start, start + len(edit.text), data[edit.start : edit.end]))
        shift += len(edit.text) - (edit.end - edit.start)
    return tuple(back)


def difference(old: bytes, new: bytes) -> tuple[Edit, ...]:
    """One edit that turns ``old`` into ``new``: what stands between their common beginning and end."""
    if old == new:
        return ()
    head = _shared(old, new)
    room = min(len(old), len(new)) - head
    tail = min(_shared(old[::-1], new[::-1]), room)
    return (Edit(head, len(old) - tail, new[head : len(new) - tail]),)


def _shared(one: bytes, other: bytes) -> int:
    """How many bytes at the beginning are the same, found by halving."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
