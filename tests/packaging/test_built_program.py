"""The program in one folder, built here and run as a desk without Python runs it.

Built once for all tests; ``XLPERF_BUILT`` names a folder that ``python packaging/build.py`` made before.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.test_rooms import ROOMS, outside
from xlperf.cli import main

ROOT = Path(__file__).parents[2]
needs_pyinstaller = pytest.mark.skipif(
    importlib.util.find_spec("PyInstaller") is None and not os.environ.get("XLPERF_BUILT"),
    reason="PyInstaller 未安装",
)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the program."""
    given = os.environ.get("XLPERF_BUILT")
    if given:
        return Path(given)
    folder = tmp_path_factory.mktemp("built")
    done = subprocess.run(
        [sys.executable, str(ROOT / "packaging" / "build.py"), str(folder)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "样例检查通过" in done.stdout
    return folder / "xlperf"


def run(program: Path, *words: str, home: Path) -> subprocess.CompletedProcess[str]:
    """With nothing of Python within reach."""
    return subprocess.run(
        [str(program), *words],
        capture_output=True,
        encoding="utf-8",
        env={"HOME": str(home), "PATH": "/nowhere", "LC_ALL": "C.UTF-8"},
        cwd=home,
        check=False,
    )


@needs_pyinstaller
def test_it_finds_in_the_examples_what_the_checkout_finds(built: Path, tmp_path: Path) -> None:
    """A folder, so that the children that check are the built program as well; and a workbook with the button."""
    assert run(built / "xlperf", "demo", "样例", home=tmp_path).returncode == 0
    done = run(built / "xlperf", "check", "样例", "--no-write", "--format", "json", home=tmp_path)
    here = subprocess.run(
        [sys.executable, "-m", "xlperf", "check", "样例", "--no-write", "--format", "json"],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        cwd=tmp_path,
        check=False,
    )
    assert (done.returncode, json.loads(done.stdout)) == (here.returncode, json.loads(here.stdout))
    assert len(json.loads(done.stdout)) == 6


@needs_pyinstaller
def test_it_has_every_command_and_makes_a_workbook_with_the_button(built: Path, tmp_path: Path) -> None:
    told = run(built / "xlperf", "--help", home=tmp_path).stdout
    assert all(re.search(rf"^  {name}\b", told, re.MULTILINE) for name in main.commands)
    made = run(
        built / "xlperf",
        "new",
        "project",
        "-o",
        "自评.xlsm",
        "--unit",
        "某局",
        "--project",
        "某项目",
        home=tmp_path,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    assert b"vbaProject.bin" in (tmp_path / "自评.xlsm").read_bytes()


@needs_pyinstaller
@pytest.mark.skipif(sys.platform != "linux", reason="HOME")
def test_it_installs_itself_and_goes_again(built: Path, tmp_path: Path) -> None:
    assert run(built / "xlperf", "install", home=tmp_path).returncode == 0
    program = tmp_path / ".local/share/xlperf/program/xlperf"
    assert run(program, "--version", home=tmp_path).stdout.startswith("xlperf ")
    assert run(program, "uninstall", home=tmp_path).returncode == 0
    assert list(tmp_path.iterdir()) == []


@needs_pyinstaller
def test_every_file_is_in_the_list_of_sums(built: Path) -> None:
    done = subprocess.run(
        ["sha256sum", "-c", "--quiet", "SHA256SUMS.txt"], cwd=built, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    listed = {line[66:] for line in (built / "SHA256SUMS.txt").read_text(encoding="utf-8").splitlines()}
    there = {path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file()}
    assert there - listed == {"SHA256SUMS.txt"}


def test_the_lock_for_windows_holds_every_library_of_the_program() -> None:
    """``python packaging/wheelhouse.py --lock`` after a change of the dependencies."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {re.split(r"[\s><=!~;\[]", each)[0].lower() for each in project["dependencies"]}
    text = (ROOT / "packaging" / "windows.txt").read_text(encoding="utf-8")
    locked = set(re.findall(r"^([\w.-]+)==", text, re.MULTILINE))
    assert asked - locked == set()
    assert {"pyinstaller", "pefile", "pywin32-ctypes"} <= locked  # what building on Windows needs beside
    assert "://" not in text
    assert text.count("--hash=sha256:") >= len(locked)


def test_nothing_that_a_desk_needs_is_left_out() -> None:
    """What the program imports is built in, but for what the extras bring (xlwings, clusters, servers)."""
    spec = (ROOT / "packaging" / "xlperf.spec").read_text(encoding="utf-8")
    told = re.search(r"LEFT_OUT = \[(.*?)\]", spec, re.DOTALL)
    assert told is not None
    left_out = set(re.findall(r'"(\w+)"', told[1]))
    imported = {library for path in ROOMS for library in outside(path)}
    assert imported & left_out <= {"xlwings", "distributed", "dask", "fsspec", "s3fs", "psycopg"}


def test_the_script_for_windows_has_windows_line_ends_and_no_letter_beyond_ascii() -> None:
    script = (ROOT / "packaging" / "build.bat").read_bytes()
    assert script.isascii()
    assert script.count(b"\n") == script.count(b"\r\n") > 10
    assert b"--require-hashes" in script
    assert b"--no-index" in script
