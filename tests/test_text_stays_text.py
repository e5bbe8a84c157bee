"""What somebody wrote is shown as it was written: never a formula, a link, markup or a command to the terminal."""

from __future__ import annotations

import json
import os
import re
import sys
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from tests.printing.reports import REPORT
from tests.writeback.books import members, score_sheet
from xlperf.findings import Address, Finding, NotChecked, Report, Severity
from xlperf.package.archive import read_archive
from xlperf.printing.as_json import write_json
from xlperf.writeback.compose import compose
from xlperf.writeback.into_file import write

WILD = (
    "=cmd|'/c calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    "＝1+1",
    "\t=1",
    "http://evil.example/x",
    "[link=http://evil.example]点这里[/link]",
    "[bold red]粗[/]",
    ":smile:",
    "<b>粗</b><script>alert(1)</script>&amp;",
    "]]></t></is></c><c><f>1</f></c>",
    "\x1b[2J\x1b]8;;http://evil.example\x07点\x1b]8;;\x07",
    "\x9b31m",
    "甲\r乙\n丙",
    "左\u202e右\u2066\u200f",
    "_x000D_=1",
)


def wild_report(text: str) -> Report:
    """A report in which every text that can come from a workbook is this one."""
    cell = Address("评分表", 2, 2)
    finding = Finding(
        "SC-02",
        Severity.ERROR,
        f"填的是{text}",
        text,
        at=cell,
        label=text,
        seen=text,
        expected=text,
        slip=text,
    )
    bare = Finding("SC-03", Severity.WARNING, text, text, label=text, seen=text)
    scores = tuple(replace(each, name=text, formula=text) for each in REPORT.scores)
    return replace(
        REPORT, file=f"{text}.xlsx", findings=(finding, bare), scores=scores,
        not_checked=(NotChecked("SC-05", text),),
    )  # fmt: skip


@pytest.mark.parametrize("text", WILD)
def test_in_the_workbook(tmp_path: Path, text: str) -> None:
    path = score_sheet(tmp_path / "自评.xlsx")
    before = dict(members(path.read_bytes()))
    write(path, path, compose(wild_report(text)))
    for name, content in members(path.read_bytes()):
        was = before.get(name, b"")
        for sign in (b"<f>", b"<f ", b'TargetMode="External"', b"<script", b"<b>", b"\x1b", b"javascript:"):
            assert content.count(sign) == was.count(sign), (name, sign)
        if name.endswith(".rels"):
            assert b"evil" not in content
    results = read_archive(path).read("xl/worksheets/sheet3.xml").decode()
    for bidi in "\u202e\u2066\u200f":
        assert bidi not in results
    targets = re.findall(r'<hyperlink [^>]*?(?:location="([^"]*)"|(r:id))', results)
    assert all(re.fullmatch(r"(&apos;|&#39;|')?评分表\1![A-Z]+\d+", place) for place, _ in targets if place)
    assert not any(external for _, external in targets)
    styles = [int(style) for style in re.findall(r'<c r="[A-Z]+\d+" s="(\d+)" t="inlineStr"', results)]
    assert styles
    assert 't="str"' not in results


@pytest.mark.parametrize("text", WILD)
def test_in_json(text: str) -> None:
    out = StringIO()
    write_json([wild_report(text)], out, as_array=False)
    told = json.loads(out.getvalue())
    assert [finding["hint"] for finding in told["findings"]] == [text, text]
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200f\u202e\u2066]", out.getvalue())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有 pty")
@pytest.mark.parametrize("text", WILD)
def test_on_a_terminal_and_in_a_pipe(text: str) -> None:
    for shown in (on_terminal(text), in_pipe(text)):
        plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)  # colours are ours
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", plain)
        bare = re.sub(r"\s", "", plain)
        for word in re.findall(r"[\w=@|!\[\]<>/:'.&;]{3,}", re.sub(r"[\x00-\x1f\x7f-\x9f].?", " ", text)):
            assert word in bare, word


def told_by(write_to: int, text: str) -> None:
    """In a child: the report as the command line shows it."""
    os.dup2(write_to, 1)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8")
    from xlperf.printing.as_text import told  # noqa: PLC0415  as in the command
    from xlperf.printing.terminal import screen  # noqa: PLC0415

    screen().show(told(wild_report(text)))


def on_terminal(text: str) -> str:
    import pty  # noqa: PLC0415  not on Windows

    process, terminal = pty.fork()
    if process == 0:
        os.environ.update(TERM="xterm-256color", COLUMNS="100")
        try:
            told_by(1, text)
        finally:
            os._exit(0)
    shown = b""
    try:
        while piece := os.read(terminal, 65536):
            shown += piece
    except OSError:  # Linux: the other side is closed
        pass
    os.close(terminal)
    os.waitpid(process, 0)
    return shown.decode().replace("\r\n", "\n")


def in_pipe(text: str) -> str:
    read, out = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            told_by(out, text)
        finally:
            os._exit(0)
    os.close(out)
    with os.fdopen(read, encoding="utf-8") as pipe:
        shown = pipe.read()
    os.waitpid(process, 0)
    return shown
