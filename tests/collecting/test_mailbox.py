"""From a real mailbox (Dovecot on loopback, TLS) into the store: everything once, nothing lost, nothing marked read."""

from __future__ import annotations

import json
import logging
import socketserver
import sys
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.collecting.post import bare_mail, lay_return, mail
from tests.collecting.servers import PASSWORD, Server, needs_dovecot
from tests.collecting.wrapped import seven_zip
from xlperf.cli import main
from xlperf.collecting.mailboxes import DONE, WrongMailbox, mailbox
from xlperf.commands.secret import MAIL_VARIABLE

pytestmark = needs_dovecot
OFFICE = """
[collect]
year = 2024

[[collect.units]]
name = "某县水利局"
projects = ["农村道路养护"]
senders = ["shuiliju@example.gov.cn"]
"""


@pytest.fixture
def server(imap: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Server:
    """An empty mailbox, the password where the program looks for it, and a desk with the list of units."""
    monkeypatch.chdir(tmp_path)
    Path("xlperf.toml").write_text(OFFICE, encoding="utf-8")
    monkeypatch.setenv("SSL_CERT_FILE", str(imap.authority))
    monkeypatch.setenv(MAIL_VARIABLE, PASSWORD)
    return imap.another()


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return lay_return(tmp_path_factory.mktemp("desk") / "1.xlsx").read_bytes()


def xlperf(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), prog_name="xlperf")


def returns() -> list[dict[str, object]]:
    told: list[dict[str, object]] = json.loads(xlperf("status", "--format", "json").stdout)["returns"]
    return told


def test_a_mail_is_taken_in_flagged_and_not_marked_read(server: Server, workbook: bytes) -> None:
    server.deliver(mail(("自评.xlsx", workbook)), b"Subject: no attachment\r\n\r\nhello")
    result = xlperf("collect", server.address)
    assert result.exit_code == 0, result.output
    assert "收到 2 件，新文件 1 个；检查了 1 个工作簿。" in result.stdout
    assert server.folder() == [(DONE.encode(),), ()]
    assert (returns()[0]["missing"], returns()[0]["file"]) == (False, "自评.xlsx")


def test_the_second_run_fetches_nothing_and_changes_nothing(server: Server, workbook: bytes) -> None:
    server.deliver(mail(("自评.xlsx", workbook)), b"Subject: no attachment\r\n\r\nhello")
    xlperf("collect", server.address)
    before, flags = returns(), server.folder()
    assert "收到 0 件，新文件 0 个；检查了 0 个工作簿。" in xlperf("collect", server.address).stdout
    assert (returns(), server.folder()) == (before, flags)


def test_what_came_in_before_the_mailbox_was_read_counts_once(server: Server, workbook: bytes) -> None:
    """The same mail from a file, and again under a new UID: the Message-ID is the same, and so is the content."""
    letter = mail(("自评.xlsx", workbook))
    Path("来信.eml").write_bytes(letter)
    xlperf("collect", "来信.eml")
    server.deliver(letter, letter)
    assert "新文件 0 个" in xlperf("collect", server.address).stdout
    assert (returns()[0]["versions"], returns()[0]["repeats"]) == (1, 0)


def test_a_mailbox_that_was_rebuilt_is_read_again_and_counts_once(server: Server, workbook: bytes) -> None:
    server.deliver(mail(("自评.xlsx", workbook)))
    with server.client() as client:
        client.create_folder("自评")
        first = client.select_folder("自评")[b"UIDVALIDITY"]
        client.append("自评", mail(("自评.xlsx", workbook)))
    box = server.address.replace("INBOX", "自评")
    xlperf("collect", box)
    with server.client() as client:
        client.delete_folder("自评")
        client.create_folder("自评")
        assert client.select_folder("自评")[b"UIDVALIDITY"] != first
        client.append("自评", mail(("又一封.xlsx", workbook), identity="<2@example.gov.cn>"))
    assert "收到 1 件，新文件 1 个" in xlperf("collect", box).stdout
    assert (returns()[0]["versions"], returns()[0]["repeats"]) == (1, 1)


def test_with_move_a_mail_goes_where_it_was_told_and_only_with_its_files_safe(
    server: Server, workbook: bytes
) -> None:
    server.deliver(mail(("自评.xlsx", workbook)), b"Subject: no attachment\r\n\r\nhello")
    assert xlperf("collect", server.address, "--move", "已收").exit_code == 0
    assert server.folder() == [()]
    assert server.folder("已收") == [(DONE.encode(),)]
    assert "收到 0 件" in xlperf("collect", server.address, "--move", "已收").stdout


def test_a_mail_that_was_kept_but_not_flagged_is_flagged_by_the_next_run(
    server: Server, workbook: bytes
) -> None:
    server.deliver(mail(("自评.xlsx", workbook)))
    xlperf("collect", server.address)
    with server.client() as client:
        client.select_folder("INBOX")
        client.remove_flags(client.search("ALL"), [DONE])
    assert "收到 0 件" in xlperf("collect", server.address).stdout
    assert server.folder() == [(DONE.encode(),)]


