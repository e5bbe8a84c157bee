"""``xlperf serve``: checks what the WPS add-in sends, for programs of this user on this machine only.

POST /check and /clean: the saved copy of the open workbook as the body, its name in ``X-Xlperf-Name`` (percent-encoded
UTF-8); the answer is JSON (``writeback.into_json``). Every request needs the token (``X-Xlperf-Token``), a Host that is
this machine (no other name that merely resolves to it) and an Origin that is a file of this machine, or none at all.
A workbook lies in a folder of its own while it is checked, and nothing of it is kept.
"""

from __future__ import annotations

import contextlib
import hmac
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import field
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from xlperf import __version__, pressing
from xlperf.checks import catalogue
from xlperf.guarded import USUAL, Kept, Limits
from xlperf.lazy_regex import lazy
from xlperf.package.gate import MAX_FILE, MIB
from xlperf.record import dataclass
from xlperf.trouble import in_words
from xlperf.writeback.into_json import EDITION, refusal_json, reply_json, whole

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

    from xlperf.office import Office
    from xlperf.pressing import Answer

HOST = "127.0.0.1"
_ORIGINS = ("", "null", "file://")
_NAME = lazy(r"[^\\/:*?\"<>|\x00-\x1f\x7f]{1,100}\.(xlsx|xlsm|xltx|xltm)", re.IGNORECASE)
_UNNAMED = "工作簿.xlsx"
_LONGEST_NAME = 255  # bytes, on every common file system
_ROOM = "xlperf-serve-"
_FORGOTTEN = 3600.0
"""Seconds after which nobody waits any more for what lies in such a folder."""
_ALLOWED = "X-Xlperf-Token, X-Xlperf-Name, Content-Type"
_THREADS, _CONNECTIONS = 2, 16


class _Unserved(Exception):
    """A request that is not served: the HTTP status, and why in Chinese."""

    def __init__(self, status: HTTPStatus, why: str) -> None:
        super().__init__(why)
        self.status, self.why = status, why


@dataclass(frozen=True)
class Service:
    """The WSGI application (PEP 3333); ``office`` are the settings that every workbook is checked with."""

    office: Office
    token: str
    limits: Limits = USUAL
    largest: int = MAX_FILE
    _child: list[Kept] = field(default_factory=list)

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answers one request."""
        origin = environ.get("HTTP_ORIGIN", "")
        try:
            status, body = self._answered(environ, origin)
        except _Unserved as refusal:
            status, body = refusal.status, refusal_json(refusal.why)
        except Exception as error:  # noqa: BLE001  the add-in must always have an answer
            from xlperf.not_read import bug  # noqa: PLC0415  as seldom as that

            told = bug(error)
            status = HTTPStatus.INTERNAL_SERVER_ERROR
            body = refusal_json(f"{told.code} {told.message}。\n{told.hint}。")
        headers = [
            ("Content-Type", "application/json"),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        if origin and origin in _ORIGINS:
            headers += [("Access-Control-Allow-Origin", origin), ("Vary", "Origin")]
            if environ["REQUEST_METHOD"] == "OPTIONS":
                headers += [
                    ("Access-Control-Allow-Methods", "GET, POST"),
                    ("Access-Control-Allow-Headers", _ALLOWED),
                    ("Access-Control-Allow-Private-Network", "true"),
                ]
        start(f"{status.value} {status.phrase}", headers)
        return [body]

    def ready(self) -> None:
        """Starts the child that checks, with everything loaded that a check needs; what a killed service left goes."""
        _sweep()
        self._child.append(Kept(prepare, self.limits))

    def close(self) -> None:
        """The child ends."""
        for child in self._child:
            child.close()

    def _answered(self, environ: WSGIEnvironment, origin: str) -> tuple[HTTPStatus, bytes]:
        _hold_to_this_machine(environ, origin)
        method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO", "")
        if method == "OPTIONS":
            return HTTPStatus.NO_CONTENT, b""
        given = environ.get("HTTP_X_XLPERF_TOKEN", "")
        if not hmac.compare_digest(given.encode("utf-8", "replace"), self.token.encode()):
            raise _Unserved(
                HTTPStatus.UNAUTHORIZED, "口令不对：检查服务重新启动过。请再按一次；仍不行时请重新启动 WPS。"
            )
        if (method, path) == ("GET", "/hello"):
            return HTTPStatus.OK, whole({"xlperf": EDITION, "version": __version__, "largest": self.largest})
        presses: dict[str, Callable[[Path], Answer]] = {
            "/check": partial(pressing.check, office=self.office),
            "/clean": pressing.clean,
        }
        if path not in presses:
            raise _Unserved(
                HTTPStatus.NOT_FOUND, "检查服务没有这一项：加载项和检查程序不是同一版，请重新安装。"
            )
        if method != "POST":
            raise _Unserved(
                HTTPStatus.METHOD_NOT_ALLOWED, "检查服务只接受 POST：加载项和检查程序不是同一版，请重新安装。"
            )
        return HTTPStatus.OK, self._pressed(presses[path], environ)

    def _pressed(self, press: Callable[[Path], Answer], environ: WSGIEnvironment) -> bytes:
        """The copy in a folder of its own, checked, and gone again."""
        content = self._body(environ)
        folder = _room()
        try:
            copy = folder / _name(environ)
            try:
                copy.write_bytes(content)
            except OSError as error:
                raise _no_room(error) from None
            answer = self._child[0].done(press, copy, pressing.stopped)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return reply_json(answer.steps, answer.message, trouble=answer.trouble)

    def _body(self, environ: WSGIEnvironment) -> bytes:
        told = environ.get("CONTENT_LENGTH") or ""
        if not told.isascii() or not told.isdigit() or not int(told):
            raise _Unserved(
                HTTPStatus.LENGTH_REQUIRED,
                "没有收到工作簿。请再按一次；仍不行时请先保存，再用命令行 xlperf check。",
            )
        if int(told) > self.largest:
            raise _Unserved(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, too_large(self.largest))
        content: bytes = environ["wsgi.input"].read(int(told))
        if len(content) != int(told):
            raise _Unserved(HTTPStatus.BAD_REQUEST, "工作簿没有收全。请再按一次。")
        return content


def _room() -> Path:
    """A new folder, for this user only."""
    try:
        return Path(tempfile.mkdtemp(prefix=_ROOM))
    except OSError as error:
        raise _no_room(error) from None


def _no_room(error: OSError) -> _Unserved:
    why = f"临时文件夹写不进去（{in_words(error)}），没有检查。请清理磁盘后再按一次。"
    return _Unserved(HTTPStatus.INSUFFICIENT_STORAGE, why)


def _sweep() -> None:
    """Workbooks of a service that was killed while it checked; those of one that still runs are younger."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_ROOM}*"):
        with contextlib.suppress(OSError):
            if time.time() - folder.stat().st_mtime > _FORGOTTEN:
                shutil.rmtree(folder, ignore_errors=True)


