"""Letters → folders: for each unit and each time 退回修改通知.docx, the marked workbooks, 邮件草稿.eml.

A letter that lies there is the office's: it is sent as it was edited, and never written over without being told to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from xlperf.collecting.handing import Copy, file_name, hand_out
from xlperf.collecting.store import Store
from xlperf.collecting.whole import whole
from xlperf.letters.document import written
from xlperf.letters.letter import Issue, Letter
from xlperf.letters.mail import Enclosure, draft
from xlperf.office import Office

_DOCUMENT, _DRAFT = "退回修改通知.docx", "邮件草稿.eml"


@dataclass(frozen=True, slots=True)
class How:
    """How letters are laid down: the office's template (None for ours), who sends, whether what lies there may go."""

    template: Path | None
    sender: str
    force: bool


@dataclass(frozen=True, slots=True)
class Laid:
    """A letter on disk, its mail, and sentences about what could not be done."""

    letter: Letter
    issue: Issue
    folder: Path
    mail: EmailMessage
    said: tuple[str, ...]


def lay(
    found: Sequence[tuple[Letter, Issue]], output: Path, store: Store, office: Office, how: How
) -> Iterator[Laid]:
    """Every letter with its files. TemplateError, OSError."""
    folders: set[str] = set()
    for letter, issue in found:
        name = _other(file_name(letter.unit), folders)
        folder = output / name / f"第{issue.number}次"
        yield _laid(letter, issue, folder, store, office, how)


def _laid(letter: Letter, issue: Issue, folder: Path, store: Store, office: Office, how: How) -> Laid:
    document = folder / _DOCUMENT
    if how.force or not document.exists():
        _put(document, written(letter, issue, how.template))
    names: set[str] = {_DOCUMENT, _DRAFT}
    copies = [
        Copy(part.sha, part.file, folder / _other(file_name(part.file), names)) for part in letter.parts
    ]
    missing = [each for each in copies if how.force or not each.target.exists()]
    said = hand_out(store, missing, office)
    there = [each.target for each in copies if each.target.exists()]
    enclosures = [Enclosure(path.name, path.read_bytes()) for path in (document, *there)]
    mail = draft(letter, issue, how.sender, enclosures)
    _put(folder / _DRAFT, mail.as_bytes(policy=SMTP))
    return Laid(letter, issue, folder, mail, said)


def _put(path: Path, data: bytes) -> None:
    if path.exists() and path.read_bytes() == data:
        return
    with whole(path) as place:
        place.write_bytes(data)


def _other(name: str, taken: set[str]) -> str:
    """The name, with a number when it is taken (upper and lower case are one on Windows)."""
    stem, dot, ending = name.rpartition(".")
    made, number = name, 1
    while made.casefold() in taken:
        number += 1
        made = f"{stem}_{number}.{ending}" if dot else f"{name}_{number}"
    taken.add(made.casefold())
    return made
