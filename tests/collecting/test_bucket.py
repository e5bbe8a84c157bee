"""Originals in an object store: a real S3 server (moto) on loopback, the real commands in processes of their own."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.collecting.crowd import lay_crowd
from tests.collecting.servers import free_port
from xlperf.collecting.bucket import Bucket

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """The address of the server; it has the bucket ``bureau``."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    call = [sys.executable, "-W", "ignore", "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _made(f"{address}/bureau", until=time.monotonic() + 60)
        yield address
    finally:
        server.kill()
        server.wait()


def _made(bucket: str, until: float) -> None:
    while True:
        try:
            request = urllib.request.Request(bucket, method="PUT")  # noqa: S310
            with urllib.request.urlopen(request, timeout=30):  # noqa: S310
                return
        except urllib.error.URLError:
            assert time.monotonic() < until
            time.sleep(0.1)


def run(s3: str, desk: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Python in a process that finds the server."""
    environment = {
        **os.environ, "PYTHONPATH": str(ROOT), "AWS_ENDPOINT_URL": s3, "AWS_ACCESS_KEY_ID": "x",
        "AWS_SECRET_ACCESS_KEY": "x", "AWS_DEFAULT_REGION": "us-east-1",
    }  # fmt: skip
    call = [sys.executable, *arguments]
    return subprocess.run(
        call, cwd=desk, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def xlperf(s3: str, desk: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(s3, desk, "-m", "xlperf", *arguments)


def test_originals_lie_in_the_bucket_and_are_checked_from_there(s3: str, tmp_path: Path) -> None:
    lay_crowd(tmp_path / "收件", 12)
    where = ("--store", "2024.db")
    result = xlperf(s3, tmp_path, "collect", "收件", *where, "--originals", "s3://bureau/2024")
    assert (result.returncode, result.stderr) == (0, "")
    assert "新文件 12 个；检查了 12 个工作簿" in result.stdout
    assert not (tmp_path / "2024.db.originals").exists()
    assert "检查了 0 个" in xlperf(s3, tmp_path, "collect", "收件", *where).stdout
    proved = xlperf(s3, tmp_path, "store", "check", *where)
    assert proved.stdout == "登记的原件 12 个，都在，没有变。\n", proved.stderr


def test_what_is_gone_or_changed_in_the_bucket_is_found(s3: str, tmp_path: Path) -> None:
    lay_crowd(tmp_path / "收件", 2)
    xlperf(s3, tmp_path, "collect", "收件", "--store", "2025.db", "--originals", "s3://bureau/2025")
    first, second = sorted(_hashes(tmp_path / "收件"))
    ours = f"import s3fs; s3 = s3fs.S3FileSystem(); s3.rm_file('bureau/2025/{first[:2]}/{first}'); "
    ours += f"s3.pipe_file('bureau/2025/{second[:2]}/{second}', b'other')"
    run(s3, tmp_path, "-c", ours)
    proved = xlperf(s3, tmp_path, "store", "check", "--store", "2025.db")
    assert proved.returncode == 2
    assert "STO-01" in proved.stdout.partition(first)[0]
    assert "STO-02" in proved.stdout.partition(first)[2].partition(second)[0]


def _hashes(folder: Path) -> list[str]:
    return [hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()]


def test_a_bucket_that_cannot_be_reached_is_said_so_and_nothing_is_lost(s3: str, tmp_path: Path) -> None:
    lay_crowd(tmp_path / "收件", 1)
    result = xlperf(s3, tmp_path, "collect", "收件", "--store", "x.db", "--originals", "s3://没有的桶/2025")
    assert result.returncode == 2
    assert "s3://没有的桶/2025" in result.stderr
    assert "XP-BUG" not in result.stderr


def test_what_is_kept_comes_back() -> None:
    bucket = Bucket("memory://originals")
    sha = bucket.keep(b"one")
    assert (bucket.keep(b"one"), bucket.read(sha), bucket.read("0" * 64)) == (sha, b"one", None)
    with bucket.at_hand([sha, "0" * 64]) as files:
        assert {name: path.read_bytes() for name, path in files.items()} == {sha: b"one"}
    assert list(bucket.held()) == [sha]
