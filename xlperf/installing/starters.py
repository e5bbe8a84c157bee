"""The small texts that start xlperf: .cmd for Windows, .sh and .desktop (Desktop Entry Specification 1.5) for Linux."""

from __future__ import annotations

import shlex
from pathlib import Path, PureWindowsPath

from xlperf.installing.desk import Desk

_KINDS = "".join(
    f"application/{kind};"
    for kind in (
        "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "vnd.ms-excel.sheet.macroEnabled.12",
        "vnd.ms-excel",
        "vnd.oasis.opendocument.spreadsheet",
        "wps-office.xlsx",
        "wps-office.xls",
        "wps-office.et",
    )
)
"""Workbooks as shared-mime-info calls them, and as a WPS on Linux does that has brought names of its own."""


def batch(desk: Desk, arguments: str, *, waits: bool) -> bytes:
    """A .cmd file. Paths below the user's folders are told by variable, so that the file stays ASCII if they can be."""
    program, *more = desk.started_by
    command = " ".join([f'"{_by_variable(desk, program)}"', *more, arguments])
    lines = ["@echo off", command, "echo.", "pause"] if waits else ["@echo off", f'start "" /min {command}']
    return "\r\n".join([*lines, ""]).encode("ascii" if command.isascii() else "gb18030")


def _by_variable(desk: Desk, program: str) -> str:
    for variable, folder in (
        ("LOCALAPPDATA", desk.local),
        ("APPDATA", desk.settings),
        ("USERPROFILE", desk.home),
    ):
        try:
            rest = PureWindowsPath(program).relative_to(PureWindowsPath(folder))
        except ValueError:
            continue
        return f"%{variable}%\\{str(rest).replace('%', '%%')}"
    return program.replace("%", "%%")


def shell(desk: Desk) -> bytes:
    """Checks what it is given, and leaves the words on the screen until somebody has read them."""
    command = shlex.join(desk.started_by)
    return f"#!/bin/sh\n{command} check \"$@\"\nprintf '\\n按回车键关闭'\nread -r _\n".encode()


def desktop_entry(script: Path) -> bytes:
    """Offers the check for workbooks in the file manager."""
    return _entry(
        "绩效自评检查", f"{_quoted(str(script))} %F", "Terminal=true", "NoDisplay=true", f"MimeType={_KINDS}"
    )


def autostart(desk: Desk) -> bytes:
    """Starts the service with the session."""
    command = " ".join(map(_quoted, desk.started_by))
    return _entry("绩效自评检查服务", f"{command} serve", "Terminal=false", "NoDisplay=true")


def _entry(name: str, command: str, *more: str) -> bytes:
    return "\n".join(
        ["[Desktop Entry]", "Type=Application", f"Name={name}", f"Exec={command}", *more, ""]
    ).encode()


def _quoted(word: str) -> str:
    """One argument of Exec: in quotes, what is reserved there escaped, then the backslashes of a string value."""
    for letter in ("\\", '"', "`", "$"):
        word = word.replace(letter, f"\\{letter}")
    return '"' + word.replace("\\", "\\\\").replace("%", "%%") + '"'
