"""Real mail servers on loopback, IMAP (Dovecot) and SMTP: own certificates, gone when the test is over."""

from __future__ import annotations

import base64
import email
import getpass
import grp
import os
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from itertools import count
from pathlib import Path

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword
from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

DOVECOT = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin")
needs_dovecot = pytest.mark.skipif(DOVECOT is None, reason="no dovecot on this machine")
PASSWORD = 'pass \\ "word" {5}'  # noqa: S105  of a server that lives for a minute
_NUMBERS = count(1)
CONFIG = """
base_dir = {place}/run
state_dir = {place}/run
log_path = {place}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{place}/cert.pem
ssl_key = <{place}/key.pem
disable_plaintext_auth = no
{users}
first_valid_uid = 0
mail_location = maildir:{place}/mail/%u
mail_uid = {uid}
mail_gid = {gid}
mail_fsync = never
namespace inbox {{
  inbox = yes
  separator = /
}}
passdb {{
  driver = static
  args = password={{PLAIN.B64}}{secret}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={place}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {tls}
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server and one of its mailboxes; ``authority`` is the file of the authority that vouches for it."""

    tls: int
    plain: int
    authority: Path
    mail: Path
    user: str = "jxpj@example.gov.cn"

    def another(self) -> Server:
        """The same server with a fresh mailbox."""
        return replace(self, user=f"jxpj{next(_NUMBERS)}@example.gov.cn")

    @property
    def address(self) -> str:
        """The mailbox as staff would write it."""
        return f"imaps://{self.user}@localhost:{self.tls}/INBOX"

    def client(self) -> IMAPClient:
        """Somebody who opens the mailbox by another program."""
        client = IMAPClient("127.0.0.1", self.plain, ssl=False)
        client.login(self.user, PASSWORD)
        return client

    def deliver(self, *letters: bytes, folder: str = "INBOX") -> None:
        """Mail comes in, on the twentieth of March."""
        with self.client() as client:
            for each in letters:
                client.append(folder, each, msg_time=datetime(2025, 3, 20, tzinfo=UTC))

    def folder(self, name: str = "INBOX") -> list[tuple[bytes, ...]]:
        """The flags of each mail in a folder, in order; none when there is no such folder."""
        with self.client() as client:
            if not client.folder_exists(name):
                return []
            client.select_folder(name, readonly=True)
            uids = client.search("ALL")
            found = client.fetch(uids, ["FLAGS"]) if uids else {}
            return [
                tuple(flag for flag in found[uid][b"FLAGS"] if flag != b"\\Recent") for uid in sorted(found)
            ]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def dovecot() -> Iterator[Server]:
    """A server; a mailbox is there for whoever knows the password. Its folder is short (sockets) and open (its children are nobody)."""
    place = Path(tempfile.mkdtemp(prefix="xlperf-imap-", dir="/tmp"))
    place.chmod(0o755)
    authority = trustme.CA()
    certificate = authority.issue_cert("localhost", "127.0.0.1")
    authority.cert_pem.write_to_path(str(place / "ca.pem"))
    certificate.private_key_pem.write_to_path(str(place / "key.pem"))
    (place / "cert.pem").write_bytes(b"".join(blob.bytes() for blob in certificate.cert_chain_pems))
    server = Server(free_port(), free_port(), place / "ca.pem", place / "mail")
    server.mail.mkdir()
    uid, gid = (65534, 65534) if os.getuid() == 0 else (os.getuid(), os.getgid())
    os.chown(server.mail, uid, gid)
    secret = base64.b64encode(PASSWORD.encode()).decode()
    ports = {"plain": server.plain, "tls": server.tls}
    text = CONFIG.format(place=place, users=_users(), uid=uid, gid=gid, secret=secret, **ports)
    (place / "dovecot.conf").write_text(text, encoding="utf-8")
    call = [str(DOVECOT), "-F", "-c", str(place / "dovecot.conf")]
    process = subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        _wait_for(server, process, place / "dovecot.log")
        yield server
    finally:
        process.terminate()
        process.wait(10)
        if process.stderr:
            process.stderr.close()
        shutil.rmtree(place, ignore_errors=True)


def _users() -> str:
    """Root's children become Dovecot's own users; anybody else's stay what they are."""
    if os.getuid() == 0:
        return "default_login_user = dovenull"
    me, group = getpass.getuser(), grp.getgrgid(os.getgid()).gr_name
    return f"default_internal_user = {me}\ndefault_internal_group = {group}\ndefault_login_user = {me}"


def _wait_for(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(200):
        if process.poll() is not None:
            break
        try:
            with server.client():
                return
        except (OSError, IMAPClientError):
            time.sleep(0.05)
    told = process.stderr.read().decode() if process.poll() is not None and process.stderr else ""
    raise AssertionError(f"dovecot does not answer: {told}{log.read_text() if log.exists() else ''}")


class Arrived:
    """A handler that keeps every mail it accepts; ``refuse`` are recipients that it does not know."""

    def __init__(self, refuse: tuple[str, ...] = ()) -> None:
        self.mails: list[EmailMessage] = []
        self._refuse = refuse

    async def handle_RCPT(
        self, _server: SMTP, _session: object, envelope: Envelope, address: str, _options: object
    ) -> str:
        if address in self._refuse:
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: object, envelope: Envelope) -> str:
        message = email.message_from_bytes(envelope.original_content or b"", policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.mails.append(message)
        return "250 OK"


@contextmanager
def smtp(handler: Arrived, authority: Path | None = None) -> Iterator[str]:
    """An SMTP server; with a place for the authority's certificate it wants STARTTLS and a password. Gives its address."""
    options: dict[str, object] = {}
    user = ""
    if authority is not None:
        made = trustme.CA()
        made.cert_pem.write_to_path(str(authority))
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        made.issue_cert("localhost", "127.0.0.1").configure_cert(context)
        options = {"tls_context": context, "require_starttls": True, "auth_required": True}
        options |= {"authenticator": _authenticator}
        user = "jxpj@"
    port = free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield f"smtp://{user}localhost:{port}"
    finally:
        controller.stop()


def _authenticator(*given: object) -> AuthResult:
    told = given[-1]
    right = isinstance(told, LoginPassword) and told.password == PASSWORD.encode()
    return AuthResult(success=right, handled=False)