def too_large(largest: int) -> str:
    """What is said of a workbook over the limit, in bytes."""
    return f"工作簿超过 {largest // MIB} MB，没有检查。请删去多余的图片、空行和工作表后再按一次。"


def prepare() -> None:
    """In the child: what a first check would load only then."""
    catalogue.load()


def _hold_to_this_machine(environ: WSGIEnvironment, origin: str) -> None:
    """A page of the web reaches this machine under a name of its own, or from an Origin of its own: both are refused."""
    host, _, _ = environ.get("HTTP_HOST", "").partition(":")
    if host not in (HOST, "localhost"):
        raise _Unserved(HTTPStatus.MISDIRECTED_REQUEST, "检查服务只答复本机的程序。")
    if origin not in _ORIGINS:
        raise _Unserved(HTTPStatus.FORBIDDEN, "检查服务不答复网页。")


def _name(environ: WSGIEnvironment) -> str:
    """The name of the workbook, as it will stand on 检查结果; one that could lead elsewhere is not taken."""
    name = unquote(environ.get("HTTP_X_XLPERF_NAME", ""), errors="replace")
    plain = _NAME.fullmatch(name) and not name.startswith(".") and len(name.encode()) <= _LONGEST_NAME
    return name if plain else _UNNAMED


def bound(service: Service, port: int) -> Any:
    """A waitress server for the service: bound to this machine, with few threads; ``run`` it. OSError: the port is taken."""
    import logging  # noqa: PLC0415  the library says that a press waits; nobody need read that

    from waitress import create_server  # noqa: PLC0415  needed to serve only
    from waitress.channel import HTTPChannel  # noqa: PLC0415

    class Channel(HTTPChannel):  # type: ignore[misc]
        """A client that sends a request drop by drop has no longer for it than one that sends nothing."""

        last_activity: float

        def handle_read(self) -> None:
            begun = self.last_activity if self.request is not None else None
            super().handle_read()
            if begun is not None and self.request is not None:
                self.last_activity = begun

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server = create_server(
        service,
        host=HOST,
        port=port,
        threads=_THREADS,
        connection_limit=_CONNECTIONS,
        channel_timeout=30,
        cleanup_interval=5,
        max_request_body_size=service.largest + MIB,
        max_request_header_size=16 * 1024,
        ident="xlperf",
        expose_tracebacks=False,
        clear_untrusted_proxy_headers=True,
    )
    server.channel_class = Channel
    return server
