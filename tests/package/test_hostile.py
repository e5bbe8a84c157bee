"""Every hostile file ends in a refusal with its code, or opens harmlessly, within 5 s of CPU and 512 MiB."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.package.hostile_files import HOSTILE


def opened_in_child(path: Path) -> tuple[str, float]:
    """What became of the file in a process of its own, and the CPU seconds."""
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("hostile.py")), str(path)],
        capture_output=True, text=True, timeout=20, check=False, env={**os.environ, "PYTHONPATH": str(root)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    outcome, seconds = done.stdout.strip().split("|")
    return outcome, float(seconds)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_as_told(name, tmp_path):
    build, expected = HOSTILE[name]
    path = tmp_path / "自评表.xlsx"
    path.write_bytes(build())
    outcome, seconds = opened_in_child(path)
    assert outcome == expected
    assert seconds < 5


def test_nothing_is_written_beside_the_file(tmp_path):
    path = tmp_path / "自评表.xlsx"
    path.write_bytes(HOSTILE["路径穿越的部件"][0]())
    opened_in_child(path)
    assert [file.name for file in tmp_path.iterdir()] == ["自评表.xlsx"]
