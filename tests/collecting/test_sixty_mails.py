"""Sixty mails, as a bureau gets them, into a real mailbox; out of it the ledger of 晋城市城区财政局 2024 and two letters.

Nine units send their return in an earlier version, in the final one (wrapped as their mail programs wrap things, and
delivered twice), and once more unchanged. Among them lie demo workbooks of other years, and what strangers send.
"""

from __future__ import annotations

import email
import io
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from email import policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from docx import Document

from tests.calls import xlperf
from tests.collecting.jincheng import LINES, OFFICE, lay_project
from tests.collecting.kept import status
from tests.collecting.post import bare_mail, gbk_zip, lay_return, mail, winmail
from tests.collecting.servers import PASSWORD, Server, needs_dovecot
from tests.collecting.wrapped import msg, rar5, seven_zip
from xlperf import demo
from xlperf.collecting.judging import rules_of
from xlperf.collecting.mailboxes import DONE
from xlperf.collecting.store import Store
from xlperf.commands.secret import MAIL_VARIABLE
from xlperf.forms import summary, workbooks
from xlperf.forms.template import write_workbook
from xlperf.office import load_office
from xlperf.package.workbook import open_workbook
from xlperf.reading import read

pytestmark = needs_dovecot
ROOT = Path(__file__).parents[2]
FAULTY = {"3": 12, "7": 11}
"""Numbers of the projects that claim more than the ten points of 成本, and how many."""
REASON = "雨季停工，未完成的列入下年。"
SENDERS = {line[0]: f"unit{line[0]}@example.gov.cn" for line in LINES}


def sent(number: str, day: int, *attachments: tuple[str, bytes]) -> bytes:
    return mail(
        *attachments,
        sender=SENDERS[number],
        identity=f"<{number}.{day}@example.gov.cn>",
        day=f"Mon, {day:02} Mar 2025 09:00:00 +0800",
    )


def forwarded(number: str, day: int, inner: bytes, *, whole: bool) -> bytes:
    """A mail in a mail: as message/rfc822, or as an .eml file."""
    outer = EmailMessage()
    outer["From"], outer["Message-ID"] = SENDERS[number], f"<{number}.{day}@example.gov.cn>"
    outer["Date"] = f"Mon, {day:02} Mar 2025 09:00:00 +0800"
    outer.set_content("转发")
    if whole:
        outer.add_attachment(email.message_from_bytes(inner, policy=policy.default))
    else:
        outer.add_attachment(inner, maintype="application", subtype="octet-stream", filename="转发.eml")
    return outer.as_bytes()


def by_hand(number: str, day: int, name: str, data: bytes) -> bytes:
    """Subject and name in raw GB18030, as old mail programs write them."""
    part = b'Content-Disposition: attachment; filename="' + name.encode("gb18030") + b'"'
    heads = f"Date: Mon, {day:02} Mar 2025 09:00:00 +0800\r\nSubject: 关于报送自评的函（喆）".encode(
        "gb18030"
    )
    raw = bare_mail(heads, part, data)
    raw = raw.replace(b"a@example.gov.cn", SENDERS[number].encode())
    return raw.replace(b"hand@", f"{number}.{day}@".encode())


def wrapped(number: str, day: int, name: str, data: bytes) -> bytes:
    """The nine ways in which the nine units send a workbook."""
    if number in ("7", "8"):
        return forwarded(number, day, mail((name, data)), whole=number == "7")
    if number == "9":
        return by_hand(number, day, name, data)
    ways = {
        "1": (name, data),
        "2": ("报送.zip", gbk_zip((name, data))),
        "3": ("报送.7z", seven_zip((name, data))),
        "4": ("报送.rar", rar5((name, data))),
        "5": ("winmail.dat", winmail(name, data)),
        "6": ("来信.msg", msg((name, data))),
    }
    return sent(number, day, ways[number])


def of_units(desk: Path) -> list[bytes]:
    """Thirty-six mails: earlier version, final one twice, the same once more."""
    letters: list[bytes] = []
    for line in LINES:
        number, name = line[0], f"{line[1]}自评表.xlsx"
        cost = FAULTY.get(number, 10)
        earlier = lay_project(desk / "1.xlsx", line, less=1, reason=REASON).read_bytes()
        final = lay_project(desk / "1.xlsx", line, cost=cost, reason=REASON).read_bytes()
        whole = wrapped(number, 10, name, final)
        letters += [sent(number, 3, (name, earlier)), whole, whole, sent(number, 17, (f"又报_{name}", final))]
    return letters


def of_the_demo(desk: Path) -> list[bytes]:
    """The demo workbooks: of other years and other units."""
    letters: list[bytes] = []
    for number, example in enumerate(demo.examples()):
        path = desk / example.name
        write_workbook(workbooks.workbook(example.kind), path, example.draft)
        letters.append(
            mail((example.name, path.read_bytes()), sender=SENDERS["1"], identity=f"<demo{number}@x>")
        )
    return letters


