"""installed.json: which files are ours, by the hash of what was laid down, and which folders were made for them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from xlperf.package.replace import replace


@dataclass(frozen=True, slots=True)
class Record:
    """``pieces``: title → path → SHA-256. ``lists``: shared lists with a line of ours. ``folders``: made by us."""

    pieces: dict[str, dict[str, str]] = field(default_factory=dict)
    lists: list[str] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)

    @property
    def files(self) -> dict[str, str]:
        """Path → SHA-256 of everything."""
        return {path: told for files in self.pieces.values() for path, told in files.items()}

    def joined(self, other: Record) -> Record:
        """Both; what the other says of a file holds."""
        pieces = {title: dict(files) for title, files in self.pieces.items()}
        for title, files in other.pieces.items():
            pieces[title] = {**pieces.get(title, {}), **files}
        return Record(
            pieces,
            list(dict.fromkeys([*self.lists, *other.lists])),
            list(dict.fromkeys([*self.folders, *other.folders])),
        )


class Unreadable(Exception):
    """There is a record, but it cannot be read."""


def read_record(path: Path) -> Record:
    """What is recorded; nothing when there is no record. Raises Unreadable when it is broken."""
    if not path.exists():
        return Record()
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        pieces = {
            str(title): {str(a): str(b) for a, b in files.items()} for title, files in told["pieces"].items()
        }
        return Record(pieces, list(map(str, told["lists"])), list(map(str, told["folders"])))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise Unreadable(path) from None


def write_record(path: Path, record: Record) -> None:
    """Puts it in place in one step. Raises OSError or Unwritten."""
    path.parent.mkdir(parents=True, exist_ok=True)
    told = {"pieces": record.pieces, "lists": record.lists, "folders": record.folders}
    replace(path, json.dumps(told, ensure_ascii=False, indent=1).encode(), seen=None)
