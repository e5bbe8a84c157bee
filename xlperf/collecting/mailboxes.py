"""An IMAP mailbox as a source: ``imaps://user@host/Folder``. Mails are read without marking them read.

RFC 3501 (IMAP, UIDVALIDITY), RFC 6851 (MOVE), RFC 2971 (ID). What is new is what the store has not seen under this
mailbox, its UIDVALIDITY and its UID; a mail is flagged or moved only when the store holds its files.
"""

from __future__ import annotations

import ipaddress
import logging
import re
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from xlperf import __version__
from xlperf.collecting.mail import letter
from xlperf.collecting.notices import (
    LOGIN,
    NO_FOLDER,
    NO_MOVE,
    NO_SERVER,
    NO_TOOL,
    NOT_TRUSTED,
    TOO_LARGE,
    Trouble,
)
from xlperf.collecting.parcels import Parcel, Slot, of_mail
from xlperf.package.reason import Refusal
from xlperf.record import dataclass

if TYPE_CHECKING:
    from imapclient import IMAPClient

DONE = "$XlperfDone"
"""The keyword of a mail whose files the store holds."""
_MOST_BYTES = 256 * 1024 * 1024
_SECONDS = 120.0
_PORTS = {"imaps": 993, "imap": 143}
_AT_ONCE = 500


class WrongMailbox(ValueError):
    """An address of a mailbox that cannot be used; the text is for whoever typed it."""


class Unreachable(Exception):
    """A server that does not let us in; the text says why and what to do."""

    def __init__(self, notice: Refusal, where: str, said: object = "") -> None:
        detail = f"（{said}）" if str(said) else ""
        super().__init__(f"{notice.code} “{where}”{notice.message}{detail}；{notice.hint}")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Whose mailbox on which server, and the folder in it. ``str`` names it without any secret."""

    user: str
    host: str
    port: int
    folder: str
    encrypted: bool

    def __str__(self) -> str:
        scheme = "imaps" if self.encrypted else "imap"
        port = "" if self.port == _PORTS[scheme] else f":{self.port}"
        return f"{scheme}://{self.user}@{self.host}{port}/{self.folder}"


def is_mailbox(source: str) -> bool:
    """Whether a source is the address of a mailbox and not a path."""
    return source.lower().startswith(("imaps:", "imap:"))


def mailbox(source: str) -> Mailbox:
    """The mailbox of an address; WrongMailbox for one that says too little or too much."""
    example = "应写成 imaps://账号@服务器/邮件夹，例如 imaps://jxpj@example.gov.cn@imap.example.gov.cn/INBOX"
    try:
        parts = urlsplit(source)
        port = parts.port
    except ValueError:
        raise WrongMailbox(f"“{source}”不是邮箱地址；{example}") from None
    if parts.password is not None:
        raise WrongMailbox("邮箱地址里不能写密码：命令会留在历史记录里。请去掉冒号和密码，密码会另外询问")
    if not parts.hostname or not parts.username:
        raise WrongMailbox(f"“{source}”不是完整的邮箱地址；{example}")
    encrypted = parts.scheme.lower() == "imaps"
    if not encrypted and not is_loopback(parts.hostname):
        raise WrongMailbox(f"“{source}”不加密，密码会被看到；请改用 imaps://")
    folder = unquote(parts.path.strip("/")) or "INBOX"
    return Mailbox(
        unquote(parts.username), parts.hostname, port or _PORTS[parts.scheme.lower()], folder, encrypted
    )


def is_loopback(host: str) -> bool:
    """Whether a host is this machine: nothing sent there can be overheard."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


