"""Collected originals → copies for people: under the name they came by, with the marks of the check in them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path, PurePath

from xlperf import running
from xlperf.collecting.mail_words import harmless
from xlperf.collecting.store import Store
from xlperf.gathering import Errand
from xlperf.lazy_regex import lazy
from xlperf.office import Office
from xlperf.record import dataclass

_NOT_IN_NAMES = lazy(r'[<>:"|?*\x00-\x1f]')
_MOST_BYTES = 150
"""Of a name in UTF-8, 50 Chinese characters: Linux takes 255 in one name, Windows 260 characters in a whole path."""
_LONGEST_ENDING = 6
_DEVICES = lazy(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)")


@dataclass(frozen=True, slots=True)
class Copy:
    """An original by hash and name, and where its marked copy goes."""

    sha: str
    name: str
    target: Path


def file_name(text: str) -> str:
    """A name that every system takes as a file of its folder, whatever a workbook says."""
    name = _short(_NOT_IN_NAMES.sub("_", harmless(text)))
    return f"_{name}" if _DEVICES.match(name) else name


def _short(name: str) -> str:
    """Its beginning and its ending."""
    path = PurePath(name)
    ending = path.suffix if len(path.suffix) <= _LONGEST_ENDING else ""
    kept = name.removesuffix(ending).encode()[: _MOST_BYTES - len(ending)]
    return kept.decode("utf-8", "ignore").rstrip(" .") + ending


def hand_out(store: Store, copies: Iterable[Copy], office: Office) -> tuple[str, ...]:
    """Writes the marked copies, whole or not at all. Sentences about those that could not be marked.

    Originals are only read; one that cannot be marked is laid there as it came.
    """
    said: list[str] = []
    with tempfile.TemporaryDirectory(prefix="xlperf-") as folder:
        errands: list[Errand] = []
        for number, copy in enumerate(copies):
            data = store.originals.read(copy.sha)
            if data is None:
                said.append(f"“{copy.name}”的原件不在收件库里；请运行 xlperf store check")
                continue
            source = Path(folder) / str(number) / file_name(copy.name)
            source.parent.mkdir()
            source.write_bytes(data)
            errands.append(Errand(source, copy.target))
        for errand, outcome in zip(errands, running.checked(errands, office), strict=True):
            if outcome.failed and errand.target is not None and not errand.target.exists():
                errand.target.parent.mkdir(parents=True, exist_ok=True)
                errand.target.write_bytes(errand.source.read_bytes())
                said.append(f"“{errand.target}”没能标注问题，按原样放在那里；问题见通知")
    return tuple(said)
