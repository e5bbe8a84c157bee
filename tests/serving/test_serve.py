"""``xlperf serve``: a real process, asked as the WPS add-in asks it, and as nobody should."""

from __future__ import annotations

import io
import json
import os
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Thread

import pytest

from tests.serving.process import Running, running
from xlperf import announcing, demo, pressing
from xlperf.forms import workbooks
from xlperf.forms.template import write_workbook
from xlperf.guarded import Kept, Limits
from xlperf.office import Office
from xlperf.serve import Service, bound


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("service")) as found:
        yield found


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Filled workbooks of public documents, by the beginning of their names."""
    folder = tmp_path_factory.mktemp("books")
    for begins in ("赫山区", "华容县住建局"):
        example = next(each for each in demo.examples() if each.name.startswith(begins))
        write_workbook(workbooks.workbook(example.kind), folder / f"{begins}.xlsx", example.draft)
    return {path.stem: path for path in folder.iterdir()}


def test_the_answer_is_what_the_command_line_would_tell_the_macro(
    service: Running, books: dict[str, Path]
) -> None:
    book = books["华容县住建局"]
    status, told, _ = service.ask("check", book.read_bytes(), book.name)
    answer = pressing.check(book, Office())
    assert status == 200
    assert told["steps"] == [[step.op.value, step.sheet, step.place, *step.facts] for step in answer.steps]
    assert told["message"] == answer.message
    assert ["P", "评分表", "F4", 'LEN("xlperf:S31-01")>0', "FFC7CE"] in told["steps"]
    assert told["trouble"] is False


def test_clean_has_nothing_to_take_from_a_workbook_without_marks(
    service: Running, books: dict[str, Path]
) -> None:
    status, told, _ = service.ask("clean", books["赫山区"].read_bytes())
    assert (status, told["steps"], told["message"]) == (200, [], "没有标记，未作改动。")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"X_Xlperf_Token": "wrong"}, 401),
        ({"X_Xlperf_Token": ""}, 401),
        ({"Host": "bureau.example.cn"}, 421),
        ({"Origin": "https://bureau.example.cn"}, 403),
        ({"Origin": "http://127.0.0.1:9"}, 403),
    ],
    ids=["wrong token", "no token", "rebound name", "a web page", "another local page"],
)
def test_strangers_are_refused_in_chinese(
    service: Running, books: dict[str, Path], headers: dict[str, str], status: int
) -> None:
    answered, told, given = service.ask("check", books["赫山区"].read_bytes(), **headers)
    assert answered == status
    assert told["steps"] == []
    assert str(told["message"]).endswith("。")
    assert "Access-Control-Allow-Origin" not in given


def test_the_page_of_an_add_in_may_ask(service: Running, books: dict[str, Path]) -> None:
    """A page opened from a file has the Origin null; the browser asks before it sends our headers."""
    asked, _, given = service.ask("check", method="OPTIONS", Origin="null", X_Xlperf_Token="")
    assert asked == 204
    assert given["Access-Control-Allow-Origin"] == "null"
    assert "X-Xlperf-Token" in given["Access-Control-Allow-Headers"]
    assert given["Access-Control-Allow-Private-Network"] == "true"
    answered, told, given = service.ask("clean", books["赫山区"].read_bytes(), Origin="null")
    assert (answered, given["Access-Control-Allow-Origin"], told["trouble"]) == (200, "null", False)
    assert given["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("verb", "method", "status"), [("files", "POST", 404), ("check", "GET", 405), ("hello", "POST", 404)]
)
def test_there_is_nothing_else_to_be_had(service: Running, verb: str, method: str, status: int) -> None:
    assert service.ask(verb, b"x", method=method)[0] == status


def test_what_is_no_workbook_is_told_and_not_refused(service: Running) -> None:
    status, told, _ = service.ask("check", b"PK\x03\x04 not a workbook")
    assert (status, told["trouble"], told["steps"]) == (200, True, [])
    assert str(told["message"]).startswith("OPEN-")


def test_an_empty_body_is_said(service: Running) -> None:
    status, told, _ = service.ask("check", b"")
    assert (status, told["message"]) == (
        411,
        "没有收到工作簿。请再按一次；仍不行时请先保存，再用命令行 xlperf check。",
    )


def test_a_name_never_leads_out_of_the_folder(service: Running, books: dict[str, Path]) -> None:
    for name in (
        "../../逃.xlsx",
        "C:\\逃.xlsx",
        ".隐.xlsx",
        "逃.exe",
        "逃" * 95 + ".xlsx",  # more bytes than a file name may have
        "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    ):
        status, told, _ = service.ask("check", books["赫山区"].read_bytes(), name)
        assert status == 200
        assert any("工作簿.xlsx" in "\t".join(step) for step in told["steps"])  # type: ignore[attr-defined]
    assert not list(service.scratch.rglob("*逃*"))


def test_two_at_a_time_each_get_their_own_and_nothing_stays(service: Running, books: dict[str, Path]) -> None:
    asked = [books["赫山区"], books["华容县住建局"]] * 4
    with ThreadPoolExecutor(8) as clients:
        answers = list(clients.map(lambda book: service.ask("check", book.read_bytes(), book.name), asked))
    own = {
        book: [list(step) for step in told["steps"]]
        for book, (_, told, _) in zip(asked, answers, strict=True)
    }  # type: ignore[attr-defined]
    for book, (status, told, _) in zip(asked, answers, strict=True):
        assert status == 200
        assert told["steps"] == own[book]
        others = [other.stem for other in own if other != book]
        assert not any(other in "".join(step) for step in told["steps"] for other in others)  # type: ignore[attr-defined]
    assert own[asked[0]] != own[asked[1]]
    assert list(service.scratch.glob("xlperf-*")) == []


def test_clients_that_say_nothing_hold_nobody_up(service: Running, books: dict[str, Path]) -> None:
    """A browser opens connections ahead of time; somebody else's program may stop half way through a request."""
    before = service.threads()
    idle = [socket.create_connection(("127.0.0.1", service.announcement.port)) for _ in range(10)]
    try:
        for each in idle[5:]:
            each.sendall(b"POST /check HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\nPK")
        began = time.monotonic()
        assert service.ask("clean", books["赫山区"].read_bytes())[0] == 200
        assert time.monotonic() - began < 5
        assert service.threads() == before
    finally:
        for each in idle:
            each.close()


