"""``xlperf install``: what is laid into the folders of a user, on a Windows and on a Linux desk described to it.

The paths are those of the systems; that Explorer, Excel and WPS take notice is in docs/windows-checklist.md.
"""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from xlperf.installing.desk import Desk, NoSuchDesk, desk_of
from xlperf.installing.laying import Step, install, uninstall
from xlperf.installing.pieces import pieces

ROOT = Path(__file__).parents[2]
OTHERS = '<?xml version="1.0" encoding="UTF-8"?>\r\n<jsplugins>\r\n  <jspluginonline name="公文助手" type="wps" url="http://10.0.0.8/"/>\r\n</jsplugins>\r\n'


@pytest.fixture
def macros(tmp_path: Path) -> Path:
    """The add-ins as they lie in the repository, with a WPS add-in of two files."""
    folder = tmp_path / "macros"
    (folder / "wps").mkdir(parents=True)
    shutil.copy(ROOT / "macros" / "xlperf.xlam", folder)
    (folder / "wps" / "main.js").write_text("// 主程序", encoding="utf-8")
    (folder / "wps" / "ribbon.xml").write_text("<customUI/>", encoding="utf-8")
    (folder / "wps" / "publish.xml").write_text(
        '<jsplugins>\n  <jsplugin name="xlperf" type="et" url="xlperf_0.1.0" version="0.1.0"/>\n</jsplugins>\n',
        encoding="utf-8",
    )
    return folder


@pytest.fixture
def windows(tmp_path: Path) -> Desk:
    """A user 王芳 with Excel and WPS, and the program run by Python."""
    home = tmp_path / "Users" / "王芳"
    environ = {"APPDATA": str(home / "AppData/Roaming"), "LOCALAPPDATA": str(home / "AppData/Local")}
    desk = desk_of("win32", environ, home, (str(home / "AppData/Local/Python/python.exe"), "-m", "xlperf"))
    for folder in (desk.send_to, desk.excel, desk.wps):
        folder.mkdir(parents=True)
    return desk


@pytest.fixture
def linux(tmp_path: Path) -> Desk:
    """A user of UOS with WPS."""
    home = tmp_path / "home" / "wang"
    desk = desk_of("linux", {}, home, ("/opt/my apps/xlperf",))
    desk.wps.mkdir(parents=True)
    return desk


def laid(desk: Desk, macros: Path, **how: bool) -> list[Step]:
    return list(install(desk, pieces(desk, macros), **how))


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def folders(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_dir()}


def test_on_windows_everything_lies_where_explorer_excel_and_wps_look(windows: Desk, macros: Path) -> None:
    laid(windows, macros)
    found = tree(windows.settings)
    assert set(found) == {
        "Microsoft/Windows/SendTo/绩效自评检查.cmd",
        "Microsoft/Excel/XLSTART/xlperf.xlam",
        "Microsoft/Windows/Start Menu/Programs/Startup/绩效自评检查服务.cmd",
        "kingsoft/wps/jsaddons/xlperf_0.1.0/main.js",
        "kingsoft/wps/jsaddons/xlperf_0.1.0/ribbon.xml",
        "kingsoft/wps/jsaddons/publish.xml",
    }
    assert found["Microsoft/Excel/XLSTART/xlperf.xlam"] == (ROOT / "macros/xlperf.xlam").read_bytes()
    assert found["Microsoft/Windows/SendTo/绩效自评检查.cmd"] == (
        b'@echo off\r\n"%LOCALAPPDATA%\\Python\\python.exe" -m xlperf check %*\r\necho.\r\npause\r\n'
    )
    assert b'name="xlperf" type="et" url="xlperf_0.1.0"' in found["kingsoft/wps/jsaddons/publish.xml"]