class Session:
    """A mailbox that is open. ``notes`` are sentences about what its server cannot do."""

    def __init__(self, client: IMAPClient, box: Mailbox, move_to: str) -> None:
        self._client = client
        self._box = box
        self._move_to = move_to
        told = client.select_folder(box.folder)
        self.validity = int(told.get(b"UIDVALIDITY", 0))
        self.notes: list[str] = []
        permitted = told.get(b"PERMANENTFLAGS", ())
        self._flags = b"READ-ONLY" not in told and any(each in permitted for each in (b"\\*", DONE.encode()))
        self._moves = bool(move_to) and self._may_move(read_only=b"READ-ONLY" in told)

    def _may_move(self, *, read_only: bool) -> bool:
        if read_only or not self._client.has_capability("MOVE"):
            self.notes.append(f"{NO_MOVE.code} “{self._box}”{NO_MOVE.message}；{NO_MOVE.hint}")
            return False
        if not self._client.folder_exists(self._move_to):
            self._client.create_folder(self._move_to)
        return True

    def new(self, known: Mapping[int, bool]) -> tuple[int, ...]:
        """The UIDs of mails that are not known yet, oldest first."""
        return tuple(sorted(uid for uid in self._client.search("ALL") if uid not in known))

    def mails(self, uids: tuple[int, ...]) -> Iterator[tuple[Slot | None, Parcel]]:
        """These mails, one after the other. One that must be looked at again next time has no slot."""
        for start in range(0, len(uids), _AT_ONCE):
            chunk = uids[start : start + _AT_ONCE]
            facts = self._client.fetch(chunk, ["RFC822.SIZE", "INTERNALDATE"])
            for uid in chunk:
                parcel = self._parcel(uid, facts.get(uid, {}))
                if parcel is not None:
                    again = any(each.code == NO_TOOL.code for each in parcel.troubles)
                    yield None if again else Slot(str(self._box), self.validity, uid), parcel

    def _parcel(self, uid: int, facts: Mapping[bytes, Any]) -> Parcel | None:
        """None for a mail that somebody took away meanwhile."""
        if not facts:
            return None
        source = f"{self._box};UID={uid}"
        when = facts[b"INTERNALDATE"]
        taken = (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC)
        if facts[b"RFC822.SIZE"] > _MOST_BYTES:
            trouble = Trouble(TOO_LARGE.code, source)
            return Parcel(f"{source};UIDVALIDITY={self.validity}", source, taken, (), (trouble,))
        raw = self._client.fetch([uid], ["BODY.PEEK[]"]).get(uid, {}).get(b"BODY[]")
        return None if raw is None else of_mail(letter(raw), raw, source, taken)

    def settle(self, uids: tuple[int, ...]) -> None:
        """Flags, and moves where that was asked for, mails whose files are safe."""
        for start in range(0, len(uids), _AT_ONCE):
            chunk = uids[start : start + _AT_ONCE]
            if self._flags:
                self._client.add_flags(chunk, [DONE], silent=True)
            if self._moves:
                self._client.move(chunk, self._move_to)

    def unsettled(self, known: Mapping[int, bool]) -> tuple[int, ...]:
        """Known mails with files that lie here as if nobody had taken them: a run was broken off."""
        if not (self._flags or self._moves):
            return ()
        criteria = "ALL" if self._moves else ["UNKEYWORD", DONE]
        return tuple(uid for uid in self._client.search(criteria) if known.get(uid))


@contextmanager
def opened(box: Mailbox, password: str, move_to: str = "") -> Iterator[Session]:
    """The mailbox, logged in. Unreachable when that cannot be, or when the connection breaks before the end."""
    from imapclient import IMAPClient, exceptions  # noqa: PLC0415  for mailboxes only

    logging.getLogger("imapclient").setLevel(logging.CRITICAL)  # what matters is told here, in Chinese
    where = str(box)
    try:
        client = IMAPClient(
            box.host,
            box.port,
            ssl=box.encrypted,
            ssl_context=ssl.create_default_context() if box.encrypted else None,
            timeout=_SECONDS,
        )
    except ssl.SSLCertVerificationError as error:
        raise Unreachable(NOT_TRUSTED, where, error.verify_message) from None
    except (OSError, exceptions.IMAPClientError) as error:
        raise Unreachable(NO_SERVER, where, _words(error)) from None
    client.normalise_times = False
    with client:
        try:
            client.login(box.user, password)
        except exceptions.LoginError as error:
            cut = isinstance(error.__context__, exceptions.IMAPClientAbortError)
            raise Unreachable(NO_SERVER if cut else LOGIN, where, _words(error)) from None
        except UnicodeEncodeError:
            raise Unreachable(LOGIN, where, "账号或密码里有英文字母、数字、符号以外的字符") from None
        except (OSError, exceptions.IMAPClientError) as error:
            raise Unreachable(NO_SERVER, where, _words(error)) from None
        if client.has_capability("ID"):  # 163, 126 open no folder for programs that do not say who they are
            with suppress(exceptions.IMAPClientError):
                client.id_({"name": "xlperf", "version": __version__})
        try:
            session = Session(client, box, move_to)
        except exceptions.IMAPClientError as error:
            raise Unreachable(NO_FOLDER, where, _words(error)) from None
        try:
            yield session
        except (exceptions.IMAPClientError, ssl.SSLError, ConnectionError, TimeoutError) as error:
            raise Unreachable(NO_SERVER, where, _words(error)) from None


def _words(error: Exception) -> str:
    """What the server said; imaplib quotes it as bytes."""
    said = str(error).strip()
    quoted = re.fullmatch(r"b(['\"])(.*)\1", said, re.DOTALL)
    return (quoted[2] if quoted else said) or type(error).__name__
