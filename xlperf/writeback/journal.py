"""What the results sheet remembers, so that every byte can be put back.

The journal lies in an extension of the results sheet (ECMA-376 §18.2.10: a program that does not know an
extension lets it be or drops it). For every member that was changed it holds the inverse edits with
the hash of the member after writing; it holds nothing about a file that another program has saved since.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import zlib
from typing import TYPE_CHECKING

from xlperf.lazy_regex import lazy
from xlperf.package.patch.splice import Edit, Spliced, inverse, pieces, pieces_of, spliced
from xlperf.package.rewrite import Changes
from xlperf.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlperf.package.archive import Archive
    from xlperf.package.patch.draft import Settled

_URI = "{5B1F6E0A-7C3D-4E8B-9A41-2D6C0F93E7B5}"
_NAMESPACE = "urn:xlperf:journal:1"
_PAYLOAD = lazy(rb"<xlperf:journal>([A-Za-z0-9+/=\s]*)</xlperf:journal>")
_LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Journal:
    """Per changed member: hash after, length and CRC before, the edits back; and the new members, with hashes."""

    changed: Mapping[str, tuple[str, str, tuple[Edit, ...]]]
    added: Mapping[str, str]


def journal_of(settled: Settled, after: Mapping[str, bytes | Spliced], results_part: str) -> Journal:
    """What must be remembered of a draft. The results sheet holds the journal, so not its own hash."""
    changed = {
        name: (
            _hash(*pieces_of(after[name])),
            _check(settled.before[name]),
            inverse(settled.before[name], edits),
        )
        for name, edits in settled.edits.items()
    }
    added = {name: "" if name == results_part else _hash(content) for name, content in settled.added.items()}
    return Journal(changed, added)


def written_journal(journal: Journal) -> bytes:
    """The journal as the extension list of the results sheet."""
    plain = {
        "changed": {
            name: [after, before, [[e.start, e.end, base64.b64encode(e.text).decode()] for e in edits]]
            for name, (after, before, edits) in journal.changed.items()
        },
        "added": dict(journal.added),
    }
    packed = base64.b64encode(zlib.compress(json.dumps(plain, separators=(",", ":")).encode(), 9))
    return b'<extLst><ext uri="%s" xmlns:xlperf="%s"><xlperf:journal>%s</xlperf:journal></ext></extLst>' % (
        _URI.encode(), _NAMESPACE.encode(), packed,
    )  # fmt: skip


def read_journal(results: bytes) -> Journal | None:
    """The journal in a results sheet; None when it is gone or not whole."""
    found = _PAYLOAD.search(results)
    if not found:
        return None
    try:
        unpacker = zlib.decompressobj()
        plain = json.loads(unpacker.decompress(base64.b64decode(found[1]), _LARGEST))
        changed = {
            str(name): (
                str(after),
                str(before),
                tuple(Edit(int(s), int(e), base64.b64decode(t)) for s, e, t in edits),
            )
            for name, (after, before, edits) in plain["changed"].items()
        }
        return Journal(changed, {str(name): str(told) for name, told in plain["added"].items()})
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        OverflowError,
        RecursionError,
        zlib.error,
        binascii.Error,
    ):
        return None


def undone(archive: Archive, journal: Journal) -> Changes | None:
    """The changes that give the workbook back as it was; None when any part is not as we left it."""
    if not can_be_undone(archive, journal):
        return None
    replaced = {name: spliced(archive.read(name), edits) for name, (_, _, edits) in journal.changed.items()}
    return Changes(replaced=replaced, dropped=frozenset(journal.added))


def can_be_undone(archive: Archive, journal: Journal) -> bool:
    """Whether every part is as we left it, and the edits back give every byte of what it was before."""
    for name, told in journal.added.items():
        if not archive.find(name) or (told and _hash(archive.read(name)) != told):
            return False
    for name, (after, before, edits) in journal.changed.items():
        content = archive.read(name) if archive.find(name) else None
        if content is None or _hash(content) != after:
            return False
        try:
            if _check(*pieces(content, edits)) != before:
                return False
        except ValueError:
            return False
    return True


def _hash(*contents: bytes | memoryview) -> str:
    """The hash of all that is given, one behind the other."""
    digest = hashlib.sha256()
    for content in contents:
        digest.update(content)
    return digest.hexdigest()


def _check(*contents: bytes | memoryview) -> str:
    """Length and CRC of all that is given, one behind the other."""
    length = check = 0
    for content in contents:
        length, check = length + len(content), zlib.crc32(content, check)
    return f"{length}-{check:08x}"
