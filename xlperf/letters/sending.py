"""Letters → an SMTP server, each only once. Encrypted everywhere but on loopback (RFC 5321, RFC 3207, RFC 8314)."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import unquote, urlsplit

from xlperf.collecting.mailboxes import Unreachable, is_loopback
from xlperf.collecting.notices import LOGIN, NO_SERVER, NOT_TRUSTED
from xlperf.record import dataclass

_PORTS = {"smtp": 587, "smtps": 465}
_SECONDS = 60.0
_READY = 250


class WrongServer(ValueError):
    """An address of a server that cannot be used; the text is for whoever typed it."""


class NotSent(Exception):
    """The server took nothing; the text says what it answered."""


class Unclear(Exception):
    """The connection broke in the middle: the mail may have left, or not."""


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server that sends for us. ``user`` is "" where it asks for no password."""

    host: str
    port: int
    user: str
    encrypted: bool  # from the first byte on; else by STARTTLS

    def __str__(self) -> str:
        who = f"{self.user}@" if self.user else ""
        return f"{'smtps' if self.encrypted else 'smtp'}://{who}{self.host}:{self.port}"


def server(address: str) -> Server:
    """The server of an address; WrongServer for one that says too little or too much."""
    example = "应写成 smtp://账号@服务器:587（STARTTLS）或 smtps://账号@服务器:465"
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise WrongServer(f"“{address}”不是发件服务器的地址；{example}") from None
    if parts.password is not None:
        raise WrongServer("服务器地址里不能写密码：命令会留在历史记录里。请去掉冒号和密码，密码会另外询问")
    if parts.scheme.lower() not in _PORTS or not parts.hostname:
        raise WrongServer(f"“{address}”不是发件服务器的地址；{example}")
    scheme = parts.scheme.lower()
    return Server(parts.hostname, port or _PORTS[scheme], unquote(parts.username or ""), scheme == "smtps")


@contextmanager
def opened(to: Server, password: str) -> Iterator[smtplib.SMTP]:
    """The server, logged in. Unreachable when that cannot be."""
    client = _connected(to)
    try:
        if to.user:
            _login(client, to, password)
        yield client
    finally:
        with suppress(smtplib.SMTPException, OSError):
            client.quit()
        client.close()


def _connected(to: Server) -> smtplib.SMTP:
    try:
        if to.encrypted:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(to.host, to.port, timeout=_SECONDS, context=context)
        client = smtplib.SMTP(to.host, to.port, timeout=_SECONDS)
        try:
            _secured(client, to)
        except BaseException:
            client.close()
            raise
    except ssl.SSLCertVerificationError as error:
        raise Unreachable(NOT_TRUSTED, str(to), error.verify_message) from None
    except (OSError, smtplib.SMTPException) as error:
        raise Unreachable(NO_SERVER, str(to), _said(error)) from None
    return client


def _secured(client: smtplib.SMTP, to: Server) -> None:
    """Nothing is said in the clear to another machine."""
    client.ehlo()
    if client.has_extn("starttls"):
        client.starttls(context=ssl.create_default_context())
    elif not is_loopback(to.host):
        raise Unreachable(NO_SERVER, str(to), "服务器不支持加密（STARTTLS），没有登录")


def _login(client: smtplib.SMTP, to: Server, password: str) -> None:
    try:
        client.login(to.user, password)
    except UnicodeEncodeError:
        raise Unreachable(LOGIN, str(to), "账号或密码里有英文字母、数字、符号以外的字符") from None
    except (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError) as error:
        raise Unreachable(LOGIN, str(to), _said(error)) from None
    except (OSError, smtplib.SMTPException) as error:
        raise Unreachable(NO_SERVER, str(to), _said(error)) from None


def hold(client: smtplib.SMTP) -> None:
    """The connection still stands; Unreachable when it does not: nothing is begun then."""
    try:
        code, said = client.noop()
    except (smtplib.SMTPException, OSError) as error:
        raise Unreachable(NO_SERVER, "发件服务器", _said(error)) from None
    if code != _READY:
        raise Unreachable(NO_SERVER, "发件服务器", _answer(code, said))


def send(
    client: smtplib.SMTP, message: EmailMessage, sender: str, recipients: tuple[str, ...]
) -> tuple[str, ...]:
    """The recipients that the server refused while it took the mail for others. NotSent, Unclear."""
    del message["X-Unsent"]
    try:
        refused = client.sendmail(sender, list(recipients), message.as_bytes(policy=SMTP))
    except (
        smtplib.SMTPSenderRefused,
        smtplib.SMTPRecipientsRefused,
        smtplib.SMTPDataError,
        smtplib.SMTPNotSupportedError,
    ) as error:
        raise NotSent(_said(error)) from None
    except (smtplib.SMTPException, OSError) as error:
        raise Unclear(_said(error)) from None
    return tuple(refused)


def _said(error: Exception) -> str:
    """The answer of the server, in one line."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "；".join(f"{who} {_answer(*told)}" for who, told in error.recipients.items())
    if isinstance(error, smtplib.SMTPResponseException):
        return _answer(error.smtp_code, error.smtp_error)
    return " ".join(str(error).split()) or type(error).__name__


def _answer(code: int, text: bytes | str) -> str:
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {' '.join(said.split())}"