def of_strangers(desk: Path) -> list[bytes]:
    """What nobody asked for, each under a Message-ID of its own."""
    good = lay_return(desk / "1.xlsx", "区司法局", "普法").read_bytes()
    first = lay_project(desk / "1.xlsx", LINES[0]).read_bytes()
    blank = io.BytesIO()
    with zipfile.ZipFile(blank, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types/>")
        bomb.writestr("xl/workbook.xml", " " * 20_000_000)
    many = seven_zip(*((f"{number}.txt", b"x") for number in range(201)))
    wild = [
        ("自评.xlsx", good),
        ("炸弹.xlsx", blank.getvalue()),
        ("网页.xlsx", b"<html><body>1</body></html>"),
        ("老表.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 none"),
        ("空.xlsx", b""),
        ("加密.7z", seven_zip(("自评.xlsx", first), locked="0000")),
        ("坏.zip", b"PK\x03\x04 broken"),
        ("多.7z", many),
        ("winmail.dat", b"no tnef"),
        ("坏.msg", b"no msg"),
        ("..\\..\\启动\u202e.xlsx", b"PK"),
    ]
    letters = [mail(each, sender=SENDERS["1"], identity=f"<wild{at}@x>") for at, each in enumerate(wild)]
    letters += [
        mail(("自评.xlsx", first), sender="someone@example.com", identity="<stranger@x>"),
        mail(
            text="超大附件 https://mail.qq.com/cgi-bin/ftnExs_download?k=1",
            sender=SENDERS["2"],
            identity="<link@x>",
        ),
        mail(text="请问什么时候截止？", sender=SENDERS["3"], identity="<question@x>"),
        mail(("自评.xlsx", first), sender=SENDERS["1"], identity="<half@x>")[:-400],
        b"Subject: =?utf-8?B?!!!?= \xff\xfe\r\nDate: never\r\n\r\nx",
        b"MIME-Version: 1.0\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 400 + b"x",
        b"\r\n",
    ]
    return letters


@dataclass(frozen=True, slots=True)
class Desk:
    """Where it all happens: the folder, the mails, the server."""

    folder: Path
    letters: list[bytes]
    server: Server


@pytest.fixture(scope="module")
def desk(imap: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The sixty mails lie in the mailbox, and the bureau has collected them."""
    folder, before = tmp_path_factory.mktemp("bureau"), Path.cwd()
    drafts = tmp_path_factory.mktemp("units")
    units = "".join(
        f'[[collect.units]]\nname = "{unit}"\nprojects = ["{project}"]\nsenders = ["{SENDERS[number]}"]\n'
        for number, unit, project, *_ in LINES
    )
    (folder / "xlperf.toml").write_text(OFFICE.replace("2025-04-30", "2099-04-30") + units, encoding="utf-8")
    letters = [*of_units(drafts), *of_the_demo(drafts), *of_strangers(drafts)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(imap.authority))
        patch.setenv(MAIL_VARIABLE, PASSWORD)
        server = imap.another()
        server.deliver(*letters)
        os.chdir(folder)
        result = xlperf("collect", server.address)
        assert result.exit_code == 0, result.output
        yield Desk(folder, letters, server)
    os.chdir(before)


def test_sixty_mails_came_in_and_those_with_files_are_flagged(desk: Desk) -> None:
    assert len(desk.letters) == 60
    flags = desk.server.folder()
    assert len(flags) == 60
    assert (
        flags.count(()) == 4
    )  # the link, the question, nothing but a head, nothing at all; too deep is kept whole


@pytest.mark.usefixtures("desk")
def test_nine_have_handed_in_and_every_stranger_is_told_with_the_reason() -> None:
    told = status()
    returns = told["returns"]
    assert [(each["unit"], each["self"], each["versions"], each["repeats"]) for each in returns] == [
        (line[1], line[6], 2, 1) for line in LINES
    ]
    assert [each["unit"] for each in returns if each["faulty"]] == [LINES[2][1], LINES[6][1]]
    found: dict[str, list[str]] = {}
    for each in told["aside"]:
        found.setdefault(str(each["code"]), []).append(str(each["place"]))
    assert {code: sorted(places) for code, places in found.items()} == {
        "COL-01": ["自评.xlsx"],
        "COL-03": ["绩效自评"],
        "COL-04": ["加密.7z", "坏.zip", "多.7z"],
        "COL-05": ["winmail.dat", "坏.msg", "绩效自评", "转发了 5 次以上的邮件", "（没有主题的邮件）"],
        "COL-07": sorted(["自评.xlsx", *(each.name for each in demo.examples())]),
        "COL-08": ["启动.xlsx", "炸弹.xlsx", "空.xlsx", "网页.xlsx", "老表.xls", "自评.xlsx"],
    }


@pytest.mark.usefixtures("desk")
def test_the_ledger_of_the_document_comes_out() -> None:
    result = xlperf("ledger", "-o", "汇总.xlsx")
    assert result.exit_code == 0, result.output
    assert "汇总了 9 项，金额合计 51078.42 万元" in result.stdout
    book = read(open_workbook(Path("汇总.xlsx")), ())
    assert book is not None
    rows = book.written_rows(summary.PROJECTS)
    assert [row.cells["score"].value for row in rows] == [
        Decimal(score)
        for score in ("84.39", "86.77", "86.36", "86.16", "89.36", "89.93", "89.56", "86.04", "88")
    ]
    assert [row.cells["rank"].value for row in rows] == [9, 5, 6, 7, 3, 1, 2, 8, 4]
    assert [row.cells["grade"].value for row in rows] == ["良好"] * 9
    assert book[summary.AMOUNT.total].number == Decimal("51078.42")  # type: ignore[index]


@pytest.mark.usefixtures("desk")
def test_the_two_faulty_units_get_letters_that_name_their_cells() -> None:
    result = xlperf("letters")
    assert result.exit_code == 0, result.output
    for number, claimed in FAULTY.items():
        unit = LINES[int(number) - 1][1]
        document = Document(f"退回通知/{unit}/第1次/退回修改通知.docx")
        cells = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
        wrong = ["项目支出绩效自评表!J17", f"自评得分{claimed}，应在0到10分之间", str(claimed), "0—10"]
        assert wrong in cells
        message = email.message_from_bytes(
            Path(f"退回通知/{unit}/第1次/邮件草稿.eml").read_bytes(), policy=policy.default
        )
        assert message["To"] == SENDERS[number]
    assert len(list(Path("退回通知").iterdir())) == 2


def test_a_second_run_changes_nothing(desk: Desk) -> None:
    before, flags = status(), desk.server.folder()
    result = xlperf("collect", desk.server.address)
    assert "收到 0 件，新文件 0 个；检查了 0 个工作簿。" in result.stdout
    assert (status(), desk.server.folder()) == (before, flags)


@pytest.mark.usefixtures("desk")
def test_every_original_is_there() -> None:
    result = xlperf("store", "check")
    assert result.exit_code == 0, result.output


DRIVER = """
import atexit, os, signal, sys
last, done = int(sys.argv.pop(1)), 0
def step(*_):
    global done
    done += 1
    if done == last:
        os.kill(os.getpid(), signal.SIGKILL)
atexit.register(lambda: sys.stderr.write(f" {done}"))
def hook(event, args):
    if event in ("open", "os.rename", "os.mkdir") and "xlperf-store" in str(args[0]) or event == "imaplib.send":
        step()
sys.addaudithook(hook)
from sqlalchemy import event as events
from sqlalchemy.engine import Engine
events.listen(Engine, "commit", step)
from xlperf.cli import main
main()
"""
"""Steps: what is written to the shelf, what is made durable in the database, what is said to the mail server."""
POINTS = 10


def contents(folder: Path) -> object:
    """All that counts in a store; a mail has another UID in another mailbox."""
    with Store(folder / "xlperf-store", new=False) as store:
        arrivals = sorted(
            (each.parcel, each.sha, each.name, each.sender, each.received) for each in store.arrivals()
        )
        results = store.results(rules_of(load_office(folder / "xlperf.toml")))
        return arrivals, results, store.troubles()


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL on Windows")
def test_a_run_that_is_killed_ten_times_loses_and_doubles_nothing(desk: Desk, tmp_path: Path) -> None:
    """Killed at a tenth of the way, gone on, killed again … and finished: the same store, the same flags."""
    server = desk.server.another()
    server.deliver(*desk.letters)
    (tmp_path / "xlperf.toml").write_bytes((desk.folder / "xlperf.toml").read_bytes())

    def collect(last: int) -> subprocess.CompletedProcess[bytes]:
        call = [sys.executable, "-c", DRIVER, str(last), "collect", server.address]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        return subprocess.run(call, cwd=tmp_path, env=environment, capture_output=True, check=False)

    for number in range(POINTS):
        killed = collect(25 + 11 * number)
        assert killed.returncode == -signal.SIGKILL, f"run {number} came to its end: {killed.stderr.decode()}"
    last = collect(0)
    assert last.returncode == 0, last.stderr.decode()
    assert contents(tmp_path) == contents(desk.folder)
    assert sorted(server.folder()) == sorted(desk.server.folder())
    assert (DONE.encode(),) in server.folder()
