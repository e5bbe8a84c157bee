"""Letters → folders: for each unit and each time 退回修改通知.docx, the marked workbooks, 邮件草稿.eml.

A letter that lies there is the office's: it is sent as it was edited, and never written over without being told to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
from xlperf.record import dataclass

_DOCUMENT, _DRAFT = "退回修改通知.docx", "邮件草稿.eml"


@dataclass(frozen=True, slots=True)
class How:
    """How letters are laid down: the office's template (None for ours), who sends, whether what lies there may go."""

    template: Path | None
    sender: str
    force: bool


@dataclass(frozen=True, slots=True)
class Laid:
    """A letter on disk, and its mail."""

    letter: Letter
    issue: Issue
    folder: Path
    mail: EmailMessage


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where a letter and its workbooks go."""

    letter: Letter
    issue: Issue
    folder: Path
    copies: tuple[Copy, ...]


def lay(
    found: Sequence[tuple[Letter, Issue]], output: Path, store: Store, office: Office, how: How
) -> tuple[tuple[Laid, ...], tuple[str, ...]]:
    """Every letter with its files, and sentences about workbooks that could not be marked. TemplateError, OSError."""
    plans = tuple(_plans(found, output))
    copies = [copy for plan in plans for copy in plan.copies]
    said = hand_out(store, [each for each in copies if how.force or not each.target.exists()], office)
    return tuple(_laid(plan, how) for plan in plans), said


def _plans(found: Sequence[tuple[Letter, Issue]], output: Path) -> Iterator[_Plan]:
    folders: set[str] = set()
    for letter, issue in found:
        folder = output / _other(file_name(letter.unit), folders) / f"第{issue.number}次"
        names: set[str] = {_DOCUMENT, _DRAFT}
        copies = (
            Copy(part.sha, part.file, folder / _other(file_name(part.file), names)) for part in letter.parts
        )
        yield _Plan(letter, issue, folder, tuple(copies))


def _laid(plan: _Plan, how: How) -> Laid:
    document = plan.folder / _DOCUMENT
    if how.force or not document.exists():
        _put(document, written(plan.letter, plan.issue, how.template))
    there = [each.target for each in plan.copies if each.target.exists()]
    enclosures = [Enclosure(path.name, path.read_bytes()) for path in (document, *there)]
    mail = draft(plan.letter, plan.issue, how.sender, enclosures)
    _put(plan.folder / _DRAFT, mail.as_bytes(policy=SMTP))
    return Laid(plan.letter, plan.issue, plan.folder, mail)


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
