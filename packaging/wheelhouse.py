"""Fetches all that build.bat needs on a Windows machine without network: ``python packaging/wheelhouse.py FOLDER``.

``--lock`` first writes windows.txt anew: what pyproject.toml asks for, resolved for 64-bit Windows and Python 3.11 by uv
(pip would judge the markers by the machine it runs on), each file held by its hash.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
LOCK = HERE / "windows.txt"
PYTHON = "3.11"


def lock() -> None:
    """Resolves what the program and its building need on Windows."""
    subprocess.run(
        [
            "uv",
            "pip",
            "compile",
            "-q",
            "--python-platform",
            "x86_64-pc-windows-msvc",
            "--python-version",
            PYTHON,
        ]
        + ["--generate-hashes", "--no-emit-index-url", "--only-binary", ":all:", "--upgrade", "--no-annotate"]
        + ["--custom-compile-command", "python packaging/wheelhouse.py --lock", "-o", str(LOCK)]
        + [str(HERE.parent / "pyproject.toml"), str(HERE / "windows.in")],
        check=True,
        stdout=subprocess.DEVNULL,
    )


def fetch(folder: Path) -> None:
    """The wheels of the lock, for Windows, whatever system this is."""
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--require-hashes", "-r", str(LOCK)]
        + ["--only-binary", ":all:", "--platform", "win_amd64", "--python-version", PYTHON]
        + ["--implementation", "cp", "-d", str(folder)],
        check=True,
    )
    print(
        f"{folder} 里有 {len(list(folder.glob('*.whl')))} 个文件。连同本仓库拷到 Windows 上，运行 packaging\\build.bat。"
    )


if __name__ == "__main__":
    if sys.argv[1:] == ["--lock"]:
        lock()
    elif len(sys.argv) == 2 and not sys.argv[1].startswith("-"):  # noqa: PLR2004
        fetch(Path(sys.argv[1]))
    else:
        sys.exit("用法：python packaging/wheelhouse.py 文件夹，或 --lock")