def test_a_workbook_over_the_limit_is_refused_before_it_is_sent(service: Running) -> None:
    with socket.create_connection(("127.0.0.1", service.announcement.port), timeout=10) as client:
        client.sendall(b"POST /check HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 999999999\r\n\r\n")
        assert client.recv(100).startswith(b"HTTP/1.1 413")


def test_a_workbook_just_over_the_limit_is_told_in_chinese() -> None:
    small = Service(Office(), "token", largest=1024 * 1024)
    started: list[str] = []
    body = small(
        {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/check",
            "HTTP_HOST": "127.0.0.1:1",
            "HTTP_X_XLPERF_TOKEN": "token",
            "CONTENT_LENGTH": str(1024 * 1024 + 1),
            "wsgi.input": io.BytesIO(),
        },
        lambda status, _headers, _trouble=None: started.append(status) or (lambda _: None),
    )
    assert started == ["413 Request Entity Too Large"]
    assert "\\u8d85\\u8fc7 1 MB" in b"".join(body).decode("ascii")  # 超过 1 MB


def test_a_child_that_dies_costs_one_answer(service: Running, books: dict[str, Path]) -> None:
    """The process that checks is killed; the next press finds a fresh one."""
    content = books["赫山区"].read_bytes()
    found = Path(f"/proc/{service.process.pid}/task/{service.process.pid}/children").read_text(
        encoding="ascii"
    )
    children = [int(each) for each in found.split()]
    workers = [pid for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    assert len(workers) == 1
    subprocess.run(["kill", "-9", str(workers[0])], check=True)
    answers = [service.ask("check", content) for _ in range(3)]
    assert all(status == 200 for status, _, _ in answers)
    assert answers[-1][1]["trouble"] is False


def test_a_check_that_never_ends_is_ended() -> None:
    kept = Kept(_nothing, Limits(seconds=1.0))
    try:
        assert kept.done(_slow, 30.0, lambda _, reason: reason.code) == "OPEN-91"
        assert kept.done(_slow, 0.0, lambda _, reason: reason.code) == "done"
    finally:
        kept.close()


def _nothing() -> None:
    """Nothing to make ready."""


def _slow(seconds: float) -> str:
    time.sleep(seconds)
    return "done"


def test_only_this_user_can_read_where_the_service_is(service: Running) -> None:
    assert stat.S_IMODE(service.state.stat().st_mode) == 0o600


def test_a_second_service_says_that_there_is_one(service: Running) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "xlperf", "serve", "--state", str(service.state)],
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert (done.returncode, done.stdout) == (
        0,
        f"检查服务已经在运行（端口 {service.announcement.port}），不用再开。\n",
    )


