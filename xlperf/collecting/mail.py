"""One mail → what is attached to it, whatever wrote the mail. Bytes in, a Letter out; nothing is fetched."""

from __future__ import annotations

import email
import email.utils
import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message

from xlperf.collecting import mail_words, outlook
from xlperf.collecting.archives import Item, Purse, opened
from xlperf.collecting.notices import BROKEN_MAIL, LINK_ONLY, Trouble
from xlperf.lazy_regex import lazy
from xlperf.record import dataclass

_DEEPEST = 5
_NO_SUBJECT = "（没有主题的邮件）"
_WHOLE = "来信.eml"
_LINKS = lazy(
    r"mail\.qq\.com/(?:cgi-bin/ftn|ftn)|wx\.mail\.qq\.com/ftn|mail\.(?:163|126)\.com/large-attachment|"
    r"fs\.163\.com/fs/|pan\.baidu\.com/s/|超大附件|drive\.weixin\.qq\.com/s|aliyundrive\.com/s/",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail: ``key`` is its Message-ID, else its hash; ``received`` in UTC, None when it does not say."""

    key: str
    sender: str
    subject: str
    received: datetime | None
    items: tuple[Item, ...]
    troubles: tuple[Trouble, ...]


def letter(raw: bytes) -> Letter:
    """The mail with its attachments; of forwarded mail and archives, what is in them as well.

    One that cannot be taken apart is kept whole and told.
    """
    try:
        return _letter(raw)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  the parser raises TypeError, RecursionError … for what strangers write
        key, name = hashlib.sha256(raw).hexdigest(), _WHOLE
        return Letter(key, "", "", None, (Item("1", name, raw),), (Trouble(BROKEN_MAIL.code, name),))


def letter_of_msg(raw: bytes, name: str) -> Letter:
    """A mail that Outlook saved as .msg: the file and what is attached to it; sender and time from its Internet headers."""
    found = tuple(_unwrapped(Item("1", name, raw), Purse()))
    items = tuple(item for item, _ in found if item is not None)
    troubles = tuple(each for _, told in found for each in told)
    key, wrapped = hashlib.sha256(raw).hexdigest(), outlook.opened(raw)
    if wrapped is None:
        return Letter(key, "", "", None, items, troubles)
    if _LINKS.search(wrapped.text):
        troubles = (*troubles, Trouble(LINK_ONLY.code, wrapped.subject or name))
    heads = letter(wrapped.heads.encode("utf-8", "surrogateescape") + b"\n\n")
    key = heads.key if "message-id:" in wrapped.heads.lower() else key
    sender = heads.sender or (wrapped.sender.lower() if "@" in wrapped.sender else "")
    return Letter(key, sender, heads.subject or wrapped.subject, heads.received, items, troubles)


def _letter(raw: bytes) -> Letter:
    message = email.message_from_bytes(raw)
    heads = {name.lower(): value for name, value in reversed(list(message.raw_items()))}
    key = "".join(str(heads.get("message-id", "")).split()) or hashlib.sha256(raw).hexdigest()
    items: list[Item] = []
    troubles: list[Trouble] = []
    subject = mail_words.words(str(heads.get("subject", "")))
    for item, told in _parts(message, "1", 0, Purse()):
        if item is not None:
            items.append(item)
        troubles += told
    if any(_LINKS.search(text) for text in _texts(message)):
        troubles.append(Trouble(LINK_ONLY.code, subject or _NO_SUBJECT))
    if any(part.defects for part in message.walk()):
        troubles.append(Trouble(BROKEN_MAIL.code, subject or _NO_SUBJECT))
    if not items and any(each.code == BROKEN_MAIL.code for each in troubles):
        items.append(Item("1", _WHOLE, raw))
    return Letter(key, _sender(heads), subject, _received(message), tuple(items), tuple(troubles))


def _sender(heads: dict[str, str]) -> str:
    told = mail_words.words(str(heads.get("from", "")))
    return email.utils.parseaddr(told)[1].lower()


def _received(message: Message) -> datetime | None:
    """When our own server took it in (the topmost Received), else what the sender's clock said."""
    taken = str(message.get("received", "")).rpartition(";")[2].strip()
    for told in (taken, str(message.get("date", ""))):
        try:
            moment = email.utils.parsedate_to_datetime(told)
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _parts(
    message: Message, place: str, depth: int, purse: Purse
) -> Iterator[tuple[Item | None, tuple[Trouble, ...]]]:
    """Attachments with their place in the mail (``1.2/1.1``): two of one name stay two."""
    if message.is_multipart():
        inner = message.get_payload()
        forwarded = message.get_content_type() == "message/rfc822"
        for number, part in enumerate(inner if isinstance(inner, list) else [], 1):
            if isinstance(part, Message) and depth < _DEEPEST:
                below = f"{place}/1" if forwarded else f"{place}.{number}"
                yield from _parts(part, below, depth + forwarded, purse)
            elif isinstance(part, Message) and number == 1:
                yield None, (Trouble(BROKEN_MAIL.code, f"转发了 {_DEEPEST} 次以上的邮件"),)
        return
    heads = {name.lower(): str(value) for name, value in message.raw_items()}
    disposition = heads.get("content-disposition", "")
    name = mail_words.file_name(disposition, heads.get("content-type", ""))
    if not name and message.get_content_maintype() in ("text", "image"):
        return
    if message.get_content_maintype() == "image" and (
        "content-id" in heads or disposition.lower().startswith("inline")
    ):
        return  # a signature
    data = message.get_payload(decode=True)
    if isinstance(data, bytes):
        yield from _attachment(Item(place, name or mail_words.NAMELESS, data), depth, purse)


def _attachment(item: Item, depth: int, purse: Purse) -> Iterator[tuple[Item | None, tuple[Trouble, ...]]]:
    if item.name.lower().endswith(".eml") and depth < _DEEPEST:
        yield from _parts(email.message_from_bytes(item.data), f"{item.place}/1", depth + 1, purse)
        return
    if item.name.lower() == "winmail.dat" or item.name.lower().endswith(".msg"):
        yield from _unwrapped(item, purse)
        return
    items, troubles = opened(item, purse)
    for each in items:
        yield each, ()
    if troubles:
        yield None, troubles


def _unwrapped(item: Item, purse: Purse) -> Iterator[tuple[Item | None, tuple[Trouble, ...]]]:
    """What Outlook put into one file, beside that file; one that cannot be opened is kept and told."""
    yield item, ()
    wrapped = outlook.opened(item.data)
    if wrapped is None:
        yield None, (Trouble(BROKEN_MAIL.code, item.name),)
        return
    for number, (name, data) in enumerate(wrapped.files, 1):
        inner = Item(f"{item.place}/{number}", mail_words.harmless(name), data)
        items, troubles = opened(inner, purse)
        for each in items:
            yield each, ()
        yield None, troubles


def _texts(message: Message) -> Iterator[str]:
    for part in message.walk():
        if part.get_content_maintype() == "text" and not part.get_filename():
            data = part.get_payload(decode=True)
            if isinstance(data, bytes):
                yield mail_words.decoded(data, str(part.get_content_charset() or ""))