def test_a_mail_of_an_unknown_sender_is_shelved(server: Server, workbook: bytes) -> None:
    server.deliver(mail(("自评.xlsx", workbook), sender="someone@example.com"))
    result = xlperf("collect", server.address)
    assert "警告 COL-01" in result.stdout
    assert returns()[0]["missing"] is True
    assert len(list(Path("xlperf-store/originals").rglob("*/*"))) == 2  # the mail and the workbook


def test_a_mail_that_needs_a_program_stays_until_there_is_one(
    server: Server, workbook: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.deliver(mail(("报送.7z", seven_zip(("自评.xlsx", workbook)))))
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "py7zr", None)
        assert "警告 COL-10" in xlperf("collect", server.address).stdout
    assert server.folder() == [()]
    assert "收到 1 件，新文件 1 个" in xlperf("collect", server.address).stdout
    assert server.folder() == [(DONE.encode(),)]
    assert "COL-10" not in xlperf("status").stdout


def test_a_mail_with_headers_in_raw_gb18030_has_its_name(server: Server, workbook: bytes) -> None:
    name = "某县水利局自评表（喆）.xlsx"
    head = b'Content-Disposition: attachment; filename="' + name.encode("gb18030") + b'"'
    raw = bare_mail("Subject: 关于报送自评的函".encode("gb18030"), head, workbook)
    server.deliver(raw.replace(b"a@example", b"shuiliju@example"))
    xlperf("collect", server.address)
    assert returns()[0]["file"] == name


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({MAIL_VARIABLE: "wrong"}, "COL-12 "),
        ({MAIL_VARIABLE: "密码"}, "COL-12 "),
        ({"SSL_CERT_FILE": "/dev/null"}, "COL-13 "),
        ({"folder": "没有"}, "COL-14 "),
        ({"port": "1"}, "COL-11 "),
        ({MAIL_VARIABLE: ""}, "keyring set localhost jxpj"),
    ],
    ids=[
        "wrong password",
        "Chinese password",
        "strange certificate",
        "no such folder",
        "nobody there",
        "no password",
    ],
)
def test_a_mailbox_that_does_not_open_says_why_and_what_to_do(
    server: Server, monkeypatch: pytest.MonkeyPatch, change: dict[str, str], told: str
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    address = server.address
    for key, value in change.items():
        if key == "folder":
            address = address.replace("INBOX", value)
        elif key == "port":
            address = address.replace(str(server.tls), value)
        else:
            monkeypatch.setenv(key, value)
    result = xlperf("collect", address)
    assert result.exit_code == 2
    assert told in result.stderr, result.output
    assert "Traceback" not in result.output
    assert "b'" not in result.stderr
    assert "decoding" not in result.stderr
    assert "下一步：xlperf status" not in result.stdout


def test_the_password_stands_in_no_log_no_output_and_no_file(
    server: Server, workbook: bytes, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    server.deliver(mail(("自评.xlsx", workbook)))
    result = xlperf("collect", server.address)
    assert result.exit_code == 0
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    for secret in (PASSWORD, "pass "):
        assert secret not in caplog.text + result.output
    assert PASSWORD.encode() not in written
    assert server.user.encode() in written  # where the mail came from is no secret


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("imaps://a:secret@b.cn/INBOX", "邮箱地址里不能写密码"),
        ("imap://a@mail.example.gov.cn/INBOX", "请改用 imaps://"),
        ("imaps://mail.example.gov.cn/INBOX", "不是完整的邮箱地址"),
        ("imaps://a@b.cn:99999/", "不是邮箱地址"),
    ],
)
def test_an_address_that_is_unsafe_or_incomplete_is_refused(address: str, told: str) -> None:
    with pytest.raises(WrongMailbox, match=told):
        mailbox(address)
    assert "secret" not in xlperf("collect", address).output


def test_an_address_names_account_server_and_folder() -> None:
    box = mailbox("imaps://jxpj@example.gov.cn@imap.example.gov.cn/INBOX/%E8%87%AA%E8%AF%84")
    assert (box.user, box.host, box.port, box.folder) == (
        "jxpj@example.gov.cn",
        "imap.example.gov.cn",
        993,
        "INBOX/自评",
    )
    assert mailbox("imap://a@localhost:1143").folder == "INBOX"


class _CutsOff(socketserver.StreamRequestHandler):
    """An IMAP server whose line breaks while the password is looked at."""

    def handle(self) -> None:
        self.wfile.write(b"* OK [CAPABILITY IMAP4rev1] ready\r\n")
        for line in self.rfile:
            tag, command = line.split()[:2]
            if command.upper() != b"CAPABILITY":
                return
            self.wfile.write(b"* CAPABILITY IMAP4rev1\r\n" + tag + b" OK\r\n")


@pytest.mark.usefixtures("server")
def test_a_line_that_breaks_at_the_password_is_no_wrong_password() -> None:
    with socketserver.TCPServer(("127.0.0.1", 0), _CutsOff) as cutting:
        threading.Thread(target=cutting.handle_request, daemon=True).start()
        result = CliRunner().invoke(
            main, ["collect", f"imap://jxpj@localhost:{cutting.server_address[1]}/INBOX"], prog_name="xlperf"
        )
    assert result.exit_code == 2
    assert "COL-11 " in result.stderr
    assert "COL-12 " not in result.stderr
