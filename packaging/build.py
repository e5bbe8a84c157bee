"""Builds the program in one folder, tries it, and lists what is in it: ``python packaging/build.py [FOLDER]``.

PyInstaller builds for the system it runs on: on Windows for Windows (build.bat), on Linux for Linux.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
SUMS = "SHA256SUMS.txt"
_TRIES = 5


def build(folder: Path) -> Path:
    """The folder of the program, made anew below ``folder``."""
    with tempfile.TemporaryDirectory() as work:
        subprocess.run(
            [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
            + ["--distpath", str(folder), "--workpath", work, str(ROOT / "packaging" / "xlperf.spec")],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": "0"},
        )
    made = folder / "xlperf"
    (made / SUMS).write_text("".join(f"{line}\n" for line in sums(made)), encoding="utf-8", newline="\n")
    return made


def sums(made: Path) -> list[str]:
    """A line a file, as ``sha256sum -c`` reads it (Windows: ``Get-FileHash``)."""
    files = sorted(path for path in made.rglob("*") if path.is_file() and path.name != SUMS)
    return [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(made).as_posix()}"
        for path in files
    ]


def program(made: Path) -> Path:
    """The file that is run."""
    return made / ("xlperf.exe" if sys.platform == "win32" else "xlperf")


def started(made: Path) -> float:
    """Seconds until the program has told its version, the best of five."""
    times = []
    for _ in range(_TRIES):
        start = time.perf_counter()
        subprocess.run([program(made), "--version"], check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return min(times)


def main(folder: Path) -> None:
    """Builds, checks the examples with what was built, and tells size and start time."""
    made = build(folder)
    with tempfile.TemporaryDirectory() as place:
        subprocess.run(
            [program(made), "demo", str(Path(place) / "demo")], check=True, stdout=subprocess.DEVNULL
        )
    files = [path for path in made.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 1_000_000
    print(
        f"已生成 {made}：{len(files)} 个文件，{size:.0f} MB，启动 {started(made) * 1000:.0f} 毫秒；样例检查通过。"
    )
    print(f"校验值在 {made / SUMS}。整个文件夹拷到使用的机器上，运行其中的 xlperf install。")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist")
