"""A real IMAP server (Dovecot) on loopback: own configuration, own certificate, gone when the test is over."""

from __future__ import annotations

import base64
import getpass
import grp
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import pytest
import trustme
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
        """Mail comes in."""
        with self.client() as client:
            for each in letters:
                client.append(folder, each)

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