def test_on_linux_the_file_manager_and_wps_are_served(linux: Desk, macros: Path) -> None:
    laid(linux, macros)
    assert set(tree(linux.home)) == {
        ".config/autostart/xlperf-serve.desktop",
        ".local/share/Kingsoft/wps/jsaddons/publish.xml",
        ".local/share/Kingsoft/wps/jsaddons/xlperf_0.1.0/main.js",
        ".local/share/Kingsoft/wps/jsaddons/xlperf_0.1.0/ribbon.xml",
        ".local/share/applications/xlperf-check.desktop",
        ".local/share/xlperf/check.sh",
        ".local/share/xlperf/installed.json",
    }
    entry = (linux.local / "applications/xlperf-check.desktop").read_text(encoding="utf-8")
    assert f'Exec="{linux.local}/xlperf/check.sh" %F\n' in entry
    assert (linux.local / "xlperf/check.sh").stat().st_mode & stat.S_IXUSR


@pytest.mark.skipif(sys.platform == "win32", reason="sh")
def test_what_the_file_manager_starts_checks_each_file_it_is_given(tmp_path: Path, macros: Path) -> None:
    program = tmp_path / "my $programs" / "xlperf"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\nfor each in "$@"; do echo "[$each]"; done\n', encoding="utf-8")
    program.chmod(0o755)
    desk = desk_of("linux", {}, tmp_path / "home", (str(program),))
    laid(desk, macros)
    done = subprocess.run(
        [str(desk.local / "xlperf/check.sh"), "自评 表.xlsx", "a&b.xlsx"],
        input="\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.startswith("[check]\n[自评 表.xlsx]\n[a&b.xlsx]\n")


def test_every_step_is_told_and_what_is_not_there_is_skipped(linux: Desk, macros: Path) -> None:
    shutil.rmtree(linux.wps)
    told = {step.title: step for step in laid(linux, macros)}
    assert told["右键“打开方式”"].words == "放好了"
    assert told["WPS 加载项"].words == "跳过：没有安装，或还没有打开过一次"
    assert not (linux.home / ".config").exists()


def test_every_file_laid_down_is_told_and_so_is_what_is_taken_out(
    windows: Desk, linux: Desk, macros: Path
) -> None:
    for desk in (windows, linux):
        places = [place for step in laid(desk, macros) for place in (step.place, *step.also)]
        made = [path for path in desk.home.rglob("*") if path.is_file() and path != desk.record]
        assert desk.start_up / ("绩效自评检查服务.cmd" if desk is windows else "xlperf-serve.desktop") in made
        assert [path for path in made if not any(place in (path, *path.parents) for place in places)] == []
        taken = [place for step in uninstall(desk) for place in (step.place, *step.also)]
        assert [path for path in made if not any(place in (path, *path.parents) for place in taken)] == []


def test_a_file_manager_offers_the_check_for_what_WPS_on_linux_calls_by_names_of_its_own(
    linux: Desk, macros: Path
) -> None:
    laid(linux, macros)
    entry = (linux.local / "applications/xlperf-check.desktop").read_text(encoding="utf-8")
    kinds = next(line for line in entry.splitlines() if line.startswith("MimeType="))
    assert kinds.endswith(";")
    assert {"application/wps-office.xlsx", "application/wps-office.et", "application/vnd.ms-excel"} < {
        *kinds.removeprefix("MimeType=").split(";")
    }


def test_uninstall_leaves_the_home_as_it_was(windows: Desk, linux: Desk, macros: Path) -> None:
    for desk in (windows, linux):
        (desk.wps / "jsaddons").mkdir()
        (desk.wps / "jsaddons" / "publish.xml").write_bytes(OTHERS.encode())
        before, folders_before = tree(desk.home), folders(desk.home)
        laid(desk, macros)
        assert tree(desk.home) != before
        assert all(step.fine for step in uninstall(desk))
        assert tree(desk.home) == before
        assert folders(desk.home) == folders_before


def test_installing_twice_changes_nothing(windows: Desk, macros: Path) -> None:
    laid(windows, macros)
    before = tree(windows.home)
    assert {step.words for step in laid(windows, macros)} == {"已经是最新的"}
    assert tree(windows.home) == before


def test_telling_only_changes_nothing(windows: Desk, macros: Path) -> None:
    assert [step.words for step in laid(windows, macros, only_tell=True)] == ["要放在这里"] * 3
    assert tree(windows.home) == {}
    laid(windows, macros)
    before = tree(windows.home)
    assert all("要" in step.words for step in uninstall(windows, only_tell=True))
    assert tree(windows.home) == before


def test_a_file_of_somebody_else_is_never_touched(windows: Desk, macros: Path) -> None:
    foreign = windows.excel / "XLSTART" / "xlperf.xlam"
    foreign.parent.mkdir()
    foreign.write_bytes(b"of another maker")
    told = {step.title: step for step in laid(windows, macros)}
    assert not told["Excel 加载项"].fine
    assert told["Excel 加载项"].words.startswith("没有动：这里已有别的同名文件")
    list(uninstall(windows))
    assert tree(windows.home) == {"AppData/Roaming/Microsoft/Excel/XLSTART/xlperf.xlam": b"of another maker"}


def test_what_the_user_changed_since_stays(windows: Desk, macros: Path) -> None:
    laid(windows, macros)
    sent = windows.send_to / "绩效自评检查.cmd"
    sent.write_bytes(b"@rem mine\r\n")
    assert not {step.title: step for step in laid(windows, macros)}["右键“发送到”"].fine
    left = [step for step in uninstall(windows) if not step.fine]
    assert left == []  # it was no longer ours when it was installed again
    assert set(tree(windows.home)) == {"AppData/Roaming/Microsoft/Windows/SendTo/绩效自评检查.cmd"}


def test_uninstall_leaves_what_was_changed_and_says_so(windows: Desk, macros: Path) -> None:
    laid(windows, macros)
    sent = windows.send_to / "绩效自评检查.cmd"
    sent.write_bytes(b"@rem mine\r\n")
    (left,) = [step for step in uninstall(windows) if not step.fine]
    assert (left.place, left.words[:3]) == (sent, "没有动")
    assert sent.read_bytes() == b"@rem mine\r\n"


def test_what_is_in_use_is_taken_out_the_next_time(
    windows: Desk, macros: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows lets nobody delete an add-in that Excel has open; here the system call says so."""
    laid(windows, macros)
    added = windows.excel / "XLSTART" / "xlperf.xlam"
    delete = Path.unlink

    def held(path: Path, missing_ok: bool = False) -> None:  # noqa: FBT001, FBT002
        if path == added:
            raise PermissionError(13, "in use")
        delete(path, missing_ok=missing_ok)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", held)
        (left,) = [step for step in uninstall(windows) if not step.fine]
    assert left.words.startswith("没有动：正在使用；请关闭 Excel")
    assert all(step.fine for step in uninstall(windows))
    assert tree(windows.home) == {}


def test_a_newer_edition_takes_the_place_of_the_older(windows: Desk, macros: Path) -> None:
    laid(windows, macros)
    (macros / "wps" / "publish.xml").write_text(
        '<jsplugins><jsplugin name="xlperf" type="et" url="xlperf_0.2.0" version="0.2.0"/></jsplugins>',
        encoding="utf-8",
    )
    (macros / "xlperf.xlam").write_bytes(b"newer")
    laid(windows, macros)
    found = tree(windows.settings)
    assert found["Microsoft/Excel/XLSTART/xlperf.xlam"] == b"newer"
    assert [name for name in found if "0.1.0" in name] == []
    assert found["kingsoft/wps/jsaddons/publish.xml"].count(b"<jsplugin ") == 1
    assert b"xlperf_0.2.0" in found["kingsoft/wps/jsaddons/publish.xml"]


def test_a_list_of_add_ins_that_cannot_be_read_stays_as_it_is(linux: Desk, macros: Path) -> None:
    shared = linux.wps / "jsaddons" / "publish.xml"
    shared.parent.mkdir()
    for content in (b"\xff\xfe<", b"<html>"):
        shared.write_bytes(content)
        told = {step.title: step for step in laid(linux, macros)}
        assert told["WPS 加载项"].words == "没有登记：publish.xml 读不懂，请核对"
        assert shared.read_bytes() == content


def test_the_built_program_is_copied_to_where_the_macro_looks(tmp_path: Path, macros: Path) -> None:
    unpacked = tmp_path / "下载" / "xlperf"
    (unpacked / "_internal").mkdir(parents=True)
    (unpacked / "xlperf.exe").write_bytes(b"program")
    (unpacked / "_internal" / "python.dll").write_bytes(b"library")
    home = tmp_path / "Users" / "li"
    desk = desk_of("win32", {}, home, (str(unpacked / "xlperf.exe"),), unpacked)
    desk.send_to.mkdir(parents=True)
    before = folders(home)
    laid(desk, macros)
    program = home / "AppData/Local/Programs/xlperf"
    assert tree(program) == {"xlperf.exe": b"program", "_internal/python.dll": b"library"}
    assert (
        b'"%LOCALAPPDATA%\\Programs\\xlperf\\xlperf.exe" check'
        in (desk.send_to / "绩效自评检查.cmd").read_bytes()
    )
    list(uninstall(desk))
    assert tree(home) == {}
    assert folders(home) == before


def test_other_systems_are_refused() -> None:
    with pytest.raises(NoSuchDesk):
        desk_of("darwin", {}, Path("/Users/li"), ("xlperf",))


@pytest.mark.skipif(sys.platform != "linux", reason="HOME")
def test_the_command_tells_what_it_did_and_undoes_it(tmp_path: Path) -> None:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("XDG_")},
        "HOME": str(tmp_path),
        "PYTHONPATH": str(ROOT),
        "PYTHONIOENCODING": "utf-8",
    }

    def call(*words: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "xlperf", *words],
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    status, told = call("install")
    assert status == 0
    assert "右键“打开方式”：放好了" in told
    assert f"{tmp_path}/.local/share/applications/xlperf-check.desktop" in told.replace("\n", "").replace(
        "  ", ""
    )
    assert call("uninstall")[0] == 0
    assert tree(tmp_path) == {}
    assert call("uninstall") == (0, "没有装过，没有可取下的。\n")


def test_a_broken_record_is_said_and_a_new_installation_mends_it(linux: Desk, macros: Path) -> None:
    laid(linux, macros)
    before = tree(linux.home)
    linux.record.write_text('{"pieces": [', encoding="utf-8")
    (told,) = uninstall(linux)
    assert not told.fine
    assert "请先运行一次 xlperf install" in told.words
    assert tree(linux.home).keys() == before.keys()
    assert all(step.fine for step in laid(linux, macros))
    assert all(step.fine for step in uninstall(linux))
    assert tree(linux.home) == {}


def test_nothing_is_written_through_a_link_of_somebody_else(linux: Desk, macros: Path) -> None:
    script = linux.local / "xlperf" / "check.sh"
    script.parent.mkdir(parents=True)
    script.symlink_to(linux.home / "elsewhere.sh")
    told = {step.title: step for step in laid(linux, macros)}
    assert told["右键“打开方式”"].words.startswith("没有动：这里已有别的同名文件")
    assert not (linux.home / "elsewhere.sh").exists()
    list(uninstall(linux))
    assert script.is_symlink()


def test_a_list_of_add_ins_without_any_gets_its_first(linux: Desk, macros: Path) -> None:
    shared = linux.wps / "jsaddons" / "publish.xml"
    shared.parent.mkdir()
    shared.write_text("<jsplugins/>\n", encoding="utf-8")
    assert all(step.fine for step in laid(linux, macros))
    assert shared.read_text(encoding="utf-8").count("<jsplugin ") == 1