def test_a_port_that_is_taken_is_said(service: Running, tmp_path: Path) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "xlperf", "serve", "--port", str(service.announcement.port)),
            *("--state", str(tmp_path / "other.json")),
        ],
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert done.returncode == 2
    assert f"端口 {service.announcement.port} 用不了" in done.stderr
    assert not (tmp_path / "other.json").exists()


def test_the_service_leaves_nothing_when_it_ends(tmp_path: Path) -> None:
    with running(tmp_path) as found:
        assert announcing.answers(found.announcement)
    assert found.process.returncode == 0
    assert not found.state.exists()
    assert list(found.scratch.iterdir()) == []
    assert not announcing.answers(found.announcement)


@pytest.mark.parametrize(
    ("system", "environ", "ends"),
    [
        ("win32", {"APPDATA": "C:/Users/某/AppData/Roaming"}, "AppData/Roaming/xlperf/serve.json"),
        ("linux", {"HOME": "/home/某"}, "/home/某/.local/share/xlperf/serve.json"),
    ],
)
def test_the_add_in_finds_it_in_the_folder_of_the_user(
    system: str, environ: dict[str, str], ends: str
) -> None:
    assert announcing.place(environ, system).as_posix().endswith(ends)


def test_what_others_left_there_is_no_announcement(tmp_path: Path) -> None:
    path = tmp_path / "serve.json"
    told = partial(path.write_text, encoding="utf-8")
    for content in ("", "[]", "{}", '{"port": "x", "token": "t", "largest": 1}', "口令"):
        told(content)
        assert announcing.announced(path) is None


def test_a_client_that_sends_drop_by_drop_is_hung_up_on() -> None:
    """Sixteen of them would take every place of the service for as long as they like."""
    server = bound(Service(Office(), "token"), 0)
    server.adj.channel_timeout = server.adj.cleanup_interval = 1
    Thread(target=server.run, daemon=True).start()
    try:
        with socket.create_connection(("127.0.0.1", server.effective_port), timeout=20) as client:
            client.sendall(b"POST /check HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\n")
            with pytest.raises(OSError):  # noqa: PT011, PT012  the pipe is broken, or the connection reset
                for _ in range(100):
                    client.sendall(b"P")
                    time.sleep(0.1)
    finally:
        server.close()


def test_workbooks_that_a_killed_service_left_are_swept_by_the_next(
    tmp_path: Path, books: dict[str, Path]
) -> None:
    content = books["赫山区"].read_bytes()
    with running(tmp_path) as killed:
        client = socket.create_connection(("127.0.0.1", killed.announcement.port), timeout=10)
        head = f"POST /check HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Xlperf-Token: {killed.announcement.token}"
        client.sendall(f"{head}\r\nContent-Length: {len(content)}\r\n\r\n".encode() + content)
        while not (left := list(killed.scratch.glob("xlperf-*/*.xlsx"))):
            time.sleep(0.001)
        killed.process.kill()
        killed.process.wait()
        client.close()
    assert left[0].is_file()
    killed.state.unlink()
    hours_ago = time.time() - 2 * 3600
    os.utime(left[0].parent, (hours_ago, hours_ago))
    with running(tmp_path) as after:
        assert list(after.scratch.iterdir()) == []


def test_a_full_disk_is_said_and_is_no_fault_of_the_program(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "away"))
    started: list[str] = []
    body = Service(Office(), "token")(
        {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/check",
            "HTTP_HOST": "127.0.0.1:1",
            "HTTP_X_XLPERF_TOKEN": "token",
            "CONTENT_LENGTH": "2",
            "wsgi.input": io.BytesIO(b"PK"),
        },
        lambda status, _headers, _trouble=None: started.append(status) or (lambda _: None),
    )
    assert started == ["507 Insufficient Storage"]
    assert json.loads(b"".join(body))["message"].startswith("临时文件夹写不进去（找不到文件或文件夹）")
