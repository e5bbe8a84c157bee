"""A letter → the mail it goes with: text, 退回修改通知.docx and the marked workbooks attached (RFC 5322, an .eml)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from xlperf.letters.document import plain
from xlperf.letters.letter import Issue, Letter
from xlperf.letters.words import body, subject
from xlperf.record import dataclass


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with the mail."""

    name: str
    data: bytes


def _address(text: str) -> Address:
    return Address(addr_spec=text)


def identity(letter: Letter) -> str:
    """The Message-ID: the same for the same letter, so that a copy is known as one."""
    return f"<{letter.key[:40]}@letters.xlperf.invalid>"


def draft(letter: Letter, issue: Issue, sender: str, enclosures: Sequence[Enclosure]) -> EmailMessage:
    """The mail, not sent. Mail programs open it for editing (X-Unsent); no program answers it (RFC 3834)."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = plain(subject(letter, issue))
    if sender:
        message["From"] = _address(sender)
    if letter.recipients:
        message["To"] = [_address(each) for each in letter.recipients]
    message["Date"] = format_datetime(datetime.combine(issue.dated, time(), UTC))
    message["Message-ID"] = identity(letter)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Unsent"] = "1"
    message.set_content(body(letter, issue), cte="base64")
    for each in enclosures:
        kind = "vnd.openxmlformats-officedocument.wordprocessingml.document"
        subtype = kind if each.name.endswith(".docx") else "octet-stream"
        message.add_attachment(each.data, maintype="application", subtype=subtype, filename=plain(each.name))
    message.set_boundary(f"=={letter.key[:40]}==")
    return message
